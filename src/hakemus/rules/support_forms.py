"""Rules of preparatory funding (valmisteluraha), from the authority's own page."""

from collections.abc import Iterator
from typing import Any

from hakemus.findings import Finding
from hakemus.programme import weaker
from hakemus.rules.case import Case, Check, Rule, by_law, severity_of
from hakemus.rules.plan import latest_end

# Rules of small projects (pienhanke) on who applies and when; those on its money stand with the money.

MEASURE_SMALL_PROJECT = "small-project"


def municipality(case: Case) -> Iterator[Finding]:
    """A municipality cannot get support for a small project."""
    law = case.law("small-project.legal-forms-refused")
    form = case.application.applicant.legal_form
    if form in law.keys:
        label = case.programme.vocabulary("legal_form").entry(form).label
        yield by_law("small-project.municipality", "applicant.legal_form", law, {"form": label})


def opening(case: Case) -> Iterator[Finding]:
    """A small project is applied for no earlier than the day on which applications opened."""
    law, applied = case.law("small-project.opens"), case.application.date
    if applied is not None and applied < law.day:
        yield by_law("small-project.opening", "date", law, {"applied": applied, "opens": law.day})


RULES_SMALL_PROJECT = (
    Rule(
        "small-project.municipality",
        municipality,
        ("small-project.legal-forms-refused",),
        (MEASURE_SMALL_PROJECT,),
    ),
    Rule("small-project.opening", opening, ("small-project.opens",), (MEASURE_SMALL_PROJECT,)),
)


# Rules of development projects: several carry them out together, and they are larger than small projects.


def partners_development(case: Case) -> Iterator[Finding]:
    """A development project is carried out by several organisations together: the applicant and its partners.

    Only partners with a name count. A project so cheap that it is a small project may have one alone.
    """
    law = case.measure_law("partners-fewest")
    if law is None or _is_small(case):
        return
    found = 1 + sum(partner.name is not None for partner in case.application.partners)
    if found < law.number:
        yield by_law("development.partners", "partners", law, {"found": found, "fewest": int(law.number)})


def total_development(case: Case) -> Iterator[Finding]:
    """A development project costs more than a small project may: what costs less is applied for as one."""
    law = case.measure_law("total-costs-above")
    if law is not None and _is_small(case):
        values = {"costs": case.costing.total_costs, "limit": law.number}
        yield by_law("development.total", "budget.items", law, values)


def _is_small(case: Case) -> bool:
    """Return whether the costs are stated and no higher than those of a small project."""
    law = case.measure_law("total-costs-above")
    return law is not None and case.costing.states_costs and case.costing.total_costs <= law.number


RULES_DEVELOPMENT = (
    Rule("development.partners", partners_development, ("partners-fewest", "total-costs-above")),
    Rule("development.total", total_development, ("total-costs-above",)),
)


# Rules of the business aids, as far as anything is known of them: fixed sums, sizes, areas and time.

MEASURES = (
    "business-investment",
    "business-trial",
    "business-part-time",
    "business-full-time",
    "business-transfer",
    "business-development",
    "farm-trial",
)
_SUPPORT_BUSINESS_AIDS = "budget.financing.leader_support"


def amount_business_aids(case: Case) -> Iterator[Finding]:
    """A business aid that is a fixed sum is exactly that sum, or one of those that the aid has."""
    law = case.measure_law("amount")
    if law is None or case.costing.leader_support in law.numbers:
        return
    allowed = sorted(law.numbers)
    values: dict[str, Any] = {"least": allowed[0], "most": allowed[-1]}
    one = "-one" if len(allowed) == 1 else ""
    if case.costing.states_support:
        values["sought"] = case.costing.leader_support
        yield by_law("business-aid.amount", _SUPPORT_BUSINESS_AIDS, law, values, one.removeprefix("-"))
    else:
        yield by_law("business-aid.amount", _SUPPORT_BUSINESS_AIDS, law, values, f"missing{one}")


def total(case: Case) -> Iterator[Finding]:
    """An investment of a business costs no less and no more than the aid is for."""
    least, most = case.measure_law("total-costs-smallest"), case.measure_law("total-costs-largest")
    costs = case.costing.total_costs
    if not case.costing.states_costs:
        return
    if least is not None and costs < least.number:
        yield by_law(
            "business-aid.total", "budget.items", least, {"costs": costs, "least": least.number}, "least"
        )
    if most is not None and costs > most.number:
        yield by_law(
            "business-aid.total", "budget.items", most, {"costs": costs, "most": most.number}, "most"
        )


def area(case: Case) -> Iterator[Finding]:
    """A business aid for some kinds of rural area only is sought for a project there."""
    law, rural_type = case.measure_law("areas"), case.application.classification.rural_type
    if law is not None and rural_type is not None and rural_type not in law.keys:
        vocabulary = case.programme.vocabulary("rural_type")
        areas = tuple(vocabulary.entry(key).label for key in law.keys)
        values = {"given": vocabulary.entry(rural_type).label, "areas": areas}
        yield by_law("business-aid.area", "classification.rural_type", law, values)


def duration_business_aids(case: Case) -> Iterator[Finding]:
    """A trial lasts no longer than its aid is for."""
    law = case.measure_law("duration-longest")
    start, end = case.application.project.start_date, case.application.project.end_date
    if law is None or start is None or end is None:
        return
    latest = latest_end(start, int(law.number), case.programme.parameter(law.path).unit)
    if end > latest:
        values = {"start": start, "end": end, "latest": latest}
        yield by_law("business-aid.duration", "project.end_date", law, values)


_CHECKS: tuple[tuple[str, Check, tuple[str, ...]], ...] = (
    ("business-aid.amount", amount_business_aids, ("amount",)),
    ("business-aid.total", total, ("total-costs-smallest", "total-costs-largest")),
    ("business-aid.area", area, ("areas",)),
    ("business-aid.duration", duration_business_aids, ("duration-longest",)),
)
RULES_BUSINESS_AIDS = tuple(
    Rule(identifier, check, parameters, MEASURES) for identifier, check, parameters in _CHECKS
)


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
