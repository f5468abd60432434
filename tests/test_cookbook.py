"""The scripts of the cookbook do what they say: each is run as a reader would, in a folder with the examples."""

import csv
import io
import json
import runpy
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from generators.checkout import cookbook_page

import hakemus
from hakemus.packaged import packaged_folder
from hakemus.word import text

COOKBOOK = Path(__file__).resolve().parents[1] / "docs" / "cookbook"
FUNDING = Path("examples/preparatory-funding/application.toml")
COOPERATION = Path("examples/cooperation-complete/application.toml")
Recipe = Callable[[str], dict[str, Any]]


@pytest.fixture(name="recipe")
def _recipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Recipe:
    """Return a function that loads a script, in a folder of a reader's own."""
    ignored = shutil.ignore_patterns("papers", "__pycache__")
    shutil.copytree(packaged_folder("examples"), tmp_path / "examples", ignore=ignored)
    monkeypatch.chdir(tmp_path)
    return lambda name: runpy.run_path(str(COOKBOOK / f"{name}.py"))


def test_every_script_is_on_the_page() -> None:
    """No recipe is left out, and there are ten at least."""
    page = cookbook_page()
    names = [script.name for script in COOKBOOK.glob("*.py")]

    assert len(names) >= 10
    assert [name for name in names if f"cookbook/{name}\n" not in page] == []


def test_check_a_folder(recipe: Recipe, capsys: pytest.CaptureFixture[str]) -> None:
    """Each application has a line, and one that cannot be read is reported without stopping the rest."""
    bad = Path("examples/a-bad-one")
    bad.mkdir()
    (bad / "application.toml").write_text("schema_version = 1\nnothing = 2\n", encoding="utf-8")

    assert recipe("check_a_folder")["main"](Path("examples")) == 1
    printed = capsys.readouterr().out
    assert "a-bad-one: cannot be read" in printed
    assert "preparatory-funding: 0 errors" in printed
    assert "plan.assessment: The project plan lacks" in printed


def test_papers_for_fifty(recipe: Recipe, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fifty folders stand there with their papers; threads do the work here, since they start sooner."""
    module = recipe("papers_for_fifty")
    monkeypatch.setitem(module["main"].__globals__, "ProcessPoolExecutor", ThreadPoolExecutor)

    assert module["main"](FUNDING, Path("fifty")) == 0
    folders = list(Path("fifty").iterdir())
    assert len(folders) == 50
    assert all(list(folder.glob("*.docx")) for folder in folders)


def test_papers_as_pdf(recipe: Recipe, capsys: pytest.CaptureFixture[str]) -> None:
    """Each paper of the application is there as PDF, or the line that installs LibreOffice is reported."""
    code = recipe("papers_as_pdf")["main"](FUNDING, Path("pdf"))
    told = capsys.readouterr()

    if code:
        assert "LibreOffice" in told.err
    else:
        made = [Path(line) for line in told.out.splitlines()]
        assert {path.suffix for path in made} == {".pdf"}
        assert all(path.read_bytes().startswith(b"%PDF") for path in made)
        assert len(made) == len(hakemus.assemble(hakemus.load(FUNDING), "papers"))


def test_read_back_a_paper(recipe: Recipe, capsys: pytest.CaptureFixture[str]) -> None:
    """A cell that somebody changed is reported, and the new application has it."""
    Path("plan.docx").write_bytes(hakemus.render(hakemus.load(COOPERATION), "application"))
    paper = docx.Document("plan.docx")
    partners = next(table for table in paper.tables if table.cell(0, 0).text == "Kumppanin nimi")
    partners.add_row().cells[0].text = "Uusi kumppani"  # type: ignore[no-untyped-call]
    paper.save("plan.docx")

    assert recipe("read_back_a_paper")["main"](Path("plan.docx"), Path("new.toml")) == 0
    assert "partners[2]" in capsys.readouterr().out
    assert hakemus.load("new.toml").partners[-1].name == "Uusi kumppani"


def test_budget_from_a_workbook(recipe: Recipe) -> None:
    """An amount that is typed into the workbook comes into the application file; its comments stay."""
    module = recipe("budget_from_a_workbook")
    module["export"](COOPERATION, Path("budget.xlsx"))
    assert not module["bring_back"](Path("budget.xlsx"), COOPERATION)

    before = hakemus.load(COOPERATION)
    description = before.budget.items[0].description
    book = openpyxl.load_workbook("budget.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == description]
    cells[0].value = "Toinen kuvaus"
    book.save("budget.xlsx")

    assert module["bring_back"](Path("budget.xlsx"), COOPERATION)
    assert hakemus.load(COOPERATION).budget.items[0].description == "Toinen kuvaus"


def test_own_template(recipe: Recipe) -> None:
    """A letter that anybody wrote in Word is filled; a tag that nobody fills is refused."""
    letter = docx.Document()
    for line in (
        "{{ applicant }}",
        "{{ day }}: {{ project }}",
        "{%p for finding in findings %}",
        "{{ finding }}",
        "{%p endfor %}",
    ):
        letter.add_paragraph(line)
    letter.save("letter.docx")
    recipe("own_template")["main"](Path("letter.docx"), COOPERATION, Path("out.docx"))
    application = hakemus.load(COOPERATION)
    printed = text(Path("out.docx"))

    assert str(application.applicant.name) in printed
    assert hakemus.check(application).warnings[0].message("fi") in printed

    letter.add_paragraph("{{ nobody }}")
    letter.save("letter.docx")
    with pytest.raises(hakemus.HakemusError, match="nobody"):
        recipe("own_template")["main"](Path("letter.docx"), COOPERATION, Path("other.docx"))
    assert not Path("other.docx").exists()


def test_another_group(recipe: Recipe, capsys: pytest.CaptureFixture[str]) -> None:
    """What one group asks is below its name, and not below the other's."""
    groups = [Path("examples/groups/mallimaa"), Path("examples/groups/silmu")]
    recipe("another_group")["main"](COOPERATION, groups)
    first, _, second = capsys.readouterr().out.partition("SILMU rf\n")

    assert first.startswith("Leader Mallimaa ry\n")
    assert "The Leader group asks" in first
    assert "The Leader group asks" not in second
    assert "another group" in second


def test_change_of_date(recipe: Recipe, capsys: pytest.CaptureFixture[str]) -> None:
    """Over the turn of 2025 to 2026 the authority is another; on two days of one law nothing differs."""
    main = recipe("change_of_date")["main"]
    main(FUNDING, date(2025, 12, 31), date(2026, 1, 1))
    lines = capsys.readouterr().out.splitlines()
    (at,) = (index for index, line in enumerate(lines) if "authority.name" in line)
    assert lines[at].startswith("~ ")
    assert "elinvoimakeskus" in lines[at]
    assert "ELY Centre" in lines[at + 1]

    main(FUNDING, date(2026, 1, 1), date(2026, 1, 2))
    assert "Nothing changes." in capsys.readouterr().out


def test_findings_as_json(recipe: Recipe) -> None:
    """Each finding is a row."""
    out = io.StringIO()
    recipe("findings_as_json")["main"](COOPERATION, out)
    rows = list(csv.reader(io.StringIO(out.getvalue())))
    findings = json.loads(hakemus.check(hakemus.load(COOPERATION)).to_json())["findings"]

    assert rows[0] == ["severity", "id", "path", "message"]
    assert [row[1] for row in rows[1:]] == [finding["id"] for finding in findings]


def test_board_meeting(recipe: Recipe, capsys: pytest.CaptureFixture[str]) -> None:
    """Every application has its rank, and all papers are there."""
    assert recipe("board_meeting")["main"](Path("examples/board-meeting"), Path("meeting")) == 0
    printed = capsys.readouterr().out

    assert "maut: rank 1" in printed
    assert {path.name for path in Path("meeting").iterdir()} >= {"agenda.docx", "summary.xlsx"}


def test_build_an_application(recipe: Recipe, capsys: pytest.CaptureFixture[str]) -> None:
    """What a program built is counted, saved and printed; what may not be is refused in words."""
    module = recipe("build_an_application")
    module["main"](Path("built"))
    told = capsys.readouterr()

    assert "support 5000" in told.out
    assert "pienempi kuin nolla" in told.err
    assert hakemus.load("built/application.toml") == module["APPLICATION"]
    assert Path("built/budget.xlsx").is_file()
