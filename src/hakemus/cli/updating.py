"""The command that brings an application file up to date from a Word paper that was edited."""

# ruff: noqa: PLC0415 - a command imports what it works with when it runs, so that help and complaints come at once

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hakemus.cli.asking import ask
from hakemus.cli.changes_table import (
    change_values,
    finding_values,
    note_values,
    outside_values,
    show_changes,
    show_notes,
    show_remarks,
    show_values,
    term_of,
)
from hakemus.cli.forms import opened_paper, told_of
from hakemus.cli.help_page import Command
from hakemus.cli.options import argument, given_group, group_option, json_option, language_option, option
from hakemus.cli.outcome import Outcome
from hakemus.cli.session import Session, show
from hakemus.errors import UnknownNameError

if TYPE_CHECKING:
    from hakemus.changes import Decide, Side
    from hakemus.desk import Conflict, Update
    from hakemus.texts import Wording


def add_update(app: typer.Typer, session: Session) -> None:
    """Add the command."""
    examples, short = session.say("update.examples"), session.say("update.short")

    @app.command("update", cls=Command, help=session.say("update.help"), short_help=short, epilog=examples)
    def update(
        file: Annotated[Path, argument(session, "file", "file")],
        paper: Annotated[Path, argument(session, "paper", "paper")],
        *,
        take: Annotated[str | None, _take(session)] = None,
        yes: Annotated[bool, option(session, "--yes", "yes")] = False,
        dry_run: Annotated[bool, option(session, "--dry-run", "dry-run")] = False,
        group: Annotated[str | None, group_option(session)] = None,
        as_json: Annotated[bool, json_option(session)] = False,
        _language: Annotated[str | None, language_option(session)] = None,
    ) -> Outcome:
        from hakemus.desk import update as bring

        side, given, content = _side(take), given_group(group), opened_paper(paper)
        with told_of(paper):
            planned = bring(file, content, group=given, take=side, write=False)
        words = session.words_for(planned.application.language)
        agreed = yes
        if not as_json:
            show_paper(session, planned, words)
            if planned.conflicts and not (yes or dry_run):
                decided = [(conflict, _asked(session, conflict, words)) for conflict in planned.conflicts]
                planned = bring(file, content, group=given, take=_decision(decided), write=False)
            show_update(session, planned, words)
            agreed = yes or _is_agreed(session, planned, words, dry_run=dry_run)
        written = agreed and not dry_run and planned.after != planned.before
        if written:
            planned.write()
        return Outcome(
            tell=lambda: _tell_end(session, planned, words, written=written, dry_run=dry_run),
            code=_code(planned, done=written or dry_run or as_json),
            written=(file,) if written else (),
            findings=[
                *map(finding_values, planned.reading.problems),
                *map(note_values, planned.reading.notes),
            ],
            more=_values(planned),
        )


def _values(update: "Update") -> dict[str, Any]:
    return {
        "changes": [change_values(one) for one in update.changes],
        "kept": [change_values(one) for one in update.kept],
        "conflicts": [change_values(one) for one in update.conflicts],
        "outside": outside_values(update.reading),
    }


def show_paper(session: Session, update: "Update", words: "Wording") -> None:
    """Print what is to be known of the paper before its changes are shown."""
    show_notes(session, update.reading, words)
    if update.reading.base is None:
        show(session.out, words.message("cli.update.no-data"))
    show_remarks(session, update.reading, words)


def show_update(session: Session, update: "Update", words: "Wording") -> None:
    """Print what is written, what stays because it changed in the file, and what is not settled."""
    say = words.message
    if update.changes:
        show(session.out, say("cli.update.changes", {"count": len(update.changes)}))
        show_changes(session, update.changes, words, (say("cli.read.before"), say("cli.update.after")))
    if update.kept:
        show(session.out, say("cli.update.kept", {"count": len(update.kept)}))
        show_changes(session, update.kept, words, (say("cli.update.made"), say("cli.update.file")))
    if update.conflicts:
        show(session.out, say("cli.update.conflicts", {"count": len(update.conflicts)}))
        titles = (say("cli.update.made"), say("cli.update.paper"), say("cli.update.file"))
        rows = [(one.path, one.before, one.paper, one.file) for one in update.conflicts]
        show_values(session, rows, words, titles)
        show(session.out, say("cli.update.left"))


def _asked(session: Session, conflict: "Conflict", words: "Wording") -> "Side | None":
    say = words.message
    titles = (say("cli.update.made"), say("cli.update.paper"), say("cli.update.file"))
    show_values(session, [(conflict.path, conflict.before, conflict.paper, conflict.file)], words, titles)
    letters: dict[str, Side] = {
        say("cli.update.letter-paper"): "paper",
        say("cli.update.letter-file"): "file",
        "paper": "paper",
        "file": "file",
    }
    return ask(session, say("cli.update.which", {"field": term_of(conflict.path, words)}), letters)


def _decision(decided: "Sequence[tuple[Conflict, Side | None]]") -> "Decide":
    def decide(conflict: "Conflict") -> "Side | None":
        return next((side for known, side in decided if known == conflict), None)

    return decide


def _is_agreed(session: Session, update: "Update", words: "Wording", *, dry_run: bool) -> bool:
    if dry_run or update.after == update.before:
        return False
    say = words.message
    answers = {say("cli.update.letter-yes"): True, say("cli.update.letter-no"): False}
    answers |= {say("words.yes"): True, say("words.no"): False}
    return bool(ask(session, say("cli.update.write", {"file": str(update.path)}), answers))


def _tell_end(session: Session, update: "Update", words: "Wording", *, written: bool, dry_run: bool) -> None:
    say = words.message
    if written:
        show(session.out, say("cli.written"))
        show(session.out, f"  {update.path}")
    elif update.after == update.before:
        show(session.out, say("cli.update.same"))
    else:
        show(session.out, say("cli.update.dry" if dry_run else "cli.update.unwritten"))


def _code(update: "Update", *, done: bool) -> int:
    settled = done or update.after == update.before
    return 0 if settled and not update.conflicts and not update.reading.problems else 1


def _side(text: str | None) -> "Side | None":
    match text:
        case None | "paper" | "file":
            return text
        case _:
            raise UnknownNameError("side", text, ("paper", "file"))


def _take(session: Session) -> Any:  # noqa: ANN401
    return typer.Option("--take", metavar="paper|file", help=session.say("option.take"), show_default=False)
