"""A spreadsheet opened with care (.xlsx, Strict too, or .ods): what it asks for is bounded before it is read."""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from math import isfinite
from pathlib import Path
from typing import Literal, NamedTuple
from xml.parsers import expat

from hakemus.errors import Fault, FileError
from hakemus.files.workbook.spreadsheet import (
    Area,
    area_of,
    as_office_writes,
    column_of,
    letter,
    moved,
    size_of,
)
from hakemus.reading import read_bytes
from hakemus.word.package import ENCRYPTED, LEGACY_OR_ENCRYPTED, open_entry, read_entry

# What a spreadsheet is read as: cells as they were last counted, with the formulas behind them.

CellKind = Literal["text", "number", "percent", "day", "yes-no", "error", "uncounted"]


class Cell(NamedTuple):
    """A cell that holds something: what it shows, and its formula without the equals sign, if it has one.

    A number is exact to the 15 digits that a spreadsheet keeps; what comes after them is noise of binary fractions.
    `percent` is a number that is shown as per cent: 0.8 as 80 %.
    """

    value: str | Decimal | bool | date | None
    kind: CellKind
    formula: str | None = None


@dataclass(slots=True)
class Sheet:
    """A sheet: its cells by row and column, counted from 1, and which of them are merged."""

    title: str
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)

    def cell(self, row: int, column: int) -> Cell | None:
        """Return a cell, or None where nothing is."""
        return self.rows.get(row, {}).get(column)


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets of a spreadsheet, and its names, each with the cells that it is for as a formula writes them."""

    sheets: Sequence[Sheet]
    names: Mapping[str, str]


# How much a spreadsheet may ask for. What is refused, is refused before it is taken apart.

LARGEST_PARTS = 128 * 1024 * 1024
"""The most bytes that the parts of a spreadsheet may unpack to (a limit of the library)."""

LARGEST_LIST = 8 * 1024 * 1024
"""The most bytes of a part that is no sheet: styles, names, texts of cells (a limit of the library)."""

MOST_MARKS = 20_000
"""The most marks of XML in a part that holds neither cells nor their texts, such as styles (a limit of the library)."""

_MOST_ENTRIES = 1_024
_MARKS_OF_A_CELL, _MARKS_OF_A_ROW = 8, 3
"""The most marks of XML that a cell has, and a row without its cells."""

_MOST_WRITTEN_ROWS = 2**20
"""As many rows as a sheet has at most, also those that hold nothing but a height."""

_CELL_MARKS = (
    b"<c ",
    b"<c>",
    b"<c/",
    b":c ",
    b":c>",
    b":c/",
    b"<table:table-cell",
    b"<table:covered-table-cell",
)
_ROW_MARKS = (b"<row", b":row", b"<table:table-row")

_WEIGHT = 50
"""As many cells as a rule counts for: it takes a spreadsheet program as long."""

_DIGITS = 15
"""The significant digits that a spreadsheet keeps."""

_LONGEST_TEXT, _LONGEST_NUMBER, _LONGEST_LETTERS = 65_536, 40, 3
_ENTRY = b"PK\x01\x02"
_PIECE = 1024 * 1024


class TooManyError(Exception):
    """More than is read: the sheet or the cell, and how many are read."""

    def __init__(self, place: str, most: int) -> None:
        self.fault = Fault(place, "too-many-rows", allowed=f"≤ {most}")
        super().__init__(self.fault)


def open_workbook(path: Path, *, most_cells: int, most_rows: int, content: bytes | None = None) -> Workbook:
    """Return a spreadsheet (XLSX or ODS).

    Args:
        path: The file.
        content: What it holds, where that is known already; then the path is only what it is called.
        most_cells: The most cells of all its sheets together, empty and merged ones included.
        most_rows: The last row that may hold something.

    Raises:
        FileError: The file cannot be read, is protected with a password, or is no spreadsheet.
        TooManyError: A sheet holds more rows or cells than are read.
    """
    content = read_bytes(path) if content is None else content
    if content.startswith(LEGACY_OR_ENCRYPTED):
        raise _protected(path)
    if content.count(_ENTRY) > _MOST_ENTRIES:
        raise FileError(path, "too-large", f"{path} has more than {_MOST_ENTRIES} parts")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            opened = _Opened(archive, path, most_cells, most_rows)
            opened.checksize_of(sum(entry.file_size for entry in archive.infolist()), LARGEST_PARTS)
            is_open_document = _ODS_CONTENT in archive.namelist()
            return _open_document(opened) if is_open_document else _office_open(opened)
    except (FileError, TooManyError):
        raise
    except Exception as error:  # the parts of a foreign file can be wrong in every way
        raise FileError(
            path, "no-workbook", f"{path} is no sound spreadsheet (.xlsx or .ods); save it as .xlsx"
        ) from error


def _protected(path: Path) -> FileError:
    text = f"{path} has a password or is in the old .xls format; save it as .xlsx without"
    return FileError(path, "protected-workbook", text)


@dataclass(slots=True)
class _Opened:
    """A spreadsheet's archive while it is read, and how many of its cells were met."""

    archive: zipfile.ZipFile
    path: Path
    most_cells: int
    most_rows: int
    cells: int = 0
    seen: int = 0

    def checksize_of(self, size: int, most: int) -> None:
        """Raise `FileError` when what is unpacked has too many bytes."""
        if size > most:
            raise FileError(self.path, "too-large", f"{self.path} unpacks to more than {most} bytes")

    def count(self, cells: int, title: str) -> None:
        """Count cells; raise `TooManyError` when there are too many."""
        self.cells += cells
        if self.cells > self.most_cells:
            raise TooManyError(title, self.most_cells)

    def check_row(self, row: int, column: int, title: str) -> None:
        """Raise `TooManyError` for a cell that is filled too far down."""
        if row > self.most_rows:
            raise TooManyError(f"{title}!{letter(column)}{row}", self.most_rows)

    def entry(self, part: str, most: int) -> zipfile.ZipInfo:
        """Return where a part is in the archive; refuse it when it has a password or too many bytes."""
        entry = self.archive.getinfo(part)
        if entry.flag_bits & ENCRYPTED:
            raise _protected(self.path)
        self.checksize_of(entry.file_size, most)
        return entry

    def parse(
        self,
        part: str,
        start: Callable[[str, dict[str, str]], object],
        end: Callable[[str], object] | None = None,
        text: Callable[[str], object] | None = None,
        *,
        holds_cells: str = "",
        holds_texts: bool = False,
    ) -> None:
        """Read a part by its marks (namespace, `}`, name); refuse it when it has too many, or a document type.

        `holds_cells` is the title of the sheet that the part is, or the name of the part with all sheets.
        """
        entry = self.entry(part, LARGEST_PARTS if holds_cells else LARGEST_LIST)
        most = self.most_cells * _MARKS_OF_A_CELL if holds_texts else MOST_MARKS
        counts = dict.fromkeys((b"<", *_CELL_MARKS, *_ROW_MARKS), 0)
        with open_entry(self.archive, entry) as source:
            while piece := source.read(_PIECE):
                for mark in counts if holds_cells else (b"<",):
                    counts[mark] += piece.count(mark)
        if holds_cells:
            cells, rows = (sum(counts[mark] for mark in marks) for marks in (_CELL_MARKS, _ROW_MARKS))
            self.seen += cells
            if self.seen > self.most_cells:
                raise TooManyError(holds_cells, self.most_cells)
            most = (
                MOST_MARKS * 10 + _MARKS_OF_A_CELL * cells + _MARKS_OF_A_ROW * min(rows, _MOST_WRITTEN_ROWS)
            )
        if counts[b"<"] > most:
            raise FileError(self.path, "too-large", f"{self.path}: {part} has over {most} marks")
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
        parser.StartDoctypeDeclHandler = _refuse_doctype
        with open_entry(self.archive, entry) as source:
            parser.ParseFile(source)


def _refuse_doctype(*_: object) -> None:
    raise ValueError("a document type is declared")


def _number(text: str) -> Decimal:
    """Return a number as a spreadsheet writes it, to the digits that it keeps."""
    if len(text) <= _DIGITS and text.replace(".", "", 1).isdecimal() and text.isascii():
        return Decimal(text)
    number = float(text) if len(text) <= _LONGEST_NUMBER else float("inf")
    if not isfinite(number):
        raise ValueError("no number of a spreadsheet")
    return Decimal(f"{number:.{_DIGITS}g}")


# Office Open XML, transitional or strict.

_MAINS = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_MARKS = (
    *("c", "v", "f", "t", "is", "row", "si", "rPh", "mergeCell", "hyperlink", "cfRule", "dataValidation"),
    *("conditionalFormatting", "workbook", "workbookPr", "sheet", "definedName", "numFmts", "numFmt"),
    *("cellXfs", "xf"),
)
_OF_MAIN = {f"{main}}}{mark}": mark for main in _MAINS for mark in _MARKS}
"""The marks that are looked at, by their names; every other one is passed over."""

_RELATIONS = "_rels/.rels"
_USUAL_BOOK = "xl/workbook.xml"
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def _office_open(opened: _Opened) -> Workbook:
    targets = _relations(opened, "", _RELATIONS)
    book = next((part for kind, part in targets.values() if kind == "officeDocument"), _USUAL_BOOK)
    sheets: list[tuple[str, str]] = []
    names: dict[str, str] = {}
    found: dict[str, str] = {}
    name: list[str] = []
    first_day = _FIRST_DAY

    def start(mark: str, given: dict[str, str]) -> None:
        nonlocal first_day
        kind = _OF_MAIN.get(mark, "")
        found.setdefault("root", kind)
        if kind == "sheet":
            relation = next((value for key, value in given.items() if key.endswith("}id")), "")
            sheets.append((given.get("name", ""), relation))
        elif kind == "definedName" and "localSheetId" not in given:
            name.append(given.get("name", ""))
            names[name[-1]] = ""
        elif kind == "workbookPr" and given.get("date1904") in ("1", "true"):
            first_day = _FIRST_DAY_OF_MAC

    def end(_: str) -> None:
        name.clear()

    def text(letters: str) -> None:
        if name:
            names[name[-1]] += letters

    opened.parse(book, start, end, text)
    if found["root"] != "workbook":
        raise ValueError("another kind of file")
    related = _relations(opened, book, f"{posixpath.dirname(book)}/_rels/{posixpath.basename(book)}.rels")
    of_kind = dict(related.values())
    parts = opened.archive.namelist()
    formats = _formats(opened, of_kind["styles"]) if of_kind.get("styles") in parts else []
    strings = _strings(opened, of_kind["sharedStrings"]) if of_kind.get("sharedStrings") in parts else []
    made = [
        _SheetReader(opened, Sheet(title), strings, formats, first_day).read(part)
        for title, relation in sheets
        for kind, part in [related.get(relation, ("", ""))]
        if kind == "worksheet"
    ]
    return Workbook(made, names)


def _relations(opened: _Opened, owner: str, part: str) -> dict[str, tuple[str, str]]:
    """Return the kind and the target of each relation of a part, by its id."""
    found: dict[str, tuple[str, str]] = {}

    def start(mark: str, given: dict[str, str]) -> None:
        if mark.endswith("}Relationship") and given.get("TargetMode") != "External":
            target = posixpath.join("/", posixpath.dirname(owner), given.get("Target", ""))
            kind = given.get("Type", "").rpartition("/")[2]
            found[given.get("Id", "")] = kind, posixpath.normpath(target).lstrip("/")

    opened.parse(part, start)
    return found


def _strings(opened: _Opened, part: str) -> list[str]:
    """Return the texts of cells: all runs of each, without what says how a sign is pronounced."""
    strings: list[str] = []
    pieces: list[str] = []
    within = {"t": False, "rPh": False}

    def start(mark: str, _: dict[str, str]) -> None:
        kind = _OF_MAIN.get(mark, "")
        if kind == "si":
            pieces.clear()
        elif kind in within:
            within[kind] = True

    def end(mark: str) -> None:
        kind = _OF_MAIN.get(mark, "")
        if kind == "si":
            strings.append(_unescaped("".join(pieces)))
        elif kind in within:
            within[kind] = False

    def text(letters: str) -> None:
        if within["t"] and not within["rPh"]:
            pieces.append(letters)

    opened.parse(part, start, end, text, holds_texts=True)
    return strings


def _unescaped(text: str) -> str:
    """Return a text whose letters that XML does not hold are written as `_x000D_`, with these letters."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


# How numbers are shown: what says that one is per cent, or a day.

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|general', re.IGNORECASE)
_FIRST_DAY, _FIRST_DAY_OF_MAC = map(date.fromisoformat, ("1899-12-30", "1904-01-01"))
_MOST_DAYS = 2_900_000
_MINUTES = 24 * 60

Shown = Literal["", "percent", "day", "time"]
_BUILT_IN: dict[Shown, tuple[int, ...]] = {
    "percent": (9, 10),
    "day": (*range(14, 18), 22, *range(27, 37), *range(50, 59)),
    "time": (*range(18, 22), *range(45, 48)),
}
_BY_SIGNS: dict[str, Shown] = {"%": "percent", "#": "", "dy": "day", "hs": "time", "m": "day"}
"""What a format is by the first of these that has a sign in it."""


def _formats(opened: _Opened, part: str) -> list[Shown]:
    """Return how each format of cells shows a number."""
    own: dict[int, str] = {}
    formats: list[int] = []
    within = {"numFmts": False, "cellXfs": False}

    def start(mark: str, given: dict[str, str]) -> None:
        kind = _OF_MAIN.get(mark, "")
        if kind in within:
            within[kind] = True
        elif kind == "numFmt" and within["numFmts"]:
            own[int(given["numFmtId"])] = given.get("formatCode", "")
        elif kind == "xf" and within["cellXfs"]:
            formats.append(int(given.get("numFmtId", "0")))

    def end(mark: str) -> None:
        kind = _OF_MAIN.get(mark, "")
        if kind in within:
            within[kind] = False

    opened.parse(part, start, end)
    return [_shown(form, own.get(form)) for form in formats]


def _shown(form: int, code: str | None) -> Shown:
    if code is None:
        return next((shown for shown, forms in _BUILT_IN.items() if form in forms), "")
    bare = {*_LITERAL.sub("", code.partition(";")[0]).lower()}
    return next((shown for signs, shown in _BY_SIGNS.items() if not bare.isdisjoint(signs)), "")


def _cell_of_number(text: str, shown: Shown, first_day: date, formula: str | None) -> Cell:
    number = _number(text)
    if shown == "day" and 1 <= number <= _MOST_DAYS:
        return Cell(first_day + timedelta(days=int(number)), "day", formula)
    if shown == "time" and 0 <= number <= _MOST_DAYS:
        hours, minutes = divmod(round(number * _MINUTES), 60)
        return Cell(f"{hours}:{minutes:02}", "text", formula)
    return Cell(number, "percent" if shown == "percent" else "number", formula)


# A sheet, cell by cell.


@dataclass(slots=True)
class _SheetReader:
    """Reads one sheet: where it is, and what it has met of the cell that it is in."""

    opened: _Opened
    sheet: Sheet
    strings: Sequence[str]
    formats: Sequence[Shown]
    first_day: date
    columns: dict[str, int] = field(default_factory=dict)
    shared: dict[str, tuple[int, int, str]] = field(default_factory=dict)
    row: int = 0
    column: int = 0
    cell: Mapping[str, str] = field(default_factory=dict)
    value: list[str] | None = None
    formula: list[str] | None = None
    key: str = ""
    into: list[str] | None = None

    def read(self, part: str) -> Sheet:
        """Return the sheet."""
        begins: dict[str, Callable[[dict[str, str]], object]] = {
            "row": self._begin_row,
            "c": self._begin_cell,
            "v": self._begin_value,
            "t": self._begin_value,
            "f": self._begin_formula,
            "rPh": self._end_text,
            "mergeCell": self._merge,
            "hyperlink": self._count_area,
            **dict.fromkeys(("cfRule", "dataValidation", "conditionalFormatting"), self._count_rule),
        }
        ends: dict[str, Callable[[object], None]] = {"c": self._end_cell}
        ends |= dict.fromkeys(("v", "t", "f"), self._end_text)
        begin = {mark: begins[kind] for mark, kind in _OF_MAIN.items() if kind in begins}
        end = {mark: ends[kind] for mark, kind in _OF_MAIN.items() if kind in ends}

        def start(mark: str, given: dict[str, str]) -> None:
            if (meet := begin.get(mark)) is not None:
                meet(given)

        def stop(mark: str) -> None:
            if (meet := end.get(mark)) is not None:
                meet(None)

        self.opened.parse(part, start, stop, self._text, holds_cells=self.sheet.title or part)
        return self.sheet

    def _begin_row(self, given: dict[str, str]) -> None:
        self.row, self.column = int(given.get("r", self.row + 1)), 0

    def _begin_cell(self, given: dict[str, str]) -> None:
        self.opened.cells += 1
        if self.opened.cells > self.opened.most_cells:
            self.opened.count(0, self.sheet.title)
        letters = given.get("r", "").rstrip("0123456789")
        if letters and letters not in self.columns:
            self.columns[letters] = column_of(letters[:_LONGEST_LETTERS])
        self.column = self.columns[letters] if letters else self.column + 1
        self.cell, self.value, self.formula = given, None, None

    def _begin_value(self, _: dict[str, str]) -> None:
        self.value = self.into = [] if self.value is None else self.value

    def _begin_formula(self, given: dict[str, str]) -> None:
        self.formula = self.into = []
        self.key = given.get("si", "") if given.get("t") == "shared" else ""

    def _text(self, letters: str) -> None:
        if self.into is not None:
            self.into.append(letters)
            if len(self.into) > 1 and sum(map(len, self.into)) > _LONGEST_TEXT:
                raise ValueError("a text that no cell holds")

    def _end_text(self, _: object) -> None:
        self.into = None

    def _end_cell(self, _: object) -> None:
        if self.value is None and self.formula is None:
            return
        if self.row > self.opened.most_rows:
            self.opened.check_row(self.row, self.column, self.sheet.title)
        text = None if self.value is None else "".join(self.value)
        found = self._found(text, self.cell.get("t", "n"), self._whole_formula())
        if found is not None:
            self.sheet.rows.setdefault(self.row, {})[self.column] = found

    def _whole_formula(self) -> str | None:
        """Return the formula of the cell, also where it is shared with another; None where it has none."""
        if self.formula is None:
            return None
        text = "".join(self.formula)
        if self.key and text:
            self.shared[self.key] = self.row, self.column, text
        elif self.key in self.shared:
            row, column, text = self.shared[self.key]
            text = moved(text, self.row - row, self.column - column)
        return text

    def _found(self, text: str | None, kind: str, formula: str | None) -> Cell | None:
        if text is None or (not text and kind == "n"):
            return None if formula is None else Cell(None, "uncounted", formula)
        match kind:
            case "s":
                return Cell(self.strings[int(text)], "text", formula)
            case "str" | "inlineStr":
                return Cell(_unescaped(text), "text", formula)
            case "b":
                return Cell(text.strip() in ("1", "true"), "yes-no", formula)
            case "e":
                return Cell(text, "error", formula)
            case "d":
                return Cell(date.fromisoformat(text[:10]), "day", formula)
        form = int(self.cell.get("s", "0"))
        shown = self.formats[form] if form < len(self.formats) else ""
        return _cell_of_number(text, shown, self.first_day, formula)

    def _merge(self, given: dict[str, str]) -> None:
        if (area := self._count_area(given)) is not None:
            self.sheet.merged.append(area)

    def _count_area(self, given: dict[str, str]) -> Area | None:
        area = area_of(given.get("ref", ""))
        self.opened.count(size_of(area) if area else 1, self.sheet.title)
        return area

    def _count_rule(self, _: dict[str, str]) -> None:
        self.opened.count(_WEIGHT, self.sheet.title)


# OpenDocument: one part with all sheets, rows and cells that are the same written once.

_ODS_CONTENT, _ODS_STYLES, _ODS_MANIFEST = "content.xml", "styles.xml", "META-INF/manifest.xml"
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT, _STYLE, _PERCENTAGE = (
    f"{_ODF}{room}:1.0}}" for room in ("table", "office", "text", "style", "datastyle")
)
_NOT_SHOWN = frozenset({f"{_TABLE}tracked-changes", f"{_TABLE}shapes", f"{_OFFICE}annotation"})
_CELL, _ROW, _PARAGRAPH = f"{_TABLE}table-cell", f"{_TABLE}table-row", f"{_TEXT}p"
_CELLS = frozenset({_CELL, f"{_TABLE}covered-table-cell"})
_COLUMNS, _ROWS = (f"{_TABLE}number-{what}-repeated" for what in ("columns", "rows"))
_LETTERS = {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_TIME = re.compile(r"PT(\d+)H(\d+)M.*")


def _open_document(opened: _Opened) -> Workbook:
    parts = opened.archive.namelist()
    if _ODS_MANIFEST in parts:
        manifest = read_entry(opened.archive, opened.entry(_ODS_MANIFEST, LARGEST_LIST))
        if b"encryption-data" in manifest:
            raise _protected(opened.path)
    reader = _OpenDocumentReader(opened)
    if _ODS_STYLES in parts:
        opened.parse(_ODS_STYLES, reader.note_percents)
    opened.parse(_ODS_CONTENT, reader.start, reader.end, reader.text, holds_cells=_ODS_CONTENT)
    if not reader.is_spreadsheet:
        raise ValueError("another kind of file")
    return Workbook(reader.sheets, reader.names)


@dataclass(slots=True)
class _OpenDocumentReader:
    """Reads the content of an OpenDocument spreadsheet: where it is, and what it has met of the cell that it is in."""

    opened: _Opened
    sheets: list[Sheet] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    percents: set[str] = field(default_factory=set)
    is_spreadsheet: bool = False
    row: int = 0
    rows: int = 1
    column: int = 0
    columns: int = 1
    cells: dict[int, Cell] = field(default_factory=dict)
    cell: Mapping[str, str] | None = None
    paragraphs: list[list[str]] = field(default_factory=list)
    letters: int = 0
    in_text: bool = False
    skipped: int = 0

    def start(self, mark: str, given: dict[str, str]) -> None:
        """Meet the beginning of an element; what is in notes, drawings and deleted cells is passed over."""
        if self.skipped or (self.cell is not None and not mark.startswith(_TEXT)) or mark in _NOT_SHOWN:
            self.skipped += 1
        elif mark in _CELLS:
            self.cell, self.columns, self.letters = given, _times(given, _COLUMNS), 0
            self.paragraphs = []
            self.opened.count(1, self.sheets[-1].title)
        elif mark == _PARAGRAPH:
            self.in_text = self.cell is not None
            self.paragraphs.append([])
        elif mark in _LETTERS:
            self.text(_LETTERS[mark] * min(int(given.get(f"{_TEXT}c", "1")), _LONGEST_TEXT))
        elif mark == _ROW:
            self.row, self.column, self.rows = self.row + 1, 0, _times(given, _ROWS)
            self.cells = {}
        elif mark == f"{_TABLE}table":
            self.sheets.append(Sheet(given.get(f"{_TABLE}name", "")))
            self.row = 0
        elif mark == f"{_TABLE}named-range":
            place = given.get(f"{_TABLE}cell-range-address", "")
            self.names[given.get(f"{_TABLE}name", "")] = as_office_writes(place)
        elif mark == f"{_OFFICE}spreadsheet":
            self.is_spreadsheet = True
        else:
            self.note_percents(mark, given)

    def note_percents(self, mark: str, given: Mapping[str, str]) -> None:
        """Meet a style: note whether it shows a number as per cent."""
        is_percent = mark == f"{_PERCENTAGE}percentage-style"
        if is_percent or given.get(f"{_STYLE}data-style-name") in self.percents:
            self.percents.add(given.get(f"{_STYLE}name", ""))

    def end(self, mark: str) -> None:
        """Meet the end of an element."""
        if self.skipped:
            self.skipped -= 1
        elif mark in _CELLS and self.cell is not None:
            if self.cell or self.paragraphs:
                self._place(self.cell, self.sheets[-1], is_covered=mark != _CELL)
            self.cell = None
            self.column += self.columns
        elif mark == _PARAGRAPH:
            self.in_text = False
        elif mark == _ROW:
            last = self.row + self.rows - 1
            if self.cells:
                sheet = self.sheets[-1]
                self.opened.check_row(last, min(self.cells), sheet.title)
                self.opened.count(len(self.cells) * (self.rows - 1), sheet.title)
                sheet.rows |= {row: dict(self.cells) for row in range(self.row, last + 1)}
            self.row = last

    def _place(self, given: Mapping[str, str], sheet: Sheet, *, is_covered: bool) -> None:
        """Put the cell into its row, as often as it says."""
        across, down = (int(given.get(f"{_TABLE}number-{side}-spanned", "1")) for side in ("columns", "rows"))
        if across > 1 or down > 1:
            area = self.column + 1, self.column + across, self.row, self.row + down - 1
            self.opened.count(size_of(area), sheet.title)
            sheet.merged.append(area)
        found = _cell_of_calc(given, "\n".join(map("".join, self.paragraphs)))
        if found is not None and found.kind == "number" and given.get(f"{_TABLE}style-name") in self.percents:
            found = found._replace(kind="percent")  # Gnumeric says so of the style alone
        if found is not None and not is_covered:
            self.opened.count(self.columns - 1, sheet.title)
            first = self.column + 1
            self.cells |= dict.fromkeys(range(first, first + self.columns), found)

    def text(self, letters: str) -> None:
        """Meet some letters."""
        if self.in_text and not self.skipped:
            self.paragraphs[-1].append(letters)
            self.letters += len(letters)
            if self.letters > _LONGEST_TEXT:
                raise ValueError("a text that no cell holds")


def _times(attributes: Mapping[str, str], what: str) -> int:
    return max(1, int(attributes[what])) if what in attributes else 1


def _cell_of_calc(given: Mapping[str, str], text: str) -> Cell | None:
    """Return the cell that has these attributes and shows this text; None when it is empty."""
    formula = given.get(f"{_TABLE}formula")
    if formula is not None:
        formula = as_office_writes(formula.partition("=")[2])
    kind, number = given.get(f"{_OFFICE}value-type", ""), given.get(f"{_OFFICE}value", "")
    match kind:
        case "float" | "currency":
            return Cell(_number(number), "number", formula)
        case "percentage":
            return Cell(_number(number), "percent", formula)
        case "date":
            return Cell(date.fromisoformat(given[f"{_OFFICE}date-value"][:10]), "day", formula)
        case "time":
            found = _TIME.fullmatch(given.get(f"{_OFFICE}time-value", ""))
            return Cell(f"{int(found[1])}:{found[2]}" if found else text, "text", formula)
        case "boolean":
            return Cell(given.get(f"{_OFFICE}boolean-value") == "true", "yes-no", formula)
    if any(key.endswith("}value-type") and value == "error" for key, value in given.items()):
        return Cell(text, "error", formula)
    shown = given.get(f"{_OFFICE}string-value") or text
    if not kind and not shown:
        return None if formula is None else Cell(None, "uncounted", formula)
    return Cell(shown, "text", formula)
