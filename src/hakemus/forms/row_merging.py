"""A row of a list: its cells, with their fields or by their columns, become the values of its item."""

from dataclasses import dataclass
from typing import Any

from hakemus.forms.changes import NotUnderstood
from hakemus.forms.field_places import field_places
from hakemus.forms.merging import Merging
from hakemus.forms.row_texts import Columns, new_fields, own_of, parted, plain_texts
from hakemus.forms.tree import put, value_at
from hakemus.forms.typed import NotUnderstoodError, days_of_pair, prose_text, typed_value
from hakemus.values.field_paths import pattern_of
from hakemus.word.extraction import Row, normal


@dataclass(frozen=True, slots=True)
class RowMerging:
    """Takes in the rows of the list at `path`; `columns` are the fields of each of its columns."""

    merging: Merging
    path: str
    columns: Columns

    def take_known(self, row: Row) -> None:
        """Take what was typed in a row of an item that the list has."""
        merging = self.merging
        for tag, text in row.fields.items():
            was = merging.was(tag)
            if was is None or normal(text) != normal(was):
                merging.set_line(tag, text)
        for tag, paragraphs in row.prose.items():
            merging.set_prose(tag, paragraphs)
        self._take_unmarked(row)
        self._take_as_offered(row)

    def read_new(self, row: Row, place: int) -> dict[str, Any]:
        """Return the item of a row that was added; `place` is the one that it will have in the list."""
        item: dict[str, Any] = {}
        self.merging.taken += plain_texts(row, self.columns)
        for tag, text in new_fields(row, self.columns):
            if "[" in tag:  # of a list within a row that is new: nothing tells which of its items
                self._tell_stray(row, tag, text)
                continue
            if (days := days_of_pair(tag, text)) is not None:
                item |= days
                continue
            pattern = f"{pattern_of(self.path)}[].{tag}"
            try:
                value = typed_value(field_places()[pattern], text, self.merging.programme)
            except NotUnderstoodError as error:
                where = f"{self.path}[{place}].{tag}"
                self.merging.problems.append(NotUnderstood(where, error.code, text))
                continue
            is_product = tag == "amount" and "unit_price" in item and not self.merging.waiting
            if value is not None and not is_product:
                put(item, tag, value)
        for name, paragraphs in own_of(row, row.prose):
            long = prose_text(paragraphs)
            if "[" in name:
                self._tell_stray(row, name, long or "")
            elif long is not None:
                put(item, name, long)
        if item:
            self.merging.take_in(plain_texts(row, self.columns))
        return item

    def _tell_stray(self, row: Row, name: str, text: str) -> None:
        if text.strip():
            self.merging.problems.append(NotUnderstood(f"{row.item}.{name}", "no-such-item", text))

    def _take_as_offered(self, row: Row) -> None:
        """Take what a row that waited held from the beginning, once somebody has filled the rest of it."""
        merging = self.merging
        if row.item not in merging.waiting or not value_at(merging.values, row.item):
            return
        for tag, text in row.fields.items():
            if text.strip() and value_at(merging.values, tag) is None and merging.was(tag) == normal(text):
                merging.set_line(tag, text)

    def _take_unmarked(self, row: Row) -> None:
        """Read the cells that lost their anchors, or never had one, where their text is not as it was printed."""
        before = self.merging.before
        printed = (
            next((one for one in before.rows if one.item == row.item), None) if before is not None else None
        )
        if printed is None or not len(printed.cells) == len(row.cells) == len(self.columns):
            return
        for names, (tags, text), (_, was) in zip(self.columns, row.cells, printed.cells, strict=True):
            if not names or tags:
                continue
            self.merging.take_in([text])
            if normal(text) != normal(was):
                for name, part in parted(names, text):
                    self.merging.set_line(f"{row.item}.{name}", part)
