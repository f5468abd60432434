"""Rules of single support forms: preparatory funding, small and development projects, aids to businesses.

A rule holds for the measures whose data have its value.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from hakemus.costing import first_day_of_window
from hakemus.findings import Finding, Said
from hakemus.model import LegalForm
from hakemus.programme import DatedValue, Label, Measure, weaker
from hakemus.programme.statutes import Provision
from hakemus.programme.vocabularies import normal_form
from hakemus.rules.case import Case, at_most_warning, citing, found, labels, rule, severity_of
from hakemus.rules.plan import latest_end
from hakemus.rules.support import SUPPORT
from hakemus.texts import wording
from hakemus.values.money import ZERO, percentage_of, total

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
    """The partners of the application phase are named in the plan, as the authority's page asks; they may widen later.

    The decree pays for finding partners, and doesn't ask that they are named by then.
    """
    if not case.application.partners:
        yield found("partners", law, severity=at_most_warning(law))
    for index, partner in enumerate(case.application.partners):
        if partner.name is None:
            yield found(f"partners[{index}].name", law, "name", at_most_warning(law))


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
    """A Leader group gets it only as the regional village association, for a Smart Villages project.

    Who has a Leader group's name but does not say that it is one is asked.
    """
    applicant, listed = case.application.applicant, case.programme.vocabulary("leader_group")
    named = applicant.name is not None and (
        listed.find(applicant.name) is not None or _is_leader_group(applicant.name, case)
    )
    if not applicant.is_leader_group:
        if named:
            yield found("applicant.is_leader_group", law, "named", at_most_warning(law), name=applicant.name)
        return
    if not applicant.is_regional_village_association:
        yield found("applicant.is_regional_village_association", law)
    elif case.application.preparation.prepares not in law.keys:
        yield found("preparation.prepares", law)


@rule("preparatory-funding.international", "natures-refused")
def refused_nature(case: Case, law: DatedValue) -> Iterator[Finding]:
    """The preparation of an international project is paid from elsewhere; as sure as what its nature is called."""
    given = case.application.classification.project_nature
    entry = case.programme.vocabulary("project_nature").find(given)
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
    """A municipality gets no support for a small project by the authority's page, which no statute says: a warning."""
    form = case.application.applicant.legal_form
    if form is not None and form in law.keys:
        given = labels(case, "legal_form", [form])[0]
        yield found("applicant.legal_form", law, "", at_most_warning(law), form=given)


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
    excepts, small or not: in those the group itself doesn't count. By pages, one is enough where the costs are those
    of a small project.
    """
    small, alone = map(case.measure_law, ("total-costs-above", "partners-needless-from-quota"))
    named = [partner.name for partner in case.application.partners if partner.name is not None]
    taking_part = 1 + len(named)
    without_group = 1 + sum(not (case.from_quota and _is_leader_group(name, case)) for name in named)
    if alone is not None and not alone.yes:
        taking_part = without_group
    variant = "group" if without_group <= len(named) else ""
    is_small = small is not None and _is_small(case, small)
    may_be_alone = taking_part >= law.number or (alone is not None and alone.yes and case.from_quota)
    either = case.measure_law("development-or-investment")
    is_development = law.number > 1 or (either is not None and case.bound_as != "investment")
    excepted = _excepted_sub_measure(case) if is_development else None
    values: dict[str, Any] = {"found": taking_part}
    if not may_be_alone:
        if law.certainty == "A" or not is_small:
            yield found("partners", law, variant, **values, fewest=int(law.number))
    elif excepted is not None:
        given, of_another, fewest = excepted
        if without_group < fewest.number:
            values |= {"found": without_group, "fewest": int(fewest.number), "given": given}
            variant = f"sub-measure{variant and '-'}{variant}"
            yield found("partners", of_another, variant, at_most_warning(of_another), **values)
    elif taking_part < law.number and alone is not None and alone.certainty == "C" and not is_small:
        yield found("partners", alone, "quota", **values, fewest=int(law.number))


def _is_leader_group(name: str, case: Case) -> bool:
    """Return whether a name is that of the Leader group that the application names."""
    stated, groups = case.application.leader_group, case.programme.vocabulary("leader_group")
    if case.group is not None and case.group.is_called(name):
        return True
    listed = groups.find(stated or "")
    is_listed = listed is not None and groups.find(name) is listed
    return is_listed or (stated is not None and normal_form(name) == normal_form(stated))


def _excepted_sub_measure(case: Case) -> tuple[Label, DatedValue, DatedValue] | None:
    """Return what the sub-measure is called, the law by which it needs partners from a quota too, and how many.

    What a development project is about decides, whatever measure it is applied for by: None when it is about no such.
    """
    given = case.application.classification.sub_measure
    entry = case.programme.vocabulary("sub_measure").find(given)
    names = ("sub-measures", "partners-needless-from-quota", "partners-fewest")

    def excepted() -> list[tuple[DatedValue, DatedValue, DatedValue]]:
        laws = [[one.value_on(name, case.on) for name in names] for one in case.programme.measures()]
        return [
            (listed, alone, fewest)
            for listed, alone, fewest in laws
            if listed and alone and not alone.yes and fewest
        ]

    for listed, alone, fewest in case.programme.known.kept(("excepted", case.on), excepted):
        if entry and entry.key in listed.keys:
            return entry.label, alone, fewest
    return None


@rule("development.total", "total-costs-above")
def development_total(case: Case, law: DatedValue) -> Iterator[Finding]:
    """A development project costs more than a small project may: what costs less is applied for as one.

    An applicant to whom the authority's page alone refuses a small project is not sent there, nor is a project that
    no Leader group pays for, where only groups pay for small ones. Of investments only the kinds that a small project
    may be are asked about; of training and information, which may be no small project at all, the group is asked.
    """
    form = case.application.applicant.legal_form
    refused, quota = (
        [value for one in case.programme.measures() if (value := one.value_on(name, case.on)) is not None]
        for name in ("legal-forms-refused", "quota-only")
    )
    kind = case.application.classification.investment_kind
    is_investment = case.measure_law("physical-investment") is not None
    small_kinds, unknown = (
        _small_kinds(case),
        any(item.amount is None for item in case.application.budget.items),
    )
    if unknown or (is_investment and kind is not None and kind not in small_kinds):
        return
    if _is_small(case, law) and (case.from_quota or not any(one.yes for one in quota)):
        values: dict[str, Any] = {"costs": case.costing.total_costs, "limit": law.number}
        if law.certainty == "C" and not is_investment:
            yield found("budget.items", law, "training", **values)
        elif form is not None and any(form in one.keys for one in refused):
            given = labels(case, "legal_form", [form])[0]
            yield found("budget.items", law, "refused", **values, form=given)
        else:
            yield found("budget.items", law, "investment" if is_investment else "", **values)


def _small_kinds(case: Case) -> set[str]:
    """Return the kinds of investment that a small project may be."""
    measures = (
        one
        for one in case.programme.measures()
        if one.value_on("development-or-investment", case.on) is not None
    )
    listed = (one.value_on("investment-kinds", case.on) for one in measures)
    return {key for kinds in listed if kinds is not None for key in kinds.keys}


def _is_small(case: Case, law: DatedValue) -> bool:
    """Return whether the costs are stated and no higher than those of a small project."""
    return case.costing.states_costs and case.costing.total_costs <= law.number


# Rules of the aids to businesses: who applies, which sum, how often, where, and the rate of an investment.


_EARLIER = "business.earlier_aid"
_STAGES = ("planning", "preparation", "established")
"""What the stages of one aid are called in its data: each has a sum of its own, which says which of them is sought."""


def stages_of(case: Case, name: str) -> tuple[tuple[DatedValue, DatedValue | None], ...]:
    """Return the sum of each stage of the measure's aid, with what the law says of the stage by a name.

    The sum that is sought says which stage is. There are none for an aid that has no stages.
    """
    laws = [(case.measure_law(f"{stage}-amount"), case.measure_law(f"{stage}-{name}")) for stage in _STAGES]
    return tuple((amount, law) for amount, law in laws if amount is not None)


def of_stage_sought(case: Case, name: str) -> DatedValue | None:
    """Return what the law says by a name of the stage that is sought; None when none is, or it says nothing of it."""
    stages = stages_of(case, name)
    return next((law for amount, law in stages if amount.number == case.costing.leader_support), None)


@rule("business-aid.applicant", "legal-forms")
def applicant(case: Case, law: DatedValue) -> Iterator[Finding]:
    """The applicant is a person or a company of a legal form that the aid, or its stage that is sought, is open to.

    A form that is a sole trader's too is not named where the aid is for those without a business id.
    """
    form = case.application.applicant.legal_form
    law = of_stage_sought(case, "legal-forms") or law
    if form in law.keys:
        return
    business_id = of_stage_sought(case, "business-id") or case.measure_law("business-id")
    is_without = business_id is not None and not business_id.yes
    values: dict[str, Any] = {} if is_without else {"forms": labels(case, "legal_form", law.keys)}
    if form is not None:
        values["form"] = labels(case, "legal_form", [form])[0]
    # Who chose "other" may have overlooked the right one in the list.
    unsaid = "missing" if form is None else "other" if form is LegalForm.OTHER else ""
    variant = "-".join(filter(None, (unsaid, "without-id" if is_without else "")))
    yield found("applicant.legal_form", law, variant, at_most_warning(law) if unsaid else None, **values)


@rule("business-aid.amount", "amount")
def fixed_sum(case: Case, law: DatedValue) -> Iterator[Finding]:
    """A business aid that is a fixed sum is exactly that sum, or one of those that the aid has."""
    sought, least, most = case.costing.leader_support, min(law.numbers), max(law.numbers)
    if sought in law.numbers:
        return
    one = "one" if len(law.numbers) == 1 else ""
    values: dict[str, Any] = {
        "least": least,
        "most": most,
        "sums": Said(_sums, (tuple(sorted(law.numbers)),)),
    }
    if case.costing.states_support:
        yield found(SUPPORT, law, variant=one, **values, sought=sought)
    else:
        yield found(SUPPORT, law, variant=f"missing-{one}" if one else "missing", **values)


def _sums(language: str, amounts: Sequence[Decimal]) -> str:
    return wording(language).sums(amounts)


@rule("business-aid.earlier-declared", "earlier-aid-declared", "earlier-aid-years")
def earlier_declared(case: Case, law: DatedValue, years: DatedValue) -> Iterator[Finding]:
    """The applicant says which business aid it has had in the years that count, or that it has had none.

    Aid of any law counts for some years, that of the programme as long as it lasts. The finding rests on what limits
    the aid that is sought: how often it is granted, or its total.
    """
    business = case.application.business
    # So long ago is not yet longer ago.
    since = first_day_of_window(int(years.number), case.on) - timedelta(days=1)
    first = min(since, case.programme.first_day)
    counts = any(one.granted_on is None or one.granted_on >= first for one in business.earlier_aid)
    if not law.yes or counts or business.earlier_aid_declared:
        return
    limits = (of_stage_sought(case, "times"), *map(case.measure_law, ("times-in-period", "total-in-period")))
    is_limited = any(limits) or bool(stages_of(case, "times"))
    limit = next((one for one in limits if one is not None), law)
    variant = "" if is_limited else "investment"
    values: dict[str, Any] = {"years": years.number, "since": since}
    finding = found("business.earlier_aid_declared", limit, variant, at_most_warning(law), **values)
    of_years, of_limit = years.reference, limit.reference
    if is_limited and isinstance(of_years, Provision) and isinstance(of_limit, Provision):
        finding = replace(finding, reference=of_years.with_units(of_limit.units))
    yield finding


@rule("business-aid.times")
def times(case: Case) -> Iterator[Finding]:
    """An aid is granted to the same applicant only so many times in the funding period, each stage by itself.

    Of an aid with stages, the amount says which one was granted: where it is missing, it is asked for.
    """
    law, earlier = case.measure_law("times-in-period"), _earlier_of_measure(case)
    unsaid: list[int] = []
    for amount, of_stage in stages_of(case, "times"):
        if amount.number == case.costing.leader_support:
            law = of_stage
            unsaid = [index for index in earlier if _amount(case, index) is None]
            earlier = [index for index in earlier if _amount(case, index) == amount.number]
    if law is None:
        return
    if len(earlier) >= law.number:
        yield found(_EARLIER, law, earlier_times=len(earlier), times=int(law.number))
    elif len(earlier) + len(unsaid) >= law.number:
        for index in unsaid:
            path = f"{_EARLIER}[{index}].amount"
            yield found(path, law, "amount-missing", at_most_warning(law), times=int(law.number))


@rule("business-aid.total-in-period", "total-in-period", "amount")
def total_in_period(case: Case, law: DatedValue, amount: DatedValue) -> Iterator[Finding]:
    """What an aid comes to for the same recipient in the funding period is at most its total.

    An earlier aid whose amount is missing was at least the smallest that the aid has; where that leaves the total open,
    the amount is asked for.
    """
    sought, amounts = case.costing.leader_support, {i: _amount(case, i) for i in _earlier_of_measure(case)}
    earlier = total(min(amount.numbers) if one is None else one for one in amounts.values())
    unsaid = [index for index, one in amounts.items() if one is None]
    if earlier and sought + earlier > law.number:
        variant = "least" if unsaid else ""
        yield found(SUPPORT, law, variant, sought=sought, earlier=earlier, largest=law.number)
        return
    for index in unsaid:
        path = f"{_EARLIER}[{index}].amount"
        yield found(path, law, "amount-missing", at_most_warning(law), largest=law.number)


@rule("business-aid.not-together", "not-together-with")
def not_together(case: Case, law: DatedValue) -> Iterator[Finding]:
    """Of two aids that exclude each other, only one is granted to an applicant."""
    for index, aid in _earlier_aids(case):
        if aid.key in law.keys:
            yield found(f"{_EARLIER}[{index}].aid", law, given=aid.label)


@rule("business-aid.earlier-used", "established-earlier-used", "established-amount")
def earlier_used(case: Case, law: DatedValue, amount: DatedValue) -> Iterator[Finding]:
    """The earlier aid for established business is used before the next is granted.

    The amount of an earlier aid says whether it was for established business, so one that is missing is asked for.
    """
    if not law.yes or case.costing.leader_support != amount.number:
        return
    for index in _earlier_of_measure(case):
        earlier = _amount(case, index)
        if case.application.business.earlier_aid[index].used or earlier not in (None, amount.number):
            continue
        if earlier is None:
            yield found(f"{_EARLIER}[{index}].amount", law, "amount-missing", "warning")
        else:
            yield found(f"{_EARLIER}[{index}].used", law, severity="warning")


def _earlier_aids(case: Case) -> Iterator[tuple[int, Measure]]:
    """Yield the earlier aids of this programme with their positions: one from before its time is of another law."""
    for index, one in enumerate(case.application.business.earlier_aid):
        aid = case.programme.measure(one.aid)
        if aid is not None and (one.granted_on is None or one.granted_on >= case.programme.first_day):
            yield index, aid


def _earlier_of_measure(case: Case) -> list[int]:
    return [at for at, aid in _earlier_aids(case) if case.measure is not None and aid.key == case.measure.key]


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
    path = "business.bought_business_rural_type"
    rural_type = case.application.business.bought_business_rural_type
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
    """An investment of a larger micro-enterprise gets aid only for a special reason.

    Where no micro-enterprise has so many, no reason is asked for: another rule asks whether it is one.
    """
    worked, micro = case.application.business.person_years, case.measure_law("micro-person-years-below")
    if worked is None:
        yield found("business.person_years", law, "missing", "note", most=law.number)
    elif worked > law.number:
        variant = "not-micro" if micro is not None and worked >= micro.number else ""
        yield found("business.person_years", law, variant, "warning", worked=worked, most=law.number)


@rule("business-aid.micro-enterprise", "micro-person-years-below")
def micro_enterprise(case: Case, law: DatedValue) -> Iterator[Finding]:
    """The aid is for a micro-enterprise: one in which more is worked may be none, though the act names no number."""
    worked = case.application.business.person_years
    if worked is not None and worked >= law.number:
        severity = at_most_warning(law)
        yield found("business.person_years", law, severity=severity, worked=worked, below=law.number)


@rule("business-aid.full-time", "full-time")
def full_time_or_part_time(case: Case, law: DatedValue) -> Iterator[Finding]:
    """The aid is for starting a business of the kind that the application says: full-time, or part-time."""
    full_time = case.application.business.full_time
    if full_time is not None and full_time != law.yes:
        yield found("business.full_time", law, "" if law.yes else "part", "warning")


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
    if rural_type is None:
        listed = labels(case, "rural_type", areas.keys)
        yield found("classification.rural_type", areas, "missing", "warning", areas=listed)
    else:
        yield from _outside(case, "classification.rural_type", rural_type, areas, surrounded)
    if full_time.yes and business.full_time is None:
        yield found("business.full_time", full_time, "full-time-missing", "warning")
    elif full_time.yes and not business.full_time:
        yield found("business.full_time", full_time, "full-time")


@rule("business-aid.rate", "support-rate-highest", named=True)
def rate(case: Case, general: DatedValue) -> Iterator[Finding]:
    """The public money of an investment is at most the rate of its place, or that of an energy investment.

    Where the surroundings of a local centre decide the rate, money above the lowest that may hold is reported.
    """
    most = case.measure_law("total-costs-largest")
    rates, costing = case.business_rates, case.costing
    if not rates:
        missing = "business.support_area"
        if case.application.business.support_area is not None:
            missing = "classification.rural_type"
        yield found(missing, general, "missing", "note", highest=general.number)
    law = max(rates or (general,), key=lambda one: one.number)
    least = min(rates or (general,), key=lambda one: one.number)
    counts = case.measure_law("other-public-counts")
    other = costing.other_public_total if counts is not None and counts.yes else ZERO
    public, base, counted = costing.leader_support + other, costing.net_costs, counts if other else None
    if most is not None:
        base = min(base, most.number)
    if costing.has_rate and public > percentage_of(base, law.number):
        largest = percentage_of(base, law.number)
        finding = found(SUPPORT, law, public=public, costs=base, highest=law.number, largest=largest)
        yield citing(case, finding, counted)
    elif costing.has_rate and public > percentage_of(base, least.number):
        given = labels(case, "rural_type", (case.application.classification.rural_type or "",))[0]
        values = {"public": public, "costs": base, "highest": law.number, "least": least.number}
        finding = found(SUPPORT, least, "local-centre", "note", given=given, **values)
        yield citing(case, finding, *rates, case.measure_law("areas-if-surrounded"), counted)
