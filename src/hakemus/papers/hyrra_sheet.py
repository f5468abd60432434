"""The sheet for Hyrrä: each question with the answer that the application holds, ready to copy, and its length."""

from collections.abc import Mapping, Sequence
from functools import cache, reduce
from operator import getitem
from pathlib import Path
from typing import Any, NamedTuple

from hakemus.papers.layout import Frame, Page
from hakemus.papers.money import caveat_of, costs, financing
from hakemus.papers.paper import ABOUT, PEOPLE, Content, Document, Subject, is_brief
from hakemus.papers.shared import office_of, rate_of_the_group
from hakemus.reading import read_own
from hakemus.word import Prose

_WORDS = "documents.hyrra-sheet"
_COUNTED = frozenset({"counted.costs", "counted.financing"})


class _Asked(NamedTuple):
    """A question of ours or of a Leader group's, in a language, with the fields that answer it."""

    label: str
    answer: tuple[str, ...]
    asked: str = "always"
    longest: int | None = None


@cache
def own_hyrra_questions() -> Sequence[Mapping[str, Any]]:
    """Return the library's own questions, in its own order and words, in the form of a Leader group's.

    >>> own_hyrra_questions()[0]["label"]["en"]
    'Responsible person'
    """
    return tuple(read_own(Path(__file__).with_name("hyrra_questions.toml"))["questions"])


def _shown(subject: Subject, content: Content) -> Mapping[str, Any]:
    words, theirs = subject.words, subject.group.hyrra_questions if subject.group is not None else ()
    asked = [_Asked(one.label.text(words.language), one.answer, one.asked, one.longest) for one in theirs]
    asked = asked or [
        _Asked(one["label"][words.language], tuple(one["answer"]), one.get("asked", "always"))
        for one in own_hyrra_questions()
    ]
    values = {**subject.presented(()), **content, "counted": _counted(subject)}
    questions: list[Mapping[str, Any]] = []
    for question in asked:
        texts = (_pasted_text(reduce(getitem, path.split("."), values)) for path in question.answer)
        answer = "\n\n".join(filter(None, texts))
        if not answer and not _is_asked(question, subject, of_group=bool(theirs)):
            continue
        longest = question.longest or _longest(question, subject)
        key = "length" if longest is None else "length-of"
        length = words.message(f"{_WORDS}.{key}", {"length": len(answer), "longest": longest or 0})
        if longest is not None and len(answer) > longest:
            length = f"{length} {words.message(f'{_WORDS}.too-long')}"
        is_counted = bool(answer) and bool(_COUNTED.intersection(question.answer))
        questions.append(
            {
                "label": question.label,
                "answer": Prose(answer or words.message(f"{_WORDS}.empty"), lists=False),
                "length": length if answer else "",
                "caveat": caveat_of(subject.costing, words) if is_counted else "",
            }
        )
    order = words.message(f"{_WORDS}.{'theirs' if theirs else 'ours'}")
    return {"hyrra": {"order": order, "questions": questions}}


def _is_asked(question: _Asked, subject: Subject, *, of_group: bool) -> bool:
    """Return whether a question without an answer is asked; of our headings of a brief plan, those of its law are."""
    if question.asked == "answered" or not is_brief(subject.case):
        return question.asked != "answered"
    headings = {path for path in question.answer if path.startswith("plan.")}
    if of_group or not headings:
        return question.asked == "always"
    asked = subject.programme.asked_headings(subject.measure, subject.day_of_law)
    return not headings.isdisjoint(one.path for one in asked)


def _longest(question: _Asked, subject: Subject) -> int | None:
    """Return how long the Leader group lets the field be that alone answers the question."""
    group, measure = subject.group, subject.measure
    if group is None or measure is None or len(question.answer) != 1:
        return None
    limit = group.longest_text(question.answer[0], measure.key, subject.on, subject.case.facts)
    return None if limit is None else limit.characters


def _pasted_text(value: object) -> str:
    """Return a value as it is pasted: a text as it was typed, a list as a line for each item.

    A part is one line: its short values, then its text; the lists in it are left out.
    """
    if isinstance(value, Prose):
        return value.text.strip("\n")
    if isinstance(value, Mapping):
        short = ", ".join(str(one) for one in value.values() if isinstance(one, str) and one)
        long = " ".join(one.text.strip() for one in value.values() if isinstance(one, Prose) and one)
        return ": ".join(filter(None, (short, long)))
    if isinstance(value, list):
        return "\n".join(filter(None, map(_pasted_text, value)))
    return str(value)


def _counted(subject: Subject) -> dict[str, str]:
    """Return costs and financing, a line for each sum and one for the total; the total income; rate and office."""
    spent, paid = costs(subject), financing(subject)
    total = subject.words.message("documents.table.total")
    of_costs = [f"{row['label']}: {row['total']}" for row in spent["rows"]]
    parts = (part for part in paid["parts"] if part["amount"])
    of_financing = [f"{part['label']}: {part['amount']} ({part['share']})" for part in parts]
    return {
        "costs": "\n".join([*of_costs, *([f"{total}: {spent['total']}"] if spent["total"] else [])]),
        "financing": "\n".join([*of_financing, *([f"{total}: {paid['total']}"] if paid["total"] else [])]),
        "income": f"{total}: {spent['income']}" if spent["has_income"] else "",
        "rate": rate_of_the_group(subject),
        "office": office_of(subject),
    }


def _lay_out(page: Page) -> None:
    page.title("{{ project.name }}")
    page.text("hyrra-sheet.intro")
    page.text("{{ hyrra.order }}")
    with page.each("question in hyrra.questions"):
        page.heading(1, "{{ question.label }}")
        with page.when("question.length"):
            page.intro("{{ question.length }}")
        with page.when("question.caveat"):
            page.intro("{{ question.caveat }}")
        page.prose("question.answer")


DOCUMENT = Document(
    "hyrra-sheet",
    160,
    _shown,
    _lay_out,
    Frame(prose=True),
    carries=("date", *ABOUT, *PEOPLE, "plan", "budget"),
    published=True,
    for_own_use=True,
)
