"""The project plan: its headings in the order of the decree and the Leader groups' guides."""

from collections.abc import Mapping
from typing import Any

from hakemus.documents.financing_chart import financing_chart
from hakemus.documents.money import costs, counted_budget, financing
from hakemus.documents.paper import Content, Document, Subject
from hakemus.documents.plan import shown_plan
from hakemus.documents.timetable import shown_timetable


def _add(subject: Subject, content: Content) -> Mapping[str, Any]:
    return {
        "plan": {**shown_plan(subject, content), "schedule": shown_timetable(subject)},
        "budget": counted_budget(subject, content),
        "costs": costs(subject),
        "financing": {**financing(subject), "chart": financing_chart(subject)},
    }


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
