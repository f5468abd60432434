"""What a rule reads: the application, the law of a day, and the money counted by it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from hakemus.case import Case as Case  # noqa: PLC0414 - rules get it here with what else they are made of
from hakemus.findings import Finding, Severity
from hakemus.group import Setting
from hakemus.programme import Certainty, DatedValue, Measure, Parameter
from hakemus.texts import wording

_SEVERITIES: dict[Certainty, Severity] = {"A": "error", "B": "warning", "C": "note"}


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


# A finding by its source: the law, or the decision of a Leader group.


def by_source(
    source: DatedValue | Setting, rule: str, path: str, values: dict[str, Any], variant: str = ""
) -> Finding:
    """Return a finding by the law, as grave as it is certain, or by the group's own decision: a warning."""
    if isinstance(source, DatedValue):
        return by_law(rule, path, source, values, variant)
    variant = f"{variant}-group" if variant else "group"
    return Finding(rule, "warning", path, values, source.reference, variant)


# Whether the library's rules cover a measure: each condition its law tells is checked, told, or none at all.

NO_CONDITION = frozenset({
    # What the measure is, and what its money is for.
    "contents", "definition", "members", "purpose",
    # What the authority or the project does afterwards.
    "instalments", "proof", "receipts-needed", "start-before-decision", "selection-criteria",
    # What is lighter or free: nothing can be against it.
    "cost-rows", "lighter-plan-and-criteria", "own-share", "preparatory-funding-available", "several-years",
    # What the library itself makes of it.
    "papers", "papers-further",
})  # fmt: skip
"""Names of parameters that set no condition that an application could fail."""

BY_HAND = frozenset(
    {
        "application-to-each-group",
        "companies-share",
        "company-specific-de-minimis",
        "costs-not-eligible",
        "eligible-costs",
        "energy-areas",
        "energy-support-rate",
        "foreign-partners-fewest",
        "group-project-de-minimis",
        "investment-plan",
        "investments-separately",
        "largest-times-in-period",
        "leader-groups-fewest",
        "linked-by-project-number",
        "not-together-with",
        "only-from-leader-groups",
        "person-years-most",
        "plan-to-apply",
        "services-de-minimis",
        "support-rate-highest-entrepreneurs",
        "support-rate-lowest",
        "support-rates-by-state-aid",
        "times-in-period",
    }
)
"""Names of conditions that turn on something which no field of an application says: a note names them."""


def by_hand(measure: Measure, on: date) -> tuple[Parameter, ...]:
    """Return the measure's conditions that someone has to check by hand, sorted by name.

    >>> from hakemus.programme import open_programme
    >>> found = by_hand(open_programme().measure("interregional"), date(2024, 3, 1))
    >>> "interregional.foreign-partners-fewest" in [parameter.path for parameter in found]
    True
    """
    return tuple(parameter for parameter in measure.standing("set", on) if _name(parameter) in BY_HAND)


def unchecked(measure: Measure, on: date, rules: Iterable[Rule]) -> tuple[Parameter, ...]:
    """Return the measure's conditions that no rule reads and no list above explains, sorted by name.

    What each group sets and what no source tells is not among them: notes of their own name those.
    """
    own = [rule for rule in rules if not rule.measures or measure.key in rule.measures]
    read = {parameter for rule in own for parameter in rule.parameters}
    explained = read | NO_CONDITION | BY_HAND
    return tuple(
        parameter
        for parameter in measure.standing("set", on)
        if parameter.path not in read and _name(parameter) not in explained
    )


def _name(parameter: Parameter) -> str:
    return parameter.path.partition(".")[2]
