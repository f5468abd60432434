"""How a template sets what is wider than a paragraph: where its tables stand, its colours and its font."""

import re
from dataclasses import dataclass

from lxml import etree

from hakemus.word.limits import Limits
from hakemus.word.markup import found, parse
from hakemus.word.package import Package

_THEME = "application/vnd.openxmlformats-officedocument.theme+xml"
_WHITE = 255
_USUAL_WIDTH = 9638
_NUMBER_OF_CHART = re.compile(r"\bchart(\d{1,6})\b")


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a template's tables stand, and its look.

    `indent` is where they begin, seen from the margin of the text, and `width` how wide they are, both in twentieths
    of a point. `colour` and `shade` are the theme's second text and background colours as six digits of hexadecimal.
    `charts` is the highest number that a chart of its own has.
    """

    indent: int = 0
    width: int = _USUAL_WIDTH
    colour: str = "000000"
    shade: str = "F2F2F2"
    font: str = ""
    charts: int = 0

    @property
    def fill(self) -> str:
        """Return the colour of large areas: the text's, a quarter lighter, so that black is a dark grey.

        >>> Setting(colour="000000").fill
        '404040'
        """
        parts = [int(self.colour[at : at + 2], 16) for at in (0, 2, 4)]
        return "".join(f"{part + (_WHITE - part + 2) // 4:02X}" for part in parts)


def setting_of(package: Package, limits: Limits) -> Setting:
    """Return how a template sets its tables: as its first one stands, or else from margin to margin."""
    body = parse(package.parts[package.main], package.main, limits)
    indent, width = _first_table(body) or (0, _text_width(body) or _USUAL_WIDTH)
    themes = [parse(package.parts[part], part, limits) for part in package.of_type(_THEME)]
    plain = Setting()
    return Setting(
        indent,
        width,
        _colour(themes, "dk2") or plain.colour,
        _colour(themes, "lt2") or plain.shade,
        _font(themes),
        _highest_chart(package),
    )


def _first_table(body: etree._Element) -> tuple[int, int] | None:
    for properties in found(body, "w:body/w:tbl/w:tblPr[w:tblW/@w:type='dxa']"):
        width = _number(properties, "w:tblW/@w:w")
        if width > 0:
            return _number(properties, "w:tblInd/@w:w"), width
    return None


def _text_width(body: etree._Element) -> int:
    page, left, right = (
        _number(body, f"w:body/w:sectPr/{path}")
        for path in ("w:pgSz/@w:w", "w:pgMar/@w:left", "w:pgMar/@w:right")
    )
    return max(page - left - right, 0)


def _number(element: etree._Element, path: str) -> int:
    value = next(iter(found(element, path)), "0")
    text = str(value)
    return int(text) if text.lstrip("-").isdigit() else 0


def _highest_chart(package: Package) -> int:
    """Return the highest number of a chart in the names of parts, or in what the body is related to."""
    relations = next(
        (part for part in package.parts if part.endswith(f"_rels/{package.main.rpartition('/')[2]}.rels")), ""
    )
    told = " ".join((*package.parts, package.parts.get(relations, b"").decode("utf-8", "replace")))
    return max((int(number) for number in _NUMBER_OF_CHART.findall(told)), default=0)


def _colour(themes: list[etree._Element], label: str) -> str:
    for theme in themes:
        for colour in found(theme, f"//a:clrScheme/a:{label}/a:srgbClr"):
            value = str(colour.get("val", ""))
            if len(value) == len("000000") and all(digit in "0123456789abcdefABCDEF" for digit in value):
                return value.upper()
    return ""


def _font(themes: list[etree._Element]) -> str:
    fonts = (latin for theme in themes for latin in found(theme, "//a:fontScheme/a:minorFont/a:latin"))
    return next((str(font.get("typeface", "")) for font in fonts), "")
