"""Killed anywhere, or two at once: nothing is torn or mixed, nothing stays behind, and the same command runs again.

The small sample of `make test`; every file operation of every command that writes is tried by `make fuzz`.
"""

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from random import Random
from typing import NoReturn

import pytest

import hakemus
from edited_paper import retyped
from hakemus.cli import main
from hakemus.packaged import packaged_folder

EXAMPLES = packaged_folder("examples")

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a process is killed by a signal here")


@dataclass(frozen=True)
class Case:
    """A command, and what is in its folder before."""

    arguments: tuple[str, ...]
    prepare: Callable[[Path], None] = lambda _: None
    call: Callable[[Sequence[str]], int] = main
    most: int | None = None
    """At how many operations it is killed at most, where one run takes long; without it at all of them."""


def render_both(arguments: Sequence[str]) -> int:
    """Write the papers of two applications by one call of the library."""
    papers = ("application", "cost-estimate")
    jobs = [hakemus.Job(name, Path(arguments[0]), documents=papers, draft=True) for name in "ab"]
    return 0 if all(result.ok for result in hakemus.render_many(jobs, "out", overwrite=True)) else 1


class Run:
    """A command in a process of its own, forked from this one, so that nothing needs to be imported again."""

    def __init__(self, case: Case, folder: Path, last: int = 0) -> None:
        """Start it in a folder; with `last`, it is killed at its file operation of that number."""
        _import_everything()
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - it goes with this object
        with warnings.catch_warnings():
            # Other threads, such as those of the runner of the tests, are not needed there.
            warnings.simplefilter("ignore", DeprecationWarning)
            self.pid = os.fork()
        if not self.pid:
            _become(case, folder, last, self._said.fileno())

    def kill(self, number: int = signal.SIGKILL) -> None:
        """Send it a signal."""
        os.kill(self.pid, number)

    def end(self) -> "Ended":
        """Wait for it."""
        code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        self._said.seek(0)
        text, _, operations = self._said.read().decode(errors="replace").partition(_OPERATIONS)
        self._said.close()
        return Ended(code, text, int(operations or 0))


@dataclass(frozen=True)
class Ended:
    """How a command ended: its code (less than 0 is a signal), what it said, and its operations on the folder."""

    code: int
    said: str
    operations: int


_OPERATIONS = "\noperations: "
_BROKEN = 70
"""The exit code of what ended by an error that nobody caught."""


@cache
def _import_everything() -> None:
    for module in walk_packages(hakemus.__path__, "hakemus."):
        if not module.name.endswith("__main__"):
            import_module(module.name)


def _become(case: Case, folder: Path, last: int, said: int) -> NoReturn:
    """Be a process that runs a command, and counts its operations on a folder."""
    code, place = _BROKEN, str(folder)
    done = 0

    def count(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal done
        path = arguments[1] if event in {"os.rename", "os.link"} else arguments[0] if arguments else None
        writes = event in {"os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "os.chmod"}
        if writes and arguments[-1] != -1:
            return  # by a name that is relative to an open folder: that of temporary files is removed so
        if event == "open" and isinstance(arguments[2], int):
            writes = bool(arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
        if writes and isinstance(path, str | bytes | Path):
            counted = os.path.abspath(os.fsdecode(path)).startswith(place)  # noqa: PTH100 - no link is followed
            done += counted
            if counted and done == last:
                os.kill(os.getpid(), signal.SIGKILL)

    try:
        for number, to in ((os.open(os.devnull, os.O_RDONLY), 0), (said, 1), (said, 2)):
            os.dup2(number, to)
        sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")  # noqa: SIM115
        os.chdir(folder)
        os.environ["HAKEMUS_LANGUAGE"] = "en"
        sys.addaudithook(count)
        code = case.call(case.arguments)
        sys.stderr.write(f"{_OPERATIONS}{done}")
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:  # noqa: BLE001 - the test sees the code, and what was said
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(code)


def run(case: Case, folder: Path, last: int = 0) -> Ended:
    """Run a command in a folder to its end; with `last`, it is killed at its file operation of that number."""
    return Run(case, folder, last).end()


def held(folder: Path) -> Mapping[str, str]:
    """Return every file in a folder with its digest, hidden ones too."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def _application(folder: Path) -> None:
    shutil.copy(EXAMPLES / "small-project" / "application.toml", folder / "application.toml")


def _papers_of_another(folder: Path) -> None:
    """Put in papers of another application under the same names."""
    _application(folder)
    text = (folder / "application.toml").read_text(encoding="utf-8")
    (folder / "other.toml").write_text(re.sub(r'(?m)^name = "', 'name = "Toinen ', text), encoding="utf-8")
    assert run(Case(("papers", "other.toml", "--draft")), folder).code in {0, 1}


def _group(folder: Path) -> None:
    assert run(Case(("group", "new", "Esimerkki ry", "--out", "group")), folder).code == 0


def _meeting(folder: Path) -> None:
    for name in ("board-meeting", "investment", "company-group"):
        shutil.copytree(EXAMPLES / name, folder / name)


def _papers_of_a_meeting(folder: Path) -> None:
    """Put in papers that were made while another application had another name."""
    _meeting(folder)
    file = folder / "investment" / "application.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r'(?m)^name = "', 'name = "Toinen ', text), encoding="utf-8")
    assert run(Case(("board", "board-meeting", "--draft")), folder).code in {0, 1}
    file.write_text(text, encoding="utf-8")


def _workbook(folder: Path) -> None:
    _application(folder)
    assert run(Case(("budget", "export", "application.toml", "b.xlsx")), folder).code == 0
    text = (folder / "application.toml").read_text(encoding="utf-8")
    amount = re.search(r"(?m)^amount = ([0-9.]+)", text)
    assert amount is not None
    changed = f"{text[: amount.start()]}amount = 1.00{text[amount.end() :]}"
    (folder / "application.toml").write_text(changed, encoding="utf-8")


def _edited_paper(folder: Path) -> None:
    """Put in an application with two papers of it, in each of which somebody typed something else."""
    _application(folder)
    application = hakemus.load(folder / "application.toml")
    paper = hakemus.render(application, "application", draft=True)
    for name, field in (("one", "municipality"), ("two", "phone")):
        was = str(getattr(application.applicant, field))
        (folder / f"{name}.docx").write_bytes(retyped(paper, (was, f"{was}x")))


def _record(folder: Path) -> None:
    shutil.copy(EXAMPLES / "290170" / "record.txt", folder / "record.txt")


CASES = {
    "new": Case(("new", "small-project", "--out", "new.toml")),
    "new-meeting": Case(("new", "meeting", "--out", "meeting.toml")),
    "new-assessment": Case(
        ("new", "assessment", "--from", "application.toml", "--out", "a.toml"), _application
    ),
    "new-from": Case(("new", "investment", "--from", "application.toml", "--out", "new.toml"), _application),
    "record": Case(("record", "record.txt", "--out", "record.toml"), _record),
    "calendar": Case(("calendar", "application.toml", "--out", "days.ics"), _application),
    "schema": Case(("schema", "--out", "application.schema.json")),
    "read": Case(("read", "one.docx", "--out", "read.toml"), _edited_paper),
    "update": Case(("update", "application.toml", "one.docx", "--yes"), _edited_paper),
    "form": Case(("form", "small-project", "--out", "form.docx")),
    "render": Case(("render", "application.toml", "application", "--draft", "--out", "a.docx"), _application),
    "render-over": Case(
        ("render", "application.toml", "application", "--draft", "--out", "other.toml", "--overwrite"),
        _papers_of_another,
    ),
    "papers": Case(("papers", "application.toml", "--draft"), _application),
    "papers-over": Case(("papers", "application.toml", "--draft", "--overwrite"), _papers_of_another),
    "papers-zip": Case(("papers", "application.toml", "--draft", "--zip"), _application),
    "group-new": Case(("group", "new", "Esimerkki ry", "--out", "group")),
    "group-copy": Case(("group", "copy", "group", "application"), _group),
    "group-accept": Case(("group", "check", "group", "--accept"), _group),
    "board": Case(("board", "board-meeting", "--draft"), _meeting),
    "board-forms": Case(("board", "board-meeting", "--forms"), _meeting),
    "board-over": Case(("board", "board-meeting", "--draft", "--overwrite"), _papers_of_a_meeting),
    "budget-export": Case(("budget", "export", "application.toml", "b.xlsx"), _application),
    "budget-import": Case(("budget", "import", "application.toml", "b.xlsx", "--overwrite"), _workbook),
    "budget-import-out": Case(
        ("budget", "import", "application.toml", "b.xlsx", "--out", "c.toml"), _workbook
    ),
    "render-many": Case(("application.toml",), _application, render_both),
    "render-pdf": Case(
        ("render", "application.toml", "cost-estimate", "--draft", "--pdf", "--out", "a.docx"),
        _application,
        most=6,
    ),
}
NO_OFFICE = "LibreOffice is not installed"
"""Why a case is skipped that makes PDF."""
LONG = [
    pytest.param(
        name,
        marks=[pytest.mark.fuzz, pytest.mark.skipif(shutil.which("soffice") is None, reason=NO_OFFICE)]
        if "pdf" in name
        else [pytest.mark.fuzz],
    )
    for name in CASES
]
SAMPLE = ("group-copy",)


def prepared(case: Case, folder: Path) -> Path:
    """Return a new folder with what the command works on."""
    folder.mkdir()
    case.prepare(folder)
    return folder


def check_kills(name: str, tmp_path: Path, most: int | None) -> int:
    """Kill a command at each of its file operations, or at some; return how many times.

    After each: no file is torn or mixed once the same command has run again, and nothing else is there.
    """
    case = CASES[name]
    before = prepared(case, tmp_path / "before")
    whole = shutil.copytree(before, tmp_path / "whole")
    done = run(case, whole)
    assert done.code in {0, 1}, done.said
    expected = held(whole)
    numbers = list(range(1, done.operations + 1))
    if most is not None and done.operations > most:
        numbers = sorted(Random(name).sample(numbers, most))  # noqa: S311 - no secret
    ready = 0
    for number in numbers:
        place = shutil.copytree(before, tmp_path / f"at-{number}")
        assert run(case, place, number).code == -signal.SIGKILL
        was_whole = held(place) == expected
        again = run(case, place)
        assert held(place) == expected, (number, sorted(held(place).items() ^ expected.items()), again.said)
        assert again.code == done.code, (number, again.said)
        ready += was_whole
        shutil.rmtree(place)
    print(f"{name}: killed at {len(numbers)} operations; at {ready} of them all was done")
    return len(numbers)


@pytest.mark.parametrize("name", SAMPLE)
def test_killed_at_some_file_operations_the_same_command_runs_again(name: str, tmp_path: Path) -> None:
    """Three of them; the folder is then as if nothing had happened."""
    assert check_kills(name, tmp_path, 3) > 0


@pytest.mark.parametrize("name", LONG)
def test_killed_at_every_file_operation_the_same_command_runs_again(name: str, tmp_path: Path) -> None:
    """Every command that writes, at every operation on its folder."""
    assert check_kills(name, tmp_path, CASES[name].most) > 0


@pytest.mark.parametrize("name", LONG)
def test_killed_at_random_moments_the_same_command_runs_again(name: str, tmp_path: Path) -> None:
    """By the clock, wherever it is."""
    case, random = CASES[name], Random(name)  # noqa: S311 - no secret
    before = prepared(case, tmp_path / "before")
    whole = shutil.copytree(before, tmp_path / "whole")
    begun = time.monotonic()
    done = run(case, whole)
    seconds, expected = time.monotonic() - begun, held(whole)
    killed = 0
    for number in range(10):
        place = shutil.copytree(before, tmp_path / f"at-{number}")
        process = Run(case, place)
        time.sleep(random.uniform(0, 1) * seconds)
        process.kill()
        was = process.end()
        killed += was.code == -signal.SIGKILL
        again = run(case, place)
        assert again.code == done.code, again.said
        assert held(place) == expected, again.said
    print(f"{name}: killed at {killed} moments")


# Two at once on one folder, as commands: the answers are true, and no file is lost or of the other.


@pytest.mark.parametrize("name", LONG)
def test_two_at_once_end_as_one_after_the_other(name: str, tmp_path: Path) -> None:
    """Both say what is true: written, or that it was there already, or has changed; and nothing else is there."""
    case = CASES[name]
    before = prepared(case, tmp_path / "before")
    whole = shutil.copytree(before, tmp_path / "whole")
    done, expected = run(case, whole), held(whole)
    for number in range(5):
        place = shutil.copytree(before, tmp_path / f"at-{number}")
        both = [Run(case, place) for _ in range(2)]
        ended = [process.end() for process in both]
        assert {one.code for one in ended} <= {done.code, 2}, ended
        assert done.code in {one.code for one in ended}, ended
        assert held(place) == expected, (ended, held(place).keys() ^ expected.keys())


@pytest.mark.fuzz
def test_of_two_papers_at_once_no_change_is_lost_unsaid(tmp_path: Path) -> None:
    """Whoever came too late says so; then the file has the change of the other alone."""
    before = prepared(CASES["update"], tmp_path / "before")
    cases = [Case(("update", "application.toml", f"{one}.docx", "--yes")) for one in ("one", "two")]
    there = {}
    for name, case in zip(("one", "two"), cases, strict=True):
        place = shutil.copytree(before, tmp_path / name)
        assert run(case, place).code == 0
        there[name] = held(place)["application.toml"]
    assert run(cases[1], tmp_path / "one").code == 0
    both = held(tmp_path / "one")["application.toml"]
    for number in range(10):
        place = shutil.copytree(before, tmp_path / f"at-{number}")
        started = [Run(case, place) for case in cases]
        codes = [process.end().code for process in started]
        expected = {(0, 0): both, (0, 2): there["one"], (2, 0): there["two"]}
        assert held(place)["application.toml"] == expected[codes[0], codes[1]], codes


@pytest.mark.fuzz
def test_papers_of_two_applications_at_once_are_never_mixed(tmp_path: Path) -> None:
    """All papers of the folder are those of the one that wrote last."""
    place = prepared(CASES["papers-over"], tmp_path / "place")
    cases = [Case(("papers", f"{one}.toml", "--draft", "--overwrite")) for one in ("application", "other")]
    alone = []
    for case in cases:
        run(case, place)
        alone.append(held(place))
    for _ in range(10):
        for process in [Run(case, place) for case in cases]:
            process.end()
        assert held(place) in alone


@pytest.mark.fuzz
@pytest.mark.skipif(shutil.which("soffice") is None, reason=NO_OFFICE)
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_ended_while_pdf_is_made_nothing_of_libreoffice_is_left(
    number: signal.Signals, tmp_path: Path
) -> None:
    """It doesn't go on, nothing stays in the folder of temporary files, and the same command runs again."""
    case, temporary = CASES["render-pdf"], tmp_path / "temporary"
    before = prepared(case, tmp_path / "before")
    command = [sys.executable, "-m", "hakemus", *case.arguments]
    environment = {**os.environ, "TMPDIR": str(temporary)}
    temporary.mkdir()
    begun = time.monotonic()
    whole = shutil.copytree(before, tmp_path / "whole")
    done = subprocess.run(command, cwd=whole, env=environment, capture_output=True, check=False)  # noqa: S603 - our own program
    seconds, expected = time.monotonic() - begun, held(whole)
    for at in range(4):
        place = shutil.copytree(before, tmp_path / f"at-{at}")
        process = subprocess.Popen(command, cwd=place, env=environment, stderr=subprocess.DEVNULL)  # noqa: S603 - our own program
        time.sleep((0.4 + at * 0.15) * seconds)
        process.send_signal(number)
        process.wait()
        for _ in range(100):
            if not (left := [*temporary.glob("hakemus-[!l]*")]) and not _running_with(temporary):
                break
            time.sleep(0.1)
        assert (left, _running_with(temporary)) == ([], [])
        again = subprocess.run(command, cwd=place, env=environment, capture_output=True, check=False)  # noqa: S603 - our own program
        assert again.returncode in {done.returncode, 2}
        assert held(place) == expected
    assert [path.name for path in temporary.iterdir() if not path.name.startswith("hakemus-locks-")] == []


def _running_with(folder: Path) -> list[str]:
    """Return the command lines of processes that name a folder."""
    lines = []
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            lines.append(process.read_bytes().replace(b"\0", b" ").decode(errors="replace"))
    return [line for line in lines if str(folder) in line]
