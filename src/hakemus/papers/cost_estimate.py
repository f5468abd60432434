"""The cost estimate and financing plan: every cost under its category, by year, with totals and shares."""

from collections.abc import Mapping
from typing import Any

from hakemus.papers.layout import Page
from hakemus.papers.money import (
    company_shares,
    costs,
    counted_budget,
    financing,
    financing_chart,
    items_by_category,
    lay_out_money,
)
from hakemus.papers.paper import ABOUT, Content, Document, Subject


def _shown(subject: Subject, content: Content) -> Mapping[str, Any]:
    budget = counted_budget(subject, content)
    return {
        "budget": budget,
        "costs": {**costs(subject), "categories": items_by_category(subject, budget)},
        "company_costs": company_shares(subject),
        "financing": {**financing(subject), "chart": financing_chart(subject)},
    }


def _lay_out(page: Page) -> None:
    page.title("{{ project.name }}")
    lay_out_money(page, 1)


DOCUMENT = Document("cost-estimate", 30, _shown, _lay_out, carries=("date", *ABOUT, "companies", "budget"))
