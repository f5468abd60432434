#!/bin/sh
# EDATE goes beyond the end of a short month in pycel and fast-formula-parser.
#
# Expected: EDATE gives the same day of a later month, or the last one of a shorter month: EDATE(31.1.2026, 1) is
#   28.2.2026, which is 46081, in Excel and LibreOffice; OpenFormula says so, and HyperFormula and formulas do so.
# Happens: Both add the rest of the days and give 46084, which is 3.3.2026. A project of so many months ends three
#   days late, and a payment application that must be sent within a month is counted as in time.
# Versions: pycel 1.0b30, fast-formula-parser 1.0.19; formulas 1.3.4 and hyperformula 3.5.0 to compare.
# Output seen: at the end of this file.
# Known as: nothing was found.
# hakemus: counts months itself, to the last day of a shorter one.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export PYTHONUTF8=1
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check openpyxl==3.1.5 formulas==1.3.4 pycel==1.0b30
npm install --silent --no-audit --no-fund --prefix . hyperformula@3.5.0 fast-formula-parser@1.0.19

venv/bin/python - >seen <<'PY'
import formulas
import openpyxl
from pycel import ExcelCompiler

book = openpyxl.Workbook()
book.active.title = "Plan"
book.active["A1"] = "=EDATE(DATE(2026,1,31),1)"
book.save("plan.xlsx")
print("formulas:", int(formulas.Parser().ast(book.active["A1"].value)[1].compile()()))
print("pycel:", int(ExcelCompiler("plan.xlsx").evaluate("Plan!A1")))
PY

node - >>seen <<'JS'
const { HyperFormula } = require("hyperformula");
const FormulaParser = require("fast-formula-parser");
const wanted = "EDATE(DATE(2026,1,31),1)";
const engine = HyperFormula.buildFromArray([[`=${wanted}`]], { licenseKey: "gpl-v3" });
console.log("HyperFormula:", engine.getSheetValues(0)[0][0]);
console.log("fast-formula-parser:", new FormulaParser().parse(wanted, { sheet: "Plan", row: 1, col: 1 }));
JS

cat seen
cat >stated <<'END'
formulas: 46081
pycel: 46084
HyperFormula: 46081
fast-formula-parser: 46084
END
diff stated seen || { echo "This is no longer as stated." >&2; exit 1; }
