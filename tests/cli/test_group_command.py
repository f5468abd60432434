"""The commands on a group's folder, and the option that names a group: what they print, and their exit codes."""

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import openpyxl
import pytest

from hakemus.packaged import packaged_folder
from hakemus.texts import LANGUAGES, Language, wording
from hakemus.word import text
from saved_by import rewritten

EXAMPLES = packaged_folder("examples")
MALLIMAA = EXAMPLES / "groups" / "mallimaa"
COMPLETE = EXAMPLES / "preparatory-funding" / "application.toml"

pytestmark = pytest.mark.usefixtures("few_papers")
Cli = Callable[..., CompletedProcess[str]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_nothing_to_a_folder_that_checks(cli: Cli, tmp_path: Path, language: Language) -> None:
    """A folder is made after the group's name, and checks with what the first command says to write."""
    made = cli("group", "new", "Aktion Österbotten rf", "--language", language)
    assert (made.returncode, made.stderr) == (0, "")
    assert (tmp_path / "aktion-osterbotten-rf" / "group.toml").is_file()
    assert "hakemus group check aktion-osterbotten-rf" in " ".join(made.stdout.split())

    checked = cli("group", "check", "aktion-osterbotten-rf", "--language", language)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout.endswith(f"{wording(language).message('group.report.ok')}\n")


def test_a_template_is_copied_by_its_name_in_any_language(cli: Cli, tmp_path: Path) -> None:
    """The Finnish name of a document brings the Finnish template, or that of the chosen language."""
    cli("group", "new", "Ryhmä", "--out", "oma")

    assert cli("group", "copy", "oma", "hankesuunnitelma").returncode == 0
    assert cli("group", "copy", "oma", "hankesuunnitelma", "--language", "sv").returncode == 0
    assert (tmp_path / "oma/templates/fi/project-plan.docx").is_file()
    assert (tmp_path / "oma/templates/sv/project-plan.docx").is_file()
    assert cli("group", "diff", "oma").returncode == 0


def test_check_and_diff_speak_json(cli: Cli) -> None:
    """The whole output is JSON, with the verdict."""
    cli("group", "new", "Ryhmä", "--out", "oma")

    assert json.loads(cli("group", "check", "oma", "--json").stdout)["ok"] is True
    assert json.loads(cli("group", "diff", "oma", "--json").stdout)["ok"] is True


def test_a_folder_with_a_fault_ends_in_1_and_a_missing_one_in_2(cli: Cli, tmp_path: Path) -> None:
    """The fault is reported with its file and key; a folder that is not there is a matter of use."""
    cli("group", "new", "Ryhmä", "--out", "oma")
    (tmp_path / "oma/group.toml").write_text('nam.fi = "Ryhmä"', encoding="utf-8")
    checked = cli("group", "check", "oma")

    assert checked.returncode == 1
    assert "group.toml: nam" in checked.stdout
    assert cli("group", "check", "nowhere").returncode == 2


def test_what_is_accepted_is_recorded(cli: Cli, tmp_path: Path) -> None:
    """With the switch, the record is written; its path is reported."""
    cli("group", "new", "Ryhmä", "--out", "oma")
    (tmp_path / "oma/overrides.lock.toml").unlink()
    told = cli("group", "check", "oma", "--accept")

    assert told.returncode == 0
    assert "oma/overrides.lock.toml" in told.stdout
    assert (tmp_path / "oma/overrides.lock.toml").is_file()


def test_papers_are_the_groups_own(cli: Cli, tmp_path: Path) -> None:
    """With `--group`, papers and checks have the group's templates, words and questions."""
    assert cli("papers", COMPLETE, "--group", MALLIMAA, "--draft", "--language", "fi").returncode == 0
    assert "kylä kerrallaan" in text(tmp_path / "asiakirjat" / "hankesuunnitelma.docx")
    assert cli("render", COMPLETE, "project-plan", "--group", MALLIMAA, "--draft").returncode == 0
    assert "kylä kerrallaan" in text(tmp_path / "hankesuunnitelma.docx")

    checked = json.loads(cli("check", COMPLETE, "--group", MALLIMAA, "--json").stdout)
    assert "group-question.missing" in {finding["id"] for finding in checked["findings"]}
    assert cli("templates", "check", MALLIMAA / "templates", "--group", MALLIMAA).returncode == 0


def test_a_swedish_group_is_answered_in_swedish(cli: Cli, tmp_path: Path) -> None:
    """Findings and papers come in the group's first language when neither the user nor the application names one."""
    silent = tmp_path / "application.toml"
    kept = [
        line for line in COMPLETE.read_text(encoding="utf-8").splitlines() if not line.startswith("language")
    ]
    silent.write_text("\n".join(kept), encoding="utf-8")
    group = MALLIMAA.with_name("aktion-osterbotten")
    told = cli("check", silent, "--group", group)

    assert "Leadergrupp" in told.stdout
    assert "Leader-ryhmä" not in told.stdout
    cli("papers", silent, "--group", group, "--draft")
    assert (tmp_path / "asiakirjat" / "projektplan.docx").exists()
    assert cli("budget", "export", silent, "--group", group).returncode == 0
    assert openpyxl.load_workbook(tmp_path / "budget.xlsx").properties.title.startswith("Budget: ")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", [("check",), ("papers",)])
def test_an_unfit_group_is_complained_of_by_its_folder(
    cli: Cli, tmp_path: Path, command: tuple[str, ...], language: Language
) -> None:
    """The complaint names the folder, the file and the key, and no paper is made."""
    (tmp_path / "oma").mkdir()
    (tmp_path / "oma/group.toml").write_text('name.fi = "Ryhmä"\nnew = 1', encoding="utf-8")
    told = cli(*command, COMPLETE, "--group", "oma", "--language", language)

    assert (told.returncode, told.stdout) == (2, "")
    assert (
        wording(language).message("cli.complaint.unfit-group", {"source": "oma", "count": 1}) in told.stderr
    )
    assert "group.toml: new" in told.stderr
    assert not (tmp_path / "asiakirjat").exists()


def test_a_group_that_is_nowhere_is_complained_of(cli: Cli) -> None:
    """Neither a folder nor an installed name: code 2, with the name."""
    told = cli("check", COMPLETE, "--group", "nowhere", "--language", "en")

    assert told.returncode == 2
    assert wording("en").message("files.no-group", {"path": "nowhere"}) in " ".join(told.stderr.split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", ["", "new", "copy", "check", "diff"])
def test_each_command_of_the_family_has_help(cli: Cli, command: str, language: Language) -> None:
    """Help is in the user's language, fits the window, and gives examples."""
    told = cli("group", *([command] if command else []), "--help", "--language", language)
    key = f"group.command.{command}.help" if command else "group.command.help"

    assert told.returncode == 0
    assert wording(language).message(key) in " ".join(told.stdout.split())
    assert max(map(len, told.stdout.splitlines())) <= 80
    if command:
        assert f"\n  hakemus group {command} " in told.stdout


def test_what_a_template_holds_for_nobody_is_named_when_papers_are_made(cli: Cli, tmp_path: Path) -> None:
    """The paper is made without it, and its place is told each time, not by the check alone."""
    (tmp_path / "group.toml").write_text('name = { fi = "Ryhmä ry" }\n', encoding="utf-8")
    folder = tmp_path / "templates" / "fi"
    folder.mkdir(parents=True)
    own = (packaged_folder("templates") / "fi" / "cover-list.docx").read_bytes()
    tracked = '<w:p><w:ins w:id="9" w:author="x"><w:r><w:t>Lisätty lause.</w:t></w:r></w:ins></w:p><w:sectPr'

    def change(name: str, body: str) -> str:
        return tracked.join(body.rsplit("<w:sectPr", 1)) if name == "word/document.xml" else body

    (folder / "cover-list.docx").write_bytes(rewritten(own, change))
    made = cli(
        "render", COMPLETE, "cover-list", "--group", ".", "--draft", "--out", "a.docx", "--language", "fi"
    )
    assert made.returncode == 0, made.stderr
    said = " ".join(made.stdout.split())
    assert "cover-list.docx: word/document.xml" in said
    assert "Lisätty lause." in said
    assert "Lisätty lause." in text(tmp_path / "a.docx")
