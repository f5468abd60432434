"""Fields of a form in a printed document: a prompt while empty, the right control, boxes, locks."""

import re

import pytest

from hakemus.word import Control, FormField, Prose
from hakemus.word.extraction import Extract, Extractor
from hakemus.word.package import read_package
from hakemus.word.printing import Names
from plain_documents import template_of

LONG = Control("Tarve", "long", prompt="[Kirjoita tähän.]", kept=True)
NAMES = Names(("name", "need", "yes", "day"))


def body(paper: bytes, part: str = "word/document.xml") -> str:
    """Return the XML of a part."""
    return read_package(paper).parts[part].decode()


def read(paper: bytes) -> Extract:
    """Return what is read of a paper."""
    return Extractor(read_package(paper), NAMES, "need".__eq__).read()


def control(xml: str, tag: str) -> str:
    """Return the first control of a field."""
    found = re.search(
        rf'<w:sdt><w:sdtPr>(?:(?!</w:sdtPr>).)*<w:tag w:val="{tag}"/>.*?</w:sdt>', xml, re.DOTALL
    )
    assert found is not None
    return found.group()


def test_an_empty_field_shows_its_prompt_and_is_empty() -> None:
    """The control says that it shows a prompt, so Word takes it away when one types."""
    field = FormField("", "name", Control("Nimi", prompt="[nimi]"))
    paper = template_of("{{ name }}").render({"name": field}, growing={})
    shown = control(body(paper), "name")
    assert "<w:showingPlcHdr/>" in shown
    assert "[nimi]" in shown
    assert read(paper).lines == {"name": [""]}
    assert read(paper).prompts == {"name": {"[nimi]"}}


def test_a_filled_field_shows_no_prompt() -> None:
    """What was typed is in the control as in any paper."""
    field = FormField("Kylä & ry", "name", Control("Nimi", prompt="[nimi]"))
    paper = template_of("{{ name }}").render({"name": field}, growing={})
    assert "showingPlcHdr" not in body(paper)
    assert read(paper).lines == {"name": ["Kylä & ry"]}


@pytest.mark.parametrize(
    ("kind", "element"),
    [("choice", "w:dropDownList"), ("open-choice", "w:comboBox"), ("date", "w:date"), ("text", "w:text")],
)
def test_a_control_is_of_its_kind(kind: str, element: str) -> None:
    """A list, a list with other words, a calendar, a line."""
    told = Control("Nimi", kind, ("a", "b"), prompt="[x]")  # type: ignore[arg-type]
    paper = template_of("{{ name }}").render({"name": FormField("", "name", told)}, growing={})
    assert f"<{element}" in control(body(paper), "name")


def test_a_kept_control_cannot_be_deleted_and_a_fixed_one_not_edited() -> None:
    """Word's locks: of what is fixed in a row, the row can still be deleted."""
    kept, fixed = Control("Nimi", prompt="[x]", kept=True), Control("Nimi", "fixed", kept=True)
    in_row = FormField("x", "name", Control("Nimi", "fixed"))
    assert '"contentLocked"' in control(
        body(template_of("{{ name }}").render({"name": in_row}, growing={})), "name"
    )
    paper = template_of("{{ name }}", "{{ day }}").render(
        {"name": FormField("", "name", kept), "day": FormField("x", "day", fixed)}, growing={}
    )
    assert '<w:lock w:val="sdtLocked"/>' in control(body(paper), "name")
    assert '<w:lock w:val="sdtContentLocked"/>' in control(body(paper), "day")
    assert read(paper).lines == {"name": [""], "day": ["x"]}


@pytest.mark.parametrize("answer", ["", "kyllä", "ei"])
def test_boxes_are_ticked_as_the_field_says(answer: str) -> None:
    """One for each label, of which the field's own is ticked."""
    told = Control("Onko?", "boxes", ("kyllä", "ei"))
    paper = template_of("{{ yes }}").render({"yes": FormField(answer, "yes", told)}, growing={})
    assert body(paper).count("<w14:checkbox>") == 2
    assert body(paper).count("☒") == bool(answer)
    shown = [("☒" if label == answer else "☐") + f"\N{NO-BREAK SPACE}{label}" for label in ("kyllä", "ei")]
    assert read(paper).lines == {"yes": ["\N{EN SPACE}".join(shown)]}


def test_empty_long_text_has_a_control_of_its_own() -> None:
    """A paragraph with the prompt, into which paragraphs and lists can be written."""
    paper = template_of("{{p need }}").render({"need": Prose("", tag="need", control=LONG)}, growing={})
    assert "<w:text" not in control(body(paper), "need")
    assert [part.text for part in read(paper).prose["need"]] == [""]


def test_long_text_in_its_control_reads_as_it_was() -> None:
    """Paragraphs and lists, with a paragraph more written behind the control."""
    text = Prose("Ensin näin.\n\n- yksi\n- kaksi", tag="need", control=LONG)
    paper = template_of("{{p need }}").render({"need": text}, growing={})
    parts = read(paper).prose["need"]
    assert [(part.kind, part.text) for part in parts] == [
        ("paragraph", "Ensin näin."),
        ("bullet", "yksi"),
        ("bullet", "kaksi"),
    ]


def test_a_field_shown_again_is_a_locked_copy_or_nothing() -> None:
    """Filled it is repeated, as in a header; empty it leaves no second prompt."""
    told = Control("Nimi", prompt="[nimi]")
    template = template_of("{{ name }}", "{{ name }}", header="{{ name }}")
    empty = template.render({"name": FormField("", "name", told)}, growing={})
    filled = template.render({"name": FormField("Kylä", "name", told)}, growing={})
    assert body(empty).count("[nimi]") == 1
    assert "[nimi]" not in body(empty, "word/header1.xml")
    assert "sdtContentLocked" in body(filled, "word/header1.xml")
    assert read(filled).copies == {"name": ["Kylä"]}


def test_a_condition_takes_an_empty_field_for_shown() -> None:
    """So that a template which leaves out what is empty is a form as it is."""
    field = FormField("", "name", Control("Nimi", prompt="[nimi]"))
    paper = template_of("{%p if name %}", "{{ name }}", "{%p endif %}").render({"name": field}, growing={})
    assert read(paper).lines == {"name": [""]}
