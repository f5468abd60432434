"""Rules on the cost model and the payment method: what a measure allows, and what a flat rate already covers."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import reduce

from hakemus.costing import FlatRate
from hakemus.findings import Finding
from hakemus.model import CostCategory, CostItem, CostModel
from hakemus.programme import weaker
from hakemus.rules.case import Case, Rule, by_law, severity_of
from hakemus.values.money import ZERO, total

_MODEL = "budget.cost_model"
_INVESTMENTS = ("investment", "environmental-investment")
_SMALL_PROJECTS = ("small-project",)
_WITH_A_RULE_OF_THEIR_OWN = (*_INVESTMENTS, *_SMALL_PROJECTS, "preparatory-funding")
_COVERED_BY = {CostModel.CALCULATED_19: "covered_by_19", CostModel.CALCULATED_40: "covered_by_40"}


def missing(case: Case) -> Iterator[Finding]:
    """The application says how its costs are counted."""
    law = case.measure_law("cost-models")
    if law is not None and not _has_own_rule(case) and case.application.budget.cost_model is None:
        yield by_law(
            "cost-model.missing", _MODEL, law, {"models": _models(case, law.keys)}, severity="warning"
        )


def not_allowed(case: Case) -> Iterator[Finding]:
    """The cost model is one that the measure allows."""
    law, model = case.measure_law("cost-models"), case.application.budget.cost_model
    if law is not None and not _has_own_rule(case) and model is not None and model not in law.keys:
        values = {"model": _models(case, (model,))[0], "models": _models(case, law.keys)}
        yield by_law("cost-model.not-allowed", _MODEL, law, values)


def investment(case: Case) -> Iterator[Finding]:
    """An investment is counted by actual costs: no flat rate and no lump sum is open to it."""
    yield from _only(case, "investment.cost-model")


def small_project(case: Case) -> Iterator[Finding]:
    """A small project is a lump sum on its output."""
    yield from _only(case, "small-project.lump-sum")


def payment_method(case: Case) -> Iterator[Finding]:
    """The support is paid in a way that the measure allows."""
    law, method = case.measure_law("payment-methods"), case.application.budget.payment_method
    if law is not None and method is not None and method not in law.keys:
        vocabulary = case.programme.vocabulary("payment_method")
        labels = tuple(vocabulary.entry(key).label for key in law.keys)
        values = {"method": vocabulary.entry(method).label, "methods": labels}
        yield by_law("cost-model.payment-method", "budget.payment_method", law, values)


def flat_rate_overlap(case: Case) -> Iterator[Finding]:
    """No cost is itemised that the flat rate of the cost model already covers.

    A cost whose description is the very name of an indirect cost that the law lists is one for certain; that a whole
    category is covered is our inference, since it may hold other costs too.
    """
    flat_rate, model = case.costing.flat_rate, case.application.budget.cost_model
    if flat_rate is None or model is None:
        return
    by_category: dict[CostCategory, Decimal] = {}
    for index, (item, amount) in enumerate(
        zip(case.application.budget.items, case.costing.item_amounts, strict=True)
    ):
        if found := _named_indirect_cost(case, item):
            values = {"covered": found, "rate": flat_rate.percent.number}
            law = case.law("flat-rate.calculated-19-covers")
            yield by_law("cost-model.flat-rate-overlap", f"budget.items[{index}]", law, values)
        elif item.category is not None:
            by_category[item.category] = by_category.get(item.category, ZERO) + (amount or ZERO)
    yield from _covered_categories(case, flat_rate, by_category, _COVERED_BY[model])


def _covered_categories(
    case: Case, flat_rate: FlatRate, by_category: Mapping[CostCategory, Decimal], column: str
) -> Iterator[Finding]:
    """Return one finding that names the categories in use that the flat rate probably covers, with their sum."""
    vocabulary = case.programme.vocabulary("cost_category")
    entries = [vocabulary.entry(key) for key in CostCategory if key in by_category]
    covered = [entry for entry in entries if entry.flag(column)]
    if covered:
        values = {
            "covered": tuple(entry.label for entry in covered),
            "amount": total(by_category[CostCategory(entry.key)] for entry in covered),
            "rate": flat_rate.percent.number,
        }
        certainty = reduce(weaker, (entry.certainty for entry in covered), flat_rate.categories.certainty)
        yield Finding(
            "cost-model.flat-rate-overlap",
            severity_of(certainty),
            "budget.items",
            values,
            flat_rate.percent.reference,
            "category",
            certainty,
        )


def _only(case: Case, rule: str) -> Iterator[Finding]:
    law = case.measure_law("cost-models")
    if law is not None and case.application.budget.cost_model not in law.keys:
        yield by_law(rule, _MODEL, law, {"models": _models(case, law.keys)})


def _has_own_rule(case: Case) -> bool:
    return case.measure is not None and case.measure.key in _WITH_A_RULE_OF_THEIR_OWN


def _models(case: Case, keys: tuple[str, ...]) -> tuple[object, ...]:
    vocabulary = case.programme.vocabulary("cost_model")
    return tuple(vocabulary.entry(key).label for key in keys)


def _named_indirect_cost(case: Case, item: CostItem) -> object:
    """Return the label of the indirect cost of the 19 % model that an item's description is, or None."""
    if case.application.budget.cost_model is not CostModel.CALCULATED_19 or item.description is None:
        return None
    entry = case.programme.vocabulary("indirect_cost").find(item.description)
    covered = case.law("flat-rate.calculated-19-covers").keys
    return entry.label if entry is not None and entry.key in covered else None


RULES = (
    Rule("cost-model.missing", missing, ("cost-models",)),
    Rule("cost-model.not-allowed", not_allowed, ("cost-models",)),
    Rule("investment.cost-model", investment, ("investments.cost-models",), _INVESTMENTS),
    Rule("small-project.lump-sum", small_project, ("small-project.cost-models",), _SMALL_PROJECTS),
    Rule("cost-model.payment-method", payment_method, ("payment-methods",)),
    Rule(
        "cost-model.flat-rate-overlap",
        flat_rate_overlap,
        ("flat-rate.calculated-19", "flat-rate.calculated-19-covers", "flat-rate.calculated-40"),
    ),
)
