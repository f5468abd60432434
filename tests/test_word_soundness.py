"""Whatever the data is, the file is sound: well-formed, cells end in a paragraph, no hollow tables, ids stand once."""

import io
import zipfile
from itertools import product
from typing import Any

import docx
import pytest
from docx.shared import Mm
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from hakemus.word import Prose, Template, inspect, outline, text
from plain_documents import saved, table

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BREAKS_THE_FILE = ("refuses the file", "more than once")


def parted_table(*rows: tuple[str, ...]) -> bytes:
    """Return a DOCX that holds one table; `|` in a cell's text parts paragraphs."""
    return table(*(tuple(cell.replace("|", "\n") for cell in row) for row in rows))


def body(content: bytes) -> etree._Element:
    """Return the body of a document."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return etree.fromstring(package.read("word/document.xml"))


def broken(content: bytes) -> list[str]:
    """Return what Word would refuse."""
    return [str(one) for one in inspect(content) if any(words in one.message for words in BREAKS_THE_FILE)]


CELLS = [
    "{%p if a %}|x|{%p endif %}",
    "{%p for x in xs %}|{{ x }}|{%p endfor %}",
    "{{p prose }}",
    "x|{%p if a %}|y|{%p endif %}",
    "{%p if a %}|x|{%p else %}|y|{%p endif %}",
    "{%p if a %}|{{p prose }}|{%p else %}|{{p prose }}|{%p endif %}",
    "{% if a %}x{% endif %}",
]


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_always_ends_in_a_paragraph(cell: str) -> None:
    """For every choice the data can make."""
    template = Template(parted_table((cell, "b"), (cell, cell)))
    for a, xs, prose in product(("", "ja"), ([], ["1", "2"]), (Prose(""), Prose("- p"))):
        content = template.render({"a": a, "xs": xs, "prose": prose})
        assert broken(content) == []
        for element in body(content).iter(f"{W}tc"):
            shown = element.findall(f"{W}p")
            assert len(shown) == 1 or all(p.findall(f"{W}r") for p in shown), "a spare paragraph was added"


def test_a_table_inside_a_cell_keeps_the_paragraph_after_it() -> None:
    """Also when that paragraph depends on the data, and the inner table is left out."""
    made = docx.Document()
    cell = made.add_table(1, 1).cell(0, 0)
    cell.text = "alku"
    inner = cell.add_table(3, 1)
    for row, tags in enumerate(("{%tr for x in xs %}", "{{ x }}", "{%tr endfor %}")):
        inner.cell(row, 0).text = tags
    last = cell.paragraphs[-1]
    last.text = "{%p if a %}"
    cell.add_paragraph("{{ a }}")
    cell.add_paragraph("{%p endif %}")
    template = Template(saved(made))
    for a, xs in product(("", "loppu"), ([], ["1", "2"])):
        content = template.render({"a": a, "xs": xs})
        assert broken(content) == []
        assert outline(content).count("table of") == (2 if xs else 1)
        assert text(content) == "\n".join(["alku", *xs, *([a] if a else [])])


def test_a_row_without_cells_is_left_out() -> None:
    """And with its last row the table."""
    template = Template(parted_table(("{%tc for x in xs %}", "{{ x }}", "{%tc endfor %}")))
    assert "table" not in outline(template.render({"xs": []}))
    content = template.render({"xs": ["a", "b", "c", "d"]})
    assert broken(content) == []
    assert "table of 4 columns" in outline(content)


def test_a_grid_has_as_many_columns_as_its_longest_row() -> None:
    """And keeps its width; a table whose columns are fixed keeps its grid as it is."""
    template = Template(
        parted_table(
            ("O", "{%tc for x in xs %}", "{{ x }}", "{%tc endfor %}"),
            ("P", "{%tc for x in xs %}", "-", "{%tc endfor %}"),
        )
    )
    widths = []
    for count in (1, 3, 7):
        grid = body(template.render({"xs": ["x"] * count})).iter(f"{W}gridCol")
        columns = [int(str(column.get(f"{W}w"))) for column in grid]
        assert len(columns) == count + 1
        widths.append(sum(columns))
    assert max(widths) - min(widths) < 10


def test_ids_stand_once_though_a_loop_repeats_them() -> None:
    """Pictures, bookmarks by id and by name, in the order of the turns."""
    made = docx.Document()
    picture = io.BytesIO()
    Image.new("RGB", (2, 2)).save(picture, "PNG")
    made.add_paragraph("{%p for x in xs %}")
    paragraph = made.add_paragraph("{{ x }}")
    paragraph.add_run().add_picture(picture, width=Mm(5))
    for kind, place in (("bookmarkStart", 0), ("bookmarkEnd", len(paragraph._p))):
        mark = paragraph._p.makeelement(f"{W}{kind}", {f"{W}id": "7"})
        if kind == "bookmarkStart":
            mark.set(f"{W}name", "kohta")
        paragraph._p.insert(place, mark)
    made.add_paragraph("{%p endfor %}")
    content = Template(saved(made)).render({"xs": ["a", "b", "c"]})
    assert broken(content) == []
    root = body(content)
    starts = [*root.iter(f"{W}bookmarkStart")]
    assert [start.get(f"{W}name") for start in starts] == ["kohta", "kohta_2", "kohta_3"]
    assert [start.get(f"{W}id") for start in starts] == [
        end.get(f"{W}id") for end in root.iter(f"{W}bookmarkEnd")
    ]


def test_pictures_that_share_an_id_get_their_own() -> None:
    """Also across body and header."""
    made = docx.Document()
    picture = io.BytesIO()
    Image.new("RGB", (2, 2)).save(picture, "PNG")
    made.add_paragraph("{{ a }}").add_run().add_picture(picture)
    made.sections[0].header.paragraphs[0].add_run().add_picture(picture)
    content = Template(saved(made)).render({"a": "x"})
    assert broken(content) == []


def test_a_header_that_depends_on_the_data_keeps_a_paragraph() -> None:
    """An empty header is no header that Word opens."""
    made = docx.Document()
    header = made.sections[0].header
    header.paragraphs[0].text = "{%p if a %}"
    header.add_paragraph("{{ a }}")
    header.add_paragraph("{%p endif %}")
    template = Template(saved(made))
    assert broken(template.render({"a": ""})) == []
    assert text(template.render({"a": "x"})) == "x"


LINES = st.lists(
    st.sampled_from(
        [
            "x",
            "{{ v }}",
            "{{p prose }}",
            "{%p if v %}|y|{%p endif %}",
            "{%p for x in xs %}|{{ x }}|{%p endfor %}",
        ]
    ),
    min_size=1,
    max_size=3,
).map("|".join)
ROWS = st.lists(st.tuples(LINES, LINES), min_size=1, max_size=2)


ANY_TABLE = given(
    rows=ROWS,
    loop=st.booleans(),
    v=st.text(st.sampled_from("<&>\"'\n\t x{}%é"), max_size=5),
    xs=st.lists(st.sampled_from(["a", "&", ""]), max_size=3),
    prose=st.sampled_from(["", "a", "- b\n1. c", "\n\n"]),
)


@ANY_TABLE
@settings(max_examples=15)
def test_every_rendered_file_is_sound(rows: list[Any], loop: bool, v: str, xs: list[str], prose: str) -> None:
    """Generated tables with generated values: well-formed, and nothing that Word would refuse."""
    prove_sound(rows, v, xs, prose, loop=loop)


@pytest.mark.fuzz
@ANY_TABLE
@settings(max_examples=500)
def test_every_rendered_file_is_sound_in_many_cases(
    rows: list[Any], loop: bool, v: str, xs: list[str], prose: str
) -> None:
    """As above."""
    prove_sound(rows, v, xs, prose, loop=loop)


def prove_sound(rows: list[Any], v: str, xs: list[str], prose: str, *, loop: bool) -> None:
    """Print a table, in a loop or as it is, and look for what Word would refuse."""
    if loop:
        rows = [("{%tr for r in xs %}", ""), *rows, ("{%tr endfor %}", "")]
    content = Template(parted_table(*rows)).render({"v": v, "xs": xs, "prose": Prose(prose)})
    assert broken(content) == []
