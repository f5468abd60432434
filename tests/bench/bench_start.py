"""How long a command needs to start: processor time of a process of its own, against `python -c "import docxtpl"`.

Run it with `make bench`, or alone: `python tests/bench/bench_start.py [RUNS]`. The commands take turns, so that a busy
machine slows them alike; each is run once before it counts, so that its modules are compiled as they are for a user.
"""

import os
import pickle
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from hakemus import load
from hakemus.assembly import subject_of, subjects_of, template_path
from hakemus.case import Case
from hakemus.packaged import packaged_folder
from hakemus.papers import asked_documents

RUNS = 10
_APPLICATION = str(packaged_folder("examples") / "preparatory-funding" / "application.toml")
_COMPLETE = str(packaged_folder("examples") / "cooperation-complete" / "application.toml")
_HAKEMUS = ("-m", "hakemus")
_SCRIPT = """
import pickle, sys
from docxtpl import DocxTemplate
for number, (path, values) in enumerate(pickle.load(open(sys.argv[1], "rb"))):
    document = DocxTemplate(path)
    document.render(values, autoescape=True)
    document.save(f"{number}.docx")
"""
"""What makes the papers of the complete example with docxtpl: its content is ready made, read from a file."""

_CONTENT = "content.pickle"
COMMANDS: dict[str, tuple[str, ...]] = {
    "import docxtpl": ("-c", "import docxtpl"),
    "hakemus --version": (*_HAKEMUS, "--version"),
    "hakemus check": (*_HAKEMUS, "check", _APPLICATION),
    "hakemus render": (*_HAKEMUS, "render", _APPLICATION, "project-plan", "--overwrite"),
    "hakemus papers": (*_HAKEMUS, "papers", _COMPLETE, "--overwrite"),
    "the same by docxtpl": ("-c", _SCRIPT, _CONTENT),
}


def content_of_papers() -> list[tuple[str, dict[str, Any]]]:
    """Return the template and the content of each paper of the complete example, as docxtpl takes it."""
    from bench import for_docxtpl  # noqa: PLC0415 - it builds on this file

    application = load(_COMPLETE)
    subject = subject_of(Case.of(application), draft=True)
    language = subject.words.language
    return [
        (str(template_path(paper.key, language)), vars(for_docxtpl(paper.content(one))))
        for paper in asked_documents(subject.case)
        for one in subjects_of(paper, subject)
    ]


def start(runs: int = RUNS) -> None:
    """Print milliseconds of processor time, best and median, and both as ratios to importing docxtpl."""
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / _CONTENT).write_bytes(pickle.dumps(content_of_papers()))
        for count in range(runs + 1):
            for name, arguments in COMMANDS.items():
                seconds = _processor_seconds(arguments, Path(folder))
                if count:
                    taken[name].append(seconds * 1000)
    base = taken["import docxtpl"]
    print(f"{'start of a process':<22} {'best':>8} {'median':>8} {'×':>6} {'×':>6}")
    for name, times in taken.items():
        ratios = f"{min(times) / min(base):6.2f} {median(times) / median(base):6.2f}"
        print(f"{name:<22} {min(times):8.1f} {median(times):8.1f} {ratios}")


def _processor_seconds(arguments: tuple[str, ...], folder: Path) -> float:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, check=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    start(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS)
