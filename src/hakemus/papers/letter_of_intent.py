"""The letter of intent: what a preparatory project came to, topic by topic, signed by every party."""

from collections.abc import Mapping
from typing import Any

from hakemus.papers.cooperation_agreement import parties
from hakemus.papers.paper import Content, Document, Subject, filled, holds
from hakemus.rules.annexes import LETTER_TOPICS


def _add(subject: Subject, content: Content) -> Mapping[str, Any]:
    return {
        "letter_of_intent": filled(subject, content, "letter_of_intent", LETTER_TOPICS),
        "parties": parties(subject, content),
    }


CARRIES = (
    "leader_group",
    "classification",
    "project",
    "applicant",
    "contact_person",
    "partners",
    "preparation",
    "letter_of_intent",
)

DOCUMENT = Document(
    "letter-of-intent", CARRIES, _add, asked_for=holds("letter_of_intent", "letter-of-intent")
)
