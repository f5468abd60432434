"""What the tests of the command line share: a command run in an empty folder, in a window of 80 columns."""

from collections.abc import Callable, Mapping
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from hakemus.cli import main

Cli = Callable[..., "CompletedProcess[str]"]


@pytest.fixture(name="cli")
def _cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    """Return a function that runs a command in this process, and states its code and what it printed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")

    def run(*arguments: object, env: Mapping[str, str] | None = None) -> CompletedProcess[str]:
        given = [str(argument) for argument in arguments]
        code = main(given, env or {})
        told = capsys.readouterr()
        return CompletedProcess(given, code, told.out, told.err)

    return run
