"""The purchases of a budget: every cost but those of staff, with how the price of each was made sure of."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from hakemus.costing.counting import Costing
from hakemus.model import CostCategory, PriceEvidence
from hakemus.programme import Programme
from hakemus.programme.vocabularies import normal_form
from hakemus.values.money import total


@dataclass(frozen=True, slots=True)
class Purchase:
    """What is bought under one name: the positions of its cost items and of the evidence of its price.

    `large` are those of the items that reach the limit by themselves; `amount` is the sum of all of them in euros, or
    None while nothing is counted.
    """

    name: str
    items: tuple[int, ...]
    large: tuple[int, ...]
    evidence: tuple[int, ...]
    amount: Decimal | None


def purchases(costing: Costing, programme: Programme, limit: Decimal) -> tuple[Purchase, ...]:
    """Return what the budget buys, in its order, then what it only has evidence of.

    Costs and evidence of one name, whatever its case and blanks, are one purchase; without a name each is its own.
    """
    items: dict[str, list[int]] = {}
    for index in _bought(costing, programme):
        items.setdefault(_key(costing.budget.items[index].description, "item", index), []).append(index)
    evidence: dict[str, list[int]] = {}
    for index, found in enumerate(costing.budget.price_evidence):
        evidence.setdefault(_key(found.purchase, "evidence", index), []).append(index)
    return tuple(
        _purchase(costing, limit, items.get(key, []), evidence.get(key, []))
        for key in dict.fromkeys((*items, *evidence))
    )


def is_evidence(found: PriceEvidence) -> bool:
    """Return whether a price was made sure of: by an offer with its price, or by another account of it.

    >>> is_evidence(PriceEvidence(purchase="Kone")), is_evidence(PriceEvidence(reason="Hinnasto 2024"))
    (False, True)
    """
    return found.reason is not None or any(offer.amount is not None for offer in found.offers)


def _bought(costing: Costing, programme: Programme) -> Iterator[int]:
    """Yield the positions of the costs that are bought: a cost without a category is taken to be."""
    categories = programme.vocabulary("cost_category")
    staff = {key for key in CostCategory if categories.entry(key).flag("staff")}
    return (index for index, item in enumerate(costing.budget.items) if item.category not in staff)


def _key(name: str | None, kind: str, index: int) -> str:
    # A blank cannot stand in a normal form twice in a row: no name is taken for a position.
    return normal_form(name) if name is not None else f"  {kind} {index}"


def _purchase(costing: Costing, limit: Decimal, items: list[int], evidence: list[int]) -> Purchase:
    budget, counted = costing.budget, costing.item_amounts
    amounts = {index: amount for index in items if (amount := counted[index]) is not None}
    named = budget.items[items[0]].description if items else budget.price_evidence[evidence[0]].purchase
    return Purchase(
        name=named or "",
        items=tuple(items),
        large=tuple(index for index, amount in amounts.items() if amount >= limit),
        evidence=tuple(evidence),
        amount=total(amounts.values()) if amounts else None,
    )
