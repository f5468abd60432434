"""Ruled tables: labels and values, rows that repeat, sums, places to sign, and amounts by row and column."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from hakemus.papers.kit.look import SHADE
from hakemus.papers.kit.markup import (
    NOTHING,
    Xml,
    column_twips,
    joined,
    paragraph,
    prose,
    tag,
    twips,
    value,
    w,
    words,
)
from hakemus.papers.kit.sheet import TEXT_WIDTH, Layout
from hakemus.papers.layout import Band, Column, Field, Kept, Total

_LABEL_WIDTH = 55
PAIR_LABEL_WIDTH = 35
_SUM_WIDTH = 40
_ROOM_TO_SIGN = 16
_ROOM_TO_WRITE = 8
_FEW = 6
"""Up to so many rows a table of labels and values is not divided by a page."""

_LAST = 4
"""So many last rows of a longer one stay together."""

_KEPT = w("keepNext")
"""The property of paragraphs whose row no page separates from the next."""


class Grid(NamedTuple):
    """The rows of a table, how wide its columns are, and whether its headers are its first row, or else its labels."""

    rows: Xml
    widths: Sequence[int]
    header_row: bool


def fields(items: Sequence[Field], *, kept_with_next: bool = False) -> Grid:
    """Return a table of two columns: labels, which are its headers, and values.

    No page divides a table of few rows, or takes the first row of a longer one from its neighbour, or the last ones
    from each other. One that is `kept_with_next` is not divided from what follows it.
    """
    widths = column_twips([_LABEL_WIDTH, TEXT_WIDTH - _LABEL_WIDTH])
    last = len(items) - 1
    kept = set(range(last)) if last < _FEW else {0, *range(last - _LAST + 1, last)}
    # A row below which every other may be missing would go to the next page with the heading that follows the table.
    kept -= {place for place in kept if place and all(later.when for later in items[place + 1 :])}
    rows = (
        _row(_pair(item, *widths, keep=_KEPT if kept_with_next or place in kept else NOTHING))
        for place, item in enumerate(items)
    )
    every = [_on_condition(item.when, row, len(widths)) for item, row in zip(items, rows, strict=True)]
    return Grid(joined(*every), widths, header_row=False)


def pairs(items: Sequence[Field], *, label_width: float, wider_by: float = 0) -> Grid:
    """Return a table of four columns, two labels and values a row, that no page divides.

    An odd last value takes the whole row. The values to the right are `wider_by` more millimetres than half a row's.
    """
    refused = [item.label for item in items if item.prose or item.when]
    if refused:
        raise ValueError(f"prose and conditions need a row of their own: move {', '.join(refused)} to fields")
    widths = _pair_widths(label_width, wider_by)
    rows: list[Xml] = []
    for place in range(0, len(items), 2):
        keep = _KEPT if place + 2 < len(items) else NOTHING
        if place + 1 < len(items):
            left, right = items[place : place + 2]
            rows.append(_row([*_pair(left, *widths[:2], keep=keep), *_pair(right, *widths[2:], keep=keep)]))
        else:
            rows.append(_row(_pair(items[place], widths[0], sum(widths[1:]), span=3, keep=keep)))
    return Grid(joined(*rows), widths, header_row=False)


def repeating(
    columns: Sequence[Column],
    *,
    loop: str,
    band: Band | None,
    totals: Sequence[Total],
    when_empty: str,
    kept: Kept,
) -> Grid:
    """Return a table with a header on each page, a row for each turn of the loop, and totals.

    One that is `kept` is not divided; when it is to be `whole`, but free of what follows, it must end in a total. Of
    one whose `end` is kept, the last rows are not divided.
    """
    if kept == "whole" and not totals:
        raise ValueError(f"the table of {loop!r} would be kept with what follows it: give it a total")
    widths = _column_widths(columns)
    in_loop, at_end = _KEPT if kept else NOTHING, _KEPT if kept.endswith("with-next") else NOTHING
    of_rows = in_loop if totals else at_end
    each = [
        _row([_cell_of(column, width, keep) for column, width in zip(columns, widths, strict=True)])
        for keep in ((NOTHING, _KEPT) if kept.startswith("end") else (of_rows,))
    ]
    if kept.startswith("end"):
        # LibreOffice keeps a table with what follows it only where all its rows are kept, so those of a short one are.
        with_next = f"loop.length <= {2 * _LAST} or loop.revindex <= {_LAST}"
        is_kept = with_next if kept == "end-with-next" else "loop.revindex == 2"
        conditions = (f"not ({is_kept})", is_kept)
        each = [_on_condition(when, row, len(widths)) for when, row in zip(conditions, each, strict=True)]
    rows = _looped(loop, joined(*each), len(widths))
    if band is not None:
        title = _across("TableTotal", value(band.title), widths, keep=True)
        nothing = _when_empty(band.when_empty, loop, widths)
        inner = [title, rows, nothing, *(_total(total, widths, in_loop) for total in band.totals)]
        rows = _looped(band.loop, joined(*inner), len(widths))
    headings = [
        _heading(words(column.title), width, right=column.align == "right")
        for column, width in zip(columns, widths, strict=True)
    ]
    parts = [
        _row(headings, repeated=True),
        rows,
        _when_empty(when_empty, band.loop if band else loop, widths),
        *(_total(total, widths, at_end if total is totals[-1] else in_loop) for total in totals),
    ]
    return Grid(joined(*parts), widths, header_row=True)


def blanks(columns: Sequence[Column], *, rows: int, total: str) -> Grid:
    """Return a table with so many empty rows to be written in by hand, and one for their total if it has a label."""
    widths = _column_widths(columns)
    headings = [
        _heading(words(column.title), width, right=column.align == "right")
        for column, width in zip(columns, widths, strict=True)
    ]
    empty = _row(
        [_cell_of(column, width, NOTHING) for column, width in zip(columns, widths, strict=True)],
        height=twips(_ROOM_TO_WRITE),
    )
    summed = [""] * sum(column.align == "right" for column in columns)
    last = _total(Total(total, summed), widths, NOTHING) if total else NOTHING
    parts = [_row(headings, repeated=True), *[empty] * rows, last]
    return Grid(joined(*parts), widths, header_row=True)


def sums(items: Sequence[Total], *, kept_with_next: bool = False) -> Grid:
    """Return a table of labels and one amount each, under each other, that no page divides.

    One that is `kept_with_next` is not divided from what follows it either.
    """
    widths = column_twips([TEXT_WIDTH - _SUM_WIDTH, _SUM_WIDTH])
    rows: list[Xml] = []
    for item in items:
        keep = NOTHING if item is items[-1] and not kept_with_next else _KEPT
        shown = _amount("TableAmount", value(*item.values), widths[1], keep)
        rows.append(_on_condition(item.when, _row([_label(item.label, widths[0], keep), shown]), len(widths)))
    return Grid(joined(*rows), widths, header_row=False)


def signatures(loop: str, name: str, position: str, *, labels: Mapping[str, str]) -> Grid:
    """Return the places to sign, two undivided rows for each turn of the loop; without a loop, one place."""
    widths = _pair_widths(PAIR_LABEL_WIDTH)
    to_write = [(labels["place-and-date"], NOTHING), (labels["signature"], NOTHING)]
    in_print = [(labels["name"], value(name)), (labels["position"], value(position))]
    rows: list[Xml] = []
    for shown, height in ((to_write, twips(_ROOM_TO_SIGN)), (in_print, 0)):
        cells: list[Xml] = []
        for (label, content), label_width, width in zip(shown, widths[::2], widths[1::2], strict=True):
            cells.append(_label(label, label_width, _KEPT))
            cells.append(_cell(paragraph("TableText", content, properties=_KEPT), width))
        rows.append(_row(cells, height=height))
    places = _looped(loop, joined(*rows), len(widths)) if loop else joined(*rows)
    return Grid(places, widths, header_row=False)


_MATRIX_AMOUNT, _MATRIX_TOTAL = 30, 32
_MATRIX = (TEXT_WIDTH - 3 * _MATRIX_AMOUNT - _MATRIX_TOTAL, *[_MATRIX_AMOUNT] * 3, _MATRIX_TOTAL)
"""The widths of a matrix. The column that repeats has three places in the template: the tag that begins its loop,
itself, and the tag that ends it. The rendered table has as many as there are turns, and the engine gives it a grid of
as many widths. So the three are equally wide, and the cells have no width of their own."""


def matrix(columns: str, rows: str, totals: str, *, titles: tuple[str, str, str]) -> Grid:
    """Return a table of amounts by row and column: a header, a row for each turn of the loop, and totals.

    Its rows are as few as there are categories; only one that is longer than a page is divided, and its header repeats.
    `titles` are those of the first column, of the last, and of the row of totals.
    """
    widths, (corner, last_title, total_title) = column_twips(_MATRIX), titles
    column, row = (loop.partition(" in ")[0] for loop in (columns, rows))
    header = [
        _heading(words(corner)),
        *_each_cell(columns, _heading(value(f"{column}.label"), right=True)),
        _heading(words(last_title), right=True),
    ]
    body = [
        _cell(paragraph("TableText", value(f"{row}.label"), properties=_KEPT)),
        *_each_cell(f"amount in {row}.amounts", _amount("TableAmount", value("amount"), properties=_KEPT)),
        _amount("TableAmount", value(f"{row}.total"), properties=_KEPT),
    ]
    last = [
        _cell(paragraph("TableTotal", words(total_title))),
        *_each_cell(f"amount in {totals}.amounts", _amount("TableTotalAmount", value("amount"))),
        _amount("TableTotalAmount", value(f"{totals}.total")),
    ]
    shown = [_row(header, repeated=True), _looped(rows, _row(body), len(widths)), _row(last)]
    return Grid(joined(*shown), widths, header_row=True)


# Whole rows.


def _total(total: Total, widths: Sequence[int], keep: Xml) -> Xml:
    spanned = len(widths) - len(total.values)
    if spanned < 1:
        raise ValueError(
            f"the total {total.label!r} has {len(total.values)} values for {len(widths)} columns"
        )
    name = paragraph("TableTotal", words(total.label), properties=keep)
    amounts = [
        _amount("TableTotalAmount", value(shown), width, keep)
        for shown, width in zip(total.values, widths[spanned:], strict=True)
    ]
    first = _cell(name, sum(widths[:spanned]), span=spanned)
    return _on_condition(total.when, _row([first, *amounts]), len(widths))


def _when_empty(said: str, loop: str, widths: Sequence[int]) -> Xml:
    """Return the row that says that there is nothing to loop over, whichever of it the loop leaves out."""
    if not said:
        return NOTHING
    looped_over = loop.partition(" in ")[2].partition(" if ")[0]
    return _on_condition(f"not {looped_over}", _across("TableText", words(said), widths), len(widths))


def _across(style: str, content: Xml, widths: Sequence[int], *, keep: bool = False) -> Xml:
    """Return a row of one cell over all columns, kept with the next row if asked."""
    one = paragraph(style, content, properties=_KEPT if keep else NOTHING)
    return _row([_cell(one, sum(widths), span=len(widths))])


def _looped(loop: str, rows: Xml, columns: int) -> Xml:
    """Return rows that are there once for each turn of a loop (`item in budget.items`)."""
    return joined(_row_tag(f"for {loop}", columns), rows, _row_tag("endfor", columns))


def _on_condition(condition: str, rows: Xml, columns: int) -> Xml:
    """Return rows that are there only when the condition holds; without a condition they always are."""
    if not condition:
        return rows
    return joined(_row_tag(f"if {condition}", columns), rows, _row_tag("endif", columns))


def _row_tag(code: str, columns: int) -> Xml:
    return _row([_cell(tag(code, "tr"), span=columns)])


# Cells, rows and tables as Word has them.


def _pair(
    item: Field, label_width: int, value_width: int, *, span: int = 1, keep: Xml = NOTHING
) -> list[Xml]:
    content = prose(item.value) if item.prose else paragraph("TableText", value(item.value), properties=keep)
    return [_label(item.label, label_width, keep), _cell(content, value_width, span=span)]


def _cell_of(column: Column, width: int, keep: Xml) -> Xml:
    if column.prose:
        return _cell(prose(column.value), width)
    if column.align == "right":
        return _amount("TableAmount", value(column.value), width, keep)
    return _cell(paragraph("TableText", value(column.value), properties=keep), width)


def _each_cell(loop: str, shown: Xml) -> tuple[Xml, Xml, Xml]:
    return _cell(tag(f"for {loop}", "tc")), shown, _cell(tag("endfor", "tc"))


def _label(text: str, width: int, properties: Xml = NOTHING) -> Xml:
    """Return the shaded cell of a label, which is the header of its row."""
    return _cell(paragraph("TableHeading", words(text), properties=properties), width, shaded=True)


def _heading(content: Xml, width: int = 0, *, right: bool = False) -> Xml:
    """Return the shaded cell that heads a column, kept on one page with what is under it."""
    style = "TableHeadingAmount" if right else "TableHeading"
    return _cell(paragraph(style, content, properties=_KEPT), width, shaded=True, low=True)


def _amount(style: str, content: Xml, width: int = 0, properties: Xml = NOTHING) -> Xml:
    """Return a cell that stays on one line, in a style that is set to the right."""
    return _cell(paragraph(style, content, properties=properties), width, unbroken=True)


def _cell(
    content: Xml,
    width: int = 0,
    *,
    span: int = 1,
    shaded: bool = False,
    unbroken: bool = False,
    low: bool = False,
) -> Xml:
    """Return a cell: `unbroken` for an amount that stays on one line, `low` to set its text at the bottom.

    Without a width it goes by the table's grid.
    """
    properties = [
        w("tcW", w=width, type="dxa") if width else NOTHING,
        w("gridSpan", val=span) if span > 1 else NOTHING,
        w("shd", val="clear", color="auto", fill=SHADE, themeFill="background2") if shaded else NOTHING,
        w("noWrap") if unbroken else NOTHING,
        w("vAlign", val="bottom") if low else NOTHING,
    ]
    return w("tc", w("tcPr", *properties), content)


def _row(cells: Sequence[Xml], *, repeated: bool = False, height: int = 0) -> Xml:
    """Return a row that no page divides unless it is longer than one; `repeated` heads the table on every page."""
    properties = joined(
        w("cantSplit"),
        w("trHeight", val=height, hRule="atLeast") if height else NOTHING,
        w("tblHeader") if repeated else NOTHING,
    )
    return w("tr", w("trPr", properties), *cells)


def ruled(grid: Grid, description: str, layout: Layout) -> Xml:
    """Return a ruled table that begins at the sheet's margin, with what it is for one who does not see it."""
    look = w(
        "tblLook",
        val="0620" if grid.header_row else "0680",
        firstRow=int(grid.header_row),
        lastRow=0,
        firstColumn=int(not grid.header_row),
        lastColumn=0,
        noHBand=1,
        noVBand=1,
    )
    properties = w(
        "tblPr",
        w("tblStyle", val="RuledTable"),
        w("tblW", w=sum(grid.widths), type="dxa"),
        w("tblInd", w=-twips(layout.indent_mm), type="dxa"),
        w("tblLayout", type="fixed"),
        look,
        w("tblDescription", val=description),
    )
    return w("tbl", properties, w("tblGrid", *(w("gridCol", w=width) for width in grid.widths)), grid.rows)


def _pair_widths(label_width: float, wider_by: float = 0) -> list[int]:
    """Return the widths of four columns, label and value twice."""
    value_width = TEXT_WIDTH / 2 - label_width
    return column_twips([label_width, value_width - wider_by, label_width, value_width + wider_by])


def _column_widths(columns: Sequence[Column]) -> list[int]:
    """Return the widths of columns; what is left of the sheet is shared by the columns without one."""
    left = TEXT_WIDTH - sum(column.width_mm for column in columns)
    without = sum(not column.width_mm for column in columns)
    if left < 0 or (left == 0) != (without == 0):
        raise ValueError(f"the widths leave {left} mm of {TEXT_WIDTH} to {without} columns without one")
    return column_twips([column.width_mm or left / without for column in columns])
