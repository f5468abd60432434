"""The papers of a board as Word files: the statement on an application, and the agenda of a meeting."""

from hakemus.assembly import template_of
from hakemus.documents import AGENDA, STATEMENT, AgendaSubject, StatementSubject
from hakemus.errors import NotReadyError
from hakemus.model import Meeting
from hakemus.rules.assessed import Assessed
from hakemus.rules.assessment import check_assessment
from hakemus.rules.meeting import Session
from hakemus.texts import Language


def render_statement(
    assessed: Assessed,
    *,
    language: Language | None = None,
    meeting: Meeting | None = None,
    rank: int | None = None,
    draft: bool = False,
) -> bytes:
    """Return the board's statement on an application as a Word file; the same input gives the same bytes.

    `language` is the application's own when not given. `meeting` and `rank` tell which meeting gives it, and the
    application's place in it. Raises `NotReadyError` while the assessment has errors, unless asked for as a `draft`.
    """
    application, group = assessed.case.application, assessed.group
    words = group.wording(language or group.language_of(application))
    report = check_assessment(assessed)
    if report.errors and not draft:
        values = {"errors": len(report.errors), "first": report.errors[0].message(words.language)}
        raise NotReadyError(words.message("report.not-ready", values), report)
    content = STATEMENT.content(StatementSubject(assessed, words, draft, meeting, rank))
    about = application.project.name or application.applicant.name or ""
    day = (meeting.date if meeting is not None else None) or assessed.assessment.date
    properties = STATEMENT.properties(group, words, about, day)
    return template_of(STATEMENT.key, words.language, group).render(content, properties=properties)


def render_agenda(session: Session, *, language: Language | None = None, draft: bool = False) -> bytes:
    """Return the agenda of a meeting as a Word file; `language` is the meeting's own when not given."""
    group, meeting = session.group, session.meeting
    words = group.wording(language or group.language_of(meeting))
    content = AGENDA.content(AgendaSubject(session, words, draft))
    properties = AGENDA.properties(group, words, meeting.name or "", meeting.date)
    return template_of(AGENDA.key, words.language, group).render(content, properties=properties)
