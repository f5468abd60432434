"""Papers and forms in programs of a registry: what each keeps, what is typed in it, which readers see values."""

import json
import subprocess
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import hakemus
from any_application import leaves
from edited_paper import edited
from hakemus.errors import FormError
from hakemus.packaged import packaged_folder
from hakemus.word import text
from kept import FILE, prove_kept
from other_programs import OFFICE, absent

DAY = date(2024, 12, 1)
KEEPING = ("SuperDoc", "docxcompose", "docx-editor", "docx-plus")
Work = Callable[..., bytes]
VALUES = {
    "title": "Kyliltä kylille – yhteiset kyydit",
    "field": "Kuvitelman kylät ry",
    "row": "Kuvitelman Yrittäjät ry",
    "text": "Pysyvä kyytipalvelu neljälle kylälle.",
}
"""A value in a control of a paragraph, in a control of a cell, in a row of a list, and of a long text."""


@pytest.fixture(name="application", scope="module")
def _application() -> hakemus.Application:
    return hakemus.load(packaged_folder("examples") / "cooperation-complete" / "application.toml")


@pytest.fixture(name="paper", scope="module")
def _paper(application: hakemus.Application) -> bytes:
    return hakemus.render(application, "application", on=DAY, draft=True)


@pytest.fixture(name="work")
def _work(tmp_path: Path) -> Work:
    """Return what has a program work on a file, and returns what it wrote."""
    python = OFFICE / ".venv" / "bin" / "python"
    if not python.exists():
        absent("the programs of the registry are not installed: make office")

    def work(program: str, file: bytes, other: bytes = b"", **more: str) -> bytes:
        source, second, target = (tmp_path / name for name in ("source.docx", "other.docx", "target.docx"))
        source.write_bytes(file)
        second.write_bytes(other)
        more |= {"other": str(second)} if other else {}
        job = {"program": program, "source": str(source), "target": str(target), **more}
        (tmp_path / "jobs.json").write_text(json.dumps([job]), encoding="utf-8")
        command = [python, OFFICE / "registry_programs.py", tmp_path / "jobs.json"]
        done = subprocess.run(command, capture_output=True, check=False, timeout=180, encoding="utf-8")  # noqa: S603
        assert target.exists(), done.stderr[-2000:]
        return target.read_bytes()

    return work


@pytest.mark.parametrize("program", KEEPING)
def test_a_paper_opened_and_saved_is_unchanged(work: Work, paper: bytes, program: str) -> None:
    """With every field by its tag, as before."""
    saved = work(program, paper)
    prove_kept(program, "DOCX → DOCX", [paper], [saved])
    reading, was = hakemus.read(saved), hakemus.read(paper)
    assert (reading.changes, reading.problems, reading.outside) == ((), (), ())
    assert (reading.account, reading.anchors) == (was.account, was.anchors)


@pytest.mark.parametrize("program", ["SuperDoc", "docx-plus"])
def test_what_is_typed_into_a_control_is_the_answer(work: Work, program: str) -> None:
    """Of a form; the rest of it is still unfilled."""
    form = hakemus.blank_form("training", language="sv")
    reading = hakemus.read(work(program, form, field="project.name", text="Bron"))
    assert [(change.path, change.after) for change in reading.changes] == [("project.name", "Bron")]
    assert (reading.problems, reading.outside, reading.account.is_whole) == ((), (), True)


def test_what_is_replaced_with_tracking_is_the_one_change(work: Work, paper: bytes) -> None:
    """In docx-editor, in the midst of a long text."""
    saved = work("docx-editor", paper, find="neljälle kylälle. Liik", text="viidelle kylälle. Liik")
    reading = hakemus.read(saved)
    assert [change.path for change in reading.changes] == ["plan.results"]
    assert "viidelle kylälle. Liik" in reading.changes[0].after
    assert reading.tracked


def test_two_papers_compared_read_as_the_second(work: Work, paper: bytes) -> None:
    """By python-redlines, whose result has the changes between them as tracked ones."""
    changed = edited(
        paper, lambda body: body.replace("Kylätie 12", "Rantatie 1").replace("neljälle kylälle", "viidelle")
    )
    reading, wanted = hakemus.read(work("python-redlines", paper, changed)), hakemus.read(changed)
    assert reading.application == wanted.application
    assert reading.tracked


def test_two_papers_joined_are_refused(work: Work, application: hakemus.Application, paper: bytes) -> None:
    """By docxcompose."""
    joined = work("docxcompose", paper, hakemus.render(application, "project-plan", draft=True))
    with pytest.raises(FormError) as refused:
        hakemus.read(joined)
    assert refused.value.code == "two-forms"


def wrong(application: hakemus.Application, reading: hakemus.Reading) -> dict[str, tuple[object, object]]:
    """Return the texts that are not what the application says there; what the paper counts has no field in it."""
    said = dict(leaves(application.model_dump(mode="json")))
    read = leaves(reading.application.model_dump(mode="json", exclude_defaults=True))
    texts = {path: value for path, value in read if isinstance(value, str) and said.get(path)}
    keys = ("kind", "measure")  # a name, not a key, where nothing says which list it is of
    return {
        path: (value, said[path])
        for path, value in texts.items()
        if path.rpartition(".")[2] not in keys and "".join(value.split()) != "".join(str(said[path]).split())
    }


def test_what_pandoc_3_wrote_is_in_its_fields(
    work: Work, application: hakemus.Application, paper: bytes
) -> None:
    """It puts the caption of a table above the one before: what only captions tell apart is not read at all."""
    saved = work("pandoc 3.9", paper)
    prove_kept("pandoc 3.9", "DOCX → DOCX", [paper], [saved])
    reading = hakemus.read(saved)
    assert wrong(application, reading) == {}
    assert (reading.application.contact_person.name, reading.account.is_whole) == (None, False)
    assert len(reading.anchors) > 100


@pytest.mark.parametrize(("command", "program"), [("abiword", "AbiWord 3.0")])
def test_what_a_program_of_debian_wrote_is_in_its_fields(
    needs_tool: Callable[[str], str],
    command: str,
    program: str,
    application: hakemus.Application,
    paper: bytes,
    tmp_path: Path,
) -> None:
    """Where it is installed."""
    installed = needs_tool(command)
    source, target = tmp_path / "paper.docx", tmp_path / "written.docx"
    source.write_bytes(paper)
    subprocess.run([installed, "--to=docx", f"--to-name={target}", source], check=True, timeout=120)  # noqa: S603
    prove_kept(program, "DOCX → DOCX", [paper], [target.read_bytes()])
    reading = hakemus.read(target)
    assert wrong(application, reading) == {}
    assert len(reading.anchors) > 150


def test_readers_of_text_see_what_is_written_of_them(work: Work, paper: bytes) -> None:
    """Whether they see values in controls; `hakemus.word.text` sees all."""
    seen = json.loads(work("texts", paper)) | {"hakemus.word.text": text(paper)}
    written = tomllib.loads(FILE.read_text(encoding="utf-8"))["reader"]
    found = {
        name: [kind for kind, value in VALUES.items() if "".join(value.split()) in "".join(said.split())]
        for name, said in seen.items()
    }
    assert found == {one["program"]: one["sees"] for one in written if one["program"] in found}
