"""The account of a reading: how many of a paper's fields were found, changed, emptied, and which are not in the file.

What was not found is never taken for what did not change, nor for what somebody deleted.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hakemus.changes import Change


@dataclass(frozen=True, slots=True)
class LostPart:
    """Fields that a paper had under a heading, and that are not in the file any more.

    Attributes:
        heading: The heading that they were under when the paper was made; empty before the first one.
        fields: Their paths, in the order of the paper.
        is_whole: Whether nothing that was under the heading is in the file.
    """

    heading: str
    fields: tuple[str, ...]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Account:
    """How complete a reading is.

    Attributes:
        fields: How many fields the paper had when it was made; None where nobody knows.
        found: How many of them are in the file; where nobody knows how many there were, how many were read.
        changed: How many of those have another value now.
        emptied: How many of those had a value, and have none now.
        lost: Those that are not in the file, by the headings that they were under.

    >>> Account(3, 2, 0, 0, (LostPart("Kumppanit", ("partners[0].name",), True),)).is_whole
    False
    """

    fields: int | None
    found: int
    changed: int
    emptied: int
    lost: tuple[LostPart, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Return whether every field that the paper had is known to be in the file."""
        return self.fields is not None and not self.lost

    @property
    def not_found(self) -> tuple[str, ...]:
        """Return the paths of the fields that are not in the file."""
        return tuple(path for part in self.lost for path in part.fields)


NO_ACCOUNT = Account(None, 0, 0, 0)
"""The account of what nobody has counted."""


def account_of(had: Mapping[str, str] | None, found: Collection[str], changes: Iterable[Change]) -> Account:
    """Return the account of a reading.

    Args:
        had: The fields that the paper had when it was made, each with its heading; None where that is not known.
        found: The fields that are in the file.
        changes: What differs from the data that the paper was made of.
    """
    there = found if had is None else [path for path in had if path in found]
    changed = {path: value for change in changes for path, value in _leaves(change.path, change)}
    values = [changed[path] for path in there if path in changed]
    emptied = sum(value in (None, "") for value in values)
    if had is None:
        return Account(None, len(there), len(values) - emptied, emptied)
    gone: dict[str, list[str]] = {}
    for path, heading in had.items():
        if path not in found:
            gone.setdefault(heading, []).append(path)
    left = {had[path] for path in there}
    lost = tuple(LostPart(heading, tuple(paths), heading not in left) for heading, paths in gone.items())
    return Account(len(had), len(there), len(values) - emptied, emptied, lost)


def _leaves(path: str, change: Change) -> Iterator[tuple[str, Any]]:
    """Yield each field that a change is about, with the value that it has now."""
    before, after = change.before, change.after
    if isinstance(before, dict) or isinstance(after, dict):
        old, new = before or {}, after or {}
        for key in dict.fromkeys((*old, *new)):
            yield from _leaves(f"{path}.{key}", Change("", old.get(key), new.get(key)))
    elif isinstance(before, list) or isinstance(after, list):
        old, new = before or [], after or []
        for at in range(max(len(old), len(new))):
            pair = (one[at] if at < len(one) else None for one in (old, new))
            yield from _leaves(f"{path}[{at}]", Change("", *pair))
    elif before != after:
        yield path, after
