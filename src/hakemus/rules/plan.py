"""Rules on the project plan: what the decree asks of it."""

from collections.abc import Iterator, Sequence

from hakemus.findings import Finding
from hakemus.model import ProjectPlan
from hakemus.rules.case import Case, Rule, by_law


def missing(case: Case) -> Iterator[Finding]:
    """The project plan holds what the decree asks for.

    Development needs, objectives and measures, grounds for assessing realisation, an estimate of the time of
    implementation (in words, or by the timing of the measures), sustainable development and the way of
    implementation.
    """
    law = case.law("project-plan.required")
    for path in empty_headings(case.application.plan, law.keys):
        if not (path == "plan.timetable" and case.application.plan.activities):
            yield by_law("plan.missing", path, law)


def interim_financing(case: Case) -> Iterator[Finding]:
    """Support is paid afterwards, so the plan tells how the costs are met until then."""
    law = case.law("application.paid-afterwards")
    if law.yes and case.application.plan.interim_financing is None:
        yield by_law("plan.interim-financing", "plan.interim_financing", law, severity="note")


def empty_headings(plan: ProjectPlan, keys: Sequence[str]) -> Iterator[str]:
    """Return the paths of the headings without text; a heading's key is its field's name with hyphens."""
    for name in (key.replace("-", "_") for key in keys):
        if getattr(plan, name) is None:
            yield f"plan.{name}"


RULES = (
    Rule("plan.missing", missing, ("project-plan.required",)),
    Rule("plan.interim-financing", interim_financing, ("application.paid-afterwards",)),
)
