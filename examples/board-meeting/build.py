"""The papers of a board's meeting on three applications; the group, the applicants and the persons are fictional.

Run: `python examples/board-meeting/build.py [FOLDER]`.
"""

import sys
from pathlib import Path

from hakemus.desk import hold_meeting
from hakemus.texts import LANGUAGES

HERE = Path(__file__).parent


def main(folder: Path) -> None:
    """Write the papers in three languages, and print their paths and how many applications are ready."""
    for language in LANGUAGES:
        result = hold_meeting(HERE, folder / language, language=language, overwrite=True)
        for paper in result.papers:
            print(paper)
    print()
    ready = [entry.name for entry in result.entries if entry.ok]
    print(f"Of {len(result.entries)} applications {len(ready)} are ready for the board.")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("papers") / "board-meeting")
