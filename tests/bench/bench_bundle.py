"""How long all that is handed in takes: the bundle of the complete example, in Word only and with PDF.

The whole way is measured: from the application file through checks, attachments, papers, workbook, cover list and
manifest to the archive on the disk; with PDF, two starts of LibreOffice are in it (the cover list, which states the
pages of the others, comes last). Run by `make bench`; it prints, it asserts nothing.
"""

import shutil
import statistics
import tempfile
import time
from pathlib import Path

import hakemus
from hakemus.packaged import packaged_folder

EXAMPLE = packaged_folder("examples") / "cooperation-complete"
ROUNDS, PDF_ROUNDS = 9, 3


def seconds(rounds: int, *, pdf: bool) -> tuple[float, int]:
    """Return the median of so many bundles in seconds, after one that is not counted, and how many files are in it."""
    taken, files = [], 0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(rounds + 1):
            began = time.perf_counter()
            application = hakemus.load(EXAMPLE / "application.toml")
            made = hakemus.bundle(application, Path(folder) / f"{number}", base=EXAMPLE, pdf=pdf)
            taken.append(time.perf_counter() - began)
            files = len(made.files)
    return statistics.median(taken[1:]), files


def whole() -> None:
    """Print the table."""
    ways = [("in Word only", ROUNDS, False)]
    if shutil.which("soffice"):
        ways.append(("with PDF", PDF_ROUNDS, True))
    print(f"{'':<36} {'seconds':>10} {'files':>8}")
    for label, rounds, pdf in ways:
        middle, files = seconds(rounds, pdf=pdf)
        print(f"{label:<36} {middle:>10.2f} {files:>8}")


if __name__ == "__main__":
    whole()
