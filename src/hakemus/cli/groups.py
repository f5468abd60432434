"""Commands on a Leader group's folder (make, copy a template into it, check, compare), and on folders of templates."""

# ruff: noqa: PLC0415 - a command imports what it works with when it runs, so that help and complaints come at once

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from hakemus.cli.command import DOCUMENT, GROUP, Argument, Family, Option, command
from hakemus.cli.complaints import unfit_group_reported
from hakemus.cli.session import Outcome, Session, show

if TYPE_CHECKING:
    from hakemus.group import LeaderGroup

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
