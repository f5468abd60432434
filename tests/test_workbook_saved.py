"""A workbook whatever saved it: Strict, .ods, without formats; totals are known, and what is gone is asked about."""

import random
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import hakemus
from at_once import refused_at_once
from hakemus.desk import update_budget
from hakemus.errors import FileError, HakemusError, LoadError
from hakemus.files.workbook import budget_workbook
from hakemus.model import Budget, Contribution, CostCategory, CostItem, Financing, Income, InKindWork
from spreadsheets import (
    as_ods,
    formula,
    ods,
    packed,
    packed_bytes,
    parts_of,
    read_budget,
    strict,
    with_cells,
    without_formats,
)

DAY = date(2024, 12, 1)
BUDGET = Budget(
    items=(
        CostItem(category=CostCategory.FEES, description="Luento", year=2025, amount=Decimal(300)),
        CostItem(description="Tila", year=2025, quantity=Decimal(2), unit="kk", unit_price=Decimal("33.35")),
        CostItem(category=CostCategory.TRAVEL, description="Junamatkat", year=2026, amount=Decimal(50)),
    ),
    in_kind_work=(InKindWork(description="Talkoot", year=2025, hours=Decimal(3)),),
    income=(Income(description="Pääsyliput", year=2025, amount=Decimal(20)),),
    financing=Financing(
        support_rate=Decimal(80), private=(Contribution(source="Oma raha", amount=Decimal(9)),)
    ),
)
APPLICATION = hakemus.Application(date=DAY, budget=BUDGET)
Saved = Callable[[bytes], Path]
Change = Callable[[bytes], bytes]


@pytest.fixture(name="workbook", scope="module")
def _workbook() -> bytes:
    """Return the workbook of the budget."""
    return budget_workbook(APPLICATION)


@pytest.fixture(name="saved")
def _saved(tmp_path: Path) -> Saved:
    """Return a function that saves a workbook."""

    def save(content: bytes) -> Path:
        path = tmp_path / "budget.xlsx"
        path.write_bytes(content)
        return path

    return save


def faults(path: Path) -> list[tuple[str, str]]:
    """Return the place and code of every fault."""
    with pytest.raises(LoadError) as raised:
        read_budget(path, base=BUDGET)
    return [(fault.path, fault.code) for fault in raised.value.faults]


@pytest.mark.parametrize("change", [strict, as_ods], ids=["strict", "ods"])
def test_it_is_read_as_it_was(workbook: bytes, saved: Saved, change: Change) -> None:
    """As Strict Open XML and as OpenDocument, by what it is and not by its name."""
    assert read_budget(saved(change(workbook))) == BUDGET


def test_lists_that_excel_saves_in_an_extension_are_nothing(workbook: bytes, saved: Saved) -> None:
    """A list from another sheet is saved apart; no library's warning about it reaches anybody."""
    parts = parts_of(workbook)
    sheet = "xl/worksheets/sheet1.xml"
    lists = (
        b'<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" uri="{CCE6A557}">'
        b'<x14:dataValidations count="1"><x14:dataValidation type="list"><x14:formula1>'
        b'<xm:f xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">Luettelot!$A$1:$A$6</xm:f>'
        b"</x14:formula1></x14:dataValidation></x14:dataValidations></ext></extLst></worksheet>"
    )
    parts[sheet] = parts[sheet].replace(b"</worksheet>", lists)
    path = packed(parts, saved(b"").with_name("lists.xlsx"))
    assert read_budget(path) == BUDGET


def test_texts_in_runs_and_formulas_that_are_shared(workbook: bytes, saved: Saved) -> None:
    """A word in bold splits a text, and a formula that was filled down is written once."""
    parts = parts_of(workbook)
    strings = "xl/sharedStrings.xml"
    parts[strings] = parts[strings].replace(
        b"<si><t>Junamatkat</t></si>",
        b"<si><r><rPr><b/></rPr><t>Juna</t></r><r><t>matkat</t></r><rPh sb='0' eb='1'><t>x</t></rPh></si>",
    )
    shared = '<f t="shared" ref="G7:G8" si="0">D7*F7</f><v>1</v>', '<f t="shared" si="0"/><v>2</v>'
    path = packed(parts, saved(b"").with_name("runs.xlsx"))
    assert read_budget(path) == BUDGET
    edited = with_cells(path.read_bytes(), {"G7": shared[0], "D8": "", "F8": "", "G8": shared[1]})
    assert [item.amount for item in read_budget(saved(edited)).items] == [1, 2, 50]


# Numbers that lost how they were shown, or that a program took for a day.


def test_a_per_cent_without_its_format_is_asked_about(workbook: bytes, saved: Saved) -> None:
    """0.8 may be 80 per cent, or less than one: nobody guesses."""
    path = saved(without_formats(workbook))
    assert faults(path) == [("Rahoitus!B5", "ambiguous-percent")]
    with pytest.raises(LoadError, match=r"80 % / 0,8 %"):
        read_budget(path)


def test_an_amount_that_became_a_day_is_told(workbook: bytes, saved: Saved) -> None:
    """Where 1.5 is the first of May, a program makes a day of it; a day in the column of years is its year."""
    parts = parts_of(workbook)
    styles = parts["xl/styles.xml"].decode()
    count = int(re.findall(r'<cellXfs count="(\d+)"', styles)[0])
    day = '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    parts["xl/styles.xml"] = styles.replace("</cellXfs>", day).encode()
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    for place in ("C7", "G8"):
        sheet = re.sub(
            rf'<c r="{place}" s="\d+"(/>|>.*?</c>)', f'<c r="{place}" s="{count}"><v>46143</v></c>', sheet
        )
    parts["xl/worksheets/sheet1.xml"] = sheet.encode()
    path = packed(parts, saved(b"").with_name("days.xlsx"))
    assert faults(path) == [("Kustannukset!G8", "day-in-cell")]
    with pytest.raises(LoadError, match=r"1\.5\.2026"):
        read_budget(path)


# A row that sums others is known by what it refers to, or by its words.


@pytest.mark.parametrize(
    "written",
    [
        "H7+H8+H9",
        "G7*2",
        "SUBTOTAL(9,H7:H9)",
        "AGGREGATE(9,6,$H$7:$H$9)",
        "SUMPRODUCT(Kustannukset!H7:H9)",
        "SUM(H:H)",
        "items_counted",
        "total_costs",
        "Yhteenveto!B17",
        "'Yhteenveto'!$F$14/2",
    ],
)
def test_a_formula_over_other_rows_is_no_cost(workbook: bytes, saved: Saved, written: str) -> None:
    """Whatever function or none: it counts from the table's own amounts, or from the summary."""
    path = saved(with_cells(workbook, {"G10": formula(written, 416.7)}))
    assert faults(path) == [("Kustannukset!G10", "sum-in-row")]


def test_a_total_by_way_of_another_cell_is_none_either(workbook: bytes, saved: Saved) -> None:
    """A cell beside the table sums its amounts, and a row takes that."""
    parts = parts_of(workbook)
    name = "xl/worksheets/sheet1.xml"
    beside = '<c r="K7"><f>SUM(H7:H9)</f><v>416.7</v></c><c r="L7"><f>2*24</f><v>48</v></c></row>'
    parts[name] = re.sub(rb'(<row r="7".*?)</row>', rb"\1" + beside.encode(), parts[name], count=1)
    edited = packed_bytes(parts)
    assert faults(saved(with_cells(edited, {"G10": formula("K7", 416.7)}))) == [
        ("Kustannukset!G10", "sum-in-row")
    ]
    assert read_budget(saved(with_cells(edited, {"G10": formula("L7", 48)}))).items[3].amount == Decimal(48)


@pytest.mark.parametrize(
    "written", ["3*133.2", "SUM(100,20)", "D10*2", "2*person_hour", "LEN(&quot;H7:H9&quot;)", "ROUND(H10,2)"]
)
def test_a_formula_of_ones_own_is_read(workbook: bytes, saved: Saved, written: str) -> None:
    """It counts from numbers of its own, from its own row or from a rate: its result is the amount."""
    path = saved(with_cells(workbook, {"G10": formula(written.replace("&quot;", '"'), 120)}))
    assert read_budget(path).items[3].amount == Decimal(120)


def test_a_price_may_be_that_of_another_row(workbook: bytes, saved: Saved) -> None:
    """A price is no amount; hours that sum other hours are."""
    priced = read_budget(saved(with_cells(workbook, {"F9": formula("F8", 5), "G9": "", "D9": "<v>2</v>"})))
    assert priced.items[2].unit_price == Decimal(5)
    prices = {"F8": formula("F7", 5), "F9": formula("F8", 5), "G9": "", "D9": "<v>2</v>", "F7": "<v>5</v>"}
    filled_down = read_budget(saved(with_cells(workbook, {**prices, "G7": "", "D7": "<v>1</v>"})))
    assert [item.unit_price for item in filled_down.items] == [5, 5, 5]
    same_hours = read_budget(saved(with_cells(workbook, {"C6": formula("C5", 3)}, sheet=2)))
    assert same_hours.in_kind_work[1].hours == Decimal(3)
    path = saved(with_cells(workbook, {"C7": formula("C5+C6", 3)}, sheet=2))
    assert faults(path) == [("Talkootyö!C7", "sum-in-row")]


@pytest.mark.parametrize(
    ("words", "amount", "is_total"),
    [
        ("Yhteensä", "<v>7</v>", True),
        ("KUSTANNUKSET YHTEENSÄ 2025:", "<v>7</v>", True),
        ("Summa", "<t>1 200 €</t>", True),
        ("Grand total", "<v>7</v>", True),
        ("Luento ja tila yhteensä", "<v>416.7</v>", True),
        ("Luento ja tila yhteensä", "<v>400</v>", False),
        ("Summatut kustannukset", "<v>7</v>", False),
        ("Yhteensä", "", False),
    ],
)
def test_a_row_that_calls_itself_a_total_is_told(
    workbook: bytes, saved: Saved, words: str, amount: str, is_total: bool
) -> None:
    """By its words alone, or by words and the sum of the rows above; without an amount it is no cost to be counted."""
    path = saved(with_cells(workbook, {"B10": f"<t>{words}</t>", "G10": amount}))
    if is_total:
        assert faults(path) == [("Kustannukset!B10", "total-row")]
    else:
        assert read_budget(path).items[3].description == words


def test_what_the_budget_called_so_itself_comes_back(saved: Saved) -> None:
    """A row that the application has is no total that somebody added."""
    held = BUDGET.model_copy(update={"items": (CostItem(description="Yhteensä", amount=Decimal(5)),)})
    path = saved(budget_workbook(hakemus.Application(date=DAY, budget=held)))
    assert read_budget(path, base=held) == held


def test_an_amount_in_the_last_row_counts(workbook: bytes, saved: Saved) -> None:
    """Whoever fills the row that asks for others above it loses nothing but its words."""
    parts = parts_of(workbook)
    name = "xl/worksheets/sheet1.xml"
    last = re.findall(rb'<row r="(\d+)"', parts[name])[-1].decode()
    parts[name] = parts[name].replace(
        b"</row></sheetData>", f'<c r="G{last}"><v>5</v></c></row></sheetData>'.encode()
    )
    read = read_budget(packed(parts, saved(b"").with_name("last.xlsx")))
    assert (read.items[-1].description, read.items[-1].amount) == (None, Decimal(5))


# What is gone is told as gone: a row, a column, a sheet, a single cell's term. Nothing is deleted for being lost.


def emptied(content: bytes, sheet: int, *rows: int) -> bytes:
    """Return a workbook in which rows of a sheet are gone."""
    parts = parts_of(content)
    name = f"xl/worksheets/sheet{sheet}.xml"
    for row in rows:
        parts[name] = re.sub(rf'<row r="{row}"[^>]*>.*?</row>'.encode(), b"", parts[name])
    return packed_bytes(parts)


def test_a_whole_workbook_is_accounted_for(workbook: bytes, saved: Saved) -> None:
    """Every field of the budget is found: changed and emptied ones are counted."""
    update = update_budget(APPLICATION, saved(workbook))
    assert (update.application, update.changes) == (APPLICATION, ())
    fields = 3 * 7 + 5 + 3 + 2 + 4  # rows of costs, work, income, financing; single cells
    assert (update.account.fields, update.account.found, update.account.is_whole) == (fields, fields, True)
    edited = with_cells(workbook, {"G7": "<v>310</v>", "E8": "", "B9": "<t>Linja-auto</t>"})
    account = update_budget(APPLICATION, saved(edited)).account
    assert (account.found, account.changed, account.emptied, account.is_whole) == (fields, 2, 1, True)


def test_a_row_that_is_gone_stays_until_somebody_decides(workbook: bytes, saved: Saved) -> None:
    """It is named, its fields are not found, and all else is taken; only a decision deletes it."""
    path = saved(with_cells(emptied(workbook, 1, 8), {"G7": "<v>310</v>"}))
    update = update_budget(APPLICATION, path)
    assert [row.path for row in update.missing] == ["budget.items[1]"]
    assert [item.description for item in update.application.budget.items] == ["Luento", "Tila", "Junamatkat"]
    assert update.application.budget.items[0].amount == Decimal(310)
    assert len(update.account.not_found) == 7
    deleted = update_budget(APPLICATION, path, take="paper")
    assert [item.description for item in deleted.application.budget.items] == ["Luento", "Junamatkat"]


def test_a_sheet_that_is_gone_keeps_what_it_held(workbook: bytes, saved: Saved) -> None:
    """No row of it is deleted, and it is named."""
    parts = parts_of(workbook)
    parts["xl/workbook.xml"] = re.sub(rb'<sheet name="Talkooty[^>]*/>', b"", parts["xl/workbook.xml"])
    update = update_budget(APPLICATION, saved(packed_bytes(parts)), take="paper")
    assert update.application == APPLICATION
    assert [lost.fault.code for lost in update.lost] == ["missing-table"]
    assert {path.partition("[")[0] for path in update.account.not_found} == {"budget.in_kind_work"}


@pytest.mark.parametrize(("column", "field"), [("C", "year"), ("A", "category"), ("G", "amount")])
def test_a_column_that_is_gone_keeps_what_it_held(
    workbook: bytes, saved: Saved, column: str, field: str
) -> None:
    """Each row keeps its value, also where another of its cells was changed."""
    parts = parts_of(workbook)
    name = "xl/worksheets/sheet1.xml"
    below = rf'<c r="{column}(?:6|7|8|9)" [^>]*?(?:/>|>.*?</c>)'.encode()
    parts[name] = re.sub(below, b"", parts[name])
    edited = with_cells(packed_bytes(parts), {"B9": "<t>Bussimatkat</t>"})
    update = update_budget(APPLICATION, saved(edited))
    expected = BUDGET.items[2].model_copy(update={"description": "Bussimatkat"})
    assert update.application.budget.items == (*BUDGET.items[:2], expected)
    assert [lost.fields for lost in update.lost] == [(f"budget.items[].{field}",)]
    assert set(update.account.not_found) == {f"budget.items[{at}].{field}" for at in range(3)}


def test_a_term_that_is_gone_keeps_its_value(workbook: bytes, saved: Saved) -> None:
    """Nobody knows what a cell is for without it."""
    update = update_budget(APPLICATION, saved(emptied(workbook, 4, 5)))
    assert update.application == APPLICATION
    assert update.account.not_found == ("budget.financing.support_rate",)


# Hostile and damaged files: refused at once.

ONE = '<table:table-cell office:value-type="float" office:value="1"'
BLANKS = '<text:s text:c="60000"/>'


def one_row(cells: str, row: str = "") -> str:
    """Return a sheet of one row."""
    return f'<table:table table:name="a"><table:table-row{row}>{cells}</table:table-row></table:table>'


MANY = {
    "rows": one_row(f"{ONE}/>", ' table:number-rows-repeated="1048576"'),
    "columns": one_row(f'{ONE} table:number-columns-repeated="9999999"/>'),
    "spans": one_row(f'{ONE} table:number-columns-spanned="9999" table:number-rows-spanned="9999"/>'),
    "long": f'<table:table table:name="a">{f"<table:table-row>{ONE}/></table:table-row>" * 30_000}</table:table>',
    "many": one_row("<table:table-cell/>" * 500_001),
    "blanks": one_row(f"<table:table-cell><text:p>{BLANKS * 2_000}</text:p></table:table-cell>"),
}


@pytest.mark.parametrize("body", MANY.values(), ids=MANY)
def test_a_small_ods_that_asks_for_much_is_refused_at_once(saved: Saved, body: str) -> None:
    """What is written once may stand for millions."""
    path = saved(ods(body))
    refused_at_once(HakemusError, lambda: read_budget(path))


def test_an_ods_with_entities_or_a_password_is_refused(saved: Saved) -> None:
    """No entity is read, of the file or of another."""
    entity = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    with pytest.raises(FileError) as raised:
        read_budget(saved(ods("<table:table/>", entity)))
    assert raised.value.code == "no-workbook"
    manifest = {"META-INF/manifest.xml": b"<manifest:encryption-data/>"}
    with pytest.raises(FileError) as raised:
        read_budget(packed({**parts_of(ods("")), **manifest}, saved(b"").with_name("secret.ods")))
    assert raised.value.code == "protected-workbook"


def test_deleted_cells_and_notes_of_an_ods_are_not_read(workbook: bytes, saved: Saved) -> None:
    """What was deleted with changes recorded, and what a note says, is nobody's value."""
    parts = parts_of(as_ods(workbook))
    content = parts["content.xml"].decode()
    deleted = (
        "<table:tracked-changes><table:deletion><table:cell-content-deletion><table:table-cell "
        'office:value-type="string"><text:p>Kustannuslaji</text:p></table:table-cell>'
        "</table:cell-content-deletion></table:deletion></table:tracked-changes>"
    )
    content = content.replace("<office:spreadsheet>", f"<office:spreadsheet>{deleted}")
    note = "<office:annotation><text:p>Kallis!</text:p></office:annotation><text:p>Luento</text:p>"
    content = content.replace("<text:p>Luento</text:p>", note)
    path = packed({**parts, "content.xml": content.encode()}, saved(b"").with_name("notes.ods"))
    assert read_budget(path) == BUDGET


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Return a workbook with up to three damages: a part gone or cut off, a value or text replaced, a mark gone."""
    parts = parts_of(content)
    bad = (b"", b"-1", b"99999999999", b"1e999", b"#REF!", b"=SUM(A1)", b"Yhteens\xc3\xa4")
    for _ in range(chance.randint(1, 3)):
        name = chance.choice([*parts])
        part = parts.pop(name)
        way = chance.choice([rb'(?<==)"[^"]*"', rb"(?<=>)[^<]+(?=<)", rb"<[a-z:]+ [^>]*/>", b"cut", b"gone"])
        if way == b"cut":
            parts[name] = part[: chance.randrange(len(part) + 1)]
        elif way != b"gone" and (places := [found.span() for found in re.finditer(way, part)]):
            begin, end = chance.choice(places)
            quote = b'"' if way.startswith(b"(?<==)") else b""
            new = b"" if b"/>" in way else quote + chance.choice(bad) + quote
            parts[name] = part[:begin] + new + part[end:]
        if not parts:
            break
    return packed_bytes(parts)


@pytest.mark.parametrize("many", [100, pytest.param(10_000, marks=pytest.mark.fuzz)])
def test_a_damaged_workbook_is_read_or_refused(workbook: bytes, saved: Saved, many: int) -> None:
    """No error of a parser, of Python or of the archive comes out, and nothing takes long."""
    chance, sources = random.Random(many), (workbook, strict(workbook), as_ods(workbook))  # noqa: S311
    read = 0
    for _ in range(many):
        path = saved(damaged(chance.choice(sources), chance))
        with suppress(HakemusError):
            read += update_budget(APPLICATION, path).account.found
    assert read
