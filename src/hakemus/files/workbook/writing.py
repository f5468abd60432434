"""An application's budget as a workbook (XLSX): sheets to fill, and sheets that count by formulas."""

from datetime import date

import tomlkit
from openpyxl import Workbook
from openpyxl.formatting.rule import CellIsRule

from hakemus.errors import DayMissingError
from hakemus.files.rewriting import update_table
from hakemus.files.workbook import layout as formulas
from hakemus.files.workbook import styles
from hakemus.files.workbook.layout import Subject, bytes_of, fit_rows
from hakemus.files.workbook.summary import Page, add_lists, add_rates, add_summary, limit_label
from hakemus.files.workbook.tables import add_tables
from hakemus.group import LeaderGroup
from hakemus.model import Application, Budget
from hakemus.programme import Programme, programme_on
from hakemus.texts import known_language, wording

# What the sheet of sums says of itself: the support rate, the limits, the balance, and rows that no sum takes.

_SUPPORT = "financing_leader_support_total"


def add_checks(page: Page) -> None:
    """Write the checks below the sums, each with its verdict next to it."""
    subject, say = page.subject, page.subject.say
    rate = formulas.ratio(_SUPPORT, "net_costs")
    page.line(say("row.support-rate"), rate, "support_rate_counted", styles.PERCENT)
    for number, limit in enumerate(subject.limits, 1):
        own = f"limit_{number}"
        left = {
            "rate": formulas.percentage("net_costs", own),
            "support": own,
            "public-support": f"MAX(ROUND({own}-financing_other_public_total,2),0)",
        }[limit.kind]
        _verdict(page, f"{_SUPPORT}>ROUND({left},2)", say("verdict.over"), say("verdict.within"))
        page.line(f"{say('row.largest')}: {limit_label(limit, subject)}", left, f"largest_{number}")
    _verdict(page, f"B{page.row}<>0", say("verdict.unbalanced"), say("verdict.balanced"))
    page.line(say("row.balance"), "ROUND(financing_total-net_costs,2)", "balance", bold=True)
    _verdict(page, f"B{page.row}>0", say("verdict.uncounted"), say("verdict.counted"))
    page.line(say("row.uncounted"), _uncounted(), "uncounted", styles.WHOLE)


def _verdict(page: Page, is_bad: str, bad: str, good: str) -> None:
    cell = page.sheet.cell(page.row, 3)
    cell.value = f'=IF({is_bad},"{bad}","{good}")'
    styles.plain(cell)
    page.sheet.merge_cells(f"{cell.coordinate}:{page.total}{page.row}")
    for text, fill in ((bad, styles.BAD), (good, styles.GOOD)):
        page.sheet.conditional_formatting.add(cell.coordinate, CellIsRule("equal", [f'"{text}"'], fill=fill))


def _uncounted() -> str:
    """Return how many rows have numbers that no sum takes: text for a number, a formula that is gone, no kind."""
    given = '(items_amount<>"")+(items_quantity<>"")*(items_unit_price<>"")'
    hours = '(work_hours<>"")+(work_machine_hours<>"")'
    known = "((financing_kind=kind_other_public)+(financing_kind=kind_private))"
    return "+".join(
        (
            f"SUMPRODUCT((({given})>0)*(1-ISNUMBER(items_counted)))",
            f"SUMPRODUCT((({hours})>0)*(1-ISNUMBER(work_value)))",
            "SUMPRODUCT(--ISTEXT(income_amount))",
            f'SUMPRODUCT((financing_amount<>"")*(1-ISNUMBER(financing_amount)*{known}))',
        )
    )


# An application file with another budget in it: comments, order and everything else stay as they are.

_EDITED = ("cost_model", "items", "in_kind_work", "income", "financing")


def with_budget(text: str, old: Budget, new: Budget) -> str:
    r"""Return the text of an application file (TOML) whose budget is `old`, with the budget `new`.

    Only what differs is written; rows that stay keep their place and their comments.

    >>> with_budget("[budget]\ncost_model = 'actual' # valittu\n", Budget(cost_model="actual"), Budget())
    '[budget]\n'
    """
    document = tomlkit.parse(text)
    if old == new:
        return text
    if "budget" not in document:
        document["budget"] = tomlkit.table()
    update_table(document["budget"], old, new, _EDITED)
    return tomlkit.dumps(document)


def budget_workbook(
    application: Application,
    *,
    language: str | None = None,
    on: date | None = None,
    group: LeaderGroup | None = None,
    programme: Programme | None = None,
) -> bytes:
    """Return the budget of an application as a workbook (XLSX); the same input gives the same bytes.

    Its formulas count by the law of a day (`on`, or else the application's own date) as `hakemus.costing` does, to
    the cent. The law's rates and limits, and the Leader group's, are on a sheet, each cell with a name.

    Raises `DayMissingError` when there is no day, and `UnknownNameError` for an unknown language.

    >>> budget_workbook(Application(date=date(2024, 3, 1)))[:2]
    b'PK'
    """
    own = application.language if group is None else group.language_of(application)
    words = wording(known_language(language or own))
    day = on or application.date
    if day is None:
        raise DayMissingError(wording(application.language).message("report.day-missing", {"field": "date"}))
    subject = Subject(
        application, programme or programme_on(day, application.classification.programme), words, day, group
    )
    book = Workbook()
    book.remove(book.worksheets[0])
    add_tables(book, subject)
    add_lists(book, subject)
    add_checks(add_summary(book, subject))
    add_rates(book, subject)
    for sheet in book.worksheets:
        fit_rows(sheet)
    book.move_sheet(subject.say("sheet.lists"), offset=2)
    book.properties.title = ": ".join(filter(None, (subject.say("title"), application.project.name)))
    book.properties.creator = application.applicant.name or "hakemus"
    book.properties.language = words.language
    book.calculation.fullCalcOnLoad = True
    return bytes_of(book, day)
