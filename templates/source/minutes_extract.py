"""The minutes extract's source: the meeting, the decision to apply, who is authorised, who certifies it."""

import agreements
import sections
from builder import Paper
from page import PROSE
from tables import Column
from wording import Words

_PART = "application_decision"


def build(words: Words) -> bytes:
    """Return the template of the minutes extract."""
    paper = Paper(
        language=words.language,
        kind_label=words.kind("minutes-extract"),
        layout=PROSE,
        day=f"{{{{ {_PART}.date }}}}",
    )
    paper.title(words.term(_PART))
    _meeting(paper, words)
    agreements.project(paper, words)
    with paper.when(f"{_PART}.decision"):
        paper.heading(1, words.term(f"{_PART}.decision"))
        paper.prose(f"{_PART}.decision")
    with paper.when(f"{_PART}.authorised"):
        paper.heading(1, words.term(f"{_PART}.authorised"))
        paper.rows(
            loop=f"person in {_PART}.authorised",
            columns=[
                Column(words.term(f"{_PART}.authorised.name"), "person.name"),
                Column(words.term(f"{_PART}.authorised.position"), "person.position", 85),
            ],
            description=words.describe("authorised"),
        )
    _certified(paper, words)
    return paper.save()


def _meeting(paper: Paper, words: Words) -> None:
    paper.heading(1, words.heading("decision-meeting"))
    paper.fields_in_pairs(
        [
            words.field(f"{_PART}.{name}")
            for name in ("body", "section", "date", "place", "chair", "secretary")
        ],
        description=words.describe("decision-meeting"),
    )
    with paper.when(f"{_PART}.minute_checkers"):
        paper.rows(
            loop=f"checker in {_PART}.minute_checkers",
            columns=[Column(words.term(f"{_PART}.minute_checkers.name"), "checker.name")],
            caption=words.term(f"{_PART}.minute_checkers"),
            description=words.describe("minute-checkers"),
        )


def _certified(paper: Paper, words: Words) -> None:
    paper.heading(1, words.heading("certified"))
    with paper.kept_together():
        paper.text(words.table("certified"))
    sections.signatures(paper, words)
