"""The jobs, one after the other or by any executor: each worker writes its own papers, and no job stops another."""

import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, as_completed
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from hakemus.assembly import load, make_papers
from hakemus.batch.jobs import Job, JobError, JobResult
from hakemus.batch.ledger import Ledger, digest, digest_of_file, digest_of_job, read_ledger, write_ledger
from hakemus.errors import FileError
from hakemus.files import save_all
from hakemus.model import Application
from hakemus.texts import Wording, wording

Progress = Callable[[int, int, JobResult], None]
"""Told how many jobs are done, of how many, and what came of the last one."""


def render_many(
    jobs: Iterable[Job],
    folder: str | Path,
    executor: Executor | None = None,
    *,
    overwrite: bool = False,
    progress: Progress | None = None,
) -> tuple[JobResult, ...]:
    """Write the papers of many applications, each job's into a folder of its own, and return what came of each.

    `executor` is any `concurrent.futures.Executor`: threads, processes, a Dask cluster's; without one, the jobs are
    done one after the other. The results stand in the order of the jobs, whatever the order they were done in; an
    error is in its job's result, and no other job minds it. `progress` is called here, as each job is done.

    Papers that were made from the same before, and stand there unchanged, are left alone; so a run that was broken
    off goes on where it was. A paper that someone has changed since, or that was not made here, is not replaced
    unless `overwrite`.

    Raises `FileError`, before anything is written, when two jobs would write the same files.

    >>> render_many([], "papers")
    ()
    """
    whole = tuple(_absolute(job) for job in jobs)
    place = Path(folder).absolute()
    _refuse_one_folder_twice(whole, place)
    results: dict[int, JobResult] = {}
    done = (
        _one_by_one(whole, place, overwrite) if executor is None else _by(executor, whole, place, overwrite)
    )
    with closing(done):
        for number, result in done:
            results[number] = result
            if progress is not None:
                progress(len(results), len(whole), result)
    return tuple(results[number] for number in range(len(whole)))


def _absolute(job: Job) -> Job:
    """Return the job with a path that holds wherever a worker was started."""
    if isinstance(job.application, Application):
        return job
    return replace(job, application=Path(job.application).absolute())


def _refuse_one_folder_twice(jobs: Sequence[Job], place: Path) -> None:
    seen: set[str] = set()
    for job in jobs:
        name = unicodedata.normalize(
            "NFC", job.name
        ).casefold()  # as the least of file systems tells names apart
        if name in seen:
            path = place / job.name
            raise FileError(path, "twice", f"two jobs would write to {path}; give each a name of its own")
        seen.add(name)


def _one_by_one(
    jobs: Sequence[Job], place: Path, overwrite: bool
) -> Generator[tuple[int, JobResult], None, None]:
    for number, job in enumerate(jobs):
        yield number, do_job(job, place, overwrite)


def _by(
    executor: Executor, jobs: Sequence[Job], place: Path, overwrite: bool
) -> Generator[tuple[int, JobResult], None, None]:
    numbers: dict[Future[JobResult], int] = {}
    try:
        for number, job in enumerate(jobs):
            numbers[_submitted(executor, job, place, overwrite)] = number
        for future in as_completed(numbers):
            number = numbers[future]
            yield number, _outcome(future, jobs[number])
    finally:  # broken off, by Ctrl-C or by the one who is told of the progress: what has not begun does not begin
        for future in numbers:
            future.cancel()


def _submitted(executor: Executor, job: Job, place: Path, overwrite: bool) -> Future[JobResult]:
    try:
        return executor.submit(do_job, job, place, overwrite)
    except BrokenExecutor as error:
        failed: Future[JobResult] = Future()
        failed.set_exception(error)
        return failed


def _outcome(future: Future[JobResult], job: Job) -> JobResult:
    """Return the result of a job, also of one whose worker died or that could not be sent to one."""
    try:
        return future.result()
    except Exception as error:  # noqa: BLE001 - each executor has errors of its own
        return JobResult(job.name, error=JobError.of(error))


def do_job(job: Job, place: Path, overwrite: bool) -> JobResult:
    """Write the papers of one job, in whatever process this is, and return what came of it."""
    try:
        return _do(job, place / job.name, overwrite)
    except Exception as error:  # noqa: BLE001 - one bad application never stops the others
        return JobResult(job.name, error=JobError.of(error))


def _do(job: Job, folder: Path, overwrite: bool) -> JobResult:
    made_from, ledger = _digest_of(job), read_ledger(folder)
    if ledger is not None and ledger.made_from == made_from and _stand(ledger, folder):
        return JobResult(job.name, tuple(folder / name for name in ledger.papers))
    application = job.application if isinstance(job.application, Application) else load(job.application)
    papers = make_papers(
        application, job.documents, language=job.language, on=job.on, group=job.group, draft=job.draft
    )
    digests = {name: digest(content) for name, content in papers.items()}
    old = {name: digest_of_file(folder / name) for name in papers}
    if not overwrite:
        _refuse_to_replace(folder, old, digests, ledger, wording(application.language))
    new = {folder / name: content for name, content in papers.items() if old[name] != digests[name]}
    for left in folder.glob(".*.part"):  # by a run that was broken off in the middle of writing
        left.unlink(missing_ok=True)
    save_all(new, overwrite=any(path.exists() for path in new))
    write_ledger(folder, Ledger(made_from, digests))
    return JobResult(job.name, tuple(folder / name for name in papers), tuple(new))


def _digest_of(job: Job) -> str:
    """Return the job's digest; none (so that the loading of it tells why) when its file cannot be read."""
    try:
        return digest_of_job(job)
    except OSError:
        return ""


def _stand(ledger: Ledger, folder: Path) -> bool:
    """Return whether every paper stands there as it was made."""
    return all(digest_of_file(folder / name) == made for name, made in ledger.papers.items())


def _refuse_to_replace(
    folder: Path, old: Mapping[str, str], new: Mapping[str, str], ledger: Ledger | None, words: Wording
) -> None:
    """Raise `FileError` for a paper that stands there and is someone's own work; a damaged one is nobody's."""
    made = ledger.papers if ledger is not None else {}
    for name, standing in old.items():
        path = folder / name
        if not path.exists() or standing in (new[name], made.get(name)):
            continue
        if name not in made:
            raise FileError(path, "taken", words.message("files.taken", {"path": str(path)}))
        if not _is_damaged(path):
            raise FileError(path, "changed", words.message("files.changed", {"path": str(path)}))


def _is_damaged(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.testzip() is not None
    except (OSError, ValueError, zipfile.BadZipFile, zlib.error, NotImplementedError):
        return True
