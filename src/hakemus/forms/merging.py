"""The fields of a form, one by one: what was typed becomes a value, and what it changes is told."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Any, TypeVar

from hakemus.changes import Change
from hakemus.errors import Fault, LoadError
from hakemus.files import application_from
from hakemus.forms.typed import (
    NotUnderstoodError,
    days_of_pair,
    is_ticked_or_not,
    prose_text,
    ticked,
    typed_value,
)
from hakemus.model import Application
from hakemus.model.schema import is_long, schema
from hakemus.programme import Programme
from hakemus.values.field_paths import pattern_of
from hakemus.word.data_part import Printed
from hakemus.word.extraction import Extract, Paragraph, Row
from hakemus.word.field_text import normal
from hakemus.word.printing import Names

# What rows and texts of a form say, taken apart and compared.

ITEM = re.compile(r"(.*)\[(\d+)\]")
_IN_BRACKETS = re.compile(r"(.*?)\s*\(([^()]*)\)\s*")
_AND_DAY = re.compile(r"(.*?)\s*(\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|)\s*", re.DOTALL)
_AMOUNT_AND_UNIT = re.compile(r"([\d\s.,]+)(.*)", re.DOTALL)

Told = TypeVar("Told")
Columns = Sequence[tuple[str, ...]]
"""The fields of each column of a table: without the item."""


def columns_of(path: str, rows: Iterable[Row]) -> Columns:
    """Return the fields of each column of a list's table, as most of its rows show."""
    listed = [row for row in rows if item_number(row, path) is not None]
    widest = max((len(row.cells) for row in listed), default=0)
    columns: list[tuple[str, ...]] = [()] * widest
    for row in (row for row in listed if len(row.cells) == widest):
        for at, (tags, _) in enumerate(row.cells):
            names = tuple(tag[len(row.item) + 1 :] for tag in tags)
            if len(names) > len(columns[at]):
                columns[at] = names
    return columns


def new_fields(row: Row, columns: Columns) -> Iterator[tuple[str, str]]:
    """Yield the fields of a row that is new, with what was typed."""
    if row.item:
        yield from own_of(row, row.fields)
    for names, (tags, text) in zip(columns, row.cells, strict=False):
        if names and not tags:
            yield from parted(names, text)


def own_of(row: Row, fields: Mapping[str, Told]) -> Iterator[tuple[str, Told]]:
    """Yield those of a row's fields that are of its item, named without it: others may have been pasted there."""
    start = f"{row.item}."
    yield from ((tag.removeprefix(start), told) for tag, told in fields.items() if tag.startswith(start))


def plain_texts(row: Row, columns: Columns) -> Iterator[str]:
    """Yield the paragraphs of a row's cells that are read by their columns, having no anchors."""
    for names, (tags, text) in zip(columns, row.cells, strict=False):
        if names and not tags:
            yield from filter(None, text.split("\n"))


def parted(names: Sequence[str], text: str) -> Iterator[tuple[str, str]]:
    """Yield the text of each field of a cell that shows several: what is in brackets, a unit, an address, a day."""
    first, *others = names
    if not others:
        yield first, text
    elif first == "quantity" and (found := _AMOUNT_AND_UNIT.fullmatch(text.strip())):
        yield from zip(names, found.groups(), strict=False)
    elif others == ["email"] and "@" in text:
        before, _, after = text.rpartition(",")
        yield from ((first, before.strip()), ("email", after.strip()))
    elif others == ["due_date"] and (found := _AND_DAY.fullmatch(text)):
        yield from zip(names, found.groups(), strict=True)
    elif others[0] in ("company", "single_undertaking") and (found := _IN_BRACKETS.fullmatch(text)):
        yield from zip(names, found.groups(), strict=False)
    else:
        yield first, text


def item_number(row: Row, path: str) -> int | None:
    """Return the place of the item of a list that a row shows, or None."""
    item = ITEM.fullmatch(row.item)
    return int(item[2]) if item is not None and item[1] == path else None


def cells_of(row: Row) -> Iterator[str]:
    """Return the texts of a row's cells."""
    return (text for _, text in row.cells)


def row_text(row: Row) -> str:
    """Return the text of a row, for comparing."""
    return normal(" | ".join(text for _, text in row.cells))


def lines_of(text: str) -> Iterator[str]:
    """Return the lines of a text that hold something, for comparing."""
    return (line for line in map(normal, text.splitlines()) if line)


def is_same_prose(one: Sequence[Paragraph], other: Sequence[Paragraph]) -> bool:
    """Return whether two long texts are the same, paragraph by paragraph."""

    def told(paragraphs: Sequence[Paragraph]) -> list[tuple[str, str, str]]:
        return [(part.kind, part.marker, part.text) for part in paragraphs if part.text.strip()]

    return told(one) == told(other)


def is_equal(tag: str, old: str, new: str) -> bool:
    """Return whether two texts are one value: the same amount, written with other zeros, or the same number."""
    place = schema()[pattern_of(tag)]
    if place.kind in ("money", "percent", "quantity"):
        return Decimal(old) == Decimal(new)
    return place.kind == "identifier" and old.replace(" ", "") == new.replace(" ", "")


# What a reading tells of one field: that it changed, or that what was typed is no value of it.


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Something typed that is no value of its field: where, what, why (`code`), and what is `allowed` there."""

    path: str
    code: str
    typed: str
    allowed: str = ""


@cache
def names() -> Names:
    """Return the way from bookmarks back to fields."""
    return Names(tuple(pattern for pattern, field in schema().items() if not field.part))


# Plain values of an application by their paths: reading, setting and taking away.

_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


def steps(path: str) -> list[str | int]:
    """Return the steps of a path.

    >>> steps("budget.items[2].amount")
    ['budget', 'items', 2, 'amount']
    """
    return [name or int(position) for name, position in _STEP.findall(path)]


def value_at(values: Any, path: str) -> Any:  # noqa: ANN401
    """Return what stands at a path, or None where nothing does."""
    here = values
    for step in steps(path):
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            return None
    return here


def put(values: dict[str, Any], path: str, value: Any) -> None:  # noqa: ANN401
    """Set what stands at a path; None takes it away. Tables on the way are made, items of lists are not."""
    *way, last = steps(path)
    here: Any = values
    for step in way:
        here = here[step] if isinstance(step, int) else here.setdefault(step, {})
    if value is None:
        here.pop(last, None)
    else:
        here[last] = value


def put_list(values: dict[str, Any], path: str, items: list[Any]) -> None:
    """Set the items of a list; an empty one is taken away."""
    put(values, path, items or None)


def seed(values: dict[str, Any], item: str) -> None:
    """Make an item of a list, empty, and those that it stands in: a form has rows that wait to be filled."""
    here: Any = values
    way = [*steps(item), ""]
    for step, after in pairwise(way):
        if isinstance(step, int):
            here.extend({} for _ in range(len(here), step + 1))
            here = here[step]
        else:
            here = here.setdefault(step, [] if isinstance(after, int) else {})


def without_empty(value: Any) -> Any:  # noqa: ANN401
    """Return values without tables and items that hold nothing.

    >>> without_empty({"partners": [{}, {"name": "Kylä"}], "plan": {}})
    {'partners': [{'name': 'Kylä'}]}
    """
    if isinstance(value, dict):
        kept = {key: without_empty(inner) for key, inner in value.items()}
        return {key: inner for key, inner in kept.items() if inner not in ({}, [])}
    if isinstance(value, list):
        return [inner for inner in map(without_empty, value) if inner != {}]
    return value


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

    def merge_fields(self) -> None:
        """Take in every field that stands in no row of a list."""
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
        for tag, texts in self.extract.unsure.items():
            self.problems += [NotUnderstood(tag, "in-brackets", text) for text in dict.fromkeys(texts)]
        printed = ("", *(self.before.pictures if self.before is not None else ()))
        pictures = (tag for tag in self.extract.pictures if tag not in printed)
        self.problems += [NotUnderstood(tag, "picture", "") for tag in dict.fromkeys(pictures)]

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
        if is_long(tag) and tag in self.extract.prose:
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
        if text is None and tag in self.extract.unsure:
            return
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
        if not text.strip() and tag in self.extract.unsure:
            return
        days = days_of_pair(tag, text)
        if days is not None:
            for other, one in days.items():
                self._set_day(other, one, text)
            return
        try:
            value = typed_value(schema()[pattern_of(tag)], text, self.programme)
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


# A row of a list: its cells, with their fields or by their columns, become the values of its item.


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
                value = typed_value(schema()[pattern], text, self.merging.programme)
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


# The lists of a form: which of their items are still there, in which order, and which are new.


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


# What was typed and the model refuses: it is told, what was there before stays, and so does all else.


def put_back(merging: Merging, base: dict[str, Any], fault: Fault) -> None:
    """Take the value of a fault out of what was read, and tell it; `base` are the values before."""
    path, old = fault.path, _place_before(merging, fault.path)
    change = next((change for change in merging.changes if change.path == old), None)
    if change is not None and not isinstance(change.after, dict | list):
        merging.problems.append(NotUnderstood(path, fault.code, fault.found, fault.allowed))
        merging.changes.remove(change)
        put(merging.values, path, change.before)
        return
    value = value_at(merging.values, path)
    if isinstance(value, dict):
        _put_back_parts(merging, base, fault, old)
    elif value is not None and not isinstance(value, list) and path.partition("]")[2]:
        merging.problems.append(NotUnderstood(path, fault.code, fault.found, fault.allowed))
        put(merging.values, path, value_at(base, old) if old else None)
    else:
        merging.problems.append(NotUnderstood(path, fault.code, fault.found, fault.allowed))
        _put_back_list(merging, base, path)


def _put_back_parts(merging: Merging, base: dict[str, Any], fault: Fault, old: str | None) -> None:
    """Take out, one by one from the last, the values of an item that do not go together."""
    item = value_at(merging.values, fault.path)
    for key, typed in reversed([*item.items()]):
        was = value_at(base, f"{old}.{key}") if old else None
        if isinstance(typed, dict | list) or typed == was:
            continue
        put(item, key, was)
        merging.changes[:] = [change for change in merging.changes if change.path != f"{old}.{key}"]
        merging.problems.append(NotUnderstood(f"{fault.path}.{key}", fault.code, str(typed), fault.allowed))
        if not _is_refused(merging, fault.path):
            return
    _put_back_list(merging, base, fault.path)


def _put_back_list(merging: Merging, base: dict[str, Any], path: str) -> None:
    """Let a list be as it was: what is wrong is not in one value of it."""
    whole = path.partition("[")[0]
    put(merging.values, whole, value_at(base, whole))
    for listed in [listed for listed in merging.origins if listed.startswith(whole)]:
        del merging.origins[listed]
    merging.changes[:] = [change for change in merging.changes if not change.path.startswith(whole)]


def _is_refused(merging: Merging, path: str) -> bool:
    try:
        application_from(merging.values)
    except LoadError as error:
        return any(fault.path == path for fault in error.faults)
    return False


def _place_before(merging: Merging, path: str) -> str | None:
    """Return where a value stood before rows were moved or taken away; None in a row that is new."""
    before = ""
    for step in steps(path):
        if isinstance(step, str):
            before = f"{before}.{step}" if before else step
            continue
        numbers = merging.origins.get(before)
        number = step if numbers is None or step >= len(numbers) else numbers[step]
        if number is None:
            return None
        before = f"{before}[{number}]"
    return before


# What was filled into a form: each field, and each item of a list that was empty.


def filled(before: Application, after: Application) -> tuple[Change, ...]:
    """Return the fields that are not as they were; an item that was added is told as a whole."""
    dumps = (application.model_dump(mode="json", exclude_none=True) for application in (before, after))
    old, new = map(without_empty, dumps)
    return tuple(_changes(old, new, ""))


def kept_origins(
    origins: Mapping[str, Sequence[int | None]], values: dict[str, Any], base: dict[str, Any]
) -> dict[str, tuple[int | None, ...]]:
    """Return which item of the list in `base` each item was, without those that nobody filled; None for new ones."""
    kept = {}
    for path, numbers in origins.items():
        known, items = value_at(base, path) or [], value_at(values, path) or []
        kept[path] = tuple(
            number if number is not None and number < len(known) else None
            for number, item in zip(numbers, items, strict=False)
            if without_empty(item)
        )
    return kept


def _changes(old: Any, new: Any, path: str) -> Iterator[Change]:  # noqa: ANN401
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys((*old, *new)):
            yield from _changes(old.get(key), new.get(key), f"{path}.{key}" if path else key)
    elif isinstance(new, dict) and not path.endswith("]"):
        yield from _changes({}, new, path)
    elif isinstance(old, list) or isinstance(new, list):
        olds, news = old or [], new or []
        for index in range(max(len(olds), len(news))):
            was, now = (items[index] if index < len(items) else None for items in (olds, news))
            yield from _changes(was, now, f"{path}[{index}]")
    elif old != new:
        yield Change(path, old, new)
