"""Check every application of a folder.

One line for each application: how many errors, warnings and notes, and the first error. A file that cannot be read is
reported and does not stop the others. The exit code is 1 while something has to be corrected.
"""

import sys
from pathlib import Path

import hakemus


def main(folder: Path, language: str = "en") -> int:
    """Print what each application still needs, and return how the program ends."""
    everything_ok = True
    for file in sorted(folder.rglob("application.toml")):
        try:
            report = hakemus.check(hakemus.load(file))
        except hakemus.HakemusError as error:
            print(f"{file.parent.name}: cannot be read\n{error.message(language)}")
            everything_ok = False
            continue
        everything_ok = everything_ok and report.ok
        counts = f"{len(report.errors)} errors, {len(report.warnings)} warnings, {len(report.notes)} notes"
        print(f"{file.parent.name}: {counts}")
        for finding in report.errors[:1]:
            print(f"  {finding.path}: {finding.message(language)}")
    return 0 if everything_ok else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("examples")))
