#!/bin/sh
# With escaping on, docxtpl writes the title of a document with &amp; for &.
#
# Expected: docxtpl's page says to render with autoescape=True if values hold <, > or &. Tags are rendered in the
#   properties of a document, too, such as its title, which Word and PDF viewers show in the window and screen
#   readers read out.
# Happens: A property is no XML when it is rendered, so its value is escaped twice: the body says Roof & windows,
#   the title Roof &amp; windows.
# Versions: docxtpl 0.20.2 with python-docx 1.2.0.
# Output seen: at the end of this file.
# Known as: nothing was found.
# hakemus: prints properties as they were typed, in templates made for docxtpl, too (docs/engine.md).
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export PYTHONUTF8=1
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check docxtpl==0.20.2 jinja2==3.1.6 python-docx==1.2.0 \
  lxml==6.1.3

venv/bin/python - >seen <<'PY'
import docx
from docxtpl import DocxTemplate

template = docx.Document()
template.core_properties.title = "{{ name }}"
template.add_paragraph("{{ name }}")
template.save("template.docx")

paper = DocxTemplate("template.docx")
paper.render({"name": "Roof & windows"}, autoescape=True)
paper.save("paper.docx")
made = docx.Document("paper.docx")
print("body:", made.paragraphs[0].text)
print("title:", made.core_properties.title)
PY

cat seen
cat >stated <<'END'
body: Roof & windows
title: Roof &amp; windows
END
diff stated seen || { echo "This is no longer as stated." >&2; exit 1; }
