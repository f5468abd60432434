"""The sheets that are filled: costs, in-kind work, income and financing, each a table with room for more rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from hakemus.files.workbook import layout as formulas
from hakemus.files.workbook.layout import (
    FINANCING,
    INCOME,
    ITEMS,
    WORK,
    Column,
    Subject,
    Table,
)

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet


# How the cells of the workbook look: what is to be filled is light, what is counted is grey and locked.

MONEY = '#,##0.00\\ "€"'
SHARE = "0.0\\ %"
PERCENT = "0.00\\ %"
WHOLE = "0"
TEXT = "General"
FORMATS = {
    "money": MONEY,
    "percent": PERCENT,
    "year": WHOLE,
    "whole": WHOLE,
    "counted": MONEY,
}

_FONT = "Arial"
_LINE = Side(style="thin", color="A6A6A6")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_TO_FILL = PatternFill("solid", fgColor="FFFBE6")
_GREY = PatternFill("solid", fgColor="F2F2F2")
_HEAD = PatternFill("solid", fgColor="DCE6F5")
GOOD = PatternFill("solid", bgColor="D8F0D8")
BAD = PatternFill("solid", bgColor="F8D0D0")


def style_title(cell: "Cell") -> None:
    """Make a cell the sheet's title."""
    cell.font = Font(name=_FONT, size=14, bold=True)


def style_plain(cell: "Cell") -> None:
    """Make a cell running text."""
    cell.font = Font(name=_FONT, size=10)
    cell.alignment = Alignment(vertical="top", horizontal="left", indent=1)


def style_hint(cell: "Cell") -> None:
    """Make a cell an explanation."""
    cell.font = Font(name=_FONT, size=9, italic=True, color="595959")
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def style_head(cell: "Cell", *, right: bool = False) -> None:
    """Make a cell the heading of a column."""
    cell.font = Font(name=_FONT, size=10, bold=True)
    cell.fill, cell.border = _HEAD, _BOX
    cell.alignment = Alignment(
        wrap_text=True, vertical="center", horizontal="right" if right else "left", indent=int(not right)
    )


def style_to_fill(cell: "Cell", kind: str) -> None:
    """Make a cell one that is filled by a person."""
    cell.font = Font(name=_FONT, size=10)
    cell.fill, cell.border = _TO_FILL, _BOX
    cell.protection = Protection(locked=False)
    cell.number_format = FORMATS.get(kind, TEXT)
    is_text = kind in ("text", "choice")
    cell.alignment = Alignment(
        wrap_text=is_text, vertical="top", horizontal="left" if is_text else "right", indent=int(is_text)
    )


def style_counted(cell: "Cell", number_format: str = MONEY, *, bold: bool = False) -> None:
    """Make a cell one that is counted, and locked."""
    cell.font = Font(name=_FONT, size=10, bold=bold)
    cell.fill, cell.border = _GREY, _BOX
    cell.number_format = number_format
    cell.alignment = Alignment(vertical="top")


def style_label(cell: "Cell", *, bold: bool = False) -> None:
    """Make a cell the name of a row."""
    cell.font = Font(name=_FONT, size=10, bold=bold)
    cell.border = _BOX
    cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left", indent=1)


def set_page(sheet: "Worksheet", head_row: int, footer: str, *, one_page: bool = False) -> None:
    """Set a sheet up for A4: as wide as the page, the heading on each page, the page's number at its foot."""
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, int(one_page)
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{head_row}:{head_row}"
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    left, right = sheet.oddFooter.left, sheet.oddFooter.right
    left.text, right.text = footer.replace("&", "&&"), "&P (&N)"
    left.font = right.font = f"{_FONT},Regular"
    left.size = right.size = 9


def protect(sheet: "Worksheet") -> None:
    """Lock what is counted, without a password; columns and rows may be resized, hidden, sorted and added."""
    protection = sheet.protection
    protection.sheet = True
    protection.formatColumns = protection.formatRows = False
    protection.insertRows = protection.deleteRows = protection.sort = protection.autoFilter = False


Value = str | int | Decimal | None
Row = Mapping[str, Value]
Formula = Callable[[Mapping[str, str], int], str]

_SPARE, _LEAST = 10, 18
_FIRST_YEAR, _LAST_YEAR = 2000, 2100
_FIRST_SINGLE = 4
_HUNDRED = Decimal(100)
_LISTS = {"category": "category_names", "kind": "kind_names"}


@dataclass(frozen=True, slots=True)
class Placed:
    """A table on its sheet: its columns with their letters, and its first and last row."""

    sheet: "Worksheet"
    columns: Sequence[Column]
    first: int
    last: int

    @property
    def letters(self) -> Mapping[str, str]:
        """Return the letter of each column by its key."""
        return {column.key: get_column_letter(at) for at, column in enumerate(self.columns, 1)}

    def range(self, key: str) -> str:
        """Return a column's cells, as a formula on any sheet names them."""
        letter = self.letters[key]
        return f"{quote_sheetname(self.sheet.title)}!${letter}${self.first}:${letter}${self.last}"


def add_tables(book: "Workbook", subject: Subject) -> None:
    """Add the four sheets, and a name for the cells of each column and for each single cell."""
    for table, rows in table_rows(subject).items():
        sheet = book.create_sheet(table.title(subject.words))
        columns = _columns(table, subject)
        head = _add_head(book, sheet, table, columns, subject)
        placed = Placed(sheet, columns, head + 1, head + 1 + max(len(rows) + _SPARE, _LEAST))
        _fill(placed, rows, _COUNTED.get(table.key))
        _end(placed, subject)
        _offer(placed, subject)
        for column in columns:
            name(book, f"{table.key}_{column.key}", placed.range(column.key))
        set_page(sheet, head, subject.application.project.name or "")
        protect(sheet)
        sheet.freeze_panes = f"A{head + 1}"


def table_rows(subject: Subject) -> Mapping[Table, Sequence[Row]]:
    """Return what each table holds: names in the language, numbers as they are."""
    budget, words = subject.application.budget, subject.words
    items = [
        item.model_dump()
        | {"category": item.category and subject.label("cost_category", item.category.value)}
        for item in budget.items
    ]
    parts = (("other_public", budget.financing.other_public), ("private", budget.financing.private))
    financing = [
        {"kind": words.term(f"budget.financing.{kind}"), **part.model_dump()}
        for kind, contributions in parts
        for part in contributions
    ]
    return {
        ITEMS: items,
        WORK: [work.model_dump() for work in budget.in_kind_work],
        INCOME: [income.model_dump() for income in budget.income],
        FINANCING: financing,
    }


def name(book: "Workbook", key: str, place: str) -> None:
    """Give a name to a cell or a range."""
    book.defined_names[key] = DefinedName(key, attr_text=place)


def write(cell: "Cell", value: Value) -> None:
    """Write a value; text that begins as a formula does stays text."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def add_title(sheet: "Worksheet", text: str, hint: str, columns: int) -> None:
    """Write a sheet's title and, below it, how it is used."""
    write(sheet["A1"], text)
    style_title(sheet["A1"])
    write(sheet["A2"], hint)
    style_hint(sheet["A2"])
    sheet.merge_cells(start_row=2, end_row=2, start_column=1, end_column=columns)
    sheet.row_dimensions[2].height = 26


def _columns(table: Table, subject: Subject) -> list[Column]:
    application = subject.application
    has_companies = bool(application.companies) or any(item.company for item in application.budget.items)
    return [column for column in table.columns if has_companies or not column.optional]


def _add_head(
    book: "Workbook", sheet: "Worksheet", table: Table, columns: Sequence[Column], subject: Subject
) -> int:
    """Write title, explanation and single cells above the headings, and return the row of the headings."""
    title = f"{sheet.title}: {subject.application.project.name or '–'}"
    hints = (f"hint.{table.key}", *(("hint.more-rows",) if table.key in _COUNTED else ()))
    add_title(sheet, title, " ".join(map(subject.say, hints)), len(columns))
    for row, single in enumerate(table.singles, _FIRST_SINGLE):
        _add_single(book, sheet, row, single, subject)
    head = _FIRST_SINGLE + len(table.singles) + bool(table.singles)
    for at, column in enumerate(columns, 1):
        cell = sheet.cell(head, at)
        write(cell, column.heading(subject.words))
        style_head(cell, right=column.kind not in ("text", "choice"))
        sheet.column_dimensions[get_column_letter(at)].width = column.width
    return head


def _add_single(book: "Workbook", sheet: "Worksheet", row: int, single: Column, subject: Subject) -> None:
    label, cell = sheet.cell(row, 1), sheet.cell(row, 2)
    write(label, single.heading(subject.words))
    style_label(label)
    write(cell, _single_value(single.key, subject))
    style_to_fill(cell, single.kind)
    place = f"$B${row}"
    name(book, single.key, f"{quote_sheetname(sheet.title)}!{place}")
    if single.kind == "choice":
        _add_list(sheet, "model_names", place, subject)
    else:
        _add_least(sheet, place, subject, most=1 if single.kind == "percent" else None)


def _single_value(key: str, subject: Subject) -> Value:
    budget = subject.application.budget
    match key:
        case "cost_model":
            return budget.cost_model and subject.label("cost_model", budget.cost_model.value)
        case "support_rate":
            rate = budget.financing.support_rate
            return None if rate is None else rate / _HUNDRED
        case _:
            amount: Decimal | None = getattr(budget.financing, key)
            return amount


def _fill(placed: Placed, rows: Sequence[Row], formula: Formula | None) -> None:
    letters = placed.letters
    for row in range(placed.first, placed.last):
        values = rows[row - placed.first] if row - placed.first < len(rows) else {}
        for at, column in enumerate(placed.columns, 1):
            cell = placed.sheet.cell(row, at)
            if column.kind == "counted" and formula is not None:
                cell.value = formula(letters, row)
                style_counted(cell)
            else:
                write(cell, values.get(column.key))
                style_to_fill(cell, column.kind)


def _end(placed: Placed, subject: Subject) -> None:
    """Close the table with a row before which others are put, so that every range grows with them."""
    text = next(at for at, column in enumerate(placed.columns, 1) if column.kind == "text")
    cell = placed.sheet.cell(placed.last, text)
    write(cell, subject.say("last-line"))
    style_hint(cell)


def _offer(placed: Placed, subject: Subject) -> None:
    """Add drop-downs, and what a cell takes; a spreadsheet refuses the rest while it is typed."""
    letters = placed.letters
    for column in placed.columns:
        letter = letters[column.key]
        cells = f"{letter}{placed.first}:{letter}{placed.last - 1}"
        if column.key in _LISTS:
            _add_list(placed.sheet, _LISTS[column.key], cells, subject)
        elif column.kind == "year":
            year = DataValidation("whole", operator="between", formula1=_FIRST_YEAR, formula2=_LAST_YEAR)
            _add(placed.sheet, year, cells, "year", subject)
        elif column.kind in ("quantity", "money", "whole"):
            _add_least(placed.sheet, cells, subject)


def _add_list(sheet: "Worksheet", names: str, cells: str, subject: Subject) -> None:
    _add(sheet, DataValidation("list", formula1=names), cells, "choice", subject)


def _add_least(sheet: "Worksheet", cells: str, subject: Subject, most: int | None = None) -> None:
    if most is None:
        number = DataValidation("decimal", operator="greaterThanOrEqual", formula1=0)
    else:
        number = DataValidation("decimal", operator="between", formula1=0, formula2=most)
    _add(sheet, number, cells, "number", subject)


def _add(sheet: "Worksheet", check: DataValidation, cells: str, told: str, subject: Subject) -> None:
    check.allow_blank, check.showErrorMessage = True, True
    check.errorTitle, check.error = subject.say("enter.title"), subject.say(f"enter.{told}")
    check.add(cells)
    sheet.add_data_validation(check)


def _item(letters: Mapping[str, str], row: int) -> str:
    return formulas.item_amount(*(f"{letters[key]}{row}" for key in ("amount", "quantity", "unit_price")))


def _work(letters: Mapping[str, str], row: int) -> str:
    return formulas.work_value(*(f"{letters[key]}{row}" for key in ("hours", "machine_hours")))


_COUNTED: Mapping[str, Formula] = {"items": _item, "work": _work}
