"""The paper that promises all data prints what its layout forgot, and no paper prints another group's words."""

import io
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest

import hakemus
from hakemus import papers
from hakemus.case import Case
from hakemus.desk import hold_meeting
from hakemus.model.schema import schema
from hakemus.packaged import packaged_folder
from hakemus.papers import application
from hakemus.papers.kit import Page, page, template
from hakemus.papers.paper import Subject
from hakemus.papers.presentation import present
from hakemus.programme import programme_on
from hakemus.texts import LANGUAGES, Language, wording
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
        pattern: known[like]._replace(pattern=pattern, name=pattern.rpartition(".")[2])
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
    """A module with a document is listed, and so are data; their places all differ, so that their order is one."""
    files = Path(papers.__file__).parent.glob("*.py")
    modules = {path.stem for path in files if "\nDOCUMENT = " in path.read_text("utf-8")}
    described = {document.key for document in papers.DESCRIBED}
    assert modules == {key.replace("-", "_") for key in {*papers.list_documents()} - described}
    places = [paper.place for paper in papers.PAPERS]
    assert places == sorted(set(places))


EXAMPLES = sorted((packaged_folder("examples")).glob("*/application.toml"))
TO_THE_MAKER = {
    "fi": [
        "omamme",
        "omiamme",
        "vahvistama",
        "ei vahvista",
        "ei ole nähty",
        "ei tunneta",
        "ei ole löytynyt",
        "kysy ",
        "tarkista ",
        "kirjoita se",
        "siirrä tiedot",
        "päätelty",
        "yleistä tietoa",
    ],
    "sv": [
        "vår egen",
        "våra egna",
        "bekräft",
        "inte setts",
        "inte kända",
        "inte hittats",
        "fråga ",
        "kontrollera ",
        "fyll i det",
        "överför uppgifterna",
        "en slutsats av",
    ],
    "en": [
        "our own",
        "are ours",
        "confirm",
        "not been seen",
        "not known",
        "no source",
        "ask the ",
        "check ",
        "add it",
        "inferred",
    ],
}
"""What is said to whoever makes a paper, and belongs into the checklist."""


def pages_of_sources() -> set[str]:
    """Return the sites and groups that the law's data refer to, but for the law and the authority."""
    programme = programme_on(None)
    entries = [entry for parameter in programme.parameters() for entry in parameter.timeline]
    sure, unsure = (
        {entry.reference.title.text("fi") for entry in entries if (entry.certainty == "A") is certain}
        for certain in (True, False)
    )
    return {
        title for title in unsure - sure if "(EU)" not in title
    }  # a regulation is law, whoever reports it


def said_by_the_example(path: Path) -> str:
    """Return all that an example itself says, in small letters: a paper may say it too."""
    return " ".join(path.read_text(encoding="utf-8").casefold().split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_nothing_that_is_said_to_the_maker_is_in_a_paper_that_others_receive(
    path: Path, language: str
) -> None:
    """Neither what to ask or check, nor what the library does not know, nor another group's page."""
    data, own = hakemus.load(path), said_by_the_example(path)
    day = data.date or date(2024, 3, 1)
    handed_in = [key for key in papers.list_documents() if not papers.document(key).for_own_use]
    words = [
        *TO_THE_MAKER[language],
        *(title.casefold() for title in pages_of_sources()),
        "https://",
        "http://",
    ]
    for key, item in ((one, item) for one in handed_in for item in hakemus.list_items(data, one) or (None,)):
        made = hakemus.render(data, key, item=item, language=language, on=day, draft=True)
        shown = " ".join(text(made).casefold().split())
        found = [word for word in words if word in shown and word not in own]
        assert not found, (key, found)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_nothing_that_is_said_to_the_maker_is_in_the_workbook_that_is_handed_in(path: Path) -> None:
    """A limit that rests on a group's page, or a base that is inferred: the check says so, not the sheet of values."""
    data, own = hakemus.load(path), said_by_the_example(path)
    book = hakemus.budget_workbook(data, on=data.date or date(2024, 3, 1), language="fi")
    with zipfile.ZipFile(io.BytesIO(book)) as package:
        shown = " ".join(package.read(name).decode("utf-8").casefold() for name in package.namelist())
    words = [*TO_THE_MAKER["fi"], *(title.casefold() for title in pages_of_sources())]
    assert [word for word in words if word in shown and word not in own] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_that_is_said_to_the_maker_is_in_a_boards_paper(language: Language, tmp_path: Path) -> None:
    """The statement and the agenda are read by others too."""
    result = hold_meeting(packaged_folder("examples") / "board-meeting", tmp_path, language=language)
    for paper in (path for path in result.papers if path.suffix == ".docx"):
        shown = " ".join(text(paper.read_bytes()).casefold().split())
        assert [word for word in TO_THE_MAKER[language] if word in shown] == []


def test_what_is_not_said_in_a_paper_is_in_the_checklist(tmp_path: Path) -> None:
    """Of the papers that the application asks for: the declaration, the authority's own form, the mandate."""
    data = hakemus.load(packaged_folder("examples") / "investment" / "application.toml")
    made = hakemus.assemble(data, tmp_path, language="fi")
    shown = text(next(path for path in made if "tarkistuslista" in path.name).read_bytes())
    assert "Vakuutuksen sanamuoto ei ole viranomaisen vahvistama." in shown
    assert "2023AVT" in shown
    assert "Suomi.fi" not in shown  # it authorises nobody
