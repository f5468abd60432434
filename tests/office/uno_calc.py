"""A workbook edited in the installed LibreOffice through its own scripting, as a person edits it: cells, rows, columns.

It runs in the Python that has LibreOffice's `uno`. Usage: `python3 uno_calc.py SOFFICE FOLDER JOB.json`; the job is
{"source": path, "target": path, "steps": [[verb, sheet, place, text], ...]}.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from uno_office import SECONDS, connected, properties  # type: ignore[import-not-found]

FILTER = "Calc MS Excel 2007 XML"


def main(program: str, folder: str, told: str) -> None:
    """Start LibreOffice, take the steps of the job, save the workbook, and end it."""
    pipe = f"hakemus-{Path(folder).name}"
    profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
    options = ["--headless", "--norestore", "--nolockcheck", profile, f"--accept=pipe,name={pipe};urp;"]
    office = subprocess.Popen([program, *options])  # noqa: S603
    try:
        context = connected(pipe)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        job = json.loads(Path(told).read_text(encoding="utf-8"))
        book = desktop.loadComponentFromURL(
            Path(job["source"]).as_uri(), "_blank", 0, properties(Hidden=True)
        )
        for verb, sheet, place, text in job["steps"]:
            step(book.Sheets.getByIndex(sheet), verb, place, text)
        book.calculateAll()
        book.storeToURL(Path(job["target"]).as_uri(), properties(FilterName=FILTER))
        book.close(True)
    finally:
        office.terminate()
        office.wait(SECONDS)


def step(sheet: Any, verb: str, place: str, text: str) -> None:
    """Take one step: `type` into a cell (a formula counts), write `text` into it, `insert` a row, `hide` a column."""
    if verb == "type":
        sheet.getCellRangeByName(place).setFormula(text)
    elif verb == "text":
        sheet.getCellRangeByName(place).setString(text)
    elif verb == "insert":
        sheet.unprotect("")
        sheet.Rows.insertByIndex(int(place) - 1, 1)
    elif verb == "hide":
        sheet.Columns.getByName(place).IsVisible = False
    else:
        sys.exit(f"unknown step: {verb}")


if __name__ == "__main__":
    main(*sys.argv[1:])
