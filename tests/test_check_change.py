"""What a change of law, or of a group's own data, changes for applications that wait."""

import dataclasses
import json
import shutil
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import hakemus
from hakemus.checking import AmountChange, FindingChange, check_change
from hakemus.desk import check_changes
from hakemus.errors import FileError, LoadError
from hakemus.packaged import packaged_folder
from hakemus.programme import DatedValue, Programme, built, programme_on
from hakemus.texts import LANGUAGES

EXAMPLES = packaged_folder("examples")
BEFORE, CHANGE = date(2025, 12, 31), date(2026, 1, 1)
REFERENCE = {"title": "Leader Mallimaa ry", "section": "tuki", "address": "https://mallimaa.example"}


def example(name: str) -> hakemus.Application:
    """Return an example's application."""
    return hakemus.load(EXAMPLES / name / "application.toml")


def group(*rates: tuple[str, int], **more: Any) -> hakemus.LeaderGroup:
    """Return a group that has rates for investments, each from a day on."""
    return hakemus.LeaderGroup.model_validate(
        {
            "name": {"fi": "Leader Mallimaa ry"},
            "rates": [
                {"from": day, "measures": ["investment"], "percent": percent, "reference": REFERENCE}
                for day, percent in rates
            ],
            **more,
        }
    )


def kinds(change: hakemus.CheckChange) -> dict[str, str]:
    """Return what became of each finding that differs, by its id."""
    return {one.finding.id: one.kind for one in change.findings}


@pytest.fixture(name="largest_falls")
def _largest_falls(monkeypatch: pytest.MonkeyPatch) -> str:
    """Let the law say from the day of the change on that a small project costs at most 6 000 euros."""
    path = "small-project.total-costs-largest"

    def changed(on: date | None, *named: str | None) -> Programme:
        law = programme_on(on, *named)
        parameter = law.parameter(path)
        value = parameter.timeline[-1]
        assert isinstance(value, DatedValue)
        later = value._replace(start=CHANGE, value=Decimal(6000))
        longer = parameter._replace(timeline=(*parameter.timeline, later))
        return dataclasses.replace(law, parameters_by_path={**law.parameters_by_path, path: longer})

    monkeypatch.setattr("hakemus.case.programme_on", changed)
    return path


@pytest.mark.usefixtures("largest_falls")
def test_a_new_limit_of_the_law_is_a_finding_that_comes() -> None:
    """The change has the finding as it will be, and the two reports; the other way round it goes."""
    small = example("small-project")
    change = check_change(small, on=BEFORE, against=CHANGE)

    (came,) = (one for one in change.findings if one.finding.id == "small-project.total")
    assert (came.kind, came.before, came.finding) == ("came", None, came.after)
    assert came.finding.values["largest"] == 6000
    assert (change.before.on, change.after.on, change.before.ok, change.after.ok) == (
        BEFORE,
        CHANGE,
        True,
        False,
    )
    assert kinds(check_change(small, on=CHANGE, against=BEFORE))["small-project.total"] == "went"


def test_the_day_before_a_change_and_the_day_of_it_differ_and_two_days_without_one_do_not() -> None:
    """That the day itself is another, which some messages name, is no change."""
    application = example("cooperation-complete")

    assert check_change(application, on=date(2026, 2, 1), against=date(2026, 2, 2)).changed is False
    assert kinds(check_change(application, on=BEFORE, against=CHANGE))["authority.name"] == "changed"


def test_a_finding_that_says_something_else_at_the_same_field_has_changed() -> None:
    """Here its variant and its number: the limit is the group's, and falls."""
    application = example("investment")
    change = check_change(
        application, group=group(("2023-03-01", 50)), against_group=group(("2023-03-01", 40))
    )

    (rate,) = (one for one in change.findings if one.finding.id == "support.rate")
    assert rate.kind == "changed"
    assert rate.before is not None
    assert rate.after is not None
    assert (rate.before.values["highest"], rate.after.values["highest"]) == (50, 40)
    assert rate.before.path == rate.after.path


def test_amounts_that_differ_are_listed_with_both_values() -> None:
    """A group's rate that falls on a day: the rate itself, and the support that it leaves of 44 000 euros."""
    falling = group(("2023-03-01", 60), ("2025-06-01", 50))
    change = check_change(
        example("investment"), on=date(2025, 5, 31), against=date(2025, 6, 1), group=falling
    )

    assert change.amounts == (
        AmountChange("support-possible", "EUR", Decimal("26400.00"), Decimal("22000.00")),
        AmountChange("rate-highest-of-group", "per cent", Decimal(60), Decimal(50)),
    )
    assert change.amounts[0].line("en").replace("\N{NO-BREAK SPACE}", " ") == (
        "= Largest possible support: 26 400,00 € → 22 000,00 €"
    )
    assert change.amounts[1].line("fi").endswith("60\N{NO-BREAK SPACE}% → 50\N{NO-BREAK SPACE}%")


def test_the_limit_is_that_of_the_kind_of_project() -> None:
    """A general-interest investment gets 65 per cent of 44 000 euros at most, whatever the group gives."""
    lenient = group(("2023-03-01", 90))
    change = check_change(
        example("investment"), on=CHANGE, group=group(("2023-03-01", 60)), against_group=lenient
    )
    possible = next(one for one in change.amounts if one.name == "support-possible")

    assert (possible.before, possible.after) == (Decimal("26400.00"), Decimal("28600.00"))
    assert "rate-highest" not in {one.name for one in change.amounts}


def test_what_the_law_counts_anew_differs_to_the_cent() -> None:
    """From 2026 on, pay has side costs of 39 per cent on top, and the flat rate of 40 per cent is of both together."""
    application = hakemus.load(
        {
            "schema_version": 1,
            "budget": {
                "cost_model": "calculated-40",
                "pay_without_side_costs": True,
                "items": [{"category": "salaries", "year": 2026, "amount": "10000.00"}],
            },
        }
    )
    change = check_change(application, on=BEFORE, against=CHANGE)

    assert {one.name: (one.before, one.after) for one in change.amounts} == {
        "total-costs": (Decimal("14000.00"), Decimal("19460.00")),
        "side-costs": (None, Decimal("3900.00")),
        "flat-rate": (Decimal("4000.00"), Decimal("5560.00")),
        "net-costs": (Decimal("14000.00"), Decimal("19460.00")),
    }


def test_a_limit_that_only_one_side_has_is_nothing_on_the_other() -> None:
    """It is written as a dash, and in JSON it is null."""
    change = check_change(example("investment"), against_group=group(("2023-03-01", 60)))
    (rate,) = (one for one in change.amounts if one.name == "rate-highest-of-group")

    assert rate.before is None
    assert rate.after == 60
    assert "– → 60" in rate.line("sv")
    assert rate.as_mapping()["before"] is None


def test_of_several_findings_at_one_field_only_the_one_that_differs_is_a_change() -> None:
    """Two questions of a group are asked at the same field; one of them is dropped."""
    asked = [{"key": key, "kind": "line", "required": True, "label": {"fi": key}} for key in ("a", "b", "c")]
    change = check_change(
        example("investment"),
        group=group(questions=asked),
        against_group=group(questions=[asked[0], asked[2]]),
    )

    assert [(one.kind, one.finding.id) for one in change.findings] == [("went", "group-question.missing")]
    assert "”b”" in change.findings[0].finding.message("fi")


def test_other_words_of_the_group_are_a_change(tmp_path: Path) -> None:
    """A message that a group's new folder words anew is said with what it said before."""
    folders: list[hakemus.LeaderGroup] = []
    for words in ("Vanha neuvo.", "Uusi neuvo."):
        folder = tmp_path / words[:4]
        (folder / "texts" / "fi").mkdir(parents=True)
        (folder / "group.toml").write_text('name = { fi = "Leader Mallimaa ry" }\n', encoding="utf-8")
        texts = folder / "texts" / "fi" / "findings.toml"
        texts.write_text(f'[publicity]\nposter = "{words}"\n', encoding="utf-8")
        folders.append(hakemus.LeaderGroup.open(folder))
    change = check_change(example("investment"), group=folders[0], against_group=folders[1])

    assert kinds(change) == {"publicity.poster": "changed"}
    assert [line.strip() for line in change.findings[0].lines("fi")] == [
        "~ Varoitus publicity.poster: Uusi neuvo.",
        "Aiemmin (Varoitus): Vanha neuvo.",
    ]


def test_another_programme_is_a_change(monkeypatch: pytest.MonkeyPatch) -> None:
    """An application that waits until the law of the next programme decides."""
    monkeypatch.setattr(built, "FOLDERS", (*built.FOLDERS, Path(__file__).parent / "programmes"))
    application = example("small-project").model_copy(
        update={"classification": hakemus.Application().classification}
    )
    change = check_change(application, on=date(2027, 12, 31), against=date(2028, 1, 1))

    assert change.is_of_another_programme
    assert change.changed
    assert [one.name for one in change.programmes] == ["2023-2027", "2028-2034"]
    assert " → " in change.to_text("en").splitlines()[1]
    assert change.as_mapping()["after"]["programme"] == "2028-2034"


def test_before_there_is_any_law_there_are_no_amounts() -> None:
    """What the check of that day says is the one finding that comes."""
    change = check_change(example("investment"), against=date(2023, 4, 5))

    assert [one.finding.id for one in change.findings if one.kind == "came"] == ["programme.not-in-force"]
    assert {one.after for one in change.amounts} == {None}


def test_the_gravest_come_first() -> None:
    """Errors, warnings, notes, whatever became of them."""
    change = check_change(example("investment"), against=date(2023, 4, 5))
    severities = [one.finding.severity for one in change.findings]

    assert severities == sorted(severities, key=["error", "warning", "note"].index)


def test_a_check_against_the_same_day_changes_nothing() -> None:
    """In no language is anything listed."""
    change = check_change(example("preparatory-funding"))

    assert not change.changed
    for language in LANGUAGES:
        assert len(change.to_text(language).splitlines()) == 2


def test_a_change_is_told_in_every_language_and_as_json() -> None:
    """Text has a line for each change and says how many; JSON has both findings with their messages."""
    change = check_change(
        example("investment"), on=BEFORE, against=CHANGE, against_group=group(("2023-03-01", 40))
    )
    values = json.loads(change.to_json())

    assert {one["kind"] for one in values["findings"]} == {one.kind for one in change.findings}
    assert len(values["amounts"]) == len(change.amounts) > 0
    assert values["before"]["on"] == "2025-12-31"
    assert values["after"]["warnings"] == len(change.after.warnings)
    for language in LANGUAGES:
        lines = change.to_text(language).splitlines()
        assert sum(line[:1] in {"+", "-", "~"} for line in lines) == len(change.findings)
        assert sum(line[:1] == "=" for line in lines) == len(change.amounts)
        assert f"{len(change.before.errors)} → {len(change.after.errors)}" in lines[-1]


def test_a_change_of_nothing_is_a_mistake() -> None:
    """A finding was there before or after."""
    with pytest.raises(ValueError, match="before or after"):
        _ = FindingChange(None, None).finding


# Files and folders.


@pytest.fixture(name="waiting")
def _waiting(tmp_path: Path) -> Path:
    """Return a folder: two applications of its own, one in a folder below, and what is no application."""
    shutil.copy(EXAMPLES / "investment" / "application.toml", tmp_path / "b.toml")
    shutil.copy(EXAMPLES / "small-project" / "application.toml", tmp_path / "a.toml")
    (tmp_path / "kylatalo").mkdir()
    shutil.copy(EXAMPLES / "investment" / "application.toml", tmp_path / "kylatalo" / "application.toml")
    for name in (
        "meeting.toml",
        "group.toml",
        "assessment.toml",
        "application.schema.json",
        "read.txt",
        "kylatalo/x.toml",
    ):
        (tmp_path / name).write_text("nothing\n", encoding="utf-8")
    return tmp_path


def names(files: Sequence[Any], folder: Path) -> list[str]:
    """Return the files by their names in a folder."""
    return [one.file.relative_to(folder).as_posix() for one in files]


def test_a_folder_is_the_files_in_it_and_the_applications_below(waiting: Path) -> None:
    """Others that belong to a group or a meeting are left out; a file that is named twice is checked once."""
    found = check_changes([waiting, waiting / "a.toml"], against=CHANGE)

    assert names(found.files, waiting) == ["a.toml", "b.toml", "kylatalo/application.toml"]


def test_only_some_of_many_change(waiting: Path) -> None:
    """A rate for investments changes nothing for a small project."""
    found = check_changes([waiting], group=group(("2023-03-01", 60)), against_group=group(("2023-03-01", 50)))

    assert names(found.changed, waiting) == ["b.toml", "kylatalo/application.toml"]
    assert names(found.same, waiting) == ["a.toml"]
    assert found.unreadable == ()


def test_what_cannot_be_read_stops_no_other(waiting: Path) -> None:
    """A fault, a missing file, an empty folder, a day that is missing: each says why, and the rest is checked."""
    (waiting / "a.toml").write_text("schema_version = 1\nnonsense = 2\n", encoding="utf-8")
    (waiting / "empty").mkdir()
    (waiting / "b.toml").write_text("schema_version = 1\n", encoding="utf-8")
    seen: list[str] = []
    found = check_changes(
        [waiting, waiting / "empty", waiting / "none.toml"],
        against=CHANGE,
        progress=lambda done, count, name: seen.append(f"{done}/{count} {name}"),
    )

    causes = {names([one], waiting)[0]: type(one.cause) for one in found.unreadable}
    assert causes == {
        "a.toml": LoadError,
        "b.toml": hakemus.DayMissingError,
        "empty": FileError,
        "none.toml": FileError,
    }
    assert names([one for one in found.files if one.change is not None], waiting) == [
        "kylatalo/application.toml"
    ]
    assert seen[-1] == "5/5 none.toml"


def test_an_application_without_a_day_is_checked_on_the_day_that_is_given_for_it(waiting: Path) -> None:
    """One that has a day keeps it, unless all are to be checked on another."""
    (waiting / "b.toml").write_text("schema_version = 1\n", encoding="utf-8")
    found = check_changes([waiting], against=CHANGE, undated=BEFORE)
    on_one_day = check_changes([waiting], on=date(2025, 6, 1), against=CHANGE, undated=BEFORE)

    days = [one.change.before.on for one in found.files if one.change is not None]
    assert days == [date(2024, 4, 15), BEFORE, date(2025, 2, 10)]
    assert {one.change.before.on for one in on_one_day.files if one.change is not None} == {date(2025, 6, 1)}
