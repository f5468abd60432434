"""The how-tos for officers: every command in them runs as it is written, in the order in which it is."""

import re
import shlex
from pathlib import Path
from shutil import copyfile, copytree

import pytest
from tests.cli.conftest import Cli

from hakemus.packaged import packaged_folder

pytestmark = pytest.mark.usefixtures("few_papers")
DOCS = Path(__file__).resolve().parents[2] / "docs"
COMMAND = re.compile(r"^hakemus .+$|`(hakemus [^`]+)`", re.MULTILINE)
ONE_WAY, OTHER_WAY = "hakemus new preparatory-funding", "hakemus record"
"""The two ways to an application file: a reader goes one of them."""


def commands(page: str, left_out: str) -> list[list[str]]:
    """Return the words of each command of a page, without the program's own name and those of the way not gone."""
    found = [match.group(1) or match.group() for match in COMMAND.finditer(page)]
    # The forms of members come once the reader has written criteria and members by hand: tests/test_assessors.py.
    not_run = (left_out, "hakemus --version")
    whole = [
        line for line in found if not line.startswith(not_run) and "--" in line and "--forms" not in line
    ]
    return [shlex.split(line)[1:] for line in whole]


@pytest.mark.parametrize(("language", "left_out"), [("fi", ONE_WAY), ("sv", OTHER_WAY)])
def test_every_command_of_the_how_to_runs(cli: Cli, tmp_path: Path, language: str, left_out: str) -> None:
    """From an empty folder to papers, a board's meeting and an upgrade: nothing is asked for that is not there.

    The board's command says what is still to be filled in, which is code 1; every other one is done.
    """
    page = (DOCS / f"how-to-group.{language}.md").read_text(encoding="utf-8")
    for name in ("sivu.txt", "sida.txt"):
        copyfile(packaged_folder("examples") / "290170" / "record.txt", tmp_path / name)
    lines = commands(page, left_out)
    codes: dict[str, int] = {}
    for words in lines:
        for copy in (tmp_path / word for word in words if word.endswith(("-vanha", "-gammal"))):
            copytree(tmp_path / copy.name.partition("-")[0], copy)  # as the reader is told to
        codes[" ".join(words)] = cli(*words).returncode

    assert len(codes) >= 11
    assert {line for line, code in codes.items() if code > 1} == set()
    assert {line.split()[0] for line, code in codes.items() if code} <= {"check", "board"}
    folders = {"fi": ("asiakirjat", "kokousasiakirjat"), "sv": ("handlingar", "moteshandlingar")}[language]
    assert all(list((tmp_path / folder).glob("*.docx")) for folder in folders)


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_every_picture_is_described(language: str) -> None:
    """Each picture of a how-to has an alternative text, and the picture is of its language."""
    page = (DOCS / f"how-to-group.{language}.md").read_text(encoding="utf-8")
    pictures = re.findall(r"!\[([^\]]+)\]\((\S+)\)", page)

    assert len(pictures) == page.count("](images/") >= 6
    for told, path in pictures:
        assert (DOCS / path).is_file()
        assert f".{language}." in path
        assert len(told) > 30


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_every_command_of_the_applicants_how_to_runs(cli: Cli, language: str) -> None:
    """The form is made, read, checked and read again; unfilled it has faults to correct, and nothing has changed."""
    page = (DOCS / f"how-to-applicant.{language}.md").read_text(encoding="utf-8")
    codes = [(words[0], cli(*words).returncode) for words in commands(page, "hakemus nothing")]

    assert codes == [("form", 0), ("read", 0), ("check", 1), ("update", 0)]
    assert all((DOCS / f"images/how-to-{name}.{language}.png").is_file() for name in ("form", "filled"))
