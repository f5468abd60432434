"""Every field that an application may hold, by its place, with how it is written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import get_args, get_origin

from hakemus.model import Application, Part
from hakemus.model.fields import kind_of
from hakemus.papers.presentation import OPEN_VOCABULARIES, VOCABULARIES, choices_of
from hakemus.values.field_paths import pattern_of
from hakemus.word.printing import Names


@dataclass(frozen=True, slots=True)
class FieldPlace:
    """A field: its pattern (`budget.items[].amount`), its kind, and the vocabulary that names its choices."""

    pattern: str
    kind: str
    vocabulary: str = ""
    closed: bool = False

    @property
    def is_long(self) -> bool:
        """Return whether it is a text of paragraphs."""
        return self.kind == "prose"


@cache
def field_places() -> Mapping[str, FieldPlace]:
    """Return the fields by their patterns.

    >>> field_places()["budget.items[].amount"].kind
    'money'
    """
    return {place.pattern: place for place in _of(Application, "")}


@cache
def names() -> Names:
    """Return the way from bookmarks back to fields."""
    return Names(tuple(field_places()))


def is_long(path: str) -> bool:
    """Return whether a place is that of a text of paragraphs."""
    place = field_places().get(pattern_of(path))
    return place is not None and place.is_long


def _of(part: type[Part], prefix: str) -> Iterator[FieldPlace]:
    for name, info in part.model_fields.items():
        inner, several = _part_in(info.annotation)
        if inner is not None:
            yield from _of(inner, f"{prefix}{name}{'[]' if several else ''}.")
            continue
        kind = kind_of(info.annotation, tuple(info.metadata))
        choices: type[StrEnum] | None = choices_of(part, name)
        open_ = OPEN_VOCABULARIES.get((part.__name__, name), "")
        yield FieldPlace(
            f"{prefix}{name}",
            "choice" if choices else "language" if name == "language" else kind.name if kind else "whole",
            VOCABULARIES[choices] if choices else open_,
            closed=choices is not None,
        )


def _part_in(annotation: object) -> tuple[type[Part] | None, bool]:
    several = get_origin(annotation) is tuple
    for one in (annotation, *get_args(annotation)):
        if isinstance(one, type) and issubclass(one, Part):
            return one, several
    return None, False
