"""A DOCX as its parts: read strictly and under limits, written the same way every time."""

import io
import posixpath
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import IO, NamedTuple, TypeVar

from lxml import etree

from hakemus.errors import FileError, PackageError
from hakemus.word import markup
from hakemus.word.foreign import transitional, with_known_styles
from hakemus.word.markup import DEFAULT_LIMITS, Limits, found, name, once_for_each, parse, value_of, whole
from hakemus.word.messages import message

_T = TypeVar("_T")

TYPES_PART = "[Content_Types].xml"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
CORE = "application/vnd.openxmlformats-package.core-properties+xml"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
STORIES = (MAIN, *(f"{_WORD}{story}+xml" for story in ("header", "footer", "footnotes", "endnotes")))
"""The content types of the parts that hold a document's text."""
COMMENTS = f"{_WORD}comments+xml"

_BODY = "word/document.xml"
_CORE_PART = "docProps/core.xml"
CORE_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_RELATIONS = "_rels/.rels"
_XML_ENDING = {"xml": "application/xml"}
_RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
OFFICE_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
LEGACY_OR_ENCRYPTED = b"\xd0\xcf\x11\xe0"
"""How a file of an Office before 2007 begins, and one with a password."""

_BAD_NAME = re.compile(r"^$|^/|\\|(?:^|/)\.{1,2}(?:/|$)|//|[\x00-\x1f:]")
_RATIO_COUNTS_FROM = 1024 * 1024
ENCRYPTED = 0x1
_OF_WORD = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How Word and every other writer of DOCX compresses; the others only serve to hide, and damaged ones to crash."""
_OTHERS = {9: "deflate64", zipfile.ZIP_BZIP2: "bzip2", zipfile.ZIP_LZMA: "LZMA", 93: "Zstandard", 95: "XZ"}
_FIRST_DAY = (1980 - 1980) << 9 | 1 << 5 | 1


class Package(NamedTuple):
    """The parts of a DOCX by name, and their content types. Nothing changes either once it is read."""

    parts: Mapping[str, bytes]
    types: Mapping[str, str]

    def of_type(self, *content_types: str) -> tuple[str, ...]:
        """Return the names of the parts with one of these content types, in the order of the types."""
        return tuple(
            part for wanted in content_types for part in sorted(self.types) if self.types[part] == wanted
        )

    @property
    def main(self) -> str:
        """Return the name of the part that holds the body."""
        return self.of_type(MAIN)[0]

    def add(self, part: str, content: bytes, kind: str) -> "Package":
        """Return the package with a part more, of this content type."""
        types = with_types(self.parts[TYPES_PART], {part: kind})
        return Package({**self.parts, TYPES_PART: types, part: content}, {**self.types, part: kind})

    def relate(self, owner: str, target: str, kind: str) -> "Package":
        """Return the package with a relation of this type from a part, or from the package itself (""), to another."""
        relations = relations_of(owner)
        way = posixpath.relpath(target, posixpath.dirname(owner) or ".")
        content = with_relations(self.parts.get(relations), [("", kind, way)])
        return Package({**self.parts, relations: content}, self.types)

    def remove(self, gone: AbstractSet[str], limits: Limits) -> "Package":
        """Return the package without these parts, without their relations and without any that leads to them."""
        gone = gone | {relations_of(part) for part in gone}
        parts = {part: content for part, content in self.parts.items() if part not in gone}
        for part in [part for part in parts if part.endswith(".rels")]:
            root = parse(parts[part], part, limits)
            lost = [one for one in root if target_of(owner_of(part), one) in gone]
            if lost:
                for relation in lost:
                    root.remove(relation)
                parts[part] = markup.serialised(root)
        types = parse(parts[TYPES_PART], TYPES_PART, limits)
        for item in [item for item in types if str(item.get("PartName", "")).lstrip("/") in gone]:
            types.remove(item)
        parts[TYPES_PART] = markup.serialised(types)
        return Package(parts, {part: kind for part, kind in self.types.items() if part not in gone})


def relations_of(part: str) -> str:
    """Return the name of the part that holds the relations of a part; "" is the package itself.

    >>> relations_of("word/document.xml"), relations_of("")
    ('word/_rels/document.xml.rels', '_rels/.rels')
    """
    return posixpath.join(posixpath.dirname(part), "_rels", f"{posixpath.basename(part)}.rels")


def owner_of(relations: str) -> str:
    """Return the name of the part whose relations a part holds."""
    return relations.replace("_rels/", "").removesuffix(".rels")


def target_of(owner: str, relation: etree._Element) -> str:
    """Return the name of the part that a relation leads to."""
    target = str(relation.get("Target", ""))
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(owner), target)).lstrip("/")


def types_xml(parts: Mapping[str, str], endings: Mapping[str, str] = _XML_ENDING) -> str:
    """Return the list of the content types of a new package, by the names of its parts and by endings."""
    kinds = {"rels": _RELATIONS_TYPE, **endings}
    defaults = (f'<Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in kinds.items())
    overrides = (f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in parts.items())
    return f'<Types xmlns="{markup.CONTENT_TYPES}">{"".join((*defaults, *overrides))}</Types>'


def relations_xml(relations: Mapping[str, tuple[str, str]]) -> str:
    """Return new relations: by the id of each, its type and target."""
    each = (
        f'<Relationship Id="{label}" Type="{kind}" Target="{target}"/>'
        for label, (kind, target) in relations.items()
    )
    return f'<Relationships xmlns="{markup.RELATIONSHIPS}">{"".join(each)}</Relationships>'


def theme_xml(label: str, colours: Mapping[str, str], font: str, line: str) -> str:
    """Return a theme of these colours and one font; its lists of styles have the three that they must."""
    scheme = "".join(f'<a:{key}><a:srgbClr val="{colour}"/></a:{key}>' for key, colour in colours.items())
    face = f'<a:latin typeface="{font}"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'<a:theme xmlns:a="{markup.NAMESPACES["a"]}" name="{label}"><a:themeElements>'
        f'<a:clrScheme name="{label}">{scheme}</a:clrScheme><a:fontScheme name="{label}">'
        f"<a:majorFont>{face}</a:majorFont><a:minorFont>{face}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="{label}"><a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>'
        f"{f'<a:ln{line}>{fill}</a:ln>' * 3}</a:lnStyleLst><a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


def with_types(types: bytes, parts: Mapping[str, str], endings: Mapping[str, str] = _XML_ENDING) -> bytes:
    """Return the list of content types with these parts in it; an ending that it knows already stays as it is."""
    root = parse(types, TYPES_PART, DEFAULT_LIMITS)
    known = {str(item.get("Extension", "")).lower() for item in root}
    for ending, kind in endings.items():
        if ending not in known:
            default = etree.Element(f"{{{markup.CONTENT_TYPES}}}Default", Extension=ending, ContentType=kind)
            root.insert(0, default)
    for part, kind in parts.items():
        override = f"{{{markup.CONTENT_TYPES}}}Override"
        etree.SubElement(root, override, PartName=f"/{part}", ContentType=kind)
    return markup.serialised(root)


def with_relations(relations: bytes | None, added: Iterable[tuple[str, str, str]]) -> bytes:
    """Return relations with more of them: each with its id (or a free one where it is empty), type and target."""
    root = (
        etree.Element(f"{{{markup.RELATIONSHIPS}}}Relationships", nsmap={None: markup.RELATIONSHIPS})  # type: ignore[dict-item]
        if relations is None
        else parse(relations, "relationships", DEFAULT_LIMITS)
    )
    for label, kind, target in added:
        taken = {relation.get("Id") for relation in root}
        free = next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
        attributes = {"Id": label or free, "Type": kind, "Target": target}
        etree.SubElement(root, f"{{{markup.RELATIONSHIPS}}}Relationship", attributes)
    return markup.serialised(root)


def read_package(source: bytes | str | Path, limits: Limits = DEFAULT_LIMITS) -> Package:
    """Return the parts of a DOCX, with the namespaces and the ids of styles that an English Word writes.

    Raises `FileError` when the file cannot be read, `PackageError` when it is no sound DOCX, goes beyond a limit,
    holds macros, or reaches out to another file; links to web pages stay, the template that Word remembers is
    forgotten.
    """
    content = source if isinstance(source, bytes) else _content_of(Path(source), limits)
    if len(content) > limits.file_bytes:
        raise PackageError(message("too-large", found=len(content), most=limits.file_bytes), "too-large")
    if content.startswith(LEGACY_OR_ENCRYPTED):
        raise PackageError(message("protected"), "protected")
    parts = {
        part: transitional(inside) if part.endswith((".xml", ".rels")) else inside
        for part, inside in _unzip(content, limits).items()
    }
    types = _content_types(parts, limits)
    if any("macroEnabled" in kind or "vbaProject" in kind for kind in types.values()):
        raise PackageError(message("macros"), "macros")
    if [*types.values()].count(MAIN) != 1:
        raise PackageError(message("no-body"), "no-paper")
    for part in [part for part in parts if part.endswith(".rels")]:
        _without_reaching_out(parts, part, limits)
    types = {part: kind for part, kind in types.items() if part in parts}
    styles = [part for part, kind in types.items() if kind == STYLES]
    stories = [part for part, kind in types.items() if kind.startswith(_WORD) and kind.endswith("+xml")]
    return Package(parts | with_known_styles(parts, styles, stories, limits), types)


def has_too_many_paragraphs(content: bytes) -> bool:
    """Return whether a DOCX that we made has more paragraphs in its text than `read_package` takes of a file."""
    line = content.rfind(_BODY.encode()) - _INDEX_LINE.size  # in the index, which is behind all parts
    if (
        line >= 0
        and _INDEX_LINE.unpack_from(content, line)[0] <= DEFAULT_LIMITS.paragraphs * markup.LEAST_PARAGRAPH
    ):
        return False  # as nearly every paper, which then isn't unpacked for this
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return markup.has_over(DEFAULT_LIMITS.paragraphs, archive.read(_BODY))


def _content_of(path: Path, limits: Limits) -> bytes:
    try:
        found = path.stat()
        size = found.st_size
        if not stat.S_ISREG(found.st_mode) and not stat.S_ISDIR(found.st_mode):  # it might never end
            raise FileError(path, "no-file", f"{path} is a pipe or a device; name a file")
        if size > limits.file_bytes:
            text = message("file-too-large", path=path, found=size, most=limits.file_bytes)
            raise PackageError(text, "too-large")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise FileError(path, "missing", f"{path} does not exist; check the name and the folder") from error
    except (OSError, ValueError) as error:
        raise FileError(path, "unreadable", f"{path} cannot be read: {error}") from error


def _unzip(content: bytes, limits: Limits) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.filename.endswith("/")]
            _check_entries(entries, limits)
            return {entry.filename: read_entry(archive, entry) for entry in entries}
    except PackageError:
        raise
    except Exception as error:
        code = "damaged" if content.startswith(b"PK") else "no-paper"
        raise PackageError(message("damaged"), code) from error


def open_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> IO[bytes]:
    """Return an entry of an archive to be read piece by piece; raise `ValueError` where it is packed in another way.

    Of what is neither stored nor deflated, `zipfile` unpacks a whole piece at once, however much it comes to.
    """
    if entry.compress_type not in _OF_WORD:
        raise ValueError("an entry is packed as no office program packs it")
    return archive.open(entry)


def read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Return what an entry of an archive holds, unpacked no further than the entry says.

    Asked for everything, `zipfile` unpacks all that there is, and only then cuts it to that size.
    """
    with open_entry(archive, entry) as source:
        return source.read(max(entry.file_size, 1))


def _check_entries(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(entries) > limits.entries:
        raise PackageError(message("entries", found=len(entries), most=limits.entries), "too-large")
    seen: set[str] = set()
    total = 0
    for entry in entries:
        label = ascii(entry.filename[:80])
        if len(entry.filename) > limits.name_length:
            text = message("entry-name-length", entry=label, most=limits.name_length)
            raise PackageError(text, "too-large")
        if _BAD_NAME.search(entry.orig_filename):
            raise PackageError(message("entry-name", entry=label))
        if entry.filename.lower() in seen:
            raise PackageError(message("entry-twice", entry=label))
        if entry.flag_bits & ENCRYPTED:
            raise PackageError(message("entry-encrypted", entry=label), "protected")
        if entry.compress_type not in _OF_WORD:
            method = _OTHERS.get(entry.compress_type, str(entry.compress_type))
            raise PackageError(message("entry-compression", entry=label, method=method))
        if entry.file_size > limits.part_bytes:
            raise PackageError(message("entry-size", entry=label, found=entry.file_size), "too-large")
        if entry.file_size > max(_RATIO_COUNTS_FROM, limits.ratio * entry.compress_size):
            raise PackageError(message("entry-ratio", entry=label, most=limits.ratio), "too-large")
        seen.add(entry.filename.lower())
        total += entry.file_size
    if total > limits.unpacked_bytes:
        raise PackageError(message("unpacked", found=total), "too-large")


def _content_types(parts: Mapping[str, bytes], limits: Limits) -> dict[str, str]:
    if TYPES_PART not in parts:
        raise PackageError(message("no-types"), "no-paper")
    by_ending, by_name = _listed_types(parts[TYPES_PART], TYPES_PART, limits)
    return {
        part: by_name.get(part) or by_ending.get(part.rpartition(".")[2].lower(), "")
        for part in parts
        if part != TYPES_PART
    }


@once_for_each
def _listed_types(content: bytes, part: str, limits: Limits) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return the content types by the endings, and by the names, of the parts that have them."""
    root = parse(content, part, limits)
    by_ending = {
        str(item.get("Extension", "")).lower(): str(item.get("ContentType", ""))
        for item in root.iter(f"{{{markup.CONTENT_TYPES}}}Default")
    }
    by_name = {
        str(item.get("PartName", "")).lstrip("/"): str(item.get("ContentType", ""))
        for item in root.iter(f"{{{markup.CONTENT_TYPES}}}Override")
    }
    return by_ending, by_name


@once_for_each
def _relations_in(content: bytes, part: str, limits: Limits) -> tuple[tuple[Mapping[str, str], str], ...]:
    """Return the attributes of each relation of a part, with the name of the part that it leads to."""
    return tuple(
        ({str(key): str(value) for key, value in one.attrib.items()}, target_of(owner_of(part), one))
        for one in parse(content, part, limits)
    )


def _without_reaching_out(parts: dict[str, bytes], part: str, limits: Limits) -> None:
    owner = owner_of(part)
    if owner and owner not in parts:
        del parts[part]  # the part was left out, and its relations were not
        return
    forgotten: list[str] = []
    gone: set[int] = set()
    for at, (relation, target) in enumerate(_relations_in(parts[part], part, limits)):
        is_outside, kind = relation.get("TargetMode") == "External", relation.get("Type", "")
        if not is_outside and target not in parts:
            called = f'"{relation.get("Id")}"'.encode()
            gone |= {at} if called not in parts.get(owner, b"") else set()
        if not is_outside or kind == f"{OFFICE_RELATION}hyperlink":
            continue
        kind = kind.rpartition("/")[2]
        if kind != "attachedTemplate":
            shown = ascii(relation.get("Target", "")[:80])
            raise PackageError(message("reaches-out", part=part, kind=kind, target=shown), "reaches-out")
        forgotten.append(str(relation.get("Id")))
        gone.add(at)
    if gone:
        root = parse(parts[part], part, limits)
        for lost in [one for at, one in enumerate(root) if at in gone]:
            root.remove(lost)
        parts[part] = markup.serialised(root)
    if forgotten:
        settings = markup.parse(parts[owner], owner, limits)
        for element in markup.found(settings, ".//w:attachedTemplate"):
            element.getparent().remove(element)  # type: ignore[union-attr]
        parts[owner] = markup.serialised(settings)


def with_core(package: Package) -> Package:
    """Return the package, with an empty part for the document's properties where it has none."""
    if package.of_type(CORE):
        return package
    content = f'{markup.DECLARATION}<cp:coreProperties xmlns:cp="{markup.NAMESPACES["cp"]}"/>'
    return package.add(_CORE_PART, content.encode(), CORE).relate("", _CORE_PART, CORE_RELATION)


@dataclass(frozen=True, slots=True)
class Entry:
    """A part ready to be written: its bytes in the archive with the header before them, and its line of the index."""

    data: bytes
    index: bytes
    tail: bytes


_FIXED = struct.Struct("<4H3I2H")
_INDEX_LINE = struct.Struct("<24xI18x")
"""A part's line of the index, up to its name: its unpacked size."""
_INDEX_END = struct.Struct("<4s4H2IH")


def pack(part: str, content: bytes | Iterable[bytes], level: int) -> Entry:
    """Return a part, whole or in pieces, packed for `write`; `level` is zlib's, 0 (as it is), 1 (fast) to 9 (small)."""
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    checked = size = 0
    pieces: list[bytes] = []
    for piece in (content,) if isinstance(content, bytes) else content:
        pieces.append(packer.compress(piece))
        checked, size = zlib.crc32(piece, checked), size + len(piece)
    packed = b"".join((*pieces, packer.flush()))
    name = part.encode()
    flags = 0 if part.isascii() else 0x800
    fixed = _FIXED.pack(flags, zlib.DEFLATED, 0, _FIRST_DAY, checked, len(packed), size, len(name), 0)
    data = b"PK\x03\x04\x14\x00" + fixed + name + packed
    return Entry(data, b"PK\x01\x02\x14\x00\x14\x00" + fixed + bytes(10), name)


def write(entries: Iterable[Entry]) -> bytes:
    """Return the DOCX of these parts, in this order, every one of them dated 1 January 1980."""
    data: list[bytes] = []
    index: list[bytes] = []
    offset = 0
    for entry in entries:
        data.append(entry.data)
        index += (entry.index, offset.to_bytes(4, "little"), entry.tail)
        offset += len(entry.data)
    lines = b"".join(index)
    count = len(data)
    end = _INDEX_END.pack(b"PK\x05\x06", 0, 0, count, count, len(lines), offset, 0)
    return b"".join((*data, lines, end))


def in_order(parts: Iterable[str]) -> list[str]:
    """Return the names of parts as they are written: content types first, then relations, then by name."""
    return sorted(parts, key=lambda part: (part != TYPES_PART, part != _RELATIONS, part))


# What the parts of one template share: its heading styles, and ids that must not occur twice.

STYLES = "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"
THEME = "application/vnd.openxmlformats-officedocument.theme+xml"
_HEADING = re.compile(r"heading (\d)")
_EDITING_NOISE = re.compile(r"\}(?:rsid\w*|paraId|textId)$")


def styles_of(package: Package, limits: Limits) -> list[etree._Element]:
    """Return the style definitions of a document."""
    return [
        style
        for part in package.of_type(STYLES)
        for style in parse(package.parts[part], part, limits).iter(name("w:style"))
    ]


def numbering_styles(package: Package, limits: Limits) -> dict[str, bool]:
    """Return the ids of a document's styles, each with whether it (or what it is based on) numbers paragraphs."""
    styles = {value_of(style, "w:styleId"): style for style in styles_of(package, limits)}
    numbering = {label: True for label, style in styles.items() if found(style, "w:pPr/w:numPr")}
    return inherited(styles, numbering, otherwise=False)


def inherited(styles: Mapping[str, etree._Element], own: Mapping[str, _T], otherwise: _T) -> dict[str, _T]:
    """Return a trait of every style by its id: its own, or that of the style that it is based on."""
    traits = dict(own)
    for label in styles:
        # Each style is passed once, however long the chain that it is in.
        chain: dict[str, None] = {}
        at = label
        while at in styles and at not in traits and at not in chain:
            chain[at] = None
            at = value_of(styles[at].find(name("w:basedOn")))
        traits |= dict.fromkeys(chain, traits.get(at, otherwise))
    return {label: traits[label] for label in styles}


def headings_of(package: Package, limits: Limits) -> Mapping[str, str]:
    """Return the ids of the heading styles, each with its level (`1` is the highest)."""
    return headings_in(tuple((part, package.parts[part]) for part in package.of_type(STYLES)), limits)


@lru_cache(maxsize=64)
def headings_in(parts: tuple[tuple[str, bytes], ...], limits: Limits) -> Mapping[str, str]:
    """Return the ids of the heading styles in parts of styles: the papers of a template all have the same."""
    headings: dict[str, str] = {}
    roots = (parse(content, part, limits) for part, content in parts)
    for style in (style for root in roots for style in root.iter(name("w:style"))):
        label = value_of(style.find(name("w:name"))).lower()
        outline = value_of(next(iter(found(style, "w:pPr/w:outlineLvl")), None))
        match = _HEADING.fullmatch(label)
        if match:
            headings[value_of(style, "w:styleId")] = match.group(1)
        elif outline and 0 <= whole(outline) < 9:  # noqa: PLR2004 - 9 is body text
            headings[value_of(style, "w:styleId")] = str(whole(outline) + 1)
    return MappingProxyType(headings)


def settle(roots: Mapping[str, etree._Element]) -> None:
    """Give pictures whose id occurs twice ids of their own, and forget the marks of Word's editing sessions."""
    pictures = [picture for root in roots.values() for picture in root.iter(name("wp:docPr"))]
    if len({picture.get("id") for picture in pictures}) < len(pictures):
        for number, picture in enumerate(pictures, 1):
            picture.set("id", str(number))
    for root in roots.values():
        for element in root.iter():
            for key in [key for key in element.attrib if _EDITING_NOISE.search(str(key))]:
                del element.attrib[key]
