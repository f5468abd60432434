"""What each paper says: one module a document, with the fields it carries and its content."""

from hakemus.documents import application, cost_estimate, project_plan, public_description
from hakemus.documents.paper import Document, Subject
from hakemus.errors import UnknownNameError

__all__ = ["DOCUMENTS", "Document", "Subject", "document", "list_documents"]

DOCUMENTS: tuple[Document, ...] = (
    application.DOCUMENT,
    project_plan.DOCUMENT,
    cost_estimate.DOCUMENT,
    public_description.DOCUMENT,
)


def list_documents() -> tuple[str, ...]:
    """Return the names of all documents.

    >>> list_documents()
    ('application', 'project-plan', 'cost-estimate', 'public-description')
    """
    return tuple(document.key for document in DOCUMENTS)


def document(key: str) -> Document:
    """Return the document of that name; raise `UnknownNameError` when there is none."""
    for known in DOCUMENTS:
        if known.key == key:
            return known
    raise UnknownNameError("document", key, list_documents())
