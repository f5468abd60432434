"""The checklist: who does what by when, every annex with its state, and what the law of the day finds."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from hakemus.findings import SEVERITIES, Alike, Finding, alike
from hakemus.model import AnnexState
from hakemus.papers.layout import Column, Field, Frame, Page
from hakemus.papers.paper import Content, Document, Subject
from hakemus.papers.parties import ANNEXES
from hakemus.rules.annexes import lacks_annex

_DONE = (AnnexState.ATTACHED, AnnexState.NOT_NEEDED)
_BOX = "☐"
_LISTED_NOWHERE = "annexes"
"""The path of a finding about an annex that the application doesn't list."""


def _shown(subject: Subject, content: Content) -> Mapping[str, Any]:
    report, words = subject.report, subject.words
    deadline = subject.group.deadline(subject.on) if subject.group is not None else None
    meeting = deadline.meeting if deadline is not None else None
    findings = [one for severity in SEVERITIES for one in report.findings if one.severity == severity]
    return {
        "checklist": {
            "box": _BOX,
            "day": words.day(report.on),
            "summary": report.summary(words.language),
            "applications_by": "" if deadline is None else words.day(deadline.applications_by),
            "meeting": "" if meeting is None else words.day(meeting),
            "remarks": [*_remarks(subject)],
            "tasks": [*_annexes_to_get(subject, content), *_findings_to_correct(findings, subject)],
            "findings": [
                {
                    "severity": words.message(f"words.{told.first.severity}"),
                    "field": words.term(told.paths[0]) if len(told.paths) == 1 else "",
                    "message": told.message(words.language),
                    "provision": told.provision(words.language),
                }
                for told in alike(findings)
            ],
        }
    }


def _remarks(subject: Subject) -> Iterable[str]:
    """Return what is to be known of the papers that the application asks for, each thing once."""
    from hakemus.papers import DOCUMENTS  # noqa: PLC0415 - this document is among them

    listed = subject.measure.papers(subject.day_of_law) if subject.measure is not None else None
    asked = (
        one for one in DOCUMENTS if (listed is None or one.key in listed) and one.asked_for(subject.case)
    )
    return dict.fromkeys(filter(None, (text for one in asked for text in one.remarks(subject))))


def _annexes_to_get(subject: Subject, content: Content) -> Iterator[Mapping[str, str]]:
    """Yield the annexes that are listed and not there yet, the most urgent first; those without a day come last."""
    listed = enumerate(subject.application.annexes)
    missing = [(annex.due_date or date.max, index) for index, annex in listed if annex.standing not in _DONE]
    for _, index in sorted(missing):
        shown = content["annexes"][index]
        title = ": ".join(filter(None, (str(shown["kind"]), str(shown["title"]))))
        yield {"task": title, "responsible": str(shown["responsible"]), "due_date": str(shown["due_date"])}


def _findings_to_correct(findings: Iterable[Finding], subject: Subject) -> Iterator[Mapping[str, str]]:
    """Yield what must be corrected: the errors, and every annex that is asked for and listed nowhere."""
    errors = alike(one for one in findings if one.severity == "error")
    lacking = [one for one in findings if one.path == _LISTED_NOWHERE and lacks_annex(one)]
    for told in (*errors, *(Alike((one,)) for one in lacking if one.severity != "error")):
        yield {"task": told.message(subject.words.language), "responsible": "", "due_date": ""}


def _lay_out(page: Page) -> None:
    applications_by, meeting = "checklist.applications_by", "checklist.meeting"
    page.title("{{ project.name }}")
    page.text("{{ checklist.summary }}")
    page.fields(
        "applicant.name",
        "classification.measure",
        "leader_group",
        Field("checklist.day", "checklist.checked-on"),
        Field(applications_by, "checklist.applications-by", when=applications_by),
        Field(meeting, "checklist.meeting", when=meeting),
        description="checklist.describe-about",
    )
    page.heading(1, "checklist.tasks")
    page.intro("checklist.tasks-intro")
    page.rows(
        "task in checklist.tasks",
        Column("checklist.box", 16, title="checklist.done"),
        Column("task.task", title="checklist.what"),
        Column("task.responsible", 38, title="checklist.who"),
        Column("task.due_date", 26, title="checklist.by-when"),
        description="checklist.describe-tasks",
        when_empty="checklist.no-tasks",
    )
    page.heading(1, "heading.annexes")
    page.rows("annex in annexes", *ANNEXES, description="checklist.describe-annexes", when_empty="table.none")
    with page.when("checklist.remarks"):
        page.heading(1, "checklist.remarks")
        with page.each("remark in checklist.remarks"):
            page.bullet("{{ remark }}")
    page.heading(1, "checklist.findings")
    page.rows(
        "finding in checklist.findings",
        Column("finding.severity", 23, title="checklist.severity"),
        Column("finding.field", 38, title="checklist.field"),
        Column("finding.message", title="checklist.message"),
        Column("finding.provision", 43, title="law.provision"),
        description="checklist.describe-findings",
        when_empty="checklist.no-findings",
    )


DOCUMENT = Document(
    "checklist", 150, _shown, _lay_out, Frame(day="{{ checklist.day }}"), carries=(), for_own_use=True
)
