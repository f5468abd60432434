"""A Leader group as data: what it says on a day, for a measure and a size, and every fault of its file at once."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from hakemus import LeaderGroup
from hakemus.errors import DataError

REFERENCE = {"title": "Hallituksen päätös 15.2.2023", "section": "§ 4", "address": "https://example.fi/"}
DAY = date(2024, 3, 1)


def setting(**values: Any) -> dict[str, Any]:
    """Return a setting decided in 2023."""
    return {"from": date(2023, 2, 15), "reference": REFERENCE, **values}


def group(**values: Any) -> LeaderGroup:
    """Return a Leader group of plain values."""
    return LeaderGroup.from_mapping({"name": {"fi": "Esimerkki ry"}, **values})


def faults_of(**values: Any) -> Mapping[str, str]:
    """Return the faults that a group is refused for, by path."""
    with pytest.raises(DataError) as caught:
        group(**values)
    return {fault.path: fault.code for fault in caught.value.faults}


STEPS = [
    setting(measures=["training"], percent=85, costs_above=8000, costs_up_to=50000),
    setting(measures=["training"], percent=70, costs_above=50000),
]


@pytest.mark.parametrize(
    ("costs", "percent"),
    [("8000.01", 85), ("50000.00", 85), ("50000.01", 70), ("999999.00", 70), ("8000.00", None)],
)
def test_a_rate_holds_above_and_up_to_its_step(costs: str, percent: int | None) -> None:
    """A step begins one cent above its lower bound and includes its upper bound."""
    rate = group(rates=STEPS).highest_rate("training", Decimal(costs), DAY)
    assert (rate.percent if rate else None) == percent


def test_a_rate_holds_from_its_first_day() -> None:
    """The day before the decision's first day, the group has set nothing."""
    found = group(rates=STEPS)
    assert found.highest_rate("training", Decimal(9000), date(2023, 2, 14)) is None
    assert found.highest_rate("training", Decimal(9000), date(2023, 2, 15)) is not None


def test_a_later_decision_replaces_all_steps_of_the_measure() -> None:
    """After a new decision nothing is left of the old steps, even where the new one has none."""
    newer = setting(measures=["training"], percent=60, costs_up_to=20000) | {"from": date(2024, 1, 1)}
    found = group(rates=[*STEPS, newer])
    assert found.highest_rate("training", Decimal(60000), date(2024, 1, 1)) is None
    assert [rate.percent for rate in found.rates_for("training", Decimal(9000), date(2024, 1, 1))] == [60]
    assert [rate.percent for rate in found.rates_for("training", Decimal(9000), date(2023, 12, 31))] == [85]


def test_a_rate_for_a_kind_of_project_takes_the_place_of_that_for_all() -> None:
    """An investment of another kind, or of none that is stated, has the common rate."""
    common = {
        "from": date(2026, 1, 1),
        "measures": ["investment"],
        "percent": 60,
        "reference": STEPS[0]["reference"],
    }
    found = group(rates=[common, {**common, "kinds": ["other-eligible"], "percent": 30}])
    costs, day = Decimal(9000), date(2026, 3, 1)
    percents = [
        [rate.percent for rate in found.rates_for("investment", costs, day, kinds)]
        for kinds in (["other-eligible"], ["general-interest"], [])
    ]
    assert percents == [[Decimal(30)], [Decimal(60)], [Decimal(60)]]


def test_what_names_the_measure_goes_before_what_names_none() -> None:
    """A rate for every measure holds only where no rate names the measure."""
    found = group(rates=[*STEPS, setting(percent=50)])
    assert found.rates_for("training", Decimal(9000), DAY)[0].percent == 85
    assert found.rates_for("investment", Decimal(9000), DAY)[0].percent == 50


def test_rates_on_a_condition_stand_beside_each_other_the_highest_first() -> None:
    """Equipment 65 %, renovation 50 %: both hold, and the highest comes first."""
    rates = [
        setting(percent=50, condition={"fi": "peruskorjaus"}),
        setting(percent=65, condition={"fi": "laitteet"}),
    ]
    found = group(rates=rates).rates_for("investment", Decimal(9000), DAY)
    assert [rate.percent for rate in found] == [65, 50]


def test_amounts_are_told_by_kind_the_largest_first() -> None:
    """A ceiling is not a smallest support, and of several the largest comes first."""
    amounts = [
        setting(kind="support-largest", euros=90000, condition={"fi": "muut"}),
        setting(kind="support-largest", euros=120000),
        setting(kind="support-smallest", euros=1000),
    ]
    found = group(amounts=amounts)
    largest = found.amounts_for("support-largest", "training", Decimal(9000), DAY)
    assert [amount.euros for amount in largest] == [120000, 90000]
    assert found.amounts_for("total-costs-largest", "training", Decimal(9000), DAY) == ()


def test_the_longest_text_is_that_of_the_field_and_measure() -> None:
    """A limit on one heading says nothing of another."""
    found = group(longest_texts=[setting(field="plan.need", characters=2000, measures=["training"])])
    limit = found.longest_text("plan.need", "training", DAY)
    assert limit is not None
    assert limit.characters == 2000
    assert found.longest_text("plan.need", "investment", DAY) is None
    assert found.longest_text("plan.risks", "training", DAY) is None


def test_annexes_for_every_measure_come_beside_those_of_one() -> None:
    """An annex that names no measure is asked for with each; one that has not begun is not."""
    annexes = [
        setting(name={"fi": "Kartta"}),
        setting(name={"fi": "Lupa"}, measures=["investment"]),
        setting(name={"fi": "Myöhempi"}) | {"from": date(2025, 1, 1)},
    ]
    found = group(annexes=annexes)
    assert [annex.name.fi for annex in found.annexes_for("investment", DAY)] == ["Kartta", "Lupa"]
    assert [annex.name.fi for annex in found.annexes_for("training", DAY)] == ["Kartta"]


def test_the_office_changes_with_the_day() -> None:
    """The office of a day is the last one that has begun, in whatever order they stand."""
    offices = [
        setting(name={"fi": "Itä-Suomen elinvoimakeskus"}) | {"from": date(2026, 1, 1)},
        setting(name={"fi": "Etelä-Savon ELY-keskus"}),
    ]
    found = group(offices=offices)
    names = [found.office(day) for day in (date(2023, 2, 14), date(2025, 12, 31), date(2026, 1, 1))]
    assert [office and office.name.fi for office in names] == [
        None,
        "Etelä-Savon ELY-keskus",
        "Itä-Suomen elinvoimakeskus",
    ]


def test_a_municipality_is_in_the_area_whatever_its_case() -> None:
    """Without an area nobody can tell; with one, case and blanks do not matter."""
    found = group(area={"municipalities": ["Pieksämäki"]})
    assert (found.covers(" PIEKSÄMÄKI"), found.covers("Mikkeli")) == (True, False)
    assert group().covers("Mikkeli") is None


def test_a_name_is_told_in_the_language_asked_or_another() -> None:
    """A Swedish group's name is in a Finnish paper as it is; of two, that of the language is taken."""
    assert group(name={"sv": "SILMU rf"}).name.text("fi") == "SILMU rf"
    assert group(name={"fi": "SILMU ry", "sv": "SILMU rf"}).name.text("sv") == "SILMU rf"
    assert group(name={"fi": "SILMU ry", "sv": "SILMU rf"}).name.text("en") == "SILMU ry"


def test_all_faults_are_told_at_once() -> None:
    """An unknown key, a rate of 120 %, a float, an unknown measure, a missing reference: each with its path."""
    rates = [
        setting(percent=120),
        setting(percent=0.5),
        setting(percent=50, measures=["traning"]),
        {"from": DAY, "percent": 50},
        setting(percent=50, costs_above=9000, costs_up_to=9000),
    ]
    longest = [setting(field="plan.ned", characters=0)]
    assert faults_of(colour="red", rates=rates, longest_texts=longest) == {
        "rates[0].percent": "too-large",
        "rates[1].percent": "float",
        "rates[2].measures[0]": "not-allowed",
        "rates[3].reference": "missing",
        "rates[4]": "too-small",
        "longest_texts[0].field": "not-allowed",
        "longest_texts[0].characters": "too-small",
        "colour": "unknown-key",
    }


def test_a_group_without_any_name_is_refused() -> None:
    """The name is the one thing that may not be left out, and an empty one is none."""
    assert faults_of(name={}) == {"name": "missing"}
    assert faults_of(name={"fi": "  "}) == {"name": "missing"}


def test_a_frame_holds_its_parts() -> None:
    """Projects and administration are at most the whole; SILMU's own figures fit to the euro."""
    silmu = {"total": 3709600, "projects": 2832000, "administration": 877600, "reference": REFERENCE}
    assert group(frame=silmu).frame is not None
    assert faults_of(frame={**silmu, "total": Decimal("3709599.99")}) == {"frame": "too-large"}


@pytest.mark.parametrize(
    ("first", "second", "overlap"),
    [
        ({"costs_up_to": 50000}, {"costs_above": 50000}, False),
        ({"costs_up_to": 50000}, {"costs_above": Decimal("49999.99")}, True),
        ({}, {}, True),
        ({"costs_above": 10}, {"costs_up_to": 10}, False),
        ({"measures": ["training"]}, {"measures": ["investment"]}, False),
        ({"measures": ["training"]}, {"measures": ["investment", "training"]}, True),
        ({"measures": ["training"]}, {}, False),
        ({}, {"condition": {"fi": "laitteet"}}, False),
        ({}, {"from": date(2024, 1, 1)}, False),
    ],
)
def test_two_rates_of_one_case_are_refused(
    first: dict[str, Any], second: dict[str, Any], *, overlap: bool
) -> None:
    """Steps of one measure, day and condition may not overlap; they may touch."""
    rates = [setting(percent=50, **first), setting(percent=60) | second]
    if overlap:
        assert faults_of(rates=rates) == {"rates[1]": "overlap"}
    else:
        assert len(group(rates=rates).rates) == 2


def test_other_settings_of_one_case_are_refused() -> None:
    """One ceiling of a kind, one limit for a field, one office for a day."""
    faults = faults_of(
        amounts=[setting(kind="support-largest", euros=1), setting(kind="support-largest", euros=2)],
        longest_texts=[setting(field="plan.need", characters=1), setting(field="plan.need", characters=2)],
        offices=[setting(name={"fi": "a"}), setting(name={"fi": "b"})],
    )
    assert faults == {
        "amounts[1]": "overlap",
        "longest_texts[1].field": "repeated",
        "offices[1].from": "repeated",
    }
    kinds = [setting(kind="support-largest", euros=9), setting(kind="support-smallest", euros=1)]
    fields = [setting(field="plan.need", characters=1), setting(field="plan.risks", characters=2)]
    assert len(group(amounts=kinds, longest_texts=fields).amounts) == 2


def test_a_file_is_read_exactly(tmp_path: Path) -> None:
    """A TOML file gives the same group as plain values, with exact numbers; its name is in the error."""
    path = tmp_path / "group.toml"
    path.write_text(
        '[name]\nfi = "Esimerkki ry"\n[[rates]]\nfrom = 2023-02-15\npercent = 37.5\n'
        '[rates.reference]\ntitle = "Päätös"\nsection = "§ 1"\naddress = "https://example.fi/"\n',
        encoding="utf-8",
    )
    rate = LeaderGroup.read(path).highest_rate("training", Decimal(1), DAY)
    assert rate is not None
    assert rate.percent == Decimal("37.5")
    path.write_text("[name]\nfi = 1\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"group\.toml"):
        LeaderGroup.read(path)


def test_amounts_hold_for_their_measure_and_step() -> None:
    """An amount that names another measure, or a step the costs are not in, is not one of the case's."""
    amounts = [
        setting(kind="support-largest", euros=10, measures=["training"], costs_up_to=100),
        setting(kind="support-largest", euros=20, measures=["training"], costs_above=100),
        setting(kind="support-largest", euros=30, measures=["investment"]),
    ]
    found = group(amounts=amounts)
    cases = [("training", "100.00"), ("training", "100.01"), ("investment", "5.00"), ("information", "5.00")]
    told = [found.amounts_for("support-largest", key, Decimal(costs), DAY) for key, costs in cases]
    assert [[amount.euros for amount in several] for several in told] == [[10], [20], [30], []]


def test_an_annex_is_asked_for_from_its_first_day() -> None:
    """On the very day of the decision it is asked for, the day before it is not."""
    found = group(annexes=[setting(name={"fi": "Kartta"})])
    assert len(found.annexes_for("training", date(2023, 2, 15))) == 1
    assert found.annexes_for("training", date(2023, 2, 14)) == ()


def test_steps_of_less_than_a_euro_are_told_apart() -> None:
    """A step up to 50 cents meets one without a lower bound."""
    rates = [
        setting(percent=50, costs_up_to=Decimal("0.50")),
        setting(percent=60, costs_up_to=Decimal("0.20")),
    ]
    assert faults_of(rates=rates) == {"rates[1]": "overlap"}


def test_a_fault_says_what_was_found_and_what_is_allowed() -> None:
    """The words of each fault of ours name the value and what to do."""
    with pytest.raises(DataError) as caught:
        group(
            rates=[
                setting(percent=1, measures=["traning"]),
                setting(percent=1, costs_above=9, costs_up_to=9),
            ],
            longest_texts=[
                setting(field="plan.need.x", characters=1),
                setting(field="budget.items", characters=1),
            ],
            frame={"total": 1, "projects": 2, "reference": REFERENCE},
            area={"excluded": [{}]},
        )
    faults = {fault.path: fault for fault in caught.value.faults}
    assert faults["rates[0].measures[0]"].found == "traning"
    assert faults["rates[0].measures[0]"].allowed.startswith("preparatory-funding, ")
    assert (faults["rates[1]"].found, faults["rates[1]"].allowed) == (
        "costs_up_to = 9.00",
        "> costs_above = 9.00",
    )
    assert (faults["frame"].found, faults["frame"].allowed) == ("projects + administration = 2.00", "≤ 1.00")
    assert faults["longest_texts[0].field"].found == "plan.need.x"
    assert "plan.need" in faults["longest_texts[0].field"].allowed
    assert faults["area.excluded[0]"].allowed == "fi, sv, en"
    assert "longest_texts[1].field" not in faults


def test_a_contradiction_says_what_was_found_and_what_is_allowed() -> None:
    """The step that overlaps, the field and the day that occurs twice: each with what to do about it."""
    with pytest.raises(DataError, match="two things of one case") as caught:
        group(
            rates=[setting(percent=1), setting(percent=2, costs_above=9)],
            longest_texts=[
                setting(field="plan.need", characters=1),
                setting(field="plan.need", characters=2),
            ],
            offices=[setting(name={"fi": "a"}), setting(name={"fi": "b"})],
        )
    assert [(fault.found, fault.allowed) for fault in caught.value.faults] == [
        ("costs_above = 9.00", ""),
        ("plan.need", "one limit for a field and day"),
        ("2023-02-15", "one for a day"),
    ]
