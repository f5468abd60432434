#!/bin/sh
# pandoc drops the text of a paragraph to which a text box is anchored, and keeps only the box.
#
# Expected: A text box is in a run of an ordinary paragraph, its anchor; text of that paragraph is in front of it
#   and behind it (ECMA-376 part 1, 17.17.1 and 20.4). A reader takes both, in this order or the other. mammoth
#   does.
# Happens: Of a paragraph with a box in it, only the text in the box is read. The sentence that the box was dragged
#   to, which may hold the amount, is gone without a warning.
# Versions: pandoc 3.9 (pypandoc_binary 1.17), mammoth 1.13.0 to compare.
# Output seen: at the end of this file.
# Known as: nothing was found; issues 3086 and 5394 are about boxes that were not read.
# hakemus: the paragraph is read, and the text of the box is reported as outside of the fields.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export PYTHONUTF8=1
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pypandoc_binary==1.17 mammoth==1.13.0 python-docx==1.2.0 \
  lxml==6.1.3

venv/bin/python - >seen <<'PY'
import docx
import mammoth
import pypandoc
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
paper.add_paragraph("The applicant pays 2 500 € of it.")._p.append(parse_xml("".join(BOX.splitlines())))
paper.add_paragraph("Behind it.")
paper.save("paper.docx")

def line(text: str) -> str:
    """Return text on one line."""
    return " | ".join(part.strip() for part in text.splitlines() if part.strip())

with open("paper.docx", "rb") as file:
    print("mammoth:", line(mammoth.extract_raw_text(file).value))
print("pandoc:", line(pypandoc.convert_file("paper.docx", "plain")))
PY

cat seen
cat >stated <<'END'
mammoth: The applicant pays 2 500 € of it. | Paid in advance: 900 | Behind it.
pandoc: Paid in advance: 900 | Behind it.
END
diff stated seen || { echo "This is no longer as stated." >&2; exit 1; }
