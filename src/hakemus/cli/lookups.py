"""Commands that look something up: a rule with the law behind it, and the fields of an application."""

# ruff: noqa: PLC0415 - a command imports what it works with when it runs, so that help and complaints come at once

from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from hakemus.cli.help_page import Command
from hakemus.cli.options import json_option, language_option
from hakemus.cli.session import Session, show


def add_rules(app: typer.Typer, session: Session) -> None:
    """Add the command that lists the rules, and explains one."""

    @app.command("rules", **_told(session, "rules"))
    def rules(
        name: Annotated[str | None, _argument(session, "rule")] = None,
        *,
        as_json: Annotated[bool, json_option(session)] = False,
        _language: Annotated[str | None, language_option(session)] = None,
    ) -> int:
        import json

        from hakemus.desk.rule_explanation import explain_rule, explain_rules

        language = session.spoken.language
        if name is not None:
            explained = explain_rule(name)
            if as_json:
                session.put(f"{explained.to_json()}\n")
            else:
                show(session.out, explained.to_text(language))
            return 0
        every = explain_rules()
        if as_json:
            values = [one.as_mapping() for one in every]
            session.put(f"{json.dumps(values, ensure_ascii=False, indent=2)}\n")
        else:
            show(session.out, _rows([(one.id, one.text(language)) for one in every]))
        return 0


def add_fields(app: typer.Typer, session: Session) -> None:
    """Add the command that lists the fields of an application."""

    @app.command("fields", **_told(session, "fields"))
    def fields(
        part: Annotated[str | None, _argument(session, "part")] = None,
        *,
        as_json: Annotated[bool, json_option(session)] = False,
        _language: Annotated[str | None, language_option(session)] = None,
    ) -> int:
        from hakemus.desk.field_list import fields_as_json, list_fields
        from hakemus.errors import UnknownNameError

        every = list_fields()
        chosen = [one for one in every if part is None or _is_in(one.path, part)]
        if not chosen:
            raise UnknownNameError("field", part, [one.path for one in every if "." not in one.path])
        if as_json:
            session.put(f"{fields_as_json(chosen)}\n")
        else:
            show(session.out, _rows([(one.path, one.term(session.spoken.language)) for one in chosen]))
        return 0


def _is_in(path: str, part: str) -> bool:
    plain, wanted = path.replace("[]", ""), part.replace("[]", "")
    return plain == wanted or plain.startswith(f"{wanted}.")


def _told(session: Session, command: str) -> dict[str, Any]:
    keys = {"help": "help", "short_help": "short", "epilog": "examples"}
    return {"cls": Command} | {name: session.say(f"{command}.{key}") for name, key in keys.items()}


def _argument(session: Session, key: str) -> Any:  # noqa: ANN401
    metavar, told = session.say(f"place.{key}"), session.say(f"argument.{key}")
    return typer.Argument(metavar=metavar, help=told, show_default=False)


def _rows(rows: list[tuple[str, str]]) -> Table:
    table = Table.grid(padding=(0, 3, 0, 0))
    table.add_column(overflow="fold")
    table.add_column()
    for name, text in rows:
        table.add_row(Text(name), Text(text))
    return table
