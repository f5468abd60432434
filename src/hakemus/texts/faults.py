"""Faults in a person's own language: what is where, what may be there, and how to correct it."""

import re
from collections.abc import Sequence

from hakemus.errors import Fault, Message
from hakemus.texts.catalogue import Language, open_catalogue
from hakemus.texts.wording import wording

_LINE_AND_COLUMN = re.compile(r"(.*: )?([0-9]+):([0-9]+)")


def describe_fault(fault: Fault, language: Language) -> str:
    """Return one fault as a line: its path, and what to do."""
    words = wording(language)
    place = place_of_fault(fault.path, language) or words.message("faults.whole-file")
    return words.message("faults.line", {"path": place, "message": fault_message(fault, language)})


def fault_message(fault: Fault, language: Language) -> str:
    """Return what to do about a fault, without its place."""
    words = wording(language)
    likely = f"{fault.code}-likely"
    code = likely if fault.suggestion and f"faults.{likely}" in words.catalogue else fault.code
    key = f"faults.{code}" if f"faults.{code}" in words.catalogue else "faults.other"
    values = {
        "found": in_language(fault.found, language) or "–",
        "allowed": fault.allowed or "–",
        "suggestion": fault.suggestion,
        "code": fault.code,
    }
    return words.message(key, values)


def in_language(text: str, language: Language) -> str:
    """Return what the Word engine says (a `Message`) in a language; any other text as it is.

    >>> in_language(Message("unclosed", "this {kind} is never closed", {"kind": "if"}), "sv")
    'Detta if avslutas aldrig: endif saknas.'
    """
    if language == "en" or not isinstance(text, Message):
        return text
    values = {
        key: in_language(one, language) if isinstance(one, str) else one for key, one in text.values.items()
    }
    pattern = open_catalogue(language)[f"engine.{text.code}"] if text.code else text.pattern
    return pattern.format(**values)


def place_of_fault(path: str, language: Language) -> str:
    """Return where a fault is: its path, or the line and column of a file in words.

    >>> place_of_fault("group.toml: 116:6", "sv")
    'group.toml: rad 116, tecken 6'
    """
    if (match := _LINE_AND_COLUMN.fullmatch(path)) is None:
        return in_language(path, language)
    file, line, column = match.groups(default="")
    return file + wording(language).message("faults.place", {"line": line, "column": column})


def describe_faults(faults: Sequence[Fault], language: Language, source: str) -> str:
    """Return all faults of a source as text: a heading, and a line for each."""
    heading = wording(language).message("faults.heading", {"source": source, "count": len(faults)})
    return "\n".join([heading, *(f"  - {describe_fault(fault, language)}" for fault in faults)])
