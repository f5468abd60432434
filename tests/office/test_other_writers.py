"""Papers that other programs than an office read and wrote: python-docx keeps all, pandoc what is seen."""

import io
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pytest

import hakemus
from hakemus.packaged import packaged_folder

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
    reading, was = hakemus.read(saved.getvalue()), hakemus.read(paper)
    assert (reading.changes, reading.problems, reading.outside) == ((), (), ())
    assert (reading.application, reading.anchors) == (was.application, was.anchors)


def test_what_pandoc_wrote_is_read_by_its_labels(
    application: hakemus.Application, needs_tool: Callable[[str], str], tmp_path: Path
) -> None:
    """It drops controls, data and nearly all bookmarks: labels, headings and columns still tell the fields."""
    pandoc = needs_tool("pandoc")
    paper, written = tmp_path / "paper.docx", tmp_path / "written.docx"
    paper.write_bytes(hakemus.render(application, "application", on=DAY, draft=True))
    subprocess.run([pandoc, paper, "-o", written], check=True, timeout=120)  # noqa: S603
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
