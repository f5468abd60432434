"""What only the data decides, repaired in the printed text: cells without a paragraph, hollow tables, grids, ids."""

import re
from itertools import pairwise

from hakemus.word.notes import TURN, naming_the_same_turn, repeated_name

# The marks of what only the data decides.

CELL, CELL_END = "\x01", "\x02"
"""Around the paragraph that a cell gets if it would end without one."""

HOLLOW, HOLLOW_END = "\x03", "\x04"
"""Around a table or a row that may come out empty."""

GRID, GRID_END = "\x05", "\x06"
"""Around a table whose number of columns the data decides."""

MARKS = (CELL, CELL_END, HOLLOW, HOLLOW_END, GRID, GRID_END)


def repair(text: str, first_id: int, *, repeats_ids: bool) -> str:
    """Return rendered XML with its marks resolved; ids are numbered again from `first_id` where loops repeat them."""
    text = naming_the_same_turn(text) if TURN in text else text
    cuts: list[int] = []
    for mark in MARKS:  # to search for each is many times faster than for all at once
        at = text.find(mark)
        while at >= 0:
            cuts.append(at)
            at = text.find(mark, at + 1)
    cuts = [*sorted(cuts), len(text)]
    open_ = [[text[: cuts[0]]]]  # the pieces of each open element that is marked, the innermost last
    for at, after in pairwise(cuts):
        mark, piece = text[at], text[at + 1 : after]
        if mark in (HOLLOW, GRID):
            open_.append([piece])
        elif mark == CELL:  # the piece is the paragraph of a cell that ends without one
            end = ""
            for written in reversed(open_[-1]):
                end = written[-_TAIL:] + end
                if len(end) >= _TAIL:
                    break
            end = end.rstrip()
            if not end.endswith("</w:p>"):
                end = _AFTER_PARAGRAPH.sub("", end)
                if not end.endswith("</w:p>") and not _EMPTY_PARAGRAPH.search(end):
                    open_[-1].append(piece)
        elif mark == CELL_END:
            open_[-1].append(piece)
        else:
            element = "".join(open_.pop())
            if mark == GRID_END:
                element = _with_fitting_grid(element)
            elif "<w:tc>" not in element and "<w:tc " not in element:
                element = ""
            open_[-1] += (element, piece)
    text = "".join(open_[0])
    return _renumbered(text, first_id) if repeats_ids else text


_COLUMN = re.compile(r'<w:gridCol(?: w:w="([0-9]{1,9})")?/>')
_TABLE_TOKEN = re.compile(
    r'<(?P<close>/?)w:(?P<name>tbl|tr|tc)(?=[ >])|<w:gridSpan w:val="(?P<span>[0-9]{1,3})"'
)


def _with_fitting_grid(table: str) -> str:
    """Return a table whose columns the data decides with as many grid columns as its longest row needs."""
    start, end = table.find("<w:tblGrid>"), table.find("</w:tblGrid>")
    widths = [int(width or 0) for width in _COLUMN.findall(table[start:end])]
    wanted = _longest_row(table)
    if start < 0 or not widths or not wanted or wanted == len(widths):
        return table
    whole = sum(widths)
    kept = [*widths[:wanted], *[whole // len(widths)] * (wanted - len(widths))]
    scaled = [width * whole // (sum(kept) or 1) for width in kept]
    return (
        table[:start]
        + "<w:tblGrid>"
        + "".join(f'<w:gridCol w:w="{width}"/>' for width in scaled)
        + table[end:]
    )


def _longest_row(table: str) -> int:
    """Return how many grid columns the longest row of a table takes; tables inside it do not count."""
    depth = longest = columns = 0
    for token in _TABLE_TOKEN.finditer(table):
        if token["name"] == "tbl":
            depth += -1 if token["close"] else 1
        elif depth == 1 and token["span"]:
            columns += int(token["span"]) - 1
        elif depth == 1 and token["name"] == "tr":
            longest, columns = max(longest, columns), 0
        elif depth == 1 and token["name"] == "tc" and not token["close"]:
            columns += 1
    return longest


_TAIL = 2_000
_AFTER_PARAGRAPH = re.compile(r"(?:<w:bookmark(?:Start|End) [^>]*/>|</w:sdtContent></w:sdt>)+\Z")
_EMPTY_PARAGRAPH = re.compile(r"<w:p(?: [^<>]*)?/>\Z")


_ID = re.compile(
    r'(?P<picture><wp:docPr [^>]*?\bid=")(?P<p>\d+)"|(?P<start><w:bookmarkStart [^>]*/>)'
    r'|(?P<end><w:bookmarkEnd [^>]*?w:id=")(?P<e>\d+)"'
    r'|(?P<control><w:sdtPr>(?:(?!</w:sdtPr>).)*?<w:id w:val=")(?P<c>-?\d+)"',
    re.DOTALL,
)
_BOOKMARK_ID = re.compile(r'w:id="(\d+)"')
_BOOKMARK_NAME = re.compile(r'w:name="([^"]*)"')


def _renumbered(text: str, first_id: int) -> str:
    """Give every picture, bookmark and content control an id of its own, and every bookmark its own name."""
    counter = iter(range(first_id, first_id + text.count("<") + 1))
    open_: dict[str, int] = {}
    names: dict[str, int] = {}

    def numbered(match: re.Match[str]) -> str:
        number = next(counter)
        if match["picture"]:
            return f'{match["picture"]}{number}"'
        if match["control"]:
            return f'{match["control"]}{number}"'
        if match["end"]:
            return f'{match["end"]}{open_.get(match["e"], number)}"'
        start = match["start"]
        old, label = _BOOKMARK_ID.search(start), _BOOKMARK_NAME.search(start)
        if old:
            open_[old.group(1)] = number
            start = start.replace(old.group(), f'w:id="{number}"')
        if label:
            times = names[label.group(1)] = names.get(label.group(1), 0) + 1
            if times > 1:
                start = start.replace(label.group(), f'w:name="{repeated_name(label.group(1), times)}"')
        return start

    return _ID.sub(numbered, text)
