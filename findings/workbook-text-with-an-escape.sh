#!/bin/sh
# openpyxl, exceljs and SheetJS write the text Project_x0020_name so that it is read as Project name.
#
# Expected: In the text of a cell, _x and four digits of base 16 and _ stand for a character (ECMA-376 part 1,
#   22.9.2.19, ST_Xstring), so a writer must write a _ that begins such a text as _x005F_. XlsxWriter does.
#   SharePoint's names of columns are of this form.
# Happens: Three libraries write it as it is. Excel, python-calamine and SheetJS's own reader make a blank of it, so
#   the key in the cell is another one and is not found again. openpyxl spoils a file in which it was written well,
#   by opening and saving it.
# Versions: openpyxl 3.1.5, exceljs 4.4.0, xlsx 0.18.5, XlsxWriter 3.3.1 and python-calamine 0.9.1 to compare.
# Output seen: at the end of this file.
# Known as: nothing was found.
# hakemus: writes such a text as _x005F_…, and reads the character that the escape stands for.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export PYTHONUTF8=1
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check openpyxl==3.1.5 python-calamine==0.9.1 XlsxWriter==3.3.1
npm install --silent --no-audit --no-fund --prefix . exceljs@4.4.0 xlsx@0.18.5

node - <<'JS'
const Excel = require("exceljs");
const SheetJS = require("xlsx");
(async () => {
  const book = new Excel.Workbook();
  book.addWorksheet("Files").getCell("A1").value = "Project_x0020_name";
  await book.xlsx.writeFile("exceljs.xlsx");
  const other = SheetJS.utils.book_new();
  SheetJS.utils.book_append_sheet(other, SheetJS.utils.aoa_to_sheet([["Project_x0020_name"]]), "Files");
  SheetJS.writeFile(other, "sheetjs.xlsx");
})();
JS

venv/bin/python - >seen <<'PY'
import openpyxl
import xlsxwriter
from python_calamine import CalamineWorkbook

with xlsxwriter.Workbook("xlsxwriter.xlsx") as made:
    made.add_worksheet("Files").write("A1", "Project_x0020_name")
book = openpyxl.Workbook()
book.active["A1"] = "Project_x0020_name"
book.save("openpyxl.xlsx")
openpyxl.load_workbook("xlsxwriter.xlsx").save("xlsxwriter-by-openpyxl.xlsx")

for name in ("xlsxwriter", "openpyxl", "exceljs", "sheetjs", "xlsxwriter-by-openpyxl"):
    print(f"{name}:", CalamineWorkbook.from_path(f"{name}.xlsx").get_sheet_by_index(0).to_python()[0][0])
PY

cat seen
cat >stated <<'END'
xlsxwriter: Project_x0020_name
openpyxl: Project name
exceljs: Project name
sheetjs: Project name
xlsxwriter-by-openpyxl: Project name
END
diff stated seen || { echo "This is no longer as stated." >&2; exit 1; }
