"""The rules as a whole: what the check does with them, which measures they cover, and what it does with a defect."""

import dataclasses
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import hakemus
from hakemus import rules
from hakemus.errors import NotReadyError
from hakemus.findings import Finding
from hakemus.model import Application
from hakemus.packaged import packaged_folder
from hakemus.programme import Measure, open_programme
from hakemus.rules import RULES, Case, Rule, check_case, covers
from hakemus.rules.case import LawfulCheck, recording, severity_of
from hakemus.texts import wording

LAW = open_programme()
DAY = date(2024, 5, 1)
MEASURES = [measure.key for measure in LAW.measures()]
EXAMPLES = sorted(path.parent.name for path in packaged_folder("examples").glob("*/application.toml"))


def measure_of(key: str) -> Measure:
    """Return a measure that the programme has."""
    found = LAW.measure(key)
    assert found is not None
    return found


def broken(case: Case) -> Iterator[Finding]:
    """It always fails."""
    if case.on == DAY:
        raise ZeroDivisionError("a\n  defect")
    yield Finding("measure.missing", "error")


def half_broken(_: Case) -> Iterator[Finding]:
    """It finds something, then fails."""
    yield Finding("measure.missing", "error", "classification.measure", {"example": "x"})
    raise KeyError("law")


def checked(monkeypatch: pytest.MonkeyPatch, *more: Rule) -> hakemus.Report:
    """Return the check of an empty application by the rules and some more, which stand first."""
    monkeypatch.setattr(rules, "RULES", (*more, *RULES))
    return check_case(Case(Application(date=DAY), LAW, DAY))


def test_a_rule_that_raises_is_an_error_of_the_report(monkeypatch: pytest.MonkeyPatch) -> None:
    """The report is not ok, names the rule and what happened on one line, and keeps the exception."""
    report = checked(monkeypatch, Rule("a.broken-rule", broken))

    (defect,) = report.defects
    assert (defect.id, defect.severity, report.ok) == ("rule.defect", "error", False)
    assert isinstance(defect.cause, ZeroDivisionError)
    assert defect.cause.__traceback__ is not None
    assert defect.values == {"rule": "a.broken-rule", "error": "ZeroDivisionError: a defect"}
    assert "a.broken-rule" in report.to_text("fi")


def test_the_text_of_a_rule_is_its_docstring_on_one_line() -> None:
    """Breaks and indents become single blanks; a check without a docstring has no text."""

    def wordy(_: Case) -> Iterator[Finding]:
        """Every cost has an amount.

        Or a price.
        """
        yield from ()

    def silent(_: Case) -> Iterator[Finding]:
        yield from ()

    assert Rule("costs.wordy", wordy).text == "Every cost has an amount. Or a price."
    assert Rule("costs.silent", silent).text == ""


def test_a_rule_that_raises_hides_nothing_of_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the other rules find, before and after it, is what they find without it."""
    usual = check_case(Case(Application(date=DAY), LAW, DAY)).findings

    report = checked(monkeypatch, Rule("a.broken-rule", broken))

    assert tuple(finding for finding in report.findings if finding.cause is None) == usual


def test_what_a_rule_found_before_it_raised_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """A finding that came before the failure is kept next to the defect."""
    report = checked(monkeypatch, Rule("half", half_broken))

    assert [finding.id for finding in report.findings[:2]] == ["measure.missing", "rule.defect"]


def test_a_programmers_mistake_of_a_rule_without_a_law_is_a_defect_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A rule that asks for a value the day does not have takes nothing down either."""

    def asks_too_early(case: Case) -> Iterator[Finding]:
        case.law("no.such-value")
        yield from ()

    report = checked(monkeypatch, Rule("asks", asks_too_early))

    assert [defect.values["rule"] for defect in report.defects] == ["asks"]


def test_papers_are_refused_while_a_rule_is_defective(monkeypatch: pytest.MonkeyPatch) -> None:
    """A defect is an error, so that nothing is printed as if it had been checked."""
    monkeypatch.setattr(rules, "RULES", (Rule("a.broken-rule", broken),))

    with pytest.raises(NotReadyError, match="rule"):
        hakemus.render(Application(date=DAY), "application")


def test_a_report_does_not_depend_on_where_a_rule_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules are independent: asked in reverse order, they find the same."""
    application = Application(date=DAY)
    forwards = {str(finding) for finding in check_case(Case(application, LAW, DAY)).findings}
    monkeypatch.setattr(rules, "RULES", tuple(reversed(RULES)))

    assert {str(finding) for finding in check_case(Case(application, LAW, DAY)).findings} == forwards


@pytest.mark.parametrize("key", MEASURES)
def test_every_measure_is_covered_on_every_day(key: str) -> None:
    """Nothing that the law states of a support form is left without a rule or a note, since its first day."""
    days = {entry.start for parameter in LAW.parameters() for entry in parameter.timeline}

    assert [day for day in sorted(days) if not covers(measure_of(key), day)] == []


@pytest.mark.parametrize("key", MEASURES)
@pytest.mark.parametrize("example", EXAMPLES)
def test_a_measure_is_covered_whatever_the_application(key: str, example: str) -> None:
    """What an application says decides of no value whether it is read."""
    path = packaged_folder("examples") / example / "application.toml"
    application = hakemus.load(path)
    of_measure = application.classification.model_copy(update={"measure": key})

    assert check_case(Case(application.model_copy(update={"classification": of_measure}), LAW, DAY)).covered


def test_a_value_that_no_rule_reads_is_reported_as_not_covered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the rule that reads it, a condition of the measure is named in a warning, and the report is not ok."""
    application = Application(date=DAY, classification={"measure": "small-project"})
    monkeypatch.setattr(
        rules, "RULES", tuple(rule for rule in RULES if rule.id != "small-project.municipality")
    )

    report = check_case(Case(application, LAW, DAY))

    assert not report.covered
    first = report.findings[0]
    assert (first.id, first.severity) == ("measure.not-covered", "warning")
    assert LAW.parameter("small-project.legal-forms-refused").label.sv in first.message("sv")
    assert first.values["measure"] == measure_of("small-project").label
    assert first.path == "classification.measure"
    assert first.reference == LAW.parameter("small-project.legal-forms-refused").entry_on(DAY).reference


@pytest.mark.parametrize(
    ("path", "changes"),
    [
        ("interregional.foreign-partners-fewest", {"checked": None}),
        ("small-project.total-costs-largest", {"finding": "small-project.no-such-rule"}),
        (
            "small-project.applicant",
            {"finding": "small-project.no-such-rule"},
        ),  # which rules read all the same
    ],
)
def test_a_value_that_nobody_is_to_check_is_not_covered(path: str, changes: dict[str, Any]) -> None:
    """Its data must leave it to a person, or name the rule that there is."""
    changed = LAW.parameter(path)._replace(**changes)
    law = dataclasses.replace(LAW, parameters_by_path={**LAW.parameters_by_path, path: changed})

    assert not covers(law.measure(path.partition(".")[0]), DAY)


def test_a_value_is_left_to_a_person_or_reported_by_a_rule_only_where_there_is_one() -> None:
    """A flag of the data says what is so: no rule reads a value that sets no condition, and each finding has a rule."""
    ids = {rule.id for rule in hakemus.list_rules()}
    read = {path for rule in hakemus.list_rules() for path in rule.parameters}
    of_papers = {"papers", "papers-further", "selection-criteria"}  # which papers and criteria there are

    for parameter in LAW.parameters():
        assert parameter.finding in {"", *ids}, parameter.path
        if parameter.checked == "no-condition" and parameter.path.partition(".")[2] not in of_papers:
            assert parameter.path not in read


def test_what_no_application_says_is_named() -> None:
    """An interregional project learns how many foreign partners it needs; a small project gets no such finding."""

    def left_to_a_person(key: str) -> list[str]:
        report = check_case(Case(Application(classification={"measure": key}), LAW, DAY))
        notes = [one for one in report.findings if one.id == "measure.by-hand"]
        return [label.en for note in notes for label in note.values["conditions"]]

    asked = LAW.parameter("interregional.foreign-partners-fewest").label.en
    assert f"{asked}: 1" in left_to_a_person("interregional")
    assert left_to_a_person("small-project") == []


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_rule_lists_every_value_that_it_reads(example: str) -> None:
    """What is recorded of blank applications is what an application of any measure has read."""
    application = hakemus.load(packaged_folder("examples") / example / "application.toml")
    for measure in LAW.measures():
        of_measure = application.classification.model_copy(update={"measure": measure.key})
        case = Case(application.model_copy(update={"classification": of_measure}), LAW, DAY)
        for rule in hakemus.list_rules():
            reads: set[str] = set()
            recorded = recording(case, reads)
            assert recorded.costing == case.costing
            reads.clear()
            list(rule.check(recorded) if rule.holds_for(case) else ())
            assert reads <= set(rule.parameters), rule.id


def test_a_rule_holds_for_the_measures_whose_law_has_its_value() -> None:
    """A rule of single support forms lists them, and the paths of what it reads of them."""
    (amount,) = (rule for rule in hakemus.list_rules() if rule.id == "preparatory-funding.amount")

    assert (amount.measures, amount.parameters) == (("preparatory-funding",), ("preparatory-funding.amount",))


def test_every_value_that_a_rule_is_called_with_exists() -> None:
    """A path is one of the programme's; a name alone is that of some measure's value."""
    names = {one.path.partition(".")[2] for measure in LAW.measures() for one in measure.parameters()}

    for rule in RULES:
        assert isinstance(rule.check, LawfulCheck)
        for law in rule.check.laws:
            assert law in names or LAW.find(law) is not None, f"{rule.id}: {law}"


@pytest.mark.parametrize("key", ["", *MEASURES])
def test_a_law_that_says_only_what_measures_are_checks_what_it_can(key: str) -> None:
    """Without the values that are those of every application, no rule fails."""
    files = {name for measure in LAW.measures() for name in (measure.key, measure.family, "every-measure")}
    kept = {path: one for path, one in LAW.parameters_by_path.items() if path.partition(".")[0] in files}
    law = dataclasses.replace(LAW, parameters_by_path=kept)

    assert check_case(Case(Application(classification={"measure": key or None}), law, DAY)).defects == ()


def test_every_rule_says_in_its_docstring_what_it_wants() -> None:
    """The check of a rule is documented in a sentence, and its id is a subject, a point and a name."""
    for rule in RULES:
        assert rule.text.endswith(".")
        subject, _, name = rule.id.partition(".")
        assert subject
        assert name


@pytest.mark.parametrize(("certainty", "severity"), [("A", "error"), ("B", "warning"), ("C", "note")])
def test_a_breach_is_as_grave_as_the_law_is_certain(certainty: str, severity: str) -> None:
    """The law gives an error, a group's page a warning, an inference only a note."""
    assert severity_of(certainty) == severity  # type: ignore[arg-type]


def test_an_inferred_law_never_gives_more_than_a_note() -> None:
    """Of an application with nothing in it, no finding that rests on a C fact is more than a note."""
    for key in MEASURES:
        application = Application(date=DAY, classification={"measure": key})
        for finding in check_case(Case(application, LAW, DAY)).findings:
            assert finding.certainty != "C" or finding.severity == "note", finding.id


@pytest.mark.parametrize("key", MEASURES)
def test_an_empty_application_of_any_measure_can_be_checked(key: str) -> None:
    """No rule of any measure fails on an application that says nothing else."""
    report = check_case(Case(Application(date=DAY, classification={"measure": key}), LAW, DAY))

    assert report.defects == ()
    assert report.covered
    assert not report.ok


def test_list_rules_is_what_the_check_uses() -> None:
    """The front door lists the very rules, each with its text in three languages."""
    assert [(rule.id, rule.check) for rule in hakemus.list_rules()] == [
        (rule.id, rule.check) for rule in RULES
    ]
    assert hakemus.list_rules()[0].in_language("fi") == wording("fi").message("rules.measure.missing")


def test_before_the_programme_nothing_is_covered() -> None:
    """The report holds the one error, and does not say that the measure's rules were checked."""
    application = Application(classification={"measure": "small-project"})

    report = check_case(Case(application, LAW, LAW.first_day - timedelta(days=1)))

    assert [finding.id for finding in report.findings] == ["programme.not-in-force"]
    assert not report.covered


def test_a_measure_of_which_the_law_has_no_file_is_not_covered() -> None:
    """Nothing that is unchecked is no approval where nothing is known of the measure itself."""
    kept = {
        path: one
        for path, one in LAW.parameters_by_path.items()
        if not path.startswith("environmental-investment.")
    }
    law = dataclasses.replace(LAW, parameters_by_path=kept)
    measure = law.measure("environmental-investment")
    assert measure is not None

    assert not covers(measure, DAY)


def test_a_group_speaks_in_its_own_messages(tmp_path: Path) -> None:
    """Findings and report use the messages that the group's folder changes; what is covered stays what it was."""
    texts = tmp_path / "texts" / "fi"
    texts.mkdir(parents=True)
    (tmp_path / "group.toml").write_text('name = { fi = "Esimerkki ry" }\n', encoding="utf-8")
    (texts / "findings.toml").write_text('[measure]\nmissing = "Tukimuoto!"\n', encoding="utf-8")
    group = hakemus.LeaderGroup.open(tmp_path)

    report = check_case(Case(Application(date=DAY), LAW, DAY, group))
    (missing,) = (finding for finding in report.findings if finding.id == "measure.missing")

    assert missing.message("fi") == "Tukimuoto!"
    assert report.words("fi").catalogue["findings.measure.missing"] == "Tukimuoto!"
    assert not report.covered


@pytest.mark.parametrize("key", MEASURES)
def test_an_application_of_nobody_is_an_error_by_what_its_own_measure_says(key: str) -> None:
    """Who may apply for a measure, its own provision states, not that of preparatory funding."""
    report = check_case(Case(Application(classification={"measure": key}), LAW, DAY))
    (nobody,) = (finding for finding in report.errors if finding.id == "applicant.name")
    law = measure_of(key).value_on("applicant", DAY)

    assert law is not None
    assert nobody.reference == law.reference
    assert nobody.certainty == law.certainty


def test_an_application_of_nobody_for_nothing_is_an_error_by_the_groups_pages() -> None:
    """Without a measure, its provision is that an applicant is one with a Business ID."""
    report = check_case(Case(Application(), LAW, DAY))
    (nobody,) = (finding for finding in report.errors if finding.id == "applicant.name")

    assert nobody.reference == LAW.parameter("application.business-id").on(DAY).reference


@pytest.mark.parametrize("key", MEASURES)
@pytest.mark.parametrize("identifier", ["measure.by-hand", "measure.set-by-group", "measure.unknown"])
def test_several_conditions_have_each_its_own_source(key: str, identifier: str) -> None:
    """A note that names conditions has their one source, or says the source of each; never only that of the first."""
    report = check_case(Case(Application(classification={"measure": key}), LAW, DAY))
    for finding in (finding for finding in report.findings if finding.id == identifier):
        labels = {label.en for label in finding.values["conditions"]}
        told = [one for one in measure_of(key).parameters() if one.label.en in labels]
        sources = {one.entry_on(DAY).reference.text("en") for one in told}
        shown = finding.explain("en")

        assert sources
        assert [source for source in sources if source not in shown] == []
        assert (finding.reference is not None) == (len(sources) == 1)
