"""Numbers, keys and faults of any length: read, or refused in words, at once and in a short message."""

import io
import json
import re
import time
import warnings
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import hakemus
from at_once import at_once, refused_at_once
from hakemus.assembly import TooLongToReadWarning
from hakemus.cli import main
from hakemus.errors import HakemusError, LoadError
from hakemus.files import read_assessment
from hakemus.files.workbook import budget_workbook
from hakemus.forms.overlay import split_cell
from hakemus.group import LeaderGroup
from hakemus.group.questions import Misread, Question
from hakemus.packaged import packaged_folder
from hakemus.values import typed
from spreadsheets import read_budget

EXAMPLES = packaged_folder("examples")
HEAD = "schema_version = 1\n"
LONGEST_MESSAGE = 40_000
"""A hundred faults with their lists of allowed keys, in characters."""

LONG = {
    "exponent": "1e99999999999999999999",
    "large": "1e999999999",
    "small": "1e-999999999",
    "digits": "9" * 5_000,
    "decimals": "1." + "1" * 5_000,
    "base-16": "0x" + "f" * 5_000,
    "underscores": "1" + "_1" * 5_000,
}
NOT_NUMBERS = ("1_0", "１２", "١٢", "²", "1e3", "0x10", "9" * 5_000, "")


def load(text: str, folder: Path, name: str = "application.toml") -> hakemus.Application:
    """Return what a file of this text says."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return hakemus.load(path)


@pytest.mark.parametrize("number", LONG.values(), ids=LONG)
def test_a_long_number_is_refused_with_its_line(number: str, tmp_path: Path) -> None:
    """In an application, wherever the number is; one of base 16 by its key."""
    with pytest.raises(LoadError) as raised:
        load(f"{HEAD}[[budget.items]]\namount = {number}\n", tmp_path)
    (fault,) = raised.value.faults
    assert (fault.path, fault.code) in {
        ("3:10", "number-too-long"),
        ("budget.items[0].amount", "number-too-long"),
    }
    assert len(str(raised.value)) < 300


@pytest.mark.parametrize("number", [LONG["exponent"], LONG["large"], LONG["digits"]])
def test_a_long_number_in_json_is_refused(number: str, tmp_path: Path) -> None:
    """Its own place is told there too."""
    with pytest.raises(LoadError) as raised:
        load(f'{{"schema_version": 1, "x": {number}}}', tmp_path, "application.json")
    assert [fault.code for fault in raised.value.faults] == ["number-too-long"]


@pytest.mark.parametrize("number", [LONG["large"], LONG["digits"], LONG["base-16"]])
def test_a_group_and_an_assessment_refuse_a_long_number(number: str, tmp_path: Path) -> None:
    """Their files are read by the same reader."""
    group = tmp_path / "group.toml"
    group.write_text(f'name = {{ fi = "Esimerkki ry" }}\n[frame]\ntotal = {number}\n', encoding="utf-8")
    with pytest.raises(HakemusError, match="number-too-long"):
        LeaderGroup.read(group)
    assessment = tmp_path / "assessment.toml"
    assessment.write_text(f"{HEAD}proposed_amount = {number}\n", encoding="utf-8")
    with pytest.raises(LoadError) as raised:
        read_assessment(assessment)
    assert {fault.code for fault in raised.value.faults} == {"number-too-long"}


@pytest.mark.parametrize("text", NOT_NUMBERS)
def test_only_digits_that_people_type_are_a_number(text: str) -> None:
    """Neither signs of a program, nor digits of another script, nor more than are read."""
    for read in (typed.number, typed.whole, lambda one: typed.number(one, "quantity")):
        with pytest.raises(typed.TypedError):
            read(text)
    assert Question(key="a", label={"fi": "A"}, kind="number").read(text) == Misread("number")


@pytest.mark.parametrize("text", ["1_0", "１２", "1e1"])
def test_a_whole_number_of_a_group_is_typed_the_same_way(text: str) -> None:
    """Where a field has no kind of the application's own."""
    with pytest.raises(LoadError, match="is not a whole number"):
        Question(key="a", label={"fi": "A"}, longest=text)
    assert Question(key="a", label={"fi": "A"}, longest="1 000").longest == 1_000


@pytest.mark.parametrize("day", ["2024-W01-1", "20240101", "2024-001", "２０２４-01-01", "2024-01-01T00:00"])
def test_a_day_is_written_in_two_ways_only(day: str, tmp_path: Path) -> None:
    """Python's own reader takes weeks and more, which nobody writes."""
    with pytest.raises(LoadError) as raised:
        load(f'{HEAD}date = "{day}"\n', tmp_path)
    assert [fault.code for fault in raised.value.faults] == ["not-a-date"]


def test_a_number_given_in_python_is_refused_in_words_too() -> None:
    """However long: Python itself would not print it."""
    with pytest.raises(LoadError) as raised:
        hakemus.load({"schema_version": 1, "budget": {"items": [{"year": 10**5_000}]}})
    assert "≈10^5000" in str(raised.value)
    assert Decimal("1E+999999") > 0  # it is a number
    with pytest.raises(LoadError, match="1E"):
        hakemus.load({"schema_version": 1, "budget": {"items": [{"amount": Decimal("1E+999999")}]}})


WRONG_ROW = "[[budget.items]]\namount = 'x'\nyear = 'y'\nquantity = 'z'\nunit_price = 'q'\ncategory = 't'\n"
WRONG_OFFER = "[[budget.price_evidence.offers]]\nsupplier = 1\namount = 'x'\n"
HEAVY: dict[str, Callable[[int], str]] = {
    "a long dotted key": lambda count: "a" + ".a" * count + " = 1",
    "one in quotes": lambda count: '"a"' + '."a"' * count + " = 1",
    "a long heading": lambda count: "[a" + ".a" * count + "]",
    "one inside a table": lambda count: "x = {a" + ".a" * count + " = 1}",
    "unknown keys": lambda count: "\n".join(f"k{number} = 1" for number in range(count)),
    "unknown tables": lambda count: "\n".join(f"[t{number}]" for number in range(count)),
    "wrong amounts": lambda count: "[[budget.items]]\namount = 'x'\n" * (count // 20),
    "a key of one name": lambda count: "k" * count + " = 1",
    "values that are no tables": lambda count: "[budget]\nitems = [" + "1," * count * 20 + "]",
    "brackets": lambda count: "x = " + "[" * count,
    "marks on one letter": lambda count: "# a" + "\u0308\u0323" * count * 10 + "\nx = 1",
    "blanks before no comment": lambda count: "x = a" + " " * count * 2 + "b",
    "quotes that close nothing": lambda count: 'x = "' + '\\"' * count * 5 + "." * 20,
    "digits in a comment": lambda count: "x = nan\n#" + ("9" * 3_999 + " ") * (count // 100),
    "digits of base 16": lambda count: "x = 0x" + "f" * count * 10,
    "blank lines": lambda count: "\n" * count * 100 + "x",
    "backslashes": lambda count: 'x = "' + "\\" * count * 100,
    "a line without end": lambda count: "x" * count * 100,
    "more rows than all lists together": lambda count: WRONG_ROW * (count * 2),
    "as many wrong rows as a list may have": lambda count: WRONG_ROW * count,
    "thousands of wrong rows below sound ones": lambda count: (
        "[[budget.items]]\namount = 1\n" * 1_024 + WRONG_ROW * (count - 1_024)
    ),
    "as many rows of unknown keys": lambda count: "[[budget.items]]\na = 1\nb = 1\nc = 1\n" * count,
    "a key twice below as many rows": lambda count: "[[budget.items]]\namount = 1.5\n" * count + "amount = 1",
    "offers of all prices": lambda count: f"[[budget.price_evidence]]\n{WRONG_OFFER * 45}" * (count // 25),
}


@pytest.mark.parametrize("key", ["a[]", "items[", "[0]", "a[99999999]"])
def test_a_key_that_looks_like_a_place_is_refused_in_words(key: str, tmp_path: Path) -> None:
    """Brackets in a name are none of a list."""
    with pytest.raises(LoadError):
        load(json.dumps({"schema_version": 1, "budget": {key: 1}}), tmp_path, "application.json")


@pytest.mark.parametrize("kind", HEAVY)
def test_a_refusal_comes_at_once_and_is_short(kind: str, tmp_path: Path) -> None:
    """The message has the first faults."""
    text = HEAD + HEAVY[kind](20_000)
    error = refused_at_once(LoadError, lambda: load(text, tmp_path))
    assert len(str(error)) < LONGEST_MESSAGE
    assert len(error.faults) <= 101


@pytest.mark.parametrize(
    ("many", "one"), [(20_000, {"amount": "x", "year": "y"}), (5_000, dict.fromkeys("abcde", "x"))]
)
def test_rows_of_json_are_refused_at_once(many: int, one: dict[str, str], tmp_path: Path) -> None:
    """They are one line, however many."""
    text = json.dumps({"schema_version": 1, "budget": {"items": [one] * many}})
    refused_at_once(LoadError, lambda: load(text, tmp_path, "application.json"))


@pytest.mark.parametrize(
    "page", ["\n" * 2_000_000, "Hanke\nx" + " " * 50_000 + "x\nLisätiedot\nHankenumero\n123456"]
)
def test_a_page_of_blanks_is_read_or_refused_at_once(page: str) -> None:
    """Lines and blanks that the register's page does not have."""

    def read() -> None:
        with suppress(LoadError):
            hakemus.read_record(page)

    at_once(read)


def test_how_many_more_faults_there_are_is_said(tmp_path: Path) -> None:
    """The first hundred are listed; the heading counts all of them."""
    with pytest.raises(LoadError) as raised:
        load(HEAD + 'language = "en"\n' + HEAVY["unknown keys"](1_234), tmp_path)
    last = raised.value.faults[-1]
    assert (last.code, last.found) == ("more-faults", "1134")
    assert "Faults: 1234" in str(raised.value)


@pytest.mark.parametrize(("sound", "left"), [(0, "17976"), (2_000, "15928")])
def test_rows_that_were_not_looked_at_are_counted(sound: int, left: str) -> None:
    """Once a thousand faults are found; the first of them are named by the numbers that they have in the file."""
    rows = [{"amount": 1}] * sound + [{"amount": "x", "year": "y"}] * (19_000 - sound)
    with pytest.raises(LoadError) as raised:
        hakemus.load({"language": "xx", "budget": {"items": rows}})
    *listed, last = raised.value.faults
    paths = [fault.path for fault in listed if fault.path != "language"]
    assert paths[:2] == [f"budget.items[{sound}].year", f"budget.items[{sound}].amount"]
    assert (last.code, last.allowed) == ("more-faults-unseen", left)
    assert f"Rows that were not looked at: {left}" in str(raised.value)
    with pytest.raises(LoadError) as raised:
        hakemus.Budget(items=rows)
    assert (raised.value.faults[-1].code, raised.value.faults[-1].allowed) == (last.code, left)


def test_points_in_texts_and_comments_make_no_key(tmp_path: Path) -> None:
    """A text may have as many as it likes, also in its key's line."""
    points = "a." * 100
    text = f'{HEAD}# {points}\n[project]\nname = "{points}"\npublic_description = """\n{points} = 1\n"""\n'
    assert load(text, tmp_path).project.name == points


@pytest.mark.fuzz
def test_reading_a_paper_takes_as_long_as_it_has_rows() -> None:
    """Four times as many rows take about four times as long: sixteen times is the square."""

    def seconds(rows: int) -> float:
        items = [{"description": f"Kulu {row}", "year": 2026, "amount": row} for row in range(rows)]
        application = hakemus.load({"budget": {"items": items}})
        paper = hakemus.render(application, "cost-estimate", draft=True, on=date(2026, 2, 1))
        begun = time.process_time()
        assert len(hakemus.read(paper).application.budget.items) == rows
        return time.process_time() - begun

    seconds(50)
    assert seconds(3_000) < 6 * seconds(750)


# A workbook: its cells are counted together, its lists are bounded, a document type is the parser's to find.


def parts_of(content: bytes) -> dict[str, bytes]:
    """Return the parts of an archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def written(parts: dict[str, bytes], folder: Path) -> Path:
    """Return a workbook of these parts."""
    path = folder / "budget.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


@pytest.fixture(name="parts", scope="module")
def _parts() -> dict[str, bytes]:
    application = hakemus.load(EXAMPLES / "small-project" / "application.toml")
    return parts_of(budget_workbook(application, on=application.date))


SHEET, STYLES = "xl/worksheets/sheet1.xml", "xl/styles.xml"


@pytest.mark.parametrize(
    ("part", "before", "added"),
    [
        (SHEET, b"</sheetData>", b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        (SHEET, b"</sheetData>", b'<hyperlinks><hyperlink ref="A1:XFD1048576" location="x"/></hyperlinks>'),
        (
            SHEET,
            b"</sheetData>",
            b'<conditionalFormatting sqref="A1"><cfRule priority="1"/></conditionalFormatting>' * 9_000,
        ),
        (STYLES, rb"<cellXfs[^>]*>", b'<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>' * 20_001),
        (STYLES, rb"<fonts[^>]*>", b'<font><sz val="1"/></font>' * 20_000),
    ],
)
def test_a_workbook_that_asks_for_too_much_is_refused_at_once(
    parts: dict[str, bytes], part: str, before: bytes, added: bytes, tmp_path: Path
) -> None:
    """A few kilobytes that a reader would make millions of cells of."""
    content = re.sub(before, lambda found: found.group() + added, parts[part], count=1)
    path = written({**parts, part: content}, tmp_path)
    refused_at_once(HakemusError, lambda: read_budget(path))


@pytest.mark.parametrize("formula", ["'" * 10_000, "a" * 20_000, "A:" * 1_000])
def test_a_formula_of_one_sign_is_read_at_once(parts: dict[str, bytes], formula: str, tmp_path: Path) -> None:
    """Each sign could begin the name of a sheet."""
    cell = f'<row r="11"><c r="G11"><f>{formula}</f><v>1</v></c></row></sheetData>'.encode()
    path = written({**parts, SHEET: parts[SHEET].replace(b"</sheetData>", cell)}, tmp_path)

    def read() -> None:
        with suppress(HakemusError):
            read_budget(path)

    at_once(read)


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (("text", "proof"), "→ " * 20_000),
        (("text", "proof"), "x" + " " * 20_000 + "x"),
        (("text", "due_date"), "x" + " " * 20_000 + "x"),
        (("name", "company"), "x" + " " * 20_000 + "x"),
    ],
)
def test_a_cell_of_several_fields_is_split_at_once(names: tuple[str, ...], text: str) -> None:
    """Whatever was pasted into it."""
    assert at_once(lambda: next(split_cell(names, text)))[0] == names[0]


def test_the_cells_of_all_sheets_are_counted_together(
    parts: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each sheet alone is within the limit."""
    cells = sum(content.count(b"<c ") for name, content in parts.items() if "worksheets/" in name)
    most = max(content.count(b"<c ") for name, content in parts.items() if "worksheets/" in name)
    monkeypatch.setattr("hakemus.files.workbook.reading.MOST_CELLS", (most + cells) // 2)
    with pytest.raises(LoadError) as raised:
        read_budget(written(parts, tmp_path))
    assert [fault.code for fault in raised.value.faults] == ["too-many-rows"]


def test_a_document_type_is_found_by_the_parser(parts: dict[str, bytes], tmp_path: Path) -> None:
    """Where one is, also in UTF-16; the same letters in a text are none."""
    declared = parts[STYLES].replace(b"<styleSheet", b"<!DOCTYPE x><styleSheet", 1)
    hidden = declared.decode().replace("<?xml version='1.0' encoding='UTF-8'?>", "").encode("utf-16")
    for content in (declared, hidden):
        with pytest.raises(HakemusError):
            read_budget(written({**parts, STYLES: content}, tmp_path))
    core = parts["docProps/core.xml"]
    text = b"<!-- <!DOCTYPE x> -->" + core
    read_budget(written({**parts, "docProps/core.xml": text}, tmp_path))


def numbers_in(path: Path, value: str, folder: Path) -> Any:
    """Return what a workbook is read as, with one cell more of this number."""
    parts = parts_of(path.read_bytes())
    cell = f'<row r="400"><c r="A400"><v>{value}</v></c></row></sheetData>'.encode()
    return read_budget(written({**parts, SHEET: parts[SHEET].replace(b"</sheetData>", cell)}, folder))


@pytest.mark.parametrize("value", ["1e999", "nan", "9" * 5_000, "1e308"])
def test_a_number_no_spreadsheet_writes_is_refused(
    parts: dict[str, bytes], value: str, tmp_path: Path
) -> None:
    """It ends as a fault of the file, never as one of Python's own."""
    path = written(parts, tmp_path)
    with pytest.raises(HakemusError):
        numbers_in(path, value, tmp_path)


@pytest.mark.fuzz
@pytest.mark.parametrize("rows", [10_000, 20_000])
def test_a_paper_that_cannot_be_read_back_says_so_when_it_is_made(rows: int) -> None:
    """The longest that is read is printed without a word; the refusal of a longer one is known from the beginning."""
    application = hakemus.load({"budget": {"items": [{"description": "Kulu", "amount": 1}] * rows}})
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        paper = hakemus.render(application, "cost-estimate", draft=True, on=date(2026, 2, 1))
    is_long = [str(one.message) for one in said if one.category is TooLongToReadWarning]
    if not is_long:
        assert len(hakemus.read(paper).application.budget.items) == rows
        return
    with pytest.raises(hakemus.PackageError) as raised:
        hakemus.read(paper)
    assert (raised.value.code, len(is_long)) == ("too-large", 1)


def test_who_makes_a_paper_that_cannot_be_read_back_is_warned(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In Python by a warning, by the command in words; not for one that carries no data to be read."""
    monkeypatch.setattr("hakemus.assembly.has_too_many_paragraphs", lambda _: True)
    application, day = hakemus.Application(), date(2026, 2, 1)
    with pytest.warns(TooLongToReadWarning, match="keep the application's file"):
        hakemus.render(application, "cost-estimate", draft=True, on=day)
    with pytest.warns(TooLongToReadWarning):
        hakemus.make_papers(application, ["cost-estimate"], draft=True, on=day)
    # A warning would be an error here.
    hakemus.render(application, "cost-estimate", draft=True, on=day, data=False)
    file = tmp_path / "a.toml"
    file.write_text(f"{HEAD}date = 2026-02-01\n", encoding="utf-8")
    command = [
        "render",
        str(file),
        "cost-estimate",
        "--draft",
        "--out",
        str(tmp_path / "a.docx"),
        "--language",
        "sv",
    ]
    assert main(command) == 0
    assert "för lång för att läsas tillbaka" in " ".join(capsys.readouterr().out.split())
