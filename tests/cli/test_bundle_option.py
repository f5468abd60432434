"""The option `--zip`: one archive, whether it is all, and an exit code that says the same."""

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from hakemus.packaged import packaged_folder
from hakemus.texts import LANGUAGES, Language, wording

Cli = Callable[..., "CompletedProcess[str]"]
EXAMPLES = packaged_folder("examples")
COMPLETE = EXAMPLES / "cooperation-complete" / "application.toml"
WAITING = EXAMPLES / "preparatory-funding" / "application.toml"
NAME = "hakemus-kylilta-kylille-yhteiset-kyydit.zip"


def test_a_complete_bundle_ends_with_nought(cli: Cli, tmp_path: Path) -> None:
    """The archive and every file in it are reported, and nothing else is written."""
    told = cli("papers", COMPLETE, "--out", "ulos", "--zip")
    assert told.returncode == 0, told.stderr
    assert [path.name for path in (tmp_path / "ulos").iterdir()] == [NAME]
    with zipfile.ZipFile(tmp_path / "ulos" / NAME) as archive:
        assert all(name in told.stdout for name in archive.namelist() if name != "manifest.json")
    assert wording("fi").message("bundle.complete") in told.stdout


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_incomplete_bundle_ends_with_one(cli: Cli, tmp_path: Path, language: Language) -> None:
    """What is missing is reported in the user's language, and the name says that it is incomplete."""
    told = cli("papers", WAITING, "--out", "ulos", "--zip", "--language", language)
    assert told.returncode == 1, told.stderr
    (path,) = (tmp_path / "ulos").iterdir()
    assert path.stem.endswith(wording(language).message("bundle.archive-incomplete"))
    assert "annexes[2].state" in told.stdout
    assert wording(language).message("bundle.incomplete") in " ".join(told.stdout.split())


def test_an_attachment_that_is_missing_refuses_it(cli: Cli, tmp_path: Path) -> None:
    """An application file without its attachments gives no archive, and says which are missing."""
    shutil.copy(COMPLETE, tmp_path / "application.toml")
    told = cli("papers", "application.toml", "--zip")
    assert told.returncode == 1
    assert "annexes[0].file" in told.stdout
    assert not (tmp_path / "asiakirjat").exists()


def test_one_that_stands_there_is_left_alone(cli: Cli, tmp_path: Path) -> None:
    """It is refused with its name, and replaced with `--overwrite`; the same archive is done already."""
    assert cli("papers", COMPLETE, "--zip").returncode == 0
    assert cli("papers", COMPLETE, "--zip").returncode == 0
    (tmp_path / "asiakirjat" / NAME).write_bytes(b"mine")
    told = cli("papers", COMPLETE, "--zip")
    assert told.returncode == 2
    assert NAME in told.stderr
    assert cli("papers", COMPLETE, "--zip", "--overwrite").returncode == 0
    assert [path.name for path in (tmp_path / "asiakirjat").iterdir()] == [NAME]


def test_the_largest_attachment_is_an_option(cli: Cli, tmp_path: Path) -> None:
    """A file above the size is refused, and taken when a larger size is allowed; that it is damaged is reported."""
    shutil.copytree(COMPLETE.parent, tmp_path / "own")
    with (tmp_path / "own" / "liitteet" / "saannot.pdf").open("ab") as file:
        file.truncate(2 * 1024 * 1024)
    told = cli("papers", "own/application.toml", "--zip", "--largest", "1")
    assert told.returncode == 1
    assert "1 Mt" in told.stdout.replace("\N{NO-BREAK SPACE}", " ")
    taken = cli("papers", "own/application.toml", "--zip", "--largest", "3")
    assert taken.returncode == 0
    assert "annexes[0].file" in taken.stdout  # what was added makes it a damaged PDF, which is reported


def test_programs_get_the_files_with_their_digests(cli: Cli) -> None:
    """`--json` states the archive, whether it is complete, and each file."""
    told = json.loads(cli("papers", WAITING, "--zip", "--json").stdout)
    assert (told["ok"], told["complete"]) == (False, False)
    assert [finding["id"] for finding in told["findings"]] == ["annex.missing"]
    assert all(len(file["sha256"]) == 64 for file in told["files"])
