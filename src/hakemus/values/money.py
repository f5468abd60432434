"""Euros and per cent as `Decimal`, with every rounding named."""

from collections.abc import Callable, Iterable, Sequence
from contextvars import ContextVar
from decimal import (
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
    getcontext,
    localcontext,
)
from functools import wraps
from math import lcm
from typing import ParamSpec, TypeVar

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
_TENTH = Decimal("0.1")
_HUNDRED = Decimal(100)

_CONTEXT = Context(
    prec=60,  # a quantity times a price, both at their longest, has thirty digits
    rounding=ROUND_HALF_EVEN,
    Emin=-999_999,
    Emax=999_999,
    capitals=1,
    clamp=0,
    traps=[DivisionByZero, InvalidOperation, Overflow],
)
_EXACT: ContextVar[Context | None] = ContextVar("exact", default=None)
_Given = ParamSpec("_Given")
_Returned = TypeVar("_Returned")


def exact(count: Callable[_Given, _Returned]) -> Callable[_Given, _Returned]:
    """Return a function that counts the same whatever decimal context its caller has set.

    How many digits a `Decimal` keeps, how it rounds and what it raises belong to the thread, and another library may
    have changed them. So whatever counts, and every door behind which something is counted, has this mark.
    Not for a generator: it would run in the context of who asks for the next value.

    >>> import decimal
    >>> with decimal.localcontext(prec=3):
    ...     total([Decimal("1234.56"), Decimal("0.01")])
    Decimal('1234.57')
    """

    @wraps(count)
    def counted(*args: _Given.args, **kwargs: _Given.kwargs) -> _Returned:
        if getcontext() is _EXACT.get():  # what is counted within what is counted has the context already
            return count(*args, **kwargs)
        with localcontext(_CONTEXT) as context:
            before = _EXACT.set(context)
            try:
                return count(*args, **kwargs)
            finally:
                _EXACT.reset(before)

    return counted


@exact
def to_cents(amount: Decimal) -> Decimal:
    """Return the amount in whole cents; half a cent goes away from zero (ROUND_HALF_UP).

    No official rounding rule of the programme is known; this one is a choice of the library.

    >>> to_cents(Decimal("0.125"))
    Decimal('0.13')
    """
    return amount.quantize(CENT, ROUND_HALF_UP)


@exact
def total(amounts: Iterable[Decimal]) -> Decimal:
    """Return the sum in euros and cents; of nothing, 0.00.

    >>> total([Decimal("1.10"), Decimal("2.20")])
    Decimal('3.30')
    """
    return sum(amounts, ZERO)


@exact
def percentage_of(amount: Decimal, percent: Decimal) -> Decimal:
    """Return so many per cent of an amount, in whole cents.

    >>> percentage_of(Decimal("10000"), Decimal("19"))
    Decimal('1900.00')
    """
    return to_cents(amount * percent / _HUNDRED)


@exact
def rate(part: Decimal, whole: Decimal) -> Decimal | None:
    """Return what part is of the whole, in per cent with two decimals (half up); of nothing, None.

    >>> rate(Decimal("8500"), Decimal("10000"))
    Decimal('85.00')
    """
    if whole == 0:
        return None
    return (part * _HUNDRED / whole).quantize(CENT, ROUND_HALF_UP)


@exact
def rate_against(part: Decimal, whole: Decimal, limit: Decimal) -> Decimal | None:
    """Return what part is of the whole as `rate`, but never the limit itself when it is above or below it.

    So nobody reads that 30 % is less than 30 %.

    >>> rate_against(Decimal("29999"), Decimal("100000"), Decimal(30))
    Decimal('29.99')
    """
    found = rate(part, whole)
    if found is None or found != limit or part * _HUNDRED == whole * limit:
        return found
    return found + CENT if part * _HUNDRED > whole * limit else found - CENT


@exact
def allocate(amount: Decimal, weights: Sequence[Decimal], unit: Decimal = CENT) -> tuple[Decimal, ...]:
    """Return an amount in whole units by weights, as parts in whole units that sum to it.

    Parts are cut down to the unit, and the units that are left go one each to the largest remainders (the earlier
    part first when two are equal): the method of largest remainders. Without any weight, all goes to the first.

    Args:
        amount: What is split, a whole number of units.
        weights: By what, none of them negative.
        unit: The smallest part, a cent unless another is given.

    >>> allocate(Decimal("0.05"), [Decimal(43), Decimal(37), Decimal(20)])
    (Decimal('0.02'), Decimal('0.02'), Decimal('0.01'))
    """
    # In whole numbers: a quotient, or a product of two large amounts, has more digits than a Decimal keeps, and two
    # equal remainders must be equal.
    ratios = [weight.as_integer_ratio() for weight in weights]
    common = lcm(*(below for _, below in ratios))
    whole_weights = [above * (common // below) for above, below in ratios]
    whole = sum(whole_weights)
    if whole == 0:
        return tuple(unit * 0 if index else amount for index in range(len(weights)))
    (above, below), (unit_above, unit_below) = amount.as_integer_ratio(), unit.as_integer_ratio()
    units, each = above * unit_below, below * unit_above
    divided = [divmod(units * weight, each * whole) for weight in whole_weights]
    parts = [part for part, _ in divided]
    by_remainder = sorted(range(len(parts)), key=lambda index: (-divided[index][1], index))
    for index in by_remainder[: units // each - sum(parts)]:
        parts[index] += 1
    return tuple(part * unit for part in parts)


@exact
def shares(parts: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Return each part's share in per cent with one decimal; together they are exactly 100.0 (see `allocate`).

    Of nothing, every share is 0.0.

    >>> shares([Decimal(1), Decimal(1), Decimal(1)])
    (Decimal('33.4'), Decimal('33.3'), Decimal('33.3'))
    """
    return allocate(_HUNDRED if sum(parts) else Decimal("0.0"), parts, _TENTH)
