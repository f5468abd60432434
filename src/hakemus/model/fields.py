"""What an application is made of: parts that are frozen, and kinds of field, each with the fault it reports.

Every kind is marked (`Kind`), and a field may be marked with the words it knows (`Vocabulary`) and with when it is
asked for (`Asked`). `hakemus.model.schema` reads the marks: files, forms, papers and the reference follow from them.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, TypeVar, cast

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from hakemus.errors import Fault
from hakemus.reading import faults_of
from hakemus.texts import load_error
from hakemus.values import typed
from hakemus.values.money import exact
from hakemus.values.text import LONGEST_LINE, LONGEST_PROSE, composed, first_unprintable, shown, unix_lines
from hakemus.values.typed import NumberKind

# The common ground of every part of an application: frozen, and no key that it does not know.


class Part(BaseModel):
    """A part of an application. It cannot be changed (`model_copy(update=...)` makes another) and knows its keys."""

    # Built when first used: a check uses a tenth of the models.
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=False, defer_build=True)

    if not TYPE_CHECKING:  # where the fields are what it takes

        def __init__(self, /, **values: Any) -> None:  # noqa: ANN401
            try:
                super().__init__(**values)
            except ValidationError as error:
                raise load_error(
                    faults_of(error, type(self), values), type(self).__name__, in_python=True
                ) from error

        # As pydantic marks its own: a part within another is validated with it, and not by a call of its own.
        __init__.__pydantic_base_init__ = True

        def __setattr__(self, name: str, value: object) -> None:
            try:
                super().__setattr__(name, value)
            except ValidationError as error:
                raise load_error(
                    [Fault(name, "not-changed", name)], type(self).__name__, in_python=True
                ) from error

        def __delattr__(self, name: str) -> None:
            raise load_error([Fault(name, "not-changed", name)], type(self).__name__, in_python=True)

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
    for name, default in _defaults(type(part)):
        value = getattr(part, name)
        if value is not default and value != default:
            yield name, value


@cache
def _defaults(kind: type[Part]) -> tuple[tuple[str, object], ...]:
    """Return what each field of a part holds that nobody has filled; nothing changes any of them."""
    fields = kind.model_fields.items()
    return tuple((name, field.get_default(call_default_factory=True)) for name, field in fields)


KindName = Literal[
    "line",
    "prose",
    "money",
    "percent",
    "quantity",
    "day",
    "yes-no",
    "whole",
    "identifier",
    "year",
    "language",
    "choice",
    "part",
]


class Kind(NamedTuple):
    """How a field is written on paper; `example` is a value of it as an application file writes one.

    A field without a mark of its own is a `choice` when it has a closed list, and a `part` when it holds other fields.
    """

    name: KindName
    example: str = ""


class Vocabulary(NamedTuple):
    """The words that a text field knows: a vocabulary of the programme, or messages that begin alike.

    A closed list (`hakemus.model.vocabulary`) needs no mark: its vocabulary has its name.
    """

    name: str = ""
    messages: str = ""


class Asked(NamedTuple):
    """When a measure's file and form ask for a field, by names of the law's parameters; without a mark, always.

    Attributes:
        has: Asked for only by a measure that has a parameter of this name.
        law: Asked for only by a programme that has a value at this path, as a Leader group's own support form has not.
        yes: Asked for only when this parameter says yes.
        unless_no: Asked for unless one of these parameters says no.
        or_yes: The parameter by whose yes it is asked for though one of those says no.
        unless_set: Asked for unless this parameter has a value.
        paper: Asked for only by a measure that has this paper.
        only_model: Asked for only by a measure that has this cost model and no other.
        unless_model: Asked for unless the measure has this cost model and no other, or somebody wants every question.
        guides: True for what no law asks, but only the Leader groups' project guides, the public register, or order
            in one's own papers: asked for where the guides are about the measure (`guide-questions` doesn't say no),
            or somebody wants every question.
        cell: True for what the Word form asks for all the same, since its table or pair of lines has the place for it.
        or_has: Parameters by one of which a measure asks for it all the same.
        never: True for what the public register adds later.
        of_group: True for what is asked for only where something that a Leader group sets depends on it.
        choices: The parameter that lists what may be chosen.
        several: Asked for only by a measure whose parameter of this name lists several keys: of one, nobody is asked.
    """

    has: str = ""
    law: str = ""
    yes: str = ""
    unless_no: tuple[str, ...] = ()
    or_yes: str = ""
    unless_set: str = ""
    paper: str = ""
    only_model: str = ""
    unless_model: str = ""
    guides: bool = False
    cell: bool = False
    or_has: tuple[str, ...] = ()
    never: bool = False
    of_group: bool = False
    choices: str = ""
    several: str = ""


_EXACT = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,2})?")
_EXACT_QUANTITY = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,3})?")
"""A number as the model itself writes it in JSON: the point is surely the decimal one, but of three before three."""

_MAY_BE_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}\.[0-9][0-9]0")

BY_A_PERSON: Mapping[str, bool] = MappingProxyType({"typed": True})
"""The context of a validation whose texts were all typed by a person, none written by a program as JSON."""


def refusal(code: str, found: object, allowed: str = "") -> PydanticCustomError:
    """Return the error to raise in a validator; `code` names the kind of fault and its message in the catalogue."""
    return PydanticCustomError(code, "{code}", {"code": code, "found": shown(found), "allowed": allowed})


def _text(longest: int, *, one_line: bool) -> Callable[[Any], str]:
    def read(value: Any) -> str:  # noqa: ANN401
        if not isinstance(value, str):
            raise refusal("not-text", value, '"…"')
        text = composed(unix_lines(value))
        if len(text) > longest:
            raise refusal("too-long", f"{len(text)}", f"≤ {longest}")
        if bad := first_unprintable(text):
            raise refusal("unprintable", f"{bad.code_point} ({shown(bad.before)}▯)")
        if one_line and "\n" in text:
            raise refusal("not-one-line", text.replace("\n", "⏎"))
        return text

    return read


def _blank_is_missing(value: Any) -> Any:  # noqa: ANN401
    return None if isinstance(value, str) and not value.strip() else value


def _number(
    kind: NumberKind, code: str, most: Decimal | None = None
) -> Callable[[Any, ValidationInfo], Decimal]:
    allowed = "1234.50" if most is None else f"0–{most}"
    decimals = 3 if kind == "quantity" else 2

    @exact
    def read(value: Any, info: ValidationInfo) -> Decimal:  # noqa: ANN401
        if isinstance(value, float):
            raise refusal("float", value, 'Decimal("1234.50"), "1234.50"')
        if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
            raise refusal(code, value, allowed)
        if info.context and isinstance(value, Decimal) and _MAY_BE_THOUSANDS.fullmatch(f"{value:f}"):
            value = f"{value:f}"  # `5.000` is five to TOML, and five thousand to many who type it
        exact_form = _EXACT_QUANTITY if kind == "quantity" and not info.context else _EXACT
        if isinstance(value, str) and not exact_form.fullmatch(value):
            try:
                value = typed.number(value, kind)
            except typed.TypedError as error:
                if error.code == "two-ways":
                    raise refusal("ambiguous-number", value, error.allowed) from error
                raise refusal(code, value, allowed) from error
        number = Decimal(value)
        if not number.is_finite() or abs(number) >= 10**12:
            raise refusal(code, value, allowed)
        if number < 0:
            raise refusal("negative", value, "≥ 0")
        if most is not None and number > most:
            raise refusal("too-large", value, f"≤ {most}")
        rounded = number.quantize(Decimal(1).scaleb(-decimals))
        if number != rounded:
            raise refusal("too-many-decimals", value, f"≤ {decimals}")
        return number.normalize() + 0 if kind == "quantity" else rounded

    return read


def _as_typed(value: Any, read: Callable[[str], object], code: str, allowed: str) -> Any:  # noqa: ANN401
    """Return what somebody typed as it is meant; a value that isn't a text as it is."""
    if not isinstance(value, str):
        return value
    try:
        return read(value)
    except typed.TypedError as error:
        raise refusal(code, value, allowed) from error


def _day(value: Any) -> date:  # noqa: ANN401
    allowed = "2024-07-30"
    value = _as_typed(value, typed.day, "not-a-date", allowed)
    if not isinstance(value, date) or isinstance(value, datetime):
        raise refusal("not-a-date", value, allowed)
    if not typed.is_likely(value):
        raise refusal("not-a-likely-date", value.isoformat(), typed.LIKELY_YEARS)
    return value


def _yes_no(value: Any) -> bool:  # noqa: ANN401
    value = _as_typed(value, typed.yes_no, "not-yes-no", "true, false")
    if not isinstance(value, bool):
        raise refusal("not-yes-no", value, "true, false")
    return value


def _whole(least: int, most: int) -> Callable[[Any], int]:
    def read(value: Any) -> int:  # noqa: ANN401
        value = _as_typed(value, typed.whole, "not-a-whole-number", f"{least}–{most}")
        if isinstance(value, bool) or not isinstance(value, int):
            raise refusal("not-a-whole-number", value, f"{least}–{most}")
        if not least <= value <= most:
            raise refusal("out-of-range", value, f"{least}–{most}")
        return value

    return read


def _identifier(check: Callable[[str], str], name: str, example: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:  # noqa: ANN401
        text = _text(LONGEST_LINE, one_line=True)(value).strip()
        try:
            return check(text)
        except typed.IdentifierError as error:
            raise refusal(f"{name}-{error.code}", value, example) from error

    return read


_QUANTITY_SCHEMA = {"type": "number", "minimum": 0}

Line = Annotated[str, BeforeValidator(_text(LONGEST_LINE, one_line=True)), Kind("line")]
"""Text of one line, at most 1 000 characters."""

Prose = Annotated[str, BeforeValidator(_text(LONGEST_PROSE, one_line=False)), Kind("prose")]
"""Text of paragraphs: a blank line parts them, lines that begin with `- ` or `1. ` are lists; 100 000 characters."""

OptionalLine = Annotated[Line | None, BeforeValidator(_blank_is_missing)]
"""Text of one line, or nothing; blank text is nothing."""

OptionalProse = Annotated[Prose | None, BeforeValidator(_blank_is_missing)]
"""Text of paragraphs, or nothing; blank text is nothing."""

Euros = Annotated[
    Decimal,
    BeforeValidator(_number("money", "not-money")),
    WithJsonSchema(_QUANTITY_SCHEMA, mode="validation"),
    Kind("money", "1000.00"),
]
"""An amount in euros, not below zero, at most two decimals; never a float."""

Percent = Annotated[
    Decimal,
    BeforeValidator(_number("percent", "not-percent", Decimal(100))),
    WithJsonSchema({**_QUANTITY_SCHEMA, "maximum": 100}, mode="validation"),
    Kind("percent", "50"),
]
"""Per cent, 0–100, at most two decimals; never a float."""

Quantity = Annotated[
    Decimal,
    BeforeValidator(_number("quantity", "not-a-quantity")),
    WithJsonSchema(_QUANTITY_SCHEMA, mode="validation"),
    Kind("quantity", "10"),
]
"""A quantity (hours, pieces, kilometres), not below zero, at most three decimals; never a float."""

Day = Annotated[date, BeforeValidator(_day), Kind("day", "2025-01-31")]
"""A day, written `2024-07-30` without quotes in TOML."""

YesNo = Annotated[bool, BeforeValidator(_yes_no), Kind("yes-no", "false")]
"""`true` or `false`."""

CostYear = Annotated[int, BeforeValidator(_whole(2000, 2100)), Kind("year", "2025")]
"""The year that a cost, work or income falls in, 2000–2100."""


Count = Annotated[
    int,
    BeforeValidator(lambda value: _as_typed(value, typed.whole, "not-a-whole-number", "1")),
    Kind("whole"),
]
"""A whole number, whose limits are those of its field."""

Age = Annotated[int, BeforeValidator(_whole(0, 150)), Kind("whole", "18")]
"""An age in whole years."""

ProjectNumber = Annotated[int, BeforeValidator(_whole(1, 99_999_999)), Kind("identifier", "123456")]
"""The register's number of a project."""

BusinessId = Annotated[
    str,
    BeforeValidator(_identifier(typed.business_id, "business-id", "1572860-0")),
    Kind("identifier", "1572860-0"),
]
"""A Finnish business id (Y-tunnus) with its check digit."""

OptionalBusinessId = Annotated[BusinessId | None, BeforeValidator(_blank_is_missing)]
"""A business id, or nothing."""

OptionalIban = Annotated[
    Annotated[
        str,
        BeforeValidator(_identifier(typed.account_number, "iban", "FI21 1234 5600 0007 85")),
        Kind("identifier", "FI21 1234 5600 0007 85"),
    ]
    | None,
    BeforeValidator(_blank_is_missing),
]
"""An account number as IBAN, kept without spaces, or nothing."""

SchemaVersion = Annotated[Literal[1], Kind("whole")]
"""Version of the form of a file's data."""

FileLanguage = Annotated[Literal["fi", "sv", "en"], Kind("language"), Vocabulary("language")]
"""The language of a file, which its papers come in when no other is asked for."""
