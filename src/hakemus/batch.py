"""Many applications at once: each into a folder of its own, in any number of threads, processes or machines."""

import hashlib
import json
import os
import re
import signal
import threading
import traceback
import unicodedata
import zipfile
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, as_completed
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from importlib.metadata import version
from multiprocessing import parent_process
from pathlib import Path

from hakemus.assembly import make_papers
from hakemus.checking import load
from hakemus.errors import FileError, HakemusError, verb
from hakemus.files import save_all
from hakemus.files.saving import locked
from hakemus.group import LeaderGroup
from hakemus.model import Application
from hakemus.packaged import packaged_folder
from hakemus.reading import kind_of
from hakemus.texts import LANGUAGES, wording

# One job of many: an application, what is to be made of it, and what came of it.

_LONGEST_NAME = 150
_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\ud800-\udfff]|^\.|^\s|[.\s]$')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


def refuse_bad_name(name: str) -> None:
    """Raise `FileError` for a name that cannot be a folder's, or part of a file's, on every system.

    >>> refuse_bad_name("kylätalo")
    """
    if not 0 < len(name) <= _LONGEST_NAME or _UNFIT.search(name) or _DEVICE.match(name):
        message = f"{name!a} cannot be a folder's name; use letters, digits, spaces and hyphens"
        raise FileError(name, "bad-name", message)


@dataclass(frozen=True, slots=True)
class Job:
    """An application whose papers go into a folder of their own, which is called `name`.

    `application` is one, or the path of an application file, which is then read where the papers are made.
    `documents` are names of `list_documents()`; None stands for all that the measure asks for.
    `language`, `on`, `group` and `draft` are as in `render`.
    Raises `FileError` for a name that cannot be a folder's on every system.

    >>> Job("kylätalo", "kylätalo.toml", draft=True).documents is None
    True
    """

    name: str
    application: Application | str | Path
    documents: tuple[str, ...] | None = None
    language: str | None = None
    on: date | None = None
    group: LeaderGroup | None = None
    draft: bool = False

    def __post_init__(self) -> None:
        refuse_bad_name(self.name)


@dataclass(frozen=True, slots=True)
class JobError:
    """Why a job has no papers: the kind of error (its class) and its message.

    `trace` says where in the code it came from, when the library does not raise it on purpose.
    """

    kind: str
    message: str
    trace: str = ""

    @classmethod
    def of(cls, error: BaseException) -> "JobError":
        """Return an error as data, which any process can be sent.

        >>> JobError.of(FileError("a.toml", "missing", "a.toml does not exist"))
        JobError(kind='FileError', message='a.toml does not exist', trace='')
        """
        on_purpose = isinstance(error, HakemusError)
        trace = "" if on_purpose else "".join(traceback.format_exception(error))
        return cls(type(error).__name__, str(error), trace)


@dataclass(frozen=True, slots=True)
class JobResult:
    """What came of a job: its papers, which of them were written now (the others were there unchanged), or an error.

    >>> JobResult("kylätalo", error=JobError("FileError", "kylätalo.toml does not exist")).ok
    False
    """

    name: str
    papers: tuple[Path, ...] = ()
    written: tuple[Path, ...] = ()
    error: JobError | None = None

    @property
    def ok(self) -> bool:
        """True when all papers of the job are there."""
        return self.error is None


# What the papers of a folder were made from and what they were: one small file next to them.

FILE = ".hakemus.json"

_PACKAGE = Path(__file__).resolve().parent
_PRINTED_WITH = ("babel", "docxtpl", "jinja2")


def read_ledger(folder: Path) -> tuple[str, dict[str, str]]:
    """Return the digest of what the papers of a folder were made from, and of each paper by its file name.

    Both are empty where there is no ledger that can be read.
    """
    try:
        values = json.loads((folder / FILE).read_bytes())
        papers = {name: str(of) for name, of in values["papers"].items() if Path(name).name == name}
        return str(values["made_from"]), papers
    except Exception:  # noqa: BLE001 - a door: whatever is wrong with it, all papers are made anew
        return "", {}


def digest_of_job(job: Job) -> str:
    """Return one digest of all that the papers of a job depend on.

    The application (of a file: its bytes), the group, documents, language, day, draft; the library's own code, law and
    words, and the versions of what it prints with; its templates. Raises `OSError` for a file that cannot be read.
    """
    if isinstance(job.application, Application):
        application = job.application.model_dump_json()
    else:
        path = Path(job.application)
        application = f"{path.suffix} {_digest(path.read_bytes())}"
    parts = {
        "application": application,
        "documents": job.documents,
        "language": job.language,
        "on": job.on and job.on.isoformat(),
        "group": job.group and job.group.digest,
        "draft": job.draft,
        "library": _library(),
        "templates": _templates(_stamped_templates()),
    }
    return _digest(json.dumps(parts).encode())


@cache
def _library() -> list[str]:
    # Once for each process: the code that runs does not change with its file. The version alone would not distinguish
    # a checkout from the release before it.
    found = [path.relative_to(_PACKAGE) for path in _PACKAGE.rglob("*") if path.suffix in (".py", ".toml")]
    own = _digest_of_all(sorted(_PACKAGE / path for path in found if path.parts[0] != "examples"))
    return [own, *map(version, _PRINTED_WITH)]


def _stamped_templates() -> tuple[tuple[str, int, int], ...]:
    """Return the path, the time of the last change and the size of each of the library's own templates, sorted."""
    found = list[tuple[str, int, int]]()
    for language in LANGUAGES:
        # Each job asks, so it isn't asked of objects that know a hundred other things of a path.
        with os.scandir(packaged_folder("templates") / language) as entries:
            stamps = [(one.path, one.stat()) for one in entries if one.name.endswith(".docx")]
        found += [(path, stamp.st_mtime_ns, stamp.st_size) for path, stamp in stamps]
    return tuple(sorted(found))


@lru_cache(maxsize=4)
def _templates(stamped: tuple[tuple[str, int, int], ...]) -> str:
    return _digest_of_all([Path(path) for path, _, _ in stamped])


def _digest_of_all(files: Iterable[Path]) -> str:
    return _digest("".join(f"{path} {_digest(path.read_bytes())}\n" for path in files).encode())


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _digest_of_file(path: Path) -> str:
    """Return the digest of a file, or empty text where there is none that can be read."""
    try:
        return _digest(path.read_bytes())
    except OSError:
        return ""


# The jobs, one after the other or by any executor: each worker writes its own papers, and no job stops another.

Progress = Callable[[int, int, JobResult], None]
"""Called with how many jobs are done, of how many, and what came of the last one."""


@verb
def render_many(
    jobs: Iterable[Job],
    folder: str | Path,
    executor: Executor | None = None,
    *,
    overwrite: bool = False,
    progress: Progress | None = None,
) -> tuple[JobResult, ...]:
    """Write the papers of many applications, each job's into a folder of its own, and return what came of each.

    Papers that were made from the same before, and are there unchanged, are left alone; so a run that was broken off
    goes on where it was. An error is in its job's result, and affects no other job.

    Args:
        jobs: What to make. The results are in the order of the jobs, whatever the order they were done in.
        folder: The folder of the folders.
        executor: Any `concurrent.futures.Executor`: threads, processes, a Dask cluster's; without one, jobs are done
            one after the other.
        overwrite: Whether a paper is replaced that someone has changed since, or that was not made here.
        progress: Called in this thread as each job is done, with how many are done, of how many, and its result.

    Raises:
        FileError: Two jobs would write the same files; nothing has been written.

    >>> render_many([], "papers")
    ()
    """
    place, names = Path(folder).absolute(), set[str]()
    # Paths hold wherever a worker was started.
    whole = [
        job
        if isinstance(job.application, Application)
        else replace(job, application=Path(job.application).absolute())
        for job in jobs
    ]
    for job in whole:
        # As the least capable file system distinguishes names.
        name = unicodedata.normalize("NFC", job.name).casefold()
        if name in names:
            path = place / job.name
            raise FileError(path, "twice", f"two jobs would write to {path}; give each a name of its own")
        names.add(name)
    results: dict[int, JobResult] = {}
    done = (
        ((number, do_job(job, place, overwrite)) for number, job in enumerate(whole))
        if executor is None
        else _by(executor, whole, place, overwrite)
    )
    with closing(done):
        for number, result in done:
            results[number] = result
            if progress is not None:
                progress(len(results), len(whole), result)
    return tuple(results[number] for number in range(len(whole)))


def _by(
    executor: Executor, jobs: Sequence[Job], place: Path, overwrite: bool
) -> Generator[tuple[int, JobResult], None, None]:
    """Yield the number and the result of each job, in the order in which they are done."""
    numbers: dict[Future[JobResult], int] = {}
    try:
        for number, job in enumerate(jobs):
            try:
                future = executor.submit(do_job, job, place, overwrite)
            except BrokenExecutor as error:
                future = Future()
                future.set_exception(error)
            numbers[future] = number
        for future in as_completed(numbers):
            number = numbers[future]
            try:
                result = future.result()
            except Exception as error:  # noqa: BLE001 - its worker died, or it could not be sent to one
                result = JobResult(jobs[number].name, error=JobError.of(error))
            yield number, result
    finally:  # broken off, by Ctrl-C or by the function that receives the progress: what has not begun does not begin
        for future in numbers:
            future.cancel()


def do_job(job: Job, place: Path, overwrite: bool) -> JobResult:
    """Write the papers of one job, in whatever process this is, and return what came of it."""
    _leave_ctrl_c_to_the_parent()
    try:
        with locked(place / job.name):
            return _do(job, place / job.name, overwrite)
    except Exception as error:  # noqa: BLE001 - one bad application never stops the others
        return JobResult(job.name, error=JobError.of(error))


def _leave_ctrl_c_to_the_parent() -> None:
    """Let a worker of a pool finish its job on Ctrl-C, which the process that began it hears too.

    Interrupted while it sends a result, a worker keeps the lock of the pool's queue, and all wait for it for ever.
    """
    is_worker = parent_process() is not None and threading.current_thread() is threading.main_thread()
    if is_worker and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _do(job: Job, folder: Path, overwrite: bool) -> JobResult:
    made_from, (made_before_from, known) = "", read_ledger(folder)
    with suppress(OSError):  # of a file that cannot be read; the loading of it says why
        made_from = digest_of_job(job)
    is_current = made_from and made_from == made_before_from
    if is_current and all(_digest_of_file(folder / name) == made for name, made in known.items()):
        return JobResult(job.name, tuple(folder / name for name in known))
    application = job.application if isinstance(job.application, Application) else load(job.application)
    papers = make_papers(
        application, job.documents, language=job.language, on=job.on, group=job.group, draft=job.draft
    )
    digests = {name: _digest(content) for name, content in papers.items()}
    old = {name: _digest_of_file(folder / name) for name in papers}
    for name, there in old.items():  # somebody's own work isn't replaced; a damaged paper is nobody's
        path = folder / name
        if overwrite or not kind_of(path) or there in (digests[name], known.get(name)):
            continue
        if name not in known or not _is_damaged(path):
            code = "changed" if name in known else "taken"
            message = wording("en").message(f"files.{code}", {"path": str(path)})
            raise FileError(path, code, message)
    new = {folder / name: content for name, content in papers.items() if old[name] != digests[name]}
    # What a run that was broken off left of any of the papers goes, also of those that are written already.
    with locked(folder, of=[folder / name for name in papers]):
        save_all(new, overwrite=any(kind_of(path) for path in new))
    # The ledger only saves time: one that is lost or torn costs a rendering, so it is not waited for as papers are.
    ledger = json.dumps({"made_from": made_from, "papers": digests}, ensure_ascii=False, indent=1)
    with suppress(OSError):
        (folder / FILE).write_bytes(f"{ledger}\n".encode())
    return JobResult(job.name, tuple(folder / name for name in papers), tuple(new))


def _is_damaged(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.testzip() is not None
    except Exception:  # noqa: BLE001 - what a damaged archive raises is in no list
        return True
