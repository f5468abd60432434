"""Rules of single support forms: preparatory funding, small projects and development projects.

A rule holds for the measures whose data have its value.
"""

from collections.abc import Iterator
from typing import Any

from hakemus.findings import Finding
from hakemus.programme import DatedValue, Label, weaker
from hakemus.rules.case import Case, at_most_warning, found, labels, rule, severity_of
from hakemus.rules.plan import latest_end
from hakemus.rules.support import SUPPORT

PLACE = 20


@rule("preparatory-funding.amount", "amount", named=True)
def preparatory_amount(case: Case, law: DatedValue) -> Iterator[Finding]:
    """Preparatory funding is exactly the fixed amount, no more and no less."""
    if not case.costing.states_support:
        yield found(SUPPORT, law, variant="missing", amount=law.number)
    elif case.costing.leader_support != law.number:
        yield found(SUPPORT, law, sought=case.costing.leader_support, amount=law.number)


@rule("preparatory-funding.duration", "duration-longest", named=True)
def preparatory_duration(case: Case, law: DatedValue) -> Iterator[Finding]:
    """A preparatory project lasts no longer than allowed; a year ends the day before its anniversary."""
    yield from too_long(case, law, years=int(law.number))


def too_long(case: Case, law: DatedValue, **values: Any) -> Iterator[Finding]:  # noqa: ANN401 - as `found`
    """Yield a finding when the project ends after the last day that its longest duration allows."""
    start, end = case.application.project.start_date, case.application.project.end_date
    if start is not None and end is not None:
        latest = latest_end(start, int(law.number), case.programme.parameter(law.path).unit)
        if end > latest:
            yield found("project.end_date", law, start=start, end=end, **values, latest=latest)


@rule("preparatory-funding.partners", "partners-named")
def named_partners(case: Case, law: DatedValue) -> Iterator[Finding]:
    """The partners of the application phase are named in the plan; they may widen later."""
    if not case.application.partners:
        yield found("partners", law)
    for index, partner in enumerate(case.application.partners):
        if partner.name is None:
            yield found(f"partners[{index}].name", law, variant="name")


@rule("preparatory-funding.target", "targets")
def target(case: Case, law: DatedValue) -> Iterator[Finding]:
    """The application says what it prepares: one of the kinds of project the funding is for."""
    if case.application.preparation.prepares not in law.keys:
        yield found("preparation.prepares", law, targets=labels(case, "preparation_target", law.keys))


@rule("preparatory-funding.development-target", "times-for-a-target")
def development_target(case: Case, law: DatedValue) -> Iterator[Finding]:
    """The application names its development target, since the funding is granted once for the same one."""
    if case.application.preparation.development_target is None:
        yield found("preparation.development_target", law)


@rule("preparatory-funding.repetition", "times-for-a-target")
def repetition(case: Case, law: DatedValue) -> Iterator[Finding]:
    """Preparatory funding is granted once for the same development target."""
    if case.application.preparation.funded_before:
        yield found("preparation.funded_before", law)


@rule("preparatory-funding.leader-group", "leader-group-targets")
def leader_group(case: Case, law: DatedValue) -> Iterator[Finding]:
    """A Leader group gets it only as the regional village association, for a Smart Villages project."""
    applicant = case.application.applicant
    if not applicant.is_leader_group:
        return
    if not applicant.is_regional_village_association:
        yield found("applicant.is_regional_village_association", law)
    elif case.application.preparation.prepares not in law.keys:
        yield found("preparation.prepares", law)


@rule("preparatory-funding.international", "natures-refused")
def refused_nature(case: Case, law: DatedValue) -> Iterator[Finding]:
    """The preparation of an international project is paid from elsewhere; as sure as what its nature is called."""
    given = case.application.classification.project_nature
    entry = case.programme.vocabulary("project_nature").find(given or "")
    if entry is not None and entry.key in law.keys:
        severity = severity_of(weaker(law.certainty, entry.certainty))
        yield found("classification.project_nature", law, severity=severity, given=entry.label)


@rule("preparatory-funding.lump-sum", "cost-models", named=True)
def lump_sum(case: Case, law: DatedValue) -> Iterator[Finding]:
    """Preparatory funding is a standardised lump sum: no other cost model is open to it."""
    if case.application.budget.cost_model not in law.keys:
        yield found("budget.cost_model", law, model=labels(case, "cost_model", law.keys)[0])


@rule("preparatory-funding.no-scoring", "selection-criteria", named=True)
def no_scoring(_: Case, law: DatedValue) -> Iterator[Finding]:
    """No selection criteria apply to preparatory funding: it is not scored."""
    if not law.yes:
        yield found("", law, severity="note")


@rule("small-project.municipality", "legal-forms-refused")
def refused_legal_form(case: Case, law: DatedValue) -> Iterator[Finding]:
    """A municipality cannot get support for a small project."""
    form = case.application.applicant.legal_form
    if form is not None and form in law.keys:
        yield found("applicant.legal_form", law, form=labels(case, "legal_form", [form])[0])


@rule("small-project.quota", "quota-only")
def quota_only(case: Case, law: DatedValue) -> Iterator[Finding]:
    """A small project is paid only from a Leader group's quota."""
    if law.yes and not case.from_quota:
        yield found("classification.is_leader_project", law)


@rule("small-project.opening", "opens")
def opening(case: Case, law: DatedValue) -> Iterator[Finding]:
    """A small project is applied for no earlier than the day on which applications opened."""
    applied = case.application.date
    if applied is not None and applied < law.day:
        yield found("date", law, applied=applied, opens=law.day)


@rule("development.partners", "partners-fewest")
def fewest_partners(case: Case, law: DatedValue) -> Iterator[Finding]:
    """A development project is carried out by several organisations together: the applicant and its partners.

    Only partners with a name count. A Leader group's quota pays a project of one alone, but for those that the law
    excepts; so does a project so cheap that it is a small project.
    """
    small, alone = map(case.measure_law, ("total-costs-above", "partners-needless-from-quota"))
    taking_part = 1 + sum(partner.name is not None for partner in case.application.partners)
    if taking_part >= law.number or (small is not None and _is_small(case, small)):
        return
    values: dict[str, Any] = {"found": taking_part, "fewest": int(law.number)}
    if alone is None or not (alone.yes and case.from_quota):
        yield found("partners", law, **values)
    elif (excepted := _excepted_sub_measure(case)) is not None:
        given, of_another = excepted
        yield found("partners", of_another, "sub-measure", at_most_warning(of_another), **values, given=given)
    elif alone.certainty == "C":
        yield found("partners", alone, "quota", **values)


def _excepted_sub_measure(case: Case) -> tuple[Label, DatedValue] | None:
    """Return what the application's sub-measure is called, and the law that needs partners for it from a quota too.

    What a project is about decides, whatever measure it is applied for by: None when it is about nothing of the kind.
    """
    given = case.application.classification.sub_measure
    entry = case.programme.vocabulary("sub_measure").find(given or "")
    if entry is None:
        return None
    for other in case.programme.measures():
        listed = other.value_on("sub-measures", case.on)
        alone = other.value_on("partners-needless-from-quota", case.on)
        if listed is not None and entry.key in listed.keys and alone and not alone.yes:
            return entry.label, alone
    return None


@rule("development.total", "total-costs-above")
def development_total(case: Case, law: DatedValue) -> Iterator[Finding]:
    """A development project costs more than a small project may: what costs less is applied for as one."""
    if _is_small(case, law):
        yield found("budget.items", law, costs=case.costing.total_costs, limit=law.number)


def _is_small(case: Case, law: DatedValue) -> bool:
    """Return whether the costs are stated and no higher than those of a small project."""
    return case.costing.states_costs and case.costing.total_costs <= law.number
