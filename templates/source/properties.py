"""The properties of paragraphs and runs, put in the order that the schema wants."""

from markup import NOTHING, Xml, joined, w
from page import twips


def letters(*, points: float = 0, bold: bool = False, colour: str = "", face: str = "") -> Xml:
    """Return how a run looks: its size, weight, colour and face.

    >>> letters(points=9.5, bold=True)
    '<w:b/><w:bCs/><w:sz w:val="19"/><w:szCs w:val="19"/>'
    """
    half_points = round(points * 2)
    return joined(
        [
            w("rFonts", ascii=face, hAnsi=face, eastAsia=face, cs=face) if face else NOTHING,
            joined([w("b"), w("bCs")]) if bold else NOTHING,
            w("color", val=colour) if colour else NOTHING,
            joined([w("sz", val=half_points), w("szCs", val=half_points)]) if points else NOTHING,
        ]
    )


def shape(
    *,
    keep_next: bool = False,
    keep_lines: bool = False,
    numbered: Xml = NOTHING,
    boxed: bool = False,
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
            _box() if boxed else NOTHING,
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


def _box() -> Xml:
    sides = ("top", "left", "bottom", "right")
    return w("pBdr", *(w(side, val="single", sz=12, space=3, color="000000") for side in sides))
