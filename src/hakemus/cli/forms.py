"""Commands that read Word papers back: what one says, and how two differ."""

# ruff: noqa: PLC0415 - a command imports what it works with when it runs, so that help and complaints come at once

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hakemus.cli.changes_table import (
    change_values,
    finding_values,
    note_values,
    outside_values,
    show_changes,
    show_notes,
    show_remarks,
)
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

if TYPE_CHECKING:
    from hakemus.forms import Reading
    from hakemus.group import LeaderGroup
    from hakemus.texts import Wording


def add_read(app: typer.Typer, session: Session) -> None:
    """Add the command that reads a paper."""
    examples, short = session.say("read.examples"), session.say("read.short")

    @app.command("read", cls=Command, help=session.say("read.help"), short_help=short, epilog=examples)
    def read(
        paper: Annotated[Path, argument(session, "paper", "paper")],
        *,
        group: Annotated[str | None, group_option(session)] = None,
        measure: Annotated[str | None, option(session, "--measure", "measure-read", "measure")] = None,
        out: Annotated[Path | None, option(session, "--out", "out-read", "file")] = None,
        overwrite: Annotated[bool, overwrite_option(session)] = False,
        _json: Annotated[bool, json_option(session)] = False,
        _language: Annotated[str | None, language_option(session)] = None,
    ) -> Outcome:
        from hakemus.cli.options import given_group
        from hakemus.files import commented_file, save

        reading = read_paper(paper, given_group(group), measure)
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

        code, findings = (
            1 if reading.problems else 0,
            [
                *map(finding_values, reading.problems),
                *map(note_values, reading.notes),
            ],
        )
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

        for one in (paper, other):
            read_paper(one)  # what is wrong is told of the file that it is wrong with
        differences = hakemus.compare(opened_paper(paper), opened_paper(other))

        def tell() -> None:
            if differences:
                show_changes(session, differences, session.words, (str(paper), str(other)))
            else:
                show(session.out, session.say("compare.same"))

        more = {"changes": [change_values(one) for one in differences]}
        return Outcome(tell=tell, code=1 if differences else 0, more=more)


def read_paper(paper: Path, group: "LeaderGroup | None" = None, measure: str | None = None) -> "Reading":
    """Return what a paper says; raise `FileError` or `FormError`, which name the file, when it cannot be read."""
    import hakemus

    with told_of(paper):
        return hakemus.read(opened_paper(paper), group=group, measure=measure)


def opened_paper(paper: Path) -> bytes:
    """Return a paper's bytes; raise `FileError` when there are none to be read."""
    from hakemus.reading import read_bytes
    from hakemus.word.markup import DEFAULT_LIMITS

    return read_bytes(paper, DEFAULT_LIMITS.file_bytes)


@contextmanager
def told_of(paper: Path) -> Iterator[None]:
    """Make what is wrong with a paper an error that names the file."""
    from hakemus.errors import FileError, FormError, PackageError

    try:
        yield
    except PackageError as error:
        raise FileError(paper, f"paper-{error.code}", f"{paper}: {error}") from error
    except FormError as error:
        raise FormError(error.code, str(error), {**error.values, "path": str(paper)}) from error


def _reading_values(reading: "Reading") -> dict[str, Any]:
    return {
        "document": reading.document,
        "tracked": reading.tracked,
        "changes": [change_values(one) for one in reading.changes],
        "outside": outside_values(reading),
        "application": reading.application.model_dump(mode="json", exclude_none=True),
    }


def _show_reading(session: Session, reading: "Reading", words: "Wording") -> None:
    say = words.message
    show_notes(session, reading, words)
    if reading.changes:
        show_changes(session, reading.changes, words, (say("cli.read.before"), say("cli.read.after")))
    else:
        show(session.out, say("cli.read.unchanged"))
    show_remarks(session, reading, words)
