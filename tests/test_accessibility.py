"""The papers as PDF, made by a real LibreOffice: no word is lost, and checkers hold them to PDF/UA-1 and PDF/A-2b."""

import io
import re
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

import page
import pdfua
import pikepdf
import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

import hakemus
from hakemus.packaged import packaged_folder
from hakemus.programme import open_programme
from hakemus.texts import LANGUAGES, Language

DAY = date(2024, 12, 1)
EXAMPLES = packaged_folder("examples")
FORMS: Mapping[str, str] = {"fi": "company-group", "sv": "cooperation-services", "en": "investment"}
"""A measure for each language whose blank form has framed fields on more than one page."""


def complaints(content: bytes, folder: Path) -> list[str]:
    """Return what the checkers find wrong with a PDF."""
    path = folder / "checked.pdf"
    path.write_bytes(content)
    errors = [one for one in pdfua.validate(str(path)).findings if one.severity is pdfua.Severity.ERROR]
    found = [f"pdfua: {error}" for error in errors]
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2B):
        failures = page.validate_pdf_bytes(content, profile=profile).failures
        found += [
            f"page: {failure.rule_id} {failure.message}"
            for failure in failures
            if not _is_taken_for_the_end_of_a_line(failure, content)
        ]
    return found


def _is_taken_for_the_end_of_a_line(failure: page.ValidationFailure, content: bytes) -> bool:
    """Return whether a stream is thought too long because its last byte is a carriage return, as one in 256 is.

    Of two such streams none is named, so each stream is held against the file: its length leads to its end.
    """
    if not failure.rule_id.endswith("STREAM-LENGTH-001"):
        return False
    with pikepdf.open(io.BytesIO(content)) as pdf:
        held = [one.read_raw_bytes() for one in pdf.objects if isinstance(one, pikepdf.Stream)]
    is_exact = all(data + b"\nendstream" in content for data in held)
    return is_exact and any(data.endswith(b"\r") for data in held)


def assert_conforming(papers: Mapping[str, bytes], folder: Path, *, text_of: str = "") -> None:
    """Make PDFs of Word papers; no checker has anything to say of any.

    With `text_of`, the program that reads a PDF's text, they hold every word of the papers as often: LibreOffice once
    lost rows of tables, and breaks a word that has no room.
    """
    made = hakemus.to_pdfs(papers)
    assert {name: said for name, pdf in made.items() if (said := complaints(pdf, folder))} == {}
    if text_of:
        printed = {name: printed_text(pdf, text_of, folder) for name, pdf in made.items()}
        lost = {name: words_of(typed_text(paper)) - words_of(printed[name]) for name, paper in papers.items()}
        assert {name: dict(words) for name, words in lost.items() if words} == {}


def printed_text(pdf: bytes, program: str, folder: Path) -> str:
    """Return the text of a PDF, its lines as they are on the page, so that no hyphen goes at the end of one."""
    path = folder / "printed.pdf"
    path.write_bytes(pdf)
    command = [program, "-layout", "-enc", "UTF-8", str(path), "-"]
    done = subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - a program looked for by its name
    return done.stdout.decode("utf-8")


def typed_text(paper: bytes) -> str:
    """Return the text of the body of a Word paper, a line for each paragraph."""
    body = Document(io.BytesIO(paper)).element.body
    return "\n".join(
        "".join(one.text or " " for one in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab")))
        for paragraph in body.iter(qn("w:p"))
    )


def words_of(text: str) -> Counter[str]:
    """Return the words of a text, each with its number; a sign between letters ends one."""
    return Counter(re.findall(r"\w+", unicodedata.normalize("NFKC", text)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_paper_conforms(
    complete: hakemus.Application,
    budgeted: hakemus.Application,
    cooperating: hakemus.Application,
    filling: Callable[[str], hakemus.Application],
    needs_tool: Callable[[str], str],
    tmp_path: Path,
    language: Language,
) -> None:
    """Each paper as a draft, a poster and an application that are final, and a blank form; every one is in the fuzz.

    The papers of all languages have one skeleton: each document is tried in one of them.
    """
    needs_tool("soffice")
    text_of = needs_tool("pdftotext")
    share = slice(LANGUAGES.index(language), None, len(LANGUAGES))
    filled = [("filled", document, filling(document)) for document in hakemus.list_documents()[share]]
    more = [("complete", "cost-estimate", complete), ("budgeted", "application", budgeted)]
    more = more if language == "fi" else []  # the other languages have the same skeleton
    drafts = {
        f"{name}-{document}": hakemus.render(application, document, language=language, on=DAY, draft=True)
        for name, document, application in (*filled, *more)
    }
    finals = {
        document: hakemus.render(cooperating, document, language=language)
        for document in ("poster", "application")
    }
    form = hakemus.blank_form(FORMS[language], on=DAY, language=language)
    assert_conforming({**drafts, **finals, "form": form}, tmp_path, text_of=text_of)


def _every_paper(language: Language) -> Iterator[tuple[str, bytes]]:
    for file in sorted(EXAMPLES.glob("*/application.toml")):
        application = hakemus.load(file)
        for document in hakemus.list_documents():
            for item in hakemus.list_items(application, document) or [None]:
                paper = hakemus.render(
                    application, document, language=language, on=DAY, draft=True, item=item
                )
                yield f"{file.parent.name} {document} {item}", paper
    for measure in open_programme().vocabulary("measure").keys:
        yield f"form {measure}", hakemus.blank_form(measure, on=DAY, language=language)


@pytest.mark.fuzz
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_paper_of_every_example_conforms(
    needs_tool: Callable[[str], str], tmp_path: Path, language: Language
) -> None:
    """All examples, all items of a document, and the blank form of every measure."""
    needs_tool("soffice")
    assert_conforming(dict(_every_paper(language)), tmp_path, text_of=needs_tool("pdftotext"))


def test_a_frame_of_somebody_elses_is_marked_as_decoration(
    needs_tool: Callable[[str], str], framed: bytes, tmp_path: Path
) -> None:
    """A paper of another program whose paragraphs have frames conforms too, and shows the same."""
    needs_tool("soffice")
    made = hakemus.to_pdf(framed)
    assert [said for said in complaints(made, tmp_path) if "TAGGING" in said] == []
    with pikepdf.open(io.BytesIO(made)) as pdf:
        operators = [str(one.operator) for one in pikepdf.parse_content_stream(pdf.pages[0])]
    assert "S" in operators


@pytest.fixture(name="framed")
def _framed() -> bytes:
    paper = Document()
    paragraph = paper.add_paragraph("In a frame")
    sides = "".join(f'<w:{side} w:val="single" w:sz="8"/>' for side in ("top", "left", "bottom", "right"))
    paragraph._p.get_or_add_pPr().append(parse_xml(f"<w:pBdr {nsdecls('w')}>{sides}</w:pBdr>"))
    made = io.BytesIO()
    paper.save(made)
    return made.getvalue()


@pytest.mark.parametrize(("length", "is_right"), [(8, True), (7, False), (9, False)])
def test_a_length_that_is_wrong_is_not_taken_for_the_checkers_mistake(
    length: int, is_right: bool, tmp_path: Path
) -> None:
    """Two streams that end with a carriage return are right; the one with another length is not."""
    pdf, made = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page()
    pdf.Root.Held = pikepdf.Array([pdf.make_stream(b"a return\r"), pdf.make_stream(b"returns\r")])
    pdf.save(made, compress_streams=False)
    content = made.getvalue().replace(b"/Length 8", b"/Length %d" % length)
    said = [one for one in complaints(content, tmp_path) if "STREAM-LENGTH" in one]
    assert (said == []) is is_right


def test_a_chart_is_drawn_by_its_lines(
    cooperating: hakemus.Application, needs_tool: Callable[[str], str]
) -> None:
    """The only pictures of a PDF are those of pixels in the paper: the emblem, and a group's logo."""
    needs_tool("soffice")
    with pikepdf.open(io.BytesIO(hakemus.to_pdf(hakemus.render(cooperating, "cost-estimate")))) as pdf:
        pictures = [
            one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
        ]
        assert len([one for one in pictures if "/SMask" not in one]) == 1
