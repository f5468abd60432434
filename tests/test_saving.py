"""Files are written whole or not at all, and nothing is overwritten without being asked."""

import errno
import os
import threading
from pathlib import Path

import pytest

from hakemus.errors import FileError
from hakemus.files import save, save_all
from hakemus.files.saving import saving


def test_a_file_is_written_with_its_folders(tmp_path: Path) -> None:
    """Missing folders are made, and nothing else is left in them."""
    path = save(tmp_path / "a" / "b" / "paper.docx", b"content")
    assert path.read_bytes() == b"content"
    assert list(path.parent.iterdir()) == [path]


def test_an_existing_file_is_left_alone(tmp_path: Path) -> None:
    """Without being asked, no file is overwritten."""
    path = tmp_path / "paper.docx"
    path.write_bytes(b"old")
    with pytest.raises(FileError) as raised:
        save(path, b"new")
    assert raised.value.code == "exists"
    assert path.read_bytes() == b"old"


def test_asked_for_it_is_overwritten(tmp_path: Path) -> None:
    """When asked, the new content is in the file."""
    path = tmp_path / "paper.docx"
    path.write_bytes(b"old")
    save(path, b"new", overwrite=True)
    assert path.read_bytes() == b"new"


def test_a_folder_is_never_overwritten(tmp_path: Path) -> None:
    """A folder in the file's place is refused even when overwriting was asked for."""
    (tmp_path / "paper.docx").mkdir()
    with pytest.raises(FileError):
        save(tmp_path / "paper.docx", b"new", overwrite=True)


def test_one_that_may_not_be_written_stops_all(tmp_path: Path) -> None:
    """When one of several files exists, none is written."""
    (tmp_path / "b").write_bytes(b"old")
    with pytest.raises(FileError):
        save_all({tmp_path / "a": b"1", tmp_path / "b": b"2"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b"]


def test_a_file_in_the_folders_place(tmp_path: Path) -> None:
    """A folder that cannot be made is reported by name."""
    (tmp_path / "papers").write_bytes(b"a file")
    with pytest.raises(FileError) as raised:
        save(tmp_path / "papers" / "paper.docx", b"x")
    assert raised.value.code in ("unwritable", "exists")
    assert "papers" in str(raised.value)


def test_nothing_half_written_when_the_disk_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failure while writing leaves neither the file nor a piece of it."""

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileError) as raised:
        save_all({tmp_path / "a": b"1", tmp_path / "b": b"2"})
    assert raised.value.code == "disk-full"
    assert list(tmp_path.iterdir()) == []


def test_broken_off_between_two_files_it_leaves_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever presses Ctrl-C finds all of them or nothing."""
    link = os.link

    def interrupted(source: Path, target: Path) -> None:
        if target.name == "b":
            raise KeyboardInterrupt
        link(source, target)

    monkeypatch.setattr(os, "link", interrupted)
    with pytest.raises(KeyboardInterrupt):
        save_all({tmp_path / "out" / name: b"x" for name in "abc"})
    assert list(tmp_path.iterdir()) == []


def test_of_many_at_once_one_wins(tmp_path: Path) -> None:
    """When eight threads write one file, one succeeds, the others are reported, and the content is whole."""
    results: list[str] = []

    def write(name: str) -> None:
        try:
            save(tmp_path / "paper.docx", name.encode() * 10_000)
            results.append("written")
        except FileError as error:
            results.append(error.code)

    threads = [threading.Thread(target=write, args=(str(number),)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["exists"] * 7 + ["written"]
    assert len(set((tmp_path / "paper.docx").read_bytes())) == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_a_new_file_has_the_rights_of_the_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As any new file; the process's mask is not touched for it, which other threads would write by meanwhile."""
    before = os.umask(0o027)
    monkeypatch.setattr(os, "umask", None)
    try:
        path = save(tmp_path / "paper.docx", b"content")
    finally:
        monkeypatch.undo()
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_an_overwritten_file_keeps_its_rights(tmp_path: Path) -> None:
    """An application that only its owner may read stays so."""
    path = save(tmp_path / "application.toml", b"old")
    path.chmod(0o600)
    save(path, b"new", overwrite=True)
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_failure_leaves_no_folder_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders that were made for files that could not be written go again; those that were there stay."""

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    (tmp_path / "there").mkdir()
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(FileError):
        save_all({tmp_path / "new" / "papers" / "a": b"1", tmp_path / "there" / "b": b"2"})
    with pytest.raises(FileError), saving(tmp_path / "new" / "c") as file:
        file.write(b"3")
    assert [path.name for path in tmp_path.iterdir()] == ["there"]
    assert [*(tmp_path / "there").iterdir()] == []
