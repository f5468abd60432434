"""The project plan: its headings in the order of the decree and the Leader groups' guides."""

from collections.abc import Mapping
from typing import Any

from hakemus.documents.money import costs, counted_budget, financing
from hakemus.documents.paper import Content, Document, Subject
from hakemus.word import Prose


def _add(subject: Subject, content: Content) -> Mapping[str, Any]:
    return {
        "plan": _with_gaps(subject, content["plan"]) if subject.draft else content["plan"],
        "budget": counted_budget(subject, content),
        "costs": costs(subject),
        "financing": financing(subject),
    }


def _with_gaps(subject: Subject, plan: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the plan of a draft: a heading that the law asks for and that lacks its text says so."""
    required = subject.programme.parameter("project-plan.required").on(subject.on).keys
    gap = Prose(subject.words.message("documents.to-complete"))
    missing = [key.replace("-", "_") for key in required if not plan[key.replace("-", "_")]]
    return {**plan, **dict.fromkeys(missing, gap)}


CARRIES = (
    "date",
    "leader_group",
    "classification",
    "project",
    "applicant",
    "responsible_person",
    "contact_person",
    "partners",
    "preparation",
    "plan",
    "budget",
    "group_answers",
)

DOCUMENT = Document("project-plan", CARRIES, _add)
