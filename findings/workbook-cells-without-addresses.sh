#!/bin/sh
# xlsx2csv and pandoc leave out the cells of a workbook that have no address of their own.
#
# Expected: The r of a row and of a cell is optional (ECMA-376 part 1, 18.3.1.4 and 18.3.1.73): without it, each is
#   the next one. Writers that save room leave it out. openpyxl, python-calamine and SheetJS read such a file.
# Happens: xlsx2csv writes empty lines, pandoc an empty table; neither reports anything, and both exit as if all
#   were well. (exceljs, xlsx-populate and read-excel-file raise an error.)
# Versions: xlsx2csv 0.8.6, pandoc 3.9 (pypandoc_binary 1.17); openpyxl 3.1.5 to compare.
# Output seen: at the end of this file.
# Known as: nothing was found.
# hakemus: reads cells itself.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export PYTHONUTF8=1
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check openpyxl==3.1.5 xlsx2csv==0.8.6 pypandoc_binary==1.17 \
  XlsxWriter==3.3.1

venv/bin/python - >seen <<'PY'
import io
import re
import zipfile

import openpyxl
import pypandoc
import xlsxwriter
from xlsx2csv import Xlsx2csv

with xlsxwriter.Workbook("costs.xlsx") as made:
    sheet = made.add_worksheet("Costs")
    sheet.write_row("A1", (4000, 2500))
    sheet.write_row("A2", (900, 100))
with zipfile.ZipFile("costs.xlsx") as package:
    parts = {name: package.read(name) for name in package.namelist()}
sheet = parts["xl/worksheets/sheet1.xml"].decode()
sheet = re.sub(r' spans="[^"]*"', "", re.sub(r'(<row|<c) r="\w+"', r"\1", sheet))
parts["xl/worksheets/sheet1.xml"] = sheet.encode()
with zipfile.ZipFile("costs.xlsx", "w") as package:
    for name, content in parts.items():
        package.writestr(name, content)

print(re.search(r"<sheetData>.*</sheetData>", sheet)[0])
print("openpyxl:", [[cell.value for cell in row] for row in openpyxl.load_workbook("costs.xlsx").active.rows])
table = io.StringIO()
Xlsx2csv("costs.xlsx", outputencoding="utf-8").convert(table)
print("xlsx2csv:", table.getvalue().split())
print("pandoc:", pypandoc.convert_file("costs.xlsx", "plain", format="xlsx").split())
PY

cat seen
cat >stated <<'END'
<sheetData><row><c><v>4000</v></c><c><v>2500</v></c></row><row><c><v>900</v></c><c><v>100</v></c></row></sheetData>
openpyxl: [[4000, 2500], [900, 100]]
xlsx2csv: []
pandoc: ['Costs']
END
diff stated seen || { echo "This is no longer as stated." >&2; exit 1; }
