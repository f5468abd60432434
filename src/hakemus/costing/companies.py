"""Joint and company-specific costs of a group project: what falls to each company, and its part of the support."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from hakemus.costing.counting import Costing
from hakemus.costing.support import allocate
from hakemus.model import Company, EarlierAid
from hakemus.programme.vocabularies import normal_form
from hakemus.values.money import ZERO, shares, total

_JOINT = -1
"""The position of what falls on the group jointly."""

# De minimis aid of each single undertaking: what it had, what it seeks, and the room that is left.


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

    Companies that name the same `single_undertaking` are one; the same grant declared by several of them counts once.
    Aid without a day counts, and so does aid of a later day: nobody can tell that it is outside.

    Args:
        companies: The member companies.
        sought: The support that each seeks, in euros, in the same order.
        years: The length of the window, in years.
        on: Its last day.
    """
    since = first_day_of_window(years, on)
    members: dict[str, list[int]] = {}
    for index, company in enumerate(companies):
        named = company.single_undertaking
        # A blank cannot stand in a normal form twice in a row: no name is taken for a position.
        key = normal_form(named) if named is not None else f"  {company.business_id or index}"
        members.setdefault(key, []).append(index)
    rooms: list[AidRoom] = []
    for places in members.values():
        first = companies[places[0]]
        grants: Counter[EarlierAid] = Counter()
        for index in places:
            grants |= Counter(companies[index].earlier_aid)
        counted = (
            (aid.amount or ZERO) * times
            for aid, times in grants.items()
            if aid.granted_on is None or aid.granted_on >= since
        )
        name = first.single_undertaking or first.name or str(places[0] + 1)
        rooms.append(AidRoom(name, tuple(places), total(counted), total(sought[index] for index in places)))
    return tuple(rooms)


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


@dataclass(frozen=True, slots=True)
class CompanyShare:
    """What falls to a company: its own costs with their flat rate, its part of the Leader support, and the rest.

    Amounts are in euros and whole cents; `share` is its costs in per cent of all, with one decimal.
    """

    company: Company
    costs: Decimal
    support: Decimal
    share: Decimal

    @property
    def rest(self) -> Decimal:
        """Return the company's own costs less its part of the support."""
        return self.costs - self.support


@dataclass(frozen=True, slots=True)
class GroupShares:
    """The costs of a group project: the joint ones and those of each company, which sum to all of them.

    `unmatched` are the positions of the items whose company isn't a member; they are among the joint ones.
    """

    joint_costs: Decimal
    joint_support: Decimal
    joint_share: Decimal
    companies: tuple[CompanyShare, ...]
    unmatched: tuple[int, ...]


def share_costs(companies: Sequence[Company], costing: Costing) -> GroupShares:
    """Return how costs and Leader support fall on the group jointly and on each company.

    The flat rate follows the costs it is counted on; in-kind work is joint; the support follows the costs. Cents are
    split by the method of largest remainders.
    """
    owners = [
        next((place for place, one in enumerate(companies) if is_company(item.company, one)), None)
        if item.company is not None
        else _JOINT
        for item in costing.budget.items
    ]
    places = range(_JOINT, len(companies))
    items, bases = dict.fromkeys(places, ZERO), dict.fromkeys(places, ZERO)
    flat_rate = costing.flat_rate
    for owner, item, amount in zip(owners, costing.budget.items, costing.item_amounts, strict=True):
        place = _JOINT if owner is None else owner
        items[place] += amount or ZERO
        if flat_rate is not None and item.category in flat_rate.categories.keys:
            bases[place] += amount or ZERO
    flat_parts = allocate(flat_rate.amount if flat_rate else ZERO, list(bases.values()))
    own = [items[place] + part for place, part in zip(places, flat_parts, strict=True)][1:]
    costs = [costing.total_costs - total(own), *own]
    support, percents = allocate(costing.leader_support, costs), shares(costs)
    members = zip(companies, costs[1:], support[1:], percents[1:], strict=True)
    return GroupShares(
        joint_costs=costs[0],
        joint_support=support[0],
        joint_share=percents[0],
        companies=tuple(CompanyShare(*member) for member in members),
        unmatched=tuple(index for index, owner in enumerate(owners) if owner is None),
    )


def is_company(text: str, company: Company) -> bool:
    """Return whether a text is a company's name, whatever its case and blanks, or its business id.

    >>> is_company("saha oy", Company(name="Saha  Oy"))
    True
    """
    names = [name for name in (company.name, company.business_id) if name is not None]
    return normal_form(text) in {normal_form(name) for name in names}
