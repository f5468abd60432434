"""The papers as PDF, made by a real LibreOffice: accessible by PDF/UA, with title, language and tags."""

import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pdfua
import pytest

import hakemus
from hakemus.texts import LANGUAGES, Language

_EXPORT = 'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}'


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_paper_passes_the_accessibility_check(
    complete: hakemus.Application,
    budgeted: hakemus.Application,
    needs_tool: Callable[[str], str],
    tmp_path: Path,
    language: Language,
) -> None:
    """LibreOffice exports each paper as PDF/UA, and a checker of that standard finds no error."""
    office = needs_tool("soffice")
    for name, application in (("complete", complete), ("budgeted", budgeted)):
        for document in hakemus.list_documents():
            paper = hakemus.render(application, document, language=language, on=date(2024, 12, 1), draft=True)
            (tmp_path / f"{name}-{document}.docx").write_bytes(paper)
    papers = sorted(map(str, tmp_path.glob("*.docx")))
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    subprocess.run(  # noqa: S603
        [office, "--headless", profile, "--convert-to", _EXPORT, "--outdir", str(tmp_path), *papers],
        check=True,
        capture_output=True,
        timeout=240,
    )
    made = sorted(tmp_path.glob("*.pdf"))
    assert len(made) == len(papers)
    for pdf in made:
        findings = pdfua.validate(str(pdf)).findings
        assert [str(finding) for finding in findings if finding.severity is pdfua.Severity.ERROR] == [], (
            pdf.name
        )
