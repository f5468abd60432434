"""The sheet for Hyrrä: each question with the answer that the application holds, ready to copy, and its length."""

from collections.abc import Iterator, Mapping
from typing import Any

from hakemus.group import HyrraQuestion, own_hyrra_questions
from hakemus.papers.layout import Frame, Page
from hakemus.papers.money import caveat_of, costs, financing
from hakemus.papers.paper import Content, Document, Subject
from hakemus.word import Prose

_WORDS = "documents.hyrra-sheet"
_COUNTED = frozenset({"counted.costs", "counted.financing"})


def _add(subject: Subject, content: Content) -> Mapping[str, Any]:
    group = subject.group
    theirs = group.hyrra_questions if group is not None else ()
    questions = theirs or own_hyrra_questions()
    counted = {"costs": _costs(subject), "financing": _financing(subject), "income": _income(subject)}
    values = {**subject.presented(()), **content, "counted": counted}
    return {
        "hyrra": {
            "order": subject.words.message(f"{_WORDS}.{'theirs' if theirs else 'ours'}"),
            "questions": [_answered(question, values, subject) for question in questions],
        }
    }


def _answered(question: HyrraQuestion, values: Mapping[str, Any], subject: Subject) -> Mapping[str, Any]:
    words = subject.words
    answer = "\n\n".join(filter(None, (_text(_at(path, values)) for path in question.answer)))
    longest = question.longest or _longest(question, subject)
    key = "empty" if not answer else "length" if longest is None else "length-of"
    length = words.message(f"{_WORDS}.{key}", {"length": len(answer), "longest": longest or 0})
    too_long = longest is not None and len(answer) > longest
    return {
        "label": question.label.text(words.language),
        "answer": Prose(answer, lists=False),
        "length": f"{length} {words.message(f'{_WORDS}.too-long')}" if too_long else length,
        "caveat": caveat_of(subject.costing, words)
        if answer and _COUNTED.intersection(question.answer)
        else "",
    }


def _longest(question: HyrraQuestion, subject: Subject) -> int | None:
    """Return how long the Leader group lets the field be that alone answers the question."""
    group, measure = subject.group, subject.measure
    if group is None or measure is None or len(question.answer) != 1:
        return None
    limit = group.longest_text(question.answer[0], measure.key, subject.on)
    return None if limit is None else limit.characters


def _at(path: str, values: Mapping[str, Any]) -> object:
    here: Any = values
    for name in path.split("."):
        here = here[name]
    return here


def _text(value: object) -> str:
    """Return a value as it is pasted: a text as it was typed, a list as a line for each item."""
    if isinstance(value, Prose):
        return value.text.strip("\n")
    if isinstance(value, Mapping):
        return _line(value)
    if isinstance(value, list):
        return "\n".join(filter(None, map(_text, value)))
    return str(value)


def _line(part: Mapping[str, Any]) -> str:
    """Return a part as one line: its short values, then its text; its lists are left out."""
    short = ", ".join(str(value) for value in part.values() if isinstance(value, str) and value)
    long = " ".join(value.text.strip() for value in part.values() if isinstance(value, Prose) and value)
    return ": ".join(filter(None, (short, long)))


def _costs(subject: Subject) -> str:
    counted = costs(subject)
    lines = [f"{row['label']}: {row['total']}" for row in counted["rows"]]
    return "\n".join([*lines, *_total(subject, counted["total"])])


def _financing(subject: Subject) -> str:
    counted = financing(subject)
    lines = [
        f"{part['label']}: {part['amount']} ({part['share']})" for part in counted["parts"] if part["amount"]
    ]
    return "\n".join([*lines, *_total(subject, counted["total"])])


def _income(subject: Subject) -> str:
    counted = costs(subject)
    return str(counted["income"]) if counted["has_income"] else ""


def _total(subject: Subject, total: str) -> Iterator[str]:
    if total:
        yield f"{subject.words.message('documents.table.total')}: {total}"


def _lay_out(page: Page) -> None:
    page.title("{{ project.name }}")
    page.text("hyrra-sheet.intro")
    page.text("{{ hyrra.order }}")
    with page.each("question in hyrra.questions"):
        page.heading(1, "{{ question.label }}")
        page.intro("{{ question.length }}")
        with page.when("question.caveat"):
            page.intro("{{ question.caveat }}")
        page.prose("question.answer")


DOCUMENT = Document(
    "hyrra-sheet",
    160,
    _add,
    _lay_out,
    Frame(prose=True),
    carries=(
        "date",
        "leader_group",
        "classification",
        "project",
        "applicant",
        "responsible_person",
        "contact_person",
        "partners",
        "plan",
        "budget",
    ),
    published=True,
    for_own_use=True,
)
