"""Files are written whole or not at all, and nothing is overwritten without being asked."""

import errno
import hashlib
import json
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from hakemus import batch as ledger
from hakemus.errors import FileError
from hakemus.files import save, save_all
from hakemus.files import saving as saving_module
from hakemus.files.saving import locked, save_archive, saving


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


def killed_when_it_was_there(path: Path, content: bytes) -> None:
    """Write a file as a run that is killed before it removes its unfinished name."""
    path.with_name(f".{path.name}-{hashlib.sha256(content).hexdigest()[:8]}.part").write_bytes(content)
    os.link(next(path.parent.glob("*.part")), path)


def test_a_file_that_a_killed_run_made_is_made_anew(tmp_path: Path) -> None:
    """Nobody has heard of it, so the same command is not refused; one that reads the file leaves it there."""
    path = tmp_path / "paper.docx"
    killed_when_it_was_there(path, b"content")
    save(path, b"new")
    assert (path.read_bytes(), [*tmp_path.iterdir()]) == (b"new", [path])
    path.unlink()
    killed_when_it_was_there(path, b"content")
    save(path, b"newer", overwrite=True, before=b"content")
    assert (path.read_bytes(), [*tmp_path.iterdir()]) == (b"newer", [path])


@pytest.mark.parametrize("before", [1, 2])
def test_what_somebody_wrote_into_a_file_of_a_killed_run_stays(before: int, tmp_path: Path) -> None:
    """Both names are one file, so it is known by its content."""
    path = tmp_path / "paper.docx"
    killed_when_it_was_there(path, b"content")
    if before == 2:
        digest = hashlib.sha256(b"content").hexdigest()
        plan = {"replaces": False, "files": [[next(tmp_path.glob("*.part")).name, path.name, digest]]}
        (tmp_path / ".hakemus-writing.json").write_text(json.dumps(plan), encoding="utf-8")
    with path.open("ab") as file:
        file.write(b", and more")
    with pytest.raises(FileError) as raised:
        save(path, b"new")
    assert (raised.value.code, path.read_bytes()) == ("exists", b"content, and more")


def test_asked_for_it_is_overwritten(tmp_path: Path) -> None:
    """When asked, the new content is in the file."""
    path = tmp_path / "paper.docx"
    path.write_bytes(b"old")
    save(path, b"new", overwrite=True)
    assert path.read_bytes() == b"new"


def test_what_is_there_already_to_the_byte_is_done(tmp_path: Path) -> None:
    """As a run that was killed at its very end left it; a set of which one differs is refused as a whole."""
    papers = {tmp_path / "a.docx": b"a", tmp_path / "b.docx": b"b"}
    save_all(papers)
    before = [(path.stat().st_ino, path.stat().st_mtime_ns) for path in papers]
    assert save_all(papers) == tuple(papers)
    assert [(path.stat().st_ino, path.stat().st_mtime_ns) for path in papers] == before
    with pytest.raises(FileError, match="exists already"):
        save_all({**papers, tmp_path / "b.docx": b"c"})
    archive = save_archive(tmp_path / "all.zip", {"a": b"a"})
    assert save_archive(archive, {"a": b"a"}) == archive
    with pytest.raises(FileError, match="exists already"):
        save_archive(archive, {"a": b"b"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.docx", "all.zip", "b.docx"]


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


# One at a time: whoever writes into a folder holds its lock.


def _in_two_threads(work: Callable[[str], None]) -> None:
    threads = [threading.Thread(target=work, args=(name,)) for name in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_two_sets_at_once_are_never_mixed(tmp_path: Path) -> None:
    """Whichever comes last, all files of the folder are its own."""

    def write(name: str) -> None:
        save_all({tmp_path / str(number): name.encode() for number in range(8)}, overwrite=True)

    for _ in range(20):
        _in_two_threads(write)
        assert len({path.read_bytes() for path in tmp_path.iterdir()}) == 1
    assert len([*tmp_path.iterdir()]) == 8


def test_of_two_changes_at_once_none_is_lost(tmp_path: Path) -> None:
    """Each is written over what it was made from, or not at all and said so."""
    path = save(tmp_path / "application.toml", b"")
    lost: list[str] = []

    def add(name: str) -> None:
        for number in range(20):
            before = path.read_bytes()
            try:
                save(path, before + f"{name}{number}\n".encode(), overwrite=True, before=before)
            except FileError as error:
                lost.append(f"{name}{number}" if error.code == "changed-meanwhile" else error.code)

    _in_two_threads(add)
    written = path.read_text(encoding="utf-8").split()
    assert sorted([*written, *lost]) == sorted(
        f"{name}{number}" for name in ("one", "two") for number in range(20)
    )


def test_who_waits_is_told_and_not_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """After a while it is said for which folder, and at the end that another is writing there."""
    monkeypatch.setattr(saving_module, "_UNSAID", 0.05)
    monkeypatch.setattr(saving_module, "_LONGEST_WAIT", 0.05)
    with locked(tmp_path):
        save(tmp_path / "own", b"x")  # who holds it is not kept out

        def work(_: str) -> None:
            with pytest.raises(FileError) as raised:
                save(tmp_path / "other", b"x")
            assert raised.value.code == "in-use"

        _in_two_threads(work)
    assert f"another hakemus is writing into {tmp_path}" in caplog.text
    save(tmp_path / "other", b"x")


def test_a_link_is_written_through(tmp_path: Path) -> None:
    """The file that it leads to has the new content, and the link stays one."""
    real = save(tmp_path / "real.toml", b"old")
    (tmp_path / "link.toml").symlink_to(real)
    save(tmp_path / "link.toml", b"new", overwrite=True)
    assert real.read_bytes() == b"new"
    assert (tmp_path / "link.toml").is_symlink()


def test_links_in_a_circle_are_told(tmp_path: Path) -> None:
    """They lead nowhere, so nothing is written."""
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(FileError):
        save(tmp_path / "a", b"x", overwrite=True)


@pytest.mark.parametrize("name", ["a\0b", "x" * 300])
def test_a_name_that_no_file_can_have_is_told(tmp_path: Path, name: str) -> None:
    """With its path, whatever the system raises of it."""
    with pytest.raises(FileError) as raised:
        save_all({tmp_path / name: b"x", tmp_path / "other": b"y"})
    assert raised.value.code == "unwritable"
    assert [*tmp_path.iterdir()] == []


def test_a_set_that_cannot_be_replaced_as_a_whole_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is open in another program must not leave half of the papers new."""
    names = [tmp_path / name for name in "abc"]
    save_all(dict.fromkeys(names, b"old"))
    replace = Path.replace

    def stubborn(self: Path, target: Path) -> Path:
        if target.name == "c" and self.read_bytes() == b"new":
            raise PermissionError(errno.EACCES, "in use")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", stubborn)
    with pytest.raises(FileError):
        save_all(dict.fromkeys(names, b"new"), overwrite=True)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == dict.fromkeys("abc", b"old")


def test_a_journal_that_leads_out_of_its_folder_is_nobodys(tmp_path: Path) -> None:
    """Nothing outside is moved or removed by it."""
    outside = save(tmp_path / "outside.docx", b"x")
    folder = tmp_path / "papers"
    folder.mkdir()
    digest = hashlib.sha256(b"x").hexdigest()
    files = [["../.outside.docx-00000000.part", "../outside.docx", digest]]
    journal = folder / ".hakemus-writing.json"
    journal.write_text(json.dumps({"replaces": False, "files": files}), encoding="utf-8")
    save(folder / "a", b"y")
    assert outside.read_bytes() == b"x"
    assert not journal.exists()


@pytest.mark.parametrize("held", [b"", b"[]", b"[" * 100_000, b'{"replaces": 1, "files": 1}', b"\xff"])
def test_a_journal_or_ledger_that_is_not_ours_is_left_out(held: bytes, tmp_path: Path) -> None:
    """Whatever is in a file of that name, the folder can be written to."""
    (tmp_path / ".hakemus-writing.json").write_bytes(held)
    (tmp_path / ledger.FILE).write_bytes(held)
    save(tmp_path / "a", b"x")
    assert ledger.read_ledger(tmp_path) == ("", {})
    assert sorted(path.name for path in tmp_path.iterdir()) == [ledger.FILE, "a"]
