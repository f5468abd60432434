"""How a Leader group's own questions are answered, as notes beside each in an application file."""

from collections.abc import Iterator

from hakemus.files.toml_page import comment
from hakemus.group import LeaderGroup, Question
from hakemus.model import GroupAnswer
from hakemus.texts import Wording


def answer_notes(answer: GroupAnswer, group: LeaderGroup, words: Wording) -> Iterator[str]:
    """Yield the lines that tell how a question is answered; nothing for one that the group does not ask."""
    question = group.question(answer.question or "")
    if question is None:
        return
    yield from comment(" ".join(question_hints(question, words)))
    for choice in question.choices:
        yield from comment(f"{choice.key} – {choice.label.text(words.language)}", "##   ", hang=2)


def question_hints(question: Question, words: Wording) -> Iterator[str]:
    """Yield what is to be known of a question: what kind of answer it wants, how long, and whether it must have one."""
    if question.required:
        yield words.message("application-file.answer-required")
    yield words.message(f"application-file.answer-{question.kind}")
    if question.longest is not None:
        yield words.message("application-file.answer-longest", {"longest": question.longest})
