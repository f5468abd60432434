"""The annexes of money: in-kind work and compared prices are shown as the budget holds them, and no more."""

from datetime import date
from typing import Any

import pytest

import hakemus
from hakemus.assembly import papers_of
from hakemus.model import Application
from hakemus.packaged import packaged_folder
from hakemus.programme import open_programme
from hakemus.texts import LANGUAGES, Language, wording
from hakemus.word import text

DAY = date(2024, 12, 1)
EXAMPLES = packaged_folder("examples")


def paper(application: Application, name: str, language: str = "fi", *, draft: bool = True) -> str:
    """Return the text of a paper, blanks evened out."""
    made = hakemus.render(application, name, language=language, on=DAY, draft=draft)
    return " ".join(text(made).replace("\N{NO-BREAK SPACE}", " ").split())


def budgeted_with(**budget: Any) -> Application:
    """Return an application whose budget is this."""
    return Application.model_validate(
        {"classification": {"measure": "cooperation-services"}, "budget": budget}
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_authoritys_form_is_named_with_what_is_not_known_of_it(
    budgeted: Application, language: Language
) -> None:
    """The checklist names the programme's form, and says in every language that its columns are not known."""
    form = open_programme().parameter("in-kind.form").on(DAY).label.text(language)
    said = wording(language).message("documents.in-kind-estimate.form", {"form": form})
    assert said in paper(budgeted, "checklist", language)


def test_hours_and_machines_are_counted_apart() -> None:
    """Ten hours and five of a machine: 200 and 200 euros, each with the price of its hour."""
    work = [{"description": "Auraus", "hours": 10, "machine_hours": 5, "year": 2024}]
    shown = paper(budgeted_with(in_kind_work=work), "in-kind-estimate")
    assert "Auraus 2024 20,00 € 10 200,00 € Yhteensä 10 200,00 €" in shown
    assert "Auraus 2024 40,00 € 5 200,00 € Yhteensä 5 200,00 €" in shown
    assert "Henkilötyön arvo 200,00 € Koneiden arvo 200,00 € Yhteensä 400,00 €" in shown


def test_work_with_a_machine_alone_is_not_among_the_work_of_people() -> None:
    """It has no hours of people to be counted."""
    shown = paper(
        budgeted_with(in_kind_work=[{"description": "Auraus", "machine_hours": 5}]), "in-kind-estimate"
    )
    assert shown.count("Auraus") == 1


def test_work_without_hours_is_shown_without_a_worth() -> None:
    """A kind of work that is only named stays to be seen, and no 0,00 € is invented for it."""
    shown = paper(budgeted_with(in_kind_work=[{"description": "Talkoot"}]), "in-kind-estimate")
    assert "Talkoot Yhteensä" in shown


def test_the_offer_that_is_chosen_is_marked_and_held_against_the_lowest() -> None:
    """The difference is counted from the lowest price, and the supplier is known whatever its case."""
    evidence = [
        {
            "purchase": "Kone",
            "chosen_supplier": "kallis oy",
            "offers": [
                {"supplier": "Halpa Oy", "amount": 3000},
                {"supplier": "Kallis Oy", "amount": "3250.50"},
            ],
        }
    ]
    shown = paper(budgeted_with(price_evidence=evidence), "price-comparison")
    assert "Halpa Oy 3 000,00 € 0,00 € Kallis Oy 3 250,50 € 250,50 € kyllä" in shown
    assert "Valittu hinta 3 250,50 €" in shown


def test_of_two_offers_of_the_chosen_supplier_no_price_is_called_chosen() -> None:
    """Nobody can tell which of them it is."""
    offers = [{"supplier": "A", "amount": 3000}, {"supplier": "A", "amount": 3100}]
    shown = paper(
        budgeted_with(price_evidence=[{"purchase": "Kone", "chosen_supplier": "A", "offers": offers}]),
        "price-comparison",
    )
    assert "Valittu hinta" not in shown


@pytest.mark.parametrize(
    ("draft", "said"), [(True, "Täydennettävä."), (False, "Hintatasoa ei ole selvitetty.")]
)
def test_a_large_purchase_without_evidence_is_shown(said: str, *, draft: bool) -> None:
    """With its amount, and with what is still to be stated about it."""
    application = hakemus.load(EXAMPLES / "cooperation-complete" / "application.toml")
    budget = application.budget.model_copy(update={"price_evidence": ()})
    bare = application.model_copy(update={"budget": budget})
    shown = paper(bare, "price-comparison", draft=draft)
    assert "Kyytien varauspalvelu Tarjoukset" in shown
    assert said in shown


def test_a_business_is_referred_to_its_own_decree() -> None:
    """Prices are compared by the decree on business aids, and nothing is said of what only projects are asked."""
    business = Application(
        classification={"measure": "business-investment"},
        budget={"items": [{"category": "other", "amount": 3000}]},
    )
    shown = paper(business, "price-comparison")
    assert "646/2023, 9 §:n 1 momentti" in shown
    assert "617/2023" not in shown


@pytest.mark.parametrize(("work", "is_shown"), [({}, False), ({"in_kind": "500"}, True)])
def test_in_kind_work_has_no_row_where_it_is_no_cost(work: dict[str, Any], is_shown: bool) -> None:
    """Unless somebody has stated some."""
    one = Application.model_validate(
        {
            "classification": {"measure": "business-investment"},
            "budget": {
                "cost_model": "actual-costs",
                "items": [{"category": "other", "description": "Uuni", "amount": "8000", "year": 2026}],
                "financing": {"leader_support": "2000", **work},
            },
        }
    )
    term = wording("fi").term("budget.financing.in_kind")
    day = date(2026, 3, 2)
    for kind in ("application", "project-plan", "cost-estimate", "hyrra-sheet"):
        shown = text(hakemus.render(one, kind, language="fi", on=day, draft=True))
        assert (term in shown) is is_shown, kind


def test_small_purchases_are_left_out() -> None:
    """Only what reaches the limit, or has evidence, is compared."""
    items = [{"category": "other", "description": "Kahvit", "amount": 200}]
    shown = paper(budgeted_with(items=items), "price-comparison")
    assert "Kahvit" not in shown
    assert "Hankintoja, joiden hintataso selvitetään, ei ole." in shown


@pytest.mark.parametrize(
    ("budget", "asked"),
    [
        ({"in_kind_work": [{"description": "Talkoot"}]}, {"in-kind-estimate"}),
        ({"price_evidence": [{"purchase": "Kone"}]}, {"price-comparison"}),
        ({"items": [{"category": "other", "amount": 3000}]}, {"price-comparison"}),
        ({"items": [{"category": "salaries", "amount": 3000}]}, set()),
        ({"items": [{"category": "other", "amount": "2999.99"}]}, set()),
    ],
)
def test_they_are_made_when_the_budget_asks_for_them(budget: dict[str, Any], asked: set[str]) -> None:
    """In-kind work asks for its estimate; evidence or a large purchase for the comparison."""
    made = papers_of(budgeted_with(**budget), on=DAY)
    assert {"in-kind-estimate", "price-comparison"} & set(made) == asked


def test_a_value_of_the_law_cites_its_statute_by_number() -> None:
    """The whole title took five lines of its narrow column."""
    one = budgeted_with(financing={"in_kind": "500"})
    made = hakemus.render(one, "in-kind-estimate", language="sv", on=date(2026, 3, 2), draft=True)
    shown = text(made).replace("\N{NO-BREAK SPACE}", " ")
    assert "617/2023, 8 § 2 mom." in shown
    assert "utvecklingsprojekt och investeringar på landsbygden" not in shown
