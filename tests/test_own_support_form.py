"""A Leader group's own support form: checked by the group's rules alone, printed without a word of the programme."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from starlette.testclient import TestClient

import hakemus
from blank_file import blank_file
from hakemus import LeaderGroup
from hakemus.assembly import make_papers
from hakemus.case import Case
from hakemus.desk import hold_meeting
from hakemus.errors import DataError, UnknownNameError
from hakemus.files import commented_file, open_meeting, save
from hakemus.packaged import packaged_folder
from hakemus.page.server import application as page_of
from hakemus.page.workspace import Workspace
from hakemus.programme import Provision
from hakemus.rules.board import Session
from hakemus.texts import LANGUAGES, describe_fault
from hakemus.word import text

EXAMPLES = packaged_folder("examples")
FORM = "youth-grant"
OF_THE_LAW = (
    "617/2023",
    "1324/2022",
    "minimis",
    "Hyrrä",
    "säädös",
    "säädösten",
    "unionin",
    "Union",
    "viranomai",
)
HOST = "127.0.0.1:8000"


@pytest.fixture(name="group", scope="module")
def _group() -> LeaderGroup:
    return LeaderGroup.open(EXAMPLES / "groups" / "mallimaa")


def grant(**values: Any) -> hakemus.Application:
    """Return an application for the youth grant."""
    return hakemus.load(
        {
            "schema_version": 1,
            "language": "fi",
            "date": "2026-03-01",
            "classification": {"measure": FORM},
            "applicant": {"name": "Kylän nuoret"},
            "project": {"name": "Tanssileiri", "start_date": "2026-04-01", "end_date": "2026-05-31"},
            "plan": {"measures": "Leiri."},
            "budget": {
                "cost_model": "actual",
                "items": [{"category": "fees", "description": "Ohjaaja", "amount": "450.00"}],
                "financing": {"leader_support": "450.00"},
            },
            "annexes": [{"title": "Vastuuhenkilön suostumus", "state": "attached"}],
            "group_answers": [{"question": "young_people", "answer": "7"}],
            **values,
        }
    )


@pytest.mark.parametrize("example", sorted(path.parent.name for path in EXAMPLES.glob("*/application.toml")))
def test_no_provision_is_cited_whatever_is_applied_for(group: LeaderGroup, example: str) -> None:
    """Not even of an application full of what the decree is about: each source is the group's decision, or none."""
    found = hakemus.load(EXAMPLES / example / "application.toml")
    classified = found.classification.model_copy(update={"measure": FORM})
    report = hakemus.check(found.model_copy(update={"classification": classified}), group=group)
    sources = {finding.reference for finding in report.findings} - {None}
    assert {source.address for source in sources if source is not None} == {"https://mallimaa.example/nuoret"}
    assert not any(isinstance(source, Provision) for source in sources)
    assert not any(finding.id.startswith(("de-minimis", "rule.")) for finding in report.findings)
    assert report.covered
    assert [one.id for one in report.notes].count("leader-group.own-form") == 1
    assert report.to_text("en").startswith("Checked by the Leader group's own rules")


def test_what_a_day_changes_is_said_of_the_rules_of_the_group(group: LeaderGroup) -> None:
    """No law of a day decides on it, so none is named over the change."""
    one, other = date(2026, 3, 1), date(2026, 6, 1)
    of_own = hakemus.check_change(grant(), on=one, against=other, group=group)
    by_law = hakemus.check_change(hakemus.Application(), on=one, against=other)
    for language in LANGUAGES:
        heading, of_the_law = (change.to_text(language).partition("\n")[0] for change in (of_own, by_law))
        assert heading.count("2026") == of_the_law.count("2026") == 2
        assert heading != of_the_law


def test_a_whole_one_is_in_order(group: LeaderGroup) -> None:
    """Within the group's bounds, the check finds nothing but what it did not apply, and who may apply."""
    report = hakemus.check(grant(), group=group)
    assert {one.id for one in report.findings} == {"leader-group.own-form", "applicant.eligibility"}
    assert report.ok


def test_the_choice_of_its_cost_model_is_not_said_to_be_final(group: LeaderGroup) -> None:
    """That the model isn't changed during the project is the programme's law, which is none of this form's."""
    budget = {"items": [{"category": "fees", "amount": "450.00"}], "financing": {"leader_support": "450.00"}}
    (finding,) = (
        one
        for one in hakemus.check(grant(budget=budget), group=group).findings
        if one.id == "cost-model.missing"
    )
    assert finding.variant == "own-form"


def footers_of(paper: bytes) -> str:
    """Return what is at the foot of a paper's pages."""
    with ZipFile(BytesIO(paper)) as package:
        return "".join(package.read(one).decode() for one in package.namelist() if "footer" in one)


def test_its_papers_say_nothing_of_the_programme(group: LeaderGroup) -> None:
    """Neither emblem nor statement of the Union, nor its law: here in the group's own template."""
    paper = hakemus.render(grant(), "project-plan", language="fi", group=group)
    assert 'name="EU"' not in footers_of(paper)
    assert "Leader Mallimaa" in footers_of(paper)
    assert not [word for word in OF_THE_LAW if word in text(paper) + footers_of(paper)]


def test_its_form_asks_what_the_group_asks_and_reads_back(group: LeaderGroup) -> None:
    """Its heading, its question and nothing of Hyrrä; unfilled, it holds nothing but the form and the group."""
    made = hakemus.blank_form("Nuorten oma raha", language="fi", group=group)
    shown = text(made)
    assert "Kuinka monta nuorta" in shown
    assert "Toimenpiteet" in shown
    assert "13–25-vuotiaiden" in shown
    assert "Mistä hankkeen idea" not in shown
    assert 'name="EU"' not in footers_of(made)
    assert not [word for word in OF_THE_LAW if word in shown + footers_of(made)]
    read = hakemus.read(made, group=group, measure=FORM)
    assert read.application.classification.measure == FORM
    assert not read.problems


def test_its_papers_read_back(group: LeaderGroup) -> None:
    """The application as it was, untouched."""
    papers = make_papers(grant(), group=group)
    read = hakemus.read(papers["hakemus.docx"], group=group)
    assert (read.application, read.changes, read.notes) == (grant(), (), ())


def test_a_new_file_is_commented_by_the_group(group: LeaderGroup) -> None:
    """It loads, and its comments hold nothing of the law; without the group nobody knows the form."""
    made = blank_file(FORM, "sv", group=group, on=date(2026, 3, 1))
    assert "Hur många unga är med" in made
    assert "förordning" not in made
    assert "EU" not in made
    with pytest.raises(UnknownNameError):
        blank_file(FORM, "sv")


def test_the_page_offers_it_and_takes_what_is_typed(group: LeaderGroup, tmp_path: Path) -> None:
    """It is among the support forms of the start, and its chapters are filled like any other's."""
    space = Workspace(tmp_path, lambda: date(2026, 3, 1), "fi", group)
    with TestClient(page_of(space, "a-token", [HOST]), base_url=f"http://{HOST}") as browser:
        assert "Nuorten oma raha" in browser.get("/?token=a-token").text
        path = space.new(FORM)
        here = f"/a/{space.key(path)}"
        shown = browser.get(f"{here}/fill/plan").text
        found = browser.get(f"{here}/review").text
        others = [browser.get(f"{here}/{view}").status_code for view in ("papers", "hyrra", "workbook")]
    assert "Toimenpiteet" in shown
    assert "säädöksiä sovellettu" in found
    assert others == [200, 200, 200]
    chapters = space.chapters(hakemus.load(path))
    assert chapters.case.own_form is not None
    assert chapters.block("group_answers") is not None


def test_the_board_decides_on_it_alone(group: LeaderGroup, tmp_path: Path) -> None:
    """No criteria of other forms, nothing of the frame, no letter to an authority, no emblem for the applicant."""
    meeting = tmp_path / "meeting"
    save(tmp_path / "grant.toml", commented_file(grant(), "fi", group=group).encode())
    save(
        meeting / "nuoret" / "assessment.toml",
        b'schema_version = 1\napplication = "../../grant.toml"\nproposal = "support"\nproposed_amount = 450.00\n',
    )
    held = (
        'schema_version = 1\nlanguage = "fi"\nname = "Kokous"\ndate = 2026-03-10\nplace = "Mallila"\nframe_left = 100\n'
        '[[members]]\nname = "Maija"\npresent = true\n[[decisions]]\napplication = "nuoret"\ndecision = "support"\n'
    )
    save(meeting / "meeting.toml", held.encode())
    folder = open_meeting(meeting, group)
    [standing] = Session(folder.meeting, group, [("nuoret", folder.assessed("nuoret"))]).standings
    euros = (standing.taken, standing.left, standing.favoured, standing.remaining)
    assert euros == tuple(map(Decimal, (450, 100, 450, 100)))
    result = hold_meeting(meeting, tmp_path / "out", group=group)
    papers = {path.stem: path.read_bytes() for path in (tmp_path / "out").glob("*.docx")}
    assert {"lausunto-nuoret", "ote-nuoret", "kirje-nuoret", "poytakirja"} <= papers.keys()
    assert not [name for name in papers if "viranomais" in name]
    assert not [finding for finding in result.findings if finding.id in {"meeting.frame", "meeting.decision"}]
    for name in ("lausunto-nuoret", "kirje-nuoret"):
        assert 'name="EU"' not in footers_of(papers[name])
    assert "ei toimiteta viranomaiselle" in text(papers["kirje-nuoret"])


def test_what_names_no_measure_is_for_the_programme(group: LeaderGroup) -> None:
    """Neither its general headings, questions and rounds nor the authority that decides are those of its own form."""
    case = Case.of(grant(), group=group)
    assert case.group is not None
    assert [one.field for one in case.group.plan_headings] == ["plan.measures"]
    assert (case.group.offices, case.group.rounds, case.group.deadlines) == ((), (), ())


REFERENCE = 'reference = {{ title = "Hallitus", section = "§ 1", address = "https://example.org/" }}'
ENTRY = '[[support_forms]]\nkey = "{key}"\n{name}\nfrom = 2024-01-01\n' + REFERENCE + "\n"
LIMIT = (
    '[[amounts]]\nfrom = 2024-01-01\nkind = "support-{kind}"\nmeasures = ["own"]\neuros = {euros}\n'
    + REFERENCE
    + "\n"
)


@pytest.mark.parametrize(
    ("content", "place", "code"),
    [
        (ENTRY.format(key="small-project", name='name = { fi = "Oma" }'), "support_forms[0].key", "hides-measure"),
        (ENTRY.format(key="own", name='name = { fi = "Pienhanke (kehittäminen tai investointi)" }'),
         "support_forms[0].name", "hides-measure"),
        (ENTRY.format(key="own", name=""), "support_forms[0].name", "missing"),
        (ENTRY.format(key="Oma tuki", name='name = { fi = "Oma" }'), "support_forms[0].key", "not-a-form-key"),
        (ENTRY.format(key="o" * 41, name='name = { fi = "Oma" }'), "support_forms[0].key", "not-a-form-key"),
        (ENTRY.format(key="own", name='name = { fi = "Oma" }\npapers = []'), "support_forms[0].papers", "missing"),
        (ENTRY.format(key="own", name='name = { fi = "Oma" }\ncost_models = []'),
         "support_forms[0].cost_models", "missing"),
        (ENTRY.format(key="own", name='name = { fi = "Oma" }\nuntil = 2023-12-31'),
         "support_forms[0].until", "too-small"),
        (ENTRY.format(key="own", name='name = { fi = "Oma" }\npapers = ["poster"]'),
         "support_forms[0].papers[0]", "not-allowed"),
        (ENTRY.format(key="own", name='name = { fi = "Oma" }\ncost_models = ["calculated-40"]'),
         "support_forms[0].cost_models[0]", "not-allowed"),
        (ENTRY.format(key="own", name='name = { fi = "Oma" }') * 2, "support_forms[1].key", "repeated"),
        (ENTRY.format(key="own", name='name = { fi = "Oma" }') + ENTRY.format(key="two", name='name = { fi = "Oma" }'),
         "support_forms[1].name", "repeated"),
        (ENTRY.format(key="own", name='name = { fi = "Oma" }') + LIMIT.format(kind="smallest", euros=501)
         + LIMIT.format(kind="largest", euros=500), "amounts[0].euros", "too-large"),
        (LIMIT.format(kind="largest", euros=500), "amounts[0].measures[0]", "not-allowed"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_one_has_file_key_and_words(
    tmp_path: Path, content: str, place: str, code: str
) -> None:
    """A name that hides one of the programme's, bounds that leave no amount, a missing label: in three languages."""
    (tmp_path / "group.toml").write_text(f'name = {{ fi = "Ryhmä" }}\n{content}', encoding="utf-8")
    with pytest.raises(DataError) as caught:
        LeaderGroup.open(tmp_path)
    assert {fault.path: fault.code for fault in caught.value.faults} == {f"group.toml: {place}": code}
    for language in LANGUAGES:
        assert f"({code})" not in describe_fault(caught.value.faults[0], language)
