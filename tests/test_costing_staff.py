"""Staff costs from 2026: the side costs of pay, what is counted on both, and an advance with how it is set off."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hakemus.costing import Costing, cost, share_costs
from hakemus.model import Budget, Company, CostCategory
from hakemus.programme import open_programme
from hakemus.support import advance_of, set_off

PROGRAMME = open_programme()
LAST_DAY_BEFORE, DAY = date(2025, 12, 31), date(2026, 1, 1)


def counted(on: date = DAY, **values: Any) -> Costing:
    """Return a budget counted on a day."""
    return cost(Budget.model_validate(values), PROGRAMME, on)


def row(amount: str, category: str = "salaries", year: int | None = 2026, **more: Any) -> dict[str, Any]:
    """Return a cost."""
    return {"amount": Decimal(amount), "category": category, "year": year, **more}


def test_pay_has_its_side_costs_in_a_line_of_its_own() -> None:
    """10 000 of pay are 13 900 of staff costs; the sums of the categories hold the pay alone."""
    costing = counted(items=[row("10000"), row("100", "travel")])
    assert costing.side_costs is not None
    assert (costing.side_costs.base, costing.side_costs.amount) == (Decimal(10000), Decimal("3900.00"))
    assert costing.staff_costs == Decimal("13900.00")
    assert costing.category_total(CostCategory.SALARIES) == Decimal(10000)
    assert costing.items_total == Decimal(10100)
    assert costing.year_total(2026) == costing.itemised_costs == costing.total_costs == Decimal(14000)


def test_half_a_cent_of_side_costs_goes_up() -> None:
    """39 per cent of 0.50 are 0.195."""
    costing = counted(items=[row("0.50")])
    assert costing.side_costs is not None
    assert costing.side_costs.amount == Decimal("0.20")


def test_side_costs_are_of_pay_alone() -> None:
    """Not of fees, services or a cost without a category; without pay there are none."""
    rest = [row("10", key) for key in ("fees", "purchased-services", "rents", "travel", "other")]
    costing = counted(items=[*rest, {"amount": 10}])
    assert costing.side_costs is None
    assert costing.staff_costs == 0
    assert costing.total_costs == 60


@pytest.mark.parametrize(("stated", "whole"), [(True, 139), (None, 139), (False, 100)])
def test_pay_that_holds_side_costs_gets_none(stated: bool | None, whole: int) -> None:
    """What is not said is counted as pay without side costs."""
    assert counted(items=[row("100")], pay_without_side_costs=stated).total_costs == whole


@pytest.mark.parametrize("stated", [True, None, False])
def test_before_2026_pay_is_counted_as_it_is_written(stated: bool | None) -> None:
    """No source confirms the 39 per cent for the last day of 2025."""
    costing = counted(LAST_DAY_BEFORE, items=[row("100")], pay_without_side_costs=stated)
    assert costing.side_costs is None
    assert costing.total_costs == 100


def test_side_costs_and_flat_rates_of_the_years_sum_to_the_whole() -> None:
    """Each year gets the rounded sum so far less what the earlier years got."""
    items = [row("0.33", year=2026), row("0.33", year=2027), row("0.33", year=None)]
    costing = counted(cost_model="calculated-40", items=items)
    assert costing.side_costs is not None
    assert costing.flat_rate is not None
    assert dict(costing.side_costs.by_year) == {
        2026: Decimal("0.13"),
        2027: Decimal("0.13"),
        None: Decimal("0.13"),
    }
    assert costing.side_costs.amount == Decimal("0.39")
    assert costing.flat_rate.base == Decimal("1.38")
    assert costing.flat_rate.amount == Decimal("0.55")
    assert sum(costing.flat_rate.by_year.values()) == costing.flat_rate.amount
    assert sum(costing.year_total(year) for year in costing.years) == costing.total_costs == Decimal("1.93")


def test_the_worked_examples_of_the_decree() -> None:
    """40 per cent of 13 900 are 5 560; 19 per cent of 13 900 and 2 500 are 3 116."""
    in_40 = counted(cost_model="calculated-40", items=[row("10000")])
    in_19 = counted(cost_model="calculated-19", items=[row("10000"), row("2500", "purchased-services")])
    assert in_40.flat_rate is not None
    assert in_19.flat_rate is not None
    assert (in_40.flat_rate.amount, in_40.total_costs) == (Decimal(5560), Decimal(19460))
    assert (in_19.flat_rate.amount, in_19.total_costs) == (Decimal(3116), Decimal(19516))


@pytest.mark.parametrize(("day", "base"), [(LAST_DAY_BEFORE, "300"), (DAY, "239")])
def test_fees_are_in_no_base_from_2026(day: date, base: str) -> None:
    """Before, they were counted as staff costs."""
    items = [row("100"), row("100", "fees"), row("100", "purchased-services")]
    flat_rate = counted(day, cost_model="calculated-19", items=items).flat_rate
    assert flat_rate is not None
    assert flat_rate.base == Decimal(base)


def test_another_cost_beside_pay_is_counted_as_it_is_written() -> None:
    """The rule stops it; it is in no base, and is not taken off."""
    costing = counted(cost_model="calculated-40", items=[row("10000"), row("2500", "purchased-services")])
    assert costing.total_costs == Decimal(21960)


def test_side_costs_follow_the_pay_of_a_company() -> None:
    """A company's own pay brings its side costs and the flat rate on both."""
    saw = Company(name="Saha Oy")
    items = [row("100"), row("100", company="Saha Oy"), row("50", "travel")]
    found = share_costs([saw], counted(cost_model="calculated-40", items=items))
    assert found.companies[0].costs == Decimal("194.60")
    assert found.joint_costs == Decimal("244.60")


def test_cents_of_side_costs_go_to_the_largest_remainders() -> None:
    """Three cents of pay in three parts have one cent of side costs, which one part gets."""
    saw, mill = Company(name="Saha Oy"), Company(name="Mylly Oy")
    items = [row("0.01"), row("0.01", company="Saha Oy"), row("0.01", company="Mylly Oy")]
    found = share_costs([saw, mill], counted(items=items))
    assert [found.joint_costs, *(one.costs for one in found.companies)] == [
        Decimal("0.02"),
        Decimal("0.01"),
        Decimal("0.01"),
    ]


def test_a_year_without_pay_has_no_side_costs_in_its_base() -> None:
    """The flat rate of a year in which only services are bought is of those alone."""
    costing = counted(
        cost_model="calculated-19", items=[row("100"), row("100", "purchased-services", year=2027)]
    )
    assert costing.flat_rate is not None
    assert dict(costing.flat_rate.by_year) == {2026: Decimal("26.41"), 2027: Decimal("19.00")}


def test_side_costs_are_shared_by_pay_and_by_nothing_else() -> None:
    """Whose pay is nine tenths has nine tenths of them; a cost without an amount brings nothing."""
    saw, mill = Company(name="Saha Oy"), Company(name="Mylly Oy")
    unknown = {"category": "salaries", "year": 2026, "company": "Mylly Oy"}
    items = [row("10"), row("90", company="Saha Oy"), unknown]
    found = share_costs([saw, mill], counted(cost_model="calculated-40", items=items))
    costs = [found.joint_costs, *(one.costs for one in found.companies)]
    assert costs == [Decimal("19.46"), Decimal("175.14"), Decimal(0)]


def test_the_flat_rate_is_shared_by_pay_with_its_side_costs_and_by_services() -> None:
    """Who pays 100, with 39 of side costs, and who buys services for 139 have the same part of the flat rate."""
    saw, mill = Company(name="Saha Oy"), Company(name="Mylly Oy")
    items = [row("100", company="Saha Oy"), row("139", "purchased-services", company="Mylly Oy")]
    found = share_costs([saw, mill], counted(cost_model="calculated-19", items=items))
    assert [one.costs for one in found.companies] == [Decimal("165.41"), Decimal("165.41")]
    assert found.joint_costs == 0


def test_income_is_taken_off_before_the_support_is_counted() -> None:
    """80 per cent of 13 900 less 900."""
    costing = counted(items=[row("10000")], income=[{"amount": 900}], financing={"support_rate": 80})
    assert costing.leader_support == Decimal("10400.00")


def test_an_advance_tells_its_share_and_when_it_is_settled() -> None:
    """10 000 of 50 000 are 20 per cent, and 30 per cent of 33 333.34 cover them; of 33 333.33 they do not."""
    costing = counted(financing={"leader_support": 50000, "advance": 10000})
    advance = advance_of(costing, PROGRAMME, DAY)
    assert advance is not None
    numbers = (advance.amount, advance.share, advance.set_off.number)
    assert numbers == (Decimal(10000), Decimal(20), Decimal(30))
    assert advance.settled_at == Decimal("33333.34")
    assert advance_of(counted(), PROGRAMME, DAY) is None


def test_an_advance_without_a_support_has_no_share() -> None:
    """There is nothing that it would be a share of."""
    advance = advance_of(counted(financing={"advance": 30}), PROGRAMME, DAY)
    assert advance is not None
    assert advance.share is None
    assert advance.settled_at == 100


@pytest.mark.parametrize(
    ("advance", "instalments", "parts"),
    [
        ("10000", ["20000", "10000", "20000"], ["6000", "3000", "1000"]),
        ("10000", ["50000"], ["10000"]),
        ("10000", ["40000", "10000"], ["10000", "0"]),
        ("10000", ["1000", "20000"], ["300", "9700"]),
        ("10000", ["1000", "2000"], ["300", "2000"]),
        ("0.01", ["0.01", "0.02"], ["0.00", "0.01"]),
        ("10", [], []),
    ],
)
def test_an_advance_is_set_off_from_each_instalment(
    advance: str, instalments: list[str], parts: list[str]
) -> None:
    """30 per cent of each, in the last the rest, never more than the instalment."""
    found = set_off(Decimal(advance), [Decimal(one) for one in instalments], Decimal(30))
    assert list(found) == [Decimal(one) for one in parts]


def test_what_is_set_off_is_in_whole_cents() -> None:
    """However many decimals the advance and the instalments are written with."""
    parts = set_off(Decimal(100), [Decimal(300), Decimal("5.5"), Decimal(100)], Decimal(30))
    assert list(map(str, parts)) == ["90.00", "1.65", "8.35"]
    assert list(map(str, set_off(Decimal(10), [Decimal("9.5")], Decimal(30)))) == ["9.50"]


amounts = st.decimals(0, 10**6, places=2)


@given(amounts, st.lists(amounts, min_size=1, max_size=6))
def test_no_more_is_set_off_than_was_paid_or_is_due(advance: Decimal, instalments: list[Decimal]) -> None:
    """Whatever the instalments: and where they suffice in the end, all of it."""
    parts = set_off(advance, instalments, Decimal(30))
    assert sum(parts) <= advance
    assert all(0 <= part <= due for part, due in zip(parts, instalments, strict=True))
    assert sum(parts) == advance or parts[-1] == instalments[-1]


def test_rows_without_an_amount_count_as_nothing_everywhere() -> None:
    """In the base of side costs and flat rate, in a company's part of them, and in private money."""
    without_amount = {"category": "salaries", "year": 2026, "company": "Kaksi Oy"}
    costing = counted(
        cost_model="calculated-40",
        pay_without_side_costs=True,
        items=[
            row("1000", company="Yksi Oy"),
            row("500", company="Yksi Oy"),
            without_amount,
            row("100", year=None),
        ],
        financing={"private": [{"source": "Yksi Oy"}, {"amount": 10}]},
    )
    shares = share_costs([Company(name="Yksi Oy"), Company(name="Kaksi Oy")], costing)

    assert costing.total_costs == Decimal("3113.60")
    assert costing.private_total == Decimal(10)
    assert [one.costs for one in shares.companies] == [Decimal("2919.00"), Decimal("0.00")]
    assert shares.joint_costs == Decimal("194.60")
