"""The preparation report: why the idea of a preparatory project failed."""

from collections.abc import Mapping
from typing import Any

from hakemus.papers import shared
from hakemus.papers.layout import Frame, Page
from hakemus.papers.paper import ABOUT, Content, Document, Subject, filled, holds

_PART = "preparation_report"
_TOPICS = ("work_done", "reasons", "conclusions")


def _shown(subject: Subject, content: Content) -> Mapping[str, Any]:
    return {
        _PART: shared.ended(filled(subject, content, _PART, _TOPICS[:2]), _TOPICS),
        "signature_places": shared.signature_places(content),
    }


def _lay_out(page: Page) -> None:
    page.title("{{ project.name }}")
    shared.lay_out_project(page, with_time=True)
    with page.when("preparation.prepares or preparation.development_target"):
        page.heading(1, "heading.preparation")
        shared.lay_out_preparation(page)
    with page.when("partners"):
        page.heading(1, "heading.partners")
        shared.lay_out_partners(page)
    shared.lay_out_topics(page, _PART, _TOPICS)
    page.heading(1, "heading.agreement-signatures")
    page.signatures()


DOCUMENT = Document(
    "preparation-report",
    120,
    _shown,
    _lay_out,
    Frame(prose=True, day=f"{{{{ {_PART}.date }}}}"),
    carries=(*ABOUT, "partners", "preparation", _PART),
    asked_for=holds(_PART, "preparation-report"),
)
