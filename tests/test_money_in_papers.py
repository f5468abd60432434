"""An odd budget, counted here by hand, appears to the cent in every paper, and no paper prints another amount."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest

import hakemus
from hakemus.texts import LANGUAGES
from hakemus.word import text

ITEMS = (
    ("salaries", 2024, "151.25", "33.33"),
    ("salaries", 2025, "0.333", "99.99"),
    ("fees", 2025, "7", "45.65"),
    ("purchased-services", 2025, "1", "2999.99"),
    ("rents", 2024, "11", "120.05"),
    ("other", 2025, "1", "0.01"),
)
WORK = ((2024, "10.5", "5.25"), (2025, "0.33", "0"))
INCOME = Decimal("123.45")
RATE, PERSON, MACHINE = Decimal("66.67"), Decimal(20), Decimal(40)
FLAT_RATES = {
    "actual": (0, ()),
    "calculated-19": (19, ("salaries", "fees", "purchased-services")),
    "calculated-40": (40, ("salaries", "fees")),
    "actual in 2026": (0, ()),
    "calculated-19 in 2026": (19, ("salaries", "purchased-services")),
    "calculated-40 in 2026": (40, ("salaries",)),
}
"""Of each cost model, and of it from 2026 on: the flat rate, and the categories that it is counted of."""

SIDE_COSTS, PAY = 39, "salaries"
"""What is counted on pay from 2026 on, and is in the base of a flat rate then."""

OF_THE_LAW = {PERSON, MACHINE, Decimal(3000), Decimal(180000)}
"""Prices and limits that papers print next to the amounts of the budget."""

_MONEY = re.compile(r"(?<![\d,])(-?\d{1,3}(?: \d{3})*,\d\d) €")


def cents(amount: Decimal) -> Decimal:
    """Return an amount in whole cents, half up."""
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _sums() -> dict[Any, Decimal]:
    return defaultdict(Decimal)


@dataclass(frozen=True)
class ByHand:
    """The budget counted by hand in a cost model."""

    model: str

    @property
    def items(self) -> list[tuple[str, int, Decimal]]:
        """Each item with its amount in whole cents."""
        return [(kind, year, cents(Decimal(many) * Decimal(each))) for kind, year, many, each in ITEMS]

    @property
    def in_2026(self) -> bool:
        """Whether side costs are counted on pay."""
        return self.model.endswith("2026")

    @property
    def pay(self) -> Decimal:
        """The pay that side costs are counted on."""
        return sum((amount for kind, _, amount in self.items if kind == PAY and self.in_2026), Decimal(0))

    @property
    def side(self) -> Decimal:
        """The side costs, of all pay."""
        return cents(self.pay * SIDE_COSTS / 100)

    @property
    def base(self) -> Decimal:
        """What the flat rate is counted of."""
        kinds = FLAT_RATES[self.model][1]
        own = sum((amount for kind, _, amount in self.items if kind in kinds), Decimal(0))
        return own + (self.side if PAY in kinds else 0)

    @property
    def flat(self) -> Decimal:
        """The flat rate, of the whole base."""
        return cents(self.base * FLAT_RATES[self.model][0] / 100)

    @property
    def work(self) -> list[tuple[int, Decimal, Decimal]]:
        """The worth of each entry's hours of people and of machines."""
        return [
            (year, cents(Decimal(hours) * PERSON), cents(Decimal(machine) * MACHINE))
            for year, hours, machine in WORK
        ]

    @property
    def in_kind(self) -> Decimal:
        """The worth of all in-kind work."""
        return sum((people + machines for _, people, machines in self.work), Decimal(0))

    @property
    def total(self) -> Decimal:
        """All costs."""
        items = sum((amount for *_, amount in self.items), Decimal(0))
        return items + self.side + self.flat + self.in_kind

    @property
    def net(self) -> Decimal:
        """The costs to be covered."""
        return self.total - INCOME

    @property
    def support(self) -> Decimal:
        """The support sought."""
        return cents(self.net * RATE / 100)

    @property
    def private(self) -> Decimal:
        """The private money that balances the plan."""
        return self.net - self.support - self.in_kind

    def explained(self) -> set[Decimal]:
        """Every amount that a paper may print: each part, and its sums by category, by year and in all."""
        by_category, by_year, by_both = (_sums() for _ in range(3))
        for kind, year, amount in self.items:
            by_category[kind] += amount
            by_year[year] += amount
            by_both[kind, year] += amount
        side, flat = dict(self._side_by_year()), dict(self._flat_by_year())
        work = {year: people + machines for year, people, machines in self.work}
        whole = {year: amount + side[year] + flat[year] + work[year] for year, amount in by_year.items()}
        hours = {one for _, people, machines in self.work for one in (people, machines, people + machines)}
        sums = {
            self.pay,
            self.side,
            self.pay + self.side,
            self.base,
            self.flat,
            self.in_kind,
            self.total,
            self.net,
            self.support,
            self.private,
            INCOME,
        }
        itemised = {self.total - self.in_kind, self.total - self.in_kind - self.flat}
        people = sum((one for _, one, _ in self.work), Decimal(0))
        machines = sum((one for _, _, one in self.work), Decimal(0))
        found = (by_category, by_year, by_both, side, flat, work, whole)
        return {
            *(amount for amounts in found for amount in amounts.values()),
            *(amount for *_, amount in self.items),
            *(cents(Decimal(each)) for *_, each in ITEMS),
            *hours, *sums, *itemised, *OF_THE_LAW, people, machines, Decimal(0),
        }  # fmt: skip

    def _side_by_year(self) -> Iterator[tuple[int, Decimal]]:
        """Yield each year's side costs: those of the pay so far, less what earlier years got."""
        pay = given = Decimal(0)
        for year in sorted({year for _, year, *_ in ITEMS}):
            paid = (amount for kind, when, amount in self.items if when == year and kind == PAY)
            pay += sum(paid, Decimal(0)) if self.in_2026 else 0
            part = cents(pay * SIDE_COSTS / 100) - given
            given += part
            yield year, part

    def _flat_by_year(self) -> Iterator[tuple[int, Decimal]]:
        """Yield each year's flat rate: that of the base so far, less what earlier years got."""
        percent, kinds = FLAT_RATES[self.model]
        side = dict(self._side_by_year()) if PAY in kinds else {}
        base = given = Decimal(0)
        for year in sorted({year for _, year, *_ in ITEMS}):
            base += sum(
                (amount for kind, when, amount in self.items if when == year and kind in kinds),
                side.get(year, Decimal(0)),
            )
            part = cents(base * percent / 100) - given
            given += part
            yield year, part

    def application(self) -> hakemus.Application:
        """Return the application with this budget."""
        items = [
            {
                "category": kind,
                "year": year,
                "quantity": many,
                "unit_price": each,
                "description": f"{kind} {year}",
            }
            for kind, year, many, each in ITEMS
        ]
        work = [
            {
                "year": year,
                "hours": hours,
                "machine_hours": machine,
                "description": "Talkoot",
                "youngest_age": 15,
            }
            for year, hours, machine in WORK
        ]
        financing = {"support_rate": RATE, "private": [{"source": "Kylä ry", "amount": self.private}]}
        return hakemus.load({
            "schema_version": 1,
            "date": "2026-05-01" if self.in_2026 else "2024-05-01",
            "classification": {"measure": "cooperation-services"},
            "applicant": {"name": "Kylä ry"},
            "project": {"name": "Kyläpolku"},
            "budget": {
                "cost_model": self.model.partition(" ")[0],
                "pay_without_side_costs": True,
                "items": items,
                "in_kind_work": work,
                "income": [{"description": "Maksut", "year": 2025, "amount": INCOME}],
                "financing": financing,
            },
        })  # fmt: skip


def amounts(application: hakemus.Application, name: str, language: str) -> set[Decimal]:
    """Return every amount that a paper prints."""
    shown = text(hakemus.render(application, name, language=language, draft=True)).replace(
        "\N{NO-BREAK SPACE}", " "
    )
    return {Decimal(found.replace(" ", "").replace(",", ".")) for found in _MONEY.findall(shown)}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("model", FLAT_RATES)
def test_every_paper_prints_the_same_money(model: str, language: str) -> None:
    """What each paper must show, it shows to the cent; and what it shows in addition, the budget explains."""
    counted = ByHand(model)
    application = counted.application()
    items = {amount for *_, amount in counted.items}
    wanted = {
        "application": {counted.total, counted.support},
        "cost-estimate": {
            counted.total,
            counted.net,
            counted.support,
            counted.private,
            counted.in_kind,
            *items,
            *({counted.pay, counted.side, counted.pay + counted.side} if counted.in_2026 else ()),
        },
        "project-plan": {counted.total, *({counted.side} if counted.in_2026 else ())},
        "hyrra-sheet": {counted.total, counted.support, counted.private, counted.in_kind, INCOME},
        "in-kind-estimate": {counted.in_kind, *(people for _, people, _ in counted.work)},
    }
    for name in ("application", "project-plan", "cost-estimate", "hyrra-sheet", "in-kind-estimate"):
        shown = amounts(application, name, language)
        assert wanted.get(name, set()) - shown == set(), name
        assert shown - counted.explained() == set(), name


@pytest.mark.parametrize("model", FLAT_RATES)
def test_the_plan_balances(model: str) -> None:
    """The financing counted by hand is the net costs to the cent, so that no finding says otherwise."""
    report = hakemus.check(ByHand(model).application())

    assert [finding for finding in report.findings if finding.id == "financing.balance"] == []
