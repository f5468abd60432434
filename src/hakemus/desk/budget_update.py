"""An application's budget brought up to date from a workbook: what changes, and what the workbook does not hold."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hakemus.changes import Change, Conflict, Decide, Side, matched, merge, tree_of
from hakemus.errors import verb
from hakemus.files.workbook.layout import TABLES, Table, rows_of
from hakemus.files.workbook.reading import Lost, read_workbook
from hakemus.forms.account import Account, account_of
from hakemus.model import Application
from hakemus.programme import Programme
from hakemus.texts import Language, wording
from hakemus.values.money import exact
from hakemus.values.paths import pattern_of, value_at


@dataclass(frozen=True, slots=True)
class BudgetUpdate:
    """What a workbook changes in an application.

    Attributes:
        application: What the application says then.
        changes: What the application said, and what it will say.
        missing: The rows of the application that the workbook does not hold: they stay until somebody decides.
        lost: The sheets, columns and single cells that are not there any more: what they held stays.
        rows: How many rows the workbook has of each of its tables.
        account: How many fields of the budget were found, changed, emptied, and which were not found.
    """

    application: Application
    changes: tuple[Change, ...]
    missing: tuple[Conflict, ...]
    lost: tuple[Lost, ...]
    rows: Mapping[str, int]
    account: Account


@verb
@exact
def update_budget(
    application: Application,
    workbook: str | Path,
    *,
    language: Language = "fi",
    programme: Programme | None = None,
    take: Side | Decide | None = None,
) -> BudgetUpdate:
    """Bring an application's budget up to date from a workbook, and return what that changes; nothing is written.

    A row that is not in the workbook may have been deleted, or lost by a program: it stays unless `take` says so.

    Args:
        application: The application that the workbook was made of.
        workbook: The path of the workbook (XLSX or ODS).
        language: The language of what is said of faults.
        programme: The programme whose vocabularies are read.
        take: What becomes of rows that are not in the workbook: `"paper"` deletes them as the workbook has it, `"file"`
            keeps them; a function is called with each and returns one of these, or None.

    Raises:
        FileError: The workbook cannot be read.
        LoadError: It cannot be understood; every fault has the address of its cell.
    """
    reading = read_workbook(workbook, base=application.budget, language=language, programme=programme)
    own, new = tree_of(application), tree_of(application.model_copy(update={"budget": reading.budget}))
    hidden = frozenset(field for lost in reading.lost for field in lost.fields)
    origins: dict[str, list[int | None]] = {}
    for path in (path for table in TABLES for path in rows_of(table) if path not in hidden):
        lost = {field.rpartition(".")[2] for field in hidden if field.startswith(f"{path}[].")}
        rows = [
            [{key: value for key, value in row.items() if key not in lost} for row in value_at(tree, path)]
            for tree in (own, new)
        ]
        origins[path] = _in_place(matched(*rows), len(rows[0]))
    gone = [
        f"{path}[{at}]"
        for path, found in origins.items()
        for at in sorted({*range(len(value_at(own, path)))} - {*found})
    ]
    merged = merge(
        application,
        application.model_copy(update={"budget": reading.budget}),
        application,
        origins=origins,
        decide=take if callable(take) else lambda _: take,
        shown=lambda path: pattern_of(path) not in hidden,
        missing=frozenset(gone),
    )
    had = dict(_fields(own, language))
    not_found = frozenset(gone)
    found = {
        path
        for path in had
        if path.partition("]")[0] + "]" not in not_found
        and pattern_of(path) not in hidden
        and pattern_of(path).partition("[]")[0] not in hidden
    }
    account = account_of(had, found, merged.changes)
    found_rows = {
        table.key: sum(len(value_at(new, path)) for path in rows_of(table) if path not in hidden)
        for table in TABLES
    }
    return BudgetUpdate(
        merged.application, merged.changes, merged.conflicts, reading.lost, found_rows, account
    )


def _in_place(found: list[int | None], count: int) -> list[int | None]:
    """Return which of so many old rows each new one is, also where just as many between two others were typed over."""
    known = {at for at in found if at is not None}
    placed, at = [*found], 0
    while at < len(placed):
        end = next((later for later in range(at, len(placed)) if found[later] is not None), len(placed))
        before, after = found[at - 1] if at else -1, found[end] if end < len(placed) else count
        if before is not None and after is not None:
            free = [old for old in range(before + 1, after) if old not in known]
            if len(free) == end - at:
                placed[at:end] = free
        at = end + 1
    return placed


def _fields(tree: Mapping[str, Any], language: Language) -> Iterator[tuple[str, str]]:
    """Yield the fields of a budget that its workbook has cells for, each with the title of its sheet."""
    words = wording(language)
    for table in TABLES:
        title = table.title(words)
        for single in table.singles:
            if single.field is not None and not (
                single.optional and value_at(tree, single.field.path) is None
            ):
                yield single.field.path, title
        for path in rows_of(table):
            rows = value_at(tree, path)
            for key in _shown_columns(table, rows):
                yield from ((f"{path}[{at}].{key}", title) for at in range(len(rows)))


def _shown_columns(table: Table, rows: list[Mapping[str, Any]]) -> list[str]:
    """Return the fields of rows that have a column: an optional one only where a row holds something in it."""
    return [
        column.key
        for column in table.columns
        if column.field is not None and not (column.optional and all(row[column.key] is None for row in rows))
    ]
