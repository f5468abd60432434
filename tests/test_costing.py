"""The money of a budget: what is counted, with which rounding, and what falls to whom."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hakemus import LeaderGroup
from hakemus.costing import (
    Costing,
    FinancingPart,
    FlatRate,
    InKind,
    aid_rooms,
    cost,
    first_day_of_window,
    is_company,
    item_amount,
    share_costs,
)
from hakemus.model import (
    Budget,
    Business,
    Classification,
    Company,
    CostCategory,
    CostItem,
    EarlierAid,
    RuralType,
)
from hakemus.programme import Measure, open_programme
from hakemus.support import largest_support, split_support, support_limits
from hakemus.values.money import allocate

PROGRAMME = open_programme()
DAY = date(2024, 3, 1)


def money(text: str) -> Decimal:
    """Return an amount."""
    return Decimal(text)


def these(*values: Any) -> tuple[Any, ...]:
    """Return values side by side: an amount equals a whole number, which mypy does not see."""
    return values


def counted(**values: Any) -> Costing:
    """Return a budget counted on the day."""
    return cost(Budget.model_validate(values), PROGRAMME, DAY)


def item(amount: str, category: str = "salaries", **values: Any) -> dict[str, Any]:
    """Return a cost of 2024."""
    return {"amount": money(amount), "category": category, "year": 2024, **values}


def measure(key: str) -> Measure:
    """Return a measure of the programme."""
    found = PROGRAMME.measure(key)
    assert found is not None
    return found


def group(**values: Any) -> LeaderGroup:
    """Return a Leader group with settings decided in 2023."""
    reference = {"title": "Päätös", "section": "§ 1", "address": "https://example.fi/"}
    settings = {
        name: [{"from": date(2023, 2, 15), "reference": reference, **one} for one in several]
        for name, several in values.items()
    }
    return LeaderGroup.from_mapping({"name": {"fi": "Esimerkki ry"}, **settings})


# Items


@pytest.mark.parametrize(
    ("quantity", "price", "amount"),
    [("7.5", "33.33", "249.98"), ("0.5", "0.01", "0.01"), ("0.499", "0.01", "0.00"), ("3", "0.10", "0.30")],
)
def test_half_a_cent_of_an_item_goes_up(quantity: str, price: str, amount: str) -> None:
    """Quantity times price is rounded to the cent at the item, half a cent up."""
    found = item_amount(CostItem(quantity=money(quantity), unit_price=money(price)))
    assert str(found) == amount


def test_an_item_without_its_numbers_has_no_amount() -> None:
    """A quantity without a price, or a price without a quantity, is no amount: never zero."""
    assert item_amount(CostItem(quantity=money("2"))) is None
    assert item_amount(CostItem(unit_price=money("2"))) is None
    assert item_amount(CostItem(amount=money("0"))) == 0


def test_every_amount_is_in_whole_cents() -> None:
    """However many decimals an amount or the hours of in-kind work were written with."""
    hours = {"hours": money("2"), "machine_hours": money("0.5")}
    costing = counted(items=[item("5"), item("0.5")], in_kind_work=[hours])
    assert list(map(str, costing.item_amounts)) == ["5.00", "0.50"]
    assert list(map(str, costing.in_kind_work[0])) == ["40.00", "20.00"]


def test_costs_are_summed_by_category_and_year() -> None:
    """Every cell, row and column of the table adds up, with what has no category or year last."""
    costing = counted(
        items=[
            item("10.10"),
            item("5.05", year=2025),
            item("1.01", "travel"),
            {"amount": money("0.07")},
            {"quantity": money("1"), "category": "other", "year": 2025},
        ]
    )
    assert costing.years == (2024, 2025, None)
    assert costing.categories == (CostCategory.SALARIES, CostCategory.TRAVEL, CostCategory.OTHER, None)
    assert costing.amount(CostCategory.SALARIES, 2024) == money("10.10")
    assert costing.amount(CostCategory.RENTS, 2024) == 0
    assert costing.category_total(CostCategory.SALARIES) == money("15.15")
    assert costing.category_total(None) == money("0.07")
    assert [costing.year_total(year) for year in costing.years] == [
        money("11.11"),
        money("5.05"),
        money("0.07"),
    ]
    assert costing.items_total == costing.total_costs == money("16.23")
    whole = counted(items=[item("1.00", year=2032), item("1.00", year=2024)])
    assert (whole.years, whole.categories) == ((2024, 2032), (CostCategory.SALARIES,))


def test_an_empty_budget_states_nothing() -> None:
    """Without any entry there are no costs, no financing, no rate and no shares."""
    costing = counted()
    assert these(costing.total_costs, costing.net_costs, costing.financing_total) == (0, 0, 0)
    assert not costing.states_costs
    assert not costing.states_financing
    assert costing.support_rate is None
    assert {part.share for part in costing.financing} == {Decimal(0)}


# Flat rates


def test_nineteen_per_cent_is_of_staff_costs_and_purchased_services() -> None:
    """Salaries, fees and purchased services are its base; travel, rents and others are not."""
    items = [item("100.00", category.value) for category in CostCategory]
    flat_rate = counted(cost_model="calculated-19", items=items).flat_rate
    assert flat_rate == FlatRate(
        PROGRAMME.parameter("flat-rate.calculated-19").on(DAY),
        PROGRAMME.parameter("flat-rate.calculated-19-base").on(DAY),
        money("300.00"),
        money("57.00"),
        {2024: money("57.00")},
    )


def test_forty_per_cent_is_of_staff_costs_and_carries_its_caveat() -> None:
    """Its base is an inference (C), which the value itself says."""
    items = [item("100.00", category.value) for category in CostCategory]
    costing = counted(cost_model="calculated-40", items=items)
    assert costing.flat_rate is not None
    assert these(costing.flat_rate.base, costing.flat_rate.amount) == (200, 80)
    assert costing.flat_rate.categories.certainty == "C"
    assert costing.flat_rate.categories.note is not None
    assert costing.total_costs == 680


@pytest.mark.parametrize("model", ["actual", "lump-sum", None])
def test_other_cost_models_have_no_flat_rate(model: str | None) -> None:
    """Actual costs and a lump sum add nothing to the items."""
    costing = counted(cost_model=model, items=[item("100.00")])
    assert costing.flat_rate is None
    assert costing.total_costs == 100


def test_the_flat_rate_of_the_years_sums_to_the_whole() -> None:
    """Each year gets the growth of the rounded running total; the year that is missing comes last."""
    items = [
        item("0.50", year=2026),
        item("0.50", year=None),
        item("0.50", year=2024),
        item("0.50", year=2025),
    ]
    flat_rate = counted(cost_model="calculated-19", items=items).flat_rate
    assert flat_rate is not None
    assert flat_rate.amount == money("0.38")
    assert flat_rate.by_year == {
        2024: money("0.10"),
        2025: money("0.09"),
        2026: money("0.10"),
        None: money("0.09"),
    }
    assert list(flat_rate.by_year) == [2024, 2025, 2026, None]


def test_the_flat_rate_is_in_the_total_of_its_year() -> None:
    """A year's total holds its items, its flat rate and its in-kind work, and no other year's."""
    costing = counted(
        cost_model="calculated-19",
        items=[item("100.00"), item("200.00", year=2025)],
        in_kind_work=[{"hours": money("1"), "year": 2025}],
    )
    assert costing.year_total(2024) == money("119.00")
    assert costing.year_total(2025) == money("258.00")
    assert costing.year_total(2026) == 0
    assert costing.itemised_costs == costing.total_costs == money("377.00")


def test_side_costs_are_counted_on_pay_and_not_without() -> None:
    """Side costs are of pay: a budget without any has none, not a row of 0.00."""
    budgets = [
        Budget.model_validate({"items": [item("100.00", category)]}) for category in ("salaries", "other")
    ]
    paid, bought = (cost(budget, PROGRAMME, date(2026, 3, 1)) for budget in budgets)

    assert paid.side_costs is not None
    assert these(paid.side_costs.amount, paid.total_costs) == (39, 139)
    assert bought.side_costs is None
    assert bought.total_costs == 100


# In-kind work


def test_in_kind_work_is_cost_and_financing() -> None:
    """Ten hours and five machine hours are 400 euros, on both sides."""
    costing = counted(in_kind_work=[{"hours": money("10"), "machine_hours": money("5"), "year": 2024}])
    assert costing.in_kind_work == (InKind(money("200.00"), money("200.00")),)
    assert costing.in_kind_work[0].value == 400
    assert these(costing.total_costs, costing.in_kind_financing, costing.balance) == (400, 400, 0)
    assert costing.states_costs
    assert costing.states_financing
    assert costing.years == (2024,)


def test_in_kind_work_is_counted_by_entry() -> None:
    """A thousandth of an hour is two cents; hours that are missing are worth nothing."""
    costing = counted(
        in_kind_work=[{"hours": money("0.001"), "machine_hours": money("0.002")}, {"hours": money("1")}]
    )
    assert costing.in_kind_work[0] == InKind(money("0.02"), money("0.08"))
    assert costing.in_kind_work[1] == InKind(money("20.00"), money("0.00"))
    assert costing.in_kind_total == money("20.10")


def test_what_has_no_number_yet_counts_nothing() -> None:
    """Neither an item in the base of a flat rate, nor hours, nor a payer."""
    costing = counted(
        cost_model="calculated-19",
        items=[{"category": "salaries", "year": 2024}],
        in_kind_work=[{"machine_hours": 0}],
        financing={"private": [{"source": "Omarahoitus"}], "other_public": [{"source": "Kunta"}]},
        income=[{"year": 2024}],
    )
    assert costing.flat_rate is not None
    assert these(costing.flat_rate.base, costing.flat_rate.by_year[2024], costing.total_costs) == (0, 0, 0)
    assert these(costing.private_total, costing.other_public_total, costing.income_total) == (0, 0, 0)


@pytest.mark.parametrize(
    ("financing", "states"),
    [({}, False), ({"leader_support": 0}, True), ({"support_rate": 50}, True), ({"advance": 1}, False)],
)
def test_the_support_is_stated_as_an_amount_or_as_a_rate(financing: dict[str, Any], states: bool) -> None:
    """Either will do; an advance on it says nothing of it."""
    assert counted(financing=financing).states_support is states


def test_stated_in_kind_financing_goes_before_its_worth() -> None:
    """What the plan says is in the plan, even when it is nothing."""
    work = [{"hours": money("1")}]
    assert counted(in_kind_work=work, financing={"in_kind": 0}).in_kind_financing == 0
    assert counted(in_kind_work=work, financing={"in_kind": 7}).in_kind_financing == 7
    assert counted(in_kind_work=work).in_kind_financing == 20


# Income, support, financing


def test_income_lowers_what_is_to_be_financed_but_not_below_zero() -> None:
    """Net costs are costs less income, at least nothing."""
    assert counted(items=[item("10.00")], income=[{"amount": 3}, {}]).net_costs == 7
    assert counted(items=[item("10.00")], income=[{"amount": 11}]).net_costs == 0


def test_the_support_is_the_amount_or_else_the_rate_of_the_net_costs() -> None:
    """Eighty-five per cent of 10 000 is 8 500; an amount that is given goes before the rate."""
    items = [item("10100.00")]
    income = [{"amount": 100}]
    by_rate = counted(items=items, income=income, financing={"support_rate": 85})
    assert these(by_rate.leader_support, by_rate.support_rate) == (8500, 85)
    by_amount = counted(items=items, income=income, financing={"support_rate": 85, "leader_support": 8000})
    assert these(by_amount.leader_support, by_amount.support_rate) == (8000, 80)
    assert counted(items=items).leader_support == 0


def test_a_rate_is_rounded_half_up_to_the_cent() -> None:
    """37.5 per cent of 0.20 is 0.075: eight cents."""
    assert counted(items=[item("0.20")], financing={"support_rate": money("37.5")}).leader_support == money(
        "0.08"
    )


def test_a_bare_lump_sum_costs_what_is_sought() -> None:
    """Only without any item or work is a lump sum its own cost."""
    bare = counted(cost_model="lump-sum", financing={"leader_support": 5000})
    assert these(bare.is_bare_lump_sum, bare.total_costs, bare.balance) == (True, 5000, 0)
    assert bare.states_costs
    assert not bare.has_rate
    unsought = counted(cost_model="lump-sum")
    assert these(unsought.total_costs, unsought.states_costs) == (0, False)
    assert not counted(cost_model="lump-sum", items=[item("9.00")]).is_bare_lump_sum
    assert not counted(cost_model="lump-sum", in_kind_work=[{"hours": 1}]).is_bare_lump_sum
    assert not counted(financing={"leader_support": 5000}).is_bare_lump_sum


def test_the_financing_has_four_parts_with_shares_of_a_hundred() -> None:
    """Leader support, other public, private and in-kind money, in this order, each with its share."""
    costing = counted(
        items=[item("980.00")],
        in_kind_work=[{"hours": 1}],
        financing={
            "leader_support": 600,
            "other_public": [{"amount": 100}, {}],
            "private": [{"amount": 180}, {"amount": 100}],
        },
    )
    assert costing.financing == (
        FinancingPart("leader_support", money("600"), money("60.0")),
        FinancingPart("other_public", money("100"), money("10.0")),
        FinancingPart("private", money("280"), money("28.0")),
        FinancingPart("in_kind", money("20"), money("2.0")),
    )
    assert these(costing.financing_total, costing.net_costs, costing.balance) == (1000, 1000, 0)
    assert these(costing.other_public_total, costing.private_total) == (100, 280)


def test_the_balance_tells_what_is_over_or_short() -> None:
    """Financing above the net costs is positive, below them negative."""
    assert counted(items=[item("10.00")], financing={"leader_support": 11}).balance == 1
    assert counted(items=[item("10.00")], financing={"leader_support": 9}).balance == -1


# Parting


@pytest.mark.parametrize(
    ("amount", "weights", "parts"),
    [
        ("0.05", ["43", "37", "20"], ["0.02", "0.02", "0.01"]),
        ("0.01", ["43", "37", "20"], ["0.01", "0.00", "0.00"]),
        ("0.02", ["1", "1", "1"], ["0.01", "0.01", "0.00"]),
        ("100.00", ["1", "1", "1"], ["33.34", "33.33", "33.33"]),
        ("7.00", ["0", "0"], ["7.00", "0.00"]),
        ("7.00", ["0", "3"], ["0.00", "7.00"]),
        ("0.00", ["1", "2"], ["0.00", "0.00"]),
        ("0.10", ["0.33", "0.67"], ["0.03", "0.07"]),
    ],
)
def test_cents_go_to_the_largest_remainders(amount: str, weights: list[str], parts: list[str]) -> None:
    """Of equal remainders the earlier part gets the cent; without any weight the first gets all."""
    assert [str(part) for part in allocate(money(amount), [money(weight) for weight in weights])] == parts


def test_the_support_is_split_by_the_frame() -> None:
    """43, 37 and 20 per cent of 1 000.01: the odd cent goes to the largest remainder."""
    split = split_support(money("1000.01"), PROGRAMME, DAY)
    assert (split.eu, split.state, split.municipalities) == (
        money("430.01"),
        money("370.00"),
        money("200.00"),
    )


# Companies

SAW, MILL = Company(name="Saha Oy", business_id="1572860-0"), Company(name="Mylly Oy")


def test_a_company_is_named_by_name_or_business_id() -> None:
    """Case and blanks do not matter; another name is another company."""
    assert is_company("saha  OY", SAW)
    assert is_company("1572860-0", SAW)
    assert not is_company("Mylly Oy", SAW)
    assert not is_company("", Company())


def test_costs_fall_jointly_or_on_a_company_with_their_flat_rate() -> None:
    """The flat rate follows the staff costs it is counted on, and the support follows the costs."""
    costing = counted(
        cost_model="calculated-19",
        items=[
            item("1000.00"),
            item("500.00", company="saha oy"),
            item("100.00", "other", company="1572860-0"),
            item("300.00", "fees", company="Mylly Oy"),
            item("50.00", company="Tuntematon Oy"),
        ],
        in_kind_work=[{"hours": 2}],
        financing={"support_rate": 75},
    )
    found = share_costs([SAW, MILL], costing)
    assert costing.total_costs == money("2341.50")
    assert (found.joint_costs, found.unmatched) == (money("1289.50"), (4,))
    assert [share.costs for share in found.companies] == [money("695.00"), money("357.00")]
    assert [share.company for share in found.companies] == [SAW, MILL]
    assert found.joint_support == money("967.13")
    assert [share.support for share in found.companies] == [money("521.25"), money("267.75")]
    assert [share.costs - share.support for share in found.companies] == [money("173.75"), money("89.25")]
    assert [found.joint_share, *(share.share for share in found.companies)] == [
        money("55.1"),
        money("29.7"),
        money("15.2"),
    ]


def test_without_company_costs_all_is_joint() -> None:
    """An actual budget whose items name no company leaves nothing to the companies."""
    found = share_costs([SAW], counted(items=[item("10.00")], financing={"leader_support": 5}))
    assert these(found.joint_costs, found.joint_support, found.joint_share, found.unmatched) == (
        10,
        5,
        100,
        (),
    )
    assert these(found.companies[0].costs, found.companies[0].support) == (0, 0)


# De minimis aid


def aid(day: date | None, amount: int | None, granted_by: str | None = None) -> EarlierAid:
    """Return a grant of earlier aid."""
    return EarlierAid(granted_on=day, amount=amount, granted_by=granted_by)


@pytest.mark.parametrize(
    ("on", "first"),
    [
        (date(2024, 3, 1), date(2021, 3, 2)),
        (date(2024, 2, 29), date(2021, 3, 1)),
        (date(2024, 2, 28), date(2021, 3, 1)),
        (date(2024, 12, 31), date(2022, 1, 1)),
    ],
)
def test_three_years_end_on_the_day(on: date, first: date) -> None:
    """The window begins the day after the same day three years before, leap day included."""
    assert first_day_of_window(3, on) == first


def test_earlier_aid_counts_from_the_first_day_of_the_window() -> None:
    """The day before is out; the first day, a later one and an unknown one are in; an unknown sum is nothing."""
    grants = (
        aid(date(2021, 3, 1), 1000),
        aid(date(2021, 3, 2), 200),
        aid(date(2024, 3, 2), 30),
        aid(None, 4),
        aid(date(2023, 1, 1), None),
    )
    (room,) = aid_rooms([Company(name="Saha Oy", earlier_aid=grants)], [money("10.00")], 3, DAY)
    assert (room.name, room.companies) == ("Saha Oy", (0,))
    assert these(room.earlier, room.sought, room.aid) == (234, 10, 244)
    assert these(room.room(Decimal(300)), room.room(Decimal(234)), room.room(Decimal(200))) == (66, 0, 0)


def test_companies_of_one_undertaking_are_counted_together() -> None:
    """They are tied by the same name, whatever its case; one grant listed by both counts once, two grants twice."""
    same = aid(date(2023, 1, 1), 100, "Kunta")
    companies = [
        Company(name="Emo Oy", single_undertaking="Konserni", earlier_aid=(same, same)),
        Company(name="Toinen Oy", earlier_aid=(same,)),
        Company(
            name="Tytär Oy", single_undertaking=" KONSERNI", earlier_aid=(same, aid(date(2023, 1, 1), 7))
        ),
    ]
    rooms = aid_rooms(companies, [money("1"), money("2"), money("4")], 3, DAY)
    assert [these(room.name, room.companies, room.earlier, room.sought) for room in rooms] == [
        ("Konserni", (0, 2), 207, 5),
        ("Toinen Oy", (1,), 100, 2),
    ]


def test_a_company_told_twice_is_one_undertaking() -> None:
    """The same business id is the same company; companies without any are apart, and reported by their place."""
    companies = [
        Company(business_id="1572860-0"),
        Company(),
        Company(),
        Company(name="Saha", business_id="1572860-0"),
    ]
    rooms = aid_rooms(companies, [money("1")] * 4, 3, DAY)
    assert [(room.name, room.companies) for room in rooms] == [("1", (0, 3)), ("2", (1,)), ("3", (2,))]


# The largest support


def test_the_law_limits_rate_and_public_support() -> None:
    """An investment: 75 per cent of the net costs, and 180 000 euros, both with other public money."""
    costing = counted(items=[item("300000.00", "other")], financing={"other_public": [{"amount": 5000}]})
    limits = support_limits(costing, measure("investment"), DAY)
    assert [these(limit.kind, limit.value, limit.largest, limit.is_of_group) for limit in limits] == [
        ("rate", 75, 220000, False),
        ("public-support", 180000, 175000, False),
    ]
    assert largest_support(costing, measure("investment"), DAY) == 175000


def test_the_group_limits_besides_the_law() -> None:
    """Its own rate and ceilings come after the law's, and the least of all is the largest support."""
    setting = group(
        rates=[{"percent": 60, "costs_up_to": 50000}, {"percent": 50, "costs_above": 50000}],
        amounts=[
            {"kind": "support-largest", "euros": 20000, "condition": {"fi": "muut"}},
            {"kind": "support-largest", "euros": 28000},
            {"kind": "public-support-largest", "euros": 29000},
        ],
    )
    costing = counted(items=[item("50000.00")], financing={"other_public": [{"amount": 2000}]})
    limits = support_limits(costing, measure("training"), DAY, setting)
    assert [these(limit.kind, limit.largest, limit.is_of_group) for limit in limits] == [
        ("rate", 48000, False),
        ("public-support", 178000, False),
        ("rate", 30000, True),
        ("support", 28000, True),
        ("public-support", 27000, True),
    ]
    assert largest_support(costing, measure("training"), DAY, setting) == 27000


def test_a_groups_limit_with_a_condition_holds_by_the_facts() -> None:
    """What a limit depends on is read from the facts: it holds in the village, and doesn't in the town."""
    limit = {"kind": "support-largest", "euros": 100, "when": {"municipality": "Kylä"}}
    costing, setting = counted(items=[item("1000.00")]), group(amounts=[limit])
    for municipality, largest in (("Kylä", 100), ("Kaupunki", 1000)):
        facts = {"municipality": municipality}
        assert largest_support(costing, measure("training"), DAY, setting, facts=facts) == largest


def test_the_largest_support_is_that_of_the_kind_of_project() -> None:
    """40 per cent of an investment that serves business, 65 of one in the general interest."""
    costing, on = counted(items=[item("1000.00")]), date(2026, 3, 1)
    for kind, largest in (("other-eligible", 400), ("general-interest", 650)):
        classified = Classification(investment_kind=kind)
        assert largest_support(costing, measure("investment"), on, classification=classified) == largest


@pytest.mark.parametrize(
    ("business", "rural_type", "costs", "largest"),
    [
        ({"support_area": "area-3"}, "M7", "39200.00", "11760.00"),
        ({"support_area": "area-3", "island_without_road": True}, "M7", "39200.00", "15680.00"),
        ({"support_area": "area-1", "energy_investment": True}, "M7", "39200.00", "11760.00"),
        ({"support_area": "area-1"}, "M7", "39200.00", "15680.00"),
        ({"support_area": "area-1"}, "M7", "150000.00", "40000.00"),
        ({}, "M7", "39200.00", "15680.00"),
    ],
)
def test_the_largest_support_of_a_business_is_that_of_its_place(
    business: dict[str, Any], rural_type: str, costs: str, largest: str
) -> None:
    """By area, island and energy, of no more than 100 000 €; the highest while the place isn't stated."""
    found = largest_support(
        counted(items=[item(costs)]),
        measure("business-investment"),
        date(2026, 3, 1),
        classification=Classification(rural_type=RuralType(rural_type)),
        business=Business.model_validate(business),
    )
    assert found == Decimal(largest)


def test_other_public_money_may_leave_no_room() -> None:
    """Public money above the ceiling leaves nothing, never less than nothing."""
    costing = counted(items=[item("1.00")], financing={"other_public": [{"amount": 200000}]})
    assert largest_support(costing, measure("training"), DAY) == 0


def test_a_rate_needs_costs_to_be_a_rate_of() -> None:
    """Without costs, or for a bare lump sum, there is no rate; a measure without limits has none."""
    sought = {"financing": {"leader_support": 5000}}
    bare = counted(cost_model="lump-sum", **sought)
    assert support_limits(bare, measure("company-group"), DAY) == ()
    assert largest_support(bare, measure("company-group"), DAY) is None
    assert support_limits(counted(**sought), measure("company-group"), DAY) == ()
    assert not counted(items=[item("0.00")]).has_rate
    assert counted(items=[item("0.01")]).has_rate
    rates = group(rates=[{"percent": 60}])
    assert support_limits(bare, measure("company-group"), DAY, rates) == ()


def test_the_groups_limits_are_those_of_measure_and_size() -> None:
    """A rate and ceilings of another measure or step set no limit; of several ceilings the largest does."""
    setting = group(
        rates=[{"percent": 60, "measures": ["training"]}, {"percent": 10, "measures": ["investment"]}],
        amounts=[
            {"kind": "support-largest", "euros": 70, "measures": ["training"], "costs_up_to": 100},
            {"kind": "support-largest", "euros": 7, "measures": ["training"], "costs_above": 100},
            {"kind": "public-support-largest", "euros": 80, "measures": ["training"], "costs_up_to": 100},
            {"kind": "public-support-largest", "euros": 8, "measures": ["training"], "costs_above": 100},
            {
                "kind": "public-support-largest",
                "euros": 5,
                "measures": ["training"],
                "condition": {"fi": "muut"},
            },
        ],
    )
    limits = support_limits(counted(items=[item("100.00")]), measure("training"), DAY, setting)
    assert [these(limit.kind, limit.value) for limit in limits if limit.is_of_group] == [
        ("rate", 60),
        ("support", 70),
        ("public-support", 80),
    ]


@pytest.mark.parametrize(
    ("budget", "highest"),
    [
        ({"items": [item("100.01")], "income": [{"amount": 50}]}, 10),
        ({"items": [item("100.00")], "income": [{"amount": 50}]}, 60),
        ({"cost_model": "lump-sum", "financing": {"leader_support": money("100.01")}}, 7),
    ],
)
def test_the_step_of_a_group_is_that_of_all_costs(budget: dict[str, Any], highest: int) -> None:
    """Income makes a project no smaller, and a lump sum without items costs what is sought."""
    setting = group(
        rates=[{"percent": 60, "costs_up_to": 100}, {"percent": 10, "costs_above": 100}],
        amounts=[{"kind": "support-largest", "euros": 7, "costs_above": 100}],
    )
    limits = support_limits(counted(**budget), measure("training"), DAY, setting)
    assert next(limit.value for limit in limits if limit.is_of_group) == highest


@pytest.mark.parametrize(
    ("key", "classification", "business", "is_open"),
    [
        ("investment", {}, {}, True),
        ("investment", {"investment_kind": "water"}, {}, False),
        ("training", {"benefit": "training-other-enterprises"}, {}, False),
        ("business-investment", {}, {}, True),
        ("business-investment", {"rural_type": "M7"}, {"support_area": "area-3"}, False),
        ("business-investment", {}, {"energy_investment": True}, False),
    ],
)
def test_a_rate_is_open_while_what_decides_it_is_unsaid(
    key: str, classification: dict[str, Any], business: dict[str, Any], *, is_open: bool
) -> None:
    """The kind of investment or who gains decides it, and of a business's investment its place, or that it's energy."""
    limits = support_limits(
        counted(items=[item("50000.00")]),
        measure(key),
        date(2026, 3, 1),
        classification=Classification(**classification),
        business=Business(**business) if business else None,
    )
    assert [limit.is_open for limit in limits if limit.kind == "rate"] == [is_open]


def test_of_the_rates_that_a_place_may_have_the_highest_is_the_limit() -> None:
    """A local centre of area III has the 30, 25 or 20 per cent of its surroundings, which no field states."""
    limits = support_limits(
        counted(items=[item("50000.00")]),
        measure("business-investment"),
        date(2026, 3, 1),
        classification=Classification(rural_type="M4"),
        business=Business(support_area="area-3"),
    )
    assert [these(limit.value, limit.is_open) for limit in limits if limit.kind == "rate"] == [(30, True)]
