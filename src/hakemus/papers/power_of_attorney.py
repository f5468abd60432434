"""The power of attorney: who may act for the applicant, in what, from when and until when."""

from collections.abc import Mapping
from typing import Any

from hakemus.papers import shared
from hakemus.papers.layout import Field, Frame, Page
from hakemus.papers.paper import ABOUT, Content, Document, Subject, filled, holds


def _shown(subject: Subject, content: Content) -> Mapping[str, Any]:
    return {
        "authorisation": filled(subject, content, "authorisation", ("tasks",)),
        "signature_places": shared.signature_places(content),
    }


def _lay_out(page: Page) -> None:
    page.title("{{ project.name }}")
    page.heading(1, "heading.authoriser")
    page.fields_in_pairs(
        *(f"applicant.{name}" for name in ("name", "business_id", "municipality", "signing_rule")),
        description="describe.authoriser",
    )
    page.heading(1, "authorisation.person")
    page.fields_in_pairs(
        *(f"authorisation.person.{name}" for name in ("name", "position", "phone", "email")),
        description="describe.person",
        label_width_mm=shared.PERSON_LABEL,
        wider_by_mm=shared.ROOM_FOR_EMAIL,
    )
    shared.lay_out_project(page)
    page.heading(1, "authorisation")
    page.text("table.authorises")
    page.fields(
        Field("authorisation.tasks", prose=True),
        "authorisation.start_date",
        "authorisation.end_date",
        description="describe.authorisation",
        kept_with_next=True,
    )
    page.heading(1, "heading.agreement-signatures")
    page.signatures()


DOCUMENT = Document(
    "power-of-attorney",
    100,
    _shown,
    _lay_out,
    Frame(prose=True, day=""),
    carries=(*ABOUT, "authorisation"),
    asked_for=holds("authorisation"),
    remarks=lambda subject: (subject.words.message("documents.remark.mandate"),),
)
