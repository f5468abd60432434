"""An application's budget as a workbook (XLSX): sheets to fill, and sheets that count by formulas."""

import io
import re
import zipfile
from datetime import date

from openpyxl import Workbook

from hakemus.errors import DayMissingError
from hakemus.files.workbook.checks import add_checks
from hakemus.files.workbook.rates import add_lists, add_rates
from hakemus.files.workbook.subject import Subject
from hakemus.files.workbook.summary import add_summary
from hakemus.files.workbook.tables import add_tables
from hakemus.group import LeaderGroup
from hakemus.model import Application
from hakemus.programme import Programme, open_programme
from hakemus.texts import known_language, wording
from hakemus.word.package import in_order, pack, write

_MADE = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_CORE = "docProps/core.xml"
_LEVEL = 6


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
    words = wording(known_language(language or application.language))
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
    book.move_sheet(subject.say("sheet.lists"), offset=2)
    book.properties.title = ": ".join(filter(None, (subject.say("title"), application.project.name)))
    book.properties.creator = application.applicant.name or "hakemus"
    book.properties.language = words.language
    book.calculation.fullCalcOnLoad = True
    stream = io.BytesIO()
    book.save(stream)
    return _same_each_time(stream.getvalue(), day)


def _same_each_time(content: bytes, day: date) -> bytes:
    """Return a workbook dated to a day, without the moment at which it was written."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[_CORE] = _MADE.sub(rb"\g<1>" + f"{day.isoformat()}T00:00:00Z".encode(), parts[_CORE])
    return write(pack(part, parts[part], _LEVEL) for part in in_order(parts))
