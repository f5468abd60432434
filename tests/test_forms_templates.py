"""Papers whose template, library or group is another than today's: what differs isn't reported as somebody's change."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

import hakemus
from edited_paper import edited, retyped
from hakemus.desk.updates import bring_together
from hakemus.forms import read
from hakemus.group import LeaderGroup
from hakemus.packaged import packaged_folder
from hakemus.texts import LANGUAGES, Language
from hakemus.word.package import read_package

APPLICATION = hakemus.load(packaged_folder("examples") / "cooperation-complete" / "application.toml")
TEMPLATE = packaged_folder("templates") / "fi" / "application.docx"


def group_of(folder: Path, change: Callable[[str], str]) -> LeaderGroup:
    """Return a group whose own template of the application is ours, changed."""
    template = folder / "templates" / "fi" / "application.docx"
    template.parent.mkdir(parents=True)
    template.write_bytes(edited(TEMPLATE.read_bytes(), change))
    (folder / "group.toml").write_text('[name]\nfi = "Leader Mallimaa ry"\n', encoding="utf-8")
    return LeaderGroup.open(folder)


def other_words(body: str) -> str:
    """Return a template that says it otherwise."""
    body = body.replace("Hakijan nimi</w:t>", "Kuka hakee</w:t>")
    body = body.replace("Kustannukset yhteensä</w:t>", "Kulut kaikkiaan</w:t>")
    return body.replace("Hakija vakuuttaa, että", "Hakija vakuuttaa kunnian kautta, että")


def without_annexes(body: str) -> str:
    """Return a template that does not show the annexes."""
    start = body.index("{%tr for") if "{%tr for annex" not in body else body.index("{%tr for annex")
    table = body.rindex("<w:tbl>", 0, start)
    return body[:table] + body[body.index("</w:tbl>", start) + len("</w:tbl>") :]


@pytest.mark.parametrize("change", [other_words, without_annexes])
def test_a_paper_of_an_older_template_is_untouched(tmp_path: Path, change: Callable[[str], str]) -> None:
    """Read with today's template, its other words are not typed by anybody, and what it lacks was not deleted."""
    group = group_of(tmp_path, change)
    paper = hakemus.render(APPLICATION, "application", draft=True, group=group)
    assert len(Document(io.BytesIO(paper)).element.xml) != len(
        Document(io.BytesIO(hakemus.render(APPLICATION, "application", draft=True))).element.xml
    )
    reading = read(paper)
    assert (reading.changes, reading.problems, reading.outside) == ((), (), ())
    assert bring_together(reading, APPLICATION, lambda _conflict: None).application == APPLICATION
    assert [note.code for note in reading.notes] == ["other-template"]
    assert read(paper, group=group).notes == ()


def test_changed_fixed_text_is_told_whatever_the_template(tmp_path: Path) -> None:
    """What the older template printed is known from the paper; what it did not print was typed."""
    group = group_of(tmp_path, other_words)
    paper = hakemus.render(APPLICATION, "application", draft=True, group=group)
    reading = read(retyped(paper, ("Kulut kaikkiaan", "Kulut noin")))
    assert [(one.heading, one.text) for one in reading.outside] == [("Rahoitussuunnitelma", "Kulut noin")]
    assert reading.changes == ()


def test_an_edit_of_an_older_paper_is_the_one_change(tmp_path: Path) -> None:
    """A value, and a row that was deleted."""
    group = group_of(tmp_path, other_words)
    paper = hakemus.render(APPLICATION, "application", draft=True, group=group)

    def deleted(body: str) -> str:
        start = body.rindex("<w:tr>", 0, body.index('"partners[0].name"'))
        return body[:start] + body[body.index("</w:tr>", start) + len("</w:tr>") :]

    reading = read(edited(retyped(paper, ("Kuvitelma", "Mallila")), deleted))
    assert [change.path for change in reading.changes] == ["applicant.municipality", "partners[0]"]


def test_a_paper_of_another_group_is_told(tmp_path: Path) -> None:
    """It is read all the same."""
    one = group_of(tmp_path / "one", other_words)
    other = LeaderGroup(name={"fi": "Toinen ry"})
    paper = hakemus.render(APPLICATION, "application", draft=True, group=one)
    (note,) = read(paper, group=other).notes
    assert (note.code, note.values) == ("other-group", {"made": "Leader Mallimaa ry", "asked": "Toinen ry"})


def test_a_paper_for_another_measure_is_told() -> None:
    """By the key or the name of the measure that was meant."""
    paper = hakemus.render(APPLICATION, "application", draft=True)
    assert read(paper, measure="cooperation-services").notes == ()
    (note,) = read(paper, measure="valmisteluraha").notes
    assert (note.code, note.values["made"]) == ("other-measure", "cooperation-services")


def data_changed(paper: bytes, old: str, new: str) -> bytes:
    """Return a paper whose data part says something else of itself."""
    return edited(paper, lambda part: re.sub(old, new, part, count=1), "customXml/item1.xml")


def test_a_paper_of_another_version_of_the_library_is_told() -> None:
    """Nothing of it is a change."""
    paper = hakemus.render(APPLICATION, "application", draft=True)
    reading = read(data_changed(paper, 'library="[^"]*"', 'library="0.0.9"'))
    assert [note.code for note in reading.notes] == ["other-library"]
    assert reading.changes == ()


def test_a_paper_from_before_the_digests_reads_as_it_did() -> None:
    """Without them, today's print says what was there."""
    paper = hakemus.render(APPLICATION, "application", draft=True)
    older = data_changed(paper, ' (texts|rows|template|group)="[^"]*"', "")
    for _ in range(3):
        older = data_changed(older, ' (texts|rows|template|group)="[^"]*"', "")
    reading = read(older)
    assert (reading.changes, reading.problems, reading.outside) == ((), (), ())


def test_fixed_text_in_pieces_is_still_ours() -> None:
    """Word parts a text into runs where it checks the spelling."""
    paper = hakemus.render(APPLICATION, "application", draft=True)
    parted = edited(
        paper, lambda body: body.replace("Hakijan nimi</w:t>", "Hak</w:t></w:r><w:r><w:t>ijan nimi</w:t>")
    )
    assert read(parted).outside == ()


@pytest.mark.parametrize("part", ["word/header1.xml", "word/footer1.xml"])
def test_text_typed_in_a_header_or_footer_is_told(part: str) -> None:
    """Page numbers, which Word counts anew, are not."""
    paper = hakemus.render(APPLICATION, "application", draft=True)
    counted = edited(paper, lambda header: header.replace("<w:t>1</w:t>", "<w:t>7</w:t>"), "word/header1.xml")
    assert read(counted).outside == ()
    end = "</w:p></w:hdr>" if "header" in part else "</w:p></w:ftr>"
    typed = edited(paper, lambda story: story.replace(end, f"<w:r><w:t>Huom!</w:t></w:r>{end}"), part)
    assert [one.text for one in read(typed).outside] == ["Huom!"]


def test_text_typed_in_a_text_box_is_told() -> None:
    """No place of a document is passed over."""
    box = (
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent><w:p><w:r>'
        "<w:t>Laatikossa</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p><w:sectPr"
    )
    paper = hakemus.render(APPLICATION, "application", draft=True)
    reading = read(edited(paper, lambda body: body.replace("<w:sectPr", box, 1)))
    assert [one.text for one in reading.outside] == ["Laatikossa"]


def paper_as_template(folder: Path) -> bytes:
    """Return a template that somebody made of a paper: one value is a tag again, the rest stays."""
    paper = hakemus.render(APPLICATION, "application", draft=True)
    made = retyped(paper, ("17.11.2025", "{{ date }}"))
    template = folder / "templates" / "fi" / "application.docx"
    template.parent.mkdir(parents=True)
    template.write_bytes(made)
    (folder / "group.toml").write_text('[name]\nfi = "Leader Mallimaa ry"\n', encoding="utf-8")
    return made


def test_a_template_made_of_a_paper_carries_nobodys_data(tmp_path: Path) -> None:
    """Papers made with it carry their own application only, and no trace of the other."""
    assert b"customXml/item1.xml" in paper_as_template(tmp_path)
    group = LeaderGroup.open(tmp_path)
    other = hakemus.Application(language="fi", date=APPLICATION.date)
    paper = hakemus.render(other, "application", draft=True, group=group)
    parts = read_package(paper).parts
    assert [part for part in parts if part.startswith("customXml/item")] == [
        "customXml/item1.xml",
        "customXml/itemProps1.xml",
    ]
    assert b"Kuvitelma" not in parts["customXml/item1.xml"]
    assert read(paper, group=group).application == other


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_template_made_of_a_paper_is_told(tmp_path: Path, language: Language) -> None:
    """As a note, with what to do."""
    paper_as_template(tmp_path)
    report = hakemus.check_templates(tmp_path)
    (note,) = [finding for finding in report.findings if finding.kind == "carried-data"]
    assert note.severity == "note"
    assert "{{ project.name }}" in note.message(language)
