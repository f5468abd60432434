"""The three languages of the papers."""

from typing import Literal, get_args

from hakemus.errors import UnknownNameError

Language = Literal["fi", "sv", "en"]
"""Finnish, Swedish or English. An application may be filed in Finnish or Swedish; English papers are for reading."""

LANGUAGES: tuple[Language, ...] = get_args(Language)


def known_language(name: object) -> Language:
    """Return the language of that name; raise `UnknownNameError` when there is none.

    >>> known_language("sv")
    'sv'
    """
    for language in LANGUAGES:
        if name == language:
            return language
    raise UnknownNameError("language", name, LANGUAGES)
