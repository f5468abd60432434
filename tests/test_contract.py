"""The contract: names, commands and codes are as they were, and old files are read and checked the same for ever.

`frozen/contract.json` may be rewritten by `pytest --update-golden` when something is added: look at what it changes.
`frozen/expected.json` and the files that it describes are of version 0.1.0, and never change.
"""

import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import contract

EXPECTED = json.loads((contract.FROZEN / "expected.json").read_text(encoding="utf-8"))
SNAPSHOT = contract.FROZEN / "contract.json"


SINCE = {
    # The group's own project plan has no place for the headings of the decree that were added since.
    ("warning", "fields-lacking", "templates/fi/project-plan.docx"),
    ("note", "fields-left-out", "templates/fi/project-plan.docx"),
    # The law has a rate for each kind of investment and for each who gains; until 2026 one for the measure was known.
    *(("note", "rate-above-kinds", f"group.toml: rates[{index}].percent") for index in range(3)),
}
"""What is found in the frozen folder since, with the reason."""


@pytest.fixture(name="snapshot")
def _snapshot(request: pytest.FixtureRequest) -> Callable[[str, Any], None]:
    """Return a comparison with a part of the snapshot, which `--update-golden` writes anew."""

    def compare(part: str, today: Any) -> None:
        kept = json.loads(SNAPSHOT.read_text(encoding="utf-8")) if SNAPSHOT.exists() else {}
        if request.config.getoption("--update-golden"):
            kept[part] = json.loads(json.dumps(today))
            text = json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True)
            SNAPSHOT.write_text(f"{text}\n", encoding="utf-8")
        assert today == kept[part]

    return compare


@pytest.fixture(name="folder", scope="module")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("contract")


@pytest.fixture(name="printed", scope="module")
def _printed(folder: Path) -> dict[str, tuple[int, Any]]:
    """Return what every command prints."""
    return contract.printed_json(folder)


def test_public_names_are_called_as_ever(snapshot: Callable[[str, Any], None]) -> None:
    """Each name is there, with the same parameters, fields and methods."""
    snapshot("names", contract.public_names())


def test_commands_take_the_same_arguments_and_options(snapshot: Callable[[str, Any], None]) -> None:
    """Scripts call them by these; the sentences of the help may be edited."""
    snapshot("commands", contract.commands())


def test_codes_are_the_same(snapshot: Callable[[str, Any], None]) -> None:
    """Programs look for them, and groups' folders replace messages by them."""
    snapshot("codes", contract.codes())


def test_templates_are_offered_the_same(snapshot: Callable[[str, Any], None]) -> None:
    """Templates of groups name these."""
    snapshot("tags", tomllib.loads(contract.PLACEHOLDERS.read_text(encoding="utf-8")))


def test_commands_print_json_of_the_same_shape(
    snapshot: Callable[[str, Any], None], printed: dict[str, tuple[int, Any]]
) -> None:
    """Exit code, keys and types of each command's `--json`."""
    snapshot("json", {name: [code, contract.shape(value)] for name, (code, value) in printed.items()})


@pytest.mark.parametrize("name", ["preparatory.toml", "unready.toml"])
def test_a_check_prints_the_same_json(name: str, snapshot: Callable[[str, Any], None]) -> None:
    """All of it but the sentences, which may be edited."""
    _, text = contract.run("check", str(contract.FROZEN / name), "--json")
    snapshot(f"check of {name}", contract.without_messages(json.loads(text)))


@pytest.mark.parametrize("name", EXPECTED["read"])
def test_a_word_file_is_read_the_same(name: str) -> None:
    """Papers and forms of version 0.1.0: printed, filled, edited, without data."""
    assert contract.read(contract.FROZEN / "word" / name) == EXPECTED["read"][name]


def test_two_papers_differ_the_same() -> None:
    """The printed paper and the edited one."""
    assert contract.compared() == EXPECTED["compare"]


@pytest.mark.parametrize("name", EXPECTED["update"])
def test_an_edited_paper_updates_a_file_the_same(name: str) -> None:
    """What is written, kept and asked; other lines of the file stay."""
    assert contract.updated(name) == EXPECTED["update"][name]


def test_applications_are_checked_the_same() -> None:
    """By the rules that there were; what new rules find is another matter."""
    assert contract.checks(EXPECTED["rules"]) == EXPECTED["check"]


def test_files_hold_the_same() -> None:
    """Applications of schema 1 and a page of the register."""
    assert contract.files() == EXPECTED["file"]


def test_workbook_group_and_board_come_out_the_same(
    folder: Path, printed: dict[str, tuple[int, Any]]
) -> None:
    """An edited budget, a group's folder with everything in it, and a meeting."""
    found = contract.of_folders(folder, printed)
    found["group"] = [note for note in found["group"] if tuple(note) not in SINCE]
    assert found == EXPECTED["folder"]
