"""Files in one archive (ZIP), stored as they are, the same every time, and there whole or not at all."""

import hashlib
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from hakemus.errors import FileError
from hakemus.files.attachment_file import AttachmentFile
from hakemus.files.saving import saving

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
                _copy(member, target)
    return path


def _copy(found: AttachmentFile, target: IO[bytes]) -> None:
    digest, size = hashlib.sha256(), 0
    try:
        source = found.path.open("rb")
    except OSError as error:
        raise _changed(found) from error
    with source:
        while piece := _read(source, found):
            digest.update(piece)
            size += len(piece)
            if size > found.size:
                raise _changed(found)
            target.write(piece)
    if digest.hexdigest() != found.digest:
        raise _changed(found)


def _read(source: IO[bytes], found: AttachmentFile) -> bytes:
    try:
        return source.read(_PIECE)
    except OSError as error:
        raise _changed(found) from error


def _changed(found: AttachmentFile) -> FileError:
    return FileError(
        found.path, "changed-while-copied", f"{found.path} changed while it was copied; try again"
    )
