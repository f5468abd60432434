"""The papers of project 290170, from nothing but its page in the public register.

The record holds no amount, no start date and no Leader group, so the papers are drafts, and the findings tell what
an application would still need. Run: `python examples/290170/build.py [FOLDER]`.
"""

import sys
from datetime import date
from pathlib import Path

import hakemus

HERE = Path(__file__).parent
LAW_OF = date(2024, 3, 1)
"""The day whose law is read. The register does not tell the day of application; its measures began in April 2024."""


def main(folder: Path) -> None:
    """Write the papers in three languages, and print their paths and the findings."""
    record = hakemus.read_record((HERE / "record.txt").read_text(encoding="utf-8"))
    application = record.to_application()
    for language in ("fi", "sv", "en"):
        papers = hakemus.assemble(
            application, folder / language, language=language, on=LAW_OF, draft=True, overwrite=True
        )
        for paper in papers:
            print(paper)
    print()
    print(hakemus.check(application, on=LAW_OF).to_text("fi"))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("papers") / "290170")
