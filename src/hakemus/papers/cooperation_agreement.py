"""The cooperation agreement: parties with their roles, who answers for what, who pays what, signed by every party."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hakemus.model import Application
from hakemus.papers import shared
from hakemus.papers.layout import Column, Frame, Page
from hakemus.papers.paper import ABOUT, Content, Document, Subject, filled, holds
from hakemus.papers.project_plan import lay_out_activities
from hakemus.rules import Case
from hakemus.rules.annexes import asks_for_agreement, is_settled
from hakemus.values.money import total

_KEY, _PART = "cooperation-agreement", "cooperation_agreement"
_is_written = holds(_PART, _KEY)

_BELONGS = ("purpose", "responsibilities", "costs")
"""What no agreement is without."""

_AT_THE_END = ("costs", "results", "validity")
"""The last texts above the signatures."""


def _shown(subject: Subject, content: Content) -> Mapping[str, Any]:
    words, paid = subject.words, _paid(subject.application)
    amounts = [words.money(amount) if amount else "" for amount in paid]
    shown = shared.parties(subject, content)
    return {
        _PART: shared.ended(filled(subject, content, _PART, _BELONGS), _AT_THE_END),
        "plan": {"activities": content["plan"]["activities"]},
        "budget": {},
        "parties": [{**party, "financing": amount} for party, amount in zip(shown, amounts, strict=True)],
        "parties_finance": any(paid),
    }


def _paid(application: Application) -> list[Decimal]:
    """Return what the financing plan says that each party pays: its financiers that are called what the party is."""
    financing = application.budget.financing
    given = [
        (_folded(one.source or ""), one.amount or Decimal(0))
        for one in (*financing.private, *financing.other_public)
    ]
    names = (application.applicant.name, *(partner.name for partner in application.partners))
    return [
        total(amount for by, amount in given if name is not None and by == _folded(name)) for name in names
    ]


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _is_asked_for(case: Case) -> bool:
    by_law = bool(case.application.partners) and asks_for_agreement(case)
    return _is_written(case) or (by_law and not is_settled(_KEY, case))


def _lay_out(page: Page) -> None:
    text, activities, costs = f"{_PART}.responsibilities", "plan.activities", f"{_PART}.costs"
    page.title("{{ project.name }}")
    shared.lay_out_parties(page)
    shared.lay_out_project(page, with_time=True)
    shared.lay_out_topics(page, _PART, ("purpose",))
    with page.when(f"{text} or {activities}"):
        page.heading(1, text)
        with page.when(text):
            page.prose(text)
        with page.when(activities):
            page.caption(activities)
            lay_out_activities(page)
    shared.lay_out_topics(page, _PART, ("decision_making",))
    with page.when(f"{costs} or parties_finance"):
        page.heading(1, costs)
        with page.when(costs):
            page.prose(costs)
        with page.when("parties_finance"):
            page.rows(
                "party in parties if party.financing",
                Column("party.title", title="table.party-name"),
                Column("party.financing", 34, "right", title="table.amount"),
                caption="table.party-financing",
                description="describe.party-financing",
                kept="with-next",
            )
    shared.lay_out_topics(page, _PART, ("results", "validity"))
    shared.lay_out_signatures_of_parties(page)


DOCUMENT = Document(
    _KEY,
    80,
    _shown,
    _lay_out,
    Frame(prose=True, day=f"{{{{ {_PART}.date }}}}"),
    carries=(*ABOUT, "contact_person", "partners", "plan", "budget", _PART),
    asked_for=_is_asked_for,
)
