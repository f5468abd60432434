"""Application files: what cannot be understood is refused with all faults at once, each with path and what to do."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import hakemus
from hakemus.errors import FileError, LoadError
from hakemus.files import application_file
from hakemus.files.application_file import read_part
from hakemus.model import Application, Part
from hakemus.model.assessment import Assessment, Meeting
from hakemus.texts import LANGUAGES, Language, describe_fault, fault_message

FAULTY = """
schema_version = 1
language = "fi"
date = "31.7.24"
titel = "x"

[classification]
rural_type = "K4"
project_number = "290170 A"
is_leader_project = "joo"

[project]
name = "rivi\\nrivi"
start_date = 2024-03-01T10:00:00

[applicant]
bussiness_id = "1234567-1"
business_id = "1234567-2"
iban = "FI21 1234 5600 0007 86"
email = "tavu\\u000bmerkki"

[[budget.items]]
amount = -50
[[budget.items]]
amount = 10.005
[[budget.items]]
amount = "noin 5 000 €"
[[budget.items]]
amount = 10
quantity = 2
unit_price = 5
[[budget.in_kind_work]]
youngest_age = 14.5
hours = nan
"""


def faults_in(text: str, tmp_path: Path, name: str = "application.toml") -> dict[str, str]:
    """Return the code of each fault by its path."""
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    with pytest.raises(LoadError) as raised:
        hakemus.load(file)
    return {fault.path: fault.code for fault in raised.value.faults}


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    """Every kind of fault is found in one go, each at its path."""
    assert faults_in(FAULTY.replace("hours = nan\n", ""), tmp_path) == {
        "date": "not-a-date",
        "titel": "unknown-key",
        "classification.rural_type": "not-allowed",
        "classification.project_number": "not-a-whole-number",
        "classification.is_leader_project": "not-yes-no",
        "project.name": "not-one-line",
        "project.start_date": "not-a-date",
        "applicant.bussiness_id": "unknown-key",
        "applicant.business_id": "business-id-check-digit",
        "applicant.iban": "iban-check-digit",
        "applicant.email": "unprintable",
        "budget.items[0].amount": "negative",
        "budget.items[1].amount": "too-many-decimals",
        "budget.items[2].amount": "not-money",
        "budget.items[3]": "amount-twice",
        "budget.in_kind_work[0].youngest_age": "not-a-whole-number",
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_faults_are_told_in_the_applications_language(tmp_path: Path, language: str) -> None:
    """Each fault is a line of its own that names its path; no message is missing in any language."""
    file = tmp_path / "a.toml"
    file.write_text(FAULTY.replace("hours = nan\n", "").replace('"fi"', f'"{language}"'), encoding="utf-8")
    with pytest.raises(LoadError) as raised:
        hakemus.load(file)
    message = str(raised.value)
    assert len(message.splitlines()) == 1 + len(raised.value.faults)
    for fault in raised.value.faults:
        assert f"- {fault.path}: " in message or f" ({fault.path}): " in message
        assert fault.code not in describe_fault(fault, "fi") or fault.code in fault.path


def test_a_likely_key_is_named(tmp_path: Path) -> None:
    """A mistyped key is reported with the one that was probably meant."""
    file = tmp_path / "a.toml"
    file.write_text('schema_version = 1\n[applicant]\nbussiness_id = "1234567-1"\n', encoding="utf-8")
    with pytest.raises(LoadError, match=r"Did you mean business_id\?") as raised:
        hakemus.load(file)
    assert "Tarkoititko business_id?" in raised.value.message("fi")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("schema_version = 1\ndate = 2024-02-30\n", "not-a-date"),
        ('schema_version = 1\nlanguage = "fi"\nlanguage = "sv"\n', "duplicate-key"),
        ("schema_version = 1\n[budget]\nx = inf\n[[budget.items]]\n", "syntax"),
        ("schema_version = 1\nproject = 'x'\n", "not-a-table"),
        ("schema_version = 1\npartners = 'x'\n", "not-a-list"),
        ("schema_version = 2\n", "newer-version"),
        ("schema_version = 1\n" + "a = " + "[" * 5000 + "]" * 5000, "too-deep"),
    ],
)
def test_broken_files_are_refused(tmp_path: Path, text: str, code: str) -> None:
    """A mistake in writing, a double key, a number that is not one, another kind of value: each has its word."""
    assert code in faults_in(text, tmp_path).values()


@pytest.mark.parametrize(("language", "place"), [("fi", "rivi 2, merkki 8"), ("sv", "rad 2, tecken 8")])
def test_a_mistake_in_writing_is_shown_with_its_line(tmp_path: Path, language: str, place: str) -> None:
    """The line itself and its number are reported in the reader's language, and no English of the parser's."""
    file = tmp_path / "a.toml"
    file.write_text("schema_version = 1\ndate = 2024-02-30\n", encoding="utf-8")
    with pytest.raises(LoadError) as raised:
        hakemus.load(file)
    (fault,) = raised.value.faults
    told = describe_fault(fault, language)  # type: ignore[arg-type]
    assert told.startswith(f"{place}: ")
    assert "date = 2024-02-30" in told
    assert "Invalid" not in str(raised.value)


def test_an_empty_application_is_written_as_json_that_loads(tmp_path: Path) -> None:
    """Nothing but the version of the schema is in it."""
    file = tmp_path / "empty.json"
    file.write_text(hakemus.dumps(hakemus.Application(), as_json=True), encoding="utf-8")
    assert hakemus.load(file) == hakemus.Application()


def test_json_is_as_strict(tmp_path: Path) -> None:
    """A JSON file refuses double keys and inexact numbers, and takes exact ones."""
    assert faults_in('{"schema_version": 1, "language": "fi", "language": "sv"}', tmp_path, "a.json") == {
        "": "duplicate-key"
    }
    assert faults_in('{"schema_version": 1, "x": NaN}', tmp_path, "a.json") == {"": "syntax"}
    assert faults_in("[1]", tmp_path, "a.json") == {"": "not-a-table"}
    good = tmp_path / "good.json"
    good.write_text(
        '{"schema_version": 1, "date": "2024-03-01", "budget": {"items": [{"amount": 0.10}]}}',
        encoding="utf-8",
    )
    assert hakemus.load(good).budget.items[0].amount == Decimal("0.10")


def test_schema_version_must_stand_in_a_file(tmp_path: Path) -> None:
    """A file without its version cannot be understood later, so it is refused now."""
    assert faults_in('language = "fi"\n', tmp_path) == {"schema_version": "missing"}


def test_a_draft_with_holes_loads(tmp_path: Path) -> None:
    """Blank text is a hole like a missing key."""
    file = tmp_path / "a.toml"
    file.write_text(
        'schema_version = 1\n[applicant]\nname = ""\nbusiness_id = "  "\n[plan]\nneed = """\n"""\n',
        encoding="utf-8",
    )
    assert hakemus.load(file) == hakemus.Application()


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda path: None, "missing"),
        (lambda path: path.mkdir(), "is-folder"),
        (lambda path: path.write_bytes(b""), "empty"),
        (lambda path: path.write_bytes(b"\n \n"), "empty"),
        (lambda path: path.write_bytes(b"name = '\xff\xfe'"), "not-utf-8"),
        (lambda path: path.write_bytes(b"#" * (9 * 1024 * 1024)), "too-large"),
    ],
)
def test_unreadable_files_are_named(tmp_path: Path, make: object, code: str) -> None:
    """A file that is missing, a folder, empty, not text or far too large is reported as such, with its path."""
    path = tmp_path / "application.toml"
    make(path)  # type: ignore[operator]
    with pytest.raises(FileError) as raised:
        hakemus.load(path)
    assert raised.value.code == code
    assert str(path) in str(raised.value)


def test_five_megabytes_of_text_are_refused_with_the_limit() -> None:
    """A text far over the limit is refused by name, with its length and the limit."""
    with pytest.raises(LoadError, match=r"plan\.need.*5000000.*100000"):
        hakemus.load({"plan": {"need": "a" * 5_000_000}})


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x0b", "\x0c", "\x1f", "\ufffe", "\uffff", "\ud800"])
def test_characters_that_no_word_file_holds_are_refused(character: str) -> None:
    """Control characters and lone surrogates are refused with the field's path and the character's name."""
    with pytest.raises(LoadError, match=rf"project\.name.*U\+{ord(character):04X}"):
        hakemus.load({"project": {"name": f"ennen{character}jälkeen"}})


def test_a_float_is_never_money() -> None:
    """A float from a script is refused, since it cannot hold cents, with what to give instead."""
    with pytest.raises(LoadError, match=r"budget\.financing\.leader_support\): 5000\.0 is a .*parse_float"):
        hakemus.load({"budget": {"financing": {"leader_support": 5000.0}}})


def test_an_application_cannot_be_changed(complete: hakemus.Application) -> None:
    """A loaded application is frozen, and its lists are tuples."""
    with pytest.raises(LoadError, match=r"language: the field language cannot be changed.*model_copy"):
        complete.language = "sv"  # type: ignore[misc]
    assert isinstance(complete.partners, tuple)


@pytest.mark.parametrize(("language", "joined"), [("fi", "tai"), ("sv", "eller"), ("en", "or")])
def test_choices_are_listed_in_the_language(language: Language, joined: str) -> None:
    """What may be chosen is written as it is written into the file, with the reader's own word for or."""
    with pytest.raises(LoadError) as raised:
        hakemus.load({"schema_version": 1, "language": "se", "budget": {"cost_model": "xx"}})
    told = [fault_message(fault, language) for fault in raised.value.faults]

    assert told[0].endswith(f": fi, sv {joined} en.")
    assert told[1].endswith(f": actual, calculated-19, calculated-40 {joined} lump-sum.")


def test_a_part_is_represented_by_what_was_filled() -> None:
    """A shell shows what an application holds, not the hundred fields that it does not."""
    application = hakemus.Application(project={"name": "Kylätalon katto"})
    assert repr(application) == "Application(project=Project(name='Kylätalon katto'))"


# Files of an older version of the form of the data


def _to_version_1(values: dict[str, Any]) -> dict[str, Any]:
    """Return values of an invented version 0, which called the project's name its title, as those of version 1."""
    renamed = {"title": "name"}
    project = {renamed.get(name, name): value for name, value in values.get("project", {}).items()}
    return {**values, "project": project}


OLD = 'schema_version = 0\n[project]\ntitle = "Katto"\n'


def test_a_file_of_an_older_version_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A field that was renamed since is found under its old name."""
    monkeypatch.setattr(application_file, "MIGRATIONS", {hakemus.Application: {0: _to_version_1}})
    (tmp_path / "a.toml").write_text(OLD, encoding="utf-8")
    application = hakemus.load(tmp_path / "a.toml")
    assert (application.schema_version, application.project.name) == (1, "Katto")


def test_migrations_are_applied_in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    """From version to version, and the values that were given stay as they are."""
    steps = {-1: lambda values: {"project": {"title": values["title"]}}, 0: _to_version_1}
    monkeypatch.setattr(application_file, "MIGRATIONS", {hakemus.Application: steps})
    old = {"schema_version": -1, "title": "Katto"}
    new = application_file.migrated(old, hakemus.Application)
    assert new["schema_version"] == 1
    assert new["project"]["name"] == "Katto"
    assert old == {"schema_version": -1, "title": "Katto"}


def test_a_version_that_nothing_migrates_is_a_fault(tmp_path: Path) -> None:
    """Version 0 was invented for these tests."""
    assert faults_in(OLD, tmp_path)["schema_version"] == "not-allowed"


@pytest.mark.parametrize(
    ("part", "text", "named"),
    [
        (Application, 'date = "eilen"', "Hakemuksen päivämäärä (date): "),
        (
            Application,
            "[[budget.items]]\nproof = [1]",
            "Kustannukset 1: Todentamistapa (budget.items[0].proof): […] ",
        ),
        (Meeting, 'date = "eilen"', "Kokouspäivä (date): "),
        (Assessment, 'date = "eilen"', "Arviointipäivä (date): "),
    ],
)
def test_a_fault_names_its_field_by_the_term_of_its_file(
    tmp_path: Path, part: type[Part], text: str, named: str
) -> None:
    """A planner knows the official term and not the key; the same key is called otherwise in another file."""
    file = tmp_path / "a.toml"
    file.write_text(f"schema_version = 1\n{text}\n", encoding="utf-8")
    with pytest.raises(LoadError) as raised:
        read_part(file, part)
    assert f"  - {named}" in raised.value.message("fi")


@pytest.mark.parametrize(
    ("language", "typed", "said"),
    [
        ("fi", "vesihuolto", "Tarkoititko water? Valitse: general-interest (Yleishyödyllinen investointi),"),
        ("sv", "vattentjänster", "Menade du water? Välj: general-interest (Allmännyttig investering),"),
        ("en", "waste", "water (Investment in water services), telecommunications (Investment in"),
    ],
)
def test_a_refused_choice_is_answered_by_what_the_choices_are_called(
    language: Language, typed: str, said: str
) -> None:
    """A key is an English word: whoever wrote the name in their own language finds the key by it."""
    with pytest.raises(LoadError) as refused:
        hakemus.load({"schema_version": 1, "classification": {"investment_kind": typed}})
    assert said in refused.value.message(language)
