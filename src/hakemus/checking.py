"""A file into an application, and an application into a report: all that a check needs, and nothing of Word."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from hakemus.case import Case
from hakemus.files import application_from, read_application
from hakemus.findings import Report
from hakemus.group import LeaderGroup
from hakemus.model import Application
from hakemus.rules import check_case


def load(source: str | Path | Mapping[str, Any]) -> Application:
    """Return the application of a TOML or JSON file, or of plain values.

    Args:
        source: The path of the file (`.json` is JSON, anything else TOML), or the values as a mapping.

    Raises:
        FileError: The file cannot be read.
        LoadError: It cannot be understood; the error holds every fault, each with its path.

    >>> load({"schema_version": 1, "project": {"name": "Kylätalon katto"}}).project.name
    'Kylätalon katto'
    """
    return application_from(source) if isinstance(source, Mapping) else read_application(source)


def check(application: Application, *, on: date | None = None, group: LeaderGroup | None = None) -> Report:
    """Return what the law of a day finds in an application.

    Args:
        application: What is checked.
        on: The day whose law counts; by default the application's own date.
        group: A Leader group: its own rates, limits and questions are checked too, in its own messages. Without it, the
            report says what is left to it.

    Raises:
        DayMissingError: There is neither `on` nor a date in the application.

    >>> check(Application(date=date(2024, 3, 1))).ok
    False
    """
    return check_case(Case.of(application, on=on, group=group))
