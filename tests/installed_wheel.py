"""Tries the built wheel as a stranger gets it: in an empty environment, with every extra, each command once.

`python tests/installed_wheel.py WHEEL` tries it twice: on the oldest Python with the lowest versions that are promised,
and on the newest Python of this machine with the newest. It needs uv. Each environment runs this file itself, with
nothing of the caller's.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
import urllib.request
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import metadata, requires, version
from pathlib import Path

OLDEST = (3, 11)
PROJECT = Path(__file__).resolve().parents[1]


def pythons() -> dict[tuple[int, ...], str]:
    """Return the Pythons of this machine that are promised, the newest last."""
    folders = [*os.environ.get("PATH", "").split(os.pathsep)]
    folders += map(str, (Path.home() / ".pyenv" / "versions").glob("*/bin"))
    found: dict[tuple[int, ...], str] = {}
    for folder in folders:
        for path in Path(folder).glob("python3*"):
            if not re.fullmatch(r"python3(\.\d+)?", path.name):
                continue
            asked = [str(path), "-c", "import ensurepip, sys; print(*sys.version_info[:3])"]
            told = subprocess.run(asked, capture_output=True, text=True, check=False)  # noqa: S603 - a Python's own
            version = tuple(map(int, told.stdout.split())) if told.returncode == 0 else ()
            if version >= OLDEST:
                found.setdefault(version, str(path))
    return dict(sorted(found.items()))


def install_and_walk(wheel: Path, python: str, resolution: str) -> str:
    """Install a wheel with every extra in an empty environment, walk there, and return the papers' digest."""
    uv = shutil.which("uv") or str(Path(sys.executable).with_name("uv"))
    with tempfile.TemporaryDirectory() as folder:
        versions, inner = Path(folder) / "versions.txt", Path(folder) / "venv" / "bin" / "python"

        def run_uv(*arguments: object) -> None:
            subprocess.run([uv, *map(str, arguments), "--quiet"], check=True)  # noqa: S603 - our own words

        run_uv("venv", "--python", python, inner.parents[1])
        run_uv("pip", "compile", "--python", inner, "--resolution", resolution, "--extra", "all",
               PROJECT / "pyproject.toml", "--output-file", versions)  # fmt: skip
        run_uv("pip", "install", "--python", inner, "--requirement", versions, wheel)
        own = shutil.copy(__file__, folder)
        done = subprocess.run(  # noqa: S603 - the one just made
            [inner, own], cwd=folder, env={"LANG": "C.UTF-8"}, stdout=subprocess.PIPE, text=True, check=True
        )
        print(done.stdout)
        return done.stdout.partition("\n")[0]


def walk() -> None:
    """Make every kind of paper from Python, print a digest of them, and run each command once."""
    import hakemus  # noqa: PLC0415 - only in the environment that has it
    from hakemus.packaged import packaged_folder  # noqa: PLC0415

    examples = packaged_folder("examples")
    assert "site-packages" in str(examples), f"the examples do not come from the wheel: {examples}"
    readme = str(metadata("hakemus").json["description"])
    assert "hakemus open" in readme
    assert not re.findall(r"\]\((?!https?://|#)[^)]*\)", readme), (
        "a link of the README leads nowhere on a package index"
    )
    application = hakemus.load(examples / "preparatory-funding" / "application.toml")
    for language in ("fi", "sv", "en"):
        papers = hakemus.assemble(application, Path("from-python") / language, language=language, draft=True)
        assert papers
        assert all(paper.stat().st_size > 0 for paper in papers)
    complete, meeting = examples / "cooperation-complete" / "application.toml", examples / "board-meeting"
    rich, made = hakemus.load(complete), Path("from-python")
    for language in ("fi", "sv", "en"):
        every = hakemus.make_papers(rich, hakemus.list_documents(), language=language, draft=True)
        for name, paper in every.items():
            (made / f"{language}-{name}").write_bytes(paper)
    hakemus.hold_meeting(meeting, made / "meeting", language="sv")
    hakemus.write_forms(meeting, made / "forms")
    (made / "form.docx").write_bytes(hakemus.blank_form("small-project", law_of=rich.date))
    (made / "budget.xlsx").write_bytes(hakemus.budget_workbook(rich))
    print(digest_of(made))
    shutil.copytree(examples / "groups" / "mallimaa", "mallimaa")
    shutil.copy(complete, "own.toml")
    for words in (
        "--version", "--help", "law", "law 617/2023 41", "rules", "fields", "completion bash", "schema application",
        "new small-project --out new.toml", f"record {examples}/290170/record.txt --out record.toml",
        f"check {complete}", f"check {complete} --against 2026-06-01 --json", f"papers {complete} --zip",
        f"render {complete} project-plan --out plan.docx", "read plan.docx", "compare plan.docx plan.docx",
        f"calendar {complete}", "form small-project --out form.docx", f"board {meeting}",
        f"budget export {complete} money.xlsx", "budget import own.toml money.xlsx --overwrite",
        "group check mallimaa", "templates check mallimaa/templates",
    ):  # fmt: skip
        expected = {"check": (0, 1), "group": (0, 1), "templates": (0, 1)}.get(words.split()[0], (0,))
        told = subprocess.run(command(words), capture_output=True, text=True, check=False)  # noqa: S603 - our own words
        assert told.returncode in expected, f"{words}: {told.returncode}\n{told.stdout}\n{told.stderr}"
        assert not told.stderr, f"{words}: {told.stderr}"
    open_page(complete)
    print(f"all commands run: Python {sys.version.split()[0]}, {', '.join(installed())}")


def digest_of(folder: Path) -> str:
    """Return a digest of the parts of all files; how they are compressed is the business of each Python's zlib."""
    digest = hashlib.sha256()
    for paper in sorted(folder.rglob("*.*")):
        with zipfile.ZipFile(paper) as package:
            for part in package.namelist():
                digest.update(f"{paper}/{part}\n".encode() + package.read(part))
    return digest.hexdigest()


def command(words: str) -> list[str]:
    """Return how the command line of this environment is called."""
    return [str(Path(sys.executable).with_name("hakemus")), *words.split()]


def open_page(file: Path) -> None:
    """Open the page on a copy of an application, and ask for it as a browser does."""
    shutil.copy(file, "page.toml")
    with subprocess.Popen(  # noqa: S603 - our own words
        command("open page.toml --no-browser --language en"), stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        address = next(line.strip() for line in server.stdout if "http://" in line)
        for _ in range(50):
            try:
                opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
                with opener.open(address, timeout=5) as answer:
                    page = answer.read().decode()
                break
            except OSError:
                time.sleep(0.1)
        server.terminate()
        server.communicate()
    assert "<html" in page


def installed() -> Iterator[str]:
    """Yield the versions of what the wheel itself asks for."""
    names = sorted({re.split(r"[^\w-]", one)[0] for one in requires("hakemus") or ()} - {"hakemus"})
    yield from (f"{name} {version(name)}" for name in names)


def main() -> None:
    """Try the wheel that is named, or walk through the environment that this file was copied next to."""
    if len(sys.argv) == 1:
        walk()
        return
    promised = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "requires-python"
    ]
    assert promised == f">={'.'.join(map(str, OLDEST))}", promised
    known = pythons()
    newest = [*known.values()][-1]
    oldest = next((path for version, path in known.items() if version[:2] == OLDEST), newest)
    wheel = Path(sys.argv[1]).resolve()
    with ThreadPoolExecutor() as both:
        tried = both.map(install_and_walk, (wheel, wheel), (oldest, newest), ("lowest-direct", "highest"))
        assert len({*tried}) == 1, "the papers depend on the Python or on the versions of what is installed"


if __name__ == "__main__":
    main()
