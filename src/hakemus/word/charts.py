"""A chart that Word draws and edits: bars with their amounts, and the small workbook that they are drawn from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from hakemus.word.markup import DECLARATION, NAMESPACES, RELATIONSHIPS
from hakemus.word.setting import Setting
from hakemus.word.workbooks import workbook

_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_OFFICE = NAMESPACES["r"]
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_WORD_2013 = "http://schemas.microsoft.com/office/word/2012/wordml"
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

    A label tells its amount too, as the document writes it: a program that draws the chart would write numbers in its
    own language. `title` names what is shown (also the sheet that holds the data), `amounts_title` the column of the
    amounts, `number_format` is how a spreadsheet writes them, and `description` what the chart tells one who does not
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

    Word (2013 and later) takes the chart, every other program the drawing in its stead: LibreOffice would show the
    chart, but lose what it tells one who does not see it, also in PDF.
    """
    ours = f'<c:chart xmlns:c="{_CHART}" xmlns:r="{_OFFICE}" r:id="{chart_id(number)}"/>'
    graphic = f'<a:graphicData uri="{_CHART}">{ours}</a:graphicData>'
    picture = _picture(chart, number, drawing + 1, setting)
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{chart.paragraph}"/><w:ind w:left="{setting.indent}" w:firstLine="0"/></w:pPr>'
        f'<w:r><mc:AlternateContent xmlns:mc="{NAMESPACES["mc"]}"><mc:Choice xmlns:w15="{_WORD_2013}" Requires="w15">'
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
        f'<pic:blipFill><a:blip xmlns:r="{_OFFICE}" r:embed="{picture_id(number)}"/>'
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
    """Return the id by which a document finds the drawing that stands for a chart, and the stem of its part's name."""
    return f"{chart_id(number)}drawing"


def chart_relations(target: str) -> str:
    """Return the relations of a chart: where its workbook is."""
    return (
        f'{DECLARATION}<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/package" Target="{target}"/></Relationships>'
    )


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
"""The axis of the amounts, which is not drawn: each label tells its amount, as the paper's language writes it."""


def _sheet(chart: Chart) -> str:
    return chart.title.translate(_NO_NAME)[:_LONGEST_SHEET].strip() or "1"
