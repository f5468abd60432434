"""What the Word engine says of a template or a file, in a reader's language.

The engine knows no language but English: it could be a library of its own. Its own words stand in the English
catalogue (`engine.toml`); by them a message is known, and told in another language with the values that it tells.
"""

import re
from collections.abc import Mapping
from functools import cache
from string import Formatter

from hakemus.texts.catalogue import Language, open_catalogue

_DETAIL, _PLACE, _WORD = "engine.detail.", "engine.place.", "engine.word."
_OF_A_VALUE = re.compile(
    r"(?P<field>[\w.\[\]]+): (?P<reason>.+?)(?: \((?P<where>[^()]*\.xml\b.*)\))?", re.DOTALL
)
_LISTED = re.compile(r" (?:and|in) ")


def engine_detail(text: str, language: Language) -> str:
    """Return what is wrong in a language; a message that the catalogue does not know stays as it is.

    >>> engine_detail("this if is never closed: endif is missing", "sv")
    'Detta if avslutas aldrig: endif saknas.'
    """
    if language == "en":
        return text
    if (told := _told(text, _DETAIL, language)) is not None:
        return told
    of_value = _OF_A_VALUE.fullmatch(text)
    reason = _told(of_value["reason"], _DETAIL, language) if of_value else None
    if of_value is None or reason is None:
        return text
    where = f" ({engine_place(of_value['where'], language)})" if of_value["where"] else ""
    return f"{of_value['field']}: {reason}{where}"


def engine_place(place: str, language: Language) -> str:
    """Return a place in a file in a language: its paragraph, table, row and cell, and what it is near.

    >>> engine_place("paragraph 3, near “Hakija”", "fi")
    'kappale 3, lähellä ”Hakija”'
    """
    if language == "en":
        return place
    return ", ".join(_told(step, _PLACE, language) or step for step in place.split(", "))


def _told(text: str, kind: str, language: Language) -> str | None:
    for key, pattern in _patterns(kind):
        if (found := pattern.fullmatch(text)) is not None:
            values = {name: _word(value, language) for name, value in found.groupdict().items()}
            return open_catalogue(language)[key].format(**values)
    return None


def _word(text: str, language: Language) -> str:
    """Return a value in a language where it is a word of the engine's: a kind of place, of value, of tag."""
    words = _words()
    if text in words:
        return open_catalogue(language)[words[text]]
    parts = _LISTED.split(text)
    if len(parts) > 1 and all(part in words for part in parts):
        return ", ".join(open_catalogue(language)[words[part]] for part in parts)
    known = _told(text, _WORD, language) if text.startswith(("a ", "after ", "at ")) else None
    return known if known is not None else text


@cache
def _words() -> Mapping[str, str]:
    messages = open_catalogue("en").messages
    return {text: key for key, text in messages.items() if key.startswith(_WORD) and "{" not in text}


@cache
def _patterns(kind: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return how each message of a kind is known, those that hold more words of their own first."""
    messages = open_catalogue("en").messages
    own = [(key, [*Formatter().parse(text)]) for key, text in messages.items() if key.startswith(kind)]
    own.sort(key=lambda one: -sum(len(literal) for literal, *_ in one[1]))
    return tuple((key, _pattern(pieces)) for key, pieces in own)


def _pattern(pieces: list[tuple[str, str | None, str | None, str | None]]) -> re.Pattern[str]:
    known: set[str] = set()
    written = ""
    for literal, name, _, _ in pieces:
        written += re.escape(literal)
        if name is not None:
            written += f"(?P={name})" if name in known else f"(?P<{name}>.+?)"
            known.add(name)
    return re.compile(written, re.DOTALL)
