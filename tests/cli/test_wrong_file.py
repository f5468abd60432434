"""A file of another kind than the command takes: it is named as what it is, with the command that fits."""

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

import hakemus
from hakemus.files.workbook import budget_workbook
from hakemus.packaged import packaged_folder
from hakemus.texts import LANGUAGES, wording
from spreadsheets import as_ods

Cli = Callable[..., "CompletedProcess[str]"]
EXAMPLES = packaged_folder("examples")


@pytest.fixture(name="folder", autouse=True)
def _folder(tmp_path: Path) -> None:
    """Put a file of each kind into the folder."""
    file = tmp_path / "application.toml"
    shutil.copy(EXAMPLES / "cooperation-project" / "application.toml", file)
    application = hakemus.load(file)
    (tmp_path / "form.docx").write_bytes(hakemus.blank_form("investment"))
    book = budget_workbook(application)
    for name in ("budget.xlsx", "budget.xlsm"):
        (tmp_path / name).write_bytes(book)
    (tmp_path / "budget.ods").write_bytes(as_ods(book))
    (tmp_path / "plan.pdf").write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    shutil.copytree(EXAMPLES / "board-meeting", tmp_path / "meeting")
    (tmp_path / "fi").mkdir()
    for place in ("fi", "meeting"):
        shutil.copy(
            packaged_folder("templates") / "fi" / "cost-estimate.docx", tmp_path / place / "template.docx"
        )


FORM = "hakemus read form.docx"
TAKEN_IN = "hakemus update application.toml form.docx"
BUDGET = "hakemus budget import application.toml budget.xls"


@pytest.mark.parametrize(
    ("typed", "fitting"),
    [
        ("check form.docx", FORM),
        ("record form.docx", FORM),
        ("board form.docx", FORM),
        ("update form.docx application.toml", TAKEN_IN),
        ("budget import application.toml form.docx", FORM),
        ("check budget.xlsx", f"{BUDGET}x"),
        ("read budget.xlsx", f"{BUDGET}x"),
        ("check budget.xlsm", f"{BUDGET}m"),
        ("check budget.ods", f"{BUDGET.removesuffix('xls')}ods"),
        ("budget import budget.xlsx application.toml", f"{BUDGET}x"),
        ("read application.toml", "hakemus check application.toml"),
        ("record application.toml", "hakemus check application.toml"),
        ("board application.toml", "hakemus check application.toml"),
        ("check meeting/meeting.toml", "hakemus board meeting"),
        ("read meeting/meeting.toml", "hakemus board meeting"),
        ("check meeting/kylatalo/assessment.toml", "hakemus board meeting"),
        ("check meeting/group.toml", "hakemus group check meeting"),
        ("check plan.pdf", ".docx"),
        ("check fi/template.docx", "hakemus templates check ."),
        ("templates check fi/template.docx", "hakemus templates check ."),
        ("templates check meeting/template.docx", "hakemus templates check meeting"),
        ("templates check form.docx", FORM),
        ("form application.toml", "hakemus check application.toml"),
        ("new form.docx", FORM),
        ("check meeting", "hakemus board meeting"),
        ("read meeting", "hakemus board meeting"),
    ],
)
def test_the_fitting_command_is_named(cli: Cli, typed: str, fitting: str) -> None:
    """In one sentence, without what a reader of the other kind would say of it."""
    told = cli(*typed.split(" "))
    said = " ".join(told.stderr.split())
    assert told.returncode == 2
    assert fitting in said
    assert "UTF-8" not in said
    assert "schema_version" not in said


@pytest.mark.parametrize(("command", "file"), [("update", "form.docx"), ("budget import", "budget.xlsx")])
def test_files_the_wrong_way_round_are_named_as_that(
    cli: Cli, tmp_path: Path, command: str, file: str
) -> None:
    """With the command as it should be, by the names of the two."""
    shutil.copy(tmp_path / "application.toml", tmp_path / "own.toml")
    said = " ".join(cli(*command.split(" "), file, "own.toml", "--language", "en").stderr.split())
    assert "wrong way round" in said
    assert f"hakemus {command} own.toml {file}" in said


def test_a_compression_that_word_does_not_use_is_named(cli: Cli, tmp_path: Path) -> None:
    """As it is in Python, not only as damage."""
    with (
        zipfile.ZipFile(tmp_path / "form.docx") as form,
        zipfile.ZipFile(tmp_path / "packed.docx", "w", zipfile.ZIP_BZIP2) as packed,
    ):
        for name in form.namelist():
            packed.writestr(name, form.read(name))
    assert "bzip2" in cli("read", "packed.docx").stderr


def test_a_template_is_no_paper(cli: Cli) -> None:
    """Its tags are not read as answers."""
    templates = packaged_folder("templates")
    told = cli("read", templates / "fi" / "cost-estimate.docx")
    assert told.returncode == 2
    assert f"hakemus templates check {templates}" in " ".join(told.stderr.split())


def test_a_faulty_application_is_no_other_file(cli: Cli, tmp_path: Path) -> None:
    """Where a heading is lost, its keys are those of a meeting too; they are reported one by one."""
    file = tmp_path / "application.toml"
    text = file.read_text(encoding="utf-8").replace("[project]\n", "place = 'x'\nchair = 'x'\n[project]\n", 1)
    first_table = text.index("[")
    head, rest = text[:first_table], text[first_table:]
    file.write_text(f"{head}name = 'x'\nplace = 'x'\n{rest}", encoding="utf-8")
    told = cli("check", file)
    assert told.returncode == 2
    assert "hakemus board" not in told.stderr
    assert "schema_version" in told.stderr  # among the keys that are allowed


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_paper_without_data_is_not_said_to_be_whole(cli: Cli, language: str, tmp_path: Path) -> None:
    """Nobody knows how many fields it had, so that nothing is to be written is said of what was read only."""
    application = hakemus.load(tmp_path / "application.toml").model_copy(update={"language": language})
    paper = tmp_path / "paper.docx"
    paper.write_bytes(hakemus.render(application, "cost-estimate", draft=True, data=False))
    told = cli("update", "application.toml", "paper.docx", "--dry-run", "--language", language)
    words = wording(language)
    said = " ".join(told.stdout.split())
    found = hakemus.read(paper).account.found
    assert words.message("cli.read.account.unknown", {"found": found}) in said
    assert words.message("cli.update.same") not in said
    told = cli("compare", "paper.docx", "paper.docx", "--language", language)
    assert words.message("cli.compare.same-read") in " ".join(told.stdout.split())
    assert told.returncode == 1
    assert cli("read", "paper.docx").returncode == 1
