"""Every example in the documentation and in the docstrings runs as a test: Python, files and commands."""

import os
import shlex
import shutil
import tempfile
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from doctest import ELLIPSIS, NORMALIZE_WHITESPACE, OutputChecker
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from sybil import Example, Sybil
from sybil.document import PythonDocStringDocument
from sybil.parsers import myst, rest

from hakemus.cli import main

ROOT = Path(__file__).parent
_NOT_FOR_READERS = shutil.ignore_patterns("source", "papers", "__pycache__", "~$*")
_AS_PRINTED = ELLIPSIS | NORMALIZE_WHITESPACE


class ReadersFolder:
    """A new folder with the checkout's `examples` and `templates` in it, as a reader would stand in.

    What an example writes lands there, and goes when the page has been read.
    """

    def __init__(self) -> None:
        self._leave: list[Callable[[], None]] = []

    def enter(self, _namespace: dict[str, Any]) -> None:
        """Step into the folder before the first example of a page."""
        before = Path.cwd()
        folder = tempfile.TemporaryDirectory()
        for name in ("examples", "templates"):
            shutil.copytree(ROOT / name, Path(folder.name) / name, ignore=_NOT_FOR_READERS)
        os.chdir(folder.name)
        self._leave = [lambda: os.chdir(before), folder.cleanup]

    def leave(self, _namespace: dict[str, Any]) -> None:
        """Step back after the last example, and take the folder away."""
        for step in self._leave:
            step()


def write_file(example: Example) -> None:
    """Write a block of TOML that begins with `# NAME.toml` to that file, for what follows on the page to use."""
    first, _, _ = example.parsed.partition("\n")
    name = first.removeprefix("# ")
    if name != first and name.endswith(".toml") and Path(name).name == name:
        Path(name).write_text(example.parsed, encoding="utf-8")


def run_commands(example: Example) -> str | None:
    """Run each line `$ hakemus …` of a block; it must print what stands below it (`...`: anything, however wide)."""
    told = []
    for said in example.parsed.split("$ hakemus ")[1:]:
        arguments, _, expected = said.partition("\n")
        code, printed = _printed_by(arguments)
        if "Traceback" in printed or (code not in (0, 1) and expected.strip() in ("", "...")):
            told.append(f"hakemus {arguments}\nfails ({code}):\n{printed}")
        elif expected.strip() and not OutputChecker().check_output(
            expected.rstrip(), printed.rstrip(), _AS_PRINTED
        ):
            told.append(f"hakemus {arguments}\nshould print:\n{expected}\nbut prints:\n{printed}")
    return "\n".join(told) or None


def _printed_by(arguments: str) -> tuple[int, str]:
    """Return the exit code and what is printed, in a window of 80 columns; here, not in a process that starts anew."""
    window = {"NO_COLOR": "1", "COLUMNS": "80"}
    with patch.dict(os.environ, window), StringIO() as out, StringIO() as err:
        with redirect_stdout(out), redirect_stderr(err):
            code = main(shlex.split(arguments), {"HAKEMUS_LANGUAGE": "en"})
        printed = out.getvalue() + err.getvalue()
    return code, "\n".join(line.rstrip() for line in printed.splitlines())


_folder = ReadersFolder()

_pages = Sybil(
    parsers=[
        myst.PythonCodeBlockParser(doctest_optionflags=ELLIPSIS),
        myst.CodeBlockParser("toml", write_file),
        myst.CodeBlockParser("console", run_commands),
        myst.SkipParser(),
    ],
    patterns=["README.md", "CONTRIBUTING.md", "docs/*.md"],
    setup=_folder.enter,
    teardown=_folder.leave,
)
_docstrings = Sybil(
    parsers=[rest.DocTestParser(optionflags=ELLIPSIS)],
    patterns=["src/hakemus/*.py", "src/hakemus/**/*.py"],
    document_types={".py": PythonDocStringDocument},
)

pytest_collect_file = (_pages + _docstrings).pytest()


def pytest_configure(config: pytest.Config) -> None:
    """Keep a page's examples in one process, when tests are spread over several: each may use those before it."""
    if getattr(config.option, "dist", "no") == "load":
        config.option.dist = "loadfile"
