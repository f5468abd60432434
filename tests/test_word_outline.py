"""What is in a document is reported: an outline for people and golden tests, and all its visible text."""

import io
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.shared import Cm, Mm
from PIL import Image

from hakemus.errors import PackageError
from hakemus.word import Limits, outline, text
from plain_documents import saved

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def field(paragraph: Any, code: str) -> None:
    """Add a simple field to a paragraph."""
    element = paragraph._p.makeelement(f"{W}fldSimple", {f"{W}instr": code})
    paragraph._p.append(element)
    run = element.makeelement(f"{W}r")
    element.append(run)
    shown = run.makeelement(f"{W}t")
    shown.text = "1"
    run.append(shown)


def sample() -> bytes:
    """Return a document with one of everything."""
    made = docx.Document()
    made.core_properties.title = "Otsake"
    made.core_properties.author = ""
    made.core_properties.comments = ""
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    section.header.paragraphs[0].text = "Ylä"
    section.footer.paragraphs[0].text = "Ala "
    field(section.footer.paragraphs[0], "PAGE")
    made.add_heading("Luku", 1)
    made.add_paragraph("rivi\nuusi\tsarake")
    table = made.add_table(2, 2, style="Table Grid")
    table.cell(0, 0).text = "Nimike"
    table.cell(0, 1).text = "Summa"
    table.cell(1, 0).merge(table.cell(1, 1)).text = "yhdessä"
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(properties.makeelement(f"{W}tblHeader"))
    picture = io.BytesIO()
    Image.new("RGB", (2, 2)).save(picture, "PNG")
    made.add_picture(picture, width=Mm(10))._inline.docPr.set("descr", "Tunnus")
    return saved(made)


def test_an_outline_tells_everything_that_is_seen() -> None:
    """Properties, page, header, footer, styles, breaks, tables with header rows, pictures, fields."""
    told = outline(sample()).splitlines()
    told = [line for line in told if not line.startswith(("created", "modified", "revision"))]
    assert told == [
        "title: Otsake",
        "page: 21.0 × 29.7 cm, margins 2.0 2.0 2.0 2.0 cm",
        "header (header1.xml)",
        "  [header] Ylä",
        "footer (footer1.xml)",
        "  [footer] Ala ‹PAGE›",
        "body",
        "  [heading 1] Luku",
        "  [Normal] rivi↵uusi→sarake",
        "  table of 2 columns [Table Grid]",
        "    header row",
        "      | [Normal] Nimike",
        "      | [Normal] Summa",
        "    row",
        "      | (2 columns) [Normal] yhdessä",
        "  [Normal] ‹picture: Tunnus›",
    ]


def test_text_tells_the_words_in_reading_order() -> None:
    """Header first, footer last, breaks and tabs as such."""
    assert text(sample()) == "Ylä\nLuku\nrivi\nuusi\tsarake\nNimike\nSumma\nyhdessä\nAla 1"


def test_a_landscape_page_is_told() -> None:
    """With its sizes as they are turned."""
    made = docx.Document()
    section = made.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    assert "page: 29.7 × 21.0 cm landscape" in outline(saved(made))


def test_deleted_text_is_not_told() -> None:
    """Tracked changes count as accepted."""
    made = docx.Document()
    paragraph = made.add_paragraph("jää")
    run = paragraph.add_run("pois")._r
    deleted = run.makeelement(f"{W}del", {f"{W}id": "1", f"{W}author": "x"})
    run.addprevious(deleted)
    deleted.append(run)
    for shown in run.findall(f"{W}t"):
        shown.tag = f"{W}delText"
    assert text(saved(made)) == "jää"


def test_an_unknown_style_is_marked() -> None:
    """So that a golden outline shows it."""
    made = docx.Document()
    paragraph = made.add_paragraph("x")
    paragraph._p.get_or_add_pPr().get_or_add_pStyle().val = "Missing"
    assert "[Missing?] x" in outline(saved(made))


def test_limits_hold_for_reading_too() -> None:
    """A filled form comes from outside."""
    for read in (outline, text):
        with pytest.raises(PackageError, match="limit: entries"):
            read(sample(), Limits(entries=2))
