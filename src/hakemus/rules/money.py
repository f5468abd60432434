"""Rules on costs and financing: nothing uncounted, and the financing covers the costs to the cent."""

from collections.abc import Iterator

from hakemus.findings import Finding
from hakemus.rules.case import Case, Rule, by_law


def amount_missing(case: Case) -> Iterator[Finding]:
    """Every cost has an amount, or a quantity and a unit price."""
    law = case.law("application.itemised-costs")
    for index, amount in enumerate(case.costing.item_amounts):
        if amount is None:
            yield by_law("costs.amount-missing", f"budget.items[{index}].amount", law)


def category_missing(case: Case) -> Iterator[Finding]:
    """Every cost has a category."""
    law = case.law("application.itemised-costs")
    for index, item in enumerate(case.application.budget.items):
        if item.category is None:
            yield by_law("costs.category-missing", f"budget.items[{index}].category", law)


def year_missing(case: Case) -> Iterator[Finding]:
    """Every cost falls in a year."""
    law = case.law("application.itemised-costs")
    for index, item in enumerate(case.application.budget.items):
        if item.year is None:
            yield by_law("costs.year-missing", f"budget.items[{index}].year", law)


def flat_rate_base(case: Case) -> Iterator[Finding]:
    """The base of a flat rate is told to be unsure while no source of the programme confirms it."""
    flat_rate = case.costing.flat_rate
    if flat_rate is not None and flat_rate.categories.certainty == "C":
        values = {"rate": flat_rate.percent.number}
        yield by_law("costs.flat-rate-base", "budget.cost_model", flat_rate.categories, values)


def balance(case: Case) -> Iterator[Finding]:
    """The financing equals the costs less income, with in-kind work on both sides."""
    costing = case.costing
    if costing.balance != 0:
        law = case.law("application.balanced-financing")
        values = {
            "financing": costing.financing_total,
            "costs": costing.net_costs,
            "difference": abs(costing.balance),
        }
        yield by_law("financing.balance", "budget.financing", law, values, severity="error")


RULES = (
    Rule("costs.amount-missing", amount_missing, ("application.itemised-costs",)),
    Rule("costs.category-missing", category_missing, ("application.itemised-costs",)),
    Rule("costs.year-missing", year_missing, ("application.itemised-costs",)),
    Rule("costs.flat-rate-base", flat_rate_base, ("flat-rate.calculated-40-base",)),
    Rule("financing.balance", balance, ("application.balanced-financing",)),
)
