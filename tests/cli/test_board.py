"""The command that makes the papers of a meeting."""

import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

from hakemus.packaged import packaged_folder
from hakemus.texts import wording

EXAMPLES = packaged_folder("examples")
Cli = Callable[..., CompletedProcess[str]]


def test_a_meeting_is_made_and_told(cli: Cli) -> None:
    """Every file is named, and the code is 0."""
    told = cli("board", EXAMPLES / "board-meeting", "--out", "out")

    assert (told.returncode, told.stderr) == (0, "")
    assert [line.strip() for line in told.stdout.splitlines() if line.startswith("  ")] == [
        *(f"out/lausunto-{name}.docx" for name in ("kylatalo", "maut", "ryhma")),
        "out/esityslista.docx",
        "out/yhteenveto.xlsx",
        "out/poytakirja.docx",
        *(f"out/{kind}-{name}.docx" for kind in ("ote", "kirje") for name in ("maut", "kylatalo", "ryhma")),
        "out/viranomaiskirje.docx",
    ]


def test_a_bad_assessment_is_told_and_the_others_are_made(cli: Cli, tmp_path: Path) -> None:
    """What is wrong is under its application, with what to do next; the code is 1."""
    for name in ("board-meeting", "investment", "company-group"):
        shutil.copytree(EXAMPLES / name, tmp_path / name)
    file = tmp_path / "board-meeting" / "maut" / "assessment.toml"
    points = '\n[[criteria]]\ncriterion = "village_work"\npoints = 3\n'
    file.write_text(file.read_text(encoding="utf-8") + points, encoding="utf-8")
    told = cli("board", "board-meeting", "--out", "out", "--language", "sv")

    assert told.returncode == 1
    words = wording("sv")
    shown = " ".join(told.stdout.split())
    assert "assessment.points-not-allowed" in shown
    assert words.message("cli.board.no-statement", {"name": "maut"}) in shown
    assert words.message("cli.board.agenda-draft") in shown
    assert (tmp_path / "out" / "utlatande-kylatalo.docx").exists()
    assert not (tmp_path / "out" / "utlatande-maut.docx").exists()


def test_another_group_may_be_given(cli: Cli, tmp_path: Path) -> None:
    """Its criteria are used instead of those of the group that the file names."""
    (tmp_path / "own.toml").write_text('name = { fi = "Toinen ryhmä ry" }\n', encoding="utf-8")
    told = cli("board", EXAMPLES / "board-meeting", "--out", "out", "--group", "own.toml")

    assert told.returncode == 0
    assert "assessment.criteria-missing" in told.stdout


def test_a_folder_that_is_no_meeting_is_told(cli: Cli) -> None:
    """The missing file is named, and the code is 2."""
    told = cli("board", ".")

    assert told.returncode == 2
    assert "meeting.toml" in told.stderr


def test_what_cannot_be_read_is_told_in_the_users_language(cli: Cli, tmp_path: Path) -> None:
    """An application whose file is missing is reported as by any command, and stops no other."""
    for name in ("board-meeting", "company-group"):
        shutil.copytree(EXAMPLES / name, tmp_path / name)
    told = cli("board", "board-meeting", "--out", "out", "--language", "sv")

    missing = str(Path("board-meeting") / "kylatalo" / ".." / ".." / "investment" / "application.toml")
    head = wording("sv").message("files.missing", {"path": missing})
    assert told.returncode == 1
    assert wording("sv").message("cli.complaint.head", {"message": head}) in " ".join(told.stdout.split())
    assert (tmp_path / "out" / "utlatande-maut.docx").exists()
