"""The look: every face, size, distance, rule and colour of the papers and of the poster, and the lists."""

from collections.abc import Sequence
from dataclasses import dataclass

from hakemus.papers.kit.markup import (
    NOTHING,
    Xml,
    box,
    distances,
    hair,
    in_list,
    indents,
    joined,
    letters,
    shape,
    w,
)
from hakemus.papers.kit.sheet import TAB_STEP, Layout

FACE = "Arial"
HEADING = "000000"
"""The colour of titles and headings: the theme's second text colour, which a house may change."""

GUIDANCE = "404040"
PROMPT = "595959"
"""The grey of a form's prompts: lighter than text, and still read easily on white."""

RULE = "7F7F7F"
SHADE = "F2F2F2"
"""The shade behind labels: the theme's second background, which a house may change."""

_TAG = "1F5FA8"

_CUSTOM = (
    "Form Text",
    "Intro",
    "Checkbox Line",
    "Table ",
    "Template Tag",
    "Document Kind",
    "Draft Mark",
    "Frame End",
    "Ballot Box",
    "Poster ",
)
"""How the names begin that Word does not know of itself."""

_SYMBOLS = "Segoe UI Symbol"
"""A face that has the ballot boxes which Arial lacks."""


# The lists: headings numbered 1, 1.1, 1.1.1, each level linked to its style, and bullets. Numbered items have no list:
# an applicant's text keeps the numbers that were typed.

HEADINGS, BULLETS = 1, 2
"""The number by which a paragraph names its list."""

_HEADING_LEVELS = 3
_NUMBER_WIDTH = TAB_STEP / 2
ITEM_INDENTS = indents(left=7, hanging=7)
"""Of bullets, of items with a number, and of boxes to tick."""


def numbering(layout: Layout) -> Xml:
    """Return the content of numbering.xml; headings begin at the sheet's margin, items at the text's."""
    place = indents(left=_NUMBER_WIDTH - layout.indent_mm, hanging=_NUMBER_WIDTH)
    shown = [".".join(f"%{step}" for step in range(1, level + 2)) for level in range(_HEADING_LEVELS)]
    headings = [
        _list_level(level, f"Heading{level + 1}", "decimal", number, place)
        for level, number in enumerate(shown)
    ]
    bullet = _list_level(0, "ListBullet", "bullet", "–", ITEM_INDENTS)
    return joined(
        [
            w("abstractNum", w("multiLevelType", val="multilevel"), *headings, abstractNumId=HEADINGS),
            w("abstractNum", w("multiLevelType", val="singleLevel"), bullet, abstractNumId=BULLETS),
            *(w("num", w("abstractNumId", val=number), numId=number) for number in (HEADINGS, BULLETS)),
        ]
    )


def _list_level(level: int, style: str, form: str, shown: str, place: Xml) -> Xml:
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val=form),
        w("pStyle", val=style),
        w("lvlText", val=shown),
        w("lvlJc", val="left"),
        w("pPr", place),
        ilvl=level,
    )


# The styles, in the order in which a paper meets them.


@dataclass(frozen=True, slots=True)
class Style:
    """One style: its id, the name Word knows it by, what it rests on, and how it looks."""

    id: str
    name: str
    paragraph: Xml = NOTHING
    run: Xml = NOTHING
    based_on: str = "Normal"
    next: str = ""
    kind: str = "paragraph"
    offered: bool = True


def styles(language_tag: str, layout: Layout) -> Xml:
    """Return the content of styles.xml for a language (`fi-FI`): what our papers use and nothing else."""
    ours = (*text_styles(layout), *table_styles(), *frame_styles(), *run_styles())
    return joined([stylesheet(language_tag, ours), _ruled_table()])


def stylesheet(language_tag: str, ours: Sequence[Style]) -> Xml:
    """Return styles of ours with what they rest on."""
    return joined([_defaults(language_tag), _foundations(), *(_style(style) for style in ours)])


def text_styles(layout: Layout) -> tuple[Style, ...]:
    """Return the styles of titles, headings and running text."""
    body = letters(points=layout.body_points)
    margin = indents(left=-layout.indent_mm)
    item = distances(before=1, after=3, line=1.12)
    return (
        Style(
            "Title",
            "Title",
            shape(keep_next=True, keep_lines=True, spacing=distances(after=5), indent=margin),
            letters(points=17, bold=True, colour=HEADING, of_theme=True),
            next="Subtitle",
        ),
        Style(
            "Subtitle",
            "Subtitle",
            shape(keep_next=True, spacing=distances(after=2), indent=margin),
            letters(points=11),
            next="BodyText",
        ),
        _heading(1, points=13, before=18, after=6),
        _heading(2, points=11, before=13, after=5),
        _heading(3, points=10, before=10, after=4),
        Style("BodyText", "Body Text", shape(spacing=distances(before=2, after=5, line=1.12)), body),
        Style(
            "FormText",
            "Form Text",
            shape(
                boxed=box(eighths=4, colour=RULE),
                spacing=distances(before=4, after=8, line=1.12),
                indent=indents(left=1.3, right=1.3),
            ),
            based_on="BodyText",
            offered=False,
        ),
        Style(
            "ListBullet",
            "List Bullet",
            shape(numbered=in_list(BULLETS), spacing=item, indent=ITEM_INDENTS),
            based_on="BodyText",
        ),
        Style(
            "ListNumber",
            "List Number",
            shape(spacing=item, indent=ITEM_INDENTS),
            based_on="BodyText",
        ),
        Style(
            "Intro",
            "Intro",
            shape(keep_next=True, keep_lines=True, spacing=distances(after=5, line=1.08)),
            letters(points=9, colour=GUIDANCE),
            next="BodyText",
        ),
        Style(
            "CheckboxLine",
            "Checkbox Line",
            shape(keep_lines=True, spacing=distances(before=2, after=6), indent=ITEM_INDENTS),
            based_on="BodyText",
        ),
        Style(
            "Caption",
            "caption",
            shape(keep_next=True, keep_lines=True, spacing=distances(before=9, after=4), indent=margin),
            letters(bold=True, colour=HEADING, of_theme=True),
            next="BodyText",
        ),
    )


def table_styles() -> tuple[Style, ...]:
    """Return the styles of what is in the cells of ruled tables."""
    tight = shape(spacing=distances(before=2, after=2))
    level = shape(spacing=distances(before=2.9, after=2))  # its smaller letters share the value's line
    right = shape(align="right")
    bold = letters(bold=True)
    return (
        Style("TableText", "Table Text", tight),
        Style("TableAmount", "Table Amount", right, based_on="TableText"),
        Style("TableHeading", "Table Heading", level, letters(points=9), based_on="TableText"),
        Style("TableHeadingAmount", "Table Heading Amount", right, based_on="TableHeading"),
        Style("TableTotal", "Table Total", run=bold, based_on="TableText"),
        Style("TableTotalAmount", "Table Total Amount", run=bold, based_on="TableAmount"),
        Style("TemplateTag", "Template Tag", run=letters(points=8, colour=_TAG)),
    )


def frame_styles() -> tuple[Style, ...]:
    """Return the styles of header and footer, and of the paragraph that must close each of them."""
    mark = shape(boxed=box(), spacing=distances(before=7), indent=indents(left=1.3, right=10), align="center")
    return (
        Style("Header", "header"),
        Style(
            "DocumentKind",
            "Document Kind",
            run=letters(bold=True, colour=HEADING, of_theme=True),
            based_on="Header",
        ),
        Style("DraftMark", "Draft Mark", mark, letters(points=12, bold=True), based_on="Header"),
        Style("Footer", "footer", run=letters(points=9)),
        Style("FrameEnd", "Frame End", shape(spacing=hair(1)), letters(points=1), offered=False),
    )


def run_styles() -> tuple[Style, ...]:
    """Return the styles of single words."""
    return (
        Style("Strong", "Strong", run=letters(bold=True), based_on="DefaultParagraphFont", kind="character"),
        Style(
            "PlaceholderText",
            "Placeholder Text",
            run=letters(colour=PROMPT),
            based_on="DefaultParagraphFont",
            kind="character",
            offered=False,
        ),
        Style(
            "BallotBox",
            "Ballot Box",
            run=letters(face=_SYMBOLS),
            based_on="DefaultParagraphFont",
            kind="character",
            offered=False,
        ),
    )


def _heading(level: int, *, points: int, before: int, after: int) -> Style:
    return Style(
        f"Heading{level}",
        f"heading {level}",
        shape(
            keep_next=True,
            keep_lines=True,
            numbered=in_list(HEADINGS, level - 1),
            spacing=distances(before=before, after=after),
            outline=level - 1,
        ),
        letters(points=points, bold=True, colour=HEADING, of_theme=True),
        next="BodyText",
    )


def _style(style: Style) -> Xml:
    return w(
        "style",
        w("name", val=style.name),
        w("basedOn", val=style.based_on),
        w("next", val=style.next) if style.next else NOTHING,
        w("uiPriority", val=10 if style.offered else 99),
        w("qFormat") if style.offered else NOTHING,
        w("pPr", style.paragraph) if style.paragraph else NOTHING,
        w("rPr", style.run) if style.run else NOTHING,
        type=style.kind,
        styleId=style.id,
        customStyle=int(style.name.startswith(_CUSTOM)),
    )


def _defaults(language_tag: str) -> Xml:
    face = letters(face=FACE, points=10, of_theme=True)
    language = w("lang", val=language_tag, eastAsia=language_tag, bidi="ar-SA")
    return w(
        "docDefaults",
        w("rPrDefault", w("rPr", face, language)),
        w("pPrDefault", w("pPr", w("widowControl"), distances())),
    )


def _foundations() -> Xml:
    """Return the four styles on which Word rests all others."""
    no_margins = [w(side, w=0, type="dxa") for side in ("top", "left", "bottom", "right")]
    plain_table = w("tblPr", w("tblInd", w=0, type="dxa"), w("tblCellMar", *no_margins))
    return joined(
        [
            _foundation("paragraph", "Normal", "Normal", w("qFormat")),
            _foundation("character", "DefaultParagraphFont", "Default Paragraph Font"),
            _foundation("table", "TableNormal", "Normal Table", plain_table),
            _foundation("numbering", "NoList", "No List"),
        ]
    )


def _foundation(kind: str, style_id: str, name: str, properties: Xml = NOTHING) -> Xml:
    return w("style", w("name", val=name), properties, type=kind, default=1, styleId=style_id)


def _ruled_table() -> Xml:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    rules = [w(side, val="single", sz=4, space=0, color=RULE) for side in sides]
    margins = [w(side, w=width, type="dxa") for side, width in zip(sides[:4], (20, 85, 20, 85), strict=True)]
    return w(
        "style",
        w("name", val="Ruled Table"),
        w("basedOn", val="TableNormal"),
        w("tblPr", w("tblBorders", *rules), w("tblCellMar", *margins)),
        type="table",
        styleId="RuledTable",
        customStyle=1,
    )


# The theme: Word wants one in every file; ours says black on white, one face, and nothing else.

_COLOURS = {
    "dk1": "000000",
    "lt1": "FFFFFF",
    "dk2": HEADING,
    "lt2": SHADE,
    "accent1": "003399",
    "accent2": "7F7F7F",
    "accent3": "1F5FA8",
    "accent4": "595959",
    "accent5": "A6A6A6",
    "accent6": "FFCC00",
    "hlink": "003399",
    "folHlink": "595959",
}
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINE = f'<a:ln w="6350">{_FILL}</a:ln>'
_EFFECT = "<a:effectStyle><a:effectLst/></a:effectStyle>"


def theme(heading: str = HEADING) -> Xml:
    """Return theme1.xml with one face for headings and text; the lists of styles have the three they must."""
    named = {**_COLOURS, "dk2": heading}
    colours = "".join(f'<a:{name}><a:srgbClr val="{rgb}"/></a:{name}>' for name, rgb in named.items())
    font = f'<a:latin typeface="{FACE}"/><a:ea typeface=""/><a:cs typeface=""/>'
    return Xml(
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="hakemus">'
        f'<a:themeElements><a:clrScheme name="hakemus">{colours}</a:clrScheme>'
        f'<a:fontScheme name="hakemus"><a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont>'
        f'</a:fontScheme><a:fmtScheme name="hakemus"><a:fillStyleLst>{_FILL * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{_LINE * 3}</a:lnStyleLst><a:effectStyleLst>{_EFFECT * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


# The poster: its coloured ground, the sizes of its type, its small labels.

GROUND = "14345C"
"""The colour of the ground and of what is written large: the theme's second text colour, which a house may change."""

STATEMENT_POINTS = 25

_LABEL = "404040"
_PAPER = "FFFFFF"
_RIM = 31
"""How far the ground reaches out of the text, in points: the most that Word takes, on top of the rim's own width."""

_RIM_WIDTH = 96
"""Eighths of a point."""


def poster_styles(title_points: tuple[float, ...], line_points: tuple[float, ...]) -> tuple[Style, ...]:
    """Return the styles of a poster: a title and a line in each of the sizes, and what is around them."""
    titles = [
        Style(
            f"PosterTitle{place}",
            f"Poster Title {place}",
            _on_ground(after=46),
            letters(points=points, bold=True, colour=_PAPER),
        )
        for place, points in enumerate(title_points, start=1)
    ]
    lines = [
        Style(
            f"PosterLine{place}",
            f"Poster Line {place}",
            shape(spacing=distances(after=16)),
            letters(points=points, bold=True, colour=GROUND, of_theme=True),
        )
        for place, points in enumerate(line_points, start=1)
    ]
    kicker, label = letters(points=30, colour=_PAPER), letters(points=17, colour=_LABEL)
    return (
        Style("PosterKind", "Poster Kind", _on_ground(before=4, after=6, outline=False), kicker),
        *titles,
        Style(
            "PosterLabel", "Poster Label", shape(keep_next=True, spacing=distances(before=22, after=3)), label
        ),
        *lines,
        Style("PosterSmall", "Poster Small", run=letters(points=25, bold=True, colour=GROUND, of_theme=True)),
        Style("PosterEmblem", "Poster Emblem"),
        Style("PosterStatement", "Poster Statement", run=letters(points=STATEMENT_POINTS, bold=True)),
        *frame_styles(),
    )


def _on_ground(*, before: float = 0, after: float = 0, outline: bool = True) -> Xml:
    """Return the shape of a paragraph on the coloured ground; two that follow each other share one."""
    sides = ("top", "left", "bottom", "right")
    line = w("line", val="single", sz=_RIM_WIDTH, space=_RIM, color=GROUND, themeColor="text2")
    return joined(
        [
            w("pBdr", *(Xml(line.replace("w:line", f"w:{side}", 1)) for side in sides)),
            w("shd", val="clear", color="auto", fill=GROUND, themeFill="text2"),
            distances(before=before, after=after, line=0.95),
            w("outlineLvl", val=0) if outline else NOTHING,
        ]
    )
