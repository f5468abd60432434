"""A change of law, or of a group's own data, held against all applications that wait in files and folders."""

import os.path
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from hakemus.case import known_group
from hakemus.checking import CheckChange, check_change, load
from hakemus.errors import FileError, HakemusError, verb
from hakemus.group import LeaderGroup
from hakemus.model import Application
from hakemus.pdf import Progress
from hakemus.reading import files_below, kind_of

_SUFFIXES = (".toml", ".json")
_APPLICATIONS = ("application.toml", "application.json")
_OTHERS = ("meeting.toml", "assessment.toml", "group.toml")
"""What a folder of the board or of a group holds that is no application."""


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file, and what changes for its application; `change` is None, and `cause` says why, where it cannot be read.

    `application` is None where the file itself could not be understood.
    """

    file: Path
    application: Application | None = None
    change: CheckChange | None = None
    cause: Exception | None = field(default=None, compare=False)

    @property
    def changed(self) -> bool:
        """True when anything differs for the application."""
        return self.change is not None and self.change.changed


@dataclass(frozen=True, slots=True)
class ChangesOfFiles:
    """What changes for the applications of several files, in their order."""

    files: tuple[FileChange, ...]

    @property
    def changed(self) -> tuple[FileChange, ...]:
        """Return those for which anything differs."""
        return tuple(one for one in self.files if one.changed)

    @property
    def same(self) -> tuple[FileChange, ...]:
        """Return those for which nothing differs."""
        return tuple(one for one in self.files if one.change is not None and not one.change.changed)

    @property
    def unreadable(self) -> tuple[FileChange, ...]:
        """Return those that could not be checked."""
        return tuple(one for one in self.files if one.change is None)


@verb
def check_changes(
    places: Sequence[str | Path],
    *,
    on: date | None = None,
    against: date | None = None,
    undated: date | None = None,
    group: LeaderGroup | str | Path | None = None,
    against_group: LeaderGroup | str | Path | None = None,
    progress: Progress | None = None,
) -> ChangesOfFiles:
    """Return what changes for each application of files and folders; see `hakemus.check_change`.

    Of a folder, its own files that end in .toml or .json are read, and each application.toml and application.json in
    the folders below it. A file that cannot be read or checked is reported and stops no other.

    Args:
        places: Files and folders.
        on: The day whose law counts first; by default each application's own date.
        against: The day whose law counts then; by default the same day.
        undated: The first day of an application without a date, when `on` isn't given.
        group: The Leader group whose data count first.
        against_group: The data that count then; by default those of `group`.
        progress: Called with how many files are done, of how many, and the name of the last.
    """
    group = known_group(group)
    against_group = known_group(against_group)
    listed = list(dict.fromkeys(_files_of(map(Path, places))))
    found: list[FileChange] = []
    for done, file in enumerate(listed, start=1):
        application = None
        try:
            if kind_of(file) == "folder" and not files_below(file)[1]:
                message = f"{file} has no application files; name another folder"
                raise FileError(file, "no-application-files", message)
            application = load(file)
            change = check_change(
                application,
                on=on or (undated if application.date is None else None),
                against=against,
                group=group,
                against_group=against_group,
            )
            found.append(FileChange(file, application, change))
        except HakemusError as error:
            found.append(FileChange(file, application, cause=error))
        if progress is not None:
            progress(done, len(listed), file.name)
    return ChangesOfFiles(tuple(found))


def _files_of(places: Iterable[Path]) -> Iterator[Path]:
    """Yield the files of applications: of a folder those in it, and a folder without any as if it were a file."""
    for place in places:
        if not os.path.isdir(place):  # noqa: PTH112 - that of a path raises where nobody may look
            yield place
            continue
        below, closed = files_below(place)
        own = (one for one in below if one.parent == place and one.suffix in _SUFFIXES)
        listed = {one for one in own if one.name not in _OTHERS and not one.name.endswith(".schema.json")}
        listed |= {one for one in below if one.name in _APPLICATIONS}
        yield from sorted([*listed, *closed]) or [place]
