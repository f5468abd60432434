"""What only the data decides, mended in the printed text: cells without a paragraph, hollow tables, grids, ids.

Marks say where to look; they are control characters, which no text of a document can hold.
"""

import re
from collections.abc import Callable, Iterator

CELL, CELL_END = "\x01", "\x02"
"""Around the paragraph that a cell gets if it would end without one."""

HOLLOW, HOLLOW_END = "\x03", "\x04"
"""Around a table or a row that may come out empty."""

GRID, GRID_END = "\x05", "\x06"
"""Around a table whose number of columns the data decides."""


def repair(text: str, first_id: int, *, repeats_ids: bool) -> str:
    """Return rendered XML with its marks resolved; ids are numbered anew from `first_id` where loops repeat them."""
    if GRID in text:
        text = _each_mended(text, GRID, GRID_END, _with_fitting_grid)
    if HOLLOW in text:
        text = _each_mended(text, HOLLOW, HOLLOW_END, _unless_hollow)
    if CELL in text:
        text = "".join(_with_paragraphs(text))
    return _renumbered(text, first_id) if repeats_ids else text


def _each_mended(text: str, opening: str, closing: str, mended: Callable[[str], str]) -> str:
    """Return the text with what stands between each pair of marks mended, the inner pairs first, in one pass."""
    buffers: list[list[str]] = [[]]
    for number, piece in enumerate(text.split(closing)):
        if number:
            inner = mended("".join(buffers.pop()))
            buffers[-1].append(inner)
        first, *begun = piece.split(opening)
        buffers[-1].append(first)
        buffers += [[start] for start in begun]
    return "".join(buffers[0])


_COLUMN = re.compile(r'<w:gridCol(?: w:w="(\d+)")?/>')
_TABLE_TOKEN = re.compile(r'<(?P<close>/?)w:(?P<name>tbl|tr|tc)(?=[ >])|<w:gridSpan w:val="(?P<span>\d+)"')


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


def _unless_hollow(element: str) -> str:
    """Return a table or a row, or nothing where it holds no cell."""
    return element if "<w:tc>" in element or "<w:tc " in element else ""


_TAIL = 2_000
_AFTER_PARAGRAPH = re.compile(r"(?:<w:bookmark(?:Start|End) [^>]*/>|</w:sdtContent></w:sdt>)+\Z")
_EMPTY_PARAGRAPH = re.compile(r"<w:p(?: [^<>]*)?/>\Z")


def _with_paragraphs(text: str) -> Iterator[str]:
    """Yield the text with the paragraph of each cell that ends without one; the others' are left out."""
    before, *others = text.split(CELL)
    yield before
    for other in others:
        paragraph, _, rest = other.partition(CELL_END)
        if not _ends_in_paragraph(before[-_TAIL:].rstrip()):
            yield paragraph
        yield rest
        before = rest


def _ends_in_paragraph(text: str) -> bool:
    if text.endswith("</w:p>"):
        return True
    text = _AFTER_PARAGRAPH.sub("", text)
    return text.endswith("</w:p>") or _EMPTY_PARAGRAPH.search(text) is not None


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
                suffix = f"_{times}"
                start = start.replace(label.group(), f'w:name="{label.group(1)[: 40 - len(suffix)]}{suffix}"')
        return start

    return _ID.sub(numbered, text)
