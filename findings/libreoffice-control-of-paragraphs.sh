#!/bin/sh
# LibreOffice saves a content control of several paragraphs as one of the first paragraph alone.
#
# Expected: A block-level control holds any number of paragraphs (ECMA-376 part 1, 17.5.2): the long answer of a
#   form. A program that shows it keeps its extent, or leaves the control out.
# Happens: The control ends behind the first paragraph, and has become one of plain text. The rest of the answer is
#   outside of it, as if it were text of the form; whoever reads the control gets the beginning only. In a
#   plain-text control of several lines, w:multiLine is lost, so Word refuses a new line there.
# Versions: LibreOffice 24.8, compiled to WebAssembly (@matbee/libreoffice-converter 2.7.2); 7.4 takes in the
#   paragraph before it instead.
# Output seen: at the end of this file.
# Known as: nothing was found.
# hakemus: a long answer is in paragraphs between bookmarks, not in a control, since LibreOffice keeps those
#   (docs/word-form.md).
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
paper.add_paragraph("Why is it needed?")
answer = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in ("The roof leaks.", "It is of 1952."))
paper.element.body.insert(
    1,
    parse_xml(
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:tag w:val="need"/><w:id w:val="21"/></w:sdtPr>'
        f"<w:sdtContent>{answer}</w:sdtContent></w:sdt>"
    ),
)
line = parse_xml(
    f'<w:sdt {nsdecls("w")}><w:sdtPr><w:tag w:val="address"/><w:id w:val="22"/><w:text w:multiLine="1"/></w:sdtPr>'
    "<w:sdtContent><w:r><w:t>Kylätie 1</w:t><w:br/><w:t>00100 Mallila</w:t></w:r></w:sdtContent></w:sdt>"
)
paper.add_paragraph("Address: ")._p.append(line)
paper.save("paper.docx")
PY
node --liftoff-only convert.mjs paper.docx saved.docx
venv/bin/python - >seen <<'PY'
import docx
from docx.oxml.ns import qn

for file in ("paper.docx", "saved.docx"):
    for control in docx.Document(file).element.body.iter(qn("w:sdt")):
        properties = control.find(qn("w:sdtPr"))
        text = properties.find(qn("w:text"))
        kind = "rich" if text is None else "lines" if text.get(qn("w:multiLine")) else "one line"
        held = [one.text for one in control.iter(qn("w:t"))]
        print(f"{file}: {properties.find(qn('w:tag')).get(qn('w:val'))} ({kind}) holds {held}")
PY

cat seen
cat >stated <<'END'
paper.docx: need (rich) holds ['The roof leaks.', 'It is of 1952.']
paper.docx: address (lines) holds ['Kylätie 1', '00100 Mallila']
saved.docx: need (one line) holds ['The roof leaks.']
saved.docx: address (one line) holds ['Kylätie 1', '00100 Mallila']
END
diff stated seen || { echo "This is no longer as stated." >&2; exit 1; }
