"""Rules on costs and financing: nothing uncounted, and the financing covers the costs to the cent."""

import re
from collections.abc import Iterator

from hakemus.costing import is_evidence, purchases
from hakemus.findings import Finding
from hakemus.model import Annex, AnnexState
from hakemus.programme.vocabularies import normal_form
from hakemus.rules.case import Case, Rule, by_law

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
