"""A workbook back into a budget, or every fault in it with the address of its cell."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from hakemus.costing import item_amount
from hakemus.errors import Fault
from hakemus.files.workbook.opening import Cell, Sheet, TooManyError, Workbook, open_workbook
from hakemus.files.workbook.spreadsheet import Area, area_of, letter, unquoted
from hakemus.files.workbook.tables import (
    FINANCING_KINDS,
    LISTS,
    TABLES,
    CellKind,
    Column,
    Table,
    financing_kind,
    last_lines,
    rows_of,
)
from hakemus.model import Budget, CostItem, Financing, InKindWork, Part
from hakemus.model.fields import BY_A_PERSON
from hakemus.programme import Programme, programme_on
from hakemus.programme.vocabularies import normal_form
from hakemus.reading import faults_of
from hakemus.texts import LANGUAGES, Language, Wording, load_error, wording
from hakemus.values.money import exact

__all__ = ["MOST_CELLS", "Lost", "WorkbookReading", "read_workbook"]

MOST_CELLS = 250_000
"""The most cells of a workbook that are read, empty and merged ones included (a limit of the library)."""

_MOST_ROWS = max(table.most for table in TABLES) + 100
"""The rows of a sheet that are read: a table as long as an application takes, and some around it."""


# What is in a cell, as the model takes it: numbers exact, also those typed as text, and what is wrong with it.

_NUMBERS = ("year", "quantity", "money", "percent", "whole")
_LONGEST = 60
_HUNDRED = Decimal(100)


def read_cell(cell: Cell | None, kind: CellKind, place: str) -> object:
    """Return what is in a cell as the model takes it (None when it is blank), or the fault that prevents it."""
    if cell is None:
        return None
    value = cell.value
    if cell.kind == "uncounted":
        return Fault(place, "formula-not-counted", shown_formula(cell))
    if cell.kind == "error" or (
        cell.formula is not None and isinstance(value, str) and value.startswith("#")
    ):
        return Fault(place, "formula-error", str(value))
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, date):
        # A program may have taken an amount such as 1.5 for a day; a day surely has a year.
        shown = f"{value.day}.{value.month}.{value.year}"
        if kind == "year":
            return value.year
        return Fault(place, "day-in-cell", shown) if kind in _NUMBERS else shown
    if isinstance(value, Decimal) and kind in _NUMBERS:
        if kind == "percent":
            if cell.kind != "percent" and 0 < value <= 1:
                readings = (f"{number.normalize():f} %".replace(".", ",") for number in (value * 100, value))
                return Fault(place, "ambiguous-percent", _typed(value), " / ".join(readings))
            value = value * 100 if cell.kind == "percent" else value
        is_whole = kind in ("year", "whole") and value == value.to_integral_value()
        return int(value) if is_whole else value.normalize()
    # What was typed as text, the model reads as everywhere.
    return _typed(value) if isinstance(value, Decimal) else value


def _typed(number: Decimal) -> str:
    return format(number.normalize(), "f")


def shown_formula(cell: Cell) -> str:
    """Return a cell's formula as it is shown in a message."""
    formula = f"={' '.join((cell.formula or '').split())}"
    return formula if len(formula) <= _LONGEST else f"{formula[: _LONGEST - 1]}…"


# Where the tables of a workbook are, however its sheets, rows and columns were moved: by their headings.

_HEAD_WITHIN = 100
_SINGLE_WITHIN = 4


@dataclass(frozen=True)
class Found:
    """A table in a workbook: its sheet, the row of its headings, and where each column is (counted from 1)."""

    table: Table
    sheet: Sheet
    head: int
    columns: Mapping[str, int]

    def place(self, row: int, column: int) -> str:
        """Return the address of a cell."""
        return f"{self.sheet.title}!{letter(column)}{row}"

    @cached_property
    def amounts(self) -> tuple[int, ...]:
        """Return the columns whose cells are summed: amounts, and what is counted."""
        kinds = {"amount", "counted", "value"}
        return tuple(sorted(column for key, column in self.columns.items() if key in kinds))

    @cached_property
    def text_columns(self) -> tuple[int, ...]:
        """Return the columns that hold words."""
        kinds = ("text", "choice")
        return tuple(at for key, at in self.columns.items() if self.table.column(key).kind in kinds)


@dataclass(frozen=True, slots=True)
class Lost:
    """A sheet, column or single cell that a workbook has no longer: which one and where, and whose fields it held.

    The `fields` are paths without numbers: `budget.items[].year`.
    """

    fault: Fault
    fields: tuple[str, ...]


def find_tables(book: Workbook, words: Wording) -> tuple[Mapping[str, Found], list[Fault], list[Lost]]:
    """Return the tables by their keys, what is wrong with them, and what is gone."""
    found: dict[str, Found] = {}
    faults: list[Fault] = []
    lost: list[Lost] = []
    for sheet in book.sheets:
        for candidate in _tables_of(sheet):
            if candidate.table.key in found:
                other = found[candidate.table.key].sheet.title
                faults.append(Fault(sheet.title, "table-twice", sheet.title, other))
                continue
            found[candidate.table.key] = candidate
            lost += [
                _lost_column(candidate, column, words)
                for column in candidate.table.columns
                if column.key not in candidate.columns and not column.optional and column.kind != "counted"
            ]
    if not found:
        return found, [Fault("", "foreign-workbook")], []
    for table in TABLES:
        if table.key not in found:
            title = table.title(words)
            singles = (single.field.path for single in table.singles if single.field is not None)
            fields = (*rows_of(table), *singles)
            lost.append(Lost(Fault(title, "missing-table", title), fields))
    return found, faults, lost


def _lost_column(found: Found, column: Column, words: Wording) -> Lost:
    place = f"{found.sheet.title}!{found.head}:{found.head}"
    fault = Fault(place, "missing-column", column.heading(words))
    # Without its kind, nobody knows which list a row of the financing is in.
    parts = tuple(f"{rows}[].{column.key}" for rows in rows_of(found.table))
    return Lost(fault, rows_of(found.table) if column.field is None else parts)


def find_single(found: Found, single: Column) -> tuple[int, int] | None:
    """Return where the cell next to a term above a table is, or None without the term."""
    names = single.names
    for row in sorted(row for row in found.sheet.rows if row < found.head):
        cells = found.sheet.rows[row]
        for at, cell in sorted(cells.items()):
            if isinstance(cell.value, str) and normal_form(cell.value) in names:
                beside = range(at + 1, at + _SINGLE_WITHIN)
                near = [one for one in beside if one in cells and cells[one].value not in (None, "")]
                return row, near[0] if near else at + 1
    return None


def _holds_named(book: Workbook, sheet: Sheet, key: str) -> bool:
    """Return whether the cell above a table that its workbook names so holds something, whatever is next to it."""
    area = area_of(book.names.get(key, "").rpartition("!")[2])
    cell = sheet.cell(area[2], area[0]) if area else None
    return cell is not None and cell.value not in (None, "")


def _tables_of(sheet: Sheet) -> Iterator[Found]:
    """Yield the tables of a sheet: each row of headings is one of that of which it has the most."""
    for row in sorted(row for row in sheet.rows if row <= _HEAD_WITHIN):
        texts = {
            column: normal_form(cell.value)
            for column, cell in sheet.rows[row].items()
            if isinstance(cell.value, str) and column <= _HEAD_WITHIN
        }
        candidates = []
        for table in TABLES:
            columns = {
                column.key: at
                for column in table.columns
                for at, text in sorted(texts.items(), reverse=True)
                if text in _names_of(column)
            }
            wanted = sum(not column.optional and column.kind != "counted" for column in table.columns)
            if len(columns) > 1 and 2 * len(columns) >= wanted:
                candidates.append(Found(table, sheet, row, columns))
        if candidates:
            yield max(
                candidates,
                key=lambda candidate: (len(candidate.columns), candidate.table.mark in candidate.columns),
            )


@cache
def _names_of(column: Column) -> frozenset[str]:
    return column.names


# A row that sums others is none of its own: it would be counted twice. It is known by its formula, or by its words.

_TEXTS_IN_FORMULA = re.compile(r'"[^"]*"')
_PARTS_OF_FORMULA = re.compile(
    r"(?:(?P<sheet>(?<!')'(?:[^']|'')++'|(?<![\w.])[^\W\d][\w.]*+)!)?"
    r"(?:(?P<area>\$?[A-Z]{1,3}\$?[0-9]{1,7}(?::\$?[A-Z]{1,3}\$?[0-9]{1,7})?)(?![\w(])"
    r"|(?P<columns>\$?[A-Z]{1,3}:\$?[A-Z]{1,3})(?![\w(])|(?P<name>(?<![\w.])[^\W\d][\w.]*+)(?![\w.(!]))"
)
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_RUN, _MOST_FORMULAS = 200, 300


def _areas_of(formula: str, own: str, names: Mapping[str, str]) -> Iterator[tuple[str, Area]]:
    """Yield the areas that a formula refers to, also by a name, each with the title of its sheet."""
    for found in _PARTS_OF_FORMULA.finditer(_TEXTS_IN_FORMULA.sub("", formula)):
        sheet = unquoted(found["sheet"]) if found["sheet"] else own
        if found["area"]:
            area = area_of(found["area"])
        elif found["columns"]:
            left, _, right = found["columns"].partition(":")
            area = area_of(f"{left}1:{right}{_MOST_ROWS}")
        else:
            titled, _, place = names.get(found["name"], "").rpartition("!")
            sheet, area = unquoted(titled), area_of(place)
        if area is not None:
            yield sheet, area


def _cells_in(sheet: Sheet | None, area: Area) -> Iterator[Cell]:
    left, right, top, bottom = area
    if sheet is not None:
        for row in range(top, min(bottom, top + _LONGEST_RUN) + 1):
            yield from (cell for at, cell in sheet.rows.get(row, {}).items() if left <= at <= right)


@dataclass(frozen=True)
class _Totals:
    """Knows the rows of a workbook that sum others; what the budget had before (`kept`, in normal form) are none."""

    book: Workbook
    tables: Mapping[str, Found]
    kept: frozenset[str]

    @cached_property
    def summaries(self) -> frozenset[str]:
        """Return the titles of the sheet of sums: where its names are, and as it was called when it was made."""
        titles = {wording(language).message("workbook.sheet.summary") for language in LANGUAGES}
        named = (self.book.names.get(key, "").rpartition("!")[0] for key in ("total_costs", "net_costs"))
        return frozenset((*titles, *(unquoted(title) for title in named if title)))

    def sums_at(self, found: Found, row: int, at: int, column: Column) -> bool:
        """Return whether an amount or a number is counted from other rows."""
        cell = found.sheet.cell(row, at) if column.kind in ("money", "quantity") else None
        if cell is None or not cell.formula or cell.kind == "uncounted":
            return False
        return self.sums(found, row, at, cell.formula)

    def sums(self, found: Found, row: int, column: int, formula: str) -> bool:
        """Return whether a formula in a row counts from other rows' amounts or from the sums, on whatever way."""
        others = {one.sheet.title: one for one in self.tables.values()}
        sheets = {sheet.title: sheet for sheet in self.book.sheets}
        waiting, seen, own_column = [(formula, found.sheet.title)], {formula}, 0
        while waiting and len(seen) < _MOST_FORMULAS:
            counting = waiting.pop()
            for title, area in _areas_of(*counting, self.book.names):
                left, right, top, bottom = area
                if title in self.summaries:
                    return True
                table = others.get(title)
                is_own, many = table is found, bottom > top
                if table is not None and bottom > table.head and not (is_own and top == bottom == row):
                    if any(left <= amount <= right for amount in table.amounts) and (is_own or many):
                        return True
                    if is_own and counting[0] == formula and left <= column <= right:
                        own_column += 2 if many else 1
                # What a cell counts from, wherever it is.
                cells = _cells_in(sheets.get(title), area)
                further = {cell.formula for cell in cells if cell.formula is not None} - seen
                seen |= further
                waiting += ((text, title) for text in sorted(further))
        return own_column > 1

    def says_so(self, found: Found, row: int) -> tuple[int, str] | None:
        """Return the column and the text of a row that calls itself a total, and holds an amount; else None.

        Words such as "travel in total" may be a cost of its own, unless it is the sum of the rows above it; and what
        the budget had before is none.
        """
        cells = found.sheet.rows[row]
        for column in found.text_columns:
            text = cells[column].value if column in cells else None
            if not isinstance(text, str) or _total_words().search(text) is None:
                continue
            amounts = [cells[at] for at in found.amounts if at in cells and cells[at].value not in (None, "")]
            if not amounts or normal_form(text) in self.kept:
                continue
            amount = next((one.value for one in amounts if isinstance(one.value, Decimal)), None)
            rest = {word.casefold() for word in _WORD.findall(_total_words().sub("", text))}
            if rest <= _words_beside_total() or (amount is not None and self._is_sum(found, row, amount)):
                return column, text
        return None

    def _is_sum(self, found: Found, row: int, amount: Decimal) -> bool:
        """Return whether an amount is the sum of two or more rows right above it."""
        so_far, count = Decimal(0), 0
        for above in range(row - 1, max(found.head, row - _LONGEST_RUN), -1):
            cells = found.sheet.rows.get(above, {})
            numbers = (cells[at].value for at in found.amounts if at in cells)
            number = next((one for one in numbers if isinstance(one, Decimal)), None)
            if number is not None:
                so_far, count = so_far + number, count + 1
            if count > 1 and so_far == amount:
                return True
        return False


@cache
def _total_words() -> re.Pattern[str]:
    """Return what finds a word that says that a row is a total, in any language."""
    words = (
        word for language in LANGUAGES for word in wording(language).message("workbook.total-words").split()
    )
    return re.compile(rf"(?<![^\W\d_])(?:{'|'.join(words)})(?![^\W\d_])", re.IGNORECASE)


@cache
def _words_beside_total() -> frozenset[str]:
    """Return the words that may be with it."""
    said = (wording(language).message("workbook.words-beside-total") for language in LANGUAGES)
    return frozenset(word for one in said for word in one.split())


# A budget, as far as the workbook holds it.

_IN_A_CELL: Mapping[str, str] = {
    "amount-twice": "amount-and-price",
    "not-money": "number-in-cell",
    "not-a-quantity": "number-in-cell",
    "not-percent": "number-in-cell",
    "not-a-whole-number": "whole-number-in-cell",
    "not-yes-no": "yes-no-in-cell",
}
"""What is said differently of a cell than of a file, which has numbers with a point, no quotes, and true and false."""


@dataclass(frozen=True, slots=True)
class WorkbookReading:
    """What a workbook says: its budget, and the sheets, columns and single cells that are not there any more.

    What these held is in the budget as the base has it; a field of a lost column is None.
    """

    budget: Budget
    lost: tuple[Lost, ...]


@exact
def read_workbook(
    path: str | Path,
    *,
    content: bytes | None = None,
    base: Budget | None = None,
    language: Language = "fi",
    programme: Programme | None = None,
) -> WorkbookReading:
    """Return what a workbook says that `budget_workbook` made and people have edited since, also as `.ods`.

    What a workbook does not hold (the cost model's reason, the payment method, price evidence) is taken from `base`.
    A sheet, column or single cell that is gone is reported, and no error. Rows may have been added, moved or hidden,
    columns moved or hidden, sheets renamed or put in another order, and numbers typed as text (`5 000,00 €`). With
    `content`, that is read, and the path is only what errors call it.

    Raises `FileError` when the file cannot be read, and `LoadError` with every fault, whose path is the address of
    a cell (`Kustannukset!G12`).
    """
    path = Path(path)
    words = wording(language)
    try:
        book = open_workbook(path, most_cells=MOST_CELLS, most_rows=_MOST_ROWS, content=content)
    except TooManyError as error:
        raise load_error([error.fault], str(path)) from error
    tables, faults, lost = find_tables(book, words)
    reader = _Reader(book, tables, language, programme or programme_on(None), faults, lost)
    budget = reader.budget(base or Budget())
    if reader.faults:
        raise load_error(reader.faults, str(path))
    return WorkbookReading(budget, tuple(reader.lost))


def _names_in(budget: Budget) -> frozenset[str]:
    """Return what the rows of a budget are called, in normal form."""
    texts = [item.description for item in budget.items]
    texts += [work.description for work in budget.in_kind_work]
    texts += [income.description for income in budget.income]
    texts += [part.source for part in (*budget.financing.other_public, *budget.financing.private)]
    return frozenset(normal_form(text) for text in texts if text is not None)


@dataclass
class _Reader:
    """Reads the tables that were found, and gathers faults."""

    book: Workbook
    tables: Mapping[str, Found]
    language: Language
    programme: Programme
    faults: list[Fault]
    lost: list[Lost]
    keys: dict[tuple[str, str], str | None] = field(default_factory=dict)

    def budget(self, base: Budget) -> Budget:
        """Return the budget as far as it can be read; what cannot is in `faults`, what is gone in `lost`."""
        self._miss_optional_columns(base)
        rows = {key: [*self._rows(found, base)] for key, found in self.tables.items()}
        singles = {
            key: value for found in self.tables.values() for key, value in self._singles(found).items()
        }
        if self.faults:
            return base
        own: dict[str, Any] = {
            key: singles.pop(key) for key in ("cost_model", "pay_without_side_costs") if key in singles
        }
        financing: dict[str, Any] = {name: getattr(base.financing, name) for name in Financing.model_fields}
        if "financing" in rows and "kind" in self.tables["financing"].columns:
            financing |= {
                kind: tuple(part for its_kind, part in rows["financing"] if its_kind == kind)
                for kind in FINANCING_KINDS
            }
        update = own | {
            name: tuple(part for _, part in rows[key]) for key, name in LISTS.items() if key in rows
        }
        update["financing"] = Financing.model_validate(financing | singles)
        return Budget.model_validate({name: getattr(base, name) for name in Budget.model_fields} | update)

    def _miss_optional_columns(self, base: Budget) -> None:
        """Note an optional column that is missing although the budget holds what was in it."""
        if (items := self.tables.get("items")) is None:
            return
        for column in items.table.columns:
            is_lost = column.optional and column.key not in items.columns
            if is_lost and any(getattr(item, column.key) for item in base.items):
                self.lost.append(_lost_column(items, column, wording(self.language)))

    def _rows(self, found: Found, base: Budget) -> Iterator[tuple[str | None, Part]]:
        """Yield what each row holds, with its kind where the table has one."""
        self._refuse_merged(found)
        ends, totals = last_lines(), _Totals(self.book, self.tables, _names_in(base))
        columns = [(at, found.table.column(key)) for key, at in found.columns.items()]
        to_read = [one for one in columns if one[1].kind != "counted"]
        titles = {at: f"{found.sheet.title}!{letter(at)}" for at, _ in columns}
        shortest = min(map(len, ends))
        for row in sorted(row for row in found.sheet.rows if row > found.head):
            cells = found.sheet.rows[row]
            sums = {at for at, column in to_read if totals.sums_at(found, row, at, column)}
            if not sums and (said := totals.says_so(found, row)) is not None:
                self.faults.append(Fault(found.place(row, said[0]), "total-row", said[1]))
                continue
            known, read = len(self.faults), None
            values: dict[str, Any] = {}
            for at, column in to_read:
                if (cell := cells.get(at)) is None:
                    continue
                place = f"{titles[at]}{row}"
                text = cell.value if isinstance(cell.value, str) else ""
                if len(text) >= shortest and normal_form(text) in ends:
                    continue  # the words in the last row; whatever else is typed there counts
                if at in sums:
                    self.faults.append(Fault(place, "sum-in-row", shown_formula(cell)))
                else:
                    values[column.key] = self._read(cell, column, place)
            if any(value is not None for value in values.values()):
                read = self._part(found, row, values)
                if read is not None:
                    yield read
            if len(self.faults) == known:
                self._refuse_overwritten(found, row, read and read[1])

    def _read(self, cell: Cell | None, column: Column, place: str) -> Any:  # noqa: ANN401 - as the model takes it
        """Return what is in a cell, of a choice the key, whatever it is called there; None also where that fails."""
        value = read_cell(cell, column.kind, place)
        if column.field is not None and column.field.vocabulary and isinstance(value, str):
            known = column.field.vocabulary, value
            if known not in self.keys:
                entry = self.programme.vocabulary(column.field.vocabulary).find(value)
                self.keys[known] = entry.key if entry is not None else None
            if (key := self.keys[known]) is not None:
                return key
            vocabulary = self.programme.vocabulary(column.field.vocabulary)
            labels = ", ".join(vocabulary.label(key, self.language) for key in vocabulary.keys)
            value = Fault(place, "not-allowed", value, labels)
        if isinstance(value, Fault):
            self.faults.append(value)
            return None
        return value

    def _part(self, found: Found, row: int, values: dict[str, Any]) -> tuple[str | None, Part] | None:
        """Return what a row holds, with its kind where the table has one; None, and faults, where that fails."""
        part_type = found.table.part
        text = values.pop("kind", None)
        kind = financing_kind(str(text)) if text is not None else None
        if "kind" in found.columns and kind is None:
            words = wording(self.language)
            allowed = ", ".join(words.term(f"budget.financing.{kind}") for kind in FINANCING_KINDS)
            place = found.place(row, found.columns["kind"])
            self.faults.append(Fault(place, "not-allowed", str(text or "–"), allowed))
            return None
        try:
            return kind, part_type.model_validate(values, context=BY_A_PERSON)
        except ValidationError as error:
            for fault in faults_of(error, part_type):
                column = found.columns.get(fault.path, found.columns.get("amount"))
                place = found.place(row, column) if column is not None else found.sheet.title
                self._add(fault, place)
            return None

    def _add(self, fault: Fault, place: str) -> None:
        """Add a fault of the model, at its cell."""
        self.faults.append(Fault(place, _IN_A_CELL.get(fault.code, fault.code), fault.found, fault.allowed))

    def _singles(self, found: Found) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for single in found.table.singles:
            assert single.field is not None  # noqa: S101 - only fields are read of single cells
            at = find_single(found, single)
            if at is None:
                if not single.optional or _holds_named(self.book, found.sheet, single.key):
                    term = single.heading(wording(self.language))
                    gone = Fault(found.sheet.title, "missing-cell", term)
                    self.lost.append(Lost(gone, (single.field.path,)))
                continue
            known, place = len(self.faults), found.place(*at)
            value = self._read(found.sheet.cell(*at), single, place)
            if len(self.faults) > known:
                continue
            part_type = single.field.owner
            try:
                part = part_type.model_validate({single.key: value}, context=BY_A_PERSON)
            except ValidationError as error:
                for fault in faults_of(error, part_type):
                    self._add(fault, place)
            else:
                values[single.key] = getattr(part, single.key)
        return values

    def _refuse_merged(self, found: Found) -> None:
        """Report cells that were merged: all but the first have lost what was in them."""
        columns = set(found.columns.values())
        for left, right, top, bottom in found.sheet.merged:
            if bottom > found.head and any(left <= column <= right for column in columns):
                area = f"{letter(left)}{top}:{letter(right)}{bottom}"
                self.faults.append(Fault(f"{found.sheet.title}!{area}", "merged-cells", area))

    def _refuse_overwritten(self, found: Found, row: int, part: Part | None) -> None:
        """Tell a number that was typed over a formula: nobody would see that it is not read."""
        for at in (found.columns[key] for key in ("counted", "value") if key in found.columns):
            cell = found.sheet.cell(row, at)
            if cell is None or cell.formula is not None or cell.value in (None, ""):
                continue
            counted = item_amount(part) if isinstance(part, CostItem) else None
            if isinstance(part, InKindWork) or (counted is not None and counted == cell.value):
                continue
            shown = _typed(cell.value) if isinstance(cell.value, Decimal) else str(cell.value)
            self.faults.append(Fault(found.place(row, at), "formula-overwritten", shown))
