"""The declaration of earlier de minimis aid's source: a company, its aid, the room under the ceiling, its signature."""

import sections
from builder import Paper
from tables import Column, Total
from wording import Words

_DOCUMENT = "de-minimis-declaration"
_TERM = "companies.earlier_aid"


def build(words: Words) -> bytes:
    """Return the template of the declaration of a company's earlier de minimis aid."""
    paper = Paper(language=words.language, kind_label=words.kind(_DOCUMENT), sender=("{{ company.name }}",))
    paper.title("{{ company.name }}")
    paper.heading(1, words.own(_DOCUMENT, "company"))
    _company(paper, words)
    paper.heading(1, words.term(_TERM))
    _aid(paper, words)
    paper.heading(1, words.own(_DOCUMENT, "room"))
    _room(paper, words)
    paper.heading(1, words.heading("declaration"))
    with paper.kept_together():
        paper.text("{{ declaration.text }}")
        paper.intro(words.intro("declaration-ours"))
    sections.signatures(paper, words)
    return paper.save()


def _company(paper: Paper, words: Words) -> None:
    names = ("name", "business_id", "municipality", "industry", "single_undertaking")
    paper.fields(
        [
            *(words.field(f"companies.{name}").of(f"company.{name}") for name in names),
            words.field("project.name"),
            words.field("leader_group"),
        ],
        description=words.own(_DOCUMENT, "describe-company"),
    )


def _aid(paper: Paper, words: Words) -> None:
    paper.intro(words.own(_DOCUMENT, "whole-undertaking"))
    paper.checkbox_line("{{ declaration.none }}", checked="declaration.has_none")
    paper.checkbox_line(words.own(_DOCUMENT, "some"), checked="declaration.has_some")
    paper.rows(
        loop="aid in company.earlier_aid",
        columns=[
            Column(words.term(f"{_TERM}.granted_on"), "aid.granted_on", 28),
            Column(words.term(f"{_TERM}.granted_by"), "aid.granted_by", 48),
            Column(words.term(f"{_TERM}.purpose"), "aid.purpose"),
            Column(words.term(f"{_TERM}.amount"), "aid.amount", 34, "right"),
        ],
        totals=[Total("{{ declaration.counted }}", ["declaration.earlier"])],
        description=words.own(_DOCUMENT, "describe-aid"),
        when_empty=words.table("none"),
    )


def _room(paper: Paper, words: Words) -> None:
    paper.text(words.own(_DOCUMENT, "of-the-project"))
    with paper.when("declaration.caveat"):
        paper.text("{{ declaration.caveat }}")
    paper.rows(
        loop="row in declaration.rooms",
        columns=[
            Column(words.law("label"), "row.label", 40),
            Column(words.law("provision"), "row.provision"),
            Column(words.own(_DOCUMENT, "ceiling"), "row.value", 36, "right"),
            Column(words.own(_DOCUMENT, "left"), "row.left", 32, "right"),
        ],
        description=words.own(_DOCUMENT, "describe-room"),
    )
