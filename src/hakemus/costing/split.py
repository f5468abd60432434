"""Who pays the Leader support: EU, state and municipalities, by the programme's frame."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hakemus.costing.allocation import allocate
from hakemus.programme import Programme


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
