"""The lists: headings numbered 1, 1.1, 1.1.1, each level linked to its style, and bullets.

Numbered items have no list: an applicant's text keeps the numbers that were typed.
"""

from markup import Xml, joined, w
from page import TAB_STEP, Layout
from properties import indents

HEADINGS, BULLETS = 1, 2
"""The number by which a paragraph names its list."""

_HEADING_LEVELS = 3
_NUMBER_WIDTH = TAB_STEP / 2
ITEM_INDENTS = indents(left=7, hanging=7)
"""Of bullets, of items with a number, and of boxes to tick."""


def numbering(layout: Layout) -> Xml:
    """Return the content of numbering.xml; headings stand at the sheet's margin, items at the text's."""
    headings = [_heading_level(level, -layout.indent_mm) for level in range(_HEADING_LEVELS)]
    bullet = _level(0, "ListBullet", "bullet", "–", ITEM_INDENTS)
    return joined(
        [
            _shape_of_list(HEADINGS, "multilevel", headings),
            _shape_of_list(BULLETS, "singleLevel", [bullet]),
            *(w("num", w("abstractNumId", val=number), numId=number) for number in (HEADINGS, BULLETS)),
        ]
    )


def _shape_of_list(number: int, kind: str, levels: list[Xml]) -> Xml:
    return w("abstractNum", w("multiLevelType", val=kind), *levels, abstractNumId=number)


def _heading_level(level: int, margin: int) -> Xml:
    shown = ".".join(f"%{step}" for step in range(1, level + 2))
    place = indents(left=margin + _NUMBER_WIDTH, hanging=_NUMBER_WIDTH)
    return _level(level, f"Heading{level + 1}", "decimal", shown, place)


def _level(level: int, style: str, form: str, shown: str, place: Xml) -> Xml:
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
