"""What a Leader group sets under conditions: what holds by the facts of an application, and what is refused."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import hakemus
from hakemus import LeaderGroup
from hakemus.case import Case, facts_of
from hakemus.errors import DataError
from hakemus.group import When
from hakemus.texts import LANGUAGES, fault_message

REFERENCE = {"title": "Päätös", "section": "§ 4", "address": "https://example.fi/"}
DAY = date(2024, 3, 1)
QUESTIONS = [
    {"key": "hours", "label": {"fi": "Tunnit"}, "kind": "number"},
    {
        "key": "building",
        "label": {"fi": "Kohde"},
        "kind": "choice",
        "choices": [
            {"key": "renovation", "label": {"fi": "Korjaus"}},
            {"key": "equipment", "label": {"fi": "Laitteet"}},
        ],
    },
]


def setting(**values: Any) -> dict[str, Any]:
    """Return a setting of an investment, decided in 2023."""
    return {"from": date(2023, 2, 15), "measures": ["investment"], "reference": REFERENCE, **values}


def group(**values: Any) -> LeaderGroup:
    """Return a Leader group of plain values."""
    return LeaderGroup.from_mapping({"name": {"fi": "Esimerkki ry"}, "questions": QUESTIONS} | values)


def faults_of(**values: Any) -> Mapping[str, str]:
    """Return the faults that a group is refused for, by path, each of which can be shown in all languages."""
    with pytest.raises(DataError) as caught:
        group(**values)
    for fault in caught.value.faults:
        assert all(f"({fault.code})" not in fault_message(fault, language) for language in LANGUAGES)
    return {fault.path: fault.code for fault in caught.value.faults}


@pytest.mark.parametrize(
    ("when", "facts", "expected"),
    [
        ({"legal_form": "municipality"}, {"legal_form": "municipality"}, True),
        ({"legal_form": "municipality"}, {"legal_form": "parish"}, False),
        ({"legal_form": ["municipality", "parish"]}, {"legal_form": "parish"}, True),
        ({"legal_form": {"is_not": ["municipality", "parish"]}}, {"legal_form": "parish"}, False),
        ({"legal_form": {"is_not": "municipality"}}, {}, None),
        ({"municipality": "Pieksämäki"}, {"municipality": " PIEKSÄMÄKI"}, True),
        ({"public_support": {"up_to": 50000}}, {"public_support": Decimal("50000.00")}, True),
        ({"public_support": {"up_to": 50000}}, {"public_support": Decimal("50000.01")}, False),
        ({"total_costs": {"above": 8000}}, {"total_costs": Decimal("8000.00")}, False),
        ({"total_costs": {"above": 8000}}, {"total_costs": Decimal("8000.01")}, True),
        ({"date": {"up_to": DAY}}, {"date": DAY}, True),
        ({"date": {"above": DAY}}, {"date": DAY}, False),
        ({"several_villages": False}, {"several_villages": False}, True),
        ({"annex": "Kartta"}, {"annex": {"kartta": True}}, True),
        ({"annex": "Kartta"}, {"annex": {"kartta": False}}, False),
        ({"annex": "Kartta"}, {"annex": {"lupa": True}}, None),
        ({"question": {"hours": {"above": 10}}}, {"question.hours": Decimal(11)}, True),
        # One fact that fails decides, whatever else is open; one that holds decides nothing.
        ({"legal_form": "parish", "several_villages": True}, {"legal_form": "state"}, False),
        ({"legal_form": "parish", "several_villages": True}, {"legal_form": "parish"}, None),
    ],
)
def test_a_condition_holds_fails_or_is_open(
    when: dict[str, Any], facts: dict[str, Any], *, expected: bool | None
) -> None:
    """Each operator at its limit; what the application does not state is neither yes nor no."""
    assert When.model_validate(when).verdict(facts).holds is expected


@pytest.mark.parametrize(
    ("when", "place"),
    [
        ({"public_support": {"above": 9, "up_to": 9}}, "when.public_support"),
        ({"legal_form": {"is": "parish", "is_not": ["parish"]}}, "when.legal_form"),
        ({"legal_form": {"any": ["parish"], "is_not": ["parish"]}}, "when.legal_form"),
        ({"total_costs": {"is": 9, "above": 9}}, "when.total_costs"),
    ],
)
def test_a_condition_that_never_holds_is_refused(when: dict[str, Any], place: str) -> None:
    """At the fact that contradicts itself."""
    assert faults_of(rates=[setting(percent=1, when=when)]) == {f"rates[0].{place}": "never-holds"}


@pytest.mark.parametrize(
    ("when", "faults"),
    [
        ({"legal_from": "parish"}, {"rates[0].when.legal_from": "unknown-key"}),
        ({"legal_form": "kunta"}, {"rates[0].when.legal_form.is": "not-allowed"}),
        ({"legal_form": {"up_to": 9}}, {"rates[0].when.legal_form.up_to": "unknown-key"}),
        ({"total_costs": {}}, {"rates[0].when.total_costs": "missing"}),
        ({}, {"rates[0].when": "missing"}),
        ({"benefit": "information"}, {"rates[0].when.benefit": "fact-of-no-measure"}),
        ({"investment_kind": "environment-climate"}, {"rates[0].when.investment_kind": "not-allowed"}),
        ({"question": {"youth": 1}}, {"rates[0].when.question.youth": "not-allowed"}),
        ({"question": {"hours": "monta"}}, {"rates[0].when.question.hours": "answer-of-other-kind"}),
        ({"question": {"building": "tent"}}, {"rates[0].when.question.building": "answer-of-other-kind"}),
    ],
)
def test_a_condition_that_cannot_be_understood_is_refused(
    when: dict[str, Any], faults: dict[str, str]
) -> None:
    """An unknown fact, value or operator, nothing at all, a fact of another measure, a question of nobody."""
    assert faults_of(rates=[setting(percent=1, when=when)]) == faults


@pytest.mark.parametrize(
    ("first", "second", "overlap"),
    [
        ({"legal_form": "parish"}, {"legal_form": "municipality"}, False),
        ({"legal_form": "parish"}, {"legal_form": {"is_not": "parish"}}, False),
        ({"legal_form": "parish"}, {"several_villages": True}, True),
        ({"public_support": {"up_to": 9}}, {"public_support": {"above": 9}}, False),
        ({"public_support": {"up_to": 9}}, {"public_support": {"above": 8}}, True),
        ({"annex": "Kartta"}, {"annex": "Lupa"}, True),
    ],
)
def test_two_rates_that_may_hold_together_are_refused(
    first: dict[str, Any], second: dict[str, Any], *, overlap: bool
) -> None:
    """Unless a fact keeps them apart; next to a rate for all, either is fine."""
    rates = [setting(percent=50), setting(percent=60, when=first), setting(percent=70, when=second)]
    if overlap:
        assert faults_of(rates=rates) == {"rates[2]": "overlap"}
    else:
        assert len(group(rates=rates).rates) == 3


def test_two_rates_that_overlap_are_shown_as_the_file_has_them() -> None:
    """By the keys that an officer finds there, in whichever way the condition is written."""
    half = {"percent": 50, "costs_up_to": 9000, "kinds": ["other-eligible"], "condition": {"fi": "uusi talo"}}
    with pytest.raises(DataError) as caught:
        group(rates=[setting(**half), setting(**half)])
    written = "costs_up_to = 9000.00; condition = uusi talo; kinds = other-eligible"
    assert [fault.found for fault in caught.value.faults] == [f"{written} <> {written}"]


def test_a_rate_may_depend_on_what_is_bought() -> None:
    """Renovation 50 %, equipment 65 %: by the group's own question, whose answer the application gives in any form."""
    found = group(
        rates=[
            setting(percent=50, when={"question": {"building": "renovation"}}),
            setting(percent=65, when={"question": {"building": "equipment"}}),
        ]
    )
    costs, day = Decimal(9000), DAY

    def percents(**values: Any) -> list[Decimal | None]:
        facts = found.facts({}, hakemus.load(values))
        return [rate.percent for rate in found.rates_for("investment", costs, day, (), facts)]

    answer = {"question": "Kohde", "answer": "korjaus"}
    assert percents(group_answers=[answer]) == [50]
    assert percents(group_answers=[answer | {"answer": "equipment"}]) == [65]
    assert percents() == [65, 50]


def test_a_form_asks_for_what_the_conditions_need() -> None:
    """Only a group whose decisions depend on it has applicants say whether several villages take part."""
    depends = group(rates=[setting(percent=50, when={"several_villages": True})])
    assert depends.fields_asked("investment") == {"classification.several_villages"}
    assert depends.fields_asked("training") == group().fields_asked("investment") == frozenset()


def test_an_open_question_is_named() -> None:
    """That a rate depends on a question that is not answered, a note says with the question."""
    asking = group(rates=[setting(percent=50, when={"question": {"building": "renovation"}})])
    application = hakemus.load({"date": DAY, "classification": {"measure": "investment"}})
    found = [
        one
        for one in hakemus.check(application, group=asking).findings
        if one.id == "leader-group.fact-missing"
    ]

    assert [(one.severity, one.path) for one in found] == [("note", "group_answers")]
    assert "Kohde" in found[0].message("fi")
    assert "support rate 50" in found[0].message("en")


def test_costs_that_are_not_stated_are_in_no_step() -> None:
    """Neither the step of small costs nor that of large ones is taken for theirs: what may hold counts, and is said."""
    steps = {"kind": "support-largest", "measures": ["investment"]}
    stepped = group(
        amounts=[
            setting(**steps, euros=5000, costs_up_to=8000),
            setting(**steps, euros=50000, costs_above=8000),
        ]
    )
    values = {
        "date": DAY,
        "classification": {"measure": "investment"},
        "budget": {"financing": {"leader_support": 9000}},
    }
    report = hakemus.check(hakemus.load(values), group=stepped)

    assert "support.ceiling" not in {one.id for one in report.findings}
    missing = [one.path for one in report.findings if one.id == "leader-group.fact-missing"]
    assert missing == ["budget.items"]


def test_a_financing_plan_that_is_not_there_has_no_share() -> None:
    """As long as no support is stated, that private money is missing too says nothing of its share."""
    limited = group(shares=[setting(kind="private-smallest", percent=35)])

    def found(**financing: int) -> list[str]:
        budget = {
            "items": [{"category": "purchased-services", "amount": 5000}],
            "financing": financing,
        }
        values = {"date": DAY, "classification": {"measure": "investment"}, "budget": budget}
        report = hakemus.check(hakemus.load(values), group=limited)
        return [one.id for one in report.findings if one.id == "leader-group.share"]

    assert (found(), found(leader_support=5000)) == ([], ["leader-group.share"])


@pytest.mark.parametrize("named", ["Aktion Österbotten", "aktion-osterbotten"])
def test_a_listed_group_is_known_by_its_key_too(named: str) -> None:
    """The key of the list is no name of the group's own data."""
    listed = group(name={"sv": "Aktion Österbotten rf"})
    report = hakemus.check(hakemus.load({"date": DAY, "leader_group": named}), group=listed)
    assert "application.leader-group" not in {one.id for one in report.findings}


@pytest.mark.parametrize(
    ("values", "faults"),
    [
        (
            {"rounds": [{"opens": date(2026, 3, 1), "closes": date(2026, 2, 1)}]},
            {"rounds[0]": "days-not-in-order"},
        ),
        (
            {"rounds": [{"closes": date(2026, 2, 2), "meeting": date(2026, 2, 1)}]},
            {"rounds[0]": "days-not-in-order"},
        ),
        (
            {"rounds": [{"key": "spring", "closes": DAY}, {"key": "spring", "closes": DAY}]},
            {"rounds[1].key": "repeated"},
        ),
        (
            {
                "rounds": [
                    {"closes": DAY, "money": 9, "money_for": [{"measures": ["investment"], "euros": 10}]}
                ]
            },
            {"rounds[0]": "too-large"},
        ),
        (
            {"rates": [setting(percent=1, when={"round": "spring"})]},
            {"rates[0].when.round": "not-allowed"},
        ),
        ({"rates": [setting(percent=30, percent_from=30)]}, {"rates[0]": "too-small"}),
        ({"rates": [setting()]}, {"rates[0]": "missing"}),
        ({"durations": [setting(months=9, years=1)]}, {"durations[0]": "missing"}),
        ({"durations": [setting(years=1), setting(months=9)]}, {"durations[1].from": "repeated"}),
        (
            {
                "shares": [
                    setting(kind="in-kind-largest", percent=9),
                    setting(kind="in-kind-largest", percent=8),
                ]
            },
            {"shares[1].from": "repeated"},
        ),
    ],
)
def test_other_settings_that_contradict_themselves_are_refused(
    values: dict[str, Any], faults: dict[str, str]
) -> None:
    """A round that closes before it opens, money above its own, a range upside down, two lengths, two shares."""
    assert faults_of(**values) == faults


def test_a_round_is_open_for_its_measures_and_days() -> None:
    """From the day it opens to the day it closes; a condition may ask for the round by its key."""
    found = group(
        rounds=[
            {
                "key": "spring",
                "opens": date(2026, 2, 1),
                "closes": date(2026, 3, 31),
                "measures": ["investment"],
            },
            {"opens": date(2026, 5, 1), "closes": date(2026, 5, 31)},
        ],
        rates=[setting(percent=50), setting(percent=60, when={"round": "spring"})],
    )
    days = [date(2026, 1, 31), date(2026, 2, 1), date(2026, 3, 31), date(2026, 4, 1)]

    assert [found.round_on(day, "investment") is not None for day in days] == [False, True, True, False]
    assert found.round_on(days[1], "training") is None

    def percents(day: date) -> list[Decimal | None]:
        facts = found.facts({"date": day, "measure": "investment"}, hakemus.load({}))
        return [rate.percent for rate in found.rates_for("investment", Decimal(1), day, (), facts)]

    # In a round without a key, the condition fails; in none that is known, nobody can tell.
    assert [percents(day) for day in (days[1], date(2026, 5, 1), days[3])] == [[60], [50], [60, 50]]


ROUNDS = [
    {
        "key": "spring",
        "opens": date(2025, 1, 15),
        "closes": date(2025, 2, 28),
        "measures": ["investment"],
        "reference": REFERENCE,
    },
    {"key": "autumn", "opens": date(2025, 9, 1), "closes": date(2025, 9, 30), "measures": ["training"]},
]


@pytest.mark.parametrize(
    ("measure", "day", "said"),
    [
        (
            "training",
            date(2025, 1, 14),
            None,
        ),  # before the first round that the group tells, nothing is known
        ("training", date(2025, 1, 15), "later"),
        ("training", date(2025, 8, 31), "later"),
        ("training", date(2025, 9, 1), None),
        ("investment", date(2025, 2, 28), None),
        ("investment", date(2025, 3, 1), ""),
        ("investment", date(2025, 9, 30), ""),
        ("investment", date(2025, 10, 1), None),  # nor after the last
    ],
)
def test_a_day_between_rounds_is_reported_with_the_next(measure: str, day: date, said: str | None) -> None:
    """On the first and the last day that the rounds tell of, too; without a later round, by the one that took it."""
    sent = hakemus.load(
        {
            "schema_version": 1,
            "leader_group": "Esimerkki ry",
            "date": day,
            "classification": {"measure": measure},
        }
    )
    findings = hakemus.check(sent, on=day, group=group(rounds=ROUNDS)).findings
    found = [one for one in findings if one.id == "leader-group.round"]
    assert [one.variant for one in found] == ([] if said is None else [said])
    if said == "":
        assert found[0].reference is not None
        assert found[0].reference.title.text("fi") == "Päätös"


@pytest.mark.parametrize(("hours", "percent", "over"), [(20, 40, False), (21, 40, True)])
def test_a_largest_part_is_reached_and_not_exceeded(hours: int, percent: int, over: bool) -> None:
    """In-kind work of exactly the largest part is allowed; an hour more is reported with its part."""
    in_kind = {"description": "Talkoot", "hours": hours, "year": 2024}
    sent = hakemus.load(
        {
            "schema_version": 1,
            "leader_group": "Esimerkki ry",
            "classification": {"measure": "investment"},
            "budget": {
                "items": [
                    {"category": "purchased-services", "description": "Työ", "year": 2024, "amount": 600}
                ],
                "in_kind_work": [in_kind],
            },
        }
    )
    limit = setting(kind="in-kind-largest", percent=percent)
    findings = hakemus.check(sent, on=DAY, group=group(shares=[limit])).findings
    assert ("leader-group.share" in [one.id for one in findings]) is over


@pytest.mark.parametrize("missing", ["start_date", "end_date"])
def test_a_duration_is_not_judged_by_one_day(missing: str) -> None:
    """A project without a first or a last day has none yet."""
    days = {"start_date": date(2024, 4, 1), "end_date": date(2025, 4, 1)}
    limit = setting(months=7)
    for project, expected in ((days, True), ({k: v for k, v in days.items() if k != missing}, False)):
        sent = hakemus.load(
            {
                "schema_version": 1,
                "leader_group": "Esimerkki ry",
                "classification": {"measure": "investment"},
                "project": project,
            }
        )
        report = hakemus.check(sent, on=DAY, group=group(durations=[limit]))
        ids = [one.id for one in report.findings]
        assert ("leader-group.duration" in ids) is expected
        assert "rule.defect" not in ids


def findings_of(name: str, of_group: LeaderGroup, on: date = DAY, **values: Any) -> list[hakemus.Finding]:
    """Return what a rule finds in an application for an investment, and that each says so in every language."""
    sent = {"classification": {"measure": "investment"}, "date": on, "leader_group": "Esimerkki ry", **values}
    every = hakemus.check(hakemus.load(sent), on=on, group=of_group).findings
    assert "rule.defect" not in {one.id for one in every}
    found = [one for one in every if one.id == name]
    assert all(one.explain(language) for one in found for language in LANGUAGES)
    return found


@pytest.mark.parametrize(
    ("when", "variant", "path"),
    [
        ({"annex": "map"}, "annex", "annexes"),
        ({"duration_months": {"above": 6}}, "duration-months", "project.end_date"),
        ({"round": "spring"}, "round", "date"),
        ({"several_villages": True}, "", "classification.several_villages"),
    ],
)
def test_what_is_missing_is_named_by_what_it_is(when: Mapping[str, Any], variant: str, path: str) -> None:
    """Each fact is asked for in words of its own, at its field, with what depends on it and the group's decision."""
    rounds = [{"key": "spring", "opens": date(2023, 1, 1), "closes": date(2023, 2, 1)}]
    asking = group(rates=[setting(percent=50, when=when)], rounds=rounds)
    (found,) = findings_of("leader-group.fact-missing", asking)

    assert (found.variant, found.path, found.reference is None) == (variant, path, False)


def test_a_question_that_depends_on_a_missing_fact_has_no_decision_behind_it() -> None:
    """What a group only asks has no source; it is named by its label, and a text limit by its field."""
    question = {"key": "more", "label": {"fi": "Montako kylää?"}, "when": {"several_villages": True}}
    longest = setting(field="plan.need", characters=500, when={"several_villages": True})
    (found,) = findings_of("leader-group.fact-missing", group(questions=[question], longest_texts=[longest]))

    assert found.reference is None
    assert "Montako kylää?" in found.message("fi")
    assert "Kehittämistarpeet" in found.message("fi")


def test_a_setting_without_a_name_is_called_what_it_is() -> None:
    """A rate that is decided case by case has no number, and a limit in euros neither a name nor a field."""
    when = {"several_villages": True}
    rate = setting(case_by_case=True, when=when)
    amount = setting(kind="support-largest", euros=5000, when=when)
    (found,) = findings_of("leader-group.fact-missing", group(rates=[rate], amounts=[amount]))

    assert "support rate" in found.message("en")
    assert "limit in euros" in found.message("en")


def test_without_costs_no_rate_is_called_open() -> None:
    """What the group would decide of costs that nobody has stated isn't reported yet."""
    deciding = group(rates=[setting(case_by_case=True)])
    budget = {"items": [{"category": "purchased-services", "amount": 5000}]}

    assert findings_of("leader-group.rate-open", deciding) == []
    assert len(findings_of("leader-group.rate-open", deciding, budget=budget)) == 1


def test_a_share_that_cannot_be_judged_yet_hides_no_other() -> None:
    """Private money waits for the support; in-kind work, which is too large a part of the costs, does not."""
    limited = group(
        shares=[setting(kind="private-smallest", percent=35), setting(kind="in-kind-largest", percent=10)]
    )
    budget = {
        "items": [{"category": "purchased-services", "amount": 100}],
        "in_kind_work": [{"description": "Talkoot", "hours": 20}],
    }
    found = findings_of("leader-group.share", limited, budget=budget)

    assert [(one.path, one.variant) for one in found] == [("budget.in_kind_work", "in-kind-largest")]


@pytest.mark.parametrize(("several", "expected"), [(None, 0), (False, 0), (True, 1)])
def test_a_duration_on_a_condition_is_judged_once_that_is_known(
    *, several: bool | None, expected: int
) -> None:
    """As long as it isn't known whether the condition holds, a project isn't called too long."""
    limited = group(durations=[setting(months=7, when={"several_villages": True})])
    project = {"start_date": date(2024, 4, 1), "end_date": date(2025, 4, 1)}
    stated = {"measure": "investment", "several_villages": several}
    found = findings_of("leader-group.duration", limited, project=project, classification=stated)

    assert len(found) == expected


@pytest.mark.parametrize(
    ("measure", "day", "variant", "source"),
    [
        ("investment", date(2025, 3, 1), "", "Päätös"),  # its own round has no source: that of another has
        ("training", date(2025, 3, 1), "", "Päätös"),
        ("investment", date(2025, 2, 28), None, ""),
        ("training", date(2025, 10, 1), "", "Päätös"),  # after its last
        ("information", date(2025, 3, 1), "later", "Muu päätös"),
        ("information", date(2025, 4, 1), "", "Muu päätös"),  # its own round first
        (None, date(2025, 3, 1), None, ""),  # not applied for anything yet
    ],
)
def test_a_round_without_a_first_day_or_source_is_a_round(
    measure: str | None, day: date, variant: str | None, source: str
) -> None:
    """One that is open until it closes opens no more after that; the decision is that of a round that names one."""
    rounds = [
        {"closes": date(2025, 2, 28), "measures": ["investment"]},
        {
            "opens": date(2025, 2, 1),
            "closes": date(2025, 2, 20),
            "measures": ["training"],
            "reference": REFERENCE,
        },
        {
            "opens": date(2025, 3, 5),
            "closes": date(2025, 3, 10),
            "measures": ["information"],
            "reference": {**REFERENCE, "title": "Muu päätös"},
        },
        {"opens": date(2025, 12, 1), "closes": date(2025, 12, 31), "measures": ["smart-villages"]},
    ]
    classification = {} if measure is None else {"measure": measure}
    found = findings_of("leader-group.round", group(rounds=rounds), day, classification=classification)

    assert [(one.variant, one.path) for one in found] == ([] if variant is None else [(variant, "date")])
    assert [one.reference.title.text("fi") for one in found if one.reference] == ([source] if source else [])


def test_public_support_is_the_groups_and_that_of_others() -> None:
    """Nobody has stated it before the support is, not even as nothing."""
    public = {"other_public": [{"source": "Kunta", "amount": 3000}]}

    def facts(**financing: Any) -> Mapping[str, Any]:
        values = {"classification": {"measure": "investment"}, "budget": {"financing": public | financing}}
        return Case.of(hakemus.load(values), on=DAY, group=group()).facts

    assert [facts(leader_support=8000)[name] for name in ("support", "public_support")] == [8000, 11000]
    assert [facts()[name] for name in ("support", "public_support")] == [None, None]


def test_an_application_states_keys_and_nothing_that_it_leaves_open() -> None:
    """A name is known by its key, an annex by each of its names; what is answered by no stays so."""
    application = hakemus.load(
        {
            "applicant": {"legal_form": "other"},
            "classification": {
                "project_nature": "Alueiden välinen",
                "investment_theme": "smart-village-plan",
                "smart_village_plan": False,
            },
            "project": {"start_date": date(2024, 4, 1), "end_date": date(2025, 4, 1)},
            "annexes": [
                {"kind": "Kartta", "state": "attached"},
                {"title": "Muu paperi", "state": "coming"},
                {"kind": "permits"},
            ],
        }
    )
    facts = facts_of(application, measure=None, on=DAY)

    assert facts["project_nature"] == "interregional"
    assert facts["annex"] == {"kartta": True, "map": True, "muu paperi": False}
    assert facts["smart_village_plan"] is False
    assert facts["body_law"] is None
    assert facts["duration_months"] == 13
    assert facts["kinds"] == {"smart-village-plan"}
    without_end = application.model_copy(
        update={"project": application.project.model_copy(update={"end_date": None})}
    )
    assert facts_of(without_end, measure=None, on=DAY)["duration_months"] is None


def test_a_theme_answers_for_the_plan_and_a_blank_budget_states_no_costs() -> None:
    """An investment of a smart village's plan belongs to the plan, unless the application says no."""
    application = hakemus.load({"classification": {"investment_theme": "smart-village-plan"}})
    facts = Case.of(application, on=DAY).facts

    assert facts["smart_village_plan"] is True
    assert facts["total_costs"] is None
    assert facts["duration_months"] is None
