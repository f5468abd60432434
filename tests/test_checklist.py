"""The checklist: who does what by when, where each annex is, and every finding in the paper's language."""

from dataclasses import replace
from datetime import date
from string import Formatter
from typing import Any

import pytest

import hakemus
from hakemus import LeaderGroup
from hakemus.case import Case
from hakemus.findings import alike
from hakemus.forms import read
from hakemus.model import Application
from hakemus.packaged import packaged_folder
from hakemus.papers import document
from hakemus.papers.dates import duties_of
from hakemus.programme import open_programme
from hakemus.texts import LANGUAGES, Language
from hakemus.texts.wording import open_catalogue
from hakemus.word import text

DAY = date(2025, 11, 17)


@pytest.fixture(name="project", scope="module")
def _project() -> Application:
    """Return the complete cooperation project."""
    return hakemus.load(packaged_folder("examples") / "cooperation-complete" / "application.toml")


def plain(paper: bytes) -> str:
    """Return the text of a paper, blanks evened out."""
    return " ".join(text(paper).replace("\N{NO-BREAK SPACE}", " ").split())


def with_annexes(*annexes: dict[str, Any]) -> Application:
    """Return an application that holds these annexes and nothing else."""
    return Application.model_validate({"annexes": annexes})


def tasks(application: Application) -> list[str]:
    """Return the text between the headings of the tasks and of the annexes, a row each, split at the boxes."""
    shown = plain(hakemus.render(application, "checklist", on=DAY, draft=True))
    table = shown.partition("Kuka tekee mitä ja mihin mennessä")[2].partition(" Liitteet ")[0]
    return [row.strip() for row in table.split("☐")[1:]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_stands_in_it_in_the_papers_language(budgeted: Application, language: Language) -> None:
    """Its message, its field by the official term, its provision; the gravest first."""
    report = hakemus.check(budgeted, on=DAY)
    shown = plain(hakemus.render(budgeted, "checklist", language=language, on=DAY, draft=True))
    assert len(report.findings) > 10
    for told in alike(one for one in report.findings if one.id != "measure.by-hand"):
        assert plain_words(told.message(language)) in shown
        assert plain_words(told.provision(language, short=True)) in shown
    listed = shown.rpartition(plain_words(alike(report.errors)[0].message(language)))[2]
    assert plain_words(alike(report.notes)[0].message(language)) in listed
    listed_here = tuple(one for one in report.findings if one.id != "measure.by-hand")
    assert replace(report, findings=listed_here).summary(language) in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_checked_by_hand_has_a_row_and_a_source_of_its_own(language: Language) -> None:
    """Thirty lines in one cell, without the decree's number, is nothing that a person can tick off."""
    application = Application.model_validate({"classification": {"measure": "business-investment"}})
    shown = plain(
        hakemus.render(application, "checklist", language=language, on=date(2026, 3, 1), draft=True)
    )
    land = {
        "fi": "enintään: 10 % 646/2023, 29 §:n 1 momentti",
        "sv": "högst: 10 % 646/2023, 29 § 1 mom.",
        "en": "at most: 10 % 646/2023, section 29(1)",
    }
    report = hakemus.check(application, on=date(2026, 3, 1))
    (by_hand,) = (one for one in report.findings if one.id == "measure.by-hand")
    assert plain_words(land[language]) in shown
    assert plain_words(by_hand.message(language)) not in shown


def plain_words(said: str) -> str:
    """Return words with their blanks evened out."""
    return " ".join(said.replace("\N{NO-BREAK SPACE}", " ").split())


def test_tasks_are_in_the_order_of_their_days() -> None:
    """An annex whose day comes first is first; one without a day comes after those that have one."""
    found = tasks(
        with_annexes(
            {"title": "C", "state": "coming"},
            {"title": "B", "state": "coming", "due_date": date(2025, 12, 2), "responsible": "Veikko"},
            {"title": "A", "state": "coming", "due_date": date(2025, 12, 1)},
        )
    )
    assert found[:3] == ["A 1.12.2025", "B Veikko 2.12.2025", "C"]


def test_what_is_there_or_not_needed_is_no_task() -> None:
    """An annex that is attached, by its state or its file, needs nobody."""
    found = tasks(
        with_annexes(
            {"title": "Tehty", "state": "attached"},
            {"title": "Tiedosto", "file": "a.pdf"},
            {"title": "Turha", "state": "not-needed"},
        )
    )
    assert not [row for row in found if any(title in row for title in ("Tehty", "Tiedosto", "Turha"))]


def test_errors_and_annexes_that_nobody_listed_are_tasks(budgeted: Application) -> None:
    """What must be corrected before signing; warnings and notes of other kinds are only reported."""
    report = hakemus.check(budgeted, on=DAY)
    found = tasks(budgeted)
    errors = [plain_words(told.message("fi")) for told in alike(report.errors)]
    lacking = [finding for finding in report.warnings if finding.id == "annex.missing"]
    assert errors
    assert lacking
    assert found == [*errors, *(plain_words(finding.message("fi")) for finding in lacking)]


def test_a_complete_application_leaves_nothing_to_do(project: Application) -> None:
    """It says so."""
    assert "Korjattavaa ei ole, eikä liitteitä puutu." in plain(hakemus.render(project, "checklist"))


def test_the_groups_next_round_is_told(project: Application) -> None:
    """Last day of applying and day of the meeting, where the group's data have them; nothing without a group."""
    values = {
        "name": {"fi": "Leader Mallimaa ry"},
        "deadlines": [{"applications_by": date(2026, 1, 31), "meeting": date(2026, 2, 12)}],
    }
    group = LeaderGroup.from_mapping(values)
    shown = plain(hakemus.render(project, "checklist", group=group))
    assert "Hakemukset viimeistään 31.1.2026 Hallituksen kokous 12.2.2026" in shown
    assert "Hakemukset viimeistään" not in plain(hakemus.render(project, "checklist"))


def test_states_and_days_typed_in_word_are_read_back() -> None:
    """The table of the annexes is a form: who sees to an annex and by when come back as fields."""
    application = with_annexes(
        {"kind": "map", "state": "coming", "responsible": "Veikko", "due_date": date(2025, 12, 1)}
    )
    reading = read(hakemus.render(application, "checklist", on=DAY, draft=True, data=False))
    (annex,) = reading.application.annexes
    assert (annex.responsible, annex.due_date) == ("Veikko", date(2025, 12, 1))
    assert reading.problems == ()


def test_it_is_for_ones_own_use() -> None:
    """It helps, and is not handed in."""
    assert document("checklist").for_own_use


@pytest.mark.parametrize(
    ("measure", "kept", "left"),
    [
        ("investment", "hakijan muu tavanomainen toiminta", "palkkiot omassa tehtävässään"),
        ("investment", "joka tekee investoinnista peruuttamattoman", "muusta sitovasta sitoumuksesta"),
        ("investment", "alueen asukkaiden ja toimijoiden käytettävissä", "yhteiseen käyttöön"),
        ("small-project", "päätöksen tuloksen tai toimenpiteen", "sovitut tulokset"),
        ("investment", "Perintö ja sukupolvenvaihdos", "maksamaton tuki voidaan siirtää yhtiölle"),
        ("business-investment", "maksamaton tuki voidaan siirtää yhtiölle", "Jätä pois korot"),
        ("training", "Jätä pois korot, provisiot, varainsiirtovero ja muut", "Perintö ja"),
        ("small-project", "lisäaikaa saa vain, jos syytä ei voinut ennakoida", "Lisäaikaa saa vain"),
        ("information", "Lisäaikaa saa vain, jos syytä ei voinut ennakoida", "Käytä investointia"),
        (
            "business-trial",
            "kohtuullisessa ajassa ja syynä on vakava muutos terveydessä",
            "syytä ei voinut ennakoida",
        ),
        (
            "farm-trial",
            "oikeat ja riittävät tiedot hankkeesta, sen etenemisestä ja tuen käytöstä",
            "Käytä investointia",
        ),
        ("training", "varajäsen, vastuunalainen yhtiömies", "Käytä investointia"),
        ("investment", "erityisestä syystä päätöksen mukaan enintään 10 vuotta", "yrityksen varoissa"),
        ("small-project", "Hae maksua sähköisesti verkkopalvelussa", "kilpailuta se sen mukaan"),
        ("training", "kilpailuta se sen mukaan ja esitä selvitys", "kertakorvaus maksetaan yhdessä erässä"),
        (
            "business-part-time",
            "Anna viranomaiselle ja Leader-ryhmälle sähköisesti selvitykset ja seurantatiedot",
            "Käytä investointia",
        ),
        (
            "investment",
            "Pidä rakennettava kohde asianmukaisesti vakuutettuna",
            "Yritystukea ei makseta ennakkona",
        ),
        (
            "cooperation-services",
            "Hankkeen aikana saadut tulot",
            "Pidä rakennettava kohde asianmukaisesti vakuutettuna",
        ),
        ("small-project", "Tästä tuesta ei makseta ennakkoa", "Kilpailuta hankintalain mukaan"),
        ("preparatory-funding", "Kertakorvauksen päätöksestä voi muuttaa", "Käytä investointia"),
        ("business-trial", "Kertakorvaus maksetaan yhdessä erässä", "Käytä investointia"),
        ("business-investment", "yrityksen varoissa vähintään 3 vuotta", "vähintään 5 vuotta"),
        ("business-part-time", "lupa, joka ei vielä ole lainvoimainen", "Käytä investointia"),
        ("business-investment", "kokonaiskustannukseen nähden vähäiset hankinnat", "ja vähäiset hankinnat"),
        (
            "business-investment",
            "perustellusta syystä päätöksen mukaan enintään",
            "Käytä investointia vähintään",
        ),
        ("business-investment", "hankinnan on käytävä ilmi tilinpitoasiakirjoista", "Asetuksessa aika"),
        ("business-development", "mitä tuetuilla toimenpiteillä on saatu aikaan", "Käytä investointia"),
        ("business-trial", "vähentää 1–5 % myönnetystä tuesta", "Käytä investointia"),
        (
            "business-investment",
            "vuotta viimeisen erän maksupäätöksen päivästä",
            "Asetuksessa aika lasketaan",
        ),
        (
            "cooperation-services",
            "tuki, jota ei voi käyttää niin kuin päätöksessä",
            "tarkastuksessa ei avusteta",
        ),
        ("small-project", "Jos hankkeella on ohjausryhmä", "Kilpailuta hankintalain mukaan"),
        ("preparatory-funding", "Jos hankkeella on ohjausryhmä", "Käytä investointia"),
    ],
)
def test_what_the_law_asks_afterwards_is_that_of_the_measure(measure: str, kept: str, left: str) -> None:
    """Each measure has its own reminders; what concerns no such project is left out."""
    application = Application.model_validate({"classification": {"measure": measure}})
    shown = plain(hakemus.render(application, "checklist", on=DAY, draft=True))
    assert kept in shown
    assert left not in shown
    assert shown.count("Säilytä kirjanpitoaineisto vähintään 3 vuotta loppumaksusta.") == 1
    assert "1325/2022, 28 §:n 4 momentti" in shown


@pytest.mark.parametrize(
    ("language", "only", "besides"),
    [
        (
            "fi",
            "vain, jos se rahoitetaan rahoitusyhtiön kautta. Myös maksamaton",
            "ilmeistä piittaamattomuutta",
        ),
        ("sv", "bara om den finansieras genom ett finansbolag. Också den obetalda", "uppenbar likgiltighet"),
        ("en", "only if it is financed through a finance company. What is still owed", "obvious disregard"),
    ],
)
def test_reminders_say_no_more_than_the_law(language: Language, only: str, besides: str) -> None:
    """Only the debt left of hire purchase has conditions of its own, and not every breach of conditions is a bar."""
    values = {"language": language, "classification": {"measure": "business-investment"}}
    shown = plain(hakemus.render(Application.model_validate(values), "checklist", on=DAY, draft=True))
    assert only in shown
    assert besides in shown


@pytest.mark.parametrize(
    ("end", "said"),
    [
        (date(2026, 9, 30), "viimeinen päivä on 30.1.2027"),
        (date(2026, 10, 31), "viimeinen päivä on 28.2.2027"),
        (date(2026, 8, 31), "viimeinen päivä on 31.12.2026"),
        (None, "eikä viivästys ole olennainen. Päivää ei voi laskea"),
    ],
)
def test_the_last_claim_has_its_day_where_the_end_is_known(end: date | None, said: str) -> None:
    """Four months after the end: the day of the same number, or the last one of a shorter month."""
    values = {"classification": {"measure": "investment"}, "project": {"end_date": end}}
    shown = plain(hakemus.render(Application.model_validate(values), "checklist", on=DAY, draft=True))
    assert said in shown


def test_without_a_measure_that_of_every_measure_is_told() -> None:
    """It may be another, so what binds investments only is not there."""
    shown = plain(hakemus.render(Application(), "checklist", on=DAY, draft=True))
    assert "Säilytä kirjanpitoaineisto" in shown
    assert "Pidä rakennettava kohde asianmukaisesti vakuutettuna" not in shown


def test_what_is_signed_or_sent_holds_no_reminders(project: Application) -> None:
    """They are for the applicant's own use."""
    for name in ("application", "project-plan", "cost-estimate", "hyrra-sheet"):
        assert "Säilytä kirjanpitoaineisto" not in plain(hakemus.render(project, name))


def reminders(**values: Any) -> set[str]:
    """Return the keys of what an application of 2026 is reminded of."""
    return {
        entry.key for entry in duties_of(Case.of(Application.model_validate(values), on=date(2026, 3, 1)))
    }


@pytest.mark.parametrize("measure", ["cooperation-services", "small-project", "preparatory-funding"])
def test_a_lump_sum_is_reminded_of_its_own_duties(measure: str) -> None:
    """Of a lump sum only the time changes, and its output is proved; no expense, income or procurement is looked at."""
    asked = reminders(classification={"measure": measure}, budget={"cost_model": "lump-sum"})
    assert {"changes-of-lump-sum", "proof", "no-advance"} <= asked
    assert asked.isdisjoint({"changes", "income", "claim-costs", "claim-over", "procurement"})


def test_costs_are_reminded_of_theirs() -> None:
    """So is a project that has not chosen its model."""
    for budget in ({"cost_model": "actual"}, {"cost_model": "calculated-19"}, {}):
        asked = reminders(classification={"measure": "cooperation-services"}, budget=budget)
        assert {"changes", "income", "claim-costs", "claim-over", "procurement"} <= asked
        assert asked.isdisjoint({"changes-of-lump-sum", "proof", "no-advance"})


@pytest.mark.parametrize(
    ("stated", "begun", "others"),
    [
        ({"investment_kind": "general-interest"}, {"begun-investment", "used-machines"}, {"begun-project"}),
        ({"benefit": "no-state-aid"}, {"begun-project"}, {"begun-investment", "used-machines", "use"}),
        ({}, {"begun-project", "begun-investment", "used-machines"}, set()),
    ],
)
def test_a_small_project_is_reminded_by_what_it_is(
    stated: dict[str, str], begun: set[str], others: set[str]
) -> None:
    """Development or an investment; of both, while it does not say."""
    asked = reminders(classification={"measure": "small-project", **stated})
    assert begun <= asked
    assert asked.isdisjoint(others)


@pytest.mark.parametrize(
    ("measure", "support", "goes_on"),
    [
        ("business-trial", 2500, False),
        ("farm-trial", 5000, False),
        ("business-development", 1000, False),
        ("business-development", 2000, True),
        ("business-development", 3000, True),
        ("business-development", None, True),
        ("business-transfer", 5000, True),
        ("business-part-time", 5000, True),
        ("business-full-time", 7500, True),
    ],
)
def test_only_a_business_goes_on_for_years(measure: str, support: int | None, *, goes_on: bool) -> None:
    """A trial ends within its time, and planning is before there is a business; all other reminders are the same."""
    values = {"classification": {"measure": measure}, "budget": {"financing": {"leader_support": support}}}
    assert reminders(**values) ^ reminders(classification={"measure": "business-full-time"}) == (
        set() if goes_on else {"activity-business"}
    )


def test_every_reminder_is_some_measures() -> None:
    """None is left without a use, and each has its sentence and the numbers that it names."""
    law = open_programme()
    listed = {key for one in law.measures() for key in one.parameter("duties").on(DAY).keys}
    assert listed == set(law.vocabulary("duty").keys)
    for entry in law.vocabulary("duty").entries:
        names = {path.partition(".")[2].replace("-", "_") for path in entry.keys("values")}
        for language in LANGUAGES:
            sentence = open_catalogue(language)[f"documents.duty.{entry.key}"]
            assert {name for _, name, _, _ in Formatter().parse(sentence) if name} == names
