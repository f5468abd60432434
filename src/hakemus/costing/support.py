"""The largest Leader support that may be sought: by the law's limits, and by those of the Leader group."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from hakemus.costing.counting import Costing
from hakemus.group import Amount, LeaderGroup, Rate
from hakemus.programme import DatedValue, Measure
from hakemus.values.money import ZERO, percentage_of

LimitKind = Literal["rate", "support", "public-support"]


@dataclass(frozen=True, slots=True)
class SupportLimit:
    """A limit on the support: of its rate (per cent), of itself, or of all public support (euros).

    `largest` is the most Leader support that it leaves, in euros and whole cents; `source` is the law's value or the
    group's setting.
    """

    kind: LimitKind
    value: Decimal
    largest: Decimal
    source: DatedValue | Rate | Amount

    @property
    def is_of_group(self) -> bool:
        """True when the Leader group set it."""
        return not isinstance(self.source, DatedValue)


def support_limits(
    costing: Costing, measure: Measure, on: date, group: LeaderGroup | None = None
) -> tuple[SupportLimit, ...]:
    """Return every limit on the support of a measure on a day, those of the law first.

    A rate is of the net costs; of a lump sum without itemised costs nobody can tell what a rate would be of.
    """
    return (*_by_law(costing, measure, on), *(_by_group(costing, measure, on, group) if group else ()))


def largest_support(
    costing: Costing, measure: Measure, on: date, group: LeaderGroup | None = None
) -> Decimal | None:
    """Return the largest Leader support that all limits leave, in euros; None when there is no limit."""
    return min((limit.largest for limit in support_limits(costing, measure, on, group)), default=None)


def _by_law(costing: Costing, measure: Measure, on: date) -> Iterator[SupportLimit]:
    rate = measure.value_on("support-rate-highest", on)
    if rate is not None and has_rate(costing):
        yield SupportLimit("rate", rate.number, percentage_of(costing.net_costs, rate.number), rate)
    support = measure.value_on("support-largest", on)
    if support is not None:
        yield SupportLimit("support", support.number, support.number, support)
    programme = measure.programme
    if measure.key in programme.parameter("public-support.measures").on(on).keys:
        public = programme.parameter("public-support.largest").on(on)
        yield SupportLimit("public-support", public.number, _left(public.number, costing), public)


def _by_group(costing: Costing, measure: Measure, on: date, group: LeaderGroup) -> Iterator[SupportLimit]:
    rate = group.highest_rate(measure.key, costing.total_costs, on)
    if rate is not None and has_rate(costing):
        yield SupportLimit("rate", rate.percent, percentage_of(costing.net_costs, rate.percent), rate)
    for support in group.amounts_for("support-largest", measure.key, costing.total_costs, on)[:1]:
        yield SupportLimit("support", support.euros, support.euros, support)
    for public in group.amounts_for("public-support-largest", measure.key, costing.total_costs, on)[:1]:
        yield SupportLimit("public-support", public.euros, _left(public.euros, costing), public)


def has_rate(costing: Costing) -> bool:
    """Return whether the support is a share of costs that the budget states."""
    return costing.net_costs > 0 and not costing.is_bare_lump_sum


def _left(public: Decimal, costing: Costing) -> Decimal:
    return max(public - costing.other_public_total, ZERO)
