"""The three languages of the papers."""

from collections.abc import Mapping
from typing import Literal, get_args

from hakemus.errors import UnknownNameError

Language = Literal["fi", "sv", "en"]
"""Finnish, Swedish or English. An application may be filed in Finnish or Swedish; English papers are for reading."""

LANGUAGES: tuple[Language, ...] = get_args(Language)

LANGUAGE_TAGS: Mapping[Language, str] = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}
"""What each is called in a Word file, where spelling and a screen reader look for it."""


def known_language(name: object) -> Language:
    """Return the language of that name; raise `UnknownNameError` when there is none.

    >>> known_language("sv")
    'sv'
    """
    for language in LANGUAGES:
        if name == language:
            return language
    raise UnknownNameError("language", name, LANGUAGES)
