"""The common ground of every part of an application: frozen, and no key that it does not know."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeVar, cast

from pydantic import BaseModel, ConfigDict, ValidationError

from hakemus.errors import Fault
from hakemus.reading import faults_of
from hakemus.texts import load_error


class Part(BaseModel):
    """A part of an application. It cannot be changed (`model_copy(update=...)` makes another) and knows its keys."""

    # Built when first used: a check uses a tenth of the models.
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=False, defer_build=True)

    if not TYPE_CHECKING:  # where the fields are what it takes

        def __init__(self, /, **values: Any) -> None:  # noqa: ANN401
            try:
                super().__init__(**values)
            except ValidationError as error:
                raise load_error(faults_of(error, type(self)), type(self).__name__) from error

        # As pydantic marks its own: a part within another is validated with it, and not by a call of its own.
        __init__.__pydantic_base_init__ = True

        def __setattr__(self, name: str, value: object) -> None:
            try:
                super().__setattr__(name, value)
            except ValidationError as error:
                raise load_error([Fault(name, "not-changed", name)], type(self).__name__) from error

        def __delattr__(self, name: str) -> None:
            raise load_error([Fault(name, "not-changed", name)], type(self).__name__)

    def __repr_args__(self) -> Iterator[tuple[str, object]]:
        """Yield what its representation shows: the fields that somebody has filled."""
        return filled(self)

    @property
    def is_blank(self) -> bool:
        """Return whether it holds nothing but what a part holds that nobody has filled."""
        return not any(True for _ in filled(self))


_PartT = TypeVar("_PartT", bound="Part")


def blank(kind: type[_PartT]) -> _PartT:
    """Return a part that nobody has filled, without what validates one, which takes long to build.

    >>> class Place(Part):
    ...     town: str | None = None
    >>> blank(Place) == Place()
    True
    """
    return cast("_PartT", kind.model_construct())


def filled(part: Part) -> Iterator[tuple[str, object]]:
    """Yield the fields of a part that somebody has filled, by their names, with what they hold.

    >>> class Place(Part):
    ...     town: str | None = None
    >>> dict(filled(Place(town="Kuhmo")))
    {'town': 'Kuhmo'}
    """
    for name, field in type(part).model_fields.items():
        value = getattr(part, name)
        if value != field.get_default(call_default_factory=True):
            yield name, value
