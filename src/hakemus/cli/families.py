"""A family of commands, such as `hakemus group`: named alone, it shows its help."""

from typing import Annotated

import typer

from hakemus.cli.help_page import CommandGroup
from hakemus.cli.options import json_option, language_option
from hakemus.cli.session import Session


def add_family(app: typer.Typer, session: Session, name: str, key: str) -> typer.Typer:
    """Add a family whose help and short help stand in the catalogue under a key, and return it without commands."""
    say = session.words.message
    family = typer.Typer(cls=CommandGroup, rich_markup_mode=None, invoke_without_command=True)
    app.add_typer(family, name=name, help=say(f"{key}.help"), short_help=say(f"{key}.short"))

    @family.callback()
    def shown(
        context: typer.Context,
        _json: Annotated[bool, json_option(session)] = False,
        _language: Annotated[str | None, language_option(session)] = None,
    ) -> None:
        if context.invoked_subcommand is None:
            session.out.print(context.get_help().rstrip())
            raise typer.Exit(2)

    return family
