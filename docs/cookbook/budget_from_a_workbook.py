"""Take the budget to a spreadsheet, and back from it.

The workbook's formulas count as the library does. Read back, the budget goes into the application file: only what was
changed is written, and comments stay.
"""

import sys
from datetime import date
from pathlib import Path

import hakemus
from hakemus.files import save
from hakemus.files.workbook import budget_workbook, read_budget, with_budget


def export(application_file: Path, workbook: Path, on: date | None = None) -> None:
    """Write the workbook of an application's budget, by the law of a day or of the application's own."""
    save(workbook, budget_workbook(hakemus.load(application_file), on=on))


def bring_back(workbook: Path, application_file: Path) -> bool:
    """Write the budget of a workbook into the application file, and return whether anything had changed."""
    application = hakemus.load(application_file)
    budget = read_budget(workbook, base=application.budget, language=application.language)
    text = application_file.read_text(encoding="utf-8")
    save(application_file, with_budget(text, application.budget, budget).encode(), overwrite=True)
    return budget != application.budget


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["export", application, workbook]:
            export(Path(application), Path(workbook))
        case ["import", application, workbook]:
            print("changed" if bring_back(Path(workbook), Path(application)) else "nothing changed")
        case _:
            sys.exit("usage: budget_from_a_workbook.py export|import APPLICATION.toml WORKBOOK.xlsx")
