"""Whatever comes in from outside is read, or refused in the library's own words, at once and in bounded memory.

A few inputs of each door in `make test`; minutes of them in `make fuzz`, at random and, where it installs, guided by
atheris (`HAKEMUS_FUZZ_SECONDS` says how long each door is tried, one minute unless another is set).
"""

import os
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from random import Random

import pytest

from doors import DOORS, fault

SECONDS = int(os.environ.get("HAKEMUS_FUZZ_SECONDS", "60"))


def damage_until(name: str, folder: Path, *, most: int | None = None, seconds: float = 0) -> int:
    """Try damaged input at a door, so many or for so long, and return how many; each is known by its number."""
    door, seeds = DOORS[name], DOORS[name].seeds()
    begun, number = time.monotonic(), 0
    # What is tried for long begins elsewhere each time, so that the hours add up.
    first = 0 if most is not None else int(time.time()) * 1_000_000
    while number < most if most is not None else time.monotonic() - begun < seconds:
        random = Random(first + number)  # noqa: S311 - no secret
        content = door.damage(random.choice(seeds), random, seeds)
        found = fault(door, content, folder)
        if found is not None:
            (folder / "fault.input").write_bytes(content)
            pytest.fail(f"{name}, input {first + number}, kept in {folder / 'fault.input'}: {found}")
        number += 1
    return number


@pytest.mark.parametrize("name", DOORS)
def test_damaged_input_is_read_or_refused_in_words(name: str, tmp_path: Path) -> None:
    """The same few in every run."""
    assert damage_until(name, tmp_path, most=12) == 12


@pytest.mark.fuzz
@pytest.mark.parametrize("name", DOORS)
def test_input_damaged_at_random_for_long(name: str, tmp_path: Path) -> None:
    """Others in every run."""
    print(name, damage_until(name, tmp_path, seconds=SECONDS))


@pytest.mark.fuzz
@pytest.mark.skipif(find_spec("atheris") is None, reason="atheris doesn't install here")
@pytest.mark.parametrize("name", DOORS)
def test_input_that_reaches_new_code(name: str, tmp_path: Path) -> None:
    """Guided by coverage, in a process of its own, which libFuzzer ends."""
    program = Path(__file__).parent / "shared" / "guided.py"
    ended = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, str(program), name, str(SECONDS), str(tmp_path)],
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    faults = [path.read_text(encoding="utf-8") for path in sorted(tmp_path.glob("fault-*.txt"))]
    assert faults == []
    assert ended.returncode == 0, ended.stderr[-3_000:]
    assert (tmp_path / "count").exists(), ended.stderr[-3_000:]
