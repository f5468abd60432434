"""The agenda of a meeting: its items, and every application with its money, points, rank and proposal."""

from dataclasses import dataclass

from hakemus.model import AgendaItem, Meeting
from hakemus.papers.board_paper import (
    BoardDocument,
    measure_words,
    named_group,
    printed_points,
    proposal_words,
)
from hakemus.papers.money import caveat_of, sought
from hakemus.papers.paper import Content
from hakemus.rules.board import Session, Standing
from hakemus.texts import Wording
from hakemus.values.money import total
from hakemus.word import Prose

USUAL_ITEMS = ("opening", "quorum", "disqualification", "applications", "other", "closing")
"""The items of a meeting whose file names none."""


@dataclass(frozen=True, slots=True)
class AgendaSubject:
    """What an agenda tells of: a meeting with its applications, in the words of a language."""

    session: Session
    words: Wording
    draft: bool


def _show(agenda: AgendaSubject) -> Content:
    session, words = agenda.session, agenda.words
    meeting = session.meeting
    return {
        **named_group(session.group, words),
        "meeting": _meeting(meeting, words),
        "agenda": [_item(item) for item in _items(meeting, words)],
        "applications": [_application(standing, words) for standing in session.standings],
        "totals": _totals(session, words),
    }


def _meeting(meeting: Meeting, words: Wording) -> Content:
    return {
        "name": meeting.name or words.message("board.meeting"),
        "date": "" if meeting.date is None else words.day(meeting.date),
        "time": meeting.time or "",
        "place": meeting.place or "",
        "chair": meeting.chair or "",
        "secretary": meeting.secretary or "",
        "has_frame": meeting.frame_left is not None,
        "frame_left": "" if meeting.frame_left is None else words.money(meeting.frame_left),
    }


def _items(meeting: Meeting, words: Wording) -> tuple[AgendaItem, ...]:
    """Return the items of the meeting; the applications come last when no item is said to show them."""
    named = meeting.agenda or tuple(
        AgendaItem(title=words.message(f"board.item-{item}"), shows_applications=item == "applications")
        for item in USUAL_ITEMS
    )
    if any(item.shows_applications for item in named):
        return named
    return (*named, AgendaItem(title=words.message("board.item-applications"), shows_applications=True))


def _item(item: AgendaItem) -> Content:
    return {
        "title": item.title,
        "text": Prose(item.text or ""),
        "shows_applications": item.shows_applications,
    }


def _application(standing: Standing, words: Wording) -> Content:
    assessed = standing.assessed
    amount = assessed.assessment.proposed_amount
    application, costing, scoring = assessed.case.application, assessed.case.costing, assessed.scoring
    none = words.message("words.missing")
    return {
        "applicant": application.applicant.name or standing.name,
        "project": application.project.name or standing.name,
        "measure": measure_words(assessed.case, words),
        "costs": words.money(costing.total_costs) if costing.states_costs else "",
        "sought": sought(costing, words),
        "caveat": caveat_of(costing, words),
        "points": none if scoring is None else printed_points(scoring.total, words),
        "rank": none if standing.rank is None else str(standing.rank),
        "proposal": proposal_words(assessed.assessment.proposal, words) or none,
        "amount": "" if amount is None else words.money(amount),
        "proposed": words.money(standing.taken),
        "left": "" if standing.left is None else words.money(standing.left),
        "reasons": Prose(assessed.assessment.reasons or ""),
    }


def _totals(session: Session, words: Wording) -> Content:
    costings = [standing.assessed.case.costing for standing in session.standings]
    left = session.meeting.frame_left
    return {
        "costs": words.money(total(costing.total_costs for costing in costings if costing.states_costs)),
        "sought": words.money(total(costing.leader_support for costing in costings)),
        "proposed": words.money(session.taken),
        "left": "" if left is None else words.money(left - session.taken),
    }


AGENDA: BoardDocument[AgendaSubject] = BoardDocument("meeting-agenda", "meeting", _show)
