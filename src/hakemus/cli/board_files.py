"""Files for a board to fill: which one is asked for, and its text."""

# ruff: noqa: PLC0415 - a command imports what it works with when it runs, so that help and complaints come at once

import os
from datetime import date
from pathlib import Path
from typing import Literal

from hakemus.cli.options import given_group
from hakemus.cli.session import TO_THE_SCREEN
from hakemus.texts import LANGUAGES, Language, wording

BoardFile = Literal["meeting", "assessment"]

BOARD_FILES: tuple[BoardFile, ...] = ("meeting", "assessment")


def board_file(text: str) -> BoardFile | None:
    """Return which file of a board a text names, by its key or by what it is called in any language.

    >>> board_file("kokous"), board_file("valmisteluraha")
    ('meeting', None)
    """
    wanted = text.strip().casefold()
    for name in BOARD_FILES:
        if wanted in {name, *(wording(language).term(name).casefold() for language in LANGUAGES)}:
            return name
    return None


def board_text(
    name: BoardFile,
    language: Language,
    out: Path,
    *,
    today: date,
    on: date | None = None,
    application: Path | None = None,
    group: str | None = None,
) -> str:
    """Return the text of a file to fill that is to stand at `out`.

    The assessment is of the application that is given, or else of one that stands beside it, if there is one. While
    that has no day, its criteria are those of `on`, or else of today.
    """
    from hakemus.files import blank_assessment, blank_meeting, read_application

    beside = Path() if out == TO_THE_SCREEN else out.parent
    if name == "meeting":
        there = group is not None and Path(group).exists()
        return blank_meeting(
            language, on=on, group=_seen_from(beside, Path(group)) if there and group else None
        )
    found = application or next((path for path in [beside / "application.toml"] if path.is_file()), None)
    assessed = (_seen_from(beside, found), read_application(found)) if found is not None else None
    return blank_assessment(language, on=on, application=assessed, group=given_group(group), law_of=today)


def _seen_from(folder: Path, path: Path) -> str:
    """Return a path as a file in a folder names it."""
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # on another drive
        return path.absolute().as_posix()
