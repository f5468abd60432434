#!/bin/sh
# exceljs reads a day that is saved as ISO 8601 as one in July 1905, and saves it as that.
#
# Expected: A cell of type d holds an ISO 8601 date (ECMA-376 part 1, 18.18.11); openpyxl writes it with
#   iso_dates=True, and strict workbooks have it. openpyxl, python-calamine, SheetJS and LibreOffice read the day.
# Happens: exceljs reads the year alone, as a number of days: 2026 of them end on 18 July 1905. When it saves the
#   workbook, the deadline has moved by a hundred and twenty years. xlsx-populate reads NaN.
# Versions: exceljs 4.4.0, xlsx-populate 1.21.0, openpyxl 3.1.5 to write and to read.
# Output seen: at the end of this file.
# Known as: nothing was found.
# hakemus: reads cells itself, and the day as one.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export PYTHONUTF8=1
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check openpyxl==3.1.5
npm install --silent --no-audit --no-fund --prefix . exceljs@4.4.0 xlsx-populate@1.21.0

venv/bin/python - <<'PY'
from datetime import date

import openpyxl

book = openpyxl.Workbook()
book.iso_dates = True
book.active["A1"] = date(2026, 3, 1)
book.save("deadline.xlsx")
PY
node - >seen <<'JS'
const Excel = require("exceljs");
const Populate = require("xlsx-populate");
(async () => {
  const book = new Excel.Workbook();
  await book.xlsx.readFile("deadline.xlsx");
  console.log("exceljs:", book.worksheets[0].getCell("A1").value);
  await book.xlsx.writeFile("saved.xlsx");
  const other = await Populate.fromFileAsync("deadline.xlsx");
  console.log("xlsx-populate:", other.sheet(0).cell("A1").value() ?? "nothing");
})();
JS
venv/bin/python - >>seen <<'PY'
import openpyxl

for file in ("deadline.xlsx", "saved.xlsx"):
    print(f"{file}:", openpyxl.load_workbook(file).active["A1"].value)
PY

cat seen
cat >stated <<'END'
exceljs: 1905-07-18T00:00:00.000Z
xlsx-populate: NaN
deadline.xlsx: 2026-03-01
saved.xlsx: 1905-07-18 00:00:00
END
diff stated seen || { echo "This is no longer as stated." >&2; exit 1; }
