"""The answers to a Leader group's own questions on a paper: read back by their question, whoever reads it."""

import io
from decimal import Decimal
from pathlib import Path

import docx
import pytest

import hakemus
from edited_paper import retyped
from hakemus.assembly import template_path
from hakemus.forms import read
from hakemus.group import LeaderGroup
from hakemus.packaged import packaged_folder
from hakemus.texts import LANGUAGES

GROUP = LeaderGroup.from_mapping(
    {
        "name": {"fi": "Leader Mallimaa ry", "sv": "Leader Modellland rf"},
        "questions": [
            {"key": "why", "label": {"fi": "Miksi juuri nyt?", "sv": "Varför nu?"}},
            {"key": "hours", "label": {"fi": "Montako tuntia?", "sv": "Hur många timmar?"}, "kind": "number"},
            {"key": "who", "label": {"fi": "Ketkä auttavat?", "sv": "Vem hjälper?"}, "required": True},
        ],
    }
)
APPLICATION = hakemus.load(
    {
        **hakemus.load(
            packaged_folder("examples") / "cooperation-complete" / "application.toml"
        ).model_dump(),
        "leader_group": "Leader Mallimaa ry",
        "group_answers": [
            {"question": "hours", "answer": "1200.5"},
            {"question": "Oma kysymys", "answer": "Oma vastaus"},
            {"question": "Miksi juuri nyt?", "answer": "Siksi.\n\n- yksi\n- kaksi"},
        ],
    }
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("group", [GROUP, None])
@pytest.mark.parametrize("name", ["application", "project-plan"])
def test_a_paper_with_answers_is_untouched(name: str, language: str, group: LeaderGroup | None) -> None:
    """Also for one who does not have the group's data, and in a language of which the group has no name."""
    paper = hakemus.render(APPLICATION, name, language=language, group=GROUP, draft=True)
    reading = read(paper, group=group)
    assert (reading.changes, reading.problems, reading.outside) == ((), (), ())
    assert reading.application.group_answers == APPLICATION.group_answers


@pytest.mark.parametrize("group", [GROUP, None])
def test_an_answer_typed_anew_is_the_one_change(group: LeaderGroup | None) -> None:
    """At its own place in the application, though the paper shows it at the question's."""
    paper = hakemus.render(APPLICATION, "application", group=GROUP, draft=True)
    reading = read(retyped(paper, ("1\N{NO-BREAK SPACE}200,5", "1300")), group=group)
    assert [(one.path, one.after) for one in reading.changes] == [("group_answers[0].answer", "1300")]
    question = GROUP.questions[1]
    assert question.read(reading.application.group_answers[0].answer or "") == Decimal(1300)


def test_an_answer_that_was_missing_is_a_new_one() -> None:
    """Typed in the place of the gap that the draft shows."""
    paper = hakemus.render(APPLICATION, "application", group=GROUP, draft=True)
    gap = hakemus.render(APPLICATION, "application", group=GROUP, draft=True)
    assert read(gap, group=GROUP).changes == ()
    file = docx.Document(io.BytesIO(paper))
    caption = next(part for part in file.paragraphs if part.text == "Ketkä auttavat?")
    following = file.paragraphs[[part._p for part in file.paragraphs].index(caption._p) + 1]
    following.runs[0].text = "Naapurit."
    out = io.BytesIO()
    file.save(out)
    reading = read(out.getvalue(), group=GROUP)
    ((change),) = reading.changes
    assert (change.path, change.before) == ("group_answers[3]", None)
    assert reading.application.group_answers[3].answer == "Naapurit."
    assert GROUP.question(reading.application.group_answers[3].question or "") == GROUP.questions[2]
    assert reading.origins["group_answers"] == (0, 1, 2, None)


def test_the_groups_name_is_a_field() -> None:
    """In the paper's language; another name is a change."""
    application = APPLICATION.model_copy(update={"leader_group": "Leader Modellland rf"})
    paper = hakemus.render(application, "application", group=GROUP, draft=True)
    for group in (GROUP, None):
        assert read(paper, group=group).changes == ()
    reading = read(retyped(paper, ("Leader Mallimaa ry", "Leader Toinen ry")), group=GROUP)
    assert [(one.path, one.after) for one in reading.changes] == [("leader_group", "Leader Toinen ry")]


def test_without_data_answers_keep_their_questions() -> None:
    """Each answer comes back under the question as the paper shows it."""
    paper = hakemus.render(APPLICATION, "application", group=GROUP, draft=True, data=False)
    reading = read(paper)
    answers = {one.question: one.answer for one in reading.application.group_answers}
    assert answers["Montako tuntia?"] == "1\N{NO-BREAK SPACE}200,5"
    assert answers["Oma kysymys"] == "Oma vastaus"
    assert [note.code for note in reading.notes] == ["no-data", "outside-unknown"]


def showing_hours_in_a_sentence(folder: Path, *, first: bool) -> LeaderGroup:
    """Return a group whose application shows an answer within a sentence: before its own place, or behind."""
    (folder / "templates" / "fi").mkdir(parents=True)
    (folder / "group.toml").write_text('name.fi = "Leader Mallimaa ry"\n', encoding="utf-8")
    questions = '[[questions]]\nkey = "hours"\nlabel.fi = "Montako tuntia?"\nkind = "number"\n'
    (folder / "fields.toml").write_text(questions, encoding="utf-8")
    file = docx.Document(str(template_path("application", "fi")))
    sentence = "Talkoisiin menee {{ group_question.hours }} tuntia kesällä."
    if first:
        file.paragraphs[0].insert_paragraph_before(sentence)
    else:
        file.add_paragraph(sentence)
    file.save(str(folder / "templates" / "fi" / "application.docx"))
    return LeaderGroup.open(folder)


@pytest.mark.parametrize("first", [True, False])
def test_an_answer_within_a_sentence_is_a_field(tmp_path: Path, *, first: bool) -> None:
    """What is around it is no part of it; where it is again, it is a locked copy."""
    group = showing_hours_in_a_sentence(tmp_path, first=first)
    paper = hakemus.render(APPLICATION, "application", language="fi", group=group, draft=True)
    for known in (group, None):
        reading = read(paper, group=known)
        assert (reading.changes, reading.problems, reading.outside) == ((), (), ())
    edited = retyped(paper, ("1\N{NO-BREAK SPACE}200,5", "1300"))
    for known in (group, None):
        reading = read(edited, group=known)
        assert [(one.path, one.after) for one in reading.changes] == [("group_answers[0].answer", "1300")]
        assert (reading.problems, reading.outside) == ((), ())
