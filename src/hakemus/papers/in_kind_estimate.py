"""The estimate of in-kind work: each kind of work with its hours, what an hour is worth, and the machines."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hakemus.papers.law import caveats, lay_out_law, shown_law
from hakemus.papers.layout import Column, Page, Total
from hakemus.papers.paper import Content, Document, Subject
from hakemus.papers.parties import lay_out_applicant_and_project
from hakemus.rules import Case
from hakemus.values.money import total

LAW = (
    "in-kind.person-hour",
    "in-kind.machine-hour",
    "in-kind.age-youngest",
    "in-kind.share-of-private-largest",
)
"""The values of the law that the estimate is counted by, or that its work must keep to."""


_AN_HOUR = dict(zip(("people", "machine"), LAW, strict=False))


def _asked_for(case: Case) -> bool:
    return bool(case.application.budget.in_kind_work)


def _add(subject: Subject, content: Content) -> Mapping[str, Any]:
    return {"in_kind": {**_works(subject, content), **_sums(subject), **_basis(subject)}}


def _works(subject: Subject, content: Content) -> Mapping[str, Any]:
    """Return the kinds of work, each with what people and machines are worth, where it says their hours."""
    budget, worths = subject.costing.budget, subject.costing.in_kind_work
    shown = zip(content["budget"]["in_kind_work"], budget.in_kind_work, worths, strict=True)
    works = [
        {
            **work,
            # A kind of work that is only named stays to be seen among the work of people.
            "is_people": given.hours is not None or given.machine_hours is None,
            "is_machine": given.machine_hours is not None,
            **_counted("people", given.hours, worth.hours_value, subject),
            **_counted("machine", given.machine_hours, worth.machine_value, subject),
        }
        for work, given, worth in shown
    ]
    return {
        "works": works,
        "has_people": any(work["is_people"] for work in works),
        "has_machines": any(work["is_machine"] for work in works),
    }


def _counted(kind: str, hours: Decimal | None, value: Decimal, subject: Subject) -> Mapping[str, str]:
    if hours is None:
        return {f"{kind}_rate": "", f"{kind}_value": ""}
    day = subject.day_of_law
    an_hour = subject.programme.number(_AN_HOUR[kind], day)
    return {f"{kind}_rate": subject.words.money(an_hour), f"{kind}_value": subject.words.money(value)}


def _sums(subject: Subject) -> Mapping[str, Any]:
    words, costing = subject.words, subject.costing
    works = costing.budget.in_kind_work
    return {
        "hours": words.number(sum(work.hours or 0 for work in works)),
        "machine_hours": words.number(sum(work.machine_hours or 0 for work in works)),
        "people_value": words.money(total(worth.hours_value for worth in costing.in_kind_work)),
        "machine_value": words.money(total(worth.machine_value for worth in costing.in_kind_work)),
        "total": words.money(costing.in_kind_total),
    }


def _basis(subject: Subject) -> Mapping[str, Any]:
    """Return the law it is counted by, what is uncertain about it, and how it relates to the authority's own form."""
    words, law = subject.words, shown_law(subject, LAW)
    day = subject.day_of_law
    form = subject.programme.parameter("in-kind.form").on(day).label.text(words.language)
    return {
        "law": law,
        "caveat": caveats(law),
        "form": words.message("documents.in-kind-estimate.form", {"form": form}),
    }


def _lay_out(page: Page) -> None:
    work, own = "budget.in_kind_work", "in-kind-estimate"
    described = [
        Column("work.description", title=f"{work}.description"),
        Column("work.year", 14, title=f"{work}.year"),
    ]
    youngest = Column("work.youngest_age", 22, "right", title=f"{work}.youngest_age")
    page.title("{{ project.name }}")
    page.text("{{ in_kind.form }}")
    lay_out_applicant_and_project(page)
    with page.when("in_kind.has_people or not in_kind.works"):
        page.heading(1, f"{own}.people")
        page.rows(
            "work in in_kind.works if work.is_people",
            [
                *described,
                youngest,
                Column("work.people_rate", 20, "right", title="table.unit-price"),
                Column("work.hours", 28, "right", title=f"{work}.hours"),
                Column("work.people_value", 30, "right", title="table.value"),
            ],
            totals=[Total("table.total", ["in_kind.hours", "in_kind.people_value"])],
            description=f"{own}.describe-people",
            when_empty="table.none",
        )
    with page.when("in_kind.has_machines"):
        page.heading(1, f"{own}.machines")
        page.intro(f"{own}.on-top")
        page.rows(
            "work in in_kind.works if work.is_machine",
            [
                *described,
                Column("work.machine_rate", 20, "right", title="table.unit-price"),
                Column("work.machine_hours", 28, "right", title=f"{work}.machine_hours"),
                Column("work.machine_value", 30, "right", title="table.value"),
            ],
            totals=[Total("table.total", ["in_kind.machine_hours", "in_kind.machine_value"])],
            description=f"{own}.describe-machines",
        )
    page.heading(1, "heading.summary")
    page.intro("intro.in-kind")
    page.sums(
        [
            Total(f"{own}.people-value", ["in_kind.people_value"]),
            Total(f"{own}.machine-value", ["in_kind.machine_value"]),
            Total("table.total", ["in_kind.total"]),
        ],
        description=f"{own}.describe-sums",
    )
    page.heading(1, f"{own}.basis")
    lay_out_law(page, "in_kind")


DOCUMENT = Document(
    "in-kind-estimate",
    40,
    _add,
    _lay_out,
    carries=("date", "leader_group", "project", "applicant", "budget"),
    asked_for=_asked_for,
)
