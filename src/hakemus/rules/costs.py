"""Rules on costs and financing: nothing uncounted, and the financing covers the costs to the cent."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import reduce

from hakemus.costing import FlatRate, is_evidence, purchases
from hakemus.findings import Finding
from hakemus.model import Annex, AnnexState, CostCategory, CostItem, CostModel
from hakemus.programme import weaker
from hakemus.programme.vocabularies import normal_form
from hakemus.rules.case import Case, Rule, by_law, severity_of
from hakemus.values.money import ZERO, percentage_of, total

# Rules on the cost model and the payment method: what a measure allows, and what a flat rate already covers.

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


RULES_COST_MODELS = (
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


# Rules on in-kind work (vastikkeeton työ, talkootyö): its value, the workers' age, its share, its estimate.

_FINANCING = "budget.financing.in_kind"


def rate(case: Case) -> Iterator[Finding]:
    """In-kind work is worth the fixed price of an hour, and the same sum is its cost and its financing.

    An hour of a machine is counted on top of its driver's hour.
    """
    stated, worth = case.application.budget.financing.in_kind, case.costing.in_kind_total
    if stated is not None and stated != worth:
        law, machine = case.law("in-kind.person-hour"), case.law("in-kind.machine-hour")
        values = {"stated": stated, "worth": worth, "hour": law.number, "machine_hour": machine.number}
        yield by_law("in-kind.rate", _FINANCING, law, values)


def age(case: Case) -> Iterator[Finding]:
    """Whoever does in-kind work is old enough; the age of the youngest is told."""
    law = case.law("in-kind.age-youngest")
    for index, work in enumerate(case.application.budget.in_kind_work):
        path = f"budget.in_kind_work[{index}].youngest_age"
        if work.youngest_age is None:
            yield by_law("in-kind.age", path, law, {"least": int(law.number)}, "missing", severity="warning")
        elif work.youngest_age < law.number:
            yield by_law("in-kind.age", path, law, {"age": work.youngest_age, "least": int(law.number)})


def share(case: Case) -> Iterator[Finding]:
    """In-kind work is at most all of the private funding: what the support leaves to be paid otherwise.

    The private funding is the costs less income, the support and other public money.
    """
    costing, law = case.costing, case.law("in-kind.share-of-private-largest")
    private = max(costing.net_costs - costing.leader_support - costing.other_public_total, ZERO)
    largest = percentage_of(private, law.number)
    if costing.in_kind_financing > largest:
        values = {"in_kind": costing.in_kind_financing, "private": private, "highest": law.number}
        yield by_law("in-kind.share", _FINANCING, law, values)


def form(case: Case) -> Iterator[Finding]:
    """The estimate of in-kind work tells each kind of work and its hours, as the authority's form asks."""
    law = case.law("in-kind.form")
    for index, work in enumerate(case.application.budget.in_kind_work):
        path = f"budget.in_kind_work[{index}]"
        if work.description is None:
            yield by_law("in-kind.form", f"{path}.description", law, {"paper_form": law.label})
        if work.hours is None and work.machine_hours is None:
            yield by_law("in-kind.form", f"{path}.hours", law, {"paper_form": law.label})


def accepted(case: Case) -> Iterator[Finding]:
    """In-kind work is a cost in the measures of which the authority says so; of another, the application is told."""
    if case.measure is None or not case.application.budget.in_kind_work:
        return
    law = case.measure_law("in-kind-accepted")
    if law is None or not law.yes:
        reference = case.law("investment.in-kind-accepted").reference
        values = {"measure": case.measure.label}
        yield Finding("in-kind.accepted", "note", "budget.in_kind_work", values, reference)


RULES_IN_KIND = (
    Rule("in-kind.rate", rate, ("in-kind.person-hour", "in-kind.machine-hour")),
    Rule("in-kind.age", age, ("in-kind.age-youngest",)),
    Rule("in-kind.share", share, ("in-kind.share-of-private-largest",)),
    Rule("in-kind.form", form, ("in-kind.form",)),
    Rule("in-kind.accepted", accepted, ("in-kind-accepted",)),
)


# The names of public bodies as whole words, in the forms in which a source of money carries them.
_PUBLIC_BODY = re.compile(
    r"\b(kunta|kunnan|kuntayhtymän?|kaupunki|kaupungin|valtion?|ministeriön?|seurakunnan?|seurakunta"
    r"|ely-keskus|ely-keskuksen|elinvoimakeskus|elinvoimakeskuksen|ruokavirasto|ruokaviraston"
    r"|kommun|kommunen|kommunens|samkommun|samkommunen|stad|staden|stadens|staten|statens"
    r"|ministeriet|församling|församlingen|ntm-centralen|livskraftscentralen|livsmedelsverket"
    r"|municipality|city of|town of|state|ministry|parish)\b"
)


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


def private_money(case: Case) -> Iterator[Finding]:
    """Private money holds no public money: no grant of a municipality, the state or a parish.

    A source that is named as other public money too, or that carries the name of a public body, is told.
    """
    law = case.law("application.private-money-without-public")
    financing = case.application.budget.financing
    public = {normal_form(part.source) for part in financing.other_public if part.source is not None}
    for index, part in enumerate(financing.private):
        if law.yes and part.source is not None:
            source = normal_form(part.source)
            if source in public or _PUBLIC_BODY.search(source):
                path, values = f"budget.financing.private[{index}].source", {"source": part.source}
                yield by_law("financing.private-money", path, law, values)


def price_evidence(case: Case) -> Iterator[Finding]:
    """The price of a larger purchase is made sure of: by offers, or by another account of the price level.

    A purchase is any cost but staff costs. Its evidence names it as the cost's description does; a price comparison
    among the annexes will do as well.
    """
    law = case.law("price-evidence.amount")
    if any(_is_price_comparison(annex, case) for annex in case.application.annexes):
        return
    evidence, amounts = case.application.budget.price_evidence, case.costing.item_amounts
    bought = purchases(case.costing, case.programme, law.number)
    unsure = [one for one in bought if not any(is_evidence(evidence[index]) for index in one.evidence)]
    for index in sorted(index for purchase in unsure for index in purchase.large):
        values = {"amount": amounts[index], "limit": law.number}
        yield by_law("price-evidence.missing", f"budget.items[{index}]", law, values)


def _is_price_comparison(annex: Annex, case: Case) -> bool:
    entry = case.programme.vocabulary("annex_kind").find(annex.kind or "")
    is_attached = annex.standing is AnnexState.ATTACHED
    return is_attached and entry is not None and entry.key == "price-comparison"


RULES = (
    Rule("costs.amount-missing", amount_missing, ("application.itemised-costs",)),
    Rule("costs.category-missing", category_missing, ("application.itemised-costs",)),
    Rule("costs.year-missing", year_missing, ("application.itemised-costs",)),
    Rule("costs.flat-rate-base", flat_rate_base, ("flat-rate.calculated-40-base",)),
    Rule("price-evidence.missing", price_evidence, ("price-evidence.amount",)),
    Rule("financing.private-money", private_money, ("application.private-money-without-public",)),
    Rule("financing.balance", balance, ("application.balanced-financing",)),
)
