"""Papers read back: the same application when nothing was changed, and exactly what was when something was."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest

import hakemus
from edited_paper import edited
from edited_paper import retyped as paper_retyped
from hakemus.assembly import list_items, papers_of
from hakemus.errors import FormError, PackageError
from hakemus.forms import Reading, read
from hakemus.packaged import packaged_folder
from hakemus.papers import document
from hakemus.texts import LANGUAGES
from held import differing_from, unseen_in

EXAMPLES = sorted(packaged_folder("examples").glob("*/application.toml"))
CARRYING = [name for name in hakemus.list_documents() if not document(name).published]
DAY = date(2024, 12, 1)


def made() -> Iterator[Any]:
    """Yield each document of each example in Finnish, and in the other languages of the first that asks for it.

    The long run has the other languages of every example that asks for it.
    """
    seen = set()
    for file in EXAMPLES:
        asked = papers_of(hakemus.load(file))
        for name in CARRYING:
            for language in LANGUAGES if name in asked else LANGUAGES[:1]:
                marks = [pytest.mark.fuzz] if language != "fi" and (name, language) in seen else []
                yield pytest.param(
                    file, name, language, id=f"{file.parent.name}-{name}-{language}", marks=marks
                )
                seen.add((name, language))


@pytest.mark.parametrize(("file", "name", "language"), [*made()])
def test_an_untouched_paper_reads_back_as_it_was(file: Path, name: str, language: str) -> None:
    """Every field that the document shows, in every language; no change, no problem, nothing outside.

    And it carries nothing that it does not show.
    """
    application = hakemus.load(file)
    item = next(iter(list_items(application, name)), None)
    paper = hakemus.render(application, name, item=item, language=language, on=DAY, draft=True)
    assert unseen_in(paper) == []
    reading = read(paper)
    assert differing_from(reading, application, name) == []
    assert (reading.changes, reading.problems, reading.outside) == ((), (), ())
    assert reading.document == name


def retyped(paper: bytes, old: str, new: str) -> Reading:
    """Return what is read when the first such text is typed anew."""
    return read(paper_retyped(paper, (old, new)))


@pytest.fixture(name="paper", scope="module")
def _paper() -> bytes:
    """Return the application of the cooperation project, in Finnish."""
    application = hakemus.load(packaged_folder("examples") / "cooperation-complete" / "application.toml")
    return hakemus.render(application, "application", draft=True)


@pytest.mark.parametrize("name", ["application", "project-plan", "cost-estimate", "in-kind-estimate"])
def test_an_untouched_paper_is_not_printed_again(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says itself that its fields are as they were: reading takes no counting and no template."""
    application = hakemus.load(packaged_folder("examples") / "cooperation-project" / "application.toml")
    paper = hakemus.render(application, name, draft=True)

    def refuse(*_: Any, **__: Any) -> bytes:
        raise AssertionError("printed again")

    monkeypatch.setattr("hakemus.forms.as_printed.print_paper", refuse)
    assert read(paper).changes == ()


@pytest.mark.parametrize(
    ("old", "new", "path", "value"),
    [
        ("Kuvitelma", "Mallila", "applicant.municipality", "Mallila"),
        ("17.11.2025", "18.11.2025", "date", "2025-11-18"),
        ("17.11.2025", "18. 11. 2025", "date", "2025-11-18"),
        ("1.1.2026", "01.02.2026", "project.start_date", "2026-02-01"),
        ("Yhdistys", "Andelslag", "applicant.legal_form", "cooperative"),
        ("kyllä", "no", "classification.is_leader_project", False),
        ("M7 – Harvaan asuttu maaseutu", "M5", "classification.rural_type", "M5"),
        ("suomi", "svenska", "language", "sv"),
        ("5\N{NO-BREAK SPACE}600,00\N{NO-BREAK SPACE}€", "5.000,00", "budget.items[2].amount", "5000.00"),
        ("5\N{NO-BREAK SPACE}600,00\N{NO-BREAK SPACE}€", "5 000 €", "budget.items[2].amount", "5000"),
        ("Kylätie 12", "", "applicant.address.street", None),
        ("Kylätie 12", "Kylätie12", "applicant.address.street", "Kylätie12"),
    ],
)
def test_what_is_typed_anew_is_the_one_change(
    paper: bytes, old: str, new: str, path: str, value: object
) -> None:
    """A value typed as people do is understood, and nothing else changes."""
    reading = retyped(paper, old, new)
    assert [(change.path, change.after) for change in reading.changes] == [(path, value)]
    assert reading.problems == ()


@pytest.mark.parametrize(
    ("old", "new", "path", "code"),
    [
        ("17.11.2025", "ensi maanantaina", "date", "not-a-day"),
        ("kyllä", "ehkä", "classification.is_leader_project", "not-yes-no"),
        ("Yhdistys", "Jokin muu porukka", "applicant.legal_form", "not-a-choice"),
        ("3333333-8", "3333333-9", "applicant.business_id", "business-id-check-digit"),
        ("5\N{NO-BREAK SPACE}600,00\N{NO-BREAK SPACE}€", "paljon", "budget.items[2].amount", "not-a-number"),
    ],
)
def test_what_is_not_understood_is_told_at_its_field(
    paper: bytes, old: str, new: str, path: str, code: str
) -> None:
    """The field keeps its value, and what was typed is reported."""
    reading = retyped(paper, old, new)
    ((problem),) = reading.problems
    assert (problem.path, problem.code, problem.typed) == (path, code, new)
    assert reading.changes == ()


def test_a_row_that_is_deleted_moved_or_copied(paper: bytes) -> None:
    """Partners are taken away, put in another order, and added by copying a row."""
    application = read(paper).application
    assert len(application.partners) == 2

    def rows(body: str) -> tuple[str, str, str, str]:
        first = body.rindex("<w:tr>", 0, body.index('"partners[0].name"'))
        second = body.rindex("<w:tr>", 0, body.index('"partners[1].name"'))
        end = body.index("</w:tr>", second) + len("</w:tr>")
        return body[:first], body[first:second], body[second:end], body[end:]

    def deleted(body: str) -> str:
        before, _, second, after = rows(body)
        return before + second + after

    def moved(body: str) -> str:
        before, first, second, after = rows(body)
        return before + second + first + after

    def copied(body: str) -> str:
        before, first, second, after = rows(body)
        return before + first + second + first.replace("Kuvitelman kunta", "Toinen kunta") + after

    one, two = application.partners
    assert read(edited(paper, deleted)).application.partners == (two,)
    assert read(edited(paper, moved)).application.partners == (two, one)
    added = read(edited(paper, copied))
    new = one.model_copy(
        update={"name": "Toinen kunta", "signatories": ()}
    )  # the paper does not show who signs
    assert added.application.partners == (one, two, new)
    ((change),) = added.changes
    assert (change.path, change.before) == ("partners[2]", None)


def test_a_row_without_any_anchor_is_read_by_its_columns(paper: bytes) -> None:
    """A row that a program added, with plain cells, is an item like the others."""
    file = docx.Document(io.BytesIO(paper))
    table = next(table for table in file.tables if table.cell(0, 0).text == "Kumppanin nimi")
    cells = table.add_row().cells  # type: ignore[no-untyped-call]
    cells[0].text, cells[2].text, cells[3].text = "Uusi kumppani", "Auttaa", "Oiva Malli, oiva@malli.example"
    out = io.BytesIO()
    file.save(out)
    reading = read(out.getvalue())
    assert (
        reading.application.partners[-1]
        == hakemus.Application.model_validate(
            {
                "partners": [
                    {
                        "name": "Uusi kumppani",
                        "role": "Auttaa",
                        "contact_person": "Oiva Malli",
                        "email": "oiva@malli.example",
                    }
                ]
            }
        ).partners[0]
    )
    assert len(reading.changes) == 1


def test_a_new_paragraph_and_a_list_become_part_of_the_long_text(paper: bytes) -> None:
    """What is written below a long text belongs to it, whatever program wrote it there."""
    file = docx.Document(io.BytesIO(paper))
    heading = next(part for part in file.paragraphs if part.text == "Tavoitteet")
    following = file.paragraphs[[part._p for part in file.paragraphs].index(heading._p) + 1]
    new = file.add_paragraph("Uusi tavoite: 1 000 matkaa.", style="Body Text")
    following._p.addnext(new._p)
    out = io.BytesIO()
    file.save(out)
    reading = read(out.getvalue())
    ((change),) = reading.changes
    assert change.path == "plan.objectives"
    assert "Uusi tavoite: 1 000 matkaa." in str(change.after)
    assert reading.outside == ()


def test_text_beside_the_fields_is_told_with_its_heading(paper: bytes) -> None:
    """A note that somebody wrote under a heading is not dropped."""
    file = docx.Document(io.BytesIO(paper))
    heading = next(part for part in file.paragraphs if part.text == "Hakemuksen tiedot")
    note = file.add_paragraph("Muistakaa liitteet!")
    heading._p.addnext(note._p)
    out = io.BytesIO()
    file.save(out)
    reading = read(out.getvalue())
    assert [(one.heading, one.text) for one in reading.outside] == [
        ("Hakemuksen tiedot", "Muistakaa liitteet!")
    ]
    assert reading.changes == ()


def test_tracked_changes_are_read_as_if_accepted(paper: bytes) -> None:
    """What is marked as deleted is gone, what is marked as inserted is there, and the reading says so."""

    def change(body: str) -> str:
        old = '<w:t xml:space="preserve">Kuvitelma</w:t></w:r>'
        assert old in body
        start = body.rindex("<w:r>", 0, body.index(old))
        run = body[start : body.index(old) + len(old)]
        mark = 'w:id="7" w:author="Aino" w:date="2025-01-01T00:00:00Z"'
        gone = f"<w:del {mark}>{run.replace('w:t>', 'w:delText>').replace('<w:t ', '<w:delText ')}</w:del>"
        return body.replace(run, f"{gone}<w:ins {mark}>{run.replace('Kuvitelma', 'Mallila')}</w:ins>", 1)

    reading = read(edited(paper, change))
    assert reading.application.applicant.municipality == "Mallila"
    assert reading.tracked


def test_lost_tags_are_made_good_by_bookmarks(paper: bytes) -> None:
    """Without a single tag, everything is found by bookmarks."""
    reading = read(edited(paper, lambda body: re.sub(r'<w:tag w:val="[^"]*"/>', "", body)))
    assert reading.changes == ()
    assert set(reading.anchors.values()) == {"bookmark"}
    assert reading.anchor_counts == {"bookmark": len(reading.anchors)}


def test_two_values_for_one_field_are_told(paper: bytes) -> None:
    """A control pasted twice and filled in two ways: both are reported, none is chosen silently."""

    def change(body: str) -> str:
        start = body.index("<w:sdt>", body.index('w:name="h_applicant_municipality"'))
        control = body[start : body.index("</w:sdt>", start) + len("</w:sdt>")]
        one, two = control.replace("Kuvitelma<", "Yksi<"), control.replace("Kuvitelma<", "Kaksi<")
        note = f"<w:p>{two}</w:p>"
        end = body.index("<w:sectPr")
        return (body[:end] + note + body[end:]).replace(control, one, 1)

    reading = read(edited(paper, change))
    assert [(problem.path, problem.code) for problem in reading.problems] == [
        ("applicant.municipality", "twice")
    ]


def test_files_that_are_no_forms_are_refused(paper: bytes) -> None:
    """A foreign document, one of a newer version, one with data changed by hand, and no document at all."""
    out = io.BytesIO()
    docx.Document().save(out)
    for file, code in (
        (out.getvalue(), "no-form"),
        (with_data(paper, 'version="2"', 'version="3"'), "newer"),
        (with_data(paper, "Kuvitelma", "Kuvitelmb"), "damaged"),
    ):
        with pytest.raises(FormError) as caught:
            read(file)
        assert caught.value.code == code
    with pytest.raises(PackageError):
        read(b"hello")


def with_data(paper: bytes, old: str, new: str) -> bytes:
    """Return a paper whose carried data were changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(paper)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            content = before.read(name).decode("latin-1")
            if name == "customXml/item1.xml":
                content = content.replace(old, new, 1)
            after.writestr(name, content.encode("latin-1"))
    return out.getvalue()


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.parent.name)
def test_without_data_what_is_shown_comes_back(file: Path) -> None:
    """Of a paper that carries no data, every value that it shows is read from its fields alone."""
    application = hakemus.load(file)
    reading = read(hakemus.render(application, "application", on=DAY, draft=True, data=False))
    assert reading.problems == ()
    shown = reading.application
    assert shown.project.name == application.project.name
    assert shown.project.start_date == application.project.start_date
    assert shown.date == application.date
    assert (shown.plan.need or "").split() == (application.plan.need or "").split()
    assert [partner.name for partner in shown.partners] == [partner.name for partner in application.partners]
    assert shown.applicant.legal_form == application.applicant.legal_form
    assert shown.applicant.iban == application.applicant.iban
    assert [item.amount for item in shown.budget.items] == [item.amount for item in application.budget.items]
    assert [item.quantity for item in shown.budget.items] == [
        item.quantity for item in application.budget.items
    ]


def test_a_new_row_with_a_mistake_keeps_the_rest_of_it(paper: bytes) -> None:
    """Only the field that cannot be taken is reported; what else was typed in the row is there."""

    def copied(body: str) -> str:
        second = body.rindex("<w:tr>", 0, body.index('"partners[1].name"'))
        end = body.index("</w:tr>", second) + len("</w:tr>")
        row = body[second:end].replace("Kuvitelman Yrittäjät ry", "Uusi ry").replace("1212121-3", "1212121-4")
        return body[:end] + row + body[end:]

    reading = read(edited(paper, copied))
    assert [(one.path, one.typed) for one in reading.problems] == [("partners[2].business_id", "1212121-4")]
    assert (reading.application.partners[2].name, reading.application.partners[2].business_id) == (
        "Uusi ry",
        None,
    )
