"""Papers that other programs than an office read and wrote: python-docx keeps all, pandoc what is seen."""

import io
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pytest

import hakemus
from form_filling import filled
from hakemus.packaged import packaged_folder
from hakemus.texts import LANGUAGES, Language
from hakemus.word import Prose
from kept import prove_kept

DAY = date(2024, 12, 1)


@pytest.fixture(name="application", scope="module")
def _application() -> hakemus.Application:
    return hakemus.load(packaged_folder("examples") / "cooperation-complete" / "application.toml")


@pytest.mark.parametrize("made", ["paper", "form"])
def test_python_docx_keeps_everything(application: hakemus.Application, made: str) -> None:
    """Opened and saved: no change, and every field by its tag or bookmark as before."""
    paper = (
        hakemus.render(application, "application", on=DAY, draft=True)
        if made == "paper"
        else hakemus.blank_form("company-group", language="sv")
    )
    saved = io.BytesIO()
    docx.Document(io.BytesIO(paper)).save(saved)
    prove_kept("python-docx", "DOCX → DOCX", [paper], [saved.getvalue()])
    reading, was = hakemus.read(saved.getvalue()), hakemus.read(paper)
    assert (reading.changes, reading.problems, reading.outside) == ((), (), ())
    assert (reading.application, reading.anchors) == (was.application, was.anchors)


@pytest.mark.parametrize(
    "language", ["sv", *(pytest.param(one, marks=pytest.mark.fuzz) for one in LANGUAGES if one != "sv")]
)
def test_a_form_that_pandoc_wrote_is_still_unfilled(
    needs_tool: Callable[[str], str], tmp_path: Path, language: Language
) -> None:
    """Its prompts and guidance are no answers, though nothing marks them any more; what was filled in is."""
    form = hakemus.blank_form("training", language=language)
    written = through_pandoc(form, needs_tool("pandoc"), tmp_path)
    prove_kept("pandoc", "DOCX → DOCX of a form", [form], [written])
    blank = hakemus.read(written)
    assert (blank.changes, blank.problems, blank.outside) == ((), (), ())
    assert blank.application == hakemus.read(form).application
    answers: dict[str, str | Prose] = {
        "applicant.name": "Kylä ry",
        "plan.need": Prose("Yksi.\n\n- kaksi"),
        "partners[0].name": "[Kumppani]",
    }
    reading = hakemus.read(through_pandoc(filled(form, answers), needs_tool("pandoc"), tmp_path))
    assert {change.path: change.after for change in reading.changes} == {
        "applicant.name": "Kylä ry",
        "plan.need": "Yksi.\n\n- kaksi",
    }
    assert [(one.path, one.code) for one in reading.problems] == [("partners[0].name", "in-brackets")]


def through_pandoc(paper: bytes, pandoc: str, folder: Path) -> bytes:
    """Return a paper as pandoc writes it."""
    source, written = folder / "paper.docx", folder / "written.docx"
    source.write_bytes(paper)
    subprocess.run([pandoc, source, "-o", written], check=True, timeout=120)  # noqa: S603
    return written.read_bytes()


def test_what_pandoc_wrote_is_read_by_its_labels(
    application: hakemus.Application, needs_tool: Callable[[str], str], tmp_path: Path
) -> None:
    """It drops controls, data and nearly all bookmarks: labels, headings and columns still tell the fields."""
    paper = hakemus.render(application, "application", on=DAY, draft=True)
    written = through_pandoc(paper, needs_tool("pandoc"), tmp_path)
    prove_kept("pandoc", "DOCX → DOCX", [paper], [written])
    reading = hakemus.read(written)
    read = reading.application
    assert reading.problems == ()
    assert "tag" not in reading.anchors.values()
    assert (read.date, read.applicant.municipality) == (
        application.date,
        application.applicant.municipality,
    )
    assert [partner.name for partner in read.partners] == [partner.name for partner in application.partners]
    assert [item.amount for item in read.budget.items] == [item.amount for item in application.budget.items]
    assert (read.plan.objectives or "").split() == (application.plan.objectives or "").split()
