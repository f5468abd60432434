"""The look of one house on a template: a logo in the logo's place, two colours, a font.

A template says itself where they go. A logo takes the place of every picture named `logo` and is no larger than it.
The colours are two of the theme's: its second text colour and its second background, in what is written, shaded or
framed in them.
A text whose font is the theme's gets the font. All else stays as the template has it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from hakemus.word.limits import Limits
from hakemus.word.logo_place import Logo, Media, place_logo
from hakemus.word.markup import found, name, parse, serialised
from hakemus.word.package import STORIES, Package
from hakemus.word.stories import STYLES

__all__ = ["Branding", "Logo", "branded"]

_THEME = "application/vnd.openxmlformats-officedocument.theme+xml"
_TEXT, _BACKGROUND = "text2", "background2"
_IN_THEME = {_TEXT: "dk2", _BACKGROUND: "lt2"}
_FONTS = {"ascii": "asciiTheme", "hAnsi": "hAnsiTheme", "eastAsia": "eastAsiaTheme", "cs": "cstheme"}


@dataclass(frozen=True, slots=True)
class Branding:
    """What a house puts on a template. What is left out stays as it is; without a logo, its place goes.

    Colours are six digits of hexadecimal, as Word writes them.

    >>> Branding(text="1B4332").font
    ''
    """

    logo: Logo | None = None
    text: str = ""
    background: str = ""
    font: str = ""


def branded(package: Package, branding: Branding, limits: Limits) -> Package:
    """Return the template with the branding on it; raise `ValueError` for a logo that is no picture."""
    colours = {_TEXT: branding.text, _BACKGROUND: branding.background}
    media = Media(package, limits)
    for part in package.of_type(*STORIES, STYLES, _THEME):
        root = parse(package.parts[part], part, limits)
        before = serialised(root)
        _colour(root, {label: colour for label, colour in colours.items() if colour})
        if branding.font:
            _letter(root, branding.font)
        place_logo(root, part, branding.logo, media)
        after = serialised(root)
        if after != before:
            media.parts[part] = after
    return media.package()


def _colour(root: etree._Element, colours: Mapping[str, str]) -> None:
    """Put the colours into the theme, and beside every name of a theme's colour that is used as it is."""
    for label, colour in colours.items():
        for scheme in found(root, f"//a:clrScheme/a:{_IN_THEME[label]}"):
            for old in list(scheme):
                scheme.remove(old)
            etree.SubElement(scheme, name("a:srgbClr"), val=colour)
        for element in found(root, f"//w:color[@w:themeColor='{label}'][not(@w:themeTint or @w:themeShade)]"):
            element.set(name("w:val"), colour)
        fills = f"//w:shd[@w:themeFill='{label}'][not(@w:themeFillTint or @w:themeFillShade)]"
        for element in found(root, fills):
            element.set(name("w:fill"), colour)
        borders = f"//w:pBdr/*[@w:themeColor='{label}'][not(@w:themeTint or @w:themeShade)]"
        for element in found(root, borders):
            element.set(name("w:color"), colour)


def _letter(root: etree._Element, font: str) -> None:
    for latin in found(root, "//a:fontScheme/*/a:latin"):
        latin.attrib.clear()
        latin.set("typeface", font)
    for fonts in found(root, "//w:rFonts"):
        for plain, theme in _FONTS.items():
            if fonts.get(name(f"w:{theme}")) is not None:
                fonts.set(name(f"w:{plain}"), font)
