"""Whether a control or a text shows only its prompt, by what programs say of it and by what the form was made with."""

import re
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from lxml import etree

from hakemus.values.field_paths import pattern_of
from hakemus.word.form_fields import PLACEHOLDER, is_bracketed
from hakemus.word.markup import found, value_of
from hakemus.word.visible_text import normal, texts_in

_IN_BRACKETS = re.compile(r"\[[^\[\]]*\]")


@dataclass(frozen=True, slots=True)
class KnownPrompts:
    """The prompts that a document was made with: `by_pattern` those of each field, `holds` what it tells of others.

    `are_all` is true when it had no others, so that another text in brackets was typed. A paper that is no form has
    none.
    """

    by_pattern: Mapping[str, AbstractSet[str]]
    holds: Callable[[str], bool] = lambda _text: False
    are_all: bool = False

    def has(self, tag: str, text: str) -> bool:
        """Return whether a text is the prompt of a field."""
        return bool(self.by_pattern) and (
            text in self.by_pattern.get(pattern_of(tag), ()) or self.holds(text)
        )

    def without(self, text: str) -> str:
        """Return a text that is no field's yet without the prompts of any; of prompts alone, nothing."""
        if "[" not in text or not self.by_pattern:
            return text
        every = frozenset[str]().union(*self.by_pattern.values())
        left = _IN_BRACKETS.sub(
            lambda piece: "" if normal(piece[0]) in every or self.holds(normal(piece[0])) else piece[0], text
        )
        return left if left == text or any(map(str.isalnum, left)) else ""


@dataclass(slots=True)
class PromptControls:
    """Tells prompts from what was typed, in one document; without `known` prompts, only by what its controls say.

    `hidden` are the controls that show one, `seen` the prompts of each pattern, `unsure` the texts in brackets, by
    field, of which nothing tells whether they are a prompt or an answer.
    """

    known: KnownPrompts | None
    hidden: set[etree._Element] = field(default_factory=set)
    seen: dict[str, set[str]] = field(default_factory=dict)
    unsure: dict[str, list[str]] = field(default_factory=dict)

    def shows_prompt(self, control: etree._Element, tag: str) -> bool:
        """Return whether a control is empty: it says so, or it holds the text of its prompt and no other."""
        if not tag:  # which field it is may stand inside
            return False
        text = normal("".join(texts_in(control)))
        says_so = _says_prompt(control, text, by_look=self.known is not None)
        if says_so:
            self.seen.setdefault(pattern_of(tag), set()).add(text)
        is_prompt = self._is_prompt(tag, text, says_so=says_so)
        if is_prompt:
            self.hidden.add(control)
        return is_prompt

    def without_prompt(self, tag: str, text: str) -> str:
        """Return what was typed, also where the prompt was left standing beside it."""
        if self._is_prompt(tag, normal(text), says_so=False):
            return ""
        known = self.known
        if known is None or "[" not in text:
            return text
        left = _IN_BRACKETS.sub(lambda piece: "" if known.has(tag, normal(piece[0])) else piece[0], text)
        return left.strip() if left != text else text

    def _is_prompt(self, tag: str, text: str, *, says_so: bool) -> bool:
        known = self.known
        if known is None:
            return says_so
        if known.has(tag, text):
            return True
        if not known.by_pattern or not is_bracketed(text):
            return says_so
        if says_so is known.are_all:  # it says so of what is no prompt of its form, or a mark was lost
            self.unsure.setdefault(tag, []).append(text)
        return says_so or not known.are_all


def _says_prompt(control: etree._Element, text: str, *, by_look: bool) -> bool:
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
