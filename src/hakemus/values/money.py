"""Euros and per cent as `Decimal`, with every rounding named."""

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
_TENTH = Decimal("0.1")
_HUNDRED = Decimal(100)


def to_cents(amount: Decimal) -> Decimal:
    """Return the amount in whole cents; half a cent goes away from zero (ROUND_HALF_UP).

    No official rounding rule of the programme is known; this one is a choice of the library.

    >>> to_cents(Decimal("0.125"))
    Decimal('0.13')
    """
    return amount.quantize(CENT, ROUND_HALF_UP)


def total(amounts: Iterable[Decimal]) -> Decimal:
    """Return the sum in euros and cents; of nothing, 0.00.

    >>> total([Decimal("1.10"), Decimal("2.20")])
    Decimal('3.30')
    """
    return sum(amounts, ZERO)


def percentage_of(amount: Decimal, percent: Decimal) -> Decimal:
    """Return so many per cent of an amount, in whole cents.

    >>> percentage_of(Decimal("10000"), Decimal("19"))
    Decimal('1900.00')
    """
    return to_cents(amount * percent / _HUNDRED)


def rate(part: Decimal, whole: Decimal) -> Decimal | None:
    """Return what part is of the whole, in per cent with two decimals (half up); of nothing, None.

    >>> rate(Decimal("8500"), Decimal("10000"))
    Decimal('85.00')
    """
    if whole == 0:
        return None
    return (part * _HUNDRED / whole).quantize(CENT, ROUND_HALF_UP)


def shares(parts: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Return each part's share in per cent with one decimal; together they are exactly 100.0.

    Shares are cut down to the decimal, and what is missing goes to the largest remainders
    (the earlier part first when two are equal). Of nothing, every share is 0.0.

    >>> shares([Decimal(1), Decimal(1), Decimal(1)])
    (Decimal('33.4'), Decimal('33.3'), Decimal('33.3'))
    """
    whole = sum(parts, Decimal(0))
    if whole == 0:
        return tuple(Decimal("0.0") for _ in parts)
    exact = [part * 1000 / whole for part in parts]
    tenths = [int(value) for value in exact]
    by_remainder = sorted(range(len(parts)), key=lambda index: (tenths[index] - exact[index], index))
    for index in by_remainder[: 1000 - sum(tenths)]:
        tenths[index] += 1
    return tuple(Decimal(value) * _TENTH for value in tenths)
