"""Whether a content control shows its prompt, by what programs say of it, each in its own way."""

from lxml import etree

from hakemus.word.form_fields import PLACEHOLDER, is_bracketed
from hakemus.word.markup import found, value_of


def says_prompt(control: etree._Element, text: str, *, by_look: bool) -> bool:
    """Return whether a control says that its text is a prompt, and is to be believed.

    Word says so of its own prompts too, in the style of prompts (`by_look`). LibreOffice goes on saying so of a day
    or a choice that somebody has filled.
    """
    if not found(control, "w:sdtPr/w:showingPlcHdr"):
        return False
    if not text or is_bracketed(text):
        return True
    return not _is_picked(control, text) and (not by_look or _is_in_style(control, PLACEHOLDER))


def _is_picked(control: etree._Element, text: str) -> bool:
    items = found(control, "w:sdtPr/w:dropDownList/w:listItem | w:sdtPr/w:comboBox/w:listItem")
    is_day = bool(found(control, "w:sdtPr/w:date")) and any(map(str.isdigit, text))
    return is_day or text in {" ".join(value_of(item, "w:displayText").split()) for item in items}


def _is_in_style(control: etree._Element, style: str) -> bool:
    runs = found(control, ".//w:sdtContent//w:r")
    return bool(runs) and all(found(run, f"w:rPr/w:rStyle[@w:val='{style}']") for run in runs)
