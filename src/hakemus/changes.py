"""What differs between two applications or two texts, and what becomes of two edited copies of one application."""

import difflib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal, get_args

from hakemus.errors import LoadError
from hakemus.files import application_from
from hakemus.model import Application
from hakemus.values.paths import pattern_of

Plain = Any
"""A value of a field, a part as a dictionary of its fields, or a list of parts."""
Row = Mapping[str, Plain]
Origins = Mapping[str, Sequence[int | None]]
"""For each list, by its path in the base, the place there of each row that there is now; None for a new row."""
Side = Literal["paper", "file"]
SIDES: tuple[Side, ...] = get_args(Side)

_NAME, _TEXT, _OTHER = 4, 3, 1
"""Weights of two rows sharing their first text, which names them; another text; an amount, day or choice."""
_MOST_PAIRS = 250_000
"""At most this many pairs of rows are compared one by one."""
_MOST_ROUNDS = 20


@dataclass(frozen=True, slots=True)
class Change:
    """A field, or an item of a list, that is not what it was: its path, and its plain value before and after.

    An item that was added has no value before, one that was removed none after; the `path` of a list is about the
    order of its items.
    """

    path: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that says one thing in the paper and another in the file, where nothing decides which one stays.

    `before` is what it said when the paper was made; `known` is false when nobody knows, since the paper carries no
    data. A row that one side removed is None there; the `path` of a list is about the order of its rows.
    """

    path: str
    before: Plain
    paper: Plain
    file: Plain
    known: bool = True


class MissingRow(Conflict):
    """A row that was not found in the paper, though nobody has said that it should be deleted."""

    __slots__ = ()


Decide = Callable[[Conflict], Side | None]
"""Says which side of a conflict is taken; None leaves it: the file stays as it is."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What becomes of a paper and a file that were one application once.

    `changes` come from the paper, `kept` are differences that the file alone has, or was decided for; the file stays
    as it is in `conflicts`.
    """

    application: Application
    changes: tuple[Change, ...]
    kept: tuple[Change, ...]
    conflicts: tuple[Conflict, ...]


def diff(before: Application, after: Application) -> tuple[Change, ...]:
    """Return what differs between two applications: what `merge` would write into the first one.

    Rows of lists are matched by what they say; one that was added or removed is a single change.

    >>> one, other = (Application(applicant={"name": name}) for name in ("Kylä ry", "Kaupunki ry"))
    >>> diff(one, other)
    (Change(path='applicant.name', before='Kylä ry', after='Kaupunki ry'),)
    """
    return changes_between(tree_of(before), tree_of(after), {})


def changes_between(before: Row, after: Row, origins: Origins) -> tuple[Change, ...]:
    """Return what differs between two trees of fields, where `origins` says which row is which as far as is known."""
    merging = _Merging(origins)
    merging.fields(before, after, before, "", "")
    return tuple(merging.changes)


Shown = Callable[[str], bool]
"""Says whether a paper has a field, or a list, by its path or pattern."""


def seen_in(tree: Plain, shown: Shown, path: str = "") -> Plain:
    """Return a tree of fields as a paper has it: a field that it doesn't show is missing, a list empty.

    >>> seen_in({"name": "Kylä", "people": [{"name": "A", "phone": "1"}]}, lambda path: "phone" not in path)
    {'name': 'Kylä', 'people': [{'name': 'A', 'phone': None}]}
    """
    if isinstance(tree, Mapping):
        start = f"{path}." if path else ""
        return {name: seen_in(inner, shown, f"{start}{name}") for name, inner in tree.items()}
    if isinstance(tree, list):
        return [seen_in(inner, shown, f"{path}[]") for inner in tree] if shown(path) else []
    return tree if shown(path) else None


def is_equal(_path: str, one: Plain, other: Plain) -> bool:
    """Return whether two values of a field are one, whatever the field."""
    return bool(one == other)


def merge(
    base: Application,
    paper: Application | Row,
    file: Application,
    *,
    origins: Origins,
    decide: Decide = lambda _: None,
    known: bool = True,
    shown: Shown = lambda _: True,
    same: Callable[[str, Plain, Plain], bool] = is_equal,
    missing: Collection[str] = (),
) -> Merged:
    """Return what becomes of two edited copies of one application, field by field and row by row.

    Changes that do not make a valid application together are settled as a whole, the paper's or the file's.

    Args:
        base: What both were made of; not looked at unless it is `known`.
        paper: The one copy, or its fields.
        file: The other copy, which stays as it is wherever nothing decides.
        origins: Which row of `base` each row of `paper` was, where that is known; other rows are matched by what they
            say.
        decide: Is asked once for each conflict.
        known: Whether `base` is known; otherwise each difference is a conflict.
        shown: Whether the paper has a field at all, by its path in `base`; what it doesn't have stays as in the file.
        same: Whether two values of a field are one.
        missing: The rows of `base`, by their paths, that were not found in the paper: a decision deletes them, and
            nothing else does.
    """
    decided = _asked_once(decide)
    typed = tree_of(paper) if isinstance(paper, Application) else paper
    whole: frozenset[str] = frozenset()
    for round_ in range(_MOST_ROUNDS + 1):
        if round_ == _MOST_ROUNDS:  # nothing of the paper goes together with the file
            shown = lambda _: False  # noqa: E731
        merging = _Merging(origins, decided, known, shown, same, whole, missing)
        values = merging.fields(tree_of(base), typed, tree_of(file), "", "")
        values["schema_version"] = file.schema_version
        try:
            application = application_from(values)
            break
        except LoadError as error:
            if round_ == _MOST_ROUNDS:
                raise
            faults = [fault.path for fault in error.faults]
            whole |= _parts_behind([change.path for change in merging.changes], faults)
    return Merged(application, tuple(merging.changes), tuple(merging.kept), tuple(merging.conflicts))


def lines_that_differ(before: str, after: str) -> tuple[str, ...]:
    r"""Return the lines that only one of two texts has, in order: `-` before, `+` after.

    >>> lines_that_differ("yksi\nkaksi", "yksi\nkolme")
    ('- kaksi', '+ kolme')
    """
    compared = difflib.ndiff(before.splitlines(), after.splitlines())
    return tuple(line for line in compared if line.startswith(("- ", "+ ")))


def matched(old: Sequence[Row], new: Sequence[Row], *, by_likeness: bool = True) -> list[int | None]:
    """Return for each new row the place of the old row that it is, or None for one that was not there.

    Rows that say the same are matched first, in order and then wherever they moved to; then, `by_likeness`, those
    that say mostly the same, the most alike first.

    >>> matched([{"name": "Yksi"}, {"name": "Kaksi"}], [{"name": "Kaksi"}, {"name": "Kolme"}])
    [1, None]
    """
    found: list[int | None] = [None] * len(new)
    old_keys, new_keys = [*map(repr, old)], [*map(repr, new)]
    matcher = difflib.SequenceMatcher(None, old_keys, new_keys, autojunk=False)
    for old_at, new_at, size in matcher.get_matching_blocks():
        found[new_at : new_at + size] = range(old_at, old_at + size)
    taken = {at for at in found if at is not None}
    moved: dict[str, list[int]] = {}
    for at in (at for at in range(len(old)) if at not in taken):
        moved.setdefault(old_keys[at], []).append(at)
    for at, place in enumerate(found):
        if place is None and (waiting := moved.get(new_keys[at])):
            found[at] = waiting.pop(0)
    taken = {at for at in found if at is not None}
    old_left = [at for at in range(len(old)) if at not in taken]
    new_left = [at for at, place in enumerate(found) if place is None]
    if not by_likeness:
        return found
    # Of very many, only those are compared that are about as far from the beginning.
    near = _MOST_PAIRS // (2 * max(len(old_left), len(new_left), 1))
    near = len(new_left) if len(old_left) * len(new_left) <= _MOST_PAIRS else near
    pairs = (
        (-likeness, abs(old_at - new_at), old_at, new_at)
        for at, old_at in enumerate(old_left)
        for new_at in new_left[max(at - near, 0) : at + near + 1]
        if (likeness := _likeness(old[old_at], new[new_at])) * 2 >= 1
    )
    for _, _, old_at, new_at in sorted(pairs):
        if old_at not in taken and found[new_at] is None:
            found[new_at] = old_at
            taken.add(old_at)
    return found


def _likeness(one: Row, other: Row) -> float:
    """Return how much of what two rows say is the same, from 0 to 1; what names them has the most weight."""
    same = total = 0
    text = _NAME
    for name in dict.fromkeys((*one, *other)):
        first, second = one.get(name), other.get(name)
        if first in (None, []) and second in (None, []):
            continue
        weight = _OTHER
        if any(isinstance(value, str) and not isinstance(value, StrEnum) for value in (first, second)):
            weight, text = text, _TEXT
        total += weight
        same += weight if first == second else 0
    return same / total if total else 1.0


@dataclass(slots=True)
class _Merging:
    """One run of a merge: what it finds on the way; `whole` are paths that are taken from one side as a whole."""

    origins: Origins
    decide: Decide = lambda _: None
    known: bool = True
    shown: Shown = lambda _: True
    same: Callable[[str, Plain, Plain], bool] = is_equal
    whole: frozenset[str] = frozenset()
    missing: Collection[str] = ()
    changes: list[Change] = field(default_factory=list)
    kept: list[Change] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)

    def fields(self, base: Plain, paper: Row, file: Row, path: str, origin: str) -> dict[str, Plain]:
        """Return the merged fields of a part; `path` is its place in the file, `origin` in the base."""
        base, (start, was) = base or {}, (f"{one}." if one else "" for one in (path, origin))
        return {
            name: self.value(
                base.get(name), paper.get(name), file.get(name), f"{start}{name}", f"{was}{name}"
            )
            for name in dict.fromkeys((*file, *paper))
        }

    def value(self, base: Plain, paper: Plain, file: Plain, path: str, origin: str) -> Plain:
        """Return what a field, a part or a list comes to."""
        if paper == file:
            return file
        if path not in self.whole:
            kinds = {type(paper), type(file)}
            if dict in kinds:
                return self.fields(base, paper or {}, file or {}, path, origin)
            if list in kinds:
                return self._rows(base or [], paper or [], file or [], path, origin)
        if not self.shown(origin) or self.same(path, paper, file):
            return file
        return self.settled(base, paper, file, path, origin)

    def settled(
        self, base: Plain, paper: Plain, file: Plain, path: str, origin: str = "", *, missing: bool = False
    ) -> Plain:
        """Return what two different values come to: the one that changed, or the one that is decided for.

        Of a part or a row, by its `origin` in the base, what the paper doesn't have stays as in the file.
        """
        was, typed, own = plain(base), plain(paper), plain(file)
        if self.known and paper == base:
            self.kept.append(Change(path, was, own))
            return file
        conflict = (MissingRow if missing else Conflict)(path, was, typed, own, self.known)
        seen = seen_in(file, self.shown, origin) if isinstance(file, Mapping) else file
        is_old = self.known and not missing and seen == base
        side = "paper" if is_old else self.decide(conflict)
        if side == "paper":
            self.changes.append(Change(path, own, typed))
            parts = isinstance(paper, Mapping) and isinstance(file, Mapping)
            return self._with_unseen(paper, file, origin) if parts else paper
        if side is None:
            self.conflicts.append(conflict)
        else:
            self.kept.append(Change(path, was, own))
        return file

    def _with_unseen(self, paper: Plain, file: Plain, origin: str) -> Plain:
        """Return what the paper says of a part, with what the file says of its fields that the paper doesn't have."""
        if isinstance(paper, Mapping) and isinstance(file, Mapping):
            names = dict.fromkeys((*file, *paper))
            start = f"{origin}." if origin else ""
            return {
                name: self._with_unseen(paper.get(name), file.get(name), f"{start}{name}") for name in names
            }
        return paper if self.shown(origin) else file

    def _rows(
        self, base: list[Plain], paper: list[Plain], file: list[Plain], path: str, origin: str
    ) -> list[Plain]:
        """Return the merged rows of a list.

        A row of the base is called by its number there, a new one by who added it.
        """
        if not self.shown(origin):
            return file
        seen = [seen_in(row, self.shown, f"{origin}[]") for row in file]
        if paper == seen:
            return file
        of_paper = self._named_in_paper(base, paper, origin)
        seen_by_name = self._named_in_file(base, seen, of_paper)
        of_file = dict(zip(seen_by_name, file, strict=True))
        merged: list[Plain] = []
        places = {name: at for at, name in enumerate(of_file)}
        for name in self._order([*of_paper], [*of_file], path):
            was = base[int(name)] if self.known and name.isdigit() else None
            now, own = of_paper.get(name), of_file.get(name)
            here, place = f"{path}[{places.get(name, len(merged))}]", f"{origin}[{name}]"
            if now is not None and own is not None and here not in self.whole:
                row = self.value(was, now, own, here, place)
            else:
                is_missing = now is None and place in self.missing
                is_same = now == seen_by_name.get(name)
                row = own if is_same else self.settled(was, now, own, here, place, missing=is_missing)
            if row is not None:
                merged.append(row)
        return merged

    def _named_in_paper(self, base: list[Plain], paper: list[Plain], origin: str) -> dict[str, Plain]:
        if origin in self.origins:
            origins = [*self.origins[origin]]
        else:
            origins = matched(base, paper) if self.known else [*range(len(paper))]
        if self.known:
            # Rows that say the very same, and did: nobody can say which is which, so they are taken in order.
            twins: dict[str, list[int]] = {}
            for place, number in enumerate(origins):
                if number is not None and base[number] == paper[place]:
                    twins.setdefault(repr(paper[place]), []).append(place)
            for places in twins.values():
                numbers = sorted(origins[place] or 0 for place in places)
                for place, number in zip(places, numbers, strict=True):
                    origins[place] = number
        return {
            f"new {at}" if number is None else str(number): row
            for at, (number, row) in enumerate(zip(origins, paper, strict=True))
        }

    def _named_in_file(
        self, base: list[Plain], file: list[Plain], of_paper: Mapping[str, Plain]
    ) -> dict[str, Plain]:
        """Return the file's rows by name: first those that say the very same as a known row, then the similar ones."""
        of_base = {str(at): row for at, row in enumerate(base)} if self.known else {}
        if self.known and file == base:
            return of_base
        known = {name: row for name, row in of_paper.items() if name.isdigit()}
        untouched = {name: row for name, row in known.items() if of_base.get(name) == row}
        names: dict[int, str] = {}
        steps = [(rows, False) for rows in (untouched, known, of_base, of_paper)]
        # Where nothing was before, as of a form, a row that is mostly the same is the same: it is never there twice.
        new_too = [(of_paper, True)] if not base and self.known else []
        for rows, by_likeness in (*steps, (of_base, True), (known, True), *new_too):
            waiting = [at for at in range(len(file)) if at not in names]
            given = set(names.values())
            free = [name for name in rows if name not in given]
            old, new = [rows[name] for name in free], [file[at] for at in waiting]
            found = zip(waiting, matched(old, new, by_likeness=by_likeness), strict=True)
            names |= {at: free[place] for at, place in found if place is not None}
        return {names.get(at, f"own {at}"): row for at, row in enumerate(file)}

    def _order(self, paper: list[str], file: list[str], path: str) -> list[str]:
        """Return the names in the order of the side that changed it, the other's own rows where they were."""
        both = {name for name in {*paper} & {*file} if name.isdigit()}
        of_paper, of_file = ([int(name) for name in one if name in both] for one in (paper, file))
        if of_paper == of_file or not self.known:
            return _merged_order(file, paper)
        order = self.settled(sorted(of_paper), of_paper, of_file, path)
        return _merged_order(paper, file) if order == of_paper else _merged_order(file, paper)


def _merged_order(first: Sequence[str], second: Sequence[str]) -> list[str]:
    """Return the first order, with what only the second has behind what it followed there.

    >>> _merged_order(["0", "own 1"], ["0", "new 1"])
    ['0', 'new 1', 'own 1']
    """
    order, known = [*first], {*first}
    before = ""
    for name in second:
        if name not in known:
            order.insert(order.index(before) + 1 if before else 0, name)
        before = name
    return order


def _asked_once(decide: Decide) -> Decide:
    """Return the same decision, asked only once for each conflict."""
    known: list[tuple[Conflict, Side | None]] = []

    def decided(conflict: Conflict) -> Side | None:
        if all(one != conflict for one, _ in known):
            known.append((conflict, decide(conflict)))
        return next(side for one, side in known if one == conflict)

    return decided


def _parts_behind(changed: Sequence[str], faults: Sequence[str]) -> frozenset[str]:
    """Return the parts that hold the changes behind faults: each is taken from one side only."""
    patterns = tuple(map(pattern_of, faults))
    parts = {path: path.rpartition(".")[0] or path for path in changed}
    behind = {
        part
        for path, part in parts.items()
        if pattern_of(path).startswith(patterns)
        or any(pattern.startswith(pattern_of(part)) for pattern in patterns)
    }
    return frozenset(behind or parts.values())


def tree_of(application: Application) -> dict[str, Plain]:
    """Return the fields of an application, those without a value too, with lists for tuples."""
    tree: dict[str, Plain] = _with_lists(application.model_dump())
    return tree


def _with_lists(value: Plain) -> Plain:
    if isinstance(value, dict):
        return {key: _with_lists(inner) for key, inner in value.items()}
    return [*map(_with_lists, value)] if isinstance(value, tuple | list) else value


def plain(value: Plain) -> Plain:
    """Return a value as JSON holds it, without what is missing."""
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items() if inner not in (None, [], {})}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value
