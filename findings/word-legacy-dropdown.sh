#!/bin/sh
# The choice in a drop-down of an old Word form is not in what pandoc, mammoth and docx2txt read.
#
# Expected: A legacy form field keeps the choice as a number in w:ddList/w:result, next to the list of entries
#   (ECMA-376 part 1, 17.16.9); Word shows the entry. mammoth and docx2python read the tick of the check box in the
#   same form, and docx2python the choice, too.
# Happens: The place of the choice is empty, in a paper that shows it to every person. Forms of authorities are
#   often of this kind still.
# Versions: pandoc 3.9 (pypandoc_binary 1.17), mammoth 1.13.0, docx2txt 0.9, docx2python 3.7.1 to compare.
# Output seen: at the end of this file.
# Known as: nothing was found for these; python-docx, issue 696, is similar.
# hakemus: its own forms have content controls; in somebody else's paper a field without a result is not guessed at.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export PYTHONUTF8=1
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pypandoc_binary==1.17 mammoth==1.13.0 docx2txt==0.9 \
  docx2python==3.7.1 python-docx==1.2.0 lxml==6.1.3

venv/bin/python - >seen <<'PY'
import docx
import docx2python
import docx2txt
import mammoth
import pypandoc
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

def form_field(name: str, code: str, data: str) -> list[object]:
    """Return the runs of a legacy form field."""
    pieces = (
        f'<w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="{name}"/><w:enabled/>'
        f'<w:calcOnExit w:val="0"/>{data}</w:ffData></w:fldChar>',
        f'<w:instrText xml:space="preserve"> {code} </w:instrText>',
        '<w:fldChar w:fldCharType="end"/>',
    )
    return [parse_xml(f'<w:r {nsdecls("w")}>{piece}</w:r>') for piece in pieces]

choice = '<w:ddList><w:result w:val="1"/><w:listEntry w:val="company"/><w:listEntry w:val="association"/></w:ddList>'
tick = '<w:checkBox><w:sizeAuto/><w:default w:val="0"/><w:checked/></w:checkBox>'
paper = docx.Document()
paper.add_paragraph("Applicant: ")._p.extend(form_field("Kind", "FORMDROPDOWN", choice))
paper.add_paragraph("Pays VAT: ")._p.extend(form_field("Vat", "FORMCHECKBOX", tick))
paper.save("paper.docx")

def line(text: str) -> str:
    """Return text on one line."""
    return " | ".join(part.strip() for part in text.splitlines() if part.strip())

with docx2python.docx2python("paper.docx") as read:
    print("docx2python:", line(read.text))
print("pandoc:", line(pypandoc.convert_file("paper.docx", "plain")))
with open("paper.docx", "rb") as file:
    print("mammoth:", mammoth.convert_to_html(file).value)
print("docx2txt:", line(docx2txt.process("paper.docx")))
PY

cat seen
cat >stated <<'END'
docx2python: Applicant: association | Pays VAT: ☒
pandoc: Applicant: | Pays VAT:
mammoth: <p>Applicant: </p><p>Pays VAT: <input checked="checked" type="checkbox" /></p>
docx2txt: Applicant: | Pays VAT:
END
diff stated seen || { echo "This is no longer as stated." >&2; exit 1; }
