"""The look: every face, size, distance, rule and colour of the papers and of the poster, and the lists."""

import re
from collections.abc import Iterator, Sequence

from hakemus.papers.kit.markup import NOTHING, Xml, distances, indents, joined, letters, w
from hakemus.papers.kit.sheet import TAB_STEP, Layout
from hakemus.word.package import theme_xml

FACE = "Arial"
HEADING = "000000"
"""The colour of titles and headings: the theme's second text colour, which a house may change."""

GUIDANCE = "404040"
PROMPT = "595959"
"""The grey of what a form asks for: lighter than text, and still read easily on white."""

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

_LOWER = ("Heading1", "Heading2", "Heading3", "Caption", "Header", "Footer")
"""Styles whose names Word knows in small letters."""

_NEW_WORD = re.compile(r"(?<=[a-z])(?=[A-Z0-9])")
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")

_SYMBOLS = "Segoe UI Symbol"
"""A face that has the ballot boxes which Arial lacks."""


GROUND = "14345C"
"""The colour of the ground and of what is written large: the theme's second text colour, which a house may change."""

STATEMENT_POINTS = 25

_LABEL = "404040"
_PAPER = "FFFFFF"
_RIM = 31
"""How far the ground reaches out of the text, in points: the most that Word takes, without the rim's own width."""

_RIM_WIDTH = 96
"""Eighths of a point."""

# The lists: headings numbered 1, 1.1, 1.1.1, each level linked to its style, and bullets. Numbered items have no list:
# an applicant's text keeps the numbers that were typed.

HEADINGS, BULLETS, _NO_NUMBERS = 1, 2, 3
"""The number by which a paragraph names its list."""

_HEADING_LEVELS = 3
_NUMBER_WIDTH = TAB_STEP / 2
ITEM_INDENTS = indents(left=7, hanging=7)
"""Of bullets, of items with a number, and of boxes to tick."""


def numbering(layout: Layout, *, unnumbered: bool = False) -> Xml:
    """Return the content of numbering.xml; headings begin at the sheet's margin, items at the text's.

    `unnumbered` adds the list of headings that have a number of their own.
    """
    own = w(
        "lvl",
        w("start", val=1),
        w("numFmt", val="none"),
        w("suff", val="nothing"),
        w("lvlText", val=""),
        ilvl=0,
    )
    lists = (HEADINGS, BULLETS, *([_NO_NUMBERS] if unnumbered else []))
    place = indents(left=_NUMBER_WIDTH - layout.indent_mm, hanging=_NUMBER_WIDTH)
    shown = [".".join(f"%{step}" for step in range(1, level + 2)) for level in range(_HEADING_LEVELS)]
    headings = [
        _list_level(level, f"Heading{level + 1}", "decimal", number, place)
        for level, number in enumerate(shown)
    ]
    bullet = _list_level(0, "ListBullet", "bullet", "–", ITEM_INDENTS)
    return joined(
        w("abstractNum", w("multiLevelType", val="multilevel"), *headings, abstractNumId=HEADINGS),
        w("abstractNum", w("multiLevelType", val="singleLevel"), bullet, abstractNumId=BULLETS),
        w("abstractNum", w("multiLevelType", val="singleLevel"), own, abstractNumId=_NO_NUMBERS)
        if unnumbered
        else NOTHING,
        *(w("num", w("abstractNumId", val=number), numId=number) for number in lists),
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


def styles(language_tag: str, layout: Layout) -> Xml:
    """Return the content of styles.xml for a language (`fi-FI`): what our papers use and nothing else."""
    ours = (*_text_styles(layout), *_table_styles(), *_frame_styles(), *_run_styles())
    return joined(_foundations(language_tag), *ours, _ruled_table())


def poster_styles(language_tag: str, titles: Sequence[float], lines: Sequence[float]) -> Xml:
    """Return the content of styles.xml of a poster: a title and a line in each size, and what is around."""
    return joined(
        _foundations(language_tag),
        _style("PosterKind", _on_ground(before=4, after=6), letters(points=30, colour=_PAPER)),
        *(
            _style(
                f"PosterTitle{place}",
                joined(_on_ground(after=46), w("outlineLvl", val=0)),
                letters(points=points, bold=True, colour=_PAPER),
            )
            for place, points in enumerate(titles, start=1)
        ),
        _style(
            "PosterLabel",
            joined(w("keepNext"), distances(before=22, after=3)),
            letters(points=17, colour=_LABEL),
        ),
        *(
            _style(f"PosterLine{place}", distances(after=16), _large(points, GROUND))
            for place, points in enumerate(lines, start=1)
        ),
        _style("PosterSmall", run=_large(STATEMENT_POINTS, GROUND)),
        _style("PosterEmblem"),
        _style("PosterStatement", run=letters(points=STATEMENT_POINTS, bold=True)),
        *_frame_styles(),
    )


def _text_styles(layout: Layout) -> Iterator[Xml]:
    """Yield the styles of titles, headings and running text."""
    margin, kept = indents(left=-layout.indent_mm), joined(w("keepNext"), w("keepLines"))
    item, running = distances(before=1, after=3, line=1.12), distances(before=2, after=5, line=1.12)
    yield _style("Title", joined(kept, distances(after=5), margin), _large(17), following="Subtitle")
    subtitle = joined(w("keepNext"), distances(after=2), margin)
    yield _style("Subtitle", subtitle, letters(points=11), following="BodyText")
    for level, points, before, after in ((0, 13, 18, 6), (1, 11, 13, 5), (2, 10, 10, 4)):
        spacing = distances(before=before, after=after)
        shape = joined(kept, _in_list(HEADINGS, level), spacing, w("outlineLvl", val=level))
        yield _style(f"Heading{level + 1}", shape, _large(points), following="BodyText")
    yield _style("BodyText", running, letters(points=layout.body_points))
    room = distances(before=4, after=8, line=1.12)
    boxed = joined(_box(eighths=4, colour=RULE), room, indents(left=1.3, right=1.3))
    yield _style("FormText", boxed, based_on="BodyText", offered=False)
    bullet = joined(_in_list(BULLETS), item, ITEM_INDENTS)
    yield _style("ListBullet", bullet, based_on="BodyText")
    yield _style("ListNumber", joined(item, ITEM_INDENTS), based_on="BodyText")
    guidance = letters(points=9, colour=GUIDANCE)
    yield _style("Intro", joined(kept, distances(after=5, line=1.08)), guidance, following="BodyText")
    box_to_tick = joined(w("keepLines"), distances(before=2, after=6), ITEM_INDENTS)
    yield _style("CheckboxLine", box_to_tick, based_on="BodyText")
    caption = joined(kept, distances(before=9, after=4), margin)
    yield _style("Caption", caption, _large(), following="BodyText")


def _table_styles() -> Iterator[Xml]:
    """Yield the styles of what is in the cells of ruled tables."""
    bold, right = letters(bold=True), w("jc", val="right")
    level = distances(before=2.9, after=2)  # the smaller letters of a label are on the line of the value
    yield _style("TableText", distances(before=2, after=2))
    yield _style("TableAmount", right, based_on="TableText")
    yield _style("TableHeading", level, letters(points=9), based_on="TableText")
    yield _style("TableHeadingAmount", right, based_on="TableHeading")
    yield _style("TableTotal", run=bold, based_on="TableText")
    yield _style("TableTotalAmount", run=bold, based_on="TableAmount")
    yield _style("TemplateTag", run=letters(points=8, colour=_TAG))


def _frame_styles() -> Iterator[Xml]:
    """Yield the styles of header and footer, and of the paragraph that must close each of them and takes no room."""
    mark = [_box(), distances(before=7), indents(left=1.3, right=10), w("jc", val="center")]
    yield _style("Header")
    yield _style("DocumentKind", run=_large(), based_on="Header")
    yield _style("DraftMark", joined(*mark), letters(points=12, bold=True), based_on="Header")
    yield _style("Footer", run=letters(points=9))
    # As low as can be: below a table that fills its page, a higher one would be alone on another.
    hair = w("spacing", before=0, after=0, line=2, lineRule="exact")
    yield _style("FrameEnd", hair, letters(points=1), offered=False)


def _run_styles() -> Iterator[Xml]:
    base = "DefaultParagraphFont"
    yield _style("Strong", run=letters(bold=True), based_on=base, kind="character")
    prompt, box = letters(colour=PROMPT), letters(face=_SYMBOLS)
    yield _style("PlaceholderText", run=prompt, based_on=base, kind="character", offered=False)
    yield _style("BallotBox", run=box, based_on=base, kind="character", offered=False)


def _style(
    style_id: str,
    paragraph: Xml = NOTHING,
    run: Xml = NOTHING,
    *,
    based_on: str = "Normal",
    following: str = "",
    kind: str = "paragraph",
    offered: bool = True,
) -> Xml:
    """Return a style: what it rests on, which one follows it, and whether Word offers it."""
    name = _NEW_WORD.sub(" ", style_id)
    return w(
        "style",
        w("name", val=name.lower() if style_id in _LOWER else name),
        w("basedOn", val=based_on),
        w("next", val=following) if following else NOTHING,
        w("uiPriority", val=10 if offered else 99),
        w("qFormat") if offered else NOTHING,
        w("pPr", paragraph) if paragraph else NOTHING,
        w("rPr", run) if run else NOTHING,
        type=kind,
        styleId=style_id,
        customStyle=int(name.startswith(_CUSTOM)),
    )


def _large(points: float = 0, colour: str = HEADING) -> Xml:
    """Return the letters of what is written large: bold, in the theme's second text colour."""
    return letters(points=points, bold=True, colour=colour, of_theme=True)


def _in_list(number: int, level: int = 0) -> Xml:
    return w("numPr", w("ilvl", val=level), w("numId", val=number))


UNNUMBERED = _in_list(_NO_NUMBERS)
"""The property of a heading whose text has a number of its own."""


def _box(*, eighths: int = 12, colour: str = "000000") -> Xml:
    """Return the frame of a paragraph, its line so many eighths of a point wide."""
    return w("pBdr", *(w(side, val="single", sz=eighths, space=3, color=colour) for side in _SIDES[:4]))


def _on_ground(*, before: float = 0, after: float = 0) -> Xml:
    """Return the shape of a paragraph on a poster's coloured ground; two that follow each other share one."""
    line = w("line", val="single", sz=_RIM_WIDTH, space=_RIM, color=GROUND, themeColor="text2")
    return joined(
        w("pBdr", *(Xml(line.replace("w:line", f"w:{side}", 1)) for side in _SIDES[:4])),
        w("shd", val="clear", color="auto", fill=GROUND, themeFill="text2"),
        distances(before=before, after=after, line=0.95),
    )


def _foundations(language_tag: str) -> Xml:
    """Return the defaults, and the four styles on which Word rests all others."""
    no_margins = [w(side, w=0, type="dxa") for side in _SIDES[:4]]
    language = w("lang", val=language_tag, eastAsia=language_tag, bidi="ar-SA")
    face = letters(face=FACE, points=10, of_theme=True)
    rested_on = (
        ("paragraph", "Normal", "Normal", w("qFormat")),
        ("character", "DefaultParagraphFont", "Default Paragraph Font", NOTHING),
        (
            "table",
            "TableNormal",
            "Normal Table",
            w("tblPr", w("tblInd", w=0, type="dxa"), w("tblCellMar", *no_margins)),
        ),
        ("numbering", "NoList", "No List", NOTHING),
    )
    return joined(
        w(
            "docDefaults",
            w("rPrDefault", w("rPr", face, language)),
            w("pPrDefault", w("pPr", w("widowControl"), distances())),
        ),
        *(
            w("style", w("name", val=name), properties, type=kind, default=1, styleId=style_id)
            for kind, style_id, name, properties in rested_on
        ),
    )


def _ruled_table() -> Xml:
    rules = [w(side, val="single", sz=4, space=0, color=RULE) for side in _SIDES]
    margins = [w(side, w=width, type="dxa") for side, width in zip(_SIDES, (20, 85, 20, 85), strict=False)]
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


def theme(heading: str = HEADING) -> Xml:
    """Return theme1.xml with one face for headings and text."""
    return Xml(theme_xml("hakemus", {**_COLOURS, "dk2": heading}, FACE, ' w="6350"'))
