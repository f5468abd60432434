"""Other programs that open and save papers: the installed LibreOffice, and a newer one compiled to WebAssembly."""

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

OFFICE = Path(__file__).resolve().parents[1] / "office"
STALLED, STARTS = 40, 6
"""A program without progress for so many seconds is started again: the one of WebAssembly sometimes waits for ever."""

Task = Mapping[str, object]

Steps = Sequence[tuple[str, str]]
"""What is done in a paper before it is saved: `find` a text, `type` in its place, `do` one of the office's commands."""


@dataclass(frozen=True, slots=True)
class Job:
    """A paper, the steps taken in it, and the formats that it is saved as, one after another."""

    paper: bytes
    formats: tuple[str, ...] = ("docx",)
    steps: Steps = ()


Office = Callable[[Sequence[Job]], list[bytes]]
"""A program: papers go in, and come out as it saved them, all in one start of the program."""


def installed_office(folder: Path) -> Office:
    """Return the LibreOffice of the machine, worked through its scripting; skip the test where it is missing."""
    program = shutil.which("soffice") or absent("soffice is not installed")
    return _office(folder, [python_with_uno(), str(OFFICE / "uno_office.py"), program, str(folder)])


def program_of(office: Callable[[Path], Office]) -> str:
    """Return the name and version of a program."""
    if office is wasm_office:
        return "LibreOffice 24.8"
    told = subprocess.run(["soffice", "--version"], capture_output=True, text=True, check=True)  # noqa: S607
    name, version = told.stdout.split()[:2]
    return f"{name} {'.'.join(version.split('.')[:2])}"


def python_with_uno() -> str:
    """Return the Python that has LibreOffice's `uno`; skip the test where there is none."""
    pythons = [path for path in ("/usr/bin/python3", shutil.which("python3")) if path and _has_uno(path)]
    return pythons[0] if pythons else absent("python3-uno is not installed")


def wasm_office(folder: Path) -> Office:
    """Return LibreOffice 24.8 under Node, which takes no steps; skip the test where it is missing."""
    node = shutil.which("node") or absent("node is not installed")
    if not (OFFICE / "node_modules" / "@matbee" / "libreoffice-converter").is_dir():
        absent("LibreOffice for Node is not installed: make office")
    # Without the second compiler a start takes a third of the time.
    return _office(folder, [node, "--liftoff-only", str(OFFICE / "wasm_office.mjs")])


def absent(reason: str) -> str:
    """Skip the test for want of a program."""
    pytest.skip(reason)


def _has_uno(python: str) -> bool:
    return subprocess.run([python, "-c", "import uno"], capture_output=True, check=False).returncode == 0  # noqa: S603


def _office(folder: Path, command: Sequence[str]) -> Office:
    def work(jobs: Sequence[Job]) -> list[bytes]:
        tasks, made = [], []
        for number, job in enumerate(jobs):
            source = folder / f"{number:04}.docx"
            source.write_bytes(job.paper)
            for place, kind in enumerate(job.formats):
                target = folder / f"{number:04}-{place}.{kind}"
                steps = [] if place else [list(step) for step in job.steps]
                tasks.append({"source": str(source), "steps": steps, "target": str(target)})
                source = target
            made.append(source)
        for _ in range(STARTS):
            if left := _undone(tasks):
                _start(command, left, folder)
        assert not _undone(tasks), (folder / "said.txt").read_text(errors="replace")[-2000:]
        return [path.read_bytes() for path in made]

    return work


def _undone(tasks: Sequence[Task]) -> list[Task]:
    return [task for task in tasks if not Path(str(task["target"])).exists()]


def _start(command: Sequence[str], tasks: Sequence[Task], folder: Path) -> None:
    """Start the program on its tasks, and end it when it is done or makes no progress."""
    told = folder / "jobs.json"
    told.write_text(json.dumps(tasks), encoding="utf-8")
    with (folder / "said.txt").open("wb") as said:
        program = subprocess.Popen(  # noqa: S603
            [*command, str(told)], stdout=said, stderr=said, start_new_session=True
        )
    left, since = len(tasks), time.monotonic()
    while program.poll() is None and time.monotonic() - since < STALLED:
        time.sleep(0.05)
        if len(_undone(tasks)) < left:
            left, since = len(_undone(tasks)), time.monotonic()
    with suppress(ProcessLookupError):
        os.killpg(program.pid, signal.SIGKILL)
    program.wait()
