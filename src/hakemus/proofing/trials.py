"""What templates are tried with: the content that each document makes of the examples that come with the library."""

from collections.abc import Iterator
from functools import cache

from hakemus.assembly import load, properties_of, subject_of, subjects_of
from hakemus.documents import Document, Paper
from hakemus.files import read_record
from hakemus.group import LeaderGroup, Question, asked_and_answered
from hakemus.model import Application, GroupAnswer
from hakemus.packaged import packaged_folder
from hakemus.programme import open_programme
from hakemus.proofing.board_trials import board_trials
from hakemus.proofing.trial import NO_DATA, Trial
from hakemus.texts import Language, wording


def trials(paper: Paper, language: Language, group: LeaderGroup | None = None) -> Iterator[Trial]:
    """Yield a document's content for every example, and for a draft without any data.

    With a Leader group, the examples answer the questions that it asks of them, and are told in its words. The
    documents of a board are tried with the example of a meeting.
    """
    if not isinstance(paper, Document):
        yield from board_trials(paper, language, group)
        return
    words = wording(language) if group is None else group.wording(language)
    for name, example in (*examples(), (NO_DATA, Application())):
        application = example if group is None or name == NO_DATA else _answering(example, group)
        day = application.date or application.project.start_date or open_programme().first_day
        subject = subject_of(application, words, day, group, draft=name == NO_DATA)
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
