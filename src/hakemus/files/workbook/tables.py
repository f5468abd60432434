"""The sheets that are filled: costs, in-kind work, income and financing, each a table with room for more rows."""

from collections.abc import Callable, Mapping, Sequence
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
_FORMATS = {"money": MONEY, "percent": PERCENT, "year": WHOLE, "whole": WHOLE}

_FONT = "Arial"
_LINE = Side(style="thin", color="A6A6A6")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_TO_FILL = PatternFill("solid", fgColor="FFFBE6")
_GREY = PatternFill("solid", fgColor="F2F2F2")
_HEAD = PatternFill("solid", fgColor="DCE6F5")
GOOD = PatternFill("solid", bgColor="D8F0D8")
BAD = PatternFill("solid", bgColor="F8D0D0")


def write(cell: "Cell", value: "Value") -> None:
    """Write a value; text that begins as a formula does stays text."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def write_plain(cell: "Cell", formula: str) -> None:
    """Write a formula whose value is running text."""
    cell.value = formula
    cell.font = Font(name=_FONT, size=10)
    cell.alignment = Alignment(vertical="top", horizontal="left", indent=1)


def write_hint(cell: "Cell", text: str) -> None:
    """Write an explanation."""
    write(cell, text)
    cell.font = Font(name=_FONT, size=9, italic=True, color="595959")
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def write_head(cell: "Cell", text: str, *, right: bool = False) -> None:
    """Write the heading of a column."""
    write(cell, text)
    cell.font = Font(name=_FONT, size=10, bold=True)
    cell.fill, cell.border = _HEAD, _BOX
    cell.alignment = Alignment(
        wrap_text=True, vertical="center", horizontal="right" if right else "left", indent=int(not right)
    )


def write_to_fill(cell: "Cell", value: "Value", kind: str) -> None:
    """Write a value that a person fills in or changes."""
    write(cell, value)
    cell.font = Font(name=_FONT, size=10)
    cell.fill, cell.border = _TO_FILL, _BOX
    cell.protection = Protection(locked=False)
    cell.number_format = _FORMATS.get(kind, "General")
    is_text = kind in ("text", "choice", "yes-no")
    cell.alignment = Alignment(
        wrap_text=is_text, vertical="top", horizontal="left" if is_text else "right", indent=int(is_text)
    )


def write_counted(
    cell: "Cell", value: str | Decimal | None, number_format: str = MONEY, *, bold: bool = False
) -> None:
    """Write a formula, or a number of the law: nobody fills it, so it is locked."""
    cell.value = value
    cell.font = Font(name=_FONT, size=10, bold=bold)
    cell.fill, cell.border = _GREY, _BOX
    cell.number_format = number_format
    cell.alignment = Alignment(vertical="top")


def write_label(cell: "Cell", text: str, *, bold: bool = False) -> None:
    """Write the name of a row."""
    write(cell, text)
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
_LISTS_OF_SINGLES = {"choice": "model_names", "yes-no": "yes_no_names"}


def add_tables(book: "Workbook", subject: Subject) -> None:
    """Add the four sheets, and a name for the cells of each column and for each single cell."""
    application = subject.application
    for table, rows in table_rows(subject).items():
        sheet = book.create_sheet(table.title(subject.words))
        columns = [column for column in table.columns if subject.shows(column)]
        head = _add_head(sheet, table, columns, subject)
        _add_rows(sheet, table, columns, rows, head=head, subject=subject)
        set_page(sheet, head, application.project.name or "")
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


def name(sheet: "Worksheet", key: str, cells: str) -> None:
    """Give a name to a cell or a range of a sheet."""
    book = sheet.parent
    book.defined_names[key] = DefinedName(key, attr_text=f"{quote_sheetname(sheet.title)}!{cells}")


def add_title(sheet: "Worksheet", text: str, hint: str, columns: int) -> None:
    """Write a sheet's title and, below it, how it is used."""
    write(sheet["A1"], text)
    sheet["A1"].font = Font(name=_FONT, size=14, bold=True)
    write_hint(sheet["A2"], hint)
    sheet.merge_cells(start_row=2, end_row=2, start_column=1, end_column=columns)
    sheet.row_dimensions[2].height = 26


def _add_head(sheet: "Worksheet", table: Table, columns: Sequence[Column], subject: Subject) -> int:
    """Write title, explanation and single cells above the headings, and return the row of the headings."""
    title = f"{sheet.title}: {subject.application.project.name or '–'}"
    hints = (f"hint.{table.key}", *(("hint.more-rows",) if table.key in _COUNTED else ()))
    add_title(sheet, title, " ".join(map(subject.say, hints)), len(columns))
    singles = [single for single in table.singles if subject.shows(single)]
    for row, single in enumerate(singles, _FIRST_SINGLE):
        write_label(sheet.cell(row, 1), single.heading(subject.words))
        write_to_fill(sheet.cell(row, 2), _single_value(single.key, subject), single.kind)
        place = f"$B${row}"
        name(sheet, single.key, place)
        if single.kind in _LISTS_OF_SINGLES:
            _add_list(sheet, _LISTS_OF_SINGLES[single.kind], place, subject)
        else:
            _add_least(sheet, place, subject, most=1 if single.kind == "percent" else None)
    head = _FIRST_SINGLE + len(singles) + bool(singles)
    for at, column in enumerate(columns, 1):
        is_text = column.kind in ("text", "choice")
        write_head(sheet.cell(head, at), column.heading(subject.words), right=not is_text)
        sheet.column_dimensions[get_column_letter(at)].width = column.width
    return head


def _single_value(key: str, subject: Subject) -> Value:
    budget = subject.application.budget
    match key:
        case "cost_model":
            return budget.cost_model and subject.label("cost_model", budget.cost_model.value)
        case "pay_without_side_costs":
            stated = budget.pay_without_side_costs
            return None if stated is None else subject.words.yes_no(stated)
        case "support_rate":
            rate = budget.financing.support_rate
            return None if rate is None else rate / _HUNDRED
        case _:
            amount: Decimal | None = getattr(budget.financing, key)
            return amount


def _add_rows(
    sheet: "Worksheet",
    table: Table,
    columns: Sequence[Column],
    rows: Sequence[Row],
    *,
    head: int,
    subject: Subject,
) -> None:
    first, last = head + 1, head + 1 + max(len(rows) + _SPARE, _LEAST)
    letters = {column.key: get_column_letter(at) for at, column in enumerate(columns, 1)}
    for row in range(first, last):
        values = rows[row - first] if row - first < len(rows) else {}
        for column in columns:
            cell = sheet[f"{letters[column.key]}{row}"]
            if column.kind == "counted":
                write_counted(cell, _COUNTED[table.key](letters, row))
            else:
                write_to_fill(cell, values.get(column.key), column.kind)
    # A row before which others are put, so that every range grows with them.
    text = next(column.key for column in columns if column.kind == "text")
    write_hint(sheet[f"{letters[text]}{last}"], subject.say("last-line"))
    # Drop-downs, and what a cell takes; a spreadsheet refuses the rest while it is typed.
    for column in columns:
        cells = f"{letters[column.key]}{first}:{letters[column.key]}{last - 1}"
        if column.key in _LISTS:
            _add_list(sheet, _LISTS[column.key], cells, subject)
        elif column.kind == "year":
            year = DataValidation("whole", operator="between", formula1=_FIRST_YEAR, formula2=_LAST_YEAR)
            _add_validation(sheet, year, cells, "year", subject)
        elif column.kind in ("quantity", "money", "whole"):
            _add_least(sheet, cells, subject)
    for key, letter in letters.items():
        name(sheet, f"{table.key}_{key}", f"${letter}${first}:${letter}${last}")


def _add_list(sheet: "Worksheet", names: str, cells: str, subject: Subject) -> None:
    _add_validation(sheet, DataValidation("list", formula1=names), cells, "choice", subject)


def _add_least(sheet: "Worksheet", cells: str, subject: Subject, most: int | None = None) -> None:
    if most is None:
        number = DataValidation("decimal", operator="greaterThanOrEqual", formula1=0)
    else:
        number = DataValidation("decimal", operator="between", formula1=0, formula2=most)
    _add_validation(sheet, number, cells, "number", subject)


def _add_validation(
    sheet: "Worksheet", check: DataValidation, cells: str, message: str, subject: Subject
) -> None:
    check.allow_blank, check.showErrorMessage = True, True
    check.errorTitle, check.error = subject.say("enter.title"), subject.say(f"enter.{message}")
    check.add(cells)
    sheet.add_data_validation(check)


_COUNTED: Mapping[str, Formula] = {
    "items": lambda letters, row: formulas.item_amount(
        *(f"{letters[key]}{row}" for key in ("amount", "quantity", "unit_price"))
    ),
    "work": lambda letters, row: formulas.work_value(
        *(f"{letters[key]}{row}" for key in ("hours", "machine_hours"))
    ),
}
