"""The command that makes a form to be filled in Word."""

# ruff: noqa: PLC0415 - a command imports what it works with when it runs, so that help and complaints come at once

from pathlib import Path
from typing import Annotated

import typer

from hakemus.cli.help_page import Command
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
from hakemus.cli.outcome import Outcome
from hakemus.cli.session import Session, command, show
from hakemus.cli.starting import measures_told


def add_form(app: typer.Typer, session: Session) -> None:
    """Add the command that makes the form of a measure."""
    examples, short = session.say("form.examples"), session.say("form.short")

    @app.command("form", cls=Command, help=session.say("form.help"), short_help=short, epilog=examples)
    def form(
        measure: Annotated[str | None, argument(session, "measure", "measure")] = None,
        *,
        group: Annotated[str | None, group_option(session)] = None,
        on: Annotated[str | None, option(session, "--on", "on-form", "day")] = None,
        out: Annotated[Path | None, option(session, "--out", "out-paper", "file")] = None,
        overwrite: Annotated[bool, overwrite_option(session)] = False,
        _json: Annotated[bool, json_option(session)] = False,
        _language: Annotated[str | None, language_option(session, "language-form")] = None,
    ) -> Outcome:
        if measure is None:
            return measures_told(session)
        import hakemus
        from hakemus.files import save

        words = session.words
        made = hakemus.blank_form(
            measure,
            language=words.language,
            group=given_group(group),
            on=given_day(on),
            law_of=session.today(),
        )
        path = save(out or Path(f"{words.message('form.file')}.docx"), made, overwrite=overwrite)

        def tell() -> None:
            show(session.out, f"{session.say('written')} {path}")
            show(session.out, f"{session.say('form.next')} {command('read', path)}")

        return Outcome(tell=tell, written=(path,))
