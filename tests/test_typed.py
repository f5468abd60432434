"""The same text means the same wherever it is typed: in a file, a form, a workbook, a question, an option, a record."""

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import hakemus
from edited_paper import retyped
from hakemus.cli.command import day as day_of_option
from hakemus.cli.complaints import NotADayError
from hakemus.errors import LoadError
from hakemus.files import read_record
from hakemus.files.fields import typed_value
from hakemus.files.workbook import budget_workbook
from hakemus.forms import read
from hakemus.group import Misread
from hakemus.group.questions import Question
from hakemus.model import Budget, Classification, CostItem
from hakemus.model.schema import schema
from hakemus.packaged import packaged_folder
from hakemus.programme import programme_on
from hakemus.texts import LANGUAGES, wording
from hakemus.texts.wording import register_day
from hakemus.values import typed
from hakemus.values.typed import TypedError
from spreadsheets import read_budget

APPLICATION = hakemus.load(packaged_folder("examples") / "cooperation-complete" / "application.toml")
PAPER = hakemus.render(APPLICATION, "application", draft=True)
NBSP, NARROW, THIN, NO_WIDTH = "\N{NO-BREAK SPACE}", "\u202f", "\u2009", "\u200b"
AMBIGUOUS, WRONG = "ambiguous", "wrong"
AMOUNT = f"5{NBSP}600,00{NBSP}€"

Meaning = Any
"""The value of a text, or `AMBIGUOUS`, or `WRONG`."""
Door = Callable[[str, Path], Meaning]


def in_file(field: str) -> Door:
    """Return the meaning of quoted text in an application file."""

    def meaning(text: str, folder: Path) -> Meaning:
        *tables, name = field.split(".")
        (folder / "a.toml").write_text(
            f'schema_version = 1\n[{".".join(tables)}]\n{name} = """{text}"""\n', encoding="utf-8"
        )
        try:
            here: Any = hakemus.load(folder / "a.toml")
        except LoadError as error:
            return AMBIGUOUS if error.faults[0].code == "ambiguous-number" else WRONG
        for step in field.split("."):
            here = getattr(here, step)
        return here

    return meaning


def in_form(printed: str) -> Door:
    """Return the meaning of text that is typed over what a paper prints."""

    def meaning(text: str, _: Path) -> Meaning:
        reading = read(retyped(PAPER, (printed, text)))
        for problem in reading.problems:
            return AMBIGUOUS if problem.code == "two-ways" else WRONG
        return reading.changes[0].after

    return meaning


def on_page(pattern: str) -> Door:
    """Return the meaning of what is typed into a field of the page."""

    def meaning(text: str, _: Path) -> Meaning:
        try:
            return typed_value(schema()[pattern], text, programme_on(None))
        except TypedError as error:
            return AMBIGUOUS if error.code == "two-ways" else WRONG

    return meaning


def in_workbook(text: str, folder: Path) -> Meaning:
    """Return the meaning of a cell that holds text."""
    budget = Budget(items=(CostItem(description="Tila", amount=Decimal(1)),))
    book = openpyxl.load_workbook(
        io.BytesIO(budget_workbook(hakemus.Application(date=date(2024, 12, 1), budget=budget)))
    )
    book.worksheets[0]["G7"] = text
    book.save(folder / "b.xlsx")
    try:
        return read_budget(folder / "b.xlsx").items[0].amount
    except LoadError as error:
        return AMBIGUOUS if error.faults[0].code == "ambiguous-number" else WRONG


def in_answer(kind: Any) -> Door:
    """Return the meaning of an answer to a group's own question."""

    def meaning(text: str, _: Path) -> Meaning:
        value = Question(key="q", label={"fi": "Kysymys"}, kind=kind).read(text)
        if isinstance(value, Misread):
            return AMBIGUOUS if value.kind == "two-ways" else WRONG
        return value

    return meaning


def in_option(text: str, _: Path) -> Meaning:
    """Return the meaning of the day of a command."""
    try:
        return day_of_option(text)
    except NotADayError:
        return WRONG


def in_record(label: str, field: str) -> Door:
    """Return the meaning of a line of the public register's page."""

    def meaning(text: str, _: Path) -> Meaning:
        try:
            here: Any = read_record(f"Hanke\nKatto\nLisätiedot\n{label}\n{text}").to_application()
        except LoadError:
            return WRONG
        for step in field.split("."):
            here = getattr(here, step)
        return here

    return meaning


MONEY = {
    "file": in_file("budget.financing.leader_support"),
    "form": in_form(AMOUNT),
    "page": on_page("budget.financing.leader_support"),
    "workbook": in_workbook,
    "question": in_answer("money"),
}
DAYS = {
    "file": in_file("project.end_date"),
    "form": in_form("31.12.2027"),
    "page": on_page("project.end_date"),
    "question": in_answer("day"),
    "option": in_option,
    "record": in_record("Loppumispäivämäärä", "project.end_date"),
}
YES_NO = {
    "file": in_file("classification.is_leader_project"),
    "form": in_form("kyllä"),
    "page": on_page("classification.is_leader_project"),
    "question": in_answer("yes-no"),
    "record": in_record("Onko kyseessä Leader-hanke?", "classification.is_leader_project"),
}


@pytest.mark.parametrize("door", MONEY)
@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("5000", 5000),
        ("5 000,00 €", 5000),
        (f"5{NBSP}000,00{NBSP}€", 5000),
        ("5.000,00", 5000),
        ("5,000.00", 5000),
        ("5 000,-", 5000),
        ("5 000,– €", 5000),
        ("5.000,-", 5000),
        ("5000 eur", 5000),
        ("€ 5000", 5000),
        (f"{NO_WIDTH}5000", 5000),
        ("”5 000”", 5000),
        ("12,5", Decimal("12.50")),
        ("5.000", AMBIGUOUS),
        ("5,000", AMBIGUOUS),
        ("12.500 €", AMBIGUOUS),
        ("noin 5000", WRONG),
        ("5000–6000", WRONG),
        ("50 %", WRONG),
        ("1e3", WRONG),
        ("1_0", WRONG),
        ("５000", WRONG),
        ("1.2.3", WRONG),
    ],
)
def test_an_amount_means_the_same_at_every_door(text: str, means: Meaning, door: str, tmp_path: Path) -> None:
    """Also that it could be two."""
    found = MONEY[door](text, tmp_path)
    assert (found if found in (AMBIGUOUS, WRONG) else Decimal(found)) == means


@pytest.mark.parametrize("door", DAYS)
@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("1.3.2024", date(2024, 3, 1)),
        ("01.03.2024", date(2024, 3, 1)),
        ("1. 3. 2024", date(2024, 3, 1)),
        (f"1.3.{NBSP}2024", date(2024, 3, 1)),
        ("2024-03-01", date(2024, 3, 1)),
        ("31.2.2024", WRONG),
        ("1/3/2024", WRONG),
        ("2024-W09-5", WRONG),
        ("1.3.24", WRONG),
    ],
)
def test_a_day_means_the_same_at_every_door(text: str, means: Meaning, door: str, tmp_path: Path) -> None:
    """With and without noughts and blanks."""
    found = DAYS[door](text, tmp_path)
    assert (found if found == WRONG or isinstance(found, date) else date.fromisoformat(found)) == means


@pytest.mark.parametrize("door", YES_NO)
@pytest.mark.parametrize(
    ("text", "means"),
    [
        *((word, False) for word in ("ei", "Ei", "nej", "no", "NO", "false", "☐")),
        *((word, True) for word in ("joo", "kyllä ei")),
    ],
)
def test_yes_and_no_mean_the_same_at_every_door(text: str, means: Meaning, door: str, tmp_path: Path) -> None:
    """In every language, and as a box."""
    means = WRONG if means else means
    assert YES_NO[door](text, tmp_path) == means


@pytest.mark.parametrize("door", [door for door in YES_NO if door != "form"])
@pytest.mark.parametrize("text", ["kyllä", "Kyllä", "ja", "yes", "true", "x", "X", "☒"])
def test_yes_means_the_same_at_every_door(text: str, door: str, tmp_path: Path) -> None:
    """The form says yes already, where a yes is no change."""
    assert YES_NO[door](text, tmp_path) is True


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_for_yes_and_no_is_read(language: Any) -> None:
    """What papers print, is understood."""
    words = wording(language)
    assert [typed.yes_no(words.yes_no(value)) for value in (True, False)] == [True, False]


@pytest.mark.parametrize(
    ("text", "means"), [("1,125", "1.125"), ("0,125", "0.125"), ("0.125", "0.125"), ("1 250,5", "1250.5")]
)
def test_a_quantity_has_three_decimals(text: str, means: str) -> None:
    """As papers print them, with a comma."""
    assert typed.number(text, "quantity") == Decimal(means)


@pytest.mark.parametrize("text", ["5.000", "1.125"])
def test_a_quantity_with_a_point_can_be_two(text: str, tmp_path: Path) -> None:
    """In a form and in a file."""
    assert on_page("budget.in_kind_work[].hours")(text, tmp_path) == AMBIGUOUS
    assert in_answer("number")(text, tmp_path) == AMBIGUOUS


def test_json_of_the_model_is_read_back() -> None:
    """A program writes a point, and means the decimal one."""
    item = CostItem(quantity=Decimal("1.125"), unit_price=Decimal("1000.50"))
    assert CostItem.model_validate_json(item.model_dump_json()) == item


@pytest.mark.parametrize(
    ("text", "readings"),
    [("5.000", "5000 / 5,000"), ("12,500 €", "12500 / 12,500"), ("-1.125", "-1125 / -1,125")],
)
def test_both_readings_are_named(text: str, readings: str) -> None:
    """So that a person sees what could be meant."""
    with pytest.raises(TypedError) as told:
        typed.number(text)
    assert (told.value.code, told.value.allowed) == ("two-ways", readings)


@pytest.mark.parametrize("text", ["9" * 16, "1" + " 000" * 6, "0," + "1" * 20])
def test_digits_are_limited(text: str) -> None:
    """No number of the programme has so many."""
    with pytest.raises(TypedError) as told:
        typed.number(text)
    assert told.value.code == "too-many-digits"


@pytest.mark.parametrize("text", ["9" * 5000, "1e99999999", "-" * 5000, " " * 5000])
def test_what_is_far_too_long_is_refused(text: str) -> None:
    """In no time."""
    for reader in (typed.number, typed.whole, typed.day, typed.yes_no):
        with pytest.raises(TypedError):
            reader(text)


def test_whole_numbers() -> None:
    """With blanks between thousands, and nothing else."""
    assert [typed.whole(text) for text in ("290170", "290 170", f"290{NARROW}170")] == [290170] * 3
    for text in ("2.024", "12,0", "٣", "1_0", "1e3"):
        with pytest.raises(TypedError):
            typed.whole(text)


def test_quoted_whole_numbers_in_a_file() -> None:
    """A number of the register is taken with and without quotes."""
    assert Classification.model_validate({"project_number": "290 170"}).project_number == 290170


@given(st.decimals(0, 10**9, places=2))
def test_an_amount_is_read_as_it_is_printed(amount: Decimal) -> None:
    """Whatever it is."""
    assert typed.number(wording("fi").money(amount)) == amount


@given(st.decimals(0, 10**6, places=3))
def test_a_quantity_is_read_as_it_is_printed(quantity: Decimal) -> None:
    """Whatever it is."""
    assert typed.number(wording("sv").number(quantity), "quantity") == quantity


@given(st.dates(min_value=date(1000, 1, 1)))
def test_days_are_read_as_they_are_printed(day: date) -> None:
    """In a paper and in the register."""
    assert typed.day(wording("fi").day(day)) == typed.day(register_day(day)) == day
