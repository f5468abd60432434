"""What templates are tried with: the content that each document makes of the examples that come with the library."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from hakemus.assembly import properties_of, subject_of, subjects_of
from hakemus.case import Case
from hakemus.checking import load
from hakemus.files import open_meeting, read_record
from hakemus.group import LeaderGroup, Question, asked_and_answered
from hakemus.model import Application, Assessment, GroupAnswer, Meeting
from hakemus.packaged import packaged_folder
from hakemus.papers import AgendaSubject, BoardDocument, Document, Paper, StatementSubject
from hakemus.programme import programme_on
from hakemus.rules.board import Session, assess
from hakemus.texts import Language, Wording
from hakemus.word import Properties

# A trial of a template: the content of one paper, by the name of the example that it is made of.

NO_DATA = "–"
"""What the trial is called that is made of no data at all."""


@dataclass(frozen=True, slots=True)
class Trial:
    """The content of a document for one example, and what the paper says of itself."""

    name: str
    content: dict[str, Any]
    properties: Properties


# What templates of a board's papers are tried with: the example of a meeting, and a meeting without any data.

_EXAMPLE = "board-meeting"


def board_trials(
    paper: BoardDocument[Any], language: Language, group: LeaderGroup | None = None
) -> Iterator[Trial]:
    """Yield a document's content for the example of a meeting, and for a draft without any data.

    Of a document on an application, the content for every application of the meeting is yielded. With a Leader
    group, the meeting is that of its board: by its criteria, and in its words.
    """
    example = _of_group(_example(), group) if group is not None else _example()
    for name, session in ((_EXAMPLE, example), (NO_DATA, _without_data(example.group))):
        words, draft = session.group.wording(language), name == NO_DATA
        if paper.about == "meeting":
            content = paper.content(AgendaSubject(session, words, draft))
            meeting = session.meeting
            properties = paper.properties(session.group, words, meeting.name or "", meeting.date)
            yield Trial(name, content, properties)
        else:
            yield from _of_applications(paper, name, session, words, draft=draft)


def _of_applications(
    paper: BoardDocument[Any], example: str, session: Session, words: Wording, *, draft: bool
) -> Iterator[Trial]:
    meeting = session.meeting
    for standing in session.standings:
        assessed = standing.assessed
        subject = StatementSubject(assessed, words, draft, meeting, standing.rank)
        about = assessed.case.application.project.name or ""
        name = NO_DATA if draft else f"{example}/{standing.name}"
        yield Trial(name, paper.content(subject), paper.properties(session.group, words, about, meeting.date))


@cache
def _example() -> Session:
    """Return the meeting that comes with the library, with its applications."""
    folder = open_meeting(packaged_folder("examples") / _EXAMPLE)
    language = folder.meeting.language
    applications = [(name, folder.assessed(name, language)) for name in folder.names]
    return Session(folder.meeting, folder.group, applications)


def _of_group(session: Session, group: LeaderGroup) -> Session:
    """Return a meeting as that of another group's board."""
    cases = [(name, assessed.case, assessed.assessment) for name, assessed in session.applications]
    applications = [
        (name, assess(case.application, assessment, group, case.day)) for name, case, assessment in cases
    ]
    return Session(session.meeting, group, applications)


def _without_data(group: LeaderGroup) -> Session:
    assessed = assess(Application(), Assessment(), group, programme_on(None).first_day)
    return Session(Meeting(), group, [(NO_DATA, assessed)])


def trials(paper: Paper, language: Language, group: LeaderGroup | None = None) -> Iterator[Trial]:
    """Yield a document's content for every example, and for a draft without any data.

    With a Leader group, the examples answer the questions that it asks of them, and are printed in its words. The
    documents of a board are tried with the example of a meeting.
    """
    if not isinstance(paper, Document):
        yield from board_trials(paper, language, group)
        return
    for name, example in (*examples(), (NO_DATA, Application())):
        application = example if group is None or name == NO_DATA else _answering(example, group)
        day = application.date or application.project.start_date or programme_on(None).first_day
        case = Case.of(application, on=day, group=group, language=language)
        subject = subject_of(case, draft=name == NO_DATA)
        for one in subjects_of(paper, subject):
            tried = f"{name}/{one.item}" if one.item else name
            yield Trial(tried, paper.content(one), properties_of(paper, one))


@cache
def examples() -> tuple[tuple[str, Application], ...]:
    """Return the examples that come with the library, by name."""
    folder = packaged_folder("examples")
    files = [(path.parent.name, load(path)) for path in sorted(folder.glob("*/application.toml"))]
    records = [
        (path.parent.name, read_record(path.read_text(encoding="utf-8")).to_application())
        for path in sorted(folder.glob("*/record.txt"))
    ]
    return (*files, *records)


def _answering(application: Application, group: LeaderGroup) -> Application:
    asked = (one.question for one in asked_and_answered(application, group.questions))
    answers = tuple(GroupAnswer(question=question.key, answer=_answer_to(question)) for question in asked)
    return application.model_copy(update={"group_answers": answers})


def _answer_to(question: Question) -> str:
    """Return an answer that fits what is asked, to try a paper with."""
    answers = {"number": "12", "money": "1200,50", "day": "2024-03-01", "yes-no": "true"}
    if question.kind == "choice":
        return question.choices[0].key
    return answers.get(question.kind, question.label.text("fi"))[: question.longest]
