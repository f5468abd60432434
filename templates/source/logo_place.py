"""What stands in a template where a Leader group's logo goes: `python logo_place.py` writes logo_place.png anew."""

from pathlib import Path

from PIL import Image, ImageDraw

PICTURE = Path(__file__).with_name("logo_place.png")
SIZE = (336, 120)
"""Pixels: as wide and high as the place, 300 to the inch."""

_GREY = 0x7F
_LINE = 3


def draw() -> Image.Image:
    """Return an empty frame with the word LOGO in it: a template never prints it."""
    picture = Image.new("L", SIZE, 0xFF)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, SIZE[0] - 1, SIZE[1] - 1), outline=_GREY, width=_LINE)
    pen.text((SIZE[0] / 2, SIZE[1] / 2), "LOGO", fill=_GREY, anchor="mm", font_size=SIZE[1] / 3)
    return picture


if __name__ == "__main__":
    draw().save(PICTURE, optimize=True)
