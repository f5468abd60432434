"""Commands on the budget as a spreadsheet: out of an application file, and back into it."""

# ruff: noqa: PLC0415 - a command imports what it works with when it runs, so that help and complaints come at once

import importlib.util
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
    command,
    refuse_to_replace,
)
from hakemus.cli.session import Outcome, Session, show, show_written
from hakemus.errors import HakemusError

if TYPE_CHECKING:
    from hakemus.group import LeaderGroup

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

    _need_openpyxl(session)
    from hakemus.files.workbook import budget_workbook

    opened = Opened.of(session, file, on, group)
    content = budget_workbook(opened.application, language=opened.language, on=opened.day, group=group)
    path = save(workbook, content, overwrite=overwrite)

    def tell() -> None:
        show(session.out, opened.by_law)
        show_written(session.out, opened.words.message("cli.written"), [path])

    return Outcome(tell=tell, written=(path,), more=lambda: {"on": str(opened.day)})


@command(
    "workbook.command.import",
    FILE,
    _WORKBOOK,
    ON,
    Option("--out", "file", Path, text="workbook.command.out"),
    OVERWRITE,
)
def import_(
    session: Session, file: Path, workbook: Path, *, on: date | None, out: Path | None, overwrite: bool
) -> Outcome:
    """Read the budget of a spreadsheet back into the application file, whose comments and order stay."""
    from hakemus.changes import changes_between, tree_of
    from hakemus.cli.word_files import change_values, show_changes
    from hakemus.costing import cost
    from hakemus.files import save
    from hakemus.files.rewriting import rewritten
    from hakemus.programme import programme_on
    from hakemus.reading import read_bytes

    _need_openpyxl(session)
    from hakemus.files.workbook import read_budget

    held = read_bytes(file)  # before it is understood: whoever changes it from now on is not overwritten
    opened = Opened.of(session, file, on)
    application, words, day = opened.application, opened.words, opened.day
    law = programme_on(day, application.classification.programme)
    new = read_budget(workbook, base=application.budget, language=words.language, programme=law)
    changed = new != application.budget
    if not changed and out is None:
        same = words.message("workbook.command.same")
        return Outcome(tell=lambda: show(session.out, same), more=lambda: {"changed": False})
    target = out or file
    refuse_to_replace(target, overwrite=overwrite)
    after = application.model_copy(update={"budget": new})
    changes = changes_between(tree_of(application), tree_of(after), {})
    gone = [change for change in changes if change.after is None and change.path.endswith("]")]
    others = [change for change in changes if change not in gone]
    content = rewritten(file, held, application, after)
    path = save(target, content, overwrite=overwrite, before=held if target == file else None)
    costing = cost(new, law, law.day_of_law(day))
    rows = {
        "items": len(new.items),
        "work": len(new.in_kind_work),
        "income": len(new.income),
        "financing": len(new.financing.other_public) + len(new.financing.private),
    }

    def tell() -> None:
        sums = {"costs": costing.total_costs, "support": costing.leader_support}
        show(session.out, opened.by_law)
        show(session.out, words.message("workbook.command.counts", rows))
        titles = [words.message(key) for key in ("cli.read.before", "cli.update.after")]
        for heading, some in (("cli.update.changes", others), ("workbook.command.gone", gone)):
            if some:
                show(session.out, words.message(heading, {"count": len(some)}))
                show_changes(session, some, words, titles)
        show(session.out, words.message("workbook.command.total", sums))
        show_written(session.out, words.message("cli.written"), [path])

    return Outcome(
        tell=tell,
        written=(path,),
        more=lambda: {
            "changed": changed,
            "on": str(day),
            "rows": rows,
            "changes": change_values(changes),
            "total_costs": str(costing.total_costs),
            "leader_support": str(costing.leader_support),
        },
    )


def _need_openpyxl(session: Session) -> None:
    if importlib.util.find_spec("openpyxl") is None:
        raise HakemusError(session.words.message("workbook.command.not-installed"))
