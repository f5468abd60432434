#!/bin/sh
# A PDF/UA file to which pypdf, PyMuPDF or pikepdf adds a page still says PDF/UA, but the page is not in its tags.
#
# Expected: Two tagged files are put into one, as annexes are. The new page brings its tags, or the file stops
#   saying that all of it is accessible (pdfuaid:part in its metadata; ISO 14289-1, 5 and 7.1: all real content is
#   tagged).
# Happens: The structure and the claim are those of the first file. pypdf and PyMuPDF take the page's number in the
#   structure away; pikepdf leaves it, and it now leads to the first page's paragraph, so a screen reader is given a
#   wrong one. None of them warns about tags.
# Versions: pypdf 7.1.1, PyMuPDF 2.0, pikepdf 10.18.0.
# Output seen: at the end of this file.
# Known as: nothing was found; the pages of the three speak of forms, outlines and links.
# hakemus: never joins PDFs: each paper is a file of its own, and a test holds each one to PDF/UA.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export PYTHONUTF8=1
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pypdf==7.1.1 pymupdf==2.0 pikepdf==10.18.0

venv/bin/python - >seen <<'PY'
import io
import warnings

import pikepdf
import pymupdf
import pypdf
from pikepdf import Array, Dictionary, Name, String

def tagged(text: str) -> bytes:
    """Return a tagged file of one page, which has one paragraph."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(300, 200))
    page = pdf.pages[0].obj
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font)))
    page.Contents = pdf.make_stream(f"/P <</MCID 0>> BDC BT /F1 12 Tf 20 100 Td ({text}) Tj ET EMC".encode())
    page.StructParents = 0
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, ParentTreeNextKey=1))
    whole = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
    part = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=whole, Pg=page, K=0))
    root.K, whole.K = whole, Array([part])
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array([0, Array([part])])))
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.Lang = String("en")
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    with pdf.open_metadata() as metadata:
        metadata["dc:title"] = text
        metadata["pdfuaid:part"] = "1"
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()

def show(name: str, content: bytes) -> None:
    """Print what a file says of itself, and for each page whether its paragraph is in the tags."""
    with pikepdf.open(io.BytesIO(content)) as pdf, pdf.open_metadata() as metadata:
        numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        parents = {int(key): value for key, value in zip(numbers[::2], numbers[1::2])}
        found = []
        for page in pdf.pages:
            number = page.obj.get(Name.StructParents)
            leads = parents[int(number)][0].Pg.objgen if number is not None and int(number) in parents else None
            found.append("yes" if leads == page.obj.objgen else "no" if leads is None else "another page's")
        print(f"{name}: PDF/UA-{metadata.get('pdfuaid:part')}, tagged: {', '.join(found)}")

plan, offer = tagged("Plan"), tagged("Offer")
show("before", plan)

writer, out = pypdf.PdfWriter(clone_from=io.BytesIO(plan)), io.BytesIO()
writer.append(io.BytesIO(offer))
writer.write(out)
show("pypdf", out.getvalue())

first = pymupdf.open(stream=plan, filetype="pdf")
first.insert_pdf(pymupdf.open(stream=offer, filetype="pdf"))
show("PyMuPDF", first.tobytes())

for how in ("extend", "add_pages_from"):
    with pikepdf.open(io.BytesIO(plan)) as pdf, pikepdf.open(io.BytesIO(offer)) as other:
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            pdf.pages.extend(other.pages) if how == "extend" else pdf.add_pages_from(other)
        out = io.BytesIO()
        pdf.save(out)
    show(f"pikepdf, {how}, {len(warned)} warnings", out.getvalue())
PY

cat seen
cat >stated <<'END'
before: PDF/UA-1, tagged: yes
pypdf: PDF/UA-1, tagged: yes, no
PyMuPDF: PDF/UA-1, tagged: yes, no
pikepdf, extend, 0 warnings: PDF/UA-1, tagged: yes, another page's
pikepdf, add_pages_from, 0 warnings: PDF/UA-1, tagged: yes, another page's
END
diff stated seen || { echo "This is no longer as stated." >&2; exit 1; }
