"""The command that checks templates: its text, its JSON, its exit codes, its help."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from hakemus.packaged import packaged_folder
from hakemus.texts import LANGUAGES, Language, wording

PLAN = packaged_folder("templates") / "sv" / "project-plan.docx"

Cli = Callable[..., CompletedProcess[str]]


@pytest.fixture(name="own")
def _own(tmp_path: Path) -> Path:
    """Return a folder with one template of one's own, which is ours."""
    (tmp_path / "own" / "sv").mkdir(parents=True)
    shutil.copy(PLAN, tmp_path / "own" / "sv")
    return tmp_path / "own"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_folder_that_is_fine_is_told_so(cli: Cli, own: Path, language: Language) -> None:
    """The code is 0, and the last line counts."""
    told = cli("templates", "check", own, "--language", language)

    counts = wording(language).message("templates.counts", {"templates": 1, "errors": 0, "notes": 1})
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith("sv/project-plan.docx\n")
    assert told.stdout.endswith(f"{counts}\n")


def test_an_error_makes_the_code_1(cli: Cli, own: Path) -> None:
    """A template in the folder of another language is an error."""
    (own / "sv").rename(own / "en")
    told = cli("templates", "check", own, "--language", "en")

    assert told.returncode == 1
    assert "sv-FI" in told.stdout


def test_json_is_for_programs(cli: Cli, own: Path) -> None:
    """The whole output is JSON, with the verdict and every finding."""
    told = cli("templates", "check", own, "--json")

    report = json.loads(told.stdout)
    assert (report["ok"], report["templates"]) == (True, ["sv/project-plan.docx"])
    assert [finding["kind"] for finding in report["findings"]] == ["unused-fields"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["missing", "empty"])
def test_a_folder_that_cannot_be_used_is_complained_of(
    cli: Cli, tmp_path: Path, name: str, language: Language
) -> None:
    """No folder, and a folder without templates, are the user's to correct: code 2."""
    (tmp_path / "empty").mkdir()
    told = cli("templates", "check", name, "--language", language)

    code = {"missing": "no-folder", "empty": "no-templates"}[name]
    complaint = wording(language).message(f"files.{code}", {"path": name})
    assert (told.returncode, told.stdout) == (2, "")
    assert complaint in " ".join(told.stderr.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_tells_of_the_family_and_of_the_command(cli: Cli, language: Language) -> None:
    """The family names its commands, and the command its folder and its option."""
    words = wording(language)
    family, command = (
        " ".join(cli(*told, "--language", language).stdout.split())
        for told in (("templates", "--help"), ("templates", "check", "--help"))
    )

    assert words.message("templates.command.check.short") in family
    assert words.message("templates.command.check.help") in command
    assert words.message("cli.option.json") in command
    assert cli("templates", "--language", language).returncode == 2


def test_a_command_that_the_family_lacks_is_told(cli: Cli) -> None:
    """A wrong word after the family's name is complained of, with what there is."""
    told = cli("templates", "chekc")

    assert told.returncode == 2
    assert "check" in told.stderr
