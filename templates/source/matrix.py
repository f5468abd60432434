"""A table whose columns the data decides: amounts by row and column, with totals both ways.

The column that repeats has three places in the template: the tag that begins its loop, itself, and the tag
that ends it. The rendered table has as many as there are turns, and the engine gives it a grid of as many
widths. So the three are equally wide, and the cells have no width of their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cells import KEPT, amount, cell, column_heading, looped, row, table
from markup import Xml, joined, paragraph
from page import TEXT_WIDTH, Layout, column_twips
from placeholders import cell_tag, value, words

_AMOUNT = 30
_TOTAL = 32
_WIDTHS = (TEXT_WIDTH - 3 * _AMOUNT - _TOTAL, _AMOUNT, _AMOUNT, _AMOUNT, _TOTAL)


@dataclass(frozen=True, slots=True)
class Matrix:
    """What a matrix shows: loops (`year in costs.years`), and the paths of its titles, cells and totals."""

    corner: str
    columns: str
    column_title: str
    rows: str
    row_title: str
    cells: str
    cell: str
    row_total: str
    total_title: str
    total_cells: str
    grand_total: str


def matrix(shown: Matrix, *, description: str, layout: Layout) -> Xml:
    """Return the table: a header row, a row for each turn of the loop, and a row of totals, on one page.

    Its rows are as few as there are categories; only one that is longer than a page is parted, and its header repeats.
    """
    widths = column_twips(_WIDTHS)
    header = row(
        [
            column_heading(words(shown.corner)),
            *_each(shown.columns, column_heading(value(shown.column_title), right=True)),
            column_heading(words(shown.total_title), right=True),
        ],
        repeated=True,
    )
    body = row(
        [
            cell(paragraph("TableText", value(shown.row_title), properties=KEPT)),
            *_each(shown.cells, amount("TableAmount", value(shown.cell), properties=KEPT)),
            amount("TableAmount", value(shown.row_total), properties=KEPT),
        ]
    )
    totals = row(
        [
            cell(paragraph("TableTotal", words(shown.total_title))),
            *_each(shown.total_cells, amount("TableTotalAmount", value(shown.cell))),
            amount("TableTotalAmount", value(shown.grand_total)),
        ]
    )
    rows = joined([header, looped(shown.rows, body, len(widths)), totals])
    return table(rows, widths, description, layout, header_row=True)


def _each(loop: str, shown: Xml) -> Sequence[Xml]:
    return cell(cell_tag(f"for {loop}")), shown, cell(cell_tag("endfor"))
