"""The statutes: every unit of each is listed in our own words, and is somewhere in the library."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from hakemus.desk import LawUnit, list_law
from hakemus.errors import ParameterError
from hakemus.programme import Provision, Statute, open_programme, read_programme
from hakemus.texts import LANGUAGES
from hakemus.texts.wording import open_catalogue

LAW = open_programme()
NUMBERS = tuple(LAW.statutes_by_number)


def test_the_statutes_that_bind_an_applicant_are_listed() -> None:
    """The decree on projects, the act behind it, and the decree on business aids."""
    assert NUMBERS == ("617/2023", "1325/2022", "646/2023")


@pytest.mark.parametrize("number", NUMBERS)
def test_every_unit_is_listed(number: str) -> None:
    """No section, moment or point is left out, but for what is inside a section that is the authority's own matter."""
    statute = LAW.statute(number)

    def is_inside_the_authoritys_own(unit: str) -> bool:
        whole = statute.whole(unit)
        if whole not in statute.units:
            return bool(whole) and is_inside_the_authoritys_own(whole)
        return statute.units[whole].authority is not None and not statute.units.keys() & {
            *statute.parts(whole)
        }

    left = [unit for unit in statute.structure if unit not in statute.units]
    assert [unit for unit in left if not is_inside_the_authoritys_own(unit)] == []


def test_of_the_decree_on_projects_each_unit_is_an_entry() -> None:
    """617/2023 is the law of an ordinary application: it is listed to the last point."""
    statute = LAW.statute("617/2023")

    assert (len(statute.structure), [*statute.units]) == (260, [*statute.structure])


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_unit_says_is_short_and_without_numbers(number: str, language: str) -> None:
    """A unit is told in a line; its amounts and rates are in the values that name it, and only there."""
    for unit in LAW.statute(number).units.values():
        said = unit.says.text(language)
        assert len(said) <= 140, (unit.unit, said)
        assert not any(letter.isdigit() for letter in said), (unit.unit, said)


@pytest.mark.parametrize(
    ("number", "unit", "words"),
    [
        ("617/2023", "10.2", ("pääasiassa", "huvudsakligen", "mainly")),
        ("617/2023", "2.1.1", ("kahden tai useamman", "två eller flera", "two or more")),
        ("617/2023", "5.1.2", ("täyttyvät", "uppfylls", "are met")),
        ("617/2023", "17.3", ("tarvittaessa", "vid behov", "where needed")),
        ("617/2023", "20.3.1", ("tai korvaavaa", "eller en ersättande", "or no substitute")),
        ("617/2023", "21.1.1", ("tai on", "eller kan", "or can")),
        ("617/2023", "29.1.2", ("muut rahoitus", "andra finansierings", "other costs of financing")),
        ("617/2023", "29.1.8", ("muu tavanomainen", "övriga ordinarie", "other ordinary")),
        ("617/2023", "29.1.12", ("rajan", "gränsen", "limit")),
        ("617/2023", "29.1.13", ("kokouspalkkiot", "mötesarvoden", "meeting fees")),
        ("617/2023", "34.1.4", ("investoinnista", "investeringen", "the investment")),
        ("617/2023", "36.3", ("vain erityisen", "bara av särskilt", "only for a particularly")),
        ("646/2023", "17.2", ("vakiintunut", "etablerad", "established")),
        ("646/2023", "22.1", ("myönnettäessä", "beviljande", "granting")),
        ("646/2023", "26.1.4", ("tai -laskelma", "eller kostnadsberäkning", "or calculation")),
        ("646/2023", "27.1.1", ("laajentaminen", "utbyggnad", "extending")),
        ("646/2023", "27.1.6", ("muut vastaavat", "andra motsvarande", "other such")),
        ("646/2023", "29.2.1", ("tai on", "eller kan", "or can")),
        ("646/2023", "31.1.7", ("paitsi", "utom", "except")),
        ("646/2023", "31.1.12", ("maansiirto", "schakt", "Earth-moving")),
        ("646/2023", "37.1", ("materiaalitehokkuus", "materialeffektivitet", "materials")),
        ("646/2023", "41.1", ("toteutusajan", "genomförandetiden", "time set")),
        ("646/2023", "46.4.4", ("nähden", "i förhållande", "against")),
        ("646/2023", "49.1.4", ("riittäviä", "tillräckliga", "enough")),
        ("646/2023", "49.2", ("rakennustarvike", "byggmaterial", "building supplies")),
        ("1325/2022", "15.1.3", ("ellei", "om inte", "unless")),
        ("1325/2022", "15.2", ("Osa", "En del", "Some")),
        ("1325/2022", "18.1.3", ("tai vastaava", "eller en motsvarande", "or a similar")),
        ("1325/2022", "8.1.2", ("laajakaistaan", "bredband", "broadband")),
        (
            "1325/2022",
            "26.2",
            ("vain kohtuullisessa ajassa", "bara inom skälig tid", "only within a reasonable time"),
        ),
        ("1325/2022", "5.1.6", ("rahana", "i pengar", "in money")),
        ("1325/2022", "10.1", ("suhteessa", "proportion", "proportion")),
        ("1325/2022", "16.2.1", ("myös maatilalla", "också på en gård", "on a farm too")),
        ("1325/2022", "36.2", ("viipymättä", "utan dröjsmål", "without delay")),
        ("1325/2022", "40.3", ("tuettavista", "hänförliga", "of the measures")),
        ("1325/2022", "50.2", ("teknisen avun", "tekniskt stöd", "technical assistance")),
        ("1325/2022", "29.1", ("riittävät", "tillräckliga", "enough")),
        ("1325/2022", "29.2", ("jotka voivat", "som kan", "that may")),
        (
            "1325/2022",
            "38.2",
            ("ei ole kertakorvaus", "inte är en engångsersättning", "unless the support is a lump sum"),
        ),
        ("1325/2022", "40.2", ("tai muulla", "eller på annat", "or otherwise")),
        ("1325/2022", "27.3", ("olennaisesti", "väsentligt", "substantially")),
        ("1325/2022", "49.1", ("ei voi käyttää", "inte kan användas", "cannot be used")),
        ("1325/2022", "50.1.4", ("olennaisesti", "väsentligt", "substantially")),
        ("1325/2022", "50.1.6", ("avustamasta", "bistå", "assist")),
    ],
)
def test_a_unit_keeps_its_alternatives_and_exceptions(number: str, unit: str, words: tuple[str, ...]) -> None:
    """What the statute joins by "or", limits or excepts is so in each language too."""
    says = LAW.statute(number).units[unit].says
    assert [
        one for language, one in zip(LANGUAGES, words, strict=True) if one not in says.text(language)
    ] == []


@pytest.mark.parametrize(
    ("unit", "held_by"),
    [
        ("8.2", "innovation-group.no-restraint-of-competition"),
        ("9.2", "business-investment.land-share-largest"),
        ("19.1.1", "measure.business-trial"),
        ("22.1.1", "measure.innovation-group"),
        ("22.2", "duty.income"),
        ("25.1", "duty.steering-meetings"),
        ("27.1", "duty.procurement-account"),
        ("38.1", "duty.claim"),
        ("40.1", "duty.claim"),
        ("40.2", "duty.proof-business"),
        ("42.2", "advance.share-largest"),
        ("44.2", "duty.monitoring"),
        ("44.3", "duty.monitoring"),
    ],
)
def test_what_binds_a_beneficiary_is_not_the_authoritys_own(
    listed: dict[str, tuple[LawUnit, ...]], unit: str, held_by: str
) -> None:
    """A unit of the act is at what carries it for the support that it binds."""
    (found,) = (one for one in listed["1325/2022"] if one.unit == unit)
    held = {f"{vocabulary}.{entry.key}" for vocabulary, entry in found.entries}
    assert held_by in held | {parameter.path for parameter in found.parameters}


@pytest.mark.parametrize(
    ("language", "form", "board", "only"),
    [
        ("fi", "tarkistaa hakemuksen muodon", "hallitus", "vain, jos"),
        ("sv", "kontrollerar ansökans form", "styrelse", "bara om"),
        ("en", "checks the form", "board", "only if"),
    ],
)
def test_the_groups_part_is_as_in_the_act(language: str, form: str, board: str, only: str) -> None:
    """The act speaks of the group, not of its board, and lets the authority depart for one reason only."""
    says = str(getattr(LAW.parameter("authority.statement-first").on(date(2026, 11, 30)).value, language))
    assert form in says
    assert only in says
    assert board not in says


def test_de_minimis_aid_is_declared_by_none_whose_aid_is_none() -> None:
    """Of the business aids through a Leader group none is de minimis aid: no annex of theirs declares it."""
    unit = list_law("646/2023", "10.12")[0]
    assert unit.place == "authority"
    for measure in LAW.measures():
        asked = [measure.value_on(name, date(2026, 3, 1)) for name in ("annexes", "annexes-further")]
        declares = any("de-minimis-declaration" in one.keys for one in asked if one is not None)
        assert not (declares and measure.key.startswith(("business-", "farm-"))), measure.key


@pytest.fixture(name="listed", scope="module")
def _listed() -> dict[str, tuple[LawUnit, ...]]:
    return {number: list_law(number) for number in NUMBERS}


@pytest.mark.parametrize("number", NUMBERS)
def test_every_unit_is_somewhere(listed: dict[str, tuple[LawUnit, ...]], number: str) -> None:
    """A rule, a value, a paper, something a person looks at, or the authority's own matter: nothing is left out."""
    assert [one.unit for one in listed[number] if one.place == "open"] == []


@pytest.mark.parametrize("number", NUMBERS)
def test_what_is_written_with_a_unit_is_there(number: str) -> None:
    """The values, words and messages that a unit names exist, each in every language."""
    for unit in LAW.statute(number).units.values():
        assert all(LAW.find(path) is not None for path in unit.values), unit.unit
        for vocabulary, _, key in (entry.partition(".") for entry in unit.entries):
            assert LAW.vocabulary(vocabulary).find(key) is not None, unit.unit
        assert all(key in open_catalogue(language) for key in unit.by_hand for language in LANGUAGES), (
            unit.unit
        )


@pytest.mark.parametrize("number", NUMBERS)
def test_the_authoritys_own_matter_has_neither_rule_nor_value(
    listed: dict[str, tuple[LawUnit, ...]], number: str
) -> None:
    """What a value or a rule rests on binds somebody else than the authority."""
    own = [one for one in listed[number] if one.entry.authority]

    assert [one.unit for one in own if one.place != "authority"] == []


@pytest.mark.parametrize(
    ("number", "unit", "place", "rules"),
    [
        ("617/2023", "3.3", "rule", ("plan.missing",)),  # a heading that is always asked
        ("617/2023", "4.1.3", "paper", ()),  # a heading of some projects only, which no rule misses
        ("617/2023", "30.1", "paper", ()),  # a heading holds it, whose finding rests on another unit
        ("617/2023", "45.4", "paper", ()),  # an annex as needed, which no rule can miss
        ("617/2023", "9.1.6", "value", ()),  # a word of the register, which rests on its own page
        (
            "617/2023",
            "25.4",
            "rule",
            ("support.rate", "support.kind-missing", "classification.kind"),  # the quota is of section 18
        ),
    ],
)
def test_a_rule_is_listed_only_where_it_checks(
    number: str, unit: str, place: str, rules: tuple[str, ...]
) -> None:
    """That a rule reads a list of headings or annexes doesn't say that it checks each of them."""
    listed = list_law(number, unit)[0]

    assert (listed.place, listed.rules) == (place, rules)


@pytest.mark.parametrize("unit", ["10.1", "28.1"])
def test_what_several_measures_share_is_said_once(unit: str) -> None:
    """The name of a condition isn't repeated for each measure; the measures and what differs between them are shown."""
    listed = list_law("617/2023", unit)[0]
    text, lines = listed.to_text("en"), listed.to_text("en").splitlines()
    labels = {one.label.text("en") for one in listed.parameters}

    assert len(labels) < len(listed.parameters)
    assert [sum(line.lstrip().startswith(label) for line in lines) for label in labels] == [1] * len(labels)
    assert all(one.path in text for one in listed.parameters)
    assert all(listed.where("en").count(label) <= 1 for label in labels)


def test_a_heading_names_units_that_are_listed_of_other_statutes_too() -> None:
    """Each unit of another statute that asks for a heading of the plan is in the list of that statute."""
    named = [
        one.split() for entry in LAW.vocabulary("plan_heading").entries for one in entry.keys("elsewhere")
    ]

    assert len(named) > 3
    assert [unit for number, unit in named if unit not in LAW.statute(number).units] == []


def test_what_a_finding_rests_on_is_listed() -> None:
    """Each provision that a value or a word names, and so a finding can cite, is a unit of a list, or inside one."""
    parameters = (one.reference for parameter in LAW.parameters() for one in parameter.timeline)
    entries = (entry.reference for vocabulary in LAW.vocabularies() for entry in vocabulary.entries)
    provisions = [one for one in (*parameters, *entries, LAW.reference) if isinstance(one, Provision)]

    assert len(provisions) > 100
    for provision in provisions:
        if (statute := LAW.statutes_by_number.get(provision.statute)) is None:
            continue
        for unit in provision.units:
            whole = next((one for one in (unit, unit.rpartition(".")[0]) if one in statute.units), "")
            assert whole, (provision.statute, unit)
            assert statute.units[whole].authority is None, (provision.statute, unit)


def test_a_section_with_one_moment_is_cited_without_it() -> None:
    """As lawyers write it: section 12 has one moment, section 25 has four."""
    statute: Statute = LAW.statute("617/2023")

    assert [statute.cited("12.1.3", language) for language in LANGUAGES] == [
        "12 §:n 3 kohta",
        "12 § 3 punkten",
        "section 12, point 3",
    ]
    assert statute.cited("25.2.3", "fi") == "25 §:n 2 momentin 3 kohta"


SOURCES = """[decree]
title = "Asetus"
address = "https://finlex.fi/"
statute = "617/2023"
sections = ["1: 0 2", "2: 2"]
"""
PROGRAMME = """label = { fi = "P", sv = "P", en = "P", ours = [] }
from = 2023-04-06
certainty = "A"
reference = { source = "decree", unit = "UNIT" }
"""


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Callable[..., Path]:
    def write(unit: str = "1.1", units: str = "", sections: str = "") -> Path:
        (tmp_path / "statutes").mkdir(exist_ok=True)
        (tmp_path / "sources.toml").write_text(SOURCES.replace('"1: 0 2"', sections or '"1: 0 2"'))
        (tmp_path / "programme.toml").write_text(PROGRAMME.replace("UNIT", unit))
        (tmp_path / "statutes" / "617-2023.toml").write_text(f"[units]\n{units}\n")
        return tmp_path

    return write


@pytest.mark.parametrize(
    ("unit", "allowed"), [("1.3", "1, 1.1, 1.2, 1.2.1, 1.2.2"), ("2.1", "2, 2.1.1, 2.1.2"), ("3", "1, 2")]
)
def test_a_unit_that_the_statute_does_not_have_is_refused(
    folder: Callable[..., Path], unit: str, allowed: str
) -> None:
    """A reference to a unit that isn't there names those of its section; the only moment of one is the section."""
    with pytest.raises(ParameterError) as caught:
        read_programme(folder(unit))

    fault = caught.value.faults[0]
    assert (fault.path, fault.code, fault.found, fault.allowed) == (
        "programme.toml: reference.unit",
        "unknown-unit",
        unit,
        allowed,
    )


def test_a_statute_is_not_referred_to_in_words(folder: Callable[..., Path]) -> None:
    """Where the units of a statute are known, a section that is typed is refused."""
    written = folder()
    path = written / "programme.toml"
    path.write_text(path.read_text().replace('unit = "1.1"', 'section = "1 §"'))
    with pytest.raises(ParameterError) as caught:
        read_programme(written)

    assert [(fault.path, fault.code) for fault in caught.value.faults] == [
        ("programme.toml: reference.unit", "missing")
    ]


@pytest.mark.parametrize(
    ("units", "path", "code"),
    [
        ('"1.3" = { fi = "a", sv = "a", en = "a" }', "units.1.3", "unknown-key"),
        ('"1.1" = { fi = "a", sv = "a" }', "units.1.1.en", "missing"),
        (
            '"1.1" = { fi = "a", sv = "a", en = "a", authority = "whim" }',
            "units.1.1.authority",
            "not-allowed",
        ),
        ('"1.1" = { fi = "a", sv = "a", en = "a", entries = [] }', "units.1.1.entries", "not-a-list"),
    ],
)
def test_a_faulty_list_of_units_is_refused(
    folder: Callable[..., Path], units: str, path: str, code: str
) -> None:
    """A unit that the statute lacks, or one that isn't whole, is a fault with its place."""
    statute = read_programme(folder(units=units)).statute("617/2023")
    with pytest.raises(ParameterError) as caught:
        _ = statute.units

    assert [(fault.path, fault.code) for fault in caught.value.faults] == [(f"617-2023.toml: {path}", code)]


def test_a_section_is_written_with_its_moments(folder: Callable[..., Path]) -> None:
    """The structure of a statute that isn't written as section and points is refused."""
    with pytest.raises(ParameterError) as caught:
        read_programme(folder(sections='"1 2"'))

    assert [fault.code for fault in caught.value.faults] == ["not-a-section"]
