#!/bin/sh
# docx2txt and docx2python read a text box twice; officeparser does not read it at all.
#
# Expected: Word saves a text box twice, in an mc:AlternateContent: as a new drawing in mc:Choice, and for old
#   programs in mc:Fallback. A reader takes one of the two (ECMA-376 part 3). mammoth does.
# Happens: docx2txt and docx2python take both, so an amount in a box is there twice; officeparser takes neither, so
#   the box is gone.
# Versions: docx2txt 0.9, docx2python 3.7.1, officeparser 7.8.0, mammoth 1.13.0 to compare.
# Output seen: at the end of this file.
# Known as: nothing was found.
# hakemus: takes the first branch that it knows, and reports the text of a box as outside of the fields.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export PYTHONUTF8=1
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check mammoth==1.13.0 docx2txt==0.9 docx2python==3.7.1 \
  python-docx==1.2.0 lxml==6.1.3
npm install --silent --no-audit --no-fund --prefix . officeparser@7.8.0

venv/bin/python - >seen <<'PY'
import docx
import docx2python
import docx2txt
import mammoth
from docx.oxml import parse_xml

NAMES = " ".join(
    f'xmlns:{prefix}="http://schemas.{name}"'
    for prefix, name in {
        "w": "openxmlformats.org/wordprocessingml/2006/main",
        "mc": "openxmlformats.org/markup-compatibility/2006",
        "wp": "openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "openxmlformats.org/drawingml/2006/main",
        "wps": "microsoft.com/office/word/2010/wordprocessingShape",
    }.items()
)
TEXT = "<w:txbxContent><w:p><w:r><w:t>Paid in advance: 900</w:t></w:r></w:p></w:txbxContent>"
SIZE = (
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="1800000" cy="540000"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
)
BOX = f"""<w:r {NAMES}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>
<wp:inline><wp:extent cx="1800000" cy="540000"/><wp:docPr id="1" name="Box"/><a:graphic>
<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
<wps:cNvSpPr txBox="1"/><wps:spPr>{SIZE}</wps:spPr><wps:txbx>{TEXT}</wps:txbx><wps:bodyPr/></wps:wsp>
</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>
<v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="width:142pt;height:43pt"><v:textbox>{TEXT}</v:textbox></v:shape>
</w:pict></mc:Fallback></mc:AlternateContent></w:r>"""

paper = docx.Document()
paper.add_paragraph("Before the box.")._p.append(parse_xml("".join(BOX.splitlines())))
paper.add_paragraph("Behind it.")
paper.save("paper.docx")

def line(text: str) -> str:
    """Return text on one line."""
    return " | ".join(part.strip() for part in text.splitlines() if part.strip())

with open("paper.docx", "rb") as file:
    print("mammoth:", line(mammoth.extract_raw_text(file).value))
print("docx2txt:", line(docx2txt.process("paper.docx")))
with docx2python.docx2python("paper.docx") as read:
    print("docx2python:", line(read.text))
PY

node - >>seen <<'JS'
const { parseOffice, OfficeParser } = require("officeparser");
(async () => {
  const parsed = await (parseOffice ?? OfficeParser.parseOffice)("paper.docx");
  const text = typeof parsed === "string" ? parsed : parsed.toText();
  console.log("officeparser:", text.split("\n").filter(Boolean).join(" | "));
})();
JS

cat seen
cat >stated <<'END'
mammoth: Before the box. | Paid in advance: 900 | Behind it.
docx2txt: Before the box. | Paid in advance: 900 | Paid in advance: 900 | Behind it.
docx2python: Paid in advance: 900 | Paid in advance: 900 | Before the box. | Behind it.
officeparser: Before the box. | Behind it.
END
diff stated seen || { echo "This is no longer as stated." >&2; exit 1; }
