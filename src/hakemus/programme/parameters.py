"""A value of the law by date: what it is on a day, from when, by what, and how sure that is."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, NoReturn

from hakemus.errors import Fault, ParameterError
from hakemus.programme.terms import Certainty, Label, Reference

NumberUnit = Literal[
    "EUR",
    "EUR/hour",
    "per cent",
    "years",
    "months",
    "days",
    "persons",
    "person-years",
    "companies",
    "organisations",
    "Leader groups",
    "characters",
    "instalments",
    "times",
]
Unit = Literal[NumberUnit, "date", "yes-no", "text", "keys"]
DecidingDay = Literal["application-date", "decision-date"]
MarkKind = Literal["repealed", "group", "unknown"]
Standing = Literal["set", "not-yet-in-force", MarkKind]
Value = Decimal | tuple[Decimal, ...] | tuple[str, ...] | bool | date | Label

_REASONS: dict[MarkKind, str] = {
    "repealed": "it was repealed on {}; ask for an earlier day",
    "group": "each Leader group sets it since {}; take it from the group's own data",
    "unknown": "since {} no source we have seen tells it; leave it to the group or the authority",
}


@dataclass(frozen=True, slots=True)
class DatedValue:
    """A value that holds from `start` until the next one: with its certainty, reference and perhaps a note.

    `value` is a `Decimal` (or several, of which one is to be met), a `date`, a `bool`, a `Label` (text) or
    keys of a vocabulary. `note` says what is unsure, and is to be printed where the value is.
    """

    path: str
    start: date
    value: Value
    certainty: Certainty
    reference: Reference
    note: Label | None = None

    @property
    def number(self) -> Decimal:
        """Return the number; raise `ParameterError` when the value is none."""
        return self.value if isinstance(self.value, Decimal) else self._refuse("number")

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """Return the numbers, of which one is to be met; raise `ParameterError` when the value is none."""
        values = self.value if isinstance(self.value, tuple) else (self.value,)
        numbers = tuple(value for value in values if isinstance(value, Decimal))
        return numbers if numbers and len(numbers) == len(values) else self._refuse("numbers")

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys of the parameter's vocabulary; raise `ParameterError` when the value is none."""
        if not isinstance(self.value, tuple):
            self._refuse("keys")
        keys = tuple(value for value in self.value if isinstance(value, str))
        return keys if len(keys) == len(self.value) else self._refuse("keys")

    @property
    def yes(self) -> bool:
        """Return whether it is so; raise `ParameterError` when the value is no yes or no."""
        return self.value if isinstance(self.value, bool) else self._refuse("yes")

    @property
    def day(self) -> date:
        """Return the date; raise `ParameterError` when the value is none."""
        return self.value if isinstance(self.value, date) else self._refuse("day")

    @property
    def label(self) -> Label:
        """Return the text in three languages; raise `ParameterError` when the value is none."""
        return self.value if isinstance(self.value, Label) else self._refuse("label")

    def _refuse(self, wanted: str) -> NoReturn:
        found = type(self.value).__name__
        fault = Fault(self.path, "other-kind", found, "the property that fits the parameter's unit")
        raise ParameterError(f"{self.path} was asked for as `{wanted}`, but its value is a {found}", [fault])


@dataclass(frozen=True, slots=True)
class DatedMark:
    """From `start` on there is no value: it is repealed, each Leader group sets it, or no source tells it."""

    start: date
    kind: MarkKind
    certainty: Certainty
    reference: Reference
    note: Label | None = None


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value of the law through time.

    `path` is the file and the key (`preparatory-funding.amount`), `decided_by` the day that selects the
    value, `timeline` all that was ever said, `vocabulary` the list its keys come from ("" when it has none).
    """

    path: str
    label: Label
    unit: Unit
    decided_by: DecidingDay
    timeline: tuple[DatedValue | DatedMark, ...]
    vocabulary: str = ""

    def on(self, day: date) -> DatedValue:
        """Return the value of a day.

        Raise `ParameterError` on a day before the first, after the repeal, or when the group sets it or no
        source tells it.

        >>> from hakemus.programme import open_programme
        >>> parameter = open_programme().parameter("preparatory-funding.amount")
        >>> parameter.on(date(2024, 3, 1)).number
        Decimal('5000')
        """
        entry = self.entry_on(day)
        if isinstance(entry, DatedValue):
            return entry
        return self._refuse(day, entry.kind, _REASONS[entry.kind].format(entry.start))

    def standing(self, day: date) -> Standing:
        """Return how it stands with the value on a day: `set`, or why there is none.

        `group`: each Leader group sets it. `unknown`: the law or the authority surely has it, but no source
        we have seen tells it, so that a report names it: silence is not to be taken for approval.
        """
        entry = _entry_at(self.timeline, day)
        if entry is None:
            return "not-yet-in-force"
        return "set" if isinstance(entry, DatedValue) else entry.kind

    def entry_on(self, day: date) -> DatedValue | DatedMark:
        """Return what the timeline says on a day, a value or not; raise `ParameterError` before the first."""
        entry = _entry_at(self.timeline, day)
        if entry is None:
            first = self.timeline[0].start
            reason = f"its first day is {first}; ask for that day or a later one"
            return self._refuse(day, "not-yet-in-force", reason)
        return entry

    def _refuse(self, day: date, code: str, reason: str) -> NoReturn:
        fault = Fault(self.path, code, day.isoformat(), reason)
        raise ParameterError(f"{self.path} has no value on {day}: {reason}", [fault])


def _entry_at(timeline: Sequence[DatedValue | DatedMark], day: date) -> DatedValue | DatedMark | None:
    index = bisect_right(timeline, day, key=lambda entry: entry.start)
    return timeline[index - 1] if index else None
