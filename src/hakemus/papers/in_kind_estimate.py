"""The estimate of in-kind work: each kind of work with its hours, what an hour is worth, and the machines."""

from collections.abc import Iterator, Mapping
from typing import Any

from hakemus.papers.layout import Column, Page, Total
from hakemus.papers.paper import Content, Document, Subject
from hakemus.papers.shared import caveats, law_content, lay_out_applicant_and_project, lay_out_law, shown_law
from hakemus.values.money import total

LAW = (
    "in-kind.person-hour",
    "in-kind.machine-hour",
    "in-kind.age-youngest",
    "in-kind.share-of-private-largest",
)
"""The values of the law that the estimate is counted by, or that its work must keep to."""

_PERSON_HOUR, _MACHINE_HOUR, *_ = LAW


def _shown(subject: Subject, content: Content) -> Mapping[str, Any]:
    words, costing, programme, day = subject.words, subject.costing, subject.programme, subject.day_of_law
    given, worths = costing.budget.in_kind_work, costing.in_kind_work
    works = []
    for shown, work, worth in zip(content["budget"]["in_kind_work"], given, worths, strict=True):
        by_people, by_machine = work.hours is not None, work.machine_hours is not None
        works.append(
            {
                **shown,
                # A kind of work that is only named stays to be seen among the work of people.
                "is_people": by_people or not by_machine,
                "is_machine": by_machine,
                "people_rate": words.money(programme.number(_PERSON_HOUR, day)) if by_people else "",
                "people_value": words.money(worth.hours_value) if by_people else "",
                "machine_rate": words.money(programme.number(_MACHINE_HOUR, day)) if by_machine else "",
                "machine_value": words.money(worth.machine_value) if by_machine else "",
            }
        )
    return {
        "in_kind": {
            "works": works,
            "has_people": any(work["is_people"] for work in works),
            "has_machines": any(work["is_machine"] for work in works),
            "hours": words.number(sum(work.hours or 0 for work in given)),
            "machine_hours": words.number(sum(work.machine_hours or 0 for work in given)),
            "people_value": words.money(total(worth.hours_value for worth in worths)),
            "machine_value": words.money(total(worth.machine_value for worth in worths)),
            "total": words.money(costing.in_kind_total),
            **law_content(subject, LAW),
            "form": _on_the_form(subject),
        }
    }


def _lay_out(page: Page) -> None:
    work, own = "budget.in_kind_work", "in-kind-estimate"
    described = [
        Column("work.description", title=f"{work}.description"),
        Column("work.year", 14, title=f"{work}.year"),
    ]
    youngest = Column("work.youngest_age", 22, "right", title=f"{work}.youngest_age")
    page.title("{{ project.name }}")
    lay_out_applicant_and_project(page)
    with page.when("in_kind.has_people or not in_kind.works"):
        page.heading(1, f"{own}.people")
        page.rows(
            "work in in_kind.works if work.is_people",
            *described,
            youngest,
            Column("work.people_rate", 20, "right", title="table.unit-price"),
            Column("work.hours", 28, "right", title=f"{work}.hours"),
            Column("work.people_value", 30, "right", title="table.value"),
            totals=[Total("table.total", ["in_kind.hours", "in_kind.people_value"])],
            kept="whole",
            description=f"{own}.describe-people",
            when_empty="table.none",
        )
    with page.when("in_kind.has_machines"):
        page.heading(1, f"{own}.machines")
        page.intro(f"{own}.on-top")
        page.rows(
            "work in in_kind.works if work.is_machine",
            *described,
            Column("work.machine_rate", 20, "right", title="table.unit-price"),
            Column("work.machine_hours", 28, "right", title=f"{work}.machine_hours"),
            Column("work.machine_value", 30, "right", title="table.value"),
            totals=[Total("table.total", ["in_kind.machine_hours", "in_kind.machine_value"])],
            kept="whole",
            description=f"{own}.describe-machines",
        )
    page.heading(1, "heading.summary")
    page.intro("intro.in-kind")
    page.sums(
        Total(f"{own}.people-value", ["in_kind.people_value"]),
        Total(f"{own}.machine-value", ["in_kind.machine_value"]),
        Total("table.total", ["in_kind.total"]),
        description=f"{own}.describe-sums",
    )
    lay_out_law(page, "in_kind", f"{own}.basis")


def _on_the_form(subject: Subject) -> str:
    """Return what is to be known of the authority's own form."""
    form = subject.programme.parameter("in-kind.form").on(subject.day_of_law)
    values = {"form": form.label.text(subject.words.language)}
    return subject.words.message("documents.in-kind-estimate.form", values)


def _remarks(subject: Subject) -> Iterator[str]:
    yield _on_the_form(subject)
    yield caveats(shown_law(subject, LAW))


DOCUMENT = Document(
    "in-kind-estimate",
    40,
    _shown,
    _lay_out,
    carries=("date", "leader_group", "project", "applicant", "budget"),
    asked_for=lambda case: bool(case.application.budget.in_kind_work),
    remarks=_remarks,
)
