"""The account of a reading: what was not found is never taken for unchanged, nor for deleted."""

import io
import re
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

import hakemus
from form_filling import W, edited, found
from hakemus.files import commented_file
from hakemus.forms import Reading, read
from hakemus.packaged import packaged_folder
from hakemus.papers import document
from hakemus.word.printing import Names, bookmark_name
from held import differing_from

EXAMPLES = packaged_folder("examples")
APPLICATION = hakemus.load(EXAMPLES / "cooperation-complete" / "application.toml")


@cache
def plan() -> bytes:
    """Return a project plan."""
    return hakemus.render(APPLICATION, "project-plan", draft=True)


def counted(paper: bytes) -> set[str]:
    """Return the names of the bookmarks and the tags that a file has: counted without what reads it."""
    names: set[str] = set()

    def count(root: etree._Element) -> None:
        names.update(mark.get(f"{W}name", "") for mark in root.iter(f"{W}bookmarkStart"))
        open_ = found(root, "//w:sdt[not(contains(w:sdtPr/w:lock/@w:val, 'ontentLocked'))]/w:sdtPr/w:tag")
        names.update(bookmark_name(tag.get(f"{W}val", "")) for tag in open_)

    edited(paper, count)
    return {name for name in names if name.startswith("h_") and not name.startswith("h_counted")}


def without(*texts: str, kind: str = "tr") -> Callable[[bytes], bytes]:
    """Return what removes each row (or other element) that holds one of the texts."""

    def change(root: etree._Element) -> None:
        for element in [*root.iter(f"{W}{kind}")]:
            shown = "".join(text.text or "" for text in element.iter(f"{W}t"))
            if any(text in shown for text in texts):
                parent = element.getparent()
                assert parent is not None
                parent.remove(element)

    return lambda paper: edited(paper, change)


def cut_from(heading: str) -> Callable[[bytes], bytes]:
    """Return what removes all that follows a heading, and the heading."""

    def change(root: etree._Element) -> None:
        body = root[0]
        texts = ["".join(text.text or "" for text in block.iter(f"{W}t")) for block in body]
        for block in [*body][texts.index(heading) : -1]:
            body.remove(block)

    return lambda paper: edited(paper, change)


def agrees(reading: Reading, whole: bytes, paper: bytes) -> bool:
    """Return whether an account says what an independent count does."""
    had, there = counted(whole), counted(paper)
    account = reading.account
    names = {bookmark_name(path) for path in account.not_found}
    return (account.fields, account.found, names) == (len(had), len(had & there), had - there)


CARRYING = [name for name in hakemus.list_documents() if not document(name).published]


@pytest.mark.parametrize("name", CARRYING)
def test_an_untouched_paper_is_whole(name: str) -> None:
    """All of its fields are found, none is changed or emptied."""
    paper = hakemus.render(APPLICATION, name, draft=True)
    account = read(paper).account
    assert account.is_whole
    assert (account.fields, account.found) == (len(counted(paper)),) * 2
    assert (account.changed, account.emptied, account.lost) == (0, 0, ())


def test_an_untouched_form_is_whole() -> None:
    """With every question that it asks."""
    form = hakemus.blank_form("small-project")
    account = read(form).account
    assert (account.fields, account.found, account.is_whole) == (len(counted(form)), len(counted(form)), True)


def test_changed_and_emptied_fields_are_counted() -> None:
    """Each once."""

    def change(root: etree._Element) -> None:
        for tag, text in (("applicant.name", "Toinen ry"), ("contact_person.name", "")):
            for control in found(root, f"//w:sdt[w:sdtPr/w:tag[@w:val='{tag}']]"):
                next(control.iter(f"{W}t")).text = text

    account = read(edited(plan(), change)).account
    assert (account.changed, account.emptied, account.is_whole) == (1, 1, True)


DAMAGE = {
    "a chapter": cut_from("Kumppanit"),
    "half of the plan": cut_from("Tavoitteet ja toimenpiteet"),
    "a row of a list": without("Kuvitelman kunta"),
    "a row of one field": without("Hakijan nimi"),
    "the title": without("Kyliltä kylille", kind="p"),
    "everything": cut_from("Kyliltä kylille – yhteiset kyydit"),
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_what_is_not_there_is_counted_and_named(kind: str) -> None:
    """As an independent count says; nothing is said to be unchanged."""
    damaged = DAMAGE[kind](plan())
    reading = read(damaged)
    assert not reading.account.is_whole
    assert agrees(reading, plan(), damaged)


def test_a_chapter_that_is_gone_deletes_nothing() -> None:
    """Its partners and its financing are as the paper carries them; the headings say what is missing."""
    reading = read(cut_from("Kumppanit")(plan()))
    assert (reading.changes, differing_from(reading, APPLICATION, "project-plan")) == ((), [])
    assert [one.name for one in reading.application.partners] == [one.name for one in APPLICATION.partners]
    assert next((part.heading, part.is_whole) for part in reading.account.lost) == ("Kumppanit", True)


def test_a_control_that_is_gone_leaves_its_mark_and_its_value(tmp_path: Path) -> None:
    """Nobody knows whether the value was to go, or only the control: it is kept, and reported."""
    title = without("Kyliltä kylille", kind="sdt")(plan())
    assert read(title).account.not_found == ("project.name",)
    assert hakemus.update(saved(tmp_path), title).changes == ()


def test_a_column_that_is_gone_deletes_nothing() -> None:
    """The other columns are read."""

    def change(root: etree._Element) -> None:
        for row in found(root, "//w:tr[.//w:tag[contains(@w:val, 'plan.activities')]]"):
            row.remove(found(row, "w:tc")[-1])

    damaged = edited(hakemus.render(APPLICATION, "application", draft=True), change)
    reading = read(damaged)
    assert (reading.changes, differing_from(reading, APPLICATION, "application")) == ((), [])
    assert all(path.startswith("plan.activities[") for path in reading.account.not_found)
    assert reading.account.not_found


def saved(folder: Path) -> Path:
    """Return the application as a file."""
    path = folder / "application.toml"
    path.write_text(commented_file(APPLICATION, "fi"), encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", [kind for kind in DAMAGE if kind != "everything"])
def test_an_update_never_deletes_what_was_not_found(kind: str, tmp_path: Path) -> None:
    """Without an answer the file keeps it."""
    made = hakemus.update(saved(tmp_path), DAMAGE[kind](plan()))
    assert made.application == APPLICATION
    assert made.changes == ()


def test_a_row_that_is_gone_is_asked_about(tmp_path: Path) -> None:
    """It is deleted when somebody says so, and only then."""
    damaged = without("Kuvitelman kunta, 3 000", "kunta@", "7777777-4")(plan())
    asked: list[Any] = []

    def decide(conflict: Any) -> Any:
        asked.append(conflict)
        return "paper"

    made = hakemus.update(saved(tmp_path), damaged, take=decide, write=False)
    assert [(one.path, one.paper) for one in asked] == [("partners[0]", None)]
    assert made.application.partners == APPLICATION.partners[1:]


def test_the_command_says_what_is_missing(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """In `read`, `update` and `compare`: with the headings, code 1, and the account for programs."""
    from hakemus.cli import main  # noqa: PLC0415

    whole, half = tmp_path / "plan.docx", tmp_path / "half.docx"
    whole.write_bytes(plan())
    half.write_bytes(cut_from("Kumppanit")(plan()))
    file = saved(tmp_path)
    before = file.read_bytes()
    for arguments in (
        ["read", str(half)],
        ["update", str(file), str(half), "--yes"],
        ["compare", str(whole), str(half)],
    ):
        assert main(["--language", "en", *arguments]) == 1
        told = capsys.readouterr().out
        assert "Kumppanit: the whole part is missing" in " ".join(told.split())
        assert "othing has changed" not in told
    assert file.read_bytes() == before
    main(["--json", "read", str(half)])
    assert re.search(r'"whole": ?false', capsys.readouterr().out)


def test_the_record_of_the_fields_is_small() -> None:
    """Fields of rows are kept as runs of numbers."""
    many = APPLICATION.model_copy(
        update={"budget": APPLICATION.budget.model_copy(update={"items": APPLICATION.budget.items * 100})}
    )
    paper = hakemus.render(many, "cost-estimate", draft=True)
    assert read(paper).account.is_whole
    with zipfile.ZipFile(io.BytesIO(paper)) as package:
        data = package.read("customXml/item1.xml").decode()
    listed = re.search(r'fields="([^"]*)"', data)
    assert listed is not None
    assert len(listed[1]) < 5_000


def test_names_lead_back_to_their_fields() -> None:
    """Also those that are too long for Word."""
    path = "budget.financing.other_public[2].amount"
    assert Names(("budget.financing.other_public[].amount",)).tag(bookmark_name(path)) == path
