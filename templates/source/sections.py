"""The parts that several papers share: persons, partners, the plan's headings, costs, financing, signatures."""

from collections.abc import Sequence
from contextlib import nullcontext

from builder import Paper
from tables import Column, Field, SignatureLabels, Total
from wording import Words

_PERSON_LABEL = 22

CLASSIFICATION = (
    "programme",
    "project_number",
    "is_leader_project",
    "rural_type",
    "measure",
    "sub_measure",
    "measure_type",
    "measure_specification",
    "project_nature",
    "specific_objective",
)

_WHO_AND_WHEN = "{{ annex.responsible }}{% if annex.due_date %} {{ annex.due_date }}{% endif %}"
"""Who sees to an annex, and by when, in one cell."""

_PERIOD = "{{ project.start_date }}{% if project.start_date or project.end_date %}–{% endif %}{{ project.end_date }}"

PLAN: Sequence[tuple[str, Sequence[str]]] = (
    ("need", ("applicant_activity", "resources", "need", "earlier_projects")),
    ("aims", ("objectives", "assessment", "measures", "timetable", "activities", "implementation", "roles")),
    ("reach", ("target_group", "beneficiaries", "area", "strategy_link")),
    ("principles", ("sustainable_development", "risks")),
    ("after", ("communication", "continuation", "interim_financing")),
)
"""The plan's headings in the order in which a board reads them."""


def person(paper: Paper, words: Words, role: str) -> None:
    """Add a person's contact details under a caption."""
    items = [words.field(f"{role}.{key}") for key in ("name", "position", "phone", "email")]
    paper.fields_in_pairs(
        items, description=words.describe("person"), caption=words.term(role), label_width_mm=_PERSON_LABEL
    )


def period(words: Words) -> Field:
    """Return the field that tells when the project is carried out; without either day it is empty."""
    return Field(words.table("time"), _PERIOD)


def applicant_and_project(paper: Paper, words: Words) -> None:
    """Add who applies, to which group, and when the project is carried out: what an annex is an annex to."""
    paper.fields(
        [
            words.field("applicant.name"),
            words.field("applicant.business_id"),
            words.field("leader_group"),
            period(words),
        ],
        description=words.describe("summary"),
    )


def preparation(paper: Paper, words: Words) -> None:
    """Add what a preparatory project prepares."""
    paper.fields(
        [
            words.field("preparation.prepares"),
            words.field("preparation.development_target", prose=True),
            words.field("preparation.funded_before", when="preparation.funded_before"),
        ],
        description=words.describe("preparation"),
    )


def prepared_project(paper: Paper, words: Words) -> None:
    """Add which project is prepared, under a heading."""
    paper.heading(1, words.heading("preparation"))
    paper.fields(
        [
            words.field("preparation.prepares"),
            words.field("preparation.development_target", prose=True),
        ],
        description=words.describe("preparation"),
    )


def partners(paper: Paper, words: Words) -> None:
    """Add the partners with their roles."""
    paper.rows(
        loop="partner in partners",
        columns=[
            Column(words.term("partners.name"), "partner.name", 36),
            Column(words.term("partners.business_id"), "partner.business_id", 22),
            Column(words.term("partners.role"), "partner.role", prose=True),
            Column(
                words.term("partners.contact_person"),
                "{{ partner.contact_person }}{% if partner.email %}, {{ partner.email }}{% endif %}",
                60,
            ),
        ],
        description=words.describe("partners"),
        when_empty=words.table("none"),
    )


def plan(paper: Paper, words: Words, level: int, *, guided: bool = False, scheduled: bool = False) -> None:
    """Add the plan, its headings under five main ones from that level down; an empty heading is left out.

    With `guided`, a form tells under each heading what to write; when it is `scheduled`, the activities stand over
    time too.
    """
    for main, headings in PLAN:
        shown = " or ".join(f"plan.{heading}" for heading in headings)
        with paper.when(shown):
            paper.heading(level, words.heading(main))
            for heading in headings:
                with paper.when(f"plan.{heading}"):
                    paper.heading(level + 1, words.term(f"plan.{heading}"))
                    if guided:
                        paper.guidance(f"plan.{heading}")
                    _plan_heading(paper, words, heading)
                    if heading == "activities" and scheduled:
                        _schedule(paper, words)


def _plan_heading(paper: Paper, words: Words, heading: str) -> None:
    if heading == "activities":
        activities(paper, words)
    else:
        paper.prose(f"plan.{heading}")


def activities(paper: Paper, words: Words) -> None:
    """Add the measures by their timing."""
    paper.rows(
        loop="activity in plan.activities",
        columns=[
            Column(words.term("plan.activities.name"), "activity.name"),
            Column(words.term("plan.activities.start_date"), "activity.start_date", 24),
            Column(words.term("plan.activities.end_date"), "activity.end_date", 24),
            Column(words.term("plan.activities.responsible"), "activity.responsible", 44),
        ],
        description=words.describe("activities"),
    )


def _schedule(paper: Paper, words: Words) -> None:
    with paper.when("plan.schedule"):
        paper.caption(words.table("schedule"))
        paper.schedule("plan.schedule")


def _financing_chart(paper: Paper, words: Words) -> None:
    with paper.when("financing.chart"):
        paper.caption(words.table("financing-chart"))
        paper.chart("financing.chart")


def cost_basis(paper: Paper, words: Words) -> None:
    """Add the cost model, the payment method and the reason for the choice."""
    paper.fields(
        [
            words.field("budget.cost_model"),
            words.field("budget.payment_method"),
            words.field("budget.cost_model_reason", prose=True, when="budget.cost_model_reason"),
        ],
        description=words.describe("cost-basis"),
    )
    with paper.when("costs.caveat"):
        paper.text("{{ costs.caveat }}")


def costs_by_year(paper: Paper, words: Words, caption: str = "") -> None:
    """Add the costs by category and year: a column for each year, with totals both ways."""
    if caption:
        paper.caption(caption)
    with paper.when("costs.itemised"):
        paper.matrix(
            corner=words.table("category"),
            columns="year in costs.years",
            column_title="year.label",
            rows="row in costs.rows",
            row_title="row.label",
            cells="amount in row.amounts",
            cell="amount",
            row_total="row.total",
            total_title=words.table("total"),
            total_cells="amount in costs.total_row.amounts",
            grand_total="costs.total_row.total",
            description=words.describe("costs-by-year"),
        )
    with paper.when("costs.bare_lump_sum"):
        paper.text(words.table("lump-sum"))
    with paper.when("not costs.itemised and not costs.bare_lump_sum"):
        paper.text(words.table("none"))


def company_costs(paper: Paper, words: Words) -> None:
    """Add what falls on the members of a group project: costs, support and the rest, with shares."""
    amounts = ("costs", "support", "rest")
    paper.rows(
        loop="row in company_costs.rows",
        columns=[
            Column(words.table("company"), "row.label"),
            *(Column(words.table(key), f"row.{key}", 30, "right") for key in amounts),
            Column(words.table("share"), "row.share", 19, "right"),
        ],
        totals=[Total(words.table("total"), [f"company_costs.{key}" for key in (*amounts, "share")])],
        kept="whole",
        description=words.describe("company-costs"),
    )


def in_kind_work(paper: Paper, words: Words) -> None:
    """Add the in-kind work with its hours and worth."""
    term = "budget.in_kind_work"
    paper.intro(words.intro("in-kind"))
    paper.rows(
        loop="work in budget.in_kind_work",
        columns=[
            Column(words.term(f"{term}.description"), "work.description"),
            Column(words.term(f"{term}.year"), "work.year", 14),
            Column(words.term(f"{term}.youngest_age"), "work.youngest_age", 22, "right"),
            Column(words.term(f"{term}.hours"), "work.hours", 27, "right"),
            Column(words.term(f"{term}.machine_hours"), "work.machine_hours", 25, "right"),
            Column(words.table("value"), "work.value", 28, "right"),
        ],
        totals=[Total(words.table("total"), ["costs.in_kind"])],
        description=words.describe("in-kind"),
    )


def income(paper: Paper, words: Words) -> None:
    """Add the project's income."""
    paper.rows(
        loop="income in budget.income",
        columns=[
            Column(words.term("budget.income.description"), "income.description"),
            Column(words.term("budget.income.year"), "income.year", 20),
            Column(words.term("budget.income.amount"), "income.amount", 34, "right"),
        ],
        totals=[Total(words.table("total"), ["costs.income"])],
        description=words.describe("income"),
    )


def financing(paper: Paper, words: Words, *, fillable: bool = False, charted: bool = False) -> None:
    """Add the financing plan: its parts with shares, who else pays, and the summary against the costs.

    Where the paper is `fillable`, a form asks who else pays, and leaves out what is counted; when it is `charted`, the
    parts are drawn too.
    """
    with paper.when("not form") if fillable else nullcontext():
        _financing_parts(paper, words, charted=charted)
    if charted:
        _financing_chart(paper, words)
    for kind in ("other_public", "private"):
        with paper.when(f"budget.financing.{kind}"):
            paper.rows(
                loop=f"contribution in budget.financing.{kind}",
                columns=[
                    Column(words.term(f"budget.financing.{kind}.source"), "contribution.source"),
                    Column(words.term(f"budget.financing.{kind}.amount"), "contribution.amount", 34, "right"),
                ],
                caption=words.term(f"budget.financing.{kind}"),
                guidance=f"budget.financing.{kind}" if fillable else "",
                description=words.describe("contributions"),
            )
    if fillable:
        with paper.when("form and budget.financing.in_kind"):
            paper.fields(
                [words.field("budget.financing.in_kind")],
                caption=words.heading("in-kind"),
                description=words.describe("financing"),
            )
    with paper.when("not form") if fillable else nullcontext():
        _financing_summary(paper, words)


def _financing_parts(paper: Paper, words: Words, *, charted: bool) -> None:
    paper.rows(
        loop="part in financing.parts",
        columns=[
            Column(words.table("funding"), "part.label"),
            Column(words.table("amount"), "part.amount", 34, "right"),
            Column(words.table("share"), "part.share", 24, "right"),
        ],
        totals=[Total(words.table("financing-total"), ["financing.total", "financing.share_total"])],
        kept="with-next" if charted else "whole",
        description=words.describe("financing"),
    )


def _financing_summary(paper: Paper, words: Words) -> None:
    paper.sums(
        [
            Total(words.table("total-costs"), ["costs.total"]),
            Total(words.table("income"), ["costs.income"], when="costs.has_income"),
            Total(words.table("net-costs"), ["costs.net"], when="costs.has_income"),
            Total(words.table("financing-total"), ["financing.total"]),
            Total(words.table("difference"), ["financing.difference"], when="not financing.balanced"),
            Total(words.table("support-rate"), ["financing.support_rate"], when="financing.support_rate"),
        ],
        caption=words.heading("summary"),
        description=words.describe("financing"),
    )


DESCRIPTION = "{{ item.description }}{% if item.company %} ({{ item.company }}){% endif %}"
"""A cost's description, with the member company whose own cost it is."""


def annexes(words: Words) -> list[Column]:
    """Return the columns that tell of the annexes: each as wide as the longest word it is known to hold."""
    return [
        Column(words.term("annexes.kind"), "annex.kind", 49),
        Column(words.term("annexes.title"), "annex.title"),
        Column(words.term("annexes.state"), "annex.state", 23),
        Column(words.table("who-and-when"), _WHO_AND_WHEN, 24),
        Column(words.term("annexes.file"), "annex.file", 37),
    ]


def group_answers(paper: Paper, words: Words, level: int, *, guided: bool = False) -> None:
    """Add the answers to the group's own questions."""
    with paper.when("group_answers"):
        paper.heading(level, words.heading("group-answers"))
        if guided:
            paper.guidance("group_answers")
        with paper.each("answer in group_answers"):
            paper.caption("{{ answer.question }}")
            paper.prose("answer.answer")


def signatures(paper: Paper, words: Words, places: str = "signature_places") -> None:
    """Add the places to sign."""
    paper.signatures(
        loop=f"signatory in {places}",
        name="signatory.name",
        position="signatory.position",
        labels=SignatureLabels(
            words.signature("place-and-date"),
            words.signature("signature"),
            words.signature("name"),
            words.signature("position"),
        ),
        description=words.describe("signatures"),
    )
