"""Every Python example in the documentation and in the docstrings runs as a test."""

import os
import shutil
import tempfile
from collections.abc import Callable
from doctest import ELLIPSIS
from pathlib import Path
from typing import Any

from sybil import Sybil
from sybil.document import PythonDocStringDocument
from sybil.parsers import myst, rest

ROOT = Path(__file__).parent
_NOT_FOR_READERS = shutil.ignore_patterns("source", "papers", "__pycache__", "~$*")


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


_folder = ReadersFolder()

_pages = Sybil(
    parsers=[myst.PythonCodeBlockParser(doctest_optionflags=ELLIPSIS), myst.SkipParser()],
    patterns=["README.md", "CONTRIBUTING.md", "docs/*.md", "docs/**/*.md"],
    setup=_folder.enter,
    teardown=_folder.leave,
)
_docstrings = Sybil(
    parsers=[rest.DocTestParser(optionflags=ELLIPSIS)],
    patterns=["src/hakemus/*.py", "src/hakemus/**/*.py"],
    document_types={".py": PythonDocStringDocument},
)

pytest_collect_file = (_pages + _docstrings).pytest()
