"""Read back a paper that somebody edited in Word.

The paper carries its data, so that only what differs is read: which field changed, and from what to what. The
application that the paper now describes goes into a file of its own, commented as a new one.
"""

import sys
from pathlib import Path

import hakemus


def main(paper: Path, out: Path) -> int:
    """Print what was changed in a paper, write the application, and return how the program ends."""
    reading = hakemus.read(paper)
    words = hakemus.wording(reading.application.language)
    for change in reading.changes:
        print(f"{words.term(change.path)} ({change.path}): {change.before!r} -> {change.after!r}")
    for problem in reading.problems:
        print(f"{problem.path}: not understood: {problem.typed!r}")
    print(hakemus.save(reading.application, out))
    return 1 if reading.problems else 0


if __name__ == "__main__":
    match sys.argv[1:]:
        case [paper, application]:
            sys.exit(main(Path(paper), Path(application)))
        case _:
            sys.exit("usage: read_back_a_paper.py PAPER.docx APPLICATION.toml")
