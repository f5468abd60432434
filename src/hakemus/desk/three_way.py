"""What an application becomes when a paper of it and its file have both been worked on: field by field, row by row."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any, Literal, get_args

from hakemus.forms import Change
from hakemus.model import Application

# Which row of one list is which of another, by what they say.

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


Side = Literal["paper", "file"]
SIDES: tuple[Side, ...] = get_args(Side)
Plain = Any
Match = Callable[[Sequence[Row], Sequence[Row]], list[int | None]]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that says one thing in the paper and another in the file, and nothing tells which is to stay.

    `before` is what it said when the paper was made; `known` is false when nobody knows, since the paper carries no
    data. A row that one side took away is None there; `path` of a list is about the order of its rows.
    """

    path: str
    before: Plain
    paper: Plain
    file: Plain
    known: bool = True


Decide = Callable[[Conflict], Side | None]
"""Says which side of a conflict is taken; None leaves it: the file stays as it is."""


@dataclass(slots=True)
class ThreeWay:
    """Brings together three states of one application: as the paper was made, the paper now, the file now.

    `shown` tells which fields the paper speaks of at all; `origins` which row each row of the paper was, by list;
    `whole` are the paths that are taken from one side or the other as a whole. `same` tells whether two values of a
    field are one, which of a paper without data is more than being equal: it holds labels instead of keys.
    """

    shown: Callable[[str], bool]
    origins: Mapping[str, Sequence[int | None]]
    decide: Decide
    known: bool
    same: Callable[[str, Plain, Plain], bool]
    whole: frozenset[str] = frozenset()
    changes: list[Change] = field(default_factory=list)
    kept: list[Change] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)

    def merged(self, base: Application, paper: Application, file: Application) -> dict[str, Plain]:
        """Return the values of the application that comes of the three."""
        one, two, three = (_tree(application) for application in (base, paper, file))
        merged = self._fields(one, two, three, "", "")
        return {**merged, "schema_version": three["schema_version"]}

    def _fields(self, base: Plain, paper: Plain, file: Plain, path: str, origin: str) -> dict[str, Plain]:
        """Return the fields of a part; `path` is its place in the file, `origin` in the paper as it was made."""
        start, was = (f"{one}." if one else "" for one in (path, origin))
        return {
            name: self._value(
                (base or {}).get(name), paper[name], file[name], f"{start}{name}", f"{was}{name}"
            )
            for name in file
        }

    def _value(self, base: Plain, paper: Plain, file: Plain, path: str, origin: str) -> Plain:
        if path not in self.whole:
            if isinstance(file, dict):
                return self._fields(base, paper, file, path, origin)
            if isinstance(file, list):
                return _Rows(self, base or [], paper, file, path, origin).merged()
        if paper == file or not self.shown(origin) or self.same(path, paper, file):
            return file
        return self.settle(base, paper, file, path)

    def settle(self, base: Plain, paper: Plain, file: Plain, path: str) -> Plain:
        """Return what two different values come to: the one that changed, or the one that is decided for."""
        if self.known and paper == base:
            self.kept.append(Change(path, base, file))
            return file
        if self.known and file == base:
            self.changes.append(Change(path, file, paper))
            return paper
        conflict = Conflict(path, base, paper, file, self.known)
        side = self.decide(conflict)
        if side == "paper":
            self.changes.append(Change(path, file, paper))
            return paper
        if side is None:
            self.conflicts.append(conflict)
        else:
            self.kept.append(Change(path, base, file))
        return file


@dataclass(slots=True)
class _Rows:
    """One list: its rows are known by where they come from (a number), new ones by who added them."""

    way: ThreeWay
    base: list[Plain]
    paper: list[Plain]
    file: list[Plain]
    path: str
    origin: str

    def merged(self) -> list[Plain]:
        if self.paper == self.file or not self.way.shown(self.origin):
            return self.file
        of_paper = self._of_paper()
        of_file = self._of_file(of_paper)
        order = self._order([*of_paper], [*of_file])
        rows: dict[str, Plain] = {}
        for name in order:
            row = self._row(name, of_paper, of_file, len(rows))
            if row is not None:
                rows[name] = row
        return [*rows.values()]

    def _of_paper(self) -> dict[str, Plain]:
        """Return the paper's rows by name: a row of the base has its number, a new one a word and a number."""
        origins = [*self.way.origins.get(self.origin, range(len(self.paper)))]
        for places in self._untouched_twins(origins):
            for place, number in zip(places, sorted(origins[place] or 0 for place in places), strict=True):
                origins[place] = number
        return {
            f"new {at}" if number is None else str(number): row
            for at, (number, row) in enumerate(zip(origins, self.paper, strict=True))
        }

    def _untouched_twins(self, origins: Sequence[int | None]) -> Iterator[list[int]]:
        """Yield the places of rows that say the very same, and did: which of them is which says nothing."""
        if not self.way.known:
            return
        twins: dict[str, list[int]] = {}
        for place, number in enumerate(origins):
            if number is not None and self.base[number] == self.paper[place]:
                twins.setdefault(repr(self.paper[place]), []).append(place)
        yield from (places for places in twins.values() if len(places) > 1)

    def _of_file(self, of_paper: Mapping[str, Plain]) -> dict[str, Plain]:
        """Return the file's rows by name: first those that say the very same as a row that is known, then the like."""
        of_base = {str(at): row for at, row in enumerate(self.base)} if self.way.known else {}
        if self.way.known and self.file == self.base:
            return of_base
        known = {name: row for name, row in of_paper.items() if name.isdigit()}
        untouched = {name: row for name, row in known.items() if of_base.get(name) == row}
        names: dict[int, str] = {}
        for rows in (untouched, known, of_base, of_paper):
            self._name(names, rows, alike)
        for rows in (of_base, known):
            self._name(names, rows, matched)
        return {names.get(at, f"own {at}"): row for at, row in enumerate(self.file)}

    def _name(self, names: dict[int, str], rows: Mapping[str, Plain], match: Match) -> None:
        """Name those rows of the file that have no name yet, after rows whose names are not given yet."""
        waiting = [at for at in range(len(self.file)) if at not in names]
        given = set(names.values())
        free = [name for name in rows if name not in given]
        found = match([rows[name] for name in free], [self.file[at] for at in waiting])
        for at, place in zip(waiting, found, strict=True):
            if place is not None:
                names[at] = free[place]

    def _row(
        self, name: str, of_paper: Mapping[str, Plain], of_file: Mapping[str, Plain], place: int
    ) -> Plain | None:
        base, paper, file = self._row_of_base(name), of_paper.get(name), of_file.get(name)
        path, origin = self._path(name, of_file, place), f"{self.origin}[{name}]"
        if paper is not None and file is not None and path not in self.way.whole:
            return self.way._value(base, paper, file, path, origin)  # noqa: SLF001 - the list is a part of the way
        if paper == file:
            return file
        return self.way.settle(base, paper, file, path)

    def _row_of_base(self, name: str) -> Plain:
        return self.base[int(name)] if self.way.known and name.isdigit() else None

    def _path(self, name: str, of_file: Mapping[str, Plain], place: int) -> str:
        at = [*of_file].index(name) if name in of_file else place
        return f"{self.path}[{at}]"

    def _order(self, paper: list[str], file: list[str]) -> list[str]:
        """Return the names in the order of the side that changed it, the other's own rows where they stood."""
        both = {name for name in paper if name in file and name.isdigit()}
        of_paper, of_file = ([int(name) for name in one if name in both] for one in (paper, file))
        if of_paper == of_file or not self.way.known:
            return _woven(file, paper)
        order = self.way.settle(sorted(of_paper), of_paper, of_file, self.path)
        return _woven(paper, file) if order == of_paper else _woven(file, paper)


def _woven(first: Sequence[str], second: Sequence[str]) -> list[str]:
    """Return the first order, with what only the second has behind what it stood behind there.

    >>> _woven(["0", "own 1"], ["0", "new 1"])
    ['0', 'new 1', 'own 1']
    """
    order = [*first]
    before = ""
    for name in second:
        if name not in order:
            order.insert(order.index(before) + 1 if before else 0, name)
        before = name
    return order


def _tree(application: Application) -> dict[str, Plain]:
    return {key: _plain(value) for key, value in application.model_dump().items()}


def _plain(value: Plain) -> Plain:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, tuple | list) else value
