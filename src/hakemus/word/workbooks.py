"""The smallest spreadsheet that Office opens: one sheet of texts and numbers, the same bytes every time."""

from collections.abc import Sequence
from decimal import Decimal
from html import escape

from hakemus.word.markup import CONTENT_TYPES, DECLARATION, RELATIONSHIPS
from hakemus.word.package import TYPES_PART, in_order, pack, write

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_FAST = 1
_RELATED = (
    '<Relationships xmlns="{namespace}"><Relationship Id="rId1" Type="{office}/{kind}" Target="{target}"/>'
    "</Relationships>"
)

Cell = str | Decimal


def workbook(sheet: str, rows: Sequence[Sequence[Cell]]) -> bytes:
    """Return a workbook (XLSX) with one sheet, whose columns are at most 26; an empty text is an empty cell."""
    lines = (
        f'<row r="{number}">{"".join(_cell(number, place, cell) for place, cell in enumerate(row))}</row>'
        for number, row in enumerate(rows, start=1)
    )
    parts = {
        TYPES_PART: (
            f'<Types xmlns="{CONTENT_TYPES}"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET_TYPE}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEET_TYPE}.worksheet+xml"/></Types>'
        ),
        "_rels/.rels": _related("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
            f'<sheet name="{escape(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": _related("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": (
            f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'
        ),
    }
    return write(pack(part, (DECLARATION + parts[part]).encode(), _FAST) for part in in_order(parts))


def _related(kind: str, target: str) -> str:
    return _RELATED.format(namespace=RELATIONSHIPS, office=_OFFICE, kind=kind, target=target)


def _cell(number: int, place: int, cell: Cell) -> str:
    where = f"{chr(ord('A') + place)}{number}"
    if isinstance(cell, Decimal):
        return f'<c r="{where}"><v>{cell:f}</v></c>'
    return (
        f'<c r="{where}" t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'
        if cell
        else ""
    )
