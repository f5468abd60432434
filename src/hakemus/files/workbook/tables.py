"""The sheets that are filled: costs, in-kind work, income and financing, each a table with room for more rows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

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
from hakemus.files.workbook.spreadsheet import Book, Formula, Look, Plain, Sheet, Value, letter

# How the cells of the workbook look: what is to be filled is light, what is counted is grey and locked.

MONEY = '#,##0.00\\ "€"'
SHARE = "0.0\\ %"
PERCENT = "0.00\\ %"
WHOLE = "0"
_FORMATS = {"money": MONEY, "percent": PERCENT, "year": WHOLE, "whole": WHOLE}

_GREY, _HEAD, _YELLOW = "F2F2F2", "DCE6F5", "FFFBE6"
GOOD, BAD = "D8F0D8", "F8D0D0"

TITLE = Look(size=14, bold=True, vertical="bottom")
HINT = Look(size=9, italic=True, colour="595959", wrapped=True)
PLAIN = Look(horizontal="left", indent=1)
"""Of a formula whose value is running text."""

BARE = Look(vertical="bottom")
"""Of what nobody sees."""


def head(*, right: bool = False, form: str = "General") -> Look:
    """Return the look of a column's heading."""
    across = "right" if right else "left"
    return Look(
        bold=True,
        fill=_HEAD,
        boxed=True,
        form=form,
        horizontal=across,
        vertical="center",
        wrapped=True,
        indent=int(not right),
    )


def to_fill(kind: str) -> Look:
    """Return the look of a value that a person fills in or changes."""
    is_text = kind in ("text", "choice", "yes-no")
    across = "left" if is_text else "right"
    form = _FORMATS.get(kind, "General")
    return Look(
        fill=_YELLOW,
        boxed=True,
        form=form,
        horizontal=across,
        wrapped=is_text,
        indent=int(is_text),
        locked=False,
    )


def counted(form: str = MONEY, *, bold: bool = False) -> Look:
    """Return the look of a formula, or a number of the law: nobody fills it, so it is locked."""
    return Look(bold=bold, fill=_GREY, boxed=True, form=form)


def label(*, bold: bool = False) -> Look:
    """Return the look of the name of a row."""
    return Look(bold=bold, boxed=True, horizontal="left", wrapped=True, indent=1)


Row = Mapping[str, Plain]

_SPARE, _LEAST = 10, 18
_FIRST_YEAR, _LAST_YEAR = 2000, 2100
_FIRST_SINGLE = 4
_HUNDRED = Decimal(100)
_LISTS = {"category": "category_names", "kind": "kind_names"}
_LISTS_OF_SINGLES = {"choice": "model_names", "yes-no": "yes_no_names"}


def add_tables(book: Book, subject: Subject) -> None:
    """Add the four sheets, and a name for the cells of each column and for each single cell."""
    for table, rows in table_rows(subject).items():
        sheet = book.add(table.title(subject.words))
        columns = [column for column in table.columns if subject.shows(column)]
        head_row = _add_head(book, sheet, table, columns, subject)
        _add_rows(book, sheet, table, columns, rows, first=head_row + 1, subject=subject)
        sheet.head_row, sheet.footer = head_row, subject.application.project.name or ""
        sheet.locked, sheet.frozen = True, (head_row, 0)


def table_rows(subject: Subject) -> Mapping[Table, Sequence[Row]]:
    """Return what each table holds: names in the language, numbers as they are, and what is counted of a row."""
    budget, words, costing = subject.application.budget, subject.words, subject.costing
    categories = {item.category for item in budget.items if item.category is not None}
    names = {category: subject.label("cost_category", category.value) for category in categories}
    items = [
        dict(item) | {"category": item.category and names[item.category], "counted": amount}
        for item, amount in zip(budget.items, costing.item_amounts, strict=True)
    ]
    work = [
        dict(work) | {"value": None if work.hours is work.machine_hours is None else worth.value}
        for work, worth in zip(budget.in_kind_work, costing.in_kind_work, strict=True)
    ]
    parts = (("other_public", budget.financing.other_public), ("private", budget.financing.private))
    financing = [
        {"kind": words.term(f"budget.financing.{kind}"), **dict(part)}
        for kind, contributions in parts
        for part in contributions
    ]
    return {
        ITEMS: items,
        WORK: work,
        INCOME: [dict(income) for income in budget.income],
        FINANCING: financing,
    }


def add_title(sheet: Sheet, text: str, hint: str, columns: int) -> None:
    """Write a sheet's title and, below it, how it is used."""
    sheet.put(1, 1, text, TITLE)
    sheet.put(2, 1, hint, HINT)
    sheet.merged.append(f"A2:{letter(columns)}2")
    sheet.heights[2] = 26


def _add_head(book: Book, sheet: Sheet, table: Table, columns: Sequence[Column], subject: Subject) -> int:
    """Write title, explanation and single cells above the headings, and return the row of the headings."""
    title = f"{sheet.title}: {subject.application.project.name or '–'}"
    hints = (f"hint.{table.key}", *(("hint.more-rows",) if table.key in _COUNTED else ()))
    add_title(sheet, title, " ".join(map(subject.say, hints)), len(columns))
    singles = [single for single in table.singles if subject.shows(single)]
    for row, single in enumerate(singles, _FIRST_SINGLE):
        sheet.put(row, 1, single.heading(subject.words), label())
        sheet.put(row, 2, _single_value(single.key, subject), to_fill(single.kind))
        book.name(single.key, sheet, f"$B${row}")
        if single.kind in _LISTS_OF_SINGLES:
            sheet.check(f"B{row}", "list", _LISTS_OF_SINGLES[single.kind], _refusal("choice", subject))
        else:
            most = 1 if single.kind == "percent" else None
            sheet.check(f"B{row}", "decimal", 0, _refusal("number", subject), most)
    head_row = _FIRST_SINGLE + len(singles) + bool(singles)
    for at, column in enumerate(columns, 1):
        is_text = column.kind in ("text", "choice")
        sheet.put(head_row, at, column.heading(subject.words), head(right=not is_text))
        sheet.widths[at] = column.width
    return head_row


def _single_value(key: str, subject: Subject) -> Plain:
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
    book: Book,
    sheet: Sheet,
    table: Table,
    columns: Sequence[Column],
    rows: Sequence[Row],
    *,
    first: int,
    subject: Subject,
) -> None:
    last = first + max(len(rows) + _SPARE, _LEAST)
    letters = {column.key: letter(at) for at, column in enumerate(columns, 1)}
    sheet.pour(first, _cells(table, columns, rows, letters, range(first, last)))
    # A row before which others are put, so that every range grows with them.
    text = next(at for at, column in enumerate(columns, 1) if column.kind == "text")
    sheet.put(last, text, subject.say("last-line"), HINT)
    # Drop-downs, and what a cell takes; a spreadsheet refuses the rest while it is typed.
    for column in columns:
        cells = f"{letters[column.key]}{first}:{letters[column.key]}{last - 1}"
        if column.key in _LISTS:
            sheet.check(cells, "list", _LISTS[column.key], _refusal("choice", subject))
        elif column.kind == "year":
            sheet.check(cells, "whole", _FIRST_YEAR, _refusal("year", subject), _LAST_YEAR)
        elif column.kind in ("quantity", "money", "whole"):
            sheet.check(cells, "decimal", 0, _refusal("number", subject))
    for key, column_letter in letters.items():
        book.name(f"{table.key}_{key}", sheet, f"${column_letter}${first}:${column_letter}${last}")


def _cells(
    table: Table, columns: Sequence[Column], rows: Sequence[Row], letters: Mapping[str, str], places: range
) -> Iterator[list[tuple[Value, Look]]]:
    """Yield the cells of each row, the empty ones below those that are filled too."""
    looks = [counted() if column.kind == "counted" else to_fill(column.kind) for column in columns]
    looks_of = [*zip(columns, looks, strict=True)]
    for at, row in enumerate(places):
        values = rows[at] if at < len(rows) else {}
        cells: list[tuple[Value, Look]] = []
        for column, look in looks_of:
            value = values.get(column.key)
            if column.kind == "counted":
                formula = _COUNTED[table.key](letters, row)
                cells.append((Formula(formula, "" if value is None else value), look))
            else:
                cells.append((value, look))
        yield cells


def _refusal(message: str, subject: Subject) -> tuple[str, str]:
    """Return what a spreadsheet says of what a cell does not take: a title and a sentence."""
    return subject.say("enter.title"), subject.say(f"enter.{message}")


_COUNTED: Mapping[str, Callable[[Mapping[str, str], int], str]] = {
    "items": lambda letters, row: formulas.item_amount(
        *(f"{letters[key]}{row}" for key in ("amount", "quantity", "unit_price"))
    ),
    "work": lambda letters, row: formulas.work_value(
        *(f"{letters[key]}{row}" for key in ("hours", "machine_hours"))
    ),
}
