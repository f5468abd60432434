"""The estimate of in-kind work's source: work of people, machines, what they come to, how it is counted."""

import sections
from builder import Paper
from law_table import law_table
from tables import Column, Total
from wording import Words

_DOCUMENT = "in-kind-estimate"
_TERM = "budget.in_kind_work"


def build(words: Words) -> bytes:
    """Return the template of the estimate of in-kind work."""
    paper = Paper(language=words.language, kind_label=words.kind(_DOCUMENT))
    paper.title("{{ project.name }}")
    paper.text("{{ in_kind.form }}")
    paper.heading(1, words.heading("applicant"))
    sections.applicant_and_project(paper, words)
    with paper.when("in_kind.has_people or not in_kind.works"):
        paper.heading(1, words.own(_DOCUMENT, "people"))
        _people(paper, words)
    with paper.when("in_kind.has_machines"):
        paper.heading(1, words.own(_DOCUMENT, "machines"))
        paper.intro(words.own(_DOCUMENT, "on-top"))
        _machines(paper, words)
    paper.heading(1, words.heading("summary"))
    paper.intro(words.intro("in-kind"))
    _sums(paper, words)
    paper.heading(1, words.own(_DOCUMENT, "basis"))
    law_table(paper, words, "in_kind")
    return paper.save()


def _people(paper: Paper, words: Words) -> None:
    paper.rows(
        loop="work in in_kind.works if work.is_people",
        columns=[
            Column(words.term(f"{_TERM}.description"), "work.description"),
            Column(words.term(f"{_TERM}.year"), "work.year", 14),
            Column(words.term(f"{_TERM}.youngest_age"), "work.youngest_age", 22, "right"),
            Column(words.table("unit-price"), "work.people_rate", 20, "right"),
            Column(words.term(f"{_TERM}.hours"), "work.hours", 28, "right"),
            Column(words.table("value"), "work.people_value", 30, "right"),
        ],
        totals=[Total(words.table("total"), ["in_kind.hours", "in_kind.people_value"])],
        description=words.own(_DOCUMENT, "describe-people"),
        when_empty=words.table("none"),
    )


def _machines(paper: Paper, words: Words) -> None:
    paper.rows(
        loop="work in in_kind.works if work.is_machine",
        columns=[
            Column(words.term(f"{_TERM}.description"), "work.description"),
            Column(words.term(f"{_TERM}.year"), "work.year", 14),
            Column(words.table("unit-price"), "work.machine_rate", 20, "right"),
            Column(words.term(f"{_TERM}.machine_hours"), "work.machine_hours", 28, "right"),
            Column(words.table("value"), "work.machine_value", 30, "right"),
        ],
        totals=[Total(words.table("total"), ["in_kind.machine_hours", "in_kind.machine_value"])],
        description=words.own(_DOCUMENT, "describe-machines"),
    )


def _sums(paper: Paper, words: Words) -> None:
    paper.sums(
        [
            Total(words.own(_DOCUMENT, "people-value"), ["in_kind.people_value"]),
            Total(words.own(_DOCUMENT, "machine-value"), ["in_kind.machine_value"]),
            Total(words.table("total"), ["in_kind.total"]),
        ],
        description=words.own(_DOCUMENT, "describe-sums"),
    )
