"""Rules on the Leader group's own questions: those that must be answered are, and each answer is what was asked."""

from collections.abc import Iterator
from typing import Any

from hakemus.findings import Finding
from hakemus.group import Answered, Misread, asked_and_answered, unasked
from hakemus.rules.case import Case, found, rule

PLACE = 90

_PATH = "group_answers"
_LONGEST_SHOWN = 60


@rule("group-question.missing")
def missing(case: Case) -> Iterator[Finding]:
    """Every question that the Leader group must have answered is answered."""
    for one in _answered(case):
        if one.question.required and one.index is None and one.question.verdict(case.facts).holds:
            yield found(_PATH, None, question=one.question.label)


@rule("group-question.answer")
def answer(case: Case) -> Iterator[Finding]:
    """Each answer to the Leader group's own questions is what was asked: a number, a day, one of the choices.

    An answer that no question of the group asks for is reported, too.
    """
    for one in _answered(case):
        if not isinstance(one.value, Misread):
            continue
        question, kind = one.question, one.value.kind
        values: dict[str, Any] = {"question": question.label}
        if kind == "longest":
            values |= {"found": len(one.text), "longest": question.longest}
        else:
            if kind == "two-ways":
                values["readings"] = one.value.readings
            if kind == "choice":
                values["choices"] = tuple(choice.label for choice in question.choices)
            shown = " ".join(one.text.split())
            values["given"] = shown if len(shown) <= _LONGEST_SHOWN else f"{shown[: _LONGEST_SHOWN - 1]}…"
        yield found(f"{_PATH}[{one.index}].answer", None, kind, **values)
    if case.group is None or not case.group.questions:
        return
    for index in unasked(case.application, case.group.questions, case.facts):
        given = case.application.group_answers[index].question or ""
        yield found(f"{_PATH}[{index}].question", None, "unasked", "note", given=given)


def _answered(case: Case) -> tuple[Answered, ...]:
    """Return the group's questions, each with its answer."""
    return (
        ()
        if case.group is None or not case.group.questions
        else asked_and_answered(case.application, case.group.questions, case.facts)
    )
