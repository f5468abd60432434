"""The minutes extract: the decision to apply for support, who is authorised, and who certifies the extract."""

from collections.abc import Mapping
from typing import Any

from hakemus.documents.gaps import filled
from hakemus.documents.paper import Content, Document, Subject
from hakemus.rules import Case


def _add(subject: Subject, content: Content) -> Mapping[str, Any]:
    return {
        "application_decision": filled(subject, content, "application_decision", ("decision",)),
        "signature_places": [content["application_decision"]["certified_by"]],
    }


def _is_asked_for(case: Case) -> bool:
    return not case.application.application_decision.is_blank


CARRIES = ("leader_group", "classification", "project", "applicant", "application_decision")

DOCUMENT = Document("minutes-extract", CARRIES, _add, asked_for=_is_asked_for)
