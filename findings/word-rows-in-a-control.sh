#!/bin/sh
# Table rows in a content control, as of a repeating section, are missing in python-docx, officeparser and
# docx-preview.
#
# Expected: A content control may be around rows of a table (ECMA-376 part 1, 17.5.2); with Word's repeating
#   section, people add rows this way. The rows in it are rows of the table. mammoth, pandoc and docx2txt read them.
# Happens: All three see only the rows outside of the control: of a table of costs, its heading is left. Nothing is
#   reported.
# Versions: python-docx 1.2.0, officeparser 7.8.0, docx-preview 0.4.0 (with jsdom 29.1.1), mammoth 1.13.0 to
#   compare.
# Output seen: at the end of this file.
# Known as: python-docx, issue 757 (a cell in a control); nothing was found for rows, nor for the other two.
# hakemus: its own forms have such rows, and tables are read through controls of every level.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export PYTHONUTF8=1
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check mammoth==1.13.0 python-docx==1.2.0 lxml==6.1.3
npm install --silent --no-audit --no-fund --prefix . officeparser@7.8.0 docx-preview@0.4.0 jsdom@29.1.1

venv/bin/python - >seen <<'PY'
import docx
import mammoth
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

paper = docx.Document()
table = paper.add_table(rows=0, cols=2)
for texts in (("Cost", "Euros"), ("Roof", "4 000"), ("Windows", "2 500")):
    for cell, text in zip(table.add_row().cells, texts):
        cell.text = text
heading, *rows = list(table._tbl.tr_lst)
control = parse_xml(f'<w:sdt {nsdecls("w")}><w:sdtPr><w:id w:val="11"/></w:sdtPr><w:sdtContent/></w:sdt>')
heading.addnext(control)
for row in rows:
    control[-1].append(row)
paper.save("paper.docx")

with open("paper.docx", "rb") as file:
    print("mammoth:", ", ".join(mammoth.extract_raw_text(file).value.split("\n\n")).strip(", "))
(table,) = docx.Document("paper.docx").tables
print("python-docx:", ", ".join(cell.text for row in table.rows for cell in row.cells))
PY

node - >>seen <<'JS'
const fs = require("node:fs");
const { parseOffice, OfficeParser } = require("officeparser");
const { JSDOM } = require("jsdom");
(async () => {
  const parsed = await (parseOffice ?? OfficeParser.parseOffice)("paper.docx");
  const text = typeof parsed === "string" ? parsed : parsed.toText();
  console.log("officeparser:", text.split("\n").filter(Boolean).join(", "));

  const { window } = new JSDOM("", { url: "http://localhost/" });
  const names = ["window", "document", "DOMParser", "XMLSerializer", "Node", "Blob"];
  for (const name of names) globalThis[name] = window[name];
  const page = document.createElement("div");
  await require("docx-preview").renderAsync(fs.readFileSync("paper.docx"), page, null, { useBase64URL: true });
  console.log("docx-preview:", [...page.querySelectorAll("td")].map((cell) => cell.textContent).join(", "));
})();
JS

cat seen
cat >stated <<'END'
mammoth: Cost, Euros, Roof, 4 000, Windows, 2 500
python-docx: Cost, Euros
officeparser: Cost, Euros
docx-preview: Cost, Euros
END
diff stated seen || { echo "This is no longer as stated." >&2; exit 1; }
