"""How many papers a second become PDF: a LibreOffice for each, one for all, and several at once.

*Cold* is what a single `to_pdf` costs, start and new profile included. *Warm* is one LibreOffice that makes all papers
of a batch, *parallel* several of them. The last column is what one more paper costs once LibreOffice runs: no server
that is kept running could go below it. Run by `make bench`; it prints, it asserts nothing.
"""

import shutil
import statistics
import time
from collections.abc import Callable
from datetime import date

import hakemus
from hakemus.packaged import packaged_folder
from hakemus.pdf import to_pdf, to_pdfs

PAPERS, ROUNDS, WORKERS = 24, 3, 2


def papers() -> dict[str, bytes]:
    """Return papers of both complete examples, each document in turn."""
    made = {}
    for example in ("preparatory-funding", "cooperation-project"):
        application = hakemus.load(packaged_folder("examples") / example / "application.toml")
        for name in hakemus.list_documents():
            made[f"{example}-{name}"] = hakemus.render(application, name, on=date(2024, 12, 1), draft=True)
    contents = list(made.values())
    return {f"{number}": contents[number % len(contents)] for number in range(PAPERS)}


def median_seconds(work: Callable[[], object]) -> float:
    """Return the median time of a piece of work."""
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def throughput() -> None:
    """Print the table, or that there is no LibreOffice."""
    if shutil.which("soffice") is None:
        print("no LibreOffice here: PDF is left out")
        return
    many = papers()
    first = next(iter(many.values()))
    cold = median_seconds(lambda: to_pdf(first))
    warm = median_seconds(lambda: to_pdfs(many, workers=1))
    parallel = median_seconds(lambda: to_pdfs(many, workers=WORKERS))
    print(f"{'':<44} {'seconds':>8} {'papers/s':>9}")
    rows = (
        ("cold, one paper", cold, 1),
        (f"warm, {PAPERS} papers by one LibreOffice", warm, PAPERS),
        (f"parallel, {PAPERS} papers by {WORKERS}", parallel, PAPERS),
    )
    for label, seconds, count in rows:
        print(f"{label:<44} {seconds:>8.2f} {count / seconds:>9.2f}")
    print(f"{'one more paper, once LibreOffice runs':<44} {(warm - cold) / (PAPERS - 1):>8.2f}")


if __name__ == "__main__":
    throughput()
