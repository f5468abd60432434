"""The folder that a page works in: its application files and meetings, each called by a key that is no path."""

import hashlib
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from hakemus.case import deciding_on
from hakemus.changes import Decide, Side
from hakemus.checking import load
from hakemus.desk import WORKBOOKS, Planned, plan_update, update_budget
from hakemus.errors import HakemusError, UnknownNameError
from hakemus.files import (
    application_files,
    begin_meeting,
    commented_file,
    new_application,
    read_assessment,
    read_meeting,
    read_record,
    save,
    save_anew,
    seen_from,
)
from hakemus.files.board_blank import MEETING
from hakemus.files.rewriting import rewritten
from hakemus.forms import read
from hakemus.group import Criterion, LeaderGroup, find_group, list_installed
from hakemus.model import Application, Assessment, CriterionAssessment, Meeting, Member, Part
from hakemus.model.schema import fields_of
from hakemus.page.chapters import Chapters
from hakemus.page.editing import ChangedElsewhereError, part_mark, read_typed
from hakemus.programme import programme_on
from hakemus.reading import kind_of, read_bytes
from hakemus.texts import Language, wording
from hakemus.values.text import file_stem

GROUP, MEETINGS = "group.toml", "meeting"

_KEY_DIGITS = 12
_MOST_FILES = 500
_MOST_TAKEN = 20


@dataclass(frozen=True, slots=True)
class Opened:
    """A file of the folder: its key, its path, the name of its project or its file, and why it cannot be read."""

    key: str
    path: Path
    name: str
    problem: str = ""


@dataclass
class Workspace:
    """What a page works with; the files are what is known, and everything else may be lost.

    Attributes:
        folder: The folder whose files are listed, and where new ones are written.
        today: Returns the day of today.
        language: The language of the page.
        group: The Leader group whose data are used, or None.
        group_folder: The folder of the group, if it has one.
    """

    folder: Path
    today: Callable[[], date]
    language: Language
    group: LeaderGroup | None = None
    group_folder: Path | None = None
    taken: dict[str, tuple[Path, str, bytes]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def files(self) -> list[Opened]:
        """Return the application files of the folder and of the folders in it, by their names."""
        return [self._opened(path, lambda one: load(one).project.name or one.name) for path in self._paths()]

    def meetings(self) -> list[Opened]:
        """Return the meetings in the folder."""
        paths = sorted([*self.folder.glob(MEETING), *self.folder.glob(f"*/{MEETING}")])[:_MOST_FILES]
        return [self._opened(path, lambda one: read_meeting(one).name or one.parent.name) for path in paths]

    def groups(self) -> dict[str, str]:
        """Return the Leader groups that may be chosen: by their keys, the folders in this one and what is installed."""
        folders = {one.parent for pattern in (GROUP, f"*/{GROUP}") for one in self.folder.glob(pattern)}
        return {self.key(one): str(one) for one in sorted(folders)} | {one: one for one in list_installed()}

    def choose(self, key: str) -> None:
        """Work for a group of these, or for none."""
        named = self.groups().get(key, "")
        self.group = find_group(named) if named else None
        self.group_folder = Path(named) if named and Path(named).is_dir() else None

    def begin_meeting(self, typed: Mapping[str, str]) -> Path:
        """Write the folder of a meeting as it was typed, with the applications of its keys; return its file."""
        if self.group is None:
            raise UnknownNameError("group", "", [*self.groups()])
        values = self.typed_fields(Meeting, "meeting", typed)
        folder = self.folder / (file_stem(values.get("name") or "") or MEETINGS)
        names = filter(None, map(str.strip, typed.get("members", "").splitlines()))
        members = tuple(Member(name=name) for name in names)
        group = seen_from(folder, self.group_folder) if self.group_folder is not None else None
        meeting = Meeting(language=self.language, group=group, members=members, **values)
        chosen = [one.path for one in self.files() if one.key in typed]
        begin_meeting(folder, meeting, chosen, group=self.group, law_of=self.today())
        return folder / MEETING

    def assess(self, file: Path, asked: Sequence[Criterion], typed: Mapping[str, str]) -> None:
        """Write into an assessment what the board says of the criteria that are asked, and its proposal.

        Raises `ChangedElsewhereError` when the file isn't what the page showed, `NotTakenError` for what is no value.
        """
        content = read_bytes(file) if kind_of(file) else b"schema_version = 1\n"
        before = read_assessment(file) if kind_of(file) else Assessment()
        if part_mark(before) != typed.get("mark"):
            raise ChangedElsewhereError
        said = {one.criterion: one for one in before.criteria}
        for one in asked:
            given = {"met": typed.get(f"met:{one.key}", ""), "points": typed.get(f"points:{one.key}", "")}
            given["reason"] = typed.get(f"reason:{one.key}", "").replace("\r\n", "\n").strip()
            if any(given.values()) or one.key in said:
                values = self.typed_fields(CriterionAssessment, "assessment.criteria", given)
                said[one.key] = CriterionAssessment(criterion=one.key, **values)
        update = {**self.typed_fields(Assessment, "assessment", typed), "criteria": tuple(said.values())}
        after = Assessment(**{**dict(before), **update})
        save(file, rewritten(file, content, before, after), overwrite=True, before=content)

    def typed_fields(self, of: type[Part], place: str, typed: Mapping[str, str]) -> dict[str, Any]:
        """Return the values of what was typed into the single fields of a part, by their names."""
        words, programme = wording(self.language), programme_on(self.today())
        fields = [one for one in fields_of(of, f"{place}.") if one.part is None and one.name in typed]
        texts = {one.name: typed[one.name].replace("\r\n", "\n") for one in fields}
        return {
            one.name: texts[one.name] or None
            if one.keys
            else read_typed(one, texts[one.name], words, programme)
            for one in fields
        }

    def path_of(self, key: str) -> Path:
        """Return the file of a key; raise `UnknownNameError` for another."""
        path = next((path for path in self._paths() if self.key(path) == key), None)
        if path is None:
            raise UnknownNameError("file", key, ())
        return path

    def key(self, path: Path) -> str:
        """Return the key of a file: it doesn't change while the file stays where it is."""
        return hashlib.sha256(str(path.resolve()).encode(errors="surrogateescape")).hexdigest()[:_KEY_DIGITS]

    def chapters(self, application: Application) -> Chapters:
        """Return an application as the page shows it."""
        return Chapters.of(application, self.language, self.today(), self.group)

    def new(self, measure: str) -> Path:
        """Write a new application file of a measure, and return its path."""
        made = new_application(measure, language=self.language, law_of=self.today(), group=self.group)
        known = self.chapters(made).case.measure
        return self._written(made, known.label.text(self.language) if known is not None else measure)

    def take_in(self, name: str, content: bytes) -> Path:
        """Write a file that was given as an application file of the folder, and return its path.

        Raises:
            HakemusError: It is not an application file, Word form or paper, workbook, or page of the register.
        """
        stem = file_stem(Path(name.replace("\\", "/")).stem) or "application"
        if name.lower().endswith(".docx"):
            reading = read(content, group=self.group)
            return self._written(reading.application, reading.application.project.name or stem)
        if name.lower().endswith(WORKBOOKS):
            blank = Application(language=self.language)
            law, _ = deciding_on(blank, blank.date, self.group)
            read_in = update_budget(blank, name, content=content, language=self.language, programme=law)
            return self._written(read_in.application, stem)
        if name.lower().endswith((".toml", ".json")):
            return self._checked(stem, name, content)
        text = content.decode("utf-8-sig", errors="replace")
        return self._written(read_record(text).to_application(), stem)

    def keep(self, path: Path, name: str, content: bytes) -> str:
        """Keep a file that came back for an application until its changes are decided, and return its key."""
        key = hashlib.sha256(self.key(path).encode() + content).hexdigest()[:_KEY_DIGITS]
        with self._lock:
            self.taken[key] = (path, name, content)
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
            kept_for, name, content = self.taken.get(key, (None, "", b""))
        if kept_for != path:
            raise UnknownNameError("paper", key, ())
        sides: dict[str, Side] = {"paper": "paper", "file": "file"}
        take: Decide = lambda one: sides.get((decided or {}).get(one.path, ""))  # noqa: E731
        return plan_update(path, name, content, language=self.language, group=self.group, take=take)

    def _paths(self) -> list[Path]:
        return application_files(self.folder)[:_MOST_FILES]

    def _opened(self, path: Path, name_of: Callable[[Path], str]) -> Opened:
        try:
            return Opened(self.key(path), path, name_of(path))
        except HakemusError as error:
            return Opened(self.key(path), path, path.name, error.message(self.language))

    def _written(self, application: Application, name: str) -> Path:
        text = commented_file(application, self.language, group=self.group, law_of=self.today())
        return save_anew(self.folder, file_stem(name) or "application", ".toml", text.encode())

    def _checked(self, stem: str, name: str, content: bytes) -> Path:
        """Save an application file as it came once it is seen to be one."""
        ending = ".json" if name.lower().endswith(".json") else ".toml"
        path = save_anew(self.folder, stem, ending, content)
        try:
            load(path)
        except HakemusError:
            path.unlink(missing_ok=True)
            raise
        return path
