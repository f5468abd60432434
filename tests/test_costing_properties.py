"""What holds for the money of any budget at all: sums to the cent, shares of a hundred, no float, no order."""

import random
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hakemus import Application, LeaderGroup, check
from hakemus.costing import Costing, cost, share_costs
from hakemus.model import Budget, Company, CostCategory, CostModel
from hakemus.programme import open_programme
from hakemus.support import largest_support, split_support, support_limits
from hakemus.values.money import allocate

PROGRAMME = open_programme()
DAY = date(2024, 3, 1)
DAYS = (DAY, date(2026, 3, 1))
"""Before and after side costs of pay are counted."""
MEASURES = PROGRAMME.vocabulary("measure").keys
NAMES = ["Saha Oy", "Mylly Oy", "Tuntematon Oy"]
GROUP = LeaderGroup.from_mapping(
    {
        "name": {"fi": "Esimerkki ry"},
        "rates": [
            {
                "from": date(2023, 2, 15),
                "percent": 80,
                "costs_up_to": 50000,
                "reference": {"title": "Päätös", "section": "§ 1", "address": "https://example.fi/"},
            }
        ],
    }
)

euros = st.decimals(0, 10**9, places=2)
small_euros = st.decimals(0, 500, places=2)
hours = st.decimals(0, 10**4, places=3)
years = st.none() | st.integers(2023, 2027)
optional = st.none
items = st.fixed_dictionaries(
    {"category": optional() | st.sampled_from(CostCategory), "year": years},
    optional={"company": st.sampled_from(NAMES), "description": st.sampled_from(["Vuokra", "Toimistokulut"])},
).flatmap(
    lambda common: st.one_of(
        st.just(common),
        euros.map(lambda amount: {**common, "amount": amount}),
        st.tuples(hours, euros).map(
            lambda pair: {**common, "quantity": pair[0], "unit_price": min(pair[1], Decimal(10**6))}
        ),
    )
)
work = st.fixed_dictionaries(
    {},
    optional={"hours": hours, "machine_hours": hours, "year": years, "youngest_age": st.integers(10, 90)},
)
contributions = st.lists(
    st.fixed_dictionaries({}, optional={"amount": euros, "source": st.sampled_from(["Kunta", "Oma raha"])}),
    max_size=3,
)
financing = st.fixed_dictionaries(
    {},
    optional={
        "leader_support": euros,
        "support_rate": st.decimals(0, 100, places=2),
        "other_public": contributions,
        "private": contributions,
        "in_kind": euros,
    },
)
budgets = st.fixed_dictionaries(
    {
        "cost_model": optional() | st.sampled_from(CostModel),
        "items": st.lists(items, max_size=6),
        "in_kind_work": st.lists(work, max_size=3),
        "income": st.lists(st.fixed_dictionaries({}, optional={"amount": euros}), max_size=2),
        "financing": financing,
    }
)


def counted(budget: dict[str, Any], day: date = DAY, measure: str | None = None) -> Costing:
    """Return a budget counted on the day, as that of a measure."""
    return cost(Budget.model_validate(budget), PROGRAMME, day, PROGRAMME.measure(measure))


def in_whole_cents(amount: object) -> bool:
    """Return whether an amount is an exact number of cents."""
    return isinstance(amount, Decimal) and amount == amount.quantize(Decimal("0.01"))


@pytest.mark.parametrize("day", DAYS)
@given(budget=budgets)
def test_parts_sum_to_totals_to_the_cent(day: date, budget: dict[str, Any]) -> None:
    """Years sum to the itemised costs, categories to the items, the flat rate's years to the flat rate."""
    costing = counted(budget, day)
    assert sum(costing.year_total(year) for year in costing.years) == costing.itemised_costs
    assert sum(costing.category_total(category) for category in costing.categories) == costing.items_total
    assert sum(part.amount for part in costing.financing) == costing.financing_total
    if costing.flat_rate is not None:
        assert sum(costing.flat_rate.by_year.values()) == costing.flat_rate.amount
        assert all(part >= 0 for part in costing.flat_rate.by_year.values())
    if costing.side_costs is not None:
        assert sum(costing.side_costs.by_year.values()) == costing.side_costs.amount


@pytest.mark.parametrize("day", DAYS)
@given(budget=budgets)
def test_shares_sum_to_a_hundred(day: date, budget: dict[str, Any]) -> None:
    """The financing's shares, and those of the group and its companies, are 100.0 together, or all nothing."""
    costing = counted(budget, day)
    financed = sum(part.share for part in costing.financing)
    assert financed == (100 if costing.financing_total else 0)
    found = share_costs([Company(name=name) for name in NAMES[:2]], costing)
    shared = found.joint_share + sum(share.share for share in found.companies)
    assert shared == (100 if costing.total_costs else 0)


@pytest.mark.parametrize("day", DAYS)
@given(budget=budgets)
def test_companies_and_the_group_sum_to_the_whole(day: date, budget: dict[str, Any]) -> None:
    """Joint and company-specific costs are all costs, and their support is all support; none is negative."""
    costing = counted(budget, day)
    found = share_costs([Company(name=name) for name in NAMES[:2]], costing)
    assert found.joint_costs + sum(share.costs for share in found.companies) == costing.total_costs
    assert found.joint_support + sum(share.support for share in found.companies) == costing.leader_support
    assert min(found.joint_costs, *(share.costs for share in found.companies)) >= 0
    assert all(in_whole_cents(share.support) for share in found.companies)


@given(euros, st.lists(euros, min_size=1, max_size=6))
def test_parting_loses_no_cent(amount: Decimal, weights: list[Decimal]) -> None:
    """Parts are whole cents, sum to the amount, and none is a cent away from its exact part."""
    parts = allocate(amount, weights)
    assert sum(parts) == amount
    assert all(in_whole_cents(part) and part >= 0 for part in parts)
    if whole := sum(weights):
        for part, weight in zip(parts, weights, strict=True):
            assert abs(part - amount * weight / whole) < Decimal("0.01")


@given(euros)
def test_the_split_of_the_support_sums_to_it(support: Decimal) -> None:
    """EU, state and municipalities pay the support together, to the cent."""
    split = split_support(support, PROGRAMME, DAY)
    assert split.eu + split.state + split.municipalities == support


@given(budgets, items)
def test_adding_a_cost_never_lowers_the_total(budget: dict[str, Any], item: dict[str, Any]) -> None:
    """One cost more, and the itemised costs are as high or higher; so are all costs, but for a bare lump sum's."""
    before, after = counted(budget), counted({**budget, "items": [*budget["items"], item]})
    assert after.itemised_costs >= before.itemised_costs
    if not before.is_bare_lump_sum:
        assert after.total_costs >= before.total_costs


@given(budgets)
def test_no_amount_is_ever_a_float(budget: dict[str, Any]) -> None:
    """Every number of a costing is an exact decimal, and every amount is in whole cents."""
    costing = counted(budget)
    numbers = list(_numbers(costing))
    numbers += [value for name in _COUNTED for value in _numbers(getattr(costing, name))]
    assert all(isinstance(number, Decimal) for number in numbers)
    assert all(in_whole_cents(getattr(costing, name)) for name in _COUNTED if name != "support_rate")


@given(budgets, st.sampled_from(MEASURES))
def test_the_largest_support_keeps_every_limit(budget: dict[str, Any], key: str) -> None:
    """No limit leaves less than the largest support, and one of them leaves just that."""
    costing, measure = counted(budget, measure=key), PROGRAMME.measure(key)
    assert measure is not None
    found = [limit.largest for limit in support_limits(costing, measure, DAY, GROUP)]
    assert largest_support(costing, measure, DAY, GROUP) == (min(found) if found else None)
    assert all(in_whole_cents(limit) and limit >= 0 for limit in found)


@given(budgets, st.sampled_from(MEASURES), st.randoms(use_true_random=False))
def test_a_report_never_depends_on_the_order_of_items(
    budget: dict[str, Any], key: str, shuffle: random.Random
) -> None:
    """However the costs are ordered, the same is found of each: only its position is another."""
    order = list(range(len(budget["items"])))
    shuffle.shuffle(order)
    shuffled = {**budget, "items": [budget["items"][index] for index in order]}
    positions = {f"items[{new}]": f"items[{old}]" for new, old in enumerate(order)}
    assert _found(shuffled, key, positions) == _found(budget, key, {})


@given(budgets, st.sampled_from(MEASURES))
def test_the_financing_balances_when_the_report_says_so(budget: dict[str, Any], key: str) -> None:
    """Without the finding, all financing is just the costs, less income where it counts; with it, it is not.

    Costs that a fixed sum needn't state are compared with nothing: they are a finding themselves.
    """
    report = check(_application(budget, key), on=DAY, group=GROUP)
    costing = counted(budget, measure=key)
    found = {finding.id for finding in report.findings}
    differs = sum(part.amount for part in costing.financing) != costing.net_costs
    assert ("financing.balance" in found) == (differs and "costs.needless" not in found)
    assert not report.defects


_COUNTED = (
    "items_total",
    "in_kind_total",
    "income_total",
    "itemised_costs",
    "total_costs",
    "net_costs",
    "leader_support",
    "financing_total",
    "balance",
    "support_rate",
)


def _application(budget: dict[str, Any], key: str) -> Application:
    companies = [{"name": name} for name in NAMES[:2]]
    return Application.model_validate(
        {"classification": {"measure": key}, "companies": companies, "budget": budget}
    )


def _found(budget: dict[str, Any], key: str, positions: dict[str, str]) -> list[tuple[str, ...]]:
    findings = check(_application(budget, key), on=DAY, group=GROUP).findings
    return sorted(
        (finding.id, finding.variant, finding.severity, _moved(finding.path, positions), repr(finding.values))
        for finding in findings
        if finding.id != "budget.repeated"  # which of two rows repeats the other, only their order says
    )


def _moved(path: str, positions: dict[str, str]) -> str:
    head, _, rest = path.partition("]")
    *owner, place = head.split(".")
    return ".".join([*owner, positions.get(f"{place}]", f"{place}]")]) + rest


def _numbers(value: object) -> Iterator[object]:
    """Return every number in a value that the costing counted, however deep."""
    if isinstance(value, Decimal | int | float) and not isinstance(value, bool):
        yield value
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _numbers(one)
    elif is_dataclass(value) and type(value).__module__.startswith("hakemus.costing"):
        for field in fields(value):
            if field.name != "budget":
                yield from _numbers(getattr(value, field.name))
