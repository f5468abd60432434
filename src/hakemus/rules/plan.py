"""Rules on the project's time and plan: what the decree, the guides and the Leader group ask of it."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from operator import attrgetter

from hakemus.findings import Finding, Severity
from hakemus.model import Activity, ProjectPlan
from hakemus.programme import AskedHeading, DatedValue
from hakemus.programme.vocabularies import normal_form
from hakemus.rules.case import Case, at_most_warning, citing, found, rule
from hakemus.rules.costs import is_planning, listed_words
from hakemus.values.typed import months_after

PLACE = 30

_ASKED_IN_PART = {"plan.applicant_activity": "activity", "plan.target_group": "target-group"}
"""The headings of the guides that hold more than the law asks for, and which message says what it asks."""


@rule("period.missing")
def period_missing(case: Case) -> Iterator[Finding]:
    """The project has a first and a last day: the plan estimates its time, and it starts after the application."""
    law = _law_of_time(case)
    for path in ("start_date", "end_date"):
        if law is not None and getattr(case.application.project, path) is None:
            yield found(f"project.{path}", law)


@rule("period.order")
def order(case: Case) -> Iterator[Finding]:
    """A project does not end before it starts."""
    law = _law_of_time(case)
    start, end = case.application.project.start_date, case.application.project.end_date
    if start is not None and end is not None and end < start:
        yield found("project.end_date", law, severity="error", start=start, end=end)


@rule("period.before-application", "application.start-after-application")
def before_application(case: Case, law: DatedValue) -> Iterator[Finding]:
    """A project does not start before the day of application: what was begun earlier is not supported."""
    start, applied = case.application.project.start_date, case.application.date
    if start is not None and applied is not None and start < applied:
        yield found("project.start_date", law, severity="error", start=start, applied=applied)


@rule("period.before-application", "application.start-after-application")
def activity_before_application(case: Case, law: DatedValue) -> Iterator[Finding]:
    """No measure of the plan starts before the day of application, but for planning.

    Of a business aid that is a sum, any measure of the plan begins it, planning too. What else is supported is begun by
    what the law lists, which an early measure may be without: it gets a warning. What by its name begins no project
    gets a note.
    """
    begins, listed, applied = (
        *map(case.measure_law, ("activity-begins", "begins-nothing")),
        case.application.date,
    )
    of_kind, natures = _what_begins(case), case.measure_law("natures-begun-by-no-cooperation")
    for index, activity in enumerate(case.application.plan.activities):
        if not is_begun_early(activity, applied, begins, listed):
            continue
        day = "start_date" if activity.start_date is not None else "end_date"
        path, values = (
            f"plan.activities[{index}].{day}",
            {"given": getattr(activity, day), "applied": applied},
        )
        if begins is not None and begins.yes:
            yield found(path, begins, "activity", **values)
        elif begins is not None:
            yield citing(
                case, found(path, begins, "activity-of-business", at_most_warning(begins), **values), listed
            )
        elif of_kind is None:
            yield found(path, law, "activity-may-begin", at_most_warning(law), **values)
        else:
            kind, of_measure = of_kind
            excepted = _exception(case, activity, natures) if kind == "project" else None
            variant, grave = excepted or (f"activity-of-{kind}", at_most_warning(of_measure))
            yield found(path, of_measure, variant, grave, **values)


def _what_begins(case: Case) -> tuple[str, DatedValue] | None:
    """Return what the decree says begins an `investment` or a `project`; None where it is not known which it is."""
    laws = {kind: case.measure_law(f"{kind}-begins") for kind in ("investment", "project")}
    if case.measure_law("development-or-investment") is not None:
        bound = case.bound_measure
        laws = {kind: None if bound is None else bound.value_on(f"{kind}-begins", case.on) for kind in laws}
    return next(((kind, law) for kind, law in laws.items() if law is not None), None)


def _exception(case: Case, activity: Activity, law: DatedValue | None) -> tuple[str, Severity] | None:
    """Return the note on what by its name begins no project: a transfer of the support, or cooperation some need."""
    name = normal_form(activity.name or "")
    if listed_words("aid-transfer-agreement").search(name):
        return "activity-of-transfer", "note"
    possible = case.measure_law("project-natures")
    nature = case.programme.vocabulary("project_nature").find(
        case.application.classification.project_nature or ""
    )
    natures = (nature.key,) if nature is not None else possible.keys if possible is not None else ()
    is_listed = law is not None and natures and {*natures} <= {*law.keys}
    return (
        ("activity-of-cooperation", "note")
        if is_listed and listed_words("cooperation").search(name)
        else None
    )


def is_begun_early(
    activity: Activity, applied: date | None, begins: DatedValue | None, listed: DatedValue | None
) -> bool:
    """Return whether a measure of the plan may begin the project before the application: planning rarely does.

    One that ends before a day starts before it. `begins` says whether by law any measure begins the project, `listed`
    that the law lists what else does not.
    """
    first = activity.start_date or activity.end_date
    if applied is None or first is None or first >= applied:
        return False
    return (begins is not None and begins.yes) or not is_preparation(activity, listed)


def is_preparation(activity: Activity, listed: DatedValue | None) -> bool:
    """Return whether a measure is planning, a permit or, where the law lists what begins nothing, another such step."""
    of_law = listed is not None and listed_words("begins-nothing").search(normal_form(activity.name or ""))
    return is_planning(activity.name) or bool(of_law)


def _law_of_time(case: Case) -> AskedHeading | DatedValue | None:
    """Return the law that asks for the time of the project; without one, that by which its start matters."""
    asked = case.programme.asked_headings(case.measure, case.on, further=False)
    of_time = (heading for heading in asked if heading.path == "plan.timetable")
    return next(of_time, None) or case.known_law("application.start-after-application")


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
    end = months_after(start, length * {"months": 1, "years": 12}[unit])
    return end if end.day < start.day else end - timedelta(days=1)


@rule("plan.missing")
def missing(case: Case) -> Iterator[Finding]:
    """The project plan holds what the decree asks of it: needs, objectives, measures, results and what else it lists.

    What another field says too (income by its rows) is not asked twice, nor the time, whose days have a rule of their
    own; what is plainly needless, such as how activity goes on that ends with the project, may be left out with a word
    why. Of a lump sum to a business, the results are its outputs; where a heading is wider than the law, the finding
    says what the law asks for.
    """
    outputs = case.measure_law("plan-outputs")
    for heading in lacking_headings(case):
        if heading.path == "plan.timetable":
            continue
        if heading.may_be_needless:
            yield found(heading.path, heading, "unless-needless", at_most_warning(heading))
        else:
            are_outputs = heading.path == "plan.results" and outputs is not None and outputs.yes
            variant = "outputs" if are_outputs else _ASKED_IN_PART.get(heading.path, "")
            yield found(heading.path, heading, variant)


def lacking_headings(case: Case) -> Iterator[AskedHeading]:
    """Yield the headings that the law asks of the plan, and that neither it nor another field says."""
    for heading in case.programme.asked_headings(case.measure, case.on):
        said = (attrgetter(path)(case.application) for path in (heading.path, *heading.stated_by))
        if heading.is_needed and not any(said):
            yield heading


@rule("plan.group-missing")
def heading_of_the_group(case: Case) -> Iterator[Finding]:
    """Every heading of the plan that the Leader group asks for in addition has its text."""
    if case.group is None or case.measure is None:
        return
    for asked in case.group.plan_headings_for(case.measure.key, case.on, case.facts):
        if attrgetter(asked.field)(case.application) is None and asked.verdict(case.facts).holds:
            yield found(asked.field, asked)


@rule("plan.length")
def length(case: Case) -> Iterator[Finding]:
    """A text is no longer than the Leader group allows; without a limit of the group, any length will do."""
    if case.group is None or case.measure is None:
        return
    for path in sorted({limit.field for limit in case.group.longest_texts}):
        limit = case.group.longest_text(path, case.measure.key, case.on, case.facts)
        text = attrgetter(path)(case.application)
        if limit is not None and isinstance(text, str) and len(text) > limit.characters:
            yield found(path, limit, found=len(text), longest=limit.characters)


@rule("plan.interim-financing", "application.paid-afterwards")
def interim_financing(case: Case, law: DatedValue) -> Iterator[Finding]:
    """Support is paid afterwards, so the plan says how the costs are met until then, where the groups' guides ask."""
    if law.yes and _guides_ask(case) and case.application.plan.interim_financing is None:
        yield found("plan.interim_financing", law, severity="note")


@rule("application.guide-missing", "application.guide-questions", "project-plan.recommended")
def guide_questions(case: Case, questions: DatedValue, headings: DatedValue) -> Iterator[Finding]:
    """What the Leader groups' guides ask is answered.

    The project's name and public description, its Leader group and persons, and the other headings of the plan,
    unless the law asks of a measure no more than its own list: a small project, preparatory funding, a business aid.
    """
    application = case.application
    asked = {
        "project.name": application.project.name,
        "project.public_description": application.project.public_description,
        "leader_group": application.leader_group,
        "contact_person": application.contact_person.name,
    }
    if _guides_ask(case):
        asked["responsible_person"] = application.responsible_person.name
    for path, value in asked.items():
        if value is None:
            yield found(path, questions)
    if _guides_ask(case):
        for path in empty_headings(application.plan, headings.keys):
            yield found(path, headings)


def _guides_ask(case: Case) -> bool:
    """Return whether the groups' guides to projects are about the measure; of some, the law asks only its own list."""
    law = case.measure_law("guide-questions")
    return law is None or law.yes


def empty_headings(plan: ProjectPlan, keys: Sequence[str]) -> Iterator[str]:
    """Return the paths of the headings without text; a heading's key is its field's name with hyphens."""
    for name in (key.replace("-", "_") for key in keys):
        if getattr(plan, name) is None:
            yield f"plan.{name}"
