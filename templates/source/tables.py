"""Ruled tables of a fixed number of columns: labels and values, rows that repeat, sums, places to sign."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from cells import (
    KEPT,
    across,
    amount,
    cell,
    column_heading,
    label,
    looped,
    on_condition,
    pair_widths,
    row,
    sequence,
    table,
)
from markup import NOTHING, Xml, joined, paragraph
from page import TEXT_WIDTH, Layout, column_twips, twips
from placeholders import prose, value, words

LABEL_WIDTH = 55
PAIR_LABEL_WIDTH = 35
_SUM_WIDTH = 40
_ROOM_TO_SIGN = 16
_FEW = 6
"""Up to so many rows a table of labels and values is not parted by a page."""

Kept = Literal["", "whole", "with-next"]
"""Whether no page parts a table of few rows, and whether none parts it from what follows it either."""


@dataclass(frozen=True, slots=True)
class Field:
    """A label and what stands beside it: the path of a value, or a text in which `{{ … }}` may stand.

    `prose` is for a long text of paragraphs and lists; `when` is the condition on which the row is there.
    """

    label: str
    value: str
    prose: bool = False
    when: str = ""

    def of(self, value: str) -> "Field":
        """Return the same label beside another value, for a field read in a loop."""
        return replace(self, value=value)


@dataclass(frozen=True, slots=True)
class Column:
    """A column; without `width_mm` it takes what the others leave.

    `align="right"` is for amounts and other numbers: they are never broken into lines.
    """

    title: str
    value: str
    width_mm: float = 0
    align: str = "left"
    prose: bool = False


@dataclass(frozen=True, slots=True)
class Total:
    """A closing row: a label, and values under as many of the last columns; `when` is its condition."""

    label: str
    values: Sequence[str]
    when: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """An outer loop of a table: a row with its title, then the repeating rows, then totals of its own.

    `when_empty` is what a row says in the stead of the repeating ones.
    """

    loop: str
    title: str
    totals: Sequence[Total] = ()
    when_empty: str = ""


@dataclass(frozen=True, slots=True)
class SignatureLabels:
    """What stands beside the four places of a signature."""

    place_and_date: str
    signature: str
    name: str
    position: str


def fields(items: Sequence[Field], *, label_width: float, description: str, layout: Layout) -> Xml:
    """Return a table of two columns: labels, which are its headers, and values.

    No page parts a table of few rows, or takes the first or the last row of a longer one from its neighbour.
    """
    widths = column_twips([label_width, TEXT_WIDTH - label_width])
    last = len(items) - 1
    kept = set(range(last)) if last < _FEW else {0, last - 1}
    rows = [
        on_condition(
            item.when,
            row(_pair(item, *widths, keep=KEPT if place in kept else NOTHING), whole=not item.prose),
            len(widths),
        )
        for place, item in enumerate(items)
    ]
    return table(joined(rows), widths, description, layout, header_row=False)


def pairs(items: Sequence[Field], *, label_width: float, description: str, layout: Layout) -> Xml:
    """Return a table of four columns, two labels and values a row, that no page parts.

    An odd last value takes the whole row.
    """
    refused = [item.label for item in items if item.prose or item.when]
    if refused:
        raise ValueError(f"prose and conditions need a row of their own: move {', '.join(refused)} to fields")
    widths = pair_widths(label_width)
    last = (len(items) - 1) // 2
    rows = [
        _row_of_pairs(items[2 * place : 2 * place + 2], widths, KEPT if place < last else NOTHING)
        for place in range(last + 1)
    ]
    return table(joined(rows), widths, description, layout, header_row=False)


def repeating(
    columns: Sequence[Column],
    *,
    loop: str,
    band: Band | None,
    totals: Sequence[Total],
    when_empty: str,
    kept: Kept,
    description: str,
    layout: Layout,
) -> Xml:
    """Return a table with a header on each page, a row for each turn of the loop, and totals.

    One that is `kept` is not parted; when it is to be `whole`, but free of what follows, it must end in a total.
    """
    if kept == "whole" and not totals:
        raise ValueError(f"the table of {loop!r} would be kept with what follows it: give it a total")
    widths = column_twips(_column_widths(columns))
    in_loop, at_end = KEPT if kept else NOTHING, KEPT if kept == "with-next" else NOTHING
    rows = looped(loop, _row(columns, widths, in_loop if totals else at_end), len(widths))
    if band is not None:
        title = across("TableTotal", value(band.title), widths, keep=True)
        nothing = _nothing(band.when_empty, loop, widths)
        inner = [title, rows, nothing, *(_total(total, widths, in_loop) for total in band.totals)]
        rows = looped(band.loop, joined(inner), len(widths))
    parts = [
        _header(columns, widths),
        rows,
        _nothing(when_empty, band.loop if band else loop, widths),
        *(_total(total, widths, at_end if total is totals[-1] else in_loop) for total in totals),
    ]
    return table(joined(parts), widths, description, layout, header_row=True)


def _nothing(said: str, loop: str, widths: Sequence[int]) -> Xml:
    """Return the row that says that there is nothing to loop over."""
    if not said:
        return NOTHING
    return on_condition(f"not {sequence(loop)}", across("TableText", words(said), widths), len(widths))


def sums(items: Sequence[Total], *, description: str, layout: Layout) -> Xml:
    """Return a table of labels and one amount each, under each other, that no page parts."""
    widths = column_twips([TEXT_WIDTH - _SUM_WIDTH, _SUM_WIDTH])
    rows = [
        on_condition(item.when, _sum(item, widths, _kept_before(item, items)), len(widths)) for item in items
    ]
    return table(joined(rows), widths, description, layout, header_row=False)


def signatures(
    *, loop: str, name: str, position: str, labels: SignatureLabels, description: str, layout: Layout
) -> Xml:
    """Return the places to sign, two rows for each turn of the loop, none of them parted by a page."""
    widths = pair_widths(PAIR_LABEL_WIDTH)
    to_write = [(labels.place_and_date, NOTHING), (labels.signature, NOTHING)]
    in_print = [(labels.name, value(name)), (labels.position, value(position))]
    rows = [_kept(to_write, widths, height=twips(_ROOM_TO_SIGN)), _kept(in_print, widths)]
    return table(looped(loop, joined(rows), len(widths)), widths, description, layout, header_row=False)


def _kept_before(item: object, items: Sequence[object]) -> Xml:
    """Return what keeps the row of an item on the page of the next one; the last has none."""
    return NOTHING if item is items[-1] else KEPT


def _row_of_pairs(items: Sequence[Field], widths: Sequence[int], keep: Xml) -> Xml:
    if len(items) == 1:
        return row(_pair(items[0], widths[0], sum(widths[1:]), span=3, keep=keep))
    return row([*_pair(items[0], *widths[:2], keep=keep), *_pair(items[1], *widths[2:], keep=keep)])


def _pair(
    item: Field, label_width: int, value_width: int, *, span: int = 1, keep: Xml = NOTHING
) -> list[Xml]:
    content = prose(item.value) if item.prose else paragraph("TableText", value(item.value), properties=keep)
    return [label(item.label, label_width, keep), cell(content, value_width, span=span)]


def _sum(item: Total, widths: Sequence[int], keep: Xml) -> Xml:
    return row(
        [label(item.label, widths[0], keep), amount("TableAmount", value(*item.values), widths[1], keep)]
    )


def _kept(pairs_of_row: Sequence[tuple[str, Xml]], widths: Sequence[int], *, height: int = 0) -> Xml:
    """Return a row of two labels and what stands beside them, kept on one page with what follows."""
    cells: list[Xml] = []
    for (name, content), label_width, width in zip(pairs_of_row, widths[::2], widths[1::2], strict=True):
        cells += [
            label(name, label_width, KEPT),
            cell(paragraph("TableText", content, properties=KEPT), width),
        ]
    return row(cells, height=height)


def _header(columns: Sequence[Column], widths: Sequence[int]) -> Xml:
    cells = [
        column_heading(words(column.title), width, right=column.align == "right")
        for column, width in zip(columns, widths, strict=True)
    ]
    return row(cells, repeated=True)


def _row(columns: Sequence[Column], widths: Sequence[int], keep: Xml) -> Xml:
    cells = [_value(column, width, keep) for column, width in zip(columns, widths, strict=True)]
    return row(cells)


def _value(column: Column, width: int, keep: Xml) -> Xml:
    if column.prose:
        return cell(prose(column.value), width)
    if column.align == "right":
        return amount("TableAmount", value(column.value), width, keep)
    return cell(paragraph("TableText", value(column.value), properties=keep), width)


def _total(total: Total, widths: Sequence[int], keep: Xml) -> Xml:
    spanned = len(widths) - len(total.values)
    if spanned < 1:
        raise ValueError(
            f"the total {total.label!r} has {len(total.values)} values for {len(widths)} columns"
        )
    name = paragraph("TableTotal", words(total.label), properties=keep)
    amounts = [
        amount("TableTotalAmount", value(shown), width, keep)
        for shown, width in zip(total.values, widths[spanned:], strict=True)
    ]
    first = cell(name, sum(widths[:spanned]), span=spanned)
    return on_condition(total.when, row([first, *amounts]), len(widths))


def _column_widths(columns: Sequence[Column]) -> list[float]:
    """Return the widths in millimetres; what is left is shared by the columns without one."""
    left = TEXT_WIDTH - sum(column.width_mm for column in columns)
    without = sum(not column.width_mm for column in columns)
    if left < 0 or (left == 0) != (without == 0):
        raise ValueError(f"the widths leave {left} mm of {TEXT_WIDTH} to {without} columns without one")
    return [column.width_mm or left / without for column in columns]
