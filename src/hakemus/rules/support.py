"""Rules on the support sought: its rate and its amount, by the law and by the Leader group."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hakemus.findings import Finding, Severity
from hakemus.model import Benefit
from hakemus.programme import DatedValue
from hakemus.rules.case import Case, at_most_warning, found, labels, rule
from hakemus.support import (
    KindRates,
    SupportLimit,
    kind_rates,
    public_ceiling,
    split_support,
    stated_kinds,
)
from hakemus.values.money import ZERO, percentage_of, rate_against
from hakemus.values.money import rate as rate_of

if TYPE_CHECKING:
    from hakemus.group import Amount, AmountKind, Setting

PLACE = 50

SUPPORT = "budget.financing.leader_support"


@rule("support.rate")
def rate(case: Case) -> Iterator[Finding]:
    """The support is at most the highest rate of the net costs, by the law and by the Leader group.

    Other public money counts where the law says so. A kind of project that has a lowest rate gets no less.
    """
    own, general = (case.measure_law("support-rate-highest", finding) for finding in (None, ""))
    of_another_rule = [own, *case.business_rates] if general is None else []
    limits = case.support_limits("rate")
    yield from above_rate(
        case, (one for one in limits if not any(one.source is law for law in of_another_rule))
    )
    costing = case.costing
    if case.measure is None or not (costing.has_rate and costing.states_support):
        return
    lowest = kind_rates(case.measure, case.application.classification, case.on).lowest
    if lowest is not None and costing.leader_support < percentage_of(costing.net_costs, lowest.number):
        sought = costing.leader_support
        given = rate_against(sought, costing.net_costs, lowest.number)
        yield found(SUPPORT, lowest, "lowest", sought=sought, rate=given, least=lowest.number)


def above_rate(case: Case, limits: Iterable[SupportLimit]) -> Iterator[Finding]:
    """Yield a finding for each limit on the rate that the support is above."""
    costing, other_public = case.costing, case.costing.other_public_total
    for limit in limits:
        if costing.leader_support <= limit.largest:
            continue
        values: dict[str, Any] = {
            "highest": limit.value,
            "sought": costing.leader_support,
            "largest": limit.largest,
            "rate": rate_against(costing.leader_support, costing.net_costs, limit.value),
        }
        if limit.counts_public and other_public > 0:
            public = costing.leader_support + other_public
            rate_of_public = rate_against(public, costing.net_costs, limit.value)
            values |= {"public": public, "other_public": other_public, "rate": rate_of_public}
            yield _finding_against(limit.source, "public", **values)
        else:
            yield _finding_against(limit.source, **values)


@rule("support.kind-missing")
def kind_missing(case: Case) -> Iterator[Finding]:
    """The kind of project is stated when the support is above the lowest of the rates that it could have.

    Nothing says then whether the rate is allowed, so it's never an error. A small project may be no investment at all.
    """
    costing, classification = case.costing, case.application.classification
    may_be_other = case.measure_law("development-or-investment")
    rates = KindRates() if case.measure is None else kind_rates(case.measure, classification, case.on)
    if rates.strictest is None or not costing.has_rate:
        return
    public = costing.leader_support + costing.other_public_total
    if costing.leader_support > 0 and public > percentage_of(costing.net_costs, rates.strictest.number):
        severity: Severity = "note" if may_be_other else at_most_warning(rates.strictest)
        yield found(
            f"classification.{rates.lacking}",
            rates.strictest,
            "small" if may_be_other is not None and may_be_other.yes else "",
            severity,
            rate=rate_against(public, costing.net_costs, rates.strictest.number),
            least=rates.strictest.number,
        )


@rule("support.public-body", "public-body-other-public-share")
def public_body(case: Case, law: DatedValue) -> Iterator[Finding]:
    """A public-law body gets support for an investment only if other public money is a large enough share.

    The share is of all public money. No provision settles whether the municipal part of the Leader support counts as
    other public money: where it decides, that is a warning. A small project is looked at only when it's stated to be an
    investment.
    """
    if case.measure_law("development-or-investment") is not None and case.bound_as != "investment":
        return
    sought, other_public = case.costing.leader_support, case.costing.other_public_total
    public, municipal = sought + other_public, ZERO
    if case.known_law("funding-split.municipalities") is not None:
        municipal = split_support(sought, case.programme, case.on).municipalities
    if case.is_public_body and other_public * 100 < public * law.number:
        share = rate_against(other_public, public, law.number)
        values: dict[str, Any] = {"sought": sought, "other_public": other_public, "public": public}
        values |= {"share": share, "least": law.number}
        place = "budget.financing.other_public"
        if (other_public + municipal) * 100 < public * law.number:
            yield found(place, law, **values)
        else:
            values |= {"municipalities": municipal, "rate": rate_of(other_public + municipal, public)}
            yield found(place, law, "municipal", at_most_warning(law), **values)


@rule("support.quota", "kinds-outside-quota")
def quota(case: Case, law: DatedValue) -> Iterator[Finding]:
    """An investment of a kind that only the authority's own quota pays isn't sought from a Leader group."""
    kind = case.application.classification.investment_kind
    if kind is not None and kind in law.keys and case.from_quota:
        yield found("classification.investment_kind", law, kind=labels(case, "investment_kind", [kind])[0])


@rule("support.producer-organisation", "support-rates.producer-organisation-share")
def producer_organisation(case: Case, law: DatedValue) -> Iterator[Finding]:
    """What may be granted for setting up a producer organisation depends on its production, which no field says."""
    yearly = case.known_law("support-rates.producer-organisation-yearly")
    if case.application.classification.benefit == Benefit.PRODUCER_ORGANISATIONS and yearly is not None:
        yield found("classification.benefit", law, severity="note", rate=law.number, largest=yearly.number)


@rule("support.rate", "application.balanced-financing")
def disagreement(case: Case, law: DatedValue) -> Iterator[Finding]:
    """The support in euros and the support in per cent say the same: either follows from the other."""
    plan, net = case.application.budget.financing, case.costing.net_costs
    amount, percent = plan.leader_support, plan.support_rate
    if amount is None or percent is None or not case.costing.has_rate:
        return
    counted = percentage_of(net, percent)
    if counted != amount and rate_of(amount, net) != percent:
        values: dict[str, Any] = {"sought": amount, "rate": percent, "counted": counted, "costs": net}
        yield found("budget.financing.support_rate", law, "disagreement", "warning", **values)


@rule("support.condition")
def condition(case: Case) -> Iterator[Finding]:
    """A rate that the Leader group gives only on a condition is reported with it: the library cannot check it.

    Where the group decides case by case, on no condition and up to no rate, no condition is needed for any support.
    """
    if case.group is None or case.measure is None or not case.costing.has_rate:
        return
    stated = stated_kinds(case.application.classification)
    rates = case.group.rates_for(case.measure.key, case.costing.total_costs, case.on, stated, case.facts)
    if any(rate.percent is None and rate.condition is None for rate in rates):
        return
    known = [(rate, rate.percent) for rate in rates if rate.percent is not None]
    open_to_all = max((percent for rate, percent in known if rate.condition is None), default=Decimal(0))
    support, net = case.costing.leader_support, case.costing.net_costs
    # Of a support that no rate allows, another rule says that it is too much: no condition is enough for it.
    enough = [rate for rate, percent in known if support <= percentage_of(net, percent)]
    if not enough or support <= percentage_of(net, open_to_all):
        return
    variant = "" if open_to_all else "no-other"
    conditions = tuple(rate.condition for rate in enough)
    given = rate_against(support, net, open_to_all)
    yield found(SUPPORT, enough[0], variant, "note", rate=given, conditions=conditions, highest=open_to_all)


@rule("support.ceiling")
def ceiling(case: Case) -> Iterator[Finding]:
    """The support, and all public support together, stay under the ceilings of the law and of the Leader group.

    The ceiling of a local project is also that of one group's part in an international project. Of one between regions
    the law says none, so what is above is a note.
    """
    sought, other_public = case.costing.leader_support, case.costing.other_public_total
    measure, classification = case.measure, case.application.classification
    public = sought + other_public
    reach = "" if measure is None else case.reach
    values: dict[str, Any] = {"public": public, "sought": sought, "other_public": other_public}
    for limit in case.support_limits("support", "public-support"):
        if limit.kind == "support" and sought > limit.value:
            yield _finding_against(limit.source, sought=sought, largest=limit.value)
        if limit.kind == "public-support" and public > limit.value:
            variant = "public-international" if reach and not limit.is_of_group else "public"
            finding = _finding_against(limit.source, variant, **values, largest=limit.value)
            # How many groups pay an international project, no field says.
            is_grave = variant == "public-international" and finding.severity == "error"
            yield replace(finding, severity="warning") if is_grave else finding
    if measure is not None and reach not in {"", "international"}:
        law = public_ceiling(measure, classification, case.on)
        if law is not None and public > law.number:
            variant = "nature-missing" if reach == "unsaid" else "other-nature"
            own = [
                limit.largest
                for limit in case.support_limits("support", "public-support")
                if limit.is_of_group
            ]
            if own and variant == "other-nature":  # the group has said how much, so nobody needs to ask
                variant, values["limit"] = "other-nature-limited", min(own)
            path = "classification.project_nature"
            yield found(path, law, variant, "note", **values, largest=law.number)


@rule("financing.split", "funding-split.split-of-each-decision")
def split(case: Case, law: DatedValue) -> Iterator[Finding]:
    """The Leader support comes from the EU, the state and the municipalities, in the shares of the programme's frame.

    Cents are split by the method of largest remainders. That each decision is split so, is inferred.
    """
    support = case.costing.leader_support
    parts = split_support(support, case.programme, case.on)
    if law.yes and support > 0:
        eu, state, municipalities = parts.eu, parts.state, parts.municipalities
        yield found(SUPPORT, law, sought=support, eu=eu, state=state, municipalities=municipalities)


@rule("support.minimum")
def minimum(case: Case) -> Iterator[Finding]:
    """The support is no smaller than the smallest that the law or the Leader group gives."""
    law, sought = case.measure_law("support-smallest", ""), case.costing.leader_support
    if not case.costing.states_support:
        return
    if law is not None and sought < law.number:
        yield _finding_against(law, sought=sought, smallest=law.number)
    for limit in _amounts_of_group(case, "support-smallest"):
        if sought < limit.euros:
            yield _finding_against(limit, sought=sought, smallest=limit.euros)


@rule("costs.total")
def total_costs(case: Case) -> Iterator[Finding]:
    """The total costs are within the limits that the Leader group sets for the measure."""
    costs = case.costing.total_costs
    if not case.costing.states_costs:
        return
    for limit in _amounts_of_group(case, "total-costs-largest"):
        if costs > limit.euros:
            yield found("budget.items", limit, "above-group", costs=costs, largest=limit.euros)
    for limit in _amounts_of_group(case, "total-costs-smallest"):
        if costs < limit.euros:
            yield found("budget.items", limit, "below-group", costs=costs, smallest=limit.euros)


@rule("small-project.total", "total-costs-largest", named=True)
def small_project_total(case: Case, law: DatedValue) -> Iterator[Finding]:
    """A small project costs at most so much in all."""
    if case.costing.total_costs > law.number:
        yield found("budget.items", law, costs=case.costing.total_costs, largest=law.number)


@rule("small-project.support-minimum", "support-smallest", named=True)
def small_project_minimum(case: Case, law: DatedValue) -> Iterator[Finding]:
    """A small project gets at least the smallest support: less is not granted."""
    sought = case.costing.leader_support
    if sought < law.number:
        variant = "" if case.costing.states_support else "missing"
        yield found(SUPPORT, law, variant, sought=sought, smallest=law.number)


ADVANCE = "budget.financing.advance"


@rule("advance.share", "advance", "advance.share-largest")
def advance_share(case: Case, paid: DatedValue, law: DatedValue) -> Iterator[Finding]:
    """The advance is at most so many per cent of the support, where one is paid."""
    advance, support = case.application.budget.financing.advance, case.costing.leader_support
    largest = percentage_of(support, law.number)
    if paid.yes and advance is not None and case.costing.states_support and advance > largest:
        yield found(ADVANCE, law, advance=advance, highest=law.number, sought=support, largest=largest)


@rule("advance.ceiling", "advance", "advance.largest")
def advance_ceiling(case: Case, paid: DatedValue, law: DatedValue) -> Iterator[Finding]:
    """The advance is at most so many euros, where one is paid."""
    advance = case.application.budget.financing.advance
    if paid.yes and advance is not None and advance > law.number:
        yield found(ADVANCE, law, advance=advance, largest=law.number)


@rule("advance.not-paid", "advance", "advance.of-lump-sum")
def advance_not_paid(case: Case, law: DatedValue, of_lump_sum: DatedValue) -> Iterator[Finding]:
    """No advance is asked for where none is paid: for some support forms, and on a lump sum."""
    advance = case.application.budget.financing.advance
    if not advance or case.measure is None:
        return
    if not law.yes:
        yield found(ADVANCE, law, advance=advance, measure=case.measure.label)
    elif case.costing.is_lump_sum and not of_lump_sum.yes:
        yield found(ADVANCE, of_lump_sum, "lump-sum", advance=advance)


@rule("advance.conditions", "advance", "advance.times", "advance.set-off", "advance.of-lump-sum")
def advance_conditions(
    case: Case, law: DatedValue, times: DatedValue, set_off: DatedValue, of_lump_sum: DatedValue
) -> Iterator[Finding]:
    """Where an advance is asked for and may be paid, a note says on what conditions: no field says if they are met."""
    is_paid = law.yes and (of_lump_sum.yes or not case.costing.is_lump_sum)
    if is_paid and case.application.budget.financing.advance:
        yield found(ADVANCE, law, severity="note", times=int(times.number), set_off=set_off.number)


def _amounts_of_group(case: Case, kind: "AmountKind") -> "Sequence[Amount]":
    """Return the most lenient of the group's amounts of a kind: which condition holds, no field says."""
    if case.group is None or case.measure is None:
        return ()
    amounts = case.group.amounts_for(kind, case.measure.key, case.costing.total_costs, case.on, case.facts)
    return amounts[:1] if kind.endswith("largest") else amounts[-1:]


def _finding_against(source: "DatedValue | Setting", variant: str = "", **values: Any) -> Finding:  # noqa: ANN401 - as `found`
    """Return a finding by the law, or by the group's own decision, which has a message of its own."""
    if not isinstance(source, DatedValue):
        variant = f"{variant}-group" if variant else "group"
    return found(SUPPORT, source, variant, **values)
