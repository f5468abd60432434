#!/bin/sh
# SuperDoc's SDK says that it set a choice, a day and a text, but the paper shows the old ones, or keeps them
# prompts.
#
# Expected: set_value and set_selected of a content control change what the control holds, which is what it shows:
#   w:sdtContent (ECMA-376 part 1, 17.5.2). A control that is filled is no longer a prompt (w:showingPlcHdr,
#   17.5.2.39), and the day it keeps has a time (w:fullDate, an xsd:dateTime).
# Happens: All three report success. The choice is noted as w:lastValue, and the page still asks to choose; the day
#   is noted in w:fullDate, without a time, which the schema forbids, and the page shows the old day. The text is
#   changed, but the control calls it a prompt, so Word selects it as a whole and readers skip it.
# Versions: superdoc-sdk 2.23.0 (its program for this system comes along).
# Output seen: at the end of this file.
# Known as: nothing was found.
# hakemus: goes by what is seen: text under the flag of a prompt is an answer, and a day kept in the control is
#   reported (other-day).
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export PYTHONUTF8=1
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check superdoc-sdk==2.23.0 python-docx==1.2.0 lxml==6.1.3

venv/bin/python - >seen <<'PY'
import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from superdoc import SuperDocClient

def control(number: int, kind: str, text: str) -> object:
    """Return a control in a line that shows a text."""
    return parse_xml(
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:id w:val="{number}"/>{kind}</w:sdtPr>'
        f"<w:sdtContent><w:r><w:t>{text}</w:t></w:r></w:sdtContent></w:sdt>"
    )

choice = "".join(
    f'<w:listItem w:displayText="{text}" w:value="{value}"/>' for text, value in (("Association", "a"), ("Company", "c"))
)
day = '<w:date w:fullDate="2026-05-01T00:00:00Z"><w:dateFormat w:val="d.M.yyyy"/></w:date>'
form = docx.Document()
form.add_paragraph()._p.append(control(101, "<w:showingPlcHdr/><w:text/>", "[Name]"))
form.add_paragraph()._p.append(
    control(102, f"<w:showingPlcHdr/><w:dropDownList>{choice}</w:dropDownList>", "[Choose]")
)
form.add_paragraph()._p.append(control(103, day, "1.5.2026"))
form.save("form.docx")

with SuperDocClient() as client:
    opened = client.open({"doc": "form.docx"})
    controls = opened.content_controls

    def at(number: int) -> dict[str, str]:
        """Return what names a control."""
        return {"kind": "inline", "nodeType": "sdt", "nodeId": str(number)}

    done = (
        controls.text.set_value({"target": at(101), "value": "Mallilan kylät ry"}),
        controls.choice_list.set_selected({"target": at(102), "value": "c"}),
        controls.date.set_value({"target": at(103), "value": "2026-06-01"}),
    )
    print("success:", [one["success"] for one in done])
    opened.save({"out": "filled.docx"})

for filled in docx.Document("filled.docx").element.body.iter(qn("w:sdt")):
    properties = filled.find(qn("w:sdtPr"))
    kept = [one.get(qn(f"w:{name}")) for one in properties for name in ("lastValue", "fullDate")]
    print(
        f"shows {''.join(text.text for text in filled.iter(qn('w:t')))!r},",
        f"prompt {properties.find(qn('w:showingPlcHdr')) is not None}, keeps {[one for one in kept if one]}",
    )
PY

cat seen
cat >stated <<'END'
success: [True, True, True]
shows 'Mallilan kylät ry', prompt True, keeps []
shows '[Choose]', prompt True, keeps ['c']
shows '1.5.2026', prompt False, keeps ['2026-06-01']
END
diff stated seen || { echo "This is no longer as stated." >&2; exit 1; }
