"""The styles of the poster: its coloured ground, the sizes of its type, its small labels."""

from look import Style, frame_styles
from markup import NOTHING, Xml, joined, w
from properties import distances, letters, shape

GROUND = "14345C"
"""The colour of the ground and of what is written large: the theme's second text colour, which a house may change."""

STATEMENT_POINTS = 25

_LABEL = "404040"
_PAPER = "FFFFFF"
_RIM = 31
"""How far the ground reaches out of the text, in points: the most that Word takes, besides the rim's own width."""

_RIM_WIDTH = 96
"""Eighths of a point."""


def poster_styles(title_points: tuple[float, ...], line_points: tuple[float, ...]) -> tuple[Style, ...]:
    """Return the styles of a poster: a title and a line in each of the sizes, and what stands around them."""
    titles = [
        Style(f"PosterTitle{place}", f"Poster Title {place}", _on_ground(after=46), _title(points))
        for place, points in enumerate(title_points, start=1)
    ]
    lines = [
        Style(f"PosterLine{place}", f"Poster Line {place}", shape(spacing=distances(after=16)), _line(points))
        for place, points in enumerate(line_points, start=1)
    ]
    kicker = Style(
        "PosterKind",
        "Poster Kind",
        _on_ground(before=4, after=6, outline=False),
        letters(points=30, colour=_PAPER),
    )
    label = Style(
        "PosterLabel",
        "Poster Label",
        shape(keep_next=True, spacing=distances(before=22, after=3)),
        letters(points=17, colour=_LABEL),
    )
    small = Style("PosterSmall", "Poster Small", run=_line(25))
    emblem = Style("PosterEmblem", "Poster Emblem")
    statement = Style("PosterStatement", "Poster Statement", run=letters(points=STATEMENT_POINTS, bold=True))
    return (kicker, *titles, label, *lines, small, emblem, statement, *frame_styles())


def _title(points: float) -> Xml:
    return letters(points=points, bold=True, colour=_PAPER)


def _line(points: float) -> Xml:
    return letters(points=points, bold=True, colour=GROUND, of_theme=True)


def _on_ground(*, before: float = 0, after: float = 0, outline: bool = True) -> Xml:
    """Return the shape of a paragraph on the coloured ground; two that follow each other stand on one."""
    sides = ("top", "left", "bottom", "right")
    rim = w(
        "pBdr",
        *(
            w(side, val="single", sz=_RIM_WIDTH, space=_RIM, color=GROUND, themeColor="text2")
            for side in sides
        ),
    )
    ground = w("shd", val="clear", color="auto", fill=GROUND, themeFill="text2")
    return joined(
        [
            rim,
            ground,
            distances(before=before, after=after, line=0.95),
            w("outlineLvl", val=0) if outline else NOTHING,
        ]
    )
