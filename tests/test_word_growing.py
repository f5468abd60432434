"""Tables of a form that grow: rows as items of repeating sections, in the order of the schema, with own ids."""

import io

import docx
from docx.oxml import OxmlElement

from form_filling import W, found
from hakemus.word import Control, FormField, Template
from hakemus.word.markup import DEFAULT_LIMITS, parse
from hakemus.word.package import read_package

NAME = Control("Nimi", prompt="[nimi]")
TITLES = {"partners[]": "Kumppanit"}


def table(*, header: bool = True) -> Template:
    """Return a template with a table of partners."""
    document = docx.Document()
    made = document.add_table(rows=4, cols=1)
    for row, text in zip(
        made.rows, ("Nimi", "{%tr for one in partners %}", "{{ one.name }}", "{%tr endfor %}"), strict=True
    ):
        row.cells[0].text = text
    if header:
        made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    stream = io.BytesIO()
    document.save(stream)
    return Template(stream.getvalue())


def printed(template: Template, count: int, titles: dict[str, str] | None = None) -> bytes:
    """Return a paper with so many rows that wait to be filled."""
    rows = [{"name": FormField("", f"partners[{number}].name", NAME)} for number in range(count)]
    return template.render({"partners": rows}, growing=TITLES if titles is None else titles)


def sections(paper: bytes) -> list[list[int]]:
    """Return the rows of each item of each repeating section."""
    root = parse(read_package(paper).parts["word/document.xml"], "body", DEFAULT_LIMITS)
    return [
        [len(found(item, "w:sdtContent/w:tr")) for item in found(section, "w:sdtContent/w:sdt")]
        for section in found(root, "//w:tbl/w:sdt[w:sdtPr/w15:repeatingSection]")
    ]


def test_the_rows_of_a_list_are_one_section() -> None:
    """Each row is an item; the header stays outside."""
    assert sections(printed(table(), 3)) == [[1, 1, 1]]


def test_a_list_of_another_name_does_not_grow() -> None:
    """Only those that the document names."""
    assert sections(printed(table(), 2, {"others[]": "Muut"})) == []


def test_a_table_without_a_header_row_does_not_grow() -> None:
    """It shows one thing in several rows."""
    assert sections(printed(table(header=False), 2)) == []


def test_a_paper_that_is_no_form_is_left_alone() -> None:
    """Nothing is parsed, and nothing of newer Word is named."""
    paper = table().render({"partners": [{"name": "Kylä"}]})
    assert b"w15" not in read_package(paper).parts["word/document.xml"]


def test_older_word_may_leave_unread_what_it_does_not_know() -> None:
    """The prefixes are declared and named as ignorable."""
    root = parse(read_package(printed(table(), 1)).parts["word/document.xml"], "body", DEFAULT_LIMITS)
    ignorable = root.get("{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable")
    assert {"w14", "w15"} <= set(str(ignorable).split())
    assert {"w14", "w15"} <= set(root.nsmap)
    ids = [str(one.get(f"{W}val")) for one in root.iter(f"{W}id")]
    assert len(ids) == len(set(ids))
