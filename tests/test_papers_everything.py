"""The paper that promises all data prints what its layout forgot, and no paper prints another group's words."""

import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import hakemus
from hakemus import papers
from hakemus.case import Case
from hakemus.model.schema import schema
from hakemus.papers import application
from hakemus.papers.kit import Page, page, template
from hakemus.papers.paper import Subject
from hakemus.papers.presentation import present
from hakemus.programme import programme_on
from hakemus.texts import wording
from hakemus.word import Prose, Template, text

DATA = hakemus.load(
    {
        "schema_version": 1,
        "applicant": {"name": "Kylä ry"},
        "companies": [{"name": "Saha Oy"}, {"name": "Mylly Oy"}],
    }
)


@pytest.fixture(name="forgetful")
def _forgetful(monkeypatch: pytest.MonkeyPatch) -> Template:
    """Return the application's template where the model has fields that no layout knows."""
    known = schema()
    added = {
        pattern: replace(known[like], pattern=pattern, name=pattern.rpartition(".")[2])
        for pattern, like in (
            ("applicant.founded", "applicant.name"),
            ("applicant.history", "applicant.vat_account"),
            ("companies[].founded", "companies[].name"),
            ("companies[].earlier_aid[].decision", "companies[].earlier_aid[].granted_by"),
        )
    }
    monkeypatch.setattr(page, "schema", lambda: {**known, **added})
    made = Page(language="fi", kind="Hakemus", word=lambda name: f"<{name}>")
    application.DOCUMENT.lay_out(made)
    return Template(made.save())


def test_a_field_that_the_layout_forgot_is_in_the_paper_of_all_data(forgetful: Template) -> None:
    """Alone and as a long text with its term, in a list next to the item's name, and in a list of a list."""
    subject = Subject(Case.of(DATA, on=date(2025, 1, 1), language="fi"), draft=False)
    content = application.DOCUMENT.content(subject)
    content["applicant"] |= {"founded": "1952", "history": Prose("Ensin oli talo.\n\nSitten toinen.")}
    for company in content["companies"]:
        company["founded"] = f"{company['name']} 1960"
    content["companies"][1]["earlier_aid"] = [
        dict.fromkeys(("granted_on", "granted_by", "purpose", "amount"), "") | {"decision": "12/2023"}
    ]
    printed = text(forgetful.render(content))
    for shown in (
        "<applicant.founded>",
        "1952",
        "Sitten toinen.",
        "Saha Oy 1960",
        "Mylly Oy 1960",
        "12/2023",
    ):
        assert shown in printed
    assert (
        printed.index("<heading.everything-else>")
        < printed.index("1952")
        < printed.index("<heading.declaration>")
    )


def test_what_the_layout_placed_is_not_printed_again() -> None:
    """The heading over what is left has nothing under it that is in its own place above."""
    printed = text(template(application.DOCUMENT, "fi"))
    messages = wording("fi").catalogue
    placed, _, left = printed.partition(messages["documents.heading.everything-else"])
    assert "{{ applicant.name }}" in placed
    assert "{{ applicant.name }}" not in left


@pytest.mark.parametrize("yes", [("joo", "kyllä vaan"), ("kyllä vaan", "joo")])
def test_the_words_of_a_group_stay_in_its_own_papers(yes: tuple[str, str]) -> None:
    """One process prints for several groups; whose turn comes first makes no difference to the other's choices."""
    for word in yes:
        words = wording("fi").changed({"words.yes": word})
        shown = present(DATA, words, programme_on(None), ("applicant",))
        assert shown["applicant"]["is_leader_group"].control.choices == (word, "ei")


def test_printing_a_paper_does_not_load_what_makes_templates() -> None:
    """The kit is for building templates: no command waits for it."""
    code = (
        "import sys, datetime, hakemus; day = datetime.date(2025, 1, 1); "
        "hakemus.render(hakemus.load({'schema_version': 1}), 'application', on=day, draft=True); "
        "print([name for name in sys.modules if name.startswith('hakemus.papers.kit')])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)  # noqa: S603
    assert done.stdout.strip() == "[]"


def test_every_paper_is_found_by_being_there() -> None:
    """A module with a document is listed; their places are all different, so that their order is one."""
    files = Path(papers.__file__).parent.glob("*.py")
    modules = {path.stem for path in files if "\nDOCUMENT = " in path.read_text("utf-8")}
    assert modules == {key.replace("-", "_") for key in papers.list_documents()}
    places = [paper.place for paper in papers.PAPERS]
    assert places == sorted(set(places))
