"""What a document carries in addition to its text: the data it was made of, and what it held when it was made.

The data is one custom XML part, which Word and LibreOffice keep. What the document held is found in the printed body as
text, since a document is printed in less time than it takes to parse it. What it is needed for is shown in
`docs/reading-word-files.md`.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape
from typing import Any, NamedTuple

from lxml import etree

from hakemus.values.paths import item_of
from hakemus.values.text import composed
from hakemus.word import markup
from hakemus.word.markup import (
    DEFAULT_LIMITS,
    Limits,
    found,
    name,
    parse,
    remove,
    serialised,
    unwrap,
    value_of,
)
from hakemus.word.package import OFFICE_RELATION, STORIES, Package
from hakemus.word.printing import (
    BOOKMARK_END,
    BOOKMARK_START,
    CONTENT_OPENS,
    CONTROL_CLOSES,
    CONTROL_OPENS,
    LINE,
    LOCK_OF_CONTENT,
    MARKUP,
    PIECE,
    PREFIX,
    PROMPT_SHOWN,
    PROSE,
    TABLE,
    TAG_OPENS,
    Held,
)

NAMESPACE = "urn:hakemus:form"
"""What marks the part as ours."""

_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_ID = "{6A3C1A51-5B0E-4E2B-9C58-1F3C6B1D2A07}"


def with_data(package: Package) -> tuple[str, dict[str, bytes]]:
    """Return the name of a custom XML part that a package does not have, and the parts that change with it."""
    number = next(number for number in range(1, 10_000) if f"customXml/item{number}.xml" not in package.parts)
    item, own = f"customXml/item{number}.xml", f"customXml/itemProps{number}.xml"
    properties = (
        f'{markup.DECLARATION}<ds:datastoreItem ds:itemID="{_ID}" xmlns:ds="{_CUSTOM}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    related = package.add(own, properties.encode(), _PROPERTIES_TYPE)
    related = related.relate(package.main, item, f"{OFFICE_RELATION}customXml")
    related = related.relate(item, own, f"{OFFICE_RELATION}customXmlProps")
    return item, {part: new for part, new in related.parts.items() if package.parts.get(part) != new}


def data_item(attributes: Mapping[str, str], text: str) -> str:
    """Return the custom XML part: one element with attributes and a text.

    >>> data_item({"version": "1"}, "a < b").partition("?>")[2].strip()
    '<form xmlns="urn:hakemus:form" version="1">a &lt; b</form>'
    """
    pairs = "".join(f" {name}={_quoted(value)}" for name, value in attributes.items())
    return f'{markup.DECLARATION}<form xmlns="{NAMESPACE}"{pairs}>{escape(text, quote=False)}</form>'


def _quoted(value: str) -> str:
    """Return an attribute's value in quotes, as `xml.sax.saxutils` writes it, which loads what opens addresses."""
    made = escape(value, quote=False).replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")
    if '"' not in made:
        return f'"{made}"'
    return f'"{made.replace(chr(34), "&quot;")}"' if "'" in made else f"'{made}'"


def find_data(package: Package, limits: Limits = DEFAULT_LIMITS) -> list[tuple[dict[str, str], str]]:
    """Return the attributes and the text of each different custom XML part of ours.

    A program may have written the part twice: the same data is returned once.
    """
    kept: list[tuple[dict[str, str], str]] = []
    for _, root in _data_parts(package, limits):
        one = ({str(key): str(value) for key, value in root.attrib.items()}, root.text or "")
        if one not in kept:
            kept.append(one)
    return kept


def without_data(package: Package, limits: Limits = DEFAULT_LIMITS) -> Package:
    """Return a package without the data of ours that it carries: a template may be made of a paper."""
    ours = {part for part, _ in _data_parts(package, limits)}
    properties = {part.replace("customXml/item", "customXml/itemProps") for part in ours}
    return package.remove(ours | properties, limits) if ours else package


def _data_parts(package: Package, limits: Limits) -> Iterator[tuple[str, etree._Element]]:
    for part in sorted(package.parts):
        ours = part.startswith("customXml/") and NAMESPACE.encode() in package.parts[part]
        if ours and part.endswith(".xml"):
            root = parse(package.parts[part], part, limits)
            if root.tag == f"{{{NAMESPACE}}}form":
                yield part, root


# A paper that somebody makes a template of: the data that it carries and the marks of its fields are left out.

_MARK = b'w:name="h_'


def as_template(package: Package, limits: Limits) -> Package:
    """Return a package as a template: the same one, unless it is a paper that fields were printed into."""
    bare = without_data(package, limits)
    if bare is package and _MARK not in package.parts[package.main]:
        return package
    parts = dict(bare.parts)
    for part in bare.of_type(*STORIES):
        parts[part] = _unmarked(parts[part], part, limits)
    return Package(parts, bare.types)


def _unmarked(content: bytes, part: str, limits: Limits) -> bytes:
    """Return a part without the bookmarks and controls of fields; what was in the controls stays."""
    root = parse(content, part, limits)
    starts = [
        mark for mark in root.iter(name("w:bookmarkStart")) if value_of(mark, "w:name").startswith("h_")
    ]
    ids = {value_of(mark, "w:id") for mark in starts}
    ends = [mark for mark in root.iter(name("w:bookmarkEnd")) if value_of(mark, "w:id") in ids]
    for mark in (*starts, *ends):
        remove(mark)
    for control in [*root.iter(name("w:sdt"))]:
        if found(control, "w:sdtPr/w:tag"):
            unwrap(control)
    return serialised(root)


# What a printed document held: digests of the text that is no field's, prompts, and rows of lists.

_LETTERS = 10
_EMPTY_BOOKMARK = re.compile("<w:bookmarkStart [^>]*><w:bookmarkEnd [^>]*>")
_COUNTS = ("<w:fldSimple", "<w:instrText")
_COUNTED = re.compile(
    r"<w:fldSimple [^>]*>.*?</w:fldSimple>"
    r'|<w:instrText[^>]*>\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b.*?<w:fldChar [^>]*w:fldCharType="end"',
    re.DOTALL,
)
_BODY_END, _MARK_NAME = "</w:body>", 'w:name="h_'
_MARKED_ITEM = re.compile(r'w:name="h_\w*_[0-9]{1,5}[_"]')
_ROW_STARTS, _ROW_END = ("<w:tr>", "<w:tr "), "</w:tr>"
_ITEM_OF_TAG = re.compile(TAG_OPENS + r'([^"]*\])\.')
_AS_ROW = "row "
_NONE: Mapping[str, str] = {}
_PARAGRAPH = re.compile(r"<w:p(?: [^>]*)?(?<!/)>")
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)")
_PIECE = re.compile(f"(?:{BOOKMARK_START})|(?:{BOOKMARK_END})|(?:<w:t(?: [^>]*)?>(?P<text>[^<]*))")
_RUN = re.compile(r"([0-9]{1,5})(?:-([0-9]{1,5}))?")
_MOST_PLACES = 100_000


@dataclass(frozen=True, slots=True)
class Printed:
    """The digests of the texts, and the places of each list's items in the order of their rows.

    `prompts` are the digests of what empty fields showed; None where the document does not tell. `lines` is the digest
    of the bookmarks of all fields, the texts of those of one line and of the rows of lists; empty where the document
    does not tell. `bookmarks` are the names of the bookmarks of all fields; None where the document does not tell.
    """

    texts: frozenset[str]
    rows: Mapping[str, tuple[int, ...]]
    prompts: frozenset[str] | None = None
    lines: str = ""
    bookmarks: tuple[str, ...] | None = None

    def holds(self, text: str) -> bool:
        """Return whether a paragraph was printed as it is, blanks apart."""
        bare = squeezed(text)
        return not bare or _digest(bare) in self.texts

    def holds_field(self, tag: str, text: str) -> bool:
        """Return whether a field is printed as it was, where it was printed in words that are not its own."""
        return _digest(f"{tag} {squeezed(text)}") in self.texts

    def holds_prompt(self, text: str) -> bool:
        """Return whether an empty field showed a text."""
        return self.prompts is not None and _digest(squeezed(text)) in self.prompts

    def holds_row(self, text: str) -> bool:
        """Return whether a row of a table was printed as it is, its cells one after the other."""
        return _digest(_AS_ROW + squeezed(text)) in self.texts


class Marks(NamedTuple):
    """What a printed document shows: its digests, the lines and rows of fields, and by which names it shows fields.

    `shown` are the tags of controls and the names of bookmarks.
    """

    texts: AbstractSet[str]
    prompts: AbstractSet[str]
    lines: Sequence[tuple[str, str]]
    places: Mapping[str, list[int]]
    names: Sequence[str]
    shown: AbstractSet[str]

    def attributes(self, fields: Mapping[str, str] = _NONE) -> dict[str, str]:
        """Return it as attributes: `texts` (digests), `rows`, `lines`, `fields`, any `prompts`.

        `fields` are those that were printed in other words than their own, by their places.
        """
        own = {_digest(f"{tag} {squeezed(text)}") for tag, text in fields.items()}
        marks = {
            "texts": " ".join(sorted((self.texts | own) - {""})),
            "rows": ";".join(f"{path} {','.join(_runs(numbers))}" for path, numbers in self.places.items()),
            "lines": lines_digest(self.lines),
            "fields": _packed_names(self.names),
        }
        return marks | ({"prompts": " ".join(sorted(self.prompts))} if self.prompts else {})


def marks_in(body: str) -> Marks:
    """Return what a printed body shows, and the headers, footers and notes behind it.

    >>> marks_in("<w:p><w:r><w:t>Hanke</w:t></w:r></w:p>").attributes()["texts"] == _digest("Hanke")
    True
    >>> sorted(marks_in('<w:tag w:val="a.b"/><w:bookmarkStart w:id="1" w:name="h_c"/>').shown)
    ['a.b', 'h_c']
    """
    texts, prompts, lines = _read_body(body)
    digests_of_rows, rows_of_items, places = _read_rows(body)
    names = [mark.partition('"')[0] for mark in body.partition(_BODY_END)[0].split(_MARK_NAME)[1:]]
    shown = {*_TAG.findall(body), *_BOOKMARK.findall(body)}
    return Marks(texts | digests_of_rows, prompts, (*lines, *rows_of_items), places, names, shown)


_TAG = re.compile(TAG_OPENS + r'([^"]*)"')
_BOOKMARK = re.compile('w:name="(h_[^"]*)"')


# The same, of pieces that are known while they are printed: then nothing that was printed is read again.

_ROW, _ROW_ENDS, _MARKED = "\x01", "\x02", "\x03"
"""In the rows of a piece: a row begins, one ends, there is a bookmark; all else is text."""

_HOLLOW_ROW = "\x03<w:tr"
"""A row that is left out when it comes out empty (`soundness.HOLLOW`)."""

_PIECES = re.compile(r"(?P<p><w:p(?: [^>]*)?(?<!/)>)|<w:t(?: [^>]*)?>(?P<t>[^<]*)")
_OF_ROWS = re.compile(
    r"(?P<row><w:tr[ >])|(?P<end></w:tr>)|(?P<mark><w:bookmark)|<w:t(?: [^>]*)?>(?P<t>[^<]*)"
)
_KINDS_OF_ROWS = {"row": _ROW, "end": _ROW_ENDS, "mark": _MARKED}
_COUNT_BEGINS = re.compile(r"<w:fldSimple|<w:instrText[^>]*>\s*(?:PAGE|NUMPAGES|SECTIONPAGES|\Z)")
_ITEM_NAME = re.compile(r"h_\w*_\d+(?:_|\Z)")


def piece_held(xml: str) -> Held:
    """Return what a piece of markup without a field holds; None for what only the whole document tells."""
    plain = _COUNTED.sub("", xml) if any(one in xml for one in _COUNTS) else xml
    unknown = any(one in xml for one in (CONTROL_OPENS, _MARK_NAME, _HOLLOW_ROW))
    if unknown or xml.rfind("<") > xml.rfind(">") or _COUNT_BEGINS.search(plain):
        return None
    if "w:t" not in xml and "<w:bookmark" not in xml and "<" in xml:  # such as a drawing, which is long
        opens = "<w:p>" in xml or "<w:p " in xml
        return PIECE, "", "", opens, "", (), "", None, False
    head = unescape(plain.partition("<")[0])
    texts, ends = [""], "<" not in plain
    for piece in _PIECES.finditer(plain):
        if piece["p"]:
            texts.append("")
        else:
            texts[-1] += unescape(piece["t"])
        ends = piece["p"] is None and piece.end() == len(plain)
    first, *others = texts
    digests = {_digest_of_text(text) for text in others[:-1]} - {""}
    every = unescape("".join(_TEXT.findall(xml)))
    last = others[-1] if others else ""
    return PIECE, head, first, bool(others), last, (*sorted(digests),), every, _rows_of_piece(xml), ends


def _rows_of_piece(xml: str) -> tuple[str, ...] | None:
    """Return where rows begin and end in a piece, with the bookmarks and texts around; None where it has only text."""
    if not any(one in xml for one in ("<w:tr", "</w:tr>", "<w:bookmark")):
        return None
    found = []
    for one in _OF_ROWS.finditer(xml):
        kind = one.lastgroup or "t"
        found.append(unescape(one["t"]) if kind == "t" else _KINDS_OF_ROWS[kind])
    return tuple(found) if {_ROW, _ROW_ENDS, _MARKED} & {*found} else None


@lru_cache(maxsize=8_192)
def _digest_of_text(text: str, prefix: str = "") -> str:
    bare = squeezed(text)
    return _digest(prefix + bare) if prefix or bare else ""


class _Gathered:
    """Takes in what pieces hold, one after the other, as `marks_in` finds it in the whole."""

    def __init__(self) -> None:
        self.texts: set[str] = set()
        self.lines: list[tuple[str, str]] = []
        self.places: dict[str, list[int]] = {}
        self.names: list[str] = []
        self.shown: set[str] = set()
        self._paragraph: list[str] = []
        self._in_text = False
        self._row: list[str] | None = None
        self._is_marked, self._is_of_item = False, False
        self._tags: list[str] = []

    def part(self, held: Iterable[Held], *, in_body: bool) -> bool:
        """Take in a part; return False for one that holds what only the whole document tells."""
        for one in held:
            if type(one) is str:
                self._text(one)
            elif one is None:
                return False
            elif one[0] == PIECE:
                self._piece(one)
            elif one[0] == LINE:
                self._line(one, in_body=in_body)
            elif one[0] == PROSE:
                self._prose(one)
            elif one[0] == TABLE:
                self._table(one[1])
            elif one[0] == MARKUP:
                piece = piece_held(one[1])
                if piece is None:
                    return False
                self._piece(piece)
            elif self._in_text:
                self._text(one[1])
        self._end_paragraph()
        return True

    def _text(self, text: str) -> None:
        self._paragraph.append(text)
        if self._row is not None:
            self._row.append(text)

    def _end_paragraph(self) -> None:
        if self._paragraph:
            self.texts.add(_digest_of_text("".join(self._paragraph)))
            self._paragraph = []

    def _piece(self, piece: Sequence[Any]) -> None:
        _, head, first, opens, last, digests, every, rows, ends = piece
        if head and self._in_text:
            self._text(head)
        if first:
            self._paragraph.append(first)
        if opens:
            if self._paragraph:
                self._end_paragraph()
            if digests:
                self.texts.update(digests)
            if last:
                self._paragraph.append(last)
        if rows is not None:
            self._go_through(rows)
        elif every and self._row is not None:
            self._row.append(every)
        self._in_text = ends

    def _line(self, line: Sequence[Any], *, in_body: bool) -> None:
        _, tag, mark, text = line
        self.shown.add(tag)
        if mark:
            self._mark(mark)
        else:
            self.texts.add(_digest_of_text(text))
        if in_body:
            self.lines.append((tag, text))
        if self._row is not None:
            self._in_row(text, tag, mark)

    def _prose(self, prose: Sequence[Any]) -> None:
        _, mark, texts = prose
        self._end_paragraph()
        if mark:
            self._mark(mark)
            self.lines.append((mark.removeprefix(PREFIX), ""))
        elif texts:
            self.texts.update(map(_digest_of_text, texts[:-1]))
            self._paragraph.append(texts[-1])
        if self._row is not None:
            self._in_row("".join(texts), "", mark)
        self._in_text = False

    def _table(self, rows: Iterable[Sequence[str]]) -> None:
        self._end_paragraph()
        for cells in rows:
            self.texts.update(map(_digest_of_text, cells))
            self.texts.add(_digest_of_text("".join(cells), _AS_ROW))
        self._row, self._in_text = None, False

    def _mark(self, mark: str) -> None:
        self.shown.add(mark)
        self.names.append(mark.removeprefix(PREFIX))

    def _in_row(self, text: str, tag: str, name: str) -> None:
        assert self._row is not None  # noqa: S101 - asked by the caller
        self._row.append(text)
        self._is_marked = self._is_marked or bool(tag or name)
        if "]." in tag:
            self._tags.append(tag[: tag.rindex("].") + 1])
        if name and not self._is_of_item and _ITEM_NAME.match(name):
            self._is_of_item = True

    def _go_through(self, rows: Sequence[str]) -> None:
        for one in rows:
            if one == _ROW:
                self._row, self._tags, self._is_marked, self._is_of_item = [], [], False, False
            elif self._row is None:
                continue
            elif one == _MARKED:
                self._is_marked = True
            elif one == _ROW_ENDS:
                if not self._is_marked:
                    self.texts.add(_digest_of_text("".join(self._row), _AS_ROW))
                if self._tags and (item := item_of(min(self._tags, key=len))):
                    self.places.setdefault(item[0], []).append(item[1])
                if self._is_of_item:
                    self.lines.append(("", "".join("".join(self._row).split())))
                self._row = None
            else:
                self._row.append(one)


def marks_held(body: Iterable[Held], others: Iterable[Iterable[Held]]) -> Marks | None:
    """Return what a document shows whose body and other parts hold these pieces; None where only the whole tells."""
    found = _Gathered()
    known = found.part(body, in_body=True) and all(found.part(other, in_body=False) for other in others)
    if not known:
        return None
    return Marks(found.texts, frozenset(), found.lines, found.places, found.names, found.shown)


def read_marks(attributes: Mapping[str, str]) -> Printed | None:
    """Return what a document held when it was made, or None where it does not tell."""
    if "texts" not in attributes or "rows" not in attributes:
        return None
    prompts = frozenset(attributes["prompts"].split()) if "prompts" in attributes else None
    texts, rows = frozenset(attributes["texts"].split()), dict(_places_in(attributes["rows"]))
    fields = tuple(_unpacked_names(attributes["fields"])) if "fields" in attributes else None
    return Printed(texts, rows, prompts, attributes.get("lines", ""), fields)


def lines_digest(lines: Iterable[tuple[str, str]]) -> str:
    """Return the digest of fields with their texts, blanks of every kind as one."""
    return _digest("\n".join(sorted([f"{tag} {' '.join(text.split())}" for tag, text in lines])))


def squeezed(text: str) -> str:
    """Return a text without blanks, its letters composed: programs split and join words where formatting begins."""
    return composed("".join(text.split()))


def _digest(bare: str) -> str:
    return hashlib.sha256(bare.encode()).hexdigest()[:_LETTERS]


@lru_cache(maxsize=8_192)
def _digest_in(markup: str, prefix: str = "") -> str:
    # Headings, labels and guidance are the same in thousands of papers, down to their markup.
    return _digest_of(_TEXT.findall(markup), prefix)


def _digest_of(texts: Iterable[str], prefix: str = "") -> str:
    bare = squeezed(unescape("".join(texts)))
    return _digest(prefix + bare) if prefix or bare else ""


def _read_body(body: str) -> tuple[set[str], set[str], list[tuple[str, str]]]:
    """Return the digests of paragraphs without a field and of locked copies, those of prompts, and the fields' texts.

    Of a field that has paragraphs of its own there is only its bookmark; fields of headers and footers are copies.
    """
    texts, prompts = set(), set()
    lines: list[tuple[str, str]] = []
    first, *controls = body.split(CONTROL_OPENS)
    outside = [first]
    in_body = body.partition(_BODY_END)[0].count(CONTROL_OPENS)
    for number, one in enumerate(controls):
        properties, _, rest = one.partition(CONTENT_OPENS)
        content, end, after = rest.partition(CONTROL_CLOSES)
        outside.append(after if end else one)  # without an end it holds others, as a repeated row does
        if LOCK_OF_CONTENT in properties:
            texts.add(_digest_in(content))
        if PROMPT_SHOWN in properties:
            prompts.add(_digest_in(content))
        if (
            number < in_body
            and "<w:p" not in content
            and (tag := properties.partition(TAG_OPENS)[2].partition('"')[0])
        ):
            lines.append((tag, unescape("".join(_TEXT.findall(content)))))
    plain = _EMPTY_BOOKMARK.sub("", "".join(outside))
    # Page numbers are mostly in the footer, which is last, so that little has to be searched for them.
    counts = min((at for at in map(plain.find, _COUNTS) if at >= 0), default=len(plain))
    plain = plain[:counts] + _COUNTED.sub("", plain[counts:])
    open_: set[str] = set()
    for paragraph in _PARAGRAPH.split(plain):
        if open_ or "<w:bookmark" in paragraph:  # only what is outside of the bookmarks of fields
            unmarked = []
            for piece in _PIECE.finditer(paragraph):
                if piece["start"]:
                    open_.add(piece["start"])
                elif piece["end"]:
                    open_.discard(piece["end"])
                elif not open_:
                    unmarked.append(piece["text"])
            texts.add(_digest_of(unmarked))
        elif "<w:t" in paragraph:
            texts.add(_digest_in(paragraph))
    lines += [(mark.partition('"')[0], "") for mark in plain.partition(_BODY_END)[0].split(_MARK_NAME)[1:]]
    return texts, prompts, lines


def _read_rows(body: str) -> tuple[set[str], list[tuple[str, str]], dict[str, list[int]]]:
    """Return the digests of rows without a field (headings, sums), the texts of rows of lists, and their items' places.

    A row is of the item that all its fields belong to; of a row that holds a table, the rows of that table count. What
    is counted in a row of a list has no field of its own, so that the row's whole text is kept.
    """
    texts: set[str] = set()
    of_items: list[tuple[str, str]] = []
    places: dict[str, list[int]] = {}
    starts = (*filter(body.__contains__, _ROW_STARTS),)
    for piece in body.split(_ROW_END) if starts else ():
        start = max(map(piece.rfind, starts))
        if start < 0:
            continue
        row = piece[start:]
        if CONTROL_OPENS not in row and "<w:bookmark" not in row:
            texts.add(_digest_in(row, _AS_ROW))
        if "]." in row and (item := item_of(min(_ITEM_OF_TAG.findall(row), key=len, default=""))):
            places.setdefault(item[0], []).append(item[1])
        if _MARK_NAME in row and _MARKED_ITEM.search(row):
            of_items.append(("", "".join(unescape("".join(_TEXT.findall(row))).split())))
    return texts, of_items, places


_LAST_NUMBER = re.compile(r"(.*_)([0-9]{1,5})(|_[a-z]\w*)")


@lru_cache(maxsize=65_536)
def _numbered(mark: str) -> tuple[str, int | None]:
    """Return a name with a star for its last number, and that number; one without as it is."""
    found = _LAST_NUMBER.fullmatch(mark)
    return (mark, None) if found is None else (f"{found[1]}*{found[3]}", int(found[2]))


def _packed_names(marks: Iterable[str]) -> str:
    """Return the names of the bookmarks of fields, those that differ in their last number as one.

    >>> _packed_names(["a_0_b", "a_1_b"])
    'a_*_b:0-1'
    """
    names: dict[str, list[int]] = {}
    for mark in marks:
        name, number = _numbered(mark)
        numbers = names.setdefault(name, [])
        if number is not None:
            numbers.append(number)
    return " ".join(
        f"{name}:{','.join(_runs(sorted(numbers)))}" if numbers else name for name, numbers in names.items()
    )


def _unpacked_names(text: str) -> Iterator[str]:
    """Yield the names of bookmarks as `_packed_names` took them in, in the order of each name's first."""
    for one in text.split():
        name, _, runs = one.partition(":")
        numbers = _numbers_in(runs) if runs else ()
        yield from (f"h_{name.replace('*', str(number), 1)}" for number in numbers)
        if not runs:
            yield f"h_{name}"


def _numbers_in(runs: str) -> Iterator[int]:
    found = [_RUN.fullmatch(run) for run in runs.split(",")]
    ranges = [range(int(run[1]), int(run[2] or run[1]) + 1) for run in found if run is not None]
    if sum(map(len, ranges)) > _MOST_PLACES:
        raise ValueError("more places than any paper has")
    for one in ranges:
        yield from one


def _runs(numbers: Iterable[int]) -> Iterator[str]:
    first = last = -1
    for number in dict.fromkeys(numbers):
        if number == last + 1 and first >= 0:
            last = number
            continue
        if first >= 0:
            yield f"{first}-{last}" if last > first else str(first)
        first = last = number
    if first >= 0:
        yield f"{first}-{last}" if last > first else str(first)


def _places_in(text: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    for one in filter(None, text.split(";")):
        path, _, runs = one.partition(" ")
        yield path, tuple(_numbers_in(runs))
