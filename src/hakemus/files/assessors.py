"""The members' assessments: the workbook that they fill, and what is read from it or from a Word form."""

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from hakemus.errors import DataError, FormError, HakemusError
from hakemus.files.workbook.opening import TooManyError, open_workbook
from hakemus.files.workbook.spreadsheet import Book, Look, letter
from hakemus.group import Answer, Voice, meeting_mark
from hakemus.model import Assessment
from hakemus.papers.assessment_form import ASSESSMENT_FORM, PATTERNS, AssessmentFormSubject, answers_of
from hakemus.reading import entries_of, kind_of, validated
from hakemus.values import typed
from hakemus.values.money import exact
from hakemus.word.data_part import find_data
from hakemus.word.extraction import Extractor
from hakemus.word.package import read_package
from hakemus.word.printing import Names, is_bracketed

ANSWERS = "answers"
"""The folder of a meeting in which the assessors' files are."""

_FORM_VERSION = 1
_MOST_CELLS, _MOST_ROWS = 100_000, 14_000  # of a hundred applications, each with 140 criteria

# The form as a workbook, and by what either form is known again.


def form_mark(subject: AssessmentFormSubject) -> str:
    """Return by what a form is known again: its meeting, its member, and the criteria of each application in order."""
    applications = [
        [name, [[criterion.key, criterion.kind] for criterion in assessed.asked]]
        for name, assessed in subject.applications
    ]
    mark = {
        "version": _FORM_VERSION,
        "meeting": meeting_mark(subject.session.meeting),
        "member": subject.member.name.strip(),
        "applications": applications,
    }
    return json.dumps(mark, ensure_ascii=False)


_HEADS = ("name", "key", "project", "criterion", "allowed", "answer", "reason")
_WIDTHS = (18, 18, 34, 44, 40, 14, 50)
_COLUMN = {key: number for number, key in enumerate(_HEADS, start=1)}
_FIRST_ROW, _HEAD_ROW = 5, 4
_MARK_SHEET = "hakemus"


@exact
def workbook_form(subject: AssessmentFormSubject) -> bytes:
    """Return the form of a member as a workbook (XLSX): a row for each criterion of each application."""
    words, session = subject.words, subject.session
    title = session.meeting.name or words.message("board.meeting")
    book = Book(title, session.group.name.text(words.language), words.language)
    sheet, text = book.add(words.message("board.sheet.assessment")), Look(horizontal="left", wrapped=True)
    head = Look(horizontal="left", wrapped=True, bold=True)
    place = Look(boxed=True, locked=False, fill="FFF9E5")
    sheet.put(1, 1, title, Look(bold=True))
    sheet.put(2, 1, subject.member.name, Look())
    for key, width in zip(_HEADS, _WIDTHS, strict=True):
        sheet.put(_HEAD_ROW, _COLUMN[key], words.message(f"board.sheet.{key}"), head)
        sheet.widths[_COLUMN[key]] = width
    row = _FIRST_ROW
    for name, assessed in subject.applications:
        application = assessed.case.application
        project = ": ".join(filter(None, (application.applicant.name, application.project.name)))
        for criterion in assessed.asked:
            answers = answers_of(criterion, words)
            shown = "\n".join(answers) if criterion.levels else " / ".join(answers)
            values = (name, criterion.key, project, criterion.label.text(words.language), shown)
            for column, value in enumerate(values, start=1):
                sheet.put(row, column, value, text)
            for key in ("answer", "reason"):
                sheet.put(row, _COLUMN[key], "", place)
            row += 1
    sheet.frozen, sheet.head_row = (_HEAD_ROW, 0), _HEAD_ROW
    mark = book.add(_MARK_SHEET)
    mark.hidden = True
    mark.put(1, 1, form_mark(subject), Look())
    return book.to_bytes(session.meeting.date)


# The answers: what is in the files of the meeting's folder, each with where it is.


def read_answers(folder: Path) -> tuple[Answer, ...]:
    """Return what the assessors' files in a meeting's folder say, in the order of their names.

    What cannot be read is an answer with its `error`. Hidden files and those that Office keeps open are left out.
    """
    place = folder / ANSWERS
    if kind_of(place) != "folder":
        return ()
    names = sorted(path.name for path in entries_of(place) if not path.name.startswith((".", "~$")))
    return tuple(_read(place / name, f"{ANSWERS}/{name}") for name in names)


def _read(path: Path, name: str) -> Answer:
    try:
        if path.suffix.lower() == ".docx":
            return _read_word(path, name)
        if path.suffix.lower() in (".xlsx", ".ods"):
            return _read_workbook(path, name)
        raise FormError("no-form", f"{name} is neither a Word file (.docx) nor a workbook (.xlsx, .ods)")
    except (HakemusError, TooManyError) as error:
        return Answer(name, error=error)


def _known(text: str) -> Mapping[str, Any]:
    """Return what a form is known by; refuse what nobody of us wrote."""
    try:
        mark = json.loads(text)
        keys = [(str(name), [(str(key), str(kind)) for key, kind in of]) for name, of in mark["applications"]]
        named, day = mark["meeting"]
        version = int(mark["version"])
        known = {"member": str(mark["member"]), "meeting": (str(named), str(day)), "applications": keys}
    except Exception as error:  # a door: what was made of the mark can be wrong in every way
        raise FormError("damaged", "what the form is known by was changed; fill a sound copy") from error
    if version > _FORM_VERSION:
        values = {"version": str(version), "known": str(_FORM_VERSION)}
        raise FormError("newer", f"the form is of version {version}; here {_FORM_VERSION} is read", values)
    return known


def _read_word(path: Path, name: str) -> Answer:
    package = read_package(path)
    marks = [text for given, text in find_data(package) if given.get("document") == ASSESSMENT_FORM.key]
    if len(marks) != 1:
        raise FormError("no-form", f"{name} is no form for assessing applications")
    known = _known(marks[0])
    extract = Extractor(package, Names(PATTERNS), lambda _: False).read()

    def text_of(place: str) -> str:
        text = " ".join(extract.lines.get(place, [""])[0].split())
        return "" if is_bracketed(text) else text

    voices = {}
    for number, (folder, keys) in enumerate(known["applications"]):
        cells = {}
        for position, (key, _) in enumerate(keys):
            at = f"applications[{number}].criteria[{position}]"
            cells[key] = text_of(f"{at}.answer"), text_of(f"{at}.reason"), f"{number + 1}, {key}"
        voices[folder] = _voice(known["member"], name, cells, dict(keys))
    return Answer(name, known["member"], known["meeting"], voices)


def _read_workbook(path: Path, name: str) -> Answer:
    book = open_workbook(path, most_cells=_MOST_CELLS, most_rows=_MOST_ROWS)
    marks = [sheet.cell(1, 1) for sheet in book.sheets if sheet.title == _MARK_SHEET]
    if len(marks) != 1 or marks[0] is None:
        raise FormError("no-form", f"{name} is no workbook for assessing applications")
    known = _known(str(marks[0].value))
    sheet = book.sheets[0]
    answer, reason = _COLUMN["answer"], _COLUMN["reason"]
    cells: dict[str, dict[str, tuple[str, str, str]]] = {folder: {} for folder, _ in known["applications"]}
    for row in sorted(sheet.rows):
        folder, key, *given = (sheet.cell(row, column) for column in (1, _COLUMN["key"], answer, reason))
        if folder is None or key is None or str(folder.value) not in cells:
            continue
        texts = ["" if cell is None or cell.value is None else _as_text(cell.value) for cell in given]
        place = f"{sheet.title}!{letter(answer)}{row}"
        cells[str(folder.value)].setdefault(str(key.value), (texts[0], texts[1], place))
    voices = {
        folder: _voice(known["member"], name, cells[folder], dict(keys))
        for folder, keys in known["applications"]
    }
    return Answer(name, known["member"], known["meeting"], voices)


def _as_text(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, bool):
        return "true" if value else "false"
    return " ".join(str(value).split())


def _voice(
    member: str, file: str, cells: Mapping[str, tuple[str, str, str]], kinds: Mapping[str, str]
) -> Voice:
    """Return what a member says of an application: answers and reasons by criterion, as they were typed."""
    criteria: list[dict[str, Any]] = []
    misread: dict[str, str] = {}
    for key, (answer, reason, _) in cells.items():
        said: dict[str, Any] = {}
        try:
            if answer and kinds.get(key) == "gate":
                said["met"] = typed.yes_no(answer)
            elif answer:
                said["points"] = typed.number(answer.partition(" – ")[0], "quantity")
        except typed.TypedError:
            misread[key] = answer
        if said or reason:
            criteria.append({"criterion": key, **said, "reason": reason})
    places = {key: place for key, (_, _, place) in cells.items()}
    assessment = validated(Assessment, {"criteria": criteria})
    if isinstance(assessment, tuple):
        raise DataError(f"{file} cannot be understood; fill a sound copy", assessment, source=file)
    return Voice(member, assessment, file, places, misread)
