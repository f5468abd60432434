"""The data that a paper carries: exactly the fields of its document, and nothing in what is published."""

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

import hakemus
from hakemus.model import Contribution
from hakemus.packaged import packaged_folder
from hakemus.papers import document
from hakemus.papers.carried import read_carried
from hakemus.word import text
from hakemus.word.data_part import find_data
from hakemus.word.package import read_package


def carried(paper: bytes) -> list[tuple[dict[str, str], str]]:
    """Return the data parts of a paper."""
    return find_data(read_package(paper))


def test_the_application_carries_itself_whole(complete: hakemus.Application) -> None:
    """What the paper carries is the application, to the last cent and blank."""
    (found,) = carried(hakemus.render(complete, "application"))
    says = read_carried(*found)
    assert hakemus.load(says.values) == complete
    assert (says.document, says.language, says.on, says.draft) == ("application", "fi", complete.date, False)
    assert says.whole


@pytest.mark.parametrize("name", ["project-plan", "cost-estimate"])
def test_another_paper_carries_what_it_declares(budgeted: hakemus.Application, name: str) -> None:
    """No field travels that the document does not declare."""
    (found,) = carried(hakemus.render(budgeted, name, draft=True))
    assert set(read_carried(*found).values) <= {*document(name).carries, "language", "schema_version"}


def test_what_is_published_carries_nothing(complete: hakemus.Application) -> None:
    """The public description holds no data part, and no account number anywhere in the file."""
    paper = hakemus.render(complete, "public-description")
    assert carried(paper) == []
    assert complete.applicant.iban is not None
    assert not any(complete.applicant.iban.encode() in part for part in read_package(paper).parts.values())


def test_data_can_be_left_out(complete: hakemus.Application) -> None:
    """With `data=False` the file has no custom XML at all."""
    parts = read_package(hakemus.render(complete, "application", data=False)).parts
    assert not any(part.startswith("customXml") for part in parts)


def test_data_that_someone_changed_are_known(complete: hakemus.Application) -> None:
    """The digest no longer fits."""
    ((attributes, text),) = carried(hakemus.render(complete, "application"))
    assert not read_carried(attributes, text.replace("a", "b", 1)).whole


@pytest.mark.parametrize("text", ["", "[]", "{", '"x"', "[" * 100_000])
def test_data_that_cannot_be_read_are_refused(complete: hakemus.Application, text: str) -> None:
    """Broken JSON, and JSON that is no table."""
    ((attributes, _),) = carried(hakemus.render(complete, "application"))
    with pytest.raises(ValueError, match="cannot be read"):
        read_carried(attributes, text)


FOR_OTHERS = ("letter-of-intent", "power-of-attorney", "minutes-extract", "cooperation-agreement")
"""The papers that go to others than those who decide on the application."""


@pytest.mark.parametrize("name", FOR_OTHERS)
def test_a_paper_for_others_carries_nothing_private_that_it_doesnt_show(name: str) -> None:
    """Account, value added tax, contacts, and who else pays: what is in the data is on the page."""
    application = hakemus.load(packaged_folder("examples") / "cooperation-complete" / "application.toml")
    person = application.contact_person.model_copy(update={"phone": "040 987654", "position": "Asiamies"})
    applicant = application.applicant.model_copy(
        update={
            "iban": "FI2112345600000785",
            "vat_account": "vat-account-text",
            "email": "own@example.org",
            "phone": "040 123456",
            "website": "www.example.org",
            "address": application.applicant.address.model_copy(update={"street": "Salapolku 1"}),
        }
    )
    money = application.budget.financing
    others = (*money.private, Contribution(source="Salainen Säätiö", amount=Decimal(7)))
    budget = application.budget.model_copy(update={"financing": money.model_copy(update={"private": others})})
    whole = application.model_copy(
        update={"applicant": applicant, "contact_person": person, "budget": budget}
    )
    paper = hakemus.render(whole, name, draft=True)
    ((_, data),) = carried(paper)
    shown = text(paper)
    private = (
        "FI2112345600000785",
        "vat-account-text",
        "own@example.org",
        "040 123456",
        "040 987654",
        "www.example.org",
        "Salapolku",
        "Salainen",
    )
    assert [one for one in private if one in data and one not in shown] == []
    assert "vat_liability" not in data


@pytest.mark.parametrize("name", FOR_OTHERS)
def test_what_a_paper_doesnt_carry_stays_in_the_file(name: str, tmp_path: Path) -> None:
    """Brought up to date from it, the file keeps its account number, and nobody is asked about it."""
    file = tmp_path / "application.toml"
    shutil.copy(packaged_folder("examples") / "cooperation-complete" / "application.toml", file)
    made = hakemus.update(file, hakemus.render(hakemus.load(file), name, draft=True), write=False)
    assert (made.changes, made.kept, made.conflicts) == ((), (), ())
    assert made.after == made.before
