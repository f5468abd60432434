"""The fields of a part of an application: where each stands, what it holds, and how it is written."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from hakemus.model import Part
from hakemus.model.fields import Kind, kind_of

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class PartField:
    """A field of a part; `path` is its place without positions in lists, `owner` the part's class by name."""

    path: str
    value: object
    default: object
    annotation: object
    owner: str
    kind: Kind | None

    @property
    def name(self) -> str:
        """Return its key in the file."""
        return self.path.rpartition(".")[2]

    @property
    def part(self) -> type[Part] | None:
        """Return what part stands in it, once or in a list, or None."""
        return _type_in(self.annotation, Part)

    @property
    def choices(self) -> type[StrEnum] | None:
        """Return the closed list that it is chosen from, or None."""
        return _type_in(self.annotation, StrEnum)

    @property
    def is_list(self) -> bool:
        """Return whether it holds a list of parts."""
        return isinstance(self.default, tuple)

    @property
    def is_text(self) -> bool:
        """Return whether it holds text of the applicant's own, for which blank text is missing."""
        return self.choices is None and _type_in(self.annotation, str) is not None


def fields_of(part: Part, path: str = "") -> Iterator[PartField]:
    """Yield the fields of a part that stands at a path, in the order of the model.

    >>> from hakemus.model import Address
    >>> [field.path for field in fields_of(Address(), "applicant.address")]
    ['applicant.address.street', 'applicant.address.postal_code', 'applicant.address.post_office']
    """
    for name, info in type(part).model_fields.items():
        kind = kind_of(info.annotation, tuple(info.metadata))
        here = f"{path}.{name}" if path else name
        yield PartField(here, getattr(part, name), info.default, info.annotation, type(part).__name__, kind)


def _type_in(annotation: object, base: type[_T]) -> type[_T] | None:
    if isinstance(annotation, type):
        return annotation if issubclass(annotation, base) else None
    found = (_type_in(argument, base) for argument in getattr(annotation, "__args__", ()))
    return next((kind for kind in found if kind is not None), None)
