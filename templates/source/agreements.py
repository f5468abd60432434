"""What the papers share that several parties sign: the table of parties, the project, the places of each to sign."""

from collections.abc import Sequence

import sections
from builder import Paper
from tables import Column
from wording import Words


def parties(paper: Paper, words: Words) -> None:
    """Add the parties with their roles and contact persons."""
    paper.heading(1, words.heading("parties"))
    paper.rows(
        loop="party in parties",
        columns=[
            Column(words.table("party-name"), "party.title", 36),
            Column(words.term("partners.business_id"), "party.business_id", 21),
            Column(words.term("partners.role"), "party.role", prose=True),
            Column(
                words.term("partners.contact_person"),
                "{{ party.contact_person }}{% if party.contact_person and party.email %}, {% endif %}"
                "{{ party.email }}",
                64,
            ),
        ],
        description=words.describe("parties"),
    )


def project(paper: Paper, words: Words, *, with_time: bool = False) -> None:
    """Add which project it is, and when it is carried out where that is asked."""
    paper.heading(1, words.heading("about-project"))
    paper.fields(
        [
            words.field("project.name"),
            words.field("classification.measure"),
            words.field("classification.project_number", when="classification.project_number"),
            words.field("leader_group"),
            *([sections.period(words)] if with_time else []),
        ],
        description=words.describe("about-project"),
    )


def topics(paper: Paper, words: Words, part: str, names: Sequence[str]) -> None:
    """Add each long text of a part under a heading; one that is missing is left out."""
    for name in names:
        with paper.when(f"{part}.{name}"):
            paper.heading(1, words.term(f"{part}.{name}"))
            paper.prose(f"{part}.{name}")


def signed_by_parties(paper: Paper, words: Words) -> None:
    """Add the places of every party to sign."""
    paper.heading(1, words.heading("agreement-signatures"))
    with paper.each("party in parties"):
        paper.caption("{{ party.title }}")
        sections.signatures(paper, words, "party.signature_places")
