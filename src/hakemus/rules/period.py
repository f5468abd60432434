"""Rules on the time of the project."""

from collections.abc import Iterator

from hakemus.findings import Finding
from hakemus.rules.case import Case, Rule, by_law


def missing(case: Case) -> Iterator[Finding]:
    """The estimate of the time of implementation has a first and a last day."""
    law = case.law("project-plan.required")
    for path in ("start_date", "end_date"):
        if getattr(case.application.project, path) is None:
            yield by_law("period.missing", f"project.{path}", law)


def order(case: Case) -> Iterator[Finding]:
    """A project does not end before it starts."""
    start, end = case.application.project.start_date, case.application.project.end_date
    if start is not None and end is not None and end < start:
        law = case.law("project-plan.required")
        yield by_law("period.order", "project.end_date", law, {"start": start, "end": end})


def before_application(case: Case) -> Iterator[Finding]:
    """A project does not start before the day of application: what was begun earlier is not supported."""
    start, applied = case.application.project.start_date, case.application.date
    if start is not None and applied is not None and start < applied:
        law, values = case.law("application.start-after-application"), {"start": start, "applied": applied}
        yield by_law("period.before-application", "project.start_date", law, values, severity="error")


RULES = (
    Rule("period.missing", missing, ("project-plan.required",)),
    Rule("period.order", order, ("project-plan.required",)),
    Rule("period.before-application", before_application, ("application.start-after-application",)),
)
