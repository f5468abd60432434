"""Where a group's decision stands: told in the languages that the group has it in."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, ValidationInfo

from hakemus.programme import Reference
from hakemus.texts import LANGUAGES, Language

ORDER = "languages"
"""Under this name a group's data tell its languages to their parts while they are read."""


def order_told(info: ValidationInfo) -> tuple[Language, ...]:
    """Return all languages, those of the group that is being read first."""
    order: tuple[Language, ...] = (info.context or {}).get(ORDER, LANGUAGES)
    return order


def _whole(value: Any, info: ValidationInfo) -> Any:  # noqa: ANN401
    if not isinstance(value, Mapping):
        return value
    order = order_told(info)
    told = {"title": _filled(value.get("title"), order), "section": _filled(value.get("section"), order)}
    if isinstance(told["title"], dict):
        told["title"] |= {"ours": ()}  # the group's own words are no terms of the library's
    return {**value, **{name: text for name, text in told.items() if name in value}}


def _filled(text: Any, order: tuple[Language, ...]) -> Any:  # noqa: ANN401
    """Return a text by language with those that it lacks filled from the group's first that it has."""
    if not isinstance(text, Mapping):
        return text
    first = next((text[language] for language in order if language in text), None)
    return {**dict.fromkeys(LANGUAGES, first), **text} if first is not None else text


Source = Annotated[Reference, BeforeValidator(_whole)]
"""Title, section and address; the first two as a text, or by language as far as the group has them."""
