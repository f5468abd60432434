"""The tables and cells of the workbook, known again by their official terms, and the sheets that are filled."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal, cast

from hakemus.case import Case
from hakemus.costing import side_costs_of
from hakemus.files.workbook.spreadsheet import Book, Formula, Look, Plain, Sheet, Value, letter
from hakemus.model import Budget, Contribution, CostItem, Financing, Income, InKindWork, Part
from hakemus.model.schema import Field, schema
from hakemus.programme import DatedValue, Entry
from hakemus.programme.vocabularies import normal_form
from hakemus.support import SupportLimit
from hakemus.texts import LANGUAGES, Wording, wording

# What a workbook is made of: an application counted by the law of a day, in the words of a language.


class Subject(Case):
    """A case, in the library's own words: a workbook is read again by them."""

    @cached_property
    def words(self) -> Wording:
        """Return the words of the language."""
        return wording(self.language or self.application.language)

    @cached_property
    def limits(self) -> tuple[SupportLimit, ...]:
        """Return the limits on the support, of the law and of the Leader group."""
        return self.support_limits()

    def label(self, vocabulary: str, key: str) -> str:
        """Return the name of a word of a vocabulary."""
        return self.programme.vocabulary(vocabulary).label(key, self.words.language)

    @cached_property
    def cost_models(self) -> tuple[Entry, ...]:
        """Return the cost models to choose from: those that the measure allows, and the one that is chosen already."""
        law, chosen = self.measure_law("cost-models"), self.application.budget.cost_model
        models = self.programme.vocabulary("cost_model").entries
        return tuple(one for one in models if law is None or one.key in (*law.keys, chosen))

    @property
    def flat_rates(self) -> Mapping[str, str]:
        """Return the paths of the flat rates, each by the key of its cost model."""
        return {model.key: path for model in self.cost_models if (path := model.text("rate"))}

    @property
    def side_costs(self) -> tuple[DatedValue, DatedValue] | None:
        """Return how many per cent side costs are, and of which categories; None where the law is not sure of it."""
        law = side_costs_of(self.programme, self.on, self.measure)
        return None if law is None or law[0].certainty == "C" else law

    def shows(self, column: "Column") -> bool:
        """Return whether a column or single cell is there: an optional one only where it counts, or holds something."""
        budget = self.application.budget
        match column.key:
            case "company":
                return bool(self.application.companies) or any(item.company for item in budget.items)
            case "proof":
                return self.costing.is_lump_sum or any(item.proof for item in budget.items)
            case "pay_without_side_costs":
                is_asked = self.side_costs is not None and not self.costing.is_fixed
                return is_asked or budget.pay_without_side_costs is not None
            case "in_kind":
                return self.costing.counts_in_kind or budget.financing.in_kind is not None
            case "advance":
                law = self.measure_law("advance")
                is_paid = law is not None and law.yes and law.certainty != "C"
                return is_paid or budget.financing.advance is not None
            case _:
                return True

    def say(self, key: str, **values: object) -> str:
        """Return a message of the workbook."""
        return self.words.message(f"workbook.{key}", values)


# Formulas that count as `hakemus.costing` does, to the cent.


def product(quantity: str, price: str) -> str:
    """Return a quantity (three decimals) times a price (two), in euros, half up to the cent."""
    return f"INT((ROUND({quantity}*1000,0)*ROUND({price}*100,0)+500)/1000)/100"


def percentage(amount: str, fraction: str) -> str:
    """Return a fraction (0.19 is nineteen per cent, two decimals of a per cent) of an amount, half up to the cent."""
    return f"INT((ROUND(({amount})*100,0)*ROUND({fraction}*10000,0)+5000)/10000)/100"


def ratio(part: str, whole: str) -> str:
    """Return a part of a whole as a fraction with four decimals, half up; of nothing, an empty text."""
    cents, of = f"ROUND({part}*100,0)", f"ROUND({whole}*100,0)"
    return f'IF({of}=0,"",INT(({cents}*20000+{of})/(2*{of}))/10000)'


def item_amount(amount: str, quantity: str, price: str) -> str:
    """Return an item's amount, given or counted; empty while its numbers are missing."""
    counted = f'IF(AND(ISNUMBER({quantity}),ISNUMBER({price})),{product(quantity, price)},"")'
    return f"IF(ISNUMBER({amount}),ROUND({amount},2),{counted})"


def work_value(hours: str, machine_hours: str) -> str:
    """Return what hours of people and machines are worth; empty while there are none."""
    # SUM makes nothing of an empty cell in every program; N gives an error in some.
    people = product(f"SUM({hours})", "person_hour")
    machines = product(f"SUM({machine_hours})", "machine_hour")
    return f'IF(ISNUMBER({hours})+ISNUMBER({machine_hours})>0,ROUND({people}+{machines},2),"")'


def next_year(before: str) -> str:
    """Return the next year in which costs fall, after the one in a cell; empty when there is none."""
    each = (
        f'IFERROR(SMALL({name},COUNTIF({name},"<="&{before})+1),9999)' for name in ("items_year", "work_year")
    )
    return f"MIN({','.join(each)})"


def share(amounts: str, position: int, remainders: str, tenths: str) -> str:
    """Return a part's share with one decimal; what is cut off goes to the largest remainders, the earlier first."""
    own = f"INDEX({remainders},{position})"
    places = f"ROW({remainders})-MIN(ROW({remainders}))+1"
    larger = f"SUMPRODUCT(--({remainders}>{own}))+SUMPRODUCT(({remainders}={own})*({places}<{position}))"
    return (
        f"IF(ROUND(SUM({amounts})*100,0)=0,0,"
        f"(INDEX({tenths},{position})+IF({larger}<1000-SUM({tenths}),1,0))/1000)"
    )


CellKind = Literal["text", "choice", "yes-no", "year", "quantity", "money", "percent", "whole", "counted"]
"""How a cell is written; *counted* is a formula, which nobody fills."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table, or a single cell above it: its key, how it is written, and the field that it holds.

    Without a field the heading is a message of the workbook. An `optional` one may be missing.
    """

    key: str
    kind: CellKind
    width: int = 0
    field: Field | None = None
    optional: bool = False

    def heading(self, words: Wording) -> str:
        """Return what is above the column, or to the left of the single cell."""
        return words.term(self.field.path) if self.field else words.message(f"workbook.column.{self.key}")

    @property
    def names(self) -> frozenset[str]:
        """Return its headings in every language, in normal form."""
        return frozenset(normal_form(self.heading(wording(language))) for language in LANGUAGES)


@dataclass(frozen=True, slots=True)
class Table:
    """A table that has a sheet of its own.

    Attributes:
        key: Its name; the names of its ranges begin with it.
        mark: The column by which it is known again.
        columns: Its columns, in order.
        most: The number of rows that an application takes.
        part: What a row is.
        singles: The single cells above it, each to the right of its official term.
    """

    key: str
    mark: str
    columns: tuple[Column, ...]
    most: int
    part: type[Part]
    singles: tuple[Column, ...] = ()

    def title(self, words: Wording) -> str:
        """Return the name of its sheet."""
        return words.message(f"workbook.sheet.{self.key}")

    def column(self, key: str) -> Column:
        """Return a column by its key."""
        return next(column for column in self.columns if column.key == key)


def _column(pattern: str, width: int = 0, *, optional: bool = False) -> Column:
    field = schema()[pattern]
    kind = "choice" if field.keys else "text" if field.is_text else field.kind
    return Column(field.name, cast("CellKind", kind), width, field, optional)


def _most(part: type[Part], field: str) -> int:
    limits = (getattr(mark, "max_length", None) for mark in part.model_fields[field].metadata)
    return next(limit for limit in limits if isinstance(limit, int))


def _columns(owner: str, **widths: int) -> tuple[Column, ...]:
    return tuple(_column(f"{owner}.{name}", width) for name, width in widths.items())


ITEMS = Table(
    "items",
    "category",
    (
        *_columns("budget.items[]", category=22, description=38, year=8),
        *_columns("budget.items[]", quantity=10, unit=9, unit_price=13, amount=14),
        _column("budget.items[].company", 26, optional=True),
        _column("budget.items[].proof", 38, optional=True),
        Column("counted", "counted", 15),
    ),
    _most(Budget, "items"),
    CostItem,
    (_column("budget.cost_model"), _column("budget.pay_without_side_costs", optional=True)),
)
WORK = Table(
    "work",
    "hours",
    (
        *_columns(
            "budget.in_kind_work[]", description=44, year=8, hours=19, youngest_age=23, machine_hours=17
        ),
        Column("value", "counted", 16),
    ),
    _most(Budget, "in_kind_work"),
    InKindWork,
)
INCOME = Table(
    "income",
    "description",
    _columns("budget.income[]", description=44, year=8, amount=16),
    _most(Budget, "income"),
    Income,
)
FINANCING = Table(
    "financing",
    "source",
    (Column("kind", "choice", 34), *_columns("budget.financing.private[]", source=44, amount=16)),
    _most(Financing, "other_public") + _most(Financing, "private"),
    Contribution,
    (
        *_columns("budget.financing", leader_support=0, support_rate=0, in_kind=0),
        _column("budget.financing.advance", optional=True),
    ),
)
TABLES = (ITEMS, WORK, INCOME, FINANCING)

FINANCING_KINDS = ("other_public", "private")


LISTS = {"items": "items", "work": "in_kind_work", "income": "income"}
"""The lists of a budget by the tables that hold them."""


def rows_of(table: Table) -> tuple[str, ...]:
    """Return the paths of the lists that a table holds."""
    if table.key == "financing":
        return tuple(f"budget.financing.{kind}" for kind in FINANCING_KINDS)
    return (f"budget.{LISTS[table.key]}",)


def last_lines() -> frozenset[str]:
    """Return what is in the last row of a table, in every language, in normal form."""
    return frozenset(normal_form(wording(language).message("workbook.last-line")) for language in LANGUAGES)


def financing_kind(text: str) -> str | None:
    """Return the kind of a contribution by its term in any language, or None."""
    kinds = {kind: kind for kind in FINANCING_KINDS} | {
        normal_form(wording(language).term(f"budget.financing.{kind}")): kind
        for kind in FINANCING_KINDS
        for language in LANGUAGES
    }
    return kinds.get(normal_form(text))


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


_LEFT_EMPTY = ("hint.fixed", "hint.work-not-counted")
"""What sheets say that are not filled in: nor are rows added to them."""


def _hint(table: Table, subject: Subject) -> str:
    """Return the name of what a sheet says of how it is filled in."""
    costing = subject.costing
    if table is INCOME and not costing.deducts_income:
        return "hint.income-not-deducted"
    if table is FINANCING and not costing.counts_in_kind:
        return "hint.financing-without-work"
    if table is WORK and not costing.counts_in_kind:
        return "hint.work-not-counted"
    return "hint.fixed" if table is not FINANCING and costing.is_fixed else f"hint.{table.key}"


def _add_head(book: Book, sheet: Sheet, table: Table, columns: Sequence[Column], subject: Subject) -> int:
    """Write title, explanation and single cells above the headings, and return the row of the headings."""
    title = f"{sheet.title}: {subject.application.project.name or '–'}"
    hint = _hint(table, subject)
    hints = (hint, *(("hint.more-rows",) if table.key in _COUNTED and hint not in _LEFT_EMPTY else ()))
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
    if _hint(table, subject) not in _LEFT_EMPTY:
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
    "items": lambda letters, row: item_amount(
        *(f"{letters[key]}{row}" for key in ("amount", "quantity", "unit_price"))
    ),
    "work": lambda letters, row: work_value(*(f"{letters[key]}{row}" for key in ("hours", "machine_hours"))),
}
