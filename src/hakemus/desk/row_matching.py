"""Which row of one list is which of another, by what they say."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

Row = Mapping[str, Any]

_NAME, _TEXT, _OTHER = 4, 3, 1
"""How much it says that two rows share their first text, which names them; another text; an amount, day or choice."""
_MOST_PAIRS = 250_000
"""More pairs of rows than these are not compared one by one."""


def matched(old: Sequence[Row], new: Sequence[Row]) -> list[int | None]:
    """Return for each new row the place of the old row that it is, or None for one that was not there.

    >>> matched([{"name": "Yksi"}, {"name": "Kaksi"}], [{"name": "Kaksi"}, {"name": "Kolme"}])
    [1, None]
    """
    matching = _Matching(old, new, [None] * len(new))
    matching.alike()
    matching.similar()
    return matching.found


def alike(old: Sequence[Row], new: Sequence[Row]) -> list[int | None]:
    """Return for each new row the place of an old row that says the very same, each old row once.

    >>> alike([{"name": "Yksi"}], [{"name": "Yksi"}, {"name": "Yksi"}])
    [0, None]
    """
    matching = _Matching(old, new, [None] * len(new))
    matching.alike()
    return matching.found


@dataclass(slots=True)
class _Matching:
    old: Sequence[Row]
    new: Sequence[Row]
    found: list[int | None]
    taken: set[int] = field(default_factory=set)

    def alike(self) -> None:
        """Match rows that say the same, first those in order, then those that moved."""
        old, new = [*map(_key, self.old)], [*map(_key, self.new)]
        for old_at, new_at, size in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
            for step in range(size):
                self._pair(old_at + step, new_at + step)
        places: dict[str, list[int]] = {}
        for at in self._old_left():
            places.setdefault(old[at], []).append(at)
        for at in self._new_left():
            if waiting := places.get(new[at]):
                self._pair(waiting.pop(0), at)

    def similar(self) -> None:
        """Match rows that say mostly the same, the most alike first."""
        old_left, new_left = [*self._old_left()], [*self._new_left()]
        if len(old_left) * len(new_left) > _MOST_PAIRS:
            return
        pairs = [
            (-likeness, abs(old_at - new_at), old_at, new_at)
            for old_at in old_left
            for new_at in new_left
            if (likeness := _likeness(self.old[old_at], self.new[new_at])) * 2 >= 1
        ]
        for _, _, old_at, new_at in sorted(pairs):
            if old_at not in self.taken and self.found[new_at] is None:
                self._pair(old_at, new_at)

    def _pair(self, old_at: int, new_at: int) -> None:
        self.found[new_at] = old_at
        self.taken.add(old_at)

    def _old_left(self) -> Iterator[int]:
        return (at for at in range(len(self.old)) if at not in self.taken)

    def _new_left(self) -> Iterator[int]:
        return (at for at, place in enumerate(self.found) if place is None)


def _key(row: Row) -> str:
    return repr(row)


def _likeness(one: Row, other: Row) -> float:
    """Return how much of what two rows say is the same, from 0 to 1; what names them counts for most."""
    same = total = 0
    text = _NAME
    for name in dict.fromkeys((*one, *other)):
        first, second = one.get(name), other.get(name)
        if first in (None, []) and second in (None, []):
            continue
        weight = _OTHER
        if _is_text(first) or _is_text(second):
            weight, text = text, _TEXT
        total += weight
        same += weight if first == second else 0
    return same / total if total else 1.0


def _is_text(value: Any) -> bool:  # noqa: ANN401
    return isinstance(value, str) and not isinstance(value, StrEnum)
