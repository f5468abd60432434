"""What an application file asks for a measure: told by the law of the measure, never by a list of measures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from hakemus.model import Application, Budget, Classification, CostModel, Financing, PaymentMethod
from hakemus.programme import DatedValue, Label, Measure, Programme
from hakemus.texts import Language

SUPPORT = "budget.financing.leader_support"

_FROM_THE_REGISTER = frozenset(
    {"classification.project_number", "classification.state", "project.news", "project.contacts"}
)
"""What the register tells of a project later; nobody applies with it."""

_ASKED_WHEN_THE_LAW_HAS: Mapping[str, str] = {
    "preparation": "targets",
    "companies": "members-fewest",
    "budget.items.company": "members-fewest",
    "applicant.is_leader_group": "leader-group-targets",
    "applicant.is_regional_village_association": "leader-group-targets",
}
"""Fields that a file shows only when the measure has a parameter of that name."""

_ASKED_FOR_A_PAPER: Mapping[str, str] = {
    "cooperation_agreement": "cooperation-agreement",
    "application_decision": "minutes-extract",
    "authorisation": "power-of-attorney",
    "letter_of_intent": "letter-of-intent",
    "preparation_report": "preparation-report",
}
"""Parts that only one paper shows; a file asks for them when the measure has it among its papers."""

_LEFT_OUT_WHEN_THE_LAW_SAYS_NO: Mapping[str, str] = {
    "applicant.business_id": "business-id",
    "budget.items": "cost-rows",
    "budget.income": "cost-rows",
    "budget.price_evidence": "cost-rows",
    "budget.in_kind_work": "cost-rows",
    "budget.financing.in_kind": "cost-rows",
    "budget.financing.other_public": "cost-rows",
    "budget.financing.private": "cost-rows",
    "budget.financing.support_rate": "cost-rows",
}
"""Fields that a file shows unless the measure's parameter of that name says no."""

_CHOSEN_FROM: Mapping[str, str] = {
    "applicant.body_law": "applicant-law",
    "budget.cost_model": "cost-models",
    "budget.payment_method": "payment-methods",
    "classification.measure_specification": "measure-specifications",
    "classification.measure_type": "measure-types",
    "classification.project_nature": "project-natures",
    "classification.specific_objective": "specific-objective",
    "classification.sub_measure": "sub-measures",
    "preparation.prepares": "targets",
}
"""Fields whose choices the measure's parameter of that name tells."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The keys that a measure has for a field; `only` is true when surely no other is allowed."""

    keys: tuple[str, ...]
    only: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: who may apply, fields left out, choices by field, the amount, the marks of the plan's headings."""

    measure: Measure | None = None
    applicant: Label | None = None
    left_out: frozenset[str] = frozenset()
    choices: Mapping[str, Choice] = field(default_factory=dict)
    amount: DatedValue | None = None
    required: frozenset[str] = frozenset()
    recommended: frozenset[str] = frozenset()


def asked_for(measure: Measure | None, programme: Programme, day: date | None = None) -> Asked:
    """Return what the law of a day asks; without a measure, all fields.

    Without a day, it is what the law asks on some day of the programme; an amount or who may apply is then stated
    only if it has been the same on all its days.
    """
    if day is None:
        return _asked_on_some_day([_asked_on(each, measure, programme) for each in _days(measure, programme)])
    return _asked_on(programme.day_of_law(day), measure, programme)


def _days(measure: Measure | None, programme: Programme) -> list[date]:
    """Return the days from which the law asks something else, the programme's first day among them."""
    read = measure.parameters() if measure is not None else programme.parameters("every-measure")
    entries = (entry for parameter in read for entry in parameter.timeline)
    return sorted({programme.first_day, *(programme.day_of_law(entry.start) for entry in entries)})


def _asked_on_some_day(days: Sequence[Asked]) -> Asked:
    first, *later = days
    if not later:
        return first
    required = frozenset.intersection(*(one.required for one in days))
    choices: dict[str, Choice] = {}
    for path in dict.fromkeys(path for one in days for path in one.choices):
        found = [one.choices.get(path) for one in days]
        keys = dict.fromkeys(key for choice in found if choice is not None for key in choice.keys)
        only = all(choice is not None and choice.only for choice in found)
        choices[path] = Choice(tuple(keys), only=only)
    amounts = [one.amount.value if one.amount is not None else None for one in days]
    return Asked(
        first.measure,
        first.applicant if all(one.applicant == first.applicant for one in later) else None,
        frozenset.intersection(*(one.left_out for one in days)),
        choices,
        first.amount if all(amount == amounts[0] for amount in amounts) else None,
        required,
        frozenset.union(*(one.required | one.recommended for one in days)) - required,
    )


def _asked_on(day: date, measure: Measure | None, programme: Programme) -> Asked:
    required, recommended = _plan_paths(measure, programme, day)
    if measure is None:
        return Asked(required=required, recommended=recommended)
    applicant, amount = (measure.value_on(name, day) for name in ("applicant", "amount"))
    return Asked(
        measure,
        applicant.label if applicant is not None else None,
        _left_out(measure, day),
        _choices(measure, day),
        amount,
        required,
        recommended,
    )


def blank_application(measure: Measure, language: Language, on: date | None = None) -> Application:
    """Return an application that holds nothing but its measure and what the law fixes for it.

    Fixed are a cost model or payment method without an alternative and, when the day is given, an amount without one;
    what rests on an inference only (certainty C) is left to the applicant.
    """
    asked = asked_for(measure, measure.programme, on)
    model, method = (_single(asked, path) for path in ("budget.cost_model", "budget.payment_method"))
    fixed = (
        asked.amount
        if on is not None and asked.amount is not None and asked.amount.certainty != "C"
        else None
    )
    amount = fixed.number if fixed is not None and len(fixed.numbers) == 1 else None
    return Application(
        language=language,
        date=on,
        classification=Classification(measure=measure.key),
        budget=Budget(
            cost_model=CostModel(model) if model else None,
            payment_method=PaymentMethod(method) if method else None,
            financing=Financing(leader_support=amount),
        ),
    )


def _single(asked: Asked, path: str) -> str | None:
    choice = asked.choices.get(path)
    return choice.keys[0] if choice is not None and choice.only and len(choice.keys) == 1 else None


def _left_out(measure: Measure, day: date) -> frozenset[str]:
    out = {path for path, name in _ASKED_WHEN_THE_LAW_HAS.items() if measure.find(name) is None}
    out |= {path for path, name in _LEFT_OUT_WHEN_THE_LAW_SAYS_NO.items() if _says_no(measure, name, day)}
    out |= {path for path, paper in _ASKED_FOR_A_PAPER.items() if paper not in measure.papers(day)}
    out |= set(_FROM_THE_REGISTER)
    if _says_yes(measure, "linked-by-project-number", day):
        out.discard("classification.project_number")
    if _says_no(measure, "in-kind-accepted", day):
        out |= {"budget.in_kind_work", "budget.financing.in_kind"}
    if measure.value_on("amount", day) is not None:
        out.add("budget.financing.support_rate")
    if len(measure.cost_models(day)) == 1:
        out.add("budget.cost_model_reason")
    return frozenset(out)


def _choices(measure: Measure, day: date) -> dict[str, Choice]:
    told = {path: measure.value_on(name, day) for path, name in _CHOSEN_FROM.items()}
    choices = {path: Choice(law.keys, law.certainty != "C") for path, law in told.items() if law is not None}
    annexes = tuple(annex.key for annex in measure.annexes(day))
    return {
        **choices,
        "classification.measure": Choice((measure.key,), only=True),
        "annexes.kind": Choice(annexes, only=False),
    }


def _says_no(measure: Measure, name: str, day: date) -> bool:
    law = measure.value_on(name, day)
    return law is not None and not law.yes


def _says_yes(measure: Measure, name: str, day: date) -> bool:
    law = measure.value_on(name, day)
    return law is not None and law.yes


def _plan_paths(
    measure: Measure | None, programme: Programme, day: date
) -> tuple[frozenset[str], frozenset[str]]:
    """Return the headings that the law asks of the plan, and those of the groups' guides; none where neither tells."""
    law = programme.plan_headings(measure, day)
    if law is None:
        return frozenset(), frozenset()
    headings = (law.keys, programme.parameter("project-plan.recommended").on(day).keys)
    required, recommended = (frozenset(f"plan.{key.replace('-', '_')}" for key in keys) for keys in headings)
    return required, recommended
