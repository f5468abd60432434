"""An application's budget as a workbook (XLSX): sheets to fill, and sheets that count by formulas."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import tomlkit
from openpyxl import Workbook
from openpyxl.formatting.rule import CellIsRule
from openpyxl.utils import get_column_letter, quote_sheetname

from hakemus.costing import SupportLimit
from hakemus.errors import DayMissingError
from hakemus.files.rewriting import update_table
from hakemus.files.workbook import layout as formulas
from hakemus.files.workbook.layout import FINANCING_KINDS, ITEMS, WORK, Subject, bytes_of, fit_rows
from hakemus.files.workbook.tables import (
    BAD,
    GOOD,
    MONEY,
    PERCENT,
    SHARE,
    WHOLE,
    add_tables,
    add_title,
    name,
    protect,
    set_page,
    write,
    write_counted,
    write_head,
    write_hint,
    write_label,
    write_plain,
)
from hakemus.group import LeaderGroup
from hakemus.model import Application, Budget
from hakemus.programme import Programme, programme_on
from hakemus.texts import known_language, wording
from hakemus.values.money import exact

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


# The sheet of rates (the law's and the group's, each cell with a name) and the hidden sheet of lists.

_HOURS = {"person_hour": "in-kind.person-hour", "machine_hour": "in-kind.machine-hour"}
_RATES_HEAD = 4
_BASES = 13
"""The column of the hidden sheet in which the bases of the flat rates begin."""
_WIDTHS = (("A", 54), ("B", 14), ("C", 58))


def add_rates(book: "Workbook", subject: Subject) -> None:
    """Add the sheet that lists every rate with its source."""
    sheet = book.create_sheet(subject.say("sheet.rates"))
    language, day = subject.words.language, subject.law_day
    add_title(sheet, sheet.title, subject.say("hint.rates", day=day), len(_WIDTHS))
    for at, key in enumerate(("rate", "value", "source"), 1):
        write_head(sheet.cell(_RATES_HEAD, at), subject.say(f"column.{key}"), right=key == "value")
    percents = {_rate_name(model): path for model, path in subject.flat_rates.items()}
    if subject.side_costs is not None:
        percents["side_costs_rate"] = subject.side_costs[0].path
    for key, path in (_HOURS | percents).items():
        parameter = subject.programme.find(path)
        if parameter is None:  # a programme without such work: what its cell counts is nothing
            _add_line(sheet, key, ("", ""), None, is_percent=False)
            continue
        value = parameter.on(day)
        texts = (parameter.label.text(language), value.reference.text(language))
        _add_line(sheet, key, texts, value.number, is_percent=key in percents)
    for number, limit in enumerate(subject.limits, 1):
        label = limit_label(limit, subject)
        texts = (label[:1].upper() + label[1:], limit.source.reference.text(language))
        _add_line(sheet, f"limit_{number}", texts, limit.value, is_percent=limit.kind == "rate")
    # What is uncertain about the flat rates is shown where they are.
    bases = (subject.programme.parameter(f"{path}-base").on(day) for path in subject.flat_rates.values())
    notes = dict.fromkeys(base.note.text(language) for base in bases if base.note is not None)
    for row, note in enumerate(notes, sheet.max_row + 2):
        write_hint(sheet.cell(row, 1), note)
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(_WIDTHS))
        sheet.row_dimensions[row].height = 26
    for letter, width in _WIDTHS:
        sheet.column_dimensions[letter].width = width
    set_page(sheet, _RATES_HEAD, subject.application.project.name or "")
    protect(sheet)


def limit_label(limit: SupportLimit, subject: Subject) -> str:
    """Return what a limit limits, and whose it is."""
    whose = "group" if limit.is_of_group else "law"
    return f"{subject.say(f'limit.{limit.kind}')} ({subject.say(f'limit.{whose}')})"


def _add_line(
    sheet: "Worksheet", key: str, texts: tuple[str, str], value: Decimal | None, *, is_percent: bool
) -> None:
    row = sheet.max_row + 1
    for at, text in zip((1, 3), texts, strict=True):
        write_label(sheet.cell(row, at), text)
    number = value / 100 if is_percent and value is not None else value
    write_counted(sheet.cell(row, 2), number, PERCENT if is_percent else MONEY)
    name(sheet, key, f"$B${row}")


def add_lists(book: "Workbook", subject: Subject) -> None:
    """Add the hidden sheet: what is chosen from, what the flat rate is counted of, and the rate that is chosen."""
    sheet = book.create_sheet(subject.say("sheet.lists"))
    sheet.sheet_state = "hidden"
    law, day, language = subject.programme, subject.law_day, subject.words.language
    # The categories, whether each is in the base of a flat rate, and whether of the one that is chosen.
    categories = law.vocabulary("cost_category").entries
    bases = {model: law.parameter(f"{path}-base").on(day).keys for model, path in subject.flat_rates.items()}
    for row, category in enumerate(categories, 1):
        write(sheet.cell(row, 1), category.label.text(language))
        for at, base in enumerate(bases.values(), _BASES):
            sheet.cell(row, at, int(category.key in base))
        cells = {model: f"{get_column_letter(at)}{row}" for at, model in enumerate(bases, _BASES)}
        sheet.cell(row, 4).value = _by_model(cells)
    name(sheet, "category_names", f"$A$1:$A${len(categories)}")
    name(sheet, "flat_rate_base", f"$D$1:$D${len(categories)}")
    models = law.vocabulary("cost_model").entries
    for row, model in enumerate(models, 1):
        write(sheet.cell(row, 6), model.label.text(language))
        name(sheet, _model_name(model.key), f"$F${row}")
    name(sheet, "model_names", f"$F$1:$F${len(models)}")
    for row, kind in enumerate(FINANCING_KINDS, 1):
        write(sheet.cell(row, 7), subject.words.term(f"budget.financing.{kind}"))
        name(sheet, f"kind_{kind}", f"$G${row}")
    name(sheet, "kind_names", f"$G$1:$G${len(FINANCING_KINDS)}")
    sheet["H1"] = _by_model({model: _rate_name(model) for model in subject.flat_rates})
    name(sheet, "flat_rate", "$H$1")
    for row, answer in enumerate((True, False), 1):
        write(sheet.cell(row, 2), subject.words.yes_no(answer))
    name(sheet, "yes_no_names", "$B$1:$B$2")
    # Of pay that is said to hold side costs, none are counted; those that are, are in the base of a flat rate on pay.
    if subject.side_costs is not None:
        _, paid = subject.side_costs
        for row, category in enumerate(categories, 1):
            sheet.cell(row, 5, int(category.key in paid.keys))
        name(sheet, "side_costs_base", f"$E$1:$E${len(categories)}")
        sheet["H2"] = "=IF(pay_without_side_costs=$B$2,0,side_costs_rate)"
        name(sheet, "side_costs", "$H$2")
        sheet["H3"] = _by_model(
            {model: str(int(set(paid.keys) <= set(base))) for model, base in bases.items()}
        )
        name(sheet, "side_costs_count", "$H$3")
    protect(sheet)


def _by_model(values: Mapping[str, str]) -> str:
    """Return the formula of what the chosen cost model has; of a model without a flat rate, nothing."""
    formula = "0"
    for model, value in reversed(list(values.items())):
        formula = f"IF(cost_model={_model_name(model)},{value},{formula})"
    return f"={formula}"


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


@dataclass(slots=True)
class Page:
    """The sheet while it is written: the next row, and the letters of the years."""

    sheet: "Worksheet"
    subject: Subject
    row: int
    years: Sequence[str]

    @property
    def other(self) -> str:
        """Return the column of what has no year, or one for which there is no column."""
        return str(get_column_letter(len(self.years) + 2))

    @property
    def total(self) -> str:
        """Return the column of the sums."""
        return str(get_column_letter(len(self.years) + 3))

    def line(
        self, label: str, formula: str, key: str, number_format: str = MONEY, *, bold: bool = False
    ) -> None:
        """Write a label, and a counted cell with a name in column B."""
        write_label(self.sheet.cell(self.row, 1), label, bold=bold)
        write_counted(self.sheet.cell(self.row, 2), f"={formula}", number_format, bold=bold)
        name(self.sheet, key, f"$B${self.row}")
        self.row += 1


def add_summary(book: "Workbook", subject: Subject) -> Page:
    """Add the sheet with costs and financing, and return it as far as it is written."""
    years = max(sum(year is not None for year in subject.costing.years) + 1, _LEAST_YEARS)
    sheet = book.create_sheet(subject.say("sheet.summary"))
    page = Page(sheet, subject, HEAD, [get_column_letter(at) for at in range(2, years + 2)])
    title = f"{sheet.title}: {subject.application.project.name or '–'}"
    add_title(sheet, title, subject.say("hint.summary"), years + 3)
    _costs(page)
    _net(page)
    _financing(page)
    sheet.column_dimensions["A"].width = 46
    for at in range(2, years + 4):
        sheet.column_dimensions[get_column_letter(at)].width = 14
    set_page(sheet, HEAD, subject.application.project.name or "", one_page=True)
    protect(sheet)
    return page


def _costs(page: Page) -> None:
    """Write the costs by category and year; the flat rate's years sum to that of the whole (cumulative rounding)."""
    subject, say = page.subject, page.subject.say
    labels = [
        subject.label("cost_category", key) for key in subject.programme.vocabulary("cost_category").keys
    ]
    first, last = HEAD + 1, HEAD + len(labels)
    has_side_costs = subject.side_costs is not None
    keys = ("missing", *(["side"] if has_side_costs else []), "flat", "work", "total", "base")
    places = (*keys, *(["pay"] if has_side_costs else []))
    at = {place: last + step for step, place in enumerate(places, 1)}
    _costs_head(page)
    for row, label in enumerate(labels, first):
        own = f"SUMIFS(items_counted,items_category,$A{row}"
        _cost_row(page, row, label, [f"{own},items_year,{year}${HEAD})" for year in page.years], f"{own})")
    above = f"SUM({{0}}{first}:{{0}}{last})"
    all_years = [
        f"SUMIFS(items_counted,items_year,{year}${HEAD})-{above.format(year)}" for year in page.years
    ]
    whole = f"SUM(items_counted)-{above.format(page.total)}"
    _cost_row(page, at["missing"], say("row.category-missing"), all_years, whole)
    of = f"SUMPRODUCT({{1}},{{0}}{first}:{{0}}{last})"
    count_side = ""
    if subject.side_costs is not None:
        label = subject.programme.parameter(subject.side_costs[0].path).label.text(subject.words.language)
        _rate_rows(page, label, "side_costs", at["side"], at["pay"])
        pays = [of.format(year, "side_costs_base") for year in page.years]
        _cost_row(page, at["pay"], say("row.side-costs-base"), pays, of.format(page.total, "side_costs_base"))
        count_side = f"+side_costs_count*N({{0}}{at['side']})"
    _rate_rows(page, say("row.flat-rate"), "flat_rate", at["flat"], at["base"])
    in_kind = [f"SUMIFS(work_value,work_year,{year}${HEAD})" for year in page.years]
    _cost_row(page, at["work"], subject.words.term("budget.in_kind_work"), in_kind, "SUM(work_value)")
    down = f"SUM({{0}}{first}:{{0}}{at['work']})"
    sums = [down.format(year) for year in page.years]
    _cost_row(page, at["total"], say("row.total"), sums, down.format(page.total), bold=True)
    of += count_side
    bases = [of.format(year, "flat_rate_base") for year in page.years]
    _cost_row(page, at["base"], say("row.flat-rate-base"), bases, of.format(page.total, "flat_rate_base"))
    totals = {"flat_rate_total": "flat", "in_kind_total": "work", "itemised_costs": "total"}
    for key, place in (totals | ({"side_costs_total": "side"} if has_side_costs else {})).items():
        name(page.sheet, key, f"${page.total}${at[place]}")
    page.row = max(at.values()) + 2


def _rate_rows(page: Page, label: str, rate: str, row: int, base: int) -> None:
    """Write what is counted by a named rate on the row of its base."""
    years = [_flat_rate(page.years[: at + 1], base, row, rate) for at in range(len(page.years))]
    _cost_row(page, row, label, years, formulas.percentage(f"{page.total}{base}", rate))


def _flat_rate(years: Sequence[str], base: int, flat: int, rate: str) -> str:
    """Return what a rate is in the last of some years: that of all so far, less what the earlier ones have."""
    *before, year = years
    counted = formulas.percentage(f"SUM($B{base}:{year}{base})", rate)
    return f"{counted}-SUM($B{flat}:{before[-1]}{flat})" if before else counted


def _costs_head(page: Page) -> None:
    sheet = page.sheet
    write_head(sheet.cell(HEAD, 1), page.subject.words.term("budget.items.category"))
    before = "0"
    for letter in page.years:
        cell, found = sheet[f"{letter}{HEAD}"], formulas.next_year(before)
        shown = f'IF({found}=9999,"",{found})'
        write_head(cell, "", right=True)
        cell.value = f"={shown}" if before == "0" else f'=IF({before}="","",{shown})'
        cell.number_format = WHOLE
        before = f"{letter}{HEAD}"
    for letter, key in ((page.other, "column.other-years"), (page.total, "row.total")):
        write_head(sheet[f"{letter}{HEAD}"], page.subject.say(key), right=True)
    sheet.row_dimensions[HEAD].height = 30


def _cost_row(
    page: Page, row: int, label: str, years: Sequence[str], whole: str, *, bold: bool = False
) -> None:
    """Write a row of costs: each year, the whole, and between them what has no year."""
    sheet = page.sheet
    write_label(sheet.cell(row, 1), label, bold=bold)
    formulas_of = dict(zip(page.years, years, strict=True))
    counted = {letter: f'=IF({letter}${HEAD}="","",ROUND({one},2))' for letter, one in formulas_of.items()}
    counted[page.other] = f"=ROUND({page.total}{row}-SUM($B{row}:{page.years[-1]}{row}),2)"
    counted[page.total] = f"=ROUND({whole},2)"
    for letter, formula in counted.items():
        write_counted(sheet[f"{letter}{row}"], formula, bold=bold)


def _net(page: Page) -> None:
    words, say = page.subject.words, page.subject.say
    stated = "+".join(f'SUMPRODUCT(--({column}<>""))' for column in _STATED)
    ends = "+".join(f'COUNTIF({table}_description,"{say("last-line")}")' for table in ("items", "work"))
    models = page.subject.programme.vocabulary("cost_model").entries
    lump_sums = [f"cost_model={_model_name(model.key)}" for model in models if model.flag("lump_sum")]
    bare = f"AND(OR({','.join(lump_sums)}),{stated}-({ends})=0)" if lump_sums else "FALSE"
    costs = f"IF({bare},N(leader_support),itemised_costs)"
    page.line(say("row.total-costs"), costs, "total_costs", bold=True)
    page.line(words.term("budget.income"), "ROUND(SUM(income_amount),2)", "income_total")
    page.line(say("row.net-costs"), "MAX(ROUND(total_costs-income_total,2),0)", "net_costs", bold=True)
    page.row += 1


def _financing(page: Page) -> None:
    """Write the four parts with their shares; what the shares are cut from is on the hidden sheet."""
    sheet, words, say = page.sheet, page.subject.words, page.subject.say
    heads = (words.term("budget.financing"), words.term("budget.items.amount"), say("column.share"))
    for at, label in enumerate(heads, 1):
        write_head(sheet.cell(page.row, at), label, right=at > 1)
    page.row += 1
    first, last = page.row, page.row + len(PARTS) - 1
    lists = sheet.parent[say("sheet.lists")]
    own, hidden = quote_sheetname(sheet.title), quote_sheetname(lists.title)
    amounts = f"$B${first}:$B${last}"
    whole = f"ROUND(SUM({own}!{amounts})*100,0)"
    rests, tenths = (f"{hidden}!${letter}$1:${letter}${len(PARTS)}" for letter in "KJ")
    for position, part in enumerate(PARTS, 1):
        cents = f"ROUND({own}!$B${page.row}*100,0)"
        lists[f"J{position}"] = f"=IF({whole}=0,0,INT({cents}*1000/{whole}))"
        lists[f"K{position}"] = f"={cents}*1000-J{position}*{whole}"
        write_counted(sheet.cell(page.row, 3), formulas.share(amounts, position, rests, tenths), SHARE)
        name(sheet, f"share_{part}", f"$C${page.row}")
        page.line(words.term(f"budget.financing.{part}"), _AMOUNTS[part], f"financing_{part}_total")
    write_counted(sheet.cell(page.row, 3), f"=SUM(C{first}:C{last})", SHARE, bold=True)
    page.line(say("row.total"), f"ROUND(SUM({amounts}),2)", "financing_total", bold=True)
    page.row += 1


# What the sheet of sums says of itself: the support rate, the limits, the balance, and rows that no sum takes.

_SUPPORT = "financing_leader_support_total"
_UNCOUNTED = (
    'SUMPRODUCT((((items_amount<>"")+(items_quantity<>"")*(items_unit_price<>""))>0)*(1-ISNUMBER(items_counted)))'
    '+SUMPRODUCT((((work_hours<>"")+(work_machine_hours<>""))>0)*(1-ISNUMBER(work_value)))'
    "+SUMPRODUCT(--ISTEXT(income_amount))"
    '+SUMPRODUCT((financing_amount<>"")*(1-ISNUMBER(financing_amount)'
    "*((financing_kind=kind_other_public)+(financing_kind=kind_private))))"
)
"""How many rows have numbers that no sum takes: text for a number, a formula that is gone, no kind."""


def add_checks(page: Page) -> None:
    """Write the checks below the sums, each with its verdict next to it."""
    subject, say = page.subject, page.subject.say
    rate = formulas.ratio(_SUPPORT, "net_costs")
    page.line(say("row.support-rate"), rate, "support_rate_counted", PERCENT)
    for number, limit in enumerate(subject.limits, 1):
        own = f"limit_{number}"
        left = formulas.percentage("net_costs", own) if limit.kind == "rate" else own
        if limit.counts_public:
            left = f"MAX(ROUND({left}-financing_other_public_total,2),0)"
        _verdict(page, f"{_SUPPORT}>ROUND({left},2)", say("verdict.over"), say("verdict.within"))
        page.line(f"{say('row.largest')}: {limit_label(limit, subject)}", left, f"largest_{number}")
    _verdict(page, f"B{page.row}<>0", say("verdict.unbalanced"), say("verdict.balanced"))
    page.line(say("row.balance"), "ROUND(financing_total-net_costs,2)", "balance", bold=True)
    _verdict(page, f"B{page.row}>0", say("verdict.uncounted"), say("verdict.counted"))
    page.line(say("row.uncounted"), _UNCOUNTED, "uncounted", WHOLE)


def _verdict(page: Page, is_bad: str, bad: str, good: str) -> None:
    cell = page.sheet.cell(page.row, 3)
    write_plain(cell, f'=IF({is_bad},"{bad}","{good}")')
    page.sheet.merge_cells(f"{cell.coordinate}:{page.total}{page.row}")
    for text, fill in ((bad, BAD), (good, GOOD)):
        page.sheet.conditional_formatting.add(cell.coordinate, CellIsRule("equal", [f'"{text}"'], fill=fill))


# An application file with another budget in it: comments, order and everything else stay as they are.

_EDITED = ("cost_model", "pay_without_side_costs", "items", "in_kind_work", "income", "financing")


def with_budget(text: str, old: Budget, new: Budget) -> str:
    r"""Return the text of an application file (TOML) whose budget is `old`, with the budget `new`.

    Only what differs is written; rows that stay keep their place and their comments.

    >>> with_budget("[budget]\ncost_model = 'actual' # valittu\n", Budget(cost_model="actual"), Budget())
    '[budget]\n'
    """
    document = tomlkit.parse(text)
    if old == new:
        return text
    if "budget" not in document:
        document["budget"] = tomlkit.table()
    update_table(document["budget"], old, new, _EDITED)
    return tomlkit.dumps(document)


@exact
def budget_workbook(
    application: Application,
    *,
    language: str | None = None,
    on: date | None = None,
    group: LeaderGroup | None = None,
    programme: Programme | None = None,
) -> bytes:
    """Return the budget of an application as a workbook (XLSX); the same input gives the same bytes.

    Its formulas count by the law of a day (`on`, or else the application's own date) as `hakemus.costing` does, to
    the cent. The law's rates and limits, and the Leader group's, are on a sheet, each cell with a name.

    Raises `DayMissingError` when there is no day, and `UnknownNameError` for an unknown language.

    >>> budget_workbook(Application(date=date(2024, 3, 1)))[:2]
    b'PK'
    """
    own = application.language if group is None else group.language_of(application)
    words = wording(known_language(language or own))
    day = on or application.date
    if day is None:
        raise DayMissingError(wording(application.language).message("report.day-missing", {"field": "date"}))
    subject = Subject(
        application, programme or programme_on(day, application.classification.programme), words, day, group
    )
    book = Workbook()
    book.remove(book.worksheets[0])
    add_tables(book, subject)
    add_lists(book, subject)
    add_checks(add_summary(book, subject))
    add_rates(book, subject)
    for sheet in book.worksheets:
        fit_rows(sheet)
    book.move_sheet(subject.say("sheet.lists"), offset=2)
    book.properties.title = ": ".join(filter(None, (subject.say("title"), application.project.name)))
    book.properties.creator = application.applicant.name or "hakemus"
    book.properties.language = words.language
    book.calculation.fullCalcOnLoad = True
    return bytes_of(book, day)
