# ruff: noqa: PLC0415 - a job imports only the program that it is for
"""Programs from the registry of Python at work on Word files: each job opens a file and saves it, or reads its text.

It runs in the environment that `make office` sets up, not in that of the tests. Usage: `python registry_programs.py
JOBS.json`; a job is {"program": name, "source": path, "target": path, ...}.
"""

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

Job = Mapping[str, str]


def superdoc(job: Job) -> None:
    """Open a file in SuperDoc, type into the control of a field if one is named, and save it."""
    from superdoc import SuperDocClient

    client = SuperDocClient(startup_timeout_ms=60_000)
    client.connect()
    paper = client.open({"doc": job["source"]})
    if "field" in job:
        controls = paper.content_controls
        for one in controls.select_by_tag({"tag": job["field"]})["items"]:
            controls.text.set_value({"target": one["target"], "value": job["text"]})
    paper.save({"out": job["target"], "force": True})
    client.dispose()


def docxcompose(job: Job) -> None:
    """Open a file in docxcompose, append another one if it is named, and save it."""
    import docx
    from docxcompose.composer import Composer

    composer = Composer(docx.Document(job["source"]))
    if "other" in job:
        composer.append(docx.Document(job["other"]))
    composer.save(job["target"])


def docx_editor(job: Job) -> None:
    """Open a file in docx-editor, replace a text with tracked changes if one is named, and save it."""
    from docx_editor import Document

    paper = Document.open(job["source"], author="Muokkaaja", force_recreate=True)
    if "find" in job:
        paper.replace(paper.find_text(job["find"]), job["text"])
    paper.save(job["target"])
    paper.close()


def docx_plus(job: Job) -> None:
    """Open a file with docx-plus, set the value of a control if one is named, and save it."""
    import docx
    from docx_plus.controls import set_control_value

    paper = docx.Document(job["source"])
    if "field" in job:
        set_control_value(paper, tag=job["field"], value=job["text"])
    paper.save(job["target"])


def python_redlines(job: Job) -> None:
    """Compare a file with another one, and write what differs as tracked changes."""
    from python_redlines import DocxodusEngine

    one, other = (Path(job[name]).read_bytes() for name in ("source", "other"))
    made: Any = DocxodusEngine().run_redline("Vertaaja", one, other)
    Path(job["target"]).write_bytes(made[0] if isinstance(made, tuple) else made)


def pandoc(job: Job) -> None:
    """Write a file anew with the pandoc that comes with pypandoc."""
    import pypandoc

    pypandoc.convert_file(job["source"], "docx", outputfile=job["target"])


def texts(job: Job) -> None:
    """Write what each reader of text sees of a file, or why it sees nothing."""
    import docx
    import docx2txt
    import mammoth
    from docx2python import docx2python
    from markitdown import MarkItDown

    source = job["source"]

    def of_python_docx() -> str:
        paper = docx.Document(source)
        cells = (cell for table in paper.tables for row in table.rows for cell in row.cells)
        inside = (paragraph for cell in cells for paragraph in cell.paragraphs)
        return "\n".join(paragraph.text for paragraph in (*paper.paragraphs, *inside))

    def of_mammoth() -> str:
        with Path(source).open("rb") as file:
            return str(mammoth.extract_raw_text(file).value)

    readers: dict[str, Callable[[], str]] = {
        "python-docx": of_python_docx,
        "mammoth": of_mammoth,
        "markitdown": lambda: str(MarkItDown().convert(source).text_content),
        "docx2python": lambda: str(docx2python(source).text),
        "docx2txt": lambda: str(docx2txt.process(source)),
    }
    seen = {}
    for name, read in readers.items():
        try:
            seen[name] = read()
        except Exception as error:  # noqa: BLE001 - whatever it raises is what its user gets
            seen[name] = f"{type(error).__name__}: {error}"
    Path(job["target"]).write_text(json.dumps(seen), encoding="utf-8")


PROGRAMS = {
    "SuperDoc": superdoc,
    "docxcompose": docxcompose,
    "docx-editor": docx_editor,
    "docx-plus": docx_plus,
    "python-redlines": python_redlines,
    "pandoc 3.9": pandoc,
    "texts": texts,
}

if __name__ == "__main__":
    for task in json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")):
        PROGRAMS[task["program"]](task)
