"""A chart that Word draws and edits: bars with their amounts, and the small workbook that they are drawn from."""

import posixpath
import re
import struct
import unicodedata
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from html import escape
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from hakemus.word.markup import DECLARATION, NAMESPACES, Limits, found, parse, whole
from hakemus.word.package import (
    OFFICE_RELATION,
    THEME,
    TYPES_PART,
    Entry,
    Package,
    in_order,
    pack,
    relations_of,
    relations_xml,
    types_xml,
    with_relations,
    with_types,
    write,
)

# How a template sets what is wider than a paragraph: where its tables are, its colours and its font.

_WHITE = 255
_USUAL_WIDTH = 9638
_NUMBER_OF_CHART = re.compile(r"\bchart(\d{1,6})\b")


class Setting(NamedTuple):
    """Where a template's tables are, and its look.

    `indent` is where they begin, seen from the margin of the text, and `width` how wide they are, both in twentieths
    of a point. `colour` and `shade` are the theme's second text and background colours as six digits of hexadecimal.
    `charts` is the highest number that a chart of its own has.
    """

    indent: int = 0
    width: int = _USUAL_WIDTH
    colour: str = "000000"
    shade: str = "F2F2F2"
    font: str = ""
    charts: int = 0

    @property
    def fill(self) -> str:
        """Return the colour of large areas: the text's, a quarter lighter, so that black is a dark grey.

        >>> Setting(colour="000000").fill
        '404040'
        """
        parts = [int(self.colour[at : at + 2], 16) for at in (0, 2, 4)]
        return "".join(f"{part + (_WHITE - part + 2) // 4:02X}" for part in parts)


def setting_of(package: Package, limits: Limits) -> Setting:
    """Return how a template sets its tables: like its first one, or else from margin to margin."""
    body = parse(package.parts[package.main], package.main, limits)
    indent, width = _first_table(body) or (0, _text_width(body) or _USUAL_WIDTH)
    themes = [parse(package.parts[part], part, limits) for part in package.of_type(THEME)]
    plain = Setting()
    return Setting(
        indent,
        width,
        _colour(themes, "dk2") or plain.colour,
        _colour(themes, "lt2") or plain.shade,
        _font(themes),
        _highest_chart(package),
    )


def _first_table(body: etree._Element) -> tuple[int, int] | None:
    for properties in found(body, "w:body/w:tbl/w:tblPr[w:tblW/@w:type='dxa']"):
        width = _number(properties, "w:tblW/@w:w")
        if width > 0:
            return _number(properties, "w:tblInd/@w:w"), width
    return None


def _text_width(body: etree._Element) -> int:
    page, left, right = (
        _number(body, f"w:body/w:sectPr/{path}")
        for path in ("w:pgSz/@w:w", "w:pgMar/@w:left", "w:pgMar/@w:right")
    )
    return max(page - left - right, 0)


def _number(element: etree._Element, path: str) -> int:
    return whole(next(iter(found(element, path)), ""))


def _highest_chart(package: Package) -> int:
    """Return the highest number of a chart in the names of parts, or in what the body is related to."""
    related = package.parts.get(relations_of(package.main), b"").decode("utf-8", "replace")
    named = " ".join((*package.parts, related))
    return max((int(number) for number in _NUMBER_OF_CHART.findall(named)), default=0)


def _colour(themes: list[etree._Element], label: str) -> str:
    for theme in themes:
        for colour in found(theme, f"//a:clrScheme/a:{label}/a:srgbClr"):
            value = str(colour.get("val", ""))
            if len(value) == len("000000") and all(digit in "0123456789abcdefABCDEF" for digit in value):
                return value.upper()
    return ""


def _font(themes: list[etree._Element]) -> str:
    fonts = (latin for theme in themes for latin in found(theme, "//a:fontScheme/a:minorFont/a:latin"))
    return next((str(font.get("typeface", "")) for font in fonts), "")


# The smallest spreadsheet that Office opens: one sheet of texts and numbers, the same bytes every time.

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_FAST_WORKBOOKS = 1

Cell = str | Decimal


def workbook(sheet: str, rows: Sequence[Sequence[Cell]]) -> bytes:
    """Return a workbook (XLSX) with one sheet, whose columns are at most 26; an empty text is an empty cell."""
    lines = (
        f'<row r="{number}">{"".join(_cell(number, place, cell) for place, cell in enumerate(row))}</row>'
        for number, row in enumerate(rows, start=1)
    )
    changing = {
        "xl/workbook.xml": (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
            f'<sheet name="{escape(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/worksheets/sheet1.xml": (
            f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'
        ),
    }
    entries = {**_same_in_all(), **{part: _packed(part, text) for part, text in changing.items()}}
    return write(map(entries.__getitem__, in_order(entries)))


def _packed(part: str, text: str) -> Entry:
    return pack(part, (DECLARATION + text).encode(), _FAST_WORKBOOKS)


@cache
def _same_in_all() -> Mapping[str, Entry]:
    """Return the parts that are the same in all workbooks, packed."""
    kinds = {"workbook": f"{_SHEET_TYPE}.sheet.main+xml", "worksheets/sheet1": f"{_SHEET_TYPE}.worksheet+xml"}
    parts = {
        TYPES_PART: types_xml({f"xl/{part}.xml": kind for part, kind in kinds.items()}, {}),
        "_rels/.rels": _relation("officeDocument", "xl/workbook.xml"),
        "xl/_rels/workbook.xml.rels": _relation("worksheet", "worksheets/sheet1.xml"),
    }
    return {part: _packed(part, text) for part, text in parts.items()}


def _relation(kind: str, target: str) -> str:
    return relations_xml({"rId1": (f"{_OFFICE}/{kind}", target)})


def _cell(number: int, place: int, cell: Cell) -> str:
    where = f"{chr(ord('A') + place)}{number}"
    if isinstance(cell, Decimal):
        return f'<c r="{where}"><v>{cell:f}</v></c>'
    return (
        f'<c r="{where}" t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'
        if cell
        else ""
    )


_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_OFFICE = NAMESPACES["r"]
_PICTURE = NAMESPACES["pic"]
_DRAWING = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_DRAWING_BESIDE = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_EMU = 635
"""How many of DrawingML's units a twentieth of a point has."""

_BAR, _ROOM = 480, 240
"""How high a bar is with the room around it, and the room above and below all of them, in twentieths of a point."""

_LONGEST_SHEET = 31
_NO_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'"))
_POINTS = 900


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars, one under the other: a label and an amount each, used in a paragraph that holds only `{{p part.chart }}`.

    A label states its amount too, as the document writes it: a program that draws the chart would write numbers in its
    own language. `title` names what is shown (also the sheet that holds the data), `amounts_title` the column of the
    amounts, `number_format` is how a spreadsheet writes them, and `description` what the chart says to those who do not
    see it. A chart without bars prints nothing, and is false in `{% if %}`.

    >>> bool(Chart("", "", (), "", ""))
    False
    """

    title: str
    amounts_title: str
    bars: tuple[tuple[str, Decimal], ...]
    number_format: str
    description: str
    language: str = "fi-FI"
    paragraph: str = "BodyText"

    def __bool__(self) -> bool:
        return bool(self.bars)

    @property
    def height(self) -> int:
        """Return how high the chart is, in twentieths of a point; it is as wide as the template's tables."""
        return _BAR * len(self.bars) + _ROOM

    @property
    def styles(self) -> tuple[str, ...]:
        """Return the id of the style that its paragraph has."""
        return (self.paragraph,)

    @property
    def texts(self) -> Iterator[str]:
        """Yield every text that the chart brings into the document."""
        yield from (self.title, self.amounts_title, self.number_format, self.description)
        yield from (label for label, _ in self.bars)


def chart_paragraph(chart: Chart, number: int, drawing: int, setting: Setting) -> str:
    """Return the paragraph that shows the chart of a number (see `chart_id`); its drawings have this id and the next.

    Word (2010 and later) and Aspose.Words take the chart, every other program the picture in its stead, or the drawing
    that is named with it. LibreOffice would show the chart, but lose what it says to those who cannot see it, also in
    PDF. It looks at the prefix of what a choice requires, the others at the namespace: so Word's of 2010 has here
    another prefix than the usual one, by which LibreOffice would know it.
    """
    ours = f'<c:chart xmlns:c="{_CHART}" xmlns:r="{_OFFICE}" r:id="{chart_id(number)}"/>'
    graphic = f'<a:graphicData uri="{_CHART}">{ours}</a:graphicData>'
    picture = _picture(chart, number, drawing + 1, setting)
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{chart.paragraph}"/><w:ind w:left="{setting.indent}" w:firstLine="0"/></w:pPr>'
        f'<w:r><mc:AlternateContent xmlns:mc="{NAMESPACES["mc"]}">'
        f'<mc:Choice xmlns:word2010="{NAMESPACES["w14"]}" Requires="word2010">'
        f"{_inline(chart, drawing, graphic, setting)}</mc:Choice><mc:Fallback>"
        f"{_inline(chart, drawing + 1, picture, setting)}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def _inline(chart: Chart, drawing: int, graphic: str, setting: Setting) -> str:
    width, height = _extent(chart, setting)
    spaces = f'xmlns:wp="{NAMESPACES["wp"]}" xmlns:a="{NAMESPACES["a"]}"'
    return (
        f'<w:drawing><wp:inline {spaces} distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{drawing}" name="{escape(chart.title)}" descr="{escape(chart.description)}"/>'
        f"<wp:cNvGraphicFramePr/><a:graphic>{graphic}</a:graphic></wp:inline></w:drawing>"
    )


def _picture(chart: Chart, number: int, drawing: int, setting: Setting) -> str:
    width, height = _extent(chart, setting)
    return (
        f'<a:graphicData uri="{_PICTURE}"><pic:pic xmlns:pic="{_PICTURE}"><pic:nvPicPr>'
        f'<pic:cNvPr id="{drawing}" name="{escape(chart.title)}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip xmlns:r="{_OFFICE}" r:embed="{picture_id(number)}"><a:extLst>'
        f'<a:ext uri="{_DRAWING_BESIDE}"><asvg:svgBlip xmlns:asvg="{_DRAWING}" r:embed="{drawing_id(number)}"/></a:ext>'
        "</a:extLst></a:blip>"
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>"
        f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
    )


def _extent(chart: Chart, setting: Setting) -> tuple[int, int]:
    return setting.width * _EMU, chart.height * _EMU


def chart_workbook(chart: Chart) -> bytes:
    """Return the workbook that Word opens when somebody edits the chart's data."""
    return workbook(_sheet(chart), [["", chart.amounts_title], *chart.bars])


def chart_id(number: int) -> str:
    """Return the id by which a document finds a chart, and the stem of the names of its parts."""
    return f"chart{number}"


def picture_id(number: int) -> str:
    """Return the id by which a document finds the picture that stands for a chart, and the stem of its part's name."""
    return f"{chart_id(number)}picture"


def drawing_id(number: int) -> str:
    """Return the id by which a document finds the drawing named with that picture, and the stem of its part's name."""
    return f"{chart_id(number)}drawing"


def chart_part(chart: Chart, setting: Setting) -> str:
    """Return the part of a chart: one colour, since it has to tell as much in grey."""
    labels, amounts = zip(*chart.bars, strict=True)
    last = len(chart.bars) + 1
    sheet = f"'{_sheet(chart)}'"
    code = escape(chart.number_format)
    series = (
        f"{_one('idx', 0)}{_one('order', 0)}<c:tx>{_texts(f'{sheet}!$B$1', [chart.amounts_title])}</c:tx>"
        f"<c:spPr>{_solid(setting.fill)}</c:spPr>{_one('invertIfNegative', 0)}"
        f"<c:cat>{_texts(f'{sheet}!$A$2:$A${last}', labels)}</c:cat>"
        f"<c:val>{_numbers(f'{sheet}!$B$2:$B${last}', amounts, code)}</c:val>"
    )
    return (
        f'{DECLARATION}<c:chartSpace xmlns:c="{_CHART}" xmlns:a="{NAMESPACES["a"]}" xmlns:r="{_OFFICE}">'
        f"{_one('date1904', 0)}{_one('lang', chart.language)}{_one('roundedCorners', 0)}"
        f"<c:chart>{_one('autoTitleDeleted', 1)}<c:plotArea><c:layout/>"
        f"<c:barChart>{_one('barDir', 'bar')}{_one('grouping', 'clustered')}{_one('varyColors', 0)}"
        f"<c:ser>{series}</c:ser>{_one('gapWidth', 60)}{_one('axId', 1)}{_one('axId', 2)}</c:barChart>"
        f"{_labels_axis(setting)}{_AMOUNTS_AXIS}</c:plotArea>"
        f"{_one('plotVisOnly', 1)}{_one('dispBlanksAs', 'gap')}</c:chart>{_NOTHING_AROUND}{_letters(setting)}"
        f'<c:externalData r:id="rId1">{_one("autoUpdate", 0)}</c:externalData></c:chartSpace>'
    )


_NOTHING_AROUND = "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"


def _labels_axis(setting: Setting) -> str:
    line = f'<c:spPr><a:ln w="6350">{_solid("7F7F7F")}</a:ln></c:spPr>'
    return (
        f"<c:catAx>{_one('axId', 1)}<c:scaling>{_one('orientation', 'maxMin')}</c:scaling>{_one('delete', 0)}"
        f'{_one("axPos", "l")}<c:numFmt formatCode="General" sourceLinked="0"/>{_one("majorTickMark", "none")}'
        f"{_one('minorTickMark', 'none')}{_one('tickLblPos', 'low')}{line}{_letters(setting)}{_one('crossAx', 2)}"
        f"{_one('crosses', 'autoZero')}{_one('auto', 1)}{_one('lblAlgn', 'ctr')}{_one('lblOffset', 100)}"
        f"{_one('noMultiLvlLbl', 0)}</c:catAx>"
    )


def _letters(setting: Setting) -> str:
    font = f'<a:latin typeface="{escape(setting.font)}"/>' if setting.font else ""
    return (
        "<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>"
        f'<a:defRPr sz="{_POINTS}" b="0">{_solid("000000")}{font}</a:defRPr></a:pPr>'
        '<a:endParaRPr lang="fi-FI"/></a:p></c:txPr>'
    )


def _texts(place: str, texts: Sequence[str]) -> str:
    points = "".join(f'<c:pt idx="{at}"><c:v>{escape(text)}</c:v></c:pt>' for at, text in enumerate(texts))
    cache = f"<c:strCache>{_one('ptCount', len(texts))}{points}</c:strCache>"
    return f"<c:strRef><c:f>{escape(place, quote=False)}</c:f>{cache}</c:strRef>"


def _numbers(place: str, numbers: Sequence[Decimal], code: str) -> str:
    points = "".join(f'<c:pt idx="{at}"><c:v>{number:f}</c:v></c:pt>' for at, number in enumerate(numbers))
    cache = f"<c:formatCode>{code}</c:formatCode>{_one('ptCount', len(numbers))}{points}"
    return f"<c:numRef><c:f>{escape(place, quote=False)}</c:f><c:numCache>{cache}</c:numCache></c:numRef>"


def _one(element: str, value: object) -> str:
    return f'<c:{element} val="{value}"/>'


def _solid(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


_AMOUNTS_AXIS = (
    f"<c:valAx>{_one('axId', 2)}<c:scaling>{_one('orientation', 'minMax')}{_one('min', 0)}</c:scaling>"
    f"{_one('delete', 1)}{_one('axPos', 't')}{_one('majorTickMark', 'none')}{_one('minorTickMark', 'none')}"
    f"{_one('tickLblPos', 'nextTo')}{_one('crossAx', 1)}{_one('crosses', 'autoZero')}</c:valAx>"
)
"""The axis of the amounts, which is not drawn: each label states its amount, as the paper's language writes it."""


def _sheet(chart: Chart) -> str:
    return chart.title.translate(_NO_NAME)[:_LONGEST_SHEET].strip() or "1"


# A chart as a drawing (SVG) and as a picture (PNG), for programs that do not take the chart itself, or do not tell what
# it shows: newer ones take the drawing, the others the picture.

_TWENTIETHS = 20
_SIZE = 9.0
"""The size of the letters in points, which is the unit of the drawing."""

_LETTER = 0.53
"""How wide a letter is on average, seen from its size; labels that are estimated to be wider are split."""

_GAP, _THICK, _MOST = 4.0, 0.6, 0.55
"""The room between label and bar; how much of its line a bar takes; and the most of the width that labels take."""


def _measures(chart: Chart, setting: Setting) -> tuple[float, float, float, float, float]:
    """Return in points a chart's width and height, a bar's line, where bars begin, and how long a unit is."""
    width, height = setting.width / _TWENTIETHS, chart.height / _TWENTIETHS
    begin = min(max(len(label) for label, _ in chart.bars) * _SIZE * _LETTER + 2 * _GAP, width * _MOST)
    scale = (width - begin - _GAP) / (float(max(amount for _, amount in chart.bars)) or 1.0)
    return width, height, height / len(chart.bars), begin, scale


def chart_drawing(chart: Chart, setting: Setting) -> bytes:
    """Return a chart as a drawing of the same size and content: labels to the left, bars to the right."""
    width, height, line, begin, scale = _measures(chart, setting)
    shapes, fill = [], setting.fill
    for at, (label, amount) in enumerate(chart.bars):
        middle = line * (at + 0.5)
        shapes.append(_label(label, begin - _GAP, middle, begin, setting))
        top, thick = middle - line * _THICK / 2, line * _THICK
        shapes.append(
            f'<rect x="{begin:.2f}" y="{top:.2f}" width="{float(amount) * scale:.2f}" height="{thick:.2f}" '
            f'fill="#{fill}"/>'
        )
    shapes.append(f'<path d="M{begin:.2f} 0V{height:.2f}" stroke="#7F7F7F" stroke-width="0.5"/>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.2f}pt" height="{height:.2f}pt" '
        f'viewBox="0 0 {width:.2f} {height:.2f}">{"".join(shapes)}</svg>'
    ).encode()


def _label(text: str, right: float, middle: float, room: float, setting: Setting) -> str:
    """Return a label that ends at the bars, in two lines where one is not enough."""
    lines = _lines(text, room)
    first = middle + _SIZE * 0.35 - (len(lines) - 1) * _SIZE * 0.6
    font = escape(setting.font or "Arial")
    return "".join(
        f'<text x="{right:.2f}" y="{first + at * _SIZE * 1.2:.2f}" text-anchor="end" font-family="{font}" '
        f'font-size="{_SIZE}">{escape(line)}</text>'
        for at, line in enumerate(lines)
    )


def _lines(text: str, room: float) -> list[str]:
    """Return a label in one line, or where that is too long in two, split at the blank nearest to its middle."""
    blanks = [at for at, letter in enumerate(text) if letter == " "]
    if not blanks or len(text) * _SIZE * _LETTER <= room:
        return [text]
    at = min(blanks, key=lambda blank: abs(blank - len(text) // 2))
    return [text[:at], text[at + 1 :]]


# The picture: two rows of pixels to a point, and two pixels to a byte, so that a byte is a point wide. Its letters were
# drawn beforehand (`templates/source/build.py --pictures`): no font of the machine, and no library, changes its bytes.

LETTERS = Path(__file__).with_name("letters.png")
DRAWN_LETTERS = "".join(
    map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180), 0x20AC, *range(0x2010, 0x2027), 0x2212, 0xFFFD))
)
"""The letters that are drawn, in their order; the last one stands for every other."""

LETTER_ROWS, BASELINE, ROWS = 24, 18, 2
_GREYS, _FILL, _AXIS = 14, 14, 15
_WHITE_BYTE = bytes((_GREYS - 1 << 4 | _GREYS - 1,))
_FILL_BYTE = bytes((_FILL << 4 | _FILL,))
_AXIS_BYTE = bytes((_AXIS << 4 | _GREYS - 1,))
_GREY_PALETTE = b"".join(bytes((level * 255 // (_GREYS - 1),) * 3) for level in range(_GREYS))
_FAST_PICTURES = 1


def chart_picture(chart: Chart, setting: Setting) -> bytes:
    """Return a chart as a picture of the same size and content, for programs that know neither charts nor drawings."""
    width, height, line, begin, scale = map(float, _measures(chart, setting))
    across, first = round(width), round(begin)
    plain = _AXIS_BYTE + _WHITE_BYTE * (across - first - 1)
    left = [_WHITE_BYTE * first] * round(height * ROWS)
    right = [plain] * len(left)
    for at, (label, amount) in enumerate(chart.bars):
        middle, thick = line * (at + 0.5) * ROWS, line * _THICK * ROWS
        long = min(round(float(amount) * scale), across - first - 1)
        top, bottom = round(middle - thick / 2), round(middle + thick / 2)
        bar = _AXIS_BYTE + _FILL_BYTE * long + _WHITE_BYTE * (across - first - 1 - long)
        right[top:bottom] = [bar] * (bottom - top)
        lines = _lines(label, begin)
        top = max(round(middle - LETTER_ROWS * len(lines) / 2), 0)
        written = [row for text in lines for row in _written(text, first, round(_GAP))]
        left[top : top + len(written)] = written
    rows = b"".join(b"\0" + label + bar for label, bar in zip(left, right, strict=True))
    fill = bytes.fromhex(setting.fill)
    return picture(rows, across * 2, len(left), _GREY_PALETTE + fill + b"\x7f\x7f\x7f")


def _written(text: str, width: int, gap: int) -> list[bytes]:
    """Return the rows of a text that ends at a gap before the right edge; what has no room is cut at its begin."""
    drawn = _drawn_letters()
    letters = b"".join([drawn.get(letter) or drawn[_plain(letter)] for letter in text])
    letters = letters[-(width - gap) * LETTER_ROWS :]
    room = _WHITE_BYTE * (width - gap - len(letters) // LETTER_ROWS)
    return [room + letters[row::LETTER_ROWS] + _WHITE_BYTE * gap for row in range(LETTER_ROWS)]


def _plain(letter: str) -> str:
    """Return what a letter that is not drawn shows as: without its accent, or else the sign for any other."""
    plain = unicodedata.normalize("NFKD", letter)[0]
    return plain if plain in DRAWN_LETTERS else DRAWN_LETTERS[-1]


@lru_cache(maxsize=1)
def _drawn_letters() -> Mapping[str, bytes]:
    """Return each letter column by column, a column being a byte of each of its rows."""
    content = LETTERS.read_bytes()
    across = struct.unpack_from(">I", content, 16)[0] // 2
    at = content.index(b"IDAT")
    rows = zlib.decompress(content[at + 4 : at + 4 + struct.unpack_from(">I", content, at - 4)[0]])
    lines = [rows[row * (across + 1) + 1 : (row + 1) * (across + 1)] for row in range(LETTER_ROWS + 1)]
    columns = [bytes(column) for column in zip(*lines, strict=True)]
    begins = [place for place, column in enumerate(columns) if column[0] == 0]
    return {
        letter: b"".join(column[1:] for column in columns[begin:end])
        for letter, begin, end in zip(DRAWN_LETTERS, begins, [*begins[1:], across], strict=True)
    }


def picture(rows: bytes, width: int, height: int, palette: bytes) -> bytes:
    """Return a picture (PNG) of 16 colours from its rows, each after a zero byte and with two pixels in a byte."""
    size = struct.pack(">IIBBBBB", width, height, 4, 3, 0, 0, 0)
    kinds = (
        (b"IHDR", size),
        (b"PLTE", palette),
        (b"IDAT", zlib.compress(rows, _FAST_PICTURES)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in kinds
    )


# The parts that charts bring into a document: each chart, its workbook, its pictures, and what leads to them.

_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PICTURE_TYPE, _DRAWING_TYPE = "image/png", "image/svg+xml"
_FOLDER, _FAST, _PACKED_ALREADY = "charts", 1, 0


def chart_entries(
    parts: Mapping[str, bytes], main: str, charts: Sequence[Chart], setting: Setting
) -> dict[str, Entry]:
    """Return the parts of a document that are added or changed, with charts drawn in its body `main`, packed."""
    folder, first = _folder_of(main), setting.charts + 1
    related = parts.get(relations_of(main))
    entries = {**_lists(parts[TYPES_PART], related, main, first, len(charts))}
    for number, chart in enumerate(charts, start=first):
        name = chart_id(number)
        added = {
            f"{folder}/{name}.xml": chart_part(chart, setting).encode(),
            f"{folder}/{name}.xlsx": chart_workbook(chart),
            f"{folder}/{picture_id(number)}.png": chart_picture(chart, setting),
            f"{folder}/{drawing_id(number)}.svg": chart_drawing(chart, setting),
        }
        for part, content in added.items():
            entries[part] = pack(
                part, content, _PACKED_ALREADY if part.endswith((".png", ".xlsx")) else _FAST
            )
    return entries


def _folder_of(main: str) -> str:
    return posixpath.join(posixpath.dirname(main), _FOLDER)


@lru_cache(maxsize=256)
def _lists(types: bytes, relations: bytes | None, main: str, first: int, count: int) -> Mapping[str, Entry]:
    """Return the lists of types and relations with so many charts in them, packed: the same for a template's papers."""
    folder, kinds = _folder_of(main), dict[str, str]()
    entries: dict[str, Entry] = {}
    related: list[tuple[str, str, str]] = []
    for number in range(first, first + count):
        name, shown, drawing = chart_id(number), picture_id(number), drawing_id(number)
        kinds |= {f"{folder}/{name}.xml": _CHART_TYPE, f"{folder}/{name}.xlsx": _WORKBOOK_TYPE}
        kinds |= {f"{folder}/{shown}.png": _PICTURE_TYPE, f"{folder}/{drawing}.svg": _DRAWING_TYPE}
        related.append((name, f"{OFFICE_RELATION}chart", f"{_FOLDER}/{name}.xml"))
        related.append((shown, f"{OFFICE_RELATION}image", f"{_FOLDER}/{shown}.png"))
        related.append((drawing, f"{OFFICE_RELATION}image", f"{_FOLDER}/{drawing}.svg"))
        own = f"{folder}/_rels/{name}.xml.rels"
        entries[own] = pack(own, (DECLARATION + _relation("package", f"{name}.xlsx")).encode(), _FAST)
    lists = {TYPES_PART: with_types(types, kinds, {}), relations_of(main): with_relations(relations, related)}
    return entries | {part: pack(part, content, _FAST) for part, content in lists.items()}
