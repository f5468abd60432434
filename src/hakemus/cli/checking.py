"""The command that checks an application."""

# ruff: noqa: PLC0415 - a command imports what it works with when it runs, so that help and complaints come at once

from pathlib import Path
from typing import Annotated

import typer

from hakemus.cli.help_page import Command
from hakemus.cli.options import (
    argument,
    given_group,
    group_option,
    json_option,
    language_option,
    law_day,
    option,
    own_language,
)
from hakemus.cli.outcome import Outcome
from hakemus.cli.session import Session, show


def add_check(app: typer.Typer, session: Session) -> None:
    """Add the command."""
    examples, short = session.say("check.examples"), session.say("check.short")

    @app.command("check", cls=Command, help=session.say("check.help"), short_help=short, epilog=examples)
    def check(
        file: Annotated[Path, argument(session, "file", "file")],
        *,
        on: Annotated[str | None, option(session, "--on", "on", "day")] = None,
        group: Annotated[str | None, group_option(session)] = None,
        _json: Annotated[bool, json_option(session)] = False,
        _language: Annotated[str | None, language_option(session)] = None,
    ) -> Outcome:
        import hakemus
        from hakemus.cli.report_table import show_report

        application = hakemus.load(file)
        chosen = given_group(group)
        own = own_language(application, chosen)
        words = session.words_for(own)
        day, told = law_day(session, application, on, words)
        report = hakemus.check(application, on=day, group=chosen)

        def tell() -> None:
            name = application.project.name
            show(session.out, f"{file}: {name}" if name else str(file))
            show(session.out, told)
            show_report(session.out, report, words)

        return Outcome(
            tell=tell, code=0 if report.ok else 1, more=report.as_mapping() if session.as_json else {}
        )
