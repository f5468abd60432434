"""Ruled tables: label and value, two such pairs a row, and rows that repeat with a header and totals."""

from collections.abc import Sequence
from dataclasses import dataclass

from look import SHADE
from markup import NOTHING, Xml, joined, paragraph, w
from page import TEXT_WIDTH, Layout, column_twips, twips
from placeholders import prose, row_tag, value, words

LABEL_WIDTH = 55
PAIR_LABEL_WIDTH = 35


@dataclass(frozen=True, slots=True)
class Field:
    """A label and what stands beside it: the path of a value, or a text in which `{{ … }}` may stand.

    `prose` is for a long text of paragraphs and lists; `when` is the condition on which the row is there.
    """

    label: str
    value: str
    prose: bool = False
    when: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table whose rows repeat; without `width_mm` it takes what the others leave.

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
    """An outer loop of a table: a row with its title, then the repeating rows, then totals of its own."""

    loop: str
    title: str
    totals: Sequence[Total] = ()


@dataclass(frozen=True, slots=True)
class SignatureLabels:
    """What stands above the four places of a signature."""

    place_and_date: str
    signature: str
    name: str
    position: str


def fields(items: Sequence[Field], *, label_width: float, description: str, layout: Layout) -> Xml:
    """Return a table of two columns: labels, which are its headers, and values."""
    widths = column_twips([label_width, TEXT_WIDTH - label_width])
    rows = joined(_field_row(item, widths) for item in items)
    return _table(rows, widths, description, layout, header_row=False)


def pairs(items: Sequence[Field], *, label_width: float, description: str, layout: Layout) -> Xml:
    """Return a table of four columns, two labels and values a row; an odd last value takes the whole row."""
    value_width = TEXT_WIDTH / 2 - label_width
    widths = column_twips([label_width, value_width, label_width, value_width])
    rows = joined(_pair_row(items[start : start + 2], widths) for start in range(0, len(items), 2))
    return _table(rows, widths, description, layout, header_row=False)


def repeating(
    columns: Sequence[Column],
    *,
    loop: str,
    band: Band | None,
    totals: Sequence[Total],
    when_empty: str,
    description: str,
    layout: Layout,
) -> Xml:
    """Return a table with a header row that repeats on each page, a row for each turn of the loop, totals."""
    widths = column_twips(_column_widths(columns))
    rows = [
        _header_row(columns, widths),
        _banded(band, _looped(loop, _row(columns, widths), widths), columns, widths),
        _empty_row(loop if band is None else band.loop, when_empty, widths),
        *(_total_row(total, columns, widths) for total in totals),
    ]
    return _table(joined(rows), widths, description, layout, header_row=True)


def signatures(
    *, loop: str, name: str, position: str, labels: SignatureLabels, description: str, layout: Layout
) -> Xml:
    """Return the places to sign, two rows for each turn of the loop, none of them parted by a page."""
    widths = column_twips([TEXT_WIDTH / 2, TEXT_WIDTH / 2])
    to_write = [_to_write(labels.place_and_date, widths[0]), _to_write(labels.signature, widths[1])]
    printed = [_printed(labels.name, name, widths[0]), _printed(labels.position, position, widths[1])]
    rows = joined([_tr(to_write, height=twips(17)), _tr(printed)])
    return _table(_looped(loop, rows, widths), widths, description, layout, header_row=False)


def _field_row(item: Field, widths: Sequence[int]) -> Xml:
    row = _tr([_label(item.label, widths[0]), _value(item, widths[1])], whole=not item.prose)
    return _on_condition(item.when, row, widths)


def _pair_row(items: Sequence[Field], widths: Sequence[int]) -> Xml:
    first, *others = items
    if not others:
        return _tr([_label(first.label, widths[0]), _value(first, sum(widths[1:]), span=3)])
    cells = [_label(first.label, widths[0]), _value(first, widths[1])]
    return _tr([*cells, _label(others[0].label, widths[2]), _value(others[0], widths[3])])


def _header_row(columns: Sequence[Column], widths: Sequence[int]) -> Xml:
    cells = [
        _cell(
            paragraph(
                "TableHeadingAmount" if column.align == "right" else "TableHeading",
                words(column.title),
                properties=w("keepNext"),
            ),
            width,
            shaded=True,
            low=True,
        )
        for column, width in zip(columns, widths, strict=True)
    ]
    return _tr(cells, repeated=True)


def _row(columns: Sequence[Column], widths: Sequence[int]) -> Xml:
    cells = [_column_cell(column, width) for column, width in zip(columns, widths, strict=True)]
    return _tr(cells, whole=not any(column.prose for column in columns))


def _column_cell(column: Column, width: int) -> Xml:
    if column.prose:
        return _cell(prose(column.value), width)
    amount = column.align == "right"
    style = "TableAmount" if amount else "TableText"
    return _cell(paragraph(style, value(column.value)), width, unbroken=amount)


def _banded(band: Band | None, rows: Xml, columns: Sequence[Column], widths: Sequence[int]) -> Xml:
    if band is None:
        return rows
    title = paragraph("TableTotal", value(band.title), properties=w("keepNext"))
    totals = joined(_total_row(total, columns, widths) for total in band.totals)
    return _looped(
        band.loop, joined([_tr([_cell(title, sum(widths), span=len(widths))]), rows, totals]), widths
    )


def _total_row(total: Total, columns: Sequence[Column], widths: Sequence[int]) -> Xml:
    spanned = len(columns) - len(total.values)
    if spanned < 1:
        raise ValueError(
            f"the total {total.label!r} has {len(total.values)} values for {len(columns)} columns"
        )
    label = _cell(paragraph("TableTotal", words(total.label)), sum(widths[:spanned]), span=spanned)
    amounts = [
        _cell(paragraph("TableTotalAmount", value(shown)), width, unbroken=True)
        for shown, width in zip(total.values, widths[spanned:], strict=True)
    ]
    return _on_condition(total.when, _tr([label, *amounts]), widths)


def _empty_row(loop: str, text: str, widths: Sequence[int]) -> Xml:
    if not text:
        return NOTHING
    row = _tr([_cell(paragraph("TableText", words(text)), sum(widths), span=len(widths))])
    return _on_condition(f"not {loop.partition(' in ')[2]}", row, widths)


def _looped(loop: str, rows: Xml, widths: Sequence[int]) -> Xml:
    return joined([_tag_row(f"for {loop}", widths), rows, _tag_row("endfor", widths)])


def _on_condition(condition: str, rows: Xml, widths: Sequence[int]) -> Xml:
    if not condition:
        return rows
    return joined([_tag_row(f"if {condition}", widths), rows, _tag_row("endif", widths)])


def _tag_row(code: str, widths: Sequence[int]) -> Xml:
    return _tr([_cell(row_tag(code), sum(widths), span=len(widths))])


def _label(text: str, width: int) -> Xml:
    return _cell(paragraph("TableHeading", words(text)), width, shaded=True)


def _value(item: Field, width: int, *, span: int = 1) -> Xml:
    content = prose(item.value) if item.prose else paragraph("TableText", value(item.value))
    return _cell(content, width, span=span)


def _to_write(label: str, width: int) -> Xml:
    return _cell(paragraph("SignatureLabel", words(label)), width)


def _printed(label: str, shown: str, width: int) -> Xml:
    return _cell(
        joined([paragraph("SignatureLabel", words(label)), paragraph("SignatureText", value(shown))]), width
    )


def _column_widths(columns: Sequence[Column]) -> list[float]:
    """Return the widths in millimetres, those that were left out filled in; they must fit the page."""
    left = TEXT_WIDTH - sum(column.width_mm for column in columns)
    open_columns = sum(not column.width_mm for column in columns)
    if left < 0 or (left == 0) != (open_columns == 0):
        raise ValueError(
            f"the columns' widths leave {left} mm of {TEXT_WIDTH} to {open_columns} columns without one"
        )
    return [column.width_mm or left / open_columns for column in columns]


def _cell(
    content: Xml,
    width: int,
    *,
    span: int = 1,
    shaded: bool = False,
    unbroken: bool = False,
    low: bool = False,
) -> Xml:
    properties = [
        w("tcW", w=width, type="dxa"),
        w("gridSpan", val=span) if span > 1 else NOTHING,
        w("shd", val="clear", color="auto", fill=SHADE) if shaded else NOTHING,
        w("noWrap") if unbroken else NOTHING,
        w("vAlign", val="bottom") if low else NOTHING,
    ]
    return w("tc", w("tcPr", *properties), content)


def _tr(cells: Sequence[Xml], *, whole: bool = True, repeated: bool = False, height: int = 0) -> Xml:
    properties = [
        w("cantSplit") if whole else NOTHING,
        w("trHeight", val=height, hRule="atLeast") if height else NOTHING,
        w("tblHeader") if repeated else NOTHING,
    ]
    found = joined(properties)
    return w("tr", w("trPr", found) if found else NOTHING, *cells)


def _table(rows: Xml, widths: Sequence[int], description: str, layout: Layout, *, header_row: bool) -> Xml:
    look = w(
        "tblLook",
        val="0620" if header_row else "0680",
        firstRow=int(header_row),
        lastRow=0,
        firstColumn=int(not header_row),
        lastColumn=0,
        noHBand=1,
        noVBand=1,
    )
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblStyle", val="RuledTable"),
            w("tblW", w=sum(widths), type="dxa"),
            w("tblInd", w=-twips(layout.indent_mm), type="dxa"),
            w("tblLayout", type="fixed"),
            look,
            w("tblDescription", val=description),
        ),
        w("tblGrid", *(w("gridCol", w=width) for width in widths)),
        rows,
    )
