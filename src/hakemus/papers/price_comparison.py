"""The price comparison: each larger purchase with the offers asked for, the one chosen, and why."""

from collections.abc import Mapping
from typing import Any

from hakemus.costing import Purchase
from hakemus.model import PriceEvidence
from hakemus.papers.layout import Column, Field, Page
from hakemus.papers.paper import Content, Document, Subject
from hakemus.papers.shared import caveats, law_content, lay_out_applicant_and_project, lay_out_law, shown_law
from hakemus.programme.vocabularies import normal_form
from hakemus.rules import Case
from hakemus.texts import Wording
from hakemus.word import Prose

LAW = ("price-evidence.amount", "price-evidence.below-if-in-doubt")
"""The values of the law that say whose price is to be made sure of, where a support form has no own one."""

_LIMIT, _ = LAW
_OWN_LIMIT = "price-evidence-amount"


def _compared_purchases(case: Case) -> list[Purchase]:
    """Return the purchases whose price is to be compared, or was."""
    limit = case.measure_law(_OWN_LIMIT) or case.known_law(_LIMIT)
    if limit is None:
        return []
    return [one for one in case.purchases(limit.number) if one.large or one.evidence]


def _law(case: Case) -> tuple[str, ...]:
    """Return the paths of the values that the paper states: a support form's own before the general ones."""
    own = case.measure.find(_OWN_LIMIT) if case.measure is not None else None
    return LAW if own is None else (own.path,)


def _shown(subject: Subject, content: Content) -> Mapping[str, Any]:
    words, budget = subject.words, subject.application.budget
    gap = words.message(f"documents.{'to-complete' if subject.draft else 'price-comparison.no-evidence'}")
    rows: list[Mapping[str, Any]] = []
    for purchase in _compared_purchases(subject.case):
        years = {budget.items[index].year for index in purchase.items}
        bought = {
            "amount": "" if purchase.amount is None else words.money(purchase.amount),
            "years": ", ".join(str(year) for year in sorted(filter(None, years))),
        }
        for index in purchase.evidence:
            shown = content["budget"]["price_evidence"][index]
            rows.append({**bought, **_compared(budget.price_evidence[index], shown, words)})
        if not purchase.evidence:
            blank = {"offers": [], "chosen_supplier": "", "chosen_price": "", "reason": Prose(gap)}
            rows.append({**bought, "purchase": purchase.name, **blank})
    return {"comparison": {**law_content(subject, _law(subject.case)), "purchases": rows}}


def _compared(evidence: PriceEvidence, shown: Mapping[str, Any], words: Wording) -> Mapping[str, Any]:
    """Return the evidence with what it shows: how far each offer is from the lowest, and which is chosen.

    Where the chosen supplier made several offers there is no chosen price: nobody can know which.
    """
    lowest = min((offer.amount for offer in evidence.offers if offer.amount is not None), default=None)
    chosen = [_is_chosen(offer.supplier, evidence) for offer in evidence.offers]
    offers = []
    for offer, row, is_chosen in zip(evidence.offers, shown["offers"], chosen, strict=True):
        above = None if offer.amount is None or lowest is None else offer.amount - lowest
        difference = "" if above is None else words.money(above)
        offers.append(
            {**row, "difference": difference, "chosen": words.message("words.yes") if is_chosen else ""}
        )
    prices = [offer.amount for offer, is_chosen in zip(evidence.offers, chosen, strict=True) if is_chosen]
    price = prices[0] if len(prices) == 1 else None
    return {
        "purchase": shown["purchase"],
        "offers": offers,
        "chosen_supplier": shown["chosen_supplier"],
        "chosen_price": "" if price is None else words.money(price),
        "reason": shown["reason"],
    }


def _is_chosen(supplier: str | None, evidence: PriceEvidence) -> bool:
    chosen = evidence.chosen_supplier
    return None not in {supplier, chosen} and normal_form(supplier or "") == normal_form(chosen or "")


def _lay_out(page: Page) -> None:
    own, term = "price-comparison", "budget.price_evidence"
    page.title("{{ project.name }}")
    lay_out_applicant_and_project(page)
    page.heading(1, f"{own}.purchases")
    with page.when("not comparison.purchases"):
        page.text(f"{own}.none")
    with page.each("purchase in comparison.purchases"):
        page.heading(2, "{{ purchase.purchase }}")
        page.rows(
            "offer in purchase.offers",
            Column("offer.supplier", title=f"{term}.offers.supplier"),
            Column("offer.amount", 32, "right", title=f"{term}.offers.amount"),
            Column("offer.difference", 36, "right", title=f"{own}.difference"),
            Column("offer.chosen", 20, title=f"{own}.chosen"),
            caption=f"{term}.offers",
            description=f"{own}.describe-offers",
            when_empty="table.none",
            kept="with-next",
        )
        page.fields(
            Field("purchase.amount", f"{own}.amount", when="purchase.amount"),
            Field("purchase.years", f"{own}.years", when="purchase.years"),
            Field("purchase.chosen_supplier", f"{term}.chosen_supplier"),
            Field("purchase.chosen_price", f"{own}.chosen-price", when="purchase.chosen_price"),
            Field("purchase.reason", f"{term}.reason", prose=True),
            caption=f"{own}.choice",
            description=f"{own}.describe-choice",
        )
    lay_out_law(page, "comparison", f"{own}.basis")


DOCUMENT = Document(
    "price-comparison",
    50,
    _shown,
    _lay_out,
    carries=("date", "leader_group", "project", "applicant", "budget"),
    asked_for=lambda case: bool(_compared_purchases(case)),
    remarks=lambda subject: (caveats(shown_law(subject, _law(subject.case))),),
)
