"""Builds every template of every language: `python templates/source/build.py [--check | --pictures]`.

What a template looks like is written with its paper, in `hakemus.papers`. `--check` only says which of the committed
files differ; `--pictures` redraws the emblem and the place of a logo, which the templates hold.
"""

import sys
from collections.abc import Iterator
from dataclasses import replace
from math import cos, pi, sin, sqrt
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from hakemus.papers import DOCUMENTS, PAPERS, kit
from hakemus.papers.kit import template
from hakemus.proofing import board_placeholders, placeholders_of
from hakemus.texts import LANGUAGES
from hakemus.word import charts
from own_documents import LAYOUTS

TEMPLATES = Path(__file__).resolve().parents[1]


def main(*, check: bool) -> int:
    """Write every template, or only say which differ from what is committed; return the number that differ."""
    changed = 0
    for path, content in _files():
        if path.exists() and path.read_bytes() == content:
            continue
        changed += 1
        if check:
            print(f"{path.relative_to(TEMPLATES)} differs from its source: run `make templates` and commit")
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
    return changed


def _files() -> Iterator[tuple[Path, bytes]]:
    for language in LANGUAGES:
        for paper in PAPERS:
            lay_out, frame = LAYOUTS.get(paper.key, (paper.lay_out, paper.frame))
            drawn = replace(paper, lay_out=lay_out, frame=frame)
            yield (
                TEMPLATES / language / f"{paper.key}.docx",
                template(drawn, language, copied=paper.key in LAYOUTS),
            )
    yield TEMPLATES / "placeholders.toml", _placeholders().encode()


def _placeholders() -> str:
    """Return the list of what each document offers to a template, one that a Leader group writes among them."""
    lists = [
        "# Made by templates/source/build.py from the documents: what a template may show. `[]` is an item.\n"
    ]
    offered = {document.key: placeholders_of(document) for document in DOCUMENTS} | board_placeholders()
    for key, placeholders in offered.items():
        paths = "".join(f'  "{path}",\n' for path in placeholders)
        lists.append(f"\n{key} = [\n{paths}]\n")
    return "".join(lists)


# The pictures that the templates hold.

_PICTURES = Path(str(kit.__file__)).parent
EMBLEM, LARGE_EMBLEM, LOGO_PLACE = (
    _PICTURES / name for name in ("emblem.png", "emblem_large.png", "logo_place.png")
)
EMBLEM_HEIGHT, LARGE_EMBLEM_HEIGHT = 180, 720
"""Rows of pixels: 450 to the inch at the size at which a footer shows it, 400 at that of the poster."""

_BLUE, _YELLOW = (0x00, 0x33, 0x99), (0xFF, 0xCC, 0x00)
_STARS = 12
_FINER = 16
_INNER_RADIUS = (3 - sqrt(5)) / 2
"""Of a five-pointed star whose sides run straight from point to point, its points being at 1."""

_LOGO_SIZE = (336, 120)
"""Pixels: as wide and high as the place, 300 to the inch."""


def emblem(height: int) -> Image.Image:
    """Return the emblem of the Union from its official geometry, so many pixels high, its edges smoothed."""
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


def logo_place() -> Image.Image:
    """Return an empty frame with the word LOGO in it: a template never prints it."""
    width, height = _LOGO_SIZE
    picture = Image.new("L", _LOGO_SIZE, 0xFF)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, width - 1, height - 1), outline=0x7F, width=3)
    pen.text((width / 2, height / 2), "LOGO", fill=0x7F, anchor="mm", font_size=height / 3)
    return picture


def letters() -> bytes:
    """Return the letters of charts' pictures, one after the other; above the begin of each is a dark point."""
    font = ImageFont.truetype("LiberationSans-Regular.ttf", 18)
    widths = [max(round(font.getlength(letter) / 2), 1) for letter in charts.DRAWN_LETTERS]
    across, at = sum(widths), 0
    strip = Image.new("L", (across * 2, charts.LETTER_ROWS + 1), 0xFF)
    for letter, width in zip(charts.DRAWN_LETTERS, widths, strict=True):
        cell = Image.new("L", (width * 2, charts.LETTER_ROWS), 0xFF)
        ImageDraw.Draw(cell).text((width, charts.BASELINE), letter, font=font, anchor="ms", fill=0)
        strip.paste(cell, (at * 2, 1))
        strip.paste(0, (at * 2, 0, at * 2 + 2, 1))
        at += width
    levels = [level * 13 // 0xFF for level in strip.tobytes()]
    rows = [levels[row * across * 2 : (row + 1) * across * 2] for row in range(charts.LETTER_ROWS + 1)]
    packed = b"".join(
        b"\0" + bytes(a << 4 | b for a, b in zip(row[::2], row[1::2], strict=True)) for row in rows
    )
    greys = b"".join(bytes((level * 0xFF // 13,) * 3) for level in range(14))
    return charts.picture(packed, across * 2, charts.LETTER_ROWS + 1, greys)


if __name__ == "__main__":
    if "--pictures" in sys.argv[1:]:
        charts.LETTERS.write_bytes(letters())
        emblem(EMBLEM_HEIGHT).save(EMBLEM, optimize=True)
        emblem(LARGE_EMBLEM_HEIGHT).save(LARGE_EMBLEM, optimize=True)
        logo_place().save(LOGO_PLACE, optimize=True)
    only_check = "--check" in sys.argv[1:]
    differing = main(check=only_check)
    sys.exit(1 if only_check and differing else 0)
