"""The rules on money: what fires one cent over a limit, what just does not, and how grave it is."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import hakemus
from hakemus import Application, Finding, LeaderGroup
from hakemus.costing import cost
from hakemus.programme import DatedValue, Programme, Provision, open_programme
from hakemus.rules import Case, check_case
from hakemus.support import largest_support, support_limits

DAY = date(2024, 3, 13)
REFERENCE = {"title": "Hallituksen päätös", "section": "§ 4", "address": "https://example.fi/"}


def money(text: str) -> Decimal:
    """Return an amount."""
    return Decimal(text)


def item(amount: str, category: str | None = "salaries", **values: Any) -> dict[str, Any]:
    """Return a cost of 2024."""
    return {"amount": money(amount), "category": category, "year": 2024, **values}


def application(measure: str, budget: Mapping[str, Any], **values: Any) -> Application:
    """Return an application of a measure with a budget."""
    return Application.model_validate({"classification": {"measure": measure}, "budget": budget, **values})


def found(
    checked: Application, *identifiers: str, on: date = DAY, group: LeaderGroup | None = None
) -> list[Finding]:
    """Return the findings of those ids."""
    report = hakemus.check(checked, on=on, group=group)
    assert not report.defects
    for finding in report.findings:
        assert all(finding.explain(language) for language in ("fi", "sv", "en"))
    return [finding for finding in report.findings if finding.id in identifiers]


def told(findings: Sequence[Finding]) -> list[tuple[str, str, str]]:
    """Return what identifies findings: severity, path and variant."""
    return [(finding.severity, finding.path, finding.variant) for finding in findings]


def group(**values: Any) -> LeaderGroup:
    """Return a Leader group with settings decided in 2023."""
    settings = {
        name: [{"from": date(2023, 2, 15), "reference": REFERENCE, **one} for one in several]
        for name, several in values.items()
    }
    return LeaderGroup.from_mapping({"name": {"fi": "Esimerkki ry"}, **settings})


# Small projects

LUMP = {"cost_model": "lump-sum", "payment_method": "output-based"}


@pytest.mark.parametrize(("costs", "fires"), [("8000.00", False), ("8000.01", True)])
def test_a_small_project_costs_at_most_its_limit(costs: str, *, fires: bool) -> None:
    """8 000.00 euros in all will do; a cent more is an error."""
    findings = found(application("small-project", {**LUMP, "items": [item(costs)]}), "small-project.total")
    assert told(findings) == ([("error", "budget.items", "")] if fires else [])
    for finding in findings:
        assert finding.values == {"costs": money(costs), "largest": 8000}


@pytest.mark.parametrize(("sought", "fires"), [("1000.00", False), ("999.99", True)])
def test_a_small_project_seeks_at_least_the_smallest_support(sought: str, *, fires: bool) -> None:
    """1 000.00 euros will do; a cent less is an error, with the numbers that met."""
    budget = {**LUMP, "items": [item("2000.00")], "financing": {"leader_support": money(sought)}}
    findings = found(application("small-project", budget), "small-project.support-minimum", "support.minimum")
    assert told(findings) == ([("error", "budget.financing.leader_support", "")] if fires else [])
    for finding in findings:
        assert finding.values == {"sought": money(sought), "smallest": 1000}


def test_a_small_project_that_seeks_nothing_is_told_to() -> None:
    """Where neither amount nor rate is, the message asks for it."""
    findings = found(application("small-project", LUMP), "small-project.support-minimum")
    assert told(findings) == [("error", "budget.financing.leader_support", "missing")]


@pytest.mark.parametrize(
    ("model", "fires"), [("lump-sum", False), ("actual", True), ("calculated-19", True), (None, True)]
)
def test_a_small_project_is_a_lump_sum(model: str | None, *, fires: bool) -> None:
    """Any other cost model, and none, is an error of this rule alone."""
    findings = found(
        application("small-project", {"cost_model": model}),
        "small-project.lump-sum",
        "cost-model.not-allowed",
        "cost-model.missing",
    )
    assert told(findings) == ([("error", "budget.cost_model", "")] if fires else [])


# Cost models


@pytest.mark.parametrize("measure", ["investment", "environmental-investment"])
@pytest.mark.parametrize(
    ("model", "fires"), [("actual", False), ("calculated-19", True), ("lump-sum", True), (None, True)]
)
def test_an_investment_is_counted_by_actual_costs(measure: str, model: str | None, *, fires: bool) -> None:
    """Flat rates and lump sums are warnings: only a page refuses them. The general rules on cost models keep silent."""
    findings = found(
        application(measure, {"cost_model": model}),
        "investment.cost-model",
        "cost-model.not-allowed",
        "cost-model.missing",
    )
    assert [(finding.id, finding.severity) for finding in findings] == (
        [("investment.cost-model", "warning")] if fires else []
    )


@pytest.mark.parametrize(
    ("measure", "model", "expected"),
    [
        ("business-investment", "actual", []),
        ("business-investment", "lump-sum", [("note", "budget.cost_model", "open")]),
        ("business-investment", "calculated-19", [("error", "budget.cost_model", "")]),
        ("business-trial", "actual", [("error", "budget.cost_model", "")]),
        ("training", "lump-sum", []),
        ("training", None, []),
        ("preparatory-funding", "actual", []),
    ],
)
def test_a_cost_model_is_one_that_the_measure_allows(
    measure: str, model: str | None, expected: list[tuple[str, str, str]]
) -> None:
    """The decree on business aid fixes its models; a development project has them all."""
    assert told(found(application(measure, {"cost_model": model}), "cost-model.not-allowed")) == expected


def test_a_missing_cost_model_is_told_where_one_may_choose() -> None:
    """A development project without a cost model gets a warning; an unknown measure gets none."""
    path = [("warning", "budget.cost_model", "")]
    assert told(found(application("training", {}), "cost-model.missing")) == path
    assert found(application("training", {"cost_model": "actual"}), "cost-model.missing") == []
    assert found(application("preparatory-funding", {}), "cost-model.missing") == []
    assert found(application("something-else", {}), "cost-model.missing", "cost-model.not-allowed") == []


@pytest.mark.parametrize(
    ("measure", "method", "severity"),
    [
        ("small-project", "output-based", None),
        ("small-project", "cost-based", "error"),
        ("preparatory-funding", "cost-based", "note"),
        ("training", "cost-based", None),
        ("small-project", None, None),
    ],
)
def test_a_payment_method_is_one_that_the_measure_allows(
    measure: str, method: str | None, severity: str | None
) -> None:
    """As grave as the measure's own list is certain."""
    findings = found(application(measure, {"payment_method": method}), "cost-model.payment-method")
    assert [finding.severity for finding in findings] == ([severity] if severity else [])
    assert {finding.path for finding in findings} <= {"budget.payment_method"}


def test_the_payment_methods_that_a_measure_allows_are_named() -> None:
    """The finding holds the method given and those that are open."""
    (finding,) = found(
        application("small-project", {"payment_method": "cost-based"}), "cost-model.payment-method"
    )
    assert finding.values["method"].text("en") == "Cost-based"
    assert [method.text("en") for method in finding.values["methods"]] == ["Output-based"]


OVERLAP = "cost-model.flat-rate-overlap"


def test_a_named_indirect_cost_is_an_overlap_for_certain() -> None:
    """An item that is called just as the law's list calls it is an error; another item of its category a note."""
    items = [
        item("50.00", "other", description="toimistokulut"),
        item("50.00", "other", description="Kahvit"),
    ]
    checked = application("training", {"cost_model": "calculated-19", "items": items})
    assert told(found(checked, OVERLAP)) == [
        ("error", "budget.items[0]", ""),
        ("note", "budget.items", "category"),
    ]
    forty = application("training", {"cost_model": "calculated-40", "items": items[:1]})
    assert told(found(forty, OVERLAP)) == [("note", "budget.items", "category")]
    actual = application("training", {"cost_model": "actual", "items": items})
    assert found(actual, OVERLAP) == []


def test_a_covered_category_is_a_note_with_the_sum() -> None:
    """What of a category is covered is our inference: one note names the categories in use and their sum."""
    items = [
        item("10.00"),
        item("20.00", "travel"),
        item("30.00", "rents"),
        item("0.50", "travel"),
        item("40.00", "purchased-services"),
        {"category": "rents"},
        {"amount": 7},
    ]
    (finding,) = found(application("training", {"cost_model": "calculated-19", "items": items}), OVERLAP)
    assert told([finding]) == [("note", "budget.items", "category")]
    assert [label.en for label in finding.values["covered"]] == ["Rents", "Travel costs"]
    assert (finding.values["amount"], finding.values["rate"]) == (money("50.50"), 19)
    assert finding.reference is not None
    assert "19 %" in finding.reference.text("en")
    assert finding.certainty == "C"
    (forty,) = found(application("training", {"cost_model": "calculated-40", "items": items}), OVERLAP)
    assert forty.values["amount"] == money("90.50")


def test_staff_costs_and_services_are_no_overlap_of_nineteen_per_cent() -> None:
    """The base of a flat rate is not covered by it."""
    items = [item("10.00"), item("10.00", "fees"), item("10.00", "purchased-services")]
    assert found(application("training", {"cost_model": "calculated-19", "items": items}), OVERLAP) == []


# In-kind work


def in_kind(*work: Mapping[str, Any], **financing: Any) -> Application:
    """Return an investment with in-kind work."""
    budget = {"in_kind_work": work, "financing": financing}
    return application("investment", budget)


WORK = {"description": "Maalaus", "hours": 10, "machine_hours": 5, "youngest_age": 15}


@pytest.mark.parametrize(
    ("stated", "fires"), [(None, False), ("400.00", False), ("399.99", True), ("400.01", True)]
)
def test_in_kind_work_is_worth_its_hours(stated: str | None, *, fires: bool) -> None:
    """10 hours and 5 machine hours are 400.00 euros: a cent more or less in the financing is an error."""
    financing = {} if stated is None else {"in_kind": money(stated)}
    findings = found(in_kind(WORK, **financing), "in-kind.rate")
    assert told(findings) == ([("error", "budget.financing.in_kind", "")] if fires else [])
    for finding in findings:
        assert finding.values == {
            "stated": money(stated or "0"),
            "worth": 400,
            "hour": 20,
            "machine_hour": 40,
        }


@pytest.mark.parametrize(
    ("age", "expected"),
    [(15, []), (14, [("error", "")]), (None, [("warning", "missing")])],
)
def test_in_kind_work_is_done_by_those_old_enough(age: int | None, expected: list[tuple[str, str]]) -> None:
    """Fifteen will do, fourteen is an error, and an untold age is a warning."""
    findings = found(in_kind({**WORK, "youngest_age": age}), "in-kind.age")
    assert [(finding.severity, finding.variant) for finding in findings] == expected
    assert {finding.path for finding in findings} <= {"budget.in_kind_work[0].youngest_age"}


@pytest.mark.parametrize(("support", "fires"), [("850.00", False), ("850.01", True)])
def test_in_kind_work_is_at_most_the_private_funding(support: str, *, fires: bool) -> None:
    """1 300 less 850 support and 50 other public money are 400, just the work; a cent more support is an error."""
    budget = {
        "items": [item("900.00")],
        "in_kind_work": [WORK],
        "financing": {"leader_support": money(support), "other_public": [{"amount": 50}]},
    }
    findings = found(application("investment", budget), "in-kind.share")
    assert told(findings) == ([("error", "budget.financing.in_kind", "")] if fires else [])
    for finding in findings:
        assert finding.values == {"in_kind": 400, "private": money("399.99"), "highest": 100}


def test_public_money_above_the_costs_leaves_nothing_for_in_kind_work() -> None:
    """The private funding is never below nothing."""
    (finding,) = found(in_kind(WORK, leader_support=5000), "in-kind.share")
    assert finding.values["private"] == 0


def test_the_estimate_tells_kind_and_hours() -> None:
    """Each entry has the kind of work, which the form asks for, and hours, by which its value is counted."""
    findings = found(
        in_kind(
            WORK, {"hours": 1}, {"description": "Talkoot"}, {"description": "Traktori", "machine_hours": 2}
        ),
        "in-kind.form",
    )
    assert told(findings) == [
        ("warning", "budget.in_kind_work[1].description", ""),
        ("error", "budget.in_kind_work[2].hours", "hours"),
    ]
    assert "2023AVT" in findings[0].message("fi")


@pytest.mark.parametrize(
    ("measure", "fires"),
    [
        ("investment", False),
        ("cooperation-services", False),
        ("training", True),
        ("environmental-investment", True),
        ("small-project", True),
        ("company-group", True),
    ],
)
def test_in_kind_work_is_told_where_nobody_says_it_is_accepted(measure: str, *, fires: bool) -> None:
    """The authority names general-interest investments and development projects; of others a note says so."""
    findings = found(application(measure, {"in_kind_work": [WORK]}), "in-kind.accepted")
    assert told(findings) == ([("note", "budget.in_kind_work", "")] if fires else [])
    assert all(finding.reference is not None for finding in findings)
    assert found(application(measure, {}), "in-kind.accepted") == []
    assert found(application("something-else", {"in_kind_work": [WORK]}), "in-kind.accepted") == []


# Prices and private money


@pytest.mark.parametrize(
    ("amount", "category", "fires"),
    [
        ("2999.99", "purchased-services", False),
        ("3000.00", "purchased-services", True),
        ("3000.00", "other", True),
        ("3000.00", None, True),
        ("9000.00", "salaries", False),
        ("9000.00", "fees", False),
    ],
)
def test_a_larger_purchase_needs_price_evidence(amount: str, category: str | None, *, fires: bool) -> None:
    """From 3 000.00 euros on, for everything but staff costs."""
    checked = application("training", {"items": [item("1.00"), item(amount, category, description="Kone")]})
    findings = found(checked, "price-evidence.missing")
    assert told(findings) == ([("warning", "budget.items[1]", "")] if fires else [])
    for finding in findings:
        assert finding.values == {"amount": money(amount), "limit": 3000}


@pytest.mark.parametrize(
    ("evidence", "fires"),
    [
        ({"purchase": "kone", "offers": [{"amount": 3100}]}, False),
        ({"purchase": " KONE ", "reason": "Ainoa toimittaja."}, False),
        ({"purchase": "Kone", "offers": [{"supplier": "Kauppa"}]}, True),
        ({"purchase": "Kone"}, True),
        ({"purchase": "Auto", "reason": "Halvin."}, True),
        ({"offers": [{"amount": 3100}]}, True),
    ],
)
def test_price_evidence_names_its_purchase_and_a_price(evidence: dict[str, Any], *, fires: bool) -> None:
    """An offer with a price, or a reason, under the purchase's own name."""
    items = [item("3000.00", "other", description="Kone")]
    checked = application("training", {"items": items, "price_evidence": [evidence]})
    assert bool(found(checked, "price-evidence.missing")) is fires


@pytest.mark.parametrize(
    ("annex", "fires"),
    [
        ({"kind": "price-comparison", "state": "attached"}, False),
        ({"kind": "Price comparison or offers", "file": "hinnat.pdf"}, False),
        ({"kind": "price-comparison", "state": "coming", "file": "hinnat.pdf"}, True),
        ({"kind": "price-comparison"}, True),
        ({"kind": "map", "state": "attached"}, True),
        ({"state": "attached"}, True),
    ],
)
def test_a_price_comparison_that_is_attached_will_do(annex: dict[str, Any], *, fires: bool) -> None:
    """It must be there, by its state or, without one, by its file."""
    checked = application("training", {"items": [item("3000.00", "other")]}, annexes=[annex])
    assert bool(found(checked, "price-evidence.missing")) is fires


@pytest.mark.parametrize(
    ("source", "fires"),
    [
        ("Pieksämäen kaupunki", True),
        ("Kunnan avustus", True),
        ("Kommunen", True),
        ("City of Mikkeli", True),
        ("Paikallinen seurakunta", True),
        ("Keski-Suomen liitto", True),
        ("Hämeen liiton kehittämisraha", True),
        ("Satakuntaliitto", True),
        ("Etelä-Savon maakuntaliitto", True),
        ("Södra Österbottens förbund", True),
        ("Regional Council of Lapland", True),
        ("Östra Nylands välfärdsområde", True),
        ("Opetushallituksen avustus", True),
        ("Väylävirasto", True),
        ("Kela", True),
        ("Metsähallitus", True),
        ("Helsingin yliopisto", True),
        ("EU:n aluekehitysrahasto (EAKR)", True),
        ("Opetus- ja kulttuuriministeriö", True),
        ("Mallilan koulutuskuntayhtymän tuki", True),
        ("Kyläkunta ry", False),
        ("Kuvitelman kunnan yrittäjät ry", False),
        ("Valtion eläkeläiset r.y.", False),
        ("Kaupungin autokorjaamo Oy", False),
        ("Kunnan Osuuspankki", False),
        ("Mallilan vapaaseurakunta", False),
        ("Staden Malls ungdomsförening", False),
        ("Stiftelsen för Malls kommun", False),
        ("Kylien liitto", False),
        ("Keski-Suomen Kylien liitto ry", False),
        ("Karjalan Liitto", False),
        ("Pohjois-Savon liikuntaliitto", False),
        ("Nylands ungdomsförbund", False),
        ("Omat varat", False),
        ("Jäsenmaksut", False),
        ("Säätiö X", True),
        (None, False),
    ],
)
def test_private_money_holds_no_public_money(source: str | None, *, fires: bool) -> None:
    """A public body's name, or a source that is public money too, is a warning; a private form in a name is not."""
    plan = {
        "private": [{"amount": 1}, {"source": source, "amount": 1}],
        "other_public": [{"source": "säätiö x"}, {}],
    }
    findings = found(application("training", {"financing": plan}), "financing.private-money")
    variant = "" if source == "Säätiö X" else "named"
    assert told(findings) == ([("warning", "budget.financing.private[1].source", variant)] if fires else [])
    for finding in findings:
        assert finding.values == {"source": source}


@pytest.mark.parametrize(("support", "difference"), [("99.99", "0.01"), ("100.01", "0.01"), ("100.00", None)])
def test_financing_equals_the_costs(support: str, difference: str | None) -> None:
    """A cent over or short is an error, although a group's page is its source: the facts say so."""
    checked = application(
        "training", {"items": [item("100.00")], "financing": {"leader_support": money(support)}}
    )
    findings = found(checked, "financing.balance")
    assert told(findings) == ([("error", "budget.financing", "")] if difference else [])
    for finding in findings:
        assert finding.values == {
            "financing": money(support),
            "costs": 100,
            "difference": money(difference or "0"),
        }


# Support


def seeking(measure: str, costs: str, **financing: Any) -> Application:
    """Return an application with one cost and what is sought."""
    return application(measure, {"items": [item(costs)], "financing": financing})


@pytest.mark.parametrize(("sought", "fires"), [("7500.00", False), ("7500.01", True)])
def test_the_support_keeps_the_highest_rate_of_the_law(sought: str, *, fires: bool) -> None:
    """75 per cent of an investment of 10 000 euros; a cent more is a warning."""
    findings = found(seeking("investment", "10000.00", leader_support=money(sought)), "support.rate")
    assert told(findings) == ([("warning", "budget.financing.leader_support", "")] if fires else [])
    for finding in findings:
        assert finding.values == {
            "rate": money("75.01"),
            "highest": 75,
            "sought": money(sought),
            "largest": 7500,
        }


def test_a_group_projects_rate_has_its_own_rule() -> None:
    """The law's rate of a group project is reported once, the Leader group's next to it."""
    checked = seeking("company-group", "10000.00", leader_support=money("7500.01"))
    findings = found(checked, "support.rate", "group-project.rate", group=group(rates=[{"percent": 70}]))
    assert [(finding.id, finding.variant) for finding in findings] == [
        ("support.rate", "group"),
        ("group-project.rate", ""),
    ]


@pytest.mark.parametrize(
    ("costs", "sought", "fires"),
    [
        ("50000.00", "42500.00", False),
        ("50000.00", "42500.01", True),
        ("50000.01", "35000.01", False),
        ("50000.01", "35000.02", True),
    ],
)
def test_the_support_keeps_the_groups_rate_of_its_size(costs: str, sought: str, *, fires: bool) -> None:
    """85 per cent up to 50 000 euros, 70 above: a warning that rests on the group's own decision."""
    steps = group(rates=[{"percent": 85, "costs_up_to": 50000}, {"percent": 70, "costs_above": 50000}])
    findings = found(seeking("training", costs, leader_support=money(sought)), "support.rate", group=steps)
    assert told(findings) == ([("warning", "budget.financing.leader_support", "group")] if fires else [])
    for finding in findings:
        assert finding.reference is not None
        assert finding.reference.text("fi") == "Hallituksen päätös, §\u00a04"


@pytest.mark.parametrize(
    ("amount", "percent", "fires"),
    [
        ("850.00", "85", False),
        ("849.95", "85", False),
        ("849.94", "85", True),
        ("333.33", "33.33", False),
        ("850.04", "85", False),
        ("850.05", "85.00", True),
    ],
)
def test_amount_and_rate_say_the_same(amount: str, percent: str, *, fires: bool) -> None:
    """Either follows from the other, each by its own rounding; else a warning states both."""
    checked = seeking("training", "1000.00", leader_support=money(amount), support_rate=money(percent))
    findings = found(checked, "support.rate")
    expected = [("warning", "budget.financing.support_rate", "disagreement")]
    assert told(findings) == (expected if fires else [])
    for finding in findings:
        assert finding.values["counted"] == 850
        assert finding.values["costs"] == 1000


def test_an_amount_that_the_rate_gives_is_no_disagreement_in_cents() -> None:
    """A third of one euro is 0.33 euros, although 0.33 is 33.00 per cent of it."""
    checked = seeking("training", "1.00", leader_support=money("0.33"), support_rate=money("33.33"))
    assert found(checked, "support.rate") == []


def test_a_lump_sum_without_costs_is_of_no_rate() -> None:
    """Amount and rate cannot disagree where nothing states the costs."""
    budget = {**LUMP, "financing": {"leader_support": 5000, "support_rate": 85}}
    assert found(application("small-project", budget), "support.rate") == []


@pytest.mark.parametrize(("sought", "fires"), [("5000.00", False), ("5000.01", True)])
def test_a_rate_on_a_condition_is_told_with_it(sought: str, *, fires: bool) -> None:
    """50 per cent is open to all and 65 to equipment: above 50 the condition is named."""
    rates = [
        {"percent": 50},
        {"percent": 65, "condition": {"fi": "laitteet"}},
        {"percent": 40, "condition": {"fi": "muut"}},
    ]
    checked = seeking("investment", "10000.00", leader_support=money(sought))
    findings = found(checked, "support.condition", group=group(rates=rates))
    assert told(findings) == ([("note", "budget.financing.leader_support", "")] if fires else [])
    for finding in findings:
        assert [names.text("fi") for names in finding.values["conditions"]] == ["laitteet"]
        assert finding.values["highest"] == 50
    assert found(checked, "support.condition", group=group(rates=[{"percent": 50}])) == []


@pytest.mark.parametrize(
    ("rates", "sought", "highest"),
    [
        ([{"percent": 50}, {"percent": 50, "condition": {"fi": "laitteet"}}], "5001", None),
        ([{"percent": 65, "condition": {"fi": "laitteet"}}], "50", 0),
    ],
)
def test_a_condition_matters_only_above_what_is_open_to_all(
    rates: list[dict[str, Any]], sought: str, highest: int | None
) -> None:
    """An equal rate on a condition adds nothing, and where no rate is open all support is on one."""
    checked = seeking("investment", "10000.00", leader_support=money(sought))
    findings = found(checked, "support.condition", group=group(rates=rates))
    assert [finding.values["highest"] for finding in findings] == ([] if highest is None else [highest])


@pytest.mark.parametrize(
    ("open_rate", "is_named"),
    [({"case_by_case": True}, False), ({"case_by_case": True, "condition": {"fi": "kokeilut"}}, True)],
)
def test_what_is_decided_case_by_case_needs_no_condition(
    open_rate: dict[str, Any], *, is_named: bool
) -> None:
    """A group that decides case by case may give any support; on a condition it leaves the others as they are."""
    rates = [open_rate, {"percent": 65, "condition": {"fi": "laitteet"}}]
    checked = seeking("investment", "10000.00", leader_support=money("5000.00"))
    findings = found(checked, "support.condition", group=group(rates=rates))
    assert [one.values["conditions"][0].text("fi") for one in findings] == (["laitteet"] if is_named else [])


def test_of_the_rates_for_two_kinds_the_higher_is_open_to_all() -> None:
    """50 per cent is for the kind of investment and 60 for its theme; only above both is the condition named."""
    kind, theme = "general-interest", "safety-preparedness"
    on_condition = {"percent": 65, "kinds": [kind], "condition": {"fi": "laitteet"}}
    rates = [{"percent": 50, "kinds": [kind]}, {"percent": 60, "kinds": [theme]}, on_condition]
    classified = {"measure": "investment", "investment_kind": kind, "investment_theme": theme}
    budget = {"items": [item("10000.00")], "financing": {"leader_support": money("6000.01")}}
    checked = application("investment", budget, classification=classified)
    (finding,) = found(checked, "support.condition", group=group(rates=rates))
    assert finding.values["highest"] == 60


def test_a_lump_sum_without_costs_is_on_no_condition() -> None:
    """Where nothing states the costs, the support is of no rate that a condition could hold for."""
    rates = [{"percent": 100, "condition": {"fi": "laitteet"}}]
    checked = application("small-project", {**LUMP, "financing": {"leader_support": 5000}})
    assert found(checked, "support.condition", group=group(rates=rates)) == []


@pytest.mark.parametrize(("sought", "fires"), [("175000.00", False), ("175000.01", True)])
def test_public_support_keeps_its_ceiling(sought: str, *, fires: bool) -> None:
    """180 000 euros with 5 000 of other public money; a cent more is a warning."""
    checked = seeking("training", "500000.00", leader_support=money(sought), other_public=[{"amount": 5000}])
    findings = found(checked, "support.ceiling")
    assert told(findings) == ([("warning", "budget.financing.leader_support", "public")] if fires else [])
    for finding in findings:
        assert finding.values == {
            "public": money("180000.01"),
            "sought": money(sought),
            "other_public": 5000,
            "largest": 180000,
        }


def test_the_ceiling_of_public_support_is_not_every_measures() -> None:
    """A business investment is not under it."""
    assert found(seeking("business-investment", "900000.00", leader_support=300000), "support.ceiling") == []


@pytest.mark.parametrize(("sought", "fires"), [("100000.00", False), ("100000.01", True)])
def test_the_support_keeps_the_groups_ceilings(sought: str, *, fires: bool) -> None:
    """Its largest support, and its largest public support together."""
    amounts = [
        {"kind": "support-largest", "euros": 100000},
        {"kind": "public-support-largest", "euros": 101000},
    ]
    checked = seeking("training", "500000.00", leader_support=money(sought), other_public=[{"amount": 1000}])
    findings = found(checked, "support.ceiling", group=group(amounts=amounts))
    assert [finding.variant for finding in findings] == (["group", "public-group"] if fires else [])
    assert {finding.severity for finding in findings} <= {"warning"}


@pytest.mark.parametrize(("sought", "fires"), [("1000.00", False), ("999.99", True), (None, False)])
def test_the_support_keeps_the_groups_minimum(sought: str | None, *, fires: bool) -> None:
    """Of two minimums on conditions the smaller is asked; support that is not sought is not too small."""
    amounts = [
        {"kind": "support-smallest", "euros": 1000},
        {"kind": "support-smallest", "euros": 2000, "condition": {"fi": "muut"}},
    ]
    financing = {} if sought is None else {"leader_support": money(sought)}
    findings = found(
        seeking("training", "9000.00", **financing), "support.minimum", group=group(amounts=amounts)
    )
    assert told(findings) == ([("warning", "budget.financing.leader_support", "group")] if fires else [])


@pytest.mark.parametrize(
    ("costs", "variant"),
    [("4999.99", "below-group"), ("5000.00", None), ("9000.00", None), ("9000.01", "above-group")],
)
def test_the_costs_keep_the_groups_limits(costs: str, variant: str | None) -> None:
    """From the smallest to the largest total costs, both included."""
    amounts = [
        {"kind": "total-costs-smallest", "euros": 5000},
        {"kind": "total-costs-largest", "euros": 9000},
    ]
    findings = found(seeking("investment", costs), "costs.total", group=group(amounts=amounts))
    assert told(findings) == ([("warning", "budget.items", variant)] if variant else [])
    assert found(application("investment", {}), "costs.total", group=group(amounts=amounts)) == []


def test_the_groups_limits_are_those_of_measure_and_size() -> None:
    """Of several largest total costs the largest is asked; those of another measure or step are not."""
    amounts = [
        {"kind": "total-costs-largest", "euros": 9000},
        {"kind": "total-costs-largest", "euros": 8000, "condition": {"fi": "muut"}},
        {"kind": "total-costs-largest", "euros": 1, "measures": ["training"]},
        {"kind": "support-smallest", "euros": 5000},
        {"kind": "support-smallest", "euros": 700, "costs_up_to": 8500, "measures": ["investment"]},
        {"kind": "support-smallest", "euros": 900, "costs_above": 8500, "measures": ["investment"]},
    ]
    checked = seeking("investment", "8500.00", leader_support=800)
    assert found(checked, "costs.total", "support.minimum", group=group(amounts=amounts)) == []
    larger = seeking("investment", "9000.01", leader_support=800)
    findings = found(larger, "costs.total", "support.minimum", group=group(amounts=amounts))
    assert [finding.values for finding in findings] == [
        {"sought": 800, "smallest": 900},
        {"costs": money("9000.01"), "largest": 9000},
    ]


def in_law(path: str, value: Decimal) -> Programme:
    """Return the programme with a value where no source states one yet."""
    parameter = open_programme().parameter(path)
    entry = parameter.timeline[0]
    told_by_law = DatedValue(path, entry.start, value, "B", entry.reference)
    changed = {**open_programme().parameters_by_path, path: parameter._replace(timeline=(told_by_law,))}
    return replace(open_programme(), parameters_by_path=changed)


@pytest.mark.parametrize(
    ("sought", "expected"), [("100.00", []), ("99.99", [("warning", "budget.financing.leader_support", "")])]
)
def test_a_smallest_support_of_the_law_is_kept_once_it_is_known(
    sought: str, expected: list[tuple[str, str, str]]
) -> None:
    """No source states a smallest support of development projects; when one does, the rule is ready."""
    law = in_law("development-projects.support-smallest", money("100"))
    checked = seeking("training", "9000.00", leader_support=money(sought))
    findings = [one for one in check_case(Case(checked, law, DAY)).findings if one.id == "support.minimum"]
    assert told(findings) == expected
    for finding in findings:
        assert finding.values == {"sought": money(sought), "smallest": 100}
        assert finding.reference == law.parameter("development-projects.support-smallest").on(DAY).reference


@pytest.mark.parametrize(
    ("sought", "expected"), [("100.00", []), ("100.01", [("warning", "budget.financing.leader_support", "")])]
)
def test_a_largest_support_of_the_law_is_kept_once_it_is_known(
    sought: str, expected: list[tuple[str, str, str]]
) -> None:
    """Each group sets the largest support; were the law to, the rule is ready."""
    law = in_law("development-projects.support-largest", money("100"))
    checked = seeking("training", "9000.00", leader_support=money(sought))
    findings = [one for one in check_case(Case(checked, law, DAY)).findings if one.id == "support.ceiling"]
    assert told(findings) == expected
    for finding in findings:
        assert finding.values == {"sought": money(sought), "largest": 100}
    measure = law.measure("training")
    assert measure is not None
    costing = cost(checked.budget, law, DAY)
    assert largest_support(costing, measure, DAY) == 100
    limit = support_limits(costing, measure, DAY)[1]
    assert (limit.kind, limit.source, limit.counts_public) == (
        "support",
        measure.value_on("support-largest", DAY),
        False,
    )


def test_support_of_an_unknown_measure_keeps_no_limit() -> None:
    """Where nothing states the measure, no limit on the support is checked, and no rule fails."""
    checked = seeking("something-else", "1.00", leader_support=900000)
    rules = ("support.rate", "support.ceiling", "support.minimum", "costs.total", "support.condition")
    assert found(checked, *rules, group=group(rates=[{"percent": 1}])) == []


def test_who_pays_the_support_is_a_note() -> None:
    """43, 37 and 20 per cent, summing to the cent; without support there is nothing to split."""
    (finding,) = found(seeking("training", "9000.00", leader_support=money("1000.01")), "financing.split")
    assert told([finding]) == [("note", "budget.financing.leader_support", "")]
    assert finding.certainty == "C"
    assert finding.note is not None
    assert "inferred" in finding.note.text("en")
    assert finding.values == {
        "sought": money("1000.01"),
        "eu": money("430.01"),
        "state": 370,
        "municipalities": 200,
    }
    assert found(seeking("training", "9000.00"), "financing.split") == []
    assert len(found(seeking("training", "9000.00", leader_support=money("0.01")), "financing.split")) == 1


@pytest.mark.parametrize(
    ("measure", "is_paid"),
    [
        ("cooperation-services", True),
        ("company-group", True),
        ("investment", True),
        ("small-project", False),
        ("preparatory-funding", False),
        ("business-investment", False),
    ],
)
def test_an_advance_is_paid_on_some_support_only(measure: str, is_paid: bool) -> None:
    """Neither on lump sums nor on business aids."""
    values = {
        "classification": {"measure": measure},
        "budget": {"cost_model": "actual", "financing": {"advance": 1}},
    }
    found = hakemus.check(hakemus.load(values), on=date(2026, 1, 1)).findings
    refused = [finding for finding in found if finding.id == "advance.not-paid"]
    assert [finding.severity for finding in refused] == ([] if is_paid else ["error"])


SIDE_COSTS = (
    "Palkka sivukuluineen, Henkilösivukulut 30 %, Lomarahat, Lomapalkat, Lomakorvaus, Loma-ajan palkka, "
    "Eläkemaksut, Työeläkevakuutus, Sosiaalimaksut, Sosiaaliturvamaksu, Sosiaalivakuutusmaksu, "
    "Työttömyysvakuutus, Työnantajamaksut, Työnantajan lakisääteiset maksut, Työnantajan sosiaalikulut, "
    "Lönebikostnader, Bikostnader, Lön och semesterpenning, Semesterpremie, Semesterlön, Semesterersättning, "
    "Pensionsavgift, Arbetspensionsförsäkring, Socialavgift, Socialskyddsavgift, Socialförsäkringsavgift, "
    "Arbetsgivaravgifter, Salary with side costs, Side cost, On-costs, Oncost, Holiday pay, Holiday bonus, "
    "Pension contribution, Pension insurance, Social security, Social insurance, Employer contribution, "
    "Employer's contribution, Employers' contributions"
)
NO_SIDE_COSTS = (
    "Palkka ilman sivukuluja, Palkka (ei sivukuluja), Palkka pois lukien sivukulut, Sivukuluton palkka, "
    "Sivukuluttomat palkat, Lön utan bikostnader, Lön (inte bikostnader), Lön exklusive bikostnader, Pay without "
    "side costs, Pay excl. side costs, Pay, not side costs, Pay (no side costs), Lomakylän esite, Semesterbyns "
    "broschyr, Holiday village, Sivusto ja kulut"
)
FINANCING = (
    "Korko, Lainan korko, Lainakorko, Viivästyskorot, Luottokoron osuus, Koron maksu, Lainan korkoja, Korkokulut, "
    "Korkomenot, Välittäjän provisio, Varainsiirtovero 3 %, Rahoituskulut, Ränta, Låneränta, Dröjsmålsräntor, "
    "Räntan, Räntorna, Räntekostnader, Överlåtelseskatt, Bank commission, Commissions, Interest on a loan, "
    "Interest cost, Interest expenses, Interest payments, Loan interest, Bank interest, Transfer tax, "
    "Takausprovisio ja lainan järjestelypalkkio, Takausprovisio, Lainan kulut, Pankkitakauksen kulut, Luottolimiitin "
    "kustannukset, Lainan järjestelypalkkio, Takausmaksu, Rahoituskustannukset, Bankräntor, Lånekostnader, "
    "Bankprovision, Provision, Provisioner, Borgensavgift, Bankgaranti, Bank guarantee, Guarantee fee, Loan fees"
)
NO_FINANCING = (
    "Korkealaatuinen tuloste, Korotettu lava, European Commission visit, Points of interest, Ränndal, "
    "Provision of services, Service provision, Food provisions, Provisional works, Lainaamon hyllyt, Laina-auton "
    "kulut, Lainauskulut, Luottamushenkilöiden kulut, Garantikostnader, Lånsdalens karta, Warranty costs, Credit card"
)


@pytest.mark.parametrize(
    ("rule", "words", "are_signs"),
    [
        ("costs.side-costs-row", SIDE_COSTS, True),
        ("costs.side-costs-row", NO_SIDE_COSTS, False),
        ("costs.not-eligible", FINANCING, True),
        ("costs.not-eligible", NO_FINANCING, False),
    ],
)
def test_words_are_found_in_a_description(rule: str, words: str, *, are_signs: bool) -> None:
    """In each language, as whole words, but not where the words say that there are none: each row of its own."""
    descriptions = words.split(", ")
    items = [{"category": "other", "description": one, "year": 2026, "amount": 1} for one in descriptions]
    checked = hakemus.load({"schema_version": 1, "budget": {"items": items}})
    found = [one for one in hakemus.check(checked, on=date(2026, 1, 1)).findings if one.id == rule]
    missed = [
        text
        for index, text in enumerate(descriptions)
        if f"budget.items[{index}]" not in {f.path for f in found}
    ]
    assert missed == ([] if are_signs else descriptions)
    assert {one.variant for one in found} <= {""}


PUBLIC_BODIES = (
    "Mallin kunta, Mallikunnan kunnan avustus, Kuntayhtymä, Kuntayhtymän raha, Mikkelin kaupunki, Kaupungin "
    "avustus, Valtio, Valtion tuki, Ministeriö, Ministeriön avustus, Seurakunta, Seurakunnan tuki, ELY-keskus, "
    "ELY-keskuksen tuki, Elinvoimakeskus, Elinvoimakeskuksen tuki, Ruokavirasto, Ruokaviraston tuki, Malax "
    "kommun, Kommunen, Kommunens bidrag, Samkommun, Samkommunen, Vasa stad, Staden, Stadens bidrag, Staten, "
    "Statens stöd, Ministeriet, Närpes församling, Församlingen, NTM-centralen, Livskraftscentralen, "
    "Livsmedelsverket, Municipality of X, City of Y, Town of Z, The state, Ministry of W, Parish"
)
OTHERS = (
    "Kuntalan Kone Oy, Valtiala Oy, Kaupunkilaiset ry, Stadin Autot, Statera Ab, Kommuntjänst, Estate Ltd, "
    "Parisheen Oy"
)


@pytest.mark.parametrize(("sources", "are_public"), [(PUBLIC_BODIES, True), (OTHERS, False)])
def test_the_name_of_a_public_body_is_seen_in_private_money(sources: str, *, are_public: bool) -> None:
    """In each language, as whole words in the forms in which a source of money carries them."""
    names = sources.split(", ")
    private = [{"source": one, "amount": 1} for one in names]
    checked = hakemus.load({"schema_version": 1, "budget": {"financing": {"private": private}}})
    found = {one.path for one in hakemus.check(checked, on=date(2026, 1, 1)).findings}
    missed = [
        name for index, name in enumerate(names) if f"budget.financing.private[{index}].source" not in found
    ]
    assert missed == ([] if are_public else names)


@pytest.mark.parametrize(
    ("measure", "provision"),
    [("investment", ("617/2023", ("29.1.2",))), ("business-investment", ("646/2023", ("49.1.2",)))],
)
def test_interest_cites_the_decree_of_its_own_support(
    measure: str, provision: tuple[str, tuple[str, ...]]
) -> None:
    """A business aid is never refused by the decree on projects."""
    checked = application(measure, {"items": [item("5000", "other", description="Lainan korot")]})
    (interest,) = found(checked, "costs.not-eligible", on=date(2026, 3, 1))
    assert isinstance(interest.reference, Provision)
    assert (interest.reference.statute, interest.reference.units) == provision


@pytest.mark.parametrize(
    ("is_without", "expected"), [(None, {1: "pay", 3: ""}), (True, {1: "pay", 3: ""}), (False, {3: ""})]
)
def test_side_costs_are_told_at_their_rows(is_without: bool | None, expected: dict[int, str]) -> None:
    """At pay as at a row of their own; where pay is said to hold them, its rows are errors already."""
    rows = [
        {"category": category, "description": description, "year": 2026, "amount": 1}
        for category, description in (
            ("other", "Kone"),
            ("salaries", "Palkka sivukuluineen"),
            ("other", "Laite"),
            ("other", "Sivukulut"),
        )
    ]
    budget = {"items": rows} | ({} if is_without is None else {"pay_without_side_costs": is_without})
    report = hakemus.check(hakemus.load({"schema_version": 1, "budget": budget}), on=date(2026, 1, 1))
    found = {one.path: one.variant for one in report.findings if one.id == "costs.side-costs-row"}
    assert found == {f"budget.items[{index}]": variant for index, variant in expected.items()}
    errors = [one.path for one in report.errors if one.id == "costs.side-costs"]
    assert errors == ([] if is_without is not False else ["budget.items[1]"])


@pytest.mark.parametrize(("day", "severity"), [(date(2025, 12, 31), "note"), (date(2026, 1, 1), "warning")])
def test_a_word_is_no_graver_than_the_law_is_sure(day: date, severity: str) -> None:
    """Before 2026 the section is inferred."""
    budget = {"items": [{"category": "other", "description": "Lainan korko", "year": 2026, "amount": 1}]}
    found = hakemus.check(hakemus.load({"schema_version": 1, "budget": budget}), on=day).findings
    assert [one.severity for one in found if one.id == "costs.not-eligible"] == [severity]


def test_an_advance_on_a_support_that_is_not_stated_is_held_to_no_share_of_it() -> None:
    """The missing support is reported, not that the advance is more than nothing."""
    values = {"schema_version": 1, "budget": {"financing": {"advance": 100}}}
    found = hakemus.check(hakemus.load(values), on=date(2026, 1, 1)).findings
    assert [one.id for one in found if one.id == "advance.share"] == []
