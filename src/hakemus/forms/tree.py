"""Plain values of an application by their paths: reading, setting and taking away."""

import re
from itertools import pairwise
from typing import Any

_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


def steps(path: str) -> list[str | int]:
    """Return the steps of a path.

    >>> steps("budget.items[2].amount")
    ['budget', 'items', 2, 'amount']
    """
    return [name or int(position) for name, position in _STEP.findall(path)]


def value_at(values: Any, path: str) -> Any:  # noqa: ANN401
    """Return what stands at a path, or None where nothing does."""
    here = values
    for step in steps(path):
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            return None
    return here


def put(values: dict[str, Any], path: str, value: Any) -> None:  # noqa: ANN401
    """Set what stands at a path; None takes it away. Tables on the way are made, items of lists are not."""
    *way, last = steps(path)
    here: Any = values
    for step in way:
        here = here[step] if isinstance(step, int) else here.setdefault(step, {})
    if value is None:
        here.pop(last, None)
    else:
        here[last] = value


def put_list(values: dict[str, Any], path: str, items: list[Any]) -> None:
    """Set the items of a list; an empty one is taken away."""
    put(values, path, items or None)


def seed(values: dict[str, Any], item: str) -> None:
    """Make an item of a list, empty, and those that it stands in: a form has rows that wait to be filled."""
    here: Any = values
    way = [*steps(item), ""]
    for step, after in pairwise(way):
        if isinstance(step, int):
            here.extend({} for _ in range(len(here), step + 1))
            here = here[step]
        else:
            here = here.setdefault(step, [] if isinstance(after, int) else {})


def without_empty(value: Any) -> Any:  # noqa: ANN401
    """Return values without tables and items that hold nothing.

    >>> without_empty({"partners": [{}, {"name": "Kylä"}], "plan": {}})
    {'partners': [{'name': 'Kylä'}]}
    """
    if isinstance(value, dict):
        kept = {key: without_empty(inner) for key, inner in value.items()}
        return {key: inner for key, inner in kept.items() if inner not in ({}, [])}
    if isinstance(value, list):
        return [inner for inner in map(without_empty, value) if inner != {}]
    return value
