"""What differs between two papers: the fields that both carry, one by one."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hakemus.documents import document
from hakemus.forms.changes import Change
from hakemus.forms.reading import Reading, read
from hakemus.model import Application


def compare(one: bytes | str | Path, other: bytes | str | Path) -> tuple[Change, ...]:
    """Return the fields whose values differ in two papers, as in the first and in the second.

    Papers of different documents are compared by what both carry; lists item by item. Raises as `read`.
    """
    first, second = read(one), read(other)
    shared = _carried(first) & _carried(second)
    before, after = (dict(_leaves(reading.application, shared)) for reading in (first, second))
    paths = dict.fromkeys((*before, *after))
    return tuple(
        Change(path, before.get(path), after.get(path))
        for path in paths
        if before.get(path) != after.get(path)
    )


def _carried(reading: Reading) -> frozenset[str]:
    carries = document(reading.document).carries if reading.document else ()
    return frozenset(carries or Application.model_fields)


def _leaves(application: Application, fields: frozenset[str]) -> Iterator[tuple[str, Any]]:
    values = application.model_dump(mode="json", exclude_none=True, include=set(fields))
    yield from _of(values, "")


def _of(value: Any, path: str) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _of(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _of(inner, f"{path}[{index}]")
    else:
        yield path, value
