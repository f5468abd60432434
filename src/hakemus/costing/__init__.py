"""The money of an application: costs, financing, the support that may be sought, and what falls to each company."""

from hakemus.costing.allocation import allocate
from hakemus.costing.companies import CompanyShare, GroupShares, is_company, share_costs
from hakemus.costing.counting import Costing, FinancingPart, InKind, cost, item_amount
from hakemus.costing.de_minimis import AidRoom, aid_rooms, first_day_of_window
from hakemus.costing.flat_rate import FlatRate, Year
from hakemus.costing.purchases import Purchase, is_evidence, purchases
from hakemus.costing.split import FundingSplit, split_support
from hakemus.costing.support import SupportLimit, has_rate, largest_support, support_limits

__all__ = [
    "AidRoom",
    "CompanyShare",
    "Costing",
    "FinancingPart",
    "FlatRate",
    "FundingSplit",
    "GroupShares",
    "InKind",
    "Purchase",
    "SupportLimit",
    "Year",
    "aid_rooms",
    "allocate",
    "cost",
    "first_day_of_window",
    "has_rate",
    "is_company",
    "is_evidence",
    "item_amount",
    "largest_support",
    "purchases",
    "share_costs",
    "split_support",
    "support_limits",
]
