"""The rules: an application beside the law of a day gives findings; one pure function a rule."""

from datetime import date

from hakemus.costing import cost
from hakemus.findings import Finding, Report
from hakemus.group import LeaderGroup
from hakemus.model import Application
from hakemus.programme import Measure, Programme
from hakemus.rules import applicant, guides, measure, money, period, plan, preparatory_funding
from hakemus.rules.case import Case, Rule

__all__ = ["RULES", "Case", "Rule", "check_rules", "list_rules"]

RULES: tuple[Rule, ...] = (
    *measure.RULES,
    *applicant.RULES,
    *preparatory_funding.RULES,
    *period.RULES,
    *plan.RULES,
    *guides.RULES,
    *money.RULES,
)


def list_rules() -> tuple[Rule, ...]:
    """Return every rule, in the order in which a report tells them.

    >>> [rule.id for rule in list_rules()][:2]
    ['measure.missing', 'applicant.name']
    """
    return RULES


def covers(found: Measure | None) -> bool:
    """Return whether the rules of a measure are in the library: whether any rule is its own."""
    return found is not None and any(found.key in rule.measures for rule in RULES)


def check_rules(
    application: Application, programme: Programme, on: date, group: LeaderGroup | None = None
) -> Report:
    """Return what the programme's law of a day finds in an application.

    On a day before the programme's law there is no law to check by: the report says only that.
    """
    if not programme.in_force(on):
        values = {"first": programme.first_day, "on": on}
        finding = Finding("programme.not-in-force", "error", "date", values, programme.reference)
        return Report(on, (finding,), covered=False)
    named = application.classification.measure
    found = programme.measure(named) if named is not None else None
    case = Case(application, programme, found, cost(application.budget, programme, on), on, group)
    findings = [finding for rule in RULES if rule.holds_for(case) for finding in rule.check(case)]
    if named is not None and not covers(found):
        findings.insert(0, measure.not_covered(case))
    return Report(on, tuple(findings), covered=covers(found))
