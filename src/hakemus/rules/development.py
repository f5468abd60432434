"""Rules of development projects: several carry them out together, and they are larger than small projects."""

from collections.abc import Iterator

from hakemus.findings import Finding
from hakemus.rules.case import Case, Rule, by_law


def partners(case: Case) -> Iterator[Finding]:
    """A development project is carried out by several organisations together: the applicant and its partners.

    Only partners with a name count. A project so cheap that it is a small project may have one alone.
    """
    law = case.measure_law("partners-fewest")
    if law is None or _is_small(case):
        return
    found = 1 + sum(partner.name is not None for partner in case.application.partners)
    if found < law.number:
        yield by_law("development.partners", "partners", law, {"found": found, "fewest": int(law.number)})


def total(case: Case) -> Iterator[Finding]:
    """A development project costs more than a small project may: what costs less is applied for as one."""
    law = case.measure_law("total-costs-above")
    if law is not None and _is_small(case):
        values = {"costs": case.costing.total_costs, "limit": law.number}
        yield by_law("development.total", "budget.items", law, values)


def _is_small(case: Case) -> bool:
    """Return whether the costs are stated and no higher than those of a small project."""
    law = case.measure_law("total-costs-above")
    return law is not None and case.costing.states_costs and case.costing.total_costs <= law.number


RULES = (
    Rule("development.partners", partners, ("partners-fewest", "total-costs-above")),
    Rule("development.total", total, ("total-costs-above",)),
)
