"""Rules on the size of the project and of its support: smallest and largest amounts."""

from collections.abc import Iterator, Sequence

from hakemus.findings import Finding
from hakemus.group import Amount, AmountKind
from hakemus.rules.case import Case, Rule, by_law, by_source

_SUPPORT = "budget.financing.leader_support"
_SMALL_PROJECT = "small-project"


def minimum(case: Case) -> Iterator[Finding]:
    """The support is no smaller than the smallest that the law or the Leader group gives."""
    if not case.costing.states_support:
        return
    sought = case.costing.leader_support
    # The law of a small project has a rule of its own (small-project.support-minimum).
    is_small = case.measure is not None and case.measure.key == _SMALL_PROJECT
    law = None if is_small else case.measure_law("support-smallest")
    if law is not None and sought < law.number:
        values = {"sought": sought, "smallest": law.number}
        yield by_law("support.minimum", _SUPPORT, law, values)
    for limit in _amounts_of_group(case, "support-smallest"):
        if sought < limit.euros:
            values = {"sought": sought, "smallest": limit.euros}
            yield by_source(limit, "support.minimum", _SUPPORT, values)


def total_costs(case: Case) -> Iterator[Finding]:
    """The total costs are within the limits that the Leader group sets for the measure."""
    costs = case.costing.total_costs
    if not case.costing.states_costs:
        return
    for limit in _amounts_of_group(case, "total-costs-largest"):
        if costs > limit.euros:
            values = {"costs": costs, "largest": limit.euros}
            yield by_source(limit, "costs.total", "budget.items", values, "above")
    for limit in _amounts_of_group(case, "total-costs-smallest"):
        if costs < limit.euros:
            values = {"costs": costs, "smallest": limit.euros}
            yield by_source(limit, "costs.total", "budget.items", values, "below")


def small_project_total(case: Case) -> Iterator[Finding]:
    """A small project costs at most so much in all."""
    law, costs = case.law("small-project.total-costs-largest"), case.costing.total_costs
    if costs > law.number:
        values = {"costs": costs, "largest": law.number}
        yield by_law("small-project.total", "budget.items", law, values)


def small_project_minimum(case: Case) -> Iterator[Finding]:
    """A small project gets at least the smallest support: less is not granted."""
    law, sought = case.law("small-project.support-smallest"), case.costing.leader_support
    if sought < law.number:
        variant = "" if case.costing.states_support else "missing"
        values = {"sought": sought, "smallest": law.number}
        yield by_law("small-project.support-minimum", _SUPPORT, law, values, variant)


def _amounts_of_group(case: Case, kind: AmountKind) -> Sequence[Amount]:
    """Return the most lenient of the group's amounts of a kind: which condition holds, nothing tells."""
    if case.group is None or case.measure is None:
        return ()
    found = case.group.amounts_for(kind, case.measure.key, case.costing.total_costs, case.on)
    return found[:1] if kind.endswith("largest") else found[-1:]


RULES = (
    Rule("support.minimum", minimum, ("support-smallest",)),
    Rule("costs.total", total_costs),
    Rule(
        "small-project.total",
        small_project_total,
        ("small-project.total-costs-largest",),
        (_SMALL_PROJECT,),
    ),
    Rule(
        "small-project.support-minimum",
        small_project_minimum,
        ("small-project.support-smallest",),
        (_SMALL_PROJECT,),
    ),
)
