"""The files of a Leader group's folder: only what lies inside it is read, and every fault is kept with its file."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from hakemus.errors import DataError, Fault, FileError
from hakemus.reading import read_bytes, read_toml

_MOST_FILES = 1_000
_NOT_OURS = ("Thumbs.db", "desktop.ini")
_LARGEST_TEMPLATE = 64 * 1024 * 1024


class Folder:
    """A folder that is being read: its files by their path in it, and what was found wrong so far.

    A link that leads out of the folder is not followed; that it is there is a fault. `unread` are the files of data
    that could not be read: what they would have held is not missed besides.
    """

    def __init__(self, path: str | Path) -> None:
        self.given = str(path)
        self.faults: list[Fault] = []
        root = Path(path)
        if not root.exists():
            raise FileError(path, "missing", f"{path} does not exist; check the name and the folder")
        if not root.is_dir():
            raise FileError(path, "not-folder", f"{path} is a file; name the folder that it lies in")
        self._root = root.resolve()
        self.files = self._scanned()
        self.unread: set[str] = set()
        self._read: set[str] = set()

    def tell(  # noqa: PLR0917 - a fault's own order
        self, file: str, key: str, code: str, found: str = "", allowed: str = "", suggestion: str = ""
    ) -> None:
        """Keep a fault of a file; `key` is the place in it, empty for the file as a whole."""
        self.faults.append(Fault(f"{file}: {key}" if key else file, code, found, allowed, suggestion))

    def tell_all(self, file: str, faults: Iterable[Fault]) -> None:
        """Keep faults that were found in a file."""
        for fault in faults:
            self.tell(file, fault.path, fault.code, fault.found, fault.allowed, fault.suggestion)

    def table(self, file: str) -> dict[str, Any]:
        """Return the values of a TOML file; of one that is not there, or cannot be read, none."""
        if file not in self.files:
            return {}
        self._read.add(file)
        try:
            return read_toml(self.files[file])
        except FileError as error:
            self.tell(file, "", f"file-{error.code}")
        except DataError as error:
            self.tell_all(file, error.faults)
        self.unread.add(file)
        return {}

    def content(self, file: str, largest: int = _LARGEST_TEMPLATE) -> bytes | None:
        """Return a file's bytes, or None, with the fault kept, when it cannot be read or is larger."""
        path = self.files[file]
        self._read.add(file)
        try:
            size = path.stat().st_size
            if size > largest:
                self.tell(file, "", "file-too-large", _megabytes(size), f"≤ {_megabytes(largest)}")
                return None
            return read_bytes(path, largest)
        except FileError as error:
            self.tell(file, "", f"file-{error.code}")
        except OSError as error:
            self.tell(file, "", "file-unreadable", str(error.strerror))
        return None

    def inside(self, written: str, file: str, key: str) -> str | None:
        """Return the path of a file that is named in another, or None, with the fault kept, when it lies outside."""
        plain = os.path.normpath(written.replace("\\", "/")).replace(os.sep, "/")
        if plain.startswith(("../", "/")) or plain == ".." or Path(written).is_absolute() or ":" in plain:
            self.tell(file, key, "outside-folder", written, "logo.png")
            return None
        if plain not in self.files:
            # A link that leads out has been told of already.
            if plain not in {fault.path for fault in self.faults}:
                self.tell(file, key, "file-missing", written, ", ".join(self._pictures()) or "PNG, JPEG")
            return None
        return plain

    def in_folder(self, name: str) -> list[str]:
        """Return the files under a folder in it, in order."""
        return sorted(file for file in self.files if file.startswith(f"{name}/"))

    def digest(self) -> str:
        """Return a text that changes with any of the files that were read."""
        contents = ((file, hashlib.sha256(self.files[file].read_bytes())) for file in sorted(self._read))
        return hashlib.sha256(
            "".join(f"{file} {one.hexdigest()}\n" for file, one in contents).encode()
        ).hexdigest()

    def refuse_faults(self) -> None:
        """Raise `DataError` with everything that was found wrong, if anything was."""
        if self.faults:
            raise DataError(f"{self.given} cannot be used; mend what is listed", self.faults)

    def _scanned(self) -> dict[str, Path]:
        files: dict[str, Path] = {}
        for here, folders, names in os.walk(self._root):
            folders[:] = sorted(name for name in folders if self._is_read(Path(here, name), is_folder=True))
            for name in sorted(names):
                path = Path(here, name)
                if self._is_read(path, is_folder=False):
                    files[path.relative_to(self._root).as_posix()] = path
            if len(files) > _MOST_FILES:
                found, allowed = str(len(files)), f"≤ {_MOST_FILES}"
                raise DataError(
                    f"{self.given} is no group's folder", [Fault("", "too-many-files", found, allowed)]
                )
        return files

    def _is_read(self, path: Path, *, is_folder: bool) -> bool:
        if path.name.startswith((".", "~$", "__")) or path.name in _NOT_OURS:
            return False
        if path.is_symlink() and (is_folder or not path.resolve().is_relative_to(self._root)):
            self.tell(path.relative_to(self._root).as_posix(), "", "symlink", str(path.readlink()))
            return False
        return is_folder or path.is_file()

    def _pictures(self) -> list[str]:
        return sorted(file for file in self.files if file.lower().endswith((".png", ".jpg", ".jpeg")))


def _megabytes(size: int) -> str:
    tenths = -(-size * 10 // (1024 * 1024))
    return f"{tenths // 10},{tenths % 10} MB"
