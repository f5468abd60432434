"""Paths of fields, such as `budget.items[2].amount`: their patterns, and the plain values that they lead to."""

import re
from itertools import pairwise
from typing import Any

_POSITION = re.compile(r"\[\d+\]")
_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


def pattern_of(path: str) -> str:
    """Return a path without positions, which holds for every item of a list.

    >>> pattern_of("budget.items[2].amount")
    'budget.items[].amount'
    """
    return _POSITION.sub("[]", path)


def steps(path: str) -> list[str | int]:
    """Return the steps of a path.

    >>> steps("budget.items[2].amount")
    ['budget', 'items', 2, 'amount']
    """
    return [name or int(position) for name, position in _STEP.findall(path)]


def value_at(values: Any, path: str) -> Any:  # noqa: ANN401
    """Return the value at a path, or None where there is nothing."""
    here = values
    for step in steps(path):
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            return None
    return here


def put(values: dict[str, Any], path: str, value: Any) -> None:  # noqa: ANN401
    """Set the value at a path; None and an empty list remove it. Tables on the way are made, items of lists are not."""
    *way, last = steps(path)
    here: Any = values
    for step in way:
        here = here[step] if isinstance(step, int) else here.setdefault(step, {})
    if value is None or value == []:
        here.pop(last, None)
    else:
        here[last] = value


def seed(values: dict[str, Any], item: str) -> None:
    """Make an empty item of a list, unless it is there, and the items and lists that it is in."""
    here: Any = values
    for step, after in pairwise([*steps(item), ""]):
        if isinstance(step, int):
            here.extend({} for _ in range(len(here), step + 1))
            here = here[step]
        else:
            here = here.setdefault(step, [] if isinstance(after, int) else {})


def without_empty(value: Any) -> Any:  # noqa: ANN401
    """Return values without what is missing: None, and tables and items of lists that hold nothing.

    >>> without_empty({"partners": [{}, {"name": "Kylä", "role": None}], "plan": {}})
    {'partners': [{'name': 'Kylä'}]}
    """
    if isinstance(value, dict):
        kept = {key: without_empty(inner) for key, inner in value.items()}
        return {key: inner for key, inner in kept.items() if inner not in (None, {}, [])}
    if isinstance(value, list):
        return [inner for inner in map(without_empty, value) if inner != {}]
    return value
