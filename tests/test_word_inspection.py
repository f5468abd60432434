"""What Word would refuse, and what a reader's aid would miss, is reported with its place."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from openxml_audit import OpenXmlValidator
from PIL import Image

from hakemus.word import Prose, Template, inspect
from plain_documents import saved

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def sound() -> Any:
    """Return a document with nothing wrong."""
    made = docx.Document()
    made.core_properties.title = "Otsake"
    made.core_properties.language = "fi-FI"
    made.add_heading("Luku", 1)
    made.add_heading("Alaluku", 2)
    table = made.add_table(2, 2)
    for row, column in ((0, 0), (0, 1), (1, 0), (1, 1)):
        table.cell(row, column).text = f"{row}{column}"
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(properties.makeelement(f"{W}tblHeader"))
    return made


def test_a_sound_document_has_no_problems() -> None:
    """Nothing is said where nothing is wrong."""
    assert inspect(saved(sound())) == ()


def _without_paragraph(made: Any) -> None:
    cell = made.tables[0].cell(1, 1)._tc
    cell.remove(cell.find(f"{W}p"))


def _without_rows(made: Any) -> None:
    table = made.tables[0]._tbl
    for row in table.findall(f"{W}tr"):
        table.remove(row)


def _without_cells(made: Any) -> None:
    row = made.tables[0].rows[1]._tr
    for cell in row.findall(f"{W}tc"):
        row.remove(cell)


def _without_header_row(made: Any) -> None:
    row = made.tables[0].rows[0]._tr
    row.remove(row.find(f"{W}trPr"))


def _with_picture(made: Any) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (2, 2)).save(picture, "PNG")
    made.add_picture(picture)


def _with_picture_twice(made: Any) -> None:
    _with_picture(made)
    _with_picture(made)
    for shape in made.inline_shapes:
        shape._inline.docPr.set("descr", "Kuva")
        shape._inline.docPr.set("id", "7")


def _with_bookmarks(made: Any) -> None:
    for number in ("1", "2"):
        paragraph = made.add_paragraph("x")._p
        for kind in ("bookmarkStart", "bookmarkEnd"):
            mark = paragraph.makeelement(f"{W}{kind}", {f"{W}id": number})
            if kind == "bookmarkStart":
                mark.set(f"{W}name", "sama")
            paragraph.append(mark)


FAULTS: dict[str, tuple[Callable[[Any], Any], str]] = {
    "cell": (_without_paragraph, "table cell does not end in a paragraph"),
    "table": (_without_rows, "a table has no rows"),
    "row": (_without_cells, "a row has no cells"),
    "header row": (_without_header_row, "the first row is not a header row"),
    "alternative text": (_with_picture, "a picture has no alternative text"),
    "picture id": (_with_picture_twice, "the picture id 7 is used more than once"),
    "bookmark": (_with_bookmarks, "the bookmark name sama is used more than once"),
    "levels": (lambda made: made.add_heading("Liian syvä", 4), "a heading of level 4 follows one of level 2"),
    "spacing": (
        lambda made: (made.add_paragraph("x"), made.add_paragraph("")),
        "an empty paragraph is used as spacing",
    ),
    "title": (lambda made: setattr(made.core_properties, "title", ""), "the document has no title"),
    "language": (lambda made: setattr(made.core_properties, "language", ""), "the document has no language"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_told(fault: str) -> None:
    """And none next to it."""
    spoil, message = FAULTS[fault]
    made = sound()
    spoil(made)
    problems = inspect(saved(made))
    assert [message in problem.message for problem in problems] == [True], problems


def test_a_table_whose_look_has_no_first_row_needs_no_header() -> None:
    """A form of labels and values has its heads on the left."""
    made = sound()
    _without_header_row(made)
    look = made.tables[0]._tbl.tblPr.find(f"{W}tblLook")
    look.set(f"{W}firstRow", "0")
    assert inspect(saved(made)) == ()


def test_the_language_of_the_text_is_wanted() -> None:
    """A reader's aid pronounces by it."""
    source = saved(sound())
    with zipfile.ZipFile(io.BytesIO(source)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(b"<w:lang ", b"<w:noProof ", 1)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    assert [problem.message for problem in inspect(stream.getvalue())] == [
        "the text has no language; set w:lang in the document defaults"
    ]


def test_a_template_tells_its_own_problems() -> None:
    """Its properties aside, which a rendering fills."""
    made = sound()
    made.core_properties.title = ""
    _with_picture(made)
    (problem,) = Template(saved(made)).problems()
    assert "alternative text" in problem.message


def test_the_audit_of_the_standard_finds_nothing_in_what_is_rendered(tmp_path: Path) -> None:
    """Tables, prose, repairs and properties, seen by an independent validator."""
    made = sound()
    table = made.add_table(4, 2)
    for row, texts in enumerate(
        [("N", "M"), ("{%tr for x in xs %}", ""), ("{{ x }}", "{%p if y %}"), ("{%tr endfor %}", "")]
    ):
        for column, words in enumerate(texts):
            table.cell(row, column).text = words
    table.cell(2, 1).add_paragraph("{{ y }}")
    table.cell(2, 1).add_paragraph("{%p endif %}")
    made.add_paragraph("{{p prose }}")
    for part in [*made.part.package.iter_parts()]:
        for key, relation in [*part.rels.items()]:
            if "stylesWithEffects" in relation.reltype:
                del part.rels[key]
    content = Template(saved(made)).render({"xs": ["a", "b\nc"], "y": "", "prose": Prose("- a\n\nb")})
    path = tmp_path / "paper.docx"
    path.write_bytes(content)
    result = OpenXmlValidator().validate(path)
    assert [str(error) for error in result.errors] == []
