"""The arguments and options that several commands share, each told in the user's language."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from hakemus.cli.names import completer
from hakemus.cli.refusals import NotADayError, UnfitGroupError
from hakemus.cli.session import Session
from hakemus.cli.user_language import OPTION
from hakemus.errors import DataError
from hakemus.texts import Language, Wording
from hakemus.texts.formats import parse_day

if TYPE_CHECKING:
    from hakemus.group import LeaderGroup
    from hakemus.model import Application


def argument(session: Session, place: str, key: str, values: dict[str, str] | None = None) -> Any:  # noqa: ANN401
    """Return an argument of a command: `place` names it in the usage line, `key` its help."""
    return typer.Argument(
        metavar=session.say(f"place.{place}"),
        help=session.say(f"argument.{key}", values),
        show_default=False,
        autocompletion=completer(place),
    )


def option(
    session: Session, name: str, key: str, place: str = "", values: dict[str, str] | None = None
) -> Any:  # noqa: ANN401
    """Return an option of a command; one with a `place` takes a value, one without is a switch."""
    return typer.Option(
        name,
        metavar=session.say(f"place.{place}") if place else None,
        help=session.say(f"option.{key}", values),
        show_default=False,
        autocompletion=completer(place),
    )


def language_option(session: Session, key: str = "language") -> Any:  # noqa: ANN401
    """Return the option that every command has; what it says was read before the commands were made."""
    return option(session, OPTION, key, "language")


def group_option(session: Session) -> Any:  # noqa: ANN401
    """Return the option that names a Leader group: its folder, or the name under which it is installed."""
    place, told = session.say("place.folder"), session.words.message("group.command.option")
    return typer.Option("--group", metavar=place, help=told, show_default=False)


def json_option(session: Session) -> Any:  # noqa: ANN401
    """Return the switch that asks for JSON instead of text."""
    return option(session, "--json", "json")


def given_group(text: str | None) -> "LeaderGroup | None":
    """Return the Leader group of the option; raise `UnfitGroupError` when its folder cannot be used."""
    if text is None:
        return None
    from hakemus.desk import find_group  # noqa: PLC0415 - seldom asked for

    with unfit_group_told(text):
        return find_group(text)


def own_language(application: "Application", group: "LeaderGroup | None") -> Language:
    """Return the language of an application, or of the group it is dealt with in when it names none."""
    return application.language if group is None else group.language_of(application)


@contextmanager
def unfit_group_told(source: str | Path) -> Iterator[None]:
    """Make an error in a group's own data one that names its folder, and not the library, as what is to be mended."""
    try:
        yield
    except DataError as error:
        raise UnfitGroupError(str(source), error.faults) from error


def overwrite_option(session: Session) -> Any:  # noqa: ANN401
    """Return the switch that lets a file be replaced."""
    return option(session, "--overwrite", "overwrite")


def given_day(text: str | None) -> date | None:
    """Return the day of `2024-03-01` or `1.3.2024`; raise `NotADayError` for what is none.

    >>> given_day("1.3.2024") == given_day("2024-03-01")
    True
    """
    if text is None:
        return None
    try:
        day = parse_day(text) if "." in text else date.fromisoformat(text.strip())
    except ValueError as error:
        raise NotADayError(text, "not-a-day") from error
    if not 1990 <= day.year <= 2100:  # noqa: PLR2004 - as the model, which takes no other
        raise NotADayError(text, "unlikely-day")
    return day


def law_day(session: Session, application: "Application", on: str | None, words: Wording) -> tuple[date, str]:
    """Return the day whose law counts, and a line that says which it is: as given, the application's, or today."""
    given = given_day(on)
    day = given or application.date or session.today()
    source = "given" if given else "application" if application.date else "today"
    return day, words.message(f"cli.day.{source}", {"day": day})
