"""Every example's script runs, and writes what it prints."""

import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from hakemus.packaged import packaged_folder

SCRIPTS = sorted(packaged_folder("examples").glob("*/build.py"))


def test_there_are_examples() -> None:
    """The real record, a complete application and a large budget are among them."""
    assert {"290170", "preparatory-funding", "cooperation-project"} <= {
        script.parent.name for script in SCRIPTS
    }


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.parent.name)
def test_the_script_writes_the_papers_it_names(
    script: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It ends well, and every path it prints is a Word file in the folder that was asked for."""
    monkeypatch.setattr(sys, "argv", [str(script), str(tmp_path)])
    runpy.run_path(str(script), run_name="__main__")
    printed = capsys.readouterr().out
    named = [Path(line) for line in printed.splitlines() if line.endswith(".docx")]
    assert sorted(named) == sorted(tmp_path.glob("*/*.docx"))
    assert len(named) >= 3
    assert printed.strip().endswith(".")


def test_a_script_may_be_run_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """First as its reader runs it, in a process of its own: the second run writes the same bytes over those."""
    script = next(script for script in SCRIPTS if script.parent.name == "290170")
    command = [sys.executable, str(script), str(tmp_path)]
    first = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout  # noqa: S603 - our own script
    before = {paper: paper.read_bytes() for paper in tmp_path.glob("*/*.docx")}
    monkeypatch.setattr(sys, "argv", command[1:])
    runpy.run_path(str(script), run_name="__main__")
    assert capsys.readouterr().out == first
    assert {paper: paper.read_bytes() for paper in tmp_path.glob("*/*.docx")} == before
    assert before


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.parent.name)
def test_no_example_is_confusable_with_a_real_person(script: Path) -> None:
    """E-mail addresses of the examples are in the domain kept for examples."""
    for file in script.parent.glob("*.toml"):
        for line in file.read_text(encoding="utf-8").splitlines():
            if "@" in line:
                assert ".example" in line, line
