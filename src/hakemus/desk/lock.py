"""The record that a group's folder keeps of what stood in the library under each override: `overrides.lock.toml`."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Self

from pydantic import Field, ValidationError

from hakemus.desk.overrides import Override
from hakemus.errors import DataError
from hakemus.files.rewriting import toml_value
from hakemus.group import LOCK
from hakemus.model import Part
from hakemus.reading import faults_of, read_toml

_HEAD = (
    "# Written by `hakemus group check FOLDER --accept`. It holds what stood in the library under each override,\n"
    "# so that `hakemus group diff FOLDER` tells what an upgrade changed there. Not to be changed by hand.\n"
)


class Overridden(Part):
    """What stood in the library under one override."""

    file: str
    """The file of the folder."""
    key: str = ""
    """The message in the file."""
    digest: str
    """The digest of ours."""
    text: str
    """Ours as text: the message, or the outline of the template."""

    @classmethod
    def of(cls, override: Override) -> Self:
        """Return what stands in the library under an override now."""
        return cls(file=override.file, key=override.key, digest=override.digest, text=override.ours)


class _Lock(Part):
    overridden: tuple[Overridden, ...] = Field(default=())


def read_lock(folder: Path) -> Mapping[tuple[str, str], Overridden] | None:
    """Return what the record of a folder holds, by file and key; None when there is no record.

    Raises `DataError` with every fault, and `FileError` when it cannot be read.
    """
    path = folder / LOCK
    if not path.exists():
        return None
    try:
        lock = _Lock.model_validate(read_toml(path))
    except ValidationError as error:
        raise DataError(f"{LOCK} cannot be understood; write it anew", faults_of(error, _Lock)) from error
    return {(one.file, one.key): one for one in lock.overridden}


def lock_text(entries: Iterable[Overridden]) -> str:
    """Return a record as the text of its file."""
    return "\n".join([_HEAD, *(_table(entry) for entry in entries)])


def _table(entry: Overridden) -> str:
    lines = (f"{name} = {toml_value(value)}" for name, value in entry if value)
    return "\n".join(["[[overridden]]", *lines, ""])
