"""The gate: what may be printed, and how it becomes XML. Nothing reaches a document except through here."""

import re
from collections.abc import Callable, Collection
from typing import Any

from jinja2 import Undefined

from hakemus.errors import ValueRefusedError
from hakemus.values.text import Block, blocks, first_unprintable, unix_lines
from hakemus.word.content import Prose
from hakemus.word.limits import Limits

_SPECIAL = re.compile('[\x00-\x1f&<>"\ud800-\udfff\ufffe\uffff]').search
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_TAB = '</w:t><w:tab/><w:t xml:space="preserve">'

type_names = {"NoneType": "nothing (None)", "bool": "yes or no", "int": "a number", "float": "a number"}

Printer = Callable[[Any, str], str]
"""Returns a value as XML; the text is the path of its placeholder, for the error that refuses it."""


class Gate:
    """The printers of a strict template, one for each kind of place that a tag can stand in."""

    def __init__(self, limits: Limits, styles: Collection[str]) -> None:
        self._longest = limits.text_characters
        self._styles = styles

    def text(self, value: object, field: str) -> str:
        """Return text as the content of `w:t`: escaped, line breaks and tabs as Word's own."""
        if type(value) is str and len(value) <= self._longest and not _SPECIAL(value):
            return value
        return lines(self.plain(value, field))

    def raw(self, value: object, field: str) -> str:
        """Return text for an attribute, or for an element other than `w:t`: escaped, line breaks kept as they are."""
        return self.plain(value, field).replace("\n", "&#10;").replace("\t", "&#9;")

    def plain(self, value: object, field: str) -> str:
        """Return text escaped; raise `ValueRefusedError` for all else and for what XML cannot hold."""
        if type(value) is not str:
            raise ValueRefusedError(field, _not_text(value))
        return escaped(value, field, self._longest)

    def paragraphs(self, value: object, field: str) -> str:
        """Return prose as paragraphs in their styles."""
        if type(value) is not Prose:
            raise ValueRefusedError(
                field, "a {{p … }} tag prints prose (hakemus.word.Prose); write {{ … }} for text"
            )
        styles = {"paragraph": value.paragraph, "bullet": value.bullet, "number": value.number}
        escaped(value.text, field, self._longest)
        found = blocks(value.text)
        for style in {styles[block.kind] for block in found}.difference(self._styles):
            raise ValueRefusedError(
                field, f"is printed in the style {style}, which the template does not define"
            )
        return "".join(_paragraph(block, styles[block.kind]) for block in found)

    def runs(self, value: object, field: str) -> str:
        """Refuse: no value of a strict template is made of runs."""
        raise ValueRefusedError(
            field, f"a {{{{r … }}}} tag prints formatted runs, not {_kind(value)}; write {{{{ … }}}}"
        )

    def number(self, value: object, field: str) -> str:
        """Return how many columns a cell takes: the one place where a number is a number."""
        if type(value) is int and value > 0:
            return str(value)
        raise ValueRefusedError(field, f"is {_kind(value)}, and a cell takes a whole number of columns")

    def nowhere(self, value: object, field: str) -> str:
        """Refuse: between rows or cells nothing can be printed."""
        raise ValueRefusedError(field, f"{_kind(value)} cannot be printed between rows or cells")


class LenientGate(Gate):
    """The printers of a template made for docxtpl: any value prints as there; no character is lost here either.

    `document` is the DocxTemplate that pictures and sub-documents of this rendering belong to.
    """

    def __init__(self, limits: Limits, styles: Collection[str], document: object = None) -> None:
        super().__init__(limits, styles)
        self._document = document

    def text(self, value: object, field: str) -> str:
        """Return a value as the content of `w:t`."""
        if isinstance(value, Prose):
            return super().text(value, field)
        return (
            self._markup(value, field, "text")
            if hasattr(value, "__html__")
            else lines(self.plain(value, field))
        )

    def raw(self, value: object, field: str) -> str:
        """Return a value for an attribute, or for an element other than `w:t`."""
        if hasattr(value, "__html__"):
            return self._markup(value, field, "text")
        return super().raw(value, field)

    def plain(self, value: object, field: str) -> str:
        """Return any value as text, escaped."""
        return escaped(str(value), field, self._longest)

    def paragraphs(self, value: object, field: str) -> str:
        """Return prose, or what docxtpl makes of paragraphs."""
        if isinstance(value, Prose):
            return super().paragraphs(value, field)
        return self._between(value, field, "paragraphs")

    def runs(self, value: object, field: str) -> str:
        """Return what docxtpl makes of runs."""
        return self._between(value, field, "runs")

    def number(self, value: object, field: str) -> str:
        """Return how many columns a cell takes."""
        return self.raw(value, field)

    def nowhere(self, value: object, field: str) -> str:
        """Return markup that the template or its caller made."""
        return self._between(value, field, "nowhere")

    def _between(self, value: object, field: str, kind: str) -> str:
        if hasattr(value, "__html__"):
            return self._markup(value, field, kind)
        if str(value).strip():
            raise ValueRefusedError(
                field, f"is {_kind(value)}, which would stand between {kind}; write {{{{ … }}}}"
            )
        return ""

    def _markup(self, value: object, field: str, kind: str) -> str:
        name = type(value).__name__ if type(value).__module__.startswith("docxtpl") else ""
        if _STANDS_IN.get(name, kind) != kind:
            tag = {"runs": "{{r … }}", "paragraphs": "{{p … }}"}.get(_STANDS_IN[name], "{{ … }}")
            raise ValueRefusedError(field, f"is a {name}, which is printed with {tag}")
        if name in _BELONGING and (
            self._document is None or getattr(value, "tpl", None) is not self._document
        ):
            message = (
                f"is a {name} of another document; make it in a function: render(lambda document: {{…}})"
            )
            raise ValueRefusedError(field, message)
        markup = str(value.__html__())  # type: ignore[attr-defined]
        if 'r:id="' in markup and self._document is None:
            message = (
                "links to another document's relations; make it in a function: render(lambda document: {…})"
            )
            raise ValueRefusedError(field, message)
        escaped(markup.translate(_BREAKS_OF_DOCXTPL), field, len(markup))
        return unix_lines(markup)


_STANDS_IN = {
    "RichText": "runs",
    "RichTextParagraph": "paragraphs",
    "Listing": "text",
    "Subdoc": "paragraphs",
}
_BELONGING = ("InlineImage", "Subdoc")
_BREAKS_OF_DOCXTPL = str.maketrans("\a\f", "\n\n")


def escaped(value: str, field: str, longest: int) -> str:
    r"""Return text escaped for XML, every line break as `\n`.

    Raises `ValueRefusedError`, naming the field, for a text that is too long or holds a character XML cannot hold.

    >>> escaped("a<b\r\n&", "note", 100)
    'a&lt;b\n&amp;'
    """
    if len(value) > longest:
        reason = f"has {len(value)} characters; at most {longest} are printed (limit: text_characters)"
        raise ValueRefusedError(field, reason)
    bad = first_unprintable(value)
    if bad is not None:
        where = f"after “{bad.before}”" if bad.before else "at the beginning"
        raise ValueRefusedError(
            field, f"holds the character {bad.code_point} {where}, which no Word file can hold"
        )
    text = unix_lines(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;")


def lines(text: str) -> str:
    """Return escaped text as the content of `w:t`, with Word's line breaks and tabs."""
    return text.replace("\n", _BREAK).replace("\t", _TAB)


def _paragraph(block: Block, style: str) -> str:
    marker = ""
    if block.kind == "number":
        marker = f"<w:t>{block.marker}</w:t><w:tab/>"
    text = lines(escaped(block.text, "", len(block.text)))
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f'<w:r>{marker}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def _not_text(value: object) -> str:
    if isinstance(value, Undefined):
        str(value)
    if isinstance(value, Prose):
        return "is prose; print it with {{p … }} in a paragraph that holds nothing else"
    return f"is {_kind(value)}, and only formatted text is printed; format it first"


def _kind(value: object) -> str:
    kind = type(value).__name__
    return type_names.get(kind, f"a value of the type {kind}")
