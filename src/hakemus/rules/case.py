"""What a rule reads: the application, the law of a day, and the money counted by it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from hakemus.costing import Costing
from hakemus.findings import Finding, Severity
from hakemus.group import LeaderGroup
from hakemus.model import Application
from hakemus.programme import Certainty, DatedValue, Measure, Programme
from hakemus.texts import wording

_SEVERITIES: dict[Certainty, Severity] = {"A": "error", "B": "warning", "C": "note"}


@dataclass(frozen=True, slots=True)
class Case:
    """An application on a day.

    `measure` is None when the classification names none that the programme knows; `group` is the Leader group whose
    own rates and limits are to be checked, if it is given.
    """

    application: Application
    programme: Programme
    measure: Measure | None
    costing: Costing
    on: date
    group: LeaderGroup | None = None

    def law(self, path: str) -> DatedValue:
        """Return the value of a parameter on the day of the case."""
        return self.programme.parameter(path).on(self.on)

    def measure_law(self, name: str) -> DatedValue | None:
        """Return the value of a name for the case's measure, or None when its law gives none on the day."""
        return None if self.measure is None else self.measure.value_on(name, self.on)


Check = Callable[[Case], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its stable id, its check, the parameters it reads, and the only measures it holds for, if some.

    A parameter is a path (`in-kind.person-hour`), or a name alone (`support-rate-highest`) that is looked for
    in the file of the measure, then in that of its family, then in `every-measure`. No measures means all.
    """

    id: str
    check: Check
    parameters: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Return the rule in plain English: what its check says it is."""
        return " ".join((self.check.__doc__ or "").split())

    def holds_for(self, case: Case) -> bool:
        """Return whether the rule is to be checked in a case."""
        return not self.measures or (case.measure is not None and case.measure.key in self.measures)

    def in_language(self, language: str) -> str:
        """Return the rule in plain words in a language."""
        return wording(language).message(f"rules.{self.id}")


def severity_of(certainty: Certainty) -> Severity:
    """Return how grave a breach of a rule is: a certain rule gives an error, an inferred one only a note.

    >>> severity_of("B")
    'warning'
    """
    return _SEVERITIES[certainty]


def by_law(  # noqa: PLR0917
    rule: str,
    path: str,
    law: DatedValue,
    values: dict[str, Any] | None = None,
    variant: str = "",
    severity: Severity | None = None,
) -> Finding:
    """Return a finding that rests on a value of the law, as grave as the value is certain."""
    grave = severity or severity_of(law.certainty)
    return Finding(rule, grave, path, values or {}, law.reference, variant, law.certainty, law.note)
