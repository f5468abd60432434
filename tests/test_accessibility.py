"""The papers as PDF, made by a real LibreOffice: accessible by PDF/UA, with title, language and tags."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pdfua
import pytest

import hakemus
from hakemus.texts import LANGUAGES, Language


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_paper_passes_the_accessibility_check(
    complete: hakemus.Application,
    budgeted: hakemus.Application,
    filling: Callable[[str], hakemus.Application],
    needs_tool: Callable[[str], str],
    tmp_path: Path,
    language: Language,
) -> None:
    """Each paper is made into PDF/UA, and a checker of that standard finds no error."""
    needs_tool("soffice")
    filled = [("filled", document, filling(document)) for document in hakemus.list_documents()]
    more = [("complete", "cost-estimate", complete), ("budgeted", "application", budgeted)]
    more = more if language == "fi" else []  # the other languages have the same skeleton
    papers = {
        f"{name}-{document}": hakemus.render(
            application, document, language=language, on=date(2024, 12, 1), draft=True
        )
        for name, document, application in (*filled, *more)
    }
    for name, content in hakemus.to_pdfs(papers).items():
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(content)
        findings = pdfua.validate(str(path)).findings
        assert [str(finding) for finding in findings if finding.severity is pdfua.Severity.ERROR] == [], name
