"""The scenarios: an application, what is changed in it, and exactly what the check must then find.

`tests/scenarios/README.md` says how one is written.
"""

import json
import re
import tomllib
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import hakemus
from hakemus.findings import SEVERITIES, alike
from hakemus.model import Assessment
from hakemus.packaged import packaged_folder
from hakemus.programme import Provision, open_programme
from hakemus.rules import REPORT_FINDINGS, RULES, plausibility
from hakemus.rules.board import assess, check_assessment
from hakemus.texts import LANGUAGES

FOLDER = Path(__file__).with_name("scenarios")
GROUPS = FOLDER / "groups"
KEYS = {
    "name",
    "base",
    "on",
    "group",
    "set",
    "remove",
    "repeat",
    "without",
    "says",
    "explains",
    "at",
    *(f"{s}s" for s in SEVERITIES),
}
OF_NO_PROVISION = {
    "measure.not-covered",
    "application.leader-group",
    *(rule.id for rule in RULES if rule.check.__module__ == plausibility.__name__),
}
OF_SEVERAL_PROVISIONS = ("measure.by-hand", "measure.set-by-group", "measure.unknown", "measure.not-covered")
"""Notes that name several conditions: where each is from, their note states."""
ERRORS_ON_A_PAGE = ("applicant.name", "financing.balance", "period.before-application", "period.order")
"""Errors though a page is their source, since every source takes them for granted; see docs/rules.md."""
RULES_UNDER_ANOTHER_HEAD = ("period.order", "classification.mismatch", *OF_SEVERAL_PROVISIONS)
"""Rules whose finding cites what isn't theirs: the law that another rule checks, or a value that no rule does."""
STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


@dataclass(frozen=True)
class Scenario:
    """One scenario: where it is, the file's own table, and its own."""

    file: str
    shared: Mapping[str, Any]
    own: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.file}: {self.own['name']}"

    @property
    def base(self) -> str:
        """Return the example that is changed."""
        return str(self.own.get("base", self.shared["base"]))

    @property
    def of_base(self) -> Mapping[str, Any]:
        """Return what the file sets in its own example; a scenario of another one has nothing of it."""
        own = self.base == self.shared["base"]
        return self.shared.get("set", {}) if own else {}

    def application(self) -> hakemus.Application:
        """Return the example with the scenario's changes."""
        text = (packaged_folder("examples") / self.base / "application.toml").read_text(encoding="utf-8")
        values = tomllib.loads(text, parse_float=Decimal)
        for path, times in self.own.get("repeat", {}).items():
            owner, last = place(values, path)
            owner[last] = [copy_of(owner[last][0], index) for index in range(times)]
        for path, value in {**self.of_base, **self.own.get("set", {})}.items():
            owner, last = place(values, path)
            if isinstance(owner, list) and last == len(owner):
                owner.append(deepcopy(value))
            else:
                owner[last] = deepcopy(value)
        for path in self.own.get("remove", []):
            owner, last = place(values, path)
            del owner[last]
        return hakemus.load(values)

    @cached_property
    def report(self) -> hakemus.Report:
        """What the check finds, on the scenario's day and with its group's data, if it has any."""
        name = self.own.get("group")
        group = hakemus.LeaderGroup.read(GROUPS / f"{name}.toml") if name is not None else None
        day: date | None = self.own.get("on", self.shared.get("on"))
        return hakemus.check(self.application(), on=day, group=group)

    def expected(self) -> list[tuple[str, str]]:
        """Return severity and id of all that is to be found: what the file always expects, and what is named."""
        always, without = self.shared.get("always", {}), set(self.own.get("without", []))
        named = [(key, each) for key in always for each in always[key] if each not in without]
        named += [
            (f"{severity}s", each) for severity in SEVERITIES for each in self.own.get(f"{severity}s", [])
        ]
        return sorted({(severity.removesuffix("s"), each) for severity, each in named})


def place(values: Any, path: str) -> tuple[Any, Any]:
    """Return the table or list that a dotted path ends in, and the key or position in it."""
    steps: list[str | int] = [name or int(number) for name, number in STEP.findall(path)]
    for step, following in pairwise(steps):
        if isinstance(step, str):
            values.setdefault(step, [] if isinstance(following, int) else {})
        values = values[step]
    return values, steps[-1]


def copy_of(entry: Mapping[str, Any], index: int) -> dict[str, Any]:
    """Return a copy of a list's first entry, under a name of its own and without a business id."""
    return {
        **{key: value for key, value in entry.items() if key != "business_id"},
        "name": f"Toisto {index + 1}",
    }


def read_all() -> list[Scenario]:
    """Return the scenarios of every file."""
    found = []
    for file in sorted(FOLDER.glob("*.toml")):
        table = tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
        found += [Scenario(file.stem, table, own) for own in table["scenario"]]
    return found


SCENARIOS = read_all()


@pytest.mark.parametrize("scenario", SCENARIOS, ids=str)
def test_scenario(scenario: Scenario) -> None:
    """The check finds what the scenario names, with that severity, and nothing else."""
    report = scenario.report

    assert sorted({(finding.severity, finding.id) for finding in report.findings}) == scenario.expected()


@pytest.mark.parametrize("scenario", [one for one in SCENARIOS if "at" in one.own], ids=str)
def test_scenario_points_at_the_fields(scenario: Scenario) -> None:
    """Every finding is at the field that the scenario names, or at those, when it names several."""
    places: dict[str, list[str]] = {}
    for finding in scenario.report.findings:
        places.setdefault(finding.id, []).append(finding.path)

    for identifier, expected in scenario.own["at"].items():
        assert places[identifier] == ([expected] if isinstance(expected, str) else expected)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=str)
def test_scenario_tells_the_provisions(scenario: Scenario) -> None:
    """Every finding of a rule names its provision and how sure it is, but what a group only asks has none."""
    for finding in scenario.report.findings:
        is_asked = finding.id.startswith("group-question.") or finding.id in OF_NO_PROVISION
        is_sum = finding.id in OF_SEVERAL_PROVISIONS and finding.note is not None
        assert is_asked or is_sum or finding.reference is not None, finding.id
        assert finding.certainty in {"A", "B", "C", ""}


@pytest.mark.parametrize("scenario", SCENARIOS, ids=str)
def test_nothing_is_graver_than_it_is_sure(scenario: Scenario) -> None:
    """What rests on an inference is only a note; what rests on a group's page is an error where all take it so."""
    for finding in scenario.report.findings:
        gravest = {"A": "error", "B": "warning", "C": "note", "": "error"}[finding.certainty]
        if finding.id in ERRORS_ON_A_PAGE:
            gravest = "error"
        assert SEVERITIES.index(finding.severity) >= SEVERITIES.index(gravest), finding.id


@pytest.mark.parametrize("scenario", SCENARIOS, ids=str)
def test_scenario_in_words(scenario: Scenario) -> None:
    """Every finding can be shown, explained and written as JSON in all languages, as the scenario expects."""
    report = scenario.report

    for language in LANGUAGES:
        whole = report.to_text(language)
        assert [
            told.message(language) for told in alike(report.findings) if told.message(language) not in whole
        ] == []
        for finding in report.findings:
            assert finding.message(language) in finding.explain(language)
    assert json.loads(report.to_json())["ok"] is report.ok
    own = scenario.application().language
    said = {finding.id: finding.message(own) for finding in report.findings}
    explained = {finding.id: finding.explain(own) for finding in report.findings}
    for key, texts in (("says", said), ("explains", explained)):
        for identifier, words in scenario.own.get(key, {}).items():
            assert words in texts[identifier].replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("scenario", SCENARIOS, ids=str)
def test_scenario_is_written_with_known_keys(scenario: Scenario) -> None:
    """A misspelt key of a scenario is refused, since it would change nothing."""
    assert set(scenario.own) <= KEYS
    assert set(scenario.own.get("without", [])) <= {
        each for ids in scenario.shared.get("always", {}).values() for each in ids
    }


def test_every_rule_has_a_scenario_in_which_it_finds_something() -> None:
    """No rule is without a scenario, and no scenario expects what no rule finds."""
    found = {identifier for scenario in SCENARIOS for _, identifier in scenario.expected()}
    rules = {rule.id for rule in hakemus.list_rules()} | set(REPORT_FINDINGS) - {"rule.defect"}

    assert found == rules


def test_every_rule_has_a_scenario_in_which_it_is_kept() -> None:
    """Every rule that can be kept is kept in some scenario of a file that also has one in which it is broken."""
    broken: dict[str, set[str]] = {}
    kept: dict[str, set[str]] = {}
    for scenario in SCENARIOS:
        for rule in hakemus.list_rules():
            is_broken = rule.id in {identifier for _, identifier in scenario.expected()}
            (broken if is_broken else kept).setdefault(rule.id, set()).add(scenario.file)

    assert {rule for rule, files in broken.items() if not files & kept.get(rule, set())} == set()


def test_names_of_scenarios_differ() -> None:
    """No two scenarios of a file have the same name."""
    names = [str(scenario) for scenario in SCENARIOS]

    assert len(names) == len(set(names))


def test_every_unit_that_a_rule_checks_is_cited_in_some_scenario() -> None:
    """No unit of a statute is said to be checked by a rule that nobody has seen finding anything by it."""
    training = hakemus.load({"schema_version": 1, "classification": {"measure": "training"}})
    group = hakemus.LeaderGroup(name={"fi": "Ryhmä ilman valintaperusteita"})
    assessed = assess(training, Assessment(), group, date(2026, 3, 1))
    reports = [check_assessment(assessed), *(scenario.report for scenario in SCENARIOS)]
    cited: dict[str, set[str]] = {}
    for finding in (one for report in reports for one in report.findings):
        if isinstance(finding.reference, Provision):
            for unit in finding.reference.units:
                cited.setdefault(f"{finding.reference.statute} {unit}", set()).add(finding.id)
    uncited, unlisted = [], []
    for statute in open_programme().statutes_by_number.values():
        listed = {one.unit: one for one in hakemus.list_law(statute.number)}
        for one in listed.values():
            own, whole = f"{statute.number} {one.unit}", listed.get(statute.whole(one.unit))
            # What has nothing of its own is checked by what the unit that it is inside says.
            inherits = (
                whole is not None and one.parameters == whole.parameters and one.entries == whole.entries
            )
            seen = own in cited or (inherits and f"{statute.number} {statute.whole(one.unit)}" in cited)
            if one.place == "rule" and not seen:
                uncited.append(own)
            unlisted += sorted(cited.get(own, set()).difference(one.rules, RULES_UNDER_ANOTHER_HEAD))

    assert uncited == []
    assert unlisted == []


def test_joint_support_without_room_cites_the_decree_on_the_group() -> None:
    """Not the Union's ceiling: that the support falls on the companies, 617/2023 says."""
    name = "Kolmella yrityksellä on 290 000 euroa, eikä yhteisten toimenpiteiden tuki mahdu niiden tilaan"
    (scenario,) = (one for one in SCENARIOS if one.own["name"] == name)
    (found,) = (one for one in scenario.report.findings if one.variant == "too-much")
    assert isinstance(found.reference, Provision)
    assert found.reference.statute == "617/2023"
