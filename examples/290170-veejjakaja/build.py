"""Project 290170 once more, with the branding of Veej'jakaja ry: an illustration, and no more than that.

The page of the public register names no Leader group. Veej'jakaja's area probably holds Pieksämäki, so its folder
shows what the papers would look like as a group's own; it is not known that the group handled the project.
Run: `python examples/290170-veejjakaja/build.py [FOLDER]`.
"""

import sys
from datetime import date
from pathlib import Path

import hakemus
from hakemus.packaged import packaged_folder

EXAMPLES = packaged_folder("examples")
LAW_OF = date(2024, 3, 1)
"""The day whose law is read. The register does not tell the day of application; its measures began in April 2024."""


def main(folder: Path) -> None:
    """Write the papers in Finnish, the group's language, and print their paths and the findings."""
    record = hakemus.read_record((EXAMPLES / "290170" / "record.txt").read_text(encoding="utf-8"))
    application, group = record.to_application(), hakemus.LeaderGroup.open(EXAMPLES / "groups" / "veejjakaja")
    papers = hakemus.assemble(
        application, folder / "fi", language="fi", on=LAW_OF, group=group, draft=True, overwrite=True
    )
    for paper in papers:
        print(paper)
    print()
    print(hakemus.check(application, on=LAW_OF, group=group).to_text("fi"))
    print()
    print("An illustration: the register names no Leader group for the project.")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("papers") / "290170-veejjakaja")
