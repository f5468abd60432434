"""Rules on what a funded project shows of its funding."""

from collections.abc import Iterator

from hakemus.findings import Finding
from hakemus.rules.case import Case, Rule, by_law

_LIMIT = "publicity.poster-above"


def poster(case: Case) -> Iterator[Finding]:
    """A Leader project of more than the limit puts up a poster; whether support or costs are meant is unsure.

    Told with certainty only where the support itself is above the limit, so that either meaning asks for one.
    """
    law = case.law(_LIMIT)
    support, costs = case.costing.leader_support, case.costing.total_costs
    if may_need_poster(case):
        values = {"support": support, "costs": costs, "limit": law.number}
        variant = "" if support > law.number else "costs"
        yield by_law("publicity.poster", "", law, values, variant, severity="warning")


def may_need_poster(case: Case) -> bool:
    """Return whether a poster is asked for in one of the two meanings that the limit may have."""
    return max(case.costing.leader_support, case.costing.total_costs) > case.law(_LIMIT).number


RULES = (Rule("publicity.poster", poster, (_LIMIT,)),)
