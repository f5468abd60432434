"""Header and footer: sender, kind of document, day and page above; EU emblem, statement and group below."""

from dataclasses import dataclass

from markup import NOTHING, Xml, attribute, joined, paragraph, run, w
from page import TAB_STEP, TEXT_WIDTH, Layout, column_twips, twips
from placeholders import paragraph_tag, placeholder, words

_HEADER_COLUMNS = (4 * TAB_STEP, TEXT_WIDTH - 5 * TAB_STEP, TAB_STEP)
_EMBLEM_COLUMN, _STATEMENT_COLUMN, _LOGO_COLUMN = 19, 57, 32
_FOOTER_COLUMNS = (
    _EMBLEM_COLUMN,
    _STATEMENT_COLUMN,
    TEXT_WIDTH - _EMBLEM_COLUMN - _STATEMENT_COLUMN - _LOGO_COLUMN,
    _LOGO_COLUMN,
)
_EMBLEM_SIZE = (15, 10)
_LOGO_SIZE = (28, 10)
"""The largest that a Leader group's logo may be: no logo is to be higher than the emblem of the Union."""

_EMU = 36_000
"""The units of a drawing in a millimetre."""


_END = paragraph("FrameEnd")
"""What must follow a table at the end of a header or footer; it takes no room."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What header and footer say; texts may hold `{{ … }}`."""

    kind: str
    sender: tuple[str, ...]
    day: str
    group: str
    statement: str
    emblem_description: str
    logo_description: str


def header(frame: Frame, layout: Layout) -> Xml:
    """Return the content of the header: three columns that begin at the sheet's margin and at tab steps."""
    sender = joined(paragraph("Header", words(line)) for line in frame.sender)
    kind = joined(
        [
            paragraph("DocumentKind", words(frame.kind)),
            paragraph("Header", words(frame.day)) if frame.day else NOTHING,
            _draft_mark(),
        ]
    )
    return joined([_columns(_HEADER_COLUMNS, [sender, kind, _page_number()], layout), _END])


def footer(frame: Frame, layout: Layout, emblem_relation: str, logo_relation: str) -> Xml:
    """Return the content of the footer, with the place of a Leader group's logo in its last column.

    The engine puts a group's logo where a picture is named `logo`; without one the column goes.
    """
    emblem = Drawing(1, "EU", "emblem.png", emblem_relation, frame.emblem_description, _EMBLEM_SIZE)
    logo = Drawing(2, "logo", "logo-place.png", logo_relation, frame.logo_description, _LOGO_SIZE)
    statement = paragraph("Footer", words(frame.statement))
    group = joined(
        [
            paragraph_tag(f"if {frame.group}"),
            _to_the_right(placeholder(frame.group)),
            paragraph_tag("endif"),
            _to_the_right(words(frame.kind)),
        ]
    )
    cells = [paragraph("Footer", _drawing(emblem)), statement, group, _to_the_right(_drawing(logo))]
    return joined([_columns(_FOOTER_COLUMNS, cells, layout, centred=True), _END])


def _page_number() -> Xml:
    page, pages = (w("fldSimple", run("1"), instr=f" {field} ") for field in ("PAGE", "NUMPAGES"))
    return paragraph("Header", page, run(" ("), pages, run(")"), properties=w("jc", val="right"))


def _draft_mark() -> Xml:
    """Return the boxed word of a draft.

    In a paper that is none its whole paragraph is gone; nothing moves, for the header has room for it.
    """
    mark = paragraph("DraftMark", placeholder("draft_mark"))
    return joined([paragraph_tag("if draft"), mark, paragraph_tag("endif")])


def _to_the_right(content: Xml) -> Xml:
    return paragraph("Footer", content, properties=w("jc", val="right"))


def _columns(millimetres: tuple[int, ...], cells: list[Xml], layout: Layout, *, centred: bool = False) -> Xml:
    widths = column_twips(millimetres)
    align = w("vAlign", val="center") if centred else NOTHING
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblW", w=sum(widths), type="dxa"),
            w("tblInd", w=-twips(layout.indent_mm), type="dxa"),
            w("tblLayout", type="fixed"),
            w("tblCellMar", w("left", w=0, type="dxa"), w("right", w=0, type="dxa")),
        ),
        w("tblGrid", *(w("gridCol", w=width) for width in widths)),
        w(
            "tr",
            *(
                w("tc", w("tcPr", w("tcW", w=width, type="dxa"), align), cell)
                for width, cell in zip(widths, cells, strict=True)
            ),
        ),
    )


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture in a line: its number and name, its file and relation, what it shows, its size in millimetres."""

    number: int
    name: str
    file: str
    relation: str
    description: str
    size: tuple[int, int]


def _drawing(drawing: Drawing) -> Xml:
    across, down = (side * _EMU for side in drawing.size)
    content = Xml(
        f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{across}" cy="{down}"/>'
        f'<wp:docPr id="{drawing.number}" name="{drawing.name}" descr="{attribute(drawing.description)}"/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{drawing.number}" name="{drawing.file}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{drawing.relation}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{across}" cy="{down}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    return w("r", content)
