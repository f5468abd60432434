"""The rank of what a board compares: by points, and by a named rule when points are equal."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from hakemus.model import TieRule


@dataclass(frozen=True, slots=True)
class Contender:
    """What ranks an application: its exact points, its day of application, and the support sought in euros."""

    points: Decimal
    applied: date | None = None
    sought: Decimal = Decimal(0)


Order = Callable[[Contender], tuple[Any, ...]]

_TIES: Mapping[TieRule, Order] = {
    "shared": lambda _: (),
    "earlier-application": lambda contender: (contender.applied is None, contender.applied or date.max),
    "smaller-support": lambda contender: (contender.sought,),
}


def rank(contenders: Sequence[Contender], tie_rule: TieRule = "shared") -> tuple[int, ...]:
    """Return the rank of each contender, 1 for the most points; what the rule leaves equal shares its rank.

    After a shared rank as many are left out as shared it.

    >>> rank([Contender(Decimal(20)), Contender(Decimal(24)), Contender(Decimal(20)), Contender(Decimal(9))])
    (2, 1, 2, 4)
    """
    keys = [(-contender.points, *_TIES[tie_rule](contender)) for contender in contenders]
    ordered = sorted(keys)
    return tuple(ordered.index(key) + 1 for key in keys)
