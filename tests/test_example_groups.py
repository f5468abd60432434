"""The example groups that are real hold only facts with their source, and make papers of every example."""

import pickle
import tomllib
from datetime import date
from decimal import Decimal

import pytest

import hakemus
from hakemus import LeaderGroup
from hakemus.assembly import make_papers
from hakemus.desk import check_group
from hakemus.desk.group_folder import beyond_the_law
from hakemus.model import Meeting
from hakemus.packaged import packaged_folder
from hakemus.programme import programmes

GROUPS = packaged_folder("examples") / "groups"
REAL = ("aktion-osterbotten", "silmu", "veejjakaja")
LATER = ("lansi-saimaa", "tunturi-lappi", "viisari")
LEFT_OUT = ("# Left out", "# Utelämnat")
DAY = date(2024, 3, 1)


@pytest.mark.parametrize("name", REAL)
def test_nothing_is_found_in_it(name: str) -> None:
    """Nothing is beyond the law, and papers of all examples are sound in its look.

    That it lacks texts in a language that it does not serve in is only a note, and so is that its page gives one rate
    for kinds of investment of which the law allows some less.
    """
    report = check_group(GROUPS / name)

    notes = {("texts-lack-language", "note"), ("rate-above-kinds", "note")}
    assert {(found.kind, found.severity) for found in report.findings} <= notes
    assert report.papers > 20


@pytest.mark.parametrize("name", LATER)
def test_a_page_that_allows_more_than_the_law_is_kept_and_noted(name: str) -> None:
    """The folder has the page's numbers: where the law allows some projects less, the check says so, and no more."""
    group = LeaderGroup.open(GROUPS / name)
    found = [one for programme in programmes() for one in beyond_the_law(group, programme)]

    assert {(one.kind, one.severity) for one in found} <= {("rate-above-kinds", "note")}
    assert bool(found) == (name != "viisari")


@pytest.mark.parametrize("name", [*REAL, *LATER])
def test_every_decision_has_an_address_of_the_group(name: str) -> None:
    """Each setting's source is on the group's own site, and the file says what was left out."""
    path = GROUPS / name / "group.toml"
    text = path.read_text(encoding="utf-8")
    data = tomllib.loads(text)
    tables = [table for value in data.values() if isinstance(value, list) for table in value]
    settings = [table for table in (*tables, data.get("frame", {})) if isinstance(table, dict)]

    for setting in filter(None, settings):
        assert setting["reference"]["address"].startswith(data["website"].rstrip("/"))
    assert any(words in text for words in LEFT_OUT)


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


def test_aktion_osterbotten_states_nothing_that_was_not_seen() -> None:
    """Its rates, limits, area and frame are not known, so its folder sets none of them."""
    group = LeaderGroup.open(GROUPS / "aktion-osterbotten")

    assert (group.rates, group.amounts, group.frame, group.selections) == ((), (), None, ())
    assert group.covers("Karleby") is None
    assert group.name.text("fi") == "Aktion Österbotten rf"


def test_papers_are_in_swedish_by_default_with_a_swedish_group() -> None:
    """An application that names no language gets the papers of the group's first one; one that does keeps its own."""
    group = LeaderGroup.open(GROUPS / "aktion-osterbotten")
    example = packaged_folder("examples") / "preparatory-funding" / "application.toml"
    values = tomllib.loads(example.read_text(encoding="utf-8"), parse_float=Decimal)
    in_finnish = hakemus.load(values)
    values.pop("language")
    silent = hakemus.load(values)

    assert hakemus.render(silent, "project-plan", group=group) == hakemus.render(
        silent, "project-plan", group=group, language="sv"
    )
    assert "projektplan.docx" in make_papers(silent, group=group)
    assert "hankesuunnitelma.docx" in make_papers(silent)
    assert "hankesuunnitelma.docx" in make_papers(in_finnish, group=group)


def test_english_papers_of_a_swedish_group_show_its_texts_in_swedish() -> None:
    """A text that English lacks is reported in the group's first language, not in the first of the library's."""
    group = LeaderGroup.open(GROUPS / "silmu")

    assert group.name.text("en") == "SILMU rf"
    assert group.name.languages == ("sv", "fi")


def test_the_first_language_travels_with_the_group() -> None:
    """A group that goes to another process, as in a batch, still states its texts in its own order of languages."""
    group = pickle.loads(pickle.dumps(LeaderGroup.open(GROUPS / "silmu")))  # noqa: S301 - our own bytes

    assert group.name.text("en") == "SILMU rf"


def test_a_meeting_without_a_language_is_in_the_groups_first() -> None:
    """As an application: its own language when it names one, else the group's."""
    group = LeaderGroup.open(GROUPS / "silmu")

    assert group.language_of(Meeting()) == "sv"
    assert group.language_of(Meeting(language="fi")) == "fi"


def test_a_source_is_told_in_the_readers_language() -> None:
    """A Swedish paper names the decision of a group of two languages in Swedish; a plain title is a proper name."""
    mallimaa, silmu = (LeaderGroup.open(GROUPS / name) for name in ("mallimaa", "silmu"))

    assert mallimaa.rates[0].reference.text("sv") == "Styrelsens beslut 15.2.2023, §\u00a04"
    assert mallimaa.rates[0].reference.text("fi") == "Hallituksen päätös 15.2.2023, §\u00a04"
    assert silmu.amounts[0].reference.text("fi") == "SILMU ry, tukimuodot, pienin tuki"
    assert silmu.amounts[0].reference.text("en") == "SILMU rf, stödformerna, minsta stöd"


def test_a_municipality_pays_its_part_in_tunturi_lappi() -> None:
    """The page's 30 % of the support is a share that a municipality pays, and nobody else."""
    group = LeaderGroup.open(GROUPS / "tunturi-lappi")
    shares = [
        group.shares_for("investment", DAY, {"legal_form": form}) for form in ("municipality", "association")
    ]

    assert [len(each) for each in shares] == [1, 0]
    assert (shares[0][0].kind, str(shares[0][0].percent)) == ("other-public-smallest", "30.00")
