"""The command that makes a form: written under the language's own name, with the next step reported."""

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

import hakemus
from hakemus.packaged import packaged_folder
from hakemus.texts import LANGUAGES, Language, wording

Cli = Callable[..., CompletedProcess[str]]
GROUP = packaged_folder("examples") / "groups" / "mallimaa"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_is_made_in_the_language_asked_for(cli: Cli, tmp_path: Path, language: Language) -> None:
    """It reads back as the measure and no more; what to do next is reported."""
    told = cli("form", "training", "--language", language)
    words = wording(language)
    file = tmp_path / f"{words.message('form.file')}.docx"
    assert (told.returncode, told.stderr) == (0, "")
    assert words.message("cli.form.next") in told.stdout
    reading = hakemus.read(file)
    assert (reading.changes, reading.application.language) == ((), language)
    assert reading.application.classification.measure == "training"


def test_a_groups_form_has_its_questions(cli: Cli, tmp_path: Path) -> None:
    """The folder of the group is enough."""
    told = cli("form", "small-project", "--group", GROUP, "--out", "oma.docx", "--language", "fi")
    assert told.returncode == 0
    reading = hakemus.read(tmp_path / "oma.docx", group=hakemus.LeaderGroup.open(GROUP))
    assert reading.application.group_answers


def test_the_day_decides_what_is_fixed(cli: Cli, tmp_path: Path) -> None:
    """As where a file to fill is made."""
    assert cli("form", "preparatory-funding", "--on", "1.3.2024", "--out", "a.docx").returncode == 0
    assert hakemus.read(tmp_path / "a.docx").application.budget.financing.leader_support is not None


def test_nothing_is_replaced_unless_asked(cli: Cli, tmp_path: Path) -> None:
    """A form that somebody has filled is not lost."""
    (tmp_path / "a.docx").write_bytes(b"filled")
    assert cli("form", "training", "--out", "a.docx").returncode == 2
    assert (tmp_path / "a.docx").read_bytes() == b"filled"
    assert cli("form", "training", "--out", "a.docx", "--overwrite").returncode == 0


def test_without_a_measure_all_are_named(cli: Cli) -> None:
    """And nothing is written."""
    told = cli("form", "--language", "en")
    assert told.returncode == 2
    assert "preparatory-funding" in told.stderr


def test_programs_are_told_what_was_written(cli: Cli) -> None:
    """The path, as of every command."""
    told = json.loads(cli("form", "training", "--out", "a.docx", "--json").stdout)
    assert (told["ok"], told["written"]) == (True, ["a.docx"])


def test_the_next_step_can_be_typed_as_it_stands(cli: Cli) -> None:
    """A name with a blank is quoted, and one that looks like an option is none."""
    for name, typed in (("oma lomake.docx", "'oma lomake.docx'"), ("-rf", "./-rf")):
        assert f"hakemus read {typed}\n" in cli("form", "training", "--out", name, "--language", "fi").stdout
