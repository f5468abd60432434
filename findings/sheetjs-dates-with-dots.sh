#!/bin/sh
# SheetJS gives a date in the format d.m.yyyy as a number of days, and 80 % in the format 0 % as 0.8.
#
# Expected: d.m.yyyy and 0 % are formats as people write them in Finland, Germany and Norway, and Excel shows
#   1.3.2026 and 80 % with them. sheet_to_csv gives the formatted text, as it does for yyyy-mm-dd and 0%.
# Happens: Its formatter does not know a point between days and months, nor a blank in front of %, and falls back to
#   the bare number without a sign of it: 46082 for the day, and 0.8, which may be taken for 0.8 %.
# Versions: xlsx 0.18.5, the last of its makers on npm; @e965/xlsx 0.20.3, a copy of a later version, does the same.
# Output seen: at the end of this file.
# Known as: SheetJS/ssf, issue 97 (2025), for yyyy.mm.dd.
# hakemus: reads values, not their look; a share of which the format is lost is
#   asked about.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export PYTHONUTF8=1
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check XlsxWriter==3.3.1
npm install --silent --no-audit --no-fund --prefix . xlsx@0.18.5 @e965/xlsx@0.20.3

venv/bin/python - <<'PY'
import xlsxwriter

cells = ((46082, "yyyy-mm-dd"), (46082, "d.m.yyyy"), (46082, "dd.mm.yyyy"), (0.8, "0%"), (0.8, "0 %"))
with xlsxwriter.Workbook("plan.xlsx") as made:
    sheet = made.add_worksheet("Plan")
    for column, (value, code) in enumerate(cells):
        sheet.write_string(0, column, code)
        sheet.write_number(1, column, value, made.add_format({"num_format": code}))
PY

node - >seen <<'JS'
for (const name of ["xlsx", "@e965/xlsx"]) {
  const SheetJS = require(name);
  const book = SheetJS.readFile("plan.xlsx");
  console.log(SheetJS.version);
  console.log(SheetJS.utils.sheet_to_csv(book.Sheets.Plan).trim());
}
JS

cat seen
cat >stated <<'END'
0.18.5
yyyy-mm-dd,d.m.yyyy,dd.mm.yyyy,0%,0 %
2026-03-01,46082,46082,80%,0.8
0.20.3
yyyy-mm-dd,d.m.yyyy,dd.mm.yyyy,0%,0 %
2026-03-01,46082,46082,80%,0.8
END
diff stated seen || { echo "This is no longer as stated." >&2; exit 1; }
