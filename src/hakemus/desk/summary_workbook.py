"""A meeting summed up in a workbook whose sums are formulas, so that another proposal can be tried in the meeting."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hakemus.files.workbook.spreadsheet import Book, Formula, Look, Sheet, Value, letter, quoted
from hakemus.files.workbook.tables import MONEY
from hakemus.group import Scoring, Selection
from hakemus.papers.board_paper import measure_words, proposal_words
from hakemus.rules.board import Session, Standing, accepted_answers
from hakemus.texts import Language, Wording
from hakemus.values.money import ZERO, exact

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
