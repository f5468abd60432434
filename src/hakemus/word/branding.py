"""The look of one house on a template: a logo in the logo's place, two colours, a font.

A template says itself where they go. A logo takes the place of every picture named `logo` and is no larger than it.
The colours are two of the theme's: its second text colour and its second background, in what is written, shaded or
framed in them.
A text whose font is the theme's gets the font. All else stays as the template has it.
"""

import posixpath
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from lxml import etree

from hakemus.errors import PackageError
from hakemus.word.markup import Limits, found, local, name, parse, remove, serialised, whole
from hakemus.word.messages import message
from hakemus.word.package import (
    STORIES,
    STYLES,
    THEME,
    TYPES_PART,
    Package,
    owner_of,
    relations_of,
    target_of,
    with_types,
)

# What a picture is: PNG or JPEG, whole, and how many pixels wide and high; nothing else is put into a document.

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_HEADER = struct.Struct(">I4s")
_SIZE = struct.Struct(">II")
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
"""The segments of a JPEG that tell its size; the three between them are tables."""

_SCAN, _END, _STUFFED = 0xDA, b"\xff\xd9", 0xFF


class Picture(NamedTuple):
    """A picture's format, its width and height in pixels as it is seen, and how a camera stored it.

    `turned` is the number that EXIF has for it: 1 is upright, 6 is to be turned to the right.
    """

    format: Literal["png", "jpeg"]
    width: int
    height: int
    turned: int = 1


@lru_cache(maxsize=4)
def read_picture(content: bytes) -> Picture:
    """Return what a picture is; raise `ValueError` when it is neither PNG nor JPEG, or is damaged.

    >>> read_picture(b"GIF89a")
    Traceback (most recent call last):
    ...
    ValueError: neither PNG nor JPEG
    """
    try:
        if content.startswith(_PNG):
            picture = Picture("png", *_png_size(content))
        elif content.startswith(_JPEG):
            across, down, turned = _jpeg_size(content)
            seen = (across, down) if turned not in _SIDEWAYS else (down, across)
            picture = Picture("jpeg", *seen, turned)
        else:
            raise ValueError("neither PNG nor JPEG")
    except (struct.error, IndexError) as error:
        raise ValueError("a picture that ends too early") from error
    if not picture.width or not picture.height:
        raise ValueError("a picture without width or height")
    return picture


def _png_size(content: bytes) -> tuple[int, int]:
    """Return width and height; every chunk must be whole, the last one the end, and the rows between be all there."""
    at, kinds, header, packed = len(_PNG), [b""], b"", bytearray()
    while kinds[-1] != b"IEND":
        length, kind = _HEADER.unpack_from(content, at)
        data = content[at + 8 : at + 8 + length]
        (check,) = struct.unpack_from(">I", content, at + 8 + length)
        if zlib.crc32(kind + data) != check:
            raise ValueError("a damaged PNG")
        if kind == b"IHDR":
            header = data
        elif kind == b"IDAT":
            packed += data
        kinds.append(kind)
        at += 12 + length
    if kinds[1] != b"IHDR" or kinds.count(b"IHDR") > 1 or len(header) != _PNG_HEADER.size:
        raise ValueError("a damaged PNG")
    width, height, depth, colour, packing, filtering, interlaced = _PNG_HEADER.unpack(header)
    if (
        depth not in _DEPTHS.get(colour, ())
        or packing
        or filtering
        or interlaced > 1
        or (colour == _PALETTE and b"PLTE" not in kinds)
    ):
        raise ValueError("a damaged PNG")
    if width * height > _MOST_PIXELS:
        raise ValueError("a PNG of too many pixels")
    passes = _PASSES if interlaced else ((0, 0, 1, 1),)
    _check_rows(packed, [*_rows(width, height, depth * _SAMPLES[colour], passes)])
    return width, height


_PNG_HEADER = struct.Struct(">II5B")
_PALETTE = 3
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), _PALETTE: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
"""How many bits a sample may have, by the kind of colour."""
_SAMPLES = {0: 1, 2: 3, _PALETTE: 1, 4: 2, 6: 4}
_PASSES = (
    (0, 0, 8, 8),
    (4, 0, 8, 8),
    (0, 4, 4, 8),
    (2, 0, 4, 4),
    (0, 2, 2, 4),
    (1, 0, 2, 2),
    (0, 1, 1, 2),
)
"""Of an interlaced picture, where each pass begins (across, down) and how far its pixels are apart."""
_MOST_PIXELS = 50_000_000
_FILTERS = 5


def _rows(
    width: int, height: int, bits: int, passes: Sequence[tuple[int, int, int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield how many rows each pass has, and of how many bytes, the filter's before them."""
    for left, top, across, down in passes:
        columns, rows = -(-(width - left) // across), -(-(height - top) // down)
        if columns > 0 and rows > 0:
            yield rows, 1 + -(-columns * bits // 8)


def _check_rows(packed: bytes | bytearray, passes: Sequence[tuple[int, int]]) -> None:
    """Raise `ValueError` unless a PNG's data unpacks to just these rows, each with a filter that there is."""
    unpacker = zlib.decompressobj()
    try:
        for rows, length in passes:
            for _ in range(rows):
                row = b""
                while len(row) < length and (
                    more := unpacker.decompress(packed or unpacker.unconsumed_tail, length - len(row))
                ):
                    row, packed = row + more, b""
                if len(row) < length or row[0] >= _FILTERS:
                    raise ValueError("a damaged PNG")
        rest = unpacker.decompress(unpacker.unconsumed_tail, 1)
    except zlib.error as error:
        raise ValueError("a damaged PNG") from error
    if rest or not unpacker.eof:
        raise ValueError("a damaged PNG")


def _jpeg_size(content: bytes) -> tuple[int, int, int]:
    """Return width and height from the frame's header, and EXIF's turn; the data must follow them to the end."""
    at, size, turned = 2, (0, 0), 1
    while content[at] == _STUFFED:
        marker = content[at + 1]
        if marker == _STUFFED:
            at += 1
            continue
        (length,) = struct.unpack_from(">H", content, at + 2)
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", content, at + 5)
            size = (width, height)
        if marker == _SCAN:
            break
        if place := _place_of_turn(content[at : at + 2 + length]):
            turned = struct.unpack_from(place[1], content, at + place[0])[0]
        at += 2 + length
    else:
        raise ValueError("a damaged JPEG")
    if _END not in content[at:]:
        raise ValueError("a JPEG that ends too early")
    return *size, turned if turned in _TURNS else 1


_EXIF = b"Exif\x00\x00"
_TURN_TAG, _SHORT = 0x0112, 3
_MOST_ENTRIES = 200
_SIDEWAYS = (5, 6, 7, 8)
_RIGHT_ANGLE = 5_400_000
_TURNS: Mapping[int, tuple[bool, int]] = {
    1: (False, 0),
    2: (True, 0),
    3: (False, 2),
    4: (True, 2),
    5: (True, 3),
    6: (False, 1),
    7: (True, 1),
    8: (False, 3),
}
"""By EXIF's number, whether a picture is mirrored, and then how many right angles it is turned to the right."""


def _place_of_turn(segment: bytes) -> tuple[int, str] | None:
    """Return where in a segment of a JPEG EXIF says how the picture is turned, and its format, or None."""
    if segment[1:2] != b"\xe1" or segment[4:10] != _EXIF:
        return None
    start = 4 + len(_EXIF)
    order = {b"II": "<", b"MM": ">"}.get(segment[start : start + 2])
    if order is None:
        return None
    (first,) = struct.unpack_from(f"{order}I", segment, start + 4)
    (count,) = struct.unpack_from(f"{order}H", segment, start + first)
    for entry in range(min(count, _MOST_ENTRIES)):
        at = start + first + 2 + entry * 12
        tag, kind = struct.unpack_from(f"{order}HH", segment, at)
        if (tag, kind) == (_TURN_TAG, _SHORT):
            return at + 8, f"{order}H"
    return None


def _as_stored(content: bytes) -> bytes:
    """Return a picture without EXIF's turn: a document says it itself, since few programs look there."""
    if read_picture(content).turned == 1:
        return content
    made, at = bytearray(content), 2
    while made[at] == _STUFFED and made[at + 1] != _SCAN:
        (length,) = struct.unpack_from(">H", made, at + 2)
        if place := _place_of_turn(bytes(made[at : at + 2 + length])):
            struct.pack_into(place[1], made, at + place[0], 1)
        at += 2 + length
    return bytes(made)


# The place of a logo: a picture named `logo`, which a logo replaces, or which goes and leaves its room to others.

PLACE = "logo"
"""The name of the picture that a logo replaces."""

_EMBLEM = "EU"
"""The name of the picture that is the Union's emblem."""

_LOGO_PART = "word/media/house-logo"
_ENDINGS = {"png": ("png", "image/png"), "jpeg": ("jpg", "image/jpeg")}
_EMBED = name("r:embed")


class Logo(NamedTuple):
    """A picture (PNG or JPEG), and what it shows for one who does not see it."""

    content: bytes
    description: str


class Media:
    """The parts of a template whose pictures change."""

    def __init__(self, package: Package, limits: Limits) -> None:
        self.parts: dict[str, bytes] = dict(package.parts)
        self._types = dict(package.types)
        self._limits = limits
        self._replaced: set[str] = set()

    def put(self, part: str, relation_id: str, logo: Logo | None) -> None:
        """Let a relation of a part lead to the logo, or let it go where there is none."""
        holder = relations_of(part)
        if holder not in self.parts:
            raise PackageError(message("no-picture", part=part))
        ending, kind = _ENDINGS[read_picture(logo.content).format] if logo is not None else ("", "")
        target = f"{_LOGO_PART}.{ending}"
        relations = parse(self.parts[holder], holder, self._limits)
        for relation in [one for one in relations if one.get("Id") == relation_id]:
            self._replaced.add(target_of(part, relation))
            if logo is None:
                relations.remove(relation)
            else:
                relation.set("Target", posixpath.relpath(target, posixpath.dirname(part)))
        self.parts[holder] = serialised(relations)
        if logo is not None and target not in self.parts:
            self.parts[target], self._types[target] = _as_stored(logo.content), kind
            self.parts[TYPES_PART] = with_types(self.parts[TYPES_PART], {}, {ending: kind})

    def package(self) -> Package:
        """Return the template as it is now, without pictures that nothing leads to any more."""
        if self._replaced:
            kept = {
                target_of(owner_of(part), relation)
                for part in self.parts
                if part.endswith(".rels")
                for relation in parse(self.parts[part], part, self._limits)
            }
            for part in self._replaced - kept:
                self.parts.pop(part, None)
                self._types.pop(part, None)
        return Package(self.parts, self._types)


def _take_emblem_away(root: etree._Element, part: str, media: Media) -> None:
    """Take the Union's emblem away, in place, and the statement in the cell next to it."""
    for drawing in found(root, f"//w:drawing[.//wp:docPr[@name='{_EMBLEM}']][.//a:blip[@r:embed]]"):
        relation_id = str(found(drawing, ".//a:blip[@r:embed]")[0].get(_EMBED))
        cell = next(drawing.iterancestors(name("w:tc")), None)
        statement = cell.getnext() if cell is not None else None
        if statement is not None:
            for run in found(statement, ".//w:r"):
                remove(run)
        _take_away(drawing)
        media.put(part, relation_id, None)


def place_logo(root: etree._Element, part: str, logo: Logo | None, media: Media) -> None:
    """Put the logo into every place for one under `root`, in place; without a logo, take the places away."""
    for drawing in found(root, f"//w:drawing[.//wp:docPr[@name='{PLACE}']][.//a:blip[@r:embed]]"):
        relation_id = str(found(drawing, ".//a:blip[@r:embed]")[0].get(_EMBED))
        if logo is None:
            used = sum(blip.get(_EMBED) == relation_id for blip in found(root, "//a:blip"))
            still_used = used > 1
            _take_away(drawing)
            if not still_used:
                media.put(part, relation_id, None)
        else:
            media.put(part, relation_id, logo)
            _show(drawing, logo)


def _show(drawing: etree._Element, logo: Logo) -> None:
    """Set the picture's size to the largest that fits into its place, and what it shows."""
    picture = read_picture(logo.content)
    place = next(iter(found(drawing, ".//wp:extent")), None)
    across, down = (whole(place.get(side)) if place is not None else 0 for side in ("cx", "cy"))
    if across <= 0 or down <= 0:  # it has no size to fit into: it is as large as it was drawn
        return
    # Whole units, by integers alone: the same logo is the same size everywhere.
    if across * picture.height > down * picture.width:
        across = down * picture.width // picture.height
    else:
        down = across * picture.height // picture.width
    for extent in found(drawing, ".//wp:extent | .//a:xfrm/a:ext"):
        extent.set("cx", str(across))
        extent.set("cy", str(down))
    if picture.turned != 1:
        _turn(drawing, picture.turned)
    for properties in found(drawing, ".//wp:docPr"):
        properties.set("descr", logo.description)


def _turn(drawing: etree._Element, turned: int) -> None:
    """Turn a picture upright that a camera stored in another position; its size is the one before it is turned."""
    mirrored, angles = _TURNS[turned]
    for frame in found(drawing, ".//a:xfrm"):
        frame.set("rot", str(angles * _RIGHT_ANGLE))
        if mirrored:
            frame.set("flipH", "1")
    if turned in _SIDEWAYS:
        for extent in found(drawing, ".//wp:extent | .//a:xfrm/a:ext"):
            across, down = extent.get("cx", "0"), extent.get("cy", "0")
            extent.set("cx", down)
            extent.set("cy", across)


def _take_away(drawing: etree._Element) -> None:
    """Take a picture away: with its run, its paragraph and its cell where they hold nothing else."""
    run, paragraph = (next(drawing.iterancestors(name(kind)), None) for kind in ("w:r", "w:p"))
    cell = next(drawing.iterancestors(name("w:tc")), None)
    remove(drawing)
    if run is not None and all(local(child) == "rPr" for child in run):
        remove(run)
    if paragraph is None or any(local(child) != "pPr" for child in paragraph):
        return
    held = [child for child in cell if local(child) != "tcPr"] if cell is not None else []
    if cell is None or held != [paragraph]:
        remove(paragraph)
    else:
        _without_cell(cell)


def _without_cell(cell: etree._Element) -> None:
    """Take a cell away and give its width to the cell next to it; of a table with more rows, its grid must stay."""
    row = cell.getparent()
    table = row.getparent() if row is not None else None
    if row is None or table is None or local(table) != "tbl":
        return
    cells, columns = row.findall(name("w:tc")), found(table, "w:tblGrid/w:gridCol")
    plain = len(table.findall(name("w:tr"))) == 1 and len(columns) == len(cells) > 1
    if not plain or found(row, "w:tc/w:tcPr/w:gridSpan"):
        return
    at = cells.index(cell)
    heir = at - 1 if at else 1
    _widen(columns[heir], columns[at])
    for mine, its in zip(found(cells[heir], "w:tcPr/w:tcW"), found(cell, "w:tcPr/w:tcW"), strict=False):
        _widen(mine, its)
    remove(columns[at])
    remove(cell)


def _widen(element: etree._Element, other: etree._Element) -> None:
    widths = [whole(one.get(name("w:w"))) for one in (element, other)]
    if all(widths):
        element.set(name("w:w"), str(sum(widths)))


__all__ = ["Branding", "Logo", "branded"]

_TEXT, _BACKGROUND = "text2", "background2"
_IN_THEME = {_TEXT: "dk2", _BACKGROUND: "lt2"}
_FONTS = {"ascii": "asciiTheme", "hAnsi": "hAnsiTheme", "eastAsia": "eastAsiaTheme", "cs": "cstheme"}


@dataclass(frozen=True, slots=True)
class Branding:
    """What a house puts on a template. What is left out stays as it is; without a logo, its place goes.

    What the European Union does not fund (`of_union`) has no emblem of it and no statement of co-funding.

    Colours are six digits of hexadecimal, as Word writes them.

    >>> Branding(text="1B4332").font
    ''
    """

    logo: Logo | None = None
    text: str = ""
    background: str = ""
    font: str = ""
    of_union: bool = True


def branded(package: Package, branding: Branding, limits: Limits) -> Package:
    """Return the template with the branding on it; raise `ValueError` for a logo that is no picture."""
    colours = {_TEXT: branding.text, _BACKGROUND: branding.background}
    media = Media(package, limits)
    for part in package.of_type(*STORIES, STYLES, THEME):
        root = parse(package.parts[part], part, limits)
        before = serialised(root)
        _colour(root, {label: colour for label, colour in colours.items() if colour})
        if branding.font:
            _letter(root, branding.font)
        place_logo(root, part, branding.logo, media)
        if not branding.of_union:
            _take_emblem_away(root, part, media)
        after = serialised(root)
        if after != before:
            media.parts[part] = after
    return media.package()


def _colour(root: etree._Element, colours: Mapping[str, str]) -> None:
    """Put the colours into the theme, and next to every name of a theme's colour that is used as it is."""
    for label, colour in colours.items():
        for scheme in found(root, f"//a:clrScheme/a:{_IN_THEME[label]}"):
            for old in list(scheme):
                scheme.remove(old)
            etree.SubElement(scheme, name("a:srgbClr"), val=colour)
        for element in found(root, f"//w:color[@w:themeColor='{label}'][not(@w:themeTint or @w:themeShade)]"):
            element.set(name("w:val"), colour)
        fills = f"//w:shd[@w:themeFill='{label}'][not(@w:themeFillTint or @w:themeFillShade)]"
        for element in found(root, fills):
            element.set(name("w:fill"), colour)
        borders = f"//w:pBdr/*[@w:themeColor='{label}'][not(@w:themeTint or @w:themeShade)]"
        for element in found(root, borders):
            element.set(name("w:color"), colour)


def _letter(root: etree._Element, font: str) -> None:
    for latin in found(root, "//a:fontScheme/*/a:latin"):
        latin.attrib.clear()
        latin.set("typeface", font)
    for fonts in found(root, "//w:rFonts"):
        for plain, theme in _FONTS.items():
            if fonts.get(name(f"w:{theme}")) is not None:
                fonts.set(name(f"w:{plain}"), font)
