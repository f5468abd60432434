"""Files for a board to fill: they load, are explained in each language, and hold the group's own criteria."""

from datetime import date
from pathlib import Path

import pytest

import hakemus
from hakemus.files import (
    assessment_schema,
    blank_assessment,
    blank_meeting,
    meeting_schema,
    read_assessment,
    read_meeting,
)
from hakemus.files.fields import named_choices
from hakemus.group import LeaderGroup
from hakemus.model import Assessment, Meeting
from hakemus.model.schema import schema
from hakemus.packaged import packaged_folder
from hakemus.programme import open_programme
from hakemus.texts import LANGUAGES, Language, wording

EXAMPLES = packaged_folder("examples")
PROPOSAL = schema(Assessment)["proposal"]
DAY = date(2025, 3, 12)


@pytest.fixture(name="group")
def _group() -> LeaderGroup:
    """Return a group with criteria."""
    return LeaderGroup.read(EXAMPLES / "board-meeting" / "group.toml")


def filled(text: str, tmp_path: Path, name: str = "file.toml") -> Path:
    """Return the path of a file with a text."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_blank_meeting_loads(tmp_path: Path, language: Language) -> None:
    """The file says no more than it was given; every field is explained."""
    text = blank_meeting(language, on=DAY, group="../ryhmä")

    assert read_meeting(filled(text, tmp_path)) == Meeting(language=language, date=DAY, group="../ryhmä")
    for name in Meeting.model_fields:
        assert wording(language).term(f"meeting.{name}") in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_blank_assessment_loads(tmp_path: Path, language: Language) -> None:
    """Without a group, an example shows how a criterion is assessed."""
    text = blank_assessment(language)

    assert read_assessment(filled(text, tmp_path)) == Assessment()
    assert "# [[criteria]]" in text
    for key, label in named_choices(PROPOSAL, wording(language), open_programme()).items():
        assert f"##   {key} – {label}" in text


def test_every_criterion_of_the_group_is_there(tmp_path: Path, group: LeaderGroup) -> None:
    """Each by its key, with its words and the points that it allows, and nothing assessed yet."""
    application = hakemus.load(EXAMPLES / "investment" / "application.toml")
    text = blank_assessment("fi", on=DAY, application=("../a.toml", application), group=group)
    read = read_assessment(filled(text, tmp_path))
    selection = group.selection("investment", DAY)

    assert selection is not None
    assert [one.criterion for one in read.criteria] == [one.key for one in selection.criteria]
    assert all(one.met is None and one.points is None for one in read.criteria)
    assert all(one.label.text("fi") in " ".join(text.split()) for one in selection.criteria)
    assert read.application == "../a.toml"


def test_the_examples_are_answers_when_their_sign_is_taken_away(tmp_path: Path, group: LeaderGroup) -> None:
    """Every criterion is then assessed with something that it allows."""
    application = hakemus.load(EXAMPLES / "investment" / "application.toml")
    text = blank_assessment("fi", application=("a.toml", application), group=group)
    for line in ("met = true", "points = 0"):
        text = text.replace(f"# {line}", line)
    read = read_assessment(filled(text, tmp_path))

    assert all((one.met is None) != (one.points is None) for one in read.criteria)


def test_what_the_law_leaves_unscored_has_no_criteria(tmp_path: Path, group: LeaderGroup) -> None:
    """The file says so, with the provision."""
    application = hakemus.load(EXAMPLES / "preparatory-funding" / "application.toml")
    text = blank_assessment("sv", application=("a.toml", application), group=group)

    assert read_assessment(filled(text, tmp_path)).criteria == ()
    assert "poängsätts ansökan inte (Livsmedelsverket" in " ".join(text.replace("##", "").split())


def test_while_an_application_has_no_day_the_criteria_are_of_another(group: LeaderGroup) -> None:
    """One day is given whose law counts until then; it is not written as the day of the assessment."""
    application = hakemus.load(EXAMPLES / "investment" / "application.toml").model_copy(update={"date": None})
    text = blank_assessment("fi", application=("a.toml", application), group=group, law_of=DAY)

    assert '\ncriterion = "youth"\n' in text
    assert "\n# date = " in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_schemas_name_fields_and_choices(language: Language) -> None:
    """An editor shows the terms of the glossary and the names of what may be chosen."""
    meeting, assessment = meeting_schema(language)["properties"], assessment_schema(language)["properties"]
    words = wording(language)

    assert {name: field["title"] for name, field in meeting.items()} == {
        name: words.term(f"meeting.{name}") for name in Meeting.model_fields
    }
    assert assessment["criteria"]["items"]["properties"]["points"]["title"] == words.term(
        "assessment.criteria.points"
    )
    named = {one["const"]: one["title"] for one in assessment["proposal"]["oneOf"] if "const" in one}
    assert named == named_choices(PROPOSAL, words, open_programme())
