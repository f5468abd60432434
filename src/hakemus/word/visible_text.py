"""The text of an element as a reader sees it: tracked changes accepted, properties and field codes left out."""

from collections.abc import Collection, Iterator

from lxml import etree

from hakemus.word.markup import local, name, value_of
from hakemus.word.symbols import symbol

UNSEEN = frozenset(
    {"del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "tcPr", "trPr", "Fallback", "instrText"}
)
"""Elements whose text is none of the document's."""

HOLDERS = frozenset({"drawing", "pict", "object"})
"""Elements that may hold text boxes, which are read for themselves."""

_SIGNS = {
    "tab": "\t",
    "noBreakHyphen": "\N{NON-BREAKING HYPHEN}",
    "softHyphen": "\N{SOFT HYPHEN}",
    **dict.fromkeys(HOLDERS, ""),
}


def visible(element: etree._Element, hidden: Collection[etree._Element] = ()) -> str:
    """Return the text of an element as if all tracked changes were accepted; paragraphs are lines.

    What stands in a `hidden` element, or in a text box, is left out.
    """
    unseen = {*hidden, *element.iter(name("w:txbxContent"))}
    shown = (
        paragraph
        for paragraph in element.iter(name("w:p"))
        if not unseen or not any(up in unseen for up in paragraph.iterancestors())
    )
    lines = ["".join(texts_in(paragraph, hidden)) for paragraph in shown]
    return "\n".join(lines).strip("\n")


def normal(text: str) -> str:
    r"""Return a text for comparing: blanks of every kind as one.

    >>> normal(" a\u00a0 b\n")
    'a b'
    """
    return " ".join(text.split())


def texts_in(element: etree._Element, hidden: Collection[etree._Element] = ()) -> Iterator[str]:
    """Yield the pieces of text inside an element, leaving out what is not seen and what is `hidden`."""
    for child in element:
        kind = local(child)
        if kind in UNSEEN or child in hidden:
            continue
        text = text_of(child, kind)
        if text is None:
            yield from texts_in(child, hidden)
        else:
            yield text


def text_of(element: etree._Element, kind: str) -> str | None:
    """Return the text that an element is, or None where it may hold some."""
    if kind == "t":
        return element.text or ""
    if kind in ("br", "cr"):
        return "\n" if value_of(element, "w:type") in ("", "textWrapping") else ""
    if kind == "sym":
        return symbol(value_of(element, "w:font"), value_of(element, "w:char"))
    return _SIGNS.get(kind)
