"""The poster: the project's name in large type, who carries it out, who supports it, and the emblem of the Union."""

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any, NamedTuple

from hakemus.papers.layout import Frame, Page
from hakemus.papers.paper import Content, Document, Subject
from hakemus.rules.notices import may_need_poster
from hakemus.word import Prose

# How large a text may be set, so that it fits a place on a page whatever its length.

_LINE_HEIGHT = 1.16
_MILLIMETRES_IN_A_POINT = 25.4 / 72
_NARROW, _WIDE = frozenset("iljtfrI.,:;'’|!()[]- /"), frozenset("mwMWÆŒ@%—…")
_NARROW_EM, _USUAL_EM, _CAPITAL_EM, _WIDE_EM, _UNKNOWN_EM = 0.36, 0.61, 0.78, 1.0, 1.3
_LAST_OF_LATIN = "\u024f"
"""Letters beyond this one (other scripts, emoji) are taken to be as wide as any face draws them."""


class Place(NamedTuple):
    """The room that a text has, in millimetres."""

    width: float
    height: float


def largest_size(text: str, place: Place, sizes: Sequence[float]) -> int:
    """Return the position of the first of the sizes (points, the largest first) in which a text fits a place.

    No word is divided, unless the last size needs it; what fits in none gets the last.

    >>> largest_size("Kylätalo", Place(225, 150), (130, 60, 20))
    0
    >>> largest_size("Kylätalon ja sen pihapiirin kunnostus ja varustaminen", Place(225, 150), (130, 60, 20))
    1
    """
    words = [sum(map(_em, word)) for word in text.split()]
    for index, points in enumerate(sizes):
        em = points * _MILLIMETRES_IN_A_POINT
        across, down = place.width / em, place.height / (em * _LINE_HEIGHT)
        if max(words, default=0) <= across and _lines(words, across) <= down:
            return index
    return len(sizes) - 1


def _lines(words: Sequence[float], across: float) -> int:
    """Return how many lines words of these widths take; the widths are in ems, as everything here."""
    lines, used = 0, across
    for word in words:
        if used + _NARROW_EM + word > across:
            lines, used = lines + ceil(word / across), word % across if word > across else word
        else:
            used += _NARROW_EM + word
    return lines


def _em(character: str) -> float:
    if character in _NARROW:
        return _NARROW_EM
    if character in _WIDE:
        return _WIDE_EM
    if character > _LAST_OF_LATIN:
        return _UNKNOWN_EM if character not in "–’”€" else _USUAL_EM
    return _CAPITAL_EM if character.isupper() else _USUAL_EM


TITLE = Place(width=225, height=130)
"""The room of the project's name on the sheet, in millimetres."""

LINE = Place(width=225, height=31)
"""The room of a line of text below it."""

TITLE_POINTS = (150, 132, 116, 102, 90, 79, 69, 61, 54, 47, 42, 36, 32, 27, 23, 18, 16, 13)
LINE_POINTS = (46, 41, 35, 31, 26, 21, 16, 11, 6)
"""The sizes of the styles that a template of the poster has: `PosterTitle1` and on, `PosterLine1` and on."""


_FUND = "eafrd-2023-2027"


def _shown(subject: Subject, _content: Content) -> Mapping[str, Any]:
    words, project = subject.words, subject.application.project
    statement = subject.programme.parameter("publicity.statement").on(subject.day_of_law)
    days = ["" if day is None else words.day(day) for day in (project.start_date, project.end_date)]
    title = project.name or words.message("documents.to-complete")
    return {
        "poster": {
            "title": _fitting(title, "Title", TITLE, TITLE_POINTS),
            "applicant": _fitting(subject.application.applicant.name or "", "Line", LINE, LINE_POINTS),
            "leader_group": _fitting(subject.of_group["name"], "Line", LINE, LINE_POINTS),
            "is_leader": subject.application.classification.is_leader_project is not False,
            "period": "–".join(days) if any(days) else "",
            "fund": subject.programme.vocabulary("programme").label(_FUND, words.language),
            "statement": statement.label.text(words.language),
        }
    }


def _fitting(text: str, style: str, place: Place, points: Sequence[float]) -> Prose:
    return Prose(text, paragraph=f"Poster{style}{largest_size(text, place, points) + 1}", lists=False)


def _lay_out(page: Page) -> None:
    with page.when("poster.is_leader"):
        page.styled("PosterKind", "poster.leader-project")
    page.prose("poster.title")
    for path, label in (("poster.applicant", "poster.beneficiary"), ("poster.leader_group", "leader_group")):
        with page.when(path):
            page.styled("PosterLabel", label)
            page.prose(path)
    with page.when("poster.period"):
        page.styled("PosterLabel", "table.time")
        page.styled("PosterSmall", "{{ poster.period }}")
    page.poster_foot()
    page.styled("PosterLabel", "poster.fund")
    page.styled("PosterSmall", "{{ poster.fund }}")


DOCUMENT = Document(
    "poster",
    140,
    _shown,
    _lay_out,
    Frame(poster=(TITLE_POINTS, LINE_POINTS)),
    carries=("leader_group", "project", "applicant", "classification"),
    published=True,
    asked_for=may_need_poster,
    for_own_use=True,
)
