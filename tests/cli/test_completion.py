"""A shell completes commands and options by what the program answers it."""

import os
import subprocess
import sys

import pytest


def answer(words: str) -> str:
    """Return what the program tells a shell that has got so far on its line."""
    asked = {
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - 1),
        "_HAKEMUS_COMPLETE": "complete_bash",
    }
    done = subprocess.run(
        [sys.executable, "-m", "hakemus"],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, **asked},
    )
    return done.stdout


@pytest.mark.parametrize(
    ("words", "follows"),
    [
        ("hakemus gro", "group"),
        ("hakemus group ch", "check"),
        ("hakemus check --gr", "--group"),
        ("hakemus check --language s", "sv"),
        ("hakemus new prep", "preparatory-funding"),
        ("hakemus render application.toml project", "project-plan"),
        ("hakemus rules support.c", "support.ceiling support.condition"),
        ("hakemus fields app", "applicant application_decision"),
        ("hakemus completion z", "zsh"),
    ],
)
def test_a_shell_is_told_what_may_follow(words: str, follows: str) -> None:
    """The beginning of a command, an option or a known name is completed."""
    assert sorted(answer(words).split()) == follows.split()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_the_lines_for_a_shell_ask_the_program(shell: str) -> None:
    """The lines name the variable by which the program knows that it is asked."""
    command = [sys.executable, "-m", "hakemus", "completion", shell]
    lines = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8").stdout  # noqa: S603
    assert "_HAKEMUS_COMPLETE" in lines


def test_an_unknown_shell_is_named() -> None:
    """A shell that is not known is refused with those that are."""
    command = [sys.executable, "-m", "hakemus", "completion", "tcsh", "--language", "sv"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")  # noqa: S603
    assert done.returncode == 2
    assert "bash, zsh, fish" in done.stderr
