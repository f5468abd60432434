"""A schedule is a table of Word: heads that repeat, cells that are shaded and say so, columns that fit the sheet."""

import io
import re
import zipfile

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE

from hakemus.errors import ValueRefusedError
from hakemus.word import Schedule, Span, Template, inspect, outline

SPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SCHEDULE = Schedule(
    "Kuukausi",
    ("11", "12", "1"),
    (Span("Alku & loppu", 0, 1), Span("Jatko", 2, 2), Span("Avoin")),
    "Vuosi",
    (("2024", 2), ("2025", 1)),
    "Alku 11–12/2024",
)


def template() -> bytes:
    """Return a template with the place of a schedule, and the styles that it needs."""
    document, stream = Document(), io.BytesIO()
    kinds = {"RuledTable": WD_STYLE_TYPE.TABLE}
    for name in ("RuledTable", "TableHeading", "TableText"):
        style = document.styles.add_style(name, kinds.get(name, WD_STYLE_TYPE.PARAGRAPH))
        style.element.set(f"{SPACE}styleId", name)
    document.add_paragraph("{{p plan.schedule }}")
    document.add_paragraph("Loppu")
    document.save(stream)
    return stream.getvalue()


def body(schedule: Schedule) -> str:
    """Return the body of a document with a schedule."""
    with zipfile.ZipFile(
        io.BytesIO(Template(template()).render({"plan": {"schedule": schedule}}))
    ) as archive:
        return archive.read("word/document.xml").decode()


def test_a_cell_that_is_taken_is_shaded_and_says_so() -> None:
    """Each of the three taken cells has the mark and the shade, and no other."""
    written = body(SCHEDULE)
    assert written.count(">■<") == 3
    assert written.count('w:fill="') - written.count("w:themeFill") == 3


def test_rows_and_heads_are_told_in_order() -> None:
    """The outline reads as a table whose heads are years over months, and whose rows begin with a label."""
    told = outline(Template(template()).render({"plan": {"schedule": SCHEDULE}}))
    lines = [line.strip() for line in told.splitlines() if "|" in line]
    assert [line.rpartition("] ")[2] for line in lines[:7]] == [
        "Vuosi",
        "2024",
        "2025",
        "Kuukausi",
        "11",
        "12",
        "1",
    ]
    assert told.count("header row") == 2
    assert "Alku & loppu" in told


def test_columns_are_alike_and_fill_the_sheet() -> None:
    """The widths add up to the table's, and the label's column has what the others leave."""
    many = Schedule("K", tuple(str(one) for one in range(24)), (Span("a", 0, 23),))
    widths = [int(width) for width in re.findall(r'<w:gridCol w:w="(\d+)"/>', body(many))]
    assert len(widths) == 25
    assert len(set(widths[1:])) == 1
    assert widths[0] > 2500
    (whole,) = re.findall(r'<w:tblW w:w="(\d+)"', body(many))
    assert sum(widths) == int(whole)


def test_the_document_is_sound() -> None:
    """Cells end in paragraphs, and the table has its heads."""
    paper = Template(template()).render({"plan": {"schedule": SCHEDULE}})
    assert [problem.message for problem in inspect(paper) if "table" in problem.message] == []


@pytest.mark.parametrize("schedule", [Schedule("", (), ()), Schedule("K", ("1",), ())])
def test_an_empty_schedule_prints_nothing(schedule: Schedule) -> None:
    """Without rows or columns there is no table."""
    assert not schedule
    assert "<w:tbl>" not in body(schedule)


def test_a_style_that_is_missing_is_told() -> None:
    """A template without the table's style cannot show it, and says which is missing."""
    with pytest.raises(ValueRefusedError, match="Own"):
        body(Schedule("K", ("1",), (Span("a", 0, 0),), style="Own"))


def test_a_tab_in_a_label_is_words_own() -> None:
    """A tab that somebody typed is printed as one."""
    assert "a</w:t><w:tab/>" in body(Schedule("K", ("1",), (Span("a\tb", 0, 0),)))
