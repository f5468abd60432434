"""Which papers an application asks for, and documents that are made once for each of several things."""

from dataclasses import replace
from pathlib import Path

import pytest

import hakemus
from hakemus.assembly import file_name, list_items, make_papers, papers_of
from hakemus.forms import read
from hakemus.model import Budget, Company, CooperationAgreement, ProjectPlan
from hakemus.packaged import packaged_folder
from hakemus.papers import DOCUMENTS, Document, public_description
from hakemus.papers.paper import one_a_company
from hakemus.programme import open_programme
from hakemus.proofing import trials
from hakemus.word import text

EXAMPLES = packaged_folder("examples")


@pytest.fixture(name="grouped", scope="module")
def _grouped() -> hakemus.Application:
    """Return the application of a company group."""
    return hakemus.load(EXAMPLES / "company-group" / "application.toml")


@pytest.fixture(name="for_each")
def _for_each_company(monkeypatch: pytest.MonkeyPatch) -> Document:
    """Make the application a document that is made once for each company."""
    made_for_each = replace(DOCUMENTS[0], items=one_a_company)
    monkeypatch.setattr("hakemus.papers.DOCUMENTS", (made_for_each, *DOCUMENTS[1:]))
    return made_for_each


def test_the_programme_knows_every_document_in_order() -> None:
    """The vocabulary of papers names the documents, each in its place."""
    assert open_programme().vocabulary("paper").keys == hakemus.list_documents()


def test_a_document_that_nothing_asks_for_is_not_among_the_papers(
    complete: hakemus.Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The condition of a document is read next to the measure's list, and the document can still be made."""
    unasked = replace(public_description.DOCUMENT, asked_for=lambda case: bool(case.application.companies))
    changed = tuple(unasked if document.key == unasked.key else document for document in DOCUMENTS)
    monkeypatch.setattr("hakemus.papers.DOCUMENTS", changed)
    assert "public-description" not in papers_of(complete)
    assert hakemus.render(complete, "public-description", draft=True)


@pytest.mark.parametrize(("state", "made"), [("attached", False), ("not-needed", False), ("coming", True)])
def test_what_is_attached_is_not_made_again(complete: hakemus.Application, state: str, *, made: bool) -> None:
    """A signed paper that the application lists takes the place of the one to sign; one that is coming does not."""
    assert "minutes-extract" in papers_of(complete)
    listed = hakemus.load({"annexes": [{"kind": "minutes-extract", "state": state}], "schema_version": 1})
    signed = complete.model_copy(update={"annexes": listed.annexes})
    assert ("minutes-extract" in papers_of(signed)) == made
    assert hakemus.render(signed, "minutes-extract", draft=True)


@pytest.mark.parametrize(("nature", "asked"), [("international", True), ("interregional", False)])
def test_an_international_project_gets_its_agreement_made(
    cooperating: hakemus.Application, nature: str, *, asked: bool
) -> None:
    """The law asks for it, so it is made of what the application holds; otherwise its terms have to be written."""
    classified = {"measure": "interregional", "project_nature": nature}
    application = cooperating.model_copy(
        update={
            "classification": cooperating.classification.model_copy(update=classified),
            "cooperation_agreement": CooperationAgreement(),
            "annexes": (),
        }
    )
    assert ("cooperation-agreement" in papers_of(application)) == asked


def test_an_agreement_holds_nothing_of_the_budget(cooperating: hakemus.Application) -> None:
    """Those who get it read, seen and unseen, none of the applicant's costs, and of the plan only who does what."""
    held = read(hakemus.render(cooperating, "cooperation-agreement")).application
    assert held.budget == Budget()
    assert held.plan == ProjectPlan(activities=cooperating.plan.activities)


@pytest.mark.usefixtures("for_each")
def test_a_paper_for_each_company_holds_no_other(grouped: hakemus.Application) -> None:
    """Each company's paper is named after its business id and holds, seen and unseen, no other company."""
    papers = make_papers(grouped, ["application"], draft=True)
    ids = [company.business_id for company in grouped.companies]
    assert list(papers) == [f"hakemus-{business_id}.docx" for business_id in ids]
    for company, paper in zip(grouped.companies, papers.values(), strict=True):
        assert read(paper).application.companies == (company,)
        others = {other.business_id for other in grouped.companies} - {company.business_id}
        assert not [other for other in others if other is not None and other in text(paper)]


@pytest.mark.usefixtures("for_each")
def test_one_of_several_is_chosen_by_its_name(grouped: hakemus.Application) -> None:
    """Which of them is wanted has to be said, and an unknown one is refused with those there are."""
    names = list_items(grouped, "application")
    paper = hakemus.render(grouped, "application", item=names[1], draft=True)
    assert (
        make_papers(grouped, ["application"], draft=True)[file_name("application", "fi", names[1])] == paper
    )
    for wrong in (None, "1572860-1"):
        with pytest.raises(hakemus.UnknownNameError, match=names[0]):
            hakemus.render(grouped, "application", item=wrong, draft=True)


@pytest.mark.usefixtures("for_each")
def test_without_companies_there_is_one_blank_paper(complete: hakemus.Application) -> None:
    """Nothing to make it for gives one paper, under the document's plain name."""
    assert list(make_papers(complete, ["application"])) == ["hakemus.docx"]


@pytest.mark.usefixtures("for_each")
def test_every_company_has_its_file(grouped: hakemus.Application, tmp_path: Path) -> None:
    """All of them are written, each to a file of its own."""
    written = {path.name for path in hakemus.assemble(grouped, tmp_path, draft=True)}
    assert {f"hakemus-{name}.docx" for name in list_items(grouped, "application")} <= written


def test_templates_are_tried_with_each_item(for_each: Document, grouped: hakemus.Application) -> None:
    """The check of templates makes the paper of every company of the examples."""
    names = {trial.name for trial in trials(for_each, "fi")}
    assert {f"company-group/{company.business_id}" for company in grouped.companies} <= names


@pytest.mark.parametrize(
    ("ids", "names"),
    [
        (("1572860-0", None, "3333333-8"), ["1572860-0", "2", "3333333-8"]),
        (("1572860-0", "1572860-0"), ["1572860-0-1", "1572860-0-2"]),
        ((None, None), ["1", "2"]),
    ],
)
def test_names_of_items_are_told_apart(ids: tuple[str | None, ...], names: list[str]) -> None:
    """A company without an id, or with that of another, has its place in its name."""
    companies = tuple(Company(business_id=business_id) for business_id in ids)
    application = hakemus.Application(companies=companies)
    assert [item.name for item in one_a_company(application)] == names
