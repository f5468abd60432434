"""Leader groups of installed packages: found by name, one for a name, and led to a folder."""

import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from hakemus import LeaderGroup
from hakemus.errors import DataError, UnknownNameError
from hakemus.group.folder import ENTRY_POINTS, installed_folder, list_installed


@pytest.fixture(name="package")
def _package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return the folder of an importable package with a group in it."""
    folder = tmp_path / "esimerkkiryhma"
    folder.mkdir()
    (folder / "group.toml").write_text('name = { fi = "Esimerkki ry" }', encoding="utf-8")
    lines = ["from pathlib import Path", "FOLDER = Path(__file__).parent", "TEXT = str(FOLDER)", "NUMBER = 1"]
    lines += ["def folder():", "    return FOLDER", "def broken():", "    raise OSError('no disk')"]
    (folder / "__init__.py").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield folder
    sys.modules.pop("esimerkkiryhma", None)


def point(value: str, name: str = "esimerkki") -> EntryPoint:
    """Return an entry point as a package would declare it."""
    return EntryPoint(name, value, ENTRY_POINTS)


@pytest.mark.parametrize(
    "value", ["esimerkkiryhma", *(f"esimerkkiryhma:{end}" for end in ("FOLDER", "TEXT", "folder"))]
)
def test_an_entry_point_leads_to_a_folder(package: Path, value: str) -> None:
    """By a package, a path, a text or a function; upper and lower case in the name are one."""
    assert installed_folder("Esimerkki", [point(value)]) == package
    assert LeaderGroup.open(installed_folder("esimerkki", [point(value)])).name.fi == "Esimerkki ry"


@pytest.mark.parametrize(
    "value", ["esimerkkiryhma:NUMBER", "esimerkkiryhma:broken", "esimerkkiryhma:no", "no_such"]
)
@pytest.mark.usefixtures("package")
def test_an_entry_point_that_leads_nowhere_is_told(value: str) -> None:
    """The name of the group and what its package says are reported."""
    with pytest.raises(DataError, match="esimerkki") as caught:
        installed_folder("esimerkki", [point(value)])
    assert value in caught.value.faults[0].found


def test_two_groups_of_one_name_are_refused() -> None:
    """Nobody can tell which of them is meant, so both are named."""
    with pytest.raises(DataError, match="two installed packages") as caught:
        installed_folder("esimerkki", [point("one"), point("two", "Esimerkki")])
    assert caught.value.faults[0].found == "one, two"


def test_an_unknown_name_is_told_with_those_there_are() -> None:
    """A slip in the name is the likely cause."""
    points = [point("one", "b"), point("one", "a")]
    assert list_installed(points) == ("a", "b")
    with pytest.raises(UnknownNameError) as caught:
        installed_folder("c", points)
    assert caught.value.allowed == ("a", "b")


def test_a_package_in_the_environment_is_found(
    tmp_path: Path, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name that a package's metadata declare opens the group."""
    metadata = tmp_path / "esimerkkiryhma-1.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: esimerkkiryhma\nVersion: 1\n", encoding="utf-8"
    )
    (metadata / "entry_points.txt").write_text(
        f"[{ENTRY_POINTS}]\nesimerkki = esimerkkiryhma\n", encoding="utf-8"
    )
    monkeypatch.chdir(package)
    assert LeaderGroup.installed("esimerkki").name.fi == "Esimerkki ry"
