"""Commands that read Word papers back: what one says, and how two differ."""

# ruff: noqa: PLC0415 - a command imports what it works with when it runs, so that help and complaints come at once

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich import box
from rich.table import Table
from rich.text import Text

from hakemus.cli.help_page import Command
from hakemus.cli.options import (
    argument,
    group_option,
    json_option,
    language_option,
    option,
    overwrite_option,
)
from hakemus.cli.outcome import Outcome
from hakemus.cli.session import Session, show
from hakemus.texts import LANGUAGES, wording

if TYPE_CHECKING:
    from hakemus.forms import Change, NotUnderstood, Reading
    from hakemus.texts import Wording

_NOTHING = "–"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def add_read(app: typer.Typer, session: Session) -> None:
    """Add the command that reads a paper."""
    examples, short = session.say("read.examples"), session.say("read.short")

    @app.command("read", cls=Command, help=session.say("read.help"), short_help=short, epilog=examples)
    def read(
        paper: Annotated[Path, argument(session, "paper", "paper")],
        *,
        group: Annotated[str | None, group_option(session)] = None,
        out: Annotated[Path | None, option(session, "--out", "out-read", "file")] = None,
        overwrite: Annotated[bool, overwrite_option(session)] = False,
        _json: Annotated[bool, json_option(session)] = False,
        _language: Annotated[str | None, language_option(session)] = None,
    ) -> Outcome:
        import hakemus
        from hakemus.cli.options import given_group
        from hakemus.files import commented_file, save

        reading = hakemus.read(opened_paper(paper), group=given_group(group))
        words = session.words_for(reading.application.language)
        written: tuple[Path, ...] = ()
        if out is not None:
            text = commented_file(reading.application, words.language)
            written = (save(out, text.encode(), overwrite=overwrite),)

        def tell() -> None:
            _show_reading(session, reading, words)
            for path in written:
                show(session.out, words.message("cli.written"))
                show(session.out, f"  {path}")

        code, findings = 1 if reading.problems else 0, [_finding(one) for one in reading.problems]
        more = _reading_values(reading)
        return Outcome(tell=tell, code=code, written=written, findings=findings, more=more)


def add_compare(app: typer.Typer, session: Session) -> None:
    """Add the command that compares two papers."""
    examples, short = session.say("compare.examples"), session.say("compare.short")

    @app.command("compare", cls=Command, help=session.say("compare.help"), short_help=short, epilog=examples)
    def compare(
        paper: Annotated[Path, argument(session, "paper", "paper")],
        other: Annotated[Path, argument(session, "paper", "other-paper")],
        *,
        _json: Annotated[bool, json_option(session)] = False,
        _language: Annotated[str | None, language_option(session)] = None,
    ) -> Outcome:
        import hakemus

        differences = hakemus.compare(opened_paper(paper), opened_paper(other))

        def tell() -> None:
            if differences:
                _show_changes(session, differences, session.words, (str(paper), str(other)))
            else:
                show(session.out, session.say("compare.same"))

        more = {"changes": [_change(one) for one in differences]}
        return Outcome(tell=tell, code=1 if differences else 0, more=more)


def opened_paper(paper: Path) -> bytes:
    """Return a paper's bytes; raise `FileError`, which names the file, when it is no Word file to be read."""
    from hakemus.errors import FileError, PackageError
    from hakemus.reading import read_bytes
    from hakemus.word.limits import DEFAULT_LIMITS
    from hakemus.word.package import read_package

    content = read_bytes(paper, DEFAULT_LIMITS.file_bytes)
    try:
        read_package(content)
    except PackageError as error:
        raise FileError(paper, "no-paper", f"{paper}: {error}") from error
    return content


def _reading_values(reading: "Reading") -> dict[str, Any]:
    return {
        "document": reading.document,
        "tracked": reading.tracked,
        "changes": [_change(one) for one in reading.changes],
        "outside": [{"heading": one.heading, "text": one.text} for one in reading.outside],
        "application": reading.application.model_dump(mode="json", exclude_none=True),
    }


def _finding(problem: "NotUnderstood") -> dict[str, Any]:
    return {
        "id": problem.code,
        "severity": "error",
        "path": problem.path,
        "values": {"typed": problem.typed},
        "message": {language: _told(problem, wording(language)) for language in LANGUAGES},
    }


def _change(change: "Change") -> dict[str, Any]:
    term = {language: _term(change.path, wording(language)) for language in LANGUAGES}
    return {"path": change.path, "term": term, "before": change.before, "after": change.after}


def _show_reading(session: Session, reading: "Reading", words: "Wording") -> None:
    say = words.message
    if reading.tracked:
        show(session.out, say("cli.read.tracked"))
    if reading.changes:
        _show_changes(session, reading.changes, words, (say("cli.read.before"), say("cli.read.after")))
    else:
        show(session.out, say("cli.read.unchanged"))
    for problem in reading.problems:
        show(session.out)
        show(session.out, _told(problem, words), "bold red")
    if reading.outside:
        show(session.out)
        show(session.out, say("cli.read.outside"))
        for piece in reading.outside:
            show(session.out, f"  {piece.heading}: {piece.text}" if piece.heading else f"  {piece.text}")


def _told(problem: "NotUnderstood", words: "Wording") -> str:
    from hakemus.errors import Fault
    from hakemus.texts import describe_fault

    key = f"cli.read.problem.{problem.code}"
    if key in words.catalogue:
        return words.message(key, {"field": _term(problem.path, words), "typed": problem.typed})
    return describe_fault(Fault(problem.path, problem.code, problem.typed), words.language)


def _show_changes(
    session: Session, changes: Iterable["Change"], words: "Wording", titles: tuple[str, str]
) -> None:
    table = Table(box=box.HORIZONTALS, header_style="")
    for title in (words.message("cli.check.field"), *titles):
        table.add_column(Text(title), overflow="fold")
    for change in changes:
        values = (_value(change.before, words), _value(change.after, words))
        table.add_row(Text(_term(change.path, words)), *map(Text, values))
    show(session.out, table)


def _term(path: str, words: "Wording") -> str:
    from hakemus.errors import DataError

    try:
        return words.term(path)
    except DataError:
        return path


def _value(value: Any, words: "Wording") -> str:  # noqa: ANN401
    """Return a plain value as people read it."""
    if value is None or value in ("", [], {}):
        return _NOTHING
    if isinstance(value, bool):
        return words.yes_no(value)
    if isinstance(value, dict):
        return ", ".join(_value(one, words) for one in value.values())
    if isinstance(value, list):
        return ", ".join(str(one + 1) if isinstance(one, int) else _value(one, words) for one in value)
    return _day(value, words) if isinstance(value, str) else str(value)


def _day(text: str, words: "Wording") -> str:
    """Return a day of a file as people write it; another text as it is."""
    from datetime import date

    try:
        return words.day(date.fromisoformat(text)) if _DAY.fullmatch(text) else text
    except ValueError:
        return text
