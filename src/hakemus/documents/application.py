"""The application: all its data, the declaration and the signatures."""

from collections.abc import Mapping
from typing import Any

from hakemus.documents.money import costs, counted_budget, financing
from hakemus.documents.paper import Content, Document, Subject


def _add(subject: Subject, content: Content) -> Mapping[str, Any]:
    return {
        "budget": counted_budget(subject, content),
        "costs": costs(subject),
        "financing": financing(subject),
    }


DOCUMENT = Document("application", (), _add)
