#!/bin/sh
# Of two alternatives in a Word file, LibreOffice decides by the letters of a prefix, not by the namespace that it stands
# for.
#
# Expected: A program takes an mc:Choice when it understands the namespaces whose prefixes Requires lists, as they are
#   declared there (ECMA-376 part 3, 10.2 and 10.3); which letters a prefix has, says nothing. Word and Aspose.Words go
#   by the namespace.
# Happens: LibreOffice understands Word's namespace of 2010, but takes the choice only when its prefix is w14: under
#   another one it takes the fallback. And it takes a choice that requires a namespace which nobody knows, if the prefix
#   is w14: here what is for another program is read as the paper's text.
# Versions: LibreOffice 24.8, compiled to WebAssembly (@matbee/libreoffice-converter 2.7.2); LibreOffice 7.4 does
#   the same.
# Output seen: at the end of this file.
# Known as: nothing was found.
# hakemus: a chart requires Word's namespace of 2010 under another prefix, so that Word and Aspose.Words take the
#   chart, and LibreOffice its drawing, since version 7.4 loses the alternative text of a chart in PDF.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export PYTHONUTF8=1
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pypdf==7.1.1 python-docx==1.2.0
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

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
WORD = "http://schemas.microsoft.com/office/word/2010/wordml"
paper = docx.Document()
for prefix, space in (("w14", WORD), ("w2010", WORD), ("w14", "urn:nobody:knows"), ("other", "urn:nobody:knows")):
    paper.add_paragraph(f"{prefix} = {space.rpartition('/')[2]}: ")._p.append(
        parse_xml(
            f'<w:r {nsdecls("w")}><mc:AlternateContent xmlns:mc="{MC}"><mc:Choice xmlns:{prefix}="{space}" '
            f'Requires="{prefix}"><w:t>choice</w:t></mc:Choice><mc:Fallback><w:t>fallback</w:t></mc:Fallback>'
            "</mc:AlternateContent></w:r>"
        )
    )
paper.save("paper.docx")
PY
node --liftoff-only convert.mjs paper.docx paper.pdf
venv/bin/python -c "import pypdf; print(pypdf.PdfReader('paper.pdf').pages[0].extract_text())" >seen

cat seen
cat >stated <<'END'
w14 = wordml: choice
w2010 = wordml: fallback
w14 = urn:nobody:knows: choice
other = urn:nobody:knows: fallback
END
diff stated seen || { echo "This is no longer as stated." >&2; exit 1; }
