"""Papers of which every anchor was lost: what they say is found by labels, headings and columns, and marked as such."""

import re
from pathlib import Path

import pytest

import hakemus
from edited_paper import edited, retyped
from hakemus.forms import read
from hakemus.packaged import packaged_folder
from hakemus.texts import LANGUAGES

EXAMPLES = sorted(packaged_folder("examples").glob("*/application.toml"))
APPLICATION = hakemus.load(packaged_folder("examples") / "cooperation-complete" / "application.toml")


def bare(paper: bytes) -> bytes:
    """Return a paper without any tag or bookmark, as one that was copied into another document."""

    def change(body: str) -> str:
        body = re.sub(r"<w:bookmark(Start|End) [^>]*/>", "", body)
        return re.sub(r'<w:tag w:val="[^"]*"/>', "", body)

    return edited(paper, change)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.parent.name)
def test_an_untouched_paper_without_anchors_is_unchanged(file: Path, language: str) -> None:
    """With its data, nothing is reported as a change, and no value as a mistake."""
    application = hakemus.load(file)
    on = application.date or hakemus.load(EXAMPLES[0]).date
    reading = read(bare(hakemus.render(application, "application", language=language, on=on, draft=True)))
    assert (reading.changes, reading.problems) == ((), ())
    assert set(reading.anchors.values()) == {"place"}


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("Kuvitelma", "Mallila", "applicant.municipality"),
        ("Veikko Esimerkki", "Oiva Malli", "contact_person.name"),
        ("Järjestää kunnan kyydit", "Maksaa kyydit", "partners[0].role"),
        ("5\N{NO-BREAK SPACE}600,00\N{NO-BREAK SPACE}€", "6000", "budget.items[2].amount"),
    ],
)
def test_what_is_typed_is_found_by_its_place(old: str, new: str, path: str) -> None:
    """Next to a label that others share, and in a column."""
    paper = hakemus.render(APPLICATION, "application", draft=True)
    whole = re.search(f">({re.escape(old)}(?: [^<]*)?)</w:t>", body_text(paper))
    assert whole is not None
    reading = read(bare(retyped(paper, (whole[1], new))))
    assert [change.path for change in reading.changes] == [path]
    assert reading.anchors[path] == "place"


def body_text(paper: bytes) -> str:
    """Return the XML of the body."""
    kept: list[str] = []

    def keep(body: str) -> str:
        kept.append(body)
        return body

    edited(paper, keep)
    return kept[0]


def test_a_control_that_somebody_deleted_is_found_by_its_label() -> None:
    """The others keep their anchors, and the reading says which was found how."""
    paper = hakemus.render(APPLICATION, "application", draft=True)

    def without_control(body: str) -> str:
        start = body.rindex("<w:bookmarkStart", 0, body.index("h_applicant_municipality"))
        end = body.index("<w:bookmarkEnd", start)
        end = body.index("/>", end) + 2
        return body[:start] + "<w:r><w:t>Mallila</w:t></w:r>" + body[end:]

    reading = read(edited(paper, without_control))
    assert [(change.path, change.after) for change in reading.changes] == [
        ("applicant.municipality", "Mallila")
    ]
    assert reading.anchors["applicant.municipality"] == "place"
    assert reading.anchors["applicant.name"] == "tag"
    assert reading.anchor_counts["place"] == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_data_and_anchors_the_paper_is_known_by_its_labels(language: str) -> None:
    """What is next to labels, under headings and in columns comes back."""
    paper = hakemus.render(APPLICATION, "application", language=language, draft=True, data=False)
    shown = read(bare(paper)).application
    assert shown.applicant.name == APPLICATION.applicant.name
    assert shown.project.start_date == APPLICATION.project.start_date
    assert [partner.name for partner in shown.partners] == [one.name for one in APPLICATION.partners]
    assert (shown.plan.need or "").split() == (APPLICATION.plan.need or "").split()


def test_a_letter_is_still_none_of_ours() -> None:
    """A few labels do not make a paper."""
    paper = hakemus.render(APPLICATION, "application", draft=True, data=False)
    letter = edited(paper, lambda body: re.sub(r"<w:tbl>.*</w:tbl>", "", body, flags=re.DOTALL))
    with pytest.raises(hakemus.FormError):
        read(bare(letter))
