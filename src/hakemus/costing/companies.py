"""Joint and company-specific costs of a group project: what falls to each company, and its part of the support."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from hakemus.costing.allocation import allocate
from hakemus.costing.counting import Costing
from hakemus.model import Company
from hakemus.programme.vocabularies import normal_form
from hakemus.values.money import ZERO, shares, total

_JOINT = -1


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

    `unmatched` are the positions of the items whose company is none of the members; they are among the joint ones.
    """

    joint_costs: Decimal
    joint_support: Decimal
    joint_share: Decimal
    companies: tuple[CompanyShare, ...]
    unmatched: tuple[int, ...]


def share_costs(companies: Sequence[Company], costing: Costing) -> GroupShares:
    """Return how costs and Leader support fall on the group jointly and on each company.

    The flat rate follows the costs it is counted on; in-kind work is joint; the support follows the costs. Cents are
    parted by the method of largest remainders.
    """
    owners = [_owner(item.company, companies) for item in costing.budget.items]
    parts = _parts(owners, len(companies), costing)
    own = parts[1:]
    costs = [costing.total_costs - total(own), *own]
    support = allocate(costing.leader_support, costs)
    percents = shares(costs)
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


def _owner(text: str | None, companies: Sequence[Company]) -> int | None:
    """Return the position of the company that a text names, -1 for a joint cost, or None when it is unknown."""
    if text is None:
        return _JOINT
    return next((index for index, company in enumerate(companies) if is_company(text, company)), None)


def _parts(owners: Sequence[int | None], companies: int, costing: Costing) -> list[Decimal]:
    """Return the items with their flat rate: of the group jointly first, then of each company."""
    keys = costing.flat_rate.categories.keys if costing.flat_rate else ()
    items: dict[int, Decimal] = {}
    bases: dict[int, Decimal] = {}
    for owner, item, amount in zip(owners, costing.budget.items, costing.item_amounts, strict=True):
        place = _JOINT if owner is None else owner
        _add(items, place, amount)
        if item.category in keys:
            _add(bases, place, amount)
    places = range(_JOINT, companies)
    flat = costing.flat_rate.amount if costing.flat_rate else ZERO
    flat_parts = allocate(flat, [bases.get(place, ZERO) for place in places])
    return [items.get(place, ZERO) + part for place, part in zip(places, flat_parts, strict=True)]


def _add(sums: dict[int, Decimal], place: int, amount: Decimal | None) -> None:
    sums[place] = sums.get(place, ZERO) + (amount or ZERO)
