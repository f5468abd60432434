"""An application file with another budget in it: what differs is written, all else stays to the letter."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hakemus.files import application_from
from hakemus.files.rewriting import rewritten
from hakemus.model import (
    Application,
    Budget,
    Contribution,
    CostCategory,
    CostItem,
    CostModel,
    Financing,
    Income,
    InKindWork,
)
from hakemus.packaged import packaged_folder
from hakemus.reading import parse_toml

FILE = Path("application.toml")

TEXT = """\
schema_version = 1 # oma huomautus

[project]
name = "Kylätalon katto"

[budget]
cost_model = "actual" # valittiin kokouksessa

# Ensimmäinen kustannus
[[budget.items]]
description = "Luento"
amount = 300.00 # tarjous 3.2.

# Toinen kustannus
[[budget.items]]
description = "Tila"
quantity = 2
unit_price = 33.35

[budget.financing]
leader_support = 200.00

[plan]
need = "Tarve"
"""


def application_of(text: str) -> Application:
    """Return what an application file says."""
    return application_from(parse_toml(text, "application"))


def budget_of(text: str) -> Budget:
    """Return the budget of an application file."""
    return application_of(text).budget


def with_budget(text: str, new: Budget) -> str:
    """Return the text of an application file with another budget."""
    old = application_of(text)
    return rewritten(FILE, text.encode(), old, old.model_copy(update={"budget": new})).decode()


def test_the_same_budget_changes_no_letter() -> None:
    """Nothing to write, nothing written."""
    assert with_budget(TEXT, budget_of(TEXT)) == TEXT


def test_one_amount_changes_one_line() -> None:
    """The comment behind the amount stays, and so does everything else."""
    old = budget_of(TEXT)
    first = old.items[0].model_copy(update={"amount": Decimal("350.00")})
    new = old.model_copy(update={"items": (first, old.items[1])})
    assert with_budget(TEXT, new) == TEXT.replace("300.00", "350.00")


def test_a_row_between_others() -> None:
    """A new row is between those that were there, whose comments stay with them."""
    old = budget_of(TEXT)
    added = CostItem(description="Väliin", amount=Decimal("5.00"))
    text = with_budget(TEXT, old.model_copy(update={"items": (old.items[0], added, old.items[1])}))
    assert [item.description for item in budget_of(text).items] == ["Luento", "Väliin", "Tila"]
    assert all(
        line in text
        for line in ("# Ensimmäinen kustannus", "# tarjous 3.2.", "# oma huomautus", 'need = "Tarve"')
    )


def test_a_row_that_is_gone() -> None:
    """Only its own lines go."""
    old = budget_of(TEXT)
    text = with_budget(TEXT, old.model_copy(update={"items": (old.items[1],)}))
    assert budget_of(text).items == (old.items[1],)
    assert "Luento" not in text
    assert "# valittiin kokouksessa" in text


def test_a_value_that_is_gone_and_one_that_is_new() -> None:
    """A key is taken out, or put in, in its own table."""
    old = budget_of(TEXT)
    financing = Financing(support_rate=Decimal("62.5"))
    new = old.model_copy(update={"financing": financing, "cost_model": CostModel.CALCULATED_19})
    text = with_budget(TEXT, new)
    assert budget_of(text) == new
    assert 'cost_model = "calculated-19" # valittiin kokouksessa' in text
    assert "leader_support" not in text


@pytest.mark.parametrize(
    "text", ["schema_version = 1\n", "[budget]\n", "[budget]\nitems = []\n\n[plan]\nneed = 'x'\n"]
)
def test_a_file_without_a_budget_gets_one(text: str) -> None:
    """Tables that are missing are made."""
    new = Budget(
        items=(CostItem(category=CostCategory.OTHER, amount=Decimal(7)),),
        financing=Financing(private=(Contribution(source="Oma", amount=Decimal(7)),)),
    )
    assert budget_of(with_budget(text, new)) == new


def test_rows_written_on_one_line() -> None:
    """A list written in brackets is understood too, and is written as tables when it changes."""
    text = '[budget]\nitems = [{ description = "A", amount = 1.00 }, { description = "B", amount = 2.00 }]\n'
    old = budget_of(text)
    new = old.model_copy(update={"items": old.items[:1]})
    assert budget_of(with_budget(text, new)) == new


_items = st.builds(
    CostItem,
    description=st.none() | st.sampled_from(["a", "b", 'lainaus " ja \\', "# risuaita"]),
    amount=st.none() | st.decimals(0, 999, places=2),
    year=st.none() | st.just(2025),
)
_budgets = st.builds(
    Budget,
    cost_model=st.none() | st.sampled_from(CostModel),
    items=st.lists(_items, max_size=5).map(tuple),
    in_kind_work=st.lists(st.builds(InKindWork, hours=st.decimals(0, 9, places=3)), max_size=2).map(tuple),
    income=st.lists(st.builds(Income, amount=st.decimals(0, 9, places=2)), max_size=2).map(tuple),
    financing=st.builds(
        Financing,
        leader_support=st.none() | st.decimals(0, 999, places=2),
        private=st.lists(st.builds(Contribution, source=st.just("k")), max_size=2).map(tuple),
    ),
)


@settings(max_examples=60)
@given(first=_budgets, second=_budgets)
def test_any_budget_can_follow_any_other(first: Budget, second: Budget) -> None:
    """Whatever was there, what is written reads as the new budget, and the rest of the file stays."""
    text = with_budget(TEXT, first)
    text = with_budget(text, second)
    assert budget_of(text) == second
    assert 'need = "Tarve"' in text
    assert "# oma huomautus" in text


def test_the_commented_example_keeps_every_comment() -> None:
    """A whole example file changes only where its budget does."""
    path = packaged_folder("examples") / "cooperation-project" / "application.toml"
    text = path.read_text(encoding="utf-8")
    old = budget_of(text)
    new = old.model_copy(update={"items": old.items[1:]})
    changed = with_budget(text, new)
    assert budget_of(changed) == new
    kept = [line for line in text.splitlines() if line.startswith("#")]
    assert [line for line in changed.splitlines() if line.startswith("#")] == kept
