"""The rules under another law: what the programme now says on every day could be otherwise, and they follow it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from hakemus import Application, Finding
from hakemus.programme import DatedValue, Programme, open_programme
from hakemus.rules import check_rules

DAY = date(2024, 3, 13)
INTERNATIONAL = {"classification": {"measure": "interregional", "project_nature": "international"}}
GROUP = {"classification": {"measure": "company-group"}}
PRIVATE_GRANT = {"budget": {"financing": {"private": [{"source": "Mikkelin kaupunki", "amount": 1}]}}}
OVER_THE_CEILING = {
    **GROUP,
    "companies": [{"name": "Saha Oy", "earlier_aid": [{"granted_on": DAY, "amount": 300001}]}],
}


def told(path: str, value: bool | tuple[str, ...]) -> Programme:
    """Return the programme in which a parameter has a value on every day."""
    programme = open_programme()
    parameter = programme.parameter(path)
    reference = parameter.entry_on(DAY).reference
    entry = DatedValue(path, parameter.timeline[0].start, value, "A", reference)
    changed = replace(parameter, timeline=(entry,))
    return replace(programme, parameters_by_path={**programme.parameters_by_path, path: changed})


def found(values: Mapping[str, Any], programme: Programme, rule: str) -> list[Finding]:
    """Return what a rule finds in an application by a programme."""
    report = check_rules(Application.model_validate(values), programme, DAY)
    assert not report.defects
    return [finding for finding in report.findings if finding.id == rule]


@pytest.mark.parametrize(
    ("path", "rule", "values"),
    [
        ("application.private-money-without-public", "financing.private-money", PRIVATE_GRANT),
        ("application.paid-afterwards", "plan.interim-financing", {}),
        (
            "funding-split.split-of-each-decision",
            "financing.split",
            {"budget": {"financing": {"leader_support": 1}}},
        ),
        ("application.business-id", "applicant.business-id", {}),
        ("interregional.cooperation-agreement", "interregional.agreement", INTERNATIONAL),
        (
            "group-projects.administrator-outside",
            "group-project.administrator",
            {**GROUP, "applicant": {"name": "Saha Oy"}, "companies": [{"name": "Saha Oy"}]},
        ),
        (
            "de-minimis.declaration-needed",
            "group-project.de-minimis-declaration",
            {**GROUP, "companies": [{"name": "Saha Oy"}]},
        ),
        ("group-projects.company-specific-de-minimis", "de-minimis.ceiling", OVER_THE_CEILING),
    ],
)
def test_a_rule_asks_only_while_the_law_says_yes(path: str, rule: str, values: Mapping[str, Any]) -> None:
    """The same application is against the rule under a yes, and not under a no."""
    assert len(found(values, told(path, True), rule)) == 1
    assert found(values, told(path, False), rule) == []


def test_preparatory_funding_that_is_scored_is_not_said_not_to_be() -> None:
    """The note that no selection criteria apply stands only while the law says so."""
    path, rule = "preparatory-funding.selection-criteria", "preparatory-funding.no-scoring"
    values = {"classification": {"measure": "preparatory-funding"}}

    assert len(found(values, told(path, False), rule)) == 1
    assert found(values, told(path, True), rule) == []


def test_in_kind_work_that_the_law_does_not_accept_is_told() -> None:
    """An investment's in-kind work is told of once the law says that it is no cost."""
    path, rule = "investments.in-kind-accepted", "in-kind.accepted"
    values = {"classification": {"measure": "investment"}, "budget": {"in_kind_work": [{"hours": 1}]}}

    assert len(found(values, told(path, False), rule)) == 1
    assert found(values, told(path, True), rule) == []


def test_an_indirect_cost_that_the_law_does_not_list_is_no_certain_overlap() -> None:
    """An item by the name of an indirect cost is an error only while the flat rate covers that cost."""
    path, rule = "flat-rate.calculated-19-covers", "cost-model.flat-rate-overlap"
    items = [{"amount": 50, "category": "other", "description": "Toimistokulut"}]
    values = {
        "classification": {"measure": "training"},
        "budget": {"cost_model": "calculated-19", "items": items},
    }

    assert [finding.variant for finding in found(values, told(path, ("office",)), rule)] == [""]
    assert [finding.variant for finding in found(values, told(path, ("premises",)), rule)] == []
