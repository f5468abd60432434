"""How many papers a second, one after the other and by threads and processes, against docxtpl in processes.

Ours go the whole way: from typed applications by `render_many`, checks, counting, formatting and the small file next to
it the papers included, to files on the disk. docxtpl is given the content ready made, in every process already, and
only opens the template, renders and saves: its best case. Run by `make bench`; it prints, it asserts nothing.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import hakemus
from bench import content_of, for_docxtpl, plainly, varied
from hakemus import Job, render_many
from hakemus.assembly import template_path
from hakemus.packaged import packaged_folder

WORKERS = 2
JOBS, PLAIN_JOBS, ROUNDS = 200, 60, 5
PAPER = "application"
_plain: list[SimpleNamespace] = []


def application() -> hakemus.Application:
    """Return the application that is printed, complete and without errors."""
    return hakemus.load(packaged_folder("examples") / "preparatory-funding" / "application.toml")


@cache
def jobs() -> list[Job]:
    """Return as many jobs, each of another application; making them is not measured, as docxtpl's content is not."""
    return [Job(f"{number}", one, (PAPER,)) for number, one in enumerate(varied(application(), JOBS))]


def many(executor: Executor | None, folder: Path) -> int:
    """Print the papers of as many applications, and return how many."""
    results = render_many(jobs(), folder, executor)
    assert all(result.written for result in results), results[0].error
    return len(results)


def ready() -> None:
    """Make the content that docxtpl prints, once in each process."""
    _plain.append(for_docxtpl(content_of(application(), PAPER)))


def plain(path: Path) -> None:
    """Print one paper with docxtpl, as its page says, to a file."""
    path.write_bytes(plainly(template_path(PAPER, "fi"), _plain[0]))


def many_plainly(executor: Executor | None, folder: Path) -> int:
    """Print papers with docxtpl, and return how many."""
    assert executor is not None
    folder.mkdir()
    list(executor.map(plain, [folder / f"{number}.docx" for number in range(PLAIN_JOBS)]))
    return PLAIN_JOBS


def a_second(
    work: Callable[[Executor | None, Path], int], start: Callable[[], AbstractContextManager[Executor | None]]
) -> tuple[float, float]:
    """Return the median and the spread (of the middle half) of papers a second; starting the workers is not counted."""
    rates = []
    with tempfile.TemporaryDirectory() as folder, start() as executor:
        work(executor, Path(folder) / "warm")
        for number in range(ROUNDS):
            began = time.perf_counter()
            papers = work(executor, Path(folder) / f"{number}")
            rates.append(papers / (time.perf_counter() - began))
    low, middle, high = statistics.quantiles(rates, n=4)
    return middle, high - low


def again() -> float:
    """Return how many papers a second are found to be done already, one after the other."""
    with tempfile.TemporaryDirectory() as folder:
        render_many(jobs(), folder)
        began = time.perf_counter()
        render_many(jobs(), folder)
        return JOBS / (time.perf_counter() - began)


def throughput() -> None:
    """Print the table."""
    plain_rate = a_second(many_plainly, lambda: ProcessPoolExecutor(WORKERS, initializer=ready))
    rows = [
        (f"docxtpl, {WORKERS} processes", plain_rate),
        ("render_many, one after the other", a_second(many, nullcontext)),
        (f"render_many, {WORKERS} threads", a_second(many, lambda: ThreadPoolExecutor(WORKERS))),
        (f"render_many, {WORKERS} processes", a_second(many, lambda: ProcessPoolExecutor(WORKERS))),
    ]
    print(f"{'':<36} {'papers/s':>16} {'× docxtpl':>10}")
    for label, (middle, spread) in rows:
        print(f"{label:<36} {middle:8.0f} ±{spread:5.0f}  {middle / plain_rate[0]:>10.1f}")
    print(f"{'done already, one after the other':<36} {again():8.0f}")
