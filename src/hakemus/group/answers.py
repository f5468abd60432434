"""What an application answers to a group's own questions: each answer beside its question, read as it was asked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hakemus.group.questions import Misread, Question, Value
from hakemus.model import Application
from hakemus.programme import open_programme


@dataclass(frozen=True, slots=True)
class Answered:
    """A question that an application is asked, and what it answers.

    `index` is the answer's place in `group_answers`; without an answer it is None, as `value` is.
    """

    question: Question
    index: int | None = None
    text: str = ""
    value: Value | Misread | None = None


def asked_and_answered(application: Application, questions: Iterable[Question]) -> tuple[Answered, ...]:
    """Return every question that the application is asked, with its first answer, in the order of the questions."""
    measure = open_programme().measure(application.classification.measure)
    key = measure.key if measure is not None else ""
    return tuple(_answered(application, question) for question in questions if question.is_asked_for(key))


def unasked(application: Application, questions: Sequence[Question]) -> tuple[int, ...]:
    """Return the places of answers that no question asks for, and of those that answer a question anew."""
    taken = {one.index for one in asked_and_answered(application, questions)}
    answers = enumerate(application.group_answers)
    return tuple(index for index, answer in answers if answer.answer is not None and index not in taken)


def _answered(application: Application, question: Question) -> Answered:
    for index, given in enumerate(application.group_answers):
        if given.question is not None and given.answer is not None and question.is_called(given.question):
            return Answered(question, index, given.answer, question.read(given.answer))
    return Answered(question)
