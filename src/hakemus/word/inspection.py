"""Whether a document is sound and accessible: what Word would refuse, and what a reader's aid would miss."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import etree

from hakemus.errors import Message, TemplateProblem
from hakemus.word.markup import (
    DEFAULT_LIMITS,
    Limits,
    found,
    local,
    name,
    once_for_each,
    parse,
    value_of,
    whole,
)
from hakemus.word.messages import message, word
from hakemus.word.package import (
    CORE,
    MAIN,
    STORIES,
    STYLES,
    THEME,
    Package,
    headings_of,
    inherited,
    read_package,
    styles_of,
)
from hakemus.word.ready import read_properties

# What a rendered document holds: an outline for people and golden tests, and all its visible text.

_INDENT = "  "
_CENTIMETRE_IN_TWIPS = 567
_LOOK = re.compile("[0-9A-Fa-f]{1,8}")
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

    Paragraphs are shown with the name of their style, line breaks as `↵`, tabs as `→`, fields as `‹PAGE›`, pictures
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


def fonts(docx: bytes | str | Path, limits: Limits = DEFAULT_LIMITS) -> tuple[str, ...]:
    """Return the fonts that a document's letters and digits are set in, as it names them, sorted.

    A run's font is its own, or that of its style, its paragraph's style, or the document's default.
    """
    package = read_package(docx, limits)
    themes = [parse(package.parts[part], part, limits) for part in package.of_type(THEME)]
    sheets = [parse(package.parts[part], part, limits) for part in package.of_type(STYLES)]
    of_theme = {
        kind: str(latin.get("typeface", ""))
        for theme in themes
        for kind in ("major", "minor")
        for latin in found(theme, f"//a:fontScheme/a:{kind}Font/a:latin")
    }
    styles = {
        value_of(style, "w:styleId"): style for sheet in sheets for style in sheet.iter(name("w:style"))
    }
    of_style = inherited(
        styles,
        {label: font for label, style in styles.items() if (font := _font(style, "w:rPr", of_theme))},
        otherwise="",
    )
    usual = next((label for label, style in styles.items() if found(style, _USUAL)), "")
    default = next((_font(sheet, "w:docDefaults/w:rPrDefault/w:rPr", of_theme) for sheet in sheets), "")
    used = set()
    for part in package.of_type(*STORIES):
        for paragraph in parse(package.parts[part], part, limits).iter(name("w:p")):
            around = value_of(next(iter(found(paragraph, "w:pPr/w:pStyle")), None)) or usual
            for run in paragraph.iter(name("w:r")):
                if any(letter.isalnum() for piece in _pieces(run, "", "") for letter in piece):
                    label = value_of(next(iter(found(run, "w:rPr/w:rStyle")), None))
                    own = _font(run, "w:rPr", of_theme) or of_style.get(label)
                    used.add(own or of_style.get(around) or default)
    return tuple(sorted(used - {""}))


_USUAL = "self::*[@w:default='1'][@w:type='paragraph']"


def _font(holder: etree._Element, path: str, of_theme: Mapping[str, str]) -> str:
    """Return the font that properties name for Latin letters, if they name one."""
    names = next(iter(found(holder, f"{path}/w:rFonts")), None)
    return of_theme.get(value_of(names, "w:asciiTheme")[:5], "") or value_of(names, "w:ascii")


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
        for holder in found(body, "w:body"):
            yield from self._blocks(holder, _INDENT)

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
        head = [
            f"table of {columns} columns",
            *([f"[{style}]"] if style else []),
            *([f"“{caption}”"] if caption else []),
        ]
        yield indent + " ".join(head)
        for row in _own(table, "tr"):
            header = found(row, "w:trPr/w:tblHeader[not(@w:val='0') and not(@w:val='false')]")
            yield f"{indent}{_INDENT}{'header row' if header else 'row'}"
            for cell in _own(row, "tc"):
                lines = [*self._blocks(cell, "")]
                span = value_of(next(iter(found(cell, "w:tcPr/w:gridSpan")), None))
                yield f"{indent}{2 * _INDENT}| {f'({span} columns) ' if span else ''}{lines[0] if lines else ''}"
                yield from (f"{indent}{2 * _INDENT}  {line}" for line in lines[1:])


def _own(parent: etree._Element, kind: str) -> Iterator[etree._Element]:
    """Yield the rows or cells of a table or row, also those that are in content controls."""
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
    return f"{whole(twips) / _CENTIMETRE_IN_TWIPS:.1f}" if twips[-1:].isdigit() else "?"


_NEARBY = 40
_LONE_TAG = re.compile(r"\s*\{%p\b[^{}]*%\}\s*")
_TRANSPARENT = ("sdt", "sdtContent")


def inspect(docx: bytes | str | Path, limits: Limits = DEFAULT_LIMITS) -> tuple[TemplateProblem, ...]:
    """Return what is wrong with a rendered document, with its part and place; nothing when all is well.

    Structure: cells end in a paragraph, tables and rows are not empty, ids and bookmark names are unique.
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
            yield TemplateProblem(message("no-property", label=word(label)), core)


def _language(package: Package, limits: Limits) -> Iterator[TemplateProblem]:
    for part in package.of_type(STYLES):
        if not _names_language(package.parts[part], part, limits):
            yield TemplateProblem(message("no-language"), part)


@once_for_each
def _names_language(content: bytes, part: str, limits: Limits) -> bool:
    return bool(found(parse(content, part, limits), "w:docDefaults//w:lang[@w:val]"))


def _unique(roots: Mapping[str, etree._Element]) -> Iterator[TemplateProblem]:
    kinds = {
        "picture-id": (_pictures_in, "id"),
        "bookmark-id": (_bookmarks_in, name("w:id")),
        "bookmark-name": (_bookmarks_in, name("w:name")),
        "control-id": (_ids_of_controls, name("w:val")),
    }
    for kind, (those_in, attribute) in kinds.items():
        seen: dict[str, bool] = {}
        for part, root in roots.items():
            for element in those_in(root):
                value = str(element.get(attribute, ""))
                if seen.get(value) is False:  # reported once, when it comes the second time
                    yield TemplateProblem(message("twice", kind=word(kind), value=value), part)
                seen[value] = value in seen


def _bookmarks_in(root: etree._Element) -> Iterator[etree._Element]:
    yield from root.iter(name("w:bookmarkStart"))


def _ids_of_controls(root: etree._Element) -> Iterator[etree._Element]:
    for properties in root.iter(name("w:sdtPr")):
        yield from properties.iterchildren(name("w:id"))


def _pictures_in(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the pictures of a part, without those that stand in for others in old programs."""
    for picture in root.iter(name("wp:docPr")):
        if next(picture.iterancestors(name("mc:Fallback")), None) is None:
            yield picture


def _cells(part: str, root: etree._Element) -> Iterator[TemplateProblem]:
    for holder in root.iter(*map(name, _HOLDERS)):
        if _last_block(holder) != "p":
            kind = local(holder)
            ends_badly = message("not-ending", word=word("table-cell") if kind == "tc" else f"w:{kind}")
            yield TemplateProblem(ends_badly, part, near(holder))


_HOLDERS = ("w:tc", "w:hdr", "w:ftr", "w:footnote", "w:endnote", "w:txbxContent")
"""What must end in a paragraph."""


def _last_block(holder: etree._Element) -> str:
    for block in holder.iterchildren(reversed=True):
        kind = local(block)
        if kind in _TRANSPARENT:
            return _last_block(block)
        if kind not in ("bookmarkStart", "bookmarkEnd", "proofErr"):
            return kind
    return ""


def _tables(part: str, root: etree._Element) -> Iterator[TemplateProblem]:
    for number, table in enumerate(root.iter(name("w:tbl")), 1):
        rows = [*_own(table, "tr")]
        if not rows:
            yield TemplateProblem(message("no-rows"), part, message("place.table", number=number))
            continue
        if any(next(_own(row, "tc"), None) is None for row in rows):
            yield TemplateProblem(message("no-cells"), part, message("place.table", number=number))
        if len(rows) > 1 and not found(rows[0], "w:trPr/w:tblHeader") and not _for_layout(table):
            where = Message.joined(", ", message("place.table", number=number), near(table))
            yield TemplateProblem(message("no-header-row"), part, where)


def _for_layout(table: etree._Element) -> bool:
    """Return whether a table says that its first row is no heading: its look has no first row."""
    look = table.find(f"{name('w:tblPr')}/{name('w:tblLook')}")
    if look is None:
        return False
    if look.get(name("w:firstRow")) is not None:
        return value_of(look, "w:firstRow") in ("0", "false")
    bits = value_of(look)
    return not (_LOOK.fullmatch(bits) and int(bits, 16) & 0x20)


def _pictures(part: str, root: etree._Element) -> Iterator[TemplateProblem]:
    for picture in _pictures_in(root):
        if not str(picture.get("descr", "")).strip() and not found(
            picture, ".//*[local-name()='decorative']"
        ):
            where = Message.joined(
                ", ", message("place.picture", text=picture.get("name", "")), near(picture)
            )
            yield TemplateProblem(message("no-alternative"), part, where)


def _spacing(part: str, root: etree._Element) -> Iterator[TemplateProblem]:
    body = root.find(name("w:body"))
    for paragraph in body.iterchildren(name("w:p")) if body is not None else ():
        if not any(local(one) in _CONTENT for one in paragraph) and paragraph.find(_SECTION) is None:
            before = _printed_before(paragraph)
            if before is not None and local(before) == "tbl":
                continue  # Word itself needs one after a table
            yield TemplateProblem(message("spacing"), part, near(paragraph))


_CONTENT = {"r", "hyperlink", "sdt", "ins", "fldSimple", "bookmarkStart"}
"""What makes a paragraph more than a space, next to the end of a section."""

_SECTION = f"{name('w:pPr')}/{name('w:sectPr')}"


def _printed_before(paragraph: etree._Element) -> etree._Element | None:
    """Return what is before a paragraph once it is printed: paragraphs of a lone `{%p … %}` tag will be gone."""
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
    for style in root.iter(name("w:pStyle")):
        level = int(headings.get(value_of(style), "0"))
        if not level:
            continue
        paragraph = next(style.iterancestors(name("w:p"), name("w:pPrChange")), None)
        if paragraph is None or local(paragraph) != "p":
            continue
        if level > above + 1:
            yield TemplateProblem(message("levels", level=level, above=above), part, near(paragraph))
        above = level


def near(element: etree._Element) -> Message:
    """Return the words at an element, or before it when it has none."""
    texts = element.iter(name("w:t"))
    words = " ".join("".join(text.text or "" for text in texts).split())
    if words:
        return message("place.near", text=words[:_NEARBY])
    before = [text.text or "" for text in found(element, "preceding::w:t[position() <= 5]")]
    after = "".join(before)[-_NEARBY:]
    return message("place.after", text=after) if before else message("place.beginning")
