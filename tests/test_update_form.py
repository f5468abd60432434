"""A corrected form taken into the file that was read from it: changed rows change, and nothing is there twice."""

from pathlib import Path

import pytest

import hakemus
from form_filling import filled
from hakemus.cli import main
from hakemus.files import commented_file
from hakemus.files.memory import remembered, with_memory
from hakemus.word import Prose

FIRST: dict[str, str | Prose] = {
    "budget.items[0].description": "Penkit",
    "budget.items[0].year": "2026",
    "budget.items[0].amount": "1800",
    "budget.items[1].description": "Pöydät",
    "budget.items[1].year": "2026",
    "budget.items[1].amount": "600",
    "budget.financing.private[0].source": "Yhdistys",
    "budget.financing.private[0].amount": "900",
    "project.name": "Kyläpiha",
    "project.end_date": "31.10.2026",
}
CORRECTED = FIRST | {
    "budget.items[0].amount": "1900",
    "budget.financing.private[0].amount": "1000",
    "project.end_date": "30.11.2026",
}


def form(texts: dict[str, str | Prose]) -> bytes:
    """Return a form with these answers."""
    return filled(hakemus.blank_form("small-project"), texts, emptied=False)


@pytest.fixture(name="file")
def _file(tmp_path: Path) -> Path:
    paper, file = tmp_path / "form.docx", tmp_path / "hakemus.toml"
    paper.write_bytes(form(FIRST))
    main(["read", str(paper), "--out", str(file)])
    return file


def amounts(application: hakemus.Application) -> list[str]:
    """Return the amounts of costs and of private financing."""
    budget = application.budget
    found = [one.amount for one in budget.items] + [one.amount for one in budget.financing.private]
    return [str(int(amount or 0)) for amount in found]


def test_a_corrected_form_changes_its_rows(file: Path) -> None:
    """Without a question: what both came from is what was read before."""
    made = hakemus.update(file, form(CORRECTED))
    assert (amounts(made.application), made.conflicts) == (["1900", "600", "1000"], ())
    assert str(made.application.project.end_date) == "2026-11-30"


def test_a_second_correction_begins_from_the_first(file: Path) -> None:
    """The memory is that of the last form; the same form again changes nothing."""
    hakemus.update(file, form(CORRECTED))
    once = file.read_bytes()
    assert hakemus.update(file, form(CORRECTED)).after == once
    made = hakemus.update(file, form(CORRECTED | {"budget.items[1].amount": "700"}))
    assert (amounts(made.application), made.conflicts) == (["1900", "700", "1000"], ())


def test_what_was_changed_in_the_file_meanwhile_stays(file: Path) -> None:
    """Only where both changed somebody is asked."""
    file.write_text(file.read_text().replace("Kyläpiha", "Kylän piha"))
    made = hakemus.update(file, form(CORRECTED))
    assert (made.application.project.name, made.conflicts) == ("Kylän piha", ())
    other = hakemus.update(file, form(CORRECTED | {"project.name": "Uusi piha"}))
    assert [conflict.path for conflict in other.conflicts] == ["project.name"]


def test_without_a_memory_a_row_is_asked_about_and_never_doubled(tmp_path: Path) -> None:
    """A file that was written by hand, or by another program."""
    file = tmp_path / "hakemus.toml"
    file.write_text(commented_file(hakemus.read(form(FIRST)).application, "fi"))
    made = hakemus.update(file, form(CORRECTED))
    assert amounts(made.application) == ["1800", "600", "900"]
    assert {conflict.path for conflict in made.conflicts} == {
        "budget.items[0].amount",
        "budget.financing.private[0].amount",
        "project.end_date",
    }


def test_a_damaged_memory_is_none() -> None:
    """The file is read all the same."""
    text = with_memory("schema_version = 1\n", hakemus.Application(), "fi")
    assert remembered(text.encode()) == hakemus.Application()
    assert remembered(text.replace("#= ", "#= AAAA", 1).encode()) is None
    assert remembered(b"schema_version = 1\n") is None
