"""The checklist: who does what by when, every annex with its state, what the law finds, and what it asks afterwards."""

import calendar
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from hakemus.findings import SEVERITIES, Finding
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
            "tasks": [*_annexes_to_get(subject, content), *_findings_to_correct(findings, subject)],
            "findings": [
                {
                    "severity": words.message(f"words.{finding.severity}"),
                    "field": words.term(finding.path) if finding.path else "",
                    "message": finding.message(words.language),
                    "provision": finding.reference.text(words.language)
                    if finding.reference is not None
                    else "",
                }
                for finding in findings
            ],
            "duties": list(_duties(subject)),
        }
    }


def _annexes_to_get(subject: Subject, content: Content) -> Iterator[Mapping[str, str]]:
    """Yield the annexes that are listed and not there yet, the most urgent first; those without a day come last."""
    listed = enumerate(subject.application.annexes)
    missing = [(annex.due_date or date.max, index) for index, annex in listed if annex.standing not in _DONE]
    for _, index in sorted(missing):
        shown = content["annexes"][index]
        title = ": ".join(filter(None, (str(shown["kind"]), str(shown["title"]))))
        yield {"task": title, "responsible": str(shown["responsible"]), "due_date": str(shown["due_date"])}


def _findings_to_correct(findings: Iterable[Finding], subject: Subject) -> Iterator[Mapping[str, str]]:
    """Yield what must be corrected: every error, and every annex that is asked for and listed nowhere."""
    for finding in findings:
        if finding.severity == "error" or (finding.path == _LISTED_NOWHERE and lacks_annex(finding)):
            yield {"task": finding.message(subject.words.language), "responsible": "", "due_date": ""}


def _duties(subject: Subject) -> Iterator[Mapping[str, str]]:
    """Yield what the law asks before the application, during the project and after it.

    Which of it concerns a measure, its data say; the last claim of payment has its day where the project has an end.
    """
    programme, words, on, measure = subject.programme, subject.words, subject.case.on, subject.case.measure
    listed = measure.value_on("duties", on) if measure is not None else None
    end = subject.application.project.end_date
    for entry in (programme.vocabulary("duty").entry(key) for key in (listed.keys if listed else ())):
        numbers = {path.partition(".")[2]: programme.number(path, on) for path in entry.keys("values")}
        said = words.message(
            f"documents.duty.{entry.key}", {key.replace("-", "_"): number for key, number in numbers.items()}
        )
        months = next((int(number) for key, number in numbers.items() if "claim-months" in key), None)
        if months is not None and end is not None:
            day = _months_after(end, months)
            said = f"{said} {words.message('documents.checklist.last-claim-day', {'day': day})}"
        stage = words.message(f"documents.checklist.stage-{entry.text('stage')}")
        yield {"stage": stage, "text": said, "provision": entry.reference.text(words.language)}


def _months_after(day: date, months: int) -> date:
    """Return the day of the same number so many months later, or the last one of a shorter month.

    >>> _months_after(date(2026, 10, 31), 4)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


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
    with page.when("checklist.duties"):
        page.heading(1, "checklist.duties")
        page.intro("checklist.duties-intro")
        page.rows(
            "duty in checklist.duties",
            Column("duty.stage", 26, title="checklist.stage"),
            Column("duty.text", title="checklist.duty"),
            Column("duty.provision", 43, title="law.provision"),
            description="checklist.describe-duties",
        )


DOCUMENT = Document(
    "checklist", 150, _shown, _lay_out, Frame(day="{{ checklist.day }}"), carries=(), for_own_use=True
)
