#!/bin/sh
# docx2python ends in KeyError: 'r' where a header has no relation, and so no prefix for relations.
#
# Expected: A part declares the namespaces that it uses (Namespaces in XML 1.0); a header without a picture or a link
#   needs that of relations as little as any other. Text is read, as from the same header with the unused prefix.
# Happens: Reading the text of the whole document ends in KeyError: 'r'.
# Versions: docx2python 3.7.1.
# Output seen: at the end of this file.
# Known as: nothing was found.
# hakemus: its papers have such headers; their text is in hakemus.word.text.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export PYTHONUTF8=1
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check docx2python==3.7.1 python-docx==1.2.0 lxml==6.1.3

venv/bin/python - >seen <<'PY'
import zipfile

import docx
from docx2python import docx2python
from lxml import etree

paper = docx.Document()
paper.add_paragraph("Name: Kylä ry")
paper.sections[0].header.paragraphs[0].text = "Project plan"
paper.save("with.docx")
with zipfile.ZipFile("with.docx") as old, zipfile.ZipFile("without.docx", "w") as new:
    for name in old.namelist():
        content = old.read(name)
        if name.startswith("word/header"):
            root = etree.fromstring(content)
            made = etree.Element(root.tag, nsmap={"w": root.nsmap["w"]})
            made.extend([*root])
            etree.cleanup_namespaces(made)
            content = etree.tostring(made)
        new.writestr(name, content)
for file in ("with.docx", "without.docx"):
    try:
        print(file, " | ".join(docx2python(file).text.split("\n\n")))
    except KeyError as error:
        print(file, "KeyError", error)
PY

cat seen
cat >stated <<'END'
with.docx Project plan | Name: Kylä ry
without.docx KeyError 'r'
END
diff stated seen || { echo "This is no longer as stated." >&2; exit 1; }
