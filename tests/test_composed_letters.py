"""Letters of two signs, as macOS writes them, are the same letters at every door: files, forms, names and options."""

import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

import hakemus
from form_filling import filled
from hakemus.cli import main
from hakemus.files.attachments import AttachmentFile, look_at
from hakemus.files.workbook import budget_workbook
from hakemus.packaged import packaged_folder
from hakemus.programme import programme_on

EXAMPLE = packaged_folder("examples") / "cooperation-project" / "application.toml"
MALLIMAA = packaged_folder("examples") / "groups" / "mallimaa"


def apart(text: str) -> str:
    """Return a text with its letters as macOS has them."""
    return unicodedata.normalize("NFD", text)


def test_a_file_of_an_application_is_the_same(tmp_path: Path) -> None:
    """Texts, and words of a vocabulary."""
    file = tmp_path / "a.toml"
    file.write_text(apart(EXAMPLE.read_text(encoding="utf-8")), encoding="utf-8")
    assert hakemus.load(file) == hakemus.load(EXAMPLE)


def test_values_from_a_program_are_the_same() -> None:
    """Whatever reads them."""
    assert hakemus.load({"project": {"name": apart("Kylätalo")}}).project.name == "Kylätalo"
    found = hakemus.load({"classification": {"is_leader_project": apart("kyllä")}})
    assert found.classification.is_leader_project is True


def test_a_form_is_the_same() -> None:
    """A text, and a choice by its name."""
    answers = {"project.name": "Kylätalon äänieristys", "applicant.legal_form": "Rekisteröity yhdistys"}
    form = hakemus.blank_form("investment")
    read = [
        hakemus.read(filled(form, {path: change(text) for path, text in answers.items()}, emptied=False))
        for change in (str, apart)
    ]
    assert read[0].application == read[1].application
    assert read[0].application.project.name == "Kylätalon äänieristys"


def test_a_cell_of_the_workbook_is_the_same(tmp_path: Path) -> None:
    """A description, and a category by its name."""
    import openpyxl  # noqa: PLC0415

    shutil.copy(EXAMPLE, tmp_path / "a.toml")
    book = tmp_path / "b.xlsx"
    book.write_bytes(budget_workbook(hakemus.load(EXAMPLE)))
    edited = openpyxl.load_workbook(book)
    for sheet in edited:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and not cell.value.startswith("="):
                    cell.value = apart(cell.value)
    edited.save(book)
    assert main(["budget", "import", str(tmp_path / "a.toml"), str(book)]) == 0
    assert hakemus.load(tmp_path / "a.toml") == hakemus.load(EXAMPLE)


def test_a_groups_folder_is_the_same(tmp_path: Path) -> None:
    """What the group is called, and what it asks."""
    folder = tmp_path / "g"
    shutil.copytree(MALLIMAA, folder)
    for file in folder.rglob("*.toml"):
        file.write_text(apart(file.read_text(encoding="utf-8")), encoding="utf-8")
    own, other = hakemus.LeaderGroup.open(folder), hakemus.LeaderGroup.open(MALLIMAA)
    assert (own.name, own.questions) == (other.name, other.questions)


def test_names_on_the_command_line_are_the_same(tmp_path: Path) -> None:
    """A measure by its name."""
    name = next(
        entry.label.text("fi")
        for entry in programme_on(None).vocabulary("measure").entries
        if not entry.label.text("fi").isascii()
    )
    assert main(["new", apart(name), "--out", str(tmp_path / "a.toml")]) == 0


@pytest.mark.parametrize(("stored", "asked"), [(apart, str), (str, apart)])
def test_the_name_of_a_file_is_the_same(
    stored: Callable[[str], str], asked: Callable[[str], str], tmp_path: Path
) -> None:
    """An annex in a folder, and a file on the command line."""
    folder = tmp_path / stored("Liitteitä")
    folder.mkdir()
    (folder / stored("Säännöt.pdf")).write_bytes(b"%PDF-1.7\nstartxref\n%%EOF")
    found = look_at(asked("Liitteitä/Säännöt.pdf"), tmp_path)
    assert isinstance(found, AttachmentFile) or found == "not-pdf"
    assert look_at(asked("Liitteitä/Säännöt 2.pdf"), tmp_path) == "missing"
    assert look_at(asked("../Liitteitä/ä.pdf"), folder) in ("outside", "missing")
    shutil.copy(EXAMPLE, tmp_path / stored("hakemus ä.toml"))
    assert main(["check", str(tmp_path / asked("hakemus ä.toml"))]) in (0, 1)
    (tmp_path / stored("lomake ä.docx")).write_bytes(hakemus.blank_form("training"))
    assert hakemus.read(tmp_path / asked("lomake ä.docx")).form
