"""Rows as high as their texts: a row that is not told its height hides what is wrapped, in some programs."""

import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

_LINE_HEIGHT = 13
"""Of a line of text, in points."""

_HIGHEST = 409
"""The most points that a spreadsheet gives a row."""


def fit_rows(sheet: "Worksheet") -> None:
    """Make every row that has no height yet as high as the most lines that a text in it takes in its column."""
    for row in sheet.iter_rows():
        dimensions = sheet.row_dimensions[row[0].row]
        widths = ((cell, sheet.column_dimensions[cell.column_letter].width) for cell in row if _wraps(cell))
        lines = max((_lines(str(cell.value), int(width)) for cell, width in widths), default=1)
        if lines > 1 and dimensions.height is None:
            dimensions.height = min(_LINE_HEIGHT * lines + 2, _HIGHEST)


def _wraps(cell: "Cell | MergedCell") -> bool:
    return cell.data_type == "s" and cell.value is not None and bool(cell.alignment.wrap_text)


def _lines(text: str, width: int) -> int:
    """Return how many lines a text takes in a column so many digits wide; most letters are narrower."""
    return sum(len(textwrap.wrap(line, max(width, 1))) or 1 for line in text.splitlines())
