"""The money of an application as it is printed: costs by category and year, in-kind work, financing and shares."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hakemus.costing import Costing, Year, share_costs
from hakemus.model import CostCategory
from hakemus.papers.paper import Content, Subject
from hakemus.texts import LANGUAGE_TAGS, Wording
from hakemus.values.money import total
from hakemus.word import Chart

# The financing plan as a chart: a bar for each part that pays something.

_EUROS = '#,##0.00\\ "€"'


def financing_chart(subject: Subject) -> Chart:
    """Return the parts of the financing plan as bars; while none is stated, a chart that prints nothing."""
    costing, words = subject.costing, subject.words
    paying = [part for part in costing.financing if part.amount > 0] if _shows(costing) else []
    labels = [
        words.message(
            "documents.chart.bar",
            {
                "part": words.term(f"budget.financing.{part.key}"),
                "amount": part.amount,
                "share": part.share,
            },
        )
        for part in paying
    ]
    return Chart(
        title=words.message("documents.chart.financing"),
        amounts_title=words.message("documents.table.amount"),
        bars=tuple((label, part.amount) for label, part in zip(labels, paying, strict=True)),
        number_format=_EUROS,
        description=words.message("documents.chart.describe", {"bars": "; ".join(labels)}),
        language=LANGUAGE_TAGS[words.language],
    )


def _shows(costing: Costing) -> bool:
    return costing.states_financing and costing.financing_total > 0


def counted_budget(subject: Subject, content: Content) -> Mapping[str, Any]:
    """Return the presented budget with what is counted: each item's amount, each work's worth."""
    costing, words = subject.costing, subject.words
    budget = dict(content["budget"])
    amounts = zip(budget["items"], costing.item_amounts, strict=True)
    budget["items"] = [
        item if item["amount"] else {**item, "amount": words.money(amount) if amount is not None else ""}
        for item, amount in amounts
    ]
    worths = zip(budget["in_kind_work"], costing.in_kind_work, strict=True)
    budget["in_kind_work"] = [{**work, "value": words.money(worth.value)} for work, worth in worths]
    if not budget["financing"]["leader_support"]:
        budget["financing"] = {**budget["financing"], "leader_support": sought(costing, words)}
    return budget


def costs(subject: Subject) -> Mapping[str, Any]:
    """Return the costs by category and year, with totals; every row has an amount for each year."""
    costing, words = subject.costing, subject.words
    rows = [_category_row(category, subject) for category in costing.categories]
    if costing.flat_rate is not None:
        label = subject.programme.parameter(costing.flat_rate.percent.path).label.text(words.language)
        by_year = costing.flat_rate.by_year
        rows.append(_row(label, [by_year.get(year, Decimal(0)) for year in costing.years], words))
    if costing.in_kind_work:
        label = words.term("budget.in_kind_work")
        rows.append(_row(label, [costing.in_kind_in(year) for year in costing.years], words))
    return {
        "years": [{"label": _year(year, words)} for year in costing.years],
        "rows": rows,
        "total_row": _row("", [costing.year_total(year) for year in costing.years], words),
        "itemised": bool(rows),
        "in_kind": words.money(costing.in_kind_total),
        "items": words.money(costing.items_total),
        "bare_lump_sum": costing.is_bare_lump_sum,
        "total": words.money(costing.total_costs) if costing.states_costs else "",
        "income": words.money(costing.income_total),
        "has_income": costing.income_total > 0,
        "net": words.money(costing.net_costs) if costing.states_costs else "",
        "caveat": caveat_of(costing, words),
    }


def items_by_category(subject: Subject, budget: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the cost items under their categories, each with its total."""
    costing, words = subject.costing, subject.words
    pairs = list(zip(costing.budget.items, budget["items"], strict=True))
    return [
        {
            "label": _category(category, subject),
            "items": [shown for item, shown in pairs if item.category == category],
            "total": words.money(costing.category_total(category)),
        }
        for category in costing.categories
    ]


def company_shares(subject: Subject) -> Mapping[str, Any]:
    """Return what falls on the members of a group project: the joint costs first, then each company's own."""
    words, companies = subject.words, subject.application.companies
    shared = share_costs(companies, subject.costing)
    joint = words.message("documents.table.joint")
    rows = [(joint, shared.joint_costs, shared.joint_support, shared.joint_share)]
    rows += [(own.company.name or "", own.costs, own.support, own.share) for own in shared.companies]
    total_support = total(support for _, _, support, _ in rows)
    return {
        "rows": [_company_row(*row, words) for row in rows],
        "costs": words.money(subject.costing.total_costs),
        "support": words.money(total_support),
        "rest": words.money(subject.costing.total_costs - total_support),
        "share": words.share(sum((share for *_, share in rows), Decimal(0))),
    }


def _company_row(
    label: str, costs: Decimal, support: Decimal, share: Decimal, words: Wording
) -> dict[str, str]:
    return {
        "label": label,
        "costs": words.money(costs),
        "support": words.money(support),
        "rest": words.money(costs - support),
        "share": words.share(share),
    }


def financing(subject: Subject) -> Mapping[str, Any]:
    """Return the parts of the financing plan with amounts and shares, the total, and what is over or short.

    While the application states no financing at all, its amounts are blank: a paper invents no 0,00 €.
    """
    costing, words = subject.costing, subject.words
    stated = costing.states_financing
    parts = [
        {
            "label": words.term(f"budget.financing.{part.key}"),
            "amount": words.money(part.amount) if stated else "",
            "share": words.share(part.share) if stated else "",
        }
        for part in costing.financing
    ]
    rate = costing.support_rate if stated else None
    share_total = sum((part.share for part in costing.financing), Decimal(0))
    return {
        "parts": parts,
        "total": words.money(costing.financing_total) if stated else "",
        "share_total": words.share(share_total) if stated else "",
        "balanced": costing.balance == 0,
        "difference": words.money(abs(costing.balance)),
        "support_rate": words.percent(rate) if rate is not None else "",
    }


def sought(costing: Costing, words: Wording) -> str:
    """Return the Leader support sought; nothing where the budget does not state it."""
    return words.money(costing.leader_support) if costing.states_support else ""


def _category_row(category: CostCategory | None, subject: Subject) -> dict[str, Any]:
    costing = subject.costing
    amounts = [costing.amount(category, year) for year in costing.years]
    return _row(_category(category, subject), amounts, subject.words)


def _row(label: str, amounts: list[Decimal], words: Wording) -> dict[str, Any]:
    return {
        "label": label,
        "amounts": [words.money(amount) for amount in amounts],
        "total": words.money(sum(amounts, Decimal(0))),
    }


def _category(category: CostCategory | None, subject: Subject) -> str:
    if category is None:
        return subject.words.message("words.category-missing")
    entry = subject.programme.vocabulary("cost_category").find(category.value)
    return entry.label.text(subject.words.language) if entry is not None else category.value


def _year(year: Year, words: Wording) -> str:
    return words.message("words.year-missing") if year is None else str(year)


def caveat_of(costing: Costing, words: Wording) -> str:
    """Return what is unsure about the counted costs, and so about all that is counted of them; or nothing."""
    if costing.flat_rate is None or costing.flat_rate.categories.note is None:
        return ""
    return costing.flat_rate.categories.note.text(words.language)
