"""`hakemus calendar`: the days it says, the file it writes, and what it ends with."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import icalendar
import pytest

Cli = Callable[..., "CompletedProcess[str]"]


def written(tmp_path: Path, name: str = "hanke.toml", end: str = "2027-10-31") -> Path:
    """Return an application file, with an end or without one."""
    lines = [
        "schema_version = 1",
        "date = 2026-03-02",
        "[classification]",
        'measure = "investment"',
        "[project]",
    ]
    (tmp_path / name).write_text(
        "\n".join([*lines, *([f"end_date = {end}"] if end else []), ""]), encoding="utf-8"
    )
    return tmp_path / name


def test_the_command_writes_the_file_and_says_the_days(cli: Cli, tmp_path: Path) -> None:
    """Under the application file's name; not over another without being asked."""
    told = cli("calendar", written(tmp_path))
    assert (told.returncode, told.stderr) == (0, "")
    assert "29.2.2028" in told.stdout
    assert "avoin" in told.stdout
    assert len(uids_of(tmp_path / "hanke.ics")) == 1
    assert cli("calendar", tmp_path / "hanke.toml", "--last-payment", "2.3.2028").returncode == 2
    again = cli("calendar", tmp_path / "hanke.toml", "--last-payment", "1.3.2028", "--overwrite", "--json")
    values = json.loads(again.stdout)
    assert again.returncode == 0
    assert values["written"] == ["hanke.ics"]
    use = next(each for each in values["dates"] if each["key"] == "use")
    assert (use["day"], use["title"]["en"]) == ("2033-03-01", "The required use of the investment ends")
    assert len(uids_of(tmp_path / "hanke.ics")) == 3


def plain(said: str) -> str:
    """Return words with their blanks evened out."""
    return " ".join(said.replace("\N{NO-BREAK SPACE}", " ").split())


def uids_of(path: Path) -> list[str]:
    """Return the identifiers of the events of a file."""
    return [str(event["uid"]) for event in icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")]


def test_the_command_writes_nothing_without_a_day(cli: Cli, tmp_path: Path) -> None:
    """It says which field it needs, and ends with 1."""
    told = cli("calendar", written(tmp_path, end=""))
    assert told.returncode == 1
    assert "täytä Loppumispäivämäärä" in plain(told.stdout)
    assert "kalenteritiedostoa ei kirjoitettu" in plain(told.stdout)
    assert not list(tmp_path.glob("*.ics"))


def test_without_its_library_the_command_says_what_to_install(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The extra by its name."""
    monkeypatch.setitem(sys.modules, "icalendar", None)
    told = cli("calendar", written(tmp_path))
    assert told.returncode == 2
    assert 'pip install "hakemus[calendar]"' in plain(told.stderr)
