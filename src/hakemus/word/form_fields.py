"""The fields of a form to be filled: each in its control, with a prompt while it is empty, and boxes to tick."""

import re
from html import escape
from typing import Self

from hakemus.word.controls import Anchors, Control, bookmark_name

PLACEHOLDER = "PlaceholderText"
"""The id of the style of prompts, which Word knows by this name."""

TICKED, UNTICKED = "\N{BALLOT BOX WITH X}", "\N{BALLOT BOX}"

_LOCKS = {
    (True, True): "sdtContentLocked",
    (True, False): "contentLocked",
    (False, True): "sdtLocked",
    (False, False): "",
}
"""By whether a text is fixed and its control kept: what stands in a row must let the row be deleted."""

_GREY = '<w:color w:val="595959"/>'
_PROPERTIES = re.compile(r"<w:rPr>.*?</w:rPr>", re.DOTALL)
_SYMBOLS = "Segoe UI Symbol"
_BOX_FONT = f'<w:rFonts w:ascii="{_SYMBOLS}" w:hAnsi="{_SYMBOLS}" w:eastAsia="{_SYMBOLS}" w:cs="{_SYMBOLS}"/>'


class FormField(str):
    """A field of a form, as text that is never empty, so that a template which leaves out what is empty shows it.

    `typed` is its text, `copy` what stands where it is shown again and has none.

    >>> field = FormField("", "project.name", Control("Hankkeen nimi", prompt="Lyhyt nimi."))
    >>> bool(field), field.typed
    (True, '')
    """

    __slots__ = ("control", "copy", "tag", "typed")

    control: Control
    copy: str
    tag: str
    typed: str

    def __new__(cls, text: str, tag: str, control: Control, copy: str = "") -> Self:
        """Return the field with its text, its place and its control."""
        made = super().__new__(cls, text or control.prompt or "\N{NO-BREAK SPACE}")
        made.typed, made.tag, made.control, made.copy = text, tag, control, copy
        return made


def bracketed(prompt: str) -> str:
    """Return a prompt in brackets: where a program shows no grey, it is still no answer.

    >>> bracketed("Kirjoita tähän.")
    '[Kirjoita tähän.]'
    """
    return f"[{prompt}]"


def is_bracketed(text: str) -> bool:
    """Return whether a text is one prompt, as far as its form tells.

    >>> is_bracketed("[nimi]"), is_bracketed("[nimi], [sähköposti]")
    (True, False)
    """
    return text.startswith("[") and text.find("]") == len(text) - 1 and "[" not in text[1:]


def form_field(
    field: FormField, text: str, opening: str, closing: str, anchors: Anchors, *, styled: bool
) -> str:
    """Return a field in its control; `text` is what it holds, as XML, between `opening` and `closing` of its run.

    Where the field has its place already, what was typed is a locked copy; `styled` says whether the template has the
    style of prompts.
    """
    number = anchors.take(field.tag)
    if not number:
        return _copy(field, text, opening, closing, anchors)
    control = field.control
    inside = (
        _boxes(field, opening, closing, anchors)
        if control.kind == "boxes"
        else control_of(
            control,
            field.tag,
            number,
            f"{opening}{text}{closing}" if field.typed else prompt_run(control.prompt, styled=styled),
            look="".join(_PROPERTIES.findall(opening)[:1]),
            empty=not field.typed,
        )
    )
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="{bookmark_name(field.tag)}"/>'
        f'{inside}<w:bookmarkEnd w:id="{number}"/>'
    )


def control_of(control: Control, tag: str, number: int, content: str, *, look: str = "", empty: bool) -> str:
    """Return a content control around its content; `look` are the properties of what is typed into it."""
    lock = _LOCKS[control.kind == "fixed", control.kept]
    locked = f'<w:lock w:val="{lock}"/>' if lock else ""
    shows_prompt = "<w:showingPlcHdr/>" if empty else ""
    filling = control.tail[len('"/>') :]
    return (
        f'<w:sdt><w:sdtPr>{look}{control.head}{tag}"/><w:id w:val="{number}"/>{locked}{shows_prompt}'
        f"{filling}{content}</w:sdtContent></w:sdt>"
    )


def prompt_run(prompt: str, *, styled: bool) -> str:
    """Return the run of a prompt."""
    look = f'<w:rStyle w:val="{PLACEHOLDER}"/>{_GREY}' if styled else _GREY
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(prompt, quote=False)}</w:t></w:r>'


def _copy(field: FormField, text: str, opening: str, closing: str, anchors: Anchors) -> str:
    if field.typed:
        run = f"{opening}{text}{closing}"
        return control_of(
            Control(field.control.title, "fixed", kept=True), field.tag, anchors.another(), run, empty=False
        )
    return f"{opening}{escape(field.copy)}{closing}" if field.copy else ""


def _boxes(field: FormField, opening: str, closing: str, anchors: Anchors) -> str:
    """Return a box to tick for each choice, with its label behind it."""
    boxes = []
    for label in field.control.choices:
        sign = TICKED if label == field.typed else UNTICKED
        title = Control(f"{field.control.title}: {label}").head
        state = (
            f'<w14:checkbox><w14:checked w14:val="{int(label == field.typed)}"/>'
            f'<w14:checkedState w14:val="{ord(TICKED):04X}" w14:font="{_SYMBOLS}"/>'
            f'<w14:uncheckedState w14:val="{ord(UNTICKED):04X}" w14:font="{_SYMBOLS}"/></w14:checkbox>'
        )
        boxes.append(
            f'<w:sdt><w:sdtPr>{title}{field.tag}"/><w:id w:val="{anchors.another()}"/>{state}</w:sdtPr>'
            f"<w:sdtContent><w:r><w:rPr>{_BOX_FONT}</w:rPr><w:t>{sign}</w:t></w:r></w:sdtContent></w:sdt>"
            f"{opening}\N{NO-BREAK SPACE}{escape(label)}{closing}"
        )
    return f"{opening}\N{EN SPACE}{closing}".join(boxes)
