"""What every ruled table is made of: the table, its rows and its cells."""

from collections.abc import Sequence

from look import SHADE
from markup import NOTHING, Xml, joined, paragraph, w
from page import TEXT_WIDTH, Layout, column_twips, twips
from placeholders import row_tag, words

KEPT = w("keepNext")
"""The property of paragraphs whose row no page parts from the next."""

ANY_WIDTH = 0
"""The width of a cell that goes by the table's grid."""


def table(rows: Xml, widths: Sequence[int], description: str, layout: Layout, *, header_row: bool) -> Xml:
    """Return a ruled table that begins at the sheet's margin; its headers are the first row or the labels."""
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
    properties = w(
        "tblPr",
        w("tblStyle", val="RuledTable"),
        w("tblW", w=sum(widths), type="dxa"),
        w("tblInd", w=-twips(layout.indent_mm), type="dxa"),
        w("tblLayout", type="fixed"),
        look,
        w("tblDescription", val=description),
    )
    grid = w("tblGrid", *(w("gridCol", w=width) for width in widths))
    return w("tbl", properties, grid, rows)


def row(cells: Sequence[Xml], *, whole: bool = True, repeated: bool = False, height: int = 0) -> Xml:
    """Return a row: `whole` when no page may part it, `repeated` when it heads the table on every page."""
    properties = joined(
        [
            w("cantSplit") if whole else NOTHING,
            w("trHeight", val=height, hRule="atLeast") if height else NOTHING,
            w("tblHeader") if repeated else NOTHING,
        ]
    )
    return w("tr", w("trPr", properties) if properties else NOTHING, *cells)


def cell(
    content: Xml,
    width: int = ANY_WIDTH,
    *,
    span: int = 1,
    shaded: bool = False,
    unbroken: bool = False,
    low: bool = False,
) -> Xml:
    """Return a cell: `unbroken` for an amount that stays on one line, `low` to set its text at the bottom."""
    properties = [
        w("tcW", w=width, type="dxa") if width else NOTHING,
        w("gridSpan", val=span) if span > 1 else NOTHING,
        w("shd", val="clear", color="auto", fill=SHADE, themeFill="background2") if shaded else NOTHING,
        w("noWrap") if unbroken else NOTHING,
        w("vAlign", val="bottom") if low else NOTHING,
    ]
    return w("tc", w("tcPr", *properties), content)


def label(text: str, width: int, properties: Xml = NOTHING) -> Xml:
    """Return the shaded cell of a label, which is the header of its row."""
    return cell(paragraph("TableHeading", words(text), properties=properties), width, shaded=True)


def column_heading(content: Xml, width: int = ANY_WIDTH, *, right: bool = False) -> Xml:
    """Return the shaded cell that heads a column, kept on one page with what stands under it."""
    style = "TableHeadingAmount" if right else "TableHeading"
    return cell(paragraph(style, content, properties=KEPT), width, shaded=True, low=True)


def amount(style: str, content: Xml, width: int = ANY_WIDTH, properties: Xml = NOTHING) -> Xml:
    """Return a cell that stays on one line, in a style that is set to the right."""
    return cell(paragraph(style, content, properties=properties), width, unbroken=True)


def across(style: str, content: Xml, widths: Sequence[int], *, keep: bool = False) -> Xml:
    """Return a row of one cell over all columns, kept with the next row if asked."""
    one = paragraph(style, content, properties=KEPT if keep else NOTHING)
    return row([cell(one, sum(widths), span=len(widths))])


def sequence(loop: str) -> str:
    """Return what is looped over, whichever of it is left out.

    >>> sequence("item in budget.items if item.amount")
    'budget.items'
    """
    return loop.partition(" in ")[2].partition(" if ")[0]


def looped(loop: str, rows: Xml, columns: int) -> Xml:
    """Return rows that stand once for each turn of a loop (`item in budget.items`)."""
    return joined([_tag(f"for {loop}", columns), rows, _tag("endfor", columns)])


def on_condition(condition: str, rows: Xml, columns: int) -> Xml:
    """Return rows that stand only when the condition holds; without a condition they always do."""
    if not condition:
        return rows
    return joined([_tag(f"if {condition}", columns), rows, _tag("endif", columns)])


def pair_widths(label_width: float) -> list[int]:
    """Return the widths of four columns, label and value twice."""
    value_width = TEXT_WIDTH / 2 - label_width
    return column_twips([label_width, value_width, label_width, value_width])


def _tag(code: str, columns: int) -> Xml:
    return row([cell(row_tag(code), span=columns)])
