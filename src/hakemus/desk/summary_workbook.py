"""A meeting summed up in a workbook whose sums are formulas, so that another proposal can be tried in the meeting."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.worksheet import Worksheet

from hakemus.files.workbook.layout import bytes_of, fit_rows
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
    for sheet in (money, points):
        fit_rows(sheet)
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
    title = session.meeting.name or words.message("board.meeting")
    properties, author = workbook.properties, session.group.name.text(language)
    properties.title, properties.creator, properties.lastModifiedBy = title, author, author
    return bytes_of(workbook, session.meeting.date)


def _fill_money(sheet: Worksheet, session: Session, totals: Mapping[str, str], words: Wording) -> None:
    """Write the applications in their order with the money that each takes; `totals` has their points."""
    has_frame, frame = session.meeting.frame_left is not None, f"{_COLUMN['left']}{_FRAME_ROW}"
    _put(sheet, f"A{_FRAME_ROW}", words.message("board.sheet.frame"), bold=True, at=_ON_ONE_LINE)
    _put(sheet, frame, session.meeting.frame_left, form=_EUROS, bold=True)
    for key, width in _MONEY_COLUMNS:
        at = _ABOVE_NUMBERS if key in _NUMBERS else None
        _put(sheet, f"{_COLUMN[key]}{_HEAD_ROW}", words.message(f"board.sheet.{key}"), bold=True, at=at)
        sheet.column_dimensions[_COLUMN[key]].width = width
    before = frame
    for row, standing in enumerate(session.standings, start=_FIRST_ROW):
        assessed, cell = standing.assessed, {key: f"{column}{row}" for key, column in _COLUMN.items()}
        application, costing = assessed.case.application, assessed.case.costing
        _put(sheet, cell["rank"], standing.rank, at=_ON_ONE_LINE)
        _put(sheet, cell["name"], standing.name)
        _put(sheet, cell["applicant"], application.applicant.name or "")
        _put(sheet, cell["project"], application.project.name or "")
        _put(sheet, cell["measure"], measure_words(assessed.case, words))
        _put(sheet, cell["proposal"], proposal_words(assessed.assessment.proposal, words))
        if standing.name in totals:
            _put(sheet, cell["points-total"], totals[standing.name], formula=True)
        _put(sheet, cell["costs"], costing.total_costs if costing.states_costs else None, form=_EUROS)
        _put(sheet, cell["sought"], costing.leader_support, form=_EUROS)
        _put(sheet, cell["taken"], standing.taken, form=_EUROS)
        if has_frame:
            _put(sheet, cell["left"], f"={before}-{cell['taken']}", form=_EUROS, formula=True)
        before = cell["left"]
    # The sums, of which what is left is of the frame as a whole.
    row = _FIRST_ROW + len(session.standings)
    _put(sheet, f"A{row}", words.message("board.sheet.sum"), bold=True, at=_ON_ONE_LINE)
    for column in (_COLUMN[key] for key in ("costs", "sought", "taken")):
        total = f"=SUM({column}{_FIRST_ROW}:{column}{row - 1})"
        _put(sheet, f"{column}{row}", total, form=_EUROS, bold=True, formula=True)
    if has_frame:
        left = f"={frame}-{_COLUMN['taken']}{row}"
        _put(sheet, f"{_COLUMN['left']}{row}", left, form=_EUROS, bold=True, formula=True)
    sheet.freeze_panes = f"C{_FIRST_ROW}"


def _fill_points(sheet: Worksheet, standings: Sequence[Standing], words: Wording) -> dict[str, str]:
    """Write the points of each criterion, and return the formula of each application's total, by its name."""
    names = [standing.name for standing in standings if standing.assessed.scoring is not None]
    scorings = [standing.assessed.scoring for standing in standings if standing.assessed.scoring is not None]
    columns = [get_column_letter(number + _FIRST_APPLICATION) for number in range(len(names))]
    _put(sheet, "A1", words.message("board.sheet.criterion"), bold=True)
    _put(sheet, "B1", words.message("board.sheet.weight"), bold=True)
    sheet.column_dimensions["A"].width = 50
    for name, column in zip(names, columns, strict=True):
        _put(sheet, f"{column}1", name, bold=True)
        sheet.column_dimensions[column].width = 24
    # Every criterion once, those of each selection together: measures may have different ones.
    last, selections = 1, [scoring.selection for scoring in scorings]
    for number, selection in enumerate(selections):
        for criterion in selection.criteria if selection not in selections[:number] else ():
            last += 1
            label = criterion.label.text(words.language)
            if criterion.kind == "gate":
                label = f"{label} ({words.message('board.sheet.gate')})"
            else:
                _put(sheet, f"B{last}", criterion.weight)
            _put(sheet, f"A{last}", label)
            for column, scoring in zip(columns, scorings, strict=True):
                if scoring.selection == selection:
                    result = next(one for one in scoring.results if one.criterion.key == criterion.key)
                    met = None if result.met is None else words.yes_no(result.met)
                    given = met if criterion.kind == "gate" and result.points is None else result.points
                    _put(sheet, f"{column}{last}", given)
    sums = last + 1
    _put(sheet, f"A{sums}", words.message("board.sheet.points-total"), bold=True)
    _put(sheet, f"A{sums + 1}", words.message("board.sheet.threshold"), bold=True)
    for column, scoring in zip(columns, scorings, strict=True):
        total = f"=SUMPRODUCT($B$2:$B${last},{column}2:{column}{last})"
        _put(sheet, f"{column}{sums}", total, bold=True, formula=True)
        _put(sheet, f"{column}{sums + 1}", scoring.selection.threshold)
    sheet.freeze_panes = "C2"
    title = quote_sheetname(sheet.title)
    return {name: f"={title}!{column}{sums}" for name, column in zip(names, columns, strict=True)}


def _put(
    sheet: Worksheet,
    cell: str,
    value: str | int | Decimal | None,
    *,
    form: str = _NUMBER,
    bold: bool = False,
    at: Alignment | None = None,
    formula: bool = False,
) -> None:
    """Write a value, if there is one; a text that begins with "=" is a name, unless it is said to be a formula."""
    if value is None:
        return
    target = sheet[cell]
    target.value = value
    if is_text := isinstance(value, str) and not formula:
        target.data_type = "s"
    target.number_format = form
    target.alignment = at or (_TEXT if is_text else _WRAPPED)
    target.font = _BOLD if bold else _PLAIN
