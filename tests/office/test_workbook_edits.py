"""What a person does to the budget's workbook in LibreOffice comes back: amounts, formulas, rows, hidden columns."""

import json
import shutil
import subprocess
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

import hakemus
from hakemus.costing import cost
from hakemus.files.workbook import budget_workbook
from hakemus.packaged import packaged_folder
from hakemus.programme import open_programme
from other_programs import OFFICE, absent, python_with_uno
from spreadsheets import read_budget

Step = tuple[str, int, str, str]
Edit = Callable[[bytes, list[Step]], Path]
EXAMPLE = packaged_folder("examples") / "cooperation-complete" / "application.toml"


@pytest.fixture(name="edit")
def _edit(tmp_path: Path) -> Edit:
    """Return a function that takes steps in a workbook in LibreOffice, and returns what it saved."""
    program = shutil.which("soffice") or absent("soffice is not installed")
    python = python_with_uno()

    def edit(workbook: bytes, steps: list[Step]) -> Path:
        source, target = tmp_path / "budget.xlsx", tmp_path / "edited.xlsx"
        source.write_bytes(workbook)
        job = tmp_path / "job.json"
        job.write_text(json.dumps({"source": str(source), "target": str(target), "steps": steps}), "utf-8")
        command = [python, str(OFFICE / "uno_calc.py"), program, str(tmp_path), str(job)]
        done = subprocess.run(command, capture_output=True, check=False, timeout=180, encoding="utf-8")  # noqa: S603
        assert target.exists(), done.stderr
        return target

    return edit


def test_an_afternoon_at_the_budget_comes_back(edit: Edit) -> None:
    """Amounts typed, typed as text and counted by a formula, a row put in between, a column hidden: all is read."""
    application = hakemus.load(EXAMPLE)
    before = application.budget
    steps: list[Step] = [
        ("text", 0, "G10", "8 500,50 €"),
        ("type", 0, "G11", "=3*133.2"),
        ("insert", 0, "12", ""),
        ("type", 0, "B12", "Väliin lisätty"),
        ("type", 0, "G12", "45.5"),
        ("hide", 0, "E", ""),
    ]

    read = read_budget(edit(budget_workbook(application, language="fi"), steps), base=before, language="fi")

    assert len(read.items) == len(before.items) + 1
    assert [item.amount for item in read.items[2:5]] == [
        Decimal("8500.50"),
        Decimal("399.60"),
        Decimal("45.50"),
    ]
    assert read.items[4].description == "Väliin lisätty"
    assert (read.items[:2], read.items[5:]) == (before.items[:2], before.items[4:])
    assert (read.in_kind_work, read.financing) == (before.in_kind_work, before.financing)


def test_what_libreoffice_counts_after_an_edit_is_what_the_library_counts(edit: Edit) -> None:
    """The total of the edited workbook is that of the budget that is read from it."""
    application = hakemus.load(EXAMPLE)
    path = edit(budget_workbook(application, language="fi"), [("type", 0, "G10", "9999.99")])
    programme, day = open_programme(), application.date
    assert day is not None
    read = read_budget(path, base=application.budget, language="fi")
    book = openpyxl.load_workbook(path, data_only=True)
    ((sheet, place),) = book.defined_names["total_costs"].destinations
    assert Decimal(str(book[sheet][place].value)) == cost(read, programme, day).total_costs
