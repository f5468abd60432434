"""Fields in a printed document: between anchors, once to edit, under names that lead back to them."""

import re

import pytest

from hakemus.word import Control, Prose, Shown, data_item
from hakemus.word.data_part import find_data
from hakemus.word.package import read_package
from hakemus.word.printing import Names, bookmark_name
from plain_documents import template_of

NAME = Control("Hankkeen nimi")


def body(paper: bytes, part: str = "word/document.xml") -> str:
    """Return the XML of a part."""
    return read_package(paper).parts[part].decode()


def test_a_field_stands_in_a_control_inside_a_bookmark() -> None:
    """Tag and bookmark tell the path, the title is the term."""
    paper = body(template_of("{{ name }}").render({"name": Shown("Katto", "project.name", NAME)}))
    assert re.search(
        r'<w:bookmarkStart w:id="\d+" w:name="h_project_name"/><w:sdt><w:sdtPr><w:alias w:val="Hankkeen nimi"/>'
        r'<w:tag w:val="project.name"/><w:id w:val="\d+"/><w:text/></w:sdtPr><w:sdtContent><w:r>.*?Katto',
        paper,
    )


def test_text_that_is_no_field_has_no_anchor() -> None:
    """What is counted is printed as before."""
    assert "<w:sdt>" not in body(template_of("{{ total }}").render({"total": "5,00 €"}))


def test_a_second_place_is_a_locked_copy() -> None:
    """One place to edit: the first in the body; the header's comes before it in reading, and is a copy all the same."""
    paper = template_of("{{ name }}", "{{ name }}", header="{{ name }}").render(
        {"name": Shown("Katto", "project.name", NAME)}
    )
    assert body(paper).count("w:bookmarkStart") == 1
    assert body(paper).count("sdtContentLocked") == 1
    (header,) = (part for part in read_package(paper).parts if "header" in part)
    assert "sdtContentLocked" in body(paper, header)
    assert "w:bookmarkStart" not in body(paper, header)


def test_ids_and_names_stay_unique_in_loops() -> None:
    """Each turn has anchors of its own."""
    items = [{"name": Shown(f"Rivi {number}", f"items[{number}].name", NAME)} for number in range(30)]
    paper = template_of("{%p for item in items %}", "{{ item.name }}", "{%p endfor %}").render(
        {"items": items}
    )
    ids = re.findall(r'<w:id w:val="(\d+)"', body(paper))
    names = re.findall(r'w:name="(h_[^"]+)"', body(paper))
    assert len(set(ids)) == len(ids) == 30
    assert len(set(names)) == len(names) == 30


def test_prose_lies_between_the_ends_of_a_bookmark() -> None:
    """The bookmark begins in the first paragraph and ends in the last; no control is around them."""
    template = template_of("{{p need }}")
    prose = Prose("yksi\n\nkaksi", "Normal", tag="plan.need")
    paper = body(template.render({"need": prose}))
    start, end = paper.index('w:name="h_plan_need"'), paper.index("<w:bookmarkEnd")
    assert start < paper.index("yksi") < paper.index("kaksi") < end
    assert "<w:sdt>" not in paper


def test_a_line_break_keeps_its_place_without_a_control() -> None:
    """Some programs lose a break inside a control, so such a text has none."""
    assert "<w:sdt>" not in body(template_of("{{ a }}").render({"a": Shown("yksi\nkaksi", "a", NAME)}))


def test_dates_and_choices_say_how_they_are_filled() -> None:
    """A date has the Finnish format; a choice has its labels, escaped."""
    values = {
        "day": Shown("1.3.2024", "date", Control("Päivä", "date")),
        "form": Shown("a & b", "form", Control("Muoto", "choice", ("a & b", 'c "d"'))),
    }
    paper = body(template_of("{{ day }}", "{{ form }}").render(values))
    assert '<w:dateFormat w:val="d.M.yyyy"/>' in paper
    assert '<w:listItem w:displayText="c &quot;d&quot;" w:value="c &quot;d&quot;"/>' in paper


@pytest.mark.parametrize(
    "path",
    [
        "project.name",
        "budget.items[12].unit_price",
        "applicant.is_regional_village_association",
        "companies[199].earlier_aid[199].granted_on",
    ],
)
def test_a_bookmarks_name_leads_back_to_its_field(path: str) -> None:
    """Short or digested, the name is one that Word takes, and the field is found from it."""
    name = bookmark_name(path)
    assert re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,39}", name)
    assert Names((re.sub(r"\[\d+\]", "[]", path), "other.thing")).tag(name) == path


@pytest.mark.parametrize("name", ["_GoBack", "h_project_nam", "h_budget_items_amount", "h_x0123456789_1"])
def test_a_strange_bookmark_leads_nowhere(name: str) -> None:
    """Another program's bookmark is not one of ours."""
    assert Names(("project.name", "budget.items[].amount")).tag(name) is None


def test_a_document_carries_its_data() -> None:
    """The part comes back as it was, once, and the file stays valid."""
    template = template_of("{{ a }}")
    item = data_item({"version": "1", "note": 'a "b" & <c>'}, '{"x":"ä < & > ]]> \\n"}')
    paper = template.render({"a": "x"}, data=item)
    assert find_data(read_package(paper)) == [
        ({"version": "1", "note": 'a "b" & <c>'}, '{"x":"ä < & > ]]> \\n"}')
    ]
    assert find_data(read_package(template.render({"a": "x"}))) == []
