"""The power of attorney: who may act for the applicant, in what, from when and until when."""

from collections.abc import Mapping
from typing import Any

from hakemus.papers.cooperation_agreement import NOBODY_NAMED
from hakemus.papers.paper import Content, Document, Subject, filled, holds


def _add(subject: Subject, content: Content) -> Mapping[str, Any]:
    return {
        "authorisation": filled(subject, content, "authorisation", ("tasks",)),
        "signature_places": content["applicant"]["signatories"] or [NOBODY_NAMED],
    }


CARRIES = ("leader_group", "classification", "project", "applicant", "authorisation")

DOCUMENT = Document("power-of-attorney", CARRIES, _add, asked_for=holds("authorisation"))
