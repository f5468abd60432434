"""The letter of intent: what a preparatory project came to, topic by topic, signed by every party."""

from collections.abc import Mapping
from typing import Any

from hakemus.papers import shared
from hakemus.papers.layout import Frame, Page
from hakemus.papers.paper import ABOUT, Content, Document, Subject, filled, holds
from hakemus.rules.annexes import LETTER_TOPICS

_PART = "letter_of_intent"


def _shown(subject: Subject, content: Content) -> Mapping[str, Any]:
    return {
        _PART: shared.ended(filled(subject, content, _PART, LETTER_TOPICS), LETTER_TOPICS),
        "parties": shared.parties(subject, content),
    }


def _lay_out(page: Page) -> None:
    page.title("{{ project.name }}")
    shared.lay_out_parties(page)
    shared.lay_out_project(page)
    with page.when("preparation.prepares or preparation.development_target"):
        page.heading(1, "heading.preparation")
        shared.lay_out_preparation(page)
    shared.lay_out_topics(page, _PART, LETTER_TOPICS)
    shared.lay_out_signatures_of_parties(page)


DOCUMENT = Document(
    "letter-of-intent",
    110,
    _shown,
    _lay_out,
    Frame(prose=True, day=f"{{{{ {_PART}.date }}}}"),
    carries=(*ABOUT, "contact_person", "partners", "preparation", _PART),
    asked_for=holds(_PART, "letter-of-intent"),
)
