"""The poster: the project's name in large type, who carries it out, who supports it, and the emblem of the Union."""

from collections.abc import Mapping
from typing import Any

from hakemus.documents.paper import Content, Document, Subject
from hakemus.documents.type_size import Place, largest_size
from hakemus.rules import Case
from hakemus.rules.publicity import may_need_poster
from hakemus.word import Prose

TITLE = Place(width=225, height=130)
"""The room of the project's name on the sheet, in millimetres."""

LINE = Place(width=225, height=31)
"""The room of a line of text below it."""

TITLE_POINTS = (150, 132, 116, 102, 90, 79, 69, 61, 54, 47, 42, 36, 32, 27, 23, 18, 16, 13)
LINE_POINTS = (46, 41, 35, 31, 26, 21, 16, 11, 6)
"""The sizes of the styles that a template of the poster has: `PosterTitle1` and on, `PosterLine1` and on."""


_FUND = "eafrd-2023-2027"


def _asked_for(case: Case) -> bool:
    return may_need_poster(case)


def _add(subject: Subject, _content: Content) -> Mapping[str, Any]:
    words, project = subject.words, subject.application.project
    days = ["" if day is None else words.day(day) for day in (project.start_date, project.end_date)]
    return {
        "poster": {
            "title": _title(project.name or words.message("documents.to-complete")),
            "applicant": _line(subject.application.applicant.name or ""),
            "leader_group": _line(subject.of_group["name"]),
            "is_leader": subject.application.classification.is_leader_project is not False,
            "period": "–".join(days) if any(days) else "",
            "fund": subject.programme.vocabulary("programme").label(_FUND, words.language),
            "statement": _statement(subject),
        }
    }


def _title(text: str) -> Prose:
    return Prose(text, paragraph=f"PosterTitle{largest_size(text, TITLE, TITLE_POINTS) + 1}", lists=False)


def _line(text: str) -> Prose:
    return Prose(text, paragraph=f"PosterLine{largest_size(text, LINE, LINE_POINTS) + 1}", lists=False)


def _statement(subject: Subject) -> str:
    day = subject.day_of_law
    return subject.programme.parameter("publicity.statement").on(day).label.text(subject.words.language)


CARRIES = ("leader_group", "project", "applicant", "classification")

DOCUMENT = Document("poster", CARRIES, _add, published=True, asked_for=_asked_for, for_own_use=True)
