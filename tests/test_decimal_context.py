"""Money counts the same whatever decimal context the caller has set: its digits, rounding and traps are not ours."""

import decimal
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import hakemus
from hakemus.costing import cost
from hakemus.desk import check_group, hold_meeting
from hakemus.files.workbook import budget_workbook
from hakemus.group import LeaderGroup
from hakemus.group.questions import Question
from hakemus.group.scoring import Contender, rank, to_points
from hakemus.packaged import packaged_folder
from hakemus.programme import open_programme
from hakemus.values.money import rate, shares, to_cents, total
from spreadsheets import read_budget

EXAMPLES = packaged_folder("examples")
REFERENCE = {"title": "Päätös", "section": "§ 1", "address": "https://example.fi/"}
FOREIGN = (
    decimal.Context(prec=9),
    decimal.Context(prec=3, rounding=decimal.ROUND_UP),
    decimal.Context(prec=9, Emax=5, Emin=-5, traps=[]),
    decimal.Context(traps=[decimal.Inexact, decimal.Rounded, decimal.Subnormal, decimal.FloatOperation]),
)


def _large() -> hakemus.Application:
    """Return an application whose amounts have more digits than a narrow context keeps."""
    own = hakemus.load(EXAMPLES / "company-group" / "application.toml")
    items = tuple(
        item.model_copy(update={"amount": Decimal("98765432.19"), "quantity": None, "unit_price": None})
        for item in own.budget.items
    )
    return own.model_copy(update={"budget": own.budget.model_copy(update={"items": items})})


def _costing() -> object:
    application = _large()
    counted = cost(application.budget, open_programme(), application.date)  # type: ignore[arg-type]
    years = [counted.year_total(year) for year in counted.years]
    return counted.total_costs, counted.net_costs, counted.balance, counted.financing, years


def _papers() -> object:
    application = _large()
    names = ("application", "cost-estimate", "board-paper")
    known = [name for name in names if name in hakemus.list_documents()]
    return [hakemus.render(application, name, draft=True) for name in known]


def _read_back() -> object:
    application = _large()
    read = hakemus.read(hakemus.render(application, "application", draft=True))
    return read.application.model_dump(), read.changes


def _board(tmp: Path) -> object:
    made = hold_meeting(EXAMPLES / "board-meeting", tmp, draft=True, overwrite=True)
    return [path.read_bytes() for path in made.papers], [one.rank for one in made.entries]


def _workbook(tmp: Path) -> object:
    application = _large()
    path = tmp / "budget.xlsx"
    path.write_bytes(budget_workbook(application, on=application.date))
    law = open_programme()
    return read_budget(path, base=application.budget, programme=law).model_dump()


def _orders() -> object:
    """Return what a group puts in an order, by numbers that a narrow context would make equal."""
    known = {"from": date(2023, 2, 15), "reference": REFERENCE}
    limits = [
        {"kind": "support-largest", "euros": Decimal(euros), "condition": {"fi": text}, **known}
        for euros, text in (("98765432.19", "muut"), ("98765432.29", "laitteet"))
    ]
    group = LeaderGroup.from_mapping({"name": {"fi": "Esimerkki ry"}, "amounts": limits})
    found = group.amounts_for("support-largest", "investment", Decimal(1), date(2026, 3, 1))
    question = Question(key="hours", label={"fi": "Tunnit"}, kind="number")
    contenders = [Contender(Decimal("98765432.19")), Contender(Decimal("98765432.29"))]
    return (
        [one.euros for one in found],
        rank(contenders),
        to_points(Decimal("98765432.195")),
        question.read("98765432,195"),
    )


DOORS: dict[str, Callable[[Path], object]] = {
    "sums": lambda _: (
        total([Decimal("1234567.89"), Decimal("98765432.10")]),
        to_cents(Decimal("123456789.125")),
        rate(Decimal("98765432.19"), Decimal("123456789.01")),
        shares([Decimal(21200), Decimal(5500), Decimal(1300)]),
    ),
    "costing": lambda _: _costing(),
    "check": lambda _: hakemus.check(_large()).to_text("en"),
    "papers": lambda _: _papers(),
    "read": lambda _: _read_back(),
    "form": lambda _: hakemus.blank_form("company-group", language="fi"),
    "board": _board,
    "workbook": _workbook,
    "group": lambda _: check_group(EXAMPLES / "groups" / "veejjakaja").to_text("en"),
    "orders": lambda _: _orders(),
    "group-file": lambda _: LeaderGroup(name={"fi": "Esimerkki ry"}).model_dump(),
}


@pytest.mark.parametrize("door", DOORS)
def test_a_foreign_context_changes_nothing(door: str, tmp_path: Path) -> None:
    """Every door of the library gives in a caller's context what it gives in the usual one."""
    expected = DOORS[door](tmp_path)
    for context in FOREIGN:
        with decimal.localcontext(context):
            assert DOORS[door](tmp_path) == expected


def test_the_callers_context_stays_as_it_was() -> None:
    """Neither the context nor its flags are changed."""
    with decimal.localcontext(decimal.Context(prec=9)) as context:
        hakemus.check(_large())
        assert decimal.getcontext() is context
        assert not context.flags[decimal.Inexact]
