"""Commands of a Leader group: its folder (make, copy into it, check, compare), templates, and a board's meeting."""

# ruff: noqa: PLC0415 - a command imports what it works with when it runs, so that help and complaints come at once

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hakemus.cli.command import DOCUMENT, GROUP, OVERWRITE, Argument, Family, Option, command, leader_group
from hakemus.cli.complaints import error_mapping, show_error, unfit_group_reported
from hakemus.cli.session import Outcome, Session, show, show_written

if TYPE_CHECKING:
    from hakemus.desk import BoardEntry, BoardResult
    from hakemus.group import LeaderGroup


# The command that makes the papers of a whole meeting of the board.


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


GROUP_COMMANDS = Family(
    "group",
    "group.command",
    {"new": "groups.new", "copy": "groups.copy", "check": "groups.check", "diff": "groups.diff"},
)
TEMPLATES = Family("templates", "templates.command", {"check": "groups.check_templates"})
_FOLDER = Argument("folder", "folder", Path, text="group.command.folder")


@command(
    "group.command.new",
    Argument("name", "name", text="group.command.new.name"),
    Option("--out", "folder", Path, text="group.command.new.out"),
)
def new(session: Session, name: str, out: Path | None) -> Outcome:
    """Make a folder for a group, with guidance."""
    from hakemus.desk import new_group

    folder = new_group(name, session.spoken.language, out)
    written = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return _made(session, "new", folder, folder, written)


@command("group.command.copy", _FOLDER, DOCUMENT)
def copy(session: Session, folder: Path, document: str) -> Outcome:
    """Copy one of the library's templates into a group's folder."""
    from hakemus.desk import copy_template

    with unfit_group_reported(folder):
        path = copy_template(folder, document, session.spoken.language)
    return _made(session, "copy", path, folder, [path])


def _made(session: Session, name: str, made: Path, folder: Path, written: Sequence[Path]) -> Outcome:
    def tell() -> None:
        show(session.out, f"{session.say('written')} {made}")
        following = session.words.message(f"group.command.{name}.next")
        show(session.out, f"{following} hakemus group check {folder}")

    return Outcome(tell=tell, written=written, more=lambda: {"folder": str(folder)})


@command("group.command.check", _FOLDER, Option("--accept", text="group.command.check.accept"))
def check(session: Session, folder: Path, accept: bool) -> Outcome:
    """Check a group's folder, and record what it changes when asked to."""
    from hakemus.desk import accept_group, check_group

    say = session.words.message
    with session.progress(say("group.command.check.working")) as progress:
        report = check_group(folder, progress=progress)
    accepted = (accept_group(folder),) if accept and report.ok else ()

    def tell() -> None:
        show(session.out, report.to_text(session.spoken.language))
        for path in accepted:
            show(session.out, f"{say('group.command.check.accepted')} {path}")

    return Outcome(tell=tell, code=0 if report.ok else 1, written=accepted, more=report.as_mapping)


@command("group.command.diff", _FOLDER)
def diff(session: Session, folder: Path) -> Outcome:
    """Show what changed in the library under what a group changes."""
    from hakemus.desk import diff_group

    with unfit_group_reported(folder):
        changes = diff_group(folder)
    text = changes.to_text(session.spoken.language)
    return Outcome(tell=lambda: show(session.out, text), code=0 if changes.ok else 1, more=changes.as_mapping)


@command(
    "templates.command.check",
    Argument("folder", "folder", Path, required=False, text="templates.command.check.folder"),
    GROUP,
)
def check_templates(session: Session, folder: Path | None, group: "LeaderGroup | None") -> Outcome:
    """Check a folder of templates, by default the library's own."""
    import hakemus

    report = hakemus.check_templates(folder, group=group)
    text = report.to_text(session.spoken.language)
    return Outcome(tell=lambda: show(session.out, text), code=0 if report.ok else 1, more=report.as_mapping)
