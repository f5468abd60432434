"""The columns of the templates: no word that is known to stand in one is broken there."""

import re
from datetime import date
from typing import Any

import pytest
from lxml import etree

import hakemus
from hakemus.model.schema import schema
from hakemus.packaged import packaged_folder
from hakemus.programme import open_programme
from hakemus.texts import LANGUAGES, Language, wording
from hakemus.values.paths import plain_path
from hakemus.word.package import read_package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
POINTS, TWENTIETHS, MARGINS = 10, 20, 2 * 85
ARIAL = {
    278: " /,.:;ftI![]",
    222: "ijl’",
    333: "r-()",
    500: "ckszvxyJ",
    722: "wCDHNRU",
    833: "mM",
    611: "FTZ",
    667: "ABEKPSVXYÄÅ&",
    778: "GOQÖ",
    944: "W",
}
"""Widths of letters of Arial in thousandths of their size; all others have 556."""
WIDTHS = {letter: width for width, letters in ARIAL.items() for letter in letters}


def width_of(word: str) -> float:
    """Return how wide a word is, in twentieths of a point."""
    return sum(WIDTHS.get(letter, 556) for letter in word) * POINTS * TWENTIETHS / 1000


def columns(template: bytes) -> dict[str, int]:
    """Return how wide the cells of a template are, by the placeholder in each, without their margins."""
    package = read_package(template)
    root = etree.fromstring(package.parts[package.main])
    found = {}
    for cell in root.iter(f"{W}tc"):
        width = cell.find(f"{W}tcPr/{W}tcW")
        if width is not None:
            shown = "".join(text.text or "" for text in cell.iter(f"{W}t")).strip("{} ")
            found[shown] = int(width.get(f"{W}w", "0")) - MARGINS
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("paper", "shown", "vocabulary"),
    [
        ("application", "annex.kind", "annex_kind"),
        ("application", "annex.state", "annex_state"),
        ("application", "item.category", "cost_category"),
        ("checklist", "annex.kind", "annex_kind"),
        ("checklist", "annex.state", "annex_state"),
    ],
)
def test_no_word_of_a_vocabulary_is_broken(
    language: Language, paper: str, shown: str, vocabulary: str
) -> None:
    """A column is as wide as the longest word of the labels that it may hold."""
    content = (packaged_folder("templates") / language / f"{paper}.docx").read_bytes()
    entries = open_programme().vocabulary(vocabulary).entries
    words = {word for entry in entries for word in entry.label.text(language).split()}
    room = columns(content)[shown]
    assert {word for word in words if width_of(word) > room} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_a_field_is_broken_in_the_checklist(language: Language) -> None:
    """The column of the findings is wider than the longest word of the fields' names."""
    content = (packaged_folder("templates") / language / "checklist.docx").read_bytes()
    words = {
        word for path in schema() for word in re.split(r"[\s-]", wording(language).term(plain_path(path)))
    }
    room = columns(content)["finding.told"]
    assert {word for word in words if width_of(word) > room} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_a_source_is_broken_in_the_checklist(language: Language) -> None:
    """The column of the sources of the findings is wider than the longest word of all that a value rests on."""
    content = (packaged_folder("templates") / language / "checklist.docx").read_bytes()
    law = open_programme()
    dated = [entry for parameter in law.parameters() for entry in parameter.timeline]
    entries = [entry for vocabulary in law.vocabularies() for entry in vocabulary.entries]
    references = {one.reference for one in (*dated, *entries)}
    texts = (f"{one.short_title(language)}, {one.section.text(language)}" for one in references)
    words = {word for text in texts for word in re.split(r"[\s/-]", text)}
    room = columns(content)["finding.provision"]
    assert {word for word in words if width_of(word) > room} == set()


def test_the_widths_are_those_of_the_face() -> None:
    """A letter counts once, and words are as wide as a program measured them, in tenths of a millimetre."""
    letters = "".join(ARIAL.values())
    assert len(letters) == len(set(letters))
    measured = {"Huomautus": 180, "myöhemmin": 192, "Palovakuutustodistus": 333}
    assert {word: round(width_of(word) / TWENTIETHS * 254 / 72) for word in measured} == measured


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_form_asks_of_an_annex_is_on_one_line(language: Language) -> None:
    """Who sees to it and by when take no second line, so that the signatures have room below the annexes."""
    content = (packaged_folder("templates") / language / "application.docx").read_bytes()
    shown = next(name for name in columns(content) if name.startswith("annex.responsible"))
    who, when = (wording(language).message(f"form.word.annexes.{key}") for key in ("responsible", "due_date"))
    assert width_of(f"[{who}] [{when}]") <= columns(content)[shown]


@pytest.mark.parametrize(
    ("evidence", "last"),
    [([], "Rahoitus yhteensä"), ([{"purchase": "Katto", "chosen_supplier": "Kattoliike"}], "Kattoliike")],
)
def test_signatures_without_annexes_are_with_what_is_above_them(evidence: list[Any], last: str) -> None:
    """No page takes the declaration from the last sums, or from the last choice of a supplier."""
    application = hakemus.load(
        {
            "schema_version": 1,
            "classification": {"measure": "business-investment"},
            "budget": {"price_evidence": evidence},
        }
    )
    paper = hakemus.render(application, "application", language="fi", on=date(2026, 3, 2), draft=True)
    package = read_package(paper)
    root = etree.fromstring(package.parts[package.main])
    above = [table for table in root.iter(f"{W}tbl") if last in "".join(map(str, table.itertext()))][-1]
    assert all(row.find(f".//{W}keepNext") is not None for row in above.iter(f"{W}tr"))


def test_signatures_are_with_the_last_annexes() -> None:
    """No page takes the declaration from the annexes above it; a long table of them is divided before its end."""
    package = read_package(hakemus.blank_form("investment", language="fi"))
    root = etree.fromstring(package.parts[package.main])
    annexes = next(
        table for table in root.iter(f"{W}tbl") if "Säännöt" in "".join(map(str, table.itertext()))
    )
    _, *rows = (row.find(f".//{W}keepNext") is not None for row in annexes.iter(f"{W}tr"))
    assert rows == [False] * (len(rows) - 4) + [True] * 4
