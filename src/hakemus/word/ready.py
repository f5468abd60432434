"""A template made ready as plain data: its steps, packed parts and properties, and how a paper is printed of it.

Nothing here reads a Word file or compiles anything, so that a command which prints one paper of the library's own
templates waits for neither.
"""

import json
import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from lxml import etree

from hakemus.word.charts import Setting, chart_entries
from hakemus.word.data_part import Marks, marks_held, marks_in
from hakemus.word.markup import (
    DECLARATION,
    DEFAULT_LIMITS,
    NAMESPACES,
    Budget,
    Limits,
    found,
    name,
    parse,
    value_of,
)
from hakemus.word.notes import TURN, naming_the_same_turn, repeated_name
from hakemus.word.package import STYLES, Entry, in_order, pack, read_package, write
from hakemus.word.printing import INSIDE, Anchors, Gate, Held, Shown, escaped, is_too_long

if TYPE_CHECKING:
    from hakemus.word.template import Template


# What only the data decides, repaired in the printed text: cells without a paragraph, hollow tables, grids, ids.

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


_SPAN = re.compile(r'<w:gridSpan w:val="([0-9]{1,3})"')
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
    if table.count("<w:tbl>") + table.count("<w:tbl ") == 1:  # as nearly every table: none is inside it
        return max(map(_columns_of_row, table.split("</w:tr>")))
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


def _columns_of_row(row: str) -> int:
    spans = _SPAN.findall(row) if "<w:gridSpan " in row else ()
    return row.count("<w:tc>") + row.count("<w:tc ") + sum(map(int, spans)) - len(spans)


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


# The properties of a document (docProps/core.xml): the template's own, or what a rendering says instead; its language.


def language_of(docx: bytes | str | Path, limits: Limits = DEFAULT_LIMITS) -> str:
    """Return the code of the language that a document's styles set for its text, such as `sv-FI`; empty without one."""
    package = read_package(docx, limits)
    codes = (
        value_of(language)
        for part in package.of_type(STYLES)
        for language in found(parse(package.parts[part], part, limits), "w:docDefaults//w:lang")
    )
    return next(filter(None, codes), "")


_ELEMENTS = {
    "title": "dc:title",
    "subject": "dc:subject",
    "author": "dc:creator",
    "language": "dc:language",
    "keywords": "cp:keywords",
    "description": "dc:description",
    "identifier": "dc:identifier",
    "category": "cp:category",
    "status": "cp:contentStatus",
    "modified_by": "cp:lastModifiedBy",
    "revision": "cp:revision",
    "version": "cp:version",
    "created": "dcterms:created",
    "modified": "dcterms:modified",
}
_ROOT = " ".join(f'xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in ("cp", "dc", "dcterms", "xsi"))
_LONGEST = 100_000


class Properties(NamedTuple):
    """What a rendered document says about itself; what is None stays as the template has it.

    `language` is a code such as `fi-FI`; `created` becomes the day of making and of the last change.

    >>> Properties(title="Hankesuunnitelma").title
    'Hankesuunnitelma'
    """

    title: str | None = None
    subject: str | None = None
    author: str | None = None
    language: str | None = None
    created: date | None = None


AS_IN_TEMPLATE = Properties()
"""What a document says that is given nothing else to say."""


def read_properties(root: etree._Element | None) -> dict[str, str]:
    """Return the properties that a core part holds, by our names."""
    if root is None:
        return {}
    texts = {label: root.findtext(name(element)) for label, element in _ELEMENTS.items()}
    return {label: text for label, text in texts.items() if text}


def with_properties(values: Mapping[str, str], given: Properties) -> dict[str, str]:
    """Return the template's properties with those that were given instead."""
    said = {
        "title": given.title,
        "subject": given.subject,
        "author": given.author,
        "language": given.language,
    }
    if given.author is not None:
        said["modified_by"] = given.author
    if given.created is not None:
        said["created"] = said["modified"] = f"{given.created.isoformat()[:10]}T00:00:00Z"
    return {**values, **{label: text for label, text in said.items() if text is not None}}


def write_properties(values: Mapping[str, str]) -> str:
    """Return a core part; raise `ValueRefusedError`, naming the property, for what XML cannot hold."""
    lines = []
    for label, element in _ELEMENTS.items():
        if values.get(label):
            kind = ' xsi:type="dcterms:W3CDTF"' if element.startswith("dcterms:") else ""
            text = escaped(values[label], f"properties.{label}", _LONGEST)
            lines.append(f"<{element}{kind}>{text}</{element}>")
    return f"{DECLARATION}<cp:coreProperties {_ROOT}>{''.join(lines)}</cp:coreProperties>"


# A strict template as plain data, and its printing: what cannot be printed as usual is left to the careful way.

Step = Sequence[Any]
"""What is done, and with what; a list of JSON. A path begins with a name, or with the number of a loop around it."""

TEXT, RUN, PARAGRAPHS, IN_TEXT, EACH, CHOICE = range(6)
"""What a step does."""

VALUE, NOT, AND, OR, COUNT = "value", "not", "and", "or", "count"
"""What a condition begins with: the path of a value, or other conditions, follow.

What follows `COUNT` is the number of a loop, which of its counts (as Jinja calls them), a comparison, and a number.
"""

COMPARISONS: Mapping[str, Callable[[int, int], bool]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "lteq": operator.le,
    "gt": operator.gt,
    "gteq": operator.ge,
}
"""By what counts of a loop are compared, under Jinja's names."""

_AT_A_TIME = 4_096


def _forget(_holds: Held) -> None:
    """Keep nothing of what a piece holds: the paper carries no data."""


class UnusualError(Exception):
    """A part cannot be printed as usual; it never leaves the engine."""


class Printing:
    """One rendering of parts by their steps: the pieces of text, and what they hold for the data part."""

    def __init__(
        self, gate: Gate, budget: Budget, anchors: Anchors, values: Mapping[str, Any], *, holds: bool
    ) -> None:
        self._gate, self._budget, self._anchors = gate, budget, anchors
        # The items that loops are at are among the values, by the numbers of the loops.
        self._values: dict[str | int, Any] = dict[str | int, Any](values.items())
        # Of each loop the number of its turns, and of those left.
        self._turns: dict[int, tuple[int, int]] = {}
        self._pieces: list[str] = []
        self._chunks: list[str] = []
        self._holds_are_kept = holds
        self.held: list[Held] = []

    def part(self, steps: Sequence[Step]) -> str:
        """Return the text of a part; what it holds is in `held`, where that is asked for."""
        self._pieces, self._chunks, self.held = [], [], []
        try:
            self._go(steps)
            self._end_chunk()
        except UnusualError:
            raise
        except Exception as error:  # whatever it is, the careful way meets it again, and says what and where
            raise UnusualError from error
        return "".join(self._chunks)

    def _end_chunk(self) -> None:
        """Make one text of the pieces so far, so that long papers aren't kept in hundreds of thousands of them."""
        chunk = "".join(self._pieces)
        self._pieces.clear()
        self._budget.wrote(len(chunk))
        self._chunks.append(chunk)

    def _go(self, steps: Sequence[Step]) -> None:
        pieces, gate, anchors, values = self._pieces, self._gate, self._anchors, self._values
        hold = self.held.append if self._holds_are_kept else _forget
        for step in steps:
            kind = step[0]
            if kind == TEXT:
                pieces.append(step[1])
                hold(step[2])
            elif kind == RUN:
                value: Any = values  # found here and not by `_value`: most of what is done is this
                for key in step[1]:
                    if type(value) is not dict:
                        raise UnusualError
                    value = value[key]
                text, holds = gate.field_run(value, step[2], step[3], step[4], anchors)
                pieces.append(text)
                hold(holds)
            elif kind == CHOICE:
                for condition, body in step[1]:
                    if self._holds(condition):
                        self._go(body)
                        break
                else:
                    self._go(step[2])
            elif kind == EACH:
                self._repeat(step)
            elif kind == PARAGRAPHS:
                text, holds = gate.held_paragraphs(self._value(step[1]), step[2], anchors)
                if text:
                    pieces.append(text)
                    hold(holds)
            else:
                value = self._value(step[1])
                if type(value) is not str and type(value) is not Shown:
                    raise UnusualError
                pieces.append(gate.text(value, step[2]))
                hold((INSIDE, str(value)))

    def _repeat(self, step: Step) -> None:
        _, number, path, test, body, otherwise = step
        items = self._value(path)
        if type(items) is not list and type(items) is not tuple:
            raise UnusualError
        self._budget.repeat(len(items))
        values, turns = self._values, 0
        length = len(items)
        for left, item in zip(range(length, 0, -1), items, strict=True):
            values[number], self._turns[number] = item, (length, left)
            if test is not None and not self._holds(test):
                continue
            turns += 1
            self._go(body)
            if len(self._pieces) > _AT_A_TIME:
                self._end_chunk()
        if not turns:
            self._go(otherwise)

    def _value(self, path: Step) -> Any:  # noqa: ANN401 - whatever the values hold
        value: Any = self._values
        for key in path:
            if type(value) is not dict:
                raise UnusualError
            value = value[key]
        return value

    def _holds(self, condition: Step) -> bool:
        sign = condition[0]
        if sign == VALUE:
            return bool(self._value(condition[1]))
        if sign == NOT:
            return not self._holds(condition[1])
        if sign == AND:
            return self._holds(condition[1]) and self._holds(condition[2])
        if sign == COUNT:
            _, slot, count, comparison, number = condition
            length, left = self._turns[slot]
            found = length if count == "length" else left if count == "revindex" else length - left + 1
            return COMPARISONS[comparison](found, number)
        return self._holds(condition[1]) or self._holds(condition[2])


FAST = 1
"""How parts are compressed that are printed: zlib's level."""

Data = str | Callable[[Marks], str] | None
"""The text of the data part, or what makes it of what the printed document shows."""


class ReadyPart(NamedTuple):
    """A part as it is printed: its steps, and the ids it may have."""

    steps: Sequence[Step]
    first_id: int
    repeats_ids: bool


@dataclass(frozen=True)
class Ready:
    """Everything that a paper of a strict template needs, but its values.

    Attributes:
        main: The name of the part of the body.
        core: The name of the part of the properties.
        data_part: The name of the part that carries data.
        parts: What is printed, in the order of printing.
        entries: The parts that stay as they are, packed.
        with_data: Those that are other ones when the paper carries data.
        lists: The types and relations that charts are added to; and those of a paper that carries data.
        own_properties: What the template says of itself.
        styles: The ids of its styles, each with whether it numbers its paragraphs.
        setting: Where its tables are, and its look.
        digest: What changes with anything in it.
    """

    main: str
    core: str
    data_part: str
    parts: Mapping[str, ReadyPart]
    entries: Mapping[str, Entry]
    with_data: Mapping[str, Entry]
    lists: tuple[Mapping[str, bytes], Mapping[str, bytes]]
    own_properties: Mapping[str, str]
    styles: Mapping[str, bool]
    setting: Setting
    digest: str
    fields: tuple[str, ...] = ()
    limits: Limits = DEFAULT_LIMITS

    @cached_property
    def _gate(self) -> Gate:
        return Gate(self.limits, self.styles, self.setting)

    def render(self, values: Mapping[str, Any], properties: Properties, data: Data) -> bytes | None:
        """Return the document; None when something is unusual, of which the careful way knows what it is."""
        anchors = Anchors()
        printing = Printing(self._gate, Budget(self.limits), anchors, values, holds=callable(data))
        printed, held = {}, {}
        try:
            for name, part in self.parts.items():
                anchors.in_body = name == self.main
                text = printing.part(part.steps)
                if is_too_long(text):
                    return None
                printed[name] = repair(text, part.first_id, repeats_ids=part.repeats_ids)
                held[name] = printing.held
        except UnusualError:
            return None
        core = write_properties(with_properties(self.own_properties, properties)).encode()
        entries = {**self.entries, self.core: pack(self.core, core, FAST)}
        entries |= {name: pack(name, text.encode(), FAST) for name, text in printed.items()}
        if data is not None:
            if not isinstance(data, str):
                others = [name for name in printed if name != self.main]
                marks = marks_held(held[self.main], map(held.__getitem__, others))
                data = data(marks or marks_in("".join(map(printed.__getitem__, (self.main, *others)))))
            entries |= {**self.with_data, self.data_part: pack(self.data_part, data.encode(), FAST)}
        if anchors.charts:
            entries |= chart_entries(self.lists[data is not None], self.main, anchors.charts, self.setting)
        return write(map(entries.__getitem__, in_order(entries)))

    def as_bytes(self) -> bytes:
        """Return it as a file: a line of JSON, and behind it the packed parts, one after the other."""
        blocks: list[bytes] = []

        def listed(entries: Mapping[str, Entry]) -> list[Any]:
            blocks.extend(entry.data for entry in entries.values())
            return [[name, len(entry.data), entry.index.hex()] for name, entry in entries.items()]

        setting = self.setting
        plain = {
            "names": [self.main, self.core, self.data_part],
            "parts": [[name, one.steps, one.first_id, one.repeats_ids] for name, one in self.parts.items()],
            "entries": listed(self.entries),
            "with_data": listed(self.with_data),
            "lists": [{name: one.decode() for name, one in parts.items()} for parts in self.lists],
            "own_properties": {**self.own_properties},
            "styles": {**self.styles},
            "setting": [*setting],
            "digest": self.digest,
            "fields": [*self.fields],
        }
        return b"\n".join(
            (json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode(), b"".join(blocks))
        )

    @classmethod
    def of_bytes(cls, content: bytes) -> "Ready":
        """Return what `as_bytes` wrote."""
        line, _, blocks = content.partition(b"\n")
        plain = json.loads(line)
        at = 0

        def unpacked(listed: Sequence[Any]) -> dict[str, Entry]:
            nonlocal at
            entries = {}
            for part, length, index in listed:
                entries[part] = Entry(blocks[at : at + length], bytes.fromhex(index), part.encode())
                at += length
            return entries

        first, second = ({name: one.encode() for name, one in parts.items()} for parts in plain["lists"])
        main, core, data_part = plain["names"]
        return cls(
            main,
            core,
            data_part,
            {name: ReadyPart(*one) for name, *one in plain["parts"]},
            unpacked(plain["entries"]),
            unpacked(plain["with_data"]),
            (first, second),
            plain["own_properties"],
            plain["styles"],
            Setting(*plain["setting"]),
            plain["digest"],
            tuple(plain["fields"]),
        )


class KeptTemplate:
    """A template in nobody's colours, kept in its ready form; where that isn't enough, the whole one is compiled."""

    def __init__(self, path: Path, ready: Ready) -> None:
        self._path, self._ready = path, ready

    @cached_property
    def whole(self) -> "Template":
        """Return the template, compiled."""
        from hakemus.word.branding import Branding  # noqa: PLC0415 - as below
        from hakemus.word.template import Template  # noqa: PLC0415 - it knows docxtpl, which takes long to load

        return Template(self._path, branding=Branding())

    @property
    def digest(self) -> str:
        """Return a text that changes with anything in the template."""
        return self._ready.digest

    @property
    def fields(self) -> tuple[str, ...]:
        """Return every placeholder with its full path, as `Template.fields` does."""
        return self._ready.fields

    def render(
        self,
        values: Mapping[str, Any],
        properties: Properties = AS_IN_TEMPLATE,
        data: Data = None,
        growing: Mapping[str, str] | None = None,
    ) -> bytes:
        """Return the document, as `Template.render` does."""
        made = None if growing is not None else self._ready.render(values, properties, data)
        return self.whole.render(values, properties, data, growing) if made is None else made

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - what else a template has
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.whole, name)
