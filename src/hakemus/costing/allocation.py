"""One amount into parts that sum to it, to the cent."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor

from hakemus.values.money import CENT, ZERO


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
