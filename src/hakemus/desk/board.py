"""The papers of a whole meeting: a statement on each application, the agenda, and the workbook that sums it up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from hakemus.assembly import refuse_errors, template_of
from hakemus.batch import JobError, refuse_bad_name
from hakemus.case import known_group
from hakemus.errors import Fault, NotReadyError, verb
from hakemus.files import MeetingFolder, open_meeting, save_all
from hakemus.files.assessors import form_mark, workbook_form
from hakemus.files.board_blank import MEETING
from hakemus.files.workbook.spreadsheet import Book, Formula, Look, Sheet, Value, letter, quoted
from hakemus.files.workbook.tables import MONEY
from hakemus.findings import Finding, Report
from hakemus.group import LeaderGroup, Scoring, Selection, accepted_answers
from hakemus.model import Meeting
from hakemus.papers import (
    AGENDA,
    ASSESSMENT_FORM,
    AUTHORITY_LETTER,
    DECISION_LETTER,
    EXTRACT,
    MINUTES,
    STATEMENT,
    AssessmentFormSubject,
    BoardDocument,
    DecisionSubject,
    MeetingSubject,
    StatementSubject,
)
from hakemus.papers.board_paper import measure_words, proposal_words
from hakemus.pdf import Progress
from hakemus.rules.board import Assessed, Session, Standing, check_assessment, check_meeting
from hakemus.texts import Language, Wording, known_language, load_error, wording
from hakemus.values.money import ZERO, exact
from hakemus.values.text import file_stem
from hakemus.word import data_item

# A meeting summed up in a workbook whose sums are formulas, so that another proposal can be tried in the meeting.

_NUMBER = Look(wrapped=True)
_TEXT = Look(wrapped=True, horizontal="left", indent=1)
_ON_ONE_LINE = Look(horizontal="left", indent=1)
_TO_THE_RIGHT = Look(wrapped=True, horizontal="right")
_MONEY = replace(_NUMBER, form=MONEY)

_FRAME_ROW, _HEAD_ROW, _FIRST_ROW = 1, 3, 4
_FIRST_APPLICATION = 3
"""The column of the first application on the sheet of points, after the criterion and its weight."""

_MONEY_COLUMNS = (
    ("rank", 11),
    ("name", 22),
    ("applicant", 30),
    ("project", 36),
    ("measure", 26),
    ("points-total", 13),
    ("costs", 18),
    ("sought", 18),
    ("proposal", 24),
    ("taken", 18),
    ("left", 18),
)
_NUMBERS = ("points-total", "costs", "sought", "taken", "left")
_COLUMN = {key: number for number, (key, _) in enumerate(_MONEY_COLUMNS, start=1)}
_LETTER = {key: letter(number) for key, number in _COLUMN.items()}


@exact
def summary_workbook(session: Session, language: Language) -> bytes:
    """Return the workbook (XLSX) of a meeting; the same input gives the same bytes.

    The first sheet has the money in the order of the agenda, the second the points. Text is never a formula.
    """
    words = session.group.wording(language)
    title = session.meeting.name or words.message("board.meeting")
    book = Book(title, session.group.name.text(language), words.language)
    money = book.add(words.message("board.sheet.money"))
    points = book.add(words.message("board.sheet.points"))
    totals = _fill_points(points, session.standings, words)
    _fill_money(money, session, totals, words)
    assessors = [answer.assessor for answer in accepted_answers(session.meeting, session.answers)]
    if assessors:
        _fill_assessors(book.add(words.message("board.sheet.assessors")), session, assessors, words)
    return book.to_bytes(session.meeting.date)


def _fill_money(sheet: Sheet, session: Session, totals: Mapping[str, Formula], words: Wording) -> None:
    """Write the applications in their order with the money that each takes; `totals` has their points."""
    has_frame, frame = session.meeting.frame_left is not None, f"{_LETTER['left']}{_FRAME_ROW}"
    _put(sheet, _FRAME_ROW, 1, words.message("board.sheet.frame"), _ON_ONE_LINE, bold=True)
    _put(sheet, _FRAME_ROW, _COLUMN["left"], session.meeting.frame_left, _MONEY, bold=True)
    for key, width in _MONEY_COLUMNS:
        look = _TO_THE_RIGHT if key in _NUMBERS else _TEXT
        _put(sheet, _HEAD_ROW, _COLUMN[key], words.message(f"board.sheet.{key}"), look, bold=True)
        sheet.widths[_COLUMN[key]] = width
    before, left = frame, session.meeting.frame_left or ZERO
    sums = dict.fromkeys(("costs", "sought", "taken"), ZERO)
    for row, standing in enumerate(session.standings, start=_FIRST_ROW):
        assessed = standing.assessed
        application, costing = assessed.case.application, assessed.case.costing
        amounts = {
            "costs": costing.total_costs if costing.states_costs else None,
            "sought": costing.leader_support,
            "taken": standing.taken,
        }
        sums = {key: sums[key] + (amount or ZERO) for key, amount in amounts.items()}
        left -= standing.taken
        values: dict[str, tuple[Value, Look]] = {
            "rank": (standing.rank, _ON_ONE_LINE),
            "name": (standing.name, _TEXT),
            "applicant": (application.applicant.name, _TEXT),
            "project": (application.project.name, _TEXT),
            "measure": (measure_words(assessed.case, words), _TEXT),
            "proposal": (proposal_words(assessed.assessment.proposal, words), _TEXT),
            "points-total": (totals.get(standing.name), _NUMBER),
            **{key: (amount, _MONEY) for key, amount in amounts.items()},
        }
        if has_frame:
            values["left"] = Formula(f"{before}-{_LETTER['taken']}{row}", left), _MONEY
        for key, (value, look) in values.items():
            _put(sheet, row, _COLUMN[key], value, look)
        before = f"{_LETTER['left']}{row}"
    # The sums, of which what is left is of the frame as a whole.
    row = _FIRST_ROW + len(session.standings)
    _put(sheet, row, 1, words.message("board.sheet.sum"), _ON_ONE_LINE, bold=True)
    for key, amount in sums.items():
        formula = Formula(f"SUM({_LETTER[key]}{_FIRST_ROW}:{_LETTER[key]}{row - 1})", amount)
        _put(sheet, row, _COLUMN[key], formula, _MONEY, bold=True)
    if has_frame:
        formula = Formula(f"{frame}-{_LETTER['taken']}{row}", left)
        _put(sheet, row, _COLUMN["left"], formula, _MONEY, bold=True)
    sheet.frozen = _FIRST_ROW - 1, _COLUMN["applicant"] - 1


def _fill_points(sheet: Sheet, standings: Sequence[Standing], words: Wording) -> dict[str, Formula]:
    """Write the points of each criterion, and return the formula of each application's total, by its name."""
    scorings = {one.name: one.assessed.scoring for one in standings if one.assessed.scoring is not None}
    columns = {name: number for number, name in enumerate(scorings, _FIRST_APPLICATION)}
    _put(sheet, 1, 1, words.message("board.sheet.criterion"), _TEXT, bold=True)
    _put(sheet, 1, 2, words.message("board.sheet.weight"), _TO_THE_RIGHT, bold=True)
    sheet.widths[1], sheet.widths[2] = 50, 18
    for name, column in columns.items():
        _put(sheet, 1, column, name, _TO_THE_RIGHT, bold=True)
        sheet.widths[column] = 24
    # Every criterion once, those of each selection together: measures may have different ones.
    last, sums = 1, dict.fromkeys(scorings, Fraction(0))
    alike: list[tuple[Selection, dict[str, Scoring]]] = []
    for name, scoring in scorings.items():
        own = next((of for selection, of in alike if selection is scoring.selection), None)
        if own is None:
            alike.append((scoring.selection, own := {}))
        own[name] = scoring
    for selection, of in alike:
        results = {name: {one.criterion.key: one for one in of[name].results} for name in of}
        for criterion in selection.criteria:
            last += 1
            label = criterion.label.text(words.language)
            if criterion.kind == "gate":
                label = f"{label} ({words.message('board.sheet.gate')})"
            else:
                _put(sheet, last, 2, criterion.weight, _NUMBER)
            _put(sheet, last, 1, label, _TEXT)
            for name, scoring in of.items():
                result = results[name].get(criterion.key)
                if result is None:
                    continue
                points = None if result.points is None else result.points * scoring.times
                met = None if result.met is None else words.yes_no(result.met)
                given = met if points is None and criterion.kind == "gate" else _number(points)
                _put(sheet, last, columns[name], given, _TO_THE_RIGHT)
                if criterion.kind == "score" and points is not None:
                    sums[name] += points * Fraction(criterion.weight)
    row = last + 1
    _put(sheet, row, 1, words.message("board.sheet.points-total"), _TEXT, bold=True)
    _put(sheet, row + 1, 1, words.message("board.sheet.threshold"), _TEXT, bold=True)
    for name, scoring in scorings.items():
        at = letter(columns[name])
        if scoring.scores:
            formula = Formula(f"SUMPRODUCT($B$2:$B${last},{at}2:{at}{last})", _shown(sums[name]))
            _put(sheet, row, columns[name], formula, _NUMBER, bold=True)
        _put(sheet, row + 1, columns[name], _number(scoring.threshold), _NUMBER)
    sheet.frozen = 1, _FIRST_APPLICATION - 1
    title = quoted(sheet.title)
    return {
        name: Formula(f"{title}!{letter(column)}{row}", _shown(sums[name]))
        for name, column in columns.items()
        if scorings[name].scores
    }


def _fill_assessors(sheet: Sheet, session: Session, assessors: Sequence[str], words: Wording) -> None:
    """Write what each assessor gave for each criterion of each application, and what counts."""
    heads = ("name", "criterion", "counts")
    for column, key in enumerate(heads, start=1):
        _put(sheet, 1, column, words.message(f"board.sheet.{key}"), _TEXT, bold=True)
        sheet.widths[column] = (22, 50, 14)[column - 1]
    columns = {name: column for column, name in enumerate(assessors, start=len(heads) + 1)}
    for name, column in columns.items():
        _put(sheet, 1, column, name, _TO_THE_RIGHT, bold=True)
        sheet.widths[column] = 20
    row = 1
    for standing in session.standings:
        scoring = standing.assessed.scoring
        for result in scoring.results if scoring is not None and standing.assessed.voices else ():
            row += 1
            given = [(columns[name], answer) for name, answer in result.voices]
            met = None if result.met is None else words.yes_no(result.met)
            _put(sheet, row, 1, standing.name, _TEXT)
            _put(sheet, row, 2, result.criterion.label.text(words.language), _TEXT)
            counts = met if result.criterion.kind == "gate" else _number(result.points)
            _put(sheet, row, len(heads), counts, _TO_THE_RIGHT)
            for column, answer in given:
                if answer is not None:
                    said = answer.points if answer.met is None else words.yes_no(answer.met)
                    _put(sheet, row, column, said, _TO_THE_RIGHT)
    sheet.frozen = 1, len(heads)


def _number(points: Fraction | None) -> Value:
    """Return points as a cell has them: a number, or where none is exact, the division that gives it."""
    if points is None:
        return None
    shown = _shown(points)
    return shown if points == shown else Formula(f"{points.numerator}/{points.denominator}", shown)


def _shown(points: Fraction) -> Decimal:
    """Return points with as many decimals as a spreadsheet keeps."""
    return (Decimal(points.numerator) / points.denominator).quantize(Decimal("0.000000001")).normalize() + 0


def _put(sheet: Sheet, row: int, column: int, value: Value, look: Look, *, bold: bool = False) -> None:
    """Write a value, if there is one."""
    if value is not None:
        sheet.put(row, column, value, replace(look, bold=bold))


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
    content = AGENDA.content(MeetingSubject(session, words, draft))
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
