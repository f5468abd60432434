"""The rules under another law: what the programme now says on every day could be otherwise, and they follow it."""

import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import hakemus
from hakemus import Application, Finding
from hakemus import programme as programme_files
from hakemus.costing import cost
from hakemus.model import Budget
from hakemus.packaged import packaged_folder
from hakemus.programme import DatedValue, Programme, open_programme, read_programme
from hakemus.rules import Case, check_case

DAY = date(2024, 3, 13)
INTERNATIONAL = {"classification": {"measure": "interregional", "project_nature": "international"}}
GROUP = {"classification": {"measure": "company-group"}}
PRIVATE_GRANT = {"budget": {"financing": {"private": [{"source": "Mikkelin kaupunki", "amount": 1}]}}}
OVER_THE_CEILING = {
    **GROUP,
    "companies": [{"name": "Saha Oy", "earlier_aid": [{"granted_on": DAY, "amount": 300001}]}],
}
JOINT_OVER_THE_CEILING = {
    **OVER_THE_CEILING,
    "budget": {"items": [{"amount": 1}], "financing": {"leader_support": 1}},
}
INVESTMENT = {
    "classification": {"measure": "investment"},
    "budget": {"financing": {"leader_support": 500001}},
}
TRIAL = {"classification": {"measure": "business-trial"}}
ESTABLISHED_UNUSED = {
    "classification": {"measure": "business-development"},
    "business": {"earlier_aid": [{"aid": "business-development", "amount": 3000, "used": False}]},
    "budget": {"financing": {"leader_support": 3000}},
}
ENERGY = {
    "classification": {"measure": "business-investment", "rural_type": "M6"},
    "business": {"energy_investment": True},
}


def told(path: str, value: bool | Decimal | tuple[str, ...]) -> Programme:
    """Return the programme in which a parameter has a value on every day, for certain."""
    programme = open_programme()
    parameter = programme.parameter(path)
    entry = DatedValue(path, programme.first_day, value, "A", parameter.timeline[0].reference)
    changed = parameter._replace(timeline=(entry,))
    return replace(programme, parameters_by_path={**programme.parameters_by_path, path: changed})


def found(values: Mapping[str, Any], programme: Programme, rule: str, day: date = DAY) -> list[Finding]:
    """Return what a rule finds in an application by a programme."""
    report = check_case(Case(Application.model_validate(values), programme, day))
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
        ("company-group.company-specific-de-minimis", "de-minimis.ceiling", OVER_THE_CEILING),
        ("business-aids.earlier-aid-declared", "business-aid.earlier-declared", TRIAL),
        ("business-development.established-earlier-used", "business-aid.earlier-used", ESTABLISHED_UNUSED),
        ("business-investment.energy-full-time", "business-aid.energy", ENERGY),
        (
            "business-investment.energy-full-time",
            "business-aid.energy",
            {**ENERGY, "business": {"energy_investment": True, "full_time": False}},
        ),
        (
            "small-project.quota-only",
            "small-project.quota",
            {"classification": {"measure": "small-project", "is_leader_project": False}},
        ),
        ("investments.physical-investment", "publicity.plaque", INVESTMENT),
        ("investments.physical-investment", "publicity.billboard", INVESTMENT),
        (
            "ineligible-costs.financing-costs",
            "costs.not-eligible",
            {"budget": {"items": [{"description": "Lainan korko"}]}},
        ),
        (
            "ineligible-costs.bought-from-applicant",
            "costs.bought-from-applicant",
            {
                "applicant": {"name": "Kone Oy"},
                "budget": {"price_evidence": [{"chosen_supplier": "Kone Oy"}]},
            },
        ),
        (
            "flat-rate.calculated-40-covers-all",
            "in-kind.flat-rate",
            {"budget": {"cost_model": "calculated-40", "in_kind_work": [{"hours": 1}]}},
        ),
        (
            "application.national-call",
            "classification.mismatch",
            {"classification": {"project_nature": "national"}},
        ),
        ("company-group.joint-de-minimis", "de-minimis.joint", JOINT_OVER_THE_CEILING),
    ],
)
def test_a_rule_asks_only_while_the_law_says_yes(path: str, rule: str, values: Mapping[str, Any]) -> None:
    """The same application is against the rule under a yes, and not under a no."""
    assert len(found(values, told(path, True), rule)) == 1
    assert found(values, told(path, False), rule) == []


def test_a_steering_group_is_asked_for_only_while_the_law_says_yes() -> None:
    """Its limits are known from 2026 on, when a programme may still say that a measure needs none."""
    wide = {"classification": {"measure": "cooperation-services", "project_nature": "interregional"}}
    path, rule, day = "development-projects.steering-group", "steering-group.needed", date(2026, 3, 1)

    assert len(found(wide, told(path, True), rule, day)) == 1
    assert found(wide, told(path, False), rule, day) == []


@pytest.mark.parametrize(
    ("path", "rule", "values"),
    [
        (
            "staff-costs.fees-are-staff-costs",
            "costs.fees",
            {"budget": {"cost_model": "calculated-19", "items": [{"category": "fees", "amount": 1}]}},
        ),
        (
            "preparatory-funding.selection-criteria",
            "preparatory-funding.no-scoring",
            {"classification": {"measure": "preparatory-funding"}},
        ),
        (
            "investment.in-kind-accepted",
            "in-kind.accepted",
            {"classification": {"measure": "investment"}, "budget": {"in_kind_work": [{"hours": 1}]}},
        ),
        (
            "advance.of-lump-sum",
            "advance.not-paid",
            {
                "classification": {"measure": "cooperation-services"},
                "budget": {"cost_model": "lump-sum", "financing": {"advance": 1}},
            },
        ),
    ],
)
def test_a_rule_asks_only_while_the_law_says_no(path: str, rule: str, values: Mapping[str, Any]) -> None:
    """Fees that are no staff costs, funding that is not scored, work that is no cost, no advance on a lump sum."""
    assert len(found(values, told(path, False), rule)) == 1
    assert found(values, told(path, True), rule) == []


def test_a_ceiling_on_a_group_project_is_no_breach_of_its_rate() -> None:
    """Were the ceiling of public support that of group projects too, only the rule on ceilings would tell of it."""
    law = told("public-support.measures", ("company-group",))
    budget = {"items": [{"amount": 900000}], "financing": {"leader_support": 300000}}

    assert len(found({**GROUP, "budget": budget}, law, "support.ceiling")) == 1
    assert found({**GROUP, "budget": budget}, law, "group-project.rate") == []


def test_a_poster_is_a_warning_however_certain_its_limit() -> None:
    """What the limit is of, support or costs, stays unsure."""
    law = told("publicity.poster-above", Decimal(10))
    (finding,) = found({"budget": {"financing": {"leader_support": 11}}}, law, "publicity.poster")

    assert (finding.severity, finding.values["limit"]) == ("warning", 10)


OF_MEASURES = sorted(
    parameter.path
    for measure in open_programme().measures()
    for parameter in measure.parameters()
    if parameter.checked is None and parameter.path.partition(".")[0] != "every-measure"
)


@pytest.mark.parametrize("name", sorted({path.partition(".")[2] for path in OF_MEASURES}))
def test_a_law_without_a_value_of_a_measure_asks_nothing_by_it(name: str) -> None:
    """Where a measure has no value of a name, no rule that reads it fails, whatever the measure."""
    programme = open_programme()
    silent = {
        path: parameter
        for path, parameter in programme.parameters_by_path.items()
        if path not in OF_MEASURES or path.partition(".")[2] != name
    }
    law = replace(programme, parameters_by_path=silent)

    for measure in programme.measures():
        values = {"classification": {"measure": measure.key}}
        assert check_case(Case(Application.model_validate(values), law, DAY)).defects == ()


def test_a_classification_is_a_note_however_certain_its_list() -> None:
    """No list of the register is complete, so that another word than the usual is never against a rule."""
    law = told("preparatory-funding.sub-measures", ("smart-villages",))
    given = {"measure": "preparatory-funding", "sub_measure": "services"}
    (finding,) = found({"classification": given}, law, "classification.mismatch")

    assert (finding.severity, finding.path) == ("note", "classification.sub_measure")


@pytest.mark.parametrize(("listed", "severities"), [(("group-project-preparation",), ["note"]), ((), [])])
def test_a_specification_is_that_of_a_measure_that_lists_it(
    listed: tuple[str, ...], severities: list[str]
) -> None:
    """Another measure's specification is reported, however certain its list; one that no measure lists is not."""
    law = told("preparatory-funding.measure-specifications", listed)
    given = {"measure": "investment", "measure_specification": "group-project-preparation"}
    findings = found({"classification": given}, law, "classification.mismatch")

    assert [finding.severity for finding in findings] == severities


@pytest.mark.parametrize(("targets", "count"), [(("smart-villages",), 0), (("company-group",), 1)])
def test_what_is_prepared_is_one_of_the_targets_of_the_law(targets: tuple[str, ...], count: int) -> None:
    """A kind of project that the funding were no longer for would be an error."""
    law = told("preparatory-funding.targets", targets)
    values = {
        "classification": {"measure": "preparatory-funding"},
        "preparation": {"prepares": "smart-villages"},
    }

    assert len(found(values, law, "preparatory-funding.target")) == count


def test_an_indirect_cost_that_the_law_does_not_list_is_no_certain_overlap() -> None:
    """An item by the name of an indirect cost is an error only while the flat rate covers that cost."""
    path, rule = "flat-rate.calculated-19-covers", "cost-model.flat-rate-overlap"
    items = [{"amount": 50, "category": "other", "description": "Toimistokulut"}]
    values = {
        "classification": {"measure": "training"},
        "budget": {"cost_model": "calculated-19", "items": items},
    }

    assert [finding.variant for finding in found(values, told(path, ("office",)), rule)] == [""]
    assert [finding.variant for finding in found(values, told(path, ("premises",)), rule)] == ["category"]


@pytest.fixture(name="renamed", scope="module")
def _renamed(tmp_path_factory: pytest.TempPathFactory) -> Programme:
    """Return the programme with other keys for its measures: the files, and what refers to them, are renamed."""
    folder = tmp_path_factory.mktemp("programmes") / "2023-2027"
    shutil.copytree(Path(programme_files.__file__).parent / "2023-2027", folder)
    for key in (measure.key for measure in open_programme().measures()):
        if (folder / f"{key}.toml").exists():
            (folder / f"{key}.toml").rename(folder / f"other-{key}.toml")
        for file, before in (
            ("vocabularies/measure.toml", f"[entries.{key}]"),
            ("vocabularies/preparation_target.toml", f'measure = "{key}"'),
            ("public-support.toml", f'"{key}"'),
            ("*small-project.toml", f'"{key}"'),
            ("*business-full-time.toml", f'"{key}"'),
            ("*business-part-time.toml", f'"{key}"'),
        ):
            (path,) = folder.glob(file)
            parts = path.read_text(encoding="utf-8").split("\n\n")
            after = before.replace(key, f"other-{key}")
            # Who benefits from a project may have the name of a measure.
            changed = (
                one if 'vocabulary = "benefit"' in one else one.replace(before, after) for one in parts
            )
            path.write_text("\n\n".join(changed), encoding="utf-8")
    return read_programme(folder)


EXAMPLES = sorted(packaged_folder("examples").glob("*/application.toml"))


@pytest.mark.parametrize("path", EXAMPLES, ids=[path.parent.name for path in EXAMPLES])
def test_no_rule_knows_a_measure_by_its_key(path: Path, renamed: Programme) -> None:
    """A programme that calls its measures otherwise is checked just so: of each measure, the same is found."""
    application = hakemus.load(path)

    def found_for(measure: str, programme: Programme) -> list[tuple[str, str, str, str]]:
        of_measure = application.classification.model_copy(update={"measure": measure})
        case = application.model_copy(update={"classification": of_measure})
        report = check_case(Case(case, programme, DAY))
        assert report.covered
        return [(one.id, one.variant, one.severity, one.path) for one in report.findings]

    for key in (measure.key for measure in open_programme().measures()):
        assert found_for(f"other-{key}", renamed) == found_for(key, open_programme()), key


@pytest.mark.parametrize(("measure", "is_asked"), [("cooperation-services", True), ("training", False)])
def test_a_condition_that_is_not_the_measures_is_left_out(measure: str, *, is_asked: bool) -> None:
    """Training is of the family of development projects, but sections 9 and 10 are not about it."""
    values = {"schema_version": 1, "classification": {"measure": measure}}
    findings = hakemus.check(hakemus.load(values), on=date(2026, 3, 1)).findings
    (by_hand,) = (one for one in findings if one.id == "measure.by-hand")
    asked = [label.text("en") for label in by_hand.values["conditions"]]
    of_section_10 = open_programme().parameter("development-projects.benefit-for-many").label

    assert (of_section_10.text("en") in asked) == is_asked
    assert any(one.startswith("Eligible costs (section") for one in asked)


def test_side_costs_are_in_the_base_of_a_flat_rate_only_with_their_pay() -> None:
    """By a law whose flat rate is of purchased services alone, the side costs of pay bring none of it."""
    items = [{"amount": 100, "category": key, "year": 2026} for key in ("salaries", "purchased-services")]
    budget = Budget.model_validate({"cost_model": "calculated-19", "items": items})
    flat_rate = cost(
        budget, told("flat-rate.calculated-19-base", ("purchased-services",)), date(2026, 3, 1)
    ).flat_rate
    assert flat_rate is not None
    assert flat_rate.base == 100
