"""Header and footer: sender, kind of document, day and page above; EU emblem, statement and group below."""

from dataclasses import dataclass

from drawing import Drawing, drawn
from markup import NOTHING, Xml, joined, paragraph, run, w
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

EMBLEM, LOGO = "rId1", "rId2"
"""The relations by which the footer leads to its pictures."""

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
            draft_mark(),
        ]
    )
    return joined([_columns(_HEADER_COLUMNS, [sender, kind, _page_number()], layout), _END])


def footer(frame: Frame, layout: Layout) -> Xml:
    """Return the content of the footer, with the place of a Leader group's logo in its last column.

    The engine puts a group's logo where a picture is named `logo`; without one the column goes.
    """
    emblem = Drawing(1, "EU", "emblem.png", EMBLEM, frame.emblem_description, _EMBLEM_SIZE)
    logo = Drawing(2, "logo", "logo-place.png", LOGO, frame.logo_description, _LOGO_SIZE)
    statement = paragraph("Footer", words(frame.statement))
    group = joined(
        [
            paragraph_tag(f"if {frame.group}"),
            _to_the_right(placeholder(frame.group)),
            paragraph_tag("endif"),
            _to_the_right(words(frame.kind)),
        ]
    )
    cells = [paragraph("Footer", drawn(emblem)), statement, group, _to_the_right(drawn(logo))]
    return joined([_columns(_FOOTER_COLUMNS, cells, layout, centred=True), _END])


def _page_number() -> Xml:
    page, pages = (w("fldSimple", run("1"), instr=f" {field} ") for field in ("PAGE", "NUMPAGES"))
    return paragraph("Header", page, run(" ("), pages, run(")"), properties=w("jc", val="right"))


def draft_mark(indent: Xml = NOTHING) -> Xml:
    """Return the boxed word of a draft.

    In a paper that is none its whole paragraph is gone; nothing moves, for the header has room for it.
    """
    mark = paragraph("DraftMark", placeholder("draft_mark"), properties=indent)
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
