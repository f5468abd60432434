"""The command that makes the papers of a whole meeting of the board."""

# ruff: noqa: PLC0415 - a command imports what it works with when it runs, so that help and complaints come at once

from pathlib import Path
from typing import TYPE_CHECKING, Any

from hakemus.cli.command import OVERWRITE, Argument, Option, command, leader_group
from hakemus.cli.complaints import error_mapping, show_error
from hakemus.cli.session import Outcome, Session, show, show_written

if TYPE_CHECKING:
    from hakemus.desk import BoardEntry, BoardResult
    from hakemus.group import LeaderGroup


@command(
    "cli.board",
    Argument("folder", "folder", Path, text="cli.argument.meeting"),
    Option(
        "--out",
        "folder",
        Path,
        text="cli.option.out-folder",
        values=lambda session: {"name": session.say("folder.meeting")},
    ),
    Option("--group", "folder", leader_group, text="cli.option.group-of-meeting"),
    Option("--draft", text="cli.option.draft-statements"),
    Option("--forms", text="cli.option.assessment-forms"),
    OVERWRITE,
    language="language-board",
)
def board(
    session: Session,
    folder: Path,
    *,
    out: Path | None,
    group: "LeaderGroup | None",
    draft: bool,
    forms: bool,
    overwrite: bool,
) -> Outcome:
    """Make the statements, the agenda and the summary of a meeting, or the forms on which its members assess."""
    from hakemus.desk import hold_meeting, write_forms

    out = out or Path(session.say("folder.meeting"))
    if forms:
        written = write_forms(folder, out, group=group, language=session.spoken.asked, overwrite=overwrite)
        return Outcome(
            tell=lambda: show_written(session.out, session.words.message("cli.board.forms"), written),
            written=written,
        )
    with session.progress(session.say("board.working")) as progress:
        result = hold_meeting(
            folder,
            out,
            group=group,
            language=session.spoken.asked,
            draft=draft,
            overwrite=overwrite,
            progress=progress,
        )
    return Outcome(
        tell=lambda: _show(session, result),
        code=0 if result.ok else 1,
        written=result.papers,
        findings=(finding.as_mapping() for finding in result.findings),
        more=lambda: {
            "applications": [_entry_values(session, entry) for entry in result.entries],
            "agenda": str(result.agenda),
            "agenda_is_draft": result.agenda_is_draft,
            "summary": None if result.summary is None else str(result.summary),
            "minutes": None if result.minutes is None else str(result.minutes),
        },
    )


def _entry_values(session: Session, entry: "BoardEntry") -> dict[str, Any]:
    findings = entry.report.findings if entry.report is not None else ()
    return {
        "name": entry.name,
        "ok": entry.ok,
        "rank": entry.rank,
        "paper": None if entry.paper is None else str(entry.paper),
        "findings": [finding.as_mapping() for finding in findings],
        "error": None if entry.cause is None else error_mapping(session, entry.cause),
    }


def _show(session: Session, result: "BoardResult") -> None:
    from hakemus.cli.checking import show_findings

    words, where = session.words, session.out
    for entry in result.entries:
        findings = entry.report.findings if entry.report is not None else ()
        if entry.error is None and not findings:
            continue
        show(where, entry.name, "bold")
        if entry.cause is not None:
            show_error(session, entry.cause, words, where)
        if findings:
            show_findings(where, findings, words)
        if entry.paper is None:
            show(where, words.message("cli.board.no-statement", {"name": entry.name}))
        show(where)
    if result.findings:
        show(where, words.message("cli.board.meeting"), "bold")
        show_findings(where, result.findings, words)
    show_written(where, words.message("cli.written"), result.papers)
    if result.agenda_is_draft:
        show(where, words.message("cli.board.agenda-draft"))
