"""The parties of an agreement as a paper shows them: the applicant, then the partners, each with places to sign."""

from typing import Any

from hakemus.documents.paper import Content, Subject
from hakemus.model import Application, ProjectPlan
from hakemus.word import Prose

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
