"""The project plan: its headings in the order of the decree and the Leader groups' guides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from hakemus.papers.layout import Column, Field, Frame, Page
from hakemus.papers.money import (
    costs,
    counted_budget,
    financing,
    financing_chart,
    lay_out_cost_basis,
    lay_out_costs_by_year,
    lay_out_financing,
)
from hakemus.papers.paper import ABOUT, PEOPLE, Content, Document, Subject, filled, is_brief
from hakemus.papers.shared import PERIOD, lay_out_partners, lay_out_preparation
from hakemus.rules.plan import lacking_headings
from hakemus.word import Schedule, Span

# The plan as a paper shows it: in a draft, a heading that the law asks for and that lacks its text says so.


def shown_plan(subject: Subject, content: Content) -> Mapping[str, Any]:
    """Return the presented plan; in a draft, what the law asks for and the file lacks is said to be missing."""
    lacking = (heading.path.removeprefix("plan.") for heading in lacking_headings(subject.case))
    return filled(subject, content, "plan", lacking)


# The timetable as a schedule: each activity over the months, quarters or years of the project.

_MONTHS, _QUARTERS = 24, 24
"""How many months, and how many quarters, a sheet takes before the columns become longer."""

_YEARS = 24
_QUARTER, _YEAR = 3, 12


@dataclass(frozen=True, slots=True)
class _Scale:
    """Columns of time: what one is called, how many months it takes, and the month that the first begins with."""

    unit: str
    months: int
    first: int
    count: int

    def column(self, day: date) -> int:
        """Return the column that a day falls into."""
        return (_month(day) - self.first) // self.months

    def label(self, column: int) -> str:
        """Return what a column is called: a month or quarter by its number, longer ones by the year they begin with."""
        year, month = divmod(self.first + column * self.months, _YEAR)
        return str(year) if self.months >= _YEAR else str(month // self.months + 1)


def shown_timetable(subject: Subject) -> Schedule:
    """Return the activities over time; without a single date, a schedule that prints nothing.

    Months, or quarters or years where the project is long. An activity with one date only takes that column; one
    without any says so in its label.
    """
    words, project = subject.words, subject.application.project
    activities = subject.application.plan.activities
    dated = [day for one in activities for day in (one.start_date, one.end_date) if day is not None]
    if not dated:
        return Schedule("", (), ())
    days = [day for day in (project.start_date, project.end_date, *dated) if day is not None]
    scale = _scale(_month(min(days)), _month(max(days)))
    rows: list[Span] = []
    heard: list[str] = []
    for number, activity in enumerate(activities, start=1):
        label = activity.name or words.message("documents.schedule.unnamed", {"number": number})
        own = (activity.start_date, activity.end_date)
        known = sorted(day for day in own if day is not None)
        if known:
            rows.append(Span(label, scale.column(known[0]), scale.column(known[-1])))
            when = "–".join("" if day is None else words.day(day) for day in own)
        else:
            rows.append(Span(words.message("documents.schedule.undated", {"activity": label})))
            when = words.message("words.missing")
        heard.append(f"{activity.name or number}: {when}")
    years = groupby(range(scale.count), key=lambda column: (scale.first + column * scale.months) // _YEAR)
    return Schedule(
        corner=words.message(f"documents.schedule.{scale.unit}"),
        columns=tuple(map(scale.label, range(scale.count))),
        rows=tuple(rows),
        group_corner=words.message("documents.schedule.years"),
        groups=()
        if scale.months >= _YEAR
        else tuple((str(year), len(list(columns))) for year, columns in years),
        description=words.message("documents.schedule.describe", {"activities": "; ".join(heard)}),
    )


def _month(day: date) -> int:
    return day.year * _YEAR + day.month - 1


def _scale(begin: int, end: int) -> _Scale:
    """Return columns for the months from one to another: months, or quarters, or so many years each."""
    if end - begin < _MONTHS:
        return _Scale("months", 1, begin, end - begin + 1)
    quarter = begin - begin % _QUARTER
    if (end - quarter) // _QUARTER < _QUARTERS:
        return _Scale("quarters", _QUARTER, quarter, (end - quarter) // _QUARTER + 1)
    year = begin - begin % _YEAR
    years = (end - year) // _YEAR + 1
    each = -(-years // _YEARS)
    return _Scale("years", each * _YEAR, year, -(-years // each))


def _shown(subject: Subject, content: Content) -> Mapping[str, Any]:
    return {
        "brief": is_brief(subject.case),
        "plan": {**shown_plan(subject, content), "schedule": shown_timetable(subject)},
        "budget": counted_budget(subject, content),
        "costs": costs(subject),
        "financing": {**financing(subject), "chart": financing_chart(subject)},
    }


# How it is laid out.

_HEADINGS: Sequence[tuple[str, Sequence[str]]] = (
    ("need", ("applicant_activity", "resources", "need", "earlier_projects")),
    (
        "aims",
        (
            *("objectives", "results", "assessment", "measures", "timetable", "activities"),
            *("implementation", "roles", "aid_transfer"),
        ),
    ),
    ("reach", ("target_group", "beneficiaries", "area", "strategy_link")),
    ("principles", ("sustainable_development", "risks")),
    ("after", ("communication", "continuation")),
    ("economy", ("allocation_bases", "income", "profitability", "interim_financing")),
)
"""The plan's headings in the order in which a board reads them, under five main ones."""

PREPARATION = "preparation.prepares or preparation.development_target or preparation.funded_before"
"""The condition that the application says what its project prepares."""


def lay_out_plan(page: Page, level: int, *, form: bool = False) -> None:
    """Add the plan, its headings under five main ones from that level down; an empty heading is left out.

    A `form` says under each heading what to write, and is a table of them where it is `short`; elsewhere the activities
    are shown over time too.
    """
    if form:
        headings = [
            f"plan.{heading}" for _, below in _HEADINGS for heading in below if heading != "activities"
        ]
        with page.when("short"):
            page.fields(
                *(Field(heading, prose=True, when=heading) for heading in headings),
                description="describe.plan",
            )
    with page.when("not short" if form else ""):
        _lay_out_headings(page, level, form=form)


def _lay_out_headings(page: Page, level: int, *, form: bool) -> None:
    for main, headings in _HEADINGS:
        with page.when(" or ".join(f"plan.{heading}" for heading in headings)):
            page.heading(level, f"heading.{main}")
            for heading in headings:
                with page.when(f"plan.{heading}"):
                    page.heading(level + 1, f"plan.{heading}")
                    if form:
                        page.guidance(f"plan.{heading}")
                    if heading != "activities":
                        page.prose(f"plan.{heading}")
                        continue
                    lay_out_activities(page)
                    if not form:
                        with page.when("plan.schedule"):
                            page.caption("table.schedule")
                            page.schedule("plan.schedule")


def lay_out_activities(page: Page) -> None:
    """Add the activities by their timing."""
    # LibreOffice 7.4 has been seen to lose all rows but the first where a page ended after that one, so they are kept.
    page.rows(
        "activity in plan.activities",
        Column("activity.name"),
        Column("activity.start_date", 24),
        Column("activity.end_date", 24),
        Column("activity.responsible", 44),
        kept="with-next",
        description="describe.activities",
    )


def lay_out_group_answers(page: Page, *, form: bool = False) -> None:
    """Add the answers to the group's own questions; a `form` says what to write."""
    with page.when("group_answers"):
        page.heading(1, "heading.group-answers")
        if form:
            page.guidance("group_answers")
        with page.each("answer in group_answers"):
            page.caption("{{ answer.question }}")
            page.prose("answer.answer")


def _lay_out(page: Page) -> None:
    page.title("{{ project.name }}")
    page.fields(
        "applicant.name",
        Field("applicant.business_id", when="applicant.business_id or not brief"),
        "classification.measure",
        Field("classification.specific_objective", when="classification.specific_objective or not brief"),
        "leader_group",
        PERIOD,
        Field("responsible_person.name", "responsible_person", when="responsible_person.name or not brief"),
        Field("contact_person.name", "contact_person"),
        description="describe.summary",
    )
    with page.when(PREPARATION):
        page.heading(1, "heading.preparation")
        lay_out_preparation(page, funded_before=True)
    lay_out_plan(page, 1)
    with page.when("partners"):
        page.heading(1, "heading.partners")
        lay_out_partners(page)
    lay_out_group_answers(page)
    page.heading(1, "heading.costs-and-financing")
    page.heading(2, "heading.costs")
    lay_out_cost_basis(page)
    page.caption("heading.costs-by-year")
    lay_out_costs_by_year(page)
    page.heading(2, "heading.financing")
    lay_out_financing(page)


DOCUMENT = Document(
    "project-plan",
    20,
    _shown,
    _lay_out,
    Frame(prose=True),
    carries=("date", *ABOUT, *PEOPLE, "preparation", "plan", "budget", "group_answers"),
)
