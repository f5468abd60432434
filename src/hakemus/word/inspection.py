"""Whether a document is sound and accessible: what Word would refuse, and what a reader's aid would miss."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import etree

from hakemus.errors import TemplateProblem
from hakemus.word.limits import DEFAULT_LIMITS, Limits
from hakemus.word.markup import found, local, name, parse, value_of
from hakemus.word.package import CORE, STORIES, Package, read_package
from hakemus.word.properties import read_properties
from hakemus.word.stories import STYLES, headings_of

_NEARBY = 40
_LONE_TAG = re.compile(r"\s*\{%p\b[^{}]*%\}\s*")
_TRANSPARENT = ("sdt", "sdtContent")


def inspect(docx: bytes | str | Path, limits: Limits = DEFAULT_LIMITS) -> tuple[TemplateProblem, ...]:
    """Return what is wrong with a rendered document, with its part and place; nothing when all is well.

    Structure: cells end in a paragraph, tables and rows are not empty, ids and bookmark names stand once.
    Accessibility: title and language, alternative texts, header rows, heading levels without gaps, no empty
    paragraphs as spacing.
    """
    package = read_package(docx, limits)
    return (*_properties(package, limits), *inspect_package(package, limits))


def inspect_package(package: Package, limits: Limits) -> tuple[TemplateProblem, ...]:
    """Return what is wrong with the parts of a document, its properties aside (a template's are filled later)."""
    headings = headings_of(package, limits)
    roots = {part: parse(package.parts[part], part, limits) for part in package.of_type(*STORIES)}
    problems = [*_language(package, limits), *_unique(roots)]
    for part, root in roots.items():
        problems += [*_cells(part, root), *_tables(part, root), *_pictures(part, root), *_spacing(part, root)]
    problems += _levels(package.main, roots[package.main], headings)
    return tuple(problems)


def _properties(package: Package, limits: Limits) -> Iterator[TemplateProblem]:
    core = next(iter(package.of_type(CORE)), "")
    values = read_properties(parse(package.parts[core], core, limits)) if core else {}
    for label in ("title", "language"):
        if not values.get(label):
            yield TemplateProblem(f"the document has no {label} in its properties", core)


def _language(package: Package, limits: Limits) -> Iterator[TemplateProblem]:
    for part in package.of_type(STYLES):
        root = parse(package.parts[part], part, limits)
        if not found(root, "w:docDefaults//w:lang[@w:val]"):
            yield TemplateProblem("the text has no language; set w:lang in the document defaults", part)


def _unique(roots: Mapping[str, etree._Element]) -> Iterator[TemplateProblem]:
    kinds = {
        "picture id": (".//wp:docPr[not(ancestor::mc:Fallback)]", "id"),
        "bookmark id": (".//w:bookmarkStart", name("w:id")),
        "bookmark name": (".//w:bookmarkStart", name("w:name")),
        "content control id": (".//w:sdtPr/w:id", name("w:val")),
    }
    for kind, (path, attribute) in kinds.items():
        seen: Counter[str] = Counter()
        for part, root in roots.items():
            for element in found(root, path):
                value = str(element.get(attribute, ""))
                seen[value] += 1
                if seen[value] == 2:  # noqa: PLR2004 - told once, when it stands the second time
                    yield TemplateProblem(f"the {kind} {value} stands more than once", part)


def _cells(part: str, root: etree._Element) -> Iterator[TemplateProblem]:
    for kind in ("w:tc", "w:hdr", "w:ftr", "w:footnote", "w:endnote", "w:txbxContent"):
        for holder in root.iter(name(kind)):
            if _last_block(holder) != "p":
                word = {"w:tc": "table cell"}.get(kind, kind)
                yield TemplateProblem(
                    f"a {word} does not end in a paragraph; Word refuses the file", part, _near(holder)
                )


def _last_block(holder: etree._Element) -> str:
    for block in reversed([*holder]):
        kind = local(block)
        if kind in _TRANSPARENT:
            return _last_block(block)
        if kind not in ("bookmarkStart", "bookmarkEnd", "proofErr"):
            return kind
    return ""


def _tables(part: str, root: etree._Element) -> Iterator[TemplateProblem]:
    for number, table in enumerate(root.iter(name("w:tbl")), 1):
        rows = found(table, "w:tr | w:sdt/w:sdtContent/w:tr | w:sdt/w:sdtContent/w:sdt/w:sdtContent/w:tr")
        if not rows:
            yield TemplateProblem("a table has no rows; Word refuses the file", part, f"table {number}")
            continue
        if any(not found(row, "w:tc | w:sdt/w:sdtContent/w:tc") for row in rows):
            yield TemplateProblem("a row has no cells; Word refuses the file", part, f"table {number}")
        if len(rows) > 1 and not found(rows[0], "w:trPr/w:tblHeader") and not _for_layout(table):
            message = "the first row is no header row; mark it (Repeat Header Rows), or let its look have no first row"
            yield TemplateProblem(message, part, f"table {number}, {_near(table)}")


def _for_layout(table: etree._Element) -> bool:
    """Return whether a table says that its first row is no heading: its look has no first row."""
    look = table.find(f"{name('w:tblPr')}/{name('w:tblLook')}")
    if look is None:
        return False
    if look.get(name("w:firstRow")) is not None:
        return value_of(look, "w:firstRow") in ("0", "false")
    return not int(value_of(look) or "0", 16) & 0x20


def _pictures(part: str, root: etree._Element) -> Iterator[TemplateProblem]:
    for picture in found(root, ".//wp:docPr[not(ancestor::mc:Fallback)]"):
        if not str(picture.get("descr", "")).strip() and not found(
            picture, ".//*[local-name()='decorative']"
        ):
            label = picture.get("name", "")
            yield TemplateProblem(
                "a picture has no alternative text", part, f"picture “{label}”, {_near(picture)}"
            )


def _spacing(part: str, root: etree._Element) -> Iterator[TemplateProblem]:
    body = root.find(name("w:body"))
    for paragraph in body.iterchildren(name("w:p")) if body is not None else ():
        if not found(
            paragraph, "w:r | w:hyperlink | w:sdt | w:ins | w:fldSimple | w:pPr/w:sectPr | w:bookmarkStart"
        ):
            before = _printed_before(paragraph)
            if before is not None and local(before) == "tbl":
                continue  # Word itself needs one after a table
            yield TemplateProblem(
                "an empty paragraph is used as spacing; use the style's", part, _near(paragraph)
            )


def _printed_before(paragraph: etree._Element) -> etree._Element | None:
    """Return what stands before a paragraph once it is printed: paragraphs of a lone `{%p … %}` tag will be gone."""
    before = paragraph.getprevious()
    while (
        before is not None
        and local(before) == "p"
        and _LONE_TAG.fullmatch("".join(text.text or "" for text in before.iter(name("w:t"))))
    ):
        before = before.getprevious()
    return before


def _levels(part: str, root: etree._Element, headings: Mapping[str, str]) -> Iterator[TemplateProblem]:
    above = 0
    for paragraph in root.iter(name("w:p")):
        style = value_of(paragraph.find(f"{name('w:pPr')}/{name('w:pStyle')}"))
        level = int(headings.get(style, "0"))
        if level > above + 1:
            yield TemplateProblem(
                f"a heading of level {level} follows one of level {above}", part, _near(paragraph)
            )
        above = level or above


def _near(element: etree._Element) -> str:
    """Return the words at an element, or before it when it has none."""
    texts = element.iter(name("w:t"))
    words = " ".join("".join(text.text or "" for text in texts).split())
    if words:
        return f"near “{words[:_NEARBY]}”"
    before = [text.text or "" for text in found(element, "preceding::w:t[position() <= 5]")]
    return f"after “{''.join(before)[-_NEARBY:]}”" if before else "at the beginning"
