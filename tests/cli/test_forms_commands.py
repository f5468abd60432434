"""The commands on edited Word papers: what changed is shown, what wasn't understood is reported, nothing is guessed."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import docx
import pytest

import hakemus
from hakemus.packaged import packaged_folder
from hakemus.texts import LANGUAGES, Language, wording

Cli = Callable[..., CompletedProcess[str]]
FILE = packaged_folder("examples") / "cooperation-complete" / "application.toml"


@pytest.fixture(name="paper")
def _paper(tmp_path: Path) -> Path:
    """Return a paper as it was made."""
    path = tmp_path / "paper.docx"
    path.write_bytes(hakemus.render(hakemus.load(FILE), "application", draft=True))
    return path


def retyped(paper: Path, old: str, new: str) -> Path:
    """Return another paper, in which a text of a run is typed anew."""
    file = docx.Document(io.BytesIO(paper.read_bytes()))
    text = next(text for text in file.element.body.iter() if text.tag.endswith("}t") and text.text == old)
    text.text = new
    path = paper.with_name("edited.docx")
    file.save(str(path))
    return path


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_untouched_paper_has_no_change(cli: Cli, paper: Path, language: Language) -> None:
    """It is said so, and the code is 0."""
    told = cli("read", paper, "--language", language)
    assert (told.returncode, told.stdout.strip()) == (0, wording(language).message("cli.read.unchanged"))


def test_a_change_is_shown_and_written(cli: Cli, paper: Path, tmp_path: Path) -> None:
    """Field, before and now stand in a row; the application that is written holds the new value."""
    told = cli("read", retyped(paper, "17.11.2025", "18.11.2025"), "--out", "new.toml")
    assert told.returncode == 0
    assert re.search(r"Hakemuksen päivämäärä +17\.11\.2025 +18\.11\.2025", told.stdout)
    assert str(hakemus.load(tmp_path / "new.toml").date) == "2025-11-18"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_understood_is_told(cli: Cli, paper: Path, language: Language) -> None:
    """In the user's language, with what was typed; the code is 1."""
    told = cli("read", retyped(paper, "17.11.2025", "pian"), "--language", language)
    words = wording(language)
    message = words.message("cli.read.problem.not-a-day", {"field": words.term("date"), "typed": "pian"})
    assert told.returncode == 1
    assert message in " ".join(told.stdout.split())


def test_two_papers_are_compared(cli: Cli, paper: Path) -> None:
    """The same data give the code 0; a difference is shown, with the code 1."""
    assert cli("compare", paper, paper).returncode == 0
    told = cli("compare", paper, retyped(paper, "Kuvitelma", "Mallila"))
    assert told.returncode == 1
    assert re.search("Kuvitelma +Mallila", told.stdout)


def test_a_foreign_file_is_refused(cli: Cli, tmp_path: Path) -> None:
    """A document that is not one of ours is reported as such."""
    docx.Document().save(str(tmp_path / "letter.docx"))
    told = cli("read", "letter.docx", "--language", "en")
    assert told.returncode == 2
    assert "neither fields nor data" in " ".join(told.stderr.split())


def test_data_can_be_left_out(cli: Cli, tmp_path: Path) -> None:
    """With --no-data no paper carries any."""
    assert cli("papers", FILE, "--draft", "--no-data").returncode == 0
    assert cli("render", FILE, "application", "--draft", "--no-data").returncode == 0
    papers = sorted(tmp_path.rglob("*.docx"))
    assert len(papers) > 3
    assert not any(b"customXml" in paper.read_bytes() for paper in papers)


@pytest.mark.parametrize("command", ["read", "compare"])
def test_a_file_that_is_no_paper_is_named(cli: Cli, tmp_path: Path, command: str) -> None:
    """A file of another kind is reported by its name, in the user's language and with what to do about it."""
    file = tmp_path / "muistio.docx"
    file.write_text("ei Word-tiedosto", encoding="utf-8")

    told = cli(command, file, *([file] if command == "compare" else []))

    assert told.returncode == 2
    assert wording("fi").message("files.paper-no-paper", {"path": str(file)}) in " ".join(told.stderr.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_paper_in_the_place_of_an_application_file_is_told_what_reads_it(
    cli: Cli, paper: Path, language: Language
) -> None:
    """A form that was filled in is not to be saved as UTF-8, but to be read first."""
    told = cli("check", paper.name, "--language", language)

    assert told.returncode == 2
    assert f"hakemus read {paper.name}" in " ".join(told.stderr.split())


def test_a_support_form_that_does_not_exist_is_refused(cli: Cli, paper: Path) -> None:
    """A name that was mistyped would else look as if the paper were of that support form."""
    told = cli("read", paper, "--measure", "cooperation-servces", "--language", "en")

    assert told.returncode == 2
    assert "Did you mean: cooperation-services" in " ".join(told.stderr.split())
