"""A meeting's folder: `meeting.toml`, and a folder for each application with its assessment."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hakemus.errors import DayMissingError, Fault, FileError, LoadError
from hakemus.files.application_file import read_application
from hakemus.files.board_files import read_assessment, read_meeting
from hakemus.group import LeaderGroup
from hakemus.model import Assessment, Meeting
from hakemus.programme import open_programme
from hakemus.rules.assessed import Assessed, assess
from hakemus.texts import Language, describe_faults, wording

MEETING, ASSESSMENT, APPLICATION = "meeting.toml", "assessment.toml", "application.toml"


@dataclass(frozen=True, slots=True)
class MeetingFolder:
    """A meeting as it stands in a folder: its data, its group, and the names of the applications' folders."""

    path: Path
    meeting: Meeting
    group: LeaderGroup
    names: tuple[str, ...]

    def assessed(self, name: str, language: Language) -> Assessed:
        """Return an application of the meeting with its assessment, by the law of the day of application.

        Raises `FileError` and `LoadError` for what cannot be read, the faults of an assessment in the language given.
        """
        folder = self.path / name
        file = folder / ASSESSMENT
        assessment = read_assessment(file, language) if file.exists() else Assessment()
        application = read_application(folder / assessment.application)
        day = application.date or self.meeting.date
        if day is None:
            raise DayMissingError(wording(language).message("report.day-missing", {"field": "date"}))
        return assess(application, assessment, self.group, open_programme(), day)


def open_meeting(
    path: Path, group: LeaderGroup | None = None, language: Language | None = None
) -> MeetingFolder:
    """Return the meeting of a folder; the group is the one given, or else the one that its file names.

    Raises `FileError` and `LoadError` when the meeting or its group cannot be read, or holds no application.
    """
    meeting = read_meeting(path / MEETING, language)
    names = tuple(_names(path))
    if not names:
        message = wording(language or meeting.language).message("files.no-applications", {"path": str(path)})
        raise FileError(path, "no-applications", message)
    return MeetingFolder(path, meeting, group or _named_group(path, meeting, language), names)


def _names(path: Path) -> Iterator[str]:
    for folder in sorted(path.iterdir(), key=lambda each: each.name):
        if folder.is_dir() and any((folder / file).is_file() for file in (ASSESSMENT, APPLICATION)):
            yield folder.name


def _named_group(path: Path, meeting: Meeting, language: Language | None) -> LeaderGroup:
    if meeting.group is None:
        faults, source = [Fault("group", "missing", "", 'group = "group.toml"')], str(path / MEETING)
        raise LoadError(describe_faults(faults, language or meeting.language, source), faults, source)
    place = path / meeting.group
    return LeaderGroup.open(place) if place.is_dir() else LeaderGroup.read(place)
