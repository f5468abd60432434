"""Scoring: exact totals, ranks by a named rule, and exactly what is found in each scenario of an assessment."""

import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import hakemus
from hakemus.errors import DataError, LoadError
from hakemus.files import read_assessment, read_meeting
from hakemus.findings import SEVERITIES
from hakemus.group import Contender, LeaderGroup, Selection, Voice, rank, score, to_points
from hakemus.model import Assessment
from hakemus.packaged import packaged_folder
from hakemus.rules.board import ASSESSMENT_RULES, Assessed, assess, check_assessment
from hakemus.texts import LANGUAGES, Language

MEETING = packaged_folder("examples") / "board-meeting"
SCENARIOS = tomllib.loads(
    Path(__file__).with_name("assessments.toml").read_text(encoding="utf-8"), parse_float=Decimal
)["scenario"]
KEYS = (
    {"name", "base", "answer", "set", "remove", "empty", "twice", "without_criteria", "says"}
    | {
        "criteria",
        "selection",
        "assessors",
        "total",
        "ranked",
    }
    | {f"{severity}s" for severity in SEVERITIES}
)


def group_of_example() -> LeaderGroup:
    """Return the example's group, whose criteria are the worked example: two gates, eleven scores."""
    return LeaderGroup.read(MEETING / "group.toml")


def selection_of_example() -> Selection:
    """Return the criteria of the example's group."""
    found = group_of_example().selection("investment", date(2025, 2, 10))
    assert found is not None
    return found


def assessment_of(scenario: Mapping[str, Any]) -> Assessment:
    """Return the assessment of a scenario."""
    file = MEETING / scenario.get("base", "kylatalo") / "assessment.toml"
    values = tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
    answers = {answer["criterion"]: answer for answer in values.pop("criteria", [])}
    for key, said in scenario.get("answer", {}).items():
        answers[key] = {"criterion": key, **said}
        if not said:
            del answers[key]
    again = [answers[scenario["twice"]]] if "twice" in scenario else []
    values["criteria"] = [] if scenario.get("empty") else [*answers.values(), *again]
    values |= scenario.get("set", {})
    return Assessment.model_validate({k: v for k, v in values.items() if k not in scenario.get("remove", [])})


def assessed_of(scenario: Mapping[str, Any]) -> Assessed:
    """Return the application of a scenario with its assessment."""
    folder = MEETING / scenario.get("base", "kylatalo")
    assessment = assessment_of(scenario)
    application = hakemus.load(folder / assessment.application)
    group = group_of_example()
    if scenario.get("without_criteria"):
        group = group.model_copy(update={"selections": ()})
    elif "criteria" in scenario or "selection" in scenario:
        (selection,) = tomllib.loads((MEETING / "group.toml").read_text(encoding="utf-8"))["selections"]
        changes = scenario.get("criteria", {})
        del selection["blocks"]  # a scenario has its own
        known = [changes.get(one["key"], {}).get("kind", one["kind"]) for one in selection["criteria"]]
        selection["criteria"] = [
            {
                k: v
                for k, v in {**one, "block": None, **changes.get(one["key"], {})}.items()
                if v != [] or kind == "score"
            }
            for one, kind in zip(selection["criteria"], known, strict=True)
            if changes.get(one["key"], {}).get("kind") != "none"
        ]
        selection |= scenario.get("selection", {})
        group = group.model_copy(update={"selections": (Selection.model_validate(selection),)})
    assert application.date is not None
    voices = [
        Voice(name, Assessment.model_validate({"criteria": answers}), f"{name}.docx", misread=misread)
        for name, answers, misread in scenario.get("assessors", [])
    ]
    return assess(application, assessment, group, application.date, voices)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario["name"])
def test_a_scenario_finds_exactly_what_it_says(scenario: Mapping[str, Any]) -> None:
    """No more and no less is found, and the message says what the scenario wants it to."""
    assert set(scenario) <= KEYS
    assessed = assessed_of(scenario)
    report = check_assessment(assessed)

    scoring = assessed.scoring
    if "total" in scenario:
        assert scoring is not None
        assert scoring.total == Fraction(scenario["total"])
    if "ranked" in scenario:
        assert scoring is not None
        assert scoring.is_ranked == scenario["ranked"]
    for severity in SEVERITIES:
        found = sorted(finding.id for finding in report.findings if finding.severity == severity)
        assert found == sorted(scenario.get(f"{severity}s", [])), severity
    for identifier, words in scenario.get("says", {}).items():
        messages = [finding.message("fi") for finding in report.findings if finding.id == identifier]
        assert any(words in message.replace("\N{NO-BREAK SPACE}", " ") for message in messages), messages


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario["name"])
def test_every_finding_speaks_and_explains_itself(scenario: Mapping[str, Any], language: Language) -> None:
    """Message, explanation and JSON can be made in every language."""
    report = check_assessment(assessed_of(scenario))

    assert all(finding.explain(language) for finding in report.findings)
    assert '"findings"' in report.to_json()


def test_every_rule_on_assessments_has_a_scenario() -> None:
    """A rule that no scenario breaks would be guarded by nothing."""
    broken = {
        identifier
        for scenario in SCENARIOS
        for severity in SEVERITIES
        for identifier in scenario.get(f"{severity}s", [])
    }

    assert broken == {rule.id for rule in ASSESSMENT_RULES}


def test_an_application_without_a_measure_is_assessed_by_what_holds_for_every_one() -> None:
    """Its measure isn't known yet: the criteria of single measures don't count, and the findings are in their words."""
    group, day = group_of_example(), date(2026, 3, 1)
    selections = tuple(one.model_copy(update={"measures": ("training",)}) for one in group.selections)
    of_training = group.model_copy(update={"selections": selections})
    blank, training = (
        hakemus.load({"schema_version": 1, "classification": classification})
        for classification in ({}, {"measure": "training"})
    )

    reports = [
        check_assessment(assess(application, Assessment(), of_training, day))
        for application in (blank, training)
    ]
    found = [[one.id for one in report.findings] for report in reports]
    assert found == [["assessment.proposal"], ["assessment.points-missing", "assessment.proposal"]]
    assert all(report.words == of_training.wording for report in reports)
    assert all(one.words == of_training.wording for report in reports for one in report.findings)
    assert assess(blank, Assessment(), group, day).case.group is group


def test_criteria_are_found_in_the_order_of_the_assessment() -> None:
    """One that is there twice and a stranger: each where it is, and only the stranger is told what there is."""
    known = {"criterion": "youth", "points": 2}
    values = {"criteria": [known, known, {"criterion": "luck"}, {"criterion": "need", "points": 1}]}
    assessed = Assessed(assessed_of({}).case, group_of_example(), Assessment.model_validate(values))
    found = check_assessment(assessed).findings

    unknown = [one for one in found if one.id == "assessment.unknown-criterion"]
    assert {one.reference for one in unknown} == {selection_of_example().reference}
    assert [(one.path, "keys" in one.values) for one in unknown] == [
        ("assessment.criteria[1].criterion", False),
        ("assessment.criteria[2].criterion", True),
    ]
    assert [one.path for one in found if one.id == "assessment.points-not-allowed"] == [
        "assessment.criteria[3].points"
    ]


def test_what_is_still_to_be_scored_is_pointed_at() -> None:
    """At the points of what the board has begun; an assessment that only the assessors wrote is begun, too."""
    follows = [{"points": 3, "when": {"smart_village_plan": True}}]
    waiting = assessed_of(
        {
            "answer": {"equality": {"reason": "Hyvä."}, "youth": {"reason": "Selvitetään."}},
            "criteria": {"equality": {"points": [0, 3], "follows": follows}},
            "assessors": [["A", [], {}]],
        }
    )
    begun = assessed_of({"empty": True, "assessors": [["A", [{"criterion": "youth", "points": 4}], {}]]})

    places = {one.criterion: f"assessment.criteria[{i}]" for i, one in enumerate(waiting.assessment.criteria)}
    assert [(one.id, one.variant, one.path) for one in check_assessment(waiting).errors] == [
        ("assessment.points-missing", "fact", f"{places['equality']}.points"),
        ("assessment.assessor", "missing", f"{places['youth']}.points"),
    ]
    assert "all" not in {one.variant for one in check_assessment(begun).errors}


def test_the_worked_example_has_thirty_points_and_a_threshold_of_twelve() -> None:
    """Two gates and eleven scores, four of up to 4 points and seven of up to 2."""
    selection = selection_of_example()
    kinds = [criterion.kind for criterion in selection.criteria]

    assert (kinds.count("gate"), kinds.count("score")) == (2, 11)
    assert (selection.highest, selection.threshold) == (Decimal(30), Decimal(12))


def weighted(points: str, weight: str) -> Selection:
    """Return criteria of one score with these points and this weight, and a threshold of 1."""
    reference = {"title": "Esimerkki", "section": "x", "address": "https://x.example"}
    criterion = {
        "key": "a",
        "kind": "score",
        "label": {"fi": "A"},
        "points": [points, "9"],
        "weight": weight,
    }
    values = {"from": "2023-01-01", "reference": reference, "threshold": 1, "criteria": [criterion]}
    return Selection.model_validate(values)


ASKED: Mapping[str, Any] = {
    "from": "2023-01-01",
    "reference": {"title": "Esimerkki", "section": "x", "address": "https://x.example"},
    "criteria": [
        {"key": "a", "kind": "score", "label": {"fi": "A"}, "points": [0, 2], "block": "x"},
        {"key": "b", "kind": "gate", "label": {"fi": "B"}, "block": "x"},
    ],
    "blocks": [{"key": "x", "label": {"fi": "X"}}],
}
NAMED = {"fi": "Nimi"}


@pytest.mark.parametrize(
    ("criterion", "block", "code", "found"),
    [
        ({"levels": [{"points": 1, "label": NAMED}]}, {}, "not-allowed", "levels[0].points = 1"),
        ({"levels": [{"points": 2, "label": NAMED}] * 2}, {}, "repeated", "levels[1].points = 2"),
        ({"minimum": 3}, {}, "too-large", "minimum = 3"),
        ({"follows": [{"points": 1, "when": {"annex": "x"}}]}, {}, "not-allowed", "follows[0].points = 1"),
        ({"follows": [{"points": 2}]}, {}, "missing", "follows[0].when"),
        ({"block": "y"}, {}, "not-allowed", 'a: block = "y"'),
        ({}, {"threshold": 3}, "too-large", "x: threshold = 3"),
        ({"bonus": True}, {"threshold": 1}, "too-large", "x: threshold = 1"),
        ({}, {"minimum": 3}, "too-large", "x: minimum = 3"),
        ({}, {"at_least": 3}, "too-large", "x: at_least = 3"),
        ({"kind": "gate", "points": [], "bonus": True}, {}, "not-allowed", "minimum, bonus"),
    ],
)
def test_what_no_project_could_reach_is_refused(
    criterion: Mapping[str, Any], block: Mapping[str, Any], code: str, found: str
) -> None:
    """Words for points that nobody can get, minimums above the maximum, blocks that aren't there: what and where."""
    first, second = ASKED["criteria"]
    (asked,) = ASKED["blocks"]
    values = {**ASKED, "criteria": [{**first, **criterion}, second], "blocks": [{**asked, **block}]}

    with pytest.raises(DataError) as refused:
        LeaderGroup.from_mapping({"name": NAMED, "selections": [values]})
    assert [(fault.code, fault.found) for fault in refused.value.faults] == [(code, found)]


def test_levels_say_which_points_may_be_given() -> None:
    """A criterion needs its points once: with the words for each."""
    levels = [{"points": points, "label": {"fi": f"{points} p"}} for points in (0, 3)]
    criterion = {"key": "a", "kind": "score", "label": NAMED, "levels": levels}
    (made,) = Selection.model_validate({**ASKED, "criteria": [criterion], "blocks": []}).criteria

    assert made.points == (Decimal(0), Decimal(3))
    assert made.words(Decimal(3), "sv") == "3 p"


def test_a_total_is_exact_and_only_its_print_is_rounded() -> None:
    """1.001 times 1.001 is 1.002001, of which 1.00 is printed; the threshold meets the exact sum."""
    selection = weighted("1.001", "1.001")
    scoring = score(
        Assessment.model_validate({"criteria": [{"criterion": "a", "points": "1.001"}]}), selection
    )

    assert scoring.total == Decimal("1.002001")
    assert to_points(scoring.total) == Decimal("1.00")
    assert to_points(Decimal("1.005")) == Decimal("1.01")


def test_a_total_that_would_round_up_to_the_threshold_does_not_reach_it() -> None:
    """0.999 is printed as 1.00, and is below 1."""
    selection = weighted("1", "0.999")
    scoring = score(Assessment.model_validate({"criteria": [{"criterion": "a", "points": 1}]}), selection)

    assert scoring.total == Decimal("0.999")
    assert to_points(scoring.total) == Decimal("1.00")
    assert not scoring.reaches_threshold


def test_no_total_while_a_score_is_missing() -> None:
    """A sum of what happens to be there would be taken for the total."""
    scoring = assessed_of({"answer": {"youth": {}}}).scoring

    assert scoring is not None
    assert (scoring.total, scoring.is_eligible) == (None, False)


EQUAL = (
    Contender(Decimal(20), date(2025, 2, 1), Decimal(9000)),
    Contender(Decimal(24), date(2025, 3, 1), Decimal(9000)),
    Contender(Decimal(20), date(2025, 1, 1), Decimal(9500)),
    Contender(Decimal(20), None, Decimal(8000)),
)


def test_equal_points_share_a_rank_and_the_next_is_left_out() -> None:
    """1, then three of rank 2; the next would be 5."""
    assert rank((*EQUAL, Contender(Decimal(1)))) == (2, 1, 2, 2, 5)


def test_the_earlier_application_wins_and_one_without_a_day_is_last() -> None:
    """By `earlier-application` the day orders equal points."""
    assert rank(EQUAL, "earlier-application") == (3, 1, 2, 4)


def test_the_smaller_support_wins() -> None:
    """By `smaller-support` the sum orders equal points."""
    assert rank(EQUAL, "smaller-support") == (3, 1, 4, 2)


def test_every_fault_of_an_assessment_is_told_at_once(tmp_path: Path) -> None:
    """Unknown keys with the likely one, a missing version, a wrong proposal, in the language asked for."""
    file = tmp_path / "assessment.toml"
    file.write_text('proposl = "support"\nproposal = "yes"\n[[criteria]]\npoints = -1\n', encoding="utf-8")

    with pytest.raises(LoadError) as told:
        read_assessment(file)

    assert [fault.path for fault in told.value.faults] == [
        "schema_version",
        "criteria[0].criterion",
        "criteria[0].points",
        "proposal",
        "proposl",
    ]
    assert "Menade du proposal?" in told.value.message("sv")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("schema_version = 9", "newer-version"),
        ('schema_version = 1\nlanguage = "de"', "not-allowed"),
        ("schema_version = 1\nframe_left = -1", "negative"),
        ('schema_version = 1\ntie_rule = "lot"', "not-allowed"),
        (
            "schema_version = 1\n" + '[[agenda]]\ntitle = "A"\nshows_applications = true\n' * 2,
            "repeated",
        ),
    ],
)
def test_what_a_meeting_cannot_say_is_refused(text: str, code: str, tmp_path: Path) -> None:
    """The fault has its code, and its message says what to do."""
    file = tmp_path / "meeting.toml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(LoadError) as told:
        read_meeting(file)

    assert [fault.code for fault in told.value.faults] == [code]
