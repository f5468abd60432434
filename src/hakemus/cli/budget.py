"""Commands on the budget as a spreadsheet: out of an application file, and back into it."""

# ruff: noqa: PLC0415 - a command imports what it works with when it runs, so that help and complaints come at once

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from hakemus.cli.command import (
    FILE,
    GROUP,
    ON,
    OVERWRITE,
    Argument,
    Family,
    Opened,
    Option,
    choice_of,
    command,
    refuse_to_replace,
)
from hakemus.cli.complaints import refuse_swapped
from hakemus.cli.session import Outcome, Session, show, show_written
from hakemus.texts import fault_message

if TYPE_CHECKING:
    from hakemus.changes import Conflict, Side
    from hakemus.desk import BudgetUpdate
    from hakemus.group import LeaderGroup
    from hakemus.texts import Wording

BUDGET = Family("budget", "workbook.command", {"export": "budget.export", "import": "budget.import_"})
_WORKBOOK = Argument(
    "workbook", "workbook", Path, default=Path("budget.xlsx"), text="workbook.command.workbook"
)


@command("workbook.command.export", FILE, _WORKBOOK, ON, GROUP, OVERWRITE, language="language-paper")
def export(
    session: Session,
    file: Path,
    workbook: Path,
    *,
    on: date | None,
    group: "LeaderGroup | None",
    overwrite: bool,
) -> Outcome:
    """Make a spreadsheet of the budget of an application."""
    from hakemus.files import save
    from hakemus.files.workbook import budget_workbook

    opened = Opened.of(session, file, on, group)
    content = budget_workbook(opened.application, language=opened.language, on=opened.day, group=group)
    path = save(workbook, content, overwrite=overwrite)

    def tell() -> None:
        show(session.out, opened.by_law)
        show_written(session.out, opened.words.message("cli.written"), [path])

    return Outcome(tell=tell, written=(path,), more=lambda: {"on": str(opened.day)})


_SIDES: "Mapping[str, Side]" = {"workbook": "paper", "file": "file"}
_READ_SIDE = choice_of("side", _SIDES)


@command(
    "workbook.command.import",
    FILE,
    _WORKBOOK,
    ON,
    Option("--take", "workbook|file", _READ_SIDE, text="workbook.command.take", names=lambda: _SIDES),
    Option("--yes", text="workbook.command.yes"),
    Option("--dry-run"),
    Option("--out", "file", Path, text="workbook.command.out"),
    OVERWRITE,
)
def import_(
    session: Session,
    file: Path,
    workbook: Path,
    *,
    on: date | None,
    take: "Side | None",
    yes: bool,
    dry_run: bool,
    out: Path | None,
    overwrite: bool,
) -> Outcome:
    """Read the budget of a spreadsheet back into the application file, whose comments and order stay, after asking."""
    from hakemus.cli.word_files import account_values, change_values, is_agreed
    from hakemus.costing import cost
    from hakemus.desk import update_budget
    from hakemus.files import save_all
    from hakemus.files.rewriting import rewritten
    from hakemus.programme import programme_on
    from hakemus.reading import read_bytes

    refuse_swapped("budget import", file, workbook)
    held = read_bytes(file)  # before it is understood: whoever changes it from now on is not overwritten
    opened = Opened.of(session, file, on)
    application, words, day = opened.application, opened.words, opened.day
    law = programme_on(day, application.classification.programme)
    language, target = words.language, out or file
    replaces = overwrite or (yes and out is None)
    decided: Side | None = "paper" if take == "paper" else None
    update = update_budget(application, workbook, language=language, programme=law, take=decided)
    is_asked = not (yes or dry_run or session.as_json)
    asks_of_missing = is_asked and take is None and update.missing
    if asks_of_missing and out is not None:
        refuse_to_replace(target, overwrite=overwrite)
    if asks_of_missing and _is_deleted(session, update.missing, words):
        update = update_budget(application, workbook, language=language, programme=law, take="paper")
    changed = update.changes != ()
    measure = law.measure(update.application.classification.measure)
    costing = cost(update.application.budget, law, law.day_of_law(day), measure)
    if not session.as_json and (changed or out is not None or not update.account.is_whole):
        show(session.out, opened.by_law)
        show(session.out, words.message("workbook.command.counts", update.rows))
        _show_changes(session, update, words)
        _show_account(session, update, words)
        sums = {"costs": costing.total_costs, "support": costing.leader_support}
        show(session.out, words.message("workbook.command.total", sums))
    wanted = not dry_run and (changed or out is not None)
    if wanted and is_asked and out is None and not overwrite:
        replaces = wanted = is_agreed(session, file, words)
    written: tuple[Path, ...] = ()
    if wanted:
        content = rewritten(file, held, application, update.application)
        written = save_all({target: content}, overwrite=replaces, before={file: held})

    def tell() -> None:
        if written:
            show_written(session.out, words.message("cli.written"), written)
        elif not changed:
            key = "workbook.command.same" if update.account.is_whole else "cli.update.same-read"
            show(session.out, words.message(key))
        else:
            show(session.out, words.message(f"cli.update.{'dry' if dry_run else 'unwritten'}"))

    settled = written or dry_run or not changed
    return Outcome(
        tell=tell,
        code=0 if settled and update.account.is_whole else 1,
        written=written,
        more=lambda: {
            "changed": changed,
            "on": str(day),
            "rows": update.rows,
            "changes": change_values(update.changes),
            "missing": change_values(update.missing),
            "account": account_values(update.account),
            "total_costs": str(costing.total_costs),
            "leader_support": str(costing.leader_support),
        },
    )


def _is_deleted(session: Session, missing: "Iterable[Conflict]", words: "Wording") -> bool:
    """Return whether somebody says that the rows that are not in the workbook are to be deleted."""
    from hakemus.cli.word_files import is_yes

    rows = [*missing]
    _show_rows(session, rows, words)
    return is_yes(session, words.message("workbook.command.delete", {"count": len(rows)}), words)


def _show_changes(session: Session, update: "BudgetUpdate", words: "Wording") -> None:
    from hakemus.cli.word_files import show_changes

    titles = [words.message(key) for key in ("cli.read.before", "cli.update.after")]
    deleted = [change for change in update.changes if change.after is None and change.path.endswith("]")]
    others = [change for change in update.changes if change not in deleted]
    for heading, some in (("cli.update.changes", others), ("workbook.command.deleted", deleted)):
        if some:
            show(session.out, words.message(heading, {"count": len(some)}))
            show_changes(session, some, words, titles)


def _show_account(session: Session, update: "BudgetUpdate", words: "Wording") -> None:
    """Print how many fields of the budget were found, where some were not, and what is gone from the workbook."""
    say, account = words.message, update.account
    if account.is_whole:
        return
    counts = {"count": account.fields, "found": account.found, "lost": len(account.not_found)}
    show(session.out, say("workbook.command.account", counts), "bold red")
    for lost in update.lost:
        message = fault_message(lost.fault, words.language)
        show(session.out, f"  - {say('faults.line', {'path': lost.fault.path, 'message': message})}")
    if update.missing:
        _show_rows(session, update.missing, words)
        show(session.out, say("workbook.command.kept"))


def _show_rows(session: Session, rows: "Iterable[Conflict]", words: "Wording") -> None:
    """Print rows of the application that the workbook does not hold."""
    from hakemus.changes import Change
    from hakemus.cli.word_files import show_changes

    gone: list[Change] = [Change(row.path, row.file, None) for row in rows]
    show(session.out, words.message("workbook.command.gone", {"count": len(gone)}))
    show_changes(
        session, gone, words, [words.message(f"workbook.command.{key}") for key in ("in-file", "in-workbook")]
    )
