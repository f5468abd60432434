"""Files written whole or not at all, and never over another without being asked."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from hakemus.errors import FileError


def save(path: Path, content: bytes, *, overwrite: bool = False) -> Path:
    """Write a file and return its path; raise `FileError` when it exists already or cannot be written."""
    return save_all({path: content}, overwrite=overwrite)[0]


def save_all(contents: Mapping[Path, bytes], *, overwrite: bool = False) -> tuple[Path, ...]:
    """Write several files and return their paths; when one of them may not be written, none is.

    Raises `FileError`: `exists` for a file that is there already and was not to be overwritten, `unwritable` for a
    folder that cannot be made or written to.
    """
    for path in contents:
        if path.exists() and not (overwrite and path.is_file()):
            raise FileError(path, "exists", f"{path} exists already; ask to overwrite it, or choose another name")
    waiting: list[tuple[Path, Path]] = []
    try:
        for path, content in contents.items():
            waiting.append((_beside(path, content), path))
        for temporary, path in waiting:
            _put(temporary, path, overwrite=overwrite)
    except FileExistsError as error:
        raise FileError(error.filename2 or "", "exists", f"{error.filename2} came to exist meanwhile") from error
    except OSError as error:
        place = error.filename or next(iter(contents))
        raise FileError(place, "unwritable", f"{place} cannot be written: {error.strerror}") from error
    finally:
        for temporary, _ in waiting:
            temporary.unlink(missing_ok=True)
    return tuple(contents)


def _beside(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", suffix=".part", dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return Path(name)


def _put(temporary: Path, path: Path, *, overwrite: bool) -> None:
    temporary.chmod(0o666 & ~_umask())
    if overwrite:
        temporary.replace(path)
        return
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links: the check above is all there is
        temporary.rename(path)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
