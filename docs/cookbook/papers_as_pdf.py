"""Make every paper of an application as PDF.

LibreOffice makes them, all in one start: tagged, lasting, in the paper's language. Where it is missing, the message
says how to install it.
"""

import sys
from pathlib import Path

import hakemus


def main(application_file: Path, out: Path) -> int:
    """Write the PDF files, and return how the program ends."""
    papers = hakemus.make_papers(hakemus.load(application_file))
    try:
        made = hakemus.to_pdfs({name.replace(".docx", ".pdf"): paper for name, paper in papers.items()})
    except hakemus.PdfError as error:
        print(error, file=sys.stderr)
        return 1
    out.mkdir(parents=True, exist_ok=True)
    for name, content in made.items():
        (out / name).write_bytes(content)
        print(out / name)
    return 0


if __name__ == "__main__":
    example = Path("examples/preparatory-funding/application.toml")
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else example, Path("papers/pdf")))
