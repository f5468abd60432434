"""The programme of the day: a second folder of law beside the first decides on what is applied for in its time."""

import re
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

import hakemus
from blank_file import blank_file
from hakemus import programme
from hakemus.assembly import make_papers, papers_of
from hakemus.case import Case
from hakemus.costing import cost
from hakemus.errors import ParameterError
from hakemus.files import commented_file
from hakemus.files.workbook import budget_workbook
from hakemus.group import LeaderGroup
from hakemus.model import Application, Budget
from hakemus.packaged import packaged_folder
from hakemus.programme import built, list_programmes, open_programme, programme_on, read_programme
from hakemus.support import advance_of
from spreadsheets import read_budget

INVENTED = Path(__file__).parent / "programmes"
FIRST = date(2028, 1, 1)
DAY = date(2028, 3, 1)
SOURCES = Path(programme.__file__).parents[1]

VILLAGE: dict[str, Any] = {
    "schema_version": 1,
    "date": "2028-03-01",
    "project": {"name": "Tori", "start_date": "2028-04-01", "end_date": "2028-12-31"},
    "classification": {"measure": "Kyläavustus"},
    "plan": {"need": "Tori puuttuu."},
    "budget": {"cost_model": "village-sum", "financing": {"leader_support": "9000.00"}},
}
CLIMATE: dict[str, Any] = {
    **VILLAGE,
    "classification": {"measure": "climate-project"},
    "budget": {
        "cost_model": "flat-25",
        "items": [
            {"category": "things", "description": "Puut", "amount": "500.00"},
            {"category": "people", "description": "Työ", "amount": "1000.00"},
        ],
        "financing": {"leader_support": "1400.00"},
    },
}


@pytest.fixture(autouse=True)
def _two_programmes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the invented programme lie beside the library's own."""
    monkeypatch.setattr(built, "FOLDERS", (*built.FOLDERS, INVENTED))


def found(values: dict[str, Any]) -> dict[str, str]:
    """Return what the check of an application finds: each message in English by its id."""
    return {finding.id: finding.message("en") for finding in hakemus.check(hakemus.load(values)).findings}


def text_of(paper: bytes) -> str:
    """Return the words of a Word file."""
    with ZipFile(BytesIO(paper)) as package:
        return re.sub(r"<[^>]+>", "", package.read("word/document.xml").decode("utf-8"))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2023, 1, 1), "2023-2027"),
        (date(2027, 12, 31), "2023-2027"),
        (FIRST, "2028-2034"),
        (date(2034, 12, 31), "2028-2034"),
        (date(2035, 1, 1), "2023-2027"),
    ],
)
def test_the_programme_in_force_that_began_last_decides(day: date, name: str) -> None:
    """Periods may overlap: the later one decides while it lasts; the first one has no known end."""
    assert programme_on(day).name == name


@pytest.mark.parametrize(
    "called", ["2023-2027", "Euroopan maaseuturahasto 2023–2027", "landsbygdsfonden 2023–2027"]
)
def test_an_application_may_name_its_programme(called: str) -> None:
    """A change to a project of the earlier programme is decided by that one, in the time of the later."""
    application = Application(date=DAY, classification={"programme": called})

    assert Case.of(application).programme.name == "2023-2027"
    assert Case.of(application, on=date(2029, 1, 1)).programme.name == "2023-2027"


def test_a_name_that_no_programme_has_does_not_count() -> None:
    """What the register calls an older programme names none of those that there are."""
    old = Application(date=DAY, classification={"programme": "Manner-Suomen maaseutuohjelma 2014–2020"})

    assert Case.of(old).programme.name == "2028-2034"


def test_the_check_is_by_its_law() -> None:
    """Its amount, its rate and its headings are asked, and nothing of the earlier programme's."""
    village, climate = found({**VILLAGE, "budget": {**VILLAGE["budget"], "financing": {}}}), found(CLIMATE)

    assert "9 000,00 €" in village["business-aid.amount"].replace("\N{NO-BREAK SPACE}", " ")
    assert "60" in climate["support.rate"]
    assert "plan.missing" in climate
    assert not {"rule.defect", "cost-model.not-allowed", "measure.not-covered", "authority.name"} & {
        *village,
        *climate,
    }


def test_after_its_last_day_there_is_no_law_to_check_by() -> None:
    """An application that names a programme that has ended is told until when it was in force."""
    ended = {**VILLAGE, "date": "2035-01-01", "classification": {"programme": "2028-2034"}}

    assert "31.12.2034" in found(ended)["programme.not-in-force"]


def test_its_cost_model_counts() -> None:
    """A flat rate of its own on a base of its own; the categories are in its order, not in that of the rows."""
    costing = Case.of(hakemus.load(CLIMATE)).costing

    assert costing.flat_rate is not None
    assert costing.flat_rate.amount == 250
    assert costing.categories == ("people", "things")
    assert Case.of(hakemus.load(VILLAGE)).costing.total_costs == 9000


@pytest.mark.parametrize("values", [VILLAGE, CLIMATE], ids=["village-grant", "climate-project"])
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_its_papers_print_its_words(values: dict[str, Any], language: str) -> None:
    """The papers are those of its list, and name its measure and its cost model in every language."""
    application = hakemus.load(values)
    law = Case.of(application).programme
    papers = make_papers(application, language=language, draft=True)
    printed = "".join(map(text_of, papers.values()))

    assert papers_of(application) == ("application", "project-plan", "cost-estimate", "checklist")
    assert law.vocabulary("cost_model").label(values["budget"]["cost_model"], language) in printed
    measure = law.measure(values["classification"]["measure"])
    assert measure is not None
    assert measure.label.text(language) in printed


@pytest.mark.parametrize("measure", ["village-grant", "climate-project"])
def test_its_form_reads_back(measure: str) -> None:
    """A form of its time is by its law, and reads as what was asked."""
    reading = hakemus.read(hakemus.blank_form(measure, on=DAY))

    assert reading.application.classification.measure == measure
    assert reading.application.date == DAY
    assert not reading.problems


def test_a_filled_form_of_its_time_reads_its_words() -> None:
    """What stands in a paper by its label is read as the key of its own list."""
    application = hakemus.load(CLIMATE)
    reading = hakemus.read(hakemus.render(application, "application", draft=True))

    assert reading.application.budget.cost_model == "flat-25"
    assert not reading.changes


def test_a_key_of_another_programme_is_refused() -> None:
    """The fault names the keys of the application's own programme."""
    values = {**VILLAGE, "budget": {"cost_model": "lump-sum", "items": [{"category": "salaries"}]}}
    with pytest.raises(hakemus.LoadError) as caught:
        hakemus.load(values)

    assert {fault.path: fault.allowed for fault in caught.value.faults} == {
        "budget.cost_model": "receipts, flat-25, village-sum",
        "budget.items[0].category": "people, things",
    }
    with pytest.raises(hakemus.LoadError, match="actual, calculated-19"):
        hakemus.load({**values, "date": "2024-03-01", "budget": {"cost_model": "flat-25"}})


@pytest.mark.parametrize(
    ("days", "shown"),
    [
        ({"on": DAY}, "9 000,00 €"),
        ({"law_of": DAY}, "9 000,00 €"),
        ({"law_of": date(2030, 1, 1)}, "9 500,00 €"),
        ({}, None),
    ],
)
def test_an_amount_is_stated_as_of_the_day(days: dict[str, Any], shown: str | None) -> None:
    """A value entered ahead of its day is not today's; without any day, one that changes is not stated."""
    text = text_of(hakemus.blank_form("village-grant", **days)).replace("\N{NO-BREAK SPACE}", " ")

    assert [amount for amount in ("9 000,00 €", "9 500,00 €") if amount in text] == ([shown] if shown else [])


def test_a_commented_file_states_the_amount_of_the_day() -> None:
    """As the form does; an amount that has been the same on all days is stated without a day."""
    blank = Application(classification={"measure": "village-grant"})

    assert "9000.00" in commented_file(blank, "fi", law_of=DAY)
    assert "9500.00" in commented_file(blank, "fi", law_of=date(2031, 1, 1))
    assert "9000.00" not in commented_file(blank, "fi")
    assert "5000.00" in blank_file("preparatory-funding", "fi")


def test_a_group_may_set_values_for_both() -> None:
    """A group's data span two periods, so a measure of either programme may be named."""
    reference = {"title": "Hallitus", "section": "§ 3", "address": "https://example.org/"}
    rates = [
        {"from": date(2024, 1, 1), "measures": ["investment"], "percent": 40, "reference": reference},
        {"from": FIRST, "measures": ["climate-project"], "percent": 50, "reference": reference},
    ]
    group = LeaderGroup.from_mapping({"name": {"fi": "Esimerkki ry"}, "rates": rates})
    report = hakemus.check(hakemus.load(CLIMATE), group=group)

    assert "support.rate" in {finding.id for finding in report.findings if finding.variant == "group"}


def test_it_borrows_words_but_no_law() -> None:
    """The lists that do not change with the law are those of the programme that it names; a value never is."""
    law = open_programme("2028-2034")

    assert law.vocabulary("rural_type") is open_programme("2023-2027").vocabulary("rural_type")
    with pytest.raises(ParameterError, match=r"no parameter in-kind\.person-hour"):
        law.number("in-kind.person-hour", DAY)


def test_words_of_an_unknown_programme_are_refused() -> None:
    """A programme that is read alone cannot take words of another."""
    with pytest.raises(ParameterError, match="words_of: not-allowed"):
        read_programme(INVENTED / "2028-2034")


def test_the_programmes_are_listed_as_they_begin() -> None:
    """The order is that of their first days."""
    assert list_programmes() == ("2023-2027", "2028-2034")


def test_an_example_of_the_first_programme_is_checked_as_ever() -> None:
    """A second folder changes nothing for an application of the first one's time."""
    application = hakemus.load(packaged_folder("examples") / "preparatory-funding" / "application.toml")

    assert hakemus.check(application).ok


@pytest.mark.parametrize(
    "path", sorted(SOURCES.rglob("*.py")), ids=lambda path: str(path.relative_to(SOURCES))
)
def test_no_module_opens_a_programme_without_saying_which(path: Path) -> None:
    """The programme comes with the case, or is chosen by a day; only an example in a docstring may open the one."""
    lines = path.read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if "open_programme()" in line and not line.strip().startswith(">>>")] == []


@pytest.mark.parametrize("values", [VILLAGE, CLIMATE], ids=["village-grant", "climate-project"])
def test_its_workbook_reads_back(values: dict[str, Any], tmp_path: Path) -> None:
    """A workbook of its time offers its cost models and categories, and reads as the budget that it was made of."""
    application = hakemus.load(values)
    path = tmp_path / "budget.xlsx"
    path.write_bytes(budget_workbook(application))

    assert read_budget(path, programme=Case.of(application).programme) == application.budget


def test_what_a_group_decides_ahead_of_its_day_is_not_asked_before_it() -> None:
    """A limit on a text from 2027 is in the form of 2027, and not in that of 2026."""
    reference = {"title": "Hallitus", "section": "§ 3", "address": "https://example.org/"}
    limit = {"from": date(2027, 1, 1), "field": "plan.need", "characters": 777, "reference": reference}
    group = LeaderGroup.from_mapping({"name": {"fi": "Esimerkki ry"}, "longest_texts": [limit]})
    before, after = (
        text_of(hakemus.blank_form("training", group=group, law_of=date(year, 3, 1))) for year in (2026, 2027)
    )

    assert "777" not in before
    assert "777" in after


def test_a_programme_without_side_costs_and_advances_counts_neither() -> None:
    """What its law doesn't know is nothing, and no fault."""
    law = open_programme("2028-2034")
    pay = {"category": law.vocabulary("cost_category").keys[0], "year": 2029, "amount": 100}
    costing = cost(
        Budget.model_validate({"items": [pay], "financing": {"advance": 1}}), law, date(2029, 3, 1)
    )
    assert costing.side_costs is None
    assert costing.total_costs == 100
    assert advance_of(costing, law, date(2029, 3, 1)) is None
