"""From what stands in a form to the values of an application, and the list of what changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hakemus.forms.field_places import field_places, is_long, pattern_of
from hakemus.forms.row_texts import (
    ITEM,
    cells_of,
    is_equal,
    is_same_prose,
    item_number,
    lines_of,
    new_fields,
    parted,
    plain_texts,
    row_text,
)
from hakemus.forms.tree import put, put_list, value_at
from hakemus.forms.typed import (
    NotUnderstoodError,
    days_of_pair,
    is_ticked_or_not,
    prose_text,
    ticked,
    typed_value,
)
from hakemus.programme import Programme
from hakemus.word.extraction import Extract, Paragraph, Row, normal
from hakemus.word.printed_text import Printed


@dataclass(frozen=True, slots=True)
class Change:
    """A field, or an item of a list, that is not what it was: its path, and its plain value before and after.

    An item that was added has no value before, one that was taken away none after; `path` of a list tells its order.
    """

    path: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Something typed that is no value of its field: where, what, why (`code`), and what is `allowed` there."""

    path: str
    code: str
    typed: str
    allowed: str = ""


@dataclass(slots=True)
class Merging:
    """Works what was read into the values that the form began with.

    `before` is the form printed anew, `printed` what it held when it was made, in case today's template is another;
    `shown` how each field is printed, wherever it stands; `loose` is true when the form may have been printed otherwise
    than today: then a long text is the same when its lines are. `waiting` are the items that are only rows to be
    filled.
    """

    values: dict[str, Any]
    extract: Extract
    before: Extract | None
    programme: Programme
    gap: frozenset[str]
    waiting: frozenset[str] = frozenset()
    printed: Printed | None = None
    shown: Mapping[str, str] = field(default_factory=dict)
    loose: bool = False
    days: dict[str, str] = field(default_factory=dict)
    taken: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    problems: list[NotUnderstood] = field(default_factory=list)
    origins: dict[str, tuple[int | None, ...]] = field(default_factory=dict)

    def work(self) -> None:
        """Change the values in place; lists last, the inner before the outer, since their items move."""
        if self.before is None:
            self._make_items()
        in_rows = {tag for row in self.extract.rows for tag in (*row.fields, *row.prose)}
        for tag in dict.fromkeys((*self.extract.lines, *self.extract.prose, *self.extract.copies)):
            if "[" not in tag or (tag not in in_rows and self._item_is_known(tag)):
                self._field(tag)
            elif tag not in in_rows:
                self._tell_stray(tag)
        for tag in (tag for tag in self.extract.copies if tag in in_rows):
            self._tell_copies(tag)
        for path in sorted(self._lists(), key=lambda path: (-path.count("["), path)):
            _List(self, path).work()

    def _make_items(self) -> None:
        """Make room for every item that the form shows: without data, nothing else tells how many there are."""
        for tag in (*self.extract.lines, *self.extract.prose):
            for end in (at for at, letter in enumerate(tag) if letter == "]"):
                item = ITEM.fullmatch(tag[: end + 1])
                assert item is not None  # noqa: S101
                items = value_at(self.values, item[1]) or []
                put_list(self.values, item[1], [*items, *({} for _ in range(len(items), int(item[2]) + 1))])

    def _tell_copies(self, tag: str) -> None:
        """Tell what was typed where a field of a row is only repeated."""
        known = {self.was(tag), *map(normal, self.extract.lines.get(tag, []))}
        typed = [text for text in self.extract.copies[tag] if text.strip() and normal(text) not in known]
        self.problems += [NotUnderstood(tag, "copy", text) for text in dict.fromkeys(typed)]

    def _tell_stray(self, tag: str) -> None:
        """Tell a field of an item that the list does not have, such as one pasted from another paper."""
        texts = [*self.extract.lines.get(tag, []), *(part.text for part in self.extract.prose.get(tag, []))]
        typed = "\n".join(text for text in texts if text.strip())
        if typed and normal(typed) not in self.gap and not self.is_as_printed(tag, typed):
            self.problems.append(NotUnderstood(tag, "no-such-item", typed))

    def _item_is_known(self, tag: str) -> bool:
        return isinstance(value_at(self.values, tag.rpartition(".")[0]), dict)

    def _field(self, tag: str) -> None:
        if is_long(tag):
            if tag in self.extract.prose:
                self.set_prose(tag, self.extract.prose[tag])
            return
        was = self.was(tag)
        texts = [*self.extract.lines.get(tag, []), *self.extract.copies.get(tag, [])]
        typed = list(dict.fromkeys(text for text in texts if was is None or normal(text) != was))
        typed = [text for text in typed if not self.is_as_printed(tag, text)]
        if len({normal(text) for text in typed}) > 1:
            self.problems.append(NotUnderstood(tag, "twice", " / ".join(typed)))
            typed = [text for text in typed if text in self.extract.lines.get(tag, [])][:1]
        if typed:
            self.set_line(tag, typed[0])

    def was(self, tag: str) -> str | None:
        """Return a field of one line as it was printed, blanks apart; of a form without data, None."""
        before = self.before
        if before is None:
            return None
        return normal((before.lines.get(tag) or before.copies.get(tag) or [self.shown.get(tag, "")])[0])

    def is_as_printed(self, tag: str, text: str) -> bool:
        """Return whether a field is as it was printed, in words that today's print does not have."""
        return self.printed is not None and self.printed.holds_field(tag, text)

    def set_prose(self, tag: str, paragraphs: Sequence[Paragraph]) -> None:
        """Set a long text where it is not as it was printed."""
        if self.before is not None and is_same_prose(paragraphs, self.before.prose.get(tag, [])):
            return
        if self.is_as_printed(tag, "".join(part.text for part in paragraphs)):
            return
        text = prose_text(paragraphs)
        if text is not None and self._is_boxes(tag, text):
            text = self._ticked(tag, text)
        if self.loose and [*lines_of(text or "")] == [*lines_of(value_at(self.values, tag) or "")]:
            return
        self._set(tag, None if text is not None and normal(text) in self.gap else text)

    def _is_boxes(self, tag: str, text: str) -> bool:
        """Return whether a text is boxes to tick; read without its group, a form does not know what it asked."""
        printed = self.before.prose.get(tag, []) if self.before is not None else []
        return (
            is_ticked_or_not(printed[0].text) if printed else bool(self.waiting) and is_ticked_or_not(text[0])
        )

    def _ticked(self, tag: str, text: str) -> str | None:
        try:
            return ticked(text)
        except NotUnderstoodError as error:
            self.problems.append(NotUnderstood(tag, error.code, text))
            return None

    def set_line(self, tag: str, text: str) -> None:
        """Set a field to what was typed, or tell that it was not understood."""
        days = days_of_pair(tag, text)
        if days is not None:
            for other, one in days.items():
                self._set_day(other, one, text)
            return
        try:
            value = typed_value(field_places()[pattern_of(tag)], text, self.programme)
        except NotUnderstoodError as error:
            self.problems.append(NotUnderstood(tag, error.code, text))
            return
        if self.days.get(tag, value) != value:
            self.problems.append(NotUnderstood(tag, "twice", f"{text} / {self.days[tag]}"))
            return
        self._set(tag, value)

    def _set_day(self, tag: str, value: str, typed: str) -> None:
        """Set a day that was typed with another one, `1.3.–30.7.2024`; told where its own field says another."""
        changed = next((change.after for change in self.changes if change.path == tag), value)
        if changed != value:
            self.problems.append(NotUnderstood(tag, "twice", f"{changed} / {typed}"))
            return
        self.days[tag] = value
        self._set(tag, value)

    def _set(self, tag: str, value: Any) -> None:  # noqa: ANN401
        old = value_at(self.values, tag)
        if old == value or (isinstance(old, str) and isinstance(value, str) and is_equal(tag, old, value)):
            return
        self.changes.append(Change(tag, old, value))
        put(self.values, tag, value)

    def take_in(self, cells: Iterable[str]) -> None:
        """Take what was read by its column from what stands outside, where it was put for want of a field."""
        outside = self.extract.outside
        for line in (normal(line) for text in cells for line in text.split("\n")):
            known = next((one for one in outside if normal(one[1]) == line), None)
            if known is not None:
                outside.remove(known)

    def _lists(self) -> set[str]:
        """Return the lists that the form shows, or showed, in rows."""
        rows = [*self.extract.rows, *(self.before.rows if self.before is not None else [])]
        items = [item for item in (ITEM.fullmatch(row.item) for row in rows) if item is not None]
        if {"tag", "bookmark"} & set(self.extract.anchors.values()):
            return {item[1] for item in items}
        # Every anchor was lost: a list that was not found by its place is not one that somebody has emptied.
        there = {row.item for row in self.extract.rows}
        return {item[1] for item in items if item[0] in there}


@dataclass(slots=True)
class _List:
    """One list of the form: which of its items are there, in which order, and which are new."""

    merging: Merging
    path: str
    order: list[int | None] = field(default_factory=list)
    items: list[Any] = field(default_factory=list)

    def work(self) -> None:
        merging, path = self.merging, self.path
        parent = path.rpartition("[")[0] and path[: path.rindex("]") + 1] if "]" in path else ""
        if parent and not isinstance(value_at(merging.values, parent), dict):
            return
        old = list(value_at(merging.values, path) or [])
        known = len(merging.changes)
        for row, tags in self._rows():
            self._take(row, tags, old)
        kept = [number for number in self.order if number is not None]
        shown = self._shown_before()
        gone = [number for number in range(len(old)) if number not in kept and (number in shown)]
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
        columns = self._columns()
        if self.merging.printed is not None and self.merging.printed.holds_row("".join(cells_of(row))):
            return False
        headed = any(one.header for one in self.merging.extract.rows if one.table == row.table)
        return headed and len(row.cells) == len(columns) and row_text(row) not in printed

    def _columns(self) -> list[tuple[str, ...]]:
        """Return the fields of each column, as most of a row shows: without the item."""
        shown = [
            *(self.merging.before.rows if self.merging.before is not None else []),
            *self.merging.extract.rows,
        ]
        rows = [row for row in shown if item_number(row, self.path) is not None]
        widest = max((len(row.cells) for row in rows), default=0)
        columns: list[tuple[str, ...]] = [()] * widest
        for row in (row for row in rows if len(row.cells) == widest):
            for at, (tags, _) in enumerate(row.cells):
                names = tuple(tag[len(row.item) + 1 :] for tag in tags)
                if len(names) > len(columns[at]):
                    columns[at] = names
        return columns

    def _take(self, row: Row, new: bool, old: list[Any]) -> None:
        number = item_number(row, self.path)
        if not new and number is not None and (number < len(old) or self.merging.before is None):
            self._take_known(row, number, old)
            return
        item = self._read_new(row)
        if item:
            self.order.append(None)
            self.items.append(item)
            self.merging.take_in(text for tags, text in row.cells if not tags)

    def _take_known(self, row: Row, number: int, old: list[Any]) -> None:
        merging = self.merging
        while number >= len(old):
            old.append({})
        put_list(merging.values, self.path, old)
        for tag, text in row.fields.items():
            was = merging.was(tag)
            if was is None or normal(text) != normal(was):
                merging.set_line(tag, text)
        for tag, paragraphs in row.prose.items():
            merging.set_prose(tag, paragraphs)
        self._take_unmarked(row)
        self._take_as_offered(row)
        item = value_at(merging.values, f"{self.path}[{number}]")
        if number in self.order:
            self.items[self.order.index(number)] = item
        else:
            self.order.append(number)
            self.items.append(item)

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
        before, columns = self.merging.before, self._columns()
        printed = (
            next((one for one in before.rows if one.item == row.item), None) if before is not None else None
        )
        if printed is None or not len(printed.cells) == len(row.cells) == len(columns):
            return
        for names, (tags, text), (_, was) in zip(columns, row.cells, printed.cells, strict=True):
            if names and not tags and normal(text) != normal(was):
                self.merging.take_in([text])
                for name, part in parted(names, text):
                    self.merging.set_line(f"{row.item}.{name}", part)

    def _read_new(self, row: Row) -> dict[str, Any]:
        item: dict[str, Any] = {}
        columns = self._columns()
        self.merging.taken += plain_texts(row, columns)
        for tag, text in new_fields(row, columns):
            if (days := days_of_pair(tag, text)) is not None:
                item |= days
                continue
            pattern = f"{pattern_of(self.path)}[].{tag}"
            try:
                value = typed_value(field_places()[pattern], text, self.merging.programme)
            except NotUnderstoodError as error:
                place = f"{self.path}[{len(self.items)}].{tag}"
                self.merging.problems.append(NotUnderstood(place, error.code, text))
                continue
            is_product = tag == "amount" and "unit_price" in item and not self.merging.waiting
            if value is not None and not is_product:
                put(item, tag, value)
        for tag, paragraphs in row.prose.items():
            if (text_ := prose_text(paragraphs)) is not None:
                put(item, tag[len(row.item) + 1 :], text_)
        return item
