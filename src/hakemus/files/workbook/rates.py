"""The sheet of rates (the law's and the group's, each cell with a name) and the hidden sheet of lists."""

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from openpyxl.utils import quote_sheetname

from hakemus.costing import SupportLimit
from hakemus.files.workbook import styles
from hakemus.files.workbook.layout import FINANCING_KINDS
from hakemus.files.workbook.subject import Subject
from hakemus.files.workbook.tables import add_title, name, write
from hakemus.model import CostCategory, CostModel

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_HOURS = {"person_hour": "in-kind.person-hour", "machine_hour": "in-kind.machine-hour"}
_PERCENTS = {"flat_rate_19": "flat-rate.calculated-19", "flat_rate_40": "flat-rate.calculated-40"}
_HEAD = 4
_WIDTHS = (("A", 54), ("B", 14), ("C", 58))


def add_rates(book: "Workbook", subject: Subject) -> None:
    """Add the sheet on which every rate stands with its source."""
    sheet = book.create_sheet(subject.say("sheet.rates"))
    add_title(sheet, sheet.title, subject.say("hint.rates", day=subject.law_day), len(_WIDTHS))
    for at, key in enumerate(("rate", "value", "source"), 1):
        cell = sheet.cell(_HEAD, at)
        write(cell, subject.say(f"column.{key}"))
        styles.head(cell, right=key == "value")
    for key, path in (_HOURS | _PERCENTS).items():
        value = subject.programme.parameter(path).on(subject.law_day)
        label = subject.programme.parameter(path).label.text(subject.words.language)
        source = value.reference.text(subject.words.language)
        _add_line(book, sheet, key, (label, source), value.number, is_percent=key in _PERCENTS)
    for number, limit in enumerate(subject.limits, 1):
        label = limit_label(limit, subject)
        texts = (label[:1].upper() + label[1:], limit.source.reference.text(subject.words.language))
        _add_line(book, sheet, f"limit_{number}", texts, limit.value, is_percent=limit.kind == "rate")
    for row, note in enumerate(_notes(subject), sheet.max_row + 2):
        write(sheet.cell(row, 1), note)
        styles.hint(sheet.cell(row, 1))
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(_WIDTHS))
        sheet.row_dimensions[row].height = 26
    for letter, width in _WIDTHS:
        sheet.column_dimensions[letter].width = width
    styles.page(sheet, _HEAD, subject.application.project.name or "")
    styles.protect(sheet)


def limit_label(limit: SupportLimit, subject: Subject) -> str:
    """Return what a limit limits, and whose it is."""
    whose = "group" if limit.is_of_group else "law"
    return f"{subject.say(f'limit.{limit.kind}')} ({subject.say(f'limit.{whose}')})"


def _add_line(
    book: "Workbook",
    sheet: "Worksheet",
    key: str,
    texts: tuple[str, str],
    value: Decimal,
    *,
    is_percent: bool,
) -> None:
    row = sheet.max_row + 1
    for at, text in zip((1, 3), texts, strict=True):
        write(sheet.cell(row, at), text)
        styles.label(sheet.cell(row, at))
    cell = sheet.cell(row, 2, value / 100 if is_percent else value)
    styles.counted(cell, styles.PERCENT if is_percent else styles.MONEY)
    name(book, key, f"{quote_sheetname(sheet.title)}!$B${row}")


def _notes(subject: Subject) -> Iterable[str]:
    """Return what is unsure of the flat rates: it is told where they stand."""
    bases = (subject.programme.parameter(f"{path}-base").on(subject.law_day) for path in _PERCENTS.values())
    return dict.fromkeys(base.note.text(subject.words.language) for base in bases if base.note is not None)


def add_lists(book: "Workbook", subject: Subject) -> None:
    """Add the hidden sheet: what is chosen from, what the flat rate is counted of, and the rate that is chosen."""
    sheet = book.create_sheet(subject.say("sheet.lists"))
    sheet.sheet_state = "hidden"
    place = quote_sheetname(sheet.title)
    _add_categories(book, sheet, subject)
    for row, label in enumerate(subject.model_labels, 1):
        write(sheet.cell(row, 6), label)
    name(book, "model_names", f"{place}!$F$1:$F${len(CostModel)}")
    rows = {model: row for row, model in enumerate(CostModel, 1)}
    for key, model in (
        ("model_19", CostModel.CALCULATED_19),
        ("model_40", CostModel.CALCULATED_40),
        ("model_lump", CostModel.LUMP_SUM),
    ):
        name(book, key, f"{place}!$F${rows[model]}")
    for row, kind in enumerate(FINANCING_KINDS, 1):
        write(sheet.cell(row, 7), subject.words.term(f"budget.financing.{kind}"))
        name(book, f"kind_{kind}", f"{place}!$G${row}")
    name(book, "kind_names", f"{place}!$G$1:$G${len(FINANCING_KINDS)}")
    sheet["H1"] = "=IF(cost_model=model_19,flat_rate_19,IF(cost_model=model_40,flat_rate_40,0))"
    name(book, "flat_rate", f"{place}!$H$1")
    styles.protect(sheet)


def _add_categories(book: "Workbook", sheet: "Worksheet", subject: Subject) -> None:
    """Write the categories, whether each is in the base of a flat rate, and whether of the one that is chosen."""
    place, last = quote_sheetname(sheet.title), len(CostCategory)
    paths = [f"{path}-base" for path in _PERCENTS.values()]
    bases = [subject.programme.parameter(path).on(subject.law_day).keys for path in paths]
    for row, (key, label) in enumerate(zip(CostCategory, subject.category_labels, strict=True), 1):
        write(sheet.cell(row, 1), label)
        for at, base in enumerate(bases, 2):
            sheet.cell(row, at, int(key in base))
        sheet.cell(row, 4).value = f"=IF(cost_model=model_19,B{row},IF(cost_model=model_40,C{row},0))"
    name(book, "category_names", f"{place}!$A$1:$A${last}")
    name(book, "flat_rate_base", f"{place}!$D$1:$D${last}")
