"""A template compiled once and printed often: what goes in comes out, or is refused by name."""

import pickle
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hakemus.errors import TemplateError, ValueRefusedError
from hakemus.word import Limits, Properties, Prose, Template, inspect, outline, text
from plain_documents import paragraphs, saved, table


def rendered(template: bytes, **mapping: Any) -> str:
    """Return all text of what a template prints."""
    return text(Template(template).render(mapping))


@pytest.mark.parametrize(
    "value",
    [
        "Müller & Söhne <b>",
        "a<b ]]> <!-- x",
        "{{ 7*7 }} {% if x %} {_{ }_} {# #}",
        "rivi\nrivi\tsarake",
        "  kaksi  väliä  ",
        "\u00a0\u2028\u0085😀👨\u200d👩\u200d👧 e\u0301 שלום",
        '"lainaus" ’kaarilla’ &amp; &#0;',
    ],
)
def test_text_comes_out_as_it_was_typed(value: str) -> None:
    """Markup, tags, breaks, spaces and rare letters are text like any other."""
    assert rendered(paragraphs("Alku [{{ value }}] loppu"), value=value) == f"Alku [{value}] loppu"


@given(value=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=50))
@settings(max_examples=200)
def test_any_printable_text_comes_out_of_body_and_header(value: str) -> None:
    """Whatever the letters are, body and header show them alike."""
    expected = "" if "\ufffe" in value or "\uffff" in value else f"[{value}]\n[{value}]"
    if not expected:
        with pytest.raises(ValueRefusedError):
            _TWICE.render({"value": value})
    else:
        assert text(_TWICE.render({"value": value})) == expected


_TWICE = Template(paragraphs("[{{ value }}]", header="[{{ value }}]"))


@pytest.mark.parametrize(("typed", "printed"), [("a\r\nb", "a\nb"), ("a\rb", "a\nb")])
def test_every_kind_of_line_break_is_one_line_break(typed: str, printed: str) -> None:
    """Windows and old Macintosh line ends are line ends."""
    assert rendered(paragraphs("{{ value }}"), value=typed) == printed


@pytest.mark.parametrize("value", ["a\x00b", "\x0b", "\x07", "x\ud800", "\ufffe", "\x0c"])
def test_a_character_that_no_word_file_can_hold_is_refused_by_name(value: str) -> None:
    """The refusal names the field, the character and the place in the template."""
    with pytest.raises(ValueRefusedError, match=r"project\.name: .*U\+.*paragraph 1") as caught:
        rendered(paragraphs("{{ project.name }}"), project={"name": value})
    assert caught.value.field == "project.name"


@pytest.mark.parametrize(
    "value", [None, 5, 1.5, True, Decimal("5.00"), date(2024, 3, 1), ["a"], b"a", Prose("a")]
)
def test_only_formatted_text_is_printed(value: object) -> None:
    """What nothing formatted is refused."""
    with pytest.raises(ValueRefusedError, match="value"):
        rendered(paragraphs("{{ value }}"), value=value)


def test_a_refusal_in_a_loop_names_the_item() -> None:
    """The path says which item of the list it was."""
    template = table(("{%tr for item in budget.items %}",), ("{{ item.amount }}",), ("{%tr endfor %}",))
    items = [{"amount": "1"}, {"amount": "2"}, {"amount": None}]
    with pytest.raises(ValueRefusedError) as caught:
        rendered(template, budget={"items": items})
    assert caught.value.field == "budget.items[2].amount"


def test_text_over_the_limit_is_refused() -> None:
    """The limit is named."""
    template = Template(paragraphs("{{ value }}"), limits=Limits(text_characters=10))
    with pytest.raises(ValueRefusedError, match="text_characters"):
        template.render({"value": "x" * 11})


def test_a_missing_name_is_an_error_at_its_place() -> None:
    """The error names part, paragraph and tag."""
    with pytest.raises(TemplateError) as caught:
        rendered(paragraphs("Nimi", "{{ project.nmae }}"), project={"name": "x"})
    (problem,) = caught.value.problems
    assert (problem.part, problem.tag) == ("word/document.xml", "{{ project.nmae }}")
    assert "paragraph 2" in problem.place


def test_fields_are_told_with_their_whole_path() -> None:
    """Loop variables are led back to their list; headers and properties count."""
    made = docx.Document()
    for paragraph in (
        "{{ project.name }}",
        "{%p for item in budget.items %}",
        "{{ item.amount }}",
        "{%p for part in item.parts %}",
        "{{ part.name }} {{ loop.index }}",
        "{%p endfor %}",
        "{%p endfor %}",
        "{%p if project.note %}",
        "{%p endif %}",
    ):
        made.add_paragraph(paragraph)
    made.sections[0].footer.paragraphs[0].text = "{{ footer.text }}"
    made.core_properties.title = "{{ paper.title }}"
    assert set(Template(saved(made)).fields) == {
        "project.name",
        "budget.items[]",
        "budget.items[].amount",
        "budget.items[].parts[]",
        "budget.items[].parts[].name",
        "project.note",
        "footer.text",
        "paper.title",
    }


def test_prose_becomes_paragraphs_and_lists_in_their_styles() -> None:
    """Typed numbers stay as they were typed, line breaks inside a paragraph too."""
    template = paragraphs("Ennen", "{{p plan.need }}", "Jälkeen")
    docx_ = Template(template).render({"plan": {"need": Prose("Yksi\nkaksi\n\n- a & b\n7. seitsemäs")}})
    assert outline(docx_).partition("body\n")[2].splitlines() == [
        "  [Normal] Ennen",
        "  [Body Text] Yksi↵kaksi",
        "  [List Bullet] a & b",
        "  [List Number] 7.→seitsemäs",
        "  [Normal] Jälkeen",
    ]


def test_empty_prose_prints_nothing_but_a_cell_keeps_a_paragraph() -> None:
    """Between paragraphs nothing stays; in a cell one empty paragraph does."""
    assert rendered(paragraphs("a", "{{p x }}", "b"), x=Prose("")) == "a\nb"
    docx_ = Template(table(("{{p x }}", "b"))).render({"x": Prose("")})
    assert not [problem for problem in inspect(docx_) if "paragraph" in problem.message]


def test_a_cell_whose_only_paragraph_is_left_out_keeps_one() -> None:
    """Word refuses a cell without a paragraph."""
    template = Template(table(("{%p if x %}\n{{ x }}\n{%p endif %}", "b")))
    for value in ("", "a"):
        docx_ = template.render({"x": value})
        assert not [problem for problem in inspect(docx_) if "does not end" in problem.message]
        assert text(docx_) == (f"{value}\nb" if value else "b")


def test_a_table_without_rows_is_left_out() -> None:
    """Word refuses a table without rows."""
    template = table(("{%tr for item in items %}",), ("{{ item }}",), ("{%tr endfor %}",))
    assert "table" not in outline(Template(template).render({"items": []}))
    assert "table of 1 columns" in outline(Template(template).render({"items": ["a"]}))


def test_keys_go_before_methods() -> None:
    """`budget.items` is the key of the mapping, not its method."""
    assert rendered(paragraphs("{{ budget.items }}"), budget={"items": "kaikki"}) == "kaikki"


def test_properties_are_written_unharmed() -> None:
    """Markup in a title is text, and its own tags are printed."""
    made = docx.Document()
    made.core_properties.title = "{{ name }}"
    made.core_properties.subject = "aihe"
    template = Template(saved(made))
    told = outline(
        template.render({"name": "A & <B>"}, Properties(language="fi-FI", created=date(2024, 3, 1)))
    )
    assert told.startswith("title: A & <B>\nsubject: aihe\n")
    assert "language: fi-FI\n" in told
    assert "created: 2024-03-01T00:00:00Z" in told
    given_ = template.render({"name": "x"}, Properties(title="Oma <otsikko>"))
    assert outline(given_).startswith("title: Oma <otsikko>\n")


def test_the_same_values_give_the_same_bytes() -> None:
    """Also from a template that was compiled anew, or sent to another process."""
    source = paragraphs("{{ value }}", header="{{ value }}")
    first = Template(source)
    expected = first.render({"value": "x"})
    assert first.render({"value": "x"}) == expected
    assert Template(source).render({"value": "x"}) == expected
    assert pickle.loads(pickle.dumps(first)).render({"value": "x"}) == expected  # noqa: S301


def test_threads_may_share_a_template() -> None:
    """Eight threads, one template, no value in another's document."""
    template = Template(paragraphs("{{ a }}-{{ b }}", header="{{ a }}"))

    def one(number: int) -> bool:
        value = str(number)
        return text(template.render({"a": value, "b": value})) == f"{value}\n{value}-{value}"

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(one, range(200)))
