"""Rules on the project plan: what the decree asks of it."""

from collections.abc import Iterator, Sequence
from operator import attrgetter

from hakemus.findings import Finding
from hakemus.model import ProjectPlan
from hakemus.rules.case import Case, Rule, by_law


def missing(case: Case) -> Iterator[Finding]:
    """The project plan holds what the decree asks for, as far as it has been seen.

    Development needs, objectives and measures, grounds for assessing realisation, an estimate of the time of
    implementation (in words, or by the timing of the measures), sustainable development and the way of
    implementation.
    """
    law = case.programme.plan_headings(case.measure, case.on)
    if law is None:
        return
    for path in empty_headings(case.application.plan, law.keys):
        if not (path == "plan.timetable" and case.application.plan.activities):
            yield by_law("plan.missing", path, law)


def length(case: Case) -> Iterator[Finding]:
    """A text is no longer than the Leader group lets it be; where no group sets a limit, there is none."""
    if case.group is None or case.measure is None:
        return
    for path in sorted({limit.field for limit in case.group.longest_texts}):
        limit = case.group.longest_text(path, case.measure.key, case.on)
        text = attrgetter(path)(case.application)
        if limit is not None and isinstance(text, str) and len(text) > limit.characters:
            values = {"found": len(text), "longest": limit.characters}
            yield Finding("plan.length", "warning", path, values, limit.reference)


def of_the_group(case: Case) -> Iterator[Finding]:
    """Every heading of the plan that the Leader group asks for besides has its text."""
    if case.group is None or case.measure is None:
        return
    for asked in case.group.plan_headings_for(case.measure.key, case.on):
        if attrgetter(asked.field)(case.application) is None:
            yield Finding("plan.group-missing", "warning", asked.field, {}, asked.reference)


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
    Rule("plan.missing", missing, ("plan-headings",)),
    Rule("plan.group-missing", of_the_group),
    Rule("plan.length", length, ("project-plan.length-longest",)),
    Rule("plan.interim-financing", interim_financing, ("application.paid-afterwards",)),
)
