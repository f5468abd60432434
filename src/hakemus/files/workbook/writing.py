"""An application's budget as a workbook (XLSX): sheets to fill, and sheets that count by formulas."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from hakemus.case import known_group
from hakemus.costing import Year
from hakemus.errors import verb
from hakemus.files.workbook import tables as formulas
from hakemus.files.workbook.spreadsheet import Book, Formula, Plain, Sheet, letter, quoted
from hakemus.files.workbook.tables import (
    BAD,
    BARE,
    FINANCING_KINDS,
    GOOD,
    ITEMS,
    MONEY,
    PERCENT,
    PLAIN,
    SHARE,
    WHOLE,
    WORK,
    Subject,
    add_tables,
    add_title,
    counted,
    head,
    label,
)
from hakemus.group import LeaderGroup, Setting
from hakemus.model import Application, CostCategory
from hakemus.programme import DatedValue, Programme
from hakemus.support import SupportLimit
from hakemus.texts import Language, known_language
from hakemus.values.money import ZERO, exact, total

# The sheet of rates (the law's and the group's, each cell with a name) and the hidden sheet of lists.

_HOURS = {"person_hour": "in-kind.person-hour", "machine_hour": "in-kind.machine-hour"}
_RATES_HEAD = 4
_BASES = 13
"""The column of the hidden sheet in which the bases of the flat rates begin."""
_WIDTHS = (54, 14, 58)


def add_rates(book: Book, subject: Subject) -> None:
    """Add the sheet that lists every rate with its source."""
    sheet = book.add(subject.say("sheet.rates"))
    language, day = subject.words.language, subject.on
    add_title(sheet, sheet.title, subject.say("hint.rates", day=day), len(_WIDTHS))
    for at, key in enumerate(("rate", "value", "source"), 1):
        sheet.put(_RATES_HEAD, at, subject.say(f"column.{key}"), head(right=key == "value"))
    percents = {_rate_name(model): path for model, path in subject.flat_rates.items()}
    if subject.side_costs is not None:
        percents["side_costs_rate"] = subject.side_costs[0].path

    def add(key: str, texts: tuple[str, str], value: Decimal | None, *, is_percent: bool) -> None:
        row = sheet.last + 1
        for at, text in zip((1, 3), texts, strict=True):
            sheet.put(row, at, text, label())
        number = value / 100 if is_percent and value is not None else value
        sheet.put(row, 2, number, counted(PERCENT if is_percent else MONEY))
        book.name(key, sheet, f"$B${row}")

    for key, path in (_HOURS | percents).items():
        parameter = subject.programme.find(path)
        # A programme without such work, or a measure of which it is no cost: what its cell counts is nothing.
        if parameter is None or (key in _HOURS and not subject.costing.counts_in_kind):
            add(key, ("", ""), None, is_percent=False)
            sheet.hidden_rows.add(sheet.last)
            continue
        value = parameter.on(day)
        texts = (parameter.label.text(language), _source(value, language))
        add(key, texts, value.number, is_percent=key in percents)
    for number, limit in enumerate(subject.limits, 1):
        name = limit_label(limit, subject)
        texts = (name[:1].upper() + name[1:], _source(limit.source, language))
        add(f"limit_{number}", texts, limit.value, is_percent=limit.kind == "rate")
        if limit.most_costs is not None:
            texts = (subject.say("limit.costs"), _source(limit.most_costs, language))
            add(f"limit_{number}_costs", texts, limit.most_costs.number, is_percent=False)
    sheet.widths = dict(enumerate(_WIDTHS, 1))
    sheet.head_row, sheet.footer = _RATES_HEAD, subject.application.project.name or ""
    # Of a lump sum that the law sets, there may be nothing to show.
    sheet.hidden = len(sheet.hidden_rows) == sheet.last - _RATES_HEAD
    sheet.locked = True


def _source(value: DatedValue | Setting, language: Language) -> str:
    """Return where a value is from: of the law, only the law's or the authority's own words, no other group's page."""
    is_elsewhere = isinstance(value, DatedValue) and value.certainty != "A"
    return "–" if is_elsewhere else value.reference.text(language)


def limit_label(limit: SupportLimit, subject: Subject) -> str:
    """Return what a limit limits, and whose it is."""
    whose = "group" if limit.is_of_group else "law"
    return f"{subject.say(f'limit.{limit.kind}')} ({subject.say(f'limit.{whose}')})"


def add_lists(book: Book, subject: Subject) -> Sheet:
    """Add the hidden sheet: what is chosen from, the base of the flat rate, and the rate that is chosen."""
    sheet = book.add(subject.say("sheet.lists"))
    sheet.hidden = sheet.locked = True
    law, day, language = subject.programme, subject.on, subject.words.language
    chosen = subject.application.budget.cost_model or ""

    def by_model(values: Mapping[str, tuple[str, Decimal | int]]) -> Formula:
        """Return the formula of what the chosen cost model has; of a model without a flat rate, nothing."""
        formula = "0"
        for model, (text, _) in reversed(list(values.items())):
            formula = f"IF(cost_model={_model_name(model)},{text},{formula})"
        return Formula(formula, values[chosen][1] if chosen in values else 0)

    def put_list(column: int, key: str, texts: Sequence[str]) -> None:
        for row, text in enumerate(texts, 1):
            sheet.put(row, column, text, BARE)
        book.name(key, sheet, f"${letter(column)}$1:${letter(column)}${len(texts)}")

    # The categories, whether each is in the base of a flat rate, and whether of the one that is chosen.
    categories = law.vocabulary("cost_category").entries
    put_list(1, "category_names", [category.label.text(language) for category in categories])
    bases = _bases(subject)
    for row, category in enumerate(categories, 1):
        within = {model: int(category.key in base) for model, base in bases.items()}
        for at, is_in in enumerate(within.values(), _BASES):
            sheet.put(row, at, is_in, BARE)
        cells = {
            model: (f"{letter(at)}{row}", is_in) for at, (model, is_in) in enumerate(within.items(), _BASES)
        }
        sheet.put(row, 4, by_model(cells), BARE)
    book.name("flat_rate_base", sheet, f"$D$1:$D${len(categories)}")
    models = subject.cost_models
    put_list(6, "model_names", [model.label.text(language) for model in models])
    for row, model in enumerate(models, 1):
        book.name(_model_name(model.key), sheet, f"$F${row}")
    put_list(7, "kind_names", [subject.words.term(f"budget.financing.{kind}") for kind in FINANCING_KINDS])
    for row, kind in enumerate(FINANCING_KINDS, 1):
        book.name(f"kind_{kind}", sheet, f"$G${row}")
    put_list(2, "yes_no_names", [subject.words.yes_no(answer) for answer in (True, False)])
    rates = {model: law.parameter(path).on(day).number / 100 for model, path in subject.flat_rates.items()}
    sheet.put(1, 8, by_model({model: (_rate_name(model), rate) for model, rate in rates.items()}), BARE)
    book.name("flat_rate", sheet, "$H$1")
    # Of pay that is said to hold side costs, none are counted; those that are, are in the base of a flat rate on pay.
    if subject.side_costs is not None:
        percent, paid = subject.side_costs
        for row, category in enumerate(categories, 1):
            sheet.put(row, 5, int(category.key in paid.keys), BARE)
        book.name("side_costs_base", sheet, f"$E$1:$E${len(categories)}")
        is_counted = subject.application.budget.pay_without_side_costs is not False
        rate = percent.number / 100 if is_counted else 0
        sheet.put(2, 8, Formula("IF(pay_without_side_costs=$B$2,0,side_costs_rate)", rate), BARE)
        book.name("side_costs", sheet, "$H$2")
        within = {model: int(set(paid.keys) <= set(base)) for model, base in bases.items()}
        sheet.put(3, 8, by_model({model: (str(is_in), is_in) for model, is_in in within.items()}), BARE)
        book.name("side_costs_count", sheet, "$H$3")
    return sheet


def _bases(subject: Subject) -> dict[str, tuple[str, ...]]:
    """Return the categories that the flat rate of each cost model is counted of."""
    law, day = subject.programme, subject.on
    return {model: law.parameter(f"{path}-base").on(day).keys for model, path in subject.flat_rates.items()}


def _model_name(key: str) -> str:
    return f"model_{key.replace('-', '_')}"


def _rate_name(model: str) -> str:
    """Return the name of the cell with the rate of a cost model: `flat_rate_19` of `calculated-19`."""
    return f"flat_rate_{model.rpartition('-')[2]}"


# The sheet of sums: costs by category and year, financing with shares; what is compared has a name.

HEAD = 4
PARTS = ("leader_support", "other_public", "private", "in_kind")
_LEAST_YEARS = 3
_SUPPORT_SOUGHT = (
    "IF(ISNUMBER(leader_support),ROUND(leader_support,2),IF(ISNUMBER(support_rate),{by_rate},0))"
)
_AMOUNTS = {
    "leader_support": _SUPPORT_SOUGHT.format(by_rate=formulas.percentage("net_costs", "support_rate")),
    "other_public": "ROUND(SUMIFS(financing_amount,financing_kind,kind_other_public),2)",
    "private": "ROUND(SUMIFS(financing_amount,financing_kind,kind_private),2)",
    "in_kind": "IF(ISNUMBER(in_kind),ROUND(in_kind,2),in_kind_total)",
}
_STATED = tuple(
    f"{table.key}_{column.key}"
    for table in (ITEMS, WORK)
    for column in table.columns
    if column.kind != "counted" and not column.optional
)
Amount = Callable[[Year], Decimal]
"""What a row of costs holds for a year, or for what has none."""


@dataclass(slots=True)
class Page:
    """The sheet while it is written: the next row, and the columns of the years that costs fall in."""

    book: Book
    sheet: Sheet
    subject: Subject
    row: int
    years: Sequence[str]

    @property
    def known_years(self) -> list[int]:
        """Return the years in which costs fall."""
        return [year for year in self.subject.costing.years if year is not None]

    @property
    def total(self) -> str:
        """Return the column of the sums."""
        return letter(len(self.years) + 3)

    def line(
        self, text: str, formula: str, value: Plain, key: str, form: str = MONEY, *, bold: bool = False
    ) -> None:
        """Write a label, and a counted cell with a name in column B."""
        self.sheet.put(self.row, 1, text, label(bold=bold))
        self.sheet.put(self.row, 2, Formula(formula, value), counted(form, bold=bold))
        self.book.name(key, self.sheet, f"$B${self.row}")
        self.row += 1


def add_summary(book: Book, lists: Sheet, subject: Subject) -> Page:
    """Add the sheet with costs and financing, and return it as far as it is written."""
    years = max(sum(year is not None for year in subject.costing.years) + 1, _LEAST_YEARS)
    sheet = book.add(subject.say("sheet.summary"))
    page = Page(book, sheet, subject, HEAD, [letter(at) for at in range(2, years + 2)])
    title = f"{sheet.title}: {subject.application.project.name or '–'}"
    add_title(sheet, title, subject.say("hint.summary"), years + 3)
    _costs(page)
    _net(page)
    _financing(page, lists)
    sheet.widths = {1: 46, **dict.fromkeys(range(2, years + 4), 14)}
    sheet.head_row, sheet.footer = HEAD, subject.application.project.name or ""
    sheet.one_page = sheet.locked = True
    return page


def _costs(page: Page) -> None:
    """Write the costs by category and year; the flat rate's years sum to that of the whole (cumulative rounding)."""
    subject, say, costing = page.subject, page.subject.say, page.subject.costing
    categories = CostCategory.of(subject.programme.vocabulary("cost_category").keys)
    first, last = HEAD + 1, HEAD + len(categories)
    has_side_costs = subject.side_costs is not None
    keys = ("missing", *(["side"] if has_side_costs else []), "flat", "work", "total", "base")
    places = (*keys, *(["pay"] if has_side_costs else []))
    at = {place: last + step for step, place in enumerate(places, 1)}

    def amount_of(*chosen: CostCategory | None) -> Amount:
        return lambda year: total(costing.amount(category, year) for category in chosen)

    def part_of(rate: str) -> Amount:
        found = costing.side_costs if rate == "side" else costing.flat_rate
        return lambda year: ZERO if found is None else found.by_year.get(year, ZERO)

    _costs_head(page)
    for row, category in enumerate(categories, first):
        own = f"SUMIFS(items_counted,items_category,$A{row}"
        by_year = [f"{own},items_year,{year}${HEAD})" for year in page.years]
        name = subject.label("cost_category", category.value)
        _cost_row(page, row, name, (by_year, f"{own})"), amount_of(category))
    above = f"SUM({{0}}{first}:{{0}}{last})"
    all_years = [
        f"SUMIFS(items_counted,items_year,{year}${HEAD})-{above.format(year)}" for year in page.years
    ]
    whole = f"SUM(items_counted)-{above.format(page.total)}"
    _cost_row(page, at["missing"], say("row.category-missing"), (all_years, whole), amount_of(None))
    of = f"SUMPRODUCT({{1}},{{0}}{first}:{{0}}{last})"
    chosen = _bases(subject).get(subject.application.budget.cost_model or "", ())
    base_of: Amount = amount_of(*CostCategory.of(chosen))
    count_side = ""
    if subject.side_costs is not None:
        percent, paid = subject.side_costs
        name = subject.programme.parameter(percent.path).label.text(subject.words.language)
        _rate_rows(page, name, "side_costs", (at["side"], at["pay"]), part_of("side"))
        pays = [of.format(year, "side_costs_base") for year in page.years]
        whole = of.format(page.total, "side_costs_base")
        pay_of = amount_of(*CostCategory.of(paid.keys))
        _cost_row(page, at["pay"], say("row.side-costs-base"), (pays, whole), pay_of)
        # SUM makes nothing of the empty text of a year that isn't there.
        count_side = f"+side_costs_count*SUM({{0}}{at['side']})"
        if chosen and set(paid.keys) <= set(chosen):
            items_of, side_of = base_of, part_of("side")
            base_of = lambda year: total((items_of(year), side_of(year)))  # noqa: E731
    _rate_rows(page, say("row.flat-rate"), "flat_rate", (at["flat"], at["base"]), part_of("flat"))
    in_kind = [f"SUMIFS(work_value,work_year,{year}${HEAD})" for year in page.years]
    term = subject.words.term("budget.in_kind_work")
    _cost_row(page, at["work"], term, (in_kind, "SUM(work_value)"), costing.in_kind_in)
    # What the measure doesn't take is nothing, whatever is typed, so its row needn't be seen.
    if not costing.counts_in_kind:
        page.sheet.hidden_rows.add(at["work"])
    if not subject.flat_rates:
        page.sheet.hidden_rows |= {at["flat"], at["base"]}
    # A table of nothing next to a sum that the law sets would say that there are no costs.
    if costing.is_fixed and not (subject.application.budget.items or subject.application.budget.in_kind_work):
        page.sheet.hidden_rows |= set(range(HEAD, max(at.values()) + 2))
    down = f"SUM({{0}}{first}:{{0}}{at['work']})"
    sums = [down.format(year) for year in page.years]
    whole = down.format(page.total)
    _cost_row(page, at["total"], say("row.total"), (sums, whole), costing.year_total, bold=True)
    of += count_side
    bases = [of.format(year, "flat_rate_base") for year in page.years]
    whole = of.format(page.total, "flat_rate_base")
    _cost_row(page, at["base"], say("row.flat-rate-base"), (bases, whole), base_of)
    totals = {"flat_rate_total": "flat", "in_kind_total": "work", "itemised_costs": "total"}
    for key, place in (totals | ({"side_costs_total": "side"} if has_side_costs else {})).items():
        page.book.name(key, page.sheet, f"${page.total}${at[place]}")
    page.row = max(at.values()) + 2


def _rate_rows(page: Page, text: str, rate: str, at: tuple[int, int], amount_of: Amount) -> None:
    """Write what is counted by a named rate, `at` a row, on another one: its base."""
    row, base = at
    years = [_flat_rate(page.years[: at + 1], base, row, rate) for at in range(len(page.years))]
    _cost_row(page, row, text, (years, formulas.percentage(f"{page.total}{base}", rate)), amount_of)


def _flat_rate(years: Sequence[str], base: int, flat: int, rate: str) -> str:
    """Return what a rate is in the last of some years: that of all so far, less what the earlier ones have."""
    *before, year = years
    counted_so_far = formulas.percentage(f"SUM($B{base}:{year}{base})", rate)
    return f"{counted_so_far}-SUM($B{flat}:{before[-1]}{flat})" if before else counted_so_far


def _costs_head(page: Page) -> None:
    sheet, known = page.sheet, page.known_years
    sheet.put(HEAD, 1, page.subject.words.term("budget.items.category"), head())
    before = "0"
    for at, column in enumerate(page.years):
        found = formulas.next_year(before)
        shown = f'IF({found}=9999,"",{found})'
        formula = shown if before == "0" else f'IF({before}="","",{shown})'
        year = known[at] if at < len(known) else ""
        sheet.put(HEAD, at + 2, Formula(formula, year), head(right=True, form=WHOLE))
        before = f"{column}{HEAD}"
    for step, key in enumerate(("column.other-years", "row.total"), 2):
        sheet.put(HEAD, len(page.years) + step, page.subject.say(key), head(right=True))
    sheet.heights[HEAD] = 30


def _cost_row(
    page: Page,
    row: int,
    text: str,
    written: tuple[Sequence[str], str],
    amount_of: Amount,
    *,
    bold: bool = False,
) -> None:
    """Write a row of costs: each year, the whole, and between them what has no year; by formulas of the first two."""
    years, whole = written
    page.sheet.put(row, 1, text, label(bold=bold))
    known = page.known_years
    amounts: list[Plain] = [amount_of(year) for year in known]
    rest = amount_of(None)
    formulas_of = [f'IF({at}${HEAD}="","",ROUND({one},2))' for at, one in zip(page.years, years, strict=True)]
    cells = [*zip(formulas_of, [*amounts, *[""] * (len(years) - len(known))], strict=True)]
    cells.append((f"ROUND({page.total}{row}-SUM($B{row}:{page.years[-1]}{row}),2)", rest))
    cells.append((f"ROUND({whole},2)", total([rest, *map(amount_of, known)])))
    for at, (formula, value) in enumerate(cells, 2):
        page.sheet.put(row, at, Formula(formula, value), counted(bold=bold))


def _net(page: Page) -> None:
    words, say, costing = page.subject.words, page.subject.say, page.subject.costing
    stated = "+".join(f'SUMPRODUCT(--({column}<>""))' for column in _STATED)
    ends = "+".join(f'COUNTIF({table}_description,"{say("last-line")}")' for table in ("items", "work"))
    models = page.subject.cost_models
    lump_sums = [f"cost_model={_model_name(model.key)}" for model in models if model.flag("lump_sum")]
    bare = f"AND(OR({','.join(lump_sums)}),{stated}-({ends})=0)" if lump_sums else "FALSE"
    sought = "SUM(leader_support)" + ("+financing_other_public_total" if costing.with_other_public else "")
    costs = f"IF({bare},{sought},itemised_costs)"
    page.line(say("row.total-costs"), costs, costing.total_costs, "total_costs", bold=True)
    term = words.term("budget.income")
    page.line(term, "ROUND(SUM(income_amount),2)", costing.income_total, "income_total")
    net = f"MAX(ROUND(total_costs{'-income_total' if costing.deducts_income else ''},2),0)"
    name = "net-costs" if costing.deducts_income else "costs-to-finance"
    page.line(say(f"row.{name}"), net, costing.net_costs, "net_costs", bold=True)
    page.row += 1


def _financing(page: Page, lists: Sheet) -> None:
    """Write the four parts with their shares; what the shares are cut from is on the hidden sheet."""
    sheet, words, say, costing = page.sheet, page.subject.words, page.subject.say, page.subject.costing
    heads = (words.term("budget.financing"), words.term("budget.items.amount"), say("column.share"))
    for at, text in enumerate(heads, 1):
        sheet.put(page.row, at, text, head(right=at > 1))
    page.row += 1
    first, last = page.row, page.row + len(PARTS) - 1
    own, hidden = quoted(sheet.title), quoted(lists.title)
    amounts = f"$B${first}:$B${last}"
    whole = f"ROUND(SUM({own}!{amounts})*100,0)"
    rests, tenths = (f"{hidden}!${column}$1:${column}${len(PARTS)}" for column in "KJ")
    sum_of_cents = int(costing.financing_total * 100)
    for position, part in enumerate(costing.financing, 1):
        cents = f"ROUND({own}!$B${page.row}*100,0)"
        tenth, rest = divmod(int(part.amount * 10**5), sum_of_cents) if sum_of_cents else (0, 0)
        lists.put(position, 10, Formula(f"IF({whole}=0,0,INT({cents}*1000/{whole}))", tenth), BARE)
        lists.put(position, 11, Formula(f"{cents}*1000-J{position}*{whole}", rest), BARE)
        share = Formula(formulas.share(amounts, position, rests, tenths), part.share / 100)
        sheet.put(page.row, 3, share, counted(SHARE))
        page.book.name(f"share_{part.key}", sheet, f"$C${page.row}")
        term = words.term(f"budget.financing.{part.key}")
        is_left_out = part.key == "in_kind" and not costing.counts_in_kind
        formula = "0" if is_left_out else _AMOUNTS[part.key]
        if is_left_out:
            sheet.hidden_rows.add(page.row)
        page.line(term, formula, part.amount, f"financing_{part.key}_total")
    shares = total(part.share for part in costing.financing) / 100
    sheet.put(page.row, 3, Formula(f"SUM(C{first}:C{last})", shares), counted(SHARE, bold=True))
    formula = f"ROUND(SUM({amounts}),2)"
    page.line(say("row.total"), formula, costing.financing_total, "financing_total", bold=True)
    page.row += 1


# What the sheet of sums says of itself: the support rate, the limits, the balance, and rows that no sum takes.

_SUPPORT = "financing_leader_support_total"
_UNCOUNTED = (
    'SUMPRODUCT((((items_amount<>"")+(items_quantity<>"")*(items_unit_price<>""))>0)*(items_counted>=""))'
    '+SUMPRODUCT((((work_hours<>"")+(work_machine_hours<>""))>0)*(work_value>=""))'
    '+SUMPRODUCT(--(income_amount>""))'
    '+SUMPRODUCT((financing_amount<>"")*(1-(financing_amount<"")'
    "*((financing_kind=kind_other_public)+(financing_kind=kind_private))))"
)
"""How many rows have numbers that no sum takes: text for a number, a formula that is gone, no kind.

A number is less than every text. Gnumeric compares each cell of a range, but asks ISNUMBER only once.
"""


def add_checks(page: Page) -> None:
    """Write the checks below the sums, each with its verdict next to it."""
    subject, say, costing = page.subject, page.subject.say, page.subject.costing
    support, rate = costing.leader_support, costing.support_rate
    shown = "" if rate is None else rate / 100
    formula = formulas.ratio(_SUPPORT, "net_costs")
    page.line(say("row.support-rate"), formula, shown, "support_rate_counted", PERCENT)
    for number, limit in enumerate(subject.limits, 1):
        own = f"limit_{number}"
        within = "within-highest" if limit.is_open else "within"
        base = "net_costs" if limit.most_costs is None else f"MIN(net_costs,limit_{number}_costs)"
        left = formulas.percentage(base, own) if limit.kind == "rate" else own
        if limit.counts_public:
            left = f"MAX(ROUND({left}-financing_other_public_total,2),0)"
        _verdict(page, f"{_SUPPORT}>ROUND({left},2)", "over", within, is_bad=support > limit.largest)
        name = f"{say('row.largest')}: {limit_label(limit, subject)}"
        page.line(name, left, limit.largest, f"largest_{number}")
    _verdict(page, f"B{page.row}<>0", "unbalanced", "balanced", is_bad=costing.balance != 0)
    balance = "ROUND(financing_total-net_costs,2)"
    page.line(say("row.balance"), balance, costing.balance, "balance", bold=True)
    _verdict(page, f"B{page.row}>0", "uncounted", "counted", is_bad=False)
    page.line(say("row.uncounted"), _UNCOUNTED, 0, "uncounted", WHOLE)


def _verdict(page: Page, condition: str, bad: str, good: str, *, is_bad: bool) -> None:
    """Write what a check says in column C, as wide as the page; it is `is_bad` now."""
    worse, fine = (page.subject.say(f"verdict.{key}") for key in (bad, good))
    formula = Formula(f'IF({condition},"{worse}","{fine}")', worse if is_bad else fine)
    page.sheet.put(page.row, 3, formula, PLAIN)
    page.sheet.merged.append(f"C{page.row}:{page.total}{page.row}")
    page.sheet.colours.append((f"C{page.row}", {worse: BAD, fine: GOOD}))


@verb
@exact
def budget_workbook(
    application: Application,
    *,
    language: str | None = None,
    on: date | None = None,
    group: LeaderGroup | str | Path | None = None,
    programme: Programme | None = None,
) -> bytes:
    """Return the budget of an application as a workbook (XLSX); the same input gives the same bytes.

    Its formulas count by the law of a day (`on`, or else the application's own date) as `hakemus.costing` does, to
    the cent. The law's rates and limits, and the Leader group's, are on a sheet, each cell with a name.

    Raises `DayMissingError` when there is no day, and `UnknownNameError` for an unknown language.

    >>> budget_workbook(Application(date=date(2024, 3, 1)))[:2]
    b'PK'
    """
    group = known_group(group)
    own = application.language if group is None else group.language_of(application)
    subject = Subject.of(application, on=on, group=group, language=known_language(language or own))
    if programme is not None:
        subject = replace(subject, programme=programme)
    title = ": ".join(filter(None, (subject.say("title"), application.project.name)))
    book = Book(title, application.applicant.name or "hakemus", subject.words.language)
    add_tables(book, subject)
    lists = add_lists(book, subject)
    add_checks(add_summary(book, lists, subject))
    add_rates(book, subject)
    book.sheets.sort(key=lambda sheet: sheet.hidden)
    return book.to_bytes(subject.day)
