"""Paths of fields, such as `budget.items[2].amount`, their patterns, and what is at them as plain values."""

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import Any

# What can be given as plain values, and so as JSON.


class AsJson:
    """A report that gives itself as plain values, and these as JSON."""

    __slots__ = ()

    def as_mapping(self) -> dict[str, Any]:
        """Return it as plain values: texts, numbers as text, lists and mappings."""
        raise NotImplementedError

    def to_json(self) -> str:
        """Return as JSON what `as_mapping` states; letters stay as they are."""
        return json.dumps(self.as_mapping(), ensure_ascii=False, indent=2)


# A position has at most five digits: no list is longer, and no file shall have one seeded that is.
_POSITION = re.compile(r"\[([0-9]{0,5})\]")
_STEP = re.compile(r"([^.\[\]]+)|\[([0-9]{1,5})\]")
_ITEM = re.compile(r"(.*)\[([0-9]{1,5})\]")


def pattern_of(path: str) -> str:
    """Return a path without positions, which holds for every item of a list.

    >>> pattern_of("budget.items[2].amount")
    'budget.items[].amount'
    """
    return _POSITION.sub("[]", path) if "[" in path else path


@lru_cache(maxsize=4_096)
def plain_path(path: str) -> str:
    """Return a path or pattern without its brackets: the key of the field in the glossary.

    >>> plain_path("budget.items[2].amount")
    'budget.items.amount'
    """
    return _POSITION.sub("", path)


def positions(path: str) -> list[int]:
    """Return the positions in a path, counted from 0.

    >>> positions("companies[1].earlier_aid[0].amount")
    [1, 0]
    """
    return [int(position) for position in _POSITION.findall(path) if position]


@lru_cache(maxsize=4_096)
def item_of(path: str) -> tuple[str, int] | None:
    """Return the path of the list and the position when the path is that of an item, or None.

    >>> item_of("budget.items[2]"), item_of("budget.items[2].amount")
    (('budget.items', 2), None)
    """
    found = _ITEM.fullmatch(path)
    return (found[1], int(found[2])) if found is not None else None


def steps(path: str) -> list[str | int]:
    """Return the steps of a path: names and positions.

    >>> steps("budget.items[2].amount")
    ['budget', 'items', 2, 'amount']
    """
    return [name or int(position) for name, position in _STEP.findall(path)]


def path_of(way: Iterable[str | int]) -> str:
    """Return the path of steps.

    >>> path_of(("budget", "items", 2, "amount"))
    'budget.items[2].amount'
    """
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in way).removeprefix(".")


def value_at(values: Any, path: str) -> Any:  # noqa: ANN401 - plain values of any shape
    """Return the value at a path, or None where there is none."""
    here = values
    for step in steps(path):
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            return None
    return here


def put(values: dict[str, Any], path: str, value: Any) -> None:  # noqa: ANN401 - plain values of any shape
    """Set the value at a path; None and an empty list remove it. Makes tables on the way, but no items of lists."""
    *way, last = steps(path)
    here: Any = values
    for step in way:
        here = here[step] if isinstance(step, int) else here.setdefault(step, {})
    if value is None or value == []:
        here.pop(last, None)
    else:
        here[last] = value


def seed(values: dict[str, Any], item: str) -> None:
    """Make an item of a list, empty, with the items before it and those that it is in."""
    here: Any = values
    for step, after in pairwise([*steps(item), ""]):
        if isinstance(step, int):
            here.extend({} for _ in range(len(here), step + 1))
            here = here[step]
        else:
            here = here.setdefault(step, [] if isinstance(after, int) else {})


def without_empty(value: Any) -> Any:  # noqa: ANN401 - plain values of any shape
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
