"""Findings and reports: what a finding says, explains and writes down, and what a report makes of its findings."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from string import Formatter

import pytest

import hakemus
from hakemus.errors import DataError
from hakemus.files import OF_A_FILE
from hakemus.findings import Finding, Report, alike
from hakemus.programme import open_programme
from hakemus.rules import REPORT_FINDINGS, RULES
from hakemus.rules.board import ASSESSMENT_RULES, MEETING_RULES
from hakemus.texts import LANGUAGES, Language, wording

DAY = date(2024, 3, 1)
LAW = open_programme().parameter("preparatory-funding.amount").on(DAY)
AMOUNT = Finding(
    "preparatory-funding.amount",
    "error",
    "budget.financing.leader_support",
    {"sought": Decimal("5000.01"), "amount": Decimal(5000)},
    LAW.reference,
    certainty=LAW.certainty,
)


def names_in(message: str) -> frozenset[str]:
    """Return the names that a message has places for."""
    return frozenset(name for _, name, _, _ in Formatter().parse(message) if name)


def plain(text: str) -> str:
    """Return a text with ordinary spaces, as a test writes it."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_a_message_names_the_field_and_the_numbers() -> None:
    """The message says what was sought, what is allowed, and which field to correct."""
    message = plain(AMOUNT.message("en"))

    assert "5 000,01 €" in message
    assert "exactly 5 000,00 €" in message
    assert wording("en").term("budget.financing.leader_support") in message


def test_an_explanation_has_the_rule_the_numbers_and_the_provision_with_its_address() -> None:
    """Each line of an explanation states one thing: what to do, the rule, the numbers, the provision, the certainty."""
    lines = plain(AMOUNT.explain("en")).splitlines()

    assert lines[0] == plain(AMOUNT.message("en"))
    assert lines[1] == "Rule: Preparatory funding is exactly the fixed amount, no more and no less."
    assert lines[2].endswith(": support sought 5 000,01 €; amount 5 000,00 €")
    assert LAW.reference.text("en") in lines[3]
    assert lines[3].endswith(LAW.reference.address)
    assert wording("en").message("report.certainty-A") in lines[4]
    assert len(lines) == 5


def test_an_explanation_tells_what_is_unsure_of_its_law() -> None:
    """The note of the law's value is in the explanation, in its language."""
    law = open_programme().parameter("every-measure.plan-headings").on(DAY)
    values = {"support": Decimal(1), "costs": Decimal(10001), "limit": Decimal(10000)}
    finding = Finding(
        "publicity.poster", "warning", "", values, law.reference, "costs", law.certainty, law.note
    )

    assert law.note is not None
    for language in LANGUAGES:
        assert law.note.text(language) in finding.explain(language).splitlines()[-1]


def test_an_explanation_without_numbers_or_law_has_no_empty_lines() -> None:
    """A finding that no number met and that rests on no provision is explained by its message and its rule."""
    finding = Finding("rule.defect", "error", "", {"rule": "a.rule", "error": "ValueError: no"})

    assert len(finding.explain("fi").splitlines()) == 3
    assert (
        len(
            Finding("measure.missing", "error", "classification.measure", {"example": "x"})
            .explain("sv")
            .splitlines()
        )
        == 3
    )


def test_a_list_and_a_day_are_written_as_the_language_writes_them() -> None:
    """Labels come in the language, several of them as an enumeration, and a day as 1.3.2024."""
    areas = tuple(open_programme().vocabulary("rural_type").entry(key).label for key in ("M6", "M7"))
    finding = Finding("business-aid.area", "warning", "", {"given": areas[0], "areas": areas})

    assert (
        finding.numbers("fi")
        == f"{wording('fi').message('values.given')} Ydinmaaseutu; alueet Ydinmaaseutu ja Harvaan asuttu maaseutu"
    )
    order = Finding("period.order", "error", "project.end_date", {"start": DAY, "end": date(2024, 2, 9)})
    assert "1.3.2024" in order.numbers("sv")
    assert "9.2.2024" in order.numbers("sv")


def test_a_value_that_the_message_leaves_out_is_explained_by_its_kind() -> None:
    """A number, a day or a list that no message prints is still written, not shown as Python has it."""
    values = {"rule": "a", "error": "b", "limit": Decimal("2.50"), "on": DAY, "areas": ("x", "y")}

    told = Finding("rule.defect", "error", "", values).numbers("en")

    assert "limit 2,5" in told
    assert "1.3.2024" in told
    assert "x and y" in told


def test_a_finding_without_a_message_is_refused() -> None:
    """A finding whose id has no message is a fault of the library, not an empty line."""
    with pytest.raises(DataError, match="no\\.such"):
        Finding("no.such", "note").message("fi")


def test_a_report_is_ok_without_errors_and_only_when_covered() -> None:
    """A warning or a note leaves a report ok; an error does not, nor does a measure without rules."""
    note, warning = (Finding("preparatory-funding.no-scoring", kind) for kind in ("note", "warning"))

    assert Report(DAY, (note, warning)).ok
    assert not Report(DAY, (AMOUNT,)).ok
    assert not Report(DAY, (note,), covered=False).ok


def test_a_text_tells_the_gravest_first_and_the_counts_last() -> None:
    """Errors come before warnings and those before notes, whatever the order in which they were found."""
    note = Finding("preparatory-funding.no-scoring", "note")
    warning = Finding("applicant.signatories", "warning", "applicant.signatories")

    lines = Report(DAY, (note, warning, AMOUNT)).to_text("en").splitlines()

    assert "1.3.2024" in lines[0]
    assert [line.split()[1:3] for line in lines[1:4]] == [
        ["Error", "preparatory-funding.amount"],
        ["Warning", "applicant.signatories"],
        ["Note", "preparatory-funding.no-scoring:"],
    ]
    assert lines[4].startswith("Errors: 1, warnings: 1, notes: 1.")
    assert LAW.reference.text("en") in lines[1]
    assert "(budget.financing.leader_support)" in lines[1]


def test_what_lacks_of_one_kind_is_one_line_with_its_paths() -> None:
    """The headings of the plan are named together, with every provision; JSON keeps them apart."""
    report = hakemus.check(
        hakemus.load({"classification": {"measure": "small-project"}}), on=date(2026, 3, 1)
    )
    lines = [line for line in report.to_text("fi").splitlines() if "plan.missing" in line and "Virhe" in line]
    assert len(lines) == 1
    assert "plan.need, plan.objectives, plan.results" in lines[0]
    assert "Kehittämistarpeet ja tausta; Tavoitteet; Tavoiteltavat tulokset ja vaikutukset" in lines[0]
    assert "Kohderyhmä ja sen valinta (säädöksen mukaan kohderyhmä)" in lines[0]
    assert lines[0].count("617/2023") == 1
    assert "4 §:n 1 momentin 4 kohta" in plain(lines[0])
    listed = [one["path"] for one in json.loads(report.to_json())["findings"] if one["id"] == "plan.missing"]
    assert len(listed) > 10


def test_the_counts_are_of_what_is_listed() -> None:
    """Whoever reads seven lines is not said to have twenty errors."""
    report = hakemus.check(
        hakemus.load({"classification": {"measure": "small-project"}}), on=date(2026, 3, 1)
    )
    listed = [line for line in report.to_text("en").splitlines() if line.casefold().startswith("- error")]
    assert f"Errors: {len(listed)}" in report.summary("en")
    assert len(report.errors) > len(listed)


def test_findings_that_differ_by_a_number_are_told_apart() -> None:
    """Each purchase has its own amount."""
    path = Path(__file__).parents[1] / "examples" / "cooperation-project" / "application.toml"
    found = hakemus.check(hakemus.load(path)).findings
    prices = [one for one in found if one.id == "price-evidence.missing"]
    assert len(alike(prices)) == len(prices) > 1


def test_json_holds_every_finding_in_all_languages_with_exact_numbers() -> None:
    """Numbers are written as exact text, days as ISO; each finding has its law, address and certainty."""
    values = json.loads(Report(DAY, (AMOUNT,)).to_json())

    assert (values["on"], values["ok"], values["covered"]) == ("2024-03-01", False, True)
    (finding,) = values["findings"]
    assert finding["values"] == {"sought": "5000.01", "amount": "5000"}
    assert finding["message"] == {language: AMOUNT.message(language) for language in LANGUAGES}
    assert finding["reference"]["address"] == LAW.reference.address
    assert set(finding["reference"]["title"]) == set(LANGUAGES)
    assert (finding["certainty"], finding["note"], finding["path"]) == ("A", None, AMOUNT.path)


def test_json_writes_labels_and_lists_of_labels_in_all_languages() -> None:
    """A label among the values becomes its three texts, and so does each of several."""
    label = open_programme().vocabulary("rural_type").entry("M6").label
    finding = Finding("business-aid.area", "warning", "", {"given": label, "areas": (label,)})

    values = json.loads(Report(DAY, (finding,)).to_json())["findings"][0]["values"]

    assert values["given"]["sv"] == label.sv
    assert values["areas"] == [values["given"]]


IDENTIFIERS = sorted(
    {
        *REPORT_FINDINGS,
        OF_A_FILE,
        *(rule.id for rule in RULES),
        *(rule.id for rule in ASSESSMENT_RULES),
        *(rule.id for rule in MEETING_RULES),
    }
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("identifier", IDENTIFIERS)
def test_every_rule_is_told_in_plain_words(identifier: str, language: Language) -> None:
    """Each rule has a text in each language that ends as a sentence and holds no place to fill."""
    text = wording(language).message(f"rules.{identifier}")

    assert text.endswith(".")
    assert not names_in(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_left_over_or_lacking(language: Language) -> None:
    """Messages, rule texts and names of values are those of the rules, the same in every language."""
    messages = wording(language).catalogue.messages
    told = {key.removeprefix("rules.") for key in messages if key.startswith("rules.")}
    finnish = {
        key: names_in(text)
        for key, text in wording("fi").catalogue.messages.items()
        if key.startswith("findings.")
    }

    assert told == set(IDENTIFIERS)
    assert {key: names_in(text) for key, text in messages.items() if key.startswith("findings.")} == finnish
    assert all(
        any(key == f"findings.{each}" or key.startswith(f"findings.{each}-") for each in IDENTIFIERS)
        for key in finnish
    )
    used = {name for names in finnish.values() for name in names} - {"field"}
    assert {key.removeprefix("values.") for key in messages if key.startswith("values.")} >= used


def test_the_examples_can_be_explained() -> None:
    """Every finding of the drafts among the examples is explained in every language."""
    folder = Path(__file__).resolve().parents[1] / "examples"
    application = hakemus.load(folder / "cooperation-project" / "application.toml")

    for finding in hakemus.check(application).findings:
        for language in LANGUAGES:
            assert finding.message(language) in finding.explain(language)


@pytest.mark.parametrize("told", [AMOUNT.message, AMOUNT.explain, Report(DAY, (AMOUNT,)).to_text])
def test_another_language_is_told_with_those_there_are(told: Callable[[str], str]) -> None:
    """As the verbs tell it, and not as a gap in the catalogue."""
    with pytest.raises(hakemus.UnknownNameError, match="unknown language 'de'; choose one of: fi, sv, en"):
        told("de")


def test_a_finding_is_represented_in_a_line() -> None:
    """A shell shows what was found where, without the whole provision."""
    assert repr(AMOUNT).startswith("Finding(id='preparatory-funding.amount', severity='error', path='budget.")
    assert "Ruokavirasto" not in repr(AMOUNT)
