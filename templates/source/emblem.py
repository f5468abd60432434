"""The EU emblem, drawn from its official geometry: `python emblem.py` writes its two pictures anew."""

from math import cos, pi, sin, sqrt
from pathlib import Path

from PIL import Image, ImageDraw

PICTURE = Path(__file__).with_name("emblem.png")
HEIGHT = 180
"""Rows of pixels: 450 to the inch at the size at which the footer shows it."""

LARGE_PICTURE = Path(__file__).with_name("emblem_large.png")
LARGE_HEIGHT = 720
"""Rows of pixels: 400 to the inch at the size at which the poster shows it."""

_BLUE = (0x00, 0x33, 0x99)
_YELLOW = (0xFF, 0xCC, 0x00)
_STARS = 12
_FINER = 16
_INNER_RADIUS = (3 - sqrt(5)) / 2
"""Of a five-pointed star whose sides run straight from point to point, its points being at 1."""


def draw(height: int = HEIGHT) -> Image.Image:
    """Return the emblem so many pixels high, half as wide again, its edges smoothed."""
    size = (height * 3 // 2, height)
    stars = Image.new("L", (size[0] * _FINER, size[1] * _FINER), 0)
    pen = ImageDraw.Draw(stars)
    for hour in range(_STARS):
        pen.polygon(_star(hour, height * _FINER), fill=255)
    return Image.composite(
        Image.new("RGB", size, _YELLOW), Image.new("RGB", size, _BLUE), stars.reduce(_FINER)
    )


def _star(hour: int, height: int) -> list[tuple[float, float]]:
    """Return the ten corners of the star at an hour of the clock, one point upright."""
    centre_x, centre_y = _at(height * 3 / 4, height / 2, height / 3, hour / _STARS)
    outer = height / 18
    return [
        _at(centre_x, centre_y, outer if corner % 2 == 0 else outer * _INNER_RADIUS, corner / 10)
        for corner in range(10)
    ]


def _at(x: float, y: float, radius: float, turn: float) -> tuple[float, float]:
    """Return the point so far from x, y, a part of a turn clockwise from straight up."""
    return x + radius * sin(2 * pi * turn), y - radius * cos(2 * pi * turn)


if __name__ == "__main__":
    draw().save(PICTURE, optimize=True)
    draw(LARGE_HEIGHT).save(LARGE_PICTURE, optimize=True)
