"""The sheet: its size and margins, the pictures on it, and the header and footer of every page."""

from dataclasses import dataclass

from hakemus.papers.kit.markup import (
    NOTHING,
    Xml,
    attribute,
    column_twips,
    joined,
    paragraph,
    placeholder,
    run,
    tag,
    twips,
    w,
    words,
)
from hakemus.papers.layout import Frame
from hakemus.texts import Language

# The size of the sheet and its margins, in millimetres like every measure here.


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet and its margins; `head` and `foot` are how far header and footer are from its edge."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    head: int
    foot: int


A4 = Sheet(width=210, height=297, left=20, right=20, top=38, bottom=28, head=11, foot=8)
"""The sheet of most papers: a group's font may need more room in header and footer than ours."""

A3 = Sheet(width=297, height=420, left=36, right=36, top=38, bottom=24, head=6, foot=6)
"""The sheet of a poster: its margins leave room for what is set on a coloured ground to reach out of the text."""

TAB_STEP = 23
"""The tab step of the Finnish document layout."""

TEXT_WIDTH = A4.width - A4.left - A4.right
"""The width of tables, header and footer."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a kind of paper sets its text: moved in from the margin or not, and in what size.

    The margin itself is moved, and what starts at the sheet's own margin (headings, tables, header, footer)
    hangs out of it. So body text has no indent of its own, and looks right in a cell and in the open alike.
    """

    indent_mm: int
    body_points: float
    sheet: Sheet = A4


FORM = Layout(indent_mm=0, body_points=10)
"""Ruled label-value tables; text begins at the margin."""

PROSE = Layout(indent_mm=2 * TAB_STEP, body_points=10.5)
"""Text to be read: two tab steps in, headings at the margin."""

POSTER = Layout(indent_mm=0, body_points=15, sheet=A3)
"""A few lines of large type."""


def section(layout: Layout, header: str, footer: str = "") -> Xml:
    """Return the section's properties; `header` and `footer` are the ids of their relationships."""
    sheet = layout.sheet
    return Xml(
        "<w:sectPr>"
        f'<w:headerReference w:type="default" r:id="{header}"/>'
        + (f'<w:footerReference w:type="default" r:id="{footer}"/>' if footer else "")
        + w("pgSz", w=twips(sheet.width), h=twips(sheet.height))
        + w(
            "pgMar",
            top=twips(sheet.top),
            right=twips(sheet.right),
            bottom=twips(sheet.bottom),
            left=twips(sheet.left + layout.indent_mm),
            header=twips(sheet.head),
            footer=twips(sheet.foot),
            gutter=0,
        )
        + "</w:sectPr>"
    )


# The two pictures: the emblem of the Union, and the place of a Leader group's logo.

_EMU = 36_000
"""The units of a drawing in a millimetre."""

_EMBLEM_DESCRIPTIONS = {
    "fi": "Euroopan unionin tunnus: kaksitoista keltaista tähteä ympyrässä sinisellä pohjalla",
    "sv": "Europeiska unionens emblem: tolv gula stjärnor i en cirkel på blå botten",
    "en": "Emblem of the European Union: twelve yellow stars in a circle on blue",
}
_LOGO_DESCRIPTIONS = {
    "fi": "Leader-ryhmän tunnuksen paikka",
    "sv": "Plats för Leadergruppens logotyp",
    "en": "Place of the Leader group's logo",
}
_STATEMENTS = {
    "fi": "Euroopan unionin osarahoittama",
    "sv": "Medfinansieras av Europeiska unionen",
    "en": "Co-funded by the European Union",
}


def emblem(relation: str, language: Language, size: tuple[int, int]) -> Xml:
    """Return the run that shows the emblem of the Union, `size` being its width and height in millimetres."""
    return _drawing(1, ("EU", "emblem.png"), relation, _EMBLEM_DESCRIPTIONS[language], size)


def logo_place(relation: str, language: Language, size: tuple[int, int]) -> Xml:
    """Return the run that shows where a logo goes: the engine puts a group's logo where a picture is named `logo`."""
    return _drawing(2, ("logo", "logo-place.png"), relation, _LOGO_DESCRIPTIONS[language], size)


def _drawing(
    number: int, names: tuple[str, str], relation: str, description: str, size: tuple[int, int]
) -> Xml:
    (name, file), (across, down) = names, (side * _EMU for side in size)
    content = Xml(
        f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{across}" cy="{down}"/>'
        f'<wp:docPr id="{number}" name="{name}" descr="{attribute(description)}"/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="{file}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{across}" cy="{down}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    return w("r", content)


# Header and footer: sender, kind of document, day and page above; emblem, statement, group and logo below.

EMBLEM, LOGO = "rId1", "rId2"
"""The relations by which the footer leads to its pictures."""

_EMBLEM_SIZE = (15, 10)
_LOGO_SIZE = (28, 10)
"""The largest that a Leader group's logo may be: no logo is to be higher than the emblem of the Union."""

_HEADER_COLUMNS = (4 * TAB_STEP, TEXT_WIDTH - 5 * TAB_STEP, TAB_STEP)
_FOOTER_COLUMNS = (19, 57, TEXT_WIDTH - 19 - 57 - 32, 32)
_END = paragraph("FrameEnd")
"""What must follow a table at the end of a header or footer; it takes no room."""


def header(kind: str, frame: Frame, layout: Layout) -> Xml:
    """Return the content of the header: three columns that begin at the sheet's margin and at tab steps."""
    named = [paragraph("DocumentKind", words(kind))]
    named += [paragraph("Header", words(frame.day))] if frame.day else []
    page, pages = (w("fldSimple", run("1"), instr=f" {field} ") for field in ("PAGE", "NUMPAGES"))
    cells = [
        paragraph("Header", words(frame.sender)),
        joined(*named, draft_mark()),
        paragraph("Header", page, run(" ("), pages, run(")"), properties=w("jc", val="right")),
    ]
    return joined(_columns(_HEADER_COLUMNS, cells, layout), _END)


def footer(kind: str, language: Language, layout: Layout) -> Xml:
    """Return the content of the footer; without a logo, the engine removes its last column."""
    group = [tag("if leader_group"), _to_the_right(placeholder("leader_group")), tag("endif")]
    cells = [
        paragraph("Footer", emblem(EMBLEM, language, _EMBLEM_SIZE)),
        paragraph("Footer", words(_STATEMENTS[language])),
        joined(*group, _to_the_right(words(kind))),
        _to_the_right(logo_place(LOGO, language, _LOGO_SIZE)),
    ]
    return joined(_columns(_FOOTER_COLUMNS, cells, layout, centred=True), _END)


def draft_mark(indent: Xml = NOTHING) -> Xml:
    """Return the boxed word of a draft.

    In a paper that isn't a draft its whole paragraph is gone; nothing moves, for the header has room for it.
    """
    mark = paragraph("DraftMark", placeholder("draft_mark"), properties=indent)
    return joined(tag("if draft"), mark, tag("endif"))


def _to_the_right(content: Xml) -> Xml:
    return paragraph("Footer", content, properties=w("jc", val="right"))


def _columns(millimetres: tuple[int, ...], cells: list[Xml], layout: Layout, *, centred: bool = False) -> Xml:
    widths = column_twips(millimetres)
    align = w("vAlign", val="center") if centred else NOTHING
    no_margins = w("tblCellMar", w("left", w=0, type="dxa"), w("right", w=0, type="dxa"))
    row = [
        w("tc", w("tcPr", w("tcW", w=width, type="dxa"), align), cell)
        for width, cell in zip(widths, cells, strict=True)
    ]
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblW", w=sum(widths), type="dxa"),
            w("tblInd", w=-twips(layout.indent_mm), type="dxa"),
            w("tblLayout", type="fixed"),
            no_margins,
        ),
        w("tblGrid", *(w("gridCol", w=width) for width in widths)),
        w("tr", *row),
    )


# The foot of a poster, and where its draft mark begins.

POSTER_EMBLEM, POSTER_LOGO = "rId8", "rId9"
"""The relations by which a poster leads to its pictures."""

POSTER_MARK_LEFT = A3.width - A3.left - A3.right - 60
"""Where the box of a draft's mark begins, from the margin of the text, in millimetres."""

_POSTER_EMBLEM_SIZE, _POSTER_LOGO_SIZE = (69, 46), (60, 40)
"""In millimetres; no logo is to be higher than the emblem of the Union."""

_STATEMENT_WIDTH = 86
"""Wide enough for two lines in each language, and narrow enough to leave the logo its place."""

_STATEMENT_LINES = 2
_LINE_HEIGHT = 1.15 * 25.4 / 72
_GAP = 8


def poster_foot(language: Language, statement_points: float) -> list[Xml]:
    """Return what is at the foot of a poster: the emblem, its statement in that size of letters, a place for a logo."""
    width, height = _POSTER_EMBLEM_SIZE
    top = A3.height - A3.bottom - height
    middle = top + (height - _STATEMENT_LINES * statement_points * _LINE_HEIGHT) / 2
    at_right = A3.width - A3.right - _POSTER_LOGO_SIZE[0]
    shown = emblem(POSTER_EMBLEM, language, _POSTER_EMBLEM_SIZE)
    logo = logo_place(POSTER_LOGO, language, _POSTER_LOGO_SIZE)
    statement = placeholder("poster.statement")
    return [
        _framed("PosterEmblem", shown, A3.left, width, y=twips(top)),
        _framed("PosterStatement", statement, A3.left + width + _GAP, _STATEMENT_WIDTH, y=twips(middle)),
        _framed("PosterEmblem", logo, at_right, _POSTER_LOGO_SIZE[0], yAlign="bottom"),
    ]


def _framed(style: str, content: Xml, left: float, width: float, **down: str | int) -> Xml:
    """Return a paragraph in a place of its own on the sheet, so far `down`."""
    anchor = "page" if "y" in down else "margin"
    place = w(
        "framePr",
        w=twips(width),
        hSpace=0,
        wrap="around",
        vAnchor=anchor,
        hAnchor="page",
        x=twips(left),
        **down,
    )
    return paragraph(style, content, properties=place)
