"""What each paper says: one module a document, with the fields it carries and its content."""

from typing import Any, get_args

from hakemus.errors import UnknownNameError
from hakemus.papers import (
    application,
    checklist,
    cooperation_agreement,
    cost_estimate,
    cover_list,
    de_minimis_declaration,
    hyrra_sheet,
    in_kind_estimate,
    letter_of_intent,
    minutes_extract,
    poster,
    power_of_attorney,
    preparation_report,
    price_comparison,
    project_plan,
    public_description,
)
from hakemus.papers.board_paper import About, BoardDocument
from hakemus.papers.board_statement import STATEMENT, StatementSubject
from hakemus.papers.meeting_agenda import AGENDA, AgendaSubject
from hakemus.papers.paper import (
    Document,
    Enclosed,
    Enclosure,
    Item,
    Subject,
    annex_enclosures,
    keeps_incomplete,
    paper_enclosures,
)

__all__ = [
    "AGENDA",
    "BOARD_DOCUMENTS",
    "COVER_LIST",
    "DOCUMENTS",
    "PAPERS",
    "STATEMENT",
    "About",
    "AgendaSubject",
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
    "list_documents",
    "paper_enclosures",
]

DOCUMENTS: tuple[Document, ...] = (
    application.DOCUMENT,
    project_plan.DOCUMENT,
    cost_estimate.DOCUMENT,
    in_kind_estimate.DOCUMENT,
    price_comparison.DOCUMENT,
    de_minimis_declaration.DOCUMENT,
    public_description.DOCUMENT,
    cooperation_agreement.DOCUMENT,
    minutes_extract.DOCUMENT,
    power_of_attorney.DOCUMENT,
    letter_of_intent.DOCUMENT,
    preparation_report.DOCUMENT,
    cover_list.DOCUMENT,
    poster.DOCUMENT,
    checklist.DOCUMENT,
    hyrra_sheet.DOCUMENT,
)
"""The documents of an application, in the order in which they are listed, made and handed in."""

COVER_LIST = cover_list.DOCUMENT
"""The document that lists all that is handed in; it is not counted among it."""

BOARD_DOCUMENTS = (STATEMENT, AGENDA)
"""The documents of a board: of an application with its assessment, and of a meeting."""

Paper = Document | BoardDocument[Any]
"""A document of an application or of a board: whatever is made with a template."""

PAPERS: tuple[Paper, ...] = (*DOCUMENTS, *BOARD_DOCUMENTS)
"""All documents, the applicant's and the board's."""


def list_documents(about: About = "application") -> tuple[str, ...]:
    """Return the names of all documents that are made of an application, an assessment of one, or a meeting.

    Raises `UnknownNameError` for anything else.

    >>> list_documents()[:3]
    ('application', 'project-plan', 'cost-estimate')
    >>> list_documents("assessment"), list_documents("meeting")
    (('board-statement',), ('meeting-agenda',))
    """
    if about == "application":
        return tuple(document.key for document in DOCUMENTS)
    if about not in get_args(About):
        raise UnknownNameError("subject", about, get_args(About))
    return tuple(document.key for document in BOARD_DOCUMENTS if document.about == about)


def document(key: str) -> Document:
    """Return the document of an application of that name; raise `UnknownNameError` when there is none."""
    for known in DOCUMENTS:
        if known.key == key:
            return known
    raise UnknownNameError("document", key, list_documents())
