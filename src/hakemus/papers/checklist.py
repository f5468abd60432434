"""The checklist: who does what by when, every annex with its state, what the law finds, and what it asks afterwards."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from hakemus.findings import SEVERITIES, Alike, Finding, alike
from hakemus.model import AnnexState
from hakemus.papers.dates import duties_of, duty_text, project_dates
from hakemus.papers.layout import Band, Column, Field, Frame, Page
from hakemus.papers.paper import Content, Document, Subject
from hakemus.papers.shared import ANNEXES, office_of, rate_of_the_group, short_provision
from hakemus.programme import Label, Parameter
from hakemus.rules.annexes import lacks_annex
from hakemus.rules.applicant import BY_HAND, condition_name, conditions_by_hand
from hakemus.texts import Wording
from hakemus.word import Prose

_DONE = (AnnexState.ATTACHED, AnnexState.NOT_NEEDED)
_BOX = "☐"
_LISTED_NOWHERE = "annexes"
"""The path of a finding about an annex that the application doesn't list."""


def _shown(subject: Subject, content: Content) -> Mapping[str, Any]:
    report, words = subject.report, subject.words
    group, case = subject.group, subject.case
    key = "" if case.measure is None else case.measure.key
    round_ = None if group is None else group.round_on(subject.on, key, case.facts)
    meeting = None if round_ is None else round_.meeting
    excluded = () if group is None else group.exclusions_for(key, subject.on, case.facts)
    findings = [one for severity in SEVERITIES for one in report.findings if one.severity == severity]
    # What the table of conditions has is neither in that of findings nor in the number of them.
    others = [one for one in findings if one.id != BY_HAND]
    return {
        "checklist": {
            "box": _BOX,
            "day": words.day(report.on),
            "day_of_group": words.day(report.on) if case.own_form is not None else "",
            "summary": replace(report, findings=tuple(others)).summary(words.language),
            "applications_by": "" if round_ is None else words.day(round_.closes),
            "meeting": "" if meeting is None else words.day(meeting),
            "group_rate": rate_of_the_group(subject),
            "office": office_of(subject),
            "excluded": Prose("\n".join(f"- {one.text.text(words.language)}" for one in excluded)),
            "remarks": [*_remarks(subject)],
            "tasks": [*_annexes_to_get(subject, content), *_findings_to_correct(findings, subject)],
            "findings": [_finding(each, words) for each in alike(findings)],
            "other_findings": [_finding(each, words) for each in alike(others)],
            "conditions": [_condition(one, case.on, words) for one in conditions_by_hand(case)],
            "stages": list(_stages(subject)),
            "dates": list(_dates(subject)),
        }
    }


def _finding(each: Alike, words: Wording) -> Mapping[str, str]:
    """Return what is found, with the name of its field where its words don't hold it."""
    message, field = each.message(words.language), each.field(words.language)
    is_named = not field or field.casefold() in message.casefold()
    return {
        "severity": words.message(f"words.{each.first.severity}"),
        "field": field,
        "message": message,
        "told": message if is_named else f"{field}. {message}",
        "provision": each.provision(words.language, short=True),
    }


def _condition(parameter: Parameter, on: date, words: Wording) -> Mapping[str, str]:
    """Return a condition that the application's data don't show, whole, and where it is from."""
    reference, law = parameter.entry_on(on).reference, parameter.value_on(on)
    text = condition_name(parameter, on).text(words.language)
    if law is not None and isinstance(law.value, Label):
        text = f"{text}: {law.value.text(words.language)}"
    return {"text": text, "provision": short_provision(reference, words)}


def _remarks(subject: Subject) -> Iterable[str]:
    """Return what is to be known of the papers that the application asks for, each thing once."""
    from hakemus.papers import asked_documents  # noqa: PLC0415 - this document is among them

    asked = asked_documents(subject.case)
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
    for each in (*errors, *(Alike((one,)) for one in lacking if one.severity != "error")):
        yield {"task": each.message(subject.words.language), "responsible": "", "due_date": ""}


def _stages(subject: Subject) -> Iterator[Mapping[str, Any]]:
    """Yield what the law asks before the application, during the project and after it, stage by stage.

    What concerns a measure, its data say; without one, it is what concerns every one. What has a day of its own is
    among the days.
    """
    case, words = subject.case, subject.words
    dated = {one.key for one in project_dates(case, words)}
    duties = [entry for entry in duties_of(case) if entry.key not in dated]
    for stage in dict.fromkeys(entry.text("stage") for entry in duties):
        yield {
            "title": words.message(f"documents.checklist.stage-{stage}"),
            "duties": [
                {
                    "text": duty_text(entry, case, words),
                    "provision": short_provision(entry.reference, words),
                }
                for entry in duties
                if entry.text("stage") == stage
            ],
        }


def _dates(subject: Subject) -> Iterator[Mapping[str, str]]:
    """Yield the days that nobody should miss, those that are open last."""
    words = subject.words
    for one in project_dates(subject.case, words):
        day = words.message("documents.checklist.open") if one.day is None else words.day(one.day)
        text = f"{one.title}. {one.text}" if one.text else one.title
        yield {"day": day, "text": text, "provision": one.provision}


def _lay_out(page: Page) -> None:
    applications_by, meeting = "checklist.applications_by", "checklist.meeting"
    rate, office = "checklist.group_rate", "checklist.office"
    page.title("{{ project.name }}")
    page.text("{{ checklist.summary }}")
    page.fields(
        "applicant.name",
        "classification.measure",
        "leader_group",
        Field("checklist.day", "checklist.checked-on", when="not checklist.day_of_group"),
        Field("checklist.day_of_group", "checklist.checked-by-group", when="checklist.day_of_group"),
        Field(applications_by, "checklist.applications-by", when=applications_by),
        Field(meeting, "checklist.meeting", when=meeting),
        Field(rate, "checklist.group-rate", when=rate),
        Field(office, "checklist.office", when=office),
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
    with page.when("checklist.excluded"):
        page.heading(1, "checklist.excluded")
        page.intro("checklist.excluded-intro")
        page.prose("checklist.excluded")
    page.heading(1, "checklist.findings")
    page.rows(
        "finding in checklist.other_findings",
        Column("finding.severity", 23, title="checklist.severity"),
        Column("finding.told", title="checklist.message"),
        Column("finding.provision", 53, title="law.provision"),
        description="checklist.describe-findings",
        when_empty="checklist.no-findings",
    )
    with page.when("checklist.conditions"):
        page.heading(1, "checklist.conditions")
        page.intro("checklist.conditions-intro")
        page.rows(
            "condition in checklist.conditions",
            Column("checklist.box", 16, title="checklist.done"),
            Column("condition.text", title="checklist.condition"),
            Column("condition.provision", 53, title="law.provision"),
            description="checklist.describe-conditions",
        )
    with page.when("checklist.dates"):
        page.heading(1, "checklist.dates")
        page.intro("checklist.dates-intro")
        page.rows(
            "date in checklist.dates",
            Column("date.day", 26, title="checklist.day"),
            Column("date.text", title="checklist.date"),
            Column("date.provision", 48, title="law.provision"),
            description="checklist.describe-dates",
        )
    with page.when("checklist.stages"):
        page.heading(1, "checklist.duties")
        page.intro("checklist.duties-intro")
        page.rows(
            "duty in stage.duties",
            Column("duty.text", title="checklist.duty"),
            Column("duty.provision", 48, title="law.provision"),
            band=Band("stage in checklist.stages", "{{ stage.title }}"),
            kept="end",
            description="checklist.describe-duties",
        )


DOCUMENT = Document(
    "checklist", 150, _shown, _lay_out, Frame(day="{{ checklist.day }}"), carries=(), for_own_use=True
)
