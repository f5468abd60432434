"""Files written whole or not at all, never over another without being asked, and by one at a time.

Whoever writes into a folder holds its lock. Several files appear together: in a new folder that is made next to its
place and then moved there, or by a journal, from which the next run finishes or undoes what one that was killed began.
"""

import errno
import hashlib
import json
import logging
import os
import re
import secrets
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from contextvars import ContextVar
from itertools import count
from pathlib import Path
from typing import IO, Any

from hakemus.errors import FileError
from hakemus.files.attachments import AttachmentFile


def save(path: Path, content: bytes, *, overwrite: bool = False, before: bytes | None = None) -> Path:
    """Write a file and return its path; raises as `save_all`.

    `before` is what the file held when it was read: one that has changed since is not overwritten.
    """
    return save_all({path: content}, overwrite=overwrite, before={} if before is None else {path: before})[0]


def save_all(
    contents: Mapping[Path, bytes], *, overwrite: bool = False, before: Mapping[Path, bytes] | None = None
) -> tuple[Path, ...]:
    """Write several files and return their paths; when one of them may not be written, none is.

    A file that is overwritten keeps its rights; of a link, the file that it leads to is written. Where all files are
    there already as they are to be, as after a run that was killed at its very end, they are left as they are.

    Args:
        contents: What is written, by path.
        overwrite: Whether files that are there already are replaced.
        before: What files held when they were read, also others that the contents were made of: when one of them has
            changed since, nothing is written.

    Raises:
        FileError: `exists` for a file that is there already and was not to be overwritten, `changed-meanwhile` for one
            that is not as it was read, `unwritable` for a folder that cannot be made or written to, `disk-full` when
            there is no room, `in-use` when another has been writing there for long.
    """
    if not contents:
        return ()
    real = {path: _real(path) for path in contents}
    root = Path(os.path.commonpath([path.parent for path in real.values()]))
    folders = (root, *(path.parent for path in real.values()))
    with locked(*folders, of=real.values(), anew=not overwrite):
        is_done = not overwrite and all(holds(there, contents[path]) for path, there in real.items())
        for path, there in () if is_done else real.items():
            _refuse_existing(there, path, overwrite=overwrite)
        for path, content in (before or {}).items():
            _refuse_changed(real.get(path, path), path, content)
        if not is_done:
            _write({real[path]: content for path, content in contents.items()}, root, overwrite=overwrite)
    return tuple(contents)


def save_anew(folder: Path, stem: str, ending: str, content: bytes) -> Path:
    """Write a file under a name that no other has, and return its path: `plan.toml`, or `plan-2.toml`."""
    for number in count(1):
        path = folder / f"{stem}{f'-{number}' if number > 1 else ''}{ending}"
        try:
            return save(path, content)
        except FileError as error:
            if error.code != "exists":
                raise
    raise AssertionError("numbers do not end")


@contextmanager
def saving(path: Path, *, overwrite: bool = False) -> Iterator[IO[bytes]]:
    """Give an open file that becomes `path` once it is written to its end; when that fails, nothing stays of it.

    Raises `FileError` as `save_all`: of a file that is there already, once it is known not to be the same.
    """
    real = _real(path)
    with locked(real.parent, of=(real,), anew=not overwrite):
        _refuse_existing(real, path, overwrite=overwrite or real.is_file())
        temporary: Path | None = None
        missing: list[Path] = []
        try:
            missing = _missing_folders((real,))
            temporary = _reserved(real)
            with temporary.open("wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            digest = _digest_of(temporary)
            if overwrite or not real.is_file() or _digest_of(real) != digest:
                _refuse_existing(real, path, overwrite=overwrite)
                temporary = temporary.rename(_part_of(real, digest))
                _put(temporary, real, overwrite=overwrite)
        except OSError as error:
            raise _write_error(error, path) from error
        finally:
            if temporary is not None:
                temporary.unlink(missing_ok=True)
            _remove_empty(missing)


# Who writes: one at a time in a folder, whatever process or thread it is.

_UNSAID, _LONGEST_WAIT = 1.0, 120.0
"""How many seconds are waited before somebody hears of it, and at most (limits of the library)."""

_SLOTS = 3
"""Locks are files in the folder of temporary files, one for so many hexadecimal digits of a folder's digest."""

_log = logging.getLogger(__name__)
_held: ContextVar[frozenset[Path]] = ContextVar("held", default=frozenset())


@contextmanager
def locked(*folders: Path, of: Iterable[Path] = (), anew: bool = False) -> Iterator[None]:
    """Hold the right to write into folders, which need not be there yet; first settle what a killed run left in them.

    What it left unfinished `of` these files and folders goes as well, and where they are to be made `anew`, a file that
    it had just made: nobody has heard of it yet. The lock is of this machine and user: it keeps apart processes and
    threads, and goes with them however they end. Whoever holds it already is not kept out. Raises `FileError`: `in-use`
    when another has held it for long.
    """
    places = {_locked_place(folder): folder for folder in folders}
    with ExitStack() as stack:
        stack.callback(_held.set, _held.get())
        # In one order for all, so that no two wait for each other; two folders may share a lock.
        for lock_file, folder in sorted((_lock_file(place), folder) for place, folder in places.items()):
            if lock_file not in _held.get():
                stack.callback(_acquired(lock_file, folder).release)
                _held.set(_held.get() | {lock_file})
        for place in places:
            _settle(place)
            if place.name and os.path.isdir(work := _work_of(place)):  # noqa: PTH112 - asked for each job of many
                shutil.rmtree(work, ignore_errors=True)
        _sweep(of, anew=anew)
        _sweep(place / _JOURNAL for place in places)
        yield


def _locked_place(folder: Path) -> Path:
    try:
        return Path(os.path.realpath(folder))
    except (OSError, ValueError) as error:
        raise _write_error(error, folder) from error


def _lock_file(place: Path) -> Path:
    number = hashlib.sha256(os.fsencode(place)).hexdigest()[:_SLOTS]
    user = os.getuid() if hasattr(os, "getuid") else "user"
    return Path(tempfile.gettempdir()) / f"hakemus-locks-{user}" / f"{number}.lock"


def _acquired(lock_file: Path, folder: Path) -> Any:  # noqa: ANN401 - filelock is imported when it is needed
    from filelock import FileLock, Timeout  # noqa: PLC0415 - a command that only reads doesn't wait for it

    try:
        lock_file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = FileLock(lock_file)
        try:
            lock.acquire(timeout=_UNSAID)
        except Timeout:
            _log.warning("waiting: another hakemus is writing into %s", folder)
            lock.acquire(timeout=_LONGEST_WAIT)
    except Timeout as error:
        message = f"{folder} is being written by another hakemus; wait until it is ready, then try again"
        raise FileError(folder, "in-use", message) from error
    except OSError as error:
        raise _write_error(error, lock_file) from error
    return lock


# What is there already, and may it be written over?


def holds(path: Path, content: bytes) -> bool:
    """Return whether a file is there and is that content, to the byte."""
    try:
        return path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content
    except (OSError, ValueError):
        return False


def refuse_existing(path: Path, *, overwrite: bool = False) -> None:
    """Raise `FileError` for a file that is there already, as `save` would, before there is work to lose."""
    real = _real(path)
    with locked(real.parent, of=(real,), anew=not overwrite):
        _refuse_existing(real, path, overwrite=overwrite)


def _real(path: Path) -> Path:
    """Return where a path leads, as a whole path: of a link, the file behind it."""
    try:
        return path.resolve() if path.is_symlink() else path.absolute()
    except (OSError, RuntimeError, ValueError) as error:  # such as links that lead in a circle
        raise _write_error(error, path) from error


def _is_there(path: Path) -> bool:
    """Return whether anything is at a path; raise `OSError` where nobody may look."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def _refuse_existing(real: Path, path: Path, *, overwrite: bool) -> None:
    try:
        refused = _is_there(real) and not (overwrite and real.is_file())
    except (OSError, ValueError) as error:
        raise _write_error(error, path) from error
    if refused:
        raise FileError(path, "exists", f"{path} exists already; ask to overwrite it, or choose another name")


def _refuse_changed(real: Path, path: Path, before: bytes) -> None:
    try:
        now = real.read_bytes()
    except OSError:
        now = b""
    if now != before:
        message = f"{path} has changed since it was read, so it was not written; begin again"
        raise FileError(path, "changed-meanwhile", message)


_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def _write_error(error: Exception, path: Path) -> FileError:
    with suppress(OSError, ValueError):
        if isinstance(error, FileExistsError) and _is_there(path):
            return FileError(path, "exists", f"{path} came to exist meanwhile; choose another name")
    reason = getattr(error, "strerror", None) or str(error)
    if getattr(error, "errno", None) in _FULL:
        return FileError(
            path, "disk-full", f"{path} cannot be written: {reason}; make room, or choose another disk"
        )
    return FileError(
        path, "unwritable", f"{path} cannot be written: {reason}; check the folder and its permissions"
    )


# One after the other: unfinished files next to their places, then the journal, then all into their places.

_JOURNAL = ".hakemus-writing.json"
_LONGEST_IN_PART = 60
_PART = re.compile(r"\..*-[0-9a-f]{8}\.part", re.DOTALL)


def _write(contents: Mapping[Path, bytes], root: Path, *, overwrite: bool) -> None:
    """Write files, all of them or none; what stays when it is killed, the next `locked` of the folder settles."""
    waiting: dict[Path, Path] = {}
    kept: dict[Path, Path] = {}
    placed: list[Path] = []
    missing: list[Path] = []
    work, is_whole = root, False
    try:
        missing = _missing_folders(contents)
        if root in missing and len(contents) > 1:
            # A folder that is new appears with all that is in it.
            work = _work_of(root)
            work.mkdir(parents=True)
        places = {path: work / path.relative_to(root) for path in contents}
        for path, content in contents.items():
            waiting[path] = _reserved(places[path], hashlib.sha256(content).hexdigest())
            with waiting[path].open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        if work is root and len(contents) > 1:
            _write_journal(root, waiting, contents, overwrite=overwrite)
        for path, temporary in waiting.items():
            if overwrite and len(contents) > 1 and _is_there(path):
                kept[path] = _kept(path)
            _put(temporary, places[path], overwrite=overwrite)
            placed.append(path)
        if work is not root:
            for temporary in waiting.values():
                temporary.unlink(missing_ok=True)
            work.rename(root)
            waiting = {}  # they went with their folder
        is_whole = True
        (root / _JOURNAL).unlink(missing_ok=True)
    except OSError as error:
        raise _write_error(error, next((path for path in contents if path not in placed), root)) from error
    finally:
        if not is_whole and work is root:
            for path in placed:
                _take_back(path, kept.get(path))
        for temporary in (*waiting.values(), *kept.values()):
            temporary.unlink(missing_ok=True)
        if work is not root:
            shutil.rmtree(work, ignore_errors=True)
        with suppress(OSError):
            (root / _JOURNAL).unlink(missing_ok=True)
        _remove_empty(missing)


def _part_of(path: Path, digest: str = "") -> Path:
    """Return the name of a new unfinished file or folder next to the one that it becomes; a digest is part of it."""
    return path.with_name(f"{_part_prefix(path)}{digest[:8] or secrets.token_hex(4)}.part")


def _work_of(folder: Path) -> Path:
    """Return the name of the unfinished folder that becomes one; there is but one, so nobody has to look for it."""
    return _part_of(folder, hashlib.sha256(os.fsencode(folder.name)).hexdigest())


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _part_prefix(path: Path) -> str:
    return f".{path.name[:_LONGEST_IN_PART]}-"


def _reserved(path: Path, digest: str = "") -> Path:
    """Return a new empty file next to the one to be written, with the rights that new files get here."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = _part_of(path, digest)
    temporary.touch(exist_ok=False)
    return temporary


def _kept(path: Path) -> Path:
    """Return a second name of a file that is about to be replaced, or a copy where there are no second names."""
    kept = _part_of(path)
    try:
        os.link(path, kept)
    except OSError:
        shutil.copy2(path, kept)
    return kept


def _put(temporary: Path, path: Path, *, overwrite: bool) -> None:
    if overwrite:
        if path.exists():
            shutil.copymode(path, temporary)
        temporary.replace(path)
        return
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links: the check above is all there is
        temporary.rename(path)


def _take_back(path: Path, kept: Path | None) -> None:
    with suppress(OSError):
        if kept is None:
            path.unlink(missing_ok=True)
        else:
            kept.replace(path)


def _missing_folders(paths: Iterable[Path]) -> list[Path]:
    """Return the folders that have to be made for files, the innermost first."""
    above = {folder for path in paths for folder in path.parents}
    return sorted((folder for folder in above if not _is_there(folder)), reverse=True)


def _remove_empty(folders: Iterable[Path]) -> None:
    for folder in folders:
        with suppress(OSError):  # it holds what was written, or was not made
            folder.rmdir()


def _sweep(paths: Iterable[Path], *, anew: bool = False) -> None:
    """Remove what runs that were killed left unfinished of files and folders; only who holds the lock may.

    A file that has its unfinished name still, and is as it was written, goes with it where it is to be made anew.
    """
    for path in paths:
        prefix, names = _part_prefix(path), list[str]()
        with suppress(OSError):  # there is no such folder, or nobody may look into it
            names = os.listdir(path.parent)  # noqa: PTH208 - of many, it is much quicker
        for left in (path.parent / name for name in names if name.startswith(prefix)):
            if not _PART.fullmatch(left.name):
                continue
            with suppress(OSError):  # somebody else's
                if left.is_dir():
                    shutil.rmtree(left, ignore_errors=True)
                    continue
                is_just_made = anew and _is_there(path) and path.samefile(left)
                if is_just_made and left.name.endswith(f"-{_digest_of(path)[:8]}.part"):
                    path.unlink()
                left.unlink(missing_ok=True)


def _write_journal(
    root: Path, waiting: Mapping[Path, Path], contents: Mapping[Path, bytes], *, overwrite: bool
) -> None:
    """Write down, before the first file is in its place, what is about to be there."""
    files = [
        [
            str(temporary.relative_to(root)),
            str(path.relative_to(root)),
            hashlib.sha256(contents[path]).hexdigest(),
        ]
        for path, temporary in waiting.items()
    ]
    temporary = _reserved(root / _JOURNAL)
    with temporary.open("wb") as file:
        file.write(json.dumps({"replaces": overwrite, "files": files}).encode("utf-8", "surrogatepass"))
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(root / _JOURNAL)


def _settle(root: Path) -> None:
    """Settle what a killed run was doing in a folder: files that were to be replaced all are, new ones all go."""
    journal = root / _JOURNAL
    try:
        values = json.loads(journal.read_bytes())
        replaces = bool(values["replaces"])
        files = [_planned(root, entry) for entry in values["files"]]
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise _write_error(error, journal) from error
    except Exception:  # noqa: BLE001 - a door: one that is not whole is nobody's
        files, replaces = [], False
    try:
        for temporary, path, digest in files:
            if replaces and _is_there(temporary):
                _put(temporary, path, overwrite=True)
            elif not replaces and _is_there(path) and _digest_of(path) == digest:
                path.unlink()
        for temporary, path, _ in files:
            temporary.unlink(missing_ok=True)
            _sweep((path,))
        journal.unlink(missing_ok=True)
        _sweep((journal,))
    except OSError as error:
        raise _write_error(error, root) from error


def _planned(root: Path, entry: Sequence[str]) -> tuple[Path, Path, str]:
    """Return a line of the journal; raise `ValueError` for one that leads out of its folder."""
    temporary, path, digest = entry
    for one in (temporary, path):
        if Path(one).is_absolute() or ".." in Path(one).parts:
            raise ValueError(one)
    if not _PART.fullmatch(Path(temporary).name) or Path(temporary).parent != Path(path).parent:
        raise ValueError(temporary)
    return root / temporary, root / path, digest


# Files in one archive (ZIP), stored as they are, the same every time, and there whole or not at all.

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_UNIX, _READABLE = 3, 0o644 << 16
_PIECE = 1024 * 1024

Member = bytes | AttachmentFile
"""What goes into an archive: content, or a file that was looked at and is copied piece by piece."""


def save_archive(path: Path, members: Mapping[str, Member], *, overwrite: bool = False) -> Path:
    """Write an archive of these members, by their names and in their order, and return its path.

    Every entry has the same time and rights, and none is compressed: papers and PDFs are already, and compressors
    differ between machines. Raises `FileError` as `save_all`, and `changed-while-copied` for a file that is no longer
    as it was when it was looked at.
    """
    with saving(path, overwrite=overwrite) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, member in members.items():
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.create_system, entry.external_attr = _UNIX, _READABLE
            if isinstance(member, bytes):
                archive.writestr(entry, member)
                continue
            entry.file_size = member.size
            with archive.open(entry, "w") as target:
                for piece in _pieces(member):
                    target.write(piece)
    return path


def _pieces(found: AttachmentFile) -> Iterator[bytes]:
    """Yield the content of a file piece by piece; raise `FileError` where it isn't what was looked at."""
    digest, size = hashlib.sha256(), 0
    why = f"{found.path} changed while it was copied; try again"
    try:
        with found.path.open("rb") as source:
            while (piece := source.read(_PIECE)) and size <= found.size:
                digest.update(piece)
                size += len(piece)
                yield piece
    except OSError as error:
        raise FileError(found.path, "changed-while-copied", why) from error
    if digest.hexdigest() != found.digest:
        raise FileError(found.path, "changed-while-copied", why)
