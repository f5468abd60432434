"""The papers of a whole meeting: a statement on each application, the agenda, and the workbook that sums it up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hakemus.assembly import refuse_errors, template_of
from hakemus.batch import JobError, refuse_bad_name
from hakemus.desk.summary_workbook import summary_workbook
from hakemus.errors import Fault, NotReadyError, verb
from hakemus.files import MeetingFolder, open_meeting, save_all
from hakemus.files.assessors import form_mark, workbook_form
from hakemus.files.board_blank import MEETING
from hakemus.findings import Finding, Report
from hakemus.group import (
    LeaderGroup,
    known_group,
)
from hakemus.model import Meeting
from hakemus.papers import (
    AGENDA,
    ASSESSMENT_FORM,
    AUTHORITY_LETTER,
    DECISION_LETTER,
    EXTRACT,
    MINUTES,
    STATEMENT,
    AgendaSubject,
    AssessmentFormSubject,
    BoardDocument,
    DecisionSubject,
    StatementSubject,
)
from hakemus.pdf import Progress
from hakemus.rules.board import Assessed, Session, check_assessment, check_meeting
from hakemus.texts import Language, known_language, load_error, wording
from hakemus.values.money import exact
from hakemus.values.text import file_stem
from hakemus.word import data_item

# The papers of a board as Word files: the statement on an application, and the agenda of a meeting.


@exact
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
    if not draft:
        refuse_errors(check_assessment(assessed))
    content = STATEMENT.content(StatementSubject(assessed, words, draft, meeting, rank))
    about = application.project.name or application.applicant.name or ""
    day = (meeting.date if meeting is not None else None) or assessed.assessment.date
    properties = STATEMENT.properties(group, words, about, day)
    return template_of(STATEMENT.key, words.language, group).render(content, properties=properties)


@exact
def render_agenda(session: Session, *, language: Language | None = None, draft: bool = False) -> bytes:
    """Return the agenda of a meeting as a Word file; `language` is the meeting's own when not given."""
    group, meeting = session.group, session.meeting
    words = group.wording(language or group.language_of(meeting))
    content = AGENDA.content(AgendaSubject(session, words, draft))
    properties = AGENDA.properties(group, words, meeting.name or "", meeting.date)
    return template_of(AGENDA.key, words.language, group).render(content, properties=properties)


@exact
def assessment_forms(session: Session, language: Language | None = None) -> dict[str, bytes]:
    """Return the forms of a meeting, one in Word and one as a workbook for each member, by the names of their files.

    Each is in the language that the meeting names for the member, or else in the one given or the meeting's.
    A member without anything to assess gets none.
    """
    made: dict[str, bytes] = {}
    for member in session.meeting.members:
        own = member.language or language or session.group.language_of(session.meeting)
        words = session.group.wording(own)
        subject = AssessmentFormSubject(session, member, words)
        if not subject.applications:
            continue
        stem = f"{words.message('board.file-assessment-form')}-{file_stem(member.name)}"
        properties = ASSESSMENT_FORM.properties(session.group, words, member.name, session.meeting.date)
        data = data_item({"version": "1", "document": ASSESSMENT_FORM.key}, form_mark(subject))
        template = template_of(ASSESSMENT_FORM.key, words.language, session.group)
        made[f"{stem}.docx"] = template.render(ASSESSMENT_FORM.content(subject), properties, data)
        made[f"{stem}.xlsx"] = workbook_form(subject)
    return made


@dataclass(frozen=True, slots=True)
class BoardEntry:
    """An application of a meeting and what came of it: its statement, what was found, or why it could not be read.

    `paper` is None when no statement was made. `cause` is the exception of an `error`, and `assessed` the application
    with its points, where it could be read.
    """

    name: str
    paper: Path | None = None
    rank: int | None = None
    report: Report | None = None
    error: JobError | None = None
    cause: Exception | None = field(default=None, compare=False)
    assessed: Assessed | None = field(default=None, compare=False)

    @property
    def ok(self) -> bool:
        """True when the statement is there, and nothing in the assessment is an error."""
        return self.error is None and self.report is not None and not self.report.errors


@dataclass(frozen=True, slots=True)
class BoardResult:
    """What came of a meeting: each application, the agenda, the workbook, and what was found in the meeting.

    `agenda_is_draft` when an application is missing or not ready; `summary` is the workbook. Once the meeting has been
    held, there are `minutes`, and `letters` with the extracts that go with them.
    """

    entries: tuple[BoardEntry, ...]
    agenda: Path
    agenda_is_draft: bool
    summary: Path | None
    findings: tuple[Finding, ...]
    minutes: Path | None = None
    letters: tuple[Path, ...] = ()

    @property
    def ok(self) -> bool:
        """True when every application is ready, and nothing in the meeting is an error."""
        return all(entry.ok for entry in self.entries) and not _has_error(self.findings)

    @property
    def papers(self) -> tuple[Path, ...]:
        """Return every file that was written."""
        statements = (entry.paper for entry in self.entries)
        made = (*statements, self.agenda, self.summary, self.minutes, *self.letters)
        return tuple(path for path in made if path is not None)


@verb
@exact
def hold_meeting(
    folder: str | Path,
    out: str | Path,
    *,
    group: LeaderGroup | str | Path | None = None,
    language: str | None = None,
    draft: bool = False,
    overwrite: bool = False,
    progress: Progress | None = None,
) -> BoardResult:
    """Write all papers of a meeting's folder into another, and return what came of each application.

    An application that cannot be read, or whose assessment has errors, is reported and stops no other. Either all files
    are written or none.

    Args:
        folder: The folder of the meeting: `meeting.toml`, and a folder for each application.
        out: The folder that the papers are written into.
        group: The Leader group; by default the one that `meeting.toml` names.
        language: The language of all papers; by default that of its application for a statement, and the meeting's for
            agenda and workbook.
        draft: Whether an assessment with errors gets its statement too, marked as a draft.
        overwrite: Whether files that exist are replaced.
        progress: Called with how many applications are done, of how many, and the name of the last.

    Raises:
        FileError: The meeting or its group cannot be read, or a paper cannot be written.
        LoadError: The meeting cannot be understood.
        UnknownNameError: The language is not known.
    """
    group = known_group(group)
    chosen = known_language(language) if language is not None else None
    meeting, place = open_meeting(Path(folder), group), Path(out)
    spoken = chosen or meeting.group.language_of(meeting.meeting)
    session, entries = _opened(meeting)
    assessments = dict(session.applications)
    ranks = {standing.name: standing.rank for standing in session.standings}
    # A statement on each application.
    contents: dict[Path, bytes] = {}
    for done, name in enumerate(meeting.names, start=1):
        if name in assessments:
            assessed, rank = assessments[name], ranks[name]
            own = chosen or assessed.group.language_of(assessed.case.application)
            path = place / f"{wording(own).message('board.file-board-statement')}-{name}.docx"
            report = check_assessment(assessed)
            try:
                contents[path] = render_statement(
                    assessed,
                    language=own,
                    meeting=meeting.meeting,
                    rank=rank,
                    draft=draft and bool(report.errors),
                )
                entries[name] = BoardEntry(name, path, rank, report, assessed=assessed)
            except NotReadyError:
                entries[name] = BoardEntry(name, None, rank, report, assessed=assessed)
            except Exception as error:  # noqa: BLE001 - as above
                entries[name] = BoardEntry(name, None, rank, report, JobError.of(error), error, assessed)
        if progress is not None:
            progress(done, len(meeting.names), name)
    in_order = tuple(entries[name] for name in meeting.names)
    findings = check_meeting(session)
    # The agenda, and the workbook.
    unready = draft or not all(entry.ok for entry in in_order) or _has_error(findings)
    words = wording(spoken)
    agenda = place / f"{words.message('board.file-meeting-agenda')}.docx"
    contents[agenda] = render_agenda(session, language=spoken, draft=unready)
    summary = place / f"{words.message('board.file-summary')}.xlsx"
    contents[summary] = summary_workbook(session, spoken)
    # Once it has been held: the minutes, and what each receives of them, in the language of its receiver.
    further: dict[Path, bytes] = {}
    if session.meeting.is_held:
        of_authority = chosen or session.meeting.authority_language or spoken
        own_languages = {
            name: chosen or one.group.language_of(one.case.application) for name, one in assessments.items()
        }
        for document, languages in (
            (MINUTES, {"": spoken}),
            (EXTRACT, own_languages),
            (DECISION_LETTER, own_languages),
            (AUTHORITY_LETTER, {"": of_authority}),
        ):
            further |= {
                place / name: content
                for name, content in _after_meeting(document, session, languages, draft=unready).items()
            }
    contents |= further
    save_all(contents, overwrite=overwrite)
    minutes, *letters = further or (None,)
    return BoardResult(in_order, agenda, unready, summary, findings, minutes, tuple(filter(None, letters)))


def _after_meeting(
    document: BoardDocument[Any], session: Session, languages: Mapping[str, Language], *, draft: bool
) -> dict[str, bytes]:
    """Return a document of a meeting that has been held, for each receiver in its language, by the names of files.

    The language of an empty name is that of every receiver who has none.
    """
    made: dict[str, bytes] = {}
    for language in dict.fromkeys(languages.values()):
        words = session.group.wording(language)
        stem = words.message(f"board.file-{document.key}")
        for name, about, subject in document.subjects(session, words, draft):
            if languages.get(name, languages.get("")) == language:
                # What is for an applicant for the group's own support form has no emblem of the Union.
                of_one = subject.standing.assessed.group if isinstance(subject, DecisionSubject) else None
                template = template_of(document.key, words.language, of_one or session.group)
                properties = document.properties(session.group, words, about, session.meeting.date)
                file = f"{stem}-{name}.docx" if name else f"{stem}.docx"
                made[file] = template.render(document.content(subject), properties=properties)
    return made


def _opened(meeting: MeetingFolder) -> tuple[Session, dict[str, BoardEntry]]:
    """Return a meeting with its applications and its assessors' answers, and what could not be read."""
    assessments: dict[str, Assessed] = {}
    entries: dict[str, BoardEntry] = {}
    for name in meeting.names:
        try:
            refuse_bad_name(name)
            assessments[name] = meeting.assessed(name)
        except Exception as error:  # noqa: BLE001 - one bad application never stops the others
            entries[name] = BoardEntry(name, error=JobError.of(error), cause=error)
    return Session(meeting.meeting, meeting.group, tuple(assessments.items()), meeting.answers), entries


@verb
@exact
def write_forms(
    folder: str | Path,
    out: str | Path,
    *,
    group: LeaderGroup | str | Path | None = None,
    language: str | None = None,
    overwrite: bool = False,
) -> tuple[Path, ...]:
    """Write the forms on which the members of a meeting assess its applications, and return their paths.

    Each member gets one in Word and one as a workbook, in the language that the meeting names for them; either is
    filled and put into the folder `answers` of the meeting. An application that cannot be read stops them all: a form
    without it would be filled for nothing.

    Args:
        folder: The folder of the meeting, whose `meeting.toml` lists the members.
        out: The folder that the forms are written into.
        group: The Leader group; by default the one that `meeting.toml` names.
        language: The language of the forms of members without one; by default the meeting's.
        overwrite: Whether files that exist are replaced.

    Raises:
        FileError: The meeting, its group or an application cannot be read, or a form cannot be written.
        LoadError: The meeting or an application cannot be understood, or nobody is to assess anything.
        UnknownNameError: The language is not known.
    """
    group = known_group(group)
    chosen = known_language(language) if language is not None else None
    meeting = open_meeting(Path(folder), group)
    session, entries = _opened(meeting)
    for entry in entries.values():
        if entry.cause is not None:
            raise entry.cause
    forms = assessment_forms(session, chosen)
    if not forms:
        raise load_error([_nobody_to_ask(session)], str(meeting.path / MEETING), "meeting.")
    contents = {Path(out) / name: content for name, content in forms.items()}
    save_all(contents, overwrite=overwrite)
    return tuple(contents)


def _nobody_to_ask(session: Session) -> Fault:
    """Return why a meeting has no forms: no members, no criteria at all or for what is applied for, no assessor."""
    if not session.meeting.members:
        return Fault("members", "missing", "", '[[members]] name = "…"')
    if not session.group.selections:
        return Fault("group", "without-criteria", "", "[[selections]]")
    scored = [name for name, one in session.applications if one.scoring is not None]
    if scored:
        return Fault("members", "nobody-assesses", ", ".join(scored))
    names = ", ".join(name for name, _ in session.applications)
    return Fault("members", "nothing-to-assess", names, "[[selections]]")


def _has_error(findings: Iterable[Finding]) -> bool:
    return any(finding.severity == "error" for finding in findings)
