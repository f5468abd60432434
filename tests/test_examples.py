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


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.parent.name)
def test_the_script_writes_the_papers_it_names(script: Path, tmp_path: Path) -> None:
    """It ends well, twice over, and every path it prints is a Word file in the folder that was asked for."""
    for _ in range(2):
        done = subprocess.run(  # noqa: S603
            [sys.executable, str(script), str(tmp_path)],
            capture_output=True,
            text=True,
            check=True,
            encoding="utf-8",
        )
        named = [Path(line) for line in done.stdout.splitlines() if line.endswith(".docx")]
        assert sorted(named) == sorted(tmp_path.glob("*/*.docx"))
        assert len(named) >= 3
    assert done.stdout.strip().endswith(".")


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.parent.name)
def test_no_example_is_confusable_with_a_real_person(script: Path) -> None:
    """E-mail addresses of the examples are in the domain kept for examples."""
    for file in script.parent.glob("*.toml"):
        for line in file.read_text(encoding="utf-8").splitlines():
            if "@" in line:
                assert ".example" in line, line
