#!/bin/sh
# openpyxl says of a hidden column that it is not, unless it is the first of its range, and asking changes the file.
#
# Expected: One <col> may stand for several columns: min=2, max=4, hidden=1 hides B, C and D (ECMA-376 part 1,
#   18.3.1.13). Each of them is hidden, and reading an attribute changes nothing.
# Happens: Of C and D, hidden is False: who leaves out hidden columns counts them. The question itself adds a
#   column, and in the saved file columns 3 and 4 are in two <col> at once, one of which shows them; XlsxWriter's
#   page says of such ranges that they must not overlap.
# Versions: openpyxl 3.1.5.
# Output seen: at the end of this file.
# Known as: pyexcel-xlsx, issue 41 (open since 2020), for its effect there.
# hakemus: columns go by their headings, hidden or not; openpyxl's column_dimensions are not asked.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export PYTHONUTF8=1
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check openpyxl==3.1.5 XlsxWriter==3.3.1

venv/bin/python - >seen <<'PY'
import re
import zipfile

import openpyxl
import xlsxwriter

def ranges(file: str) -> list[tuple[str, str]]:
    """Return the columns from and to of each <col>."""
    with zipfile.ZipFile(file) as package:
        body = package.read("xl/worksheets/sheet1.xml").decode()
    return [
        tuple(re.search(rf'{name}="(\d+)"', col)[1] for name in ("min", "max"))
        for col in re.findall(r"<col [^>]*>", body)
    ]

with xlsxwriter.Workbook("costs.xlsx") as made:
    made.add_worksheet("Costs").set_column("B:D", None, None, {"hidden": True})
opened = openpyxl.load_workbook("costs.xlsx")
columns = opened["Costs"].column_dimensions
print("hidden:", {column: columns[column].hidden for column in "BCD"})
opened.save("saved.xlsx")
for file in ("costs.xlsx", "saved.xlsx"):
    print(f"{file}:", ", ".join("-".join(pair) for pair in ranges(file)))
PY

cat seen
cat >stated <<'END'
hidden: {'B': True, 'C': False, 'D': False}
costs.xlsx: 2-4
saved.xlsx: 2-4, 3-3, 4-4
END
diff stated seen || { echo "This is no longer as stated." >&2; exit 1; }
