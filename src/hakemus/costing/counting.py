"""The money of a budget by the programme's law: totals by category and year, in-kind work, financing and shares."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from hakemus.model import Budget, Contribution, CostCategory, CostItem, Financing, PriceEvidence
from hakemus.programme import DatedValue, Programme
from hakemus.programme.vocabularies import normal_form
from hakemus.values.money import ZERO, percentage_of, rate, shares, to_cents, total

Year = int | None
"""A calendar year, or None for what the file gives no year."""


@dataclass(frozen=True)
class FlatRate:
    """Indirect costs counted as a percentage of a base.

    `percent` and `categories` are the law's values: how much, and of which cost categories; each with its certainty.
    """

    percent: DatedValue
    categories: DatedValue
    base: Decimal
    amount: Decimal
    by_year: Mapping[Year, Decimal]


@dataclass(frozen=True)
class InKind:
    """What one entry of in-kind work is worth, in euros."""

    hours_value: Decimal
    machine_value: Decimal

    @property
    def value(self) -> Decimal:
        """Return the worth of people's and machines' hours together."""
        return self.hours_value + self.machine_value


@dataclass(frozen=True)
class FinancingPart:
    """One part of the financing: its key in the financing plan, its amount, and its share of the whole."""

    key: str
    amount: Decimal
    share: Decimal


@dataclass(frozen=True)
class Costing:
    """A budget counted on a day. Every amount is in euros and whole cents.

    Costs are the items, the flat rate of the cost model and in-kind work; what is to be financed is costs less
    income. A lump sum without items costs what is sought. In-kind work is a cost and private financing alike.
    `is_lump_sum` is True when the cost model is one sum.
    """

    budget: Budget
    item_amounts: tuple[Decimal | None, ...]
    flat_rate: FlatRate | None
    in_kind_work: tuple[InKind, ...]
    is_lump_sum: bool

    @cached_property
    def years(self) -> tuple[Year, ...]:
        """Return the years in which costs fall, in order; None last, when some have no year."""
        found = {item.year for item in self.budget.items} | {work.year for work in self.budget.in_kind_work}
        return tuple(sorted(year for year in found if year is not None)) + ((None,) if None in found else ())

    @cached_property
    def categories(self) -> tuple[CostCategory | None, ...]:
        """Return the categories that hold items, in the order of the vocabulary; None last."""
        found = {item.category for item in self.budget.items}
        return tuple(key for key in CostCategory if key in found) + ((None,) if None in found else ())

    def amount(self, category: CostCategory | None, year: Year) -> Decimal:
        """Return the items of a category in a year."""
        return self._sums.get((category, year), ZERO)

    def category_total(self, category: CostCategory | None) -> Decimal:
        """Return the items of a category in all years."""
        return total(self.amount(category, year) for year in self.years)

    def year_total(self, year: Year) -> Decimal:
        """Return everything that falls in a year: items, flat rate and in-kind work."""
        flat = self.flat_rate.by_year.get(year, ZERO) if self.flat_rate else ZERO
        return (
            total(self.amount(category, year) for category in self.categories) + flat + self.in_kind_in(year)
        )

    def in_kind_in(self, year: Year) -> Decimal:
        """Return what the in-kind work of a year is worth."""
        pairs = zip(self.budget.in_kind_work, self.in_kind_work, strict=True)
        return total(worth.value for work, worth in pairs if work.year == year)

    @cached_property
    def items_total(self) -> Decimal:
        """Return the sum of all items that have an amount."""
        return total(amount for amount in self.item_amounts if amount is not None)

    @cached_property
    def in_kind_total(self) -> Decimal:
        """Return what all in-kind work is worth."""
        return total(worth.value for worth in self.in_kind_work)

    @cached_property
    def income_total(self) -> Decimal:
        """Return the income of the project."""
        return total(income.amount for income in self.budget.income if income.amount is not None)

    @cached_property
    def itemised_costs(self) -> Decimal:
        """Return all costs that the cost estimate itemises."""
        flat = self.flat_rate.amount if self.flat_rate else ZERO
        return self.items_total + flat + self.in_kind_total

    @cached_property
    def is_bare_lump_sum(self) -> bool:
        """True when the costs are a lump sum and nothing is itemised."""
        return self.is_lump_sum and not self.budget.items and not self.budget.in_kind_work

    @cached_property
    def has_rate(self) -> bool:
        """True when the support is a share of costs that the budget states."""
        return self.net_costs > 0 and not self.is_bare_lump_sum

    @cached_property
    def states_costs(self) -> bool:
        """True when the budget states any cost: an item, work, or a lump sum sought."""
        stated = self.budget.items or self.budget.in_kind_work
        return bool(stated) or (self.is_bare_lump_sum and self.states_financing)

    @cached_property
    def states_financing(self) -> bool:
        """True when the budget states any financing, or work that counts as such."""
        return self.budget.financing != Financing() or bool(self.budget.in_kind_work)

    @cached_property
    def states_support(self) -> bool:
        """True when the budget states what Leader support is sought, as an amount or as a rate."""
        financing = self.budget.financing
        return financing.leader_support is not None or financing.support_rate is not None

    @cached_property
    def total_costs(self) -> Decimal:
        """Return all costs."""
        if self.is_bare_lump_sum:
            return self.budget.financing.leader_support or ZERO
        return self.itemised_costs

    @cached_property
    def net_costs(self) -> Decimal:
        """Return the costs that are to be financed: all costs less income, never below zero."""
        return max(self.total_costs - self.income_total, ZERO)

    @cached_property
    def leader_support(self) -> Decimal:
        """Return the Leader support sought: the amount, or else the rate of the net costs, or else 0.00."""
        financing = self.budget.financing
        if financing.leader_support is not None or financing.support_rate is None:
            return financing.leader_support or ZERO
        return percentage_of(self.net_costs, financing.support_rate)

    @cached_property
    def in_kind_financing(self) -> Decimal:
        """Return in-kind work as financing: as the plan says, or else what the work is worth."""
        stated = self.budget.financing.in_kind
        return self.in_kind_total if stated is None else stated

    @cached_property
    def other_public_total(self) -> Decimal:
        """Return the public money other than the Leader support."""
        return _sum(self.budget.financing.other_public)

    @cached_property
    def private_total(self) -> Decimal:
        """Return the private money."""
        return _sum(self.budget.financing.private)

    @cached_property
    def financing_total(self) -> Decimal:
        """Return all financing."""
        return total(part.amount for part in self.financing)

    @cached_property
    def financing(self) -> tuple[FinancingPart, ...]:
        """Return the four parts of the financing plan, with shares that sum to 100.0 (or are all 0.0)."""
        amounts = {
            "leader_support": self.leader_support,
            "other_public": self.other_public_total,
            "private": self.private_total,
            "in_kind": self.in_kind_financing,
        }
        each = shares(list(amounts.values()))
        return tuple(FinancingPart(*part) for part in zip(amounts, amounts.values(), each, strict=True))

    @cached_property
    def balance(self) -> Decimal:
        """Return financing less net costs: 0.00 when the plan balances."""
        return self.financing_total - self.net_costs

    @cached_property
    def support_rate(self) -> Decimal | None:
        """Return the Leader support in per cent of the net costs (two decimals), or None without costs."""
        return rate(self.leader_support, self.net_costs)

    @cached_property
    def _sums(self) -> Mapping[tuple[CostCategory | None, Year], Decimal]:
        sums: dict[tuple[CostCategory | None, Year], Decimal] = {}
        for item, amount in zip(self.budget.items, self.item_amounts, strict=True):
            key = (item.category, item.year)
            sums[key] = sums.get(key, ZERO) + (amount or ZERO)
        return sums


def cost(budget: Budget, programme: Programme, on: date) -> Costing:
    """Return the budget counted by the programme's law of a day; raise `ParameterError` before its first day."""
    amounts = tuple(item_amount(item) for item in budget.items)

    hour = machine = ZERO
    if budget.in_kind_work:
        hour, machine = (programme.number(f"in-kind.{one}-hour", on) for one in ("person", "machine"))
    in_kind = tuple(
        InKind(to_cents((work.hours or ZERO) * hour), to_cents((work.machine_hours or ZERO) * machine))
        for work in budget.in_kind_work
    )

    # The flat rate of the cost model: of the whole base, and its years such that they sum to it (cumulative rounding).
    model = programme.vocabulary("cost_model").find(budget.cost_model or "")
    flat_rate = None
    if model is not None and (path := model.text("rate")):
        percent, covered = (programme.parameter(one).on(on) for one in (path, f"{path}-base"))
        bases: dict[Year, Decimal] = {}
        for item, amount in zip(budget.items, amounts, strict=True):
            if item.category in covered.keys:
                bases[item.year] = bases.get(item.year, ZERO) + (amount or ZERO)
        by_year: dict[Year, Decimal] = {}
        base = counted = ZERO
        for year in sorted(bases, key=lambda year: (year is None, year or 0)):
            base += bases[year]
            by_year[year] = percentage_of(base, percent.number) - counted
            counted += by_year[year]
        flat_rate = FlatRate(percent, covered, base, counted, by_year)
    return Costing(budget, amounts, flat_rate, in_kind, model is not None and model.flag("lump_sum"))


def item_amount(item: CostItem) -> Decimal | None:
    """Return an item's amount in whole cents, or None while its numbers are missing.

    >>> item_amount(CostItem(quantity=Decimal("7.5"), unit_price=Decimal("33.33")))
    Decimal('249.98')
    """
    if item.amount is not None:
        return to_cents(item.amount)
    if item.quantity is None or item.unit_price is None:
        return None
    return to_cents(item.quantity * item.unit_price)


def _sum(contributions: Iterable[Contribution]) -> Decimal:
    return total(part.amount for part in contributions if part.amount is not None)


# The purchases of a budget: every cost but those of staff, with how the price of each was made sure of.


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

    Costs and evidence of one name, whatever its case and blanks, are one purchase; without a name each is its own. A
    cost without a category is taken for a purchase.

    Args:
        costing: The counted budget.
        programme: The law, whose cost categories say which costs are those of staff.
        limit: The amount in euros from which an item is large.
    """
    categories, budget = programme.vocabulary("cost_category"), costing.budget
    names: dict[str, str] = {}
    items: dict[str, list[int]] = {}
    evidence: dict[str, list[int]] = {}
    for index, item in enumerate(budget.items):
        if item.category is None or not categories.entry(item.category).flag("staff"):
            _put(index, item.description, items, names)
    for index, shown in enumerate(budget.price_evidence):
        _put(index, shown.purchase, evidence, names)
    found: list[Purchase] = []
    for key, name in names.items():
        counted = {index: costing.item_amounts[index] for index in items.get(key, ())}
        amounts = {index: amount for index, amount in counted.items() if amount is not None}
        large = tuple(index for index, amount in amounts.items() if amount >= limit)
        amount = total(amounts.values()) if amounts else None
        found.append(Purchase(name, tuple(counted), large, tuple(evidence.get(key, ())), amount))
    return tuple(found)


def _put(index: int, name: str | None, places: dict[str, list[int]], names: dict[str, str]) -> None:
    """Add a position under its name; what has no name is under one of its own."""
    # A blank cannot stand in a normal form twice in a row: no name is taken for a position.
    key = normal_form(name) if name is not None else f"  {len(names)}"
    names.setdefault(key, name or "")
    places.setdefault(key, []).append(index)


def is_evidence(found: PriceEvidence) -> bool:
    """Return whether a price was made sure of: by an offer with its price, or by another account of it.

    >>> is_evidence(PriceEvidence(purchase="Kone")), is_evidence(PriceEvidence(reason="Hinnasto 2024"))
    (False, True)
    """
    return found.reason is not None or any(offer.amount is not None for offer in found.offers)
