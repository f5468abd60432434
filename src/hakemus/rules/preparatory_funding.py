"""Rules of preparatory funding (valmisteluraha), from the authority's own page."""

from collections.abc import Iterator

from hakemus.findings import Finding
from hakemus.programme import weaker
from hakemus.rules.case import Case, Rule, by_law, severity_of
from hakemus.rules.period import latest_end

MEASURE = "preparatory-funding"
_SUPPORT = "budget.financing.leader_support"


def amount(case: Case) -> Iterator[Finding]:
    """Preparatory funding is exactly the fixed amount, no more and no less."""
    law = case.law("preparatory-funding.amount")
    if not case.costing.states_support:
        yield by_law("preparatory-funding.amount", _SUPPORT, law, {"amount": law.number}, "missing")
    elif case.costing.leader_support != law.number:
        values = {"sought": case.costing.leader_support, "amount": law.number}
        yield by_law("preparatory-funding.amount", _SUPPORT, law, values)


def duration(case: Case) -> Iterator[Finding]:
    """A preparatory project lasts no longer than allowed; a year ends the day before its anniversary."""
    start, end = case.application.project.start_date, case.application.project.end_date
    if start is None or end is None:
        return
    law = case.law("preparatory-funding.duration-longest")
    latest = latest_end(start, int(law.number), case.programme.parameter(law.path).unit)
    if end > latest:
        values = {"start": start, "end": end, "years": int(law.number), "latest": latest}
        yield by_law("preparatory-funding.duration", "project.end_date", law, values)


def partners(case: Case) -> Iterator[Finding]:
    """The partners of the application phase are named in the plan; they may widen later."""
    law = case.law("preparatory-funding.partners-named")
    if not case.application.partners:
        yield by_law("preparatory-funding.partners", "partners", law)
    for index, partner in enumerate(case.application.partners):
        if partner.name is None:
            yield by_law("preparatory-funding.partners", f"partners[{index}].name", law, variant="name")


def target(case: Case) -> Iterator[Finding]:
    """The application says what it prepares: one of the kinds of project the funding is for."""
    law = case.law("preparatory-funding.targets")
    prepares = case.application.preparation.prepares
    if prepares is None or prepares not in law.keys:
        vocabulary = case.programme.vocabulary("preparation_target")
        targets = tuple(vocabulary.entry(key).label for key in law.keys)
        yield by_law("preparatory-funding.target", "preparation.prepares", law, {"targets": targets})


def development_target(case: Case) -> Iterator[Finding]:
    """The application names its development target, since the funding is granted once for the same one."""
    if case.application.preparation.development_target is None:
        law = case.law("preparatory-funding.times-for-a-target")
        path = "preparation.development_target"
        yield by_law("preparatory-funding.development-target", path, law)


def repetition(case: Case) -> Iterator[Finding]:
    """Preparatory funding is granted once for the same development target."""
    if case.application.preparation.funded_before:
        law = case.law("preparatory-funding.times-for-a-target")
        yield by_law("preparatory-funding.repetition", "preparation.funded_before", law)


def leader_group(case: Case) -> Iterator[Finding]:
    """A Leader group gets it only as the regional village association, for a Smart Villages project."""
    applicant = case.application.applicant
    if not applicant.is_leader_group:
        return
    law = case.law("preparatory-funding.leader-group-targets")
    if not applicant.is_regional_village_association:
        yield by_law("preparatory-funding.leader-group", "applicant.is_regional_village_association", law)
    elif case.application.preparation.prepares not in law.keys:
        yield by_law("preparatory-funding.leader-group", "preparation.prepares", law)


def international(case: Case) -> Iterator[Finding]:
    """The preparation of an international project is paid from elsewhere; as sure as what its nature is called."""
    law = case.law("preparatory-funding.natures-refused")
    given = case.application.classification.project_nature
    entry = case.programme.vocabulary("project_nature").find(given or "")
    if entry is not None and entry.key in law.keys:
        path, values = "classification.project_nature", {"given": entry.label}
        severity = severity_of(weaker(law.certainty, entry.certainty))
        yield by_law("preparatory-funding.international", path, law, values, severity=severity)


def lump_sum(case: Case) -> Iterator[Finding]:
    """Preparatory funding is a standardised lump sum: no other cost model is open to it."""
    law = case.law("preparatory-funding.cost-models")
    if case.application.budget.cost_model not in law.keys:
        model = case.programme.vocabulary("cost_model").entry(law.keys[0]).label
        yield by_law("preparatory-funding.lump-sum", "budget.cost_model", law, {"model": model})


def no_scoring(case: Case) -> Iterator[Finding]:
    """No selection criteria apply to preparatory funding: it is not scored."""
    law = case.law("preparatory-funding.selection-criteria")
    if not law.yes:
        yield by_law("preparatory-funding.no-scoring", "", law, severity="note")


RULES = tuple(
    Rule(identifier, check, parameters, (MEASURE,))
    for identifier, check, parameters in (
        ("preparatory-funding.amount", amount, ("preparatory-funding.amount",)),
        ("preparatory-funding.duration", duration, ("preparatory-funding.duration-longest",)),
        ("preparatory-funding.partners", partners, ("preparatory-funding.partners-named",)),
        ("preparatory-funding.target", target, ("preparatory-funding.targets",)),
        (
            "preparatory-funding.development-target",
            development_target,
            ("preparatory-funding.times-for-a-target",),
        ),
        ("preparatory-funding.repetition", repetition, ("preparatory-funding.times-for-a-target",)),
        ("preparatory-funding.leader-group", leader_group, ("preparatory-funding.leader-group-targets",)),
        ("preparatory-funding.international", international, ("preparatory-funding.natures-refused",)),
        ("preparatory-funding.lump-sum", lump_sum, ("preparatory-funding.cost-models",)),
        ("preparatory-funding.no-scoring", no_scoring, ("preparatory-funding.selection-criteria",)),
    )
)
