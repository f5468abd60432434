"""How the cells of the workbook look: what is to be filled is light, what is counted is grey and locked."""

from typing import TYPE_CHECKING

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

MONEY = '#,##0.00\\ "€"'
SHARE = "0.0\\ %"
PERCENT = "0.00\\ %"
WHOLE = "0"
TEXT = "General"
FORMATS = {
    "money": MONEY,
    "percent": PERCENT,
    "year": WHOLE,
    "whole": WHOLE,
    "counted": MONEY,
}

_FONT = "Arial"
_LINE = Side(style="thin", color="A6A6A6")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_TO_FILL = PatternFill("solid", fgColor="FFFBE6")
_COUNTED = PatternFill("solid", fgColor="F2F2F2")
_HEAD = PatternFill("solid", fgColor="DCE6F5")
GOOD = PatternFill("solid", bgColor="D8F0D8")
BAD = PatternFill("solid", bgColor="F8D0D0")


def title(cell: "Cell") -> None:
    """Make a cell the sheet's title."""
    cell.font = Font(name=_FONT, size=14, bold=True)


def plain(cell: "Cell") -> None:
    """Make a cell running text."""
    cell.font = Font(name=_FONT, size=10)
    cell.alignment = Alignment(vertical="top", horizontal="left", indent=1)


def hint(cell: "Cell") -> None:
    """Make a cell an explanation."""
    cell.font = Font(name=_FONT, size=9, italic=True, color="595959")
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def head(cell: "Cell", *, right: bool = False) -> None:
    """Make a cell the heading of a column."""
    cell.font = Font(name=_FONT, size=10, bold=True)
    cell.fill, cell.border = _HEAD, _BOX
    cell.alignment = Alignment(
        wrap_text=True, vertical="center", horizontal="right" if right else "left", indent=int(not right)
    )


def to_fill(cell: "Cell", kind: str) -> None:
    """Make a cell one that is filled by a person."""
    cell.font = Font(name=_FONT, size=10)
    cell.fill, cell.border = _TO_FILL, _BOX
    cell.protection = Protection(locked=False)
    cell.number_format = FORMATS.get(kind, TEXT)
    is_text = kind in ("text", "choice")
    cell.alignment = Alignment(
        wrap_text=is_text, vertical="top", horizontal="left" if is_text else "right", indent=int(is_text)
    )


def counted(cell: "Cell", number_format: str = MONEY, *, bold: bool = False) -> None:
    """Make a cell one that is counted, and locked."""
    cell.font = Font(name=_FONT, size=10, bold=bold)
    cell.fill, cell.border = _COUNTED, _BOX
    cell.number_format = number_format
    cell.alignment = Alignment(vertical="top")


def label(cell: "Cell", *, bold: bool = False) -> None:
    """Make a cell the name of a row."""
    cell.font = Font(name=_FONT, size=10, bold=bold)
    cell.border = _BOX
    cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left", indent=1)


def page(sheet: "Worksheet", head_row: int, footer: str, *, one_page: bool = False) -> None:
    """Set a sheet up for A4: as wide as the page, the heading on each page, the page's number at its foot."""
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, int(one_page)
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{head_row}:{head_row}"
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    left, right = sheet.oddFooter.left, sheet.oddFooter.right
    left.text, right.text = footer.replace("&", "&&"), "&P (&N)"
    left.font = right.font = f"{_FONT},Regular"
    left.size = right.size = 9


def protect(sheet: "Worksheet") -> None:
    """Lock what is counted, without a password; columns and rows may be resized, hidden, sorted and added."""
    protection = sheet.protection
    protection.sheet = True
    protection.formatColumns = protection.formatRows = False
    protection.insertRows = protection.deleteRows = protection.sort = protection.autoFilter = False
