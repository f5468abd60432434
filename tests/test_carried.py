"""The data that a paper carries: exactly the fields of its document, and nothing in what is published."""

import pytest

import hakemus
from hakemus.papers import document
from hakemus.papers.carried import read_carried
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
