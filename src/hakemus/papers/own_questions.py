"""The Leader group on a paper: its name, and the answers to its own questions, each printed as it was asked."""

from collections.abc import Mapping, Sequence
from typing import Any

from hakemus.group import Answered, LeaderGroup, Misread, Question, asked_and_answered, unasked
from hakemus.model import Application
from hakemus.texts import Wording
from hakemus.word import Control, Prose
from hakemus.word import Shown as Field

Shown = dict[str, Any]


def shown_group(group: LeaderGroup | None, application: Application, words: Wording) -> Shown:
    """Return what a paper says of the group; without its data, only what the application calls it."""
    named = application.leader_group or ""
    if group is None:
        return {"name": named, "business_id": "", "website": ""}
    name = group.name.text(words.language) if not named or group.is_called(named) else named
    return {"name": name, "business_id": group.business_id or "", "website": group.website or ""}


def answers_by_key(
    group: LeaderGroup | None, application: Application, words: Wording, *, read_back: bool
) -> Shown:
    """Return the answer to each of the group's questions by its key; a text as paragraphs, all else as a line.

    Where the document carries the answers (`read_back`), each knows its place in the application.
    """
    if group is None:
        return {}
    shown: Shown = {question.key: _by_key(question, "", "", words) for question in group.questions}
    for one in asked_and_answered(application, group.questions):
        place = f"group_answers[{place_of(one.question, application, group)}].answer" if read_back else ""
        shown[one.question.key] = _by_key(one.question, _written(one, words), place, words)
    return shown


def _by_key(question: Question, text: str, place: str, words: Wording) -> Prose | str:
    if question.kind == "text":
        return Prose(text, tag=place)
    line = " ".join(text.split())
    return Field(line, place, Control(question.label.text(words.language))) if place else line


def shown_answers(
    group: LeaderGroup, application: Application, words: Wording, presented: Sequence[Shown], *, draft: bool
) -> list[Mapping[str, Any]]:
    """Return the answers in the order of the questions, under the question in the paper's language.

    Answers that nobody asks for come last, as they stand in the application. In a draft, what must be answered and is
    not says so. Each knows its place in the application (`presented` are its answers as printed without the group's
    data), so that it reads back; an answer that is not there yet, the place that it would have.
    """
    gap = words.message("documents.to-complete")
    shown: list[Mapping[str, Any]] = []
    for one in asked_and_answered(application, group.questions):
        text = _written(one, words) or (gap if draft and one.question.required else "")
        place = place_of(one.question, application, group)
        if text:
            label = one.question.label.text(words.language)
            known = presented[place]["question"] if place < len(presented) else label
            shown.append({"question": _relabelled(known, label), "answer": _answer(text, place)})
    for index in unasked(application, group.questions):
        answer = application.group_answers[index].answer or ""
        shown.append({"question": presented[index]["question"], "answer": _answer(answer, index)})
    return shown


def place_of(question: Question, application: Application, group: LeaderGroup) -> int:
    """Return where the answer to a question stands in an application, or would stand."""
    given = [answer.question or "" for answer in application.group_answers]
    for index, text in enumerate(given):
        if question.is_called(text) and application.group_answers[index].answer is not None:
            return index
    there = next((index for index, text in enumerate(given) if question.is_called(text)), None)
    if there is not None:
        return there
    asked = [one.question for one in asked_and_answered(application, group.questions)]
    lacking = [one for one in asked if not any(one.is_called(text) for text in given)]
    return len(given) + lacking.index(question)


def group_texts(content: Mapping[str, Any]) -> dict[str, str]:
    """Return the fields of a paper that are printed in a group's words, by their places: they read back without it."""
    texts: dict[str, str] = {}
    name = content.get("leader_group")
    for value in (name, *(one for answer in content.get("group_answers", ()) for one in answer.values())):
        if isinstance(value, Field):
            texts[value.tag] = str(value)
        elif isinstance(value, Prose) and value.tag:
            texts[value.tag] = "".join(block.text for block in value.blocks)
    return texts


def _answer(text: str, place: int) -> Prose:
    return Prose(text, tag=f"group_answers[{place}].answer")


def _relabelled(known: str, label: str) -> str:
    return Field(label, known.tag, known.control) if isinstance(known, Field) else label


def _written(one: Answered, words: Wording) -> str:
    if one.value is None:
        return ""
    return one.text if isinstance(one.value, Misread) else one.question.write(one.value, words)
