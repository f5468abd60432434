"""A corrected form taken into the file that was read from it: changed rows change, and nothing is there twice."""

import io
from datetime import date
from pathlib import Path

import docx
import pytest

import hakemus
from edited_paper import retyped
from form_filling import filled
from hakemus.cli import main
from hakemus.files import commented_file
from hakemus.files.rewriting import remembered, with_memory
from hakemus.packaged import packaged_folder
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
    known = hakemus.load(hakemus.read(form(FIRST)).application.model_dump(mode="json", exclude_none=True))
    file.write_text(commented_file(known, "fi"))
    made = hakemus.update(file, form(CORRECTED))
    assert amounts(made.application) == ["1800", "600", "900"]
    assert {conflict.path for conflict in made.conflicts} == {
        "budget.items[0].amount",
        "budget.financing.private[0].amount",
        "project.end_date",
    }


def test_a_file_that_python_wrote_of_a_form_remembers_it_too(tmp_path: Path) -> None:
    """What was changed between reading and writing is a change of the file."""
    read = hakemus.read(form(FIRST)).application
    changed = read.model_copy(update={"project": read.project.model_copy(update={"name": "Kylän piha"})})
    file = tmp_path / "hakemus.toml"
    file.write_text(commented_file(changed, "fi"))
    assert remembered(file.read_bytes()) == read
    made = hakemus.update(file, form(CORRECTED))
    assert (amounts(made.application), made.conflicts) == (["1900", "600", "1000"], ())
    assert made.application.project.name == "Kylän piha"


def test_where_an_application_comes_from_is_no_part_of_what_it_says() -> None:
    """Two that say the same are equal, and a paper's own file remembers nothing."""
    read = hakemus.read(form(FIRST)).application
    known = hakemus.load(read.model_dump(mode="json", exclude_none=True))
    assert (read == known, known.read_as, read.read_as == known) == (True, None, True)
    paper = hakemus.read(hakemus.render(known, "project-plan", draft=True, on=date(2026, 3, 1))).application
    assert paper.read_as is None


def test_what_is_not_understood_in_an_added_row_does_not_empty_the_file(tmp_path: Path) -> None:
    """The third row that the form offers stays blank; the fourth one was added."""
    added: dict[str, str | Prose] = FIRST | {
        "budget.items[3].description": "Valaisimet",
        "budget.items[3].year": "2026",
        "budget.items[3].amount": "450",
    }
    paper, file = tmp_path / "form.docx", tmp_path / "hakemus.toml"
    paper.write_bytes(form(added))
    main(["read", str(paper), "--out", str(file)])
    made = hakemus.update(file, form(added | {"budget.items[3].year": "ensi vuonna"}))
    assert [problem.typed for problem in made.reading.problems] == ["ensi vuonna"]
    assert [item.year for item in made.application.budget.items] == [2026, 2026, 2026]


WRONG: dict[str, str | Prose] = {
    "budget.items[0].year": "ensi vuonna",
    "budget.items[0].amount": "paljon",
    "project.end_date": "syksyllä",
}


def test_what_was_not_understood_is_a_comment_at_its_field(tmp_path: Path) -> None:
    """Nothing that was typed is lost, and each kind of field has an example of its own."""
    paper, file = tmp_path / "form.docx", tmp_path / "hakemus.toml"
    paper.write_bytes(form(FIRST | WRONG))
    main(["read", str(paper), "--out", str(file), "--language", "fi"])
    lines = file.read_text().split("\n")
    for path, typed in WRONG.items():
        said = [at for at, line in enumerate(lines) if str(typed) in line]
        assert len(said) == 1
        name = path.rpartition(".")[2]
        below = next(line for line in lines[said[0] + 1 :] if not line.startswith("##"))
        assert name in below or name != "end_date"
    text = " ".join(" ".join(line.lstrip("#") for line in lines).split())
    assert "ei ole vuosi. Kirjoita se esimerkiksi 2026." in text
    assert "5 000,00" in text
    assert hakemus.load(file).budget.items[0].description == FIRST["budget.items[0].description"]


def test_what_was_not_understood_is_at_its_own_row_also_after_one_that_holds_nothing(tmp_path: Path) -> None:
    """Of the first row nothing is understood, the second is blank: the third one is the first cost of the file."""
    wrong = {"items[0].amount": "paljon", "items[2].description": "Hirsi", "items[2].amount": "n. 500"}
    paper, file = tmp_path / "form.docx", tmp_path / "hakemus.toml"
    paper.write_bytes(form({f"budget.{path}": typed for path, typed in wrong.items()}))
    main(["read", str(paper), "--out", str(file), "--language", "fi"])
    lost, _, kept = file.read_text().partition("\n[[budget.items]]\n")
    assert "Kustannukset 2: Summa: ”paljon”" in lost
    assert 'description = "Hirsi"' in kept
    assert "Kustannukset 1: Summa: ”n. 500”" in kept


def test_what_an_update_did_not_understand_is_a_comment_at_its_field(file: Path, tmp_path: Path) -> None:
    """Once, however often the form is taken in, and at the row that it is of."""
    paper = tmp_path / "wrong.docx"
    paper.write_bytes(form(FIRST | {"project.end_date": "syksyllä", "budget.items[1].year": "ensi vuonna"}))
    before = hakemus.load(file)
    for _ in range(2):
        main(["update", str(file), str(paper), "--yes", "--language", "fi"])
        lines = file.read_text().split("\n")
        for typed, below in (("syksyllä", "end_date"), ("ensi vuonna", "year")):
            (said,) = (at for at, line in enumerate(lines) if typed in line)
            shown = next(line for line in lines[said + 1 :] if not line.startswith("##"))
            assert shown.startswith(f"{below} =")
    assert hakemus.load(file) == before
    assert "Pöydät" in "\n".join(lines[said - 5 : said + 5])


def test_what_is_outside_of_the_fields_is_kept_at_the_beginning(tmp_path: Path) -> None:
    """As the lines of a register's page that no field takes."""
    document = docx.Document(io.BytesIO(form(FIRST)))
    document.add_paragraph("Soittakaa minulle.")
    paper, file = tmp_path / "form.docx", tmp_path / "hakemus.toml"
    document.save(str(paper))
    main(["read", str(paper), "--out", str(file), "--language", "fi"])
    head = file.read_text().partition("schema_version")[0]
    assert "Soittakaa minulle." in head


def test_a_damaged_memory_is_none() -> None:
    """The file is read all the same."""
    text = with_memory("schema_version = 1\n", hakemus.Application(), "fi")
    assert remembered(text.encode()) == hakemus.Application()
    assert remembered(text.replace("#= ", "#= AAAA", 1).encode()) is None
    assert remembered(b"schema_version = 1\n") is None


PLAN = packaged_folder("examples") / "cooperation-complete" / "application.toml"
EDITS = {
    "a whole row": [("Lehtinen joka kotiin", "Verkkosivut"), ("5 600,00", "650,00")],
    "a name": [("Kyliltä kylille – yhteiset kyydit", "Kyydit")],
    "nothing": [],
}


@pytest.mark.parametrize("edits", EDITS.values(), ids=EDITS)
@pytest.mark.parametrize("paper", ["cost-estimate", "project-plan", "application"])
def test_compare_and_update_agree_on_what_differs(
    paper: str, edits: list[tuple[str, str]], tmp_path: Path
) -> None:
    """Also of a row in which every word is another one."""
    made = hakemus.render(hakemus.load(PLAN), paper, draft=True)
    there = [edit for edit in edits if edit[0] in hakemus.word.text(made)]
    edited = retyped(made, *there)
    file = tmp_path / "a.toml"
    file.write_bytes(PLAN.read_bytes())
    updated = hakemus.update(file, edited, write=False)
    assert hakemus.compare(made, edited) == updated.changes
    assert bool(updated.changes) == bool(there)
