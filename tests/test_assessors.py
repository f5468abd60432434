"""Several assessors: their forms are made, filled in Word or as a workbook, and read; what is wrong is reported."""

import shutil
from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from hakemus.desk import hold_meeting, write_forms
from hakemus.errors import LoadError
from hakemus.files import open_meeting
from hakemus.packaged import packaged_folder
from hakemus.rules.board import Session, check_assessment, check_meeting
from hakemus.texts import LANGUAGES
from hakemus.word import inspect

EXAMPLES = packaged_folder("examples")
MAIJA, SVEN = "arviointilomake-maija-mallikas", "bedomningsblankett-sven-svensson"
KEYS: tuple[str, ...] = (
    "strategy",
    "need",
    "youth",
    "jobs",
    "bioeconomy",
    "village_work",
    "new_ways",
    "lasting_effects",
)
KEYS += ("profitability", "own_means", "input_output", "equality", "sustainability")
Answers = Mapping[str, str | int]
ALL: Answers = {"strategy": "kyllä", "need": "ja"} | dict.fromkeys(KEYS[2:], 2)


@pytest.fixture(name="meeting")
def _meeting(tmp_path: Path) -> Path:
    """Return a copy of the example's folder, to which nobody has answered, with the forms in `forms`."""
    for name in ("board-meeting", "investment", "company-group"):
        shutil.copytree(EXAMPLES / name, tmp_path / name)
    folder = tmp_path / "board-meeting"
    shutil.rmtree(folder / "answers")
    (folder / "answers").mkdir()
    write_forms(folder, tmp_path / "forms")
    return folder


def fill(path: Path, out: Path, answers: Answers, application: int = 0) -> None:
    """Fill a Word form as a person does, for one of its applications."""
    document = Document(str(path))
    for control in document.element.body.iter(qn("w:sdt")):
        about = control.find(qn("w:sdtPr"))
        place, key = about.find(qn("w:tag")).get(qn("w:val")), ""
        for position, name in enumerate(KEYS):
            if place == f"applications[{application}].criteria[{position}].answer":
                key = name
        if key in answers:
            prompt = about.find(qn("w:showingPlcHdr"))
            about.remove(prompt)
            next(control.iter(qn("w:t"))).text = str(answers[key])
    document.save(str(out))


def fill_in_cells(path: Path, out: Path, answers: Answers, application: str) -> None:
    """Fill a workbook as a person does, for one of its applications."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    for row in range(5, sheet.max_row + 1):
        if sheet.cell(row, 1).value == application and sheet.cell(row, 2).value in answers:
            sheet.cell(row, 6).value = answers[str(sheet.cell(row, 2).value)]
    book.save(out)


def session_of(folder: Path) -> Session:
    """Return the meeting of a folder with its applications and answers."""
    opened = open_meeting(folder)
    applications = [(name, opened.assessed(name)) for name in opened.names]
    return Session(opened.meeting, opened.group, applications, opened.answers)


def found(folder: Path) -> list[tuple[str, str]]:
    """Return what is found in the meeting: each message in English, with its id."""
    return [(finding.id, finding.message("en")) for finding in check_meeting(session_of(folder))]


def test_each_member_gets_a_form_of_what_they_may_assess(meeting: Path) -> None:
    """In the member's language; none for who assesses nothing, and nothing of an application one is disqualified in."""
    forms = meeting.parent / "forms"

    assert sorted(path.name for path in forms.iterdir()) == [
        f"{stem}.{ending}" for stem in (MAIJA, SVEN) for ending in ("docx", "xlsx")
    ]
    folders = {
        stem: {load_workbook(forms / f"{stem}.xlsx").worksheets[0].cell(row, 1).value for row in range(5, 31)}
        for stem in (MAIJA, SVEN)
    }
    assert folders == {MAIJA: {"maut", None}, SVEN: {"kylatalo", "maut"}}
    assert inspect((forms / f"{MAIJA}.docx").read_bytes()) == ()


def test_word_and_workbook_say_the_same(meeting: Path) -> None:
    """The mean of both counts, exactly; and who has not answered is named with what is lacking."""
    forms, answers = meeting.parent / "forms", meeting / "answers"
    assert [id_ for id_, _ in found(meeting)] == ["meeting.not-answered"] * 2
    fill(forms / f"{MAIJA}.docx", answers / "m.docx", ALL)
    fill_in_cells(forms / f"{SVEN}.xlsx", answers / "s.xlsx", {**ALL, "jobs": 4, "youth": "4"}, "maut")
    session = session_of(meeting)
    scoring = dict(session.applications)["maut"].scoring

    assert scoring is not None
    assert (scoring.total, scoring.of_assessor(0).total) == (Fraction(24), Fraction(22))
    assert [result.met for result in scoring.gates] == [True, True]
    assert not check_assessment(dict(session.applications)["maut"]).errors
    assert found(meeting) == []  # what the board scored itself asks for no other answer


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (
            lambda form, to: fill(form, to, {**ALL, "jobs": 3}),
            "answered “3” to the criterion “Jobs and enterprise”",
        ),
        (lambda form, to: fill(form, to, {**ALL, "jobs": "ehkä"}), "file answers/m.docx, place 1, jobs"),
        (lambda form, to: fill(form, to, {"need": "ei"}), "is missing. The choices are 0\N{NO-BREAK SPACE}/"),
    ],
)
def test_an_answer_that_does_not_count_is_reported_at_its_place(
    meeting: Path, spoil: Callable[[Path, Path], None], says: str
) -> None:
    """Who, what, in which file and where: points that the criterion does not have, words, nothing at all."""
    spoil(meeting.parent / "forms" / f"{MAIJA}.docx", meeting / "answers" / "m.docx")
    report = check_assessment(dict(session_of(meeting).applications)["maut"])

    messages = [one.message("en") for one in report.errors if one.id == "assessment.assessor"]
    assert any(says in message for message in messages), messages
    assert all(one.message(language) for one in report.errors for language in LANGUAGES)


def test_a_second_file_and_the_form_of_another_meeting_are_reported(meeting: Path) -> None:
    """Only the first counts, and each is named with its file."""
    forms, answers = meeting.parent / "forms", meeting / "answers"
    fill(forms / f"{MAIJA}.docx", answers / "a.docx", ALL)
    fill(forms / f"{MAIJA}.docx", answers / "b.docx", {**ALL, "jobs": 4})
    (answers / "c.txt").write_text("Hyvä hanke.", encoding="utf-8")
    messages = dict(found(meeting)[::-1])["meeting.answer"], *(text for _, text in found(meeting))

    assert any("two files of Maija Mallikas: answers/a.docx and answers/b.docx" in text for text in messages)
    assert any("answers/c.txt cannot be read" in text for text in messages)
    (unread,) = (one for one in check_meeting(session_of(meeting)) if "error" in one.values)
    assert "ei ole tämän ohjelman tekemä" in unread.message("fi")
    scoring = dict(session_of(meeting).applications)["maut"].scoring
    assert scoring is not None
    assert scoring.total == Fraction(22)
    file = meeting / "meeting.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("3/2025", "4/2025"), encoding="utf-8")
    assert sum("form of another meeting" in text for _, text in found(meeting)) == 2


@pytest.mark.parametrize(
    "mark", ["[" * 20_000, '{"meeting": ["", ""], "applications": [], "version": Infinity}']
)
def test_what_a_form_is_known_by_is_refused_in_words(meeting: Path, mark: str) -> None:
    """Whatever somebody made of it."""
    book = load_workbook(meeting.parent / "forms" / f"{SVEN}.xlsx")
    book["hakemus"]["A1"] = mark
    book.save(meeting / "answers" / "s.xlsx")
    assert any("answers/s.xlsx cannot be read" in text for _, text in found(meeting))


def test_a_key_that_somebody_typed_over_is_refused_in_words(meeting: Path) -> None:
    """It is no name of a criterion any more."""
    book = load_workbook(meeting.parent / "forms" / f"{SVEN}.xlsx")
    sheet = book.worksheets[0]
    sheet.cell(5, 2).value, sheet.cell(5, 6).value = "need\nand jobs", 3
    book.save(meeting / "answers" / "s.xlsx")
    assert any("answers/s.xlsx cannot be read" in text for _, text in found(meeting))


def test_who_is_disqualified_or_no_member_is_not_heard(meeting: Path) -> None:
    """Their answers are left out, and that is said."""
    forms, file = meeting.parent / "forms", meeting / "meeting.toml"
    fill(forms / f"{SVEN}.docx", meeting / "answers" / "s.docx", ALL)
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('member = "Maija Mallikas"', 'member = "Sven Svensson"'), encoding="utf-8")
    assert any("Sven Svensson is disqualified" in text for _, text in found(meeting))
    assert dict(session_of(meeting).applications)["kylatalo"].voices == ()
    file.write_text(text.replace('name = "Sven Svensson"', 'name = "Sven Svenson"'), encoding="utf-8")
    assert any("not one of the meeting's assessing members" in text for _, text in found(meeting))


def test_forms_need_members(meeting: Path) -> None:
    """Without any, the message says where to list them."""
    file = meeting / "meeting.toml"
    text = file.read_text(encoding="utf-8")
    before, after = text.index("[[members]]"), text.index("[[agenda]]")
    file.write_text(text[:before] + text[after:], encoding="utf-8")

    with pytest.raises(LoadError, match=r"\[\[members\]\]"):
        write_forms(meeting, meeting.parent / "none")


def test_applications_without_criteria_have_no_forms(meeting: Path) -> None:
    """Where the group's criteria are for none of what is applied for, that is said, and not that there are none."""
    data = meeting / "group.toml"
    text = data.read_text(encoding="utf-8").replace(
        "[[selections]]\n", '[[selections]]\nmeasures = ["training"]\n'
    )
    data.write_text(text, encoding="utf-8")
    with pytest.raises(LoadError, match="nothing to assess"):
        write_forms(meeting, meeting.parent / "none", language="en")


def test_forms_need_somebody_who_assesses(meeting: Path) -> None:
    """Where no member assesses, the message names the applications that wait."""
    file = meeting / "meeting.toml"
    others = file.read_text(encoding="utf-8").replace("assesses = false\n", "")
    file.write_text(others.replace("[[members]]\n", "[[members]]\nassesses = false\n"), encoding="utf-8")
    with pytest.raises(LoadError, match="maut") as caught:
        write_forms(meeting, meeting.parent / "none", language="en")
    assert [fault.code for fault in caught.value.faults] == ["nobody-assesses"]


def test_the_example_is_answered_by_both(tmp_path: Path) -> None:
    """One member filled the Word form, the other the workbook; the summary has a sheet of their points."""
    result = hold_meeting(EXAMPLES / "board-meeting", tmp_path, language="en")

    assert result.ok
    assert result.summary is not None
    sheet = load_workbook(result.summary).worksheets[2]
    assert [cell.value for cell in sheet[1]] == [
        "Application",
        "Selection criterion",
        "What counts",
        "Maija Mallikas",
        "Sven Svensson",
    ]
    assert {row[3].value for row in sheet.iter_rows(min_row=2) if row[0].value == "kylatalo"} == {None}


def test_an_assessment_with_empty_places_waits_for_the_assessors(meeting: Path) -> None:
    """What `hakemus new assessment` writes says nothing of a criterion yet, so who has not answered is named."""
    file = meeting / "maut" / "assessment.toml"
    with file.open("a", encoding="utf-8") as text:
        text.writelines(f'\n[[criteria]]\ncriterion = "{key}"\nreason = ""\n' for key in KEYS[2:])

    assert [text for id_, text in found(meeting) if id_ == "meeting.not-answered"] != []
    fill(meeting.parent / "forms" / f"{MAIJA}.docx", meeting / "answers" / "m.docx", ALL)
    scoring = dict(session_of(meeting).applications)["maut"].scoring
    assert scoring is not None
    assert scoring.total == Fraction(22)
