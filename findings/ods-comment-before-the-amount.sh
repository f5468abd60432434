#!/bin/sh
# officeparser puts the comment on a cell of an ODS file in front of its amount, as one word.
#
# Expected: A comment is an office:annotation in the cell, in front of its text (OpenDocument 1.3 part 3, 14.1). It
#   is a remark on the value, no part of it. python-calamine, odfdo and SheetJS give 500.
# Happens: The text is the remark's and the value's without a blank: "estimate 2025: 300" and 500 become "estimate
#   2025: 300500". Of a cell with a link in it, only the last part is read.
# Versions: officeparser 7.8.0, python-calamine 0.9.1 to compare.
# Output seen: at the end of this file.
# Known as: nothing was found.
# hakemus: reads the value of a cell of an ODS file, and leaves its remark out.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export PYTHONUTF8=1
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check python-calamine==0.9.1
npm install --silent --no-audit --no-fund --prefix . officeparser@7.8.0

venv/bin/python - >seen <<'PY'
import zipfile

NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"' for prefix in ("office", "table", "text")
)
TYPE = "application/vnd.oasis.opendocument.spreadsheet"
FILES = f"""<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
 manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="{TYPE}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""

with zipfile.ZipFile("costs.ods", "w") as package:
    package.writestr("mimetype", TYPE)
    package.writestr("META-INF/manifest.xml", FILES)
    cells = (
        '<table:table-cell office:value-type="float" office:value="500"><office:annotation>'
        "<text:p>estimate 2025: 300</text:p></office:annotation><text:p>500</text:p></table:table-cell>"
        '<table:table-cell office:value-type="string"><text:p>by '
        '<text:a xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="https://example.org/">the offer</text:a>'
        " of <text:span>May</text:span></text:p></table:table-cell>"
    )
    package.writestr(
        "content.xml",
        f'<office:document-content {NAMES} office:version="1.3"><office:body><office:spreadsheet>'
        f'<table:table table:name="Costs"><table:table-row>{cells}</table:table-row></table:table>'
        "</office:spreadsheet></office:body></office:document-content>",
    )

from python_calamine import CalamineWorkbook

print("python-calamine:", CalamineWorkbook.from_path("costs.ods").get_sheet_by_index(0).to_python()[0])
PY

node - >>seen <<'JS'
const { parseOffice, OfficeParser } = require("officeparser");
(async () => {
  const parsed = await (parseOffice ?? OfficeParser.parseOffice)("costs.ods");
  const text = typeof parsed === "string" ? parsed : parsed.toText();
  console.log("officeparser:", JSON.stringify(text.split("\n").filter(Boolean)));
})();
JS

cat seen
cat >stated <<'END'
python-calamine: [500.0, 'by the offer of May']
officeparser: ["estimate 2025: 300500","May"]
END
diff stated seen || { echo "This is no longer as stated." >&2; exit 1; }
