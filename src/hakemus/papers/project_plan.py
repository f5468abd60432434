"""The project plan: its headings in the order of the decree and the Leader groups' guides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from hakemus.model import Activity
from hakemus.papers.money import costs, counted_budget, financing, financing_chart
from hakemus.papers.paper import Content, Document, Subject, filled
from hakemus.texts import Wording
from hakemus.word import Schedule, Span

# The plan as a paper shows it: in a draft, a heading that the law asks for and that lacks its text says so.


def shown_plan(subject: Subject, content: Content) -> Mapping[str, Any]:
    """Return the presented plan; in a draft, what the law asks for and the file lacks is said to be missing."""
    law = subject.programme.plan_headings(subject.measure, subject.day_of_law)
    required = law.keys if law is not None else ()
    return filled(subject, content, "plan", [key.replace("-", "_") for key in required])


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

    def begin(self, column: int) -> tuple[int, int]:
        """Return year and month (from nought) that a column begins with."""
        return divmod(self.first + column * self.months, _YEAR)


def shown_timetable(subject: Subject) -> Schedule:
    """Return the activities over time; without a single date, a schedule that prints nothing.

    Months, or quarters or years where the project is long. An activity with one date only takes that column; one
    without any says so in its label.
    """
    words, activities = subject.words, subject.application.plan.activities
    days = _days(subject, activities)
    if not days or not activities:
        return Schedule("", (), ())
    scale = _scale(min(days), max(days))
    rows = tuple(_span(activity, number, scale, words) for number, activity in enumerate(activities, start=1))
    groups = (
        ()
        if scale.months >= _YEAR
        else tuple(
            (str(year), len(list(columns)))
            for year, columns in groupby(range(scale.count), key=lambda column: scale.begin(column)[0])
        )
    )
    return Schedule(
        corner=words.message(f"documents.schedule.{scale.unit}"),
        columns=tuple(_label(scale, column) for column in range(scale.count)),
        rows=rows,
        group_corner=words.message("documents.schedule.years"),
        groups=groups,
        description=_described(activities, words),
    )


def _days(subject: Subject, activities: Sequence[Activity]) -> list[date]:
    dated = [day for activity in activities for day in (activity.start_date, activity.end_date)]
    if not any(dated):
        return []
    project = subject.application.project
    return [day for day in (project.start_date, project.end_date, *dated) if day is not None]


def _month(day: date) -> int:
    return day.year * _YEAR + day.month - 1


def _scale(first: date, last: date) -> _Scale:
    begin, end = _month(first), _month(last)
    if end - begin < _MONTHS:
        return _Scale("months", 1, begin, end - begin + 1)
    quarter = begin - begin % _QUARTER
    if (end - quarter) // _QUARTER < _QUARTERS:
        return _Scale("quarters", _QUARTER, quarter, (end - quarter) // _QUARTER + 1)
    year = begin - begin % _YEAR
    years = (end - year) // _YEAR + 1
    each = -(-years // _YEARS)
    return _Scale("years", each * _YEAR, year, -(-years // each))


def _label(scale: _Scale, column: int) -> str:
    year, month = scale.begin(column)
    if scale.months >= _YEAR:
        return str(year)
    return str(month // scale.months + 1)


def _span(activity: Activity, number: int, scale: _Scale, words: Wording) -> Span:
    label = activity.name or words.message("documents.schedule.unnamed", {"number": number})
    days = sorted(day for day in (activity.start_date, activity.end_date) if day is not None)
    if not days:
        return Span(words.message("documents.schedule.undated", {"activity": label}))
    return Span(label, scale.column(days[0]), scale.column(days[-1]))


def _described(activities: Sequence[Activity], words: Wording) -> str:
    """Return what the schedule tells, for one who does not see it: each activity with its days."""
    told = (
        f"{activity.name or number}: {_when(activity, words)}"
        for number, activity in enumerate(activities, start=1)
    )
    return words.message("documents.schedule.describe", {"activities": "; ".join(told)})


def _when(activity: Activity, words: Wording) -> str:
    days = [words.day(day) if day is not None else "" for day in (activity.start_date, activity.end_date)]
    return "–".join(days) if any(days) else words.message("words.missing")


def _add(subject: Subject, content: Content) -> Mapping[str, Any]:
    return {
        "plan": {**shown_plan(subject, content), "schedule": shown_timetable(subject)},
        "budget": counted_budget(subject, content),
        "costs": costs(subject),
        "financing": {**financing(subject), "chart": financing_chart(subject)},
    }


CARRIES = (
    "date",
    "leader_group",
    "classification",
    "project",
    "applicant",
    "responsible_person",
    "contact_person",
    "partners",
    "preparation",
    "plan",
    "budget",
    "group_answers",
)

DOCUMENT = Document("project-plan", CARRIES, _add)
