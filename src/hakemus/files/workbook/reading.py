"""A workbook back into a budget, or every fault in it with the address of its cell."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from hakemus.costing import item_amount
from hakemus.errors import Fault, LoadError
from hakemus.files.workbook.cells import read_cell
from hakemus.files.workbook.finding import Found, find_single, find_tables, singles_of
from hakemus.files.workbook.layout import FINANCING_KINDS, TABLES, Column, financing_kind, last_lines
from hakemus.files.workbook.opening import Opened, TooManyError, open_workbook
from hakemus.model import Budget, Contribution, CostItem, Financing, Income, InKindWork, Part
from hakemus.programme import Programme, open_programme
from hakemus.programme.vocabularies import normal_form
from hakemus.reading import faults_of
from hakemus.texts import Language, describe_faults, wording

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell

_MOST_ROWS = max(table.most for table in TABLES) + 100
"""The rows of a sheet that are read: a table as long as an application takes, and some around it."""

_PARTS: Mapping[str, type[Part]] = {
    "items": CostItem,
    "work": InKindWork,
    "income": Income,
    "financing": Contribution,
}
_IN_A_CELL: Mapping[str, str] = {
    "amount-twice": "amount-and-price",
    "not-money": "number-in-cell",
    "not-a-quantity": "number-in-cell",
    "not-percent": "number-in-cell",
    "not-a-whole-number": "whole-number-in-cell",
}
"""What is told otherwise of a cell than of a file, whose numbers are written with a point and without quotes."""

_VOCABULARIES = {"category": "cost_category", "cost_model": "cost_model"}


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
    try:
        opened = open_workbook(path, _MOST_ROWS)
    except TooManyError as error:
        raise _load_error((error.fault,), language, path) from error
    tables, faults = find_tables(opened.written, words)
    reader = _Reader(opened, language, programme or open_programme(), list(faults))
    budget = reader.budget(tables, base or Budget())
    if reader.faults:
        raise _load_error(tuple(reader.faults), language, path)
    return budget


def _load_error(faults: tuple[Fault, ...], language: Language, path: Path) -> LoadError:
    return LoadError(describe_faults(faults, language, str(path)), faults, str(path))


@dataclass
class _Reader:
    """Reads the tables that were found, and gathers faults."""

    opened: Opened
    language: Language
    programme: Programme
    faults: list[Fault] = field(default_factory=list)

    def budget(self, tables: Mapping[str, Found], base: Budget) -> Budget:
        """Return the budget as far as it can be read; what cannot is in `faults`."""
        rows = {key: list(self._rows(found)) for key, found in tables.items()}
        singles = {key: value for found in tables.values() for key, value in self._singles(found).items()}
        if self.faults:
            return base
        model = singles.pop("cost_model", None)
        contributions: dict[str, list[Part]] = {kind: [] for kind in FINANCING_KINDS}
        for kind, part in rows["financing"]:
            contributions[str(kind)].append(part)
        financing = Financing.model_validate(
            singles | {key: tuple(parts) for key, parts in contributions.items()}
        )
        update = {
            "cost_model": model,
            "items": tuple(part for _, part in rows["items"]),
            "in_kind_work": tuple(part for _, part in rows["work"]),
            "income": tuple(part for _, part in rows["income"]),
            "financing": financing,
        }
        return Budget.model_validate({name: getattr(base, name) for name in Budget.model_fields} | update)

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
            values, faults = self._values(found, cells)
            if faults:
                self.faults += faults
            elif any(value is not None for value in values.values()):
                yield from self._part(found, cells, values)
            else:
                self._refuse_overwritten(found, cells, None)

    def _values(self, found: Found, cells: Mapping[str, "Cell"]) -> tuple[dict[str, Any], list[Fault]]:
        values: dict[str, Any] = {}
        faults = []
        for key, cell in cells.items():
            column = found.table.column(key)
            if column.kind == "counted":
                continue
            read = read_cell(cell, self._counted(cell), column.kind, found.place(cell))
            values[key] = self._key_of(column, read.value)
            if read.fault is not None:
                faults.append(read.fault)
        return values, faults

    def _part(
        self, found: Found, cells: Mapping[str, "Cell"], values: dict[str, Any]
    ) -> Iterator[tuple[str | None, Part]]:
        part_type = _PARTS[found.table.key]
        text = values.pop("kind", None)
        kind = financing_kind(str(text)) if text is not None else None
        if "kind" in cells and kind is None:
            words = wording(self.language)
            allowed = ", ".join(words.term(f"budget.financing.{kind}") for kind in FINANCING_KINDS)
            self.faults.append(Fault(found.place(cells["kind"]), "not-allowed", str(text or "–"), allowed))
            return
        try:
            part = part_type.model_validate(values)
        except ValidationError as error:
            self.faults += self._placed(found, cells, faults_of(error, part_type))
            return
        self._refuse_overwritten(found, cells, part)
        yield kind, part

    def _placed(
        self, found: Found, cells: Mapping[str, "Cell"], faults: tuple[Fault, ...]
    ) -> Iterator[Fault]:
        """Yield the model's faults, each at its cell, with names of vocabularies for keys."""
        for fault in faults:
            cell = cells.get(fault.path, cells.get("amount"))
            place = found.place(cell) if cell is not None else found.sheet.title
            code = _IN_A_CELL.get(fault.code, fault.code)
            allowed = self._labels(fault.path) if fault.path in _VOCABULARIES else fault.allowed
            yield Fault(place, code, fault.found, allowed)

    def _singles(self, found: Found) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for single in singles_of(found.table):
            cell = find_single(found, single)
            if cell is None:
                term = wording(self.language).term(single.path)
                self.faults.append(Fault(found.sheet.title, "missing-cell", term))
                continue
            read = read_cell(cell, self._counted(cell), single.kind, found.place(cell))
            if read.fault is not None:
                self.faults.append(read.fault)
            values[single.key] = self._checked(single.key, read.value, found.place(cell))
        return values

    def _checked(self, key: str, value: Any, place: str) -> Any:  # noqa: ANN401
        """Return a single value as the model takes it; what it does not take is a fault."""
        name = _VOCABULARIES.get(key)
        if name is not None and isinstance(value, str):
            entry = self.programme.vocabulary(name).find(value)
            value = entry.key if entry is not None else value
        part_type: type[Part] = Budget if name is not None else Financing
        try:
            return getattr(part_type.model_validate({key: value}), key)
        except ValidationError as error:
            for fault in faults_of(error, part_type):
                allowed = self._labels(key) if name is not None else fault.allowed
                self.faults.append(Fault(place, _IN_A_CELL.get(fault.code, fault.code), fault.found, allowed))
            return None

    def _key_of(self, column: Column, value: Any) -> Any:  # noqa: ANN401
        if column.key not in _VOCABULARIES or not isinstance(value, str):
            return value
        entry = self.programme.vocabulary(_VOCABULARIES[column.key]).find(value)
        return value if entry is None else entry.key

    def _labels(self, key: str) -> str:
        vocabulary = self.programme.vocabulary(_VOCABULARIES[key])
        return ", ".join(vocabulary.label(word, self.language) for word in vocabulary.keys)

    def _counted(self, cell: "Cell") -> object:
        return self.opened.counted[cell.parent.title][cell.coordinate].value

    def _refuse_merged(self, found: Found) -> None:
        """Tell cells that were merged: all but the first have lost what stood in them."""
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
