"""A workbook that people have edited: what comes back, and every fault with the address of its cell."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

import hakemus
from hakemus.errors import FileError, LoadError
from hakemus.files.workbook import budget_workbook
from hakemus.files.workbook.opening import LARGEST_LIST
from hakemus.files.workbook.tables import TABLES
from hakemus.model import Budget, CostCategory, CostItem, Financing
from hakemus.packaged import packaged_folder
from hakemus.texts import LANGUAGES, Language, describe_fault, wording
from lying_archives import HELD, lying, peak_of_refusing
from spreadsheets import parts_of, read_budget

DAY = date(2024, 12, 1)
FIRST = 7
"""The first row of the costs."""

Edited = Callable[..., Path]


@pytest.fixture(name="budget", scope="module")
def _budget() -> Budget:
    """Return a budget of two costs."""
    return Budget(
        items=(
            CostItem(category=CostCategory.FEES, description="Luento", year=2025, amount=Decimal(300)),
            CostItem(
                description="Tila", year=2025, quantity=Decimal(2), unit="kk", unit_price=Decimal("33.35")
            ),
        ),
        financing=Financing(leader_support=Decimal(200)),
    )


@pytest.fixture(name="unedited", scope="module")
def _unedited(budget: Budget) -> bytes:
    """Return the workbook of the budget, before anybody edits it."""
    return budget_workbook(hakemus.Application(date=DAY, budget=budget))


@pytest.fixture(name="edited")
def _edited(tmp_path: Path, unedited: bytes) -> Edited:
    """Return a function that lets the sheet of costs (or another) be edited, and saves the workbook."""

    def edit(change: Callable[[Worksheet], None], sheet: int = 0) -> Path:
        book = openpyxl.load_workbook(io.BytesIO(unedited))
        change(book.worksheets[sheet])
        path = tmp_path / "budget.xlsx"
        book.save(path)
        return path

    return edit


def faults(path: Path) -> list[tuple[str, str]]:
    """Return the place and code of every fault."""
    with pytest.raises(LoadError) as raised:
        read_budget(path)
    return [(fault.path, fault.code) for fault in raised.value.faults]


def test_what_is_not_in_the_workbook_stays(edited: Edited, budget: Budget) -> None:
    """The reason for the cost model is no cell of the workbook: it is kept."""
    base = Budget(cost_model_reason="Vähän hallintoa.")
    assert read_budget(edited(lambda sheet: None), base=base) == budget.model_copy(
        update={"cost_model_reason": "Vähän hallintoa."}
    )


def test_a_company_of_a_group_project_comes_back(tmp_path: Path) -> None:
    """Whose own cost a cost is has a column where the application has companies."""
    application = hakemus.load(packaged_folder("examples") / "company-group" / "application.toml")
    assert application.companies
    item = CostItem(description="Kone", amount=Decimal(5), company=application.companies[0].name)
    budget = application.budget.model_copy(update={"items": (*application.budget.items, item)})
    path = tmp_path / "budget.xlsx"
    path.write_bytes(budget_workbook(application.model_copy(update={"budget": budget}), on=DAY))
    assert read_budget(path, base=application.budget) == budget


def test_added_rows_come_in(edited: Edited) -> None:
    """A row that was put in between, and one below, without any formula."""

    def change(sheet: Worksheet) -> None:
        sheet.insert_rows(FIRST + 1)
        sheet[f"B{FIRST + 1}"], sheet[f"G{FIRST + 1}"] = "Väliin", 12.5
        sheet["B20"], sheet["G20"] = "Loppuun", 3

    read = read_budget(edited(change))
    assert [item.description for item in read.items] == ["Luento", "Väliin", "Tila", "Loppuun"]
    assert read.items[1].amount == Decimal("12.50")


def test_rows_below_the_last_line_are_read_too(edited: Edited) -> None:
    """Whoever writes below the line that asks not to is read all the same."""

    def change(sheet: Worksheet) -> None:
        sheet["B90"], sheet["G90"] = "Alla", 5

    assert read_budget(edited(change)).items[-1].description == "Alla"


def test_moved_and_hidden_columns(edited: Edited, budget: Budget) -> None:
    """Columns go by their headings, wherever they stand; hidden ones and hidden rows are read."""

    def change(sheet: Worksheet) -> None:
        sheet.insert_cols(2)
        for row in range(6, 30):
            sheet.cell(row, 2).value, sheet.cell(row, 8).value = sheet.cell(row, 8).value, None
        sheet.column_dimensions["D"].hidden = True
        sheet.row_dimensions[FIRST].hidden = True

    assert read_budget(edited(change)) == budget


def test_sheets_renamed_and_rows_put_above(edited: Edited, budget: Budget) -> None:
    """The name of a sheet does not matter, nor where on it the table begins."""

    def change(sheet: Worksheet) -> None:
        sheet.title = "Oma nimi"
        sheet.insert_rows(1, amount=3)

    assert read_budget(edited(change)) == budget


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("5 000,00 €", "5000.00"),
        ("5\N{NO-BREAK SPACE}000,5", "5000.50"),
        ("1.234.567,89", "1234567.89"),
        ("1,234.50 EUR", "1234.50"),
        ("12 eur", "12.00"),
        (" 7 ", "7.00"),
    ],
)
def test_numbers_typed_as_text(edited: Edited, written: str, number: str) -> None:
    """Amounts as people write them are numbers."""

    def change(sheet: Worksheet) -> None:
        sheet[f"G{FIRST}"] = written

    assert str(read_budget(edited(change)).items[0].amount) == number


@pytest.mark.parametrize("written", ["5.000", "5,000", "12.500 €"])
def test_a_number_that_can_be_read_in_two_ways_is_asked_about(edited: Edited, written: str) -> None:
    """Five thousand or five: the library does not guess."""

    def change(sheet: Worksheet) -> None:
        sheet[f"G{FIRST}"] = written

    assert faults(edited(change)) == [("Kustannukset!G7", "ambiguous-number")]


@pytest.mark.parametrize(("written", "form"), [(0.425, "0.0 %"), (42.5, "General"), ("42,5 %", "@")])
def test_a_rate_is_per_cent_however_it_is_written(edited: Edited, written: object, form: str) -> None:
    """A fraction in a cell of per cents, a plain number and a text are the same rate."""

    def change(sheet: Worksheet) -> None:
        sheet["B4"] = None
        sheet["B5"].value, sheet["B5"].number_format = written, form

    assert read_budget(edited(change, sheet=3)).financing.support_rate == Decimal("42.50")


def test_noise_of_binary_fractions_is_taken_off(edited: Edited) -> None:
    """A sum that a spreadsheet keeps as 399.59999999999997 is 399.60."""

    def change(sheet: Worksheet) -> None:
        sheet[f"G{FIRST}"] = 399.59999999999997

    assert read_budget(edited(change)).items[0].amount == Decimal("399.60")


def test_names_in_another_language_are_known(edited: Edited) -> None:
    """A category goes by its name in any language, or by its key."""

    def change(sheet: Worksheet) -> None:
        sheet[f"A{FIRST}"], sheet[f"A{FIRST + 1}"] = "Resekostnader", "other"

    categories = [item.category for item in read_budget(edited(change)).items]
    assert categories == [CostCategory.TRAVEL, CostCategory.OTHER]


def test_all_faults_are_told_at_once_with_their_cells(edited: Edited) -> None:
    """Text for a number, an unknown category, a negative amount, both ways at once, a year that is not one."""

    def change(sheet: Worksheet) -> None:
        sheet["A7"], sheet["G7"] = "Juhlat", "viisi"
        sheet["C8"], sheet["G8"] = "ensi vuonna", 5
        sheet["G9"] = -1
        sheet["D10"], sheet["F10"], sheet["G10"] = 1, 1, 1

    assert sorted(faults(edited(change))) == [
        ("Kustannukset!A7", "not-allowed"),
        ("Kustannukset!C8", "whole-number-in-cell"),
        ("Kustannukset!G10", "amount-and-price"),
        ("Kustannukset!G7", "number-in-cell"),
        ("Kustannukset!G9", "negative"),
    ]


@pytest.mark.parametrize(
    ("value", "code"),
    [("#REF!", "formula-error"), ("=G8*2", "formula-not-counted"), ("=SUM(G1:G6)", "formula-not-counted")],
)
def test_broken_formulas(edited: Edited, value: str, code: str) -> None:
    """An error for a value, and a formula that no program has counted."""

    def change(sheet: Worksheet) -> None:
        sheet["G7"] = value

    assert faults(edited(change)) == [("Kustannukset!G7", code)]


def test_a_number_over_a_formula_is_told(edited: Edited) -> None:
    """What is typed into a counted cell would be lost: it is reported, unless it is what the formula gives."""

    def change(sheet: Worksheet) -> None:
        sheet["H7"], sheet["H8"] = 300, 999

    assert faults(edited(change)) == [("Kustannukset!H8", "formula-overwritten")]


@pytest.mark.parametrize("kind", [None, "Tukku"])
def test_a_contribution_of_no_known_kind_is_told(edited: Edited, kind: str | None) -> None:
    """Who pays must be stated as public or private: the cell is named, and what may be chosen."""

    def change(sheet: Worksheet) -> None:
        sheet["A9"], sheet["B9"], sheet["C9"] = kind, "Kunta", 100

    assert faults(edited(change, sheet=3)) == [("Rahoitus!A9", "not-allowed")]


def test_merged_cells_are_told(edited: Edited) -> None:
    """All but the first of merged cells have lost what was in them."""
    assert ("Kustannukset!B7:B8", "merged-cells") in faults(edited(lambda sheet: sheet.merge_cells("B7:B8")))


def test_a_column_that_is_gone(edited: Edited) -> None:
    """A heading that is missing is named with its row."""
    assert faults(edited(lambda sheet: sheet.delete_cols(3))) == [("Kustannukset!6:6", "missing-column")]


def test_every_field_of_a_row_has_a_column() -> None:
    """A field without one would be lost when a workbook is read into its application file."""
    for table in TABLES:
        assert {column.key for column in table.columns} >= table.part.model_fields.keys()


@pytest.mark.parametrize("field", ["company", "proof"])
def test_a_column_that_only_some_budgets_have(field: str, budget: Budget, tmp_path: Path) -> None:
    """It comes back as it was; without its column, what was in it isn't silently gone."""
    items = (budget.items[0].model_copy(update={field: "Kylä Oy"}), *budget.items[1:])
    held = budget.model_copy(update={"items": items})
    path = tmp_path / "budget.xlsx"
    path.write_bytes(budget_workbook(hakemus.Application(date=DAY, budget=held)))
    assert read_budget(path, base=held) == held
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[FIRST - 1]]
    sheet.delete_cols(heads.index(TABLES[0].column(field).heading(wording("fi"))) + 1)
    book.save(path)
    assert read_budget(path, base=budget) == budget
    with pytest.raises(LoadError) as caught:
        read_budget(path, base=held)
    assert [fault.code for fault in caught.value.faults] == ["missing-column"]


def test_a_sheet_that_is_gone(edited: Edited) -> None:
    """The sheet is named."""
    path = edited(lambda sheet: sheet.parent.remove(sheet), sheet=1)
    assert faults(path) == [("Talkootyö", "missing-table")]


def test_a_sheet_that_was_copied(edited: Edited) -> None:
    """Nobody can tell which of two copies holds."""

    def change(sheet: Worksheet) -> None:
        copy = sheet.parent.copy_worksheet(sheet)
        copy.title = "Kopio"

    assert faults(edited(change)) == [("Kopio", "table-twice")]


def test_a_foreign_workbook(tmp_path: Path) -> None:
    """A workbook from elsewhere is reported as one, not as a list of missing things."""
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Nimi", "Puhelin"])
    book.save(tmp_path / "foreign.xlsx")
    assert faults(tmp_path / "foreign.xlsx") == [("", "foreign-workbook")]


def test_too_many_rows(tmp_path: Path) -> None:
    """They are refused before they are read, and the limit is named."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for number in range(25_000):
        sheet.append([number])
    book.save(tmp_path / "long.xlsx")
    with pytest.raises(LoadError) as raised:
        read_budget(tmp_path / "long.xlsx")
    (fault,) = raised.value.faults
    assert (fault.path, fault.code, fault.allowed) == ("Sheet!A20101", "too-many-rows", "≤ 20100")
    assert "20100" in str(raised.value)


def test_a_cell_far_below_the_table_is_told_before_anything_is_read(edited: Edited) -> None:
    """A stray cell in the last row of all is named; a million rows are not gone through for it."""

    def change(sheet: Worksheet) -> None:
        sheet["XFD1048576"] = 1

    assert faults(edited(change)) == [("Kustannukset!XFD1048576", "too-many-rows")]


def test_a_format_far_below_the_table_is_nothing(edited: Edited, budget: Budget) -> None:
    """A cell without content in the last row of all is neither a fault nor a reason to read a million rows."""

    def change(sheet: Worksheet) -> None:
        sheet["A1048576"].number_format = "0.00"

    assert read_budget(edited(change), base=budget) == budget


def test_styles_without_end_are_refused(edited: Edited, tmp_path: Path) -> None:
    """A part that is no sheet may not unpack to more than any workbook of people needs."""
    path = edited(lambda sheet: None)
    bad = tmp_path / "bad.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(bad, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            rest = b" " * (LARGEST_LIST + 1) if name == "xl/styles.xml" else b""
            target.writestr(name, source.read(name) + rest)
    with pytest.raises(FileError) as raised:
        read_budget(bad)
    assert raised.value.code == "too-large"


@pytest.mark.parametrize(
    ("part", "method"),
    [("xl/styles.xml", zipfile.ZIP_BZIP2), ("META-INF/manifest.xml", zipfile.ZIP_DEFLATED)],
)
def test_a_size_that_lies_does_not_unpack_more(
    edited: Edited, tmp_path: Path, part: str, method: int
) -> None:
    """The entry says ten bytes and holds twenty million, however it is packed."""
    parts = parts_of(edited(lambda sheet: None).read_bytes()) | {part: b""}
    if part == "META-INF/manifest.xml":  # of an OpenDocument
        parts["content.xml"] = b"<a/>"
    path = tmp_path / "bad.xlsx"
    path.write_bytes(lying(parts, part, method))
    peak = peak_of_refusing(lambda: read_budget(path))
    assert peak is not None
    assert peak < HELD / 5


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"Kustannuslaji;Summa", "no-workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 rest", "protected-workbook"),
        (b"PK\x03\x04 cut off", "no-workbook"),
    ],
)
def test_what_is_no_workbook(tmp_path: Path, content: bytes, code: str) -> None:
    """Text, an encrypted or old file, and one that was cut off are each reported."""
    path = tmp_path / "book.xlsx"
    path.write_bytes(content)
    with pytest.raises(FileError) as raised:
        read_budget(path)
    assert raised.value.code == code


def test_a_word_file_is_no_workbook(tmp_path: Path) -> None:
    """Another archive of parts is reported as no workbook."""
    path = tmp_path / "paper.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(FileError) as raised:
        read_budget(path)
    assert raised.value.code == "no-workbook"


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("before", ["", f"<!--{'x' * 2000}-->"], ids=["first", "far-down"])
def test_a_part_with_a_document_type_is_refused(
    edited: Edited, tmp_path: Path, part: str, encoding: str, before: str
) -> None:
    """Entities that could unfold without end are never read, wherever and however they are declared."""
    path = edited(lambda sheet: None)
    bad = tmp_path / "bad.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(bad, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                root = content.decode().rpartition("?>")[2]
                head = f'<?xml version="1.0" encoding="{encoding}"?>{before}<!DOCTYPE x [<!ENTITY a "a">]>'
                content = (head + root).encode(encoding)
            target.writestr(name, content)
    with pytest.raises(FileError) as raised:
        read_budget(bad)
    assert raised.value.code == "no-workbook"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_has_a_message_of_its_own(edited: Edited, language: Language) -> None:
    """No fault of a workbook is reported by its code."""

    def change(sheet: Worksheet) -> None:
        sheet["G7"], sheet["G8"], sheet["H9"] = "5.000", "#REF!", 4
        sheet["D10"], sheet["G10"] = 1, 1
        sheet.merge_cells("B12:B13")

    with pytest.raises(LoadError) as raised:
        read_budget(edited(change))
    for fault in raised.value.faults:
        told = describe_fault(fault, language)
        assert fault.code not in told
        assert told.startswith("Kustannukset!")


def test_neither_yes_nor_no_is_told_as_one_writes_it_in_a_cell(edited: Edited) -> None:
    """A sheet takes the words of its language, and not `true` as a file of TOML does."""

    def change(sheet: Worksheet) -> None:
        sheet["A5"], sheet["B5"] = "Palkat on ilmoitettu ilman sivukuluja", "ehkä"

    with pytest.raises(LoadError, match=r"Kustannukset!B5: ehkä ") as raised:
        read_budget(edited(change))
    assert "Kirjoita kyllä tai ei." in raised.value.message("fi")


@pytest.mark.parametrize(("value", "told"), [(1000, [("Rahoitus", "missing-cell")]), (None, None)])
def test_a_value_whose_term_was_overwritten_is_not_lost(tmp_path: Path, value: object, told: object) -> None:
    """What may be missing is not: the workbook still names its cell. Where nothing is in it, nothing is lost."""
    application = hakemus.Application.model_validate(
        {"date": "2026-03-01", "budget": {"financing": {"advance": 1}}}
    )
    book = openpyxl.load_workbook(io.BytesIO(budget_workbook(application)))
    sheet = book["Rahoitus"]
    (term,) = (row[0] for row in sheet.iter_rows(max_col=1) if row[0].value == "Haettava ennakko")
    term.value, sheet.cell(term.row, 2).value = "Muu teksti", value
    book.save(tmp_path / "budget.xlsx")
    if told is None:
        assert read_budget(tmp_path / "budget.xlsx").financing.advance is None
    else:
        assert faults(tmp_path / "budget.xlsx") == told
