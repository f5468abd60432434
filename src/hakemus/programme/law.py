"""A programme's law as data: its parameters by date, its vocabularies and its measures."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hakemus.errors import Fault, ParameterError, UnknownNameError
from hakemus.programme.measures import EVERY_MEASURE, Measure
from hakemus.programme.parameters import DatedValue, Parameter, Value
from hakemus.programme.terms import Certainty, Label, Reference
from hakemus.programme.vocabularies import Vocabulary


@dataclass(frozen=True, slots=True, repr=False)
class Programme:
    """The law of a funding period as we have it.

    `first_day` is the day from which its law is in force; when it ends, no source tells.
    """

    name: str
    label: Label
    first_day: date
    certainty: Certainty
    reference: Reference
    parameters_by_path: Mapping[str, Parameter]
    vocabularies_by_name: Mapping[str, Vocabulary]

    def __repr__(self) -> str:
        return f"Programme({self.name!r}, {len(self.parameters_by_path)} parameters)"

    def in_force(self, day: date) -> bool:
        """Return whether the programme's law is in force on a day.

        >>> from hakemus.programme import open_programme
        >>> open_programme().in_force(date(2023, 4, 5))
        False
        """
        return day >= self.first_day

    def day_of_law(self, day: date) -> date:
        """Return the day whose law is read for a day: the same, or the first of the programme's law when that is later.

        So papers may be drafted before there is any law: they tell what it will ask.

        >>> from hakemus.programme import open_programme
        >>> open_programme().day_of_law(date(2023, 1, 1))
        datetime.date(2023, 4, 6)
        """
        return max(day, self.first_day)

    def find(self, path: str) -> Parameter | None:
        """Return the parameter of a path such as `preparatory-funding.amount`, or None."""
        return self.parameters_by_path.get(path)

    def parameter(self, path: str) -> Parameter:
        """Return the parameter of a path; raise `ParameterError` for a path that is not known."""
        if found := self.parameters_by_path.get(path):
            return found
        likely = "".join(difflib.get_close_matches(path, self.parameters_by_path, n=1))
        fault = Fault(path, "unknown-parameter", path, "a path of `parameters()`", likely)
        raise ParameterError(f"the programme {self.name} has no parameter {path}", [fault])

    def parameters(self, file: str = "") -> tuple[Parameter, ...]:
        """Return all parameters, or those of one file, sorted by path."""
        return tuple(
            self.parameters_by_path[path] for path in sorted(self.parameters_by_path) if _in(path, file)
        )

    def value(self, path: str, day: date) -> Value:
        """Return the value of a parameter on a day; raise `ParameterError` when there is none."""
        return self.parameter(path).on(day).value

    def number(self, path: str, day: date) -> Decimal:
        """Return the number that a parameter is on a day; raise `ParameterError` when there is none.

        >>> from hakemus.programme import open_programme
        >>> open_programme().number("in-kind.person-hour", date(2024, 3, 1))
        Decimal('20')
        """
        return self.parameter(path).on(day).number

    def vocabulary(self, name: str) -> Vocabulary:
        """Return a vocabulary; raise `UnknownNameError` for a name that is not known."""
        if found := self.vocabularies_by_name.get(name):
            return found
        raise UnknownNameError("vocabulary", name, self.vocabularies_by_name)

    def vocabularies(self) -> tuple[Vocabulary, ...]:
        """Return all vocabularies, sorted by name."""
        return tuple(self.vocabularies_by_name[name] for name in sorted(self.vocabularies_by_name))

    def measure(self, text: str | None) -> Measure | None:
        """Return the measure whose key, or whose label in any language, the text is; or None."""
        entry = self.vocabulary("measure").find(text or "")
        return None if entry is None else Measure(entry, self)

    def measures(self) -> tuple[Measure, ...]:
        """Return all measures, in the order of the vocabulary."""
        return tuple(Measure(entry, self) for entry in self.vocabulary("measure").entries)

    def plan_headings(self, measure: Measure | None, day: date) -> DatedValue | None:
        """Return the headings that the law asks of the project plan; None for a measure of which no source tells.

        Without a measure they are those of every one.

        >>> from hakemus.programme import open_programme
        >>> programme, day = open_programme(), date(2024, 3, 1)
        >>> programme.plan_headings(None, day).keys[:3]
        ('need', 'objectives', 'measures')
        >>> programme.plan_headings(programme.measure("business-trial"), day) is None
        True
        """
        if measure is None:
            return self.parameter(f"{EVERY_MEASURE}.plan-headings").on(day)
        return measure.value_on("plan-headings", day)

    def has_file(self, name: str) -> bool:
        """Return whether there is a file of parameters of that name."""
        return any(_in(path, name) for path in self.parameters_by_path)


def _in(path: str, file: str) -> bool:
    return not file or path.startswith(f"{file}.")
