"""A shell completes commands and options by what the program answers it."""

import os
import subprocess
import sys
from collections.abc import Callable
from subprocess import CompletedProcess

import pytest

Cli = Callable[..., CompletedProcess[str]]


def asked(words: str) -> dict[str, str]:
    """Return the environment in which a shell that has got so far on its line asks the program."""
    return {
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - 1),
        "_HAKEMUS_COMPLETE": "bash_complete",
    }


def test_a_shell_is_answered_by_the_program() -> None:
    """Started as a shell starts it, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "hakemus"],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, **asked("hakemus gro")},
    )
    assert done.stdout.split() == ["plain,group"]


@pytest.mark.parametrize(
    ("words", "follows"),
    [
        ("hakemus group ch", "check"),
        ("hakemus check --gr", "--group"),
        ("hakemus check --language s", "sv"),
        ("hakemus new prep", "preparatory-funding"),
        ("hakemus new pienh", "small-project"),
        ("hakemus new småp", "small-project"),
        ("hakemus new kokous", "meeting"),
        ("hakemus form --language sv förb", "preparatory-funding"),
        ("hakemus read x.docx --measure valm", "preparatory-funding"),
        ("hakemus render application.toml project", "project-plan project-report"),
        ("hakemus render application.toml hankesuunn", "project-plan"),
        ("hakemus fields --for Projektplan", "project-plan"),
        ("hakemus update a.toml b.docx --take p", "paper"),
        ("hakemus budget import a.toml b.xlsx --take w", "workbook"),
        ("hakemus check --language = s", "sv"),
        ("hakemus schema meet", "meeting"),
        ("hakemus check appl", "file,appl"),
        ("hakemus papers a.toml --group exam", "dir,exam"),
        ("hakemus rules support.c", "support.ceiling support.condition"),
        ("hakemus law 6", "617/2023 646/2023"),
        ("hakemus law 617/2023 25.2.", "25.2.1 25.2.2 25.2.3 25.2.4 25.2.5"),
        ("hakemus law 646/2023 25", "25"),
        ("hakemus fields app", "applicant application_decision"),
        ("hakemus completion z", "zsh"),
    ],
)
def test_a_shell_is_told_what_may_follow(
    cli: Cli,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: str,
    follows: str,
) -> None:
    """The beginning of a command, an option or a known name is completed."""
    for name, value in asked(words).items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit):
        cli()
    found = sorted(capsys.readouterr().out.replace("plain,", "").split())
    assert [one for one in found if follows.startswith(("file", "dir")) or "," not in one] == follows.split()


def test_a_name_is_shown_with_the_key_that_it_completes_to(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In shells that show more than the word itself, in the user's language."""
    monkeypatch.setenv("COMP_WORDS", "hakemus form lit")
    monkeypatch.setenv("COMP_CWORD", "2")
    monkeypatch.setenv("_HAKEMUS_COMPLETE", "zsh_complete")
    with pytest.raises(SystemExit):
        cli(env={"LANG": "sv_FI.UTF-8"})
    assert capsys.readouterr().out.splitlines() == ["plain", "small-project", "Litet projekt"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_the_lines_for_a_shell_ask_the_program(cli: Cli, shell: str) -> None:
    """The lines name the variable by which the program knows that it is asked."""
    told = cli("completion", shell)
    assert told.returncode == 0
    assert "_HAKEMUS_COMPLETE" in told.stdout


def test_an_unknown_shell_is_named(cli: Cli) -> None:
    """A shell that is not known is refused with those that are."""
    done = cli("completion", "tcsh", "--language", "sv")
    assert done.returncode == 2
    assert "bash, zsh, fish" in done.stderr
