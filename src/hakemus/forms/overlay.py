"""What people typed into a paper, laid over the values that it was made of: its fields, and the rows of its lists."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from hakemus.errors import Fault, FormError, LoadError
from hakemus.files import application_from
from hakemus.files.fields import days_of_pair, is_ticked_or_not, ticked, typed_value
from hakemus.forms.as_printed import AsPrinted, item_number, row_text
from hakemus.model import Application
from hakemus.model.schema import is_long, schema
from hakemus.programme import Programme
from hakemus.texts import LANGUAGES, wording
from hakemus.values.paths import item_of, pattern_of, put, seed, steps, value_at
from hakemus.values.typed import TypedError
from hakemus.values.typed import day as typed_day
from hakemus.word.extraction import Extract, Paragraph, Row
from hakemus.word.field_text import normal

_ITEM_END = re.compile(r"\]")
_IN_BRACKETS = re.compile(r"(.*?)\(([^()]*)\)")
_WITH_PROOF = re.compile(r"(.*?)→[^:→]*:(.*)", re.DOTALL)
_AND_DAY = re.compile(r"(.*?)(\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|)", re.DOTALL)
_KIND = "category"
_NUMBERED = re.compile(r"([0-9]{1,3})\.")
_AMOUNT_AND_UNIT = re.compile(r"([\d\s.,]+)(.*)", re.DOTALL)

Found = TypeVar("Found")
Plain = Any
Columns = Sequence[tuple[str, ...]]
"""The fields of each column of a table: without the item."""


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Something typed that is not a value of its field: where, what, why (`code`), and what is `allowed` there."""

    path: str
    code: str
    typed: str
    allowed: str = ""


@dataclass(slots=True)
class Overlay:
    """The values of a paper, with what was typed into it.

    Attributes:
        values: The plain values of the application; to begin with, those that the paper was made of.
        extract: What the paper holds.
        printed: How it was printed.
        programme: Has the vocabularies of what is typed.
        waiting: The items that were printed only as rows to be filled.
        read: Texts that were read though no anchor marks them.
        problems: What was not understood.
        origins: For each list, the place that each item had among the values to begin with; None for a new one.
        gone: The items whose rows are not there any more, though their table is, and nobody tracked that.
    """

    values: dict[str, Plain]
    extract: Extract
    printed: AsPrinted
    programme: Programme
    waiting: frozenset[str] = frozenset()
    read: list[str] = field(default_factory=list)
    problems: list[NotUnderstood] = field(default_factory=list)
    origins: dict[str, tuple[int | None, ...]] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    _typed: dict[str, Plain] = field(default_factory=dict)
    _days: dict[str, str] = field(default_factory=dict)
    _remarked: set[str] = field(default_factory=set)
    _said: dict[str, dict[int, str]] = field(default_factory=dict)
    _own: dict[str, int] = field(default_factory=dict)
    _copied: set[int] = field(default_factory=set)

    def lay(self) -> None:
        """Take in every field, then the rows of every list: the inner lists before the outer, whose items move."""
        self._find_copied()
        self._report_remarks()
        self._lay_fields()
        self._lay_strays()
        listed = [*self.printed.rows, *self.extract.rows]
        lists = {row.item: found[0] for row in listed if (found := item_of(row.item)) is not None}
        if not {"tag", "bookmark"} & set(self.extract.anchors.values()):
            # Every anchor was lost: a list that was not found by its place isn't one that somebody has emptied.
            there = {row.item for row in self.extract.rows}
            lists = {item: path for item, path in lists.items() if item in there}
        for path in sorted({*lists.values()}, key=lambda path: (-path.count("["), path)):
            self._lay_list(path, columns_of(path, listed))

    def _find_copied(self) -> None:
        """Find out which rows repeat fields of an item in its table: the first ones are its own, the others were added.

        In another table they are copies: a paper may show an item in two, and a program forget that one is locked.
        """
        tables: dict[str, int] = {}
        for row in self.extract.rows:
            tags = {*filter(row.holds, (*row.fields, *row.prose))}
            if any(tables.get(tag) == row.table for tag in tags):
                self._copied.add(id(row))
                continue
            for tag in tags:  # `tags - tables.keys()` would go through all of them for each row
                if tag not in tables:
                    tables[tag], self._own[tag] = row.table, id(row)

    # Fields that are in no row of a list

    def _lay_fields(self) -> None:
        extract = self.extract
        if not self.printed.is_known:  # nothing but the paper itself says how many items there are
            for tag in (*extract.lines, *extract.prose):
                for end in _ITEM_END.finditer(tag):
                    seed(self.values, tag[: end.end()])
        in_rows: dict[str, list[str]] = {tag: [] for row in extract.rows for tag in (*row.fields, *row.prose)}
        for row in extract.rows:
            for tag, text in row.fields.items():
                in_rows[tag].append(text)
        for tag in dict.fromkeys((*extract.lines, *extract.prose, *extract.copies)):
            if "[" in tag and tag in in_rows:
                continue
            if "[" not in tag or isinstance(value_at(self.values, tag.rpartition(".")[0]), dict):
                self._lay_field(tag)
                continue
            # The list has no such item: it was pasted from another paper, for example.
            texts = (*extract.lines.get(tag, []), *extract.copies.get(tag, []))
            lost = (*texts, *(part.text for part in extract.prose.get(tag, [])))
            typed = "\n".join(text for text in lost if text.strip())
            if typed and normal(typed) not in _gaps() and not self.printed.is_line(tag, typed):
                self._report(tag, "no-such-item", typed)
        for tag in (tag for tag in {**extract.copies, **extract.lines} if tag in in_rows):
            own = set(map(normal, in_rows[tag]))
            # Those of other fields `_lay_field` compares.
            lines = extract.lines.get(tag, []) if "[" in tag else []
            for text in dict.fromkeys((*extract.copies.get(tag, []), *lines)):
                if text.strip() and normal(text) not in own and not self.printed.is_line(tag, text):
                    self._report(tag, "copy", text)

    def _lay_strays(self) -> None:
        """Take in the fields that are in the row of another item, where a cell was moved; report one that is a copy."""
        if self.printed.is_untouched:
            return
        taken: dict[str, str] = {}
        for row in self.extract.rows:
            taken |= {tag: text for tag, text in _texts_of(row).items() if self._own.get(tag) == id(row)}
        for row in self.extract.rows:
            for tag, text in _texts_of(row).items():
                is_copied = row.holds(tag) and id(row) in self._copied
                if "[" not in tag or is_copied or self._own.get(tag) == id(row):
                    continue
                if not isinstance(value_at(self.values, tag.rpartition(".")[0]), dict):
                    self._report_stray(tag, text)
                elif tag in taken:
                    if text.strip() and normal(text) != normal(taken[tag]):
                        self._report(tag, "copy", text)
                elif tag in row.prose:
                    self._lay_prose(tag, row.prose[tag])
                elif not self.printed.is_line(tag, text):
                    self._lay_line(tag, text)
                taken.setdefault(tag, text)
                self._own.setdefault(tag, id(row))

    def _report_remarks(self) -> None:
        """Report what the fields hold that is no value: before anything is laid over what the paper was made of.

        A field that holds nothing else was not emptied: what it was stays, until somebody has looked at what is there.
        """
        extract = self.extract
        for tag, texts in extract.unsure.items():
            for text in dict.fromkeys(texts):
                self._report(tag, "in-brackets", text)
        for tag, text in dict.fromkeys(extract.unread):
            self._report(tag, "struck-out", text)
        for tag, text, day in extract.days:
            if text.strip() and day != value_at(self.values, tag) and day != _day_of(text):
                self._report(tag, "other-day", text, day)
        pictures = dict.fromkeys(tag for tag in extract.pictures if tag)
        for tag in (tag for tag in pictures if tag not in self.printed.anew.pictures):
            self._report(tag, "picture", "")
        self._remarked = {problem.path for problem in self.problems}

    def _lay_field(self, tag: str) -> None:
        if is_long(tag) and tag in self.extract.prose:
            self._lay_prose(tag, self.extract.prose[tag])
            return
        own = self.extract.lines.get(tag, [])
        copies = self.extract.copies.get(tag, [])
        texts = dict.fromkeys((*own, *(text for text in copies if text.strip() or not own)))
        typed = [text for text in texts if not self.printed.is_line(tag, text)]
        if len({normal(text) for text in typed}) > 1:
            self._report(tag, "twice", " / ".join(typed))
            typed = [text for text in typed if text in own][:1]
        if typed:
            self._lay_line(tag, typed[0])

    def _lay_prose(self, tag: str, paragraphs: Sequence[Paragraph]) -> None:
        typed = [
            replace(one, text=left)
            for one in paragraphs
            if (left := self._beside_gap(one.text)).strip() or not one.text.strip()
        ]
        text, old = _prose_text(typed or paragraphs), value_at(self.values, tag)
        is_gap = text is not None and not self._beside_gap(text).strip()
        if (old or "").strip() == ("" if is_gap else text or "") or self.printed.is_prose(tag, paragraphs):
            return
        if text is None and tag in self._remarked:
            return
        is_boxes = self.printed.is_boxes(tag)
        if is_boxes is None and text is not None:
            # Read without its group, a form doesn't know what the group asked.
            is_boxes = bool(self.waiting) and is_ticked_or_not(text[0])
        if text is not None and is_boxes:
            boxes, text = text, None
            try:
                text = ticked(boxes)
            except TypedError as error:
                self._report(tag, error.code, boxes, error.allowed)
        if self.printed.is_loose and _lines_of(text) == _lines_of(old):
            return
        self._set(tag, None if is_gap else text)

    def _beside_gap(self, text: str) -> str:
        """Return what was typed in place of what is missing, or behind it; not labels that were joined to it."""
        left = _without_gap(text)
        if left == text:  # nothing was missing, so that nothing has to be held against what was printed
            return left
        joined = re.split("|".join(map(re.escape, sorted(_gaps()))), left)
        return "" if all(map(self.printed.is_fixed, filter(str.strip, joined))) else left

    def _lay_line(self, tag: str, text: str) -> None:
        text = _without_gap(text) or text
        if not text.strip() and tag in self._remarked:
            return
        days = days_of_pair(tag, text)  # `1.3.–30.7.2024` in one of two fields
        for other, day in (days or {}).items():
            known = self._typed.get(other, day)
            if known != day:
                self._report(other, "twice", f"{known} / {text}")
            else:
                self._days[other] = day
                self._set(other, day)
        if days is not None:
            return
        try:
            value = typed_value(schema()[pattern_of(tag)], text, self.programme)
        except TypedError as error:
            self._report(tag, error.code, text, error.allowed)
            return
        if self._days.get(tag, value) != value:
            self._report(tag, "twice", f"{text} / {self._days[tag]}")
        else:
            self._set(tag, value)

    def _set(self, tag: str, value: Plain) -> None:
        old = value_at(self.values, tag)
        is_equal = old == value
        if isinstance(old, str) and isinstance(value, str) and not is_equal:
            # The same amount, written with other zeros, or the same number.
            kind = schema()[pattern_of(tag)].kind
            if kind in ("money", "percent", "quantity"):
                is_equal = Decimal(old) == Decimal(value)
            elif kind == "identifier":
                is_equal = old.replace(" ", "") == value.replace(" ", "")
        if is_equal:
            return
        self._typed[tag] = value
        put(self.values, tag, value)

    def _report(self, path: str, code: str, typed: str, allowed: str = "") -> None:
        self.problems.append(NotUnderstood(path, code, typed, allowed))

    # Rows of a list: which of its items are still there, in which order, and which are new

    def _lay_list(self, path: str, columns: Columns) -> None:
        parent = path[: path.rindex("]") + 1] if "]" in path else ""
        if parent and not isinstance(value_at(self.values, parent), dict):
            return
        old = [*(value_at(self.values, path) or ())]
        order: list[int | None] = []
        added: list[Plain] = []
        for row, is_new in self._rows_of_list(path, columns):
            number = item_number(row, path)
            if is_new:  # what only copies of an item's row have, it has no more
                for tag in {*filter(row.holds, (*row.fields, *row.prose))}:
                    if tag not in self._own:
                        self.extract.anchors.pop(tag, None)
            if is_new or number is None or (number >= len(old) and self.printed.is_known):
                if item := self._new_item(row, f"{path}[{len(order)}]", columns):
                    item |= {
                        key: value for key, value in self._said_above(row, path, columns) if key not in item
                    }
                    order.append(None)
                    added.append(item)
                continue
            if number >= len(old):
                old.extend({} for _ in range(len(old), number + 1))
                put(self.values, path, old)
            self._lay_row(row, columns)
            for key, value in self._said_above(row, path, columns):
                self._set(f"{row.item}.{key}", value)
            if number not in order:
                order.append(number)
        self._lay_preprinted(path)
        order = self._with_not_shown(path, order, old)
        new = iter(added)
        put(self.values, path, [next(new) if number is None else old[number] for number in order])
        self.origins[path] = tuple(order)

    def _with_not_shown(self, path: str, order: list[int | None], old: list[Plain]) -> list[int | None]:
        """Return the places of a list's items, those included that have no row though nobody deleted them."""
        shown = self.printed.items(path) if self.printed.is_known else []
        # Shown in another order than the file's, or in one that is not known: the file's stays.
        if not self.printed.is_known or shown != sorted(shown):
            new = [number for number in order if number is None]
            order = [*sorted(number for number in order if number is not None), *new]
        # An item whose other fields are there, in no row or in rows of its own, isn't one that somebody deleted.
        shown = [
            number for number in shown if number in order or not self._is_elsewhere(f"{path}[{number}].")
        ]
        lost = {*shown}.difference(order).intersection(range(len(old)))
        if lost and self._has_table(path):
            self.gone += [f"{path}[{number}]" for number in sorted(lost - self._deleted(path))]
            lost = set()
        # What the paper never showed, or what is not there with its whole table.
        for number, item in enumerate(old):
            was_shown = number in shown and number not in lost
            if number not in order and not was_shown and (self.printed.is_known or item):
                order.append(number)
        return order

    def _is_elsewhere(self, start: str) -> bool:
        return any(tag.startswith(start) for tag in (*self.extract.lines, *self.extract.prose))

    def _has_table(self, path: str) -> bool:
        """Return whether anything of a list's table is there: a row, its heading, or a row that somebody deleted."""
        rows = self.extract.rows
        is_there = any(
            item_number(row, path) is not None or self.printed.is_heading_of(path, row) for row in rows
        )
        return is_there or bool(self._deleted(path))

    def _deleted(self, path: str) -> set[int]:
        """Return the places of the items whose rows were deleted with tracked changes."""
        items = (item_of(tag[: tag.rindex("]") + 1]) for tag in self.extract.deleted if "]" in tag)
        return {item[1] for item in items if item is not None and item[0] == path}

    def _rows_of_list(self, path: str, columns: Columns) -> Iterator[tuple[Row, bool]]:
        """Yield the rows of a list, each with whether it is a new one: without fields, or with another's."""
        rows = self.extract.rows
        tables = (row.table for row in (*rows, *self.printed.rows) if item_number(row, path) is not None)
        main = next(tables, 0)
        is_headed = any(row.header for row in rows if row.table == main)
        for row in rows:
            if item_number(row, path) is not None:
                yield row, id(row) in self._copied
            elif row.table == main and is_headed and not row.item and not row.header:
                # With fields of no list, it is the applicant among the parties.
                is_none = any(tags for tags, _ in row.cells) or not row_text(row).strip(" |")
                if not is_none and len(row.cells) == len(columns) and not self.printed.is_fixed_row(row):
                    yield row, True

    def _lay_row(self, row: Row, columns: Columns) -> None:
        """Take in what was typed in the row of an item that the list has."""
        for tag, text in row.fields.items():
            if self._own.get(tag) == id(row) and row.holds(tag) and not self.printed.is_line(tag, text):
                self._lay_line(tag, text)
        for tag, paragraphs in row.prose.items():
            if self._own.get(tag) == id(row) and row.holds(tag):
                self._lay_prose(tag, paragraphs)
        # Cells that lost their anchors, or never had one.
        before = self.printed.row(row.item)
        if before is not None and len(before.cells) == len(row.cells) == len(columns):
            for names, (tags, text), (_, was) in zip(columns, row.cells, before.cells, strict=True):
                if names and not tags:
                    self.read += text.split("\n")
                # Without an anchor and without a text the field isn't there: nobody has emptied it.
                is_label = self.printed.is_fixed(text)
                if names and not tags and text.strip() and not is_label and normal(text) != normal(was):
                    for name, part in split_cell(names, text):
                        if f"{row.item}.{name}" not in row.fields:
                            self._lay_line(f"{row.item}.{name}", part)

    def _lay_preprinted(self, path: str) -> None:
        """Take in what a waiting row held from the beginning, once somebody has filled the rest of it."""
        for row in (row for row in self.extract.rows if item_number(row, path) is not None):
            if row.item in self.waiting and value_at(self.values, row.item):
                for tag, text in row.fields.items():
                    if (
                        text.strip()
                        and value_at(self.values, tag) is None
                        and self.printed.is_line(tag, text)
                    ):
                        self._lay_line(tag, text)

    def _said_above(self, row: Row, path: str, columns: Columns) -> Iterator[tuple[str, Plain]]:
        """Yield the category of a row's item where a row above says it: a table may be divided by its costs' kinds."""
        place = schema().get(f"{pattern_of(path)}[].{_KIND}")
        if place is None or not place.vocabulary or any(_KIND in names for names in columns):
            return
        if kind := self._kinds_above(place.vocabulary).get(id(row)):
            yield _KIND, kind

    def _kinds_above(self, vocabulary: str) -> Mapping[int, str]:
        """Return the category that the nearest row above says which says one, for each row (by its identity)."""
        if vocabulary not in self._said:
            find, last = self.programme.vocabulary(vocabulary).find, dict[int, str]()
            said = self._said[vocabulary] = {}
            for row in self.extract.rows:
                if row.table in last:
                    said[id(row)] = last[row.table]
                texts = [text for tags, text in row.cells if not tags and text.strip()]
                entry = find(texts[0]) if len(texts) == 1 and not row.item else None
                if entry is not None:
                    last[row.table] = entry.key
        return self._said[vocabulary]

    def _new_item(self, row: Row, place: str, columns: Columns) -> dict[str, Plain]:
        """Return the item of a row that was added; `place` is the one that it will have."""
        item: dict[str, Plain] = {}
        unmarked = [
            (names, self._typed_in(text, is_shown=bool(row.item)))
            for names, (tags, text) in zip(columns, row.cells, strict=False)
            if names and not tags
        ]
        self.read += [line for _, text in unmarked for line in text.split("\n") if line]
        whole = dict(self._of_shared_cells(row, columns))
        typed = [pair for pair in _own_of(row, row.fields) if pair[0] not in whole] if row.item else []
        typed += whole.items()
        typed += [pair for names, text in unmarked for pair in split_cell(names, text)]
        for name, text in typed:
            if "[" in name:  # of a list within a row that is new: nothing says which of its items
                self._report_stray(f"{row.item}.{name}", text)
                continue
            if (days := days_of_pair(name, text)) is not None:
                item |= days
                continue
            try:
                value = typed_value(schema()[pattern_of(f"{place}.{name}")], text, self.programme)
            except TypedError as error:
                self._report(f"{place}.{name}", error.code, text, error.allowed)
                continue
            is_product = name == "amount" and "unit_price" in item and not self.waiting
            if value is not None and not is_product:
                put(item, name, value)
        for name, paragraphs in _own_of(row, row.prose):
            long = _prose_text(paragraphs)
            if "[" in name:
                self._report_stray(f"{row.item}.{name}", long or "")
            elif long is not None:
                put(item, name, long)
        for tag in (tag for tag in self._own if item and row.holds(tag) and tag not in row.fields):
            name = tag[len(row.item) + 1 :]
            for text in self._strays(tag) if name not in item else ():
                self._report(f"{place}.{name}", "copy", text)
        return item

    def _of_shared_cells(self, row: Row, columns: Columns) -> Iterator[tuple[str, str]]:
        """Yield the fields of cells of a row that show several, where one lost its control: `12 kk` is all in one."""
        for names, (tags, text) in zip(columns, row.cells, strict=False):
            own = {tag[len(row.item) + 1 :] for tag in tags if row.holds(tag)}
            is_in_part = len(own) == len(tags) > 0 and own < {*names}
            if is_in_part and not any(f"{row.item}.{name}" in row.fields for name in {*names} - own):
                parts = [*split_cell(names, self._typed_in(text, is_shown=True))]
                yield from parts if own < {name for name, part in parts if part.strip()} else ()

    def _strays(self, tag: str) -> Iterator[str]:
        """Yield what controls of a field say that are in no row of its item: a row that was added may lack one."""
        inside = Counter(row.fields[tag] for row in self.extract.rows if row.holds(tag) and tag in row.fields)
        outside = Counter(self.extract.lines.get(tag, ())) - inside
        yield from (text for text in outside if text.strip() and not self.printed.is_line(tag, text))

    def _typed_in(self, text: str, *, is_shown: bool) -> str:
        """Return what was typed in a cell without fields: neither prompts, nor our own lines that got next to it.

        In a row that `is_shown` by its fields, a cell of ours alone is a label.
        """
        prompts = self.printed.prompts
        lines = (text if prompts is None else prompts.without(text)).split("\n")
        own = [line for line in lines if not self.printed.is_fixed(line)]
        return "\n".join(own if is_shown or any(map(str.strip, own)) else lines)

    def _report_stray(self, path: str, text: str) -> None:
        if text.strip():
            self._report(path, "no-such-item", text)

    # Values that the model refuses: they are reported, what was there before stays, and so does everything else

    def accepted(self, base: dict[str, Plain]) -> Application:
        """Return the application, without the values that the model refuses; `base` are the values before."""
        extract = self.extract
        # Each round takes out one value at least.
        for _ in range(2 + len(extract.lines) + len(extract.prose) + len(extract.rows)):
            try:
                return application_from(self.values)
            except LoadError as error:
                for fault in {fault.path: fault for fault in error.faults}.values():
                    self._take_back(base, fault)
        raise FormError("damaged", "what was typed cannot be made an application")

    def _take_back(self, base: dict[str, Plain], fault: Fault) -> None:
        path, old = fault.path, self._place_before(fault.path)
        value, was = value_at(self.values, path), value_at(base, old) if old else None
        if isinstance(value, dict):  # values of an item that do not go together: the last one is taken out
            for key, typed in reversed([*value.items()]):
                was = value_at(base, f"{old}.{key}") if old else None
                if isinstance(typed, dict | list) or typed == was:
                    continue
                put(value, key, was)
                self.problems.append(NotUnderstood(f"{path}.{key}", fault.code, str(typed), fault.allowed))
                return
        else:
            self.problems.append(NotUnderstood(path, fault.code, fault.found, fault.allowed))
            in_row = value is not None and path.partition("]")[2]
            if not isinstance(value, list) and (in_row or value != was):
                put(self.values, path, was)
                return
        # What is wrong is not in one value of the list: it is as it was.
        whole = path.partition("[")[0]
        put(self.values, whole, value_at(base, whole))
        for listed in [listed for listed in self.origins if listed.startswith(whole)]:
            del self.origins[listed]

    def _place_before(self, path: str) -> str | None:
        """Return where a value was before rows were moved or removed; None in a row that is new."""
        before = ""
        for step in steps(path):
            if isinstance(step, str):
                before = f"{before}.{step}" if before else step
                continue
            numbers = self.origins.get(before)
            number = step if numbers is None or step >= len(numbers) else numbers[step]
            if number is None:
                return None
            before = f"{before}[{number}]"
        return before


@cache
def _gaps() -> frozenset[str]:
    """Return what papers show where something is still missing."""
    return frozenset(normal(wording(language).message("documents.to-complete")) for language in LANGUAGES)


def _without_gap(text: str) -> str:
    """Return what was typed behind what papers show where something is missing, or instead of it."""
    while gap := next((gap for gap in _gaps() if text.lstrip().startswith(gap)), ""):
        text = text.lstrip().removeprefix(gap).lstrip()
    return text


def columns_of(path: str, rows: Iterable[Row]) -> Columns:
    """Return the fields of each column of a list's table, as most of its rows show."""
    listed = [row for row in rows if item_number(row, path) is not None]
    widest = max((len(row.cells) for row in listed), default=0)
    columns: list[tuple[str, ...]] = [()] * widest
    for row in (row for row in listed if len(row.cells) == widest):
        for at, (tags, _) in enumerate(row.cells):
            names = tuple(tag[len(row.item) + 1 :] for tag in tags if tag.startswith(f"{row.item}."))
            if len(names) > len(columns[at]):
                columns[at] = names
    return columns


def split_cell(names: Sequence[str], text: str) -> Iterator[tuple[str, str]]:
    """Yield the text of each field of a cell that shows several: what is in brackets, a unit, an address, a day."""
    first, *others = names
    if not others:
        yield first, text
    elif first == "quantity" and (found := _AMOUNT_AND_UNIT.fullmatch(text.strip())):
        yield from zip(names, found.groups(), strict=False)
    elif others[-1] == "proof":
        found = _WITH_PROOF.fullmatch(text)
        yield from split_cell(names[:-1], found[1].rstrip() if found else text)
        yield from [("proof", found[2].lstrip())] if found else ()
    elif others == ["email"] and "@" in text:
        before, _, after = text.rpartition(",")
        yield from ((first, before.strip()), ("email", after.strip()))
    elif others == ["due_date"] and (found := _AND_DAY.fullmatch(text.rstrip())):
        yield from ((first, found[1].rstrip()), ("due_date", found[2]))
    elif others[0] in ("company", "single_undertaking") and (found := _IN_BRACKETS.fullmatch(text.rstrip())):
        yield from zip(names, (found[1].rstrip(), found[2]), strict=False)
    else:
        yield first, text


def _day_of(text: str) -> str | None:
    try:
        return typed_day(text).isoformat()
    except TypedError:
        return None


def _texts_of(row: Row) -> dict[str, str]:
    """Return the texts of a row's fields, also of those that are no item's of its own."""
    return row.fields | {tag: _prose_text(parts) or "" for tag, parts in row.prose.items()}


def _own_of(row: Row, fields: Mapping[str, Found]) -> Iterator[tuple[str, Found]]:
    """Yield those of a row's fields that are of its item, named without it: others may have been pasted there."""
    start = f"{row.item}."
    yield from ((tag.removeprefix(start), found) for tag, found in fields.items() if tag.startswith(start))


def _lines_of(text: str | None) -> list[str]:
    return [*filter(None, map(normal, (text or "").splitlines()))]


def _prose_text(paragraphs: Sequence[Paragraph]) -> str | None:
    """Return paragraphs and lists as a long text is written in an application file; of blank ones, None."""
    text = before = ""
    number = 0
    for paragraph in paragraphs:
        if not paragraph.text.strip():
            before = ""
            continue
        number += 1
        if paragraph.kind == "number":
            number = _number_of(paragraph.marker) or number
        marker = {
            "bullet": f"{paragraph.marker or '-'} ",
            "number": f"{paragraph.marker or f'{number}.'} ",
        }.get(paragraph.kind, "")
        number = number if marker else 0
        joined = "" if not text else "\n" if marker and before else "\n\n"
        text += f"{joined}{marker}{paragraph.text}"
        before = marker
    return text or None


def _number_of(marker: str) -> int:
    """Return the number of an item that its marker says; 0 for another marker."""
    found = _NUMBERED.fullmatch(marker.strip())
    return int(found[1]) if found else 0
