"""The lists of a form: which of their items are still there, in which order, and which are new."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from hakemus.forms.changes import Change
from hakemus.forms.merging import Merging
from hakemus.forms.row_merging import RowMerging
from hakemus.forms.row_texts import ITEM, cells_of, columns_of, item_number, row_text
from hakemus.forms.tree import put_list, value_at
from hakemus.word.extraction import Row


def merge_lists(merging: Merging) -> None:
    """Take in the rows of every list, the inner before the outer, since their items move."""
    for path in sorted(_lists(merging), key=lambda path: (-path.count("["), path)):
        columns = columns_of(path, _rows_of(merging))
        _List(merging, path, RowMerging(merging, path, columns)).work()


def _lists(merging: Merging) -> set[str]:
    """Return the lists that the form shows, or showed, in rows."""
    items = [item for item in (ITEM.fullmatch(row.item) for row in _rows_of(merging)) if item is not None]
    if {"tag", "bookmark"} & set(merging.extract.anchors.values()):
        return {item[1] for item in items}
    # Every anchor was lost: a list that was not found by its place is not one that somebody has emptied.
    there = {row.item for row in merging.extract.rows}
    return {item[1] for item in items if item[0] in there}


def _rows_of(merging: Merging) -> list[Row]:
    """Return the rows that the form held when it was made, and those that it holds."""
    return [*(merging.before.rows if merging.before is not None else ()), *merging.extract.rows]


@dataclass(slots=True)
class _List:
    """One list of the form: which of its items are there, in which order, and which are new."""

    merging: Merging
    path: str
    taking: RowMerging
    order: list[int | None] = field(default_factory=list)
    items: list[Any] = field(default_factory=list)

    def work(self) -> None:
        merging, path = self.merging, self.path
        parent = path[: path.rindex("]") + 1] if "]" in path else ""
        if parent and not isinstance(value_at(merging.values, parent), dict):
            return
        old = list(value_at(merging.values, path) or [])
        known = len(merging.changes)
        for row, tags in self._rows():
            self._take(row, tags, old)
        kept = [number for number in self.order if number is not None]
        shown = self._shown_before()
        gone = [number for number in range(len(old)) if number not in kept and number in shown]
        # Shown in another order than the file's, or in one that nothing tells of: the file's stays.
        if merging.before is None or shown != sorted(shown):
            ordered = sorted(
                zip(self.order, self.items, strict=True), key=lambda one: (one[0] is None, one[0] or 0)
            )
            self.order, self.items = [number for number, _ in ordered], [item for _, item in ordered]
            kept = sorted(kept)
        unseen = [
            number
            for number in range(len(old))
            if number not in {*kept, *gone} and (merging.before is not None or old[number])
        ]
        items = [*self.items, *(old[number] for number in unseen)]
        for number in gone:
            merging.changes.append(Change(f"{path}[{number}]", old[number], None))
        for place, (known_as, item) in enumerate(zip(self.order, self.items, strict=True)):
            if known_as is None:
                merging.changes.append(Change(f"{path}[{place}]", None, item))
        if kept != sorted(kept):
            merging.changes.append(Change(path, sorted(kept), kept))
        if len(merging.changes) > known or items != old:
            put_list(merging.values, path, items)
        merging.origins[path] = (*self.order, *unseen)

    def _shown_before(self) -> list[int]:
        if self.merging.before is None:
            return []
        if self.merging.printed is not None:
            return [*dict.fromkeys(self.merging.printed.rows.get(self.path, ()))]
        numbers = [item_number(row, self.path) for row in self.merging.before.rows]
        return list(dict.fromkeys(number for number in numbers if number is not None))

    def _rows(self) -> Iterator[tuple[Row, bool]]:
        """Yield the rows of the list, each with whether it is a new one: without fields, or with another's."""
        rows = self.merging.extract.rows
        tables = [row.table for row in rows if item_number(row, self.path) is not None]
        main = tables[0] if tables else self._table_before()
        seen: set[str] = set()
        for row in rows:
            if item_number(row, self.path) is not None:
                tags = {*row.fields, *row.prose}
                yield row, bool(tags & seen)
                seen |= tags
            elif row.table == main and self._is_new(row):
                yield row, True

    def _table_before(self) -> int:
        before = self.merging.before
        rows = before.rows if before is not None else []
        return next((row.table for row in rows if item_number(row, self.path) is not None), 0)

    def _is_new(self, row: Row) -> bool:  # with fields of no list, it is the applicant among the parties
        if row.item or row.header or any(tags for tags, _ in row.cells) or not row_text(row).strip(" |"):
            return False
        before = self.merging.before
        printed = {row_text(one) for one in before.rows if not one.item} if before is not None else set()
        if self.merging.printed is not None and self.merging.printed.holds_row("".join(cells_of(row))):
            return False
        headed = any(one.header for one in self.merging.extract.rows if one.table == row.table)
        return headed and len(row.cells) == len(self.taking.columns) and row_text(row) not in printed

    def _take(self, row: Row, new: bool, old: list[Any]) -> None:
        number = item_number(row, self.path)
        if not new and number is not None and (number < len(old) or self.merging.before is None):
            self._take_known(row, number, old)
        elif item := self.taking.read_new(row, len(self.items)):
            self.order.append(None)
            self.items.append(item)

    def _take_known(self, row: Row, number: int, old: list[Any]) -> None:
        old.extend({} for _ in range(len(old), number + 1))
        put_list(self.merging.values, self.path, old)
        self.taking.take_known(row)
        item = value_at(self.merging.values, f"{self.path}[{number}]")
        if number in self.order:
            self.items[self.order.index(number)] = item
        else:
            self.order.append(number)
            self.items.append(item)
