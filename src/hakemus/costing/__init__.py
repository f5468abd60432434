"""The money of an application: costs, financing, the support that may be sought, and what falls to each company."""

from hakemus.costing.companies import (
    AidRoom,
    CompanyShare,
    GroupShares,
    aid_rooms,
    first_day_of_window,
    is_company,
    share_costs,
)
from hakemus.costing.counting import (
    Costing,
    FinancingPart,
    FlatRate,
    InKind,
    Purchase,
    Year,
    cost,
    is_evidence,
    item_amount,
    purchases,
)
from hakemus.costing.support import (
    FundingSplit,
    LimitKind,
    SupportLimit,
    allocate,
    largest_support,
    split_support,
    support_limits,
)

__all__ = [
    "AidRoom",
    "CompanyShare",
    "Costing",
    "FinancingPart",
    "FlatRate",
    "FundingSplit",
    "GroupShares",
    "InKind",
    "LimitKind",
    "Purchase",
    "SupportLimit",
    "Year",
    "aid_rooms",
    "allocate",
    "cost",
    "first_day_of_window",
    "is_company",
    "is_evidence",
    "item_amount",
    "largest_support",
    "purchases",
    "share_costs",
    "split_support",
    "support_limits",
]
