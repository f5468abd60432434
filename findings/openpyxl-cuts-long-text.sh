#!/bin/sh
# openpyxl cuts a text of more than 32 767 characters without a word.
#
# Expected: Excel takes no more in a cell. A library that is given more may refuse, as openpyxl does with characters
#   that a cell cannot hold, or say so, as XlsxWriter does (it returns -2 and writes nothing).
# Happens: The cell holds the first 32 767 characters. The rest of a long plan or of minutes is lost, with no error
#   and no warning.
# Versions: openpyxl 3.1.5, XlsxWriter 3.3.1 to compare.
# Output seen: at the end of this file.
# Known as: nothing was found; the page of openpyxl does not say it.
# hakemus: a text over the limit of a paper is refused, never cut; its workbooks have no long texts.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export PYTHONUTF8=1
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check openpyxl==3.1.5 XlsxWriter==3.3.1

venv/bin/python - >seen <<'PY'
import warnings

import openpyxl
import xlsxwriter

text = "long " * 8000
with warnings.catch_warnings(record=True) as warned:
    warnings.simplefilter("always")
    book = openpyxl.Workbook()
    book.active["A1"] = text
    book.save("plan.xlsx")
kept = openpyxl.load_workbook("plan.xlsx").active["A1"].value
print(f"openpyxl: {len(text)} characters, {len(kept)} kept, {len(warned)} warnings")
with xlsxwriter.Workbook("plan.xlsx") as made:
    print("XlsxWriter:", made.add_worksheet().write_string("A1", text))
PY

cat seen
cat >stated <<'END'
openpyxl: 40000 characters, 32767 kept, 0 warnings
XlsxWriter: -2
END
diff stated seen || { echo "This is no longer as stated." >&2; exit 1; }
