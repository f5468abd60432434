"""The price comparison: each larger purchase with the offers asked for, the one chosen, and why."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hakemus.costing import Purchase, purchases
from hakemus.model import PriceEvidence
from hakemus.papers.law import caveats, lay_out_law, shown_law
from hakemus.papers.layout import Column, Field, Page
from hakemus.papers.paper import Content, Document, Subject
from hakemus.papers.parties import lay_out_applicant_and_project
from hakemus.programme import Programme
from hakemus.programme.vocabularies import normal_form
from hakemus.rules import Case
from hakemus.word import Prose

LAW = ("price-evidence.amount", "price-evidence.below-if-in-doubt")
"""The values of the law that say whose price is to be made sure of."""

_LIMIT, _ = LAW


def _asked_for(case: Case) -> bool:
    limit = case.known_law(_LIMIT)
    found = purchases(case.costing, case.programme, limit.number) if limit is not None else ()
    return any(purchase.large or purchase.evidence for purchase in found)


def _add(subject: Subject, content: Content) -> Mapping[str, Any]:
    limit = _limit(subject.programme, subject)
    found = purchases(subject.costing, subject.programme, limit)
    compared = [one for one in found if one.large or one.evidence]
    law = shown_law(subject, LAW)
    return {
        "comparison": {
            "law": law,
            "caveat": caveats(law),
            "purchases": [shown for one in compared for shown in _shown(one, subject, content)],
        }
    }


def _limit(programme: Programme, subject: Subject) -> Decimal:
    return programme.parameter(_LIMIT).on(subject.day_of_law).number


def _shown(purchase: Purchase, subject: Subject, content: Content) -> list[Mapping[str, Any]]:
    """Return a purchase once for each account of its price; without one, once, with what is still to be stated."""
    evidence, shown = subject.application.budget.price_evidence, content["budget"]["price_evidence"]
    amount = "" if purchase.amount is None else subject.words.money(purchase.amount)
    years = {subject.application.budget.items[index].year for index in purchase.items}
    told = {"amount": amount, "years": ", ".join(str(year) for year in sorted(filter(None, years)))}
    if purchase.evidence:
        return [{**told, **_compared(evidence[index], shown[index], subject)} for index in purchase.evidence]
    return [{**told, **_to_be_compared(purchase, subject)}]


def _compared(evidence: PriceEvidence, shown: Mapping[str, Any], subject: Subject) -> Mapping[str, Any]:
    """Return the evidence with what it shows: how far each offer is from the lowest, and which is chosen."""
    words = subject.words
    prices = [offer.amount for offer in evidence.offers if offer.amount is not None]
    lowest = min(prices, default=None)
    offers = [
        {
            **offer_shown,
            "difference": ""
            if offer.amount is None or lowest is None
            else words.money(offer.amount - lowest),
            "chosen": words.message("words.yes") if _is_chosen(offer.supplier, evidence) else "",
        }
        for offer, offer_shown in zip(evidence.offers, shown["offers"], strict=True)
    ]
    return {
        "purchase": shown["purchase"],
        "offers": offers,
        "chosen_supplier": shown["chosen_supplier"],
        "chosen_price": _chosen_price(evidence, subject),
        "reason": shown["reason"],
    }


def _to_be_compared(purchase: Purchase, subject: Subject) -> Mapping[str, Any]:
    gap = "to-complete" if subject.draft else "price-comparison.no-evidence"
    return {
        "purchase": purchase.name,
        "offers": [],
        "chosen_supplier": "",
        "chosen_price": "",
        "reason": Prose(subject.words.message(f"documents.{gap}")),
    }


def _is_chosen(supplier: str | None, evidence: PriceEvidence) -> bool:
    chosen = evidence.chosen_supplier
    return None not in {supplier, chosen} and normal_form(supplier or "") == normal_form(chosen or "")


def _chosen_price(evidence: PriceEvidence, subject: Subject) -> str:
    """Return the price of the chosen offer; where its supplier made several, none: nobody can tell which."""
    prices = [offer.amount for offer in evidence.offers if _is_chosen(offer.supplier, evidence)]
    return subject.words.money(prices[0]) if len(prices) == 1 and prices[0] is not None else ""


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
            [
                Column("offer.supplier", title=f"{term}.offers.supplier"),
                Column("offer.amount", 32, "right", title=f"{term}.offers.amount"),
                Column("offer.difference", 36, "right", title=f"{own}.difference"),
                Column("offer.chosen", 20, title=f"{own}.chosen"),
            ],
            caption=f"{term}.offers",
            description=f"{own}.describe-offers",
            when_empty="table.none",
            kept="with-next",
        )
        page.fields(
            [
                Field("purchase.amount", f"{own}.amount", when="purchase.amount"),
                Field("purchase.years", f"{own}.years", when="purchase.years"),
                Field("purchase.chosen_supplier", f"{term}.chosen_supplier"),
                Field("purchase.chosen_price", f"{own}.chosen-price", when="purchase.chosen_price"),
                Field("purchase.reason", f"{term}.reason", prose=True),
            ],
            caption=f"{own}.choice",
            description=f"{own}.describe-choice",
        )
    page.heading(1, f"{own}.basis")
    lay_out_law(page, "comparison")


DOCUMENT = Document(
    "price-comparison",
    50,
    _add,
    _lay_out,
    carries=("date", "leader_group", "project", "applicant", "budget"),
    asked_for=_asked_for,
)
