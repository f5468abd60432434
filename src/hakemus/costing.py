"""The money of an application: costs, financing, what is bought, and what falls to each company."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from hakemus.model import (
    Budget,
    Company,
    CostCategory,
    CostItem,
    EarlierAid,
    InKindWork,
    PriceEvidence,
)
from hakemus.programme import DatedValue, Measure, Programme
from hakemus.programme.vocabularies import normal_form
from hakemus.values.money import ZERO, allocate, exact, percentage_of, rate, shares, to_cents, total

Year = int | None
"""A calendar year, or None for what the file gives no year."""


class FlatRate(NamedTuple):
    """Costs counted as a percentage of a base: the indirect costs of a cost model, or the side costs of pay.

    `percent` and `categories` are the law's values: how much, and of which cost categories; each with its certainty.
    """

    percent: DatedValue
    categories: DatedValue
    base: Decimal
    amount: Decimal
    by_year: Mapping[Year, Decimal]


class InKind(NamedTuple):
    """What one entry of in-kind work is worth, in euros."""

    hours_value: Decimal
    machine_value: Decimal

    @property
    @exact
    def value(self) -> Decimal:
        """Return the worth of people's and machines' hours together."""
        return self.hours_value + self.machine_value


class FinancingPart(NamedTuple):
    """One part of the financing: its key in the financing plan, its amount, and its share of the whole."""

    key: str
    amount: Decimal
    share: Decimal


@dataclass(frozen=True)
class Costing:
    """A budget counted on a day. Every amount is in euros and whole cents.

    Costs are the items, the side costs of pay, the flat rate of the cost model and in-kind work; what is to be
    financed is costs less income. A lump sum without items costs what is sought. In-kind work is a cost and private
    financing alike. `is_lump_sum` is True when the cost model is one sum, and `is_fixed` when by law that sum has no
    cost estimate: it is all the costs, and in-kind work only financing. `side_costs` is None while none are counted.
    `deducts_income` is False when income leaves the costs as they are, and `with_other_public` True when other public
    money for a measure that is paid as a lump sum pays costs of it in addition to the sum. `counts_in_kind` is False
    where it is certain that in-kind work is no cost: it is worth nothing then.
    """

    budget: Budget
    item_amounts: tuple[Decimal | None, ...]
    flat_rate: FlatRate | None
    in_kind_work: tuple[InKind, ...]
    is_lump_sum: bool
    category_keys: tuple[str, ...]
    side_costs: FlatRate | None = None
    deducts_income: bool = True
    with_other_public: bool = False
    is_fixed: bool = False
    counts_in_kind: bool = True

    @cached_property
    def counted_work(self) -> tuple[InKindWork, ...]:
        """Return the in-kind work that is a cost."""
        return self.budget.in_kind_work if self.counts_in_kind and not self.is_fixed else ()

    @cached_property
    def years(self) -> tuple[Year, ...]:
        """Return the years in which costs fall, in order; None last, when some have no year."""
        found = {item.year for item in self.budget.items} | {work.year for work in self.counted_work}
        return tuple(sorted(year for year in found if year is not None)) + ((None,) if None in found else ())

    @cached_property
    def categories(self) -> tuple[CostCategory | None, ...]:
        """Return the categories that hold items, in the order of the vocabulary; None last."""
        found = {item.category for item in self.budget.items}
        listed = CostCategory.of(self.category_keys)
        return tuple(key for key in listed if key in found) + ((None,) if None in found else ())

    def amount(self, category: CostCategory | None, year: Year) -> Decimal:
        """Return the items of a category in a year."""
        return self._sums.get((category, year), ZERO)

    def category_total(self, category: CostCategory | None) -> Decimal:
        """Return the items of a category in all years."""
        return total(self.amount(category, year) for year in self.years)

    @exact
    def year_total(self, year: Year) -> Decimal:
        """Return everything that falls in a year: items, side costs, flat rate and in-kind work."""
        rates = (one.by_year.get(year, ZERO) for one in (self.side_costs, self.flat_rate) if one is not None)
        items = total(self.amount(category, year) for category in self.categories)
        return items + total(rates) + self.in_kind_in(year)

    def in_kind_in(self, year: Year) -> Decimal:
        """Return what the in-kind work of a year is worth."""
        pairs = zip(self.budget.in_kind_work, self.in_kind_work, strict=True)
        return total(worth.value for work, worth in pairs if work.year == year)

    @cached_property
    def items_total(self) -> Decimal:
        """Return the sum of all items that have an amount."""
        return total(filter(None, self.item_amounts))

    @cached_property
    def in_kind_total(self) -> Decimal:
        """Return what all in-kind work is worth."""
        return total(worth.value for worth in self.in_kind_work)

    @cached_property
    def income_total(self) -> Decimal:
        """Return the income of the project."""
        return total(income.amount or ZERO for income in self.budget.income)

    @cached_property
    def deducted_income(self) -> Decimal:
        """Return what of the income is deducted from the costs: all of it, or 0.00 where the law deducts none."""
        return self.income_total if self.deducts_income else ZERO

    @cached_property
    @exact
    def itemised_costs(self) -> Decimal:
        """Return all costs that the cost estimate itemises."""
        rates = (one.amount for one in (self.side_costs, self.flat_rate) if one is not None)
        return self.items_total + total(rates) + self.in_kind_total

    @cached_property
    @exact
    def staff_costs(self) -> Decimal:
        """Return the pay of which side costs are counted, and those: 0.00 while none are counted."""
        return ZERO if self.side_costs is None else self.side_costs.base + self.side_costs.amount

    @cached_property
    def is_bare_lump_sum(self) -> bool:
        """True when the costs are a lump sum and nothing is itemised."""
        return self.is_lump_sum and not self.budget.items and not self.counted_work

    @cached_property
    def has_rate(self) -> bool:
        """True when the support is a share of costs that the budget states."""
        return self.net_costs > 0 and not self.is_bare_lump_sum

    @cached_property
    def states_costs(self) -> bool:
        """True when the budget states any cost: an item, work, or a lump sum sought."""
        stated = self.budget.items or self.counted_work
        return bool(stated) or (self.is_bare_lump_sum and self.states_financing)

    @cached_property
    def states_financing(self) -> bool:
        """True when the budget states any financing, or work that counts as such."""
        return not self.budget.financing.is_blank or bool(self.counted_work)

    @cached_property
    def states_support(self) -> bool:
        """True when the budget states what Leader support is sought, as an amount or as a rate."""
        financing = self.budget.financing
        return financing.leader_support is not None or financing.support_rate is not None

    @cached_property
    @exact
    def total_costs(self) -> Decimal:
        """Return all costs."""
        if self.is_bare_lump_sum:
            other_public = self.other_public_total if self.with_other_public else ZERO
            return (self.budget.financing.leader_support or ZERO) + other_public
        return self.itemised_costs

    @cached_property
    @exact
    def net_costs(self) -> Decimal:
        """Return the costs that are to be financed: all costs less deducted income, never below zero."""
        return max(self.total_costs - self.deducted_income, ZERO)

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
        return self.in_kind_total if stated is None or not self.counts_in_kind else stated

    @cached_property
    def other_public_total(self) -> Decimal:
        """Return the public money other than the Leader support."""
        return total(part.amount or ZERO for part in self.budget.financing.other_public)

    @cached_property
    def private_total(self) -> Decimal:
        """Return the private money."""
        return total(part.amount or ZERO for part in self.budget.financing.private)

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
    @exact
    def balance(self) -> Decimal:
        """Return financing less net costs: 0.00 when the plan balances."""
        return self.financing_total - self.net_costs

    @cached_property
    def support_rate(self) -> Decimal | None:
        """Return the Leader support in per cent of the net costs (two decimals), or None without costs."""
        return rate(self.leader_support, self.net_costs)

    @cached_property
    @exact
    def _sums(self) -> Mapping[tuple[CostCategory | None, Year], Decimal]:
        sums: dict[tuple[CostCategory | None, Year], Decimal] = {}
        for item, amount in zip(self.budget.items, self.item_amounts, strict=True):
            key = (item.category, item.year)
            sums[key] = sums.get(key, ZERO) + (amount or ZERO)
        return sums


@exact
def cost(budget: Budget, programme: Programme, on: date, measure: Measure | None = None) -> Costing:
    """Return the budget counted by the programme's law of a day; raise `ParameterError` before its first day.

    Without a measure, it is counted as a project's.
    """
    amounts = tuple(map(item_amount, budget.items))

    hour = machine = ZERO
    accepted = None if measure is None else measure.value_on("in-kind-accepted", on)
    counts_in_kind = accepted is None or accepted.yes or accepted.certainty != "A"
    if budget.in_kind_work and counts_in_kind:
        hour, machine = (programme.number(f"in-kind.{one}-hour", on) for one in ("person", "machine"))
    in_kind = tuple(
        InKind(to_cents((work.hours or ZERO) * hour), to_cents((work.machine_hours or ZERO) * machine))
        for work in budget.in_kind_work
    )

    def base_of(categories: Collection[str]) -> dict[Year, Decimal]:
        """Return the items of some categories by year."""
        bases: dict[Year, Decimal] = {}
        for item, amount in zip(budget.items, amounts, strict=True):
            if item.category in categories:
                bases[item.year] = bases.get(item.year, ZERO) + (amount or ZERO)
        return bases

    # The side costs of pay, where it is certain that the law counts them and the pay does not hold them already.
    side_costs = None
    if (
        law := side_costs_of(programme, on, measure)
    ) is not None and budget.pay_without_side_costs is not False:
        percent, paid = law
        pay = base_of(paid.keys)
        if percent.certainty != "C" and pay:
            side_costs = _percentage_by_year(percent, paid, pay)

    # The flat rate of the cost model: of items, and of the side costs of those that are pay.
    model = programme.vocabulary("cost_model").find(budget.cost_model)
    flat_rate = None
    if model is not None and (path := model.text("rate")):
        percent, covered = (programme.parameter(one).on(on) for one in (path, f"{path}-base"))
        bases = base_of(covered.keys)
        if side_costs is not None and set(side_costs.categories.keys) <= set(covered.keys):
            bases = {year: base + side_costs.by_year.get(year, ZERO) for year, base in bases.items()}
        flat_rate = _percentage_by_year(percent, covered, bases)
    return Costing(
        budget,
        amounts,
        flat_rate,
        in_kind,
        model is not None and model.flag("lump_sum"),
        programme.vocabulary("cost_category").keys,
        side_costs,
        deducts_income=_answer(measure, "income-deducted", on) is not False,
        with_other_public=_answer(measure, "other-public-declared", on) is True,
        is_fixed=is_fixed_sum(measure, on),
        counts_in_kind=counts_in_kind,
    )


def is_fixed_sum(measure: Measure | None, on: date) -> bool:
    """Return whether it is certain that by law the support is a sum without a cost estimate."""
    rows = None if measure is None else measure.value_on("cost-rows", on)
    return rows is not None and rows.certainty == "A" and not rows.yes


def _answer(measure: Measure | None, name: str, on: date) -> bool | None:
    """Return what the law says of a measure by yes or no; None when it says nothing."""
    law = None if measure is None else measure.value_on(name, on)
    return None if law is None else law.yes


def side_costs_of(
    programme: Programme, on: date, measure: Measure | None
) -> tuple[DatedValue, DatedValue] | None:
    """Return how many per cent the side costs of pay are on a day, and of which categories; None without such a law."""
    if _answer(measure, "project-staff-costs", on) is False:
        return None
    percent, paid = (
        programme.value_on(f"staff-costs.{name}", on) for name in ("side-costs", "side-costs-base")
    )
    return None if percent is None or paid is None else (percent, paid)


def _percentage_by_year(
    percent: DatedValue, categories: DatedValue, bases: Mapping[Year, Decimal]
) -> FlatRate:
    """Return a percentage of a whole base, its years such that they sum to it (cumulative rounding)."""
    by_year: dict[Year, Decimal] = {}
    base = counted = ZERO
    for year in sorted(bases, key=lambda year: (year is None, year or 0)):
        base += bases[year]
        by_year[year] = percentage_of(base, percent.number) - counted
        counted += by_year[year]
    return FlatRate(percent, categories, base, counted, by_year)


@exact
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


# The purchases of a budget: every cost but those of staff, with how the price of each was made sure of.


class Purchase(NamedTuple):
    """What is bought under one name: the positions of its cost items and of the evidence of its price.

    `large` are those of the items that reach the limit by themselves, `perhaps` those of them that may be no
    purchase (an allowance for travel); `amount` is the sum of all of them in euros, or None while nothing is counted.
    `is_large_together` is True when only all of them, each surely bought, reach the limit.
    """

    name: str
    items: tuple[int, ...]
    large: tuple[int, ...]
    evidence: tuple[int, ...]
    amount: Decimal | None
    perhaps: tuple[int, ...] = ()
    is_large_together: bool = False


@exact
def purchases(costing: Costing, programme: Programme, limit: Decimal) -> tuple[Purchase, ...]:
    """Return what the budget buys, in its order, then what it only has evidence of.

    Costs and evidence of one name, whatever its case and blanks, are one purchase; without a name each is its own. A
    cost without a category is taken for a purchase.

    Args:
        costing: The counted budget.
        programme: The law, whose cost categories say which costs are those of staff.
        limit: The amount in euros from which an item is large.
    """

    def flag(index: int, column: str) -> bool:
        """Return what the law says of an item's category by yes or no: no of one without a category."""
        category = budget.items[index].category
        return category is not None and categories.entry(category).flag(column)

    categories, budget = programme.vocabulary("cost_category"), costing.budget
    named = [
        (item.description, index, "item")
        for index, item in enumerate(budget.items)
        if not flag(index, "staff")
    ]
    named += [(one.purchase, index, "evidence") for index, one in enumerate(budget.price_evidence)]
    by_name: dict[str, tuple[str, dict[str, list[int]]]] = {}
    for name, index, kind in named:
        # A normal form never has two blanks in a row: no name is taken for a position.
        key = normal_form(name) if name is not None else f"  {len(by_name)}"
        _, places = by_name.setdefault(key, (name or "", {"item": [], "evidence": []}))
        places[kind].append(index)

    found: list[Purchase] = []
    for name, places in by_name.values():
        items, evidence = tuple(places["item"]), tuple(places["evidence"])
        large: list[int] = []
        perhaps: list[int] = []
        counted: Decimal | None = None
        for index in items:
            if (amount := costing.item_amounts[index]) is not None:
                counted = (counted or ZERO) + amount
                if amount >= limit:
                    (perhaps if flag(index, "allowances") else large).append(index)
        bought = [costing.item_amounts[index] or ZERO for index in items if not flag(index, "allowances")]
        together = not large and len(bought) > 1 and total(bought) >= limit
        found.append(Purchase(name, items, tuple(large), evidence, counted, tuple(perhaps), together))
    return tuple(found)


def is_evidence(found: PriceEvidence) -> bool:
    """Return whether a price was made sure of: by an offer with its price, or by another account of it.

    >>> is_evidence(PriceEvidence(purchase="Kone")), is_evidence(PriceEvidence(reason="Hinnasto 2024"))
    (False, True)
    """
    return found.reason is not None or any(offer.amount is not None for offer in found.offers)


# Joint and company-specific costs of a group project: what falls to each company, and its part of the support.

_JOINT = -1
"""The position of what falls on the group jointly."""


class CompanyShare(NamedTuple):
    """What falls to a company: its own costs with their flat rate, and its part of the Leader support.

    Amounts are in euros and whole cents; `share` is its costs in per cent of all, with one decimal.
    """

    company: Company
    costs: Decimal
    support: Decimal
    share: Decimal


class GroupShares(NamedTuple):
    """The costs of a group project: the joint ones and those of each company, which sum to all of them.

    `unmatched` are the positions of the items whose company isn't a member; they are among the joint ones.
    """

    joint_costs: Decimal
    joint_support: Decimal
    joint_share: Decimal
    companies: tuple[CompanyShare, ...]
    unmatched: tuple[int, ...]


@exact
def share_costs(companies: Sequence[Company], costing: Costing) -> GroupShares:
    """Return how costs and Leader support fall on the group jointly and on each company.

    Side costs and flat rate follow the costs they are counted on; in-kind work is joint; the support follows the
    costs. Cents are split by the method of largest remainders.
    """
    owners = [
        next((place for place, one in enumerate(companies) if is_company(item.company, one)), None)
        if item.company is not None
        else _JOINT
        for item in costing.budget.items
    ]
    places = range(_JOINT, len(companies))
    items = dict.fromkeys(places, ZERO)
    for owner, amount in zip(owners, costing.item_amounts, strict=True):
        items[_JOINT if owner is None else owner] += amount or ZERO

    def parts_of(rate: FlatRate | None, besides: Sequence[Decimal]) -> tuple[Decimal, ...]:
        """Return what of a rate falls on each, by its own items in the base and what else of its own is in it."""
        bases = dict(zip(places, besides, strict=True))
        categories = rate.categories.keys if rate is not None else ()
        for owner, item, amount in zip(owners, costing.budget.items, costing.item_amounts, strict=True):
            if item.category in categories:
                bases[_JOINT if owner is None else owner] += amount or ZERO
        return allocate(rate.amount if rate else ZERO, list(bases.values()))

    side_parts = parts_of(costing.side_costs, [ZERO] * len(places))
    flat_parts = parts_of(costing.flat_rate, side_parts)
    own = [sum(each, ZERO) for each in zip(items.values(), side_parts, flat_parts, strict=True)][1:]
    costs = [costing.total_costs - total(own), *own]
    support, percents = allocate(costing.leader_support, costs), shares(costs)
    members = zip(companies, costs[1:], support[1:], percents[1:], strict=True)
    return GroupShares(
        joint_costs=costs[0],
        joint_support=support[0],
        joint_share=percents[0],
        companies=tuple(CompanyShare(*member) for member in members),
        unmatched=tuple(index for index, owner in enumerate(owners) if owner is None),
    )


def is_company(text: str, company: Company) -> bool:
    """Return whether a text is a company's name, whatever its case and blanks, or its business id.

    >>> is_company("saha oy", Company(name="Saha  Oy"))
    True
    """
    names = [name for name in (company.name, company.business_id) if name is not None]
    return normal_form(text) in {normal_form(name) for name in names}


# De minimis aid of each single undertaking: what it had, what it seeks, and the room that is left.


class AidRoom(NamedTuple):
    """A single undertaking: the positions of its companies, and its aid in euros.

    `earlier` is the aid granted since the first day of the window, `sought` what the project would add.
    """

    name: str
    companies: tuple[int, ...]
    earlier: Decimal
    sought: Decimal

    @property
    @exact
    def aid(self) -> Decimal:
        """Return earlier aid and sought aid together."""
        return self.earlier + self.sought

    @exact
    def room(self, largest: Decimal) -> Decimal:
        """Return how much aid it may still be granted under a ceiling, before this project; never below zero."""
        return max(largest - self.earlier, ZERO)


@exact
def aid_rooms(
    companies: Sequence[Company], sought: Sequence[Decimal], years: int, on: date
) -> tuple[AidRoom, ...]:
    """Return the aid of each single undertaking in so many years that end on a day.

    Companies that name the same `single_undertaking` are one; the same grant declared by several of them counts once.
    Aid without a day counts, and so does aid of a later day: nobody can tell that it is outside.

    Args:
        companies: The member companies.
        sought: The support that each seeks, in euros, in the same order.
        years: The length of the window, in years.
        on: Its last day.
    """
    since = first_day_of_window(years, on)
    members: dict[str, list[int]] = {}
    for index, company in enumerate(companies):
        named = company.single_undertaking
        # A normal form never has two blanks in a row: no name is taken for a position.
        key = normal_form(named) if named is not None else f"  {company.business_id or index}"
        members.setdefault(key, []).append(index)
    rooms: list[AidRoom] = []
    for places in members.values():
        first = companies[places[0]]
        grants: Counter[EarlierAid] = Counter()
        for index in places:
            grants |= Counter(companies[index].earlier_aid)
        counted = (
            (aid.amount or ZERO) * times
            for aid, times in grants.items()
            if aid.granted_on is None or aid.granted_on >= since
        )
        name = first.single_undertaking or first.name or str(places[0] + 1)
        rooms.append(AidRoom(name, tuple(places), total(counted), total(sought[index] for index in places)))
    return tuple(rooms)


def first_day_of_window(years: int, on: date) -> date:
    """Return the first day of so many whole years that end on a day.

    >>> first_day_of_window(3, date(2024, 3, 1))
    datetime.date(2021, 3, 2)
    """
    try:
        anniversary = on.replace(year=on.year - years)
    except ValueError:  # 29 February of a year that has none
        anniversary = date(on.year - years, 2, 28)
    return anniversary + timedelta(days=1)
