"""How fast a budget goes into a workbook and comes back: against openpyxl writing and reading the same cells."""

import io
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
from bench_word import _peak, milliseconds
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

import hakemus
from hakemus.files.workbook import budget_workbook, read_workbook
from hakemus.model import Budget, CostCategory, CostItem, Financing

SIZES = {30: 20, 2_000: 5, 20_000: 1}
"""How many costs, and how often each is measured."""


def application(rows: int) -> hakemus.Application:
    """Return an application with so many costs, half of them amounts and half of them prices."""
    categories = list(CostCategory)
    items = [
        {
            "category": categories[at % len(categories)],
            "description": f"Kulu numero {at}",
            "year": 2026 + at % 3,
            **(
                {"amount": Decimal(at % 977) + Decimal("0.25")}
                if at % 2
                else {"quantity": Decimal(at % 13), "unit": "kpl", "unit_price": Decimal("33.33")}
            ),
        }
        for at in range(rows)
    ]
    budget = Budget(
        items=tuple(map(CostItem.model_validate, items)), financing=Financing(support_rate=Decimal(50))
    )
    return hakemus.Application(date=date(2026, 3, 1), budget=budget)


def plainly_written(rows: list[list[object]]) -> bytes:
    """Return cells as openpyxl writes them, each look one object for all cells."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    font, fill = Font(name="Arial", size=10), PatternFill("solid", fgColor="FFFBE6")
    side = Side(style="thin", color="A6A6A6")
    border, free = Border(left=side, right=side, top=side, bottom=side), Protection(locked=False)
    wrapped = Alignment(wrap_text=True, vertical="top")
    for at, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(at, column, value)
            cell.font, cell.fill, cell.border = font, fill, border
            cell.alignment, cell.protection, cell.number_format = wrapped, free, "0.00"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def plainly_read(path: Path) -> int:
    """Return how many cells openpyxl finds, once with formulas and once with what they gave."""
    books = [openpyxl.load_workbook(path, data_only=only) for only in (False, True)]
    return sum(len(row) for book in books for sheet in book.worksheets for row in sheet.iter_rows())


def speed() -> None:
    """Print how long export and import take, and how many times as long openpyxl does."""
    print(f"{'costs':>6} {'export':>16} {'× openpyxl':>11} {'import':>16} {'× openpyxl':>11}")
    with TemporaryDirectory() as folder:
        for rows, turns in SIZES.items():
            held, path = application(rows), Path(folder) / "budget.xlsx"
            path.write_bytes(budget_workbook(held))
            sheet = openpyxl.load_workbook(path).worksheets[0]
            cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
            out = milliseconds(lambda: budget_workbook(held), turns)  # noqa: B023 - called at once
            back = milliseconds(lambda: read_workbook(path, base=held.budget), turns)  # noqa: B023
            theirs = milliseconds(lambda: plainly_written(cells), turns)  # noqa: B023
            seen = milliseconds(lambda: plainly_read(path), turns)  # noqa: B023
            shown = [f"{middle:9.1f} ±{spread:5.1f}" for middle, spread in (out, back)]
            print(
                f"{rows:6} {shown[0]:>16} {theirs[0] / out[0]:11.1f} {shown[1]:>16} {seen[0] / back[0]:11.1f}"
            )
    for way in ("export", "import"):
        command = [sys.executable, __file__, way]
        peak = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603
        print(f"peak above the start, {way} of {max(SIZES)} costs: {peak} MiB")


def one(way: str) -> None:
    """Print how much memory one export or import takes above what the process had before, in mebibytes."""
    held = application(max(SIZES))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "budget.xlsx"
        if way == "import":
            made = [sys.executable, __file__, "file", str(path)]
            subprocess.run(made, check=True)  # noqa: S603
        budget_workbook(application(1))
        before = _peak()
        if way == "import":
            read_workbook(path, base=held.budget)
        else:
            budget_workbook(held)
        print((_peak() - before) // 1_024)


if __name__ == "__main__":
    if len(sys.argv) > 2:
        Path(sys.argv[2]).write_bytes(budget_workbook(application(max(SIZES))))
    elif len(sys.argv) > 1:
        one(sys.argv[1])
    else:
        speed()
