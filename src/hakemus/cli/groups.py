"""Commands on a Leader group's folder: make it, copy a template into it, check it, see what an upgrade changed."""

# ruff: noqa: PLC0415 - a command imports what it works with when it runs, so that help and complaints come at once

from pathlib import Path
from typing import Annotated, Any

import typer

from hakemus.cli.help_page import Command, CommandGroup
from hakemus.cli.options import argument, json_option, language_option, unfit_group_told
from hakemus.cli.papers import document_key, document_names
from hakemus.cli.session import Session, show


def add_group(app: typer.Typer, session: Session) -> None:
    """Add the family of commands."""
    family = typer.Typer(cls=CommandGroup, rich_markup_mode=None, invoke_without_command=True)
    told, short = _say(session, "help"), _say(session, "short")
    app.add_typer(family, name="group", help=told, short_help=short)

    @family.callback()
    def group(
        context: typer.Context, _language: Annotated[str | None, language_option(session)] = None
    ) -> None:
        if context.invoked_subcommand is None:
            session.out.print(context.get_help().rstrip())
            raise typer.Exit(2)

    for add in (_add_new, _add_copy, _add_check, _add_diff):
        add(family, session)


def _add_new(family: typer.Typer, session: Session) -> None:
    @family.command("new", **_told(session, "new"))
    def new(
        name: Annotated[str, _argument(session, "name", "new.name")],
        out: Annotated[Path | None, _option(session, "--out", "new.out")] = None,
        _language: Annotated[str | None, language_option(session)] = None,
    ) -> int:
        from hakemus.desk import new_group

        folder = new_group(name, session.spoken.language, out)
        show(session.out, f"{session.say('written')} {folder}")
        show(session.out, f"{_say(session, 'new.next')} hakemus group check {folder}")
        return 0


def _add_copy(family: typer.Typer, session: Session) -> None:
    documents = ", ".join(document_names(session.words))

    @family.command("copy", **_told(session, "copy"))
    def copy(
        folder: Annotated[Path, _argument(session, "folder", "folder")],
        document: Annotated[str, argument(session, "document", "document", {"documents": documents})],
        _language: Annotated[str | None, language_option(session)] = None,
    ) -> int:
        from hakemus.desk import copy_template

        with unfit_group_told(folder):
            path = copy_template(folder, document_key(document), session.spoken.language)
        show(session.out, f"{session.say('written')} {path}")
        show(session.out, f"{_say(session, 'copy.next')} hakemus group check {folder}")
        return 0


def _add_check(family: typer.Typer, session: Session) -> None:
    @family.command("check", **_told(session, "check"))
    def check(
        folder: Annotated[Path, _argument(session, "folder", "folder")],
        *,
        accept: Annotated[bool, _switch(session, "--accept", "check.accept")] = False,
        as_json: Annotated[bool, json_option(session)] = False,
        _language: Annotated[str | None, language_option(session)] = None,
    ) -> int:
        from hakemus.desk import accept_group, check_group

        report = check_group(folder)
        if as_json:
            session.put(f"{report.to_json()}\n")
        else:
            show(session.out, report.to_text(session.spoken.language))
        if accept and report.ok:
            path = accept_group(folder)
            show(session.err if as_json else session.out, f"{_say(session, 'check.accepted')} {path}")
        return 0 if report.ok else 1


def _add_diff(family: typer.Typer, session: Session) -> None:
    @family.command("diff", **_told(session, "diff"))
    def diff(
        folder: Annotated[Path, _argument(session, "folder", "folder")],
        *,
        as_json: Annotated[bool, json_option(session)] = False,
        _language: Annotated[str | None, language_option(session)] = None,
    ) -> int:
        from hakemus.desk import diff_group

        with unfit_group_told(folder):
            changes = diff_group(folder)
        if as_json:
            session.put(f"{changes.to_json()}\n")
        else:
            show(session.out, changes.to_text(session.spoken.language))
        return 0 if changes.ok else 1


def _say(session: Session, key: str) -> str:
    return session.words.message(f"group.command.{key}")


def _told(session: Session, command: str) -> dict[str, Any]:
    keys = {"help": "help", "short_help": "short", "epilog": "examples"}
    return {"cls": Command} | {name: _say(session, f"{command}.{key}") for name, key in keys.items()}


def _argument(session: Session, place: str, key: str) -> Any:  # noqa: ANN401
    return typer.Argument(metavar=session.say(f"place.{place}"), help=_say(session, key), show_default=False)


def _option(session: Session, name: str, key: str) -> Any:  # noqa: ANN401
    metavar = session.say("place.folder")
    return typer.Option(name, metavar=metavar, help=_say(session, key), show_default=False)


def _switch(session: Session, name: str, key: str) -> Any:  # noqa: ANN401
    return typer.Option(name, help=_say(session, key), show_default=False)
