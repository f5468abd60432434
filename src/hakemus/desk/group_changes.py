"""What an upgrade of the library changed under a group's overrides: ours now, and ours when it was last accepted."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, ValidationError

from hakemus.assembly import template_path
from hakemus.changes import lines_that_differ
from hakemus.errors import DataError, Fault, FileError, Message
from hakemus.files import save, save_all
from hakemus.files.rewriting import toml_value
from hakemus.findings import SEVERITIES, Severity
from hakemus.group import DATA, LOCK, QUESTIONS_FILE, LeaderGroup
from hakemus.model import Part
from hakemus.proofing import TemplateFinding
from hakemus.reading import faults_of, read_toml
from hakemus.texts import LANGUAGES, Language, fault_message, place_of_fault, wording
from hakemus.values.as_json import AsJson
from hakemus.values.text import file_stem
from hakemus.word import outline

# What a group's folder replaces: each message and template next to ours.


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


def overrides_of(group: LeaderGroup, folder: Path) -> Iterator[Override]:
    """Yield what a group's folder puts in the place of ours: messages, then templates, by language."""
    for language in LANGUAGES:
        ours = wording(language).catalogue
        for name, own in group.changed_messages(language).items():
            subject, _, key = name.partition(".")
            file = f"texts/{language}/{subject}.toml"
            yield Override(file, key, language, ours[name], own, _digest(ours[name].encode()))
    for language, document in group.changed_templates():
        file, path = f"templates/{language}/{document}.docx", template_path(document, language)
        content = path.read_bytes()
        yield Override(file, "", language, outline(content), outline(folder / file), _digest(content))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


# The record that a group's folder keeps of what was in the library under each override: `overrides.lock.toml`.

_HEAD = (
    "# Written by `hakemus group check FOLDER --accept`. It holds what stood in the library under each override,\n"
    "# so that `hakemus group diff FOLDER` tells what an upgrade changed there. Not to be changed by hand.\n"
)


class Overridden(Part):
    """What was in the library under one override."""

    file: str
    """The file of the folder."""
    key: str = ""
    """The message in the file."""
    digest: str
    """The digest of ours."""
    text: str
    """Ours as text: the message, or the outline of the template."""

    @classmethod
    def of(cls, override: Override) -> Self:
        """Return what is in the library under an override now."""
        return cls(file=override.file, key=override.key, digest=override.digest, text=override.ours)


class _Lock(Part):
    overridden: tuple[Overridden, ...] = Field(default=())


def read_lock(folder: Path) -> Mapping[tuple[str, str], Overridden] | None:
    """Return what the record of a folder holds, by file and key; None when there is no record.

    Raises `DataError` with every fault, and `FileError` when it cannot be read.
    """
    path = folder / LOCK
    if not path.exists():
        return None
    try:
        lock = _Lock.model_validate(read_toml(path))
    except ValidationError as error:
        raise DataError(f"{LOCK} cannot be understood; write it anew", faults_of(error, _Lock)) from error
    return {(one.file, one.key): one for one in lock.overridden}


def lock_text(entries: Iterable[Overridden]) -> str:
    """Return a record as the text of its file."""
    return "\n".join([_HEAD, *(_table(entry) for entry in entries)])


def _table(entry: Overridden) -> str:
    lines = (f"{name} = {toml_value(value)}" for name, value in entry if value)
    return "\n".join(["[[overridden]]", *lines, ""])


ChangeKind = Literal["changed", "form-changed", "not-recorded", "no-longer"]


@dataclass(frozen=True, slots=True)
class GroupChange:
    """What became of ours under one override.

    `changed`: its words, see `lines`; `form-changed`: only its form; `not-recorded`: the override is newer than the
    record; `no-longer`: the record names an override that the folder no longer has.
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
    """Record what is in the library under the overrides of a group's folder now, and return the record's path.

    Raises as `LeaderGroup.open`, and `FileError` when the record cannot be written.
    """
    place = Path(folder)
    return _recorded(place, [Overridden.of(one) for one in overrides_of(LeaderGroup.open(place), place)])


def record_new(folder: Path, file: str) -> Path:
    """Record what is in the library under a new file of a group's folder, and return the record's path.

    What was recorded of other overrides stays: nobody has looked at them. Raises as `accept_group`, and `DataError`
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


# The start of a group's folder: a commented one that checks at once, and copies of our templates to be changed.

_MESSAGES = "findings"
_PLACE = "{field}"


def new_group(name: str, language: Language, folder: str | Path | None = None) -> Path:
    """Make a commented folder for a group of that name, in the language of the one who will fill it, and return it.

    Without a `folder` it is called after the group. Nothing is replaced. Raises `FileError` when a file is there
    already or cannot be written.
    """
    place = Path(folder) if folder is not None else Path(folder_name(name))
    words = wording(language)
    values = {"name": toml_value(name), "language": language, "folder": str(place)}
    texts = {
        DATA: words.message("new-group.data", values),
        QUESTIONS_FILE: words.message("new-group.questions", values),
        f"texts/{language}/{_MESSAGES}.toml": _commented_messages(language),
        LOCK: lock_text(()),
    }
    save_all({place / file: text.encode() for file, text in texts.items()})
    return place


def copy_template(folder: str | Path, name: str, language: Language) -> Path:
    """Copy one of our templates into a group's folder, to be changed in Word, and return its path.

    What is ours now is recorded, so that an upgrade can be compared with it. Raises `UnknownNameError` for an unknown
    document, `FileError` when the folder is not there or has the template already, and as `LeaderGroup.open`.
    """
    place = Path(folder)
    if not (place / DATA).is_file():
        raise FileError(place, "no-group", f"{place} holds no {DATA}; name the folder of a group")
    content = template_path(name, language).read_bytes()
    file = f"templates/{language}/{name}.docx"
    path = save(place / file, content)
    record_new(place, file)
    return path


def folder_name(name: str) -> str:
    """Return what a group's folder is called: its name in small letters without accents.

    >>> folder_name("Aktion Österbotten rf")
    'aktion-osterbotten-rf'
    """
    return file_stem(name) or "group"


def _commented_messages(language: Language) -> str:
    words = wording(language)
    head = words.message("new-group.messages", {"place": _PLACE})
    ours = words.catalogue.messages
    named = {key.partition(".")[2]: text for key, text in ours.items() if key.startswith(f"{_MESSAGES}.")}
    lines = (f"# {_quoted(key)} = {toml_value(text)}" for key, text in named.items() if "\n" not in text)
    return "\n".join([head, *lines, ""])


def _quoted(key: str) -> str:
    return ".".join(
        part if re.fullmatch(r"[A-Za-z0-9_-]+", part) else toml_value(part) for part in key.split(".")
    )


# What was found in a group's folder, and what it puts in the place of ours: as text, and as JSON.


@dataclass(frozen=True, slots=True)
class GroupFinding:
    """One thing to correct or to know in a group's folder.

    `kind` names it and never changes; `place` is the file, and the key in it; `told` gives the message of a language.
    """

    kind: str
    severity: Severity
    place: str
    told: Callable[[Language], str]

    @classmethod
    def of(cls, kind: str, severity: Severity, place: str, **values: Any) -> "GroupFinding":  # noqa: ANN401
        """Return a finding whose message is in the catalogue; a value may be a text in three languages."""

        def told(language: Language) -> str:
            spoken = {name: _spoken(value, language) for name, value in values.items()}
            return wording(language).message(f"group.found.{kind}", spoken)

        return cls(kind, severity, place, told)

    @classmethod
    def of_fault(cls, fault: Fault) -> "GroupFinding":
        """Return a finding for what keeps the folder from being opened."""
        return cls(fault.code, "error", fault.path, partial(fault_message, fault))

    @classmethod
    def of_template(cls, found: TemplateFinding) -> "GroupFinding":
        """Return a finding for what the check of templates found."""
        place = Message.joined(": ", found.file, Message.joined(", ", found.part, found.place, found.tag))
        return cls(f"template.{found.kind}", found.severity, place, found.message)

    def line(self, language: Language) -> str:
        """Return the finding with its place, as one line."""
        severity = wording(language).message(f"words.{self.severity}")
        place = place_of_fault(self.place, language)
        return f"{severity}: {place}: {self.told(language)}"


@dataclass(frozen=True, slots=True)
class GroupReport(AsJson):
    """What the check of a group's folder found; `papers` is how many were made of the examples to try it."""

    folder: str
    name: str
    findings: tuple[GroupFinding, ...]
    overrides: tuple[Override, ...] = ()
    papers: int = 0

    @property
    def ok(self) -> bool:
        """True when the folder can be used."""
        return not any(finding.severity == "error" for finding in self.findings)

    def to_text(self, language: Language) -> str:
        """Return the report as lines of text: what was found, what the folder changes and how, then the verdict."""
        words = wording(language)
        lines = [self.name] if self.name else []
        for severity in SEVERITIES:
            lines += [found.line(language) for found in self.findings if found.severity == severity]
        lines += _overridden(self.overrides, language)
        counts = {f"{name}s": self._count(name) for name in SEVERITIES}
        lines.append(words.message("group.report.counts", {**counts, "papers": self.papers}))
        lines.append(words.message("group.report.ok" if self.ok else "group.report.not-ok"))
        return "\n".join(lines)

    def as_mapping(self) -> dict[str, Any]:
        """Return the report as plain values: verdict, findings with their messages in all languages, and overrides."""
        return {
            "folder": self.folder,
            "name": self.name,
            "ok": self.ok,
            "papers": self.papers,
            "findings": [
                {
                    "kind": found.kind,
                    "severity": found.severity,
                    "place": found.place,
                    "message": {language: found.told(language) for language in LANGUAGES},
                }
                for found in self.findings
            ],
            "overrides": [
                {"file": one.file, "key": one.key, "difference": list(one.difference)}
                for one in self.overrides
            ],
        }

    def _count(self, severity: Severity) -> int:
        return sum(found.severity == severity for found in self.findings)


def _overridden(overrides: tuple[Override, ...], language: Language) -> Iterator[str]:
    words = wording(language)
    if overrides:
        yield words.message("group.report.overrides")
    for override in overrides:
        yield f"  {override.place}"
        yield from (f"    {line}" for line in override.difference)
        if not override.difference:
            yield f"    {words.message('group.report.same')}"


def _spoken(value: Any, language: Language) -> Any:  # noqa: ANN401
    return value.text(language) if hasattr(value, "text") else value
