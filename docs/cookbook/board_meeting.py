"""Make the papers of a board's meeting.

A folder holds the meeting, the group's criteria and the assessed applications. Out come a statement on each, the agenda
and a workbook; applications that are not ready are reported.
"""

import sys
from pathlib import Path

import hakemus


def main(folder: Path, out: Path) -> int:
    """Write every paper, print the ranks, and return how the program ends."""
    result = hakemus.hold_meeting(folder, out, language="en", overwrite=True)
    for entry in result.entries:
        rank = "not ranked" if entry.rank is None else f"rank {entry.rank}"
        print(f"{entry.name}: {rank}{'' if entry.ok else ', not ready'}")
    for paper in result.papers:
        print(paper)
    return 0 if all(entry.ok for entry in result.entries) else 1


if __name__ == "__main__":
    here = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("examples/board-meeting")
    sys.exit(main(here, Path("papers/meeting")))
