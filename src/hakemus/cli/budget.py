"""Commands on the budget as a spreadsheet: out of an application file, and back into it."""

# ruff: noqa: PLC0415 - a command imports what it works with when it runs, so that help and complaints come at once

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hakemus.cli.families import add_family
from hakemus.cli.help_page import Command
from hakemus.cli.options import (
    argument,
    given_group,
    group_option,
    json_option,
    language_option,
    law_day,
    option,
    overwrite_option,
    own_language,
)
from hakemus.cli.outcome import Outcome
from hakemus.cli.session import Session, show
from hakemus.errors import FileError, HakemusError

if TYPE_CHECKING:
    from hakemus.model import Application, Budget
    from hakemus.texts import Wording

WORKBOOK = Path("budget.xlsx")


def add_budget(app: typer.Typer, session: Session) -> None:
    """Add the family of commands."""
    family = add_family(app, session, "budget", "workbook.command")
    _add_export(family, session)
    _add_import(family, session)


def _add_export(family: typer.Typer, session: Session) -> None:
    help_text, short, examples = _told(session, "export")

    @family.command("export", cls=Command, help=help_text, short_help=short, epilog=examples)
    def export(
        file: Annotated[Path, argument(session, "file", "file")],
        workbook: Annotated[Path, _workbook(session)] = WORKBOOK,
        *,
        on: Annotated[str | None, option(session, "--on", "on", "day")] = None,
        group: Annotated[str | None, group_option(session)] = None,
        overwrite: Annotated[bool, overwrite_option(session)] = False,
        _json: Annotated[bool, json_option(session)] = False,
        _language: Annotated[str | None, language_option(session, "language-paper")] = None,
    ) -> Outcome:
        import hakemus
        from hakemus.files import save

        _need_openpyxl(session)
        from hakemus.files.workbook import budget_workbook

        application, chosen = hakemus.load(file), given_group(group)
        own = own_language(application, chosen)
        words = session.words_for(own)
        day, told = law_day(session, application, on, words)
        language = session.spoken.asked or own
        content = budget_workbook(application, language=language, on=day, group=chosen)
        path = save(workbook, content, overwrite=overwrite)
        return Outcome(
            tell=lambda: _tell_written(session, words, told, path), written=(path,), more={"on": str(day)}
        )


def _add_import(family: typer.Typer, session: Session) -> None:
    help_text, short, examples = _told(session, "import")

    @family.command("import", cls=Command, help=help_text, short_help=short, epilog=examples)
    def import_(
        file: Annotated[Path, argument(session, "file", "file")],
        workbook: Annotated[Path, _workbook(session)] = WORKBOOK,
        *,
        on: Annotated[str | None, option(session, "--on", "on", "day")] = None,
        out: Annotated[Path | None, _out(session)] = None,
        overwrite: Annotated[bool, overwrite_option(session)] = False,
        _json: Annotated[bool, json_option(session)] = False,
        _language: Annotated[str | None, language_option(session)] = None,
    ) -> Outcome:
        import hakemus
        from hakemus.files import save

        _need_openpyxl(session)
        from hakemus.files.workbook import read_budget

        application = hakemus.load(file)
        words = session.words_for(application.language)
        new = read_budget(workbook, base=application.budget, language=words.language)
        if new == application.budget and out is None:
            same = words.message("workbook.command.same")
            return Outcome(tell=lambda: show(session.out, same), more={"changed": False})
        target = out or file
        if target.exists() and not overwrite:
            raise FileError(
                target, "exists", f"{target} exists already; ask to overwrite it, or name another"
            )
        path = save(target, _new_content(file, application, new), overwrite=overwrite)
        day, told = law_day(session, application, on, words)
        summary = _Summary.of(new, day)

        def tell() -> None:
            _tell_written(session, words, f"{told}\n{summary.text(words)}", path)

        more = {"changed": new != application.budget, "on": str(day), **summary.as_mapping()}
        return Outcome(tell=tell, written=(path,), more=more)


def _new_content(file: Path, application: "Application", new: "Budget") -> bytes:
    """Return the application file (TOML or JSON) with the new budget: it is proved to say just that."""
    from hakemus.files.rewriting import rewritten
    from hakemus.reading.strict import read_bytes

    return rewritten(file, read_bytes(file), application, application.model_copy(update={"budget": new}))


def _tell_written(session: Session, words: "Wording", told: str, path: Path) -> None:
    for line in (*told.splitlines(), words.message("cli.written"), f"  {path}"):
        show(session.out, line)


@dataclass(frozen=True, slots=True)
class _Summary:
    """How many rows a budget has of each kind, and what it comes to in euros."""

    counts: Mapping[str, int]
    costs: Decimal
    support: Decimal

    @classmethod
    def of(cls, budget: "Budget", day: date) -> "_Summary":
        from hakemus.costing import cost
        from hakemus.programme import programme_on

        programme = programme_on(day)
        costing = cost(budget, programme, programme.day_of_law(day))
        counts = {
            "items": len(budget.items),
            "work": len(budget.in_kind_work),
            "income": len(budget.income),
            "financing": len(budget.financing.other_public) + len(budget.financing.private),
        }
        return cls(counts, costing.total_costs, costing.leader_support)

    def text(self, words: "Wording") -> str:
        sums = {"costs": self.costs, "support": self.support}
        told = (("counts", dict(self.counts)), ("total", sums))
        return "\n".join(words.message(f"workbook.command.{key}", values) for key, values in told)

    def as_mapping(self) -> dict[str, Any]:
        return {
            "rows": dict(self.counts),
            "total_costs": str(self.costs),
            "leader_support": str(self.support),
        }


def _need_openpyxl(session: Session) -> None:
    from importlib.util import find_spec

    if find_spec("openpyxl") is None:
        raise HakemusError(session.words.message("workbook.command.not-installed"))


def _told(session: Session, command: str) -> tuple[str, str, str]:
    say = session.words.message
    key = f"workbook.command.{command}"
    return say(f"{key}.help"), say(f"{key}.short"), say(f"{key}.examples")


def _workbook(session: Session) -> Any:  # noqa: ANN401
    told = session.words.message("workbook.command.workbook")
    return typer.Argument(metavar=session.say("place.workbook"), help=told, show_default=False)


def _out(session: Session) -> Any:  # noqa: ANN401
    told = session.words.message("workbook.command.out")
    return typer.Option("--out", metavar=session.say("place.file"), help=told, show_default=False)
