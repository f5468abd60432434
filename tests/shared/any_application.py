"""Any application that the model takes, for random tests: every kind of field, and every field may be missing."""

from collections.abc import Iterator
from datetime import date
from typing import Any, get_args, get_origin

from hypothesis import strategies as st

from hakemus.model import Application, Part
from hakemus.model.fields import kind_of
from hakemus.papers.presentation import choices_of

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


def _values(part: type[Part]) -> st.SearchStrategy[dict[str, Any]]:
    """Return values of a part: any field may be missing, lists have up to three items."""
    fields = {}
    for name, info in part.model_fields.items():
        owner = next((one for one in (info.annotation, *get_args(info.annotation)) if _is_part(one)), None)
        kind = kind_of(info.annotation, tuple(info.metadata))
        choices = choices_of(part, name)
        if owner is not None:
            several = get_origin(info.annotation) is tuple
            fields[name] = st.lists(_values(owner), max_size=3) if several else _values(owner)
        elif choices is not None:
            fields[name] = st.sampled_from(choices)
        elif kind is not None and kind.name in _KINDS:
            fields[name] = _KINDS[kind.name]
    return st.fixed_dictionaries({}, optional=fields).map(_without_a_second_amount)


def _is_part(one: object) -> bool:
    return isinstance(one, type) and issubclass(one, Part)


def _without_a_second_amount(values: dict[str, Any]) -> dict[str, Any]:
    if "amount" in values and ("quantity" in values or "unit_price" in values):
        values.pop("amount")
    return values


APPLICATIONS = _values(Application).map(Application.model_validate)


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
