"""The commands that look something up: rules with the law behind them, and fields with their terms."""

import json
from collections.abc import Callable
from subprocess import CompletedProcess

import pytest

import hakemus
from hakemus.desk.lookups import explain_rules
from hakemus.model import Application
from hakemus.programme import open_programme
from hakemus.rules import SUBJECTS
from hakemus.texts import LANGUAGES, Language, wording

Cli = Callable[..., CompletedProcess[str]]


def test_every_rule_is_listed(cli: Cli) -> None:
    """Without a name, each rule is once, with what it asks."""
    told = cli("rules", "--json")
    listed = json.loads(told.stdout)["rules"]

    assert told.returncode == 0
    every = [rule.id for about in SUBJECTS for rule in hakemus.list_rules(about)]
    assert [one["id"] for one in listed] == list(dict.fromkeys(every))
    assert {one["about"] for one in listed} == set(SUBJECTS)
    assert "support.ceiling" in cli("rules").stdout


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rule_is_explained_with_values_by_date_and_source(cli: Cli, language: Language) -> None:
    """The words of the rule, its amounts, the days from which they hold and the address of the source are reported."""
    told = " ".join(cli("rules", "support.ceiling", "--language", language).stdout.split())

    assert wording(language).message("rules.support.ceiling") in told
    assert "180 000,00 €" in told
    assert "6.4.2023" in told
    assert "https://" in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_can_be_explained(language: Language) -> None:
    """No unit, kind of value or mark lacks its words."""
    for explanation in explain_rules():
        assert explanation.to_text(language).startswith(f"{explanation.id}\n")
        assert json.loads(explanation.to_json())["id"] == explanation.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rule_of_the_board_is_explained(cli: Cli, language: Language) -> None:
    """It is said to be about an assessment, and which law it reads."""
    told = " ".join(cli("rules", "assessment.no-scoring", "--language", language).stdout.split())

    assert wording(language).message("lookup.about.assessment") in told
    assert "preparatory-funding.selection-criteria" in told


def test_a_name_in_the_law_alone_stands_for_each_measures_own() -> None:
    """A rule that reads `support-rate-highest` is explained with that of every measure and family."""
    (rate,) = [one for one in explain_rules() if one.id == "support.rate"]

    assert {"investments.support-rate-highest", "development-projects.support-rate-highest"} <= {
        parameter.path for parameter in rate.parameters
    }


def test_an_unknown_rule_is_complained_of(cli: Cli) -> None:
    """The code is 2, and a close name is offered."""
    told = cli("rules", "support.celing", "--language", "en")

    assert told.returncode == 2
    assert "support.ceiling" in told.stderr


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_statute_is_listed_unit_by_unit(cli: Cli, language: Language) -> None:
    """Each unit has its number and what it says in the user's language; the last line counts where they live."""
    done = cli("law", "617/2023", "--language", language)
    statute = open_programme().statute("617/2023")

    assert done.returncode == 0
    assert [line.split()[0] for line in done.stdout.splitlines() if line[:1].isdigit()][:4] == [
        *statute.units
    ][:4]
    assert wording(language).message("statutes.place.authority") in " ".join(done.stdout.split())


def test_the_statutes_are_listed(cli: Cli) -> None:
    """Without a statute, those that the library knows are named."""
    listed = json.loads(cli("law", "--json").stdout)["statutes"]

    assert [one["number"] for one in listed] == ["617/2023", "1325/2022", "646/2023"]


@pytest.mark.parametrize(
    ("typed", "units"),
    [
        ("25.2", ["25.2", "25.2.1", "25.2.2", "25.2.3", "25.2.4", "25.2.5"]),
        ("25 §:n 2 momentin 3 kohta", ["25.2.3"]),
        ("25 § 2 mom. 3 punkten", ["25.2.3"]),
        ("section 25(2), point 3", ["25.2.3"]),
        ("12 §:n 3 kohta", ["12.1.3"]),
        ("26.1", ["26"]),
        ("§ 26", ["26"]),
    ],
)
def test_a_unit_is_found_as_people_write_it(cli: Cli, typed: str, units: list[str]) -> None:
    """As the data write it, or as a lawyer cites it in any language; with what is inside it."""
    listed = json.loads(cli("law", "617/2023", typed, "--json").stdout)["units"]

    assert [one["unit"] for one in listed] == units


def test_what_is_inside_the_authoritys_own_matter_is_shown_with_it(cli: Cli) -> None:
    """Section 58 of the act is one entry: asked for its third moment, it is shown."""
    listed = json.loads(cli("law", "1325/2022", "58.3", "--json").stdout)["units"]

    assert [(one["unit"], one["place"], one["authority"]) for one in listed] == [
        ("58", "authority", "leader-group")
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("arguments", "kind", "close"),
    [
        (("617/2024",), "unknown-statute", "617/2023"),
        (("617/2023", "25.9"), "unknown-unit", "25.4"),
        (("617/2023", "25.2.x"), "unknown-unit", "25"),
        (("617/2023", "3 luku"), "unknown-unit", "3"),
    ],
)
def test_an_unknown_provision_is_complained_of(
    cli: Cli, language: Language, arguments: tuple[str, ...], kind: str, close: str
) -> None:
    """What is wrong, where, and what to write: in each language, with those that there are."""
    done = cli("law", *arguments, "--language", language)
    head = wording(language).catalogue[f"cli.complaint.{kind}"].partition("{allowed")[0]

    assert (done.returncode, done.stdout) == (2, "")
    assert head.replace("{name}", arguments[-1]).strip() in " ".join(done.stderr.split())
    assert close in done.stderr
    if kind == "unknown-unit":
        likely = wording(language).catalogue["cli.complaint.likely"].partition("{")[0].strip()
        assert likely not in done.stderr  # a number isn't likely for being spelt like another


def test_every_field_is_listed_with_its_term(cli: Cli) -> None:
    """The paths are those of the file, with the official terms and their source."""
    listed = json.loads(cli("fields", "--json").stdout)["fields"]
    by_path = {one["path"]: one for one in listed}

    assert set(Application.model_fields) <= set(by_path)
    assert by_path["applicant.business_id"]["term"]["fi"] == "Y-tunnus"
    assert by_path["budget.items[].amount"]["source"]


def test_the_fields_of_a_part_are_listed(cli: Cli) -> None:
    """A part names its own fields; one that is not there is complained of."""
    told = cli("fields", "budget.items", "--language", "fi")

    assert told.returncode == 0
    assert "budget.items[].amount" in told.stdout
    assert "applicant" not in told.stdout
    assert cli("fields", "nothing").returncode == 2


@pytest.mark.parametrize("width", [30, 60, 80])
@pytest.mark.parametrize(
    "command",
    [("rules",), ("rules", "support.ceiling"), ("law", "617/2023"), ("fields", "budget"), ("form", "--help")],
)
def test_nothing_is_cut_in_a_narrow_window(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], width: int
) -> None:
    """What a wide window shows is in a narrow one too, to the last sign, only on more lines."""
    printed = []
    for columns in (400, width):
        monkeypatch.setenv("COLUMNS", str(columns))
        printed.append(cli(*command, "--language", "sv").stdout)
    wide, narrow = (sorted(one.replace("\N{NO-BREAK SPACE}", " ").replace("\n", " ")) for one in printed)
    assert [sign for sign in wide if sign != " "] == [sign for sign in narrow if sign != " "]
