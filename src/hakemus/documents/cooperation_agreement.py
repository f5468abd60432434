"""The cooperation agreement: parties with their roles, who answers for what, who pays what, signed by every party."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hakemus.documents.conditions import holds
from hakemus.documents.gaps import filled
from hakemus.documents.item import Item
from hakemus.documents.paper import Content, Document, Subject
from hakemus.documents.parties import of_the_parties, parties
from hakemus.model import Application
from hakemus.rules import Case
from hakemus.rules.annexes import asks_for_agreement, is_settled
from hakemus.values.money import total

_KEY = "cooperation-agreement"
_is_written = holds("cooperation_agreement", _KEY)

_BELONGS = ("purpose", "responsibilities", "costs")
"""What no agreement is without."""


def _add(subject: Subject, content: Content) -> Mapping[str, Any]:
    words, paid = subject.words, _paid(subject.application)
    amounts = [words.money(amount) if amount else "" for amount in paid]
    shown = parties(subject, content)
    return {
        "cooperation_agreement": filled(subject, content, "cooperation_agreement", _BELONGS),
        "plan": {"activities": content["plan"]["activities"]},
        "budget": {},
        "parties": [{**party, "financing": amount} for party, amount in zip(shown, amounts, strict=True)],
        "parties_finance": any(paid),
    }


def _paid(application: Application) -> list[Decimal]:
    """Return what the financing plan says that each party pays: its financiers that are called what the party is."""
    financing = application.budget.financing
    contributions = (*financing.private, *financing.other_public)
    names = (application.applicant.name, *(partner.name for partner in application.partners))
    return [
        total(
            contribution.amount or Decimal(0)
            for contribution in contributions
            if name is not None and _folded(contribution.source or "") == _folded(name)
        )
        for name in names
    ]


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _is_asked_for(case: Case) -> bool:
    by_law = bool(case.application.partners) and asks_for_agreement(case)
    return _is_written(case) or (by_law and not is_settled(_KEY, case))


def _for_the_parties(application: Application) -> tuple[Item, ...]:
    return (Item("", of_the_parties(application)),)


CARRIES = (
    "leader_group",
    "classification",
    "project",
    "applicant",
    "contact_person",
    "partners",
    "plan",
    "budget",
    "cooperation_agreement",
)

DOCUMENT = Document(_KEY, CARRIES, _add, asked_for=_is_asked_for, items=_for_the_parties)
