"""What a document carries in addition to its text: the data it was made of, and what it held when it was made.

The data is one custom XML part, which Word and LibreOffice keep. What the document held is found in the printed body as
text, since a document is printed in less time than it takes to parse it.
"""

import hashlib
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from hakemus.values.paths import item_of
from hakemus.word import markup
from hakemus.word.markup import DEFAULT_LIMITS, Limits, found, name, parse, serialised, value_of
from hakemus.word.package import STORIES, TYPES_PART, Package

# The data that a document carries in addition to its text: one custom XML part, which Word and LibreOffice keep.

NAMESPACE = "urn:hakemus:form"
"""What marks the part as ours."""

_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_OFFICE_DATA_PART = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_ID = "{6A3C1A51-5B0E-4E2B-9C58-1F3C6B1D2A07}"


def with_data(package: Package) -> tuple[str, dict[str, bytes]]:
    """Return the name of a custom XML part that a package does not have, and the additional parts that come with it."""
    number = next(number for number in range(1, 10_000) if f"customXml/item{number}.xml" not in package.parts)
    item, own = f"customXml/item{number}.xml", f"customXml/itemProps{number}.xml"
    folder, _, main = package.main.rpartition("/")
    relations = f"{folder}/_rels/{main}.rels" if folder else f"_rels/{main}.rels"
    target = f"{'../' * len(folder.split('/')) if folder else ''}{item}"
    properties = (
        f'{markup.DECLARATION}<ds:datastoreItem ds:itemID="{_ID}" xmlns:ds="{_CUSTOM}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    return item, {
        TYPES_PART: _with_type(package.parts[TYPES_PART], own),
        relations: _related(package.parts.get(relations), target, "customXml"),
        own: properties.encode(),
        f"customXml/_rels/item{number}.xml.rels": _related(None, own.rpartition("/")[2], "customXmlProps"),
    }


def data_item(attributes: Mapping[str, str], text: str) -> str:
    """Return the custom XML part: one element with attributes and a text.

    >>> data_item({"version": "1"}, "a < b").partition("?>")[2].strip()
    '<form xmlns="urn:hakemus:form" version="1">a &lt; b</form>'
    """
    pairs = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
    return f'{markup.DECLARATION}<form xmlns="{NAMESPACE}"{pairs}>{escape(text)}</form>'


def find_data(package: Package, limits: Limits = DEFAULT_LIMITS) -> list[tuple[dict[str, str], str]]:
    """Return the attributes and the text of each different custom XML part of ours.

    A program may have written the part twice: the same data counts once.
    """
    found: list[tuple[dict[str, str], str]] = []
    for part in sorted(package.parts):
        ours = part.startswith("customXml/") and NAMESPACE.encode() in package.parts[part]
        if not ours or not part.endswith(".xml"):
            continue
        root = markup.parse(package.parts[part], part, limits)
        if root.tag == f"{{{NAMESPACE}}}form":
            one = ({str(key): str(value) for key, value in root.attrib.items()}, root.text or "")
            if one not in found:
                found.append(one)
    return found


def without_data(package: Package, limits: Limits = DEFAULT_LIMITS) -> Package:
    """Return a package without the data of ours that it carries: a template may be made of a paper."""
    ours = {part for part in package.parts if _is_ours(package, part, limits)}
    if not ours:
        return package
    related = {f"customXml/_rels/{part.rpartition('/')[2]}.rels" for part in ours}
    properties = {part.replace("customXml/item", "customXml/itemProps") for part in ours}
    gone = ours | (related & package.parts.keys()) | (properties & package.parts.keys())
    parts = {part: content for part, content in package.parts.items() if part not in gone}
    for part in [part for part in parts if part.endswith(".rels")]:
        parts[part] = _unrelated(parts[part], part, gone, limits)
    types = markup.parse(parts[TYPES_PART], TYPES_PART, limits)
    for item in [item for item in types if str(item.get("PartName", "")).lstrip("/") in gone]:
        types.remove(item)
    parts[TYPES_PART] = markup.serialised(types)
    return Package(parts, {part: kind for part, kind in package.types.items() if part not in gone})


def _is_ours(package: Package, part: str, limits: Limits) -> bool:
    if not part.startswith("customXml/") or not part.endswith(".xml"):
        return False
    content = package.parts[part]
    return NAMESPACE.encode() in content and markup.parse(content, part, limits).tag == f"{{{NAMESPACE}}}form"


def _unrelated(content: bytes, part: str, gone: set[str], limits: Limits) -> bytes:
    root = markup.parse(content, part, limits)
    owner = posixpath.dirname(posixpath.dirname(part))
    lost = [
        relation
        for relation in root
        if posixpath.normpath(posixpath.join(owner, str(relation.get("Target", "")))).lstrip("/") in gone
    ]
    for relation in lost:
        root.remove(relation)
    return markup.serialised(root) if lost else content


def _with_type(types: bytes, properties: str) -> bytes:
    root = markup.parse(types, TYPES_PART, DEFAULT_LIMITS)
    if not any(item.get("Extension", "").lower() == "xml" for item in root):
        etree.SubElement(
            root, f"{{{markup.CONTENT_TYPES}}}Default", Extension="xml", ContentType="application/xml"
        )
    etree.SubElement(
        root, f"{{{markup.CONTENT_TYPES}}}Override", PartName=f"/{properties}", ContentType=_PROPERTIES_TYPE
    )
    return markup.serialised(root)


def _related(relations: bytes | None, target: str, kind: str) -> bytes:
    root = (
        etree.Element(f"{{{markup.RELATIONSHIPS}}}Relationships", nsmap={None: markup.RELATIONSHIPS})  # type: ignore[dict-item]
        if relations is None
        else markup.parse(relations, "relationships", DEFAULT_LIMITS)
    )
    taken = {relation.get("Id") for relation in root}
    free = next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
    attributes = {"Id": free, "Type": f"{_OFFICE_DATA_PART}{kind}", "Target": target}
    etree.SubElement(root, f"{{{markup.RELATIONSHIPS}}}Relationship", attributes)
    return markup.serialised(root)


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
        _replace(mark, [])
    for control in [*root.iter(name("w:sdt"))]:
        if found(control, "w:sdtPr/w:tag"):
            _replace(control, [inner for holder in found(control, "w:sdtContent") for inner in holder])
    return serialised(root)


def _replace(element: etree._Element, others: list[etree._Element]) -> None:
    parent = element.getparent()
    assert parent is not None  # noqa: S101 - the root is none of these
    at = parent.index(element)
    parent[at : at + 1] = others


# What a printed document held: digests of the text that is no field's, prompts, and rows of lists.

_LETTERS = 10
_CONTROL, _CONTROL_END = "<w:sdt>", "</w:sdt>"
_FIELD_MARKS = re.compile(r'<w:bookmarkStart w:id="\d+" w:name="h_\w+"/><w:bookmarkEnd w:id="\d+"/>')
_COUNTED = re.compile(
    r"<w:fldSimple [^>]*>.*?</w:fldSimple>"
    r'|<w:instrText[^>]*>\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b.*?<w:fldChar [^>]*w:fldCharType="end"',
    re.DOTALL,
)
_BODY_END, _MARK_NAME = "</w:body>", 'w:name="h_'
_MARKED_ITEM = re.compile(r'w:name="h_\w*_\d+[_"]')
_ROW_STARTS, _ROW_END = ("<w:tr>", "<w:tr "), "</w:tr>"
_TAG, _IN_LIST = '<w:tag w:val="', "]."
_LOCKED = 'ontentLocked"/>'
_PROMPTED, _CONTENT = "<w:showingPlcHdr/>", "<w:sdtContent>"
_AS_ROW = "row "
_NONE: Mapping[str, str] = {}
_PARAGRAPH = re.compile(r"<w:p(?: [^>]*)?(?<!/)>")
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)")
_PIECE = re.compile(
    r'<w:bookmarkStart w:id="(?P<start>\d+)" w:name="h_|<w:bookmarkEnd w:id="(?P<end>\d+)"'
    r"|<w:t(?: [^>]*)?>(?P<text>[^<]*)"
)
_RUN = re.compile(r"(\d+)(?:-(\d+))?")


@dataclass(frozen=True, slots=True)
class Printed:
    """The digests of the texts, and the places of each list's items in the order of their rows.

    `prompts` are the digests of what empty fields showed; None where the document does not tell. `lines` is the digest
    of the bookmarks of all fields, the texts of those of one line and of the rows of lists; empty where the document
    does not tell.
    """

    texts: frozenset[str]
    rows: Mapping[str, tuple[int, ...]]
    prompts: frozenset[str] | None = None
    lines: str = ""

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


def printed_marks(body: str, fields: Mapping[str, str] = _NONE) -> dict[str, str]:
    """Return what a printed body held as attributes: `texts` (digests), `rows`, `lines`, and any `prompts`.

    `fields` are those that were printed in other words than their own, by their places.

    >>> printed_marks("<w:p><w:r><w:t>Hanke</w:t></w:r></w:p>")["texts"] == _digest("Hanke")
    True
    """
    rows = [*_rows_of(body)]
    texts, lines = _read_body(body)
    texts |= {*_digests_of_rows(rows)}
    texts |= {_digest(f"{tag} {squeezed(text)}") for tag, text in fields.items()}
    prompts = {*_digests_of_prompts(body)}
    marks = {
        "texts": " ".join(sorted(texts - {""})),
        "rows": _written(_places(rows)),
        "lines": lines_digest((*lines, *_rows_of_items(rows))),
    }
    return marks | ({"prompts": " ".join(sorted(prompts))} if prompts else {})


def read_marks(attributes: Mapping[str, str]) -> Printed | None:
    """Return what a document held when it was made, or None where it does not tell."""
    if "texts" not in attributes or "rows" not in attributes:
        return None
    prompts = frozenset(attributes["prompts"].split()) if "prompts" in attributes else None
    texts, rows = frozenset(attributes["texts"].split()), dict(_read_rows(attributes["rows"]))
    return Printed(texts, rows, prompts, attributes.get("lines", ""))


def lines_digest(lines: Iterable[tuple[str, str]]) -> str:
    """Return the digest of fields with their texts, blanks of every kind as one."""
    return _digest("\n".join(sorted(f"{tag} {' '.join(text.split())}" for tag, text in lines)))


def squeezed(text: str) -> str:
    """Return a text without blanks: programs part and join words where formatting begins."""
    return "".join(text.split())


def _digest(bare: str) -> str:
    return hashlib.sha256(bare.encode()).hexdigest()[:_LETTERS]


@lru_cache(maxsize=8_192)
def _digest_in(markup: str, prefix: str = "") -> str:
    # Headings, labels and guidance are the same in thousands of papers, down to their markup.
    return _digest_of("".join(_TEXT.findall(markup)), prefix)


def _digest_of(text: str, prefix: str = "") -> str:
    bare = squeezed(unescape(text))
    return _digest(prefix + bare) if prefix or bare else ""


def _read_body(body: str) -> tuple[set[str], list[tuple[str, str]]]:
    """Return the digests of paragraphs without a field and of locked copies, and the fields with their texts.

    Of a field that has paragraphs of its own there is only its bookmark; fields of headers and footers are copies.
    """
    texts: set[str] = set()
    lines: list[tuple[str, str]] = []
    in_body = True
    first, *controls = body.split(_CONTROL)
    rest = [first]
    for one in controls:
        inside, end, after = one.partition(_CONTROL_END)
        rest.append(after if end else inside)  # without an end it holds others, as a repeated row does
        head, _, content = inside.partition(_CONTENT)
        if _LOCKED in head:
            texts.add(_digest_in(content))
        if in_body and "<w:p" not in content and (tag := head.partition(_TAG)[2].partition('"')[0]):
            lines.append((tag, unescape("".join(_TEXT.findall(content)))))
        in_body = in_body and _BODY_END not in after
    waiting: set[str] = set()
    plain = _FIELD_MARKS.sub("", "".join(rest))
    lines += [(mark.partition('"')[0], "") for mark in plain.partition(_BODY_END)[0].split(_MARK_NAME)[1:]]
    if "<w:fldSimple" in plain or "<w:instrText" in plain:
        plain = _COUNTED.sub("", plain)
    for paragraph in _PARAGRAPH.split(plain):
        if waiting or "<w:bookmark" in paragraph:
            texts.add(_digest_of("".join(_outside_of_marks(paragraph, waiting))))
        elif "<w:t" in paragraph:
            texts.add(_digest_in(paragraph))
    return texts, lines


def _rows_of_items(rows: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the text of each row of a list, without blanks: what is counted in it has no field of its own."""
    for row in rows:
        if _MARK_NAME in row and _MARKED_ITEM.search(row):
            yield "", squeezed(unescape("".join(_TEXT.findall(row))))


def _digests_of_prompts(body: str) -> Iterator[str]:
    """Yield the digest of what each control shows that says it is empty."""
    for one in body.split(_PROMPTED)[1:]:
        yield _digest_in(one.partition(_CONTROL_END)[0].partition(_CONTENT)[2])


def _rows_of(body: str) -> Iterator[str]:
    """Yield each row; of one that holds a table, the rows of that table."""
    openings = [opening for opening in _ROW_STARTS if opening in body]
    for piece in body.split(_ROW_END) if openings else ():
        start = max(piece.rfind(opening) for opening in openings)
        if start >= 0:
            yield piece[start:]


def _digests_of_rows(rows: Iterable[str]) -> Iterator[str]:
    """Yield the digest of each row without a field: headings, sums."""
    for row in rows:
        if _CONTROL not in row and "<w:bookmark" not in row:
            yield _digest_in(row, _AS_ROW)


def _outside_of_marks(paragraph: str, waiting: set[str]) -> Iterator[str]:
    for piece in _PIECE.finditer(paragraph):
        if piece["start"]:
            waiting.add(piece["start"])
        elif piece["end"]:
            waiting.discard(piece["end"])
        elif not waiting:
            yield piece["text"]


def _places(rows: Iterable[str]) -> dict[str, list[int]]:
    """Return the places of each list's items: a row is of the item that all its fields are in."""
    places: dict[str, list[int]] = {}
    for row in (row for row in rows if _IN_LIST in row):
        tags = (piece.partition('"')[0] for piece in row.split(_TAG)[1:])
        items = (tag[: tag.rindex(_IN_LIST) + 1] for tag in tags if _IN_LIST in tag)
        item = item_of(min(items, key=len, default=""))
        if item is not None:
            places.setdefault(item[0], []).append(item[1])
    return places


def _written(rows: Mapping[str, Iterable[int]]) -> str:
    """Return rows in few letters: `budget.items 0-6,9;annexes 0`."""
    return ";".join(f"{path} {','.join(_runs(numbers))}" for path, numbers in rows.items())


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


def _read_rows(text: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    for one in filter(None, text.split(";")):
        path, _, runs = one.partition(" ")
        found = [_RUN.fullmatch(run) for run in runs.split(",")]
        numbers = [(int(run[1]), int(run[2] or run[1])) for run in found if run is not None]
        yield path, tuple(number for first, last in numbers for number in range(first, last + 1))
