#!/bin/sh
# openpyxl drops the values in the covered cells of a merged range when it opens a workbook, so sums change.
#
# Expected: Cells under a merge may hold values, which Excel keeps, hides and counts in formulas (ECMA-376 part 1,
#   18.3.1.54); they get there when a merge is copied with the format painter. Opening and saving a workbook keeps
#   its values. openpyxl's page says that merge_cells() empties cells, and nothing of load_workbook().
# Happens: The covered value is None, and gone from the file once it is saved: the formula that gave 300 gives 100
#   when it is next counted. With read_only=True the same cell holds 200.
# Versions: openpyxl 3.1.5, python-calamine 0.9.1 to read what is in the file.
# Output seen: at the end of this file.
# Known as: nothing was found.
# hakemus: merged cells in the tables of a budget are reported with their address, and nothing is read.
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
    sheet.merge_range("A1:B1", 100)
    sheet.write("B1", 200)
    sheet.write_formula("A2", "=SUM(A1:B1)", None, 300)

opened = openpyxl.load_workbook("costs.xlsx")
print("opened:", opened["Costs"]["B1"].value)
print("opened read-only:", openpyxl.load_workbook("costs.xlsx", read_only=True)["Costs"]["B1"].value)
opened.save("saved.xlsx")
for file in ("costs.xlsx", "saved.xlsx"):
    print(f"{file}:", CalamineWorkbook.from_path(file).get_sheet_by_name("Costs").to_python()[0])
PY

cat seen
cat >stated <<'END'
opened: None
opened read-only: 200
costs.xlsx: [100.0, 200.0]
saved.xlsx: [100.0]
END
diff stated seen || { echo "This is no longer as stated." >&2; exit 1; }
