"""A new application from an earlier one: what stays, what is emptied, and what a group asks in addition."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import hakemus
from hakemus.files import (
    addressed_to,
    blank_application,
    commented_file,
    emptied,
    known_measure,
    next_application,
)
from hakemus.model import Application, Part
from hakemus.model.schema import fields_of
from hakemus.packaged import packaged_folder
from hakemus.programme import open_programme
from hakemus.reading import parse_toml
from hakemus.texts import LANGUAGES, Language

LAW = open_programme()
EXAMPLES = packaged_folder("examples")
DAY = date(2026, 3, 1)
EVERY = sorted(EXAMPLES.glob("*/application.toml"))


@pytest.fixture(name="earlier")
def _earlier() -> Application:
    """Return a whole application of another year."""
    return hakemus.load(EXAMPLES / "company-group" / "application.toml")


def again(earlier: Application, measure: str = "", on: date | None = DAY) -> Application:
    """Return a new application from an earlier one, for its own measure if no other is given."""
    key = measure or earlier.classification.measure or ""
    return next_application(earlier, known_measure(key, LAW), "fi", on=on)


def test_who_applies_and_the_texts_stay(earlier: Application) -> None:
    """The applicant, those who take part, and the plan's texts are as they were."""
    new = again(earlier)

    assert (new.applicant, new.partners, new.contact_person) == (
        earlier.applicant,
        earlier.partners,
        earlier.contact_person,
    )
    assert new.plan.need == earlier.plan.need
    assert new.project.name == earlier.project.name


def test_days_money_and_aid_are_emptied(earlier: Application) -> None:
    """No day, sum or declared aid of another application is taken into a new one."""
    new = again(earlier)

    assert earlier.budget.items
    assert any(company.earlier_aid_declared for company in earlier.companies)
    assert (new.date, new.project.start_date, new.project.end_date) == (DAY, None, None)
    assert (new.budget.items, new.budget.in_kind_work, new.budget.price_evidence) == ((), (), ())
    assert new.budget.financing.leader_support is None
    assert [company.earlier_aid_declared for company in new.companies] == [None] * len(earlier.companies)
    assert all(company.earlier_aid == () for company in new.companies)
    assert [company.business_id for company in new.companies] == [
        company.business_id for company in earlier.companies
    ]


@pytest.mark.parametrize("file", EVERY, ids=[file.parent.name for file in EVERY])
def test_no_day_and_no_sum_is_taken_over(file: Path) -> None:
    """Of every example: whatever is a day or money is as in a blank file, wherever it is."""
    earlier = hakemus.load(file)
    if not earlier.classification.measure:
        pytest.skip("no measure")
    found = known_measure(earlier.classification.measure, LAW)
    new, blank = again(earlier), blank_application(found, "fi", DAY)

    assert dict(_dated_and_paid(new)) == dict(_dated_and_paid(blank))


def _dated_and_paid(part: Part) -> Iterator[tuple[str, object]]:
    for field in fields_of(type(part)):
        value = field.value(part)
        for item in value if field.is_list else (value,):
            if isinstance(item, Part):
                yield from _dated_and_paid(item)
        if field.kind in {"day", "money", "percent"} and value is not None:
            yield field.name, value


def test_what_the_law_fixes_is_filled_in() -> None:
    """As in a blank file: an amount without an alternative is there when the day is given."""
    new = again(Application(), "preparatory-funding", date(2024, 3, 1))

    assert new.budget.financing.leader_support == Decimal("5000.00")


def test_what_the_register_told_is_emptied(registered: Application) -> None:
    """Number, state, news and contacts are those of the project in the register."""
    new = again(registered)

    assert registered.classification.project_number
    assert (new.classification.project_number, new.classification.state) == (None, None)
    assert (new.project.news, new.project.contacts) == (None, None)
    assert new.project.public_description == registered.project.public_description


def test_another_measure_takes_only_what_belongs_to_it(earlier: Application) -> None:
    """Classes and cost model of the other measure go, and companies where none are asked for."""
    new = again(earlier, "investment")

    assert new.classification.measure == "investment"
    assert new.companies == ()
    assert new.budget.cost_model_reason is None
    assert new.annexes == ()
    assert new.applicant == earlier.applicant


def test_what_was_emptied_is_told(earlier: Application) -> None:
    """Every field that the new application lacks is named once, and none that it has."""
    lost = emptied(earlier, again(earlier))

    assert {"project.end_date", "budget.items", "companies.earlier_aid_declared"} <= set(lost)
    assert len(lost) == len(set(lost))
    assert not {"applicant", "applicant.name", "plan.need"} & set(lost)


@pytest.mark.parametrize("measure", LAW.vocabulary("measure").keys)
def test_the_file_loads_as_the_same_application(earlier: Application, measure: str) -> None:
    """Of every measure, the commented file is the application, and can be checked."""
    new = again(earlier, measure)

    assert hakemus.load(parse_toml(commented_file(new, "fi"), "application.toml")) == new
    assert hakemus.check(new, on=DAY).findings


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_groups_questions_stand_in_the_file(language: Language) -> None:
    """Each question that the measure is asked is there, with how it is answered, and loads without an answer."""
    group = hakemus.LeaderGroup.open(EXAMPLES / "groups" / "mallimaa")
    application = addressed_to(again(Application(), "investment"), group, language)
    text = commented_file(application, language, group=group)
    asked = [one for one in group.questions if one.is_asked_for("investment")]

    assert application.leader_group == group.name.text(language)
    assert [answer.question for answer in application.group_answers] == [
        one.label.text(language) for one in asked
    ]
    assert all(f"##   {choice.key} – " in text for one in asked for choice in one.choices)
    assert hakemus.load(parse_toml(text, "application.toml")) == application


def test_a_question_that_stands_there_is_not_asked_twice() -> None:
    """An answer that was given stays, and no second place for it is made."""
    group = hakemus.LeaderGroup.open(EXAMPLES / "groups" / "mallimaa")
    once = addressed_to(again(Application(), "investment"), group, "fi")

    assert addressed_to(once, group, "sv").group_answers == once.group_answers
