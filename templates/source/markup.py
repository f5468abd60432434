"""WordprocessingML as text: an element is made by a call, its attributes stand in the order given."""

from collections.abc import Iterable
from html import escape
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
    """Return a value as it may stand between the quotes of an attribute."""
    return escape(str(value))


def run(words: str, properties: Xml = NOTHING) -> Xml:
    """Return a run of text, spaces kept.

    >>> run("5 < 6")
    '<w:r><w:t xml:space="preserve">5 &lt; 6</w:t></w:r>'
    """
    shown = Xml(f'<w:t xml:space="preserve">{escape(words, quote=False)}</w:t>')
    return w("r", w("rPr", properties), shown) if properties else w("r", shown)


def paragraph(style: str, *content: Xml, properties: Xml = NOTHING) -> Xml:
    """Return a paragraph of a style; `properties` are what it has beside the style, in the schema's order."""
    return w("p", w("pPr", w("pStyle", val=style), properties), *content)


def joined(pieces: Iterable[Xml]) -> Xml:
    """Return pieces of markup as one.

    >>> joined([w("tab"), w("br")])
    '<w:tab/><w:br/>'
    """
    return Xml("".join(pieces))
