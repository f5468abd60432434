"""Forms filled as people fill them: for any application, what was filled in is what is read."""

import io
import re
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

import hakemus
from any_application import APPLICATIONS, leaves, same
from edited_paper import edited as text_edited
from form_filling import W, cleaned, controls, edited, filled, filled_like, found, tag_of
from hakemus.model import AnnexState, Application
from hakemus.packaged import packaged_folder
from hakemus.programme import open_programme
from hakemus.texts import LANGUAGES, Language, wording
from hakemus.word import Prose

MEASURES = open_programme().vocabulary("measure").keys
PROMPT = "[kirjoita]"


def prove(application: Application, measure: str, language: Language) -> None:
    """Fill an application into the form of a measure, and read it."""
    form = hakemus.blank_form(measure, language=language)
    blank = hakemus.read(form).application
    file, wanted = filled_like(form, application, language)
    reading = hakemus.read(file)
    assert reading.problems == ()
    assert reading.outside == ()
    was = dict(leaves(cleaned(wanted.model_dump(exclude_defaults=True))))
    fixed = {
        "classification.measure",
        "language",
        "schema_version",
        *dict(leaves(blank.model_dump(exclude_defaults=True))),
    }
    now = dict(leaves(cleaned(reading.application.model_dump(exclude_none=True))))
    for path in {**was, **now}.keys() - fixed:
        assert same(was.get(path), now.get(path)), path


@settings(max_examples=6, suppress_health_check=list(HealthCheck))
@given(application=APPLICATIONS, measure=st.sampled_from(MEASURES), language=st.sampled_from(LANGUAGES))
def test_what_is_filled_in_is_read(application: Application, measure: str, language: Language) -> None:
    """Values, choices, boxes, long text with lists, and rows added as Word adds them."""
    prove(application, measure, language)


@pytest.mark.fuzz
@settings(max_examples=600, suppress_health_check=list(HealthCheck))
@given(application=APPLICATIONS, measure=st.sampled_from(MEASURES), language=st.sampled_from(LANGUAGES))
def test_what_is_filled_in_is_read_always(application: Application, measure: str, language: Language) -> None:
    """The same, long."""
    prove(application, measure, language)


def tick_all(root: etree._Element) -> None:
    """Tick every box."""
    for box in root.iter(f"{W}t"):
        box.text = "☒" if box.text == "☐" else box.text


def forget(root: etree._Element) -> None:
    """Drop what LibreOffice 7.4 drops: that a text is a prompt, and the tags."""
    for mark in [*root.iter(f"{W}showingPlcHdr", f"{W}tag")]:
        parent = mark.getparent()
        assert parent is not None
        parent.remove(mark)


def move_marks_inside(root: etree._Element) -> None:
    """Drop the same, and put each bookmark into its control, as LibreOffice 7.4 does."""
    forget(root)
    for mark in found(root, "//w:bookmarkStart[following-sibling::*[1][self::w:sdt]]"):
        control = mark.getnext()
        assert control is not None
        end = control.getnext()
        if end is not None and end.tag == f"{W}bookmarkEnd":
            control[-1].insert(0, mark)
            control[-1].append(end)


def prompt_of(form: bytes, tag: str) -> str:
    """Return the prompt of a field."""
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(form)).read("word/document.xml"))
    control = next(control for control in controls(root) if tag_of(control) == tag)
    return "".join(str(text.text) for text in control.iter(f"{W}t"))


def without_data(form: bytes) -> bytes:
    """Return a form without the part that carries its data."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(form)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if not name.startswith("customXml/"):
                new.writestr(name, old.read(name))
    return out.getvalue()


def typed_into(
    form: bytes, texts: dict[str, str], group: hakemus.LeaderGroup | None = None
) -> hakemus.Reading:
    """Return what is read of a form into which these texts were typed."""
    return hakemus.read(filled(form, texts), group=group)


def test_a_row_that_was_added_is_a_new_item_and_empty_rows_are_none() -> None:
    """Word copies the controls with their tags; the rows between that nobody filled are no items."""
    form = hakemus.blank_form("training")
    reading = typed_into(form, {"partners[0].name": "Yksi", "partners[3].name": "Neljä"})
    assert [partner.name for partner in reading.application.partners] == ["Yksi", "Neljä"]
    assert [change.path for change in reading.changes] == ["partners[0]", "partners[1]"]
    assert reading.origins["partners"] == (None, None)


def test_an_annex_that_was_offered_counts_once_its_row_is_filled() -> None:
    """The kinds that the measure asks for stand there; where the rest is filled, the kind is taken too."""
    programme, measure = open_programme(), open_programme().measure("training")
    assert measure is not None
    second = measure.annexes(programme.first_day)[1].kind
    form = hakemus.blank_form("training", on=programme.first_day)
    attached = programme.vocabulary("annex_state").label("attached", "fi")
    reading = hakemus.read(filled(form, {"annexes[1].state": attached}, emptied=False))
    assert [annex.state for annex in reading.application.annexes] == [AnnexState.ATTACHED]
    assert programme.vocabulary("annex_kind").find(reading.application.annexes[0].kind or "") == second


def test_what_is_typed_beside_a_prompt_is_read_without_it() -> None:
    """Where somebody types before or after the prompt, which then stays."""
    form = hakemus.blank_form("training")
    told = prompt_of(form, "applicant.name")
    for text in (f"{told} Kylä ry", f"Kylä ry{told}"):
        reading = typed_into(form, {"applicant.name": text})
        assert reading.application.applicant.name == "Kylä ry"


def test_a_prompt_that_lost_its_mark_is_still_none() -> None:
    """LibreOffice 7.4 writes the prompt as any text: it is known by its words."""
    for change in (forget, move_marks_inside):
        reading = hakemus.read(edited(hakemus.blank_form("company-group"), change))
        assert (reading.changes, reading.problems, reading.outside) == ((), (), ())
        assert set(reading.anchors.values()) == {"bookmark"}
        assert "partners[0].contact_person" in reading.anchors


def test_a_groups_form_is_read_without_its_group_too() -> None:
    """Its prompts and boxes are no answers, even where a program forgot that they are prompts."""
    group = hakemus.LeaderGroup.open(packaged_folder("examples") / "groups" / "mallimaa")
    form = hakemus.blank_form("small-project", group=group)
    for one in (form, edited(form, forget)):
        reading = hakemus.read(one)
        assert (reading.changes, reading.problems, reading.outside) == ((), (), ())
    answers = hakemus.read(form).application.group_answers
    boxes = next(at for at, answer in enumerate(answers) if _kind(group, answer.question) == "yes-no")
    yes = wording("fi").yes_no(True)
    reading = typed_into(form, {f"group_answers[{boxes}].answer": yes})
    assert reading.application.group_answers[boxes].answer == yes


def _kind(group: hakemus.LeaderGroup, text: str | None) -> str:
    question = group.question(text or "")
    return question.kind if question is not None else ""


def test_a_form_without_its_data_is_known_by_its_measure_and_prompts() -> None:
    """As when it has come through ODT: what was filled is read, what was not is nothing."""
    form = filled(hakemus.blank_form("training", language="sv"), {"applicant.name": "Byn rf"})
    reading = hakemus.read(without_data(form))
    assert [(change.path, change.after) for change in reading.changes] == [("applicant.name", "Byn rf")]
    assert reading.application.classification.measure == "training"
    assert reading.base is None
    assert [note.code for note in reading.notes] == ["no-data"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_ticked_boxes_are_told(language: Language) -> None:
    """One of two is a value, both are none."""
    form = hakemus.blank_form("training", language=language)
    words = wording(language)
    reading = typed_into(form, {"classification.is_leader_project": words.yes_no(True)})
    assert reading.application.classification.is_leader_project is True
    both = edited(form, tick_all)
    assert "not-yes-no" in {problem.code for problem in hakemus.read(both).problems}


def test_what_is_typed_in_brackets_is_an_answer() -> None:
    """A form of this version and group has its own prompts and no others."""
    for text in ("[Kylä ry]", f"{PROMPT[:3]}Kylä ry{PROMPT[3:]}"):
        form = hakemus.blank_form("training")
        assert typed_into(form, {"applicant.name": text}).application.applicant.name == text


def test_what_is_typed_in_brackets_is_an_answer_in_a_form_of_another_version_too() -> None:
    """A form carries its prompts, so what it did not hold was typed, by whatever version it was made."""
    form = as_of_another_version(hakemus.blank_form("training"))
    assert typed_into(form, {}).changes == ()
    assert typed_into(form, {"applicant.name": "[Kylä ry]"}).application.applicant.name == "[Kylä ry]"


def test_brackets_that_may_be_a_prompt_are_told_and_are_no_answer() -> None:
    """Where nothing describes a form's prompts, or a program says so of another text; what was there stays."""
    form = filled(hakemus.blank_form("training"), {"applicant.name": "[Kylä ry]", "plan.need": Prose("[x]")})
    for one in (without_data(form), without_told_prompts(as_of_another_version(form))):
        reading = hakemus.read(one)
        told = [(problem.path, problem.code, problem.typed) for problem in reading.problems]
        assert told == [
            ("applicant.name", "in-brackets", "[Kylä ry]"),
            ("plan.need", "in-brackets", "[x]"),
        ]
        assert reading.changes == ()
    said_to_be_one = edited(hakemus.blank_form("training"), lambda root: retype(root, "[Skriv här.]"))
    assert [problem.code for problem in hakemus.read(said_to_be_one).problems] == ["in-brackets"]


def retype(root: etree._Element, text: str) -> None:
    """Change the first prompt, still marked as one."""
    control = next(control for control in controls(root) if found(control, "w:sdtPr/w:showingPlcHdr"))
    next(control.iter(f"{W}t")).text = text


def as_of_another_version(form: bytes) -> bytes:
    """Return a form that says that an older version of the library made it."""
    return replaced(form, lambda data: re.sub('library="[^"]*"', 'library="0.0.9"', data))


def without_told_prompts(form: bytes) -> bytes:
    """Return a form that does not tell its prompts."""
    return replaced(form, lambda data: re.sub(' prompts="[^"]*"', "", data))


def replaced(form: bytes, change: Callable[[str], str]) -> bytes:
    """Return a form with its data part changed."""
    return text_edited(form, change, "customXml/item1.xml")


def test_a_letter_typed_over_a_box_is_told() -> None:
    """Instead of a tick; neither box is ticked then."""

    def type_over(number: int) -> bytes:
        def change(root: etree._Element) -> None:
            boxes = [box for box in root.iter(f"{W}t") if box.text == "☐"]
            boxes[number].text = "x"

        return edited(hakemus.blank_form("training"), change)

    for number in (0, 1):
        assert [one.code for one in hakemus.read(type_over(number)).problems] == ["not-yes-no"]
