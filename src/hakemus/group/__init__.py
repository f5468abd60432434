"""What a Leader group is, as data: its names and area, and the rates, limits and annexes that it sets."""

from hakemus.group.leader_group import Area, Frame, LeaderGroup
from hakemus.group.settings import Amount, AmountKind, GroupAnnex, LongestText, Names, Office, Rate, Setting

__all__ = [
    "Amount",
    "AmountKind",
    "Area",
    "Frame",
    "GroupAnnex",
    "LeaderGroup",
    "LongestText",
    "Names",
    "Office",
    "Rate",
    "Setting",
]
