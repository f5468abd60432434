"""The data that a paper carries: exactly the fields of its document, and nothing in what is published."""

import shutil
from pathlib import Path

import pytest

import hakemus
from hakemus.model import Applicant, ProjectPlan
from hakemus.packaged import packaged_folder
from hakemus.papers import document
from hakemus.papers.carried import read_carried
from hakemus.word.data_part import find_data
from hakemus.word.package import read_package

CARRYING = [name for name in hakemus.list_documents() if not document(name).published]


def carried(paper: bytes) -> list[tuple[dict[str, str], str]]:
    """Return the data parts of a paper."""
    return find_data(read_package(paper))


def test_a_paper_carries_what_it_shows_exactly(complete: hakemus.Application) -> None:
    """Every field of it, to the last cent and blank, and nothing that is not on it."""
    (found,) = carried(hakemus.render(complete, "application"))
    says = read_carried(*found)
    (also,) = carried(hakemus.render(complete, "cost-estimate"))
    costs = hakemus.load(read_carried(*also).values)
    application = hakemus.load(says.values)
    assert application.budget == complete.budget
    assert [one.amount for one in costs.budget.items] == [one.amount for one in complete.budget.items]
    assert application.plan == complete.plan
    assert costs.plan == ProjectPlan()
    assert costs.applicant == Applicant(name=complete.applicant.name)
    assert (says.document, says.language, says.on, says.draft) == ("application", "fi", complete.date, False)
    assert says.whole


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


@pytest.mark.parametrize("name", CARRYING)
def test_what_a_paper_doesnt_carry_stays_in_the_file(name: str, tmp_path: Path) -> None:
    """Brought up to date from it, the file keeps its account number, and nobody is asked about it."""
    file = tmp_path / "application.toml"
    shutil.copy(packaged_folder("examples") / "cooperation-complete" / "application.toml", file)
    made = hakemus.update(file, hakemus.render(hakemus.load(file), name, draft=True), write=False)
    assert (made.changes, made.kept, made.conflicts) == ((), (), ())
    assert made.after == made.before
