"""What an upgrade of the library changed under a group's overrides: ours now, beside ours when it was last accepted."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from hakemus.desk.lock import Overridden, lock_text, read_lock
from hakemus.desk.overrides import Override, lines_that_differ, overrides_of
from hakemus.files import save
from hakemus.group import LOCK, LeaderGroup
from hakemus.texts import LANGUAGES, Language, wording
from hakemus.values.as_json import AsJson

ChangeKind = Literal["changed", "form-changed", "not-recorded", "no-longer"]


@dataclass(frozen=True, slots=True)
class GroupChange:
    """What became of ours under one override.

    `changed`: its words, see `lines`; `form-changed`: only its form; `not-recorded`: the override is newer than the
    record; `no-longer`: the record tells of an override that the folder has no more.
    """

    kind: ChangeKind
    place: str
    lines: tuple[str, ...] = ()

    @property
    def is_of_ours(self) -> bool:
        """True when ours changed, so that somebody should look whether the override still fits."""
        return self.kind in ("changed", "form-changed")

    def message(self, language: Language) -> str:
        """Return the change in plain words, with what to do."""
        return wording(language).message(f"group.change.{self.kind}")


@dataclass(frozen=True, slots=True)
class GroupChanges(AsJson):
    """What changed under the overrides of a group's folder."""

    folder: str
    changes: tuple[GroupChange, ...]

    @property
    def ok(self) -> bool:
        """True when nothing of ours changed under an override."""
        return not any(change.is_of_ours for change in self.changes)

    def to_text(self, language: Language) -> str:
        """Return the changes as lines of text, each with the lines of ours that differ."""
        words = wording(language)
        told: list[str] = []
        for change in self.changes:
            told.append(f"{change.place}: {change.message(language)}")
            told += [f"    {line}" for line in change.lines]
        if self.ok:
            told.append(words.message("group.change.none"))
        else:
            told.append(words.message("group.change.accept", {"folder": self.folder}))
        return "\n".join(told)

    def as_mapping(self) -> dict[str, Any]:
        """Return the changes as plain values, with their messages in all languages."""
        return {
            "folder": self.folder,
            "ok": self.ok,
            "changes": [_as_mapping(change) for change in self.changes],
        }


def diff_group(folder: str | Path) -> GroupChanges:
    """Return what changed in ours under the overrides of a group's folder since it was last accepted.

    Raises as `LeaderGroup.open`, and `DataError` when the record cannot be understood.
    """
    place = Path(folder)
    overrides = tuple(overrides_of(LeaderGroup.open(place), place))
    return GroupChanges(str(folder), changes_under(overrides, place))


def accept_group(folder: str | Path) -> Path:
    """Record what stands in the library under the overrides of a group's folder now, and return the record's path.

    Raises as `LeaderGroup.open`, and `FileError` when the record cannot be written.
    """
    place = Path(folder)
    return _recorded(place, [Overridden.of(one) for one in overrides_of(LeaderGroup.open(place), place)])


def record_new(folder: Path, file: str) -> Path:
    """Record what stands in the library under a new file of a group's folder, and return the record's path.

    What was recorded of other overrides stands: nobody has looked at them. Raises as `accept_group`, and `DataError`
    when the record cannot be understood.
    """
    known = read_lock(folder) or {}
    overrides = overrides_of(LeaderGroup.open(folder), folder)
    new = [Overridden.of(one) for one in overrides if one.file == file]
    return _recorded(folder, [*(entry for entry in known.values() if entry.file != file), *new])


def _recorded(folder: Path, entries: list[Overridden]) -> Path:
    return save(folder / LOCK, lock_text(entries).encode(), overwrite=True)


def changes_under(overrides: tuple[Override, ...], folder: Path) -> tuple[GroupChange, ...]:
    """Return what changed under overrides since the record of their folder; without one, all are not recorded."""
    lock = read_lock(folder) or {}
    here = {(override.file, override.key) for override in overrides}
    found: list[GroupChange] = []
    for override in overrides:
        known = lock.get((override.file, override.key))
        if known is None:
            found.append(GroupChange("not-recorded", override.place))
        elif known.digest != override.digest:
            lines = lines_that_differ(known.text, override.ours)
            found.append(GroupChange("changed" if lines else "form-changed", override.place, lines))
    gone = [": ".join(filter(None, place)) for place in lock if place not in here]
    return (*found, *(GroupChange("no-longer", place) for place in gone))


def _as_mapping(change: GroupChange) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "place": change.place,
        "lines": list(change.lines),
        "message": {language: change.message(language) for language in LANGUAGES},
    }
