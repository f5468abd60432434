#!/bin/sh
# A number whose format shows a unit is a date for exceljs, and loses its value in xlsx2csv.
#
# Expected: A number format may show letters behind a backslash or in quotes (ECMA-376 part 1, 18.8.30). They are no
#   codes of a date: 0.0\ \h shows 7.5 h, as hours are often formatted, and #,##0.00 "mk" an amount in marks.
# Happens: exceljs sees a date in the h behind the backslash and gives 6 January 1900. xlsx2csv puts day and hour
#   into the format itself and writes that: no digit of the amount is left in the file.
# Versions: exceljs 4.4.0, xlsx2csv 0.8.6; openpyxl 3.1.5 to compare.
# Output seen: at the end of this file.
# Known as: nothing was found for these two.
# hakemus: the budget's columns have kinds of their own, and a value is read as one of them, whatever its format.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export PYTHONUTF8=1
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check openpyxl==3.1.5 xlsx2csv==0.8.6 XlsxWriter==3.3.1
npm install --silent --no-audit --no-fund --prefix . exceljs@4.4.0

venv/bin/python - >seen <<'PY'
import io

import openpyxl
import xlsxwriter
from xlsx2csv import Xlsx2csv

with xlsxwriter.Workbook("hours.xlsx") as made:
    sheet = made.add_worksheet("Hours")
    for column, code in enumerate(("0.0\\ \\h", '#,##0.00 "mk"')):
        sheet.write_number(0, column, 7.5, made.add_format({"num_format": code}))
print("openpyxl:", [cell.value for cell in openpyxl.load_workbook("hours.xlsx").active[1]])
table = io.StringIO()
Xlsx2csv("hours.xlsx", outputencoding="utf-8").convert(table)
print("xlsx2csv:", table.getvalue().strip())
PY

node - >>seen <<'JS'
const Excel = require("exceljs");
(async () => {
  const book = new Excel.Workbook();
  await book.xlsx.readFile("hours.xlsx");
  console.log("exceljs:", JSON.stringify(book.worksheets[0].getRow(1).values.slice(1)));
})();
JS

cat seen
cat >stated <<'END'
openpyxl: [7.5, 7.5]
xlsx2csv: 0.0 12,"#,##0.00 ""01k"""
exceljs: ["1900-01-06T12:00:00.000Z",7.5]
END
diff stated seen || { echo "This is no longer as stated." >&2; exit 1; }
