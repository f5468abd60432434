"""The application: all its data, the declaration and the signatures.

Its template is the form too: `form` is then the form's title, and `guidance` tells what to write.
"""

from collections.abc import Mapping
from typing import Any

from hakemus.papers.cooperation_agreement import NOBODY_NAMED
from hakemus.papers.money import company_shares, costs, counted_budget, financing
from hakemus.papers.paper import Content, Document, Subject
from hakemus.papers.presentation import NO_GUIDANCE
from hakemus.papers.project_plan import shown_plan


def _add(subject: Subject, content: Content) -> Mapping[str, Any]:
    return {
        "plan": shown_plan(subject, content),
        "signature_places": content["applicant"]["signatories"] or [NOBODY_NAMED],
        "budget": counted_budget(subject, content),
        "costs": costs(subject),
        "company_costs": company_shares(subject),
        "financing": financing(subject),
        "form": "",
        "guidance": NO_GUIDANCE,
    }


DOCUMENT = Document("application", (), _add)
