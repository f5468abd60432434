"""The minutes extract: the decision to apply for support, who is authorised, and who certifies the extract."""

from collections.abc import Mapping
from typing import Any

from hakemus.papers import shared
from hakemus.papers.layout import Column, Frame, Page
from hakemus.papers.paper import ABOUT, Content, Document, Subject, filled, holds

_PART = "application_decision"


def _shown(subject: Subject, content: Content) -> Mapping[str, Any]:
    return {
        _PART: filled(subject, content, _PART, ("decision",)),
        "signature_places": [content[_PART]["certified_by"]],
    }


def _lay_out(page: Page) -> None:
    page.title(_PART)
    page.heading(1, "heading.decision-meeting")
    page.fields_in_pairs(
        *(f"{_PART}.{name}" for name in ("body", "section", "date", "place", "chair", "secretary")),
        description="describe.decision-meeting",
    )
    with page.when(f"{_PART}.minute_checkers"):
        page.rows(
            f"checker in {_PART}.minute_checkers",
            Column("checker.name"),
            caption=f"{_PART}.minute_checkers",
            description="describe.minute-checkers",
        )
    shared.lay_out_project(page)
    shared.lay_out_topics(page, _PART, ("decision",))
    with page.when(f"{_PART}.authorised"):
        page.heading(1, f"{_PART}.authorised")
        page.rows(
            f"person in {_PART}.authorised",
            Column("person.name"),
            Column("person.position", 85),
            description="describe.authorised",
        )
    page.heading(1, "heading.certified")
    with page.kept_together():
        page.text("table.certified")
    page.signatures()


DOCUMENT = Document(
    "minutes-extract",
    90,
    _shown,
    _lay_out,
    Frame(prose=True, day=f"{{{{ {_PART}.date }}}}"),
    carries=(*ABOUT, _PART),
    asked_for=holds(_PART, "minutes-extract"),
)
