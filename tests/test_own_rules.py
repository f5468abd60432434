"""Rules and documents of one's own in Python: given by argument, or brought by an installed package."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

import hakemus
from hakemus.errors import DataError
from hakemus.packaged import packaged_folder
from hakemus.papers import installed_documents
from hakemus.programme import DatedValue
from hakemus.rules import Case, installed_rules
from hakemus.rules.case import rule as rule_of
from hakemus.word import text

MALLIMAA = packaged_folder("examples") / "groups" / "mallimaa"
TEMPLATES = MALLIMAA / "templates"


def finds(case: Case) -> Iterator[hakemus.Finding]:
    """A rule that always finds something."""
    yield hakemus.Finding("", "error", "project.name", {"days": 3}, variant="late" if case.group else "")


OWN = hakemus.Rule(
    "our.rule", finds, messages={"sv": {"": "{field}: {days} dagar.", "late": "Gruppen: {days}."}}
)
DOCUMENT = hakemus.Document(
    "our-paper",
    names={"fi": "Kylän vahvistus"},
    templates={"fi": TEMPLATES / "fi" / "village-confirmation.docx"},
    each="partner",
)


@pytest.fixture(name="application", scope="module")
def _application() -> hakemus.Application:
    return hakemus.load(packaged_folder("examples") / "cooperation-complete" / "application.toml")


def brought(monkeypatch: pytest.MonkeyPatch, **points: str) -> None:
    """Let a package seem to be installed that has these entry points."""

    def entry_points(*, group: str) -> list[EntryPoint]:
        kind = group.removeprefix("hakemus.")
        return [EntryPoint(kind, points[kind], group)] if kind in points else []

    monkeypatch.setattr("importlib.metadata.entry_points", entry_points)
    installed_rules.cache_clear()
    installed_documents.cache_clear()


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    yield
    installed_rules.cache_clear()
    installed_documents.cache_clear()


def test_a_rule_finds_what_it_says_in_its_own_words(application: hakemus.Application) -> None:
    """Its finding has its id, comes last, and speaks the first language of its messages where another lacks."""
    report = hakemus.check(application, rules=[OWN])
    finding = report.findings[-1]
    assert (finding.id, report.ok) == ("our.rule", False)
    assert finding.message("sv") == "Projektets namn: 3 dagar."
    assert finding.message("fi").endswith("3 dagar.")
    assert "days: 3" in finding.explain("sv")
    assert "our.rule" in report.to_json()
    assert hakemus.check(application).ok


@pytest.mark.parametrize(
    ("measures", "measure", "is_checked"),
    [
        ((), None, True),
        (("training",), "training", True),
        (("training", "information"), "information", True),
        (("training",), "information", False),
        (("training",), None, False),
    ],
)
def test_a_rule_holds_for_its_measures_alone(
    measures: tuple[str, ...], measure: str | None, is_checked: bool
) -> None:
    """One that names no measures holds for all, and for an application that doesn't say its measure."""
    application = hakemus.Application(date="2026-03-01", classification={"measure": measure})
    own = replace(OWN, measures=measures)

    found = {finding.id for finding in hakemus.check(application, rules=[own]).findings}

    assert ("our.rule" in found) is is_checked
    assert own.holds_for(Case.of(application)) is is_checked
    assert "rule.defect" not in found


@pytest.mark.parametrize(
    ("name", "is_checked"), [("support-rate-highest", True), ("person-years-most", False)]
)
def test_a_rule_is_called_with_its_value_of_the_law_where_there_is_one(name: str, is_checked: bool) -> None:
    """It is not called for a measure whose law has no such value."""

    def reads(_: Case, law: DatedValue) -> Iterator[hakemus.Finding]:
        """A rule that shows its value."""
        yield hakemus.Finding("", "note", "budget", {"rate": law.number})

    application = hakemus.Application(date="2026-03-01", classification={"measure": "training"})
    own = replace(rule_of("our.rule", name)(reads), messages=OWN.messages)

    report = hakemus.check(application, rules=[own])

    assert [finding.id for finding in report.findings if finding.id == "our.rule"] == [
        "our.rule"
    ] * is_checked
    assert not report.defects


def test_a_group_is_named_by_its_folder(application: hakemus.Application) -> None:
    """A path is as good as the group."""
    report = hakemus.check(application, group=MALLIMAA, rules=[OWN])
    assert report.findings[-1].message("sv") == "Gruppen: 3."
    assert hakemus.render(application, "village-confirmation", item="1212121-3", group=MALLIMAA)


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (hakemus.Rule("measure.missing", finds, messages={"fi": {"": "x"}}), "hides-ours"),
        (hakemus.Rule("our.rule", finds), "missing"),
    ],
)
def test_a_rule_hides_none_of_ours_and_has_words(
    application: hakemus.Application, rule: hakemus.Rule, code: str
) -> None:
    """Both are faults of whoever wrote it, not findings of an applicant."""
    with pytest.raises(DataError) as caught:
        hakemus.check(application, rules=[rule])
    assert [fault.code for fault in caught.value.faults] == [code]


def test_a_document_of_ones_own_is_printed(application: hakemus.Application) -> None:
    """It needs no group, and shows the partner that it is made for."""
    paper = hakemus.render(application, document=DOCUMENT, item="1212121-3")
    assert "Kuvitelman Yrittäjät ry" in text(paper)
    assert "Kuvitelman kunta" not in text(paper)


def test_what_a_package_brings_is_known_everywhere(
    application: hakemus.Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its rule is checked, its document is listed, asked for, and read back."""
    brought(monkeypatch, rules=f"{__name__}:OWN", documents=f"{__name__}:DOCUMENT")
    assert hakemus.check(application).findings[-1].id == "our.rule"
    assert "our-paper" in hakemus.list_documents()
    paper = hakemus.render(application, "our-paper", item="1212121-3", draft=True)
    reading = hakemus.read(paper)
    assert (reading.document, reading.changes) == ("our-paper", ())


def test_a_package_that_brings_something_else_is_named(
    application: hakemus.Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error holds the entry point."""
    brought(monkeypatch, rules=f"{__name__}:MALLIMAA")
    with pytest.raises(DataError) as caught:
        hakemus.check(application)
    assert [fault.code for fault in caught.value.faults] == ["entry-point"]
    assert str(Path(__file__).stem) in caught.value.faults[0].found


def test_a_package_in_the_environment_is_found(tmp_path: Path) -> None:
    """Its metadata are looked for without what reads them, which loads much: with the rule, and without."""
    program = (
        "import sys\n"
        "from hakemus.packaged import installed\n"
        "print(installed('hakemus.rules', str), 'importlib.metadata' in sys.modules)"
    )

    def found() -> str:
        return subprocess.check_output([sys.executable, "-c", program], cwd=tmp_path, text=True)  # noqa: S603

    assert found() == "() False\n"
    (tmp_path / "own.py").write_text("RULE = 'own'\n")
    metadata = tmp_path / "own-1.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: own\nVersion: 1\n")
    (metadata / "entry_points.txt").write_text("[hakemus.rules]\nown = own:RULE\n")
    assert found() == "('own',) True\n"
