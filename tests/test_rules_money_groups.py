"""The rules of group projects and of de minimis aid, at every limit."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import hakemus
from hakemus import Application, Finding

DAY = date(2024, 3, 13)


def company(name: str, **values: Any) -> dict[str, Any]:
    """Return a member company that has declared its aid."""
    return {"name": name, "earlier_aid_declared": True, **values}


def members(count: int) -> list[dict[str, Any]]:
    """Return so many member companies."""
    return [company(f"Yritys {number}") for number in range(count)]


def project(measure: str = "company-group", **values: Any) -> Application:
    """Return a group project."""
    return Application.model_validate({"classification": {"measure": measure}, **values})


def found(checked: Application, identifier: str, on: date = DAY) -> list[Finding]:
    """Return the findings of an id."""
    report = hakemus.check(checked, on=on)
    assert not report.defects
    for finding in report.findings:
        assert all(finding.explain(language) for language in ("fi", "sv", "en"))
    return [finding for finding in report.findings if finding.id == identifier]


@pytest.mark.parametrize("measure", ["company-group", "farmer-group"])
@pytest.mark.parametrize(("count", "fires"), [(0, True), (2, True), (3, False), (10, False), (11, True)])
def test_a_group_has_three_to_ten_companies(measure: str, count: int, *, fires: bool) -> None:
    """Both limits are included; beyond them is a warning with the numbers."""
    findings = found(project(measure, companies=members(count)), "group-project.size")
    assert [(finding.severity, finding.path) for finding in findings] == (
        [("warning", "companies")] if fires else []
    )
    for finding in findings:
        assert finding.values == {"members": count, "fewest": 3, "most": 10}


def test_a_company_told_twice_or_without_a_name_is_no_member_more() -> None:
    """Three rows that are two companies and a blank are a group of two."""
    companies = [
        company("Saha Oy", business_id="1572860-0"),
        company("SAHA", business_id="1572860-0"),
        company("Mylly Oy"),
        company("mylly  oy"),
        {"earlier_aid_declared": True},
    ]
    (finding,) = found(project(companies=companies), "group-project.size")
    assert finding.values["members"] == 2


def test_other_measures_have_no_group_to_count() -> None:
    """A cooperation project may have as many companies as it likes."""
    assert found(project("training", companies=members(2)), "group-project.size") == []


@pytest.mark.parametrize(("support", "fires"), [("75.00", False), ("75.01", True)])
def test_a_group_project_gets_its_highest_rate(support: str, *, fires: bool) -> None:
    """75 per cent of the costs; a cent more is a warning."""
    budget = {"items": [{"amount": 100}], "financing": {"leader_support": Decimal(support)}}
    findings = found(project(budget=budget), "group-project.rate")
    assert [(finding.severity, finding.path) for finding in findings] == (
        [("warning", "budget.financing.leader_support")] if fires else []
    )
    for finding in findings:
        sought = Decimal(support)
        assert finding.values == {"rate": sought, "highest": 75, "sought": sought, "largest": 75}


@pytest.mark.parametrize(
    ("applicant", "fires"),
    [
        ({"name": "saha oy"}, True),
        ({"name": "Toinen nimi", "business_id": "1572860-0"}, True),
        ({"name": "Kehitysyhtiö Oy"}, False),
        ({}, False),
    ],
)
def test_the_administrator_is_outside_the_group(applicant: dict[str, str], *, fires: bool) -> None:
    """By name or business id the applicant is not one of the members."""
    companies = [company("Mylly Oy"), company("Saha Oy", business_id="1572860-0"), company("Meijeri Oy")]
    findings = found(project(companies=companies, applicant=applicant), "group-project.administrator")
    assert [(finding.severity, finding.path) for finding in findings] == (
        [("warning", "companies[1]")] if fires else []
    )
    for finding in findings:
        assert finding.values == {"company": "Saha Oy"}


def test_an_administrator_without_a_name_is_told_by_its_business_id() -> None:
    """A member of which only the business id is given is named by it."""
    companies = [{"business_id": "1572860-0"}]
    checked = project(companies=companies, applicant={"business_id": "1572860-0"})
    (finding,) = found(checked, "group-project.administrator")
    assert finding.values == {"company": "1572860-0"}


GRANT = {"granted_on": date(2023, 5, 1), "amount": 100}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"earlier_aid_declared": True}, []),
        ({"earlier_aid": [GRANT]}, []),
        ({}, ["companies[0].earlier_aid_declared"]),
        ({"earlier_aid_declared": False, "earlier_aid": [GRANT]}, ["companies[0].earlier_aid_declared"]),
        ({"earlier_aid": [{"amount": 1}]}, ["companies[0].earlier_aid[0].granted_on"]),
        ({"earlier_aid": [GRANT, {"granted_on": DAY}]}, ["companies[0].earlier_aid[1].amount"]),
    ],
)
def test_every_member_declares_its_earlier_aid(values: dict[str, Any], expected: list[str]) -> None:
    """By listing it, each with day and amount, or by saying that it is declared."""
    companies = [{"name": "Saha Oy", **values}, *members(2)]
    findings = found(project(companies=companies), "group-project.de-minimis-declaration")
    assert [finding.path for finding in findings] == expected
    assert {finding.severity for finding in findings} <= {"warning"}
    assert all(
        ("[0].earlier_aid[" in path) == (finding.variant == "incomplete")
        for path, finding in zip(expected, findings, strict=True)
    )
    assert {finding.values["company"] for finding in findings} <= {"Saha Oy"}


def test_a_member_without_a_name_is_told_by_its_place() -> None:
    """The business id stands for a missing name, and the position for both."""
    companies = [{"business_id": "1572860-0"}, {}]
    findings = found(project(companies=companies), "group-project.de-minimis-declaration")
    assert [finding.values["company"] for finding in findings] == ["1572860-0", "2"]


def test_a_cost_of_an_unknown_company_is_told() -> None:
    """It names none of the members: a warning at the very cost; a joint cost and a member's are in order."""
    items = [{"amount": 1}, {"amount": 1, "company": "saha oy"}, {"amount": 1, "company": "Muu Oy"}]
    findings = found(
        project(companies=[company("Saha Oy")], budget={"items": items}), "costs.company-unknown"
    )
    assert [(finding.severity, finding.path) for finding in findings] == [
        ("warning", "budget.items[2].company")
    ]
    assert findings[0].values == {"company": "Muu Oy"}


def aided(
    measure: str, earlier: str, own: str, granted: date = date(2023, 1, 1), **values: Any
) -> Application:
    """Return a project in which Saha Oy had earlier aid, and half of its own costs is sought."""
    grants = [{"granted_on": granted, "amount": Decimal(earlier)}]
    items = [{"amount": Decimal(own), "company": "Saha Oy"}, {"amount": 5}]
    budget = {"items": items, "financing": {"support_rate": 50}}
    companies = [company("Mylly Oy"), company("Saha Oy", earlier_aid=grants, **values)]
    return project(measure, companies=companies, budget=budget)


@pytest.mark.parametrize(
    ("on", "earlier", "severity"),
    [
        (DAY, "299950.00", None),
        (DAY, "299950.01", "warning"),
        (date(2023, 12, 31), "199950.00", None),
        (date(2023, 12, 31), "199950.01", "note"),
        (date(2024, 1, 1), "199950.01", None),
    ],
)
def test_de_minimis_aid_keeps_the_ceiling_of_the_day(on: date, earlier: str, severity: str | None) -> None:
    """300 000 euros with the 50 that are sought, 200 000 until the end of 2023; a cent more is reported."""
    findings = found(aided("company-group", earlier, "100.00"), "de-minimis.ceiling", on)
    assert [(finding.severity, finding.path, finding.variant) for finding in findings] == (
        [(severity, "companies[1].earlier_aid", "")] if severity else []
    )


def test_a_breach_of_the_ceiling_shows_its_numbers() -> None:
    """Company, earlier aid, aid sought, both together, ceiling, room, years and the first day that counts."""
    (finding,) = found(aided("company-group", "299960.00", "100.00"), "de-minimis.ceiling")
    assert finding.values == {
        "company": "Saha Oy",
        "earlier": 299960,
        "sought": 50,
        "aid": 300010,
        "largest": 300000,
        "room": 40,
        "years": 3,
        "since": date(2021, 3, 14),
    }


@pytest.mark.parametrize(("granted", "fires"), [(date(2021, 3, 13), False), (date(2021, 3, 14), True)])
def test_aid_before_the_three_years_does_not_count(granted: date, *, fires: bool) -> None:
    """Three years end on the day of the check: the same day three years before is out."""
    checked = aided("company-group", "300000.00", "100.00", granted)
    assert bool(found(checked, "de-minimis.ceiling")) is fires


def test_the_companies_of_an_undertaking_share_its_room() -> None:
    """Each alone is under the ceiling, together they are over it: one finding, at the first of them."""
    companies = [
        company(name, single_undertaking="Konserni", earlier_aid=[{"granted_on": DAY, "amount": amount}])
        for name, amount in (("Emo Oy", 200000), ("Tytär Oy", 100001))
    ]
    (finding,) = found(project(companies=[company("Mylly Oy"), *companies]), "de-minimis.ceiling")
    assert (finding.path, finding.values["company"]) == ("companies[1].earlier_aid", "Konserni")


def test_joint_costs_are_no_de_minimis_aid() -> None:
    """Only a company's own costs count, in group projects only."""
    budget = {"items": [{"amount": 900000}], "financing": {"support_rate": 75}}
    assert found(project(companies=members(3), budget=budget), "de-minimis.ceiling") == []
    assert found(aided("training", "400000.00", "100.00"), "de-minimis.ceiling") == []


def test_a_farmer_group_has_no_de_minimis_aid() -> None:
    """The decree says it of company groups only: nothing is declared, and no ceiling is looked at."""
    checked = aided("farmer-group", "400000.00", "100.00")
    for rule in ("de-minimis.ceiling", "de-minimis.joint", "group-project.de-minimis-declaration"):
        assert found(checked, rule, date(2026, 3, 1)) == []
