"""The checklist's source: where the application stands, who does what by when, the annexes, the findings."""

import sections
from builder import Paper
from tables import Column, Field
from wording import Words

_DOCUMENT = "checklist"


def build(words: Words) -> bytes:
    """Return the template of the checklist."""
    paper = Paper(language=words.language, kind_label=words.kind(_DOCUMENT), day="{{ checklist.day }}")
    paper.title("{{ project.name }}")
    paper.text("{{ checklist.summary }}")
    _about(paper, words)
    paper.heading(1, words.own(_DOCUMENT, "tasks"))
    paper.intro(words.own(_DOCUMENT, "tasks-intro"))
    _tasks(paper, words)
    paper.heading(1, words.heading("annexes"))
    _annexes(paper, words)
    paper.heading(1, words.own(_DOCUMENT, "findings"))
    _findings(paper, words)
    return paper.save()


def _about(paper: Paper, words: Words) -> None:
    own = {key: words.own(_DOCUMENT, key) for key in ("checked-on", "applications-by", "meeting")}
    paper.fields(
        [
            words.field("applicant.name"),
            words.field("classification.measure"),
            words.field("leader_group"),
            (own["checked-on"], "checklist.day"),
            Field(own["applications-by"], "checklist.applications_by", when="checklist.applications_by"),
            Field(own["meeting"], "checklist.meeting", when="checklist.meeting"),
        ],
        description=words.own(_DOCUMENT, "describe-about"),
    )


def _tasks(paper: Paper, words: Words) -> None:
    paper.rows(
        loop="task in checklist.tasks",
        columns=[
            Column(words.own(_DOCUMENT, "done"), "checklist.box", 16),
            Column(words.own(_DOCUMENT, "what"), "task.task"),
            Column(words.own(_DOCUMENT, "who"), "task.responsible", 38),
            Column(words.own(_DOCUMENT, "by-when"), "task.due_date", 26),
        ],
        description=words.own(_DOCUMENT, "describe-tasks"),
        when_empty=words.own(_DOCUMENT, "no-tasks"),
    )


def _annexes(paper: Paper, words: Words) -> None:
    paper.rows(
        loop="annex in annexes",
        columns=sections.annexes(words),
        description=words.own(_DOCUMENT, "describe-annexes"),
        when_empty=words.table("none"),
    )


def _findings(paper: Paper, words: Words) -> None:
    paper.rows(
        loop="finding in checklist.findings",
        columns=[
            Column(words.own(_DOCUMENT, "severity"), "finding.severity", 23),
            Column(words.own(_DOCUMENT, "field"), "finding.field", 38),
            Column(words.own(_DOCUMENT, "message"), "finding.message"),
            Column(words.law("provision"), "finding.provision", 43),
        ],
        description=words.own(_DOCUMENT, "describe-findings"),
        when_empty=words.own(_DOCUMENT, "no-findings"),
    )
