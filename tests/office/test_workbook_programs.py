"""Workbooks that other programs opened and saved: what they kept is held to `kept.toml`, and the budget is read."""

import importlib.util
import json
import re
import shutil
import subprocess
import warnings
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import hakemus
from hakemus.errors import LoadError
from hakemus.files.workbook import budget_workbook
from hakemus.packaged import packaged_folder
from kept import prove_workbook_kept
from other_programs import OFFICE, absent
from spreadsheets import read_budget

APPLICATION = hakemus.load(packaged_folder("examples") / "cooperation-complete" / "application.toml")
Program = Callable[[Path, Path], str]
"""Opens a workbook, saves it as another file, and returns its name and version."""


def by_libreoffice(source: Path, target: Path) -> str:
    """Convert it without a window."""
    program = shutil.which("soffice") or absent("soffice is not installed")
    profile = f"-env:UserInstallation={(source.parent / 'profile').as_uri()}"
    kinds = {".xlsx": "xlsx:Calc MS Excel 2007 XML", ".ods": "ods"}
    made = source.parent / "made"
    options = ["--headless", "--convert-to", kinds[target.suffix], "--outdir", str(made), str(source)]
    subprocess.run([program, profile, *options], check=True, capture_output=True, timeout=120)  # noqa: S603
    shutil.move(made / source.with_suffix(target.suffix).name, target)
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout  # noqa: S603
    return f"LibreOffice {'.'.join(told.split()[1].split('.')[:2])}"


def by_gnumeric(source: Path, target: Path) -> str:
    """Convert it, and count every formula again."""
    program = shutil.which("ssconvert") or absent("gnumeric is not installed")
    subprocess.run([program, "--recalc", source, target], check=True, capture_output=True, timeout=60)  # noqa: S603
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)  # noqa: S603
    return f"Gnumeric {''.join(re.findall(r'[0-9]+[.][0-9]+[.][0-9]+', told.stdout + told.stderr)[:1])}"


def by_openpyxl(source: Path, target: Path) -> str:
    """Open and save it."""
    openpyxl.load_workbook(source).save(target)
    return f"openpyxl {version('openpyxl')}"


def by_pandas(source: Path, target: Path) -> str:
    """Read every sheet as a table by python-calamine, and write the tables."""
    for library in ("pandas", "python_calamine", "odf"):
        if importlib.util.find_spec(library) is None:
            absent(f"{library} is not installed: make office")
    pandas: Any = importlib.import_module("pandas")
    tables = pandas.read_excel(source, sheet_name=None, header=None, engine="calamine")
    engine = "odf" if target.suffix == ".ods" else "openpyxl"
    with pandas.ExcelWriter(target, engine=engine) as writer:
        for title, table in tables.items():
            table.to_excel(writer, sheet_name=title, header=False, index=False)
    return f"pandas {version('pandas')}"


def by_node(library: str) -> Program:
    """Return a program that opens and saves by a library of Node.js."""

    def save(source: Path, target: Path) -> str:
        package = OFFICE / "node_modules" / library / "package.json"
        node = shutil.which("node")
        if node is None or not package.is_file():
            absent(f"{library} is not installed: make office")
        command = [str(node), str(OFFICE / "workbooks.cjs"), library, str(source), str(target)]
        subprocess.run(command, check=True, capture_output=True, timeout=60)  # noqa: S603
        called = "SheetJS" if library == "xlsx" else library
        return f"{called} {json.loads(package.read_text(encoding='utf-8'))['version']}"

    return save


PROGRAMS = {
    "libreoffice": by_libreoffice,
    "gnumeric": by_gnumeric,
    "openpyxl": by_openpyxl,
    "pandas": by_pandas,
    "exceljs": by_node("exceljs"),
    "xlsx-populate": by_node("xlsx-populate"),
    "sheetjs": by_node("xlsx"),
}
FORMATS = [
    (program, form)
    for program in PROGRAMS
    for form in ("xlsx", "ods")
    if form == "xlsx" or program not in {"openpyxl", "exceljs", "xlsx-populate"}
]


@pytest.mark.parametrize(
    ("program", "form"),
    [
        pytest.param(*one, marks=pytest.mark.fuzz) if one == ("libreoffice", "xlsx") else one
        for one in FORMATS
    ],
)
def test_what_a_program_saved_is_read(program: str, form: str, tmp_path: Path) -> None:
    """As it was; where the format of a per cent is lost, that is asked about, and nothing else."""
    source, target = tmp_path / "budget.xlsx", tmp_path / f"saved.{form}"
    source.write_bytes(budget_workbook(APPLICATION))
    with warnings.catch_warnings(action="ignore"):  # of the other libraries
        name = PROGRAMS[program](source, target)
    try:
        read = "the budget as it was" if read_budget(target) == read_budget(source) else "another budget"
    except LoadError as error:
        read = f"asked: {', '.join(f'{fault.path} {fault.code}' for fault in error.faults)}"
    prove_workbook_kept(name, f"XLSX → {form.upper()}", source, target, read)
