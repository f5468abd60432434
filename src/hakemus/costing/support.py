"""The largest Leader support that may be sought: by the law's limits, and by those of the Leader group."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Literal, get_args

from hakemus.costing.counting import Costing
from hakemus.group import Amount, LeaderGroup, Rate
from hakemus.programme import DatedValue, Measure, Programme
from hakemus.values.money import CENT, ZERO, percentage_of

# One amount into parts that sum to it, to the cent.


def allocate(amount: Decimal, weights: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Return an amount in whole cents by weights, as parts in whole cents that sum to it.

    Parts are cut down to the cent, and the cents that are left go one each to the largest remainders (the earlier
    part first when two are equal): the method of largest remainders. Without any weight, all goes to the first.

    >>> allocate(Decimal("0.05"), [Decimal(43), Decimal(37), Decimal(20)])
    (Decimal('0.02'), Decimal('0.02'), Decimal('0.01'))
    """
    whole = sum(map(Fraction, weights))
    if whole == 0:
        return tuple(ZERO if index else amount for index in range(len(weights)))
    # Fractions of whole numbers: a product of two large amounts has more digits than a Decimal keeps.
    exact = [Fraction(amount) * 100 * Fraction(weight) / whole for weight in weights]
    cents = [floor(part) for part in exact]
    by_remainder = sorted(range(len(cents)), key=lambda index: (cents[index] - exact[index], index))
    for index in by_remainder[: int(amount * 100) - sum(cents)]:
        cents[index] += 1
    return tuple(cent * CENT for cent in cents)


# Who pays the Leader support: EU, state and municipalities, by the programme's frame.


@dataclass(frozen=True, slots=True)
class FundingSplit:
    """The Leader support by payer, in euros and whole cents that sum to it."""

    eu: Decimal
    state: Decimal
    municipalities: Decimal


def split_support(support: Decimal, programme: Programme, on: date) -> FundingSplit:
    """Return the Leader support by payer, in the shares of a day, cents by the method of largest remainders.

    That every decision is split as the programme's frame is, no source confirms.

    >>> from hakemus.programme import open_programme
    >>> split_support(Decimal("1000.01"), open_programme(), date(2024, 3, 1)).eu
    Decimal('430.01')
    """
    percents = [programme.number(f"funding-split.{payer}", on) for payer in ("eu", "state", "municipalities")]
    return FundingSplit(*allocate(support, percents))


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
    costing: Costing,
    measure: Measure,
    on: date,
    group: LeaderGroup | None = None,
    kinds: Collection[LimitKind] = get_args(LimitKind),
) -> tuple[SupportLimit, ...]:
    """Return every limit on the support of a measure on a day, those of the law first.

    A rate is of the net costs; of a lump sum without itemised costs nobody can say what a rate would be of.

    Args:
        costing: The counted budget.
        measure: The support form.
        on: The day whose law is read.
        group: The Leader group whose own limits hold too.
        kinds: The kinds of limit to look for.
    """
    programme, key, costs = measure.programme, measure.key, costing.total_costs
    sources: list[tuple[LimitKind, DatedValue | Rate | Amount | None]] = []
    if "rate" in kinds:
        sources.append(("rate", measure.value_on("support-rate-highest", on)))
    if "support" in kinds:
        sources.append(("support", measure.value_on("support-largest", on)))
    if "public-support" in kinds and key in programme.parameter("public-support.measures").on(on).keys:
        sources.append(("public-support", programme.parameter("public-support.largest").on(on)))
    if group is not None:
        sources.append(("rate", group.highest_rate(key, costs, on)))
        sources += [("support", one) for one in group.amounts_for("support-largest", key, costs, on)[:1]]
        public = group.amounts_for("public-support-largest", key, costs, on)[:1]
        sources += [("public-support", one) for one in public]
    return tuple(
        _limit(kind, source, costing)
        for kind, source in sources
        if source is not None and kind in kinds and (kind != "rate" or costing.has_rate)
    )


def _limit(kind: LimitKind, source: DatedValue | Rate | Amount, costing: Costing) -> SupportLimit:
    if isinstance(source, DatedValue):
        value = source.number
    else:
        value = source.percent if isinstance(source, Rate) else source.euros
    largest = {
        "rate": percentage_of(costing.net_costs, value),
        "support": value,
        "public-support": max(value - costing.other_public_total, ZERO),
    }
    return SupportLimit(kind, value, largest[kind], source)


def largest_support(
    costing: Costing, measure: Measure, on: date, group: LeaderGroup | None = None
) -> Decimal | None:
    """Return the largest Leader support that all limits leave, in euros; None when there is no limit."""
    return min((limit.largest for limit in support_limits(costing, measure, on, group)), default=None)
