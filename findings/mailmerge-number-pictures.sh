#!/bin/sh
# docx-mailmerge2 prints a number with a Finnish picture as 1234 ##0,00, and formats no Decimal with thousands.
#
# Expected: A merge field formats its number by a picture: \# "# ##0,00" is what a Word in Finnish, Swedish, French
#   or Czech settings needs for 1 234,50 (ECMA-376 part 1, 17.16.4.2: # and 0 are digits). The library's page offers
#   formatting of numbers; Decimal is Python's type for money.
# Happens: The picture's own signs are printed into the amount, silently. With "0,00" the comma is taken for
#   thousands: 2.5 becomes 002. A Decimal comes out of #,##0.00 unformatted, where a float is formatted, with a
#   warning only.
# Versions: docx-mailmerge2 1.0.3 with lxml 6.1.3.
# Output seen: at the end of this file.
# Known as: nothing was found.
# hakemus: amounts are formatted by the language of the paper before they come near a template; a bare number is
#   refused.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export PYTHONUTF8=1
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check docx-mailmerge2==1.0.3 python-docx==1.2.0 lxml==6.1.3

venv/bin/python - >seen <<'PY'
import warnings
from decimal import Decimal

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from mailmerge import MailMerge

def merge_field(code: str) -> list[object]:
    """Return the runs of a merge field."""
    pieces = (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> MERGEFIELD amount {code} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>amount</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    return [parse_xml(f'<w:r {nsdecls("w")}>{piece}</w:r>') for piece in pieces]

pictures = ("# ##0,00", "0,00", "#,##0.00")
template = docx.Document()
for picture in pictures:
    template.add_paragraph()._p.extend(merge_field(f'\\# "{picture}"'))
template.save("template.docx")

warnings.simplefilter("ignore")
for amount in (1234.5, 2.5, Decimal("1234.50")):
    with MailMerge("template.docx") as merge:
        merge.merge(amount=amount)
        merge.write("paper.docx")
    printed = [paragraph.text for paragraph in docx.Document("paper.docx").paragraphs]
    print(f"{amount!r}:", ", ".join(f"{picture} gives {text}" for picture, text in zip(pictures, printed)))
PY

cat seen
cat >stated <<'END'
1234.5: # ##0,00 gives 1234 ##0,00, 0,00 gives 1,234, #,##0.00 gives 1,234.50
2.5: # ##0,00 gives 2 ##0,00, 0,00 gives 002, #,##0.00 gives 2.50
Decimal('1234.50'): # ##0,00 gives 1234 ##0,00, 0,00 gives 1234.50, #,##0.00 gives 1234.50
END
diff stated seen || { echo "This is no longer as stated." >&2; exit 1; }
