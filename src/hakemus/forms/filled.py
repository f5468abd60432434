"""What was filled into a form: each field, and each item of a list that was empty."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hakemus.forms.changes import Change
from hakemus.forms.tree import value_at, without_empty
from hakemus.model import Application


def filled(before: Application, after: Application) -> tuple[Change, ...]:
    """Return the fields that are not as they were; an item that was added is told as a whole."""
    dumps = (application.model_dump(mode="json", exclude_none=True) for application in (before, after))
    old, new = map(without_empty, dumps)
    return tuple(_changes(old, new, ""))


def kept_origins(
    origins: Mapping[str, Sequence[int | None]], values: dict[str, Any], base: dict[str, Any]
) -> dict[str, tuple[int | None, ...]]:
    """Return which item of the list in `base` each item was, without those that nobody filled; None for new ones."""
    kept = {}
    for path, numbers in origins.items():
        known, items = value_at(base, path) or [], value_at(values, path) or []
        kept[path] = tuple(
            number if number is not None and number < len(known) else None
            for number, item in zip(numbers, items, strict=False)
            if without_empty(item)
        )
    return kept


def _changes(old: Any, new: Any, path: str) -> Iterator[Change]:  # noqa: ANN401
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys((*old, *new)):
            yield from _changes(old.get(key), new.get(key), f"{path}.{key}" if path else key)
    elif isinstance(new, dict) and not path.endswith("]"):
        yield from _changes({}, new, path)
    elif isinstance(old, list) or isinstance(new, list):
        olds, news = old or [], new or []
        for index in range(max(len(olds), len(news))):
            was, now = (items[index] if index < len(items) else None for items in (olds, news))
            yield from _changes(was, now, f"{path}[{index}]")
    elif old != new:
        yield Change(path, old, new)
