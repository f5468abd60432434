"""The small words of the law as data: a label in three languages, a reference, and how certain a fact is."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from hakemus.texts.languages import Language, known_language

Certainty = Literal["A", "B", "C"]
"""A: the law or the authority. B: a Leader group, a regional authority, press. C: older, or inferred."""


def _plain_text(text: str) -> str:
    if not text or text != " ".join(text.split()):
        raise PydanticCustomError(
            "blank", "blank", {"allowed": "one line of text, without blanks at the ends or two in a row"}
        )
    return text


def _without_repeats(languages: tuple[Language, ...]) -> tuple[Language, ...]:
    if len(set(languages)) < len(languages):
        raise PydanticCustomError("repeated", "repeated", {"allowed": "each language once"})
    return languages


PlainText = Annotated[str, AfterValidator(_plain_text)]
"""One line of text that is not empty."""


class Label(BaseModel):
    """A name or a short text in Finnish, Swedish and English, each marked official or ours.

    `ours` lists the languages whose wording is the library's own, since no official term is known.

    >>> label = Label(fi="Valmisteluraha", sv="Förberedelsepengar", en="Preparatory funding", ours=())
    >>> label.text("sv"), label.is_ours("sv")
    ('Förberedelsepengar', False)
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    fi: PlainText
    sv: PlainText
    en: PlainText
    ours: Annotated[tuple[Language, ...], Field(strict=False), AfterValidator(_without_repeats)]

    def text(self, language: str) -> str:
        """Return the text in a language; raise `UnknownNameError` for another than fi, sv or en."""
        return str(getattr(self, known_language(language)))

    def is_ours(self, language: str) -> bool:
        """Return whether the wording in a language is the library's own; raises as `text` does."""
        return known_language(language) in self.ours


class Reference(BaseModel):
    """Where a fact stands: the title of the act or page, the section of it, and its address."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    title: PlainText
    section: PlainText
    address: PlainText


def weaker(one: Certainty, other: Certainty) -> Certainty:
    """Return the less certain of two.

    >>> weaker("A", "B")
    'B'
    """
    return max(one, other)
