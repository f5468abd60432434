"""What may not be looked at, or is no file: said with its path, and never taken for nothing."""

import errno
import io
import os
import shutil
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import hakemus
from hakemus.cli import main
from hakemus.desk import check_changes, check_group, hold_meeting
from hakemus.errors import FileError, HakemusError, PackageError
from hakemus.files.assessors import ANSWERS, read_answers
from hakemus.files.board_blank import application_files
from hakemus.group import LeaderGroup, find_group
from hakemus.packaged import packaged_folder
from hakemus.word import outline

EXAMPLES = packaged_folder("examples")
posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")


@pytest.fixture(name="forbid")
def _forbid(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Return what lets nobody look at a place or below it: the tests may run as one who may look at everything."""

    def forbid(place: Path) -> None:
        def guarded(function: Callable[..., Any]) -> Callable[..., Any]:
            def call(path: Any = ".", *more: Any, **options: Any) -> Any:
                if isinstance(path, str | os.PathLike) and Path(path).is_relative_to(place):
                    raise PermissionError(errno.EACCES, "Permission denied", str(path))
                return function(path, *more, **options)

            return call

        for module, names in ((os, ("stat", "lstat", "scandir", "listdir")), (io, ("open",))):
            for name in names:
                monkeypatch.setattr(module, name, guarded(getattr(module, name)))

    return forbid


@pytest.mark.parametrize("inside", ["templates", "texts", "templates/fi", "group.toml", "fields.toml"])
def test_a_part_of_a_group_that_may_not_be_read_is_a_fault(
    inside: str, tmp_path: Path, forbid: Callable[[Path], None]
) -> None:
    """It is not empty: papers would come from the library's own templates in silence."""
    group = tmp_path / "group"
    shutil.copytree(EXAMPLES / "groups" / "mallimaa", group)
    (group / "templates" / "fi").mkdir(parents=True, exist_ok=True)
    (group / "texts" / "fi").mkdir(parents=True, exist_ok=True)
    forbid(group / inside)
    with pytest.raises(HakemusError) as raised:
        LeaderGroup.open(group)
    assert inside in str(raised.value)
    assert not check_group(group).ok


def test_a_place_that_may_not_be_seen_is_not_missing(tmp_path: Path, forbid: Callable[[Path], None]) -> None:
    """For a file, a paper and a group alike."""
    forbid(tmp_path / "closed")
    for read in (hakemus.load, outline, LeaderGroup.open, find_group):
        with pytest.raises(FileError) as raised:
            read(str(tmp_path / "closed" / "file"))
        assert raised.value.code == "unreadable"


@pytest.mark.parametrize(
    "command",
    [
        "check", "papers", "read", "budget export", "board", "group check", "group diff", "templates check",
        "new --from", "new assessment --from", "new meeting --group",
    ],
)  # fmt: skip
def test_a_command_names_the_file_that_it_may_not_read(
    command: str, tmp_path: Path, forbid: Callable[[Path], None], capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither a missing argument, nor a full disk."""
    forbid(tmp_path / "closed")
    code = main([*command.split(), str(tmp_path / "closed" / "x"), "--language", "en"], {})
    said = capsys.readouterr().err
    assert code == 2
    assert "closed" in said
    assert "cannot be read" in said


def test_of_many_applications_a_closed_folder_is_named(
    tmp_path: Path, forbid: Callable[[Path], None]
) -> None:
    """Those that can be read are checked, and it is not left out in silence."""
    for name in ("small-project", "closed"):
        shutil.copytree(EXAMPLES / "small-project", tmp_path / name)
    forbid(tmp_path / "closed")
    found = check_changes([tmp_path], against=date(2026, 3, 1)).files
    assert [(one.file.name, one.cause is None) for one in found] == [
        ("closed", False),
        ("application.toml", True),
    ]


@posix
@pytest.mark.parametrize("make", ["pipe", "device", "circle"])
def test_what_is_no_file_is_refused_at_once(make: str, tmp_path: Path) -> None:
    """A pipe nobody writes into, and a device without end, would be waited for."""
    path = tmp_path / "x.toml"
    if make == "pipe":
        os.mkfifo(path)
    elif make == "device":
        path.symlink_to("/dev/zero")
    else:
        path.symlink_to(path)
    for read in (hakemus.load, outline, hakemus.to_pdf, LeaderGroup.read):
        with pytest.raises((FileError, PackageError)) as raised:
            read(path)
        assert getattr(raised.value, "code", "") in {"no-file", "unreadable", "missing"}


@posix
def test_a_pipe_in_a_groups_folder_is_a_fault(tmp_path: Path) -> None:
    """It is listed with the rest."""
    group = tmp_path / "group"
    shutil.copytree(EXAMPLES / "groups" / "mallimaa", group)
    (group / "templates" / "fi").mkdir(parents=True, exist_ok=True)
    os.mkfifo(group / "templates" / "fi" / "application.docx")
    with pytest.raises(HakemusError, match=r"application\.docx"):
        LeaderGroup.open(group)


@posix
@pytest.mark.skipif(sys.platform == "darwin", reason="its file system takes no such names")
@pytest.mark.parametrize("name", [b"bad\xff", b"line\nbreak", b"x" * 200])
def test_one_folder_of_a_meeting_with_a_bad_name_stops_no_other(name: bytes, tmp_path: Path) -> None:
    """Its own error names it; the others have their statements."""
    for folder in ("board-meeting", "investment", "company-group"):
        shutil.copytree(EXAMPLES / folder, tmp_path / folder)
    bad = tmp_path / "board-meeting" / os.fsdecode(name)
    shutil.copytree(tmp_path / "board-meeting" / "kylatalo", bad)
    result = hold_meeting(tmp_path / "board-meeting", tmp_path / "out", draft=True)
    wrong = [entry for entry in result.entries if entry.error is not None]
    assert [entry.name for entry in wrong] == [os.fsdecode(name)]
    assert [entry.error.kind for entry in wrong if entry.error] == ["FileError"]
    assert sum(entry.paper is not None for entry in result.entries) == len(result.entries) - 1


def test_one_closed_folder_of_a_meeting_stops_no_other(
    tmp_path: Path, forbid: Callable[[Path], None]
) -> None:
    """It is listed with its error."""
    for folder in ("board-meeting", "investment", "company-group"):
        shutil.copytree(EXAMPLES / folder, tmp_path / folder)
    forbid(tmp_path / "board-meeting" / "maut")
    result = hold_meeting(tmp_path / "board-meeting", tmp_path / "out", draft=True)
    assert [entry.name for entry in result.entries if entry.error is not None] == ["maut"]


def test_a_console_of_no_width_is_one_of_the_usual(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """COLUMNS=0 says nothing of a console."""
    monkeypatch.setenv("COLUMNS", "0")
    assert main(["rules", "--language", "en"], {}) == 0
    assert capsys.readouterr().out


@pytest.mark.parametrize("stdin", [None, "closed"])
def test_without_an_input_nobody_answers(
    stdin: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A closed input is the end of the answers, and no defect."""
    closed = io.StringIO()
    closed.close()
    monkeypatch.setattr(sys, "stdin", None if stdin is None else closed)
    code = main(["new", "small-project", "--out", str(tmp_path / "a.toml"), "--language", "en"], {})
    assert code in {0, 1, 2, 130}
    assert "Traceback" not in capsys.readouterr().err


def test_a_workbook_through_a_link_is_written_where_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The link stays, and the real file has the new content."""
    shutil.copy(EXAMPLES / "small-project" / "application.toml", tmp_path)
    real, link = tmp_path / "real.xlsx", tmp_path / "link.xlsx"
    real.write_bytes(b"old")
    link.symlink_to(real)
    file = str(tmp_path / "application.toml")
    assert main(["budget", "export", file, str(link), "--overwrite", "--language", "en"], {}) == 0
    assert link.is_symlink()
    assert real.read_bytes().startswith(b"PK")
    assert main(["budget", "import", file, str(link), "--overwrite", "--language", "en"], {}) == 0
    capsys.readouterr()


def test_answers_that_may_not_be_looked_at_are_not_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The board's papers would come without what its members have said."""
    answers, listed = tmp_path / ANSWERS, os.listdir
    answers.mkdir()

    def refused(path: Any = ".") -> Any:
        if Path(os.fspath(path)) == answers:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "listdir", refused)
    with pytest.raises(FileError) as raised:
        read_answers(tmp_path)
    assert raised.value.path == str(answers)


@posix
def test_the_page_is_not_opened_for_links_that_lead_in_a_circle(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says so, as every command does."""
    (tmp_path / "a.toml").symlink_to(tmp_path / "a.toml")
    assert main(["open", str(tmp_path / "a.toml"), "--no-browser"], {}) == 2
    assert "a.toml" in capsys.readouterr().err


@posix
def test_a_pipe_among_the_application_files_of_a_folder_is_passed_over(tmp_path: Path) -> None:
    """To open it might never end; nor is a file taken in that only leads to itself."""
    os.mkfifo(tmp_path / "a.toml")
    (tmp_path / "b.toml").symlink_to(tmp_path / "b.toml")
    (tmp_path / "c.toml").write_text("schema_version = 1\n", encoding="utf-8")
    assert application_files(tmp_path) == [tmp_path / "c.toml"]
