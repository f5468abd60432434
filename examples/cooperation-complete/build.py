"""The papers and the bundle of a complete cooperation project; the associations and their people are fictional.

Run: `python examples/cooperation-complete/build.py [FOLDER]`.
"""

import sys
from pathlib import Path

import hakemus

HERE = Path(__file__).parent


def bundled(application: hakemus.Application, folder: Path) -> hakemus.Bundle:
    """Write the bundle with PDFs; where LibreOffice makes none, print why, and write it with the Word files only."""
    try:
        return hakemus.bundle(application, folder, base=HERE, pdf=True, overwrite=True)
    except hakemus.PdfError as error:
        print(f"No PDF: {error}")
        return hakemus.bundle(application, folder, base=HERE, overwrite=True)


def main(folder: Path) -> None:
    """Write the papers in three languages and the bundle, and print what was written and the findings."""
    application = hakemus.load(HERE / "application.toml")
    for language in ("fi", "sv", "en"):
        papers = hakemus.assemble(application, folder / language, language=language, overwrite=True)
        for paper in papers:
            print(paper)
    bundle = bundled(application, folder)
    print(f"{bundle.path}: {len(bundle.files)} files, complete: {bundle.complete}")
    print()
    print(hakemus.check(application).to_text(application.language))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("papers") / "cooperation-complete")
