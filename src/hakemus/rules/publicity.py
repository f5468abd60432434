"""Rules on what a funded project shows of its funding."""

from collections.abc import Iterator

from hakemus.findings import Finding
from hakemus.rules.case import Case, Rule, by_law


def poster(case: Case) -> Iterator[Finding]:
    """A Leader project of more than the limit puts up a poster; whether support or costs are meant is unsure.

    Told with certainty only where the support itself is above the limit, so that either meaning asks for one.
    """
    law = case.law("publicity.poster-above")
    support, costs = case.costing.leader_support, case.costing.total_costs
    if max(support, costs) > law.number:
        values = {"support": support, "costs": costs, "limit": law.number}
        variant = "" if support > law.number else "costs"
        yield by_law("publicity.poster", "", law, values, variant, severity="warning")


RULES = (Rule("publicity.poster", poster, ("publicity.poster-above",)),)
