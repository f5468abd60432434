"""The papers of a business aid that an established company applies for; the company and its people are fictional.

Run: `python examples/business-development/build.py [FOLDER]`.
"""

import sys
from pathlib import Path

import hakemus

HERE = Path(__file__).parent


def main(folder: Path) -> None:
    """Write the papers in three languages, and print their paths and the findings."""
    application = hakemus.load(HERE / "application.toml")
    for language in ("fi", "sv", "en"):
        papers = hakemus.assemble(application, folder / language, language=language, overwrite=True)
        for paper in papers:
            print(paper)
    print()
    print(hakemus.check(application).to_text(application.language))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("papers") / "business-development")
