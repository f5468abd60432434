#!/bin/sh
# python-calamine reads a cell with an error, such as #REF!, as an empty one.
#
# Expected: A cell of type e holds an error (ECMA-376 part 1, 18.18.11). openpyxl gives its text, so that a sum that
#   went wrong is not taken for one that is not there.
# Happens: The value is an empty string, as of a cell with nothing in it. pandas with engine="calamine" has a
#   missing value. A total that broke when a row was deleted looks like a total that nobody entered.
# Versions: python-calamine 0.9.1; openpyxl 3.1.5 to compare.
# Output seen: at the end of this file.
# Known as: python-calamine, issue 105 (open since 2024); its page does not say it.
# hakemus: reads cells itself, and an error is reported with the address of its cell.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export PYTHONUTF8=1
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check openpyxl==3.1.5 python-calamine==0.9.1 XlsxWriter==3.3.1

venv/bin/python - >seen <<'PY'
import openpyxl
import xlsxwriter
from python_calamine import CalamineWorkbook

with xlsxwriter.Workbook("costs.xlsx") as made:
    sheet = made.add_worksheet("Costs")
    sheet.write_formula("A1", "=1/0", None, "#DIV/0!")
    sheet.write_formula("B1", "=SUM(#REF!)", None, "#REF!")
    sheet.write_string("C1", "kept")
print("openpyxl:", [cell.value for cell in openpyxl.load_workbook("costs.xlsx", data_only=True).active[1]])
print("python-calamine:", CalamineWorkbook.from_path("costs.xlsx").get_sheet_by_index(0).to_python()[0])
PY

cat seen
cat >stated <<'END'
openpyxl: ['#DIV/0!', '#REF!', 'kept']
python-calamine: ['', '', 'kept']
END
diff stated seen || { echo "This is no longer as stated." >&2; exit 1; }
