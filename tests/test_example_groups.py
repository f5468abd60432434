"""The example groups that are real hold only facts with their source, and make papers of every example."""

import tomllib
from datetime import date
from decimal import Decimal

import pytest

from hakemus import LeaderGroup
from hakemus.desk import check_group
from hakemus.packaged import packaged_folder

GROUPS = packaged_folder("examples") / "groups"
REAL = ("silmu", "veejjakaja")
DAY = date(2024, 3, 1)


@pytest.mark.parametrize("name", REAL)
def test_nothing_is_found_in_it(name: str) -> None:
    """Nothing is beyond the law, and papers of all examples are sound in its look."""
    report = check_group(GROUPS / name)

    assert report.findings == ()
    assert report.papers > 20


@pytest.mark.parametrize("name", REAL)
def test_every_decision_has_an_address_of_the_group(name: str) -> None:
    """Each setting's source is on the group's own site, and the file says what was left out."""
    path = GROUPS / name / "group.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    settings = [
        *data.get("rates", []),
        *data.get("amounts", []),
        *([data["frame"]] if "frame" in data else []),
    ]

    assert settings
    assert all(one["reference"]["address"].startswith(data["website"].rstrip("/")) for one in settings)
    assert "# Left out" in path.read_text(encoding="utf-8")


def test_the_rates_of_veejjakaja_are_those_of_its_page() -> None:
    """Development up to 50 000 € gets 85 %; above that no step was seen, so none is given."""
    group = LeaderGroup.open(GROUPS / "veejjakaja")
    rate = group.highest_rate("cooperation-services", Decimal(20_000), DAY)

    assert rate is not None
    assert rate.percent == 85
    assert group.highest_rate("cooperation-services", Decimal(60_000), DAY) is None
    assert [one.percent for one in group.rates_for("investment", Decimal(20_000), DAY)] == [70, 60, 40]
    assert group.covers("Pieksämäki")


def test_silmu_works_in_swedish_first() -> None:
    """Its names stand in both languages, and its frame is whole."""
    group = LeaderGroup.open(GROUPS / "silmu")

    assert group.languages == ("sv", "fi")
    assert (group.name.sv, group.name.fi) == ("SILMU rf", "SILMU ry")
    assert group.frame is not None
    assert group.frame.total == (group.frame.projects or 0) + (group.frame.administration or 0)
