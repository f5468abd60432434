"""What each paper says: one module a document, with the fields it carries and its content."""

from importlib import import_module
from pkgutil import iter_modules
from typing import Any, get_args

from hakemus.errors import UnknownNameError
from hakemus.papers.assessment_form import ASSESSMENT_FORM, AssessmentFormSubject
from hakemus.papers.board_paper import About, BoardDocument
from hakemus.papers.board_statement import STATEMENT, StatementSubject
from hakemus.papers.cover_list import DOCUMENT as COVER_LIST
from hakemus.papers.meeting_agenda import AGENDA, AgendaSubject
from hakemus.papers.meeting_minutes import AUTHORITY_LETTER, DECISION_LETTER, EXTRACT, MINUTES
from hakemus.papers.paper import (
    Document,
    Enclosed,
    Enclosure,
    Item,
    Subject,
    annex_enclosures,
    keeps_incomplete,
    lack_in_words,
    paper_enclosures,
)

__all__ = [
    "AGENDA",
    "ASSESSMENT_FORM",
    "AUTHORITY_LETTER",
    "BOARD_DOCUMENTS",
    "COVER_LIST",
    "DECISION_LETTER",
    "DOCUMENTS",
    "EXTRACT",
    "MINUTES",
    "PAPERS",
    "STATEMENT",
    "About",
    "AgendaSubject",
    "AssessmentFormSubject",
    "BoardDocument",
    "Document",
    "Enclosed",
    "Enclosure",
    "Item",
    "Paper",
    "StatementSubject",
    "Subject",
    "annex_enclosures",
    "document",
    "keeps_incomplete",
    "lack_in_words",
    "list_documents",
    "paper_enclosures",
]

_MODULES = [import_module(f"{__name__}.{one.name}") for one in iter_modules(__path__) if not one.ispkg]

DOCUMENTS: tuple[Document, ...] = tuple(
    sorted((one.DOCUMENT for one in _MODULES if hasattr(one, "DOCUMENT")), key=lambda one: one.place)
)
"""The documents of an application, each defined as `DOCUMENT` in a module here, in the order of their places."""

BOARD_DOCUMENTS: tuple[BoardDocument[Any], ...] = (
    ASSESSMENT_FORM,
    STATEMENT,
    AGENDA,
    MINUTES,
    EXTRACT,
    DECISION_LETTER,
    AUTHORITY_LETTER,
)
"""The documents of a board: of an application with its assessment, and of a meeting."""

Paper = Document | BoardDocument[Any]
"""A document of an application or of a board: whatever is made with a template."""

PAPERS: tuple[Paper, ...] = (*DOCUMENTS, *BOARD_DOCUMENTS)
"""All documents, the applicant's and the board's."""


def list_documents(about: About = "application") -> tuple[str, ...]:
    """Return the names of all documents that are made of an application, an assessment of one, or a meeting.

    Args:
        about: What they are made of: `"application"`, `"assessment"` or `"meeting"`.

    Raises:
        UnknownNameError: They are asked for of anything else.

    >>> list_documents()[:3]
    ('application', 'project-plan', 'cost-estimate')
    >>> list_documents("assessment"), list_documents("meeting")[:3]
    (('board-statement',), ('assessment-form', 'meeting-agenda', 'meeting-minutes'))
    """
    if about == "application":
        return tuple(document.key for document in DOCUMENTS)
    if about not in get_args(About):
        raise UnknownNameError("subject", about, get_args(About))
    return tuple(document.key for document in BOARD_DOCUMENTS if document.about == about)


def document(key: str) -> Document:
    """Return the document of an application of that name; raise `UnknownNameError` for any other."""
    for known in DOCUMENTS:
        if known.key == key:
            return known
    raise UnknownNameError("document", key, list_documents())
