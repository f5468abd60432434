"""The money of an application as it is printed: costs by category and year, in-kind work, financing and shares."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from typing import Any

from hakemus.costing import Costing, FlatRate, share_costs
from hakemus.model import CostCategory
from hakemus.papers.layout import Band, Column, Field, Page, Total
from hakemus.papers.paper import Content, Subject
from hakemus.support import advance_of
from hakemus.texts import LANGUAGE_TAGS, Wording
from hakemus.values.money import total
from hakemus.word import Chart

# The financing plan as a chart: a bar for each part that pays something.

_EUROS = '#,##0.00\\ "€"'


def financing_chart(subject: Subject) -> Chart:
    """Return the parts of the financing plan as bars; while none is stated, a chart that prints nothing."""
    costing, words = subject.costing, subject.words
    drawn = costing.states_financing and costing.financing_total > 0
    bars: list[tuple[str, Decimal]] = []
    for part in costing.financing if drawn else ():
        if part.amount > 0:
            term = words.term(f"budget.financing.{part.key}")
            values = {"part": term, "amount": part.amount, "share": part.share}
            bars.append((words.message("documents.chart.bar", values), part.amount))
    return Chart(
        title=words.message("documents.chart.financing"),
        amounts_title=words.message("documents.table.amount"),
        bars=tuple(bars),
        number_format=_EUROS,
        description=words.message(
            "documents.chart.describe", {"bars": "; ".join(label for label, _ in bars)}
        ),
        language=LANGUAGE_TAGS[words.language],
    )


def counted_budget(subject: Subject, content: Content) -> Mapping[str, Any]:
    """Return the presented budget with what is counted: each item's amount, each work's worth."""
    costing, words = subject.costing, subject.words
    budget = dict(content["budget"])
    budget["items"] = items = []
    for item, amount in zip(content["budget"]["items"], costing.item_amounts, strict=True):
        counted = words.money(amount) if amount is not None else ""
        items.append(item if item["amount"] else {**item, "amount": counted})
    worths = zip(budget["in_kind_work"], costing.in_kind_work, strict=True)
    budget["in_kind_work"] = [{**work, "value": words.money(worth.value)} for work, worth in worths]
    if not budget["financing"]["leader_support"]:
        budget["financing"] = {**budget["financing"], "leader_support": sought(costing, words)}
    return budget


def costs(subject: Subject) -> Mapping[str, Any]:
    """Return the costs by category and year, with totals; every row has an amount for each year."""
    costing, words = subject.costing, subject.words
    side_costs = costing.side_costs
    paid = side_costs.categories.keys if side_costs is not None else ()
    rows: list[dict[str, Any]] = []
    for category in costing.categories:
        amounts = [costing.amount(category, year) for year in costing.years]
        rows.append(_row(_category(category, subject), amounts, words))
        if side_costs is not None and category is not None and category == paid[-1]:
            rows.append(_rate_row(side_costs, subject))
    if costing.flat_rate is not None:
        rows.append(_rate_row(costing.flat_rate, subject))
    if costing.counted_work:
        label = words.term("budget.in_kind_work")
        rows.append(_row(label, [costing.in_kind_in(year) for year in costing.years], words))
    return {
        "years": [
            {"label": words.message("words.year-missing") if year is None else str(year)}
            for year in costing.years
        ],
        "rows": rows,
        "total_row": _row("", [costing.year_total(year) for year in costing.years], words),
        "itemised": bool(rows),
        "in_kind": words.money(costing.in_kind_total),
        "items": words.money(costing.items_total + (side_costs.amount if side_costs else Decimal(0))),
        "side_costs": _rate_label(side_costs, subject) if side_costs is not None else "",
        "staff": _staff_costs(subject),
        "lump_sum": costing.is_lump_sum or costing.is_fixed,
        "proofs": _proofs(subject),
        "bare_lump_sum": costing.is_bare_lump_sum,
        "total": words.money(costing.total_costs) if costing.states_costs else "",
        "income": words.money(costing.income_total),
        "has_income": costing.deducted_income > 0,
        "net": words.money(costing.net_costs) if costing.states_costs else "",
        "caveat": caveat_of(costing, words),
    }


def _proofs(subject: Subject) -> list[dict[str, str]]:
    """Return what a lump sum is paid for, each with its proposed proof: the items or, without any, the activities."""
    items = [(item.description, item.proof) for item in subject.costing.budget.items]
    activities = [(activity.name, None) for activity in subject.application.plan.activities]
    return [{"label": label or "", "proof": proof or ""} for label, proof in items or activities]


def items_by_category(subject: Subject, budget: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the cost items under their categories, each with its total; pay also with its side costs."""
    costing, words = subject.costing, subject.words
    side_costs = costing.side_costs
    paid = side_costs.categories.keys if side_costs is not None else ()
    shown: dict[CostCategory | None, list[Any]] = {category: [] for category in costing.categories}
    for item, row in zip(costing.budget.items, budget["items"], strict=True):
        shown[item.category].append(row)
    return [
        {
            "label": _category(category, subject),
            "items": rows,
            "total": words.money(costing.category_total(category)),
            "side_costs": words.money(side_costs.amount) if side_costs and category in paid else "",
            "staff_costs": words.money(costing.staff_costs) if side_costs and category in paid else "",
        }
        for category, rows in shown.items()
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
        "rows": [
            {
                "label": label,
                "costs": words.money(costs),
                "support": words.money(support),
                "rest": words.money(costs - support),
                "share": words.share(share),
            }
            for label, costs, support, share in rows
        ],
        "costs": words.money(subject.costing.total_costs),
        "support": words.money(total_support),
        "rest": words.money(subject.costing.total_costs - total_support),
        "share": words.share(sum((share for *_, share in rows), Decimal(0))),
    }


def financing(subject: Subject) -> Mapping[str, Any]:
    """Return the parts of the financing plan with amounts and shares, the total, and what is over or short.

    While the application states no financing at all, its amounts are blank: a paper invents no 0,00 €.
    """
    costing, words = subject.costing, subject.words
    stated, budget = costing.states_financing, costing.budget
    # In-kind work has no row where the law of the measure certainly takes none, and nobody has stated any.
    without_work = not (costing.counts_in_kind or budget.in_kind_work or budget.financing.in_kind)
    parts = [
        {
            "label": words.term(f"budget.financing.{part.key}"),
            "amount": words.money(part.amount) if stated else "",
            "share": words.share(part.share) if stated else "",
        }
        for part in costing.financing
        if not (part.key == "in_kind" and without_work)
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
        "advance": _advance(subject),
    }


def _advance(subject: Subject) -> Mapping[str, str]:
    """Return the advance that is asked for and how it is set off; blank texts without one."""
    found, words = advance_of(subject.costing, subject.programme, subject.day_of_law), subject.words
    if found is None:
        return dict.fromkeys(("amount", "share", "set_off", "settled_at"), "")
    return {
        "amount": words.money(found.amount),
        "share": words.percent(found.share) if found.share is not None else "",
        "set_off": words.percent(found.set_off.number),
        "settled_at": words.money(found.settled_at),
    }


def sought(costing: Costing, words: Wording) -> str:
    """Return the Leader support sought; nothing where the budget does not state it."""
    return words.money(costing.leader_support) if costing.states_support else ""


def _rate_row(rate: FlatRate, subject: Subject) -> dict[str, Any]:
    amounts = [rate.by_year.get(year, Decimal(0)) for year in subject.costing.years]
    return _row(_rate_label(rate, subject), amounts, subject.words)


def _staff_costs(subject: Subject) -> str:
    """Return the staff costs, and in brackets the pay and what is counted on it; nothing while nothing is counted."""
    costing, words = subject.costing, subject.words
    if (side_costs := costing.side_costs) is None:
        return ""
    paid = [category for category in costing.categories if category in side_costs.categories.keys]
    parts = [(_category(category, subject), costing.category_total(category)) for category in paid]
    parts.append((_rate_label(side_costs, subject), side_costs.amount))
    shown = "; ".join(f"{label}: {words.money(amount)}" for label, amount in parts)
    return f"{words.money(costing.staff_costs)} ({shown})"


def _rate_label(rate: FlatRate, subject: Subject) -> str:
    return subject.programme.parameter(rate.percent.path).label.text(subject.words.language)


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


def caveat_of(costing: Costing, words: Wording) -> str:
    """Return what is unsure about the counted costs, and so about all that is counted of them; or nothing."""
    if costing.flat_rate is None or costing.flat_rate.categories.note is None:
        return ""
    return costing.flat_rate.categories.note.text(words.language)


# How it is laid out.

_QUANTITY = Column("{{ item.quantity }}{% if item.unit %} {{ item.unit }}{% endif %}", 26, "right")


def _description(page: Page) -> Column:
    """Return the column of a cost's description, with the company whose own cost it is and the way of proof."""
    proof = f" → {page.word('budget.items.proof')}: {{{{ item.proof }}}}"
    return Column(
        "{{ item.description }}{% if item.company %} ({{ item.company }}){% endif %}"
        f"{{% if item.proof %}}{proof}{{% endif %}}",
        title="budget.items.description",
    )


def lay_out_money(page: Page, level: int, *, form: bool = False) -> None:
    """Add all that the budget holds, its headings of that level.

    Where the paper may be a `form`, the costs are in the order of the file, and what is counted is left out of the
    form; elsewhere the costs are under their categories, and the financing is drawn.
    """

    @contextmanager
    def headed(name: str, when: str = "", guidance: str = "") -> Iterator[None]:
        with page.when(when):
            page.heading(level, f"heading.{name}")
            if form and guidance:
                page.guidance(guidance)
            yield

    def lay_out_in_kind_work() -> None:
        with headed("in-kind", "budget.in_kind_work", "budget.in_kind_work"):
            page.intro("intro.in-kind")
            page.rows(
                "work in budget.in_kind_work",
                Column("work.description"),
                Column("work.year", 14),
                Column("work.youngest_age", 22, "right"),
                Column("work.hours", 27, "right"),
                Column("work.machine_hours", 25, "right"),
                Column("work.value", 28, "right", title="table.value"),
                totals=[Total("table.total", ["costs.in_kind"])],
                kept="whole",
                description="describe.in-kind",
            )

    with headed("cost-basis"):
        pay = "budget.pay_without_side_costs"
        lay_out_cost_basis(page, Field(pay, when=pay))
    with headed("costs-by-item", "budget.items", "budget.items"):
        if form:
            _lay_out_items(page)
        else:
            _lay_out_items_by_category(page)
    if not form:
        lay_out_in_kind_work()
    with headed("costs-by-year", "not form" if form else ""):
        lay_out_costs_by_year(page)
    with headed("company-costs", "companies and not form" if form else "companies"):
        _lay_out_company_costs(page)
    if form:
        lay_out_in_kind_work()
    with headed("income", "budget.income", "budget.income"):
        page.rows(
            "income in budget.income",
            Column("income.description"),
            Column("income.year", 20),
            Column("income.amount", 34, "right"),
            totals=[Total("table.total", ["costs.income"])],
            kept="whole",
            description="describe.income",
        )
    others_pay = "not form or budget.financing.private or budget.financing.other_public"
    with headed("financing", others_pay if form else "", "budget.financing"):
        lay_out_financing(page, form=form)
        _lay_out_advance(page, form=form)
    with headed("price-evidence", "budget.price_evidence", "budget.price_evidence"):
        _lay_out_price_evidence(page, form=form)


def lay_out_cost_basis(page: Page, *further: Field) -> None:
    """Add the cost model, the payment method, further fields, and the reason for the choice."""
    reason = "budget.cost_model_reason"
    page.fields(
        "budget.cost_model",
        "budget.payment_method",
        *further,
        Field(reason, prose=True, when=reason),
        Field("budget.cost_reasons", prose=True, when="budget.cost_reasons"),
        description="describe.cost-basis",
    )


def _lay_out_items(page: Page) -> None:
    page.rows(
        "item in budget.items",
        Column("item.category", 28),
        _description(page),
        Column("item.year", 13),
        _QUANTITY,
        Column("item.unit_price", 25, "right", title="table.unit-price"),
        Column("item.amount", 28, "right"),
        description="describe.items",
    )


def _lay_out_items_by_category(page: Page) -> None:
    items = "budget.items"
    subtotal = f"{{{{ category.label }}}} {page.word('table.subtotal')}"
    page.rows(
        "item in category.items",
        _description(page),
        Column("item.year", 14, title=f"{items}.year"),
        replace(_QUANTITY, width_mm=30, title=f"{items}.quantity"),
        Column("item.unit_price", 28, "right", title="table.unit-price"),
        Column("item.amount", 30, "right", title=f"{items}.amount"),
        band=Band(
            "category in costs.categories",
            "{{ category.label }}",
            [
                Total(subtotal, ["category.total"]),
                Total("{{ costs.side_costs }}", ["category.side_costs"], when="category.side_costs"),
                Total("table.staff-costs", ["category.staff_costs"], when="category.side_costs"),
            ],
        ),
        totals=[Total("table.total", ["costs.items"])],
        description="describe.items",
    )


def lay_out_costs_by_year(page: Page) -> None:
    """Add the costs by category and year: a column for each year, with totals both ways."""
    with page.when("costs.itemised"):
        page.matrix(
            "year in costs.years",
            "row in costs.rows",
            "costs.total_row",
            corner="table.category",
            description="describe.costs-by-year",
        )
    with page.when("costs.bare_lump_sum"):
        page.text("table.lump-sum")
    with page.when("not costs.itemised and not costs.bare_lump_sum"):
        page.text("table.none")


def _lay_out_company_costs(page: Page) -> None:
    """Add what falls on the members of a group project: costs, support and the rest, with shares."""
    amounts = ("costs", "support", "rest")
    page.rows(
        "row in company_costs.rows",
        Column("row.label", title="table.company"),
        *(Column(f"row.{key}", 30, "right", title=f"table.{key}") for key in amounts),
        Column("row.share", 19, "right", title="table.share"),
        totals=[Total("table.total", [f"company_costs.{key}" for key in (*amounts, "share")])],
        kept="whole",
        description="describe.company-costs",
    )


def lay_out_financing(page: Page, *, form: bool = False) -> None:
    """Add the financing plan: its parts with shares, who else pays, and the summary against the costs.

    Where the paper may be a `form`, that asks who else pays, and leaves out what is counted; elsewhere the parts are
    drawn too.
    """
    with page.when("not form" if form else ""):
        page.rows(
            "part in financing.parts",
            Column("part.label", title="table.funding"),
            Column("part.amount", 34, "right", title="table.amount"),
            Column("part.share", 24, "right", title="table.share"),
            totals=[Total("table.financing-total", ["financing.total", "financing.share_total"])],
            kept="whole" if form else "with-next",
            description="describe.financing",
        )
    if not form:
        with page.when("financing.chart"):
            page.caption("table.financing-chart")
            page.prose("financing.chart")
    for kind in ("other_public", "private"):
        payers = f"budget.financing.{kind}"
        with page.when(payers):
            page.rows(
                f"contribution in {payers}",
                Column("contribution.source"),
                Column("contribution.amount", 34, "right"),
                caption=payers,
                guidance=payers if form else "",
                description="describe.contributions",
            )
    if form:
        in_kind = "budget.financing.in_kind"
        with page.when(f"form and {in_kind}"):
            page.fields(in_kind, caption="heading.in-kind", description="describe.financing")
    # Without annexes below, the signatures are not to be alone on a page: the last sums go along.
    for when, kept in (
        (("not form and not annexes", True), ("not form and annexes", False)) if form else (("", False),)
    ):
        with page.when(when):
            page.sums(
                Total("table.total-costs", ["costs.total"]),
                Total("table.income", ["costs.income"], when="costs.has_income"),
                Total("table.net-costs", ["costs.net"], when="costs.has_income"),
                Total("table.financing-total", ["financing.total"]),
                Total("table.difference", ["financing.difference"], when="not financing.balanced"),
                Total("table.support-rate", ["financing.support_rate"], when="financing.support_rate"),
                caption="heading.summary",
                description="describe.financing",
                kept_with_next=kept,
            )


def _lay_out_advance(page: Page, *, form: bool) -> None:
    """Add the advance and how it is set off; a `form` asks for it only."""
    advance = "budget.financing.advance"
    if form:
        with page.when(f"form and {advance}"):
            page.fields(advance, caption="table.advance", description="describe.financing")
    with page.when("not form and financing.advance.amount" if form else "financing.advance.amount"):
        page.sums(
            Total("budget.financing.advance", ["financing.advance.amount"]),
            Total("table.advance-share", ["financing.advance.share"], when="financing.advance.share"),
            Total("table.advance-set-off", ["financing.advance.set_off"]),
            Total("table.advance-settled", ["financing.advance.settled_at"]),
            caption="table.advance",
            description="describe.financing",
        )


def _lay_out_price_evidence(page: Page, *, form: bool) -> None:
    """Add how the price of each purchase was made sure of; of a `form`, the last one is kept as the last sums are."""
    ends = "loop.last and not annexes"
    with page.each("evidence in budget.price_evidence"):
        page.rows(
            "offer in evidence.offers",
            Column("offer.supplier"),
            Column("offer.amount", 34, "right"),
            caption="table.offers",
            description="describe.offers",
            when_empty="table.none",
            kept="with-next",
        )
        for when, kept in ((ends, True), (f"not ({ends})", False)) if form else (("", False),):
            with page.when(when):
                page.fields(
                    "evidence.chosen_supplier",
                    Field("evidence.reason", prose=True),
                    caption="price-comparison.choice",
                    description="describe.price-evidence",
                    kept_with_next=kept,
                )
