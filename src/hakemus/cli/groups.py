"""Commands on a Leader group's folder: make it, copy a template into it, check it, see what an upgrade changed."""

# ruff: noqa: PLC0415 - a command imports what it works with when it runs, so that help and complaints come at once

from pathlib import Path
from typing import Annotated, Any

import typer

from hakemus.cli.families import add_family
from hakemus.cli.help_page import Command
from hakemus.cli.options import argument, json_option, language_option, unfit_group_told
from hakemus.cli.outcome import Outcome
from hakemus.cli.papers import document_key, document_names
from hakemus.cli.progress import progress_shown
from hakemus.cli.session import Session, show


def add_group(app: typer.Typer, session: Session) -> None:
    """Add the family of commands."""
    family = add_family(app, session, "group", "group.command")
    for add in (_add_new, _add_copy, _add_check, _add_diff):
        add(family, session)


def _add_new(family: typer.Typer, session: Session) -> None:
    @family.command("new", **_told(session, "new"))
    def new(
        name: Annotated[str, _argument(session, "name", "new.name")],
        out: Annotated[Path | None, _option(session, "--out", "new.out")] = None,
        *,
        _json: Annotated[bool, json_option(session)] = False,
        _language: Annotated[str | None, language_option(session)] = None,
    ) -> Outcome:
        from hakemus.desk import new_group

        folder = new_group(name, session.spoken.language, out)
        written = tuple(path for path in sorted(folder.rglob("*")) if path.is_file())
        return _made(session, "new", folder, folder, written)


def _add_copy(family: typer.Typer, session: Session) -> None:
    documents = ", ".join(document_names(session.words))

    @family.command("copy", **_told(session, "copy"))
    def copy(
        folder: Annotated[Path, _argument(session, "folder", "folder")],
        document: Annotated[str, argument(session, "document", "document", {"documents": documents})],
        *,
        _json: Annotated[bool, json_option(session)] = False,
        _language: Annotated[str | None, language_option(session)] = None,
    ) -> Outcome:
        from hakemus.desk import copy_template

        with unfit_group_told(folder):
            path = copy_template(folder, document_key(document), session.spoken.language)
        return _made(session, "copy", path, folder, (path,))


def _add_check(family: typer.Typer, session: Session) -> None:
    @family.command("check", **_told(session, "check"))
    def check(
        folder: Annotated[Path, _argument(session, "folder", "folder")],
        *,
        accept: Annotated[bool, _switch(session, "--accept", "check.accept")] = False,
        _json: Annotated[bool, json_option(session)] = False,
        _language: Annotated[str | None, language_option(session)] = None,
    ) -> Outcome:
        from hakemus.desk import accept_group, check_group

        with progress_shown(session, _say(session, "check.working")) as progress:
            report = check_group(folder, progress=progress)
        accepted = (accept_group(folder),) if accept and report.ok else ()

        def tell() -> None:
            show(session.out, report.to_text(session.spoken.language))
            for path in accepted:
                show(session.out, f"{_say(session, 'check.accepted')} {path}")

        code = 0 if report.ok else 1
        return Outcome(tell=tell, code=code, written=accepted, more=report.as_mapping())


def _add_diff(family: typer.Typer, session: Session) -> None:
    @family.command("diff", **_told(session, "diff"))
    def diff(
        folder: Annotated[Path, _argument(session, "folder", "folder")],
        *,
        _json: Annotated[bool, json_option(session)] = False,
        _language: Annotated[str | None, language_option(session)] = None,
    ) -> Outcome:
        from hakemus.desk import diff_group

        with unfit_group_told(folder):
            changes = diff_group(folder)
        text, code = changes.to_text(session.spoken.language), 0 if changes.ok else 1
        return Outcome(tell=lambda: show(session.out, text), code=code, more=changes.as_mapping())


def _made(session: Session, command: str, made: Path, folder: Path, written: tuple[Path, ...]) -> Outcome:
    def tell() -> None:
        show(session.out, f"{session.say('written')} {made}")
        show(session.out, f"{_say(session, f'{command}.next')} hakemus group check {folder}")

    return Outcome(tell=tell, written=written, more={"folder": str(folder)})


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
