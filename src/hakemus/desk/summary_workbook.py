"""A meeting summed up in a workbook whose sums are formulas, so that another proposal can be tried in the meeting."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.worksheet import Worksheet

from hakemus.files.workbook.layout import bytes_of, fit_rows
from hakemus.group import Result, Selection
from hakemus.papers.board_paper import measure_words, proposal_words
from hakemus.rules.board import Session, Standing
from hakemus.texts import Language, Wording

_EUROS = '#,##0.00\\ "€"'
_NUMBER = "General"
_BOLD, _PLAIN = Font(name="Arial", size=10, bold=True), Font(name="Arial", size=10)
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_TEXT = Alignment(wrap_text=True, vertical="top", horizontal="left", indent=1)
_ON_ONE_LINE = Alignment(vertical="top", horizontal="left", indent=1)
_ABOVE_NUMBERS = Alignment(wrap_text=True, vertical="top", horizontal="right")

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
_COLUMN = {key: get_column_letter(number) for number, (key, _) in enumerate(_MONEY_COLUMNS, start=1)}


@dataclass(frozen=True, slots=True)
class Totals:
    """Where the sheet of points has each application's total, by the application's name."""

    sheet: str
    cells: dict[str, str]


def summary_workbook(session: Session, language: Language) -> bytes:
    """Return the workbook (XLSX) of a meeting; the same input gives the same bytes.

    The first sheet has the money in the order of the agenda, the second the points. Text is never a formula.
    """
    words = session.group.wording(language)
    workbook = Workbook()
    money = workbook.active
    if not isinstance(money, Worksheet):
        raise TypeError("a new workbook has a sheet")
    money.title = words.message("board.sheet.money")
    points = workbook.create_sheet(words.message("board.sheet.points"))
    totals = _fill_points(points, session.standings, words)
    _fill_money(money, session, totals, words)
    title = session.meeting.name or words.message("board.meeting")
    properties, author = workbook.properties, session.group.name.text(language)
    properties.title, properties.creator, properties.lastModifiedBy = title, author, author
    return bytes_of(workbook, session.meeting.date)


def _fill_money(sheet: Worksheet, session: Session, totals: Totals, words: Wording) -> None:
    frame = f"{_COLUMN['left']}{_FRAME_ROW}"
    _label(sheet, f"A{_FRAME_ROW}", words.message("board.sheet.frame"))
    if session.meeting.frame_left is not None:
        _put(sheet, frame, session.meeting.frame_left, form=_EUROS, bold=True)
    for key, width in _MONEY_COLUMNS:
        _put(sheet, f"{_COLUMN[key]}{_HEAD_ROW}", words.message(f"board.sheet.{key}"), bold=True)
        if key in _NUMBERS:
            sheet[f"{_COLUMN[key]}{_HEAD_ROW}"].alignment = _ABOVE_NUMBERS
        sheet.column_dimensions[_COLUMN[key]].width = width
    before = frame
    for row, standing in enumerate(session.standings, start=_FIRST_ROW):
        _fill_row(sheet, row, standing, totals, words)
        left = f"{_COLUMN['left']}{row}"
        if session.meeting.frame_left is not None:
            _formula(sheet, left, f"{before}-{_COLUMN['taken']}{row}", form=_EUROS)
        before = left
    _fill_sums(sheet, _FIRST_ROW + len(session.standings), frame, words, session)
    sheet.freeze_panes = f"C{_FIRST_ROW}"
    fit_rows(sheet)
    _on_one_page_wide(sheet)


def _fill_row(sheet: Worksheet, row: int, standing: Standing, totals: Totals, words: Wording) -> None:
    assessed = standing.assessed
    application, costing = assessed.case.application, assessed.case.costing
    texts = {
        "name": standing.name,
        "applicant": application.applicant.name or "",
        "project": application.project.name or "",
        "measure": measure_words(assessed.case, words),
        "proposal": proposal_words(assessed.assessment.proposal, words),
    }
    for key, text in texts.items():
        _put(sheet, f"{_COLUMN[key]}{row}", text)
    if standing.rank is not None:
        _put(sheet, f"{_COLUMN['rank']}{row}", standing.rank)
        sheet[f"{_COLUMN['rank']}{row}"].alignment = _ON_ONE_LINE
    if standing.name in totals.cells:
        reference = f"{quote_sheetname(totals.sheet)}!{totals.cells[standing.name]}"
        _formula(sheet, f"{_COLUMN['points-total']}{row}", reference)
    if costing.states_costs:
        _put(sheet, f"{_COLUMN['costs']}{row}", costing.total_costs, form=_EUROS)
    _put(sheet, f"{_COLUMN['sought']}{row}", costing.leader_support, form=_EUROS)
    _put(sheet, f"{_COLUMN['taken']}{row}", standing.taken, form=_EUROS)


def _fill_sums(sheet: Worksheet, row: int, frame: str, words: Wording, session: Session) -> None:
    _label(sheet, f"A{row}", words.message("board.sheet.sum"))
    for key in ("costs", "sought", "taken"):
        column = _COLUMN[key]
        _formula(
            sheet, f"{column}{row}", f"SUM({column}{_FIRST_ROW}:{column}{row - 1})", form=_EUROS, bold=True
        )
    if session.meeting.frame_left is not None:
        left = f"{frame}-{_COLUMN['taken']}{row}"
        _formula(sheet, f"{_COLUMN['left']}{row}", left, form=_EUROS, bold=True)


def _fill_points(sheet: Worksheet, standings: Sequence[Standing], words: Wording) -> Totals:
    scored = [standing for standing in standings if standing.assessed.scoring is not None]
    _put(sheet, "A1", words.message("board.sheet.criterion"), bold=True)
    _put(sheet, "B1", words.message("board.sheet.weight"), bold=True)
    sheet.column_dimensions["A"].width = 50
    columns = {
        standing.name: get_column_letter(number)
        for number, standing in enumerate(scored, start=_FIRST_APPLICATION)
    }
    for name, column in columns.items():
        _put(sheet, f"{column}1", name, bold=True)
        sheet.column_dimensions[column].width = 24
    rows = list(_criteria(scored))
    for row, (selection, key) in enumerate(rows, start=2):
        _fill_criterion(sheet, row, selection, key, scored, columns, words)
    sums, last = len(rows) + 2, len(rows) + 1
    _put(sheet, f"A{sums}", words.message("board.sheet.points-total"), bold=True)
    _put(sheet, f"A{sums + 1}", words.message("board.sheet.threshold"), bold=True)
    for standing in scored:
        column = columns[standing.name]
        _formula(sheet, f"{column}{sums}", f"SUMPRODUCT($B$2:$B${last},{column}2:{column}{last})", bold=True)
        threshold = standing.assessed.selection.threshold if standing.assessed.selection else None
        if threshold is not None:
            _put(sheet, f"{column}{sums + 1}", threshold)
    sheet.freeze_panes = "C2"
    fit_rows(sheet)
    _on_one_page_wide(sheet)
    return Totals(sheet.title, {name: f"{column}{sums}" for name, column in columns.items()})


def _criteria(standings: Sequence[Standing]) -> Iterator[tuple[Selection, str]]:
    """Yield every criterion once, those of each selection together: measures may have different ones."""
    seen: list[Selection] = []
    for standing in standings:
        selection = standing.assessed.selection
        if selection is not None and selection not in seen:
            seen.append(selection)
            yield from ((selection, criterion.key) for criterion in selection.criteria)


def _fill_criterion(  # noqa: PLR0917
    sheet: Worksheet,
    row: int,
    selection: Selection,
    key: str,
    standings: Sequence[Standing],
    columns: dict[str, str],
    words: Wording,
) -> None:
    criterion = next(criterion for criterion in selection.criteria if criterion.key == key)
    label = criterion.label.text(words.language)
    if criterion.kind == "gate":
        label = f"{label} ({words.message('board.sheet.gate')})"
    else:
        _put(sheet, f"B{row}", criterion.weight)
    _put(sheet, f"A{row}", label)
    for standing in standings:
        scoring = standing.assessed.scoring
        if scoring is None or scoring.selection != selection:
            continue
        result = next(result for result in scoring.results if result.criterion.key == key)
        _fill_result(sheet, f"{columns[standing.name]}{row}", result, words)


def _fill_result(sheet: Worksheet, cell: str, result: Result, words: Wording) -> None:
    if result.points is not None:
        _put(sheet, cell, result.points)
    elif result.criterion.kind == "gate" and result.met is not None:
        _put(sheet, cell, words.yes_no(result.met))


def _put(
    sheet: Worksheet, cell: str, value: str | int | Decimal, *, form: str = _NUMBER, bold: bool = False
) -> None:
    target = sheet[cell]
    target.value = value
    if isinstance(value, str):
        target.data_type = "s"  # a name that begins with "=" is a name, and no formula
    target.number_format = form
    target.alignment = _TEXT if isinstance(value, str) else _WRAPPED
    target.font = _BOLD if bold else _PLAIN


def _label(sheet: Worksheet, cell: str, text: str) -> None:
    """Write what a row is, on one line that runs over the empty cells next to it."""
    _put(sheet, cell, text, bold=True)
    sheet[cell].alignment = _ON_ONE_LINE


def _formula(
    sheet: Worksheet, cell: str, expression: str, *, form: str = _NUMBER, bold: bool = False
) -> None:
    target = sheet[cell]
    target.value = f"={expression}"
    target.number_format = form
    target.alignment = _WRAPPED
    target.font = _BOLD if bold else _PLAIN


def _on_one_page_wide(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
