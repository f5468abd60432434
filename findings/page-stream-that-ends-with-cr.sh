#!/bin/sh
# page (page-validation) says that a PDF is not PDF/A when the last byte of any stream is a carriage return.
#
# Expected: /Length counts the bytes up to the end-of-line marker before endstream (ISO 32000-1, 7.3.8.2; ISO 19005-2,
#   6.1.7.1). Compressed data may end with any byte, and the marker after it may be a line feed alone, as LibreOffice
#   and qpdf write it. The length says which bytes are data, so a carriage return in front of the line feed is the last of
#   them.
# Happens: The two are taken for one marker of two bytes, and the stream for one byte too long: rule
#   PDFA2B-STREAM-LENGTH-001. That byte is the end of a checksum, so it meets one stream in 256, and about one in forty
#   of our PDFs: the same paper passes today and fails tomorrow, with another date in it. qpdf finds nothing wrong.
#   Where two streams end so, the failure names neither.
# Versions: page-validation 0.11.0, pikepdf 10.18.0.
# Output seen: at the end of this file.
# Known as: nothing was found.
# hakemus: the tests let this pass only where each stream's length leads to the marker of its end in the file, and one
#   ends with a carriage return.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export PYTHONUTF8=1
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check page-validation==0.11.0 pikepdf==10.18.0

venv/bin/python - >seen <<'PY'
import io

import page
import pikepdf

def paper(*held: bytes) -> bytes:
    """Return a PDF of one page with these bytes as streams that are not compressed."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.Root.Held = pikepdf.Array([pdf.make_stream(data) for data in held])
    out = io.BytesIO()
    pdf.save(out, compress_streams=False)
    return out.getvalue()

for name, *held in (
    ("ends with a letter", b"a letter"),
    ("ends with a carriage return", b"a return\r"),
    ("two that end so", b"a return\r", b"another\r"),
):
    content = paper(*held)
    failures = page.validate_pdf_bytes(content, profile="2b").failures
    lengths = [f"{one.message} ({one.object_id})" for one in failures if "STREAM-LENGTH" in one.rule_id]
    with pikepdf.open(io.BytesIO(content), attempt_recovery=False) as pdf:
        read = [bytes(one.read_raw_bytes()) for one in pdf.Root.Held]
        print(f"{name}: qpdf reads {read}, problems {pdf.check_pdf_syntax()}; page: {lengths}")
PY

cat seen
cat >stated <<'END'
ends with a letter: qpdf reads [b'a letter'], problems []; page: []
ends with a carriage return: qpdf reads [b'a return\r'], problems []; page: ['a stream /Length does not match its raw content length (PdfObjectId(2, 0))']
two that end so: qpdf reads [b'a return\r', b'another\r'], problems []; page: ['a stream /Length does not match its raw content length (None)']
END
diff stated seen || { echo "This is no longer as stated." >&2; exit 1; }
