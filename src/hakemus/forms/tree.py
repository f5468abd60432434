"""Plain values of an application by their paths: reading, setting and taking away."""

import re
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
