"""The Leader group on a paper: its name, and the answers to its own questions, each printed as it was asked."""

from collections.abc import Mapping
from typing import Any

from hakemus.group import Answered, LeaderGroup, Misread, asked_and_answered, unasked
from hakemus.model import Application
from hakemus.texts import Wording
from hakemus.word import Prose

Shown = dict[str, Any]


def shown_group(group: LeaderGroup | None, application: Application, words: Wording) -> Shown:
    """Return what a paper says of the group; without its data, only what the application calls it."""
    named = application.leader_group or ""
    if group is None:
        return {"name": named, "business_id": "", "website": ""}
    name = group.name.text(words.language) if not named or group.is_called(named) else named
    return {"name": name, "business_id": group.business_id or "", "website": group.website or ""}


def answers_by_key(group: LeaderGroup | None, application: Application, words: Wording) -> Shown:
    """Return the answer to each of the group's questions by its key; a text as paragraphs, all else as a line."""
    if group is None:
        return {}
    shown: Shown = {}
    answered = {one.question.key: one for one in asked_and_answered(application, group.questions)}
    for question in group.questions:
        one = answered.get(question.key)
        text = _written(one, words) if one is not None else ""
        shown[question.key] = Prose(text) if question.kind == "text" else " ".join(text.split())
    return shown


def shown_answers(
    group: LeaderGroup, application: Application, words: Wording, *, draft: bool
) -> list[Mapping[str, Any]]:
    """Return the answers in the order of the questions, under the question in the paper's language.

    Answers that nobody asks for come last, as they stand in the application. In a draft, what must be answered and is
    not says so.
    """
    gap = words.message("documents.to-complete")
    shown: list[Mapping[str, Any]] = []
    for one in asked_and_answered(application, group.questions):
        text = _written(one, words) or (gap if draft and one.question.required else "")
        if text:
            shown.append({"question": one.question.label.text(words.language), "answer": Prose(text)})
    for index in unasked(application, group.questions):
        answer = application.group_answers[index]
        shown.append({"question": answer.question or "", "answer": Prose(answer.answer or "")})
    return shown


def _written(one: Answered, words: Wording) -> str:
    if one.value is None:
        return ""
    return one.text if isinstance(one.value, Misread) else one.question.write(one.value, words)
