"""The application: all its data, the declaration and the signatures."""

from collections.abc import Mapping
from typing import Any

from hakemus.documents.money import company_shares, costs, counted_budget, financing
from hakemus.documents.paper import Content, Document, Subject
from hakemus.documents.plan import shown_plan

_NOBODY_NAMED = {"name": "", "position": ""}


def _add(subject: Subject, content: Content) -> Mapping[str, Any]:
    return {
        "plan": shown_plan(subject, content),
        "signature_places": content["applicant"]["signatories"] or [_NOBODY_NAMED],
        "budget": counted_budget(subject, content),
        "costs": costs(subject),
        "company_costs": company_shares(subject),
        "financing": financing(subject),
    }


DOCUMENT = Document("application", (), _add)
