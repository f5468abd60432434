"""The project plan's source: what is to be done and why, heading by heading, and what it costs in short."""

import sections
from builder import Paper
from page import PROSE
from wording import Words


def build(words: Words) -> bytes:
    """Return the template of the project plan."""
    paper = Paper(language=words.language, kind_label=words.kind("project-plan"), layout=PROSE)
    paper.title("{{ project.name }}")
    _summary(paper, words)
    with paper.when("preparation.prepares or preparation.development_target or preparation.funded_before"):
        paper.heading(1, words.heading("preparation"))
        sections.preparation(paper, words)
    sections.plan(paper, words, 1, scheduled=True)
    with paper.when("partners"):
        paper.heading(1, words.heading("partners"))
        sections.partners(paper, words)
    sections.group_answers(paper, words, 1)
    _money(paper, words)
    return paper.save()


def _summary(paper: Paper, words: Words) -> None:
    paper.fields(
        [
            words.field("applicant.name"),
            words.field("applicant.business_id"),
            words.field("classification.measure"),
            words.field("classification.specific_objective"),
            words.field("leader_group"),
            sections.period(words),
            (words.term("responsible_person"), "responsible_person.name"),
            (words.term("contact_person"), "contact_person.name"),
        ],
        description=words.describe("summary"),
    )


def _money(paper: Paper, words: Words) -> None:
    paper.heading(1, words.heading("costs-and-financing"))
    paper.heading(2, words.heading("costs"))
    sections.cost_basis(paper, words)
    sections.costs_by_year(paper, words, caption=words.heading("costs-by-year"))
    paper.heading(2, words.heading("financing"))
    sections.financing(paper, words, charted=True)
