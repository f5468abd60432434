"""Papers without any mark, two papers in one file, rows under the heading of their category."""

import io
import re
import zipfile
from copy import deepcopy
from datetime import date
from functools import cache
from itertools import permutations

import pytest
from lxml import etree

import hakemus
from form_filling import W, edited
from hakemus.errors import FormError
from hakemus.forms import Reading, read
from hakemus.packaged import packaged_folder
from hakemus.papers import document
from hakemus.texts import LANGUAGES
from hakemus.values.paths import pattern_of
from saved_by import rewritten

APPLICATION = hakemus.load(packaged_folder("examples") / "cooperation-complete" / "application.toml")
CARRYING = [name for name in hakemus.list_documents() if not document(name).published]


@cache
def paper_of(name: str, language: str = "fi") -> bytes:
    """Return a paper."""
    return hakemus.render(APPLICATION, name, language=language, draft=True)


def unmarked(paper: bytes) -> bytes:
    """Return a paper as a converter leaves it: no controls, no bookmarks, no data."""

    def change(root: etree._Element) -> None:
        for mark in [*root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")]:
            parent = mark.getparent()
            assert parent is not None
            parent.remove(mark)
        for control in reversed([*root.iter(f"{W}sdt")]):
            parent, content = control.getparent(), control.find(f"{W}sdtContent")
            assert parent is not None
            assert content is not None
            at = parent.index(control)
            parent[at : at + 1] = [*content]

    bare = rewritten(
        edited(paper, change), lambda name, text: "<none/>" if name == "customXml/item1.xml" else text
    )
    return rewritten(bare, lambda _name, text: re.sub(r"<Relationship [^>]*customXml[^>]*/>", "", text))


def plain(value: object) -> str:
    """Return a value as it is compared: blanks and the zeros of amounts apart."""
    text = "".join(str(value).split())
    return re.sub(r"\.0+$", "", text)


def wrong(reading: Reading) -> list[tuple[str, str]]:
    """Return the changes whose value is nowhere in the application under the same pattern, vocabularies apart."""
    known: dict[str, set[str]] = {}

    def keep(value: object, path: str = "") -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                keep(inner, f"{path}.{key}" if path else key)
        elif isinstance(value, list):
            for inner in value:
                keep(inner, f"{path}[]")
        else:
            known.setdefault(path, set()).add(plain(value))

    keep(APPLICATION.model_dump(mode="json", exclude_none=True))
    named = ("measure", "kind", "leader_support", "programme", "measure_type", "project_nature")
    return [
        (change.path, plain(change.after))
        for change in reading.changes
        if not change.path.endswith(named)
        and plain(change.after) not in known.get(pattern_of(change.path), ())
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CARRYING)
def test_a_paper_without_any_mark_is_known_by_its_words(name: str, language: str) -> None:
    """What it shows is read by place; no caption and no sentence of ours is an answer."""
    reading = read(unmarked(paper_of(name, language)))
    assert reading.changes
    assert [path for path, _ in wrong(reading) if not path.startswith("language")] == []


PREPARATORY = hakemus.load(packaged_folder("examples") / "preparatory-funding" / "application.toml")


@pytest.mark.parametrize("language", LANGUAGES)
def test_lists_in_cells_are_read_as_they_were_written(language: str) -> None:
    """With their signs, and not as one line."""
    paper = hakemus.render(PREPARATORY, "application", language=language, draft=True)
    read_ = read(unmarked(paper)).application
    assert (read_.partners[1].role or "").strip() == (PREPARATORY.partners[1].role or "").strip()
    authorised = hakemus.render(PREPARATORY, "power-of-attorney", language=language, draft=True)
    tasks = read(unmarked(authorised)).application.authorisation.tasks
    assert (tasks or "").strip() == (PREPARATORY.authorisation.tasks or "").strip()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["poster", "hyrra-sheet"])
def test_a_paper_that_only_shows_the_application_is_known_by_its_words(name: str, language: str) -> None:
    """It has no fields; nobody is told that it isn't ours."""
    with pytest.raises(FormError) as refused:
        read(unmarked(paper_of(name, language)))
    assert (refused.value.code, refused.value.values) == ("no-form", {"document": name})


def test_a_file_with_a_few_of_our_words_is_not_ours() -> None:
    """Somebody's own letter may have a heading or two of ours."""
    import docx  # noqa: PLC0415

    letter = docx.Document()
    letter.add_heading("Kumppanit", 1)
    letter.add_paragraph("Kunta on mukana, ja rahoitussuunnitelma tulee myöhemmin.")
    out = io.BytesIO()
    letter.save(out)
    with pytest.raises(FormError) as refused:
        read(out.getvalue())
    assert refused.value.code == "no-form"


# Two papers in one file


def joined(one: bytes, other: bytes) -> bytes:
    """Return a paper with the body of another one behind its own, as programs join files."""
    with zipfile.ZipFile(io.BytesIO(other)) as package:
        added = etree.fromstring(package.read("word/document.xml"))[0]

    def change(root: etree._Element) -> None:
        for block in [*added][:-1]:
            root[0].insert(len(root[0]) - 1, deepcopy(block))

    return edited(one, change)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(one, other, marks=() if one < other else pytest.mark.fuzz)
        for one, other in permutations(CARRYING, 2)
    ],
)
def test_two_papers_in_one_file_are_refused_whatever_their_kinds(one: str, other: str) -> None:
    """Also when they share no field."""
    with pytest.raises(FormError) as refused:
        read(joined(paper_of(one), paper_of(other)))
    assert refused.value.code == "two-forms"


def test_a_form_behind_a_paper_is_refused() -> None:
    """Whichever is first."""
    form = hakemus.blank_form("small-project")
    for pair in ((form, paper_of("project-plan")), (paper_of("project-plan"), form), (form, form)):
        with pytest.raises(FormError) as refused:
            read(joined(*pair))
        assert refused.value.code == "two-forms"


# Rows under the heading of their category


def row_of(root: etree._Element, text: str) -> etree._Element:
    """Return the row that holds a text."""
    return next(
        row for row in root.iter(f"{W}tr") if text in "".join(one.text or "" for one in row.iter(f"{W}t"))
    )


def retype(row: etree._Element, old: str, new: str) -> None:
    """Type a text in place of another one in a row."""
    for one in row.iter(f"{W}t"):
        one.text = (one.text or "").replace(old, new)


@pytest.mark.parametrize(
    ("copied", "category"), [("Lehtinen joka kotiin", "purchased-services"), ("Kouluttajan palkkio", "fees")]
)
def test_a_row_copied_under_its_heading_has_that_category(copied: str, category: str) -> None:
    """With the controls of the row that it was copied from, or without any."""

    def copy(root: etree._Element) -> None:
        row = row_of(root, copied)
        new = deepcopy(row)
        retype(new, copied, "Uusi kulu")
        row.addnext(new)

    items = read(edited(paper_of("cost-estimate"), copy)).application.budget.items
    assert [item.category for item in items if item.description == "Uusi kulu"] == [category]


def test_a_row_moved_under_another_heading_has_its_category() -> None:
    """And nothing else of it changes."""

    def move(root: etree._Element) -> None:
        row_of(root, "Kouluttajan palkkio").addnext(row_of(root, "Lehtinen joka kotiin"))

    reading = read(edited(paper_of("cost-estimate"), move))
    number = next(
        at for at, item in enumerate(APPLICATION.budget.items) if item.description == "Lehtinen joka kotiin"
    )
    assert [(change.path, change.after) for change in reading.changes] == [
        (f"budget.items[{number}].category", "fees")
    ]


def test_a_blank_declaration_without_data_has_no_company() -> None:
    """The row that it offers says nothing, so nobody is taken into the application."""
    draft = hakemus.load({"schema_version": 1, "classification": {"measure": "company-group"}})
    blank = hakemus.render(draft, "de-minimis-declaration", draft=True, data=False, on=date(2026, 3, 1))
    assert read(blank).application.companies == ()
