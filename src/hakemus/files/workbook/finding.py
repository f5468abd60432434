"""Where the tables of a workbook are, however its sheets, rows and columns were moved: by their headings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hakemus.errors import Fault
from hakemus.files.workbook.layout import SINGLES, TABLES, Single, Table, names_of, names_of_single
from hakemus.programme.vocabularies import normal_form
from hakemus.texts import Wording

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

_HEAD_WITHIN = 100
_SINGLE_WITHIN = 4


@dataclass(frozen=True, slots=True)
class Found:
    """A table in a workbook: its sheet, the row of its headings, and where each column is (counted from 1)."""

    table: Table
    sheet: "Worksheet"
    head: int
    columns: Mapping[str, int]

    def place(self, cell: "Cell") -> str:
        """Return a cell's address."""
        return f"{self.sheet.title}!{cell.coordinate}"


def find_tables(book: "Workbook", words: Wording) -> tuple[Mapping[str, Found], tuple[Fault, ...]]:
    """Return the tables by their keys, and what is missing or there twice."""
    found: dict[str, Found] = {}
    faults: list[Fault] = []
    for sheet in book.worksheets:
        for candidate in _tables_of(sheet):
            if candidate.table.key in found:
                other = found[candidate.table.key].sheet.title
                faults.append(Fault(sheet.title, "table-twice", sheet.title, other))
                continue
            found[candidate.table.key] = candidate
            faults += _gaps(candidate, words)
    if not found:
        return found, (Fault("", "foreign-workbook"),)
    missing = [table.title(words) for table in TABLES if table.key not in found]
    return found, (*faults, *(Fault(title, "missing-table", title) for title in missing))


def find_single(found: Found, single: Single) -> "Cell | None":
    """Return the cell beside a term above a table, or None without the term."""
    names = names_of_single(single)
    for row in found.sheet.iter_rows(max_row=found.head - 1, max_col=_HEAD_WITHIN):
        for at, cell in enumerate(row):
            if isinstance(cell.value, str) and normal_form(cell.value) in names:
                beside = [near for near in row[at + 1 : at + _SINGLE_WITHIN] if near.value not in (None, "")]
                return beside[0] if beside else found.sheet.cell(cell.row, at + 2)
    return None


def singles_of(table: Table) -> Sequence[Single]:
    """Return the single cells above a table."""
    return [single for single in SINGLES if single.table == table.key]


def _tables_of(sheet: "Worksheet") -> Iterator[Found]:
    for row in sheet.iter_rows(max_row=min(_HEAD_WITHIN, sheet.max_row), max_col=_HEAD_WITHIN):
        texts = {at: normal_form(cell.value) for at, cell in enumerate(row, 1) if isinstance(cell.value, str)}
        for table in TABLES:
            columns = _columns_in(texts, table)
            wanted = sum(not column.optional and column.kind != "counted" for column in table.columns)
            if table.mark in columns and 2 * len(columns) >= wanted:
                yield Found(table, sheet, row[0].row, columns)


def _columns_in(texts: Mapping[int, str], table: Table) -> dict[str, int]:
    return {
        column.key: at
        for column in table.columns
        for at, text in reversed(list(texts.items()))
        if text in names_of(column)
    }


def _gaps(found: Found, words: Wording) -> Iterator[Fault]:
    for column in found.table.columns:
        if column.key not in found.columns and not column.optional and column.kind != "counted":
            heading = column.heading(words)
            yield Fault(f"{found.sheet.title}!{found.head}:{found.head}", "missing-column", heading)
