"""What people type into a paper, in every way they do: understood as a person would, and never guessed."""

import io
import re
import zipfile

import docx
import pytest

import hakemus
from edited_paper import edited, retyped
from hakemus.files.fields import days_of_pair
from hakemus.forms import Reading, read
from hakemus.packaged import packaged_folder

APPLICATION = hakemus.load(packaged_folder("examples") / "cooperation-complete" / "application.toml")
PAPER = hakemus.render(APPLICATION, "application", draft=True)
NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("1.3.–30.7.2024", "2024-03-01"),
        ("1.3.2024–30.7.2024", "2024-03-01"),
        ("1.3. - 30.7.2024", "2024-03-01"),
        ("1.–30.7.2024", "2024-07-01"),
        ("1.12.2023—30.7.2024", "2023-12-01"),
    ],
)
@pytest.mark.parametrize("field", ["start_date", "end_date"])
def test_two_days_typed_into_one_field_fill_both(text: str, first: str, field: str) -> None:
    """Whichever of the pair it was."""
    assert days_of_pair(f"project.{field}", text) == {
        "project.start_date": first,
        "project.end_date": "2024-07-30",
    }


@pytest.mark.parametrize("text", ["1.12.–31.1.2025", "31.2.–1.3.2024", "1.3.2024"])
def test_days_that_are_no_pair_are_none(text: str) -> None:
    """The year of the first day is not guessed."""
    assert days_of_pair("project.start_date", text) is None


def after(reading: Reading) -> dict[str, object]:
    """Return what changed."""
    return {change.path: change.after for change in reading.changes}


@pytest.mark.parametrize("old", ["1.1.2026", "31.12.2027"])
def test_a_period_typed_into_a_paper_fills_both_days(old: str) -> None:
    """It is no problem that the other field still says its old day."""
    reading = read(retyped(PAPER, (old, "1.3.–30.7.2026")))
    assert after(reading) == {"project.start_date": "2026-03-01", "project.end_date": "2026-07-30"}
    assert reading.problems == ()


def test_a_period_and_another_day_are_told() -> None:
    """Nobody knows which of the two last days is meant."""
    reading = read(retyped(PAPER, ("1.1.2026", "1.3.–30.7.2026"), ("31.12.2027", "31.8.2026")))
    assert [(one.path, one.code) for one in reading.problems] == [("project.end_date", "twice")]


def test_a_period_in_a_row() -> None:
    """The activities of a plan have days too."""
    reading = read(retyped(PAPER, ("31.5.2026", "1.2.–30.6.2026")))
    assert after(reading) == {
        "plan.activities[0].start_date": "2026-02-01",
        "plan.activities[0].end_date": "2026-06-30",
    }


@pytest.mark.parametrize("label", ["Osuuskunta", "Andelslag", "Cooperative", "osuuskunta", "cooperative"])
def test_a_label_in_every_language(label: str) -> None:
    """And the key itself."""
    assert after(read(retyped(PAPER, ("Yhdistys", label)))) == {"applicant.legal_form": "cooperative"}


def test_quotes_and_blanks_of_prose_stay() -> None:
    """Smart quotes, a dash and a no-break space are the applicant's own."""
    text = f"”Kyydit” – 100{NBSP}kpl, ‘hyvä’…"
    first = re.search(r'w:name="h_plan_need"/><w:r><w:t[^>]*>([^<]*)<', body_of(PAPER))
    assert first is not None
    reading = read(retyped(PAPER, (first[1], text)))
    assert str(after(reading)["plan.need"]).startswith(text)


def body_of(paper: bytes) -> str:
    """Return the XML of the body."""
    with zipfile.ZipFile(io.BytesIO(paper)) as archive:
        return archive.read("word/document.xml").decode()


def test_text_pasted_with_formatting_is_its_text() -> None:
    """Bold, a link and a run for each word."""
    pieces = (
        "<w:r><w:rPr><w:b/></w:rPr><w:t>Mal</w:t></w:r><w:hyperlink w:anchor='x'><w:r><w:t>li</w:t></w:r></w:hyperlink>"
        "<w:proofErr w:type='spellStart'/><w:r><w:rPr><w:i/></w:rPr><w:t>la</w:t></w:r>"
    )
    run = '<w:r><w:t xml:space="preserve">Kuvitelma</w:t></w:r>'
    assert run in body_of(PAPER)
    reading = read(edited(PAPER, lambda body: body.replace(run, pieces, 1)))
    assert after(reading) == {"applicant.municipality": "Mallila"}


def test_a_list_of_words_own_is_a_list() -> None:
    """Bullets that Word numbers itself are lines with a dash."""
    file = docx.Document(io.BytesIO(PAPER))
    heading = next(part for part in file.paragraphs if part.text == "Riskit ja niihin varautuminen")
    following = file.paragraphs[[part._p for part in file.paragraphs].index(heading._p) + 1]
    for text in ("toinen", "ensimmäinen"):
        following._p.addnext(file.add_paragraph(text, style="List Bullet")._p)
    out = io.BytesIO()
    file.save(out)
    reading = read(out.getvalue())
    assert str(after(reading)["plan.risks"]).endswith("- ensimmäinen\n- toinen")
    assert reading.outside == ()


def test_comments_are_not_read() -> None:
    """Neither their text nor their marks."""
    marked = (
        '<w:commentRangeStart w:id="5"/><w:r><w:t xml:space="preserve">Kuvitelma</w:t></w:r>'
        '<w:commentRangeEnd w:id="5"/><w:r><w:commentReference w:id="5"/></w:r>'
    )
    run = '<w:r><w:t xml:space="preserve">Kuvitelma</w:t></w:r>'
    reading = read(edited(PAPER, lambda body: body.replace(run, marked, 1)))
    assert (reading.changes, reading.problems, reading.outside) == ((), (), ())


def test_a_field_that_was_emptied_is_empty() -> None:
    """And so is a long text."""
    reading = read(retyped(PAPER, ("Kylätie 12", "")))
    assert after(reading) == {"applicant.address.street": None}


def test_a_new_row_is_read_once() -> None:
    """What was read of a plain row is not reported again as text outside the fields."""
    file = docx.Document(io.BytesIO(PAPER))
    table = next(table for table in file.tables if table.cell(0, 0).text == "Kumppanin nimi")
    cells = table.add_row().cells  # type: ignore[no-untyped-call]
    cells[0].text, cells[2].text = "Uusi kumppani", "Auttaa"
    out = io.BytesIO()
    file.save(out)
    reading = read(out.getvalue())
    assert [change.path for change in reading.changes] == ["partners[2]"]
    assert reading.outside == ()


def test_a_code_with_another_text_is_no_choice() -> None:
    """What was typed behind the label is not dropped."""
    label = "M7 – Harvaan asuttu maaseutu"
    reading = read(retyped(PAPER, (label, f"{label}, osin M6")))
    assert [(one.code, one.typed) for one in reading.problems] == [("not-a-choice", f"{label}, osin M6")]
    assert after(read(retyped(PAPER, (label, "M5")))) == {"classification.rural_type": "M5"}
