"""A real upgrade under a group's folder: the next version of the library says what matters there, and nothing else.

The next version is a copy of this one in which templates and messages are changed; it runs in a process of its own.
"""

import compileall
import json
import os
import py_compile
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import hakemus
from edited_paper import edited
from hakemus.desk import accept_group, copy_template, new_group
from hakemus.packaged import packaged_folder

OWN_SENTENCE = "Leader Uusi: kylä kerrallaan"
TEMPLATE = "templates/fi/project-plan.docx"
MESSAGES = "texts/fi/findings.toml"


def rewrite(path: Path, old: str, new: str) -> None:
    """Change the first place of a text in a file, or in the body of a Word file."""

    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    if path.suffix == ".docx":
        path.write_bytes(edited(path.read_bytes(), change))
    else:
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


class NextVersion:
    """The next version of the library, and what it says of a group's folder."""

    def __init__(self, place: Path) -> None:
        self.templates = place / "templates"
        self.package = place / "src" / "hakemus"

    def says(self, command: str, folder: Path) -> dict[str, Any]:
        """Return what `hakemus group COMMAND FOLDER --json` of that version states."""
        told = subprocess.run(  # noqa: S603 - this very interpreter
            [sys.executable, "-m", "hakemus", "group", command, str(folder), "--json"],
            env={**os.environ, "PYTHONPATH": str(self.package.parent)},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert told.stdout, told.stderr
        return json.loads(told.stdout)  # type: ignore[no-any-return]


@pytest.fixture(name="library", scope="module")
def _library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the library, compiled once for all the versions that are made of it."""
    place = tmp_path_factory.mktemp("library")
    for name in ("templates", "examples"):
        shutil.copytree(packaged_folder(name), place / name)
    package = place / "src" / "hakemus"
    shutil.copytree(Path(hakemus.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    unchecked = py_compile.PycInvalidationMode.UNCHECKED_HASH
    assert compileall.compile_dir(package, quiet=1, invalidation_mode=unchecked)
    return place


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    """Return a group's folder with a template and two messages of its own, all recorded."""
    folder = new_group("Leader Uusi ry", "fi", tmp_path / "uusi")
    path = copy_template(folder, "project-plan", "fi")
    rewrite(path, "Hakijan nimi", OWN_SENTENCE)
    (folder / MESSAGES).write_text(
        '[applicant]\nname = "Kirjoita nimi: {field}"\nbusiness-id = "Y-tunnus puuttuu."', encoding="utf-8"
    )
    accept_group(folder)
    return folder


@pytest.fixture(name="upgraded")
def _upgraded(library: Path, tmp_path: Path) -> NextVersion:
    """Return a next version in which two templates and two messages are others, half of them under the folder's own."""
    version = NextVersion(shutil.copytree(library, tmp_path / "next"))
    rewrite(version.templates / "fi/project-plan.docx", "Toteutusaika", "Aika toteutukselle")
    rewrite(version.templates / "fi/application.docx", "Hakija", "Tuen hakija")
    findings = version.package / "texts/locale/fi/findings.toml"
    rewrite(findings, "Ilman sitä ei tiedetä, kuka tukea hakee.", "Nimi tarvitaan.")
    rewrite(findings, "Kirjoita, ketkä allekirjoittavat", "Luettele, ketkä allekirjoittavat")
    return version


def places(found: list[Mapping[str, Any]]) -> dict[str, str]:
    """Return the kind of each by its place."""
    return {one["place"]: one["kind"] for one in found}


def test_only_what_changed_under_the_groups_own_is_told(folder: Path, upgraded: NextVersion) -> None:
    """The template and the message that the group replaced and we changed: with our new words, and no others."""
    changes = upgraded.says("diff", folder)

    assert places(changes["changes"]) == {
        TEMPLATE: "changed",
        f"{MESSAGES}: applicant.name": "changed",
    }
    lines = "\n".join(line for change in changes["changes"] for line in change["lines"])
    assert "Aika toteutukselle" in lines
    assert "Nimi tarvitaan." in lines
    assert "Tuen hakija" not in lines
    assert "Luettele" not in lines
    assert OWN_SENTENCE not in lines


def test_the_groups_own_goes_on_working(folder: Path, upgraded: NextVersion) -> None:
    """The check warns of the same two and nothing else; the folder can be used, and shows what is its own now."""
    own = (folder / TEMPLATE).read_bytes()
    report = upgraded.says("check", folder)

    assert report["ok"]
    assert places(report["findings"]) == {
        TEMPLATE: "override.changed",
        f"{MESSAGES}: applicant.name": "override.changed",
    }
    shown = {override["file"]: "\n".join(override["difference"]) for override in report["overrides"]}
    assert OWN_SENTENCE in shown[TEMPLATE]
    assert "Aika toteutukselle" in shown[TEMPLATE]
    assert (folder / TEMPLATE).read_bytes() == own


def test_a_placeholder_that_is_no_longer_offered_is_an_error(folder: Path, upgraded: NextVersion) -> None:
    """What would break in print is reported when the folder is opened, with file and placeholder; nothing else is."""
    offered = upgraded.templates / "placeholders.toml"
    text = offered.read_text(encoding="utf-8")
    plan = re.search(r"(?ms)^project-plan = \[$.*?^\]$", text)
    assert plan is not None
    offered.write_text(
        text.replace(plan.group(), plan.group().replace('  "plan.need",\n', "")), encoding="utf-8"
    )
    report = upgraded.says("check", folder)

    assert not report["ok"]
    assert places(report["findings"]) == {f"{TEMPLATE}: {{{{ plan.need }}}}": "unknown-placeholder"}


def test_a_message_that_tells_less_than_before_is_an_error(folder: Path, upgraded: NextVersion) -> None:
    """A placeholder that the library no longer fills, in the group's own sentence, is reported by its key."""
    findings = upgraded.package / "texts/locale/fi/findings.toml"
    rewrite(findings, 'name = "Puuttuu: {field}. Nimi tarvitaan.', 'name = "Nimi tarvitaan.')
    report = upgraded.says("check", folder)

    assert not report["ok"]
    (found,) = report["findings"]
    assert found["place"] == f"{MESSAGES}: applicant.name"


def test_a_field_that_the_librarys_template_shows_anew_is_told(folder: Path, upgraded: NextVersion) -> None:
    """The group's own copy lacks what ours shows since the upgrade: a note with the field's name."""
    rewrite(
        upgraded.templates / "fi/project-plan.docx",
        "Aika toteutukselle",
        "Aika toteutukselle {{ group.website }}",
    )
    report = upgraded.says("check", folder)

    (note,) = [found for found in report["findings"] if found["kind"] == "fields-left-out"]
    assert note["place"] == TEMPLATE
    assert "group.website" in note["message"]["fi"]
