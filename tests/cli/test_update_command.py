"""The command that takes a paper's changes into the file: shown, asked, written; no conflict is decided silently."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import docx
import pytest

import hakemus
from hakemus.packaged import packaged_folder
from hakemus.texts import LANGUAGES, Language, wording

Cli = Callable[..., CompletedProcess[str]]
SOURCE = packaged_folder("examples") / "cooperation-complete" / "application.toml"


@pytest.fixture(name="file")
def _file(tmp_path: Path) -> Path:
    """Return an application file of one's own, in which the municipality was changed."""
    path = tmp_path / "application.toml"
    path.write_text(SOURCE.read_text().replace('"Kuvitelma"', '"Toinen"'))
    return path


@pytest.fixture(name="paper")
def _paper(tmp_path: Path) -> Path:
    """Return a paper in which the day and the municipality were changed."""
    paper = hakemus.render(hakemus.load(SOURCE), "application", draft=True)
    file = docx.Document(io.BytesIO(paper))
    texts = [text for text in file.element.body.iter() if text.tag.endswith("}t")]
    for old, new in (("17.11.2025", "18.11.2025"), ("Kuvitelma", "Mallila")):
        next(text for text in texts if text.text == old).text = new
    path = tmp_path / "paper.docx"
    file.save(str(path))
    return path


def answering(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    """Let somebody type answers in the terminal."""
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{answer}\n" for answer in answers)))


def municipality(file: Path) -> str | None:
    """Return what the file says now."""
    return hakemus.load(file).applicant.municipality


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_conflict_and_the_writing_are_asked(
    cli: Cli, file: Path, paper: Path, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answers are letters of the user's language."""
    say = wording(language).message
    answering(monkeypatch, "?", say("cli.update.letter-paper"), say("cli.update.letter-yes"))
    told = cli("update", file, paper, "--language", language)
    assert told.returncode == 0
    assert municipality(file) == "Mallila"
    assert "Kuvitelma" in told.stdout
    assert "18.11.2025" in told.stdout


def test_without_answers_nothing_is_written(
    cli: Cli, file: Path, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The code is 1, and what to do is said."""
    answering(monkeypatch)
    before = file.read_bytes()
    told = cli("update", file, paper)
    assert told.returncode == 1
    assert file.read_bytes() == before
    assert wording("fi").message("cli.update.unwritten") in told.stdout


def test_yes_writes_what_is_clear_and_leaves_the_conflict(cli: Cli, file: Path, paper: Path) -> None:
    """The code is 1 while a conflict is left; with --take it is settled."""
    assert cli("update", file, paper, "--yes").returncode == 1
    assert (municipality(file), str(hakemus.load(file).date)) == ("Toinen", "2025-11-18")
    assert cli("update", file, paper, "--yes", "--take", "paper").returncode == 0
    assert municipality(file) == "Mallila"


def test_a_dry_run_writes_nothing(cli: Cli, file: Path, paper: Path) -> None:
    """It shows what it would write."""
    before = file.read_bytes()
    told = cli("update", file, paper, "--dry-run", "--take", "file")
    assert told.returncode == 0
    assert "18.11.2025" in told.stdout
    assert file.read_bytes() == before


def test_json_tells_all_of_it(cli: Cli, file: Path, paper: Path) -> None:
    """With terms in three languages; nothing is written without --yes."""
    told = json.loads(cli("update", file, paper, "--json").stdout)
    assert [change["path"] for change in told["changes"]] == ["date"]
    assert told["changes"][0]["term"]["sv"] == "Ansökans datum"
    assert [(one["paper"], one["file"]) for one in told["conflicts"]] == [("Mallila", "Toinen")]
    assert told["written"] == []
    assert str(hakemus.load(file).date) == "2025-11-17"
    assert json.loads(cli("update", file, paper, "--json", "--yes").stdout)["written"] == [str(file)]


def test_an_unknown_side_is_refused(cli: Cli, file: Path, paper: Path) -> None:
    """The message says what may be written."""
    told = cli("update", file, paper, "--take", "both")
    assert told.returncode == 2
    allowed = {"name": "both", "allowed": ["paper", "file"]}
    assert wording("fi").message("cli.complaint.unknown-side", allowed) in told.stderr
