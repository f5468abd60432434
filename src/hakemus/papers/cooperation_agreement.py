"""The cooperation agreement: parties with their roles, who answers for what, who pays what, signed by every party."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hakemus.model import Application, ProjectPlan
from hakemus.papers.paper import Content, Document, Item, Subject, filled, holds
from hakemus.rules import Case
from hakemus.rules.annexes import asks_for_agreement, is_settled
from hakemus.values.money import total
from hakemus.word import Prose

# The parties of an agreement as a paper shows them: the applicant, then the partners, each with places to sign.

NOBODY_NAMED = {"name": "", "position": ""}
"""Who signs where nobody is named: the place is left empty."""


def parties(subject: Subject, content: Content) -> list[dict[str, Any]]:
    """Return the parties; one without a name is told by its number, and has a place to sign all the same."""
    applicant = {
        **content["applicant"],
        "role": Prose(subject.words.term("applicant")),
        "contact_person": content["contact_person"]["name"],
        "email": content["contact_person"]["email"],
    }
    return [_party(party, place, subject) for place, party in enumerate((applicant, *content["partners"]), 1)]


def of_the_parties(application: Application) -> Application:
    """Return an application with no more of its plan and budget than concerns its partners.

    That is who does what, and who pays besides the support: the paper goes to them, with the data it carries.
    """
    budget, plan = application.budget, application.plan
    financing = budget.financing.model_copy(
        update={"leader_support": None, "support_rate": None, "in_kind": None}
    )
    return application.model_copy(
        update={
            "plan": ProjectPlan(activities=plan.activities),
            "budget": type(budget)(financing=financing),
        }
    )


def _party(party: Content, place: int, subject: Subject) -> dict[str, Any]:
    named = party["name"] or subject.words.message("documents.table.party", {"number": place})
    shown = {key: party[key] for key in ("name", "business_id", "role", "contact_person", "email")}
    return {**shown, "title": named, "signature_places": party["signatories"] or [NOBODY_NAMED]}


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
