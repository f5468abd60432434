"""What an upgrade of the library changed under a group's overrides: ours now, next to ours when it was accepted."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from hakemus.assembly import template_path
from hakemus.changes import lines_that_differ
from hakemus.errors import DataError, verb
from hakemus.files import save, save_all
from hakemus.files.rewriting import toml_value
from hakemus.files.saving import holds, locked, refuse_existing
from hakemus.group import DATA, LOCK, QUESTIONS_FILE, LeaderGroup
from hakemus.model import Part
from hakemus.reading import faults_of, kind_of, read_toml
from hakemus.texts import LANGUAGES, Language, wording
from hakemus.values.as_json import AsJson
from hakemus.values.text import file_stem
from hakemus.word import outline

# What a group's folder puts in the place of ours: each message and template next to ours.


@dataclass(frozen=True, slots=True)
class Override:
    """A file of the folder, or a message in it by its `key`, that replaces ours.

    `ours` and `own` are the two as text: a message as it is, a template as its outline. `digest` changes with
    anything in ours, its form too.
    """

    file: str
    key: str
    language: Language
    ours: str
    own: str
    digest: str

    @property
    def place(self) -> str:
        """Return where it is: the file, and the key in it."""
        return f"{self.file}: {self.key}" if self.key else self.file

    @property
    def difference(self) -> tuple[str, ...]:
        """Return the lines that differ: ours begin with `-`, the group's own with `+`."""
        return lines_that_differ(self.ours, self.own)

    @property
    def recorded(self) -> "Overridden":
        """Return what the record holds of it once it is accepted."""
        return Overridden(file=self.file, key=self.key, digest=self.digest, text=self.ours)


def overrides_of(group: LeaderGroup, folder: Path) -> Iterator[Override]:
    """Yield what a group's folder puts in the place of ours: messages, then templates, by language."""
    for language in LANGUAGES:
        ours = wording(language).catalogue
        for name, own in group.changed_messages(language).items():
            subject, _, key = name.partition(".")
            digest = hashlib.sha256(ours[name].encode()).hexdigest()
            yield Override(f"texts/{language}/{subject}.toml", key, language, ours[name], own, digest)
    for language, document in group.changed_templates():
        file, content = (
            f"templates/{language}/{document}.docx",
            template_path(document, language).read_bytes(),
        )
        digest = hashlib.sha256(content).hexdigest()
        yield Override(file, "", language, outline(content), outline(folder / file), digest)


# The record that a group's folder keeps of what the library had under each override: `overrides.lock.toml`.

_HEAD = (
    "# Written by `hakemus group check FOLDER --accept`. It holds what stood in the library under each override,\n"
    "# so that `hakemus group diff FOLDER` tells what an upgrade changed there. Not to be changed by hand.\n"
)


class Overridden(Part):
    """What the library had under one override."""

    file: str
    """The file of the folder."""
    key: str = ""
    """The message in the file."""
    digest: str
    """The digest of ours."""
    text: str
    """Ours as text: the message, or the outline of the template."""


class _Lock(Part):
    overridden: tuple[Overridden, ...] = ()


def read_lock(folder: Path) -> Mapping[tuple[str, str], Overridden]:
    """Return what the record of a folder holds, by file and key; nothing when there is no record.

    Raises `DataError` with every fault, and `FileError` when it cannot be read.
    """
    path = folder / LOCK
    if not kind_of(path):
        return {}
    try:
        lock = _Lock.model_validate(read_toml(path))
    except ValidationError as error:
        raise DataError(f"{LOCK} cannot be understood; write it anew", faults_of(error, _Lock)) from error
    return {(one.file, one.key): one for one in lock.overridden}


def lock_text(entries: Iterable[Overridden]) -> str:
    """Return a record as the text of its file."""
    lines = [_HEAD]
    for entry in entries:
        lines += ["[[overridden]]", *(f"{name} = {toml_value(value)}" for name, value in entry if value), ""]
    return "\n".join(lines)


ChangeKind = Literal["changed", "form-changed", "not-recorded", "no-longer"]


@dataclass(frozen=True, slots=True)
class GroupChange:
    """What happened to ours under one override.

    `changed`: its words, see `lines`; `form-changed`: only its form; `not-recorded`: the override is newer than the
    record; `no-longer`: the record has an override that the folder no longer has.
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
        lines: list[str] = []
        for change in self.changes:
            lines += [
                f"{change.place}: {change.message(language)}",
                *(f"    {line}" for line in change.lines),
            ]
        end = "group.change.none" if self.ok else "group.change.accept"
        return "\n".join([*lines, words.message(end, {} if self.ok else {"folder": self.folder})])

    def as_mapping(self) -> dict[str, Any]:
        """Return the changes as plain values, with their messages in all languages."""
        return {
            "folder": self.folder,
            "ok": self.ok,
            "changes": [
                {
                    "kind": change.kind,
                    "place": change.place,
                    "lines": list(change.lines),
                    "message": {language: change.message(language) for language in LANGUAGES},
                }
                for change in self.changes
            ],
        }


@verb
def diff_group(folder: str | Path) -> GroupChanges:
    """Return what changed in ours under the overrides of a group's folder since it was last accepted.

    Raises as `LeaderGroup.open`, and `DataError` when the record cannot be understood.
    """
    place = Path(folder)
    overrides = tuple(overrides_of(LeaderGroup.open(place), place))
    return GroupChanges(str(folder), changes_under(overrides, place))


def changes_under(overrides: Iterable[Override], folder: Path) -> tuple[GroupChange, ...]:
    """Return what changed under overrides since the record of their folder; without one, all are not recorded."""
    lock = dict(read_lock(folder))
    changes: list[GroupChange] = []
    for override in overrides:
        known = lock.pop((override.file, override.key), None)
        if known is None:
            changes.append(GroupChange("not-recorded", override.place))
        elif known.digest != override.digest:
            lines = lines_that_differ(known.text, override.ours)
            changes.append(GroupChange("changed" if lines else "form-changed", override.place, lines))
    return (*changes, *(GroupChange("no-longer", ": ".join(filter(None, place))) for place in lock))


@verb
def accept_group(folder: str | Path) -> Path:
    """Record what the library has under the overrides of a group's folder now, and return the record's path.

    Raises as `LeaderGroup.open`, and `FileError` when the record cannot be written.
    """
    place = Path(folder)
    with locked(place):  # what another copies into the folder meanwhile is recorded by it
        entries = [override.recorded for override in overrides_of(LeaderGroup.open(place), place)]
        return save(place / LOCK, lock_text(entries).encode(), overwrite=True)


# The start of a group's folder: a commented one that checks at once, and copies of our templates to be changed.

_MESSAGES = "findings"


@verb
def new_group(name: str, language: Language, folder: str | Path | None = None) -> Path:
    """Make a commented folder for a group of that name, in the language of the one who will fill it, and return it.

    Without a `folder` it is called after the group, in small letters without accents. Nothing is replaced. Raises
    `FileError` when a file is there already or cannot be written.
    """
    place = Path(folder if folder is not None else file_stem(name) or "group")
    words = wording(language)
    values = {"name": toml_value(name), "language": language, "folder": str(place)}
    # Every message of ours that fits on a line, as a comment to be changed.
    messages = [words.message("new-group.messages", {"place": "{field}"})]
    for key, text in words.catalogue.messages.items():
        subject, _, own = key.partition(".")
        if subject == _MESSAGES and "\n" not in text:
            steps = (
                one if re.fullmatch(r"[A-Za-z0-9_-]+", one) else toml_value(one) for one in own.split(".")
            )
            messages.append(f"# {'.'.join(steps)} = {toml_value(text)}")
    texts = {
        DATA: words.message("new-group.data", values),
        QUESTIONS_FILE: words.message("new-group.questions", values),
        f"texts/{language}/{_MESSAGES}.toml": "\n".join([*messages, ""]),
        LOCK: lock_text(()),
    }
    save_all({place / file: text.encode() for file, text in texts.items()})
    return place


@verb
def copy_template(folder: str | Path, name: str, language: Language) -> Path:
    """Copy one of our templates into a group's folder, to be changed in Word, and return its path.

    What is ours now is recorded, so that an upgrade can be compared with it. Raises `UnknownNameError` for an unknown
    document, `FileError` when the folder is not there or has the template already, `DataError` when its record cannot
    be understood, and as `LeaderGroup.open`.
    """
    place = Path(folder)
    content = template_path(name, language).read_bytes()
    file = f"templates/{language}/{name}.docx"
    LeaderGroup.open(place)
    with locked(place):
        if not holds(place / file, content):  # else a copy was broken off when it was done
            refuse_existing(place / file)
        # What was recorded of other overrides stays as it was: nobody has looked at them. The record comes first, so
        # that of a copy that was broken off nothing but a line of it is there, which the next copy writes again.
        known = [entry for entry in read_lock(place).values() if entry.file != file]
        new = Overridden(file=file, digest=hashlib.sha256(content).hexdigest(), text=outline(content))
        save(place / LOCK, lock_text([*known, new]).encode(), overwrite=True)
        return save(place / file, content)
