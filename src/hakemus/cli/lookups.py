"""Commands that look something up: a rule with the law behind it, and the fields of an application."""

# ruff: noqa: PLC0415 - a command imports what it works with when it runs, so that help and complaints come at once

from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from hakemus.cli.help_page import Command
from hakemus.cli.options import argument, json_option, language_option
from hakemus.cli.outcome import Outcome
from hakemus.cli.session import Session, show
from hakemus.values.paths import plain_path


def add_rules(app: typer.Typer, session: Session) -> None:
    """Add the command that lists the rules, and explains one."""

    @app.command("rules", **_told(session, "rules"))
    def rules(
        name: Annotated[str | None, argument(session, "rule", "rule")] = None,
        *,
        _json: Annotated[bool, json_option(session)] = False,
        _language: Annotated[str | None, language_option(session)] = None,
    ) -> Outcome:
        from hakemus.desk.rule_explanation import explain_rule, explain_rules

        language = session.spoken.language
        named = explain_rule(name, session.today()) if name is not None else None
        every = (named,) if named is not None else explain_rules(session.today())

        def tell() -> None:
            if named is not None:
                show(session.out, named.to_text(language))
            else:
                show(session.out, _rows([(one.id, one.text(language)) for one in every]))

        return Outcome(tell=tell, more={"rules": [one.as_mapping() for one in every]})


def add_fields(app: typer.Typer, session: Session) -> None:
    """Add the command that lists the fields of an application."""

    @app.command("fields", **_told(session, "fields"))
    def fields(
        part: Annotated[str | None, argument(session, "part", "part")] = None,
        *,
        _json: Annotated[bool, json_option(session)] = False,
        _language: Annotated[str | None, language_option(session)] = None,
    ) -> Outcome:
        from hakemus.desk.rule_explanation import list_fields
        from hakemus.errors import UnknownNameError

        every = list_fields()
        chosen = [one for one in every if part is None or _is_in(one.path, part)]
        if not chosen:
            raise UnknownNameError("field", part, [one.path for one in every if "." not in one.path])
        rows = [(one.path, one.term(session.spoken.language)) for one in chosen]
        return Outcome(
            tell=lambda: show(session.out, _rows(rows)), more={"fields": [one.as_mapping() for one in chosen]}
        )


def _is_in(path: str, part: str) -> bool:
    plain, wanted = plain_path(path), plain_path(part)
    return plain == wanted or plain.startswith(f"{wanted}.")


def _told(session: Session, command: str) -> dict[str, Any]:
    keys = {"help": "help", "short_help": "short", "epilog": "examples"}
    return {"cls": Command} | {name: session.say(f"{command}.{key}") for name, key in keys.items()}


def _rows(rows: list[tuple[str, str]]) -> Table:
    table = Table.grid(padding=(0, 3, 0, 0))
    table.add_column(overflow="fold")
    table.add_column()
    for name, text in rows:
        table.add_row(Text(name), Text(text))
    return table
