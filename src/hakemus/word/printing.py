"""The gate: what may be printed, and how it becomes XML. Nothing reaches a document except through here."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from jinja2 import Undefined

from hakemus.errors import ValueRefusedError
from hakemus.values.text import Block, first_unprintable, unix_lines
from hakemus.word.charts import Chart, Setting, chart_paragraph
from hakemus.word.controls import (
    PLACEHOLDER,
    Anchors,
    Control,
    FormField,
    Prose,
    Shown,
    bookmark_name,
    control_of,
    form_field,
    prompt_run,
)
from hakemus.word.markup import Limits
from hakemus.word.messages import message, word
from hakemus.word.schedules import Schedule, schedule_table

_SPECIAL = re.compile('[\x00-\x1f&<>"\ud800-\udfff\ufffe\uffff]').search
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_TAB = '</w:t><w:tab/><w:t xml:space="preserve">'

_TYPE_NAMES = {
    "NoneType": "nothing",
    "bool": "yes-no",
    "int": "number",
    "float": "number",
    "dict": "dict",
    "list": "list",
}

_END = "</w:p>"
_PLAIN_RUN = ('<w:r><w:t xml:space="preserve">', "</w:t></w:r>")
_AS_USUAL = Setting()

Printer = Callable[[Any, str], str]
"""Returns a value as XML; the text is the path of its placeholder, for the error that refuses it."""


class Gate:
    """The printers of a strict template, one for each kind of place that a tag can stand in.

    `styles` are the ids of the template's styles, each with whether it numbers its paragraphs by itself.
    """

    def __init__(self, limits: Limits, styles: Mapping[str, bool], setting: Setting = _AS_USUAL) -> None:
        self._longest = limits.text_characters
        self._styles = styles
        self._setting = setting

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
        if type(value) is FormField:
            value = value.typed
        if type(value) is not str and type(value) is not Shown:
            if isinstance(value, Undefined):
                str(value)  # raises: the name is not known
            is_prose = isinstance(value, Prose)
            raise ValueRefusedError(
                field, message("prose") if is_prose else message("not-text", kind=kind_of(value))
            )
        return escaped(value, field, self._longest)

    def run(self, value: object, field: str, opening: str, closing: str, anchors: Anchors) -> str:
        """Return text in its run; that of a field, one line long, between the field's anchors."""
        if type(value) is not Shown:
            text = self.text(value, field)
            if type(value) is FormField:
                return form_field(value, text, opening, closing, anchors, styled=PLACEHOLDER in self._styles)
            return f"{opening}{text}{closing}"
        if not _SPECIAL(value) and len(value) <= self._longest:
            return anchors.around_run(value, f"{opening}{value}{closing}")
        run = f"{opening}{self.text(value, field)}{closing}"
        # A line break inside a control gets lost in some programs.
        return run if "\n" in value else anchors.around_run(value, run)

    def paragraphs(self, value: object, field: str, anchors: Anchors | None = None) -> str:
        """Return prose as paragraphs in their styles, those of a field between the ends of its bookmark.

        A chart or a schedule stands there too.
        """
        if isinstance(value, Chart | Schedule):
            return self._drawn(value, field, anchors)
        if type(value) is not Prose:
            raise ValueRefusedError(field, message("not-prose"))
        if not value.text and value.control is None:
            return ""
        if value.control is not None and value.paragraph not in self._styles:
            value = replace(value, paragraph=Prose("").paragraph)  # a template from before there were forms
        styles = {"paragraph": value.paragraph, "bullet": value.bullet, "number": value.number}
        escaped(value.text, field, self._longest)
        found = value.blocks
        for style in {styles[block.kind] for block in found}.difference(self._styles):
            raise ValueRefusedError(field, message("no-style", style=style))
        printed = [
            _paragraph(block, styles[block.kind], numbers=self._styles[styles[block.kind]]) for block in found
        ]
        if value.control is not None and anchors is not None:
            return self._in_control(value, value.control, printed, anchors)
        if printed and value.tag and anchors is not None:
            start, end = anchors.around_prose(value.tag)
            printed[0] = printed[0].replace("</w:pPr>", f"</w:pPr>{start}", 1)
            printed[-1] = f"{printed[-1][: -len(_END)]}{end}{_END}"
        return "".join(printed)

    def _in_control(self, value: Prose, control: Control, printed: list[str], anchors: Anchors) -> str:
        """Return prose of a form in its control; where there is none yet, the prompt in a paragraph."""
        styled = PLACEHOLDER in self._styles
        if control.kind != "long":
            field = FormField(value.text.strip(), value.tag, control)
            text = self.text(field, value.tag) if field.typed else ""
            line = form_field(field, text, *_PLAIN_RUN, anchors, styled=styled)
            return f'<w:p><w:pPr><w:pStyle w:val="{value.paragraph}"/></w:pPr>{line}{_END}'
        number = anchors.take(value.tag)
        if not number:
            return "".join(printed)
        empty = not printed
        if empty:
            prompt = prompt_run(control.prompt, styled=styled)
            printed = [f'<w:p><w:pPr><w:pStyle w:val="{value.paragraph}"/></w:pPr>{prompt}{_END}']
        start = f'<w:bookmarkStart w:id="{number}" w:name="{bookmark_name(value.tag)}"/>'
        printed[0] = printed[0].replace("</w:pPr>", f"</w:pPr>{start}", 1)
        printed[-1] = f'{printed[-1][: -len(_END)]}<w:bookmarkEnd w:id="{number}"/>{_END}'
        return control_of(control, value.tag, number, "".join(printed), empty=empty)

    def _drawn(self, value: Chart | Schedule, field: str, anchors: Anchors | None) -> str:
        """Return a chart's paragraph, or a schedule's table; nothing for one that is empty."""
        if not value:
            return ""
        for text in value.texts:
            escaped(text, field, self._longest)
        for style in set(value.styles).difference(self._styles):
            raise ValueRefusedError(field, message("no-style", style=style))
        if isinstance(value, Schedule):
            return schedule_table(value, self._setting)
        if anchors is None or not anchors.in_body:
            raise ValueRefusedError(field, message("chart-place"))
        number, drawing = anchors.draw(value)
        return chart_paragraph(value, self._setting.charts + number, drawing, self._setting)

    def runs(self, value: object, field: str) -> str:
        """Refuse: no value of a strict template is made of runs."""
        raise ValueRefusedError(field, message("not-runs", kind=kind_of(value)))

    def number(self, value: object, field: str) -> str:
        """Return how many columns a cell takes: the one place where a number is a number."""
        if type(value) is int and value > 0:
            return str(value)
        raise ValueRefusedError(field, message("not-columns", kind=kind_of(value)))

    def nowhere(self, value: object, field: str) -> str:
        """Refuse: between rows or cells nothing can be printed."""
        raise ValueRefusedError(field, message("nowhere", kind=kind_of(value)))


def escaped(value: str, field: str, longest: int) -> str:
    r"""Return text escaped for XML, every line break as `\n`.

    Raises `ValueRefusedError`, naming the field, for a text that is too long or holds a character XML cannot hold.

    >>> escaped("a<b\r\n&", "note", 100)
    'a&lt;b\n&amp;'
    """
    if len(value) > longest:
        raise ValueRefusedError(field, message("value-too-long", found=len(value), most=longest))
    bad = first_unprintable(value)
    if bad is not None:
        where = message("place.after", text=bad.before) if bad.before else message("place.beginning")
        raise ValueRefusedError(field, message("unprintable", code=bad.code_point, where=where))
    text = unix_lines(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;")


def lines(text: str) -> str:
    """Return escaped text as the content of `w:t`, with Word's line breaks and tabs."""
    return text.replace("\n", _BREAK).replace("\t", _TAB)


def _paragraph(block: Block, style: str, *, numbers: bool) -> str:
    marker, numbering = "", ""
    if block.kind == "number":
        # The number is the one that was typed; where the style would count as well, that is switched off.
        numbering = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>' if numbers else ""
        marker = f"<w:t>{block.marker}</w:t><w:tab/>"
    text = lines(escaped(block.text, "", len(block.text)))
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{numbering}</w:pPr>'
        f'<w:r>{marker}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def kind_of(value: object) -> str:
    """Return what a value is, in plain words."""
    kind = type(value).__name__
    return word(_TYPE_NAMES[kind]) if kind in _TYPE_NAMES else message("word.type", type=kind)
