"""What follows a meeting of the board: the minutes, an extract on each application, and the letters."""

from collections.abc import Iterator
from datetime import date
from itertools import chain, count
from typing import Final, NamedTuple

from hakemus.papers.board_paper import (
    NAMED,
    BoardDocument,
    named_group,
    places_of_officers,
    printed_points,
    proposal_words,
    shown_meeting,
)
from hakemus.papers.layout import OF_BOARD, Column, Field, Frame, Page, Total
from hakemus.papers.meeting_agenda import (
    MeetingSubject,
    disqualified,
    lay_out_item,
    numbered_applications,
    numbered_items,
    of_meeting,
    position_of,
    section,
)
from hakemus.papers.money import sought
from hakemus.papers.paper import Content
from hakemus.rules.board import Session, Standing
from hakemus.texts import LANGUAGES, Wording, wording
from hakemus.values.text import file_stem
from hakemus.word import Prose

_END: Final = "end"
"""What of the last item is kept with the signatures below it."""
_LETTER = Frame(prose=True, sender=OF_BOARD.sender, day=OF_BOARD.day)


class DecisionSubject(NamedTuple):
    """What an extract or a letter is about: an application of a meeting with its number there."""

    session: Session
    standing: Standing
    number: int
    words: Wording
    draft: bool


class LetterSubject(NamedTuple):
    """What the letter to an authority is about: the applications of a meeting on which it decides."""

    session: Session
    office: str
    words: Wording
    draft: bool


def _of_applications(
    session: Session, words: Wording, draft: bool
) -> Iterator[tuple[str, str, DecisionSubject]]:
    for number, standing in numbered_applications(session, words):
        about = standing.assessed.case.application.project.name or ""
        yield standing.name, about, DecisionSubject(session, standing, number, words, draft)


def _meeting(session: Session, words: Wording) -> Content:
    meeting = session.meeting
    also = {"ended": meeting.ended or "", "also_present": meeting.also_present or ""}
    return {**shown_meeting(meeting, words), **also}


def _decided(session: Session, standing: Standing, number: int, words: Wording) -> Content:
    """Return what the board decided on an application, and on what grounds."""
    assessed, decision = standing.assessed, standing.decision
    application, scoring, none = assessed.case.application, assessed.scoring, words.message("words.missing")
    proposed = assessed.assessment.proposed_amount
    votes = ""
    if decision is not None and (decision.votes_for is not None or decision.votes_against is not None):
        cast = {"in_favour": decision.votes_for or 0, "against": decision.votes_against or 0}
        votes = words.message("board.votes", cast)
    is_ranked = scoring is not None and scoring.scores
    return {
        "number": section(number, words),
        "applicant": application.applicant.name or standing.name,
        "project": application.project.name or standing.name,
        "project_number": str(application.classification.project_number or ""),
        "points": printed_points(scoring.total, words) if scoring is not None and is_ranked else none,
        "rank": none if standing.rank is None else str(standing.rank),
        "sought": sought(assessed.case.costing, words),
        "proposal": proposal_words(assessed.assessment.proposal, words),
        "proposed": "" if proposed is None else words.money(proposed),
        "decision": none if decision is None else words.message(f"board.decision-{decision.decision}"),
        "amount": words.money(standing.favoured) if standing.favoured else "",
        "remaining": "" if standing.remaining is None else words.money(standing.remaining),
        "reasons": Prose(standing.reasons),
        "votes": votes,
        "dissent": Prose((decision.dissent if decision is not None else None) or ""),
        "disqualified": disqualified(session, application=standing.name),
    }


def _minutes(minutes: MeetingSubject) -> Content:
    session, words, meeting = minutes.session, minutes.words, minutes.session.meeting
    left = meeting.frame_left
    items = [*numbered_items(session, words)]
    # The item on disqualification, by its usual title in any language; without one, the item of the applications.
    usual = {wording(one).message("board.item-disqualification").casefold() for one in LANGUAGES}
    of_disqualification = [number for number, item in items if item.title.strip().casefold() in usual]
    of_disqualification += [number for number, item in items if item.shows_applications]
    return {
        **named_group(session.group, words),
        "meeting": _meeting(session, words),
        "attendance": [
            {
                "name": member.name,
                "position": position_of(member, words),
                "present": words.message("words.missing")
                if member.present is None
                else words.yes_no(member.present),
            }
            for member in meeting.members
        ],
        "agenda": [
            {
                "number": section(number, words),
                "title": item.title,
                "text": Prose(item.text or "", kept=_END if item is items[-1][1] else False),
                "decision": Prose(item.decision or "", kept=_END if item is items[-1][1] else False),
                "shows_applications": item.shows_applications,
                "disqualified": disqualified(session, number=number),
                "cites_disqualification": number in of_disqualification[:1],
            }
            for number, item in items
        ],
        "applications": [
            _decided(session, standing, number, words)
            for number, standing in numbered_applications(session, words)
        ],
        "totals": {
            "favoured": words.money(session.favoured),
            "remaining": "" if left is None else words.money(left - session.favoured),
        },
        "signature_places": [
            *places_of_officers(meeting, words),
            *(
                {"name": member.name, "position": words.message("board.minute-checker")}
                for member in meeting.members
                if member.checks_minutes
            ),
        ],
    }


def _extract(extract: DecisionSubject) -> Content:
    session, words, meeting = extract.session, extract.words, extract.session.meeting
    return {
        **named_group(session.group, words),
        "meeting": _meeting(session, words),
        "application": _decided(session, extract.standing, extract.number, words),
        "signature_places": [{"name": meeting.secretary or "", "position": words.term("meeting.secretary")}],
    }


def _letter(letter: DecisionSubject) -> Content:
    session, words, standing = letter.session, letter.words, letter.standing
    applicant, meeting = standing.assessed.case.application.applicant, session.meeting
    address = applicant.address
    kind: str = "none" if standing.decision is None else standing.decision.decision
    town = " ".join(filter(None, (address.postal_code, address.post_office)))
    values = {"office": authority_of(standing, meeting.date, words)}
    if kind in {"support", "do-not-support"} and standing.assessed.case.own_form is not None:
        kind = "own-form"
    return {
        **named_group(session.group, words),
        "meeting": _meeting(session, words),
        "application": _decided(session, standing, letter.number, words),
        "receiver": {"name": applicant.name or "", "street": address.street or "", "town": town},
        "next": Prose(words.message(f"board.next-{kind}", values), kept=True),
        "signature_places": places_of_officers(meeting, words),
    }


def authority_of(standing: Standing, on: date | None, words: Wording) -> str:
    """Return the name of the authority that decides on an application: the group's office, or what the law calls it.

    On a national project another office decides than that of the area.
    """
    case, day = standing.assessed.case, on or standing.assessed.case.on
    national = case.national_office(day)
    if national is not None:
        return national[1].text(words.language)
    group, key = standing.assessed.group, case.measure.key if case.measure else ""
    office = group.office(day, key, standing.assessed.facts)
    if office is not None:
        return office.name.text(words.language)
    law = case.known_law("authority.name")
    named = case.programme.parameter("authority.name").on(day) if law is not None else None
    if named is None:
        return ""
    return words.message("board.authority-in-general", {"name": named.label.text(words.language)})


def _of_authorities(
    session: Session, words: Wording, draft: bool
) -> Iterator[tuple[str, str, LetterSubject]]:
    decided = [one for one in session.standings if one.assessed.case.own_form is None]
    if session.standings and not decided:  # what the group grants itself is no authority's to decide
        return
    offices = dict.fromkeys(authority_of(one, session.meeting.date, words) for one in decided)
    taken = {""}
    for office in offices or ("",):
        stem = file_stem(office)
        tried = chain((stem,), (f"{stem}-{number}".strip("-") for number in count(2)))
        name = next(one for one in tried if one not in taken) if len(offices) > 1 else ""
        taken.add(name)
        yield name, session.meeting.name or "", LetterSubject(session, office, words, draft)


def _authority(letter: LetterSubject) -> Content:
    session, words = letter.session, letter.words
    decided = [
        _decided(session, standing, number, words)
        for number, standing in numbered_applications(session, words)
        if standing.assessed.case.own_form is None
        and authority_of(standing, session.meeting.date, words) == letter.office
    ]
    return {
        **named_group(session.group, words),
        "meeting": _meeting(session, words),
        "receiver": {"name": letter.office},
        "applications": [
            {
                **one,
                "office": letter.office,
                "project_number": one["project_number"] or words.message("words.missing"),
            }
            for one in decided
        ],
        "signature_places": places_of_officers(session.meeting, words),
    }


# How they are laid out.


def _lay_out_minutes(page: Page) -> None:
    page.title("{{ meeting.name }}")
    page.fields(
        *(f"meeting.{name}" for name in ("date", "time")),
        Field("meeting.ended", when="meeting.ended"),
        *(f"meeting.{name}" for name in ("place", "chair", "secretary")),
        Field("meeting.also_present", when="meeting.also_present"),
        description="describe.meeting",
    )
    with page.when("attendance"):
        page.rows(
            "member in attendance",
            Column("member.name", title="meeting.members.name"),
            Column("member.position", 75, title="meeting.members.position"),
            Column("member.present", 24, title="meeting.members.present"),
            caption="meeting.members",
            description="describe.attendance",
        )
    with page.each("item in agenda"):
        lay_out_item(page)
        with page.when("item.cites_disqualification"):
            page.intro("table.disqualification-law")
        with page.when("item.decision"):
            page.caption("meeting.agenda.decision")
            page.prose("item.decision")
        with page.when("item.shows_applications"):
            _lay_out_ranking(page)
            with page.each("application in applications"):
                page.heading(1, f"{{{{ application.number }}}}  {NAMED}", numbered=False)
                _lay_out_decision(page)
    page.heading(1, "heading.minutes-signatures", numbered=False)
    page.signatures(description="describe.minutes-signatures")


def _lay_out_ranking(page: Page) -> None:
    common = [
        Column("application.rank", 13, "right", title="table.rank"),
        Column("application.points", 16, "right", title="table.points"),
        Column(NAMED, title="table.applicant-and-project"),
        Column("application.decision", 36, title="meeting.decisions.decision"),
        Column("application.amount", 30, "right", title="table.favoured"),
    ]
    left = Column("application.remaining", 30, "right", title="table.left")
    with page.when("not meeting.has_frame"):
        page.rows(
            "application in applications",
            *common,
            totals=[Total("table.total", ["totals.favoured"])],
            caption="meeting.decisions",
            description="describe.decisions",
        )
    with page.when("meeting.has_frame"):
        page.rows(
            "application in applications",
            *common,
            left,
            totals=[Total("table.total", ["totals.favoured", "totals.remaining"])],
            caption=f"{page.word('table.frame-before')}: {{{{ meeting.frame_left }}}}",
            description="describe.decisions",
        )


def _lay_out_decision(page: Page) -> None:
    """Add what was proposed and decided on an application, and who took no part in it."""
    with page.when("application.disqualified"):
        page.text(f"{page.word('table.left-the-meeting')}: {{{{ application.disqualified }}}}.")
    with page.when("application.proposal"):
        page.text(
            f"{page.word('assessment.proposal')}: {{{{ application.proposal }}}}"
            "{% if application.proposed %}, {{ application.proposed }}{% endif %}"
        )
    _lay_out_decided(page)
    with page.when("application.votes"):
        page.text("{{ application.votes }}")
    for name in ("reasons", "dissent"):
        _lay_out_prose(page, name)


def _lay_out_decided(page: Page) -> None:
    page.text(
        f"{page.word('meeting.decisions.decision')}: {{{{ application.decision }}}}"
        "{% if application.amount %}, {{ application.amount }}{% endif %}"
    )


def _lay_out_prose(page: Page, name: str) -> None:
    with page.when(f"application.{name}"):
        page.caption(f"meeting.decisions.{name}")
        page.prose(f"application.{name}")


def _lay_out_extract(page: Page) -> None:
    page.title(NAMED)
    page.fields(
        "meeting.name",
        *(f"meeting.{name}" for name in ("date", "place", "chair", "secretary")),
        Field("application.number", "table.section"),
        Field(
            "application.project_number",
            "classification.project_number",
            when="application.project_number",
        ),
        Field("application.sought", "table.support-sought"),
        Field("application.points", "table.points"),
        Field("application.rank", "table.rank-in-meeting"),
        description="describe.meeting",
    )
    page.heading(1, "{{ application.number }}  " + NAMED, numbered=False)
    _lay_out_decision(page)
    page.heading(1, "heading.certified", numbered=False)
    with page.kept_together():
        page.text("table.certified")
    page.signatures()


def _lay_out_letter(page: Page) -> None:
    page.address("{{ receiver.name }}")
    for line in ("street", "town"):
        with page.when(f"receiver.{line}"):
            page.address(f"{{{{ receiver.{line} }}}}")
    page.title("{{ application.project }}")
    page.text("letter.applicant")
    _lay_out_decided(page)
    _lay_out_prose(page, "reasons")
    page.caption("heading.next")
    page.prose("next")
    page.signatures(description="describe.board-signatures")


def _lay_out_authority(page: Page) -> None:
    with page.when("receiver.name"):
        page.address("{{ receiver.name }}")
    page.title("{{ meeting.name }}")
    page.text("letter.authority")
    page.rows(
        "application in applications",
        Column("application.number", 16, title="table.section"),
        Column(NAMED, title="table.applicant-and-project"),
        Column("application.project_number", 29, title="classification.project_number"),
        Column("application.decision", 34, title="meeting.decisions.decision"),
        Column("application.amount", 28, "right", title="table.favoured"),
        description="describe.decisions",
    )
    with page.kept_together():
        page.text("letter.enclosed")
    page.signatures(description="describe.board-signatures")


MINUTES: BoardDocument[MeetingSubject] = BoardDocument(
    "meeting-minutes", 182, "meeting", of_meeting, _minutes, _lay_out_minutes
)
EXTRACT: BoardDocument[DecisionSubject] = BoardDocument(
    "decision-extract", 184, "meeting", _of_applications, _extract, _lay_out_extract
)
DECISION_LETTER: BoardDocument[DecisionSubject] = BoardDocument(
    "decision-letter", 186, "meeting", _of_applications, _letter, _lay_out_letter, _LETTER
)
AUTHORITY_LETTER: BoardDocument[LetterSubject] = BoardDocument(
    "authority-letter", 188, "meeting", _of_authorities, _authority, _lay_out_authority, _LETTER
)
