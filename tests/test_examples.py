"""Every example's script runs as its reader would run it, and writes what it prints."""

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


def run(script: Path, folder: Path) -> str:
    """Return what the script prints when it is run as its reader would run it."""
    command = [sys.executable, str(script), str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8").stdout  # noqa: S603


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.parent.name)
def test_the_script_writes_the_papers_it_names(script: Path, tmp_path: Path) -> None:
    """It ends well, and every path it prints is a Word file in the folder that was asked for."""
    printed = run(script, tmp_path)
    named = [Path(line) for line in printed.splitlines() if line.endswith(".docx")]
    assert sorted(named) == sorted(tmp_path.glob("*/*.docx"))
    assert len(named) >= 3
    assert printed.strip().endswith(".")


def test_a_script_may_be_run_twice(tmp_path: Path) -> None:
    """The second run writes the same bytes over the first one's."""
    script = next(script for script in SCRIPTS if script.parent.name == "290170")
    run(script, tmp_path)
    before = {paper: paper.read_bytes() for paper in tmp_path.glob("*/*.docx")}
    run(script, tmp_path)
    assert {paper: paper.read_bytes() for paper in tmp_path.glob("*/*.docx")} == before


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.parent.name)
def test_no_example_is_confusable_with_a_real_person(script: Path) -> None:
    """E-mail addresses of the examples are in the domain kept for examples."""
    for file in script.parent.glob("*.toml"):
        for line in file.read_text(encoding="utf-8").splitlines():
            if "@" in line:
                assert ".example" in line, line
