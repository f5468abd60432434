"""The rules: an application beside the law of a day gives findings. One pure function a rule, one module a subject."""

from datetime import date

from hakemus.costing import cost
from hakemus.findings import Finding, Report
from hakemus.model import Application
from hakemus.programme import Measure, Programme
from hakemus.rules import applicant, measure, money, period, plan, preparatory_funding
from hakemus.rules.case import Case, Rule

__all__ = ["RULES", "Case", "Rule", "check_rules", "list_rules"]

RULES: tuple[Rule, ...] = (
    *measure.RULES,
    *applicant.RULES,
    *preparatory_funding.RULES,
    *period.RULES,
    *plan.RULES,
    *money.RULES,
)


def list_rules() -> tuple[Rule, ...]:
    """Return every rule, in the order in which a report tells them.

    >>> [rule.id for rule in list_rules()][:2]
    ['measure.missing', 'measure.not-covered']
    """
    return RULES


def covers(found: Measure | None) -> bool:
    """Return whether the rules of a measure are in the library: whether any rule is its own."""
    return found is not None and any(rule.measure == found.key for rule in RULES)


def check_rules(application: Application, programme: Programme, on: date) -> Report:
    """Return what the programme's law of a day finds in an application.

    On a day before the programme's law there is no law to check by: the report says only that.
    """
    if not programme.in_force(on):
        values = {"first": programme.first_day, "on": on}
        finding = Finding("programme.not-in-force", "error", "date", values, programme.reference)
        return Report(on, (finding,), covered=False)
    named = application.classification.measure
    found = programme.measure(named) if named is not None else None
    case = Case(application, programme, found, cost(application.budget, programme, on), on)
    findings = [finding for rule in RULES if rule.holds_for(case) for finding in rule.check(case)]
    if named is not None and not covers(found):
        findings.insert(0, measure.not_covered(case))
    return Report(on, tuple(findings), covered=covers(found))
