"""The minutes extract: the decision to apply for support, who is authorised, and who certifies the extract."""

from collections.abc import Mapping
from typing import Any

from hakemus.papers.paper import Content, Document, Subject, filled, holds


def _add(subject: Subject, content: Content) -> Mapping[str, Any]:
    return {
        "application_decision": filled(subject, content, "application_decision", ("decision",)),
        "signature_places": [content["application_decision"]["certified_by"]],
    }


CARRIES = ("leader_group", "classification", "project", "applicant", "application_decision")

DOCUMENT = Document(
    "minutes-extract", CARRIES, _add, asked_for=holds("application_decision", "minutes-extract")
)
