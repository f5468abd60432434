"""`hakemus new` next to the blank application: from an earlier one, for a group, and a board's files."""

import json
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

import hakemus
from hakemus.cli.starting import board_file
from hakemus.files import read_assessment, read_meeting
from hakemus.packaged import packaged_folder
from hakemus.programme import open_programme
from hakemus.texts import LANGUAGES, Language, wording

EXAMPLES = packaged_folder("examples")
MALLIMAA = EXAMPLES / "groups" / "mallimaa"

Cli = Callable[..., CompletedProcess[str]]


def test_an_earlier_application_is_a_beginning(cli: Cli, tmp_path: Path) -> None:
    """The applicant stays, and what was emptied is reported."""
    earlier = EXAMPLES / "investment" / "application.toml"
    told = cli("new", "--from", earlier)
    new = hakemus.load(tmp_path / "application.toml")

    assert (told.returncode, told.stderr) == (0, "")
    assert new.applicant == hakemus.load(earlier).applicant
    assert new.date is None
    assert "(budget.items)" in told.stdout


def test_an_earlier_application_may_be_for_another_measure(cli: Cli, tmp_path: Path) -> None:
    """Preparatory funding leads to a project of another support form."""
    cli("new", "tiedonvälityshanke", "--from", EXAMPLES / "preparatory-funding" / "application.toml")

    new = hakemus.load(tmp_path / "application.toml")
    assert new.classification.measure == "information"
    assert new.preparation.prepares is None


def test_a_file_of_the_earlier_applications_language(cli: Cli, tmp_path: Path) -> None:
    """A Swedish application begins a Swedish one, unless another language is chosen."""
    earlier = EXAMPLES / "small-project" / "application.toml"
    swedish = tmp_path / "sv.toml"
    swedish.write_text(
        earlier.read_text(encoding="utf-8").replace('language = "fi"', 'language = "sv"'), encoding="utf-8"
    )
    cli("new", "--from", swedish, "--out", "new.toml")
    cli("new", "--from", swedish, "--out", "en.toml", "--language", "en")

    assert hakemus.load(tmp_path / "new.toml").language == "sv"
    assert hakemus.load(tmp_path / "en.toml").language == "en"


def test_a_register_page_or_a_word_paper_is_a_beginning(cli: Cli, tmp_path: Path) -> None:
    """The page is known by being text."""
    application = hakemus.load(EXAMPLES / "preparatory-funding" / "application.toml")
    (tmp_path / "paper.docx").write_bytes(hakemus.render(application, "application"))

    assert cli("new", "--from", EXAMPLES / "290170" / "record.txt", "--out", "a.toml").returncode == 0
    assert cli("new", "--from", "paper.docx", "--out", "b.toml").returncode == 0
    assert hakemus.load(tmp_path / "a.toml").classification.project_number is None
    assert hakemus.load(tmp_path / "b.toml").applicant == application.applicant


def test_a_file_without_a_measure_needs_one(cli: Cli, tmp_path: Path) -> None:
    """The measures are listed, and nothing is written."""
    (tmp_path / "old.toml").write_text("schema_version = 1\n", encoding="utf-8")
    told = cli("new", "--from", "old.toml")

    assert told.returncode == 2
    assert "small-project" in told.stderr
    assert not (tmp_path / "application.toml").exists()


def test_a_groups_name_and_questions_are_there(cli: Cli, tmp_path: Path) -> None:
    """The file begins with the group, and asks what the group asks."""
    cli("new", "investment", "--group", MALLIMAA)

    new, group = hakemus.load(tmp_path / "application.toml"), hakemus.LeaderGroup.open(MALLIMAA)
    assert new.leader_group == group.name.fi
    assert len(new.group_answers) == len([one for one in group.questions if one.is_asked_for("investment")])


def test_a_meeting_from_nothing_to_papers(cli: Cli, tmp_path: Path) -> None:
    """A meeting and an assessment made by the program are filled a little, and the papers are made."""
    shutil.copytree(EXAMPLES / "investment", tmp_path / "investment")
    shutil.copy(EXAMPLES / "board-meeting" / "group.toml", tmp_path / "group.toml")
    meeting, assessment = tmp_path / "m" / "meeting.toml", tmp_path / "m" / "house" / "assessment.toml"

    made = cli("new", "kokous", "--group", "group.toml", "--on", "12.3.2025", "--out", "m/meeting.toml")
    assert "hakemus board m\n" in made.stdout
    source = Path("investment") / "application.toml"
    cli("new", "bedömning", "--group", "group.toml", "--from", source, "--out", "m/house/assessment.toml")

    assert read_meeting(meeting).group == "../group.toml"
    assert read_assessment(assessment).application == "../../investment/application.toml"
    told = cli("board", "m", "--draft")
    assert "assessment.points-missing" in told.stdout
    assert (tmp_path / "kokousasiakirjat" / "lausunto-house.docx").is_file()


def test_an_application_beside_the_assessment_is_found(cli: Cli, tmp_path: Path) -> None:
    """Without `--from`, the application is the one in the same folder."""
    shutil.copy(EXAMPLES / "investment" / "application.toml", tmp_path / "application.toml")
    cli("new", "assessment", "--group", EXAMPLES / "board-meeting" / "group.toml")

    read = read_assessment(tmp_path / "assessment.toml")
    assert (read.application, len(read.criteria)) == ("application.toml", 13)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["meeting", "assessment"])
def test_the_schema_of_a_boards_file(cli: Cli, tmp_path: Path, name: str, language: Language) -> None:
    """It goes by its key or by what it is called."""
    assert cli("schema", wording(language).term(name), "--language", language).returncode == 0

    schema = json.loads((tmp_path / f"{name}.schema.json").read_text(encoding="utf-8"))
    assert schema["title"] == wording(language).term(name)


def test_an_unknown_file_is_told(cli: Cli) -> None:
    """The files that have a schema are named."""
    told = cli("schema", "poytakirja")

    assert told.returncode == 2
    assert "application, meeting" in told.stderr


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_examples_of_the_help_name_what_there_is(language: Language) -> None:
    """Each support form and file of a board is known by the name that the help uses."""
    lines = wording(language).message("cli.new.examples").splitlines()
    named = [words[2] for words in map(shlex.split, lines) if len(words) > 2 and not words[2].startswith("-")]

    assert [name for name in named if open_programme().measure(name) is None and not board_file(name)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_of_another_kind_is_told_what_would_do(cli: Cli, tmp_path: Path, language: Language) -> None:
    """From a PDF nothing begins: the message names what an application may begin from."""
    (tmp_path / "old.pdf").write_bytes(b"%PDF-1.4\n")

    told = cli("new", "--from", "old.pdf", "--language", language)

    assert told.returncode == 2
    assert wording(language).message("files.no-start", {"path": "old.pdf"}) in " ".join(told.stderr.split())
