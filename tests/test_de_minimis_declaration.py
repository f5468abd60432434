"""The de minimis declaration: one a company, with its own aid and the room left, and nothing of the others."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import hakemus
from hakemus.assembly import list_items, make_papers, papers_of
from hakemus.forms import read
from hakemus.model import Application
from hakemus.packaged import packaged_folder
from hakemus.programme import open_programme
from hakemus.texts import LANGUAGES, Language, wording
from hakemus.word import text
from hakemus.word.data_part import find_data
from hakemus.word.package import read_package

NAME = "de-minimis-declaration"
DAY = date(2025, 3, 3)


@pytest.fixture(name="grouped", scope="module")
def _grouped() -> Application:
    """Return the company group of five."""
    return hakemus.load(packaged_folder("examples") / "company-group" / "application.toml")


def plain(paper: bytes) -> str:
    """Return the text of a paper, blanks evened out."""
    return " ".join(text(paper).replace("\N{NO-BREAK SPACE}", " ").split())


def of_one(company: dict[str, Any], measure: str = "company-group", on: date = DAY, name: str = NAME) -> str:
    """Return the text of the declaration of a group's only company, or of another paper."""
    application = Application.model_validate({"classification": {"measure": measure}, "companies": [company]})
    return plain(hakemus.render(application, name, on=on, draft=True))


def test_each_company_has_one_that_names_no_other(grouped: Application) -> None:
    """Neither in what is seen nor in the data it carries is there a word of another company, or of the budget."""
    papers = make_papers(grouped, [NAME])
    assert len(papers) == len(grouped.companies)
    for company, paper in zip(grouped.companies, papers.values(), strict=True):
        (_, carried) = next(iter(find_data(read_package(paper))))
        held = plain(paper) + carried
        for other in grouped.companies:
            assert other.name is not None
            assert (other.name in held) is (other is company)
        assert '"budget"' not in carried
        assert str(grouped.applicant.iban) not in carried


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_shows_the_aid_and_the_room(grouped: Application, language: Language) -> None:
    """The grant with its day and grantor, its sum, the ceiling of the programme's data and what is left."""
    item = list_items(grouped, NAME)[0]
    shown = plain(hakemus.render(grouped, NAME, item=item, language=language))
    words = wording(language)
    ceiling = open_programme().number("de-minimis.largest", DAY)
    for expected in ("12.9.2023", "Mallikunnan kunta", "Kehittämisavustus"):
        assert expected in shown
    for amount in (Decimal(4800), ceiling, ceiling - 4800):
        assert words.money(amount).replace("\N{NO-BREAK SPACE}", " ") in shown


def test_only_the_aid_of_the_window_is_summed() -> None:
    """Three years that end on the day of the paper; aid whose day is not stated counts, since nobody can tell."""
    aid = [
        {"granted_on": date(2022, 3, 3), "amount": 100},
        {"granted_on": date(2022, 3, 4), "amount": 20},
        {"amount": 3},
    ]
    assert "Yhteensä 4.3.2022 alkaen 23,00 €" in of_one({"name": "A Oy", "earlier_aid": aid})


@pytest.mark.parametrize(
    ("company", "none", "some"),
    [
        ({"earlier_aid_declared": True}, "☒", "☐"),
        ({"earlier_aid": [{"amount": 1}]}, "☐", "☒"),
        ({"earlier_aid_declared": False}, "☐", "☐"),
        ({}, "☐", "☐"),
    ],
)
def test_a_box_is_ticked_when_the_company_has_told(company: dict[str, Any], none: str, some: str) -> None:
    """Of a company that has said nothing, both are left for the pen."""
    shown = of_one(company)
    assert f"{none} Yritykselle ei ole myönnetty" in shown
    assert f"{some} Yritykselle on myönnetty seuraava" in shown


def test_what_nobody_has_told_is_not_counted_as_nothing() -> None:
    """No 0,00 € and no room is invented for a company that has not declared."""
    shown = of_one({"name": "A Oy"})
    assert "0,00 €" not in shown.replace("300 000,00 €", "")
    assert "0,00 €" in of_one({"earlier_aid_declared": True}).replace("300 000,00 €", "")


def test_the_room_is_never_below_zero() -> None:
    """What is beyond the ceiling leaves nothing."""
    assert "300 000,00 € 0,00 €" in of_one({"earlier_aid": [{"amount": 300_001}]})


def test_a_farmer_group_has_no_declarations() -> None:
    """The support of a farmer group is no de minimis aid: the paper is asked for in a company group only."""
    day = date(2026, 3, 1)
    asking = [one.key for one in open_programme().measures() if NAME in one.papers(day)]
    assert asking == ["company-group"]


def test_an_amount_that_rests_on_no_source_says_so() -> None:
    """In 2023 the ceiling was another, which no source seen confirms: the checklist says that of its number."""
    company, day = {"earlier_aid_declared": True}, date(2023, 6, 1)
    shown, unsure = of_one(company, on=day), "mikään nähty lähde ei vahvista sitä"
    assert "200 000,00 €" in shown
    assert unsure not in shown
    assert unsure in of_one(company, on=day, name="checklist")


def test_what_a_company_writes_into_it_comes_back(grouped: Application) -> None:
    """It reads back untouched as the company it was made for, but for the answer that it does not show."""
    paper = hakemus.render(grouped, NAME, item=list_items(grouped, NAME)[0])
    reading = read(paper)
    assert (reading.changes, reading.problems, reading.outside) == ((), (), ())
    shown = grouped.companies[0].model_copy(update={"earlier_aid_declared": None})
    assert reading.application.companies == (shown,)


def test_it_is_made_for_groups_of_companies_alone(grouped: Application) -> None:
    """A group without members asks for none, and neither does another measure."""
    assert NAME in papers_of(grouped)
    assert NAME not in papers_of(grouped.model_copy(update={"companies": ()}))
    other = grouped.classification.model_copy(update={"measure": "cooperation-services"})
    assert NAME not in papers_of(grouped.model_copy(update={"classification": other}))


def test_without_companies_it_is_a_form_to_be_filled(complete: Application) -> None:
    """Made at will of an application without members, it has the places and no words in them."""
    shown = plain(hakemus.render(complete, NAME))
    assert "Yrityksen nimi Y-tunnus Kotipaikka" in shown
