"""WordprocessingML as text: an element is made by a call, its attributes come in the order given."""

import re
from collections.abc import Sequence
from html import escape
from itertools import pairwise
from typing import NewType

Xml = NewType("Xml", str)
"""Finished markup: what is typed so is never escaped again."""

NOTHING = Xml("")


def w(name: str, /, *content: Xml, **attributes: str | int) -> Xml:
    """Return an element of Word's main vocabulary with its content and attributes.

    >>> w("p", w("keepNext"), w("jc", val="right"))
    '<w:p><w:keepNext/><w:jc w:val="right"/></w:p>'
    """
    pairs = "".join(f' w:{key}="{attribute(value)}"' for key, value in attributes.items())
    inside = "".join(content)
    return Xml(f"<w:{name}{pairs}>{inside}</w:{name}>" if inside else f"<w:{name}{pairs}/>")


def attribute(value: str | int) -> str:
    """Return a value as it may be written between the quotes of an attribute."""
    return escape(str(value))


def run(words: str, properties: Xml = NOTHING) -> Xml:
    """Return a run of text, spaces kept.

    >>> run("5 < 6")
    '<w:r><w:t xml:space="preserve">5 &lt; 6</w:t></w:r>'
    """
    shown = Xml(f'<w:t xml:space="preserve">{escape(words, quote=False)}</w:t>')
    return w("r", w("rPr", properties), shown) if properties else w("r", shown)


def twips(millimetres: float) -> int:
    """Return millimetres in twentieths of a point.

    >>> twips(25.4)
    1440
    """
    return round(millimetres * 1440 / 25.4)


def column_twips(millimetres: Sequence[float]) -> list[int]:
    """Return the widths of columns such that rounding never makes the whole wider or narrower."""
    edges = [twips(sum(millimetres[:count])) for count in range(len(millimetres) + 1)]
    return [right - left for left, right in pairwise(edges)]


def paragraph(style: str, *content: Xml, properties: Xml = NOTHING) -> Xml:
    """Return a paragraph of a style; `properties` are what it has of its own, in the schema's order."""
    return w("p", w("pPr", w("pStyle", val=style), properties), *content)


def joined(*pieces: Xml) -> Xml:
    """Return pieces of markup as one.

    >>> joined(w("tab"), w("br"))
    '<w:tab/><w:br/>'
    """
    return Xml("".join(pieces))


# The tags that a template holds: every placeholder, condition and loop of every paper is made here.

TAG = re.compile(r"(\{\{.+?\}\}|\{%.+?%\})")
_NAMED = re.compile(r"\{\{\s*(.+?)\s*\}\}")


def placeholder(expression: str) -> Xml:
    """Return the run that shows a value: the one place that knows what surrounds a placeholder.

    >>> placeholder("project.name")
    '<w:r><w:t xml:space="preserve">{{ project.name }}</w:t></w:r>'
    """
    return run(f"{{{{ {expression} }}}}")


def prose(expression: str) -> Xml:
    """Return the paragraph that the engine replaces by the paragraphs and lists of a long text."""
    return paragraph("BodyText", run(f"{{{{p {expression} }}}}"))


def words(text: str) -> Xml:
    """Return the runs of a text in which `{{ … }}` may occur; each of those goes through `placeholder`."""
    pieces = (piece for piece in TAG.split(text) if piece)
    return joined(
        *(placeholder(named[1]) if (named := _NAMED.fullmatch(piece)) else run(piece) for piece in pieces)
    )


def value(shown: str) -> Xml:
    """Return the runs of what a cell shows: the path of a value, or a text with tags in it; of an empty cell, none.

    >>> value("applicant.name") == value("{{ applicant.name }}") == placeholder("applicant.name")
    True
    """
    if not shown:
        return NOTHING
    return words(shown) if TAG.search(shown) else placeholder(shown)


def tag(code: str, kind: str = "p") -> Xml:
    """Return the paragraph that holds `{%p code %}`, which is gone from the rendered paper.

    With the kind `tr` its whole row is gone, with `tc` its cell.
    """
    return paragraph("TemplateTag", run(f"{{%{kind} {code} %}}"))


# The properties of paragraphs and runs, put in the order that the schema wants.


def letters(
    *, points: float = 0, bold: bool = False, colour: str = "", face: str = "", of_theme: bool = False
) -> Xml:
    """Return how a run looks: its size, weight, colour and face, both `of_theme` when a house may change them.

    >>> letters(points=9.5, bold=True)
    '<w:b/><w:bCs/><w:sz w:val="19"/><w:szCs w:val="19"/>'
    """
    half_points = round(points * 2)
    faces = {"ascii": face, "hAnsi": face, "eastAsia": face, "cs": face}
    if of_theme:  # Word takes the theme's face; a program that knows no theme takes the one that is named
        faces |= dict.fromkeys(("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"), "minorHAnsi")
    themed = {"themeColor": "text2"} if of_theme else {}
    return joined(
        w("rFonts", **faces) if face else NOTHING,
        joined(w("b"), w("bCs")) if bold else NOTHING,
        w("color", val=colour, **themed) if colour else NOTHING,
        joined(w("sz", val=half_points), w("szCs", val=half_points)) if points else NOTHING,
    )


def distances(*, before: float = 0, after: float = 0, line: float = 1) -> Xml:
    """Return the points before and after a paragraph, and a line's height as a multiple of a single one."""
    return w(
        "spacing", before=round(before * 20), after=round(after * 20), line=round(line * 240), lineRule="auto"
    )


def indents(*, left: float = 0, right: float = 0, hanging: float = 0) -> Xml:
    """Return the indents of a paragraph in millimetres; its first line hangs out by `hanging`."""
    hung = {"hanging": twips(hanging)} if hanging else {}
    return w("ind", left=twips(left), right=twips(right), **hung)
