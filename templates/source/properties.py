"""The properties of paragraphs and runs, put in the order that the schema wants."""

from markup import NOTHING, Xml, joined, w
from page import twips


def letters(
    *, points: float = 0, bold: bool = False, colour: str = "", face: str = "", of_theme: bool = False
) -> Xml:
    """Return how a run looks: its size, weight, colour and face, both `of_theme` when a house may change them.

    >>> letters(points=9.5, bold=True)
    '<w:b/><w:bCs/><w:sz w:val="19"/><w:szCs w:val="19"/>'
    """
    half_points = round(points * 2)
    return joined(
        [
            _fonts(face, of_theme=of_theme) if face else NOTHING,
            joined([w("b"), w("bCs")]) if bold else NOTHING,
            _colour(colour, of_theme=of_theme) if colour else NOTHING,
            joined([w("sz", val=half_points), w("szCs", val=half_points)]) if points else NOTHING,
        ]
    )


def shape(
    *,
    keep_next: bool = False,
    keep_lines: bool = False,
    numbered: Xml = NOTHING,
    boxed: Xml = NOTHING,
    spacing: Xml = NOTHING,
    indent: Xml = NOTHING,
    align: str = "",
    outline: int | None = None,
) -> Xml:
    """Return how a paragraph stands: what it is kept with, its list, box, distances, indents, alignment."""
    return joined(
        [
            w("keepNext") if keep_next else NOTHING,
            w("keepLines") if keep_lines else NOTHING,
            numbered,
            boxed,
            spacing,
            indent,
            w("jc", val=align) if align else NOTHING,
            w("outlineLvl", val=outline) if outline is not None else NOTHING,
        ]
    )


def distances(*, before: float = 0, after: float = 0, line: float = 1) -> Xml:
    """Return the points before and after a paragraph, and a line's height as a multiple of a single one."""
    return w(
        "spacing", before=round(before * 20), after=round(after * 20), line=round(line * 240), lineRule="auto"
    )


def hair(points: float) -> Xml:
    """Return the distances of a paragraph that must be there but takes no room."""
    return w("spacing", before=0, after=0, line=round(points * 20), lineRule="exact")


def indents(*, left: float = 0, right: float = 0, hanging: float = 0) -> Xml:
    """Return the indents of a paragraph in millimetres; its first line hangs out by `hanging`."""
    if hanging:
        return w("ind", left=twips(left), right=twips(right), hanging=twips(hanging))
    return w("ind", left=twips(left), right=twips(right))


def in_list(number: int, level: int = 0) -> Xml:
    """Return the property that makes a paragraph an item of a list of numbering.xml."""
    return w("numPr", w("ilvl", val=level), w("numId", val=number))


def _fonts(face: str, *, of_theme: bool) -> Xml:
    """Return the faces of a run; Word takes the theme's, and what knows no theme the one beside it."""
    named = {"ascii": face, "hAnsi": face, "eastAsia": face, "cs": face}
    theme = {"asciiTheme": "minorHAnsi", "hAnsiTheme": "minorHAnsi", "eastAsiaTheme": "minorHAnsi"}
    return w("rFonts", **named, **(theme | {"cstheme": "minorHAnsi"} if of_theme else {}))


def _colour(colour: str, *, of_theme: bool) -> Xml:
    return w("color", val=colour, themeColor="text2") if of_theme else w("color", val=colour)


def box(*, eighths: int = 12, colour: str = "000000") -> Xml:
    """Return the frame of a paragraph, its line so many eighths of a point wide."""
    sides = ("top", "left", "bottom", "right")
    return w("pBdr", *(w(side, val="single", sz=eighths, space=3, color=colour) for side in sides))
