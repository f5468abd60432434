"""The cost estimate's source: costs under their categories, by year, in-kind work, financing and shares."""

import sections
from application import QUANTITY, price_evidence
from builder import Paper
from tables import Band, Column, Total
from wording import Words


def build(words: Words) -> bytes:
    """Return the template of the cost estimate and financing plan."""
    paper = Paper(language=words.language, kind_label=words.kind("cost-estimate"))
    paper.title("{{ project.name }}")
    paper.heading(1, words.heading("cost-basis"))
    sections.cost_basis(paper, words)
    with paper.when("budget.items"):
        paper.heading(1, words.heading("costs-by-item"))
        _items(paper, words)
    with paper.when("budget.in_kind_work"):
        paper.heading(1, words.heading("in-kind"))
        sections.in_kind_work(paper, words)
    paper.heading(1, words.heading("costs-by-year"))
    sections.costs_by_year(paper, words)
    with paper.when("companies"):
        paper.heading(1, words.heading("company-costs"))
        sections.company_costs(paper, words)
    with paper.when("budget.income"):
        paper.heading(1, words.heading("income"))
        sections.income(paper, words)
    paper.heading(1, words.heading("financing"))
    sections.financing(paper, words, charted=True)
    with paper.when("budget.price_evidence"):
        paper.heading(1, words.heading("price-evidence"))
        price_evidence(paper, words)
    return paper.save()


def _items(paper: Paper, words: Words) -> None:
    paper.rows(
        loop="item in category.items",
        columns=[
            Column(words.term("budget.items.description"), sections.DESCRIPTION),
            Column(words.term("budget.items.year"), "item.year", 14),
            Column(words.term("budget.items.quantity"), QUANTITY, 30, "right"),
            Column(words.table("unit-price"), "item.unit_price", 28, "right"),
            Column(words.term("budget.items.amount"), "item.amount", 30, "right"),
        ],
        band=Band(
            "category in costs.categories",
            "{{ category.label }}",
            [Total(f"{{{{ category.label }}}} {words.table('subtotal')}", ["category.total"])],
        ),
        totals=[Total(words.table("total"), ["costs.items"])],
        description=words.describe("items"),
    )
