"""How the library's documents that are data look: what an officer would draw in Word, drawn with our kit."""

from collections.abc import Callable, Mapping

from hakemus.papers.layout import Column, Field, Frame, Page
from hakemus.papers.shared import PERIOD, lay_out_law, lay_out_project

_ROWS_OF_WORK = 14


def _in_kind_record(page: Page) -> None:
    own, work, number = "in-kind-record", "budget.in_kind_work", "classification.project_number"
    page.title("{{ project.name }}")
    page.heading(1, "heading.about-project")
    page.fields(
        "applicant.name",
        "applicant.business_id",
        Field(number, when=number),
        "leader_group",
        PERIOD,
        description="describe.about-project",
    )
    with page.when("in_kind.works"):
        page.heading(1, f"{own}.planned")
        page.rows(
            "work in in_kind.works",
            Column("work.description", title=f"{work}.description"),
            Column("work.year", 16, title=f"{work}.year"),
            Column("work.hours", 34, "right", title=f"{work}.hours"),
            Column("work.machine_hours", 30, "right", title=f"{work}.machine_hours"),
            description=f"{own}.describe-planned",
        )
    page.heading(1, f"{own}.done")
    page.intro(f"{own}.how")
    page.blank_rows(
        Column("", 22, title=f"{own}.day"),
        Column("", 42, title=f"{own}.who"),
        Column("", title=f"{own}.what"),
        Column("", 18, "right", title=f"{own}.hours"),
        Column("", 27, "right", title=f"{own}.machine-hours"),
        Column("", 24, "right", title="table.value"),
        rows=_ROWS_OF_WORK,
        total="table.total",
        description=f"{own}.describe-done",
    )
    lay_out_law(page, "in_kind", "in-kind-estimate.basis")
    page.heading(1, f"{own}.certified")
    with page.kept_together():
        page.text(f"{own}.certify")
    page.signatures("")


def _project_report(page: Page) -> None:
    own = "project-report"
    page.title("{{ project.name }}")
    lay_out_project(page, with_time=True)
    page.heading(1, f"{own}.this-report")
    page.checkbox_line(f"{own}.interim")
    page.checkbox_line(f"{own}.final")
    page.fields(Field("", f"{own}.period"), Field("", f"{own}.writer"), description=f"{own}.describe-report")
    page.heading(1, f"{own}.done")
    page.intro(f"{own}.done-intro")
    with page.when("plan.activities"):
        page.rows(
            "activity in plan.activities",
            Column("activity.name", title="plan.activities.name"),
            Column(
                "{{ activity.start_date }}{% if activity.end_date %}–{{ activity.end_date }}{% endif %}",
                44,
                title=f"{own}.planned-time",
            ),
            Column("", 64, title=f"{own}.came-true"),
            description=f"{own}.describe-done",
        )
    page.text(f"{own}.write")
    page.heading(1, f"{own}.results")
    page.intro(f"{own}.results-intro")
    for name in ("objectives", "results"):
        with page.when(f"plan.{name}"):
            page.heading(2, f"{own}.planned-{name}")
            page.prose(f"plan.{name}")
    page.heading(2, f"{own}.came-true")
    page.text(f"{own}.write")
    with page.when("not costs.lump_sum"):
        page.heading(1, "heading.costs-and-financing")
        page.intro(f"{own}.costs-intro")
        page.rows(
            "row in costs.rows",
            Column("row.label", title="table.category"),
            Column("row.total", 36, "right", title=f"{own}.planned"),
            Column("", 36, "right", title=f"{own}.spent"),
            description=f"{own}.describe-costs",
            when_empty="table.none",
        )
    # A lump sum is paid for what was done: nobody asks what it cost (617/2023, 28 and 40 §; 646/2023, 39 §).
    with page.when("costs.lump_sum"):
        page.heading(1, f"{own}.proofs")
        page.intro(f"{own}.proofs-intro")
        page.rows(
            "row in costs.proofs",
            Column("row.label", title=f"{own}.measure"),
            Column("row.proof", 52, title="budget.items.proof"),
            Column("", 52, title=f"{own}.shown"),
            description=f"{own}.describe-proofs",
            when_empty="table.none",
        )
        page.text(f"{own}.write")
    for name in ("communication", "changes", "next", "assessment"):
        with page.when("steering_group" if name == "assessment" else ""):
            page.heading(1, f"{own}.{name}")
            page.intro(f"{own}.{name}-intro")
            page.text(f"{own}.write")
    page.heading(1, "heading.agreement-signatures")
    page.signatures()


def _consent(page: Page) -> None:
    own = "steering-group-consents"
    page.title("{{ project.name }}")
    lay_out_project(page, with_time=True)
    page.heading(1, f"{own}.member")
    labels = (f"{own}.name", f"{own}.represents", "contact_person.phone", "contact_person.email")
    page.fields(*(Field("", label) for label in labels), description=f"{own}.describe-member")
    page.heading(1, f"{own}.consent")
    page.text(f"{own}.text")
    page.text(f"{own}.tasks")
    page.signatures("")


LAYOUTS: Mapping[str, tuple[Callable[[Page], None], Frame]] = {
    "in-kind-record": (_in_kind_record, Frame()),
    "project-report": (_project_report, Frame(prose=True)),
    "steering-group-consents": (_consent, Frame(prose=True)),
}
"""By the keys of the documents: how each is laid out, and what is around its text."""
