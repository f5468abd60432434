"""Calculated costs: a percentage of staff costs and, by the model, of purchased services; year by year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hakemus.model import Budget, CostModel
from hakemus.programme import DatedValue, Programme
from hakemus.values.money import ZERO, percentage_of, total

Year = int | None
"""A calendar year, or None for what the file gives no year."""


@dataclass(frozen=True)
class FlatRate:
    """Indirect costs counted as a percentage of a base.

    `percent` and `categories` are the law's values: how much, and of which cost categories; each with its certainty.
    """

    percent: DatedValue
    categories: DatedValue
    base: Decimal
    amount: Decimal
    by_year: Mapping[Year, Decimal]


_FLAT_RATES = {
    CostModel.CALCULATED_19: "flat-rate.calculated-19",
    CostModel.CALCULATED_40: "flat-rate.calculated-40",
}


def count_flat_rate(
    budget: Budget, amounts: Sequence[Decimal | None], programme: Programme, on: date
) -> FlatRate | None:
    """Return the flat rate of a budget's cost model by the law of a day, or None when the model has none."""
    if budget.cost_model not in _FLAT_RATES:
        return None
    path = _FLAT_RATES[budget.cost_model]
    percent, covered = programme.parameter(path).on(on), programme.parameter(f"{path}-base").on(on)
    bases: dict[Year, Decimal] = {}
    for item, amount in zip(budget.items, amounts, strict=True):
        if item.category in covered.keys:
            bases[item.year] = bases.get(item.year, ZERO) + (amount or ZERO)
    return FlatRate(percent, covered, total(bases.values()), *_by_year(bases, percent.number))


def _by_year(bases: Mapping[Year, Decimal], percent: Decimal) -> tuple[Decimal, dict[Year, Decimal]]:
    """Return the flat rate of the whole base, and its years such that they sum to it (cumulative rounding)."""
    by_year: dict[Year, Decimal] = {}
    base = counted = ZERO
    for year in sorted(bases, key=lambda year: (year is None, year or 0)):
        base += bases[year]
        by_year[year] = percentage_of(base, percent) - counted
        counted += by_year[year]
    return counted, by_year
