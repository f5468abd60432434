"""Purchases: what is bought, what of it reaches the limit, and which evidence belongs to it."""

from datetime import date
from decimal import Decimal
from typing import Any

from hakemus.costing import Purchase, cost, is_evidence, purchases
from hakemus.model import Budget, Offer, PriceEvidence
from hakemus.programme import open_programme

LIMIT = Decimal(3000)


def bought(items: list[dict[str, Any]], evidence: list[dict[str, Any]] | None = None) -> tuple[Purchase, ...]:
    """Return the purchases of a budget of these items and evidence."""
    budget = Budget.model_validate({"items": items, "price_evidence": evidence or []})
    programme = open_programme()
    return purchases(cost(budget, programme, date(2024, 3, 1)), programme, LIMIT)


def test_staff_is_not_bought() -> None:
    """Salaries and fees are no purchases, however large; rents, services and the rest are."""
    found = bought(
        [
            {"category": "salaries", "description": "Palkka", "amount": 9000},
            {"category": "fees", "description": "Palkkio", "amount": 9000},
            {"category": "rents", "description": "Vuokra", "amount": 9000},
        ]
    )
    assert [one.name for one in found] == ["Vuokra"]


def test_the_limit_itself_is_large() -> None:
    """A purchase of just the limit is one whose price is made sure of; a cent less is not."""
    found = bought(
        [
            {"category": "other", "description": "Yli", "amount": "3000.00"},
            {"category": "other", "description": "Alle", "amount": "2999.99"},
        ]
    )
    assert [bool(one.large) for one in found] == [True, False]


def test_costs_of_one_name_are_one_purchase() -> None:
    """In several years, whatever the case and blanks; only the items that reach the limit are large."""
    (found,) = bought(
        [
            {"category": "other", "description": "Verkkosivu", "amount": 3500, "year": 2024},
            {"category": "other", "description": "verkkosivu ", "amount": 500, "year": 2025},
        ],
        [{"purchase": "VERKKOSIVU", "reason": "Hinnasto"}],
    )
    assert found == Purchase("Verkkosivu", (0, 1), (0,), (0,), Decimal(4000))


def test_what_has_no_name_stays_by_itself() -> None:
    """Two costs without a description are two purchases, and evidence without a purchase belongs to neither."""
    unnamed = {"category": "other", "amount": 4000}
    found = bought([unnamed, unnamed], [{"reason": "Hinnasto"}])
    assert [(one.name, one.items, one.evidence) for one in found] == [
        ("", (0,), ()),
        ("", (1,), ()),
        ("", (), (0,)),
    ]


def test_evidence_of_what_is_not_in_the_budget_is_kept() -> None:
    """It comes last, without an amount."""
    found = bought([{"category": "other", "description": "A", "amount": 10}], [{"purchase": "B"}])
    assert [(one.name, one.amount) for one in found] == [("A", Decimal(10)), ("B", None)]


def test_a_cost_without_a_category_is_taken_for_a_purchase() -> None:
    """Rather one price too many is made sure of than one too few."""
    assert bought([{"description": "Kone", "amount": 5000}])[0].large == (0,)


def test_an_offer_without_a_price_is_no_evidence() -> None:
    """A supplier's name alone says nothing of the price level."""
    assert not is_evidence(PriceEvidence(offers=(Offer(supplier="Malli Oy"),)))
    assert is_evidence(PriceEvidence(offers=(Offer(amount=Decimal(1)),)))
