"""De minimis aid of each single undertaking: what it had, what it seeks, and the room that is left."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from hakemus.model import Company, EarlierAid
from hakemus.programme.vocabularies import normal_form
from hakemus.values.money import ZERO, total


@dataclass(frozen=True, slots=True)
class AidRoom:
    """A single undertaking: the positions of its companies, and its aid in euros.

    `earlier` is the aid granted since the first day of the window, `sought` what the project would add.
    """

    name: str
    companies: tuple[int, ...]
    earlier: Decimal
    sought: Decimal

    @property
    def aid(self) -> Decimal:
        """Return earlier aid and sought aid together."""
        return self.earlier + self.sought

    def room(self, largest: Decimal) -> Decimal:
        """Return how much aid it may still be granted under a ceiling, before this project; never below zero."""
        return max(largest - self.earlier, ZERO)


def aid_rooms(
    companies: Sequence[Company], sought: Sequence[Decimal], years: int, on: date
) -> tuple[AidRoom, ...]:
    """Return the aid of each single undertaking in so many years that end on a day.

    Companies that name the same `single_undertaking` are one; the same grant told by several of them counts once.
    Aid without a day counts, and so does aid of a later day: nobody can tell that it is outside.
    """
    since = first_day_of_window(years, on)
    members: dict[str, list[int]] = {}
    for index, company in enumerate(companies):
        members.setdefault(_undertaking(company, index), []).append(index)
    return tuple(
        AidRoom(
            name=companies[found[0]].single_undertaking or companies[found[0]].name or str(found[0] + 1),
            companies=tuple(found),
            earlier=_earlier([companies[index] for index in found], since),
            sought=total(sought[index] for index in found),
        )
        for found in members.values()
    )


def first_day_of_window(years: int, on: date) -> date:
    """Return the first day of so many whole years that end on a day.

    >>> first_day_of_window(3, date(2024, 3, 1))
    datetime.date(2021, 3, 2)
    """
    try:
        anniversary = on.replace(year=on.year - years)
    except ValueError:  # 29 February of a year that has none
        anniversary = date(on.year - years, 2, 28)
    return anniversary + timedelta(days=1)


def _undertaking(company: Company, index: int) -> str:
    if company.single_undertaking is not None:
        return normal_form(company.single_undertaking)
    # A blank cannot stand in a normal form twice in a row: no name is taken for a position.
    return f"  {company.business_id or index}"


def _earlier(companies: Sequence[Company], since: date) -> Decimal:
    grants: Counter[EarlierAid] = Counter()
    for company in companies:
        grants |= Counter(company.earlier_aid)
    return total(
        (aid.amount or ZERO) * times
        for aid, times in grants.items()
        if aid.granted_on is None or aid.granted_on >= since
    )
