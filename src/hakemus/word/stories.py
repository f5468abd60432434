"""What the parts of one template share: its heading styles, and ids that must not stand twice."""

import re
from collections.abc import Mapping

from lxml import etree

from hakemus.word.limits import Limits
from hakemus.word.markup import found, name, parse, value_of
from hakemus.word.package import Package

STYLES = "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"
_HEADING = re.compile(r"heading (\d)")
_EDITING_NOISE = re.compile(r"\}(?:rsid\w*|paraId|textId)$")


def styles_of(package: Package, limits: Limits) -> list[etree._Element]:
    """Return the style definitions of a document."""
    return [
        style
        for part in package.of_type(STYLES)
        for style in parse(package.parts[part], part, limits).iter(name("w:style"))
    ]


def numbering_styles(package: Package, limits: Limits) -> dict[str, bool]:
    """Return the ids of a document's styles, each with whether it (or what it is based on) numbers paragraphs."""
    styles = {value_of(style, "w:styleId"): style for style in styles_of(package, limits)}
    based = {label: value_of(style.find(name("w:basedOn"))) for label, style in styles.items()}
    own = {label for label, style in styles.items() if found(style, "w:pPr/w:numPr")}

    numbering: dict[str, bool] = {}
    for label in styles:
        chain = [label]
        while chain[-1] not in own and based.get(chain[-1]) and based[chain[-1]] not in chain:
            chain.append(based[chain[-1]])
        numbering[label] = chain[-1] in own
    return numbering


def headings_of(package: Package, limits: Limits) -> dict[str, str]:
    """Return the ids of the heading styles, each with its level (`1` is the highest)."""
    headings: dict[str, str] = {}
    for style in styles_of(package, limits):
        label = value_of(style.find(name("w:name"))).lower()
        outline = value_of(next(iter(found(style, "w:pPr/w:outlineLvl")), None))
        match = _HEADING.fullmatch(label)
        if match:
            headings[value_of(style, "w:styleId")] = match.group(1)
        elif outline.isdigit() and int(outline) < 9:  # noqa: PLR2004 - 9 is body text
            headings[value_of(style, "w:styleId")] = str(int(outline) + 1)
    return headings


def settle(roots: Mapping[str, etree._Element]) -> None:
    """Give pictures whose id stands twice ids of their own, and forget the marks of Word's editing sessions."""
    pictures = [picture for root in roots.values() for picture in root.iter(name("wp:docPr"))]
    if len({picture.get("id") for picture in pictures}) < len(pictures):
        for number, picture in enumerate(pictures, 1):
            picture.set("id", str(number))
    for root in roots.values():
        for element in root.iter():
            for key in [key for key in element.attrib if _EDITING_NOISE.search(str(key))]:
                del element.attrib[key]
