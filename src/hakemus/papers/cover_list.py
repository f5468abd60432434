"""The cover list: all that is handed in, numbered, with files, pages and states, and what is missing."""

from collections.abc import Mapping
from typing import Any

from hakemus.papers.layout import Column, Field, Page
from hakemus.papers.paper import (
    ABOUT,
    Content,
    Document,
    Enclosed,
    Subject,
    annex_enclosures,
    keeps_incomplete,
    lack_in_words,
    never,
    paper_enclosures,
)


def _shown(subject: Subject, _content: Content) -> Mapping[str, Any]:
    enclosed, none = subject.enclosed or _planned(subject), subject.words.message("words.missing")
    return {
        "enclosures": [
            {
                "number": none if row.number is None else str(row.number),
                "title": row.title,
                "file": row.file or none,
                "pages": none if row.pages is None else str(row.pages),
                "state": row.state or none,
            }
            for row in enclosed.rows
        ],
        "to_mend": [{"text": text} for text in enclosed.missing],
        "verdict": enclosed.verdict,
    }


def _planned(subject: Subject) -> Enclosed:
    """Return what the application asks to be handed in, before any file of it is made."""
    words, programme = subject.words, subject.programme
    papers = paper_enclosures([(one.stem(words), one.title(words)) for one in subject.papers()], words)
    annexes = annex_enclosures(subject.application, programme, words, len(papers) + 1)
    findings = filter(keeps_incomplete, subject.report.findings)
    lacking = tuple(dict.fromkeys(lack_in_words(one, words.language) for one in findings))
    return Enclosed((*papers, *annexes), lacking, words.message("bundle.incomplete") if lacking else "")


def _lay_out(page: Page) -> None:
    number = "classification.project_number"
    page.title("{{ project.name }}")
    with page.when("verdict"):
        page.text("{{ verdict }}")
    page.fields(
        "applicant.name",
        Field("applicant.business_id", when="applicant.business_id"),
        Field(number, when=number),
        "classification.measure",
        "leader_group",
        description="describe.summary",
    )
    with page.when("to_mend"):
        page.heading(1, "heading.to-mend")
        with page.each("line in to_mend"):
            page.bullet("{{ line.text }}")
    page.heading(1, "heading.annexes")
    page.rows(
        "enclosure in enclosures",
        Column("enclosure.number", 13, "right", title="table.enclosure-number"),
        Column("enclosure.title", title="annexes.title"),
        Column("enclosure.file", 52, title="table.enclosure-file"),
        Column("enclosure.pages", 16, "right", title="table.enclosure-pages"),
        Column("enclosure.state", 30, title="table.enclosure-state"),
        description="describe.enclosures",
        when_empty="table.none",
    )


DOCUMENT = Document(
    "cover-list", 130, _shown, _lay_out, carries=("date", *ABOUT), published=True, asked_for=never
)
