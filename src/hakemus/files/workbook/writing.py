"""An application's budget as a workbook (XLSX): sheets to fill, and sheets that count by formulas."""

from datetime import date

from openpyxl import Workbook

from hakemus.errors import DayMissingError
from hakemus.files.workbook.checks import add_checks
from hakemus.files.workbook.fitting import fit_rows
from hakemus.files.workbook.rates import add_lists, add_rates
from hakemus.files.workbook.saving import bytes_of
from hakemus.files.workbook.subject import Subject
from hakemus.files.workbook.summary import add_summary
from hakemus.files.workbook.tables import add_tables
from hakemus.group import LeaderGroup
from hakemus.model import Application
from hakemus.programme import Programme, open_programme
from hakemus.texts import known_language, wording


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
    the cent. The law's rates and limits, and the Leader group's, stand on a sheet, each cell with a name.

    Raises `DayMissingError` when there is no day, and `UnknownNameError` for an unknown language.

    >>> budget_workbook(Application(date=date(2024, 3, 1)))[:2]
    b'PK'
    """
    own = application.language if group is None else group.language_of(application)
    words = wording(known_language(language or own))
    day = on or application.date
    if day is None:
        raise DayMissingError(wording(application.language).message("report.day-missing", {"field": "date"}))
    subject = Subject(application, programme or open_programme(), words, day, group)
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
