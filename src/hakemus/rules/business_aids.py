"""Rules of the business aids, as far as anything is known of them: fixed sums, sizes, areas and time."""

from collections.abc import Iterator
from typing import Any

from hakemus.findings import Finding
from hakemus.rules.case import Case, Check, Rule, by_law
from hakemus.rules.period import latest_end

MEASURES = (
    "business-investment",
    "business-trial",
    "business-part-time",
    "business-full-time",
    "business-transfer",
    "business-development",
    "farm-trial",
)
_SUPPORT = "budget.financing.leader_support"


def amount(case: Case) -> Iterator[Finding]:
    """A business aid that is a fixed sum is exactly that sum, or one of those that the aid has."""
    law = case.measure_law("amount")
    if law is None or case.costing.leader_support in law.numbers:
        return
    allowed = sorted(law.numbers)
    values: dict[str, Any] = {"least": allowed[0], "most": allowed[-1]}
    one = "-one" if len(allowed) == 1 else ""
    if case.costing.states_support:
        values["sought"] = case.costing.leader_support
        yield by_law("business-aid.amount", _SUPPORT, law, values, one.removeprefix("-"))
    else:
        yield by_law("business-aid.amount", _SUPPORT, law, values, f"missing{one}")


def total(case: Case) -> Iterator[Finding]:
    """An investment of a business costs no less and no more than the aid is for."""
    least, most = case.measure_law("total-costs-smallest"), case.measure_law("total-costs-largest")
    costs = case.costing.total_costs
    if not case.costing.states_costs:
        return
    if least is not None and costs < least.number:
        yield by_law(
            "business-aid.total", "budget.items", least, {"costs": costs, "least": least.number}, "least"
        )
    if most is not None and costs > most.number:
        yield by_law(
            "business-aid.total", "budget.items", most, {"costs": costs, "most": most.number}, "most"
        )


def area(case: Case) -> Iterator[Finding]:
    """A business aid for some kinds of rural area only is sought for a project there."""
    law, rural_type = case.measure_law("areas"), case.application.classification.rural_type
    if law is not None and rural_type is not None and rural_type not in law.keys:
        vocabulary = case.programme.vocabulary("rural_type")
        areas = tuple(vocabulary.entry(key).label for key in law.keys)
        values = {"given": vocabulary.entry(rural_type).label, "areas": areas}
        yield by_law("business-aid.area", "classification.rural_type", law, values)


def duration(case: Case) -> Iterator[Finding]:
    """A trial lasts no longer than its aid is for."""
    law = case.measure_law("duration-longest")
    start, end = case.application.project.start_date, case.application.project.end_date
    if law is None or start is None or end is None:
        return
    latest = latest_end(start, int(law.number), case.programme.parameter(law.path).unit)
    if end > latest:
        values = {"start": start, "end": end, "latest": latest}
        yield by_law("business-aid.duration", "project.end_date", law, values)


_CHECKS: tuple[tuple[str, Check, tuple[str, ...]], ...] = (
    ("business-aid.amount", amount, ("amount",)),
    ("business-aid.total", total, ("total-costs-smallest", "total-costs-largest")),
    ("business-aid.area", area, ("areas",)),
    ("business-aid.duration", duration, ("duration-longest",)),
)
RULES = tuple(Rule(identifier, check, parameters, MEASURES) for identifier, check, parameters in _CHECKS)
