"""The agenda of a meeting: its items, and every application with its money, points, rank and proposal."""

from collections.abc import Iterator
from contextlib import nullcontext
from itertools import count
from typing import NamedTuple

from hakemus.model import AgendaItem, Meeting, Member
from hakemus.papers.board_paper import (
    NAMED,
    BoardDocument,
    measure_words,
    named_group,
    printed_points,
    proposal_words,
    shown_meeting,
)
from hakemus.papers.layout import Column, Field, Page, Total
from hakemus.papers.money import caveat_of, sought
from hakemus.papers.paper import Content
from hakemus.rules.board import USUAL_ITEMS, Session, Standing
from hakemus.texts import Wording
from hakemus.values.money import total
from hakemus.word import Prose

_ON_THE_LAST_PAGE = 3
"""So many items at least are on the last page."""


class MeetingSubject(NamedTuple):
    """What an agenda and the minutes are about: a meeting with its applications, in the words of a language."""

    session: Session
    words: Wording
    draft: bool


def of_meeting(session: Session, words: Wording, draft: bool) -> Iterator[tuple[str, str, MeetingSubject]]:
    """Yield the subject of the one paper that is about a whole meeting."""
    yield "", session.meeting.name or "", MeetingSubject(session, words, draft)


def _shown(agenda: MeetingSubject) -> Content:
    session, meeting, words = agenda.session, agenda.session.meeting, agenda.words
    costings = [standing.assessed.case.costing for standing in session.standings]
    left = meeting.frame_left
    items, applications = [*numbered_items(session, words)], [*numbered_applications(session, words)]
    # No page holds the end of the meeting alone; the last of them has nothing to be kept with.
    closing = sorted(number for number, _ in (*items, *applications))[-_ON_THE_LAST_PAGE:-1]
    return {
        **named_group(session.group, words),
        "meeting": {
            **shown_meeting(meeting, words),
            "members": ", ".join(
                f"{member.name} ({position})" if (position := position_of(member, words)) else member.name
                for member in meeting.members
            ),
        },
        "agenda": [
            {
                "number": section(number, words),
                "title": item.title,
                "text": Prose(item.text or "", kept=number in closing),
                "shows_applications": item.shows_applications,
                "disqualified": disqualified(session, number=number),
            }
            for number, item in items
        ],
        "members": [
            {"name": member.name, "position": position_of(member, words)} for member in meeting.members
        ],
        "applications": [
            {
                "number": section(number, words),
                "disqualified": disqualified(session, application=standing.name),
                **_application(standing, words, is_closing=number in closing),
            }
            for number, standing in applications
        ],
        "totals": {
            "costs": words.money(total(one.total_costs for one in costings if one.states_costs)),
            "sought": words.money(total(one.leader_support for one in costings)),
            "proposed": words.money(session.taken),
            "left": "" if left is None else words.money(left - session.taken),
        },
    }


def _items(meeting: Meeting, words: Wording) -> tuple[AgendaItem, ...]:
    """Return the items of the meeting; the applications come last when no item is said to show them."""
    named = meeting.agenda or tuple(
        AgendaItem(
            title=words.message(f"board.item-{item}"),
            text=words.message(f"board.text-{item}"),
            shows_applications=item == "applications",
        )
        for item in USUAL_ITEMS
    )
    if any(item.shows_applications for item in named):
        return named
    return (*named, AgendaItem(title=words.message("board.item-applications"), shows_applications=True))


def numbered_items(session: Session, words: Wording) -> Iterator[tuple[int, AgendaItem]]:
    """Return the items of a meeting with their numbers, between which the applications have theirs."""
    return zip(session.sections, _items(session.meeting, words), strict=True)


def numbered_applications(session: Session, words: Wording) -> Iterator[tuple[int, Standing]]:
    """Yield the applications of a meeting in their order with their numbers, which follow that of their item."""
    first = next(number for number, item in numbered_items(session, words) if item.shows_applications)
    return zip(count(first + 1), session.standings, strict=False)


def section(number: int, words: Wording) -> str:
    """Return the number of an item as it is printed."""
    return words.message("board.section", {"number": number})


def disqualified(session: Session, *, application: str = "", number: int | None = None) -> str:
    """Return who is disqualified in an application or in another item, and why; who was absent had not to leave it."""
    absent = {member.name for member in session.meeting.members if member.present is False}
    said = [
        f"{one.member} ({one.reason})" if one.reason else one.member
        for one in session.meeting.disqualifications
        if not (session.meeting.is_held and one.member in absent)
        and (
            (application and (one.application or "").strip() == application)
            or (number is not None and one.section == number and not one.application)
        )
    ]
    return ", ".join(said)


def position_of(member: Member, words: Wording) -> str:
    """Return a member's position, and whose substitute it is."""
    instead = words.message("board.replaces", {"member": member.replaces}) if member.replaces else ""
    return "; ".join(filter(None, (member.position, instead)))


def _application(standing: Standing, words: Wording, *, is_closing: bool) -> Content:
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
        "reasons": Prose(assessed.assessment.reasons or "", kept=is_closing),
        "is_closing": is_closing,
    }


# How it is laid out.

_RANK = Column("application.rank", 13, "right", title="table.rank")
_APPLICATION = Column(NAMED, title="table.applicant-and-project")


def _lay_out(page: Page) -> None:
    page.title("{{ meeting.name }}")
    page.fields(
        *(f"meeting.{name}" for name in ("date", "time", "place", "chair", "secretary")),
        Field("meeting.members", when="meeting.members"),
        description="describe.meeting",
    )
    page.caption("meeting.agenda")
    with page.each("item in agenda"):
        lay_out_item(page)
        with page.when("item.shows_applications"):
            _lay_out_applications(page)
            with page.when("meeting.has_frame"):
                _lay_out_money_left(page)
            page.text("table.one-by-one")
            _lay_out_proposals(page)


def lay_out_item(page: Page) -> None:
    """Add an item of the agenda: its number and title, its text, and who is disqualified in it."""
    page.heading(1, "{{ item.number }}  {{ item.title }}", numbered=False)
    with page.when("item.text"):
        page.prose("item.text")
    _lay_out_disqualified(page, "item.disqualified")


def _lay_out_disqualified(page: Page, path: str) -> None:
    with page.when(path):
        page.text(f"{page.word('table.disqualified')}: {{{{ {path} }}}}.")


def _lay_out_applications(page: Page) -> None:
    page.intro("table.unranked")
    page.rows(
        "application in applications",
        _RANK,
        Column("application.points", 16, "right", title="table.points"),
        _APPLICATION,
        Column("application.measure", 42, title="classification.measure"),
        Column("application.costs", 28, "right", title="table.costs"),
        Column("application.sought", 28, "right", title="table.sought"),
        totals=[Total("table.total", ["totals.costs", "totals.sought"])],
        description="describe.applications",
        when_empty="table.none",
    )


def _lay_out_money_left(page: Page) -> None:
    page.rows(
        "application in applications",
        _RANK,
        _APPLICATION,
        Column("application.proposal", 36, title="assessment.proposal"),
        Column("application.proposed", 34, "right", title="table.proposed"),
        Column("application.left", 34, "right", title="table.left"),
        totals=[Total("table.total", ["totals.proposed", "totals.left"])],
        caption=f"{page.word('table.frame-before')}: {{{{ meeting.frame_left }}}}",
        description="describe.frame",
    )


def _lay_out_proposals(page: Page) -> None:
    with page.each("application in applications"):
        page.heading(1, f"{{{{ application.number }}}}  {NAMED}", numbered=False)
        _lay_out_disqualified(page, "application.disqualified")
        for condition, together in (("", page.kept_together), ("not ", nullcontext)):
            with page.when(f"{condition}application.is_closing"), together():
                page.text(
                    f"{page.word('assessment.proposal')}: {{{{ application.proposal }}}}"
                    "{% if application.amount %}, {{ application.amount }}{% endif %}"
                )
                with page.when("application.caveat"):
                    page.text("{{ application.caveat }}")
        with page.when("application.reasons"):
            page.prose("application.reasons")


AGENDA: BoardDocument[MeetingSubject] = BoardDocument(
    "meeting-agenda", 180, "meeting", of_meeting, _shown, _lay_out
)
