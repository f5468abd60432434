"""Rules on the time of the project."""

import calendar
from collections.abc import Iterator
from datetime import date, timedelta

from hakemus.findings import Finding
from hakemus.programme import DatedValue
from hakemus.rules.case import Case, Rule, by_law


def missing(case: Case) -> Iterator[Finding]:
    """The project has a first and a last day: the plan estimates its time, and it starts after the application."""
    law = _law(case)
    for path in ("start_date", "end_date"):
        if getattr(case.application.project, path) is None:
            yield by_law("period.missing", f"project.{path}", law)


def order(case: Case) -> Iterator[Finding]:
    """A project does not end before it starts."""
    start, end = case.application.project.start_date, case.application.project.end_date
    if start is not None and end is not None and end < start:
        values = {"start": start, "end": end}
        yield by_law("period.order", "project.end_date", _law(case), values, severity="error")


def before_application(case: Case) -> Iterator[Finding]:
    """A project does not start before the day of application: what was begun earlier is not supported."""
    start, applied = case.application.project.start_date, case.application.date
    if start is not None and applied is not None and start < applied:
        law, values = case.law("application.start-after-application"), {"start": start, "applied": applied}
        yield by_law("period.before-application", "project.start_date", law, values, severity="error")


def _law(case: Case) -> DatedValue:
    """Return the law that asks for the time of the project; of a business aid only its start is known to matter."""
    law = case.programme.plan_headings(case.measure, case.on)
    return law or case.law("application.start-after-application")


def latest_end(start: date, length: int, unit: str) -> date:
    """Return the last day of so many `days`, `months` or `years` that begin on a day.

    A year ends on the day before its anniversary, a month on the day before its own; where there is no such day
    (29 February, the 31st), on the last day that there is before it.

    >>> latest_end(date(2024, 4, 1), 1, "years"), latest_end(date(2024, 2, 29), 1, "years")
    (datetime.date(2025, 3, 31), datetime.date(2025, 2, 28))
    >>> latest_end(date(2024, 10, 31), 4, "months")
    datetime.date(2025, 2, 28)
    """
    if unit == "days":
        return start + timedelta(days=length - 1)
    months = length * _MONTHS_IN[unit]
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    days = calendar.monthrange(year, month + 1)[1]
    if start.day > days:
        return date(year, month + 1, days)
    return date(year, month + 1, start.day) - timedelta(days=1)


_MONTHS_IN = {"months": 1, "years": 12}

RULES = (
    Rule("period.missing", missing, ("plan-headings", "application.start-after-application")),
    Rule("period.order", order, ("plan-headings", "application.start-after-application")),
    Rule("period.before-application", before_application, ("application.start-after-application",)),
)
