"""One value that is refused: it is reported, and nothing else that was typed is lost."""

import re

import pytest

import hakemus
from edited_paper import edited
from form_filling import filled
from hakemus.desk.in_words import problem_text
from hakemus.packaged import packaged_folder
from hakemus.texts import Language, wording

FORM = hakemus.blank_form("investment")


def test_the_other_rows_of_its_list_stay() -> None:
    """An amount that is not one takes neither its row nor the next one with it."""
    typed = {
        "budget.items[0].description": "Laite",
        "budget.items[0].amount": "1 000,005",
        "budget.items[1].description": "Työ",
        "budget.items[1].amount": "200",
    }
    reading = hakemus.read(filled(FORM, typed))
    first, second = reading.application.budget.items
    assert (first.description, first.amount) == ("Laite", None)
    assert (second.description, str(second.amount)) == ("Työ", "200.00")
    assert [(one.path, one.code) for one in reading.problems] == [
        ("budget.items[0].amount", "too-many-decimals")
    ]


def test_of_values_that_do_not_go_together_one_is_told_and_the_others_stay() -> None:
    """An amount next to a quantity and a price, in a row that waited and in one that was added."""
    for row in (0, 4):
        place = f"budget.items[{row}]"
        typed = {"description": "Hirsi", "quantity": "3", "unit_price": "100", "amount": "250"}
        reading = hakemus.read(filled(FORM, {f"{place}.{key}": text for key, text in typed.items()}))
        (item,) = reading.application.budget.items
        assert (item.description, item.amount, str(item.unit_price)) == ("Hirsi", None, "100.00")
        (problem,) = reading.problems
        assert problem.path.endswith(".amount")
        assert (problem.code, problem.typed) == ("amount-twice", "250")


def test_a_wrong_value_in_a_bad_row_does_not_end_the_reading() -> None:
    """A value that is not one, in an item whose other values do not go together either."""
    typed = {"year": "25", "quantity": "3", "unit_price": "100", "amount": "250"}
    reading = hakemus.read(filled(FORM, {f"budget.items[0].{key}": text for key, text in typed.items()}))
    assert {one.code for one in reading.problems} == {"out-of-range", "amount-twice"}


def test_a_value_in_a_row_that_moved_is_its_own() -> None:
    """The first row is deleted, the second has a wrong business id: it keeps its own, not the first one's."""
    application = hakemus.load(packaged_folder("examples") / "cooperation-complete" / "application.toml")
    gone, stays = application.partners
    assert gone.business_id is not None
    assert stays.business_id is not None
    wrong = f"{stays.business_id[:-1]}{(int(stays.business_id[-1]) + 1) % 10}"

    def change(body: str) -> str:
        rows = re.findall(r"<w:tr[ >].*?</w:tr>", body, re.DOTALL)
        row = next(row for row in rows if gone.business_id in row and "partners[0].name" in row)
        return body.replace(row, "").replace(f">{stays.business_id}<", f">{wrong}<")

    reading = hakemus.read(edited(hakemus.render(application, "application", draft=True), change))
    assert [one.business_id for one in reading.application.partners] == [stays.business_id]
    assert [(one.path, one.typed) for one in reading.problems] == [("partners[0].business_id", wrong)]
    assert [one.path for one in reading.changes] == ["partners[0]"]


@pytest.mark.parametrize(
    ("language", "likely"), [("fi", "Palkat tai Palkkiot"), ("sv", "Löner eller Arvoden")]
)
def test_of_a_word_that_is_not_in_the_list_the_likely_ones_are_named(language: Language, likely: str) -> None:
    """A name that somebody shortened leads to the names in the list, in the reader's language."""
    (problem,) = hakemus.read(filled(FORM, {"budget.items[0].category": "palkka"})).problems
    assert problem_text(problem, wording(language)).endswith(f": {likely}?")


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "fi",
            "Kustannukset 1: Summa: luvussa 1000.005 on liikaa desimaaleja. Sallittu: ≤ 2; pyöristä itse.",
        ),
        ("sv", "Kostnader 1: Belopp: talet 1000.005 har för många decimaler. Tillåtet: ≤ 2; avrunda själv."),
    ],
)
def test_it_is_told_by_its_term_with_what_is_allowed(language: Language, told: str) -> None:
    """As those who filled the form know the field, not by its key."""
    (problem,) = hakemus.read(filled(FORM, {"budget.items[0].amount": "1 000,005"})).problems
    assert problem_text(problem, wording(language)) == told
