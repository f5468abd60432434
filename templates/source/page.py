"""The sheet: A4, its margins, the tab steps of the Finnish document layout, how far body text is moved in."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markup import Xml, w

PAPER_WIDTH = 210
PAPER_HEIGHT = 297
LEFT = 20
RIGHT = 20
TOP = 38
BOTTOM = 28
HEAD, FOOT = 11, 8
"""From the edge of the sheet to the header, and to the footer: a group's font may need more room than ours."""

TAB_STEP = 23
TEXT_WIDTH = PAPER_WIDTH - LEFT - RIGHT
"""What tables, header and footer are wide, in millimetres like every measure here."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet and its margins, in millimetres; `head` and `foot` are how far header and footer are from its edge."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    head: int
    foot: int


A4 = Sheet(PAPER_WIDTH, PAPER_HEIGHT, LEFT, RIGHT, TOP, BOTTOM, HEAD, FOOT)
A3 = Sheet(width=297, height=420, left=36, right=36, top=38, bottom=24, head=6, foot=6)
"""The sheet of a poster: its margins leave room for what is set on a coloured ground to reach out of the text."""


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


def twips(millimetres: float) -> int:
    """Return millimetres in twentieths of a point.

    >>> twips(25.4)
    1440
    """
    return round(millimetres * 1440 / 25.4)


def column_twips(millimetres: Sequence[float]) -> list[int]:
    """Return the widths of columns such that rounding never makes the whole wider or narrower."""
    edges = [twips(sum(millimetres[:count])) for count in range(len(millimetres) + 1)]
    return [right - left for left, right in pairwise(edges)]


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
