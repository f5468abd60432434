"""The command that makes the papers of a whole meeting of the board."""

# ruff: noqa: PLC0415 - a command imports what it works with when it runs, so that help and complaints come at once

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hakemus.cli.help_page import Command
from hakemus.cli.options import argument, given_group, json_option, language_option, option, overwrite_option
from hakemus.cli.outcome import Outcome
from hakemus.cli.progress import progress_shown
from hakemus.cli.session import Session, show
from hakemus.texts import Wording

if TYPE_CHECKING:
    from hakemus.desk import BoardEntry, BoardResult

FOLDER = Path("meeting-papers")


def add_board(app: typer.Typer, session: Session) -> None:
    """Add the command."""
    examples, short = session.say("board.examples"), session.say("board.short")

    @app.command("board", cls=Command, help=session.say("board.help"), short_help=short, epilog=examples)
    def board(
        folder: Annotated[Path, argument(session, "folder", "meeting")],
        *,
        out: Annotated[
            Path, option(session, "--out", "out-folder", "folder", {"name": str(FOLDER)})
        ] = FOLDER,
        group: Annotated[str | None, option(session, "--group", "group-of-meeting", "folder")] = None,
        draft: Annotated[bool, option(session, "--draft", "draft-statements")] = False,
        overwrite: Annotated[bool, overwrite_option(session)] = False,
        _json: Annotated[bool, json_option(session)] = False,
        _language: Annotated[str | None, language_option(session, "language-board")] = None,
    ) -> Outcome:
        from hakemus.desk import hold_meeting

        with progress_shown(session, session.say("board.working")) as progress:
            result = hold_meeting(
                folder,
                out,
                group=given_group(group),
                language=session.spoken.asked,
                draft=draft,
                overwrite=overwrite,
                progress=progress,
            )
        return Outcome(
            tell=lambda: _tell(session, result),
            code=0 if result.ok else 1,
            written=result.papers,
            findings=[finding.as_mapping() for finding in result.findings],
            more=_values(session, result),
        )


def _values(session: Session, result: "BoardResult") -> dict[str, Any]:
    return {
        "applications": [_entry_values(session, entry) for entry in result.entries],
        "agenda": str(result.agenda),
        "agenda_is_draft": result.agenda_is_draft,
        "summary": None if result.summary is None else str(result.summary),
    }


def _entry_values(session: Session, entry: "BoardEntry") -> dict[str, Any]:
    from hakemus.cli.complaints import error_mapping

    findings = entry.report.findings if entry.report is not None else ()
    return {
        "name": entry.name,
        "ok": entry.ok,
        "rank": entry.rank,
        "paper": None if entry.paper is None else str(entry.paper),
        "findings": [finding.as_mapping() for finding in findings],
        "error": None if entry.cause is None else error_mapping(session, entry.cause),
    }


def _tell(session: Session, result: "BoardResult") -> None:
    from hakemus.cli.report_table import show_findings

    words = session.words
    for entry in result.entries:
        if entry.error is not None or (entry.report is not None and entry.report.findings):
            _tell_entry(session, entry, words)
    if result.findings:
        show(session.out, words.message("cli.board.meeting"), "bold")
        show_findings(session.out, result.findings, words)
    show(session.out, words.message("cli.written"))
    for path in result.papers:
        show(session.out, f"  {path}")
    if result.agenda_is_draft:
        show(session.out, words.message("cli.board.agenda-draft"))
    if result.summary is None:
        show(session.out, words.message("cli.board.no-workbook"))


def _tell_entry(session: Session, entry: "BoardEntry", words: Wording) -> None:
    from hakemus.cli.complaints import tell_error
    from hakemus.cli.report_table import show_findings

    show(session.out, entry.name, "bold")
    if entry.cause is not None:
        tell_error(session, entry.cause, words, session.out)
    if entry.report is not None:
        show_findings(session.out, entry.report.findings, words)
    if entry.paper is None:
        show(session.out, words.message("cli.board.no-statement", {"name": entry.name}))
    show(session.out)
