"""Whether a value in a data file is what its unit or column asks for, and what it is as an object."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar, get_args

from pydantic import ValidationError

from hakemus.errors import Fault
from hakemus.programme.parameters import NumberUnit, Unit, Value
from hakemus.programme.terms import Label
from hakemus.reading import faults_of

_DECIMAL = re.compile(r"\d+\.\d+")
_WHOLE_CENTS = -2
_ALL = 100
_NUMBER = 'a whole number, or a decimal number in quotes such as "37.5"; not below 0'

T = TypeVar("T")

Names = Mapping[str, Sequence[str]]
"""The keys of each vocabulary, by its name."""


class FaultyError(Exception):
    """A value cannot be taken: the faults say why. It never leaves the programme's reader."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(*faults)
        self.faults = faults


def parameter_value(path: str, value: object, unit: Unit, vocabulary: Sequence[str]) -> Value:
    """Return a parameter's value as an object; raise `FaultyError` when it is not what the unit asks for."""
    if unit in get_args(NumberUnit):
        if isinstance(value, list):
            return _several(path, value, lambda place, item: _amount(place, item, unit))
        return _amount(path, value, unit)
    if unit == "keys":
        return keys(path, value, vocabulary)
    if unit == "yes-no":
        return _yes_no(path, value)
    if unit == "date":
        return _day(path, value)
    return _label(path, value)


def column_value(path: str, value: object, kind: str, names: Names) -> Any:  # noqa: ANN401
    """Return a vocabulary's column as an object; raise `FaultyError` when it is not of the kind declared."""
    kind, _, vocabulary = kind.removesuffix("?").partition(":")
    allowed = names.get(vocabulary, ())
    readers: dict[str, Callable[[str, object], Any]] = {
        "text": _text,
        "texts": lambda place, item: _several(place, item, _text),
        "number": _number,
        "yes-no": _yes_no,
        "date": _day,
        "key": lambda place, item: _key(place, item, allowed),
        "keys": lambda place, item: keys(place, item, allowed),
    }
    return readers[kind](path, value)


def keys(path: str, value: object, allowed: Sequence[str]) -> tuple[str, ...]:
    """Return a list of keys, each of them in the vocabulary and none twice; raise `FaultyError` otherwise."""
    found = _several(path, value, lambda place, item: _key(place, item, allowed))
    if len(set(found)) < len(found):
        raise FaultyError(Fault(path, "repeated", ", ".join(found), "each key once"))
    return found


def _several(path: str, value: object, read: Callable[[str, object], T]) -> tuple[T, ...]:
    if not isinstance(value, list) or not value:
        raise FaultyError(Fault(path, "not-a-list", repr(value), "a list that is not empty"))
    taken: list[T] = []
    faults: list[Fault] = []
    for place, item in enumerate(value):
        try:
            taken.append(read(f"{path}[{place}]", item))
        except FaultyError as faulty:
            faults.extend(faulty.faults)
    if faults:
        raise FaultyError(*faults)
    return tuple(taken)


def _number(path: str, value: object) -> Decimal:
    if isinstance(value, Decimal | float):
        raise FaultyError(Fault(path, "float", str(value), _NUMBER))
    if isinstance(value, str) and _DECIMAL.fullmatch(value):
        return Decimal(value)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise FaultyError(Fault(path, "not-a-number", repr(value), _NUMBER))
    return Decimal(value)


def _amount(path: str, value: object, unit: Unit) -> Decimal:
    number = _number(path, value)
    if unit == "per cent" and number > _ALL:
        raise FaultyError(Fault(path, "too-large", str(number), "≤ 100"))
    if unit.startswith("EUR") and number.as_tuple().exponent < _WHOLE_CENTS:  # type: ignore[operator]
        raise FaultyError(Fault(path, "decimals", str(number), "whole cents"))
    return number


def _yes_no(path: str, value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise FaultyError(Fault(path, "not-yes-no", repr(value), "true or false"))


def _day(path: str, value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise FaultyError(Fault(path, "not-a-date", repr(value), "a date such as 2023-04-06, without quotes"))


def _text(path: str, value: object) -> str:
    if isinstance(value, str) and value and value == " ".join(value.split()):
        return value
    raise FaultyError(Fault(path, "not-text", repr(value), "one line of text that is not empty"))


def _key(path: str, value: object, allowed: Sequence[str]) -> str:
    if isinstance(value, str) and value in allowed:
        return value
    raise FaultyError(Fault(path, "not-allowed", repr(value), ", ".join(allowed)))


def _label(path: str, value: object) -> Label:
    try:
        return Label.model_validate(value)
    except ValidationError as error:
        faults = faults_of(error, Label)
        raise FaultyError(*(_below(path, fault) for fault in faults)) from error


def _below(path: str, fault: Fault) -> Fault:
    inner = f"{path}.{fault.path}" if fault.path else path
    return Fault(inner, fault.code, fault.found, fault.allowed, fault.suggestion)
