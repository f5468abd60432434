"""What people paste into papers and forms, in the XML that Word makes of it: understood or reported, never dropped."""

import re
from collections.abc import Callable

import pytest
from lxml import etree

import hakemus
from form_filling import W, controls, edited, filled, found, tag_of
from hakemus.forms import Reading
from hakemus.packaged import packaged_folder
from hakemus.word import Prose

EXAMPLE = packaged_folder("examples") / "cooperation-complete" / "application.toml"
PAPER = hakemus.render(hakemus.load(EXAMPLE), "application", draft=True)
SPACES = " ".join(
    f'xmlns:{prefix}="{space}"'
    for prefix, space in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    }.items()
)
TABLE = "<w:tbl><w:tr><w:tc>{0}</w:tc><w:tc>{0}</w:tc></w:tr></w:tbl>"
BOX = "<w:{0}><w:txbxContent><w:p><w:r><w:t>Laatikko</w:t></w:r></w:p></w:txbxContent></w:{0}>"
TEXT_BOX = (
    "<w:r><mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>"
    "</w:r>"
)


def xml(text: str) -> etree._Element:
    """Return an element of Word's XML."""
    return etree.fromstring(re.sub(r"^<[\w:]+", rf"\g<0> {SPACES}", text))


def run(text: str) -> etree._Element:
    """Return a run of text."""
    return xml(f"<w:r><w:t>{text}</w:t></w:r>")


def paragraph(text: str, style: str = "BodyText") -> etree._Element:
    """Return a paragraph of text."""
    return xml(f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>')


def control(root: etree._Element, tag: str) -> etree._Element:
    """Return the control of a field."""
    return next(one for one in controls(root) if tag_of(one) == tag)


def around(element: etree._Element, kind: str) -> etree._Element:
    """Return the paragraph, cell, row or table around an element."""
    return next(element.iterancestors(f"{W}{kind}"))


def mark(root: etree._Element, name: str) -> tuple[etree._Element, etree._Element]:
    """Return the start and the end of a bookmark."""
    (start,) = found(root, f"//w:bookmarkStart[@w:name='{name}']")
    number = start.get(f"{W}id")
    (end,) = found(root, f"//w:bookmarkEnd[@w:id='{number}']")
    return start, end


def read(change: Callable[[etree._Element], None], paper: bytes = PAPER) -> Reading:
    """Return what is read of the paper in which something was changed."""
    return hakemus.read(edited(paper, change))


def changed(reading: Reading) -> dict[str, object]:
    """Return the new values of the fields that changed."""
    return {change.path: change.after for change in reading.changes}


def test_a_table_pasted_into_a_cell_is_more_of_its_text() -> None:
    """The row stays the one that it was."""
    table = xml(TABLE.format("<w:p><w:r><w:t>Solu</w:t></w:r></w:p>"))
    reading = read(lambda root: around(control(root, "partners[0].name"), "p").addnext(table))
    assert changed(reading) == {"partners[0].name": "Kuvitelman kunta Solu Solu"}


@pytest.mark.parametrize("place", ["into the control", "beside it"])
def test_a_text_box_is_beside_the_fields(place: str) -> None:
    """Wherever it hangs, and once, though Word writes it twice for older programs."""

    def put(root: etree._Element) -> None:
        name = control(root, "partners[0].name")
        holder = name.find(f"{W}sdtContent") if place == "into the control" else around(name, "p")
        assert holder is not None
        holder.append(xml(TEXT_BOX.format(BOX.format("drawing"), BOX.format("pict"))))

    reading = read(put)
    assert (changed(reading), [one.text for one in reading.outside]) == ({}, ["Laatikko"])


def test_signs_that_are_no_letters_in_the_file_are_letters() -> None:
    """A soft hyphen, a hyphen that does not break, and the arrow and smile that Word makes of `-->` and `:)`."""
    signs = xml(
        '<w:r><w:softHyphen/><w:t>a</w:t><w:noBreakHyphen/><w:sym w:font="Wingdings" w:char="F0E0"/>'
        '<w:sym w:font="Wingdings" w:char="F04A"/><w:sym w:font="Webdings" w:char="F021"/></w:r>'
    )
    reading = read(lambda root: next(control(root, "applicant.name").iter(f"{W}r")).addnext(signs))
    assert changed(reading) == {"applicant.name": "Kuvitelman kylät ry\u00ada\u2011→☺\ufffd"}


def test_a_heading_typed_in_a_long_text_is_a_paragraph_of_it() -> None:
    """And what follows it still belongs to the text."""

    def put(root: etree._Element) -> None:
        _, end = mark(root, "h_plan_need")
        last = paragraph("Jatko")
        around(end, "p").addnext(last)
        last.addprevious(paragraph("Väliotsikko", "Heading2"))
        last.append(end)

    (change,) = read(put).changes
    assert change.path == "plan.need"
    assert change.after == f"{change.before}\n\nVäliotsikko\n\nJatko"


def test_a_mark_without_an_end_ends_where_another_text_begins() -> None:
    """Some programs drop it."""

    def drop(root: etree._Element) -> None:
        _, end = mark(root, "h_plan_need")
        around(end, "p").addnext(paragraph("Jatko"))
        parent = end.getparent()
        assert parent is not None
        parent.remove(end)

    reading = read(drop)
    assert [(change.path, change.after) for change in reading.changes] == [
        ("plan.need", f"{reading.changes[0].before}\n\nJatko")
    ]
    assert (reading.problems, reading.outside) == ((), ())


@pytest.mark.parametrize("field", ["applicant.name", "partners[0].name"])
def test_lines_typed_with_enter_are_parted_by_a_blank(field: str) -> None:
    """In a cell alone as in a row of a list."""

    def put(root: etree._Element) -> None:
        cell = around(control(root, field), "tc")
        line = paragraph("toinen rivi")
        cell.append(line)
        line.append(next(cell.iter(f"{W}bookmarkEnd")))

    (change,) = read(put).changes
    assert (change.path, change.after) == (field, f"{change.before} toinen rivi")


def test_a_control_pasted_twice_into_its_row_is_told() -> None:
    """The first is the field's."""

    def paste(root: etree._Element) -> None:
        name = control(root, "partners[0].name")
        twin = etree.fromstring(etree.tostring(name))
        next(twin.iter(f"{W}t")).text = "Toinen"
        name.addnext(twin)

    reading = read(paste)
    assert [(one.path, one.code, one.typed) for one in reading.problems] == [
        ("partners[0].name", "copy", "Toinen")
    ]
    assert reading.changes == ()


def test_a_copied_row_says_nothing_twice() -> None:
    """The copy is first and lost its bookmarks: of what it repeats, nothing is reported as outside the fields."""

    def copy(root: etree._Element) -> None:
        row = around(control(root, "partners[0].name"), "tr")
        twin = etree.fromstring(etree.tostring(row))
        for one in found(twin, ".//w:bookmarkStart | .//w:bookmarkEnd"):
            parent = one.getparent()
            assert parent is not None
            parent.remove(one)
        row.addprevious(twin)

    reading = read(copy)
    assert [partner.name for partner in reading.application.partners][:2] == ["Kuvitelman kunta"] * 2
    assert (reading.problems, reading.outside) == ((), ())


def test_another_fields_control_in_a_new_row_is_read_as_its_own() -> None:
    """It is no field of the row's item."""

    def paste(root: etree._Element) -> None:
        row = around(control(root, "partners[0].name"), "tr")
        twin = etree.fromstring(etree.tostring(row))
        other = etree.fromstring(etree.tostring(control(root, "applicant.name")))
        next(other.iter(f"{W}t")).text = "Vieras"
        next(twin.iter(f"{W}p")).append(other)
        row.addnext(twin)

    told = changed(read(paste))
    assert told["applicant.name"] == "Vieras"
    assert "partners[1]" in told


def test_a_picture_in_a_field_is_told() -> None:
    """It is no text, so the application cannot hold it."""
    picture = xml(
        '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="3" name="Kartta"/></wp:inline></w:drawing></w:r></w:p>'
    )
    reading = read(lambda root: around(mark(root, "h_plan_need")[1], "p").addnext(picture))
    assert [(one.path, one.code) for one in reading.problems] == [("plan.need", "picture")]
    assert reading.changes == ()


def test_what_is_typed_right_beside_a_prompt_is_read_without_it() -> None:
    """LibreOffice leaves the prompt there when one sets the cursor before or behind it."""
    form = hakemus.blank_form("training")

    def before(root: etree._Element) -> None:
        control(root, "applicant.name").addprevious(run("Kylä ry"))

    def behind(root: etree._Element) -> None:
        control(root, "applicant.name").addnext(run("Kylä ry"))

    for put in (before, behind):
        assert changed(read(put, form)) == {"applicant.name": "Kylä ry"}


def test_a_new_row_pasted_from_elsewhere_is_read_by_its_columns() -> None:
    """In a form that was filled, as in a paper."""

    def paste(root: etree._Element) -> None:
        row = around(control(root, "partners[0].name"), "tr")
        cells = "".join(
            f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in ("Kaksi", "", "Auttaa", "")
        )
        around(row, "tbl").append(xml(f"<w:tr>{cells}</w:tr>"))

    reading = read(paste, filled(hakemus.blank_form("training"), {"partners[0].name": "Yksi"}))
    assert [(one.name, one.role) for one in reading.application.partners] == [
        ("Yksi", None),
        ("Kaksi", "Auttaa"),
    ]


def test_what_hangs_in_an_empty_field_is_told() -> None:
    """A text box in the paragraph that still shows the prompt of a long text."""
    box = xml(f"<w:r>{BOX.format('pict', 'pict')}</w:r>")
    reading = read(
        lambda root: around(mark(root, "h_plan_need")[1], "p").append(box), hakemus.blank_form("training")
    )
    assert (reading.changes, [one.text for one in reading.outside]) == ((), ["Laatikko"])


def test_a_mark_without_an_end_ends_with_its_cell() -> None:
    """What is in the next cells is not that field's."""

    def drop(root: etree._Element) -> None:
        _, end = mark(root, "h_partners_0_name")
        parent = end.getparent()
        assert parent is not None
        parent.remove(end)

    reading = read(drop)
    assert (reading.changes, reading.problems, reading.outside) == ((), (), ())


ESTIMATE = hakemus.render(hakemus.load(EXAMPLE), "cost-estimate", draft=True)


@pytest.mark.parametrize("text", ["", "Uusi"])
def test_a_field_pasted_into_another_row_is_that_rows(text: str) -> None:
    """With its control, over the row's own: the row stays the item that it was, and the first one as well."""

    def paste(root: etree._Element) -> None:
        own, other = (control(root, f"budget.items[{at}].description") for at in (0, 2))
        twin = etree.fromstring(etree.tostring(own))
        shown = next(twin.iter(f"{W}t"))
        shown.text = text or shown.text
        parent = other.getparent()
        assert parent is not None
        parent.replace(other, twin)

    reading = read(paste, ESTIMATE)
    assert changed(reading) == {"budget.items[2].description": text or "Projektipäällikön palkka"}
    assert (reading.problems, reading.gone, reading.account.lost) == ((), (), ())


@pytest.mark.parametrize("tag", ["applicant.name", "partners[0].name"])
def test_a_control_that_was_moved_takes_its_field_along(tag: str) -> None:
    """Its mark, around nothing now, doesn't say that somebody emptied it; nor is the row that it left another item."""
    reading = read(lambda root: control(root, "applicant.municipality").addnext(control(root, tag)))
    assert (reading.changes, reading.problems, reading.outside, reading.gone) == ((), (), (), ())
    assert reading.account.is_whole


COSTS: dict[str, str | Prose] = {
    f"budget.items[{at}].{name}": text
    for at in range(5)
    for name, text in (("description", f"Kulu {at}"), ("year", "2026"), ("amount", f"{at + 1}00"))
}
FILLED = filled(hakemus.blank_form("small-project"), COSTS, emptied=False)


def cell(root: etree._Element, tag: str, at: int = 0) -> etree._Element:
    """Return the cell of a field, in one of the rows that have it."""
    return around([one for one in controls(root) if tag_of(one) == tag][at], "tc")


def test_a_cell_moved_into_a_row_that_was_added_is_still_the_field_that_it_is_marked_as() -> None:
    """In a form, whose added rows repeat the tags of the last one."""
    reading = read(
        lambda root: cell(root, "budget.items[2].year", 2).addnext(cell(root, "budget.items[0].amount")),
        FILLED,
    )
    assert [int(item.amount or 0) for item in reading.application.budget.items] == [100, 200, 300, 400, 500]


def test_a_field_that_only_the_copies_of_its_row_have_is_not_found() -> None:
    """Of which item it is in the copies, they say themselves."""

    def remove(root: etree._Element) -> None:
        gone = cell(root, "budget.items[2].amount")
        for paragraph in [*gone.iter(f"{W}p")]:
            gone.remove(paragraph)

    reading = read(remove, FILLED)
    assert reading.account.not_found == ("budget.items[2].amount",)
    assert [item.amount is None for item in reading.application.budget.items] == [False] * 2 + [True] + [
        False
    ] * 2


@pytest.mark.parametrize("text", ["2026", "2027"])
def test_a_field_of_an_added_row_that_was_moved_out_of_every_row_is_reported(text: str) -> None:
    """Its row lacks it, so it is no repetition, even if it says what the field of the first such row does."""

    def move(root: etree._Element) -> None:
        year = [one for one in controls(root) if tag_of(one) == "budget.items[2].year"][2]
        next(year.iter(f"{W}t")).text = text
        line = paragraph("")
        around(control(root, "project.name"), "tbl").addprevious(line)
        line.append(year)

    reading = read(move, FILLED)
    assert ("budget.items[4].year", "copy", text) in [
        (one.path, one.code, one.typed) for one in reading.problems
    ]


def test_a_cell_of_an_added_row_that_lost_one_of_its_controls_is_read_as_what_it_says() -> None:
    """The number and its unit share a cell."""
    priced = {"description": "Palkka", "quantity": "12", "unit": "kk", "unit_price": "1750"}
    costs = {path: text for path, text in COSTS.items() if not path.startswith("budget.items[4]")}
    texts = costs | {f"budget.items[4].{name}": text for name, text in priced.items()}

    def lose(root: etree._Element) -> None:
        unit = [one for one in controls(root) if tag_of(one) == "budget.items[2].unit"][2]
        parent = unit.getparent()
        assert parent is not None
        parent.replace(unit, run("kk"))

    reading = read(lose, filled(hakemus.blank_form("small-project"), texts, emptied=False))
    cost = reading.application.budget.items[4]
    assert (str(cost.quantity), cost.unit) == ("12", "kk")
    assert reading.problems == ()


def test_an_empty_field_is_found_in_the_row_it_was_moved_to() -> None:
    """The mark that it left behind, around nothing, comes later."""

    def move(root: etree._Element) -> None:
        around(control(root, "budget.items[0].unit"), "p").append(
            control(root, "budget.price_evidence[1].purchase")
        )

    assert read(move, hakemus.blank_form("farmer-group")).account.is_whole


@pytest.mark.parametrize("place", ["behind its heading", "before the next one"])
def test_a_text_that_was_joined_to_a_heading_is_found_without_marks(place: str) -> None:
    """The heading is no part of it, and it is no more of the text before."""

    def join(root: etree._Element) -> None:
        text = around(mark(root, "h_plan_area")[0], "p")
        heading = text.getprevious() if place == "behind its heading" else text.getnext()
        assert heading is not None
        if place == "behind its heading":
            for at, one in enumerate(heading.iterchildren(f"{W}r"), 1):
                text.insert(at, one)
        else:
            text.extend(heading.iterchildren(f"{W}r"))
        for one in (heading, *found(root, "//w:bookmarkStart | //w:bookmarkEnd")):
            parent = one.getparent()
            assert parent is not None
            parent.remove(one)

    reading = read(join, hakemus.render(hakemus.load(EXAMPLE), "project-plan", draft=True))
    assert (changed(reading), reading.outside, reading.anchors["plan.area"]) == ({}, (), "place")


def test_a_control_that_was_moved_into_a_long_text_is_still_its_fields() -> None:
    """Its paragraph is no part of the text."""

    def move(root: etree._Element) -> None:
        line = around(control(root, "partners[0].name"), "p")
        around(mark(root, "h_plan_need")[0], "p").addnext(line)

    reading = read(move)
    assert (changed(reading), reading.account.lost) == ({}, ())


def test_a_heading_that_joined_a_field_is_no_part_of_it() -> None:
    """The mark of the field has lost its end, so it goes on over the heading."""

    def join(root: etree._Element) -> None:
        start, end = mark(root, "h_project_name")
        parent, title = end.getparent(), around(start, "p")
        assert parent is not None
        parent.remove(end)
        following = title.getnext()
        assert following is not None
        title.extend(following.iterchildren(f"{W}r"))

    assert changed(read(join, ESTIMATE)) == {}


def test_what_is_typed_under_a_heading_is_no_field_of_the_table_there() -> None:
    """Of the only long text under a heading, a table's label says where it is; the table is gone."""

    def change(root: etree._Element) -> None:
        table = around(control(root, "applicant.name"), "tbl")
        table.addnext(paragraph("Typed instead."))
        body = table.getparent()
        assert body is not None
        body.remove(table)

    reading = read(change, hakemus.blank_form("business-transfer", language="sv"))
    assert (reading.changes, [one.text for one in reading.outside]) == ((), ["Typed instead."])
    assert "applicant.vat_account" in reading.account.not_found


def test_a_row_in_another_table_is_no_new_item_when_its_copies_lose_their_locks() -> None:
    """A paper may show an item in two tables, once as copies; programs forget that these are locked."""

    def unlock(root: etree._Element) -> None:
        for lock in found(root, "//w:sdtPr/w:lock"):
            parent = lock.getparent()
            assert parent is not None
            parent.remove(lock)

    example = packaged_folder("examples") / "cooperation-project" / "application.toml"
    reading = read(unlock, hakemus.render(hakemus.load(example), "in-kind-estimate", draft=True))
    assert (reading.changes, reading.problems, reading.account.lost) == ((), (), ())
