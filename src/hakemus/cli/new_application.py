"""The start of an application: blank, or from what there is already; with the questions of a Leader group."""

# ruff: noqa: PLC0415 - a command imports what it works with when it runs, so that help and complaints come at once

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from hakemus.cli.session import Session
from hakemus.errors import FileError, UnknownNameError

if TYPE_CHECKING:
    from hakemus.group import LeaderGroup
    from hakemus.model import Application
    from hakemus.texts import Language

_TEXT = frozenset({"", ".txt"})


@dataclass(frozen=True, slots=True)
class Start:
    """An application to begin with, the language of its file, and the fields of an earlier one that it lacks.

    `fixed` holds what the law, the day or the group settle: nobody needs to be asked for it.
    """

    application: "Application"
    fixed: "Application"
    language: "Language"
    emptied: tuple[str, ...] = ()

    def remarks(self, session: Session) -> tuple[str, ...]:
        """Return what is said of it."""
        if not self.emptied:
            return ()
        lines = (f"  {session.words.term(path)} ({path})" for path in self.emptied)
        return (session.say("new.emptied"), *lines)


def start_of(
    session: Session,
    measure: str | None,
    *,
    earlier: "Application | None" = None,
    group: "LeaderGroup | None" = None,
    on: date | None = None,
) -> Start:
    """Return the start of an application for a measure, by default the one of an earlier application.

    Raises `UnknownNameError` when there is no measure of that name, or none at all.
    """
    from hakemus.files import addressed_to, blank_application, emptied, known_measure, next_application
    from hakemus.programme import programme_on

    programme = programme_on(on or session.today(), measure=measure)
    named = measure or (earlier.classification.measure if earlier is not None else None)
    if not named:
        raise UnknownNameError("measure", "", programme.vocabulary("measure").keys)
    found, language = known_measure(named, programme, on), language_of(session, earlier)
    new = blank_application(found, language, on)
    fixed = addressed_to(new, group, language) if group is not None else new
    if earlier is None:
        return Start(fixed, fixed, language)
    new = next_application(earlier, found, language, on=on)
    application = addressed_to(new, group, language) if group is not None else new
    return Start(application, fixed, language, emptied(earlier, new))


def language_of(session: Session, earlier: "Application | None") -> "Language":
    """Return the language of a new file: the user's, but that of an earlier application where no other is chosen."""
    return session.spoken.language if earlier is None or session.spoken.chosen else earlier.language


def read_earlier(source: Path) -> "Application":
    """Return the application of a file: TOML or JSON, a Word paper, or a register page as text.

    Raises `FileError` for a file of another kind.
    """
    import hakemus
    from hakemus.cli.forms import read_paper
    from hakemus.cli.records import application_of_page, read_page

    match source.suffix.lower():
        case ".toml" | ".json":
            return hakemus.load(source)
        case ".docx":
            return read_paper(source).application
        case ending if ending in _TEXT or not source.is_file():
            return application_of_page(source, read_page(source))
        case _:
            told = "name an application file (.toml, .json), a Word paper (.docx) or a register page as text (.txt)"
            raise FileError(source, "no-start", f"an application cannot begin from {source}; {told}")
