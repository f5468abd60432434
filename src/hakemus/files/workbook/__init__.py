"""The budget as a spreadsheet with live formulas, out and back; needs openpyxl (`hakemus[workbook]`)."""

from hakemus.files.workbook.reading import read_budget
from hakemus.files.workbook.writing import budget_workbook, with_budget

__all__ = ["budget_workbook", "read_budget", "with_budget"]
