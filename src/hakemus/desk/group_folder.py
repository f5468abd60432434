"""A group's folder: the check that tries every override next to ours, and what an upgrade changed under it."""

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from hakemus.assembly import template_of, template_path
from hakemus.changes import lines_that_differ
from hakemus.desk.in_words import likely_names
from hakemus.errors import DataError, Fault, Message, verb
from hakemus.files import save, save_all
from hakemus.files.rewriting import toml_value
from hakemus.files.saving import holds, locked, refuse_existing
from hakemus.findings import SEVERITIES, Severity
from hakemus.group import DATA, LOCK, QUESTIONS_FILE, Amount, LeaderGroup, Names, Rate, Setting
from hakemus.group.folder import file_of
from hakemus.group.settings import is_alike, texts_of
from hakemus.model import Part
from hakemus.papers import papers_with
from hakemus.papers.layout import Frame
from hakemus.pdf import Progress
from hakemus.programme import Label, Measure, Programme, programmes
from hakemus.proofing import Trial, check_template, example_subjects, trials, try_look, try_template
from hakemus.reading import faults_of, kind_of, read_toml
from hakemus.rules.leader_group import days_of_law, is_for, limits_of_law
from hakemus.support import kinds_of
from hakemus.texts import (
    LANGUAGES,
    Language,
    fault_message,
    known_language,
    load_error,
    place_of_fault,
    wording,
)
from hakemus.values.money import exact
from hakemus.values.paths import AsJson
from hakemus.values.text import file_stem, first_unprintable, shown
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
        file = f"templates/{language}/{document}.docx"
        content = template_path(document, language).read_bytes()
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
        raise DataError(
            f"{LOCK} cannot be understood; write it anew", faults_of(error, _Lock), source=LOCK
        ) from error
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
    `FileError` when a file is there already or cannot be written, `LoadError` for a name that no file can hold.
    """
    if bad := first_unprintable(name):
        found = f"{bad.code_point} ({shown(bad.before)}▯)"
        raise load_error([Fault("name", "unprintable", found)], "new_group", in_python=True)
    place = Path(folder if folder is not None else file_stem(name) or "group")
    words = wording(language)
    values = {"name": toml_value(name), "language": language, "folder": shown(str(place))}
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
    place, language = Path(folder), known_language(language)
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


# What was found in a group's folder, and what it replaces: as text, and as JSON.


@dataclass(frozen=True, slots=True)
class GroupFinding:
    """One thing to correct or to know in a group's folder.

    `kind` names it and never changes; `place` is the file, and the key in it; `message` gives it in a language.
    """

    kind: str
    severity: Severity
    place: str
    message: Callable[[Language], str]

    @classmethod
    def of(cls, kind: str, severity: Severity, place: str, **values: Any) -> "GroupFinding":  # noqa: ANN401
        """Return a finding whose message is in the catalogue; a value may be a text in three languages."""

        def message(language: Language) -> str:
            texts = {
                name: one.text(language) if hasattr(one, "text") else one for name, one in values.items()
            }
            return wording(language).message(f"group.found.{kind}", texts)

        return cls(kind, severity, place, message)

    @classmethod
    def of_fault(cls, fault: Fault) -> "GroupFinding":
        """Return a finding for what cannot be understood in a file of the folder; of a measure, with that meant."""
        if fault.code == "not-allowed" and re.search(r"\bmeasures\[[0-9]+\]$", fault.path):
            meant = likely_names(fault.found, fault.allowed.split(", "), "measure")
            fault = replace(fault, suggestion="".join(meant[:1]))
        return cls(fault.code, "error", fault.path, partial(fault_message, fault))


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
        counts = {"papers": self.papers}
        for severity in SEVERITIES:
            found = [finding for finding in self.findings if finding.severity == severity]
            counts[f"{severity}s"] = len(found)
            for finding in found:
                place = place_of_fault(finding.place, language)
                lines.append(f"{words.message(f'words.{severity}')}: {place}: {finding.message(language)}")
        if self.overrides:
            lines.append(words.message("group.report.overrides"))
        for override in self.overrides:
            shown = override.difference or (words.message("group.report.same"),)
            lines += [f"  {override.place}", *(f"    {line}" for line in shown)]
        lines.append(words.message("group.report.counts", counts))
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
                    "message": {language: found.message(language) for language in LANGUAGES},
                }
                for found in self.findings
            ],
            "overrides": [
                {"file": one.file, "key": one.key, "difference": list(one.difference)}
                for one in self.overrides
            ],
        }


# A group's rates and amounts, held against what the law allows them to be.


def beyond_the_law(group: LeaderGroup, programme: Programme) -> Iterator[GroupFinding]:
    """Yield a finding for each rate and each amount of a group that the law does not allow, with a day."""
    settings: list[tuple[str, Rate | Amount]] = [
        *((f"group.toml: rates[{index}].percent", rate) for index, rate in enumerate(group.rates)),
        *((f"group.toml: amounts[{index}].euros", amount) for index, amount in enumerate(group.amounts)),
    ]
    for place, setting in settings:
        alike = [other for _, other in settings if is_alike(setting, other)]
        named = {key for other in alike for key in other.measures}
        for measure in programme.measures():
            if measure.key not in setting.measures if setting.measures else measure.key in named:
                continue
            if not setting.may_hold({"measure": measure.key}):
                continue
            beyond = list(_beyond(setting, place, alike, measure))
            if not beyond and isinstance(setting, Rate):
                stated = {kind for rate in group.rates for kind in rate.kinds_named} - setting.kinds_named
                beyond = list(_above_some_kind(setting, place, alike, measure, stated))
            yield from beyond


def _beyond(
    setting: Rate | Amount, place: str, others: Sequence[Setting], measure: Measure
) -> Iterator[GroupFinding]:
    number = setting.percent if isinstance(setting, Rate) else setting.euros
    if number is None:  # the group decides case by case
        return
    # Of each limit that a setting is beyond while it holds, the first day is reported on which that is surest.
    found: dict[tuple[str, Label, Decimal], GroupFinding] = {}
    for day in days_of_law(setting, others, measure):
        for limit in limits_of_law(setting, measure, day):
            key = limit.finding, limit.label, limit.number
            graver = SEVERITIES[: SEVERITIES.index(found[key].severity)] if key in found else SEVERITIES
            if not limit.is_broken_by(number) or limit.severity not in graver:
                continue
            values: dict[str, Any] = {"found": number, "limit": limit.number, "measure": limit.label}
            if limit.sums:
                values["sums"] = Names(**{one: wording(one).sums(limit.sums) for one in LANGUAGES})
            values |= {"day": day, "provision": limit.value.reference}
            found[key] = GroupFinding.of(limit.finding, limit.severity, place, **values)
    yield from found.values()


def _above_some_kind(
    setting: Rate, place: str, others: Iterable[Setting], measure: Measure, stated: Collection[str]
) -> Iterator[GroupFinding]:
    """Yield a note where a rate is more than the law allows of some kind that it is for, without a rate of its own."""
    law, percent = measure.programme, setting.percent or Decimal(0)
    for day in reversed(
        [*days_of_law(setting, others, measure)]
    ):  # the law that holds now, or held last, comes first
        lower = [
            (kind.label, value.number)
            for kind in kinds_of(measure, day)
            if kind.key not in stated
            and is_for(setting, kind, measure, day)
            and (value := law.value_on(kind.text("rate"), day)) is not None
            and value.number < percent
        ]
        if lower:
            kinds = {
                language: "; ".join(
                    f"{label.text(language)}: {wording(language).percent(number)}" for label, number in lower
                )
                for language in LANGUAGES
            }
            values = {"found": percent, "measure": measure.label, "day": day, "kinds": Names(**kinds)}
            yield GroupFinding.of("rate-above-kinds", "note", place, **values)
            return


# Which of a group's texts a language lacks, so that its papers show them in another.

_NAME = "name"
_MOST_SHOWN = 6


def in_another_language(group: LeaderGroup) -> Iterator[GroupFinding]:
    """Yield a note for the texts that a language lacks, by their file; a group's name may be one in all."""
    lacking: dict[tuple[str, tuple[Language, ...]], list[str]] = {}
    for path, names in texts_of(group):
        languages = tuple(language for language in LANGUAGES if language not in names.languages)
        if languages and path != _NAME:
            lacking.setdefault((file_of(path), languages), []).append(path)
    for (file, languages), paths in sorted(lacking.items()):
        named = {}  # the languages, by their names in each
        for reader in LANGUAGES:
            words = wording(reader)
            named[reader] = words.list([words.message(f"words.language-{one}") for one in languages])
        yield GroupFinding.of(
            "texts-lack-language",
            "note",
            file,
            texts=", ".join(paths[:_MOST_SHOWN]) + (" …" if len(paths) > _MOST_SHOWN else ""),
            count=len(paths),
            keys=", ".join(f'{language} = "…"' for language in languages),
            languages=Names(**named),
        )


@verb
@exact
def check_group(folder: str | Path, *, progress: Progress | None = None) -> GroupReport:
    """Return what has to be corrected in a group's folder, and what it replaces.

    Every fault of its files is reported at once. When it has none, its rates and amounts are held against the law, its
    templates and words are compared across its languages, and papers of all the library's examples are made with it and
    looked over; `progress` gets how many kinds of paper are done, of how many, and the file of the last one.
    Raises `FileError` when there is no such folder.
    """
    place = Path(folder)
    try:
        group = LeaderGroup.open(place)
    except DataError as error:
        return GroupReport(str(folder), "", tuple(map(GroupFinding.of_fault, error.faults)))
    overrides = tuple(overrides_of(group, place))
    languages = group.languages or LANGUAGES
    # Every paper is tried in the languages of the group and of its own templates.
    spoken = dict.fromkeys((*languages, *(language for language, _ in group.changed_templates())))
    subjects = {language: example_subjects(language, group) for language in spoken}
    tried = {
        (language, paper.key): tuple(trials(paper, language, group, subjects[language]))
        for language in spoken
        for paper in papers_with(group)
    }
    findings = (
        *(finding for programme in programmes() for finding in beyond_the_law(group, programme)),
        *in_another_language(group),
        *(_one_sided(overrides, languages) if group.languages else ()),
        *_different_fields(group, languages),
        *_from_papers(group, place, tried, progress),
        *_upgraded(overrides, place),
        *(GroupFinding.of("copy", "note", file) for file in group.passed_over),
    )
    papers = sum(map(len, tried.values()))
    return GroupReport(str(folder), group.name.text(languages[0]), findings, overrides, papers)


def _one_sided(overrides: Iterable[Override], languages: Iterable[Language]) -> Iterator[GroupFinding]:
    """Yield a note for what is changed in one of the group's languages and not in another."""
    changed: dict[str, set[Language]] = {}  # by what is overridden, apart from the language
    apart = {one: one.place.replace(f"/{one.language}/", "/", 1) for one in overrides}
    for override, what in apart.items():
        changed.setdefault(what, set()).add(override.language)
    for override, what in apart.items():
        lacking = [language for language in languages if language not in changed[what]]
        if override.language not in languages:
            yield GroupFinding.of("language-not-served", "note", override.place, language=override.language)
        elif lacking:
            yield GroupFinding.of("one-language", "note", override.place, languages=lacking)


def _different_fields(group: LeaderGroup, languages: Iterable[Language]) -> Iterator[GroupFinding]:
    """Yield a warning where a template of one language shows fields that the same paper of another does not."""
    for document in dict.fromkeys(document for _, document in group.changed_templates()):
        fields = {
            language: set((group.template(document, language) or template_of(document, language)).fields)
            for language in languages
        }
        everything = set().union(*fields.values())
        for language, own in fields.items():
            if lacking := sorted(everything - own):
                place = f"templates/{language}/{document}.docx"
                yield GroupFinding.of("fields-lacking", "warning", place, fields=lacking)


def _from_papers(
    group: LeaderGroup,
    folder: Path,
    tried: Mapping[tuple[Language, str], tuple[Trial, ...]],
    progress: Progress | None,
) -> Iterator[GroupFinding]:
    """Yield what is wrong with the group's own templates, and with papers that ours make in its look and words."""
    own = group.changed_templates()
    papers = {paper.key: paper for paper in papers_with(group)}
    looked_at: set[tuple[Language, Frame]] = set()
    for done, ((language, document), of_paper) in enumerate(tried.items(), 1):
        file, named = f"templates/{language}/{document}.docx", f"{document}.docx"
        if (folder / file).is_file():
            template, paper = group.template(document, language), papers[document]
            found = check_template(
                folder / file, file, paper, language, group=group, tried=of_paper, compiled=template
            )
            theirs = template_of(document, language).fields if (language, document) in own else ()
            if template is not None and (left := sorted(set(theirs) - set(template.fields))):
                yield GroupFinding.of("fields-left-out", "note", file, fields=left)
        elif (lent := group.template(document, language)) is not None:  # that of another of its languages
            found = [*try_template(lent, named, of_paper)]
        else:  # the look is the same whatever is printed, so papers are made with the template as it is kept
            found = []
            if (look := (language, papers[document].frame)) not in looked_at:
                looked_at.add(look)
                path = template_path(document, language)
                found += try_look(path, named, group.branding(language))
            found += try_template(template_of(document, language), named, of_paper)
        for one in found:
            # What ours leaves out too is no news; what only the group's own leaves out is reported above.
            if one.kind != "unused-fields":
                where = Message.joined(": ", one.file, Message.joined(", ", one.part, one.place, one.tag))
                yield GroupFinding(f"template.{one.kind}", one.severity, where, one.message)
        if progress is not None:
            progress(done, len(tried), file)


def _upgraded(overrides: Iterable[Override], folder: Path) -> Iterator[GroupFinding]:
    """Yield what an upgrade changed under overrides, or what is wrong with the record."""
    try:
        for change in changes_under(overrides, folder):
            severity: Severity = "warning" if change.is_of_ours else "note"
            yield GroupFinding(f"override.{change.kind}", severity, change.place, change.message)
    except DataError as error:
        for fault in error.faults:
            yield GroupFinding.of_fault(replace(fault, path=f"{LOCK}: {fault.path}"))
