"""What an application file asks for a measure: decided by the law of the measure, never by a list of measures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from hakemus.model import Application, Budget, Classification, CostModel, Financing, PaymentMethod
from hakemus.model.fields import Asked
from hakemus.model.schema import schema
from hakemus.programme import DatedValue, Label, Measure, Programme
from hakemus.texts import Language

if TYPE_CHECKING:
    from hakemus.group import LeaderGroup

SUPPORT = "budget.financing.leader_support"


@dataclass(frozen=True, slots=True)
class Choice:
    """The keys that a measure has for a field; `only` is true when surely no other is allowed."""

    keys: tuple[str, ...]
    only: bool


@dataclass(frozen=True, slots=True)
class AskedFields:
    """What is asked: who may apply, fields left out, choices by field, the amount, the marks of the plan's headings.

    `is_short` is true of a measure of which no more is asked than its own list of the law, and what a group adds.
    """

    measure: Measure | None = None
    applicant: Label | None = None
    left_out: frozenset[str] = frozenset()
    choices: Mapping[str, Choice] = field(default_factory=dict)
    amount: DatedValue | None = None
    required: frozenset[str] = frozenset()
    recommended: frozenset[str] = frozenset()
    is_short: bool = False


def asked_for(
    measure: Measure | None,
    programme: Programme,
    day: date | None = None,
    *,
    group: "LeaderGroup | None" = None,
    everything: bool = False,
) -> AskedFields:
    """Return what the law of a day asks, and a Leader group in addition; without a measure, all fields.

    Without a day, it is what the law asks on some day of the programme; an amount or who may apply is then stated
    only if it has been the same on all its days. With `everything`, what only the groups' guides and the register ask
    is asked of every measure.
    """
    if group is not None and measure is not None:
        group = group.of_form(group.own_form(measure.key))
    asking = _Asking(measure, programme, group, everything)
    if day is None:
        read = measure.parameters() if measure is not None else programme.parameters("every-measure")
        starts = (programme.day_of_law(entry.start) for parameter in read for entry in parameter.timeline)
        headings = group.plan_headings if group is not None else ()
        begins = (programme.day_of_law(heading.start) for heading in headings)
        days = sorted({programme.first_day, *starts, *begins})  # from which something else is asked
        return _asked_on_some_day([asking.on(each) for each in days])
    return asking.on(programme.day_of_law(day))


def _asked_on_some_day(days: Sequence[AskedFields]) -> AskedFields:
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
    return AskedFields(
        first.measure,
        first.applicant if all(one.applicant == first.applicant for one in later) else None,
        frozenset.intersection(*(one.left_out for one in days)),
        choices,
        first.amount if all(amount == amounts[0] for amount in amounts) else None,
        required,
        frozenset.union(*(one.required | one.recommended for one in days)) - required,
        all(one.is_short for one in days),
    )


@dataclass(frozen=True, slots=True)
class _Asking:
    """Who asks: the law of a measure, and perhaps a Leader group; `everything` is true when no question is too many."""

    measure: Measure | None
    programme: Programme
    group: "LeaderGroup | None"
    everything: bool

    def on(self, day: date) -> AskedFields:
        """Return what is asked on a day."""
        measure, programme = self.measure, self.programme
        asked = programme.asked_headings(measure, day)
        required = frozenset(one.path for one in asked if one.is_needed and one.certainty != "C")
        recommended = frozenset(one.path for one in asked if one.is_needed) - required
        if self._guides_ask(day) and (guides := programme.find("project-plan.recommended")) is not None:
            recommended |= {_path_of(key) for key in guides.on(day).keys} - required
        if measure is None:
            return AskedFields(required=required, recommended=recommended)
        applicant, amount = (measure.value_on(name, day) for name in ("applicant", "amount"))
        choices: dict[str, Choice] = {}
        for place in schema().values():
            if place.asked.choices and (law := measure.value_on(place.asked.choices, day)) is not None:
                choices[place.path] = Choice(law.keys, only=law.certainty != "C")
        choices["classification.measure"] = Choice((measure.key,), only=True)
        choices["annexes.kind"] = Choice(tuple(self._annexes(measure, day)), only=False)
        return AskedFields(
            measure,
            applicant.label if applicant is not None else None,
            self._left_out(measure, day),
            choices,
            amount,
            required,
            recommended,
            is_short=not self.everything and not self._guides_ask(day),
        )

    def _annexes(self, measure: Measure, day: date) -> Iterator[str]:
        """Yield the kinds of annexes that the measure asks for, without those to what it does not accept."""
        for annex in measure.annexes(day):
            name = annex.kind.text("unless_no")
            law = measure.value_on(name, day) if name else None
            if law is None or law.yes:
                yield annex.key

    def _guides_ask(self, day: date) -> bool:
        """Return whether the groups' guides to projects are about the measure."""
        law = self.measure.value_on("guide-questions", day) if self.measure is not None else None
        return law is None or law.yes

    def _left_out(self, measure: Measure, day: date) -> frozenset[str]:
        out = {field.path for field in schema().values() if self._is_left_out(field.asked, measure, day)}
        out |= self._headings_left_out(measure, day)
        if len(measure.cost_models(day)) == 1:
            out.add("budget.cost_model_reason")
        if self.group is None:
            return frozenset(out)
        asked = {heading.field for heading in self.group.plan_headings_for(measure.key, day)}
        return frozenset(out - asked - self.group.fields_asked(measure.key))

    def _is_left_out(self, asked: Asked, measure: Measure, day: date) -> bool:
        def answer(name: str) -> bool | None:
            law = measure.value_on(name, day)
            return law.yes if law is not None else None

        def has_several(name: str) -> bool:
            law = measure.value_on(name, day)
            return law is not None and len(law.keys) > 1

        of_guides = asked.guides and not any(measure.find(name) for name in asked.or_has)
        return (
            asked.never
            or asked.of_group
            or bool(asked.has and measure.find(asked.has) is None)
            or bool(asked.law and measure.programme.find(asked.law) is None)
            or bool(asked.paper and asked.paper not in measure.papers(day))
            or bool(asked.several and not has_several(asked.several))
            or bool(asked.only_model and measure.cost_models(day) != (asked.only_model,))
            or bool(
                asked.unless_model
                and measure.cost_models(day) == (asked.unless_model,)
                and not self.everything
            )
            or bool(asked.yes and answer(asked.yes) is not True)
            or (
                any(answer(name) is False for name in asked.unless_no)
                and not (asked.or_yes and answer(asked.or_yes))
            )
            or bool(asked.unless_set and measure.value_on(asked.unless_set, day) is not None)
            or (of_guides and not self.everything and not self._guides_ask(day))
        )

    def _headings_left_out(self, measure: Measure, day: date) -> frozenset[str]:
        """Return the headings of the plan that neither law nor guides ask of a measure.

        Where the guides don't ask, what another field says as well is not asked twice. Of everything, what only the
        law of another measure asks is still left out, such as the profitability of a business.
        """
        guides_ask = self.everything or self._guides_ask(day)
        law = [*self.programme.asked_headings(measure, day)]
        if self.everything:
            law += self.programme.asked_headings(None, day)
        asked = {one.path for one in law if guides_ask or not one.stated_by}
        if guides_ask:
            guides = self.programme.find("project-plan.recommended")
            asked |= {_path_of(key) for key in guides.on(day).keys} if guides is not None else set()
            asked.add("plan.interim_financing")
        keys = self.programme.vocabulary("plan_heading").keys
        return frozenset(map(_path_of, keys)) - asked


def _path_of(heading: str) -> str:
    return f"plan.{heading.replace('-', '_')}"


def blank_application(measure: Measure, language: Language, on: date | None = None) -> Application:
    """Return an application that holds nothing but its measure and what the law fixes for it.

    Fixed are a cost model or payment method without an alternative and, when the day is given, an amount without one;
    what rests on an inference only (certainty C) is left to the applicant.
    """
    asked = asked_for(measure, measure.programme, on)
    model, method = (_single(asked, path) for path in ("budget.cost_model", "budget.payment_method"))
    law = asked.amount if on is not None else None
    is_fixed = law is not None and law.certainty != "C" and len(law.numbers) == 1
    return Application(
        language=language,
        date=on,
        classification=Classification(measure=measure.key),
        budget=Budget(
            cost_model=CostModel(model) if model else None,
            payment_method=PaymentMethod(method) if method else None,
            financing=Financing(leader_support=law.number if law and is_fixed else None),
        ),
    )


def _single(asked: AskedFields, path: str) -> str | None:
    choice = asked.choices.get(path)
    return choice.keys[0] if choice is not None and choice.only and len(choice.keys) == 1 else None
