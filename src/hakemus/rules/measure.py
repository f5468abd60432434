"""Rules on the measure itself: is it named, are its rules in, is the programme in force."""

from collections.abc import Iterator

from hakemus.findings import Finding
from hakemus.rules.case import Case, Rule

PATH = "classification.measure"


def missing(case: Case) -> Iterator[Finding]:
    """The application names the measure (support form): without it no rule of a measure can be checked."""
    if case.application.classification.measure is None:
        reference = case.law("project-plan.required").reference
        yield Finding("measure.missing", "error", PATH, {"example": "preparatory-funding"}, reference)


def not_covered(case: Case) -> Finding:
    """Return the warning that the measure's rules are not in the library: silence on it is no approval."""
    named = case.application.classification.measure
    values = {"measure": case.measure.label if case.measure else named}
    return Finding("measure.not-covered", "warning", PATH, values)


RULES = (Rule("measure.missing", missing, ("project-plan.required",)),)
