"""Commands on Word templates: the check of a folder of them."""

# ruff: noqa: PLC0415 - a command imports what it works with when it runs, so that help and complaints come at once

from pathlib import Path
from typing import Annotated, Any

import typer

from hakemus.cli.families import add_family
from hakemus.cli.help_page import Command
from hakemus.cli.options import given_group, group_option, json_option, language_option
from hakemus.cli.outcome import Outcome
from hakemus.cli.session import Session, show


def add_templates(app: typer.Typer, session: Session) -> None:
    """Add the family of commands."""
    _add_check(add_family(app, session, "templates", "templates.command"), session)


def _add_check(family: typer.Typer, session: Session) -> None:
    say = session.words.message
    told, short = say("templates.command.check.help"), say("templates.command.check.short")
    examples = say("templates.command.check.examples")

    @family.command("check", cls=Command, help=told, short_help=short, epilog=examples)
    def check(
        folder: Annotated[Path | None, _folder(session)] = None,
        *,
        group: Annotated[str | None, group_option(session)] = None,
        _json: Annotated[bool, json_option(session)] = False,
        _language: Annotated[str | None, language_option(session)] = None,
    ) -> Outcome:
        from hakemus import check_templates

        report = check_templates(folder, group=given_group(group))
        text = report.to_text(session.spoken.language)
        return Outcome(
            tell=lambda: show(session.out, text), code=0 if report.ok else 1, more=report.as_mapping()
        )


def _folder(session: Session) -> Any:  # noqa: ANN401
    place, told = session.say("place.folder"), session.words.message("templates.command.check.folder")
    return typer.Argument(metavar=place, help=told, show_default=False)
