"""Commands that make a file to begin with: a blank application, one from the register, the schema for editors."""

# ruff: noqa: PLC0415 - a command imports what it works with when it runs, so that help and complaints come at once

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from hakemus.cli.board_files import BOARD_FILES, BoardFile, board_file, board_text
from hakemus.cli.help_page import Command
from hakemus.cli.new_application import read_earlier, start_of
from hakemus.cli.options import (
    argument,
    given_day,
    given_group,
    group_option,
    json_option,
    language_option,
    option,
    overwrite_option,
)
from hakemus.cli.outcome import Outcome, error_values
from hakemus.cli.records import application_of_page, read_page
from hakemus.cli.refusals import RefusalError
from hakemus.cli.session import TO_THE_SCREEN, Session, command, show
from hakemus.errors import FileError, UnknownNameError
from hakemus.texts import LANGUAGES

APPLICATION = Path("application.toml")
_DEFAULTS: dict[str, str] = {"name": str(APPLICATION), **{name: f"{name}.toml" for name in BOARD_FILES}}


def add_new(app: typer.Typer, session: Session) -> None:
    """Add the command that makes a blank application for a measure."""
    examples, short = session.say("new.examples"), session.say("new.short")

    @app.command("new", cls=Command, help=session.say("new.help"), short_help=short, epilog=examples)
    def new(
        measure: Annotated[str | None, argument(session, "measure", "measure-or-board")] = None,
        *,
        ask: Annotated[bool, option(session, "--ask", "ask")] = False,
        source: Annotated[Path | None, option(session, "--from", "from", "file")] = None,
        group: Annotated[str | None, group_option(session)] = None,
        on: Annotated[str | None, option(session, "--on", "on-new", "day")] = None,
        out: Annotated[Path | None, option(session, "--out", "out-new", "file", _DEFAULTS)] = None,
        overwrite: Annotated[bool, overwrite_option(session)] = False,
        _json: Annotated[bool, json_option(session)] = False,
        _language: Annotated[str | None, language_option(session)] = None,
    ) -> Outcome:
        language, day = session.spoken.language, given_day(on)
        if measure is not None and (name := board_file(measure)) is not None:
            if ask:
                raise RefusalError("ask.only-applications", {"name": measure})
            path = out or Path(f"{name}.toml")
            text = board_text(
                name, language, path, today=session.today(), on=day, application=source, group=group
            )
            return written_text(
                session, path, text, overwrite=overwrite, after=(_next_board(session, name, path),)
            )
        if measure is None and source is None and not ask:
            return measures_told(session)
        from hakemus.files import commented_file

        path, own = out or APPLICATION, given_group(group)
        earlier = read_earlier(source) if source is not None else None
        if ask:
            from hakemus.cli.asked_application import ask_application

            refuse_to_replace(path, overwrite=overwrite)
            start = ask_application(session, measure, earlier=earlier, group=own, on=day)
        else:
            start = start_of(session, measure, earlier=earlier, group=own, on=day)
        text = commented_file(start.application, start.language, group=own, law_of=session.today())
        return written_text(
            session,
            path,
            text,
            overwrite=overwrite,
            remarks=start.remarks(session),
            after=(next_step(session, path),),
            more={"emptied": list(start.emptied)},
        )


def add_record(app: typer.Typer, session: Session) -> None:
    """Add the command that makes an application of a page of the public register."""
    examples, short = session.say("record.examples"), session.say("record.short")

    @app.command("record", cls=Command, help=session.say("record.help"), short_help=short, epilog=examples)
    def record(
        page: Annotated[Path, argument(session, "page", "page")],
        out: Annotated[
            Path, option(session, "--out", "out", "file", {"name": str(APPLICATION)})
        ] = APPLICATION,
        overwrite: Annotated[bool, overwrite_option(session)] = False,
        *,
        _json: Annotated[bool, json_option(session)] = False,
        _language: Annotated[str | None, language_option(session)] = None,
    ) -> Outcome:
        from hakemus.files import commented_file

        found = read_page(page)
        application = application_of_page(page, found)
        text = commented_file(
            application, session.spoken.language, unread=found.unread, law_of=session.today()
        )
        unread = (
            (session.say("record.unread"), *(f"  {line}" for line in found.unread)) if found.unread else ()
        )
        return written_text(
            session,
            out,
            text,
            overwrite=overwrite,
            remarks=unread,
            after=(next_step(session, out),),
            more={"unread": list(found.unread)},
        )


def add_schema(app: typer.Typer, session: Session) -> None:
    """Add the command that writes the JSON Schema of application files."""
    examples, short = session.say("schema.examples"), session.say("schema.short")

    @app.command("schema", cls=Command, help=session.say("schema.help"), short_help=short, epilog=examples)
    def schema(
        name: Annotated[str, argument(session, "board-file", "board-file")] = "application",
        *,
        out: Annotated[Path | None, option(session, "--out", "out-schema", "file")] = None,
        overwrite: Annotated[bool, overwrite_option(session)] = False,
        _json: Annotated[bool, json_option(session)] = False,
        _language: Annotated[str | None, language_option(session)] = None,
    ) -> Outcome:
        from hakemus.files import application_schema, assessment_schema, meeting_schema

        schemas = {
            "application": application_schema,
            "meeting": meeting_schema,
            "assessment": assessment_schema,
        }
        key = board_file(name) or name
        if key not in schemas:
            raise UnknownNameError("file", name, schemas)
        text = json.dumps(schemas[key](session.spoken.language), ensure_ascii=False, indent=2)
        return written_text(session, out or Path(f"{key}.schema.json"), f"{text}\n", overwrite=overwrite)


def measures_table(session: Session) -> Table:
    """Return the measures by key, each with its name in the user's language."""
    from hakemus.programme import programme_on

    table = Table.grid(padding=(0, 3, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column()
    table.add_row(Text(session.say("new.key"), style="bold"), Text(session.say("new.name"), style="bold"))
    for measure in programme_on(session.today()).measures():
        table.add_row(Text(measure.key), Text(measure.label.text(session.spoken.language)))
    return table


def refuse_to_replace(path: Path, *, overwrite: bool) -> None:
    """Raise `FileError` where a file stands in the way, before a person has answered for it."""
    if path != TO_THE_SCREEN and path.exists() and not overwrite:
        raise FileError(path, "exists", f"{path} exists already; ask to overwrite it, or name another")


def _next_board(session: Session, name: BoardFile, out: Path) -> str:
    folder = out.parent if name == "meeting" else out.parent.parent
    return f"{session.say('new.next-board')} {command('board', folder)}"


def next_step(session: Session, out: Path) -> str:
    """Return what to do with an application file that was made."""
    return f"{session.say('new.next')} {command('check', out)}"


def written_text(
    session: Session,
    out: Path,
    text: str,
    *,
    overwrite: bool,
    remarks: Sequence[str] = (),
    after: Sequence[str] = (),
    more: Mapping[str, Any] | None = None,
) -> Outcome:
    """Write text to a file, and return what is said of it; for a plain `-` the text itself is what is said.

    `remarks` are said of the text, `after` only when there is a file, and `more` is for programs.
    """
    from hakemus.files import save

    def print_it() -> None:
        session.put(text)
        for line in remarks:
            show(session.err, line)

    def tell() -> None:
        for line in (f"{session.say('written')} {out}", *remarks, *after):
            show(session.out, line)

    if out == TO_THE_SCREEN:
        return Outcome(tell=print_it, more={**(more or {}), "text": text})
    path = save(out, text.encode("utf-8"), overwrite=overwrite)
    return Outcome(tell=tell, written=(path,), more=more or {})


def measures_told(session: Session) -> Outcome:
    """Return the refusal of a command that needs a measure: it names them all."""
    from hakemus.programme import programme_on

    def tell() -> None:
        show(session.err, session.say("new.choose"))
        show(session.err, measures_table(session))

    measures = [
        {"key": measure.key, "name": {language: measure.label.text(language) for language in LANGUAGES}}
        for measure in programme_on(session.today()).measures()
    ]
    return Outcome(
        tell=tell, code=2, error=error_values("use", "cli.new.choose"), more={"measures": measures}
    )
