"""The preparation report: why the idea of a preparatory project failed."""

from collections.abc import Mapping
from typing import Any

from hakemus.documents.conditions import holds
from hakemus.documents.gaps import filled
from hakemus.documents.paper import Content, Document, Subject
from hakemus.documents.parties import NOBODY_NAMED


def _add(subject: Subject, content: Content) -> Mapping[str, Any]:
    return {
        "preparation_report": filled(subject, content, "preparation_report", ("work_done", "reasons")),
        "signature_places": content["applicant"]["signatories"] or [NOBODY_NAMED],
    }


CARRIES = (
    "leader_group",
    "classification",
    "project",
    "applicant",
    "partners",
    "preparation",
    "preparation_report",
)

DOCUMENT = Document(
    "preparation-report", CARRIES, _add, asked_for=holds("preparation_report", "preparation-report")
)
