"""Draws the plain name marks of the example groups anew: `python name_mark.py` (needs Pillow and Liberation Sans).

The real groups' own logos are not ours to ship. A name mark is the group's name and nothing else.
"""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

HERE = Path(__file__).parent
MARKS = {
    "veejjakaja": "Veej'jakaja",
    "silmu": "SILMU",
    "aktion-osterbotten": "Aktion Österbotten",
    "viisari": "Viisari",
    "tunturi-lappi": "Tunturi-Lappi",
    "lansi-saimaa": "Länsi-Saimaa",
}
_INK, _WHITE = (0x22, 0x22, 0x22), (0xFF, 0xFF, 0xFF)
_SIZE, _EDGE = 96, 24
_FACE = "LiberationSans-Regular.ttf"
"""Pillow's own font has no Ö."""


def draw(name: str) -> Image.Image:
    """Return a name as a picture, dark on white."""
    font = ImageFont.truetype(_FACE, _SIZE)
    left, top, right, bottom = (int(side) for side in font.getbbox(name))
    picture = Image.new("RGB", (right - left + 2 * _EDGE, bottom - top + 2 * _EDGE), _WHITE)
    ImageDraw.Draw(picture).text((_EDGE - left, _EDGE - top), name, fill=_INK, font=font)
    return picture.quantize(16)


if __name__ == "__main__":
    for folder, name in MARKS.items():
        draw(name).save(HERE / folder / "name-mark.png", optimize=True)
