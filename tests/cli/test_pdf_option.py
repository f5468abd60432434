"""The option `--pdf`: both files of each paper, or a word why not and nothing written."""

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

import hakemus
from hakemus.assembly import make_papers
from hakemus.errors import PdfError
from hakemus.packaged import packaged_folder
from hakemus.texts import LANGUAGES, Language

Cli = Callable[..., "CompletedProcess[str]"]
COMPLETE = packaged_folder("examples") / "preparatory-funding" / "application.toml"


def test_papers_are_written_as_word_and_pdf(
    cli: Cli, tmp_path: Path, needs_tool: Callable[[str], str]
) -> None:
    """Each paper's Word file is followed by its PDF, and both are reported."""
    needs_tool("soffice")
    told = cli("papers", COMPLETE, "--out", "ulos", "--pdf")

    assert told.returncode == 0, told.stderr
    written = sorted(path.name for path in (tmp_path / "ulos").iterdir())
    papers = make_papers(hakemus.load(COMPLETE))
    assert written == sorted(
        Path(name).with_suffix(ending).name for name in papers for ending in (".docx", ".pdf")
    )
    assert all(str(Path("ulos") / name) in told.stdout for name in written)


def test_one_document_in_a_place_of_its_own(
    cli: Cli, tmp_path: Path, needs_tool: Callable[[str], str]
) -> None:
    """`--out plan.pdf` names both files, which differ in their ending only."""
    needs_tool("soffice")
    told = cli("render", COMPLETE, "project-plan", "--pdf", "--out", "plan.pdf")

    assert told.returncode == 0, told.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan.docx", "plan.pdf"]
    assert (tmp_path / "plan.pdf").read_bytes().startswith(b"%PDF-")
    assert (tmp_path / "plan.docx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_libreoffice_nothing_is_written(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    """The complaint ends with the line that installs it."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("hakemus.pdf._PLACES", ())
    told = cli("papers", COMPLETE, "--pdf", "--language", language)

    assert told.returncode == 2
    assert "libreoffice" in told.stderr.lower().splitlines()[-1]
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(name="failing")
def _failing(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Callable[[PdfError, Language], str]:
    """Return what the command says in a language when PDF cannot be made for this reason."""

    def run(error: PdfError, language: Language) -> str:
        def fail(*_arguments: object, **_options: object) -> None:
            raise error

        monkeypatch.setattr(hakemus, "load", fail)
        return cli("papers", COMPLETE, "--pdf", "--language", language).stderr

    return run


@pytest.mark.parametrize(
    "code", ["missing", "no-writer", "sandboxed", "hung", "crashed", "refused", "changes"]
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_trouble_is_told_in_each_language(
    failing: Callable[[PdfError, Language], str], language: Language, code: str
) -> None:
    """The message of every kind of trouble has a place for what corrects it."""
    assert "DETAIL" in failing(PdfError(code, "", ["a.docx"], "DETAIL"), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_the_paper_that_it_hung_at_is_named(
    failing: Callable[[PdfError, Language], str], language: Language
) -> None:
    """Those that were to come after it are not to blame."""
    told = failing(PdfError("hung", "", ["a.docx", "b.docx"], "120"), language)
    assert "a.docx" in told
    assert "b.docx" not in told


def test_without_pikepdf_it_is_said_that_no_check_is_passed(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The PDF is made all the same, as LibreOffice makes it."""
    monkeypatch.setattr("hakemus.pdf.can_conform", lambda: False)
    office = tmp_path / "soffice"
    made = 'for one; do case "$one" in *.docx) printf "%%PDF-%%%%EOF" > "$(dirname "$one")/made/00000.pdf";; esac; done'
    office.write_text(f"#!/bin/sh\n{made}\n", encoding="utf-8")
    office.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    told = cli("render", COMPLETE, "project-plan", "--pdf")
    assert told.returncode == 0, told.stderr
    assert 'pip install "hakemus[pdf]"' in told.stdout
