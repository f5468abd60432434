#!/bin/sh
# pandoc reads a workbook of XlsxWriter without its texts, and does not read one of openpyxl at all.
#
# Expected: A text may be in its cell (t="inlineStr", ECMA-376 part 1, 18.3.1.53) or in a shared part; a relation
#   may name its target from the root of the package (part 2). XlsxWriter writes texts in cells with
#   constant_memory, openpyxl does both. Excel and LibreOffice read them.
# Happens: pandoc's reader leaves the cells of the first kind empty: names of costs are gone, amounts stay. For the
#   second it looks for xl//xl/worksheets/sheet1.xml and gives up.
# Versions: pandoc 3.9 (pypandoc_binary 1.17), XlsxWriter 3.3.1, openpyxl 3.1.5.
# Output seen: at the end of this file.
# Known as: nothing was found; the reader is of 2025 (pull request 11287).
# hakemus: shares the texts of its workbooks, and names their parts from their own folder, so pandoc shows them.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export PYTHONUTF8=1
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check openpyxl==3.1.5 pypandoc_binary==1.17 XlsxWriter==3.3.1

venv/bin/python - >seen <<'PY'
import openpyxl
import pypandoc
import xlsxwriter

for constant_memory in (False, True):
    with xlsxwriter.Workbook("costs.xlsx", {"constant_memory": constant_memory}) as made:
        made.add_worksheet("Costs").write_row("A1", ("Roof", 4000, "paid"))
    read = pypandoc.convert_file("costs.xlsx", "html", format="xlsx")
    cells = [one.split(">")[-1] for one in read.replace("</td>", "</th>").split("</th>")[:-1]]
    print(f"XlsxWriter, constant_memory={constant_memory}: {cells}")
book = openpyxl.Workbook()
book.active.append(("Roof", 4000, "paid"))
book.save("costs.xlsx")
try:
    pypandoc.convert_file("costs.xlsx", "plain", format="xlsx")
except RuntimeError as error:
    print("openpyxl:", str(error).split(":", 1)[1].strip())
PY

cat seen
cat >stated <<'END'
XlsxWriter, constant_memory=False: ['Roof', '4000.0', 'paid']
XlsxWriter, constant_memory=True: ['', '4000.0', '']
openpyxl: Failed to parse XLSX: Entry not found: xl//xl/worksheets/sheet1.xml
END
diff stated seen || { echo "This is no longer as stated." >&2; exit 1; }
