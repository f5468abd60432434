"""The money of any budget counted once more, from the page on money and in fractions, without a line of `costing`.

Written as somebody would check a budget by hand. Where the two differ, one of them is wrong.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hakemus.costing import aid_rooms, cost, share_costs
from hakemus.model import Budget, Company, CostCategory, CostModel
from hakemus.programme import open_programme
from hakemus.support import set_off, split_support

PROGRAMME = open_programme()
NAMES = ("Saha Oy", "Mylly Oy", "Paja Oy")
PERSON_HOUR, MACHINE_HOUR = 20, 40
PAYERS = (43, 37, 20)


@dataclass(frozen=True)
class Law:
    """What the two days differ in."""

    day: date
    side_costs: int
    base_19: tuple[str, ...]
    base_40: tuple[str, ...]


LAWS = (
    Law(date(2024, 3, 1), 0, ("salaries", "fees", "purchased-services"), ("salaries", "fees")),
    Law(date(2026, 3, 1), 39, ("salaries", "purchased-services"), ("salaries",)),
)


def cents(euros: Any) -> int:
    """Return an amount in whole cents, half a cent up."""
    return floor(Fraction(euros) * 100 + Fraction(1, 2))


def parted(amount: int, weights: Sequence[int]) -> list[int]:
    """Return whole units by weights: each part cut down, then one unit each to those that lost most."""
    whole = sum(weights)
    if whole == 0:
        return [amount, *[0 for _ in weights[1:]]]
    parts = [amount * weight // whole for weight in weights]
    lost = [amount * weight % whole for weight in weights]
    for _ in range(amount - sum(parts)):
        most = lost.index(max(lost))
        parts[most] += 1
        lost[most] = -1
    return parts


def by_years(percent: int, bases: dict[int | None, int]) -> dict[int | None, int]:
    """Return a percentage of cents by year: what all years so far give, less what the earlier ones were given."""
    given_: dict[int | None, int] = {}
    base = 0
    for year in [*sorted(one for one in bases if one is not None), *([None] if None in bases else [])]:
        base += bases[year]
        given_[year] = floor(Fraction(base * percent, 100) + Fraction(1, 2)) - sum(given_.values())
    return given_


@dataclass
class Second:
    """A budget as it was counted the second time, in cents."""

    items: list[int | None]
    side: dict[int | None, int] = field(default_factory=dict)
    flat: dict[int | None, int] = field(default_factory=dict)
    work: list[int] = field(default_factory=list)
    total: int = 0
    net: int = 0
    parts: list[int] = field(default_factory=list)
    shares: list[int] = field(default_factory=list)


def counted_again(budget: dict[str, Any], law: Law) -> Second:
    """Return a budget counted by hand."""

    def of(categories: Sequence[str]) -> dict[int | None, int]:
        sums: dict[int | None, int] = {}
        for item, amount in zip(budget["items"], found.items, strict=True):
            if item["category"] in categories:
                sums[item["year"]] = sums.get(item["year"], 0) + (amount or 0)
        return sums

    found = Second(
        [
            cents(item["amount"])
            if "amount" in item
            else cents(Fraction(item["quantity"]) * Fraction(item["unit_price"]))
            if "quantity" in item
            else None
            for item in budget["items"]
        ]
    )
    if law.side_costs and budget.get("pay_without_side_costs") is not False:
        found.side = by_years(law.side_costs, of(["salaries"]))
    model = budget["cost_model"]
    if model in ("calculated-19", "calculated-40"):
        percent, base = (19, law.base_19) if model == "calculated-19" else (40, law.base_40)
        bases = of(base)
        found.flat = by_years(percent, {year: sum_ + found.side.get(year, 0) for year, sum_ in bases.items()})
    found.work = [
        cents(Fraction(one.get("hours", 0)) * PERSON_HOUR)
        + cents(Fraction(one.get("machine_hours", 0)) * MACHINE_HOUR)
        for one in budget["in_kind_work"]
    ]
    plan = budget["financing"]
    found.total = (
        sum(one or 0 for one in found.items)
        + sum(found.side.values())
        + sum(found.flat.values())
        + sum(found.work)
    )
    if model == "lump-sum" and not budget["items"] and not budget["in_kind_work"]:
        found.total = cents(plan.get("leader_support", 0))
    found.net = max(0, found.total - sum(cents(one.get("amount", 0)) for one in budget["income"]))
    support = cents(plan.get("leader_support", 0))
    if "leader_support" not in plan and "support_rate" in plan:
        support = floor(found.net * Fraction(plan["support_rate"]) / 100 + Fraction(1, 2))
    found.parts = [
        support,
        *(
            sum(cents(one.get("amount", 0)) for one in plan.get(kind, ()))
            for kind in ("other_public", "private")
        ),
        cents(plan["in_kind"]) if "in_kind" in plan else sum(found.work),
    ]
    found.shares = parted(1000, found.parts) if sum(found.parts) else [0, 0, 0, 0]
    return found


euros = st.decimals(0, 10**9, places=2)
few_euros = st.integers(0, 400).map(lambda number: Decimal(number * 100))
"""Round sums, of which shares are often equal."""
amounts = euros | few_euros
hours = st.decimals(0, 10**4, places=3)
years = st.none() | st.integers(2023, 2027)
prices: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.just({}),
    amounts.map(lambda amount: {"amount": amount}),
    st.tuples(hours, st.decimals(0, 10**5, places=2)).map(
        lambda pair: {"quantity": pair[0], "unit_price": pair[1]}
    ),
)
items = prices.flatmap(
    lambda money: st.fixed_dictionaries(
        {
            "category": st.none() | st.sampled_from([*CostCategory]),
            "year": years,
            "company": st.none() | st.sampled_from(NAMES),
        }
    ).map(lambda said: {**said, **money})
)
contributions = st.lists(st.fixed_dictionaries({}, optional={"amount": amounts}), max_size=3)
budgets = st.fixed_dictionaries(
    {
        "cost_model": st.none() | st.sampled_from([*CostModel]),
        "items": st.lists(items, max_size=7),
        "in_kind_work": st.lists(
            st.fixed_dictionaries({}, optional={"hours": hours, "machine_hours": hours}), max_size=3
        ),
        "income": st.lists(st.fixed_dictionaries({}, optional={"amount": amounts}), max_size=2),
        "financing": st.fixed_dictionaries(
            {},
            optional={
                "leader_support": amounts,
                "support_rate": st.decimals(0, 100, places=2),
                "other_public": contributions,
                "private": contributions,
                "in_kind": amounts,
            },
        ),
    },
    optional={"pay_without_side_costs": st.booleans()},
)


def prove(budget: dict[str, Any], law: Law) -> None:
    """Count a budget both ways, and what falls to companies and payers."""
    again = counted_again(budget, law)
    first = cost(Budget.model_validate(budget), PROGRAMME, law.day)
    assert [None if one is None else cents(one) for one in first.item_amounts] == again.items
    for rate, ours in ((first.side_costs, again.side), (first.flat_rate, again.flat)):
        by_year = {} if rate is None else {year: cents(one) for year, one in rate.by_year.items()}
        assert by_year == ours
    assert [cents(one.value) for one in first.in_kind_work] == again.work
    assert (cents(first.total_costs), cents(first.net_costs)) == (again.total, again.net)
    assert [cents(one.amount) for one in first.financing] == again.parts
    assert [int(one.share * 10) for one in first.financing] == again.shares
    assert cents(first.balance) == sum(again.parts) - again.net
    wanted = None
    if again.net:
        wanted = floor(Fraction(again.parts[0] * 10_000, again.net) + Fraction(1, 2))
    assert (None if first.support_rate is None else int(first.support_rate * 100)) == wanted
    split = split_support(first.leader_support, PROGRAMME, law.day)
    assert [cents(one) for one in (split.eu, split.state, split.municipalities)] == parted(
        again.parts[0], PAYERS
    )
    _prove_companies(budget, law, first, again)


def _prove_companies(budget: dict[str, Any], law: Law, first: Any, again: Second) -> None:
    """Side costs and flat rate follow the costs that they are counted on, and the support follows all of them."""
    members = NAMES[:2]
    owners = [
        NAMES.index(item["company"]) + 1 if item["company"] in members else 0 for item in budget["items"]
    ]

    def of(categories: Sequence[str] | None) -> list[int]:
        sums = [0, 0, 0]
        for owner, item, amount in zip(owners, budget["items"], again.items, strict=True):
            if categories is None or item["category"] in categories:
                sums[owner] += amount or 0
        return sums

    side = parted(sum(again.side.values()), of(["salaries"]))
    base = {"calculated-19": law.base_19, "calculated-40": law.base_40}.get(budget["cost_model"] or "", ())
    bases = [own + part for own, part in zip(of(base), side, strict=True)]
    flat = parted(sum(again.flat.values()), bases)
    own = [sum(each) for each in zip(of(None), side, flat, strict=True)]
    own[0] = again.total - own[1] - own[2]
    shares = share_costs([Company(name=name) for name in members], first)
    assert [cents(shares.joint_costs), *(cents(one.costs) for one in shares.companies)] == own
    support = parted(again.parts[0], own)
    assert [cents(shares.joint_support), *(cents(one.support) for one in shares.companies)] == support
    percents = parted(1000, own) if sum(own) else [0, 0, 0]
    assert [int(shares.joint_share * 10), *(int(one.share * 10) for one in shares.companies)] == percents


BOTH = pytest.mark.parametrize("law", LAWS, ids=lambda law: str(law.day.year))


@BOTH
@settings(max_examples=60, derandomize=True, suppress_health_check=list(HealthCheck))
@given(budget=budgets)
def test_a_budget_counted_twice_is_the_same(law: Law, budget: dict[str, Any]) -> None:
    """A few budgets of every shape, on a day before and a day after side costs are counted."""
    prove(budget, law)


@pytest.mark.fuzz
@BOTH
@settings(max_examples=20_000, suppress_health_check=list(HealthCheck))
@given(budget=budgets)
def test_thousands_of_budgets_counted_twice_are_the_same(law: Law, budget: dict[str, Any]) -> None:
    """As above."""
    prove(budget, law)


def in_turn(instalments: Sequence[Decimal], advance: Decimal, percent: int) -> list[int]:
    """Return what is set off from each instalment, counted by hand."""
    left, parts = cents(advance), []
    for at, instalment in enumerate(instalments):
        share = (
            cents(instalment) if at == len(instalments) - 1 else cents(Fraction(instalment) * percent / 100)
        )
        parts.append(min(left, share))
        left -= parts[-1]
    return parts


@given(st.lists(amounts, max_size=6), amounts)
def test_an_advance_set_off_twice_is_the_same(instalments: list[Decimal], advance: Decimal) -> None:
    """From each instalment its share, in the last one the rest."""
    assert [cents(one) for one in set_off(advance, instalments, Decimal(30))] == in_turn(
        instalments, advance, 30
    )


grants = st.lists(
    st.fixed_dictionaries(
        {"granted_by": st.sampled_from(["Kunta", "ELY"])},
        optional={"amount": few_euros, "granted_on": st.dates(date(2020, 1, 1), date(2024, 12, 31))},
    ),
    max_size=4,
)


@given(st.lists(st.tuples(st.sampled_from(["A", "B"]), grants), max_size=4))
def test_aid_of_an_undertaking_counted_twice_is_the_same(
    declared: list[tuple[str, list[dict[str, Any]]]],
) -> None:
    """A grant that several of its companies declare counts once, one that one of them declares twice, twice."""
    on, since = date(2024, 3, 1), date(2021, 3, 2)
    companies = [
        Company(name=f"Yritys {at}", single_undertaking=name, earlier_aid=aid)
        for at, (name, aid) in enumerate(declared)
    ]
    counted: dict[str, int] = {}
    count: Callable[[list[Any], Any], int] = lambda grants, one: grants.count(one)  # noqa: E731
    for name in dict.fromkeys(name for name, _ in declared):
        lists = [list(one.earlier_aid) for one in companies if one.single_undertaking == name]
        known: list[Any] = []
        for grant in (one for grants in lists for one in grants):
            if grant not in known:
                known.append(grant)
        counted[name] = sum(
            cents(grant.amount or 0) * max(count(grants, grant) for grants in lists)
            for grant in known
            if grant.granted_on is None or grant.granted_on >= since
        )
    rooms = aid_rooms(companies, [Decimal(0) for _ in companies], 3, on)
    assert {room.name: cents(room.earlier) for room in rooms} == counted
