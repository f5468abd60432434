"""Any application that the model takes, for random tests: every kind of field, and every field may be missing."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from hypothesis import strategies as st

from hakemus.model import Application
from hakemus.model.schema import Field, fields_of

_WORDS = [
    "katto",
    "Åsa & Ärt",
    "<w:t>",
    "{{ x }}",
    "1. ",
    "- ",
    "5 000,00 €",
    "”lainaus”",
    "a\N{NO-BREAK SPACE}b",
    "x\ty",
]
_LINE = st.lists(st.sampled_from(_WORDS) | st.text("abcåäö €&<>\"'", max_size=8), max_size=4).map(" ".join)
_PROSE = st.lists(_LINE | st.sampled_from(["", "- kohta", "1. ensin", "2. sitten"]), max_size=6).map(
    "\n".join
)
_KINDS: dict[str, st.SearchStrategy[Any]] = {
    "line": _LINE,
    "prose": _PROSE,
    "money": st.decimals(0, 10**9, places=2),
    "percent": st.decimals(0, 100, places=2),
    "quantity": st.decimals(0, 10**6, places=3),
    "day": st.dates(date(1990, 1, 1), date(2100, 12, 31)),
    "yes-no": st.booleans(),
    "year": st.integers(2000, 2100),
    "whole": st.integers(0, 150),
}


def _values(fields: Iterable[Field]) -> st.SearchStrategy[dict[str, Any]]:
    """Return values of a part: any field may be missing, lists have up to three items."""
    values: dict[str, st.SearchStrategy[Any]] = {}
    for field in fields:
        if field.part is not None:
            inner = _values(field.fields)
            values[field.name] = st.lists(inner, max_size=3) if field.is_list else inner
        elif field.choices is not None:
            values[field.name] = st.sampled_from(field.choices)
        elif field.kind in _KINDS and field.name != "schema_version":
            values[field.name] = _KINDS[field.kind]
    return st.fixed_dictionaries({}, optional=values).map(_without_a_second_amount)


def _without_a_second_amount(values: dict[str, Any]) -> dict[str, Any]:
    if "amount" in values and ("quantity" in values or "unit_price" in values):
        values.pop("amount")
    return values


APPLICATIONS = _values(fields_of()).map(Application.model_validate)


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield each value with its path."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            yield from leaves(inner, f"{path}[{index}]")
    else:
        yield path, value


def same(was: Any, now: Any) -> bool:
    """Return whether a value came back: texts up to their blanks, numbers up to what is printed."""
    if isinstance(now, str) and isinstance(was, str):
        return "".join(was.split()) == "".join(now.split())
    return bool(was == now)
