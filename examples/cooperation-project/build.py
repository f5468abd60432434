"""The papers of a cooperation project with a three-year budget, as drafts: its plan and signatories have gaps.

Run: `python examples/cooperation-project/build.py [FOLDER]`.
"""

import sys
from pathlib import Path

import hakemus

HERE = Path(__file__).parent


def main(folder: Path) -> None:
    """Write the papers in three languages, and print their paths and the findings."""
    application = hakemus.load(HERE / "application.toml")
    for language in ("fi", "sv", "en"):
        papers = hakemus.assemble(
            application, folder / language, language=language, draft=True, overwrite=True
        )
        for paper in papers:
            print(paper)
    print()
    print(hakemus.check(application).to_text(application.language))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("papers") / "cooperation-project")
