"""The application file (TOML or JSON) into an `Application`, or every fault in it at once."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hakemus.files.part_files import part_from, read_part
from hakemus.model import Application


def read_application(path: str | Path) -> Application:
    """Return the application of a TOML or JSON file.

    Raises `FileError` when the file cannot be read, and `LoadError` with every fault when it cannot be understood;
    its message is in the language of the application.
    """
    return read_part(Path(path), Application)


def application_from(values: Mapping[str, Any], source: str = "application") -> Application:
    """Return the application of plain values; raise `LoadError` with every fault found.

    >>> application_from({"project": {"name": "Kylätalon katto"}}).project.name
    'Kylätalon katto'
    """
    return part_from(values, Application, source)
