"""The data that a paper carries: exactly the fields of its document, and nothing in what is published."""

import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

import hakemus
from any_application import leaves
from hakemus.model import Applicant, ProjectPlan
from hakemus.model.schema import field_at
from hakemus.packaged import packaged_folder
from hakemus.papers import document
from hakemus.papers.paper import read_carried
from hakemus.word import text
from hakemus.word.data_part import find_data
from hakemus.word.package import read_package

EXAMPLES = packaged_folder("examples")
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


def not_shown(paper: bytes) -> list[str]:
    """Return the paths of what a paper carries and does not show; of what is shown as a word, nobody asks here."""
    shown = squeezed(text(paper))
    values = [(path, str(value)) for _, data in carried(paper) for path, value in leaves(json.loads(data))]
    return [
        path
        for path, value in values
        if (place := field_at(path)) is not None
        and place.kind not in ("choice", "yes-no", "language")
        and not (place.vocabulary or path == "classification.programme")
        and not any(squeezed(said) in shown for said in (as_day(value), _AFTER_COMMA.sub(r".\1", value)))
    ]


_AFTER_COMMA = re.compile(r"\.(\d*?)0+$")
"""The decimals of an amount without the zeros at their end, which a paper may print or not."""


def squeezed(said: str) -> str:
    """Return a text without blanks and signs, in small letters: amounts and lists are printed in their own way."""
    return re.sub(r"[\W_]", "", said).casefold()


def as_day(said: str) -> str:
    """Return a day as it is printed; another text as it is."""
    found = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", said)
    return said if found is None else ".".join(str(int(found[at])) for at in (3, 2, 1))


@pytest.mark.fuzz
@pytest.mark.parametrize("example", [path.parent.name for path in EXAMPLES.glob("*/application.toml")])
def test_of_no_example_a_paper_carries_more_than_it_shows(example: str) -> None:
    """Of every document, and of each of its papers."""
    application = hakemus.load(EXAMPLES / example / "application.toml")
    for name in CARRYING:
        for item in hakemus.list_items(application, name) or [None]:
            paper = hakemus.render(application, name, draft=True, on=date(2026, 2, 1), item=item)
            assert not_shown(paper) == [], name


@pytest.mark.parametrize("name", CARRYING)
def test_what_a_paper_doesnt_carry_stays_in_the_file(name: str, tmp_path: Path) -> None:
    """Brought up to date from it, the file keeps its account number, and nobody is asked about it."""
    file = tmp_path / "application.toml"
    shutil.copy(EXAMPLES / "cooperation-complete" / "application.toml", file)
    paper = hakemus.render(hakemus.load(file), name, draft=True)
    assert not_shown(paper) == []
    made = hakemus.update(file, paper, write=False)
    assert (made.changes, made.kept, made.conflicts) == ((), (), ())
    assert made.after == made.before
