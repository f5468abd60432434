#!/bin/sh
# LibreOffice saves the formula of a Word field in signs of its own, so that Word can no longer count it.
#
# Expected: A field is its code and its last result (ECMA-376 part 1, 17.16). A program that does not know a code
#   may leave it as it is; python-docx and LibreOffice itself do so with most fields.
# Happens: In =1000*0,65 the comma becomes |, and the format of the number is dropped; in IF 1 = 1 the sign of
#   equality becomes the word FORMULA. The result is still shown, until somebody updates the fields of the paper in
#   Word: then an amount is an error.
# Versions: LibreOffice 24.8, compiled to WebAssembly (@matbee/libreoffice-converter 2.7.2).
# Output seen: at the end of this file.
# Known as: nothing was found.
# hakemus: prints amounts as text, never as fields that count; a tag in the code of a field is refused.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export PYTHONUTF8=1
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check python-docx==1.2.0 lxml==6.1.3
npm install --silent --no-audit --no-fund --prefix . @matbee/libreoffice-converter@2.7.2

cat >convert.mjs <<'JS'
// Saves a file by LibreOffice: node convert.mjs SOURCE TARGET
import fs from "node:fs";
import Module, { createRequire } from "node:module";
import path from "node:path";

// The package starts four threads, and LibreOffice may wait for ever for a fifth.
const compile = Module.prototype._compile;
Module.prototype._compile = function (content, file, ...rest) {
  const more = content.replace("var pthreadPoolSize=4;", "var pthreadPoolSize=16;");
  return compile.call(this, path.basename(file) === "soffice.cjs" ? more : content, file, ...rest);
};
const require = createRequire(import.meta.url);
const { LibreOfficeConverter } = require("@matbee/libreoffice-converter/server");
const loader = require("@matbee/libreoffice-converter/wasm/loader");
const FONTS = "/instdir/share/fonts/truetype"; // most are not needed, and reading them may block it
async function createModule(config) {
  const made = await loader.createModule(config);
  const fonts = made.FS.readdir(FONTS).filter((name) => name.endsWith("tf") && !name.startsWith("LiberationSans-"));
  for (const name of fonts) made.FS.unlink(`${FONTS}/${name}`);
  return made;
}
const office = new LibreOfficeConverter({ wasmPath: loader.wasmDir, wasmLoader: { createModule } });
await office.initialize();
const [source, target] = process.argv.slice(2);
const options = { inputFormat: path.extname(source).slice(1), outputFormat: path.extname(target).slice(1) };
fs.writeFileSync(target, (await office.convert(fs.readFileSync(source), options)).data);
process.exit(0);
JS

venv/bin/python - <<'PY'
import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

paper = docx.Document()
for code, result in (('=1000*0,65 \\# "# ##0,00"', "650,00"), ('IF 1 = 1 "yes" "no"', "yes")):
    pieces = (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> {code} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        f"<w:t>{result}</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    paper.add_paragraph()._p.extend(parse_xml(f'<w:r {nsdecls("w")}>{piece}</w:r>') for piece in pieces)
paper.save("paper.docx")
PY
node --liftoff-only convert.mjs paper.docx saved.docx
venv/bin/python - >seen <<'PY'
import docx
from docx.oxml.ns import qn

for file in ("paper.docx", "saved.docx"):
    for paragraph in docx.Document(file).paragraphs:
        code = "".join(one.text for one in paragraph._p.iter(qn("w:instrText")))
        print(f"{file}: {code.strip()} shows {paragraph.text}")
PY

cat seen
cat >stated <<'END'
paper.docx: =1000*0,65 \# "# ##0,00" shows 650,00
paper.docx: IF 1 = 1 "yes" "no" shows yes
saved.docx: =1000*0|65 shows 650,00
saved.docx: IF 1 FORMULA 1 "yes" "no" shows yes
END
diff stated seen || { echo "This is no longer as stated." >&2; exit 1; }
