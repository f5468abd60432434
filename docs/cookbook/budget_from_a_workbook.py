"""Take the budget to a spreadsheet, and back from it.

The workbook's formulas count as the library does. Read back, the budget goes into the application file: only what was
changed is written, and comments stay.
"""

import sys
from datetime import date
from pathlib import Path

import hakemus


def export(application_file: Path, workbook: Path, on: date | None = None) -> None:
    """Write the workbook of an application's budget, by the law of a day or of the application's own."""
    workbook.write_bytes(hakemus.budget_workbook(hakemus.load(application_file), on=on))


def bring_back(workbook: Path, application_file: Path) -> bool:
    """Write the budget of a workbook into the application file, and return whether anything had changed."""
    application = hakemus.load(application_file)
    update = hakemus.update_budget(application, workbook, language=application.language)
    for row in update.missing:
        print(f"{row.path} is not in the workbook, and stays")
    hakemus.save(update.application, application_file, overwrite=True)
    return update.application != application


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["export", application, workbook]:
            export(Path(application), Path(workbook))
        case ["import", application, workbook]:
            print("changed" if bring_back(Path(workbook), Path(application)) else "nothing changed")
        case _:
            sys.exit("usage: budget_from_a_workbook.py export|import APPLICATION.toml WORKBOOK.xlsx")
