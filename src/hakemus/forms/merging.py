"""The fields of a form, one by one: what was typed becomes a value, and what it changes is told."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hakemus.forms.changes import Change, NotUnderstood
from hakemus.forms.field_places import field_places, is_long
from hakemus.forms.row_texts import ITEM, is_equal, is_same_prose, lines_of
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
from hakemus.values.field_paths import pattern_of
from hakemus.word.extraction import Extract, Paragraph, normal
from hakemus.word.printed_text import Printed


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
