"""What a rendered document holds: an outline for people and golden tests, and all its visible text."""

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from hakemus.word.limits import DEFAULT_LIMITS, Limits
from hakemus.word.markup import found, local, name, parse, value_of
from hakemus.word.package import CORE, MAIN, STORIES, Package, read_package
from hakemus.word.properties import read_properties
from hakemus.word.stories import styles_of

_INDENT = "  "
_CENTIMETRE_IN_TWIPS = 567
_CENTIMETRE_IN_EMU = 360_000
_SKIPPED = (
    "pPr",
    "rPr",
    "sectPr",
    "tcPr",
    "trPr",
    "tblPr",
    "tblGrid",
    "tblPrEx",
    "sdtPr",
    "sdtEndPr",
    "del",
    "Fallback",
)


def outline(docx: bytes | str | Path, limits: Limits = DEFAULT_LIMITS) -> str:
    r"""Return a document as a readable outline: properties, page, headers, body, notes, footers.

    Paragraphs stand with the name of their style, line breaks as `↵`, tabs as `→`, fields as `‹PAGE›`, pictures
    with their alternative text; tables row by row, header rows marked. Two documents with the same outline look
    the same but for formatting inside a style.
    """
    package = read_package(docx, limits)
    return "\n".join([*_Outliner(package, limits).document()]) + "\n"


def text(docx: bytes | str | Path, limits: Limits = DEFAULT_LIMITS) -> str:
    r"""Return all visible text in reading order: headers, body, notes, footers, each paragraph a line of its own.

    A line break inside a paragraph is `\n`, a tab `\t`; empty paragraphs are left out.
    """
    package = read_package(docx, limits)
    ordered = sorted(package.of_type(*STORIES), key=lambda part: (_rank(package.types[part]), part))
    lines = (
        "".join(_pieces(paragraph, "\n", "\t"))
        for part in ordered
        for paragraph in parse(package.parts[part], part, limits).iter(name("w:p"))
        if not any(True for _ in paragraph.iterancestors(name("mc:Fallback")))
    )
    return "\n".join(line for line in lines if line)


def _rank(content_type: str) -> int:
    kinds = ("header", "document.main", "footnotes", "endnotes", "footer")
    return next(position for position, kind in enumerate(kinds) if f".{kind}+xml" in content_type)


def _pieces(
    element: etree._Element, line_break: str, tab: str, fields: tuple[str, str] = ("", "")
) -> Iterator[str]:
    """Yield the visible text of a paragraph or a run; the text of paragraphs inside it (text boxes) is theirs."""
    for child in element:
        kind = local(child)
        if kind == "t":
            yield child.text or ""
        elif kind in ("br", "cr"):
            yield line_break if value_of(child, "w:type") in ("", "textWrapping") else ""
        elif kind == "tab":
            yield tab
        elif kind == "noBreakHyphen":
            yield "\u2011"
        elif kind == "fldSimple" and fields[0]:
            yield f"{fields[0]}{value_of(child, 'w:instr').strip()}{fields[1]}"
        elif kind == "instrText" and fields[0]:
            yield f"{fields[0]}{' '.join((child.text or '').split())}{fields[1]}"
        elif kind == "docPr" and fields[0]:
            yield f"{fields[0]}picture: {child.get('descr') or 'without alternative text'}{fields[1]}"
        elif kind not in _SKIPPED and kind != "p":
            yield from _pieces(child, line_break, tab, fields)


class _Outliner:
    def __init__(self, package: Package, limits: Limits) -> None:
        self._package = package
        self._limits = limits
        self._styles = {
            value_of(style, "w:styleId"): value_of(style.find(name("w:name")))
            for style in styles_of(package, limits)
        }

    def document(self) -> Iterator[str]:
        for core in self._package.of_type(CORE):
            for label, content in read_properties(
                parse(self._package.parts[core], core, self._limits)
            ).items():
                yield f"{label}: {content}"
        body = self._root(self._package.main)
        for section in body.iter(name("w:sectPr")):
            yield _page(section)
        for kind in ("header", "footer", "footnotes", "endnotes"):
            yield from self._story(kind)
        yield "body"
        yield from self._blocks(next(body.iter(name("w:body"))), _INDENT)

    def _root(self, part: str) -> etree._Element:
        return parse(self._package.parts[part], part, self._limits)

    def _story(self, kind: str) -> Iterator[str]:
        for part in self._package.of_type(MAIN.replace("document.main", kind)):
            root = self._root(part)
            holders = (
                found(root, "w:footnote[not(@w:type)] | w:endnote[not(@w:type)]")
                if "notes" in kind
                else [root]
            )
            if holders:
                yield f"{kind} ({part.rpartition('/')[2]})"
            for holder in holders:
                yield from self._blocks(holder, _INDENT)

    def _blocks(self, holder: etree._Element, indent: str) -> Iterator[str]:
        for block in holder:
            kind = local(block)
            if kind == "p":
                yield from self._paragraph(block, indent)
            elif kind == "tbl":
                yield from self._table(block, indent)
            elif kind not in _SKIPPED:
                yield from self._blocks(block, indent)

    def _paragraph(self, paragraph: etree._Element, indent: str) -> Iterator[str]:
        style_id = value_of(next(iter(found(paragraph, "w:pPr/w:pStyle")), None))
        style = self._styles.get(style_id, f"{style_id}?") if style_id else "Normal"
        yield f"{indent}[{style}] {''.join(_pieces(paragraph, '↵', '→', ('‹', '›')))}".rstrip()
        for box in found(paragraph, ".//w:txbxContent[not(ancestor::mc:Fallback)]"):
            yield f"{indent}{_INDENT}text box"
            yield from self._blocks(box, indent + 2 * _INDENT)

    def _table(self, table: etree._Element, indent: str) -> Iterator[str]:
        style = self._styles.get(value_of(next(iter(found(table, "w:tblPr/w:tblStyle")), None)), "")
        caption = value_of(next(iter(found(table, "w:tblPr/w:tblCaption")), None))
        columns = len(found(table, "w:tblGrid/w:gridCol"))
        told = [
            f"table of {columns} columns",
            *([f"[{style}]"] if style else []),
            *([f"“{caption}”"] if caption else []),
        ]
        yield indent + " ".join(told)
        for row in _own(table, "tr"):
            header = found(row, "w:trPr/w:tblHeader[not(@w:val='0') and not(@w:val='false')]")
            yield f"{indent}{_INDENT}{'header row' if header else 'row'}"
            for cell in _own(row, "tc"):
                lines = [*self._blocks(cell, "")]
                span = value_of(next(iter(found(cell, "w:tcPr/w:gridSpan")), None))
                yield f"{indent}{2 * _INDENT}| {f'({span} columns) ' if span else ''}{lines[0] if lines else ''}"
                yield from (f"{indent}{2 * _INDENT}  {line}" for line in lines[1:])


def _own(parent: etree._Element, kind: str) -> Iterator[etree._Element]:
    """Yield the rows or cells of a table or row, also those that stand in content controls."""
    for child in parent:
        if local(child) == kind:
            yield child
        elif local(child) in ("sdt", "sdtContent", "customXml"):
            yield from _own(child, kind)


def _page(section: etree._Element) -> str:
    size, margins = section.find(name("w:pgSz")), section.find(name("w:pgMar"))
    turned = " landscape" if value_of(size, "w:orient") == "landscape" else ""
    page = " × ".join(_centimetres(value_of(size, f"w:{side}")) for side in ("w", "h"))
    edges = " ".join(
        _centimetres(value_of(margins, f"w:{side}")) for side in ("top", "right", "bottom", "left")
    )
    return f"page: {page} cm{turned}, margins {edges} cm"


def _centimetres(twips: str) -> str:
    return f"{int(twips) / _CENTIMETRE_IN_TWIPS:.1f}" if twips.lstrip("-").isdigit() else "?"
