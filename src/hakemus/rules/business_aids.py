"""Rules of the aids to businesses: who applies, which sum, how often, where, and the rate of an investment.

A rule holds for the aids whose data have its value.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from hakemus.findings import Finding
from hakemus.model import LegalForm
from hakemus.programme import DatedValue
from hakemus.rules.case import Case, at_most_warning, found, labels, rule
from hakemus.rules.support import SUPPORT
from hakemus.rules.support_forms import too_long
from hakemus.values.money import ZERO, percentage_of, total

PLACE = 21

_EARLIER = "business.earlier_aid"
_STAGES = ("planning", "preparation", "established")
"""What the stages of one aid are called in its data: each has a sum of its own, which says which of them is sought."""

_KINDS = ("sparse", "core", "other")
"""The kinds of countryside by which the rates of a support area differ."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of an aid: its sum, whether its applicant has a business id, and how often it is granted."""

    amount: DatedValue
    business_id: DatedValue
    times: DatedValue

    def is_sought(self, case: Case) -> bool:
        """Return whether an application seeks just its sum."""
        return case.costing.leader_support == self.amount.number


def stages_of(case: Case) -> tuple[Stage, ...]:
    """Return the stages of the measure's aid; none for an aid that has no such."""
    names = ("amount", "business-id", "times")
    laws = [[case.measure_law(f"{stage}-{name}") for name in names] for stage in _STAGES]
    return tuple(Stage(*known) for one in laws if len(known := [law for law in one if law]) == len(names))


@rule("business-aid.applicant", "legal-forms")
def applicant(case: Case, law: DatedValue) -> Iterator[Finding]:
    """The applicant is a person or a company of a legal form that the aid is open to."""
    form = case.application.applicant.legal_form
    if form in law.keys:
        return
    forms = labels(case, "legal_form", law.keys)
    if form is None or form is LegalForm.OTHER:
        yield found("applicant.legal_form", law, "missing", at_most_warning(law), forms=forms)
    else:
        yield found("applicant.legal_form", law, form=labels(case, "legal_form", [form])[0], forms=forms)


@rule("business-aid.amount", "amount")
def fixed_sum(case: Case, law: DatedValue) -> Iterator[Finding]:
    """A business aid that is a fixed sum is exactly that sum, or one of those that the aid has."""
    sought, least, most = case.costing.leader_support, min(law.numbers), max(law.numbers)
    if sought in law.numbers:
        return
    one = "one" if len(law.numbers) == 1 else ""
    if case.costing.states_support:
        yield found(SUPPORT, law, variant=one, least=least, most=most, sought=sought)
    else:
        yield found(SUPPORT, law, variant=f"missing-{one}" if one else "missing", least=least, most=most)


@rule("business-aid.earlier-declared", "earlier-aid-declared")
def earlier_declared(case: Case, law: DatedValue) -> Iterator[Finding]:
    """The applicant says which business aid it has had in the funding period, or that it has had none."""
    business = case.application.business
    if law.yes and not business.earlier_aid and not business.earlier_aid_declared:
        yield found("business.earlier_aid_declared", law, severity="warning")


@rule("business-aid.times")
def times(case: Case) -> Iterator[Finding]:
    """An aid is granted to the same applicant only so many times in the funding period, each stage by itself."""
    law, stages = case.measure_law("times-in-period"), stages_of(case)
    earlier = _earlier_of_measure(case)
    for stage in stages:
        if stage.is_sought(case):
            law = stage.times
            earlier = [index for index in earlier if _amount(case, index) == stage.amount.number]
    if law is not None and len(earlier) >= law.number:
        yield found(_EARLIER, law, earlier_times=len(earlier), times=int(law.number))


@rule("business-aid.total-in-period", "total-in-period")
def total_in_period(case: Case, law: DatedValue) -> Iterator[Finding]:
    """What an aid comes to for the same recipient in the funding period is at most its total."""
    sought = case.costing.leader_support
    earlier = total(_amount(case, index) or ZERO for index in _earlier_of_measure(case))
    if earlier and sought + earlier > law.number:
        yield found(SUPPORT, law, sought=sought, earlier=earlier, largest=law.number)


@rule("business-aid.not-together", "not-together-with")
def not_together(case: Case, law: DatedValue) -> Iterator[Finding]:
    """Of two aids that exclude each other, only one is granted to an applicant."""
    for index, one in enumerate(case.application.business.earlier_aid):
        other = case.programme.measure(one.aid)
        if other is not None and other.key in law.keys:
            yield found(f"{_EARLIER}[{index}].aid", law, given=other.label)


@rule("business-aid.earlier-used", "established-earlier-used", "established-amount")
def earlier_used(case: Case, law: DatedValue, amount: DatedValue) -> Iterator[Finding]:
    """The earlier aid for established business is used before the next is granted."""
    if not law.yes or case.costing.leader_support != amount.number:
        return
    for index in _earlier_of_measure(case):
        if _amount(case, index) == amount.number and not case.application.business.earlier_aid[index].used:
            yield found(f"{_EARLIER}[{index}].used", law, severity="warning")


def _earlier_of_measure(case: Case) -> list[int]:
    """Return the positions of what the applicant has had of the very aid that is sought."""
    found_measures = [case.programme.measure(one.aid) for one in case.application.business.earlier_aid]
    key = None if case.measure is None else case.measure.key
    return [index for index, one in enumerate(found_measures) if one is not None and one.key == key]


def _amount(case: Case, index: int) -> Decimal | None:
    return case.application.business.earlier_aid[index].amount


@rule("business-aid.duration", "duration-longest")
def business_duration(case: Case, law: DatedValue) -> Iterator[Finding]:
    """A trial lasts no longer than its aid is for."""
    yield from too_long(case, law)


@rule("business-aid.area", "areas", "areas-if-surrounded")
def area(case: Case, law: DatedValue, surrounded: DatedValue) -> Iterator[Finding]:
    """The business that is bought is in a rural area that the aid is for.

    A rural local centre counts as the countryside that surrounds it, which no field says.
    """
    path, rural_type = (
        "business.bought_business_rural_type",
        case.application.business.bought_business_rural_type,
    )
    areas = labels(case, "rural_type", law.keys)
    if rural_type is None:
        yield found(path, law, "missing", "warning", areas=areas)
    else:
        yield from _outside(case, path, rural_type, law, surrounded)


def _outside(
    case: Case, path: str, rural_type: str, law: DatedValue, surrounded: DatedValue
) -> Iterator[Finding]:
    """Yield a finding when an area is not one that an aid is for, and a note when its surroundings decide."""
    given, *areas = labels(case, "rural_type", [rural_type, *law.keys])
    if rural_type in surrounded.keys:
        yield found(path, surrounded, "local-centre", "note", given=given, areas=tuple(areas))
    elif rural_type not in law.keys:
        yield found(path, law, given=given, areas=tuple(areas))


@rule("business-aid.person-years", "person-years-most")
def person_years(case: Case, law: DatedValue) -> Iterator[Finding]:
    """An investment of a larger micro-enterprise gets aid only for a special reason."""
    worked = case.application.business.person_years
    if worked is None:
        yield found("business.person_years", law, "missing", "note", most=law.number)
    elif worked > law.number:
        yield found("business.person_years", law, severity="warning", worked=worked, most=law.number)


@rule("business-aid.total")
def business_total(case: Case) -> Iterator[Finding]:
    """An investment of a business costs no less than the aid is for; what it costs beyond the most gets none."""
    least, most = (case.measure_law(f"total-costs-{end}", "") for end in ("smallest", "largest"))
    costs = case.costing.total_costs
    if not case.costing.states_costs:
        return
    if least is not None and costs < least.number:
        yield found("budget.items", least, variant="least", costs=costs, least=least.number)
    if most is not None and costs > most.number:
        yield found("budget.items", most, "most", "note", costs=costs, most=most.number)


@rule("business-aid.energy", "energy-areas", "energy-full-time", "areas-if-surrounded")
def energy(case: Case, areas: DatedValue, full_time: DatedValue, surrounded: DatedValue) -> Iterator[Finding]:
    """An energy investment gets its own aid in core and sparsely populated countryside, in full-time business only."""
    business, rural_type = case.application.business, case.application.classification.rural_type
    if not business.energy_investment:
        return
    if rural_type is not None:
        yield from _outside(case, "classification.rural_type", rural_type, areas, surrounded)
    if full_time.yes and business.full_time is None:
        yield found("business.full_time", full_time, "full-time-missing", "warning")
    elif full_time.yes and not business.full_time:
        yield found("business.full_time", full_time, "full-time")


@rule("business-aid.rate", "support-rate-highest", named=True)
def rate(case: Case, general: DatedValue) -> Iterator[Finding]:
    """The public money of an investment is at most the rate of its support area and countryside.

    Where the surroundings of a local centre decide the rate, money above the lowest that may hold is reported.
    """
    of_energy, most = map(case.measure_law, ("energy-support-rate", "total-costs-largest"))
    rates, costing = _rates(case), case.costing
    if case.application.business.energy_investment and of_energy is not None:
        rates = (of_energy,)
    if not rates:
        missing = "business.support_area"
        if case.application.business.support_area is not None:
            missing = "classification.rural_type"
        yield found(missing, general, "missing", "note", highest=general.number)
    law = max(rates or (general,), key=lambda one: one.number)
    least = min(rates or (general,), key=lambda one: one.number)
    public, base = costing.leader_support + costing.other_public_total, costing.net_costs
    if most is not None:
        base = min(base, most.number)
    if costing.has_rate and public > percentage_of(base, law.number):
        largest = percentage_of(base, law.number)
        yield found(SUPPORT, law, public=public, costs=base, highest=law.number, largest=largest)
    elif costing.has_rate and public > percentage_of(base, least.number):
        given = labels(case, "rural_type", (case.application.classification.rural_type or "",))[0]
        values = {"public": public, "costs": base, "highest": law.number, "least": least.number}
        yield found(SUPPORT, least, "local-centre", "note", given=given, **values)


def _rates(case: Case) -> Sequence[DatedValue]:
    """Return the rates that may hold for an ordinary investment; none where the application doesn't say its place.

    A local centre may have that of either countryside, or of neither: only its surroundings decide.
    """
    areas, rural_types = case.programme.vocabulary("support_area"), case.programme.vocabulary("rural_type")
    laws = {(one.key, kind): case.measure_law(one.text(kind)) for one in areas.entries for kind in _KINDS}
    island, island_areas, surrounded = map(
        case.measure_law, ("rate-island", "island-support-areas", "areas-if-surrounded")
    )
    business, rural_type = case.application.business, case.application.classification.rural_type
    area = business.support_area
    if area is None or rural_type is None:
        return ()
    of_island = business.island_without_road and island_areas is not None and area in island_areas.keys
    if island is not None and of_island:
        return (island,)
    kinds: Sequence[str] = (rural_types.entry(rural_type).text("countryside") or "other",)
    if surrounded is not None and rural_type in surrounded.keys:
        kinds = _KINDS
    of_area = (laws.get((area, kind)) for kind in kinds)
    return tuple(law for law in of_area if law is not None)
