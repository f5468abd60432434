"""The commands that look something up: rules with the law behind them, and fields with their terms."""

import json
from collections.abc import Callable
from subprocess import CompletedProcess

import pytest

import hakemus
from hakemus.desk.rule_explanation import explain_rules
from hakemus.model import Application
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
