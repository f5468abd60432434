"""What each paper says: one module a document, with the fields it carries and its content."""

from dataclasses import replace
from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any, get_args

from hakemus.case import Case, known_group
from hakemus.errors import DataError, Fault, UnknownNameError, verb
from hakemus.model.schema import EACH
from hakemus.packaged import installed
from hakemus.papers.assessment_form import ASSESSMENT_FORM, AssessmentFormSubject
from hakemus.papers.board_paper import About, BoardDocument
from hakemus.papers.board_statement import STATEMENT, StatementSubject
from hakemus.papers.cover_list import DOCUMENT as COVER_LIST
from hakemus.papers.meeting_agenda import AGENDA, MeetingSubject
from hakemus.papers.meeting_minutes import (
    AUTHORITY_LETTER,
    DECISION_LETTER,
    EXTRACT,
    MINUTES,
    DecisionSubject,
)
from hakemus.papers.paper import (
    Document,
    Enclosed,
    Enclosure,
    Item,
    Subject,
    annex_enclosures,
    keeps_incomplete,
    lack_in_words,
    listed,
    never,
    not_laid_out,
    nothing_to_remark,
    one_for_each,
    paper_enclosures,
)
from hakemus.reading import read_own
from hakemus.rules.annexes import is_settled

if TYPE_CHECKING:
    from hakemus.group import LeaderGroup, OwnDocument

__all__ = [
    "AGENDA",
    "ASSESSMENT_FORM",
    "AUTHORITY_LETTER",
    "BOARD_DOCUMENTS",
    "COVER_LIST",
    "DECISION_LETTER",
    "DESCRIBED",
    "DOCUMENTS",
    "EXTRACT",
    "MINUTES",
    "PAPERS",
    "STATEMENT",
    "About",
    "AssessmentFormSubject",
    "BoardDocument",
    "DecisionSubject",
    "Document",
    "Enclosed",
    "Enclosure",
    "Item",
    "MeetingSubject",
    "Paper",
    "StatementSubject",
    "Subject",
    "annex_enclosures",
    "asked_documents",
    "document",
    "documents_of",
    "installed_documents",
    "keeps_incomplete",
    "lack_in_words",
    "list_documents",
    "paper_enclosures",
    "papers_with",
]

_MODULES = [import_module(f"{__name__}.{one.name}") for one in iter_modules(__path__) if not one.ispkg]

_OF_MODULES: tuple[Document, ...] = tuple(one.DOCUMENT for one in _MODULES if hasattr(one, "DOCUMENT"))


def _offering(other: str, **own: Any) -> Document:  # noqa: ANN401 - what a document has
    """Return a document whose page is a Word file and no module: it offers what another document does."""
    offered = next(one for one in _OF_MODULES if one.key == other)
    return replace(offered, lay_out=not_laid_out, carries=(), remarks=nothing_to_remark, **own)


@lru_cache(maxsize=256)
def _described(own: "OwnDocument") -> Document:
    """Return the document that a Leader group's data describe."""

    def asked_for(case: Case) -> bool:
        measure = case.measure.key if case.measure is not None else None
        has_one = own.each is None or bool(listed(case.application, EACH[own.each][0]))
        may_be = has_one and own.is_asked_for(measure) and not is_settled(own.key, case)
        return may_be and own.may_hold(case.facts)

    items = {"items": one_for_each(own.each)} if own.each else {}
    return _offering(
        own.offers,
        key=own.key,
        place=own.place,
        published=not own.carried,
        asked_for=asked_for,
        for_own_use=not own.handed_in,
        names=own.name,
        each=own.each,
        **items,
    )


DESCRIBED: tuple[Document, ...] = tuple(
    _offering(
        one["offers"], key=one["key"], place=one["place"], published=False, asked_for=never, for_own_use=False
    )
    for one in read_own(Path(__file__).with_name("documents.toml"))["documents"]
)
"""Documents of the library that are data (`documents.toml`), made when somebody asks for them by name."""

DOCUMENTS: tuple[Document, ...] = tuple(sorted((*_OF_MODULES, *DESCRIBED), key=lambda one: one.place))
"""The documents of an application in the order of their places: a `DOCUMENT` in a module here, or described as data."""

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


def documents_of(group: "LeaderGroup | None") -> tuple[Document, ...]:
    """Return the documents of an application, a Leader group's own among them, in the order of their places."""
    own = [*installed_documents(), *map(_described, group.documents if group is not None else ())]
    return tuple(sorted((*DOCUMENTS, *own), key=lambda one: one.place)) if own else DOCUMENTS


@cache
def installed_documents() -> tuple[Document, ...]:
    """Return the documents that installed packages bring by the entry point `hakemus.documents`.

    Raises `DataError` when one leads to something else, or has the name of a document of the library.
    """
    found = installed("hakemus.documents", Document)
    known = {one.key for one in PAPERS}
    faults = [Fault(one.key, "hides-ours", one.key, f"{one.key}-own") for one in found if one.key in known]
    if faults:
        raise DataError("documents of installed packages cannot be used", faults)
    return found


def papers_with(group: "LeaderGroup | None") -> tuple[Paper, ...]:
    """Return all documents, the applicant's and the board's, a Leader group's own among them."""
    return (*documents_of(group), *BOARD_DOCUMENTS)


def asked_documents(case: Case) -> tuple[Document, ...]:
    """Return the documents that an application asks for, among the papers of its measure and its group's own."""
    known = case.measure is not None and case.in_force
    papers = case.measure.papers(case.on) if case.measure is not None and known else list_documents()
    own = {one.key for one in documents_of(case.group)} - {one.key for one in DOCUMENTS}
    return tuple(
        one
        for one in documents_of(case.group)
        if (one.key in papers or one.key in own) and one.asked_for(case)
    )


@verb
def list_documents(
    about: About = "application", group: "LeaderGroup | str | Path | None" = None
) -> tuple[str, ...]:
    """Return the names of all documents that are made of an application, an assessment of one, or a meeting.

    Args:
        about: What they are made of: `"application"`, `"assessment"` or `"meeting"`.
        group: The Leader group whose own documents are among them.

    Raises:
        UnknownNameError: They are asked for of anything else.

    >>> list_documents()[:3]
    ('application', 'project-plan', 'cost-estimate')
    >>> list_documents("assessment"), list_documents("meeting")[:3]
    (('board-statement',), ('assessment-form', 'meeting-agenda', 'meeting-minutes'))
    """
    group = known_group(group)
    if about == "application":
        return tuple(document.key for document in documents_of(group))
    if about not in get_args(About):
        raise UnknownNameError("subject", about, get_args(About))
    return tuple(document.key for document in BOARD_DOCUMENTS if document.about == about)


def document(key: str, group: "LeaderGroup | None" = None) -> Document:
    """Return the document of an application of that name, ours or a group's own; raise `UnknownNameError` otherwise."""
    for known in documents_of(group):
        if known.key == key:
            return known
    raise UnknownNameError("document", key, list_documents(group=group))
