"""The preparation report: why the idea of a preparatory project failed."""

from collections.abc import Mapping
from typing import Any

from hakemus.papers.cooperation_agreement import NOBODY_NAMED
from hakemus.papers.paper import Content, Document, Subject, filled, holds


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
