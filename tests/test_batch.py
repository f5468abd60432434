"""Many at once: every executor writes the same papers, errors stay with their job, and what is done is not redone."""

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import date
from pathlib import Path

import pytest
from distributed import Client, LocalCluster

import hakemus
from hakemus import Application, FileError, Job, JobResult, LeaderGroup, render_many
from hakemus import batch as ledger
from hakemus.packaged import packaged_folder

FILE = packaged_folder("examples") / "preparatory-funding" / "application.toml"
GROUP = packaged_folder("examples") / "groups" / "mallimaa"
PLAN = ("project-plan",)


@pytest.fixture(name="jobs")
def _jobs(complete: Application, budgeted: Application) -> tuple[Job, ...]:
    """Return jobs of every kind: an object, a file, a draft, another language and day, one that cannot be done."""
    return (
        Job("objekti", complete, PLAN),
        Job("ruotsiksi", complete, ("public-description",), language="sv", on=date(2024, 12, 1)),
        Job("virheellinen", budgeted, ("public-description",)),
        Job("luonnos", budgeted, ("public-description",), draft=True),
        Job("tiedosto", FILE),
        Job("puuttuva", "no-such-file.toml"),
        Job("ryhmä", complete, PLAN, group=LeaderGroup.open(GROUP), draft=True),
    )


def papers_in(folder: Path) -> dict[str, bytes]:
    """Return every paper below a folder by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.docx")}


@contextmanager
def dask(*, processes: bool = False) -> Iterator[Executor]:
    """Yield the executor of a small Dask cluster; its worker is in this process, or one of its own."""
    with (
        LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=1, threads_per_worker=2, processes=processes, dashboard_address=None
        ) as cluster,
        Client(cluster) as client,  # type: ignore[no-untyped-call]
        client.get_executor() as executor,
    ):
        yield executor


EXECUTORS: dict[str, Callable[[], AbstractContextManager[Executor]]] = {
    "threads": lambda: ThreadPoolExecutor(4),
    "processes": lambda: ProcessPoolExecutor(2),
    "spawned": lambda: ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")),
    "dask": dask,
    "dask-process": lambda: dask(processes=True),
}


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=pytest.mark.fuzz) if name == "dask-process" else name for name in EXECUTORS],
)
def test_every_executor_does_as_none_does(jobs: tuple[Job, ...], tmp_path: Path, name: str) -> None:
    """Papers, results and their order are those of doing one job after the other."""
    alone = render_many(jobs, tmp_path / "alone")
    with EXECUTORS[name]() as executor:
        together = render_many(jobs, tmp_path / "together", executor)
    assert papers_in(tmp_path / "together") == papers_in(tmp_path / "alone")
    assert [result.name for result in together] == [job.name for job in jobs]
    assert [[path.relative_to(tmp_path / "together") for path in result.papers] for result in together] == [
        [path.relative_to(tmp_path / "alone") for path in result.papers] for result in alone
    ]
    assert [result.error and result.error.kind for result in together] == [
        None, None, "NotReadyError", None, None, "FileError", None,
    ]  # fmt: skip


def test_papers_are_those_of_render(complete: Application, tmp_path: Path) -> None:
    """A job's paper is to the byte what `render` returns."""
    (result,) = render_many([Job("työ", complete, PLAN, language="en")], tmp_path)
    assert [path.read_bytes() for path in result.papers] == [
        hakemus.render(complete, "project-plan", language="en")
    ]


def test_without_names_the_measure_decides(complete: Application, tmp_path: Path) -> None:
    """A job without documents makes every paper that the measure asks for."""
    (result,) = render_many([Job("työ", complete)], tmp_path)
    (tmp_path / "pari").mkdir()
    assert [path.name for path in result.papers] == [
        path.name for path in hakemus.assemble(complete, tmp_path / "pari")
    ]


def test_an_error_tells_what_to_mend_and_stops_nobody(jobs: tuple[Job, ...], tmp_path: Path) -> None:
    """The message is the library's own, and all other jobs are done."""
    results = {result.name: result for result in render_many(jobs, tmp_path)}
    assert [name for name, result in results.items() if not result.ok] == ["virheellinen", "puuttuva"]
    error = results["puuttuva"].error
    assert error is not None
    assert "no-such-file.toml" in error.message
    assert not (tmp_path / "virheellinen").exists()


def test_an_error_of_no_one_tells_where_it_came_from(tmp_path: Path) -> None:
    """What the library does not raise on purpose comes with its trace; the other jobs are done all the same."""
    wrong = Job("väärä", 7)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        render_many([wrong], tmp_path)
    bad = Application.model_construct(budget="not a budget")  # type: ignore[arg-type]
    result, other = render_many([Job("rikki", bad, PLAN, draft=True), Job("ehjä", FILE, PLAN)], tmp_path)
    assert result.error is not None
    assert "do_job" in result.error.trace
    assert other.ok


def test_progress_is_told_of_each_job(jobs: tuple[Job, ...], tmp_path: Path) -> None:
    """The one who asked hears how many are done, of how many, and what came of the last, on the caller's thread."""
    told: list[tuple[int, int, JobResult]] = []
    threads = set()

    def listen(done: int, total: int, result: JobResult) -> None:
        told.append((done, total, result))
        threads.add(threading.current_thread())

    with ThreadPoolExecutor(3) as executor:
        results = render_many(jobs, tmp_path, executor, progress=listen)
    assert [(done, total) for done, total, _ in told] == [(number, 7) for number in range(1, 8)]
    assert {result for _, _, result in told} == set(results)
    assert threads == {threading.current_thread()}


def test_what_is_done_is_not_done_again(jobs: tuple[Job, ...], tmp_path: Path) -> None:
    """A second run writes nothing, opens no application, and returns the same papers."""
    first = render_many(jobs, tmp_path)
    stamps = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.docx")}
    second = render_many(jobs, tmp_path)
    assert [result.papers for result in second] == [result.papers for result in first]
    assert all(result.written == () for result in second)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.docx")} == stamps


def _other_name(job: Job) -> Job:
    assert isinstance(job.application, Application)
    project = job.application.project.model_copy(update={"name": "Toinen nimi"})
    return Job(job.name, job.application.model_copy(update={"project": project}), job.documents)


CHANGES: dict[str, Callable[[Job], Job]] = {
    "application": _other_name,
    "day": lambda job: Job(job.name, job.application, job.documents, on=date(2025, 1, 7)),
    "draft": lambda job: Job(job.name, job.application, job.documents, draft=True),
    "documents": lambda job: Job(job.name, job.application, (*PLAN, "public-description")),
    "group": lambda job: Job(
        job.name, job.application, PLAN, group=LeaderGroup.from_mapping({"name": {"fi": "Ryhmä ry"}})
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_asked_otherwise_is_made_anew(complete: Application, tmp_path: Path, change: str) -> None:
    """Another application, day, group, draft or choice of documents is another job: its papers are up to date."""
    job = Job("työ", complete, PLAN)
    render_many([job], tmp_path)
    changed = CHANGES[change](job)
    (result,) = render_many([changed], tmp_path)
    assert result.ok
    assert ledger.digest_of_job(changed) != ledger.digest_of_job(job)
    assert [path.read_bytes() for path in result.papers] == [
        hakemus.render(
            changed.application,  # type: ignore[arg-type]
            name,
            on=changed.on,
            draft=changed.draft,
            group=changed.group,
        )
        for name in changed.documents or ()
    ]


def test_a_changed_application_file_is_made_anew(tmp_path: Path) -> None:
    """The bytes of the application file count, not its name or its time."""
    file = tmp_path / "hakemus.toml"
    file.write_bytes(FILE.read_bytes())
    render_many([Job("työ", file, PLAN)], tmp_path / "papers")
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("Mallikylän käsityö", "Kotikylän käsityö"), encoding="utf-8")
    (result,) = render_many([Job("työ", file, PLAN)], tmp_path / "papers")
    assert result.written == result.papers
    assert "Kotikylän käsityö" in hakemus.word.text(result.papers[0])


def test_another_version_of_library_or_template_makes_anew(
    complete: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The library's code, law, words and templates are part of what papers are made from."""
    job = Job("työ", complete)
    before = ledger.digest_of_job(job)
    for name in ("_library", "_templates"):
        with monkeypatch.context() as patched:
            patched.setattr(ledger, name, lambda *_: "another")
            assert ledger.digest_of_job(job) != before
    assert ledger.digest_of_job(job) == before


def test_a_missing_or_damaged_paper_is_made_again(complete: Application, tmp_path: Path) -> None:
    """What was lost, cut off or broken is written again; what is whole is left alone."""
    job = Job("työ", complete, ("project-plan", "public-description", "application"))
    (result,) = render_many([job], tmp_path)
    whole = papers_in(tmp_path)
    missing, damaged, left = result.papers
    missing.unlink()
    damaged.write_bytes(damaged.read_bytes()[:-500])
    (again,) = render_many([job], tmp_path)
    assert again.written == (missing, damaged)
    assert papers_in(tmp_path) == whole
    broken = bytearray(left.read_bytes())
    broken[len(broken) // 3] ^= 0xFF
    left.write_bytes(broken)
    (again,) = render_many([job], tmp_path)
    assert again.written == (left,)


def test_a_paper_that_someone_changed_is_not_replaced_unasked(complete: Application, tmp_path: Path) -> None:
    """An officer's own changes are kept, reported in the result, and replaced only on request."""
    job = Job("työ", complete, PLAN)
    (made,) = render_many([job], tmp_path)
    (paper,) = made.papers
    with zipfile.ZipFile(paper, "a") as archive:
        archive.writestr("customXml/note.xml", "<note/>")
    changed = paper.read_bytes()
    (result,) = render_many([job], tmp_path)
    assert result.error is not None
    assert paper.name in result.error.message
    assert paper.read_bytes() == changed
    (result,) = render_many([job], tmp_path, overwrite=True)
    assert result.written == (paper,)
    assert paper.read_bytes() != changed


def test_a_file_of_someone_else_is_not_replaced_unasked(complete: Application, tmp_path: Path) -> None:
    """A file that is there and was not made here is left alone, whatever it is."""
    (made,) = render_many([Job("työ", complete, PLAN)], tmp_path)
    (paper,) = made.papers
    (paper.parent / ledger.FILE).unlink()
    paper.write_bytes(b"something else")
    (result,) = render_many([Job("työ", complete, PLAN)], tmp_path)
    assert result.error is not None
    assert paper.read_bytes() == b"something else"


def test_a_lost_or_unreadable_ledger_costs_only_time(complete: Application, tmp_path: Path) -> None:
    """Papers that are just what would be made are taken for done, and the ledger is there again."""
    job = Job("työ", complete, PLAN)
    (made,) = render_many([job], tmp_path)
    file = made.papers[0].parent / ledger.FILE
    for content in (b"", b"[]", b'{"made_from": 1, "papers": 2}', b"\xff"):
        file.write_bytes(content)
        (result,) = render_many([job], tmp_path)
        assert result.ok
        assert result.written == ()
        assert set(json.loads(file.read_bytes())["papers"]) == {made.papers[0].name}


@pytest.mark.parametrize("other", ["Työ", "työ", "tyo\u0308"])
def test_two_jobs_with_one_folder_are_refused_before_anything_is_written(
    complete: Application, tmp_path: Path, other: str
) -> None:
    """Names that some file system takes for one are one: no paper is written over another's."""
    with pytest.raises(FileError) as raised:
        render_many([Job("työ", complete), Job(other, complete)], tmp_path / "papers")
    assert raised.value.code == "twice"
    assert not (tmp_path / "papers").exists()


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "a/b", "a\\b", "/a", ".a", "a.", " a", "a ", "a:b", "a\nb", "nul", "COM1.x", "x" * 151],
)
def test_a_name_that_no_folder_can_have_is_refused(name: str) -> None:
    """No job writes outside the folder, nor under a name that some system cannot hold."""
    with pytest.raises(FileError) as raised:
        Job(name, FILE)
    assert raised.value.code == "bad-name"


def test_a_relative_path_holds_wherever_the_worker_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder and the application file are seen from where the caller is."""
    (tmp_path / "a.toml").write_bytes(FILE.read_bytes())
    with ThreadPoolExecutor(1) as executor:
        monkeypatch.chdir(tmp_path)
        gate = threading.Event()
        executor.submit(gate.wait)
        executor.submit(os.chdir, "/")
        threading.Timer(0.05, gate.set).start()
        (result,) = render_many([Job("työ", "a.toml", PLAN)], "papers", executor)
    assert result.papers == (tmp_path / "papers" / "työ" / result.papers[0].name,)


def test_a_broken_pool_is_told_in_the_results(complete: Application, tmp_path: Path) -> None:
    """When a worker dies, every job that it took along says so, and a next run does them."""
    jobs = [Job(f"työ {number}", complete, PLAN) for number in range(3)]
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as executor:
        executor.submit(os._exit, 1)
        results = render_many(jobs, tmp_path, executor)
    assert {result.error and result.error.kind for result in results} == {"BrokenProcessPool"}
    assert all(result.ok for result in render_many(jobs, tmp_path))


def test_a_run_broken_off_goes_on_where_it_was(complete: Application, tmp_path: Path) -> None:
    """Whoever receives the progress may stop the run: what has begun is finished, the rest is not begun."""
    jobs = [Job(f"työ {number}", complete, PLAN) for number in range(30)]

    def stop(done: int, _total: int, _result: JobResult) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with ThreadPoolExecutor(2) as executor, pytest.raises(KeyboardInterrupt):
        render_many(jobs, tmp_path, executor, progress=stop)
    begun = len(papers_in(tmp_path))
    assert 3 <= begun < 30
    results = render_many(jobs, tmp_path)
    assert sum(bool(result.written) for result in results) == 30 - begun


INTERRUPTED = """
import sys
from concurrent.futures import ProcessPoolExecutor
from hakemus import Job, render_many
jobs = [Job(f"job {number}", sys.argv[1], ("project-plan",)) for number in range(100)]
with ProcessPoolExecutor(2) as executor:
    render_many(jobs, sys.argv[2], executor, progress=lambda done, total, result: print(done, flush=True))
"""


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent otherwise on Windows")
def test_ctrl_c_leaves_only_whole_papers(tmp_path: Path) -> None:
    """A run that is interrupted, workers and all, leaves sound papers, and the next one goes on from them."""
    command = [sys.executable, "-c", INTERRUPTED, str(FILE), str(tmp_path)]
    with subprocess.Popen(  # noqa: S603
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    ) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == b"1\n"
        os.killpg(run.pid, signal.SIGINT)
        try:
            run.communicate(timeout=30)
        finally:  # where a worker of the pool didn't hear of it, the test fails, and doesn't wait for ever
            with suppress(ProcessLookupError):
                os.killpg(run.pid, signal.SIGKILL)
    assert run.returncode != 0
    papers = papers_in(tmp_path)
    assert all(hakemus.word.inspect(paper) == () for paper in papers.values())
    results = render_many([Job(f"job {number}", FILE, PLAN) for number in range(100)], tmp_path)
    assert all(result.ok for result in results)
    assert sum(len(result.written) for result in results) == sum(
        len(result.papers) for result in results
    ) - len(papers)


def test_a_worker_leaves_ctrl_c_to_the_process_that_began_it(tmp_path: Path) -> None:
    """Interrupted while it sends a result, it would keep the queue's lock; this process stays as it was."""
    with ProcessPoolExecutor(1) as executor:
        render_many([Job("a", FILE, PLAN)], tmp_path, executor)
        assert executor.submit(signal.getsignal, signal.SIGINT).result() is signal.SIG_IGN
    before = signal.getsignal(signal.SIGINT)
    render_many([Job("b", FILE, PLAN)], tmp_path)
    assert signal.getsignal(signal.SIGINT) is before


def test_what_a_broken_run_left_half_written_is_cleared(complete: Application, tmp_path: Path) -> None:
    """The rest of a file that was being written when the run was killed goes when the job is done."""
    left = tmp_path / "työ" / ".hankesuunnitelma.docx-0a1b2c3d.part"
    left.parent.mkdir()
    left.write_bytes(b"half")
    render_many([Job("työ", complete, PLAN)], tmp_path)
    assert not left.exists()
