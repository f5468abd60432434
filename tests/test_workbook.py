"""The workbook: what is in it, and that its formulas give what `costing` gives, to the cent, by LibreOffice."""

import io
import shutil
import subprocess
import warnings
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator

import hakemus
from hakemus.costing import cost
from hakemus.errors import DayMissingError, LoadError
from hakemus.files.workbook import budget_workbook
from hakemus.group import LeaderGroup
from hakemus.model import (
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
from hakemus.programme import open_programme
from hakemus.support import support_limits
from hakemus.texts import LANGUAGES, Language, wording
from spreadsheets import read_budget

LAW = open_programme()
DAY = date(2024, 12, 1)
DAY_OF_PAY = date(2026, 3, 1)
"""A day on which side costs are counted on pay."""
Recalculate = Callable[[Mapping[str, bytes]], dict[str, bytes]]


@pytest.fixture(name="recalculate", scope="module")
def _recalculate(tmp_path_factory: pytest.TempPathFactory) -> Recalculate:
    """Return a function that lets LibreOffice open workbooks, count them, and save them as its own."""
    office = shutil.which("soffice") or pytest.skip("soffice is not installed")
    folder = tmp_path_factory.mktemp("calc")

    def recalculate(books: Mapping[str, bytes]) -> dict[str, bytes]:
        for name, content in books.items():
            (folder / f"{name}.xlsx").write_bytes(content)
        profile = f"-env:UserInstallation=file://{folder / 'profile'}"
        options = [profile, "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "made")]
        papers = [str(folder / f"{name}.xlsx") for name in books]
        done = subprocess.run(  # noqa: S603
            [office, "--headless", *options, *papers], check=True, capture_output=True, timeout=240
        )
        made = {name: folder / "made" / f"{name}.xlsx" for name in books}
        assert all(path.exists() for path in made.values()), done.stdout + done.stderr
        return {name: path.read_bytes() for name, path in made.items()}

    return recalculate


def named(content: bytes) -> Callable[[str], object]:
    """Return a look-up of the value in a named cell."""
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)

    def value(name: str) -> object:
        ((sheet, place),) = book.defined_names[name].destinations
        found: object = book[sheet][place.replace("$", "")].value
        return found

    return value


def cents(value: object) -> Decimal:
    """Return a cell's number as euros and cents; it may not be off by the least part of a cent."""
    assert isinstance(value, int | float), value
    exact = Decimal(f"{value:.15g}")
    rounded = exact.quantize(Decimal("0.01"))
    assert exact == rounded, value
    return rounded


def agrees(budget: Budget, content: bytes, day: date = DAY) -> None:
    """Hold every amount of a counted workbook to the costing."""
    costing, value = cost(budget, LAW, day), named(content)
    assert cents(value("total_costs")) == costing.total_costs
    assert cents(value("itemised_costs")) == costing.itemised_costs
    assert cents(value("in_kind_total")) == costing.in_kind_total
    flat = costing.flat_rate.amount if costing.flat_rate else Decimal("0.00")
    assert cents(value("flat_rate_total")) == flat
    assert cents(value("income_total")) == costing.income_total
    assert cents(value("net_costs")) == costing.net_costs
    for part in costing.financing:
        assert cents(value(f"financing_{part.key}_total")) == part.amount
        assert Decimal(f"{value(f'share_{part.key}'):.12g}") * 100 == part.share
    assert cents(value("balance")) == costing.balance
    rate = value("support_rate_counted")
    assert (Decimal(f"{rate:.12g}") * 100 if isinstance(rate, int | float) else None) == costing.support_rate
    assert value("uncounted") == 0
    if day == DAY_OF_PAY:
        side = costing.side_costs.amount if costing.side_costs else Decimal("0.00")
        assert cents(value("side_costs_total")) == side
    _table_agrees(budget, content, day)


def _table_agrees(budget: Budget, content: bytes, day: date) -> None:
    costing = cost(budget, LAW, day)
    sheet = openpyxl.load_workbook(io.BytesIO(content), data_only=True)[
        wording("fi").message("workbook.sheet.summary")
    ]
    rows = [list(row) for row in sheet.iter_rows(min_row=4, max_row=15, values_only=True)]
    years = [year for year in costing.years if year is not None]
    assert [cell for cell in rows[0][1:-2] if cell not in (None, "")] == years
    for at, category in enumerate((*CostCategory, None), 1):
        for step, year in enumerate(years, 1):
            assert cents(rows[at][step]) == costing.amount(category, year)
        assert cents(rows[at][-2]) == costing.amount(category, None)
        assert cents(rows[at][-1]) == costing.category_total(category)
    total_row = rows[11 if day == DAY_OF_PAY else 10]
    for step, year in enumerate(years, 1):
        assert cents(total_row[step]) == costing.year_total(year)
    assert cents(total_row[-2]) == costing.year_total(None)


def application(
    budget: Budget, measure: str | None = "development-project", day: date = DAY
) -> hakemus.Application:
    """Return an application with a budget."""
    values = {"date": day, "budget": budget, "classification": {"measure": measure}}
    return hakemus.Application.model_validate(values)


money = st.decimals(0, 10**7, places=2)
quantity = st.decimals(0, 10**4, places=3)
year = st.none() | st.integers(2023, 2029)
text = st.none() | st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=20)
amounts = st.one_of(
    st.fixed_dictionaries({"amount": money}),
    st.fixed_dictionaries({"quantity": quantity, "unit_price": money, "unit": text}),
    st.fixed_dictionaries({"quantity": quantity}),
)
items = st.builds(
    lambda given, **rest: CostItem.model_validate({**given, **rest}),
    amounts,
    category=st.none() | st.sampled_from(CostCategory),
    year=year,
    description=text,
)
works = st.builds(InKindWork, year=year, hours=quantity, machine_hours=st.none() | quantity, description=text)
contributions = st.builds(Contribution, source=text, amount=money)
financing = st.builds(
    Financing,
    leader_support=st.none() | money,
    support_rate=st.none() | st.decimals(0, 100, places=2),
    other_public=st.lists(contributions, max_size=2).map(tuple),
    private=st.lists(contributions, max_size=2).map(tuple),
    in_kind=st.none() | money,
    advance=st.none() | money,
)
budgets = st.builds(
    Budget,
    cost_model=st.none() | st.sampled_from(CostModel),
    pay_without_side_costs=st.none() | st.booleans(),
    items=st.lists(items, max_size=8).map(tuple),
    in_kind_work=st.lists(works, max_size=3).map(tuple),
    income=st.lists(st.builds(Income, amount=money, year=year), max_size=2).map(tuple),
    financing=financing,
)


@settings(max_examples=1, suppress_health_check=list(HealthCheck))
@given(st.lists(budgets, min_size=5, max_size=5))
def test_formulas_and_costing_agree_and_come_back(
    recalculate: Recalculate, tmp_path_factory: pytest.TempPathFactory, many: Sequence[Budget]
) -> None:
    """Whatever the budget, what LibreOffice counts is what the library counts, and what it saves reads back."""
    prove(recalculate, tmp_path_factory, many)


@pytest.mark.fuzz
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(st.lists(budgets, min_size=8, max_size=8))
def test_formulas_and_costing_agree_in_many_cases(
    recalculate: Recalculate, tmp_path_factory: pytest.TempPathFactory, many: Sequence[Budget]
) -> None:
    """As above."""
    prove(recalculate, tmp_path_factory, many)


def prove(recalculate: Recalculate, tmp_path_factory: pytest.TempPathFactory, many: Sequence[Budget]) -> None:
    """Let LibreOffice count the workbooks of budgets, and hold each to the costing."""
    days = [(DAY, DAY_OF_PAY)[at % 2] for at in range(len(many))]
    books = {
        f"{at}": budget_workbook(application(budget, day=day))
        for at, (budget, day) in enumerate(zip(many, days, strict=True))
    }
    for name, content in recalculate(books).items():
        budget = many[int(name)]
        agrees(budget, content, days[int(name)])
        assert results(content) == results(books[name])
        path = tmp_path_factory.mktemp("saved") / "budget.xlsx"
        path.write_bytes(content)
        assert read_budget(path) == budget


def results(content: bytes) -> dict[str, object]:
    """Return what each formula of a workbook gave, by its cell; an empty text is none."""
    formulas, values = (openpyxl.load_workbook(io.BytesIO(content), data_only=only) for only in (False, True))
    found: dict[str, object] = {}
    for sheet in formulas.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            value = values[sheet.title][cell.coordinate].value
            is_number = isinstance(value, int | float)
            found[f"{sheet.title}!{cell.coordinate}"] = float(f"{value:.12g}") if is_number else value or None
    assert found
    return found


@settings(max_examples=25)
@given(budgets, st.sampled_from((DAY, DAY_OF_PAY)))
def test_what_formulas_give_is_there_before_anybody_counts(budget: Budget, day: date) -> None:
    """A preview, a telephone or a program that counts nothing shows the sums of the library, to the cent."""
    agrees(budget, budget_workbook(application(budget, day=day)), day)


def test_gnumeric_counts_the_same(tmp_path: Path) -> None:
    """Every formula gives there what the file says that it gives."""
    program = shutil.which("ssconvert") or pytest.skip("gnumeric is not installed")
    for name in ("cooperation-complete", "small-project"):
        content = budget_workbook(example(name), on=DAY_OF_PAY)
        source, target = tmp_path / "budget.xlsx", tmp_path / "counted.xlsx"
        source.write_bytes(content)
        subprocess.run([program, "--recalc", source, target], check=True, capture_output=True, timeout=60)  # noqa: S603
        with warnings.catch_warnings(action="ignore"):  # openpyxl on the styles of Gnumeric
            assert results(target.read_bytes()) == results(content)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_valid_by_the_rules_of_office(language: Language, tmp_path: Path) -> None:
    """The checker of Office finds nothing, also where texts begin with blanks and limits are a group's."""
    book = budget_workbook(
        example("cooperation-complete"), language=language, on=DAY_OF_PAY, group=limiting_group()
    )
    (tmp_path / "budget.xlsx").write_bytes(book)
    found = OpenXmlValidator().validate(str(tmp_path / "budget.xlsx"))
    assert [str(error) for error in found.errors] == []


def example(name: str) -> hakemus.Application:
    """Return an example that comes with the library."""
    return hakemus.load(packaged_folder("examples") / name / "application.toml")


def saved(book: openpyxl.Workbook) -> bytes:
    """Return a workbook's file."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.fixture(name="counted", scope="module")
def _counted(recalculate: Recalculate) -> dict[str, bytes]:
    """Return the workbooks that the tests below look at, all counted by LibreOffice in one start."""
    examples = {
        name: budget_workbook(example(name), on=DAY, language="fi")
        for name in ("cooperation-project", "preparatory-funding")
    }
    limits = budget_workbook(example("cooperation-project"), on=DAY, group=limiting_group())
    return recalculate(
        {
            **examples,
            "edited": edited_by_a_person(),
            "uncounted": with_uncounted_rows(),
            "sums": with_sums_and_faults(),
            "halves": budget_workbook(application(HALF_CENTS)),
            "limits": limits,
            **{
                f"business {area} {costs}": budget_workbook(
                    invests(area, costs), language="fi", on=DAY_OF_PAY
                )
                for area, costs, _ in RATES_OF_PLACES
            },
        }
    )


@pytest.mark.parametrize("name", ["cooperation-project", "preparatory-funding"])
def test_the_examples_agree(counted: Mapping[str, bytes], name: str) -> None:
    """The workbook of each example is counted as its papers are."""
    agrees(example(name).budget, counted[name])


def edited_by_a_person() -> bytes:
    """Return a workbook with a formula of one's own, a row that was put in, and a changed amount."""
    budget = Budget(items=(CostItem(description="Luento", amount=Decimal(300)), CostItem(description="Tila")))
    book = openpyxl.load_workbook(io.BytesIO(budget_workbook(application(budget))))
    sheet = book.worksheets[0]
    sheet["G7"], sheet["G8"] = "=3*133.2", 45.5
    sheet["B9"], sheet["D9"], sheet["F9"], sheet["C9"] = "Matka", 120, 0.57, 2025
    return saved(book)


def test_a_persons_edits_come_back(counted: Mapping[str, bytes], tmp_path: Path) -> None:
    """A formula of one's own, a row that was put in, a changed amount: counted and saved by LibreOffice, then read."""
    path = tmp_path / "edited.xlsx"
    path.write_bytes(counted["edited"])
    read = read_budget(path)
    assert [item.amount for item in read.items] == [Decimal("399.60"), Decimal("45.50"), None]
    assert (read.items[2].quantity, read.items[2].unit_price) == (Decimal(120), Decimal("0.57"))
    agrees(read, counted["edited"])


def with_uncounted_rows() -> bytes:
    """Return a workbook with text for a number, a row without its formula and a contribution of no kind."""
    book = openpyxl.load_workbook(io.BytesIO(budget_workbook(application(Budget()))))
    costs, _, income, financing = book.worksheets[:4]
    costs["G7"] = "viisi"
    costs["G8"], costs["H8"] = 5, None
    income["C5"] = "5,0 e"
    financing["C9"] = 7
    return saved(book)


def test_rows_that_no_sum_takes_are_counted(counted: Mapping[str, bytes]) -> None:
    """The summary says how many there are."""
    assert named(counted["uncounted"])("uncounted") == 4


def with_sums_and_faults() -> bytes:
    """Return a workbook with a sum of the rows above and a division by nothing."""
    book = openpyxl.load_workbook(io.BytesIO(budget_workbook(application(Budget()))))
    sheet = book.worksheets[0]
    sheet["B7"], sheet["G7"] = "Yhteensä", "=SUM(G9:G12)"
    sheet["B8"], sheet["G8"] = "Jako", "=1/0"
    return saved(book)


def test_a_row_of_sums_and_a_broken_formula_are_told(counted: Mapping[str, bytes], tmp_path: Path) -> None:
    """A sum of the rows above is no cost of its own, and a division by nothing is no amount."""
    path = tmp_path / "sums.xlsx"
    path.write_bytes(counted["sums"])
    with pytest.raises(LoadError) as raised:
        read_budget(path)
    told = {fault.path: fault.code for fault in raised.value.faults}
    assert told == {"Kustannukset!G7": "sum-in-row", "Kustannukset!G8": "formula-error"}


HALF_CENTS = Budget(
    items=tuple(
        CostItem(
            quantity=Decimal(quantity), unit_price=Decimal(price), year=2025, category=CostCategory.SALARIES
        )
        for quantity, price in (("7.5", "33.33"), ("1.005", "1.00"), ("0.145", "1.00"))
    ),
    cost_model=CostModel.CALCULATED_19,
)


def test_half_cents_go_up_as_in_the_library(counted: Mapping[str, bytes]) -> None:
    """Products that binary fractions cannot hold (7.5 × 33.33, 1.005 × 1.00) are rounded half up all the same."""
    agrees(HALF_CENTS, counted["halves"])


def limiting_group() -> LeaderGroup:
    """Return a group with a rate of its own."""
    return LeaderGroup.from_mapping(
        {
            "name": {"fi": "Esimerkki ry"},
            "rates": [
                {
                    "from": date(2023, 4, 6),
                    "percent": Decimal(65),
                    "reference": {"title": "Esimerkki", "section": "tuki", "address": "https://example.org"},
                }
            ],
        }
    )


def test_the_limits_of_law_and_group_stand_as_named_cells(counted: Mapping[str, bytes]) -> None:
    """Each limit has a cell with a name, and what it leaves is what the costing says."""
    loaded, group = example("cooperation-project"), limiting_group()
    measure = LAW.measure(loaded.classification.measure or "")
    assert measure is not None
    limits = support_limits(cost(loaded.budget, LAW, DAY), measure, DAY, group)
    assert any(limit.is_of_group for limit in limits)
    value = named(counted["limits"])
    for number, limit in enumerate(limits, 1):
        assert cents(value(f"largest_{number}")) == limit.largest
        own = Decimal(f"{value(f'limit_{number}'):.12g}")
        assert own == (limit.value / 100 if limit.kind == "rate" else limit.value)
    assert value("person_hour") == LAW.number("in-kind.person-hour", DAY)


RATES_OF_PLACES = [
    ("area-3", 39_200, "11760.00"),
    ("area-3", 150_000, "30000.00"),
    ("", 39_200, "15680.00"),
]
"""Support areas, costs in euros, and the most support there: 646/2023, sections 33(1) and 38(3)."""


def invests(area: str, costs: int) -> hakemus.Application:
    """Return the investment of a business in sparsely populated countryside, or in an unknown place."""
    place = {"business": {"support_area": area}} if area else {}
    budget = Budget(
        items=(CostItem(description="Savustin", amount=Decimal(costs)),),
        financing=hakemus.Financing(leader_support=Decimal(5000)),
    )
    content = {"classification": {"measure": "business-investment", "rural_type": "M7"}, **place}
    return hakemus.Application.model_validate({**content, "budget": budget})


@pytest.mark.parametrize(("area", "costs", "largest"), RATES_OF_PLACES)
def test_a_business_sees_the_rate_of_its_place(
    counted: Mapping[str, bytes], area: str, costs: int, largest: str
) -> None:
    """Counted by LibreOffice as by the check; where the place isn't known, the highest rate is not called fine."""
    value = named(counted[f"business {area} {costs}"])
    words = wording("fi")
    book = openpyxl.load_workbook(io.BytesIO(counted[f"business {area} {costs}"]), data_only=True)
    verdicts = [str(cell.value) for cell in book[words.message("workbook.sheet.summary")]["C"]]

    assert cents(value("largest_1")) == Decimal(largest)
    assert ("Kunnossa" in verdicts, words.message("workbook.verdict.within-highest") in verdicts) == (
        bool(area),
        not area,
    )


def test_a_limit_for_other_applicants_is_not_in_the_workbook() -> None:
    """The facts of the application decide here as in the check: an association gets no municipality's rate."""
    applicant, group = example("investment"), limiting_group()
    higher = {"percent": Decimal(90), "when": {"legal_form": "municipality"}}
    rates = [one.model_dump(by_alias=True, exclude_defaults=True) for one in group.rates]
    both = LeaderGroup.from_mapping({"name": {"fi": "Esimerkki ry"}, "rates": [*rates, rates[0] | higher]})

    assert budget_workbook(applicant, on=DAY, group=both) == budget_workbook(applicant, on=DAY, group=group)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sheet_is_locked_but_for_what_is_filled(
    budgeted: hakemus.Application, language: Language
) -> None:
    """Formulas are protected without a password, cells to fill are not, and the page is A4."""
    book = openpyxl.load_workbook(io.BytesIO(budget_workbook(budgeted, language=language, on=DAY)))
    assert [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"] == [
        wording(language).message(f"workbook.sheet.{key}")
        for key in ("items", "work", "income", "financing", "summary", "rates")
    ]
    for sheet in book.worksheets:
        assert sheet.protection.sheet
        formulas = [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        assert all(cell.protection.locked for cell in formulas)
        if sheet.sheet_state == "visible":
            assert (int(sheet.page_setup.paperSize), sheet.page_setup.fitToWidth) == (9, 1)
    first = book.worksheets[0]
    assert not first["B4"].protection.locked
    assert not first["A7"].protection.locked


@pytest.mark.parametrize("language", LANGUAGES)
def test_categories_and_cost_models_are_chosen_by_name(
    budgeted: hakemus.Application, language: Language
) -> None:
    """The drop-downs offer the names of the vocabulary in the applicant's language."""
    book = openpyxl.load_workbook(io.BytesIO(budget_workbook(budgeted, language=language, on=DAY)))
    lists = {check.formula1: str(check.sqref) for check in book.worksheets[0].data_validations.dataValidation}
    assert lists["category_names"].startswith("A7:A")
    ((sheet, place),) = book.defined_names["category_names"].destinations
    offered = [cell.value for (cell,) in book[sheet][place.replace("$", "")]]
    assert offered == [LAW.vocabulary("cost_category").label(key.value, language) for key in CostCategory]


def test_a_long_description_has_room_in_its_row() -> None:
    """A row is as high as its text, so that nothing runs over the next row; a short one grows with what is typed."""
    rows = (CostItem(description="Kyytipalvelun kokeilu kylissä " * 6), CostItem(description="Tila"))
    book = openpyxl.load_workbook(io.BytesIO(budget_workbook(application(Budget(items=rows)))))
    heights = book.worksheets[0].row_dimensions
    assert heights[7].height == 6 * 13 + 2
    assert heights[8].height is None


def test_the_summary_is_printed_on_one_page(budgeted: hakemus.Application) -> None:
    """The balance is not cut off onto a page of its own."""
    book = openpyxl.load_workbook(io.BytesIO(budget_workbook(budgeted, language="fi", on=DAY)))
    assert book["Yhteenveto"].page_setup.fitToHeight == 1


@pytest.mark.parametrize(
    ("measure", "hints", "seen"),
    [
        ("business-trial", ("fixed", "work-not-counted", "income-not-deducted"), ()),
        ("preparatory-funding", ("fixed", "fixed", "fixed"), ("in-kind financing",)),
        ("business-investment", ("items", "work-not-counted", "income-not-deducted"), ("costs",)),
        (
            "cooperation-services",
            ("items", "work", "income"),
            ("costs", "flat rate", "in-kind financing"),
        ),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_that_is_not_filled_in_says_so(
    measure: str, hints: Sequence[str], seen: Sequence[str], language: Language
) -> None:
    """Nor does it say how rows are added; what the measure doesn't take has no row in the summary that is seen."""
    words = wording(language)
    one = hakemus.Application.model_validate({"classification": {"measure": measure}})
    book = openpyxl.load_workbook(
        io.BytesIO(hakemus.budget_workbook(one, language=language, on=date(2026, 3, 2)))
    )
    sheets = [book[words.message(f"workbook.sheet.{name}")] for name in ("items", "work", "income")]
    said = [str(sheet["A2"].value) for sheet in sheets]
    assert [
        text.startswith(words.message(f"workbook.hint.{key}")) for text, key in zip(said, hints, strict=True)
    ] == [True] * 3
    adds = words.message("workbook.hint.more-rows")
    assert [adds in text for text in said[:2]] == [key in ("items", "work") for key in hints[:2]]
    line = words.message("workbook.last-line")
    ends = [any(line in row for row in sheet.values) for sheet in sheets]
    assert ends == [key not in ("fixed", "work-not-counted") for key in hints]
    summary = book[words.message("workbook.sheet.summary")]
    rows = {
        "costs": words.term("budget.items.category"),
        "flat rate": words.message("workbook.row.flat-rate"),
        "in-kind financing": words.term("budget.financing.in_kind"),
    }
    shown = [str(row[0].value) for row in summary.rows if not summary.row_dimensions[row[0].row or 0].hidden]
    assert tuple(key for key, name in rows.items() if name in shown) == tuple(seen)


@pytest.mark.parametrize(("measure", "rates"), [("business-trial", 0), ("cooperation-services", 6)])
def test_the_sheet_of_rates_shows_what_has_a_rate(measure: str, rates: int) -> None:
    """A cell that only a formula needs is not seen, nor the sheet where it would be empty."""
    one = hakemus.Application.model_validate({"classification": {"measure": measure}})
    book = openpyxl.load_workbook(
        io.BytesIO(hakemus.budget_workbook(one, language="en", on=date(2026, 3, 2)))
    )
    sheet = book[wording("en").message("workbook.sheet.rates")]
    shown = [
        row[0].value for row in sheet.iter_rows(min_row=5) if not sheet.row_dimensions[row[0].row or 0].hidden
    ]
    assert None not in shown
    assert (len(shown), sheet.sheet_state) == (rates, "visible" if rates else "hidden")


def test_the_same_input_gives_the_same_bytes(budgeted: hakemus.Application) -> None:
    """No moment of writing is in the file."""
    assert budget_workbook(budgeted, on=DAY) == budget_workbook(budgeted, on=DAY)


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    """A description that begins with an equals sign is no formula, and reads back."""
    budget = Budget(items=(CostItem(description='=HYPERLINK("https://example.org")', amount=Decimal(1)),))
    path = tmp_path / "budget.xlsx"
    path.write_bytes(budget_workbook(application(budget)))
    cell = openpyxl.load_workbook(path).worksheets[0]["B7"]
    assert cell.data_type == "s"
    assert read_budget(path) == budget


def test_without_a_day_there_are_no_rates() -> None:
    """The day whose law counts must be given, or be the application's own."""
    with pytest.raises(DayMissingError):
        budget_workbook(hakemus.Application())
