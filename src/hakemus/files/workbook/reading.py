"""A workbook back into a budget, or every fault in it with the address of its cell."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string
from pydantic import ValidationError

from hakemus.costing import item_amount
from hakemus.errors import Fault, FileError, LoadError
from hakemus.files.workbook.layout import (
    FINANCING_KINDS,
    TABLES,
    CellKind,
    Column,
    Table,
    financing_kind,
    last_lines,
)
from hakemus.model import Budget, CostItem, Financing, InKindWork, Part
from hakemus.model.fields import BY_A_PERSON
from hakemus.programme import Programme, programme_on
from hakemus.programme.vocabularies import normal_form
from hakemus.reading import faults_of, read_bytes
from hakemus.texts import Language, Wording, describe_faults, wording
from hakemus.values.money import exact

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet


# What is in a cell, as the model takes it: numbers exact, also those typed as text, and what is wrong with it.

_DIGITS = 15
"""The significant digits that a spreadsheet keeps: what comes after them is noise of binary fractions."""

_QUOTED = re.compile(r'"[^"]*"|\\.')
_SUM = re.compile(r"\b(SUM|SUMIF|SUMIFS|SUBTOTAL|SUMPRODUCT)\(", re.IGNORECASE)
_NUMBERS = ("year", "quantity", "money", "percent", "whole")
_LONGEST = 60


def read_cell(cell: "Cell", counted: object, kind: CellKind, place: str) -> object:
    """Return what is in a cell as the model takes it (None when it is blank), or the fault that prevents it.

    `counted` is what its formula last gave, `place` its address.
    """
    value: object = cell.value
    if cell.data_type == "f":
        formula = " ".join(str(getattr(value, "text", value)).split())
        shown = formula if len(formula) <= _LONGEST else f"{formula[: _LONGEST - 1]}…"
        if counted is None:
            return Fault(place, "formula-not-counted", shown)
        if kind in ("money", "quantity") and _SUM.search(formula):
            return Fault(place, "sum-in-row", shown)
        value = counted
    if isinstance(value, str) and value.startswith("#") and cell.data_type in ("e", "f"):
        return Fault(place, "formula-error", value)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, int | float) and not isinstance(value, bool) and kind in _NUMBERS:
        number = Decimal(f"{value:.{_DIGITS}g}")
        if kind == "percent" and "%" in _QUOTED.sub("", cell.number_format):
            number *= 100
        is_whole = kind in ("year", "whole") and number == number.to_integral_value()
        return int(number) if is_whole else number
    # What was typed as text, the model reads as everywhere.
    if isinstance(value, float):
        return format(Decimal(f"{value:.{_DIGITS}g}").normalize(), "f")
    if isinstance(value, datetime):
        value = value.date()
    return value if isinstance(value, bool) else str(value)


# Where the tables of a workbook are, however its sheets, rows and columns were moved: by their headings.

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
            for column in candidate.table.columns:
                if column.key not in candidate.columns and not column.optional and column.kind != "counted":
                    place = f"{sheet.title}!{candidate.head}:{candidate.head}"
                    faults.append(Fault(place, "missing-column", column.heading(words)))
    if not found:
        return found, (Fault("", "foreign-workbook"),)
    missing = [table.title(words) for table in TABLES if table.key not in found]
    return found, (*faults, *(Fault(title, "missing-table", title) for title in missing))


def find_single(found: Found, single: Column) -> "Cell | None":
    """Return the cell next to a term above a table, or None without the term."""
    names = single.names
    for row in found.sheet.iter_rows(max_row=found.head - 1, max_col=_HEAD_WITHIN):
        for at, cell in enumerate(row):
            if isinstance(cell.value, str) and normal_form(cell.value) in names:
                near = [one for one in row[at + 1 : at + _SINGLE_WITHIN] if one.value not in (None, "")]
                return near[0] if near else found.sheet.cell(cell.row, at + 2)
    return None


def _holds_named(sheet: "Worksheet", key: str) -> bool:
    """Return whether the cell above a table that its workbook names so holds something, whatever is next to it."""
    defined = sheet.parent.defined_names.get(key)
    place = _NAMED.fullmatch(str(defined.attr_text)) if defined is not None else None
    return place is not None and sheet[f"{place[1]}{place[2]}"].value not in (None, "")


_NAMED = re.compile(r".*!\$([A-Z])\$([0-9]{1,2})")


def _tables_of(sheet: "Worksheet") -> Iterator[Found]:
    for row in sheet.iter_rows(max_row=min(_HEAD_WITHIN, sheet.max_row), max_col=_HEAD_WITHIN):
        texts = {at: normal_form(cell.value) for at, cell in enumerate(row, 1) if isinstance(cell.value, str)}
        for table in TABLES:
            columns = {
                column.key: at
                for column in table.columns
                for at, text in reversed([*texts.items()])
                if text in column.names
            }
            wanted = sum(not column.optional and column.kind != "counted" for column in table.columns)
            if table.mark in columns and 2 * len(columns) >= wanted:
                yield Found(table, sheet, row[0].row, columns)


# A spreadsheet opened with care: what it is, how large it is, and then its cells, as written and as last counted.

LARGEST_PARTS = 128 * 1024 * 1024
"""The most bytes that the parts of a spreadsheet may unpack to (a limit of the library)."""

LARGEST_LIST = 8 * 1024 * 1024
"""The most bytes of a part that is no sheet: styles, names, texts of cells (a limit of the library)."""

MOST_CELLS = 500_000
"""The most cells of a workbook that are read, empty and merged ones included (a limit of the library)."""

MOST_MARKS = 20_000
"""The most marks of XML in a part that holds neither cells nor their texts, such as styles (a limit of the library)."""

_OLD_OR_ENCRYPTED = b"\xd0\xcf\x11\xe0"
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ROW = f"{_MAIN}row"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RULES = tuple(f"{_MAIN}{kind}" for kind in ("cfRule", "dataValidation", "conditionalFormatting"))
_COUNTED = (_ROW, *(f"{_MAIN}{kind}" for kind in ("mergeCell", "hyperlink")), *_RULES)
_WEIGHT = 50
"""As many cells as a rule counts for: it takes as long to read."""
_TEXTS = "sst"
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7}):\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_XML = (".xml", ".rels", ".vml")
_ENCRYPTED = 0x1


def open_workbook(path: Path, language: Language) -> tuple["Workbook", "Workbook"]:
    """Return a workbook (XLSX) as it is written, formulas as formulas, and as it was last counted.

    Raises `FileError` when the file cannot be read, is protected with a password or is no XLSX, and `LoadError`
    when a sheet holds more rows or cells than are read.
    """
    content = read_bytes(path)
    if content.startswith(_OLD_OR_ENCRYPTED):
        raise FileError(
            path,
            "protected-workbook",
            f"{path} has a password or is in the old .xls format; save it as .xlsx without",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_parts(archive, path)
            titles, cells = _titles(archive), 0
            for name in sorted(filter(_SHEET.fullmatch, archive.namelist())):
                cells = _check_rows(archive, name, titles.get(name, name), cells)
        written, counted = (
            load_workbook(io.BytesIO(content), data_only=counted) for counted in (False, True)
        )
    except FileError:
        raise
    except _TooManyError as error:
        raise _load_error((error.fault,), language, path) from error
    except Exception as error:  # the parts of a foreign file can be wrong in every way
        raise _no_workbook(path) from error
    return written, counted


def _no_workbook(path: Path) -> FileError:
    return FileError(path, "no-workbook", f"{path} is no sound spreadsheet (.xlsx); save it as .xlsx")


def _check_parts(archive: zipfile.ZipFile, path: Path) -> None:
    entries = archive.infolist()
    lists = (entry for entry in entries if not _SHEET.fullmatch(entry.filename))
    for limit, size in (
        (LARGEST_PARTS, sum(entry.file_size for entry in entries)),
        (LARGEST_LIST, max((one.file_size for one in lists if one.filename.endswith(".xml")), default=0)),
    ):
        if size > limit:
            raise FileError(path, "too-large", f"{path} unpacks to more than {limit} bytes")
    if any(entry.flag_bits & _ENCRYPTED for entry in entries) or "xl/workbook.xml" not in archive.namelist():
        raise _no_workbook(path)
    for entry in entries:
        if not entry.filename.endswith(_XML):
            continue
        root = _root_of(archive, entry)
        marks = 0 if _SHEET.fullmatch(entry.filename) or root == _TEXTS else archive.read(entry).count(b"<")
        if marks > MOST_MARKS:
            raise FileError(path, "too-large", f"{path}: {entry.filename} has over {MOST_MARKS} marks")


def _root_of(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> str:
    """Return the name of a part's first element; raise `_DoctypeError` where a document type is declared before it."""
    names: list[str] = []

    def begin(name: str, _: object) -> None:
        names.append(name)
        raise _BegunError

    def refuse(*_: object) -> None:
        raise _DoctypeError

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.StartDoctypeDeclHandler = begin, refuse
    with suppress(_BegunError), archive.open(entry) as part:
        parser.ParseFile(part)
    return "".join(names)


class _BegunError(Exception):
    """The first element is there."""


class _DoctypeError(Exception):
    """A document type is there."""


def _titles(archive: zipfile.ZipFile) -> Mapping[str, str]:
    """Return the name of each sheet by its part."""
    relations = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    sheets = etree.fromstring(archive.read("xl/workbook.xml")).iter(f"{_MAIN}sheet")
    return {
        posixpath.join("/xl", targets[sheet.get(_RELATION)])[1:]: sheet.get("name", "") for sheet in sheets
    }


def _check_rows(archive: zipfile.ZipFile, name: str, title: str, cells: int) -> int:
    """Return how many cells there are with those of a sheet; refuse too many, or one that is filled too far down."""
    at = 0
    with archive.open(name) as part:
        for _, element in etree.iterparse(part, tag=_COUNTED, resolve_entities=False, no_network=True):
            cells += len(element) + _size_of(element.get("ref", "")) + _WEIGHT * (element.tag in _RULES)
            if element.tag == _ROW:
                at = int(element.get("r", at + 1))
                filled = next((cell for cell in element if len(cell)), None)
                if filled is not None and at > _MOST_ROWS:
                    place = f"{title}!{filled.get('r', at)}"
                    raise _TooManyError(Fault(place, "too-many-rows", allowed=f"≤ {_MOST_ROWS}"))
            if cells > MOST_CELLS:
                raise _TooManyError(Fault(title, "too-many-rows", allowed=f"≤ {MOST_CELLS}"))
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    return cells


class _TooManyError(Exception):
    """A sheet has more than is read: which one, and of what."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


def _size_of(area: str) -> int:
    """Return how many cells an area such as `A1:C20` has; openpyxl makes them all."""
    found = _AREA.fullmatch(area)
    if found is None:
        return 1
    left, right = (column_index_from_string(found[side]) for side in (1, 3))
    size: int = (right - left + 1) * (int(found[4]) - int(found[2]) + 1)
    return max(1, size)


_MOST_ROWS = max(table.most for table in TABLES) + 100
"""The rows of a sheet that are read: a table as long as an application takes, and some around it."""

_IN_A_CELL: Mapping[str, str] = {
    "amount-twice": "amount-and-price",
    "not-money": "number-in-cell",
    "not-a-quantity": "number-in-cell",
    "not-percent": "number-in-cell",
    "not-a-whole-number": "whole-number-in-cell",
    "not-yes-no": "yes-no-in-cell",
}
"""What is said differently of a cell than of a file, which has numbers with a point, no quotes, and true and false."""


@exact
def read_budget(
    path: str | Path,
    *,
    base: Budget | None = None,
    language: Language = "fi",
    programme: Programme | None = None,
) -> Budget:
    """Return the budget of a workbook that `budget_workbook` made and people have edited since.

    What a workbook does not hold (the cost model's reason, the payment method, price evidence) is taken from `base`.
    Rows may have been added, moved or hidden, columns moved or hidden, sheets renamed or put in another order, and
    numbers typed as text (`5 000,00 €`).

    Raises `FileError` when the file cannot be read, and `LoadError` with every fault, whose path is the address of
    a cell (`Kustannukset!G12`); its message is in `language`.
    """
    path = Path(path)
    words = wording(language)
    written, counted = open_workbook(path, language)
    tables, faults = find_tables(written, words)
    reader = _Reader(counted, language, programme or programme_on(None), list(faults))
    budget = reader.budget(tables, base or Budget())
    if reader.faults:
        raise _load_error(tuple(reader.faults), language, path)
    return budget


def _load_error(faults: tuple[Fault, ...], language: Language, path: Path) -> LoadError:
    return LoadError(describe_faults(faults, language, str(path)), faults, str(path))


@dataclass
class _Reader:
    """Reads the tables that were found, and gathers faults."""

    counted: "Workbook"
    language: Language
    programme: Programme
    faults: list[Fault] = field(default_factory=list)

    def budget(self, tables: Mapping[str, Found], base: Budget) -> Budget:
        """Return the budget as far as it can be read; what cannot is in `faults`."""
        self._refuse_lost_columns(tables, base)
        rows = {key: list(self._rows(found)) for key, found in tables.items()}
        singles = {key: value for found in tables.values() for key, value in self._singles(found).items()}
        if self.faults:
            return base
        own: dict[str, Any] = {
            key: singles.pop(key) for key in ("cost_model", "pay_without_side_costs") if key in singles
        }
        singles.setdefault("advance", base.financing.advance)
        contributions: dict[str, list[Part]] = {kind: [] for kind in FINANCING_KINDS}
        for kind, part in rows["financing"]:
            contributions[str(kind)].append(part)
        financing = Financing.model_validate(
            singles | {key: tuple(parts) for key, parts in contributions.items()}
        )
        update = own | {
            "items": tuple(part for _, part in rows["items"]),
            "in_kind_work": tuple(part for _, part in rows["work"]),
            "income": tuple(part for _, part in rows["income"]),
            "financing": financing,
        }
        return Budget.model_validate({name: getattr(base, name) for name in Budget.model_fields} | update)

    def _refuse_lost_columns(self, tables: Mapping[str, Found], base: Budget) -> None:
        """Report an optional column that is missing although the budget holds what was in it."""
        if (items := tables.get("items")) is None:
            return
        for column in items.table.columns:
            is_lost = column.optional and column.key not in items.columns
            if is_lost and any(getattr(item, column.key) for item in base.items):
                place = f"{items.sheet.title}!{items.head}:{items.head}"
                heading = column.heading(wording(self.language))
                self.faults.append(Fault(place, "missing-column", heading))

    def _rows(self, found: Found) -> Iterator[tuple[str | None, Part]]:
        """Yield what each row holds, with its kind where the table has one."""
        self._refuse_merged(found)
        ends = last_lines()
        for row in range(found.head + 1, min(found.sheet.max_row, _MOST_ROWS) + 1):
            cells = {key: found.sheet.cell(row, at) for key, at in found.columns.items()}
            if any(
                isinstance(cell.value, str) and normal_form(cell.value) in ends for cell in cells.values()
            ):
                continue
            known, read = len(self.faults), None
            values: dict[str, Any] = {}
            for key, cell in cells.items():
                if (column := found.table.column(key)).kind != "counted":
                    values[key] = self._read(cell, column, found.place(cell))
            if any(value is not None for value in values.values()):
                read = self._part(found, cells, values)
                if read is not None:
                    yield read
            if len(self.faults) == known:
                self._refuse_overwritten(found, cells, read and read[1])

    def _read(self, cell: "Cell", column: Column, place: str) -> Any:  # noqa: ANN401 - as the model takes it
        """Return what is in a cell, of a choice the key, whatever it is called there; None also where that fails."""
        counted = self.counted[cell.parent.title][cell.coordinate].value
        value = read_cell(cell, counted, column.kind, place)
        if column.field is not None and column.field.vocabulary and isinstance(value, str):
            vocabulary = self.programme.vocabulary(column.field.vocabulary)
            if (entry := vocabulary.find(value)) is not None:
                return entry.key
            labels = ", ".join(vocabulary.label(known, self.language) for known in vocabulary.keys)
            value = Fault(place, "not-allowed", value, labels)
        if isinstance(value, Fault):
            self.faults.append(value)
            return None
        return value

    def _part(
        self, found: Found, cells: Mapping[str, "Cell"], values: dict[str, Any]
    ) -> tuple[str | None, Part] | None:
        """Return what a row holds, with its kind where the table has one; None, and faults, where that fails."""
        part_type = found.table.part
        text = values.pop("kind", None)
        kind = financing_kind(str(text)) if text is not None else None
        if "kind" in cells and kind is None:
            words = wording(self.language)
            allowed = ", ".join(words.term(f"budget.financing.{kind}") for kind in FINANCING_KINDS)
            self.faults.append(Fault(found.place(cells["kind"]), "not-allowed", str(text or "–"), allowed))
            return None
        try:
            return kind, part_type.model_validate(values, context=BY_A_PERSON)
        except ValidationError as error:
            self._place(found, cells, faults_of(error, part_type))
            return None

    def _place(self, found: Found, cells: Mapping[str, "Cell"], faults: tuple[Fault, ...]) -> None:
        """Add the model's faults, each at its cell."""
        for fault in faults:
            cell = cells.get(fault.path, cells.get("amount"))
            place = found.place(cell) if cell is not None else found.sheet.title
            code = _IN_A_CELL.get(fault.code, fault.code)
            self.faults.append(Fault(place, code, fault.found, fault.allowed))

    def _singles(self, found: Found) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for single in found.table.singles:
            cell = find_single(found, single)
            if cell is None and single.optional and not _holds_named(found.sheet, single.key):
                continue
            if cell is None:
                term = single.heading(wording(self.language))
                self.faults.append(Fault(found.sheet.title, "missing-cell", term))
                continue
            known = len(self.faults)
            value = self._read(cell, single, found.place(cell))
            if len(self.faults) > known:
                continue
            assert single.field is not None  # noqa: S101 - only fields are read of single cells
            part_type = single.field.owner
            try:
                part = part_type.model_validate({single.key: value}, context=BY_A_PERSON)
            except ValidationError as error:
                self._place(found, {single.key: cell}, faults_of(error, part_type))
            else:
                values[single.key] = getattr(part, single.key)
        return values

    def _refuse_merged(self, found: Found) -> None:
        """Report cells that were merged: all but the first have lost what was in them."""
        columns = set(found.columns.values())
        for area in found.sheet.merged_cells.ranges:
            below = area.max_row > found.head
            if below and columns & set(range(area.min_col, area.max_col + 1)):
                self.faults.append(Fault(f"{found.sheet.title}!{area.coord}", "merged-cells", area.coord))

    def _refuse_overwritten(self, found: Found, cells: Mapping[str, "Cell"], part: Part | None) -> None:
        """Tell a number that was typed over a formula: nobody would see that it is not read."""
        for key, cell in cells.items():
            if found.table.column(key).kind != "counted" or cell.data_type == "f" or cell.value in (None, ""):
                continue
            counted = item_amount(part) if isinstance(part, CostItem) else None
            typed = Decimal(f"{cell.value:.15g}") if isinstance(cell.value, int | float) else None
            if isinstance(part, InKindWork) or (counted is not None and counted == typed):
                continue
            self.faults.append(Fault(found.place(cell), "formula-overwritten", str(cell.value)))
