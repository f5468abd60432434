"""The papers and the bundle of a complete cooperation project; the associations and their people are fictional.

Run: `python examples/cooperation-complete/build.py [FOLDER]`.
"""

import sys
from pathlib import Path

import hakemus
from hakemus.pdf import find_office

HERE = Path(__file__).parent


def has_office() -> bool:
    """Return whether LibreOffice is there; without it no PDF is made, and the command to install it is printed."""
    try:
        return bool(find_office())
    except hakemus.PdfError as missing:
        print(f"No PDF: {missing}")
        return False


def main(folder: Path) -> None:
    """Write the papers in three languages and the bundle, and print what was written and the findings."""
    application = hakemus.load(HERE / "application.toml")
    for language in ("fi", "sv", "en"):
        papers = hakemus.assemble(application, folder / language, language=language, overwrite=True)
        for paper in papers:
            print(paper)
    bundle = hakemus.bundle(application, folder, base=HERE, pdf=has_office(), overwrite=True)
    print(f"{bundle.path}: {len(bundle.files)} files, complete: {bundle.complete}")
    print()
    print(hakemus.check(application).to_text(application.language))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("papers") / "cooperation-complete")
