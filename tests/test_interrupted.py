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
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

import hakemus
from edited_paper import retyped
from hakemus.packaged import packaged_folder

EXAMPLES = packaged_folder("examples")

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a process is killed by a signal here")

_RUN = """
import os, signal, sys
place, last = sys.argv[1], int(sys.argv[2])
done = 0
def count(event, arguments):
    global done
    if event == "open":
        path, mode = arguments[0], arguments[2]
        if not (mode & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)):
            return
    elif event in ("os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "os.chmod"):
        path = arguments[1] if event in ("os.rename", "os.link") else arguments[0]
    else:
        return
    if not isinstance(path, (str, bytes)) or not os.path.abspath(os.fsdecode(path)).startswith(place):
        return
    done += 1
    if done == last:
        os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(count)
RUN
if not last:
    sys.stderr.write(f"operations: {done}")
sys.exit(code)
"""
_COMMAND = "from hakemus.cli import main\ncode = main(sys.argv[3:])\n"
_MANY = """
import hakemus
jobs = [hakemus.Job(name, sys.argv[3], documents=("application", "cost-estimate"), draft=True) for name in "ab"]
code = 0 if all(result.ok for result in hakemus.render_many(jobs, "out", overwrite=True)) else 1
"""


@dataclass(frozen=True)
class Case:
    """A command, what is in its folder before, and the names of what it writes together, by a pattern."""

    arguments: tuple[str, ...]
    prepare: Callable[[Path], None] = lambda _: None
    code: str = _COMMAND
    most: int | None = None
    """At how many operations it is killed at most, where one run takes long; without it at all of them."""


def run(case: Case, folder: Path, last: int = 0) -> "subprocess.CompletedProcess[str]":
    """Run a command in a folder; with `last`, it is killed at its file operation of that number."""
    program = _RUN.replace("RUN", case.code)
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program, str(folder), str(last), *case.arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "HAKEMUS_LANGUAGE": "en"},
    )


def held(folder: Path) -> Mapping[str, str]:
    """Return every file in a folder with its digest, hidden ones too; of a PDF, which holds its time, its end."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): _digest(path.read_bytes()) for path in files}


def _digest(content: bytes) -> str:
    if content.startswith(b"%PDF"):
        return f"PDF that ends: {content.rstrip().endswith(b'%%EOF')}"
    return hashlib.sha256(content).hexdigest()


def _application(folder: Path) -> None:
    shutil.copy(EXAMPLES / "small-project" / "application.toml", folder / "application.toml")


def _papers_of_another(folder: Path) -> None:
    """Put in papers of another application under the same names."""
    _application(folder)
    text = (folder / "application.toml").read_text(encoding="utf-8")
    (folder / "other.toml").write_text(re.sub(r'(?m)^name = "', 'name = "Toinen ', text), encoding="utf-8")
    assert run(Case(("papers", "other.toml", "--draft")), folder).returncode in (0, 1)


def _group(folder: Path) -> None:
    assert run(Case(("group", "new", "Esimerkki ry", "--out", "group")), folder).returncode == 0


def _meeting(folder: Path) -> None:
    for name in ("board-meeting", "investment", "company-group"):
        shutil.copytree(EXAMPLES / name, folder / name)


def _workbook(folder: Path) -> None:
    _application(folder)
    assert run(Case(("budget", "export", "application.toml", "b.xlsx")), folder).returncode == 0
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
    "new-from": Case(("new", "investment", "--from", "application.toml", "--out", "new.toml"), _application),
    "record": Case(("record", "record.txt", "--out", "record.toml"), _record),
    "schema": Case(("schema", "--out", "application.schema.json")),
    "read": Case(("read", "one.docx", "--out", "read.toml"), _edited_paper),
    "update": Case(("update", "application.toml", "one.docx", "--yes"), _edited_paper),
    "form": Case(("form", "small-project", "--out", "form.docx")),
    "render": Case(("render", "application.toml", "application", "--draft", "--out", "a.docx"), _application),
    "papers": Case(("papers", "application.toml", "--draft"), _application),
    "papers-over": Case(("papers", "application.toml", "--draft", "--overwrite"), _papers_of_another),
    "papers-zip": Case(("papers", "application.toml", "--draft", "--zip"), _application),
    "group-new": Case(("group", "new", "Esimerkki ry", "--out", "group")),
    "group-copy": Case(("group", "copy", "group", "application"), _group),
    "group-accept": Case(("group", "check", "group", "--accept"), _group),
    "board": Case(("board", "board-meeting", "--draft"), _meeting),
    "budget-export": Case(("budget", "export", "application.toml", "b.xlsx"), _application),
    "budget-import": Case(("budget", "import", "application.toml", "b.xlsx", "--overwrite"), _workbook),
    "render-many": Case(("application.toml",), _application, _MANY),
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
    assert done.returncode in (0, 1), done.stderr
    operations = int(done.stderr.rpartition("operations: ")[2])
    expected = held(whole)
    numbers = list(range(1, operations + 1))
    if most is not None and operations > most:
        numbers = sorted(Random(name).sample(numbers, most))  # noqa: S311 - no secret
    for number in numbers:
        place = shutil.copytree(before, tmp_path / f"at-{number}")
        killed = run(case, place, number)
        assert killed.returncode == -signal.SIGKILL
        again = run(case, place)
        there = held(place)
        if again.returncode == 2 and there == expected:
            continue  # it had done everything, and was killed while it tidied up
        assert again.returncode == done.returncode, (number, again.stdout, again.stderr)
        assert there == expected, (number, sorted(there.items() ^ expected.items()))
        shutil.rmtree(place)
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
    for number in range(10):
        place = shutil.copytree(before, tmp_path / f"at-{number}")
        process = start(case, place)
        time.sleep(random.uniform(0.3, 1) * seconds)
        process.kill()
        process.communicate()
        again = run(case, place)
        assert again.returncode in {done.returncode, 2}
        assert held(place) == expected


def start(case: Case, folder: Path) -> "subprocess.Popen[str]":
    """Start a command in a folder, without waiting for it."""
    program = _RUN.replace("RUN", case.code)
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", program, str(folder), "-1", *case.arguments],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "HAKEMUS_LANGUAGE": "en"},
    )


# Two at once on one folder, as commands: the answers are true, and no file is lost or of the other.

TWICE = {
    **CASES,
    "board": Case(("board", "board-meeting", "--draft", "--overwrite"), _meeting),
}


@pytest.mark.parametrize("name", LONG)
def test_two_at_once_end_as_one_after_the_other(name: str, tmp_path: Path) -> None:
    """Both say what is true: written, or that it was there already, or has changed; and nothing else is there."""
    case = TWICE[name]
    before = prepared(case, tmp_path / "before")
    whole = shutil.copytree(before, tmp_path / "whole")
    done, expected = run(case, whole), held(whole)
    for number in range(5):
        place = shutil.copytree(before, tmp_path / f"at-{number}")
        both = [start(case, place) for _ in range(2)]
        ended = [(process.communicate(), process.returncode) for process in both]
        assert {code for _, code in ended} <= {done.returncode, 2}, ended
        assert done.returncode in {code for _, code in ended}, ended
        assert held(place) == expected, (ended, held(place).keys() ^ expected.keys())


@pytest.mark.fuzz
def test_of_two_papers_at_once_no_change_is_lost_unsaid(tmp_path: Path) -> None:
    """Whoever came too late says so; then the file has the change of the other alone."""
    before = prepared(CASES["update"], tmp_path / "before")
    cases = [Case(("update", "application.toml", f"{one}.docx", "--yes")) for one in ("one", "two")]
    there = {}
    for name, case in zip(("one", "two"), cases, strict=True):
        place = shutil.copytree(before, tmp_path / name)
        assert run(case, place).returncode == 0
        there[name] = held(place)["application.toml"]
    assert run(cases[1], tmp_path / "one").returncode == 0
    both = held(tmp_path / "one")["application.toml"]
    for number in range(10):
        place = shutil.copytree(before, tmp_path / f"at-{number}")
        started = [start(case, place) for case in cases]
        codes = [(process.communicate(), process.returncode)[1] for process in started]
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
        for process in [start(case, place) for case in cases]:
            process.communicate()
        assert held(place) in alone
