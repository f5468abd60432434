"""`hakemus check --against`: what a change of law or of a group's folder changes, for one application or for many."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from hakemus.packaged import packaged_folder
from hakemus.texts import LANGUAGES, wording

EXAMPLES = packaged_folder("examples")
INVESTMENT = EXAMPLES / "investment" / "application.toml"

Cli = Callable[..., CompletedProcess[str]]


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    """Return a folder of two applications, and two folders of one group whose rate falls."""
    for name in ("investment", "small-project"):
        (tmp_path / "waiting" / name).mkdir(parents=True)
        shutil.copy(EXAMPLES / name / "application.toml", tmp_path / "waiting" / name)
    for name, percent in (("old", 60), ("new", 50)):
        (tmp_path / name).mkdir()
        rate = f"""[[rates]]
from = 2023-03-01
measures = ["investment"]
percent = {percent}
reference = {{ title = "Leader Mallimaa ry", section = "tuki", address = "https://mallimaa.example" }}
"""
        (tmp_path / name / "group.toml").write_text(
            f'name = {{ fi = "Leader Mallimaa ry" }}\n\n{rate}', encoding="utf-8"
        )
    return tmp_path


def plain(text: str) -> str:
    """Return text with every blank alike, lines joined."""
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


def test_one_application_against_another_day(cli: Cli) -> None:
    """Code 1 says that something changes; the text is in the application's language."""
    told = cli("check", INVESTMENT, "--on", "2025-12-31", "--against", "1.1.2026")

    assert (told.returncode, told.stderr) == (1, "")
    assert "31.12.2025" in told.stdout
    assert "~ Huomautus authority.name" in told.stdout
    assert "Mallijärven kylätalon katto" in plain(told.stdout)


def test_nothing_changes(cli: Cli) -> None:
    """Code 0, and it is said."""
    told = cli("check", INVESTMENT, "--on", "1.2.2026", "--against", "2.2.2026")

    assert told.returncode == 0
    assert wording("fi").message("report.change-none") in told.stdout


def test_a_groups_old_folder_and_its_new_one(cli: Cli, folder: Path) -> None:
    """The day stays the same; what the rate leaves of the support is an amount that changes."""
    told = cli(
        "check", INVESTMENT, "--group", folder / "old", "--against-group", folder / "new", "--language", "en"
    )

    assert told.returncode == 1
    assert "= Largest possible support: 26 400,00 € → 22 000,00 €" in plain(told.stdout)
    assert "by the law of 10.2.2025" in plain(told.stdout)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_folder_of_applications(cli: Cli, folder: Path, language: str) -> None:
    """Only what changes is told in full; a table has all of them, and the last line counts them."""
    options = ("--group", folder / "old", "--against-group", folder / "new")
    told = cli("check", folder / "waiting", *options, "--language", language)
    counts = {"files": 2, "changed": 1, "same": 1, "unreadable": 0}

    assert told.returncode == 1
    assert plain(told.stdout).endswith(plain(wording(language).message("cli.check.changes", counts)))
    assert told.stdout.count("Mallijärven") == 1
    assert "Modellbyns" not in told.stdout


def test_what_is_the_same_for_all_is_told_once(cli: Cli, folder: Path) -> None:
    """The name of the authority changes for every application alike."""
    told = cli(
        "check", folder / "waiting", "--on", "2025-12-31", "--against", "2026-01-01", "--language", "en"
    )

    assert told.stdout.count("authority.name") == 1
    assert wording("en").message("cli.check.common") in told.stdout


def test_what_is_the_same_for_all_is_told_once_next_to_a_groups_own_form(cli: Cli, folder: Path) -> None:
    """No law decides on a youth grant: the change of law is common to the others, and its own rate is its change."""
    source = '{ title = "Leader Mallimaa ry", section = "tuki", address = "https://mallimaa.example" }'
    form = f"""
[[support_forms]]
key = "youth-grant"
name = {{ fi = "Nuorten raha" }}
from = 2024-01-01
papers = ["application"]
reference = {source}
"""
    rates = [
        f'[[rates]]\nfrom = {start}\nmeasures = ["youth-grant"]\npercent = {percent}\nreference = {source}\n'
        for start, percent in (("2024-01-01", 100), ("2026-01-01", 80))
    ]
    with (folder / "old" / "group.toml").open("a", encoding="utf-8") as file:
        file.write("".join((form, *rates)))
    (folder / "waiting" / "youth.toml").write_text(
        """schema_version = 1
classification = { measure = "youth-grant" }
[budget]
items = [{ description = "Leiri", amount = 600.00 }]
financing = { leader_support = 600.00 }
""",
        encoding="utf-8",
    )
    days = ("--on", "2025-12-31", "--against", "2026-01-01")
    told = cli("check", folder / "waiting", *days, "--group", folder / "old", "--language", "en").stdout

    assert told.count("authority.name") == 1
    assert wording("en").message("cli.check.common-by-law") in told
    assert "= Highest rate of the Leader group: 100 % → 80 %" in plain(told)


def test_a_file_that_cannot_be_read_among_many(cli: Cli, folder: Path) -> None:
    """It is reported with its fault, the others are checked, and code 2 says that the answer is not whole."""
    (folder / "waiting" / "broken.toml").write_text("schema_version = 1\nbudgte = 1\n", encoding="utf-8")
    told = cli(
        "check", folder / "waiting", folder / "none.toml", "--against", "2026-01-01", "--language", "en"
    )

    assert told.returncode == 2
    assert "budgte" in told.stdout
    assert "none.toml: there is no such file" in plain(told.stdout)
    assert "Applications: 4. Changed: 2, the same: 0, not read: 2." in plain(told.stdout)


def test_json_has_one_shape_for_one_and_for_many(cli: Cli, folder: Path) -> None:
    """A list of files, each with the same keys whether it changes, stays or cannot be read."""
    (folder / "waiting" / "broken.toml").write_text("schema_version = 1\nbudgte = 1\n", encoding="utf-8")
    one: dict[str, Any] = json.loads(cli("check", INVESTMENT, "--against", "2026-01-01", "--json").stdout)
    many = json.loads(cli("check", folder / "waiting", "--against", "2026-01-01", "--json").stdout)

    assert set(one) == set(many) == {"ok", "written", "findings", "error", "files", "summary"}
    assert (one["ok"], one["error"], len(one["files"])) == (False, None, 1)
    assert many["summary"] == {"files": 3, "changed": 2, "same": 0, "unreadable": 1}
    shapes = {frozenset(file) for file in (*one["files"], *many["files"])}
    assert shapes == {
        frozenset({"file", "name", "error", "changed", "before", "after", "findings", "amounts"})
    }
    (broken,) = (file for file in many["files"] if file["error"] is not None)
    assert (broken["error"]["kind"], broken["changed"], broken["before"]) == ("load", False, None)


def test_an_application_without_a_day_is_compared_with_today(cli: Cli, tmp_path: Path) -> None:
    """As a check is: the first day is today where the file has none."""
    (tmp_path / "undated.toml").write_text("schema_version = 1\n", encoding="utf-8")
    told = cli("check", "undated.toml", "--against", "2026-01-01", "--json")

    assert json.loads(told.stdout)["files"][0]["before"]["on"] > "2026-01-01"


def test_many_files_without_anything_to_compare_are_refused(cli: Cli, folder: Path) -> None:
    """The message says how many are compared."""
    told = cli("check", INVESTMENT, folder / "waiting", "--language", "en")

    assert told.returncode == 2
    assert "--against" in told.stderr


def test_a_check_without_a_file_is_refused(cli: Cli) -> None:
    """As ever."""
    told = cli("check", "--against", "2026-01-01", "--language", "en")

    assert told.returncode == 2
    assert "FILE" in told.stderr


def test_the_same_day_and_no_other_group_is_no_change_of_the_group(cli: Cli) -> None:
    """The heading says what could differ, and not that another folder was given."""
    told = cli("check", INVESTMENT, "--against", "10.2.2025", "--language", "en")

    assert told.returncode == 0
    assert "Both checks are by the law of 10.2.2025" in plain(told.stdout)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_folder_is_told_what_belongs_in_it(cli: Cli, tmp_path: Path, language: str) -> None:
    """An application file, whatever its name; an assessment would be for the board."""
    (tmp_path / "empty").mkdir()
    told = cli("check", "empty", "--against", "1.1.2026", "--language", language)

    assert told.returncode == 2
    assert wording(language).message("files.no-application-files", {"path": "empty"}) in plain(told.stdout)
    assert "assessment" not in told.stdout
