"""The program: its commands in the user's language, and one run of it."""

from collections.abc import Mapping, Sequence
from typing import Annotated

import typer
from typer.main import get_command

from hakemus.cli.board import add_board
from hakemus.cli.budget import add_budget
from hakemus.cli.checking import add_check
from hakemus.cli.complaints import COMPLAINTS, complain
from hakemus.cli.completion import add_completion, answer_shells
from hakemus.cli.form import add_form
from hakemus.cli.forms import add_compare, add_read
from hakemus.cli.groups import add_group
from hakemus.cli.help_page import CommandGroup, print_outcome
from hakemus.cli.lookups import add_fields, add_rules
from hakemus.cli.options import json_option, language_option, option
from hakemus.cli.outcome import Outcome, error_values, json_asked
from hakemus.cli.papers import add_papers, add_render
from hakemus.cli.session import Session, console, show
from hakemus.cli.starting import add_new, add_record, add_schema
from hakemus.cli.templates import add_templates
from hakemus.cli.updating import add_update
from hakemus.cli.user_language import SpokenLanguage, machine_language, spoken_language
from hakemus.errors import UnknownNameError
from hakemus.packaged import library_version

PROGRAM = "hakemus"
_INTERRUPTED = 130


def run(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run a command and return its exit code; what goes wrong is told, not raised."""
    try:
        spoken = spoken_language(arguments, environment)
    except UnknownNameError as error:
        return complain(_session(SpokenLanguage(machine_language(environment)), arguments), error)
    return run_session(_session(spoken, arguments), arguments)


def _session(spoken: SpokenLanguage, arguments: Sequence[str]) -> Session:
    return Session(spoken, console(), console(errors=True), as_json=json_asked(arguments))


def run_session(session: Session, arguments: Sequence[str]) -> int:
    """Run a command in a session that is made already, and return its exit code."""
    answer_shells()
    program = get_command(build(session))
    try:
        code = program.main(list(arguments), prog_name=PROGRAM, standalone_mode=False, obj=session)
    except COMPLAINTS as error:
        return complain(session, error)
    if code == _INTERRUPTED:
        return print_outcome(session, _interrupted(session))
    return int(code or 0)


def _interrupted(session: Session) -> Outcome:
    return Outcome(
        tell=lambda: show(session.err, session.say("interrupted")),
        code=_INTERRUPTED,
        error=error_values("interrupted", "cli.interrupted"),
    )


def build(session: Session) -> typer.Typer:
    """Return the program with its commands, in the language of the session."""
    app = typer.Typer(
        cls=CommandGroup,
        add_completion=False,
        invoke_without_command=True,
        rich_markup_mode=None,
        help=session.say("about"),
    )
    _add_program(app, session)
    for add in (
        add_new,
        add_record,
        add_check,
        add_render,
        add_papers,
        add_form,
        add_read,
        add_update,
        add_compare,
        add_board,
        add_schema,
        add_budget,
        add_templates,
        add_group,
        add_rules,
        add_fields,
        add_completion,
    ):
        add(app, session)
    return app


def _add_program(app: typer.Typer, session: Session) -> None:
    @app.callback(help=session.say("about"))
    def program(
        context: typer.Context,
        tell_version: Annotated[bool, option(session, "--version", "version")] = False,
        _json: Annotated[bool, json_option(session)] = False,
        _language: Annotated[str | None, language_option(session)] = None,
    ) -> None:
        if tell_version:
            print_outcome(session, _version(session))
            raise typer.Exit
        if context.invoked_subcommand is None:
            session.out.print(context.get_help().rstrip())
            raise typer.Exit(2)


def _version(session: Session) -> Outcome:
    number = library_version()
    text = f"{PROGRAM} {number}" if number else session.say("version-unknown")
    return Outcome(tell=lambda: show(session.out, text), more={"version": number or None})
