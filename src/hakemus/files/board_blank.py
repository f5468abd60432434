"""Commented files for a board to fill: `meeting.toml`, and `assessment.toml` with the group's own criteria."""

import os.path
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hakemus.case import known_group
from hakemus.errors import DataError, DayMissingError, Fault, FileError, verb
from hakemus.files.application_file import part_from, read_application, read_part
from hakemus.files.assessors import read_answers
from hakemus.files.commented import comment, heading
from hakemus.files.fields import named_choices
from hakemus.files.rewriting import rewritten, toml_value
from hakemus.files.saving import save_all
from hakemus.group import Answer, LeaderGroup, voices_on
from hakemus.model import (
    AgendaItem,
    Application,
    Assessment,
    CriterionAssessment,
    Decision,
    Disqualification,
    Meeting,
    Member,
    Part,
)
from hakemus.model.schema import Field, fields_of
from hakemus.programme import programme_on
from hakemus.reading import entries_of, kind_of, parse_toml
from hakemus.rules.board import Assessed, assess
from hakemus.texts import Language, Wording, load_error, wording
from hakemus.values.text import file_stem

# The files of a board: `assessment.toml` and `meeting.toml` into what they tell, or every fault in them at once.


def read_assessment(path: str | Path) -> Assessment:
    """Return the assessment of a TOML or JSON file.

    Raises `FileError` when the file cannot be read, and `LoadError` with every fault when it cannot be understood.
    """
    return read_part(Path(path), Assessment)


def read_meeting(path: str | Path) -> Meeting:
    """Return the meeting of a TOML or JSON file; raises as `read_assessment`."""
    return read_part(Path(path), Meeting)


# A meeting's folder: `meeting.toml`, and a folder for each application with its assessment.

MEETING, ASSESSMENT, APPLICATION = "meeting.toml", "assessment.toml", "application.toml"


@dataclass(frozen=True, slots=True)
class MeetingFolder:
    """A meeting as it is in a folder: its data, its group, and the names of the applications' folders."""

    path: Path
    meeting: Meeting
    group: LeaderGroup
    names: tuple[str, ...]
    answers: tuple[Answer, ...] = ()

    def assessed(self, name: str) -> Assessed:
        """Return an application of the meeting with its assessment, by the law of the day of application.

        What the members said of it on their forms counts where the assessment says nothing.

        Raises `FileError` and `LoadError` for what cannot be read.
        """
        folder = self.path / name
        file = folder / ASSESSMENT
        assessment = read_assessment(file) if kind_of(file) else Assessment()
        application = read_application(folder / assessment.application)
        day = application.date or self.meeting.date
        if day is None:
            raise DayMissingError
        voices = voices_on(self.meeting, self.answers, name)
        return assess(application, assessment, self.group, day, voices)


def open_meeting(path: Path, group: LeaderGroup | None = None) -> MeetingFolder:
    """Return the meeting of a folder; the group is the one given, or else the one that its file names.

    Raises `FileError` and `LoadError` when the meeting or its group cannot be read, or holds no application.
    """
    meeting = read_meeting(path / MEETING)
    names = tuple(folder.name for folder in entries_of(path) if _holds_application(folder))
    if not names:
        message = (
            f"{path} holds no applications; put each into a folder with assessment.toml or application.toml"
        )
        raise FileError(path, "no-applications", message)
    if group is None:
        if meeting.group is None:
            faults, source = [Fault("group", "missing", "", 'group = "group.toml"')], str(path / MEETING)
            raise load_error(faults, source, "meeting.")
        place = path / meeting.group
        try:
            group = LeaderGroup.open(place) if kind_of(place) == "folder" else LeaderGroup.read(place)
        except DataError as error:  # what is wrong is the group's own file, and no data of the library
            raise load_error(error.faults, str(place)) from error
    return MeetingFolder(path, meeting, group, names, read_answers(path))


def application_files(folder: Path) -> list[Path]:
    """Return the files that may be applications in a folder and in the folders in it, by their names."""
    found = (path for pattern in ("*", "*/*") for path in folder.glob(pattern))
    return sorted(path for path in found if _may_be_application(path))


def _may_be_application(path: Path) -> bool:
    """Return whether a file names the version of its format, and is no board's."""
    if path.suffix.lower() not in {".toml", ".json"} or path.name in {MEETING, ASSESSMENT}:
        return False
    try:
        if not path.is_file():  # a pipe might never end
            return False
        with path.open("rb") as file:
            return b"schema_version" in file.read(_BEGINNING)
    except OSError:
        return False


_BEGINNING = 1024 * 1024


def _holds_application(folder: Path) -> bool:
    """Return whether a folder is an application's; of one that nobody may look into, that is said when it is read."""
    try:
        if kind_of(folder) != "folder":
            return False
        return any(kind_of(folder / file) for file in (ASSESSMENT, APPLICATION))
    except FileError:
        return True


@verb
def blank_meeting(language: Language, *, on: date | None = None, group: str | None = None) -> str:
    """Return a commented `meeting.toml` to fill, in a language; `on` is the day, `group` the path of the group.

    >>> 'tie_rule = "shared"' in blank_meeting("en")
    True
    """
    page = _Page(wording(language), "meeting")
    meeting = Meeting(language=language, date=on, group=group)
    examples: dict[str, Part] = {
        "members": Member(name="…"),
        "agenda": AgendaItem(title="…"),
        "disqualifications": Disqualification(member="…"),
        "decisions": Decision(application="…", decision="support"),
    }
    lines = [*page.head(), *page.fields(meeting)]
    for name, part in examples.items():
        lines += ["", *page.example(part, name)]
    return _file(lines)


@verb
def blank_assessment(
    language: Language,
    *,
    on: date | None = None,
    application: tuple[str, Application] | None = None,
    group: LeaderGroup | str | Path | None = None,
    law_of: date | None = None,
) -> str:
    """Return a commented `assessment.toml` to fill, in a language; `on` is the day of the assessment.

    With an `application`, by the path at which the file is to find it, and the `group` that assesses it, every
    criterion that holds for it is there with the points that it allows; where the law leaves it unscored, none. Those
    are of the day of application; while it has none, of `on`, or else of `law_of`.
    Without an application, a group or a day there is an example of a criterion.

    >>> 'application = "application.toml"' in blank_assessment("fi")
    True
    """
    group = known_group(group)
    page = _Page(wording(language), "assessment")
    path = application[0] if application is not None else "application.toml"
    lines = [*page.head(), *page.fields(Assessment(application=path, date=on))]
    lines += [heading(page.term("criteria")), *comment(page.guidance("criteria"))]
    day = application[1].date or on or law_of if application is not None else None
    if application is not None and group is not None and day is not None:
        lines += page.criteria(assess(application[1], Assessment(), group, day))
    else:
        lines += page.example(CriterionAssessment(criterion="…"), "criteria", explained=False)
    return _file(lines)


def begin_meeting(
    folder: Path,
    meeting: Meeting,
    applications: Iterable[Path],
    *,
    group: LeaderGroup,
    law_of: date | None = None,
) -> tuple[Path, ...]:
    """Write the folder of a meeting, and return its files: `meeting.toml`, and assessments to fill.

    Raises as `save_all`, `read_application` and `blank_assessment`; nothing is written then.
    """
    blank = blank_meeting(meeting.language)
    file, text = folder / MEETING, blank.encode()
    said = part_from(parse_toml(blank, str(file)), Meeting, str(file))
    contents = {file: rewritten(file, text, said, meeting)}
    for path in applications:
        place, number = folder / (file_stem(path.parent.name if path.name == APPLICATION else path.stem)), 2
        while place / ASSESSMENT in contents:
            place, number = place.with_name(f"{place.name}-{number}"), number + 1
        seen = (seen_from(place, path), read_application(path))
        page = blank_assessment(
            meeting.language, on=meeting.date, application=seen, group=group, law_of=law_of
        )
        contents[place / ASSESSMENT] = page.encode()
    return save_all(contents)


def seen_from(folder: Path, path: Path) -> str:
    """Return a path as a file in a folder names it."""
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # on another drive
        return path.absolute().as_posix()


def _file(lines: list[str]) -> str:
    return "\n".join(lines).strip("\n") + "\n"


class _Page:
    """Writes the lines of a board's file: of a meeting, or of an assessment."""

    def __init__(self, words: Wording, name: str) -> None:
        self._words = words
        self._name = name

    def head(self) -> Iterator[str]:
        yield from comment(self.term(""))
        yield "##"
        for key in ("how-text", "how-example", "how-prose", "how-escape"):
            yield from comment(self._words.message(f"application-file.{key}"), hang=2)
        yield from comment(self._words.message(f"board.how-next-{self._name}"))
        yield ""

    def fields(self, part: Part) -> Iterator[str]:
        """Yield the fields that are not lists, each explained."""
        for field in fields_of(type(part)):
            if not field.is_list:
                yield from comment(self._explanation(field.path))
                for key, label in named_choices(field, self._words, programme_on(None)).items():
                    yield from comment(f"{key} – {label}", "##   ", hang=2)
                yield self._line(field, part)
                yield ""

    def example(self, part: Part, name: str, *, explained: bool = True) -> Iterator[str]:
        """Yield a list of parts: what each field of one is, and an example of it."""
        if explained:
            yield heading(self.term(name))
            yield from comment(self.guidance(name))
        fields = fields_of(type(part), f"{name}.")
        for field in fields:
            text = f"{field.name} – {self._explanation(field.path)}"
            yield from comment(text, "##   ", hang=2)
        yield f"# [[{name}]]"
        for field in fields:
            yield f"# {self._line(field, part, as_example=True)}"

    def criteria(self, assessed: Assessed) -> Iterator[str]:
        """Yield an entry for every criterion of the group that holds for the application."""
        law = assessed.law
        if assessed.selection is None:
            key = "not-scored" if assessed.is_free_of_scoring else "no-criteria"
            source = law.reference.text(self._words.language) if law is not None else ""
            yield from comment(self._words.message(f"board.{key}", {"reference": source}))
            return
        for criterion in assessed.asked:
            yield ""
            yield "[[criteria]]"
            values: dict[str, object] = {"criterion": criterion.label.text(self._words.language)}
            kind, example = "gate", "met = true"
            if criterion.kind != "gate":
                kind, example = "score", f"points = {toml_value(criterion.points[0])}"
                values["points"] = " / ".join(self._words.number(number) for number in criterion.points)
                values["weight"] = criterion.weight
            yield from comment(self._words.message(f"board.blank-{kind}", values))
            for level in criterion.levels:
                text = f"{self._words.number(level.points)} – {level.label.text(self._words.language)}"
                yield from comment(text, "##   ", hang=2)
            yield f"criterion = {toml_value(criterion.key)}"
            yield f"# {example}"
            yield 'reason = """\n"""'

    def term(self, path: str) -> str:
        return self._words.term(self._full_path(path))

    def guidance(self, path: str) -> str:
        key = f"guidance.{self._full_path(path)}"
        return self._words.message(key) if key in self._words.catalogue else ""

    def _explanation(self, path: str) -> str:
        return " ".join(filter(None, (f"{self.term(path)}.", self.guidance(path))))

    def _line(self, field: Field, part: Part, *, as_example: bool = False) -> str:
        value = field.value(part)
        if isinstance(value, str | bool | int | date):
            return f"{field.name} = {toml_value(value)}"
        if field.is_long and not as_example:
            return f'{field.name} = """\n"""'
        if field.is_text:
            return f'{field.name} = ""'
        value = toml_value(field.keys[0]) if field.keys else field.example or "1"
        return f"{field.name} = {value}" if as_example else f"# {field.name} = {value}"

    def _full_path(self, path: str) -> str:
        return f"{self._name}.{path}" if path else self._name
