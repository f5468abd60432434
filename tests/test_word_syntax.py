"""Faults of a template: all at once, each reported with part, paragraph, cell, heading, tag and nearby words."""

from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hakemus.errors import HakemusError, TemplateError, TemplateProblem
from hakemus.word import Template, outline
from plain_documents import saved


def faults(*paragraphs: str, strict: bool = True) -> tuple[TemplateProblem, ...]:
    """Return what is wrong with a template of these paragraphs."""
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    with pytest.raises(TemplateError) as caught:
        Template(saved(made), strict=strict)
    return caught.value.problems


@pytest.mark.parametrize(
    ("paragraphs", "tag", "message"),
    [
        (("{{ a b }}",), "{{ a b }}", "expected token"),
        (("{{ a", "b }}"), "{{ a", "not closed in the same paragraph"),
        (("{%p if a %}", "x"), "{%p if a %}", "this if is never closed"),
        (("{%p for a in b %}", "{%p if a %}", "{%p endfor %}"), "{%p if a %}", "this if is never closed"),
        (("x", "{%p endif %}"), "{%p endif %}", "closes no if"),
        (("{%p else %}",), "{%p else %}", "outside an if"),
        (
            ("Alku {%p if a %}", "{%p endif %}"),
            "{%p if a %}",
            "takes its whole paragraph away, and with it: Alku",
        ),
        (("{%tr if a %}", "{%tr endif %}"), "{%tr if a %}", "it is not in a table row"),
        (("{%p if a % 2 %}", "{%p endif %}"), "{%p if a % 2 %}", "cannot hold the signs"),
        (("{{ a.upper() }}",), "{{ a.upper() }}", "no more"),
        (("{% set a = 1 %}",), "{% set a = 1 %}", "no more"),
        (("{{ a|upper }}",), "{{ a|upper }}", "filter “upper”"),
        (("{{ a ~ b }}",), "{{ a ~ b }}", "no more"),
        (("{{ a.__class__ }}",), "{{ a.__class__ }}", "private name"),
        (("{% unknown %}",), "{% unknown %}", "unknown tag"),
    ],
)
def test_a_fault_is_told_at_its_tag(paragraphs: tuple[str, ...], tag: str, message: str) -> None:
    """The tag is quoted as the author wrote it."""
    found = faults(*paragraphs)
    assert any(problem.tag == tag and message in problem.message for problem in found), found


def test_all_faults_are_told_at_once() -> None:
    """An author corrects a template in one go."""
    found = faults("{{ a b }}", "{{ c d }}", "{%p if x %}", "{{ e.f( }}")
    assert [problem.tag for problem in found] == ["{{ a b }}", "{{ c d }}", "{%p if x %}", "{{ e.f( }}"]


def test_a_place_names_paragraph_cell_heading_and_words() -> None:
    """Enough to find the tag in Word."""
    made = docx.Document()
    made.add_heading("Kustannukset", 1)
    table = made.add_table(2, 2)
    table.cell(1, 1).text = "Summa {{ a b }} euroa"
    with pytest.raises(TemplateError) as caught:
        Template(saved(made))
    (problem,) = caught.value.problems
    assert problem.part == "word/document.xml"
    assert problem.place == "paragraph 5, table 1, row 2, cell 2, under “Kustannukset”, near “Summa euroa”"


def test_faults_of_every_part_are_told() -> None:
    """Header and body in one error."""
    made = docx.Document()
    made.add_paragraph("{{ a b }}")
    made.sections[0].header.paragraphs[0].text = "{{ c d }}"
    with pytest.raises(TemplateError) as caught:
        Template(saved(made))
    assert {problem.part for problem in caught.value.problems} == {"word/document.xml", "word/header1.xml"}


def test_a_block_that_begins_and_ends_in_different_places_is_told() -> None:
    """An if that opens in a cell and closes outside the table would break the file."""
    made = docx.Document()
    made.add_table(1, 1).cell(0, 0).text = "{% if a %}x"
    made.add_paragraph("{% endif %}")
    with pytest.raises(TemplateError, match=r"\(a paragraph and a paragraph in a table cell\)") as caught:
        Template(saved(made))
    assert caught.value.problems[0].tag == "{% if a %}"


def test_a_tag_in_the_code_of_a_field_is_told() -> None:
    """What is typed there could make the field do something else."""
    made = docx.Document()
    run = made.add_paragraph().add_run()._r
    code = run.makeelement(run.tag.replace("}r", "}instrText"))
    code.text = "HYPERLINK {{ a }}"
    run.append(code)
    with pytest.raises(TemplateError, match="code of a Word field"):
        Template(saved(made))


@pytest.mark.parametrize(
    ("text", "values", "message"),
    [
        ("{{ a.b.c }}", {"a": {}}, "no attribute"),
        ("{% if a.b %}x{% endif %}", {"a": {}}, "no attribute"),
        ("{% if a > 3 %}x{% endif %}", {"a": "x"}, "not supported"),
        ("{% for x in a %}{{ x }}{% endfor %}", {"a": "teksti"}, "“a” cannot be repeated"),
    ],
)
def test_a_fault_while_rendering_is_told_at_its_tag(text: str, values: dict[str, Any], message: str) -> None:
    """Runtime errors have a place too."""
    made = docx.Document()
    made.add_paragraph("ennen")
    made.add_paragraph(text)
    with pytest.raises(TemplateError, match=message) as caught:
        Template(saved(made)).render(values)
    (problem,) = caught.value.problems
    assert text.startswith(problem.tag)
    assert problem.place.startswith("paragraph 2")


def test_division_by_zero_is_told_at_its_tag() -> None:
    """Also in a template that is not strict."""
    made = docx.Document()
    made.add_paragraph("{{ 1 / a }}")
    with pytest.raises(TemplateError, match="division by zero") as caught:
        Template(saved(made), strict=False).render({"a": 0})
    assert caught.value.problems[0].tag == "{{ 1 / a }}"


def test_a_template_that_is_not_strict_may_hold_lone_braces() -> None:
    """They print as they stand, as in docxtpl."""
    made = docx.Document()
    made.add_paragraph("a }} b")
    assert Template(saved(made), strict=False).render({})


FRAGMENTS = (
    """
{{ a }} | {{p a }} | {{r a }} | {%p if a %} | {%p endif %} | {%tr for x in xs %} | {%tr endfor %}
| {%tc for x in xs %} | {%tc endfor %} | {% if a %} | {% endif %} | {% for x in xs %} | {{ x }} | {% endfor %}
| {{ | }} | {% | %} | {# | #} | {%- if a -%} | {% vm %} | {% hm %} | text | <&> | {% raw %} | {% endraw %}
| {%r if a %} | {{ a.b }} | {_{ | {%p | {{}} | {%%} | {%p %} | \u2003 | {{ a|default(’x’) }}
""".strip()
    .replace("\n", " ")
    .split(" | ")
)
TEXTS = st.lists(st.sampled_from(FRAGMENTS), max_size=3).map("".join)


ANY_TEXTS = given(
    paragraphs=st.lists(TEXTS, max_size=3),
    cells=st.lists(TEXTS, min_size=4, max_size=4),
    strict=st.booleans(),
)


@ANY_TEXTS
@settings(max_examples=25)
def test_no_template_is_so_wrong_that_it_breaks_the_engine(
    paragraphs: list[str], cells: list[str], *, strict: bool
) -> None:
    """Whatever an author leaves in a file, it renders, or the error says what is wrong."""
    prove_answered(paragraphs, cells, strict=strict)


@pytest.mark.fuzz
@ANY_TEXTS
@settings(max_examples=1000)
def test_no_template_is_so_wrong_that_it_breaks_the_engine_in_many_cases(
    paragraphs: list[str], cells: list[str], *, strict: bool
) -> None:
    """As above."""
    prove_answered(paragraphs, cells, strict=strict)


def prove_answered(paragraphs: list[str], cells: list[str], *, strict: bool) -> None:
    """Render a file of such texts; anything but an answer in words is raised."""
    made = docx.Document()
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    table = made.add_table(2, 2)
    for number, text in enumerate(cells):
        table.cell(number // 2, number % 2).text = text
    told = ""
    try:
        told = outline(Template(saved(made), strict=strict).render({"a": "x", "xs": ["y"]}))
    except HakemusError as error:
        told = str(error)
    assert told
