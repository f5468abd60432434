"""The pipeline: the day is an argument, errors stop final papers, and what is unknown is named."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import hakemus
from hakemus.assembly import file_name, papers_of
from hakemus.findings import alike
from hakemus.texts import LANGUAGES


def test_the_complete_example_has_no_error_or_warning(complete: hakemus.Application) -> None:
    """The fictional association's application is in order."""
    report = hakemus.check(complete)
    assert report.ok
    assert (report.errors, report.warnings) == ((), ())


def test_the_complete_example_renders_as_final(complete: hakemus.Application, tmp_path: Path) -> None:
    """All its papers are written in the language of the application, named in that language."""
    papers = hakemus.assemble(complete, tmp_path)
    assert [paper.name for paper in papers] == [
        "hakemus.docx",
        "hankesuunnitelma.docx",
        "julkinen-hankekuvaus.docx",
        "poytakirjanote.docx",
        "valtakirja.docx",
        "aiesopimus.docx",
        "tarkistuslista.docx",
        "hyrra-vastaukset.docx",
    ]
    assert all(paper.read_bytes().startswith(b"PK") for paper in papers)


def test_without_a_day_nothing_is_checked(registered: hakemus.Application) -> None:
    """The record has no day of application, so the day must be given."""
    with pytest.raises(hakemus.DayMissingError, match="no day") as raised:
        hakemus.check(registered)
    assert "Hakemuksen päivämäärä" in raised.value.message("fi")
    with pytest.raises(hakemus.DayMissingError):
        hakemus.render(registered, "application", draft=True)


def test_the_given_day_goes_before_the_applications(complete: hakemus.Application) -> None:
    """The report says which day it is of."""
    assert hakemus.check(complete).on == date(2024, 3, 1)
    assert hakemus.check(complete, on=date(2024, 5, 1)).on == date(2024, 5, 1)


def test_errors_stop_a_final_paper(registered: hakemus.Application) -> None:
    """A final paper is refused while errors stand, with the report and how to go on."""
    with pytest.raises(hakemus.NotReadyError, match="draft") as raised:
        hakemus.render(registered, "application", on=date(2024, 3, 1))
    assert isinstance(raised.value.report, hakemus.Report)
    assert raised.value.report.errors
    assert "luonnos" in raised.value.message("fi")


def test_before_the_programme_there_is_no_law(complete: hakemus.Application) -> None:
    """On a day before the programme the report holds one error, and is not ok."""
    report = hakemus.check(complete, on=date(2023, 4, 5))
    assert [finding.id for finding in report.findings] == ["programme.not-in-force"]
    assert not report.ok
    assert hakemus.render(complete, "application", on=date(2023, 4, 5), draft=True)


@pytest.mark.parametrize("name", ["", "hakemus", "../application", "application.docx"])
def test_an_unknown_document_is_named(complete: hakemus.Application, name: str) -> None:
    """The error lists the documents there are."""
    with pytest.raises(hakemus.UnknownNameError, match="project-plan"):
        hakemus.render(complete, name)


@pytest.mark.parametrize("language", ["de", "FI", "suomi"])
def test_an_unknown_language_is_named(complete: hakemus.Application, language: str) -> None:
    """The error lists the languages there are."""
    with pytest.raises(hakemus.UnknownNameError, match="fi, sv, en"):
        hakemus.render(complete, "application", language=language)


def test_an_unknown_measure_is_no_approval(complete: hakemus.Application) -> None:
    """A measure that nobody knows gives a warning, the report is not ok, and what is always asked for is made."""
    classification = complete.classification.model_copy(update={"measure": "Kuuhanke"})
    application = complete.model_copy(update={"classification": classification})
    report = hakemus.check(application)
    assert "measure.not-covered" in [finding.id for finding in report.warnings]
    assert not report.ok
    assert "Kuuhanke" in report.to_text("fi")
    always = {"application", "project-plan", "cost-estimate", "public-description"}
    assert always <= set(papers_of(application))


def test_papers_are_not_overwritten_unasked(complete: hakemus.Application, tmp_path: Path) -> None:
    """Where one was edited, a second run is refused and leaves all; asked, it writes the first run's bytes again."""
    papers = hakemus.assemble(complete, tmp_path)
    before = [paper.read_bytes() for paper in papers]
    papers[1].write_bytes(b"mine")
    with pytest.raises(hakemus.FileError):
        hakemus.assemble(complete, tmp_path)
    assert papers[1].read_bytes() == b"mine"
    assert [paper.read_bytes() for paper in hakemus.assemble(complete, tmp_path, overwrite=True)] == before


def test_a_paper_that_exists_stops_the_others(complete: hakemus.Application, tmp_path: Path) -> None:
    """When one paper of a set may not be written, none is."""
    (tmp_path / "hankesuunnitelma.docx").write_bytes(b"mine")
    with pytest.raises(hakemus.FileError):
        hakemus.assemble(complete, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["hankesuunnitelma.docx"]


def test_file_names_differ_within_a_language() -> None:
    """No two documents of a language share a file's name."""
    for language in LANGUAGES:
        names = [file_name(document, language) for document in hakemus.list_documents()]
        assert len(set(names)) == len(names)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_has_its_message(registered: hakemus.Application, language: str) -> None:
    """Every finding of a bare record reads as a sentence in each language, and its report as text."""
    report = hakemus.check(registered, on=date(2024, 3, 1))
    for finding in report.findings:
        assert finding.message(language).endswith(".")
    assert str(len(alike(report.errors))) in report.summary(language)


@pytest.mark.parametrize("on", ["2024-03-01", datetime(2024, 3, 1, tzinfo=UTC)])
def test_what_is_no_day_is_told_as_such(complete: hakemus.Application, on: Any) -> None:
    """A text, and a point in time: to a type checker the latter is a date, but no law has hours."""
    said = r"a day is a datetime\.date|on is of the type (str|datetime); it must be date"
    with pytest.raises(TypeError, match=said):
        hakemus.check(complete, on=on)
    with pytest.raises(TypeError, match=said):
        hakemus.blank_form("preparatory-funding", on=on)
