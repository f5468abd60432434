"""The board statement's source: the application in short, its scores with reasons, the proposal, the signatures."""

import sections
from builder import Paper
from tables import Column, Field, SignatureLabels, Total
from wording import Words

_WHEN_SCORED, _WHEN_NOT = "scoring.applies", "not scoring.applies"


def build(words: Words) -> bytes:
    """Return the template of the statement of the board."""
    paper = Paper(
        language=words.language,
        kind_label=words.kind("board-statement"),
        sender=("{{ leader_group }}",),
        day="{{ meeting.date }}",
    )
    paper.title("{{ project.name }}")
    paper.subtitle("{{ applicant.name }}")
    paper.heading(1, words.heading("assessed-application"))
    _application(paper, words)
    paper.heading(1, words.heading("selection"))
    with paper.when(_WHEN_NOT):
        paper.text("{{ scoring.why_not }}")
    with paper.when(_WHEN_SCORED):
        paper.intro(words.table("criteria-source"))
        _gates(paper, words)
        _scores(paper, words)
    paper.heading(1, words.heading("proposal"))
    _proposal(paper, words)
    paper.heading(1, words.heading("statement-signatures"))
    _signatures(paper, words)
    return paper.save()


def _application(paper: Paper, words: Words) -> None:
    paper.fields(
        [
            words.field("applicant.name"),
            words.field("applicant.business_id"),
            words.field("applicant.municipality"),
            words.field("classification.project_number", when="classification.project_number"),
            words.field("classification.measure"),
            Field(words.term("date"), "application.date"),
            sections.period(words),
            Field(words.table("total-costs"), "costs.total"),
            Field(words.table("support-sought"), "application.sought"),
            Field(
                words.table("support-rate-sought"), "financing.support_rate", when="financing.support_rate"
            ),
            Field(
                words.table("public-description"),
                "project.public_description",
                prose=True,
                when="project.public_description",
            ),
        ],
        description=words.describe("assessed-application"),
    )
    with paper.when("costs.caveat"):
        paper.text("{{ costs.caveat }}")


def _gates(paper: Paper, words: Words) -> None:
    with paper.when("scoring.gates"):
        paper.rows(
            loop="gate in scoring.gates",
            columns=[
                Column(words.table("gate"), "gate.label", 62),
                Column(words.term("assessment.criteria.reason"), "gate.reason", prose=True),
                Column(words.table("met"), "gate.met", 22),
            ],
            description=words.describe("gates"),
        )


def _scores(paper: Paper, words: Words) -> None:
    label = Column(words.table("score"), "score.label", 62)
    reason = Column(words.term("assessment.criteria.reason"), "score.reason", prose=True)
    allowed = Column(words.table("points-allowed"), "score.allowed", 24)
    points = Column(words.table("points"), "score.points", 18, "right")
    weight = Column(words.table("weight"), "score.weight", 16, "right")
    weighted = Column(words.table("weighted"), "score.weighted", 25, "right")
    plain = [label, reason, allowed, points]
    by_weight = [Column(label.title, label.value, 48), reason, allowed, points, weight, weighted]
    for condition, columns in (("not scoring.weighted", plain), ("scoring.weighted", by_weight)):
        with paper.when(f"scoring.scores and {condition}"):
            paper.rows(
                loop="score in scoring.scores",
                columns=columns,
                totals=[Total(words.table("points-total"), ["scoring.total"])],
                caption=words.term("assessment.criteria.points"),
                description=words.describe("scores"),
            )
    paper.fields(
        [
            Field(words.table("points-total"), "scoring.total"),
            Field(words.table("points-highest"), "scoring.highest"),
            Field(words.table("points-threshold"), "scoring.threshold", when="scoring.has_threshold"),
            Field(words.table("verdict"), "scoring.verdict"),
            Field(words.table("rank-in-meeting"), "meeting.rank", when="meeting.rank"),
        ],
        caption=words.table("verdict"),
        description=words.describe("points"),
    )


def _proposal(paper: Paper, words: Words) -> None:
    paper.fields(
        [
            words.field("assessment.proposal"),
            words.field("assessment.proposed_amount", when="assessment.proposed_amount"),
            Field(words.table("proposed-rate"), "assessment.proposed_rate", when="assessment.proposed_rate"),
            words.field("assessment.reasons", prose=True, when="assessment.reasons"),
            words.field("assessment.assessed_by"),
            words.field("assessment.date"),
        ],
        description=words.describe("proposal"),
    )


def _signatures(paper: Paper, words: Words) -> None:
    with paper.kept_together(), paper.when("meeting.name or meeting.place"):
        paper.text(
            "{{ meeting.name }}{% if meeting.name and meeting.place %}, {% endif %}{{ meeting.place }}"
            "{% if meeting.date %}, {{ meeting.date }}{% endif %}"
        )
    paper.signatures(
        loop="signatory in signature_places",
        name="signatory.name",
        position="signatory.position",
        labels=SignatureLabels(
            words.signature("place-and-date"),
            words.signature("signature"),
            words.signature("name"),
            words.signature("position"),
        ),
        description=words.describe("board-signatures"),
    )
