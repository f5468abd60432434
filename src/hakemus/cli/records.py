"""A page of the public register, as a file that a person names."""

# ruff: noqa: PLC0415 - a command imports what it works with when it runs, so that help and complaints come at once

from pathlib import Path
from typing import TYPE_CHECKING

from hakemus.errors import LoadError
from hakemus.reading import read_text

if TYPE_CHECKING:
    from hakemus.files import ProjectRecord
    from hakemus.model import Application


def read_page(page: Path) -> "ProjectRecord":
    """Return the record of a page's file; raise `LoadError`, which names the file, when it is none."""
    from hakemus.files import read_record

    text = read_text(page)
    try:
        return read_record(text)
    except LoadError as error:
        raise LoadError(str(error), error.faults, str(page)) from error


def application_of_page(page: Path, record: "ProjectRecord") -> "Application":
    """Return the application of a page's record; raise `LoadError`, which names the file, for wrong values."""
    try:
        return record.to_application()
    except LoadError as error:
        raise LoadError(str(error), error.faults, str(page)) from error
