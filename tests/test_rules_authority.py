"""Who decides: the name of the day, the one that comes after it, and the office of a group's region."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from hakemus import Application, Finding, LeaderGroup
from hakemus.programme import DatedMark, Programme, Provision, open_programme
from hakemus.rules import Case, check_case

LAW = open_programme()
PATH = "authority.name"
IN_2024 = date(2024, 3, 13)
IN_2026 = date(2026, 3, 13)
REFERENCE = {"title": "Päätös", "section": "§ 1", "address": "https://example.fi/"}
GROUP = LeaderGroup.from_mapping(
    {
        "name": {"fi": "Esimerkki ry"},
        "offices": [{"from": date(2023, 5, 1), "name": {"fi": "Oma virasto"}, "reference": REFERENCE}],
    }
)


def found(on: date, law: Programme = LAW, group: LeaderGroup | None = None, **values: Any) -> Finding:
    """Return what is reported about the authority on a day."""
    report = check_case(Case(Application(date=on, **values), law, on, group))
    (finding,) = (finding for finding in report.findings if finding.id == PATH)
    for language in ("fi", "sv", "en"):
        assert finding.explain(language)
    return finding


@pytest.mark.parametrize(
    ("on", "group", "variant", "names"),
    [
        (IN_2024, None, "next", {"on", "authority", "from", "successor"}),
        (IN_2024, GROUP, "next-office", {"on", "authority", "from", "successor", "office"}),
        (IN_2026, None, "", {"on", "authority"}),
        (IN_2026, GROUP, "office", {"on", "authority", "office"}),
    ],
)
def test_only_what_is_known_is_told(
    on: date, group: LeaderGroup | None, variant: str, names: set[str]
) -> None:
    """The successor and the office are there when they are known, and the message is the one that fits."""
    finding = found(on, group=group)

    assert (finding.severity, finding.path, finding.variant, set(finding.values)) == (
        "note",
        "",
        variant,
        names,
    )
    assert finding.values["on"] == on


def test_a_name_that_nobody_knows_yet_is_no_successor() -> None:
    """From 2026 there could be a mark instead of a name: then only today's name is reported."""
    parameter = LAW.parameter(PATH)
    now, later = parameter.timeline
    mark = DatedMark(later.start, "unknown", "C", later.reference)
    changed = parameter._replace(timeline=(now, mark))
    law = replace(LAW, parameters_by_path={**LAW.parameters_by_path, PATH: changed})

    assert found(IN_2024, law).variant == ""


@pytest.mark.parametrize(
    ("region", "office"),
    [
        ("Keski-Pohjanmaa / Pohjanmaa", "elinvoimakeskus-pohjanmaa"),
        ("Keski-Pohjanmaa / Pohjois-Pohjanmaa", None),
        ("Pohjois-Pohjanmaa / Keski-Pohjanmaa", None),
        ("Pohjanmaa / Etelä-Savo", None),
    ],
)
def test_a_group_of_two_regions_has_an_office_when_both_have_the_same(
    region: str, office: str | None
) -> None:
    """Regions of different offices, or of one that no source states, leave it to the group."""
    groups = LAW.vocabulary("leader_group")
    listed = groups.entries[0]
    moved = replace(listed, columns={**listed.columns, "region": region})
    changed = replace(groups, index={name: moved for name, entry in groups.index.items() if entry is listed})
    law = replace(LAW, vocabularies_by_name={**LAW.vocabularies_by_name, "leader_group": changed})

    told = found(IN_2026, law, leader_group=listed.label.fi).values.get("office")

    assert told == (LAW.vocabulary("authority").entry(office).label if office else None)


@pytest.mark.parametrize(
    ("group", "point", "office"),
    [("Veej'jakaja ry", "1.1.6", "Itä-Suomen"), ("Aktion Österbotten rf", "1.1.8", "Pohjanmaan")],
)
def test_the_office_of_a_province_is_that_of_the_decree(group: str, point: str, office: str) -> None:
    """The decree on the offices says whose area a province is, point by point."""
    finding = found(IN_2026, leader_group=group)

    assert finding.values["office"].fi == f"{office} elinvoimakeskus"
    assert isinstance(finding.reference, Provision)
    assert (finding.reference.statute, finding.reference.units) == ("935/2025", (point,))
    assert found(IN_2026).certainty == "A"


def test_an_office_that_the_group_names_itself_rests_on_no_decree() -> None:
    """Where the group's own data name the office, whose area the decree says it is decides nothing."""
    finding = found(IN_2026, group=GROUP, leader_group="Veej'jakaja ry")

    assert finding.values["office"].text("fi") == "Oma virasto"
    assert finding.reference == LAW.parameter(PATH).on(IN_2026).reference


@pytest.mark.parametrize(
    ("on", "measure", "variant", "office", "source"),
    [
        (IN_2026, "training", "national", "Kaakkois-Suomen elinvoimakeskus", "935/2025 6.1.4"),
        (IN_2026, None, "national", "Kaakkois-Suomen elinvoimakeskus", "935/2025 6.1.4"),
        (IN_2024, "training", "next-national", "Hämeen ELY-keskus", ""),
        (IN_2026, "business-investment", "office", "Itä-Suomen elinvoimakeskus", "935/2025 1.1.6"),
    ],
)
def test_one_office_decides_on_national_projects(
    on: date, measure: str | None, variant: str, office: str, source: str
) -> None:
    """Whoever the group's area belongs to; an aid to a business is no project of the decree on rural projects."""
    classification = {"measure": measure, "project_nature": "national"}
    finding = found(on, classification=classification, leader_group="Veej'jakaja ry")

    assert (finding.variant, finding.values["office"].text("fi")) == (variant, office)
    cited = finding.reference
    assert source == (f"{cited.statute} {cited.units[0]}" if isinstance(cited, Provision) else "")


def test_the_groups_own_office_does_not_decide_on_a_national_project() -> None:
    """The decree names the office of national projects for all areas."""
    finding = found(IN_2026, group=GROUP, classification={"project_nature": "national"})

    assert finding.values["office"].text("fi") == "Kaakkois-Suomen elinvoimakeskus"


@pytest.mark.parametrize(
    ("nature", "variant"),
    [
        ("local-regional", "office"),
        ("interregional", "office-mainly"),
        ("international", "office-mainly"),
        (None, "office"),
    ],
)
def test_of_several_areas_that_of_most_of_the_project_decides(nature: str | None, variant: str) -> None:
    """The office of the group's area is certain for a project of one area only."""
    finding = found(IN_2026, classification={"project_nature": nature}, leader_group="Veej'jakaja ry")

    assert finding.variant == variant
    assert ("pääosin" in finding.message("fi")) == (variant != "office")
