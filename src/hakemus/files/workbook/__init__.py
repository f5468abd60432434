"""The budget as a spreadsheet with live formulas, out and back."""

from hakemus.files.workbook.reading import WorkbookReading, read_workbook
from hakemus.files.workbook.writing import budget_workbook

__all__ = ["WorkbookReading", "budget_workbook", "read_workbook"]
