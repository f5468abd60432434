"""Check one application by the data of several Leader groups.

Each group's folder brings its own rates, limits and questions. What a group finds in addition to the law is shown
below its name: it comes from what that group sets itself.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import hakemus


def main(application_file: Path, folders: Sequence[Path], language: str = "en") -> None:
    """Print what each group finds in addition to the law."""
    application = hakemus.load(application_file)
    by_law = {finding.id for finding in hakemus.check(application).findings}
    for folder in folders:
        group = hakemus.LeaderGroup.open(folder)
        print(group.name.text(language))
        for finding in hakemus.check(application, group=group).findings:
            if finding.id not in by_law:
                print(f"  {finding.severity}: {finding.message(language)}")


if __name__ == "__main__":
    groups = Path("examples/groups")
    main(
        Path("examples/cooperation-complete/application.toml"),
        [Path(folder) for folder in sys.argv[1:]] or [groups / "mallimaa", groups / "veejjakaja"],
    )
