#!/bin/sh
# Once docxcompose is imported, python-docx writes keywords and category of every document into a wrong namespace.
#
# Expected: Importing a library changes nothing for documents that it does not touch. docxtpl imports docxcompose
#   wherever it is installed, so a program may have it without knowing.
# Happens: docxcompose takes the prefix cp for custom properties, in python-docx's own table. From then on core
#   properties of any document are not found, and are written a second time as elements that the part must not have
#   (ECMA-376 part 2, core properties), which Word calls damage.
# Versions: docxcompose 2.2.0 with python-docx 1.2.0.
# Output seen: at the end of this file.
# Known as: docxcompose, issue 101; docxtpl, issue 471; python-docx, issues 1037 and 1100 (not traced to it).
# hakemus: writes the properties of a paper itself, so it does not matter whether docxcompose is there.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export PYTHONUTF8=1
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check docxcompose==2.2.0 python-docx==1.2.0 lxml==6.1.3

venv/bin/python - >seen <<'PY'
import docx

def keywords_of(name: str) -> None:
    """Set the keywords of a new document, and print what it has then."""
    made = docx.Document()
    made.core_properties.keywords = "roof, windows"
    made.save("paper.docx")
    root = docx.Document("paper.docx").core_properties._element
    found = [(one.tag.split("/")[-1], one.text) for one in root if one.tag.endswith("}keywords")]
    print(name, found)

keywords_of("before:")
import docxcompose.composer  # noqa: E402, F401

keywords_of("after:")
PY

cat seen
cat >stated <<'END'
before: [('core-properties}keywords', 'roof, windows')]
after: [('core-properties}keywords', None), ('custom-properties}keywords', 'roof, windows')]
END
diff stated seen || { echo "This is no longer as stated." >&2; exit 1; }
