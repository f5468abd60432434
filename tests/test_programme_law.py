"""The packaged law: every value is whole, and each number is the one its source gives, from its first day."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

import pytest

from hakemus import model, programme
from hakemus.errors import ParameterError, UnknownNameError
from hakemus.papers import DESCRIBED
from hakemus.programme import (
    DatedMark,
    DatedValue,
    Parameter,
    Programme,
    Provision,
    list_programmes,
    open_programme,
)
from hakemus.reading import read_toml
from hakemus.texts import LANGUAGES

LAW = open_programme()
FIRST_DAY = date(2023, 4, 6)
A_DAY = date(2024, 3, 1)
SOURCES = Path(programme.__file__).parent / "2023-2027" / "sources.toml"
MEASURES = [measure.key for measure in LAW.measures()]


def _paths(law: Programme) -> list[str]:
    return [parameter.path for parameter in law.parameters()]


@pytest.mark.parametrize("path", _paths(LAW))
def test_every_parameter_is_whole(path: str) -> None:
    """Every parameter has three labels, a unit, its deciding day, and always reference and certainty."""
    parameter = LAW.parameter(path)

    assert all(parameter.label.text(language) for language in ("fi", "sv", "en"))
    assert parameter.unit
    assert parameter.decided_by in {"application-date", "decision-date"}
    assert parameter.timeline
    for entry in parameter.timeline:
        assert entry.certainty in {"A", "B", "C"}
        assert all(entry.reference.text(language) for language in ("fi", "sv", "en"))
        assert entry.reference.address.startswith("https://")
        assert "…" not in entry.reference.address


@pytest.mark.parametrize("path", _paths(LAW))
def test_no_value_comes_before_the_programmes_law(path: str) -> None:
    """The first day of every value is the programme's first day, and the day before it is an error."""
    parameter = LAW.parameter(path)
    first = parameter.timeline[0].start

    assert first >= FIRST_DAY
    with pytest.raises(ParameterError, match=str(first)) as caught:
        parameter.on(date.fromordinal(first.toordinal() - 1))
    assert caught.value.faults[0].code == "not-yet-in-force"


def test_every_number_is_exact() -> None:
    """No value of the law is a float: the numbers are Decimals."""
    entries = [entry for parameter in LAW.parameters() for entry in parameter.timeline]
    values = [entry.value for entry in entries if isinstance(entry, DatedValue)]

    assert not any(isinstance(value, float) for value in values)
    assert sum(isinstance(value, Decimal) for value in values) > 30


@pytest.mark.parametrize(
    ("path", "number", "certainty"),
    [
        ("preparatory-funding.amount", "5000", "A"),
        ("preparatory-funding.duration-longest", "1", "A"),
        ("preparatory-funding.instalments", "1", "A"),
        ("preparatory-funding.own-share", "0", "C"),
        ("in-kind.person-hour", "20", "A"),
        ("in-kind.machine-hour", "40", "A"),
        ("in-kind.age-youngest", "15", "A"),
        ("in-kind.share-of-private-largest", "100", "A"),
        ("flat-rate.calculated-19", "19", "A"),
        ("flat-rate.calculated-40", "40", "A"),
        ("price-evidence.amount", "3000", "B"),
        ("public-support.largest", "180000", "B"),
        ("small-project.total-costs-largest", "8000", "A"),
        ("small-project.support-smallest", "1000", "A"),
        ("company-group.members-fewest", "3", "B"),
        ("company-group.members-most", "10", "B"),
        ("group-projects.support-rate-highest", "75", "B"),
        ("development-projects.partners-fewest", "2", "B"),
        ("de-minimis.largest", "300000", "B"),
        ("de-minimis.years", "3", "B"),
        ("publicity.poster-above", "10000", "A"),
        ("business-investment.total-costs-largest", "100000", "A"),
        ("business-trial.amount", "2500", "A"),
        ("business-full-time.amount", "7500", "A"),
    ],
)
def test_the_numbers_are_those_of_the_sources(path: str, number: str, certainty: str) -> None:
    """Each number, and how sure it is, is what the sources say."""
    value = LAW.parameter(path).on(A_DAY)

    assert value.number == Decimal(number)
    assert value.certainty == certainty


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("application.start-after-application", "B", "A"),
        ("application.itemised-costs", "B", "A"),
        ("application.balanced-financing", "B", "A"),
        ("application.private-money-without-public", "B", "A"),
        ("preparatory-funding.payment-methods", "C", "A"),
        ("every-measure.selection-criteria", "B", "A"),
        ("authority.statement-first", "B", "A"),
        ("price-evidence.amount", "B", "A"),
        ("after-the-decision.publicity-cut-largest", "B", "A"),
        ("application.open-all-the-time", "C", "A"),
    ],
)
def test_what_the_statutes_state_is_certain_from_the_day_of_their_text(
    path: str, before: str, after: str
) -> None:
    """The text in force from 1 January 2026 is known; of the days before, only what an older source says."""
    parameter = LAW.parameter(path)

    assert parameter.on(date(2025, 12, 31)).certainty == before
    assert parameter.on(date(2026, 1, 1)).certainty == after
    assert isinstance(parameter.on(date(2026, 1, 1)).reference, Provision)


@pytest.mark.parametrize("name", ["largest", "years", "single-undertaking"])
def test_de_minimis_aid_before_the_present_regulation_is_not_certain(name: str) -> None:
    """The present regulation is no source for a decision made before it; of the earlier one nothing was seen."""
    parameter = LAW.parameter(f"de-minimis.{name}")
    before, after = parameter.on(date(2023, 12, 31)), parameter.on(date(2024, 1, 1))

    assert (before.certainty, after.certainty) == ("C", "B")
    assert "1407/2013" in before.reference.text("en")
    assert "2023/2831" in after.reference.text("en")


def test_no_source_says_that_in_kind_work_is_accepted_in_an_environmental_investment() -> None:
    """The authority names general-interest investments and development projects, no others that were seen."""
    accepted = {
        measure.key: measure.value_on("in-kind-accepted", A_DAY) is not None for measure in LAW.measures()
    }

    assert accepted["investment"]
    assert not accepted["environmental-investment"]


def test_the_split_of_the_leader_support_is_whole() -> None:
    """EU, state and municipalities pay 100 per cent together, and the note says what is inferred."""
    shares = [
        LAW.parameter(f"funding-split.{payer}").on(A_DAY) for payer in ("eu", "state", "municipalities")
    ]

    assert [share.number for share in shares] == [Decimal(43), Decimal(37), Decimal(20)]
    assert sum(share.number for share in shares) == Decimal(100)
    assert all(share.note is not None for share in shares)


def test_a_lump_sum_may_be_one_of_several() -> None:
    """Business development aid is 1 000, 2 000 or 3 000 euros; a single amount reads as one of one."""
    assert LAW.parameter("business-development.amount").on(A_DAY).numbers == tuple(
        map(Decimal, (1000, 2000, 3000))
    )
    assert LAW.parameter("business-trial.amount").on(A_DAY).numbers == (Decimal(2500),)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("farm-trial.eligible-costs", ("taloudellinen käyttöaika", "ekonomiska livslängd", "economic life")),
        ("business-investment.eligible-costs", ("laajentaminen", "utbyggnad", "extending")),
        ("business-investment.eligible-costs", ("pilvipalvelut", "molntjänster", "cloud services")),
        ("business-development.eligible-costs", ("aloittavan tai", "nystartat eller", "starting or")),
    ],
)
def test_what_a_business_aid_is_used_for_leaves_no_point_out(path: str, words: tuple[str, ...]) -> None:
    """The list of what the aid is used for holds every point of the decree, in each language."""
    said = LAW.parameter(path).on(A_DAY).label
    assert [
        one for language, one in zip(LANGUAGES, words, strict=True) if one not in said.text(language)
    ] == []


def test_what_a_small_purchase_is_stands_where_it_may_be_bought() -> None:
    """The aids that name small purchases say which act defines them."""
    for aid in ("business-trial", "business-part-time", "business-full-time", "farm-trial"):
        value = LAW.parameter(f"{aid}.eligible-costs").on(A_DAY)
        assert value.note is not None
        assert "360/1968" in value.note.text("fi")


@pytest.mark.parametrize(
    ("day", "finnish", "swedish"),
    [
        (date(2025, 12, 31), "ELY-keskus", "NTM-central"),
        (date(2026, 1, 1), "elinvoimakeskus", "livskraftscentral"),
    ],
)
def test_the_authority_changes_at_new_year_2026(day: date, finnish: str, swedish: str) -> None:
    """ELY centres decide to the end of 2025, elinvoimakeskukset from the first day of 2026."""
    name = LAW.parameter("authority.name").on(day).label

    assert (name.text("fi"), name.text("sv")) == (finnish, swedish)
    assert LAW.parameter("authority.name").decided_by == "decision-date"


def test_fifteen_offices_became_ten() -> None:
    """The offices of a day are those of the authority of that day."""
    offices = LAW.parameter("authority.offices")
    before, after = offices.on(date(2025, 12, 31)).keys, offices.on(date(2026, 1, 1)).keys
    kinds = LAW.vocabulary("authority")

    assert (len(before), len(after)) == (15, 10)
    assert {kinds.entry(key).text("kind") for key in before} == {"ely-centre"}
    assert {kinds.entry(key).text("kind") for key in after} == {"elinvoimakeskus"}


def test_successors_are_named_only_where_a_source_does() -> None:
    """Etelä-Savo went to Itä-Suomi, Häme to two offices; of Lappi no source states it."""
    offices = LAW.vocabulary("authority")

    assert offices.entry("ely-etela-savo").keys("successors") == ("elinvoimakeskus-ita-suomi",)
    assert len(offices.entry("ely-hame").keys("successors")) == 2
    assert offices.entry("ely-lappi").keys("successors") == ()


def test_the_de_minimis_ceiling_rose_in_2024() -> None:
    """On the last day of 2023 the old ceiling holds, as an unsure fact; a day later the new one."""
    ceiling = LAW.parameter("de-minimis.largest")
    old, new = ceiling.on(date(2023, 12, 31)), ceiling.on(date(2024, 1, 1))

    assert (old.number, old.certainty) == (Decimal(200000), "C")
    assert (new.number, new.certainty) == (Decimal(300000), "B")


def test_what_is_unknown_is_never_given() -> None:
    """The selection periods of 2024 have a last day; later ones no source states, so asking is an error."""
    period = LAW.parameter("application.selection-period-ends")

    assert period.on(date(2024, 9, 30)).day == date(2024, 9, 30)
    assert period.standing(date(2024, 10, 1)) == "unknown"
    with pytest.raises(ParameterError, match="no source") as caught:
        period.on(date(2024, 10, 1))
    assert caught.value.faults[0].code == "unknown"


def test_what_groups_set_is_asked_of_the_group() -> None:
    """The support rate of a development project is each group's own: asking the programme is an error."""
    rate = LAW.parameter("development-projects.support-rate")

    assert rate.standing(A_DAY) == "group"
    with pytest.raises(ParameterError, match="each Leader group sets it"):
        rate.on(A_DAY)


def test_what_is_computed_from_an_unsure_base_says_so() -> None:
    """The base of the 40 per cent model is inferred, and carries a note in three languages to print."""
    base = LAW.parameter("flat-rate.calculated-40-base").on(A_DAY)

    assert base.certainty == "C"
    assert base.keys == ("salaries", "fees")
    assert base.note is not None
    assert all("2021/1060" in base.note.text(language) for language in ("fi", "sv", "en"))


def test_the_base_of_nineteen_per_cent_is_staff_and_purchased_services() -> None:
    """The base of the rate holds just the categories that the vocabulary marks as staff or purchased."""
    base = LAW.parameter("flat-rate.calculated-19-base").on(A_DAY).keys
    marked = [
        e.key for e in LAW.vocabulary("cost_category").entries if e.flag("staff") or e.flag("purchased")
    ]

    assert sorted(base) == sorted(marked) == ["fees", "purchased-services", "salaries"]


def test_a_flat_rate_never_covers_its_own_base() -> None:
    """No cost category is at once in the base of a flat rate and paid by it."""
    for entry in LAW.vocabulary("cost_category").entries:
        for model_key in ("19", "40"):
            base = LAW.parameter(f"flat-rate.calculated-{model_key}-base").on(A_DAY).keys
            assert not (entry.key in base and entry.flag(f"covered_by_{model_key}"))


@pytest.mark.parametrize("key", MEASURES)
def test_every_measure_says_who_what_and_how(key: str) -> None:
    """Every support form names its applicants, papers, cost models and payment methods, in its own file."""
    measure = LAW.measure(key)

    assert measure is not None
    assert LAW.has_file(key)
    assert all(
        measure.parameter("applicant").on(A_DAY).label.text(language) for language in ("fi", "sv", "en")
    )
    assert "application" in measure.papers(A_DAY)
    assert measure.cost_models(A_DAY)
    assert measure.family == "" or LAW.has_file(measure.family)


def test_the_nearest_file_decides() -> None:
    """A measure's own value comes before its family's, and that before what holds for every measure."""
    investment, villages = LAW.measure("investment"), LAW.measure("smart-villages")
    assert investment is not None
    assert villages is not None

    assert investment.parameter("cost-models").path == "investments.cost-models"
    assert villages.parameter("applicant").path == "smart-villages.applicant"
    assert villages.parameter("cost-models").path == "every-measure.cost-models"
    assert villages.find("nothing-of-the-kind") is None
    assert investment.value_on("support-rate", A_DAY) is None


def test_investments_take_only_actual_costs() -> None:
    """The flat rates are closed to investments, by the authority's own page."""
    for key in ("investment", "environmental-investment"):
        measure = LAW.measure(key)
        assert measure is not None
        assert measure.cost_models(A_DAY) == ("actual",)
        assert measure.parameter("cost-models").on(A_DAY).certainty == "A"


def test_preparatory_funding_asks_no_cost_estimate() -> None:
    """Its papers lack the cost estimate, its annexes lack prices; others have all four papers of every application."""
    preparatory, training = LAW.measure("Valmisteluraha"), LAW.measure("training")
    assert preparatory is not None
    assert training is not None

    core = {"application", "project-plan", "cost-estimate", "public-description"}
    assert core - set(preparatory.papers(A_DAY)) == {"cost-estimate"}
    assert core <= set(training.papers(A_DAY))
    assert "price-comparison" not in [annex.key for annex in preparatory.annexes(A_DAY)]


@pytest.mark.parametrize("key", MEASURES)
def test_an_annex_that_the_library_prints_is_among_the_papers(key: str) -> None:
    """What a measure asks for as an annex, or as its result, it has as a paper where there is one."""
    measure = LAW.measure(key)
    assert measure is not None
    results = measure.value_on("results", A_DAY)
    asked = {annex.key for annex in measure.annexes(A_DAY)} | set(results.keys if results else ())
    by_name_only = {one.key for one in DESCRIBED}
    assert asked & set(LAW.vocabulary("paper").keys) - by_name_only <= set(measure.papers(A_DAY))


def test_an_investment_adds_its_annexes_to_those_of_all() -> None:
    """What a family asks in addition comes after the common list, each with the weaker of two certainties."""
    measure = LAW.measure("investment")
    assert measure is not None
    annexes = {annex.key: annex for annex in measure.annexes(A_DAY)}

    assert "association-rules" in annexes
    assert "fire-insurance" in annexes
    assert annexes["in-kind-estimate"].certainty == "B"
    assert annexes["in-kind-estimate"].kind.certainty == "A"


def test_the_programme_is_in_force_from_its_first_day() -> None:
    """The day before the decree came into force is not in force; the day itself is."""
    assert not LAW.in_force(date(2023, 4, 5))
    assert LAW.in_force(FIRST_DAY)
    assert LAW.first_day == FIRST_DAY


def test_a_wrong_path_names_the_likely_one() -> None:
    """A path with a slip of the pen is refused, and the error states the one meant."""
    with pytest.raises(ParameterError) as caught:
        LAW.parameter("preparatory-funding.amout")
    assert caught.value.faults[0].suggestion == "preparatory-funding.amount"


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("preparatory-funding.amount", "keys"),
        ("preparatory-funding.amount", "label"),
        ("preparatory-funding.targets", "number"),
        ("preparatory-funding.targets", "numbers"),
        ("preparatory-funding.targets", "yes"),
        ("business-development.amount", "keys"),
        ("preparatory-funding.applicant", "day"),
    ],
)
def test_a_value_is_not_read_as_another_kind(path: str, wanted: str) -> None:
    """Asking for a value as a kind that it is not raises, and never gives something like it."""
    value = LAW.parameter(path).on(A_DAY)
    with pytest.raises(ParameterError, match=wanted):
        getattr(value, wanted)


def test_only_packaged_programmes_open() -> None:
    """An unknown programme is refused with the names of those that there are."""
    assert list_programmes() == ("2023-2027",)
    with pytest.raises(UnknownNameError, match="2023-2027"):
        open_programme("2014-2020")


def test_the_shortcuts_give_what_the_parameter_gives() -> None:
    """`value` and `number` are the value and the number of the parameter on the day."""
    assert LAW.parameter("preparatory-funding.partners-named").on(A_DAY).yes
    assert LAW.number("in-kind.machine-hour", A_DAY) == 40


@pytest.mark.parametrize(
    ("vocabulary", "kind"),
    [
        ("rural_type", model.RuralType),
        ("specific_objective", model.SpecificObjective),
        ("legal_form", model.LegalForm),
        ("body_law", model.BodyLaw),
        ("vat_liability", model.VatLiability),
        ("preparation_target", model.PreparationTarget),
        ("cost_model", model.CostModel),
        ("payment_method", model.PaymentMethod),
        ("cost_category", model.CostCategory),
        ("annex_state", model.AnnexState),
    ],
)
def test_the_closed_lists_of_the_model_have_labels(vocabulary: str, kind: type[StrEnum]) -> None:
    """What an application may hold is exactly what the vocabulary names, in the same order."""
    assert LAW.vocabulary(vocabulary).keys == tuple(member.value for member in kind)


def test_the_headings_of_the_plan_are_fields_of_the_model() -> None:
    """Every heading that the law or a guide asks for is a field of the project plan."""
    for key in LAW.vocabulary("plan_heading").keys:
        assert key.replace("-", "_") in model.ProjectPlan.model_fields


def test_what_papers_cite_is_a_place_and_no_remark_on_sources() -> None:
    """A value that is certain is cited in papers that are signed: none says which other page says so too."""
    remarks = (";", "samoin", "likaså", "likewise", "ei ole nähty", ".fi ")
    said = [
        (parameter.path, reference)
        for parameter in LAW.parameters()
        for entry in parameter.timeline
        if entry.certainty == "A"
        for reference in map(entry.reference.text, LANGUAGES)
        if any(remark in reference for remark in remarks)
    ]
    assert said == []


def test_every_source_is_used() -> None:
    """No page is listed from which nothing was taken; of the statutes, all that bind an applicant are listed."""
    used = {entry.reference.title.fi for parameter in LAW.parameters() for entry in parameter.timeline}
    used |= {entry.reference.title.fi for vocabulary in LAW.vocabularies() for entry in vocabulary.entries}
    used.add(LAW.reference.title.fi)

    titles = [source["title"] for source in read_toml(SOURCES).values() if "statute" not in source]
    listed = {title if isinstance(title, str) else title["fi"] for title in titles}
    assert listed - used == set()


def test_a_provision_is_told_in_the_language_asked_for() -> None:
    """The authority's page and the subject on it are named in Swedish to a Swedish reader, and so on."""
    reference = LAW.parameter("preparatory-funding.instalments").on(A_DAY).reference

    assert reference.text("fi") == "Ruokavirasto: valmisteluraha, tuen maksaminen"
    assert reference.text("sv") == "Livsmedelsverket: förberedelsepengar, betalning av stödet"
    assert reference.text("en") == "Finnish Food Authority: preparatory funding, payment of the support"


def test_an_act_has_its_official_swedish_name() -> None:
    """The act on which the measures rest is named in Swedish as the statute book has it, with its number."""
    reference = LAW.parameter("application.start-after-application").on(date(2026, 1, 1)).reference

    assert reference.title.sv == (
        "Lagen om stödjande av landsbygdens utveckling under finansieringsperioden 2023–2027 (1325/2022)"
    )
    assert not reference.title.is_ours("sv")
    assert reference.section.sv == "13 § 1 mom."


def test_the_name_of_a_leader_group_stays_in_every_language() -> None:
    """A Leader group's name is a proper name: the title of its page is the same in the three languages."""
    title = LAW.parameter("application.private-money-without-public").on(A_DAY).reference.title

    assert title.fi == title.sv == title.en == "Leader Pohjoisin Lappi ry"
    assert title.ours == ()


def test_a_timeline_holds_values_and_marks() -> None:
    """All the history of a parameter can be shown: values with their days, and marks where there is none."""
    parameter: Parameter = LAW.parameter("innovation-group.partners-fewest")

    assert [type(entry) for entry in parameter.timeline] == [DatedMark, DatedValue]


@pytest.mark.parametrize(("measure", "unit"), [("company-group", "11.1"), ("farmer-group", "11.2")])
def test_each_kind_of_group_cites_its_own_moment(measure: str, unit: str) -> None:
    """How many belong to a group, the decree says of companies and of farmers each by itself."""
    group = LAW.measure(measure)
    assert group is not None
    for name in ("members-fewest", "members-most", "joint-measures", "development-organisation"):
        of_law = group.parameter(name).on(date(2026, 3, 1)).reference
        assert isinstance(of_law, Provision)
        assert of_law.units == (unit,)
