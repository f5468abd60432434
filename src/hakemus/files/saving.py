"""Files written whole or not at all, and never over another without being asked."""

import errno
import hashlib
import os
import secrets
import shutil
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from hakemus.errors import FileError
from hakemus.files.attachments import AttachmentFile


def save(path: Path, content: bytes, *, overwrite: bool = False) -> Path:
    """Write a file and return its path; raise `FileError` when it exists already or cannot be written."""
    return save_all({path: content}, overwrite=overwrite)[0]


def save_all(contents: Mapping[Path, bytes], *, overwrite: bool = False) -> tuple[Path, ...]:
    """Write several files and return their paths; when one of them may not be written, none is.

    A file that is overwritten keeps its rights. Raises `FileError`: `exists` for a file that is there already and was
    not to be overwritten, `unwritable` for a folder that cannot be made or written to, `disk-full` when there is no
    room.
    """
    for path in contents:
        _refuse_existing(path, overwrite=overwrite)
    waiting: dict[Path, Path] = {}
    placed: list[Path] = []
    missing = _missing_folders(contents)
    try:
        for path, content in contents.items():
            waiting[path] = _reserved(path)
            with waiting[path].open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        for path, temporary in waiting.items():
            _put(temporary, path, overwrite=overwrite)
            placed.append(path)
    except OSError as error:
        raise _write_error(error, next((path for path in contents if path not in placed), Path())) from error
    finally:
        if len(placed) < len(contents) and not overwrite:
            for path in placed:
                path.unlink(missing_ok=True)
        for temporary in waiting.values():
            temporary.unlink(missing_ok=True)
        _remove_empty(missing)
    return tuple(contents)


@contextmanager
def saving(path: Path, *, overwrite: bool = False) -> Iterator[IO[bytes]]:
    """Give an open file that becomes `path` once it is written to its end; when that fails, nothing stays of it.

    Raises `FileError` as `save_all`.
    """
    _refuse_existing(path, overwrite=overwrite)
    temporary: Path | None = None
    missing = _missing_folders((path,))
    try:
        temporary = _reserved(path)
        with temporary.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _put(temporary, path, overwrite=overwrite)
    except OSError as error:
        raise _write_error(error, path) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        _remove_empty(missing)


def _missing_folders(paths: Iterable[Path]) -> list[Path]:
    """Return the folders that have to be made for files, the innermost first."""
    above = {folder for path in paths for folder in path.parents}
    return sorted((folder for folder in above if not folder.exists()), reverse=True)


def _remove_empty(folders: Iterable[Path]) -> None:
    for folder in folders:
        with suppress(OSError):  # it holds what was written, or was not made
            folder.rmdir()


def _refuse_existing(path: Path, *, overwrite: bool) -> None:
    if path.exists() and not (overwrite and path.is_file()):
        raise FileError(path, "exists", f"{path} exists already; ask to overwrite it, or choose another name")


_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def _write_error(error: OSError, path: Path) -> FileError:
    if isinstance(error, FileExistsError) and path.exists():
        return FileError(path, "exists", f"{path} came to exist meanwhile; choose another name")
    reason = error.strerror or str(error)
    if error.errno in _FULL:
        return FileError(
            path, "disk-full", f"{path} cannot be written: {reason}; make room, or choose another disk"
        )
    return FileError(
        path, "unwritable", f"{path} cannot be written: {reason}; check the folder and its permissions"
    )


def _reserved(path: Path) -> Path:
    """Return a new empty file next to the one to be written, with the rights that new files get here."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}-{secrets.token_hex(4)}.part")
    temporary.touch(exist_ok=False)
    return temporary


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
