"""Rules on the support sought: its rate and its amount, by the law and by the Leader group."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from hakemus.costing import SupportLimit, has_rate, split_support, support_limits
from hakemus.findings import Finding
from hakemus.group import Amount, AmountKind
from hakemus.rules.case import Case, Rule, by_law, by_source
from hakemus.rules.group_projects import MEASURES as GROUP_PROJECTS
from hakemus.values.money import percentage_of
from hakemus.values.money import rate as rate_of

# Rules on the size of the project and of its support: smallest and largest amounts.

_SUPPORT_AMOUNTS = "budget.financing.leader_support"
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
        yield by_law("support.minimum", _SUPPORT_AMOUNTS, law, values)
    for limit in _amounts_of_group(case, "support-smallest"):
        if sought < limit.euros:
            values = {"sought": sought, "smallest": limit.euros}
            yield by_source(limit, "support.minimum", _SUPPORT_AMOUNTS, values)


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
        yield by_law("small-project.support-minimum", _SUPPORT_AMOUNTS, law, values, variant)


def _amounts_of_group(case: Case, kind: AmountKind) -> Sequence[Amount]:
    """Return the most lenient of the group's amounts of a kind: which condition holds, nothing tells."""
    if case.group is None or case.measure is None:
        return ()
    found = case.group.amounts_for(kind, case.measure.key, case.costing.total_costs, case.on)
    return found[:1] if kind.endswith("largest") else found[-1:]


RULES_AMOUNTS = (
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


_SUPPORT = "budget.financing.leader_support"


def rate(case: Case) -> Iterator[Finding]:
    """The support is at most the highest rate of the net costs, by the law and by the Leader group."""
    for limit in _limits(case):
        # The law's rate of a group project has a rule of its own (group-project.rate).
        own_rule = case.measure is not None and case.measure.key in GROUP_PROJECTS and not limit.is_of_group
        if limit.kind == "rate" and not own_rule and case.costing.leader_support > limit.largest:
            values = {
                "rate": case.costing.support_rate,
                "highest": limit.value,
                "sought": case.costing.leader_support,
                "largest": limit.largest,
            }
            yield _against(limit, "support.rate", values)


def disagreement(case: Case) -> Iterator[Finding]:
    """The support in euros and the support in per cent say the same: either follows from the other."""
    plan, net = case.application.budget.financing, case.costing.net_costs
    amount, percent = plan.leader_support, plan.support_rate
    if amount is None or percent is None or not has_rate(case.costing):
        return
    counted = percentage_of(net, percent)
    if counted != amount and rate_of(amount, net) != percent:
        law = case.law("application.balanced-financing")
        values = {"sought": amount, "rate": percent, "counted": counted, "costs": net}
        yield by_law("support.rate", "budget.financing.support_rate", law, values, "disagreement", "warning")


def condition(case: Case) -> Iterator[Finding]:
    """A rate that the Leader group gives only on a condition is told with it: the library cannot check it."""
    if case.group is None or case.measure is None or not has_rate(case.costing):
        return
    rates = case.group.rates_for(case.measure.key, case.costing.total_costs, case.on)
    open_to_all = max((rate.percent for rate in rates if rate.condition is None), default=Decimal(0))
    sought = case.costing.leader_support
    needed = [rate for rate in rates if rate.condition is not None and rate.percent > open_to_all]
    if needed and sought > percentage_of(case.costing.net_costs, open_to_all):
        values = {
            "rate": case.costing.support_rate,
            "conditions": tuple(rate.condition for rate in needed),
            "highest": open_to_all,
        }
        yield Finding("support.condition", "note", _SUPPORT, values, needed[0].reference)


def ceiling(case: Case) -> Iterator[Finding]:
    """The support, and all public support together, stay under the ceilings of the law and of the Leader group."""
    costing = case.costing
    for limit in _limits(case):
        if limit.kind == "support" and costing.leader_support > limit.value:
            yield _against(
                limit, "support.ceiling", {"sought": costing.leader_support, "largest": limit.value}
            )
        public = costing.leader_support + costing.other_public_total
        if limit.kind == "public-support" and public > limit.value:
            values = {
                "public": public,
                "sought": costing.leader_support,
                "other_public": costing.other_public_total,
                "largest": limit.value,
            }
            yield _against(limit, "support.ceiling", values, "public")


def split(case: Case) -> Iterator[Finding]:
    """The Leader support comes from the EU, the state and the municipalities, in the shares of the programme's frame.

    Cents are parted by the method of largest remainders. That each decision is split so, is inferred.
    """
    support = case.costing.leader_support
    law = case.law("funding-split.split-of-each-decision")
    if law.yes and support > 0:
        parts = split_support(support, case.programme, case.on)
        values = {
            "sought": support,
            "eu": parts.eu,
            "state": parts.state,
            "municipalities": parts.municipalities,
        }
        yield by_law("financing.split", _SUPPORT, law, values)


def _limits(case: Case) -> tuple[SupportLimit, ...]:
    if case.measure is None:
        return ()
    return support_limits(case.costing, case.measure, case.on, case.group)


def _against(limit: SupportLimit, rule: str, values: dict[str, Any], variant: str = "") -> Finding:
    return by_source(limit.source, rule, _SUPPORT, values, variant)


RULES = (
    Rule("support.rate", rate, ("support-rate-highest", "support-rate")),
    Rule("support.rate", disagreement, ("application.balanced-financing",)),
    Rule("support.condition", condition, ("support-rate",)),
    Rule(
        "support.ceiling",
        ceiling,
        ("support-largest", "public-support.largest", "public-support.measures"),
    ),
    Rule(
        "financing.split",
        split,
        (
            "funding-split.eu",
            "funding-split.state",
            "funding-split.municipalities",
            "funding-split.split-of-each-decision",
        ),
    ),
)
