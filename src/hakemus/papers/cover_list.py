"""The cover list: all that is handed in, numbered, with files, pages and states, and what is missing."""

from collections.abc import Mapping
from typing import Any

from hakemus.papers.paper import (
    Content,
    Document,
    Enclosed,
    Enclosure,
    Subject,
    annex_enclosures,
    keeps_incomplete,
    never,
    paper_enclosures,
)

KEY = "cover-list"


def _add(subject: Subject, _content: Content) -> Mapping[str, Any]:
    enclosed = subject.enclosed or _planned(subject)
    return {
        "enclosures": [_shown(row, subject) for row in enclosed.rows],
        "to_mend": [{"text": text} for text in enclosed.missing],
        "verdict": enclosed.verdict,
    }


def _planned(subject: Subject) -> Enclosed:
    """Return what the application asks to be handed in, before any file of it is made."""
    words, programme = subject.words, subject.programme
    kinds = ((f"documents.{key}.file", f"documents.{key}.kind") for key in subject.papers)
    named = [(words.message(file), words.message(kind)) for file, kind in kinds]
    papers = paper_enclosures(named, words)
    annexes = annex_enclosures(subject.application, programme, words, len(papers) + 1)
    lacking = tuple(one.message(words.language) for one in subject.report.findings if keeps_incomplete(one))
    return Enclosed((*papers, *annexes), lacking, words.message("bundle.incomplete") if lacking else "")


def _shown(row: Enclosure, subject: Subject) -> dict[str, str]:
    none = subject.words.message("words.missing")
    return {
        "number": none if row.number is None else str(row.number),
        "title": row.title,
        "file": row.file or none,
        "pages": none if row.pages is None else str(row.pages),
        "state": row.state or none,
    }


CARRIES = ("date", "leader_group", "classification", "project", "applicant")

DOCUMENT = Document(KEY, CARRIES, _add, published=True, asked_for=never)
