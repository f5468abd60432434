"""The installed LibreOffice, worked through its own scripting: opens files, takes steps in them, saves them.

It runs in the Python that has LibreOffice's `uno`, not in that of the tests. Usage:
`python3 uno_office.py SOFFICE FOLDER JOBS.json`; a job is
{"source": path, "steps": [[verb, word], ...], "target": path}.
"""

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

FILTERS = {".docx": "MS Word 2007 XML", ".odt": "writer8"}
SECONDS = 120


def main(program: str, folder: str, jobs: str) -> None:
    """Start LibreOffice with a profile of its own in a folder, do the jobs in their order, and end it."""
    pipe = f"hakemus-{Path(folder).name}"
    profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
    options = ["--headless", "--norestore", "--nolockcheck", profile, f"--accept=pipe,name={pipe};urp;"]
    office = subprocess.Popen([program, *options])  # noqa: S603
    try:
        context = connected(pipe)
        desktop, typist = (
            context.ServiceManager.createInstanceWithContext(f"com.sun.star.frame.{service}", context)
            for service in ("Desktop", "DispatchHelper")
        )
        for job in json.loads(Path(jobs).read_text(encoding="utf-8")):
            work(desktop, typist, Path(job["source"]), job["steps"], Path(job["target"]))
    finally:
        office.terminate()
        office.wait(SECONDS)


def connected(pipe: str) -> Any:
    """Return the context of the LibreOffice that listens at a pipe, once it has started."""
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
    until = time.monotonic() + SECONDS
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def work(desktop: Any, typist: Any, source: Path, steps: Sequence[tuple[str, str]], target: Path) -> None:
    """Open a file, take the steps in it, and save it as what its new name says."""
    paper = desktop.loadComponentFromURL(source.as_uri(), "_blank", 0, properties(Hidden=True))
    if paper is None:
        sys.exit(f"{source.name} cannot be opened")
    for verb, word in steps:
        step(paper, typist, verb, word)
    paper.storeToURL(target.as_uri(), properties(FilterName=FILTERS[target.suffix]))
    paper.close(True)


def step(paper: Any, typist: Any, verb: str, word: str) -> None:
    """Take one step as by hand.

    `at` a bookmark the cursor is set; `find` marks a text, the next after the cursor; `type` writes in place of what is
    marked, or at the cursor; `tick` a box of the cell, by its place; `do` gives one of LibreOffice's commands.
    """
    view = paper.CurrentController
    if verb == "tick":
        tick(view.ViewCursor.Text, int(word))
        return
    if verb == "at":
        view.ViewCursor.gotoRange(paper.Bookmarks.getByName(word).Anchor.Start, False)
        return
    if verb == "find":
        search = paper.createSearchDescriptor()
        search.SearchString, search.SearchCaseSensitive = word, True
        found = paper.findNext(view.ViewCursor.End, search)
        if found is None:
            sys.exit(f"not found: {word}")
        view.select(found)
        return
    command, values = ("InsertText", properties(Text=word)) if verb == "type" else (word, ())
    typist.executeDispatch(view.Frame, f".uno:{command}", "", 0, values)


def tick(cell: Any, place: int) -> None:
    """Do what a click on a box does: its state, and its sign."""
    portions = [portion for paragraph in cell for portion in paragraph]
    controls = [part.ContentControl for part in portions if part.TextPortionType == "ContentControl"]
    box = [control for control in controls if control.Checkbox][place]
    box.Checked = True
    next(iter(box)).String = box.CheckedState


def properties(**values: Any) -> tuple[PropertyValue, ...]:
    """Return named values as LibreOffice takes them."""
    made = []
    for name, value in values.items():
        one = PropertyValue()
        one.Name, one.Value = name, value
        made.append(one)
    return tuple(made)


if __name__ == "__main__":
    main(*sys.argv[1:])
