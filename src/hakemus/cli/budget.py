"""Commands on the budget as a spreadsheet: out of an application file, and back into it."""

# ruff: noqa: PLC0415 - a command imports what it works with when it runs, so that help and complaints come at once

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hakemus.cli.help_page import Command, CommandGroup
from hakemus.cli.options import (
    argument,
    given_group,
    group_option,
    language_option,
    law_day,
    option,
    overwrite_option,
)
from hakemus.cli.session import Session, show
from hakemus.errors import FileError, HakemusError

if TYPE_CHECKING:
    from hakemus.model import Application, Budget
    from hakemus.texts import Wording

WORKBOOK = Path("budget.xlsx")


def add_budget(app: typer.Typer, session: Session) -> None:
    """Add the family of commands."""
    say = session.words.message
    family = typer.Typer(cls=CommandGroup, rich_markup_mode=None, invoke_without_command=True)
    help_text, short = say("workbook.command.help"), say("workbook.command.short")
    app.add_typer(family, name="budget", help=help_text, short_help=short)

    @family.callback()
    def budget(
        context: typer.Context, _language: Annotated[str | None, language_option(session)] = None
    ) -> None:
        if context.invoked_subcommand is None:
            session.out.print(context.get_help().rstrip())
            raise typer.Exit(2)

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
        _language: Annotated[str | None, language_option(session, "language-paper")] = None,
    ) -> int:
        import hakemus
        from hakemus.files import save

        _need_openpyxl(session)
        from hakemus.files.workbook import budget_workbook

        application = hakemus.load(file)
        words = session.words_for(application.language)
        day, told = law_day(session, application, on, words)
        language = session.spoken.asked or application.language
        content = budget_workbook(application, language=language, on=day, group=given_group(group))
        path = save(workbook, content, overwrite=overwrite)
        show(session.out, told)
        show(session.out, words.message("cli.written"))
        show(session.out, f"  {path}")
        return 0


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
        _language: Annotated[str | None, language_option(session)] = None,
    ) -> int:
        import hakemus
        from hakemus.files import save

        _need_openpyxl(session)
        from hakemus.files.workbook import read_budget

        application = hakemus.load(file)
        words = session.words_for(application.language)
        if file.suffix.lower() == ".json":
            raise HakemusError(words.message("workbook.command.not-toml", {"path": str(file)}))
        new = read_budget(workbook, base=application.budget, language=words.language)
        if new == application.budget and out is None:
            show(session.out, words.message("workbook.command.same"))
            return 0
        target = out or file
        if target.exists() and not overwrite:
            raise FileError(
                target, "exists", f"{target} exists already; ask to overwrite it, or name another"
            )
        path = save(target, _new_text(file, application, new), overwrite=overwrite)
        _tell_budget(session, application, new, on, words)
        show(session.out, words.message("cli.written"))
        show(session.out, f"  {path}")
        return 0


def _new_text(file: Path, application: "Application", new: "Budget") -> bytes:
    """Return the application file with the new budget, read once more to be sure that it says just that."""
    from hakemus.files import application_from
    from hakemus.files.workbook import with_budget
    from hakemus.reading import read_text
    from hakemus.reading.strict import parse_toml

    text = with_budget(read_text(file), application.budget, new)
    read = application_from(parse_toml(text, str(file)), str(file))
    if read != application.model_copy(update={"budget": new}):
        raise HakemusError(f"{file} would not say what the workbook says; please report it with both files")
    return text.encode()


def _tell_budget(
    session: Session, application: "Application", new: "Budget", on: str | None, words: "Wording"
) -> None:
    from hakemus.costing import cost
    from hakemus.programme import open_programme

    programme = open_programme()
    day, told = law_day(session, application, on, words)
    costing = cost(new, programme, max(day, programme.first_day))
    others = len(new.financing.other_public) + len(new.financing.private)
    counts = {
        "items": len(new.items),
        "work": len(new.in_kind_work),
        "income": len(new.income),
        "financing": others,
    }
    show(session.out, told)
    show(session.out, words.message("workbook.command.counts", counts))
    sums = {"costs": costing.total_costs, "support": costing.leader_support}
    show(session.out, words.message("workbook.command.total", sums))


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
