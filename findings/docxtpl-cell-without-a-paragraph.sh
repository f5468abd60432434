#!/bin/sh
# A condition around the only paragraph of a cell makes docxtpl write a file that the schema forbids.
#
# Expected: {%p if %} and {%p endif %} around a paragraph, as docxtpl's page shows them, leave it out. Each cell of
#   a table must have at least one block in it, a paragraph as the last (ECMA-376 part 1, 17.4, w:tc), so one
#   expects an empty paragraph.
# Happens: The cell is left with nothing in it. Word calls such a file damaged and offers to repair it; docxtpl and
#   python-docx say nothing. It depends on the data, so a template that was tried may break later.
# Versions: docxtpl 0.20.2 with python-docx 1.2.0, checked by openxml-audit 0.8.0.
# Output seen: at the end of this file.
# Known as: nothing was found for docxtpl; other engines had the same (sablon 4, docxtemplater 226).
# hakemus: a cell, header or note that would end without a paragraph gets one (docs/engine.md, "The file is sound").
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export PYTHONUTF8=1
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check docxtpl==0.20.2 jinja2==3.1.6 openxml-audit==0.8.0 \
  python-docx==1.2.0 lxml==6.1.3

venv/bin/python - >seen <<'PY'
import docx
from docxtpl import DocxTemplate
from openxml_audit import OpenXmlValidator

template = docx.Document()
cell = template.add_table(rows=1, cols=1).cell(0, 0)
cell.text = "{%p if remark %}"
cell.add_paragraph("{{ remark }}")
cell.add_paragraph("{%p endif %}")
template.save("template.docx")

for remark in ("Paid in advance.", ""):
    paper = DocxTemplate("template.docx")
    paper.render({"remark": remark}, autoescape=True)
    paper.save("paper.docx")
    (tc,) = docx.Document("paper.docx").tables[0]._tbl.iter_tcs()
    errors = [one for one in OpenXmlValidator().validate("paper.docx").errors if one.part_uri == "/word/document.xml"]
    print(f"remark {remark!r}: {len(tc.p_lst)} paragraphs, {[one.description for one in errors]}")
PY

cat seen
cat >stated <<'END'
remark 'Paid in advance.': 1 paragraphs, []
remark '': 0 paragraphs, ['Required sequence content is missing']
END
diff stated seen || { echo "This is no longer as stated." >&2; exit 1; }
