"""An application file brought up to date from a paper that somebody has edited: what is written, and what is asked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

from hakemus.desk.three_way import SIDES, Conflict, Decide, Side, ThreeWay
from hakemus.errors import FileError, LoadError, UnknownNameError
from hakemus.files import application_from, read_application, save
from hakemus.files.rewriting import rewritten
from hakemus.forms import Change, Reading, read
from hakemus.forms.field_places import field_places
from hakemus.forms.merging import value_at
from hakemus.group import LeaderGroup
from hakemus.model import Application
from hakemus.papers import document
from hakemus.programme import entry_named
from hakemus.reading import read_bytes
from hakemus.values.field_paths import pattern_of
from hakemus.word.extraction import normal

_MOST_ROUNDS = 20


@dataclass(frozen=True, slots=True)
class Update:
    """What a paper changes in an application file.

    `changes` are written: what the file says, and what it will say. `kept` changed in the file alone since the paper
    was made, or was decided for the file. `conflicts` are left as the file has them, since both changed. `application`
    is what the file says once it is written; `reading` is the paper. `before` and `after` are the content of the file.
    """

    path: Path
    application: Application
    changes: tuple[Change, ...]
    kept: tuple[Change, ...]
    conflicts: tuple[Conflict, ...]
    reading: Reading
    before: bytes = field(repr=False)
    after: bytes = field(repr=False)

    def write(self) -> None:
        """Write the file, whole or not at all; raise `FileError` when it has changed since it was read."""
        if self.after == self.before:
            return
        if read_bytes(self.path) != self.before:
            raise FileError(self.path, "changed-meanwhile", f"{self.path} has changed meanwhile; begin again")
        save(self.path.resolve(), self.after, overwrite=True)


def update(
    application: str | Path,
    paper: bytes | str | Path,
    *,
    group: LeaderGroup | None = None,
    take: Side | Decide | None = None,
    write: bool = True,
) -> Update:
    """Bring an application file up to date from a paper of it that was edited, and return what that changes.

    What changed in the paper alone is written into the file, whose comments and order stay; what changed in the file
    alone is kept. Where both changed, the file stays as it is unless `take` says which side counts: `"paper"`,
    `"file"`, or a function that is asked for each conflict. Of a paper without data nobody knows what changed, so each
    difference is a conflict. With `write=False` nothing is written. Raises as `load` and `read`, `FileError`, and
    `UnknownNameError` for another side.
    """
    if not callable(take) and take not in (None, *SIDES):
        raise UnknownNameError("side", take, SIDES)
    path = Path(application)
    file, content = read_application(path), read_bytes(path)
    reading = read(paper, group=group, measure=file.classification.measure)
    way, merged = bring_together(reading, file, take if callable(take) else lambda _: take)
    made = Update(
        path,
        merged,
        tuple(map(_plain_change, way.changes)),
        tuple(filter(_speaks_of(reading, file), map(_plain_change, way.kept))),
        tuple(map(_plain_conflict, way.conflicts)),
        reading,
        content,
        rewritten(path, content, file, merged),
    )
    if write:
        made.write()
    return made


def bring_together(reading: Reading, file: Application, decide: Decide) -> tuple[ThreeWay, Application]:
    """Return the application that comes of both; changes that do not go together are settled as a whole."""
    whole: frozenset[str] = frozenset()
    known = reading.base is not None
    same = _is_same if known else _is_shown_same
    base = reading.base or Application()
    decided = _once(decide)
    for _ in range(_MOST_ROUNDS):
        way = ThreeWay(_shown_in(reading), reading.origins, decided, known, same, whole)
        values = way.merged(base, reading.application, file)
        try:
            return way, application_from(values)
        except LoadError as error:
            whole |= _together(
                [change.path for change in way.changes], [fault.path for fault in error.faults]
            )
    way = ThreeWay(lambda _: False, reading.origins, decided, known=True, same=same)
    return way, application_from(way.merged(base, reading.application, file))


def _once(decide: Decide) -> Decide:
    """Return the same decision, asked but once for each conflict."""
    known: list[tuple[Conflict, Side | None]] = []

    def decided(conflict: Conflict) -> Side | None:
        for one, side in known:
            if one == conflict:
                return side
        known.append((conflict, decide(_plain_conflict(conflict))))
        return known[-1][1]

    return decided


def _together(changed: Sequence[str], faults: Sequence[str]) -> frozenset[str]:
    """Return the parts that hold the changes behind faults: each is taken from one side only."""
    patterns = tuple(pattern_of(fault) for fault in faults)
    parts = {path: path.rpartition(".")[0] or path for path in changed}
    behind = {
        part
        for path, part in parts.items()
        if pattern_of(path).startswith(patterns)
        or any(pattern.startswith(pattern_of(part)) for pattern in patterns)
    }
    return frozenset(behind or parts.values())


def _shown_in(reading: Reading) -> Callable[[str], bool]:
    """Return what tells whether a paper speaks of a field: that it carries it, or without data that it shows it."""
    if reading.base is not None:
        carries = frozenset(document(reading.document).carries or Application.model_fields) | {"language"}
        return lambda path: path.partition(".")[0].partition("[")[0] in carries
    shown: set[str] = set()
    for path in reading.anchors:
        for end in (at for at, letter in enumerate(path) if letter in ".["):
            shown.add(path[:end])
        shown |= {path, path.rpartition("]")[0] + "]"}
    return shown.__contains__


def _speaks_of(reading: Reading, file: Application) -> Callable[[Change], bool]:
    """Return what tells whether the paper, made anew of the file, would hold what a change is about.

    A paper of one company, or for the partners, holds not all of what the file does; what it never held did not change.
    """
    if reading.base is None:
        return lambda _: True
    paper = document(reading.document)
    name = paper.items(reading.base)[0].name
    held = next((item.application for item in paper.items(file) if item.name == name), file)
    values = _plain(held.model_dump())

    def speaks(change: Change) -> bool:
        if change.before not in (None, [], {}):
            return True
        rows, is_row, _ = change.path.rpartition("[")
        if is_row and change.path.endswith("]"):
            return change.after in (value_at(values, rows) or ())
        return value_at(values, change.path) is not None

    return speaks


def _is_same(_path: str, one: Any, other: Any) -> bool:  # noqa: ANN401
    return bool(one == other)


def _is_shown_same(path: str, one: Any, other: Any) -> bool:  # noqa: ANN401
    """Return whether two values look the same on paper: blanks apart, and a label for its key."""
    if not isinstance(one, str) or not isinstance(other, str):
        return bool(one == other)
    if normal(one) == normal(other):
        return True
    place = field_places().get(pattern_of(path))
    if place is None or not place.vocabulary:
        return False
    found = [entry_named(place.vocabulary, text) for text in (one, other)]
    return found[0] is not None and found[0] == found[1]


def _plain_change(change: Change) -> Change:
    return Change(change.path, _plain(change.before), _plain(change.after))


def _plain_conflict(conflict: Conflict) -> Conflict:
    sides = {name: _plain(getattr(conflict, name)) for name in ("before", "paper", "file")}
    return replace(conflict, **sides)


def _plain(value: Any) -> Any:  # noqa: ANN401
    """Return a value as `Change` holds it: as JSON does, without what is missing."""
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items() if inner not in (None, [], {})}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value
