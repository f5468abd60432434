"""The cooperation agreement's source: parties, project, who answers for what, who pays, places to sign."""

import agreements
import sections
from builder import Paper
from page import PROSE
from tables import Column
from wording import Words

_PART = "cooperation_agreement"


def build(words: Words) -> bytes:
    """Return the template of the cooperation agreement."""
    paper = Paper(
        language=words.language,
        kind_label=words.kind("cooperation-agreement"),
        layout=PROSE,
        day=f"{{{{ {_PART}.date }}}}",
    )
    paper.title("{{ project.name }}")
    agreements.parties(paper, words)
    agreements.project(paper, words, with_time=True)
    agreements.topics(paper, words, _PART, ("purpose",))
    _responsibilities(paper, words)
    agreements.topics(paper, words, _PART, ("decision_making",))
    _costs(paper, words)
    agreements.topics(paper, words, _PART, ("results", "validity"))
    agreements.signed_by_parties(paper, words)
    return paper.save()


def _responsibilities(paper: Paper, words: Words) -> None:
    text, activities = f"{_PART}.responsibilities", "plan.activities"
    with paper.when(f"{text} or {activities}"):
        paper.heading(1, words.term(text))
        with paper.when(text):
            paper.prose(text)
        with paper.when(activities):
            paper.caption(words.term(activities))
            sections.activities(paper, words)


def _costs(paper: Paper, words: Words) -> None:
    text = f"{_PART}.costs"
    with paper.when(f"{text} or parties_finance"):
        paper.heading(1, words.term(text))
        with paper.when(text):
            paper.prose(text)
        with paper.when("parties_finance"):
            paper.rows(
                loop="party in parties if party.financing",
                columns=[
                    Column(words.table("party-name"), "party.title"),
                    Column(words.table("amount"), "party.financing", 34, "right"),
                ],
                caption=words.table("party-financing"),
                description=words.describe("party-financing"),
            )
