"""What templates of a board's papers are tried with: the example of a meeting, and a meeting without any data."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from hakemus.documents import AgendaSubject, BoardDocument, StatementSubject
from hakemus.files import open_meeting
from hakemus.group import LeaderGroup
from hakemus.model import Application, Assessment, Meeting
from hakemus.packaged import packaged_folder
from hakemus.programme import open_programme
from hakemus.proofing.trial import NO_DATA, Trial
from hakemus.rules.assessed import assess
from hakemus.rules.meeting import Session
from hakemus.texts import Language, Wording

_EXAMPLE = "board-meeting"


def board_trials(
    paper: BoardDocument[Any], language: Language, group: LeaderGroup | None = None
) -> Iterator[Trial]:
    """Yield a document's content for the example of a meeting, and for a draft without any data.

    Of a document on an application, the content for every application of the meeting is yielded. With a Leader
    group, the meeting is that of its board: by its criteria, and in its words.
    """
    example = _of_group(_example(), group) if group is not None else _example()
    for name, session in ((_EXAMPLE, example), (NO_DATA, _without_data(example.group))):
        words, draft = session.group.wording(language), name == NO_DATA
        if paper.about == "meeting":
            content = paper.content(AgendaSubject(session, words, draft))
            meeting = session.meeting
            properties = paper.properties(session.group, words, meeting.name or "", meeting.date)
            yield Trial(name, content, properties)
        else:
            yield from _of_applications(paper, name, session, words, draft=draft)


def _of_applications(
    paper: BoardDocument[Any], example: str, session: Session, words: Wording, *, draft: bool
) -> Iterator[Trial]:
    meeting = session.meeting
    for standing in session.standings:
        assessed = standing.assessed
        subject = StatementSubject(assessed, words, draft, meeting, standing.rank)
        about = assessed.case.application.project.name or ""
        name = NO_DATA if draft else f"{example}/{standing.name}"
        yield Trial(name, paper.content(subject), paper.properties(session.group, words, about, meeting.date))


@cache
def _example() -> Session:
    """Return the meeting that comes with the library, with its applications."""
    folder = open_meeting(packaged_folder("examples") / _EXAMPLE)
    language = folder.meeting.language
    applications = [(name, folder.assessed(name, language)) for name in folder.names]
    return Session(folder.meeting, folder.group, applications)


def _of_group(session: Session, group: LeaderGroup) -> Session:
    """Return a meeting as that of another group's board."""
    cases = [(name, assessed.case, assessed.assessment) for name, assessed in session.applications]
    applications = [
        (name, assess(case.application, assessment, group, case.programme, case.on))
        for name, case, assessment in cases
    ]
    return Session(session.meeting, group, applications)


def _without_data(group: LeaderGroup) -> Session:
    programme = open_programme()
    assessed = assess(Application(), Assessment(), group, programme, programme.first_day)
    return Session(Meeting(), group, [(NO_DATA, assessed)])
