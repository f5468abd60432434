"""Commented application files: exact both ways, and asking just what the measure's law asks."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import hakemus
from blank_file import blank_file
from hakemus.errors import ParameterError, UnknownNameError
from hakemus.files import commented_file
from hakemus.model import Application, CostItem, Part, ProjectPlan
from hakemus.model.schema import Field, fields_of
from hakemus.programme import open_programme
from hakemus.reading import parse_toml
from hakemus.texts import LANGUAGES, Language, wording
from hakemus.texts.wording import open_catalogue

DAY = date(2024, 3, 1)
MEASURES = open_programme().vocabulary("measure").keys
HOSTILE = (
    'Sanottiin: "ei".',
    '"""',
    'loppuu lainaukseen"',
    '""""',
    "C:\\kylä\\u0041",
    "rivi\\",
    "{{ project.name }} {% raw %}",
    "# ei kommentti",
    "[[partners]]",
    "🐄 ja e\u0301",
    "sarkain\tja \x7f, \x85 ja \u2028",
    "  välit ympärillä  ",
    "'''",
    "x = 1",
)
HOSTILE_PROSE = (
    *HOSTILE,
    "\n\nalkaa tyhjällä\n\n",
    "yksi\n\n- kaksi\\\n- kolme\n",
    'a\n"""\nb"""',
    "viimeinen\n ",
)


def loaded(text: str) -> Application:
    """Return the application of a file's text."""
    return hakemus.load(parse_toml(text, "application.toml"))


def _texts(*, one_line: bool) -> st.SearchStrategy[str]:
    kept, left_out = ("\t\x7f\x85", "\ufffe\uffff") if one_line else ("\n\t\x7f\x85", "\ufffe\uffff")
    characters = st.characters(
        exclude_categories=["Cc", "Cs"], include_characters=kept, exclude_characters=left_out
    )
    return st.sampled_from(HOSTILE if one_line else HOSTILE_PROSE) | st.text(characters, max_size=30)


def _numbers(most: int, decimals: int) -> st.SearchStrategy[Decimal]:
    return st.decimals(0, most, places=decimals, allow_nan=False, allow_infinity=False)


BY_KIND: dict[str, st.SearchStrategy[Any]] = {
    "line": _texts(one_line=True),
    "prose": _texts(one_line=False),
    "money": _numbers(10**11, 2),
    "percent": _numbers(100, 2),
    "quantity": _numbers(10**9, 3),
    "day": st.dates(date(1990, 1, 1), date(2100, 12, 31)),
    "year": st.integers(2000, 2100),
    "whole": st.integers(0, 150),
    "yes-no": st.booleans(),
}
IDENTIFIERS = {
    "business_id": st.sampled_from(["1572860-0", "1234567-1"]),
    "iban": st.just("FI2112345600000785"),
    "project_number": st.integers(1, 99_999_999),
}


def _values(draw: st.DrawFn, field: Field) -> Any:
    if field.part is not None and field.is_list:
        return tuple(_part(draw, field.part) for _ in range(draw(st.integers(0, 3))))
    if field.part is not None:
        return _part(draw, field.part)
    if field.choices is not None:
        return draw(st.sampled_from(list(field.choices)))
    if field.name == "schema_version":
        return 1
    if field.kind == "language":
        return draw(st.sampled_from(LANGUAGES))
    return draw(IDENTIFIERS[field.name] if field.name in IDENTIFIERS else BY_KIND[field.kind])


def _part(draw: st.DrawFn, model: type[Part]) -> Part:
    fields = [field for field in fields_of(model) if draw(st.booleans())]
    values = {field.name: _values(draw, field) for field in fields}
    if model is CostItem and ("quantity" in values or "unit_price" in values):
        values.pop("amount", None)
    return model.model_validate(values)


@st.composite
def applications(draw: st.DrawFn) -> Application:
    """Return applications of any shape: each field there or not, each list of up to three."""
    application = _part(draw, Application)
    assert isinstance(application, Application)
    return application


SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


@given(applications(), st.sampled_from(LANGUAGES))
@settings(max_examples=25, suppress_health_check=SLOW)
def test_any_application_comes_back_the_same(application: Application, language: Language) -> None:
    """What is written as a commented file loads as the very application it was."""
    assert loaded(commented_file(application, language)) == application


@pytest.mark.fuzz
@given(applications(), st.sampled_from(LANGUAGES))
@settings(max_examples=1000, suppress_health_check=SLOW)
def test_any_application_comes_back_the_same_at_length(application: Application, language: Language) -> None:
    """The same, over many more."""
    assert loaded(commented_file(application, language)) == application


@pytest.mark.parametrize("text", HOSTILE_PROSE)
def test_a_text_comes_back_to_the_character(text: str) -> None:
    """Quotes, backslashes, braces, blank lines and blanks at the ends are no part of TOML's own signs."""
    application = hakemus.load({"schema_version": 1, "plan": {"need": text}})

    assert loaded(commented_file(application, "fi")).plan.need == normalize("NFC", text)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_line_comes_back_to_the_character(text: str) -> None:
    """The same of text of one line."""
    application = hakemus.load({"schema_version": 1, "project": {"name": text}})

    assert loaded(commented_file(application, "sv")).project.name == normalize("NFC", text)


def test_windows_line_ends_are_told_alike() -> None:
    """An application typed on Windows, written and saved on Windows, is the same application."""
    application = hakemus.load({"schema_version": 1, "plan": {"need": "yksi\r\n\r\n- kaksi\r\n"}})

    text = commented_file(application, "fi").replace("\n", "\r\n")

    assert loaded(text) == application


def test_the_examples_come_back_the_same(complete: Application, budgeted: Application) -> None:
    """Lists in lists, amounts, dates and long texts of real size are exact."""
    for application in (complete, budgeted):
        assert loaded(commented_file(application, "en")) == application


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("measure", MEASURES)
def test_a_blank_file_loads_at_once(measure: str, language: Language) -> None:
    """Of every measure, in every language: it holds the measure and no text of its own."""
    application = loaded(blank_file(measure, language))

    assert application.classification.measure == measure
    assert application.language == language
    assert application.project == hakemus.Application().project


@pytest.mark.parametrize("measure", MEASURES)
def test_an_example_loads_when_its_mark_is_deleted(measure: str) -> None:
    """Whoever deletes every single `#` has an application with one row in each list."""
    filled = re.sub(r"^# ", "", blank_file(measure, "fi"), flags=re.MULTILINE)

    application = loaded(filled)

    lists = {name for name in ("partners", "annexes") if f"[[{name}]]" in filled}
    assert "annexes" in lists
    assert {name: len(getattr(application, name)) for name in lists} == dict.fromkeys(lists, 1)


@pytest.mark.parametrize(
    "name", ["preparatory-funding", "Valmisteluraha", "förberedelsepengar", "PREPARATORY FUNDING"]
)
def test_a_measure_goes_by_key_or_name(name: str) -> None:
    """A key, or the name in any language, whatever its case."""
    assert 'measure = "preparatory-funding"' in blank_file(name, "fi")


def test_an_unknown_measure_is_refused_with_those_there_are() -> None:
    """The error lists every measure."""
    with pytest.raises(UnknownNameError) as caught:
        blank_file("vallihaudat", "fi")

    assert caught.value.allowed == MEASURES


def test_a_day_before_the_law_is_refused() -> None:
    """There is no amount to fill in before the programme's law."""
    with pytest.raises(ParameterError):
        blank_file("preparatory-funding", "fi", on=date(2020, 1, 1))


def test_the_fixed_amount_is_filled_in_on_a_day() -> None:
    """With a day, the law's amount of that day is in the file, and the day too."""
    application = loaded(blank_file("preparatory-funding", "fi", on=DAY))

    assert application.date == DAY
    assert application.budget.financing.leader_support == open_programme().number(
        "preparatory-funding.amount", DAY
    )


def test_without_a_day_no_amount_is_filled_in() -> None:
    """The amount is the day's, so without a day it is an example and the applicant's to fill in."""
    text = blank_file("preparatory-funding", "fi")

    assert loaded(text).budget.financing.leader_support is None
    assert "\n# leader_support = 5000.00\n" in text


def test_only_a_certain_rule_fills_a_field_in() -> None:
    """The cost model of preparatory funding is the authority's word; its payment method is only inferred."""
    budget = loaded(blank_file("preparatory-funding", "fi", on=DAY)).budget

    assert budget.cost_model == "lump-sum"
    assert budget.payment_method is None


def test_an_amount_with_alternatives_is_left_to_choose() -> None:
    """Where the law allows several amounts, all are reported and none is filled in."""
    text = blank_file("farm-trial", "fi", on=DAY)

    assert loaded(text).budget.financing.leader_support is None
    assert all(
        amount in text.replace("\N{NO-BREAK SPACE}", " ")
        for amount in ("2 500,00 €", "5 000,00 €", "7 500,00 €")
    )


@pytest.mark.parametrize("measure", MEASURES)
def test_preparation_is_asked_where_something_is_prepared(measure: str) -> None:
    """Only the measure whose law says what may be prepared has the table for it."""
    prepares = measure == "preparatory-funding"

    assert ("\n[preparation]\n" in blank_file(measure, "fi")) is prepares


@pytest.mark.parametrize("measure", MEASURES)
def test_companies_are_asked_where_a_group_is(measure: str) -> None:
    """Only group projects have member companies, and costs that are one company's own."""
    text = blank_file(measure, "fi")
    group = measure in ("company-group", "farmer-group")

    assert ("# [[companies]]" in text) is group
    assert ("# company = " in text) is group


def test_a_lump_sum_without_rows_asks_for_none() -> None:
    """Preparatory funding needs no cost estimate, so its file has no rows for one."""
    text = blank_file("preparatory-funding", "fi")

    assert "budget.items" not in text
    assert "in_kind_work" not in text
    assert "# [[budget.items]]" in blank_file("small-project", "fi")


def test_a_field_that_is_not_asked_stays_if_it_is_there() -> None:
    """What the measure does not ask for is left out, but never lost."""
    values = {"schema_version": 1, "classification": {"measure": "training", "state": "Käynnissä"}}
    application = hakemus.load({**values, "preparation": {"funded_before": True}})

    text = commented_file(application, "fi")

    assert loaded(text) == application
    assert "\n[preparation]\n" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_is_explained(language: Language) -> None:
    """Above every key of a table is its official term, and on every list's key too."""
    text = blank_file("company-group", language)
    explained = " ".join(
        line.removeprefix("##").strip() for line in text.splitlines() if line.startswith("##")
    )

    for path in _paths_in(text):
        assert wording(language).term(path) in explained, path


def _paths_in(text: str) -> Iterator[str]:
    table = ""
    for line in text.splitlines():
        if match := re.match(r"(?:# )?\[+([a-z_.]+)\]+$", line):
            table = f"{match[1]}."
        elif match := re.match(r"(?:# )?([a-z_]+) = ", line):
            yield f"{table}{match[1]}"


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_is_wider_than_a_window(language: Language, measure: str) -> None:
    """Every line of a blank file fits in 80 columns."""
    assert [line for line in blank_file(measure, language).splitlines() if len(line) > 80] == []


def test_choices_are_told_with_their_names() -> None:
    """A closed list is above its field, key and name in the user's language."""
    text = blank_file("cooperation-services", "sv")

    assert "##   calculated-19 – Kalkylerade kostnader 19 %" in text
    assert "##   M6 – " in text


def test_only_allowed_choices_are_told() -> None:
    """An investment has one cost model by law, and its file names no other."""
    text = blank_file("investment", "fi")

    assert 'cost_model = "actual"' in text
    assert "lump-sum" not in text


def test_what_no_field_takes_stays_as_comments() -> None:
    """Lines of a register page that no field takes are kept, whatever characters they hold."""
    record = hakemus.read_record("Hanke\nKylätalon katto\nLisätiedot\nHankenumero\n123456\nouto\x07 rivi")

    text = commented_file(record.to_application(), "fi", unread=record.unread)

    assert "##   outo\\x07 rivi\n" in text
    assert loaded(text) == record.to_application()


def test_a_records_file_holds_exactly_the_record(record_text: str) -> None:
    """The file of project 290170 fills the fields that the register states, and no other."""
    record = hakemus.read_record(record_text)

    values = parse_toml(commented_file(record.to_application(), "fi"), "application.toml")

    tables = {name: table for name, table in values.items() if isinstance(table, dict)}
    filled = {
        f"{name}.{key}" for name, table in tables.items() for key, value in table.items() if _is_filled(value)
    }
    assert filled == set(record.values)
    assert {name: values[name] for name in set(values) - set(tables)} == {
        "schema_version": 1,
        "language": "fi",
        "leader_group": "",
    }


def _is_filled(value: object) -> bool:
    if isinstance(value, dict):
        return any(_is_filled(inner) for inner in value.values())
    return bool(str(value).strip())


def test_guidance_is_there_in_every_language() -> None:
    """The same fields are guided in all languages, and every one of them is a field."""
    keys = [
        {key for key in open_catalogue(language).messages if key.startswith("guidance.")}
        for language in LANGUAGES
    ]

    assert keys[0] == keys[1] == keys[2]
    guided = {
        key.removeprefix("guidance.")
        .removeprefix("own-form.")
        .removeprefix("no-side-costs.")
        .removeprefix("business-aid.")
        for key in keys[0]
    }
    assert guided <= set(wording("fi").glossary)


def test_every_heading_of_the_plan_is_guided() -> None:
    """A newcomer finds under each heading what to write there."""
    headings = {f"guidance.{field.path}" for field in fields_of(ProjectPlan, "plan.")}

    assert headings <= set(open_catalogue("sv").messages)
