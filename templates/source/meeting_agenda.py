"""The agenda's source: when and where, each item, all applications with money, points and ranks, the proposals."""

from builder import Paper
from tables import Column, Total
from wording import Words

_AMOUNT = 28


def build(words: Words) -> bytes:
    """Return the template of the agenda of a meeting."""
    paper = Paper(
        language=words.language,
        kind_label=words.kind("meeting-agenda"),
        sender=("{{ leader_group }}",),
        day="{{ meeting.date }}",
    )
    paper.title("{{ meeting.name }}")
    paper.fields(
        [words.field(f"meeting.{name}") for name in ("date", "time", "place", "chair", "secretary")],
        description=words.describe("meeting"),
    )
    paper.caption(words.term("meeting.agenda"))
    with paper.each("item in agenda"):
        paper.heading(1, "{{ item.title }}")
        with paper.when("item.text"):
            paper.prose("item.text")
        with paper.when("item.shows_applications"):
            _applications(paper, words)
            with paper.when("meeting.has_frame"):
                _frame(paper, words)
            _proposals(paper, words)
    return paper.save()


def _applications(paper: Paper, words: Words) -> None:
    paper.intro(words.table("unranked"))
    paper.rows(
        loop="application in applications",
        columns=[
            Column(words.table("rank"), "application.rank", 13, "right"),
            Column(words.table("points"), "application.points", 16, "right"),
            Column(
                words.table("applicant-and-project"), "{{ application.applicant }}: {{ application.project }}"
            ),
            Column(words.term("classification.measure"), "application.measure", 42),
            Column(words.table("costs"), "application.costs", _AMOUNT, "right"),
            Column(words.table("sought"), "application.sought", _AMOUNT, "right"),
        ],
        totals=[Total(words.table("total"), ["totals.costs", "totals.sought"])],
        description=words.describe("applications"),
        when_empty=words.table("none"),
    )


def _frame(paper: Paper, words: Words) -> None:
    paper.rows(
        loop="application in applications",
        columns=[
            Column(words.table("rank"), "application.rank", 13, "right"),
            Column(
                words.table("applicant-and-project"), "{{ application.applicant }}: {{ application.project }}"
            ),
            Column(words.term("assessment.proposal"), "application.proposal", 36),
            Column(words.table("proposed"), "application.proposed", 34, "right"),
            Column(words.table("left"), "application.left", 34, "right"),
        ],
        totals=[Total(words.table("total"), ["totals.proposed", "totals.left"])],
        caption=f"{words.table('frame-before')}: {{{{ meeting.frame_left }}}}",
        description=words.describe("frame"),
    )


def _proposals(paper: Paper, words: Words) -> None:
    paper.heading(2, words.heading("proposals"))
    with paper.each("application in applications"):
        paper.heading(3, "{{ application.applicant }}: {{ application.project }}")
        paper.text(
            f"{words.term('assessment.proposal')}: {{{{ application.proposal }}}}"
            "{% if application.amount %}, {{ application.amount }}{% endif %}"
        )
        with paper.when("application.caveat"):
            paper.text("{{ application.caveat }}")
        with paper.when("application.reasons"):
            paper.prose("application.reasons")
