"""Papers and forms that another program opened and saved: unchanged as Word, as they show through ODT and in PDF."""

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

import hakemus
from hakemus.changes import tree_of
from hakemus.packaged import packaged_folder
from hakemus.papers import document
from hakemus.programme import open_programme
from hakemus.texts import LANGUAGES
from hakemus.values.paths import without_empty
from hakemus.word import text
from kept import prove_kept
from other_programs import Job, Office, installed_office, program_of, wasm_office

Maker = Callable[[Path], Office]
OFFICES = pytest.mark.parametrize("office", [installed_office, wasm_office])
SHARES = pytest.mark.parametrize(("office", "share"), [(installed_office, 1), (wasm_office, 3)])
"""The one of WebAssembly is slow: here it takes each third of the papers, and all of them in `make fuzz`."""
EXAMPLES = sorted(packaged_folder("examples").glob("*/application.toml"))
MEASURES = open_programme().vocabulary("measure").keys
READ_BACK = [name for name in hakemus.list_documents() if not document(name).for_own_use]
DAY = date(2024, 12, 1)


@dataclass(frozen=True, slots=True)
class Case:
    """An example as a paper in a language."""

    file: Path
    document: str
    language: str

    def paper(self, *, data: bool = True) -> bytes:
        """Return the paper, as every file of it is made: the first, where there is one for each company."""
        application = hakemus.load(self.file)
        item = next(iter(hakemus.list_items(application, self.document)), None)
        return hakemus.render(
            application, self.document, language=self.language, on=DAY, draft=True, data=data, item=item
        )

    @property
    def name(self) -> str:
        """Return what to call it where it fails."""
        return f"{self.file.parent.name} {self.document} {self.language}"


EVERY_CASE = [Case(file, name, language) for name in READ_BACK for file in EXAMPLES for language in LANGUAGES]


def some_cases(examples: int = 1) -> Iterator[Case]:
    """Yield the application, which shows the most, of examples, and each other paper of one; languages in turn.

    The application is of every example, or of each second or third one.
    """
    for place, file in enumerate(EXAMPLES[::examples]):
        yield Case(file, "application", LANGUAGES[place % len(LANGUAGES)])
    for place, name in enumerate(READ_BACK):
        yield Case(EXAMPLES[place % len(EXAMPLES)], name, LANGUAGES[place % len(LANGUAGES)])


def prove_unchanged(office: Maker, folder: Path, cases: Sequence[Case]) -> None:
    """Read each paper as it came back: no change, nothing lost, nothing outside the fields."""
    made = [case.paper() for case in cases]
    came = office(folder)([Job(paper) for paper in made])
    prove_kept(program_of(office), "DOCX → DOCX", made, came)
    for case, sent, back in zip(cases, made, came, strict=True):
        reading = hakemus.read(back)
        assert (case.name, reading.problems, reading.outside) == (case.name, (), ())
        assert (case.name, reading.application) == (case.name, hakemus.read(sent).application)
        if not document(case.document).published:
            assert (case.name, reading.changes) == (case.name, ())


def prove_shown(office: Maker, folder: Path, cases: Sequence[Case]) -> None:
    """Read each paper as it came back through ODT: what it says is what the paper says that never carried data."""
    made = [case.paper() for case in cases]
    came = office(folder)([Job(paper, ("odt", "docx")) for paper in made])
    prove_kept(program_of(office), "DOCX → ODT → DOCX", made, came)
    for case, back in zip(cases, came, strict=True):
        reading, shown = hakemus.read(back), hakemus.read(case.paper(data=False))
        assert shown.application != hakemus.Application()
        assert (case.name, reading.problems) == (case.name, ())
        assert (case.name, said(reading.application)) == (case.name, said(shown.application))


def said(application: hakemus.Application) -> object:
    """Return what an application says: a row that holds nothing says nothing."""
    return without_empty(tree_of(application))


def prove_said_in_pdf(papers: Mapping[str, bytes]) -> None:
    """Make each paper a PDF: it says every word of the paper, as often as the paper does; a row was lost before."""
    for name, pdf in hakemus.to_pdfs(papers).items():
        done = subprocess.run(  # noqa: S603 - a program that was looked for by its name
            [str(shutil.which("pdftotext")), "-raw", "-", "-"], input=pdf, capture_output=True, check=True
        )
        printed = _words(done.stdout.decode())
        assert (name, dict(_words(text(papers[name])) - printed)) == (name, {})


def _words(said: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", said))


def prove_forms(office: Maker, folder: Path, forms: Sequence[bytes]) -> None:
    """Read each unfilled form as it came back: still nothing was filled."""
    came = office(folder)([Job(form) for form in forms])
    prove_kept(program_of(office), "DOCX → DOCX", forms, came)
    for sent, back in zip(forms, came, strict=True):
        reading, was = hakemus.read(back), hakemus.read(sent)
        measure = was.application.classification.measure
        assert (measure, reading.changes, reading.problems, reading.outside) == (measure, (), (), ())
        assert reading.application == was.application


@SHARES
def test_papers_opened_and_saved_are_unchanged(office: Maker, share: int, tmp_path: Path) -> None:
    """DOCX to DOCX."""
    prove_unchanged(office, tmp_path, [*some_cases()][::share])


@SHARES
def test_papers_that_went_through_odt_say_what_they_showed(office: Maker, share: int, tmp_path: Path) -> None:
    """DOCX to ODT to DOCX: the data are gone, the fields are there."""
    prove_shown(office, tmp_path, [*some_cases(examples=3)][::share])


@OFFICES
def test_unfilled_forms_opened_and_saved_are_unfilled(office: Maker, tmp_path: Path) -> None:
    """Prompts are still prompts."""
    measures = ("company-group", "preparatory-funding", "small-project")
    forms = [
        hakemus.blank_form(measure, language=language)
        for measure, language in zip(measures, LANGUAGES, strict=True)
    ]
    prove_forms(office, tmp_path, forms)


def test_a_pdf_says_every_word_of_its_paper(needs_tool: Callable[[str], str]) -> None:
    """Each second document, of one example, languages in turn."""
    needs_tool("soffice")
    needs_tool("pdftotext")
    prove_said_in_pdf({case.name: case.paper() for case in [*some_cases()][len(EXAMPLES) :: 2]})


@pytest.mark.fuzz
def test_every_pdf_says_every_word_of_its_paper(needs_tool: Callable[[str], str]) -> None:
    """Every document of every example, and the form of every measure, in every language."""
    needs_tool("soffice")
    needs_tool("pdftotext")
    forms = {
        f"{measure} {language}": hakemus.blank_form(measure, language=language)
        for measure in MEASURES
        for language in LANGUAGES
    }
    prove_said_in_pdf({**{case.name: case.paper() for case in EVERY_CASE}, **forms})


@pytest.mark.fuzz
@OFFICES
def test_every_paper_opened_and_saved_is_unchanged(office: Maker, tmp_path: Path) -> None:
    """Every document of every example in every language."""
    prove_unchanged(office, tmp_path, EVERY_CASE)


@pytest.mark.fuzz
@OFFICES
def test_every_paper_that_went_through_odt_says_what_it_showed(office: Maker, tmp_path: Path) -> None:
    """Every document of every example in every language."""
    prove_shown(office, tmp_path, EVERY_CASE)


@pytest.mark.fuzz
@OFFICES
def test_every_unfilled_form_opened_and_saved_is_unfilled(office: Maker, tmp_path: Path) -> None:
    """Every measure in every language."""
    forms = [hakemus.blank_form(measure, language=language) for measure in MEASURES for language in LANGUAGES]
    prove_forms(office, tmp_path, forms)
