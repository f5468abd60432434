"""The folder that a page works in: its application files and meetings, each called by a key that is no path."""

import hashlib
import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from hakemus.changes import Change, Conflict, Side
from hakemus.checking import load
from hakemus.desk import BudgetUpdate, update, update_budget
from hakemus.desk.in_words import problem_text
from hakemus.errors import FileError, HakemusError, UnknownNameError
from hakemus.files import addressed_to, blank_application, commented_file, known_measure, read_record, save
from hakemus.files.board_blank import ASSESSMENT, MEETING, read_meeting
from hakemus.files.rewriting import rewritten
from hakemus.forms import Account, read
from hakemus.group import LeaderGroup, decided_by
from hakemus.model import Application
from hakemus.page.chapters import Chapters
from hakemus.page.editing import programme_of
from hakemus.reading import read_bytes
from hakemus.texts import Language, describe_fault, wording
from hakemus.values.text import file_stem

WORKBOOKS = (".xlsx", ".ods")

_KEY_DIGITS = 12
_MOST_FILES = 500
_MOST_TAKEN = 20
_BEGINNING = 1024 * 1024

_Decide = Callable[[Conflict], Side | None]


@dataclass(frozen=True, slots=True)
class Opened:
    """A file of the folder: its key, its path, the name of its project or its file, and why it cannot be read."""

    key: str
    path: Path
    name: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Planned:
    """What a file that came back changes in an application file; nothing is written until `write` is called.

    Attributes:
        changes: What the file said, and what it will say.
        kept: What changed in the application file alone, or was decided for it.
        conflicts: What both say differently, and rows that were not found; left as the application file has them.
        problems: What was not understood or is missing, in words.
        outside: What was written outside of the fields.
        account: How many fields were found.
        write: Writes the application file; raises `FileError` when it has changed since it was read.
    """

    changes: tuple[Change, ...]
    kept: tuple[Change, ...]
    conflicts: tuple[Conflict, ...]
    problems: tuple[str, ...]
    outside: tuple[str, ...]
    account: Account
    write: Callable[[], object]


@dataclass
class Workspace:
    """What a page works with; the files are what is known, and everything else may be lost.

    Attributes:
        folder: The folder whose files are listed, and where new ones are written.
        today: Returns the day of today.
        language: The language of the page.
        group: The Leader group whose data are used, or None.
        group_folder: The folder of the group, if it has one.
        in_words: Returns what an error says to people, in a language, without its faults.
    """

    folder: Path
    today: Callable[[], date]
    language: Language
    group: LeaderGroup | None = None
    group_folder: Path | None = None
    in_words: Callable[[Exception, Language], str] = lambda error, _: str(error)
    taken: dict[str, tuple[Path, str, bytes]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def files(self) -> list[Opened]:
        """Return the application files of the folder and of the folders in it, by their names."""
        return [self._opened(path, lambda one: load(one).project.name or one.name) for path in self._paths()]

    def meetings(self) -> list[Opened]:
        """Return the meetings in the folder."""
        paths = sorted([*self.folder.glob(MEETING), *self.folder.glob(f"*/{MEETING}")])[:_MOST_FILES]
        return [self._opened(path, lambda one: read_meeting(one).name or one.parent.name) for path in paths]

    def path_of(self, key: str) -> Path:
        """Return the file of a key; raise `UnknownNameError` for another."""
        path = next((path for path in self._paths() if self.key(path) == key), None)
        if path is None:
            raise UnknownNameError("file", key, ())
        return path

    def said(self, error: Exception) -> list[str]:
        """Return what an error says to people, and each of its faults, in the language of the page."""
        faults, fields = getattr(error, "faults", ()), getattr(error, "fields", None)
        described = (describe_fault(fault, self.language, fields) for fault in faults)
        return [self.in_words(error, self.language), *described]

    def key(self, path: Path) -> str:
        """Return the key of a file: it doesn't change while the file stays where it is."""
        real = os.path.realpath(path)  # that of a path raises where links lead in a circle
        return hashlib.sha256(real.encode(errors="surrogateescape")).hexdigest()[:_KEY_DIGITS]

    def chapters(self, application: Application) -> Chapters:
        """Return an application as the page shows it."""
        return Chapters.of(application, self.language, self.today(), self.group)

    def new(self, measure: str) -> Path:
        """Write a new application file of a measure, and return its path."""
        found = known_measure(measure, decided_by(self.today(), "", measure, self.group)[0], None)
        blank = blank_application(found, self.language)
        application = addressed_to(blank, self.group, self.language) if self.group is not None else blank
        return self._written(application, found.label.text(self.language))

    def take_in(self, name: str, content: bytes) -> Path:
        """Write a file that was given as an application file of the folder, and return its path.

        Raises:
            HakemusError: It is no application file, Word form or paper, workbook, or page of the register.
        """
        stem = file_stem(Path(name.replace("\\", "/")).stem) or "application"
        if name.lower().endswith(".docx"):
            reading = read(content, group=self.group)
            return self._written(reading.application, reading.application.project.name or stem)
        if name.lower().endswith(WORKBOOKS):
            blank = Application(language=self.language)
            return self._written(self._of_book(blank, Path(name).suffix.lower(), content).application, stem)
        if name.lower().endswith((".toml", ".json")):
            return self._checked(stem, name, content)
        text = content.decode("utf-8-sig", errors="replace")
        return self._written(read_record(text).to_application(), stem)

    def keep(self, path: Path, name: str, content: bytes) -> str:
        """Keep a file that came back for an application until its changes are decided, and return its key."""
        key = hashlib.sha256(self.key(path).encode() + content).hexdigest()[:_KEY_DIGITS]
        with self._lock:
            self.taken[key] = (path, Path(name).suffix.lower(), content)
            while len(self.taken) > _MOST_TAKEN:
                del self.taken[next(iter(self.taken))]
        return key

    def planned(self, path: Path, key: str, decided: Mapping[str, str] | None = None) -> Planned:
        """Return what a file that was kept for an application changes in it.

        `decided` says of each conflict, by its path, which side counts: `paper` or `file`.

        Raises:
            UnknownNameError: No file of that key is kept for the application any more.
            HakemusError: The file cannot be read, or isn't one of an application.
        """
        with self._lock:
            kept_for, ending, content = self.taken.get(key, (None, "", b""))
        if kept_for != path:
            raise UnknownNameError("paper", key, ())

        def decide(conflict: Conflict) -> Side | None:
            match (decided or {}).get(conflict.path):
                case "paper" | "file" as side:
                    return side
            return None

        if ending in WORKBOOKS:
            return self._of_workbook(path, ending, content, decide)
        return self._of_paper(path, content, decide)

    def _of_paper(self, path: Path, content: bytes, decide: _Decide) -> Planned:
        words = wording(self.language)
        made = update(path, content, group=self.group, take=decide, write=False)
        reading = made.reading
        return Planned(
            made.changes,
            made.kept,
            made.conflicts,
            tuple(problem_text(one, words) for one in reading.problems),
            tuple(f"{one.heading}: {one.text}" if one.heading else one.text for one in reading.outside),
            reading.account,
            made.write,
        )

    def _of_workbook(self, path: Path, ending: str, content: bytes, decide: _Decide) -> Planned:
        held = read_bytes(path)
        before = load(path)
        made = self._of_book(before, ending, content, decide)
        after = rewritten(path, held, before, made.application)
        return Planned(
            made.changes,
            (),
            made.missing,
            tuple(describe_fault(lost.fault, self.language) for lost in made.lost),
            (),
            made.account,
            lambda: save(path, after, overwrite=True, before=held) if after != held else None,
        )

    def _of_book(
        self, before: Application, ending: str, content: bytes, decide: _Decide | None = None
    ) -> BudgetUpdate:
        with TemporaryDirectory() as folder:
            book = Path(folder) / f"book{ending}"
            book.write_bytes(content)
            law = programme_of(before, self.group)
            return update_budget(before, book, language=self.language, programme=law, take=decide)

    def _paths(self) -> list[Path]:
        found = (path for pattern in ("*", "*/*") for path in self.folder.glob(pattern))
        return sorted(path for path in found if _is_application(path))[:_MOST_FILES]

    def _opened(self, path: Path, name_of: Callable[[Path], str]) -> Opened:
        try:
            return Opened(self.key(path), path, name_of(path))
        except HakemusError as error:
            return Opened(self.key(path), path, path.name, "\n".join(self.said(error)))

    def _written(self, application: Application, name: str) -> Path:
        text = commented_file(application, self.language, group=self.group, law_of=self.today())
        return free_name(self.folder, file_stem(name) or "application", ".toml", text.encode())

    def _checked(self, stem: str, name: str, content: bytes) -> Path:
        """Save an application file as it came once it is seen to be one."""
        ending = ".json" if name.lower().endswith(".json") else ".toml"
        path = free_name(self.folder, stem, ending, content)
        try:
            load(path)
        except HakemusError:
            path.unlink(missing_ok=True)
            raise
        return path


def free_name(folder: Path, stem: str, ending: str, content: bytes) -> Path:
    """Write a file under a name that no other has, and return its path: `plan.toml`, `plan-2.toml`."""
    for number in count(1):
        path = folder / f"{stem}{f'-{number}' if number > 1 else ''}{ending}"
        try:
            return save(path, content)
        except FileError as error:
            if error.code != "exists":
                raise
    raise AssertionError("numbers do not end")


def _is_application(path: Path) -> bool:
    """Return whether a file may be one of an application: it names the version of its format, and is no board's."""
    if path.suffix.lower() not in {".toml", ".json"} or path.name in {MEETING, ASSESSMENT}:
        return False
    try:
        with path.open("rb") as file:
            return path.is_file() and b"schema_version" in file.read(_BEGINNING)
    except OSError:
        return False
