"""A spreadsheet (XLSX) written: cells and their looks, formulas with their results, names, checks, print set-up.

Rows are compressed as they come, so that a table of any length takes little memory; why it is not done by a library is
in `docs/performance.md`.
"""

import re
import textwrap
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TypeVar
from xml.sax.saxutils import escape

from hakemus.word.markup import DECLARATION, NAMESPACES
from hakemus.word.package import (
    CORE,
    CORE_RELATION,
    THEME,
    TYPES_PART,
    in_order,
    pack,
    relations_xml,
    theme_xml,
    types_xml,
    write,
)

_ThingT = TypeVar("_ThingT")
Plain = str | int | Decimal | None
"""What is in a cell; an empty text is only what a formula may give."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula without its equals sign, and what it gives: what a program that counts nothing shows."""

    text: str
    result: Plain


Value = Plain | Formula


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks: letters of Arial, a colour behind them (six hexadecimal digits), and whether it is locked."""

    size: int = 10
    bold: bool = False
    italic: bool = False
    colour: str = ""
    fill: str = ""
    boxed: bool = False
    form: str = "General"
    horizontal: str = ""
    vertical: str = "top"
    wrapped: bool = False
    indent: int = 0
    locked: bool = True


@dataclass(slots=True)
class Sheet:
    """A sheet while it is filled. Rows and columns are counted from 1.

    `heights` are in points, `widths` as many digits; `colours` are what a cell is filled with when it shows a text.
    """

    title: str
    hidden: bool = False
    locked: bool = False
    frozen: tuple[int, int] = (0, 0)
    head_row: int | None = None
    footer: str = ""
    one_page: bool = False
    rows: dict[int, dict[int, tuple[Value, Look]]] = field(default_factory=dict)
    poured: Iterator[Sequence[tuple[Value, Look]]] = field(default_factory=lambda: iter(()))
    poured_from: int = 0
    heights: dict[int, int] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    widths: dict[int, int] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)
    checks: list[str] = field(default_factory=list)
    colours: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)

    @property
    def last(self) -> int:
        """Return the last row that something was put into."""
        return max(self.rows, default=0)

    def put(self, row: int, column: int, value: Value, look: Look) -> None:
        """Put a value into a cell; a text is a text, however it begins."""
        self.rows.setdefault(row, {})[column] = value, look

    def pour(self, first: int, rows: Iterable[Sequence[tuple[Value, Look]]]) -> None:
        """Put rows into the sheet from one on, from its first column; they are asked for when the sheet is written."""
        self.poured, self.poured_from = iter(rows), first

    def check(
        self, cells: str, kind: str, first: object, message: tuple[str, str], last: object = None
    ) -> None:
        """Let cells take only a `list` by its name, or a `whole` or `decimal` number within limits."""
        between = (
            "" if kind == "list" else f' operator="{"greaterThanOrEqual" if last is None else "between"}"'
        )
        title, error = (_attribute(text) for text in message)
        limit = "" if last is None else f"<formula2>{last}</formula2>"
        self.checks.append(
            f'<dataValidation type="{kind}"{between} allowBlank="1" showErrorMessage="1" errorTitle="{title}" '
            f'error="{error}" sqref="{cells}"><formula1>{first}</formula1>{limit}</dataValidation>'
        )


@dataclass(slots=True)
class Book:
    """A workbook while it is filled: its sheets, and cells by names."""

    title: str = ""
    creator: str = ""
    language: str = ""
    sheets: list[Sheet] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)

    def add(self, title: str) -> Sheet:
        """Return a new sheet, behind the others."""
        self.sheets.append(Sheet(title))
        return self.sheets[-1]

    def name(self, key: str, sheet: Sheet, cells: str) -> None:
        """Give a name to a cell or a range of a sheet, such as `$B$4`."""
        self.names[key] = f"{quoted(sheet.title)}!{cells}"

    def to_bytes(self, day: date | None) -> bytes:
        """Return it as a file, the same bytes each time, dated to a day, or without one as the entries of the file."""
        looks, strings = _Looks(), _Numbered[str]()
        parts: dict[str, Iterable[str]] = {"xl/workbook.xml": self._workbook()}
        entries = {}
        for number, sheet in enumerate(self.sheets, 1):
            part = f"xl/worksheets/sheet{number}.xml"
            entries[part] = pack(part, _encoded(_sheet(sheet, number, looks, strings)), _LEVEL)
        parts["xl/sharedStrings.xml"] = _strings(strings)
        parts["xl/styles.xml"] = looks.parts()
        parts["xl/theme/theme1.xml"] = [DECLARATION, theme_xml("Office", _COLOURS, "Arial", "")]
        parts["docProps/core.xml"] = [self._core(day)]
        parts["docProps/app.xml"] = [_APP]
        parts |= _lists(len(self.sheets))
        entries |= {part: pack(part, _encoded(pieces), _LEVEL) for part, pieces in parts.items()}
        return write(entries[part] for part in in_order(entries))

    def _workbook(self) -> Iterator[str]:
        yield f'{DECLARATION}<workbook xmlns="{_MAIN}" xmlns:r="{NAMESPACES["r"]}"><workbookPr/>'
        yield '<bookViews><workbookView firstSheet="0" activeTab="0"/></bookViews><sheets>'
        for number, sheet in enumerate(self.sheets, 1):
            state = ' state="hidden"' if sheet.hidden else ""
            yield f'<sheet name="{_attribute(sheet.title)}" sheetId="{number}"{state} r:id="rId{number}"/>'
        yield "</sheets><definedNames>"
        for at, sheet in enumerate(self.sheets):
            if sheet.head_row is not None:
                rows = escape(f"{quoted(sheet.title)}!${sheet.head_row}:${sheet.head_row}")
                yield f'<definedName name="_xlnm.Print_Titles" localSheetId="{at}">{rows}</definedName>'
        for key, cells in self.names.items():
            yield f'<definedName name="{key}">{escape(cells)}</definedName>'
        yield '</definedNames><calcPr calcId="191029" fullCalcOnLoad="1"/></workbook>'

    def _core(self, day: date | None) -> str:
        moment = f'xsi:type="dcterms:W3CDTF">{(day or _FIRST_DAY).isoformat()}T00:00:00Z'
        return (
            f'<cp:coreProperties xmlns:cp="{NAMESPACES["cp"]}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:title>{escape(self.title)}</dc:title><dc:creator>{escape(self.creator)}</dc:creator>"
            f"<cp:lastModifiedBy>{escape(self.creator)}</cp:lastModifiedBy>"
            f"<dcterms:created {moment}</dcterms:created><dcterms:modified {moment}</dcterms:modified>"
            f"<dc:language>{self.language}</dc:language></cp:coreProperties>"
        )


# Places, and formulas, as they are written.

Area = tuple[int, int, int, int]
"""The first and last column, and the first and last row, counted from 1."""

_AREA = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?")
_REFERENCE = re.compile(r"(\"[^\"]*\"|'[^']*')|(?<![\w.$])(\$?)([A-Z]{1,3})(\$?)([0-9]{1,7})(?![\w(!.])")
_CALC_REFERENCE = re.compile(r"\[([^\]]*)\]")


@cache
def letter(column: int) -> str:
    """Return the letters of a column, counted from 1.

    >>> letter(1), letter(28)
    ('A', 'AB')
    """
    before, at = divmod(column - 1, 26)
    return (letter(before) if before else "") + chr(ord("A") + at)


def column_of(letters: str) -> int:
    """Return the number of a column by its letters, counted from 1; raise `ValueError` where they are none."""
    if not (letters.isascii() and letters.isalpha() and letters.isupper()):
        raise ValueError("no letters of a column")
    column = 0
    for sign in letters:
        column = column * 26 + ord(sign) - ord("A") + 1
    return column


def area_of(text: str) -> Area | None:
    """Return the area that `A1` or `A1:C20` is, or None."""
    if (found := _AREA.fullmatch(text)) is None:
        return None
    left, top, right, bottom = found[1], found[2], found[3] or found[1], found[4] or found[2]
    return column_of(left), column_of(right), int(top), int(bottom)


def size_of(area: Area) -> int:
    """Return how many cells an area has; one at least."""
    left, right, top, bottom = area
    return max(1, (right - left + 1) * (bottom - top + 1))


def moved(formula: str, down: int, right: int) -> str:
    """Return a formula as it is so many rows and columns further.

    >>> moved('G7+$G$7+SUM(H7:H9)&"A1"', 2, 0)
    'G9+$G$7+SUM(H9:H11)&"A1"'
    """

    def further(found: re.Match[str]) -> str:
        if found[1]:
            return found[1]
        column = found[3] if found[2] else letter(max(1, column_of(found[3]) + right))
        row = found[5] if found[4] else str(int(found[5]) + down)
        return f"{found[2]}{column}{found[4]}{row}"

    return _REFERENCE.sub(further, formula)


def as_office_writes(formula: str) -> str:
    """Return a formula, or a place, of OpenDocument as Office Open XML has it.

    >>> as_office_writes("SUM([.H7:.H9])+[$Arvot.B5]"), as_office_writes("$Arvot.$B$5")
    ('SUM(H7:H9)+Arvot!B5', 'Arvot!$B$5')
    """

    def place(text: str) -> str:
        sheet, _, cell = text.rpartition(".")
        return f"{sheet.removeprefix('$')}!{cell}" if sheet else cell

    def area(text: str) -> str:
        first, _, last = text.partition(":")
        return place(first) + (f":{last.rpartition('.')[2]}" if last else "")

    return _CALC_REFERENCE.sub(lambda found: area(found[1]), formula) if "[" in formula else area(formula)


def quoted(title: str) -> str:
    """Return a sheet's title as a formula writes it."""
    inside = title.replace("'", "''")
    return f"'{inside}'"


def unquoted(written: str) -> str:
    """Return the title of the sheet that a formula writes so.

    >>> unquoted(quoted("Kulut '26 (luonnos)")), unquoted("Tulot")
    ("Kulut '26 (luonnos)", 'Tulot')
    """
    return written[1:-1].replace("''", "'") if written.startswith("'") else written


# A sheet's XML.

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LEVEL = 6
_FIRST_DAY = date(*zipfile.ZipInfo().date_time[:3])
_APP = (
    f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>hakemus</Application></Properties>"
)
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_LINE_HEIGHT, _HIGHEST = 13, 409
"""Of a line of text, and the most that a spreadsheet gives a row, in points."""
_PIECE = 64 * 1024
_LONGEST_FOOTER = 90
"""The letters of a text at the foot of a page: with signs that count twice, Excel takes no more than 255 in all."""


class _Numbered(dict[_ThingT, int]):
    """Things with the number of each, given when it is first asked for."""

    def __missing__(self, thing: _ThingT) -> int:
        self[thing] = number = len(self)
        return number


def _sheet(sheet: Sheet, number: int, looks: "_Looks", strings: _Numbered[str]) -> Iterator[str]:
    """Yield the XML of a sheet, in the order that the schema asks for."""
    yield f'{DECLARATION}<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
    selected = ' tabSelected="1"' if number == 1 else ""
    yield f'<sheetViews><sheetView{selected} workbookViewId="0">{_frozen(*sheet.frozen)}</sheetView></sheetViews>'
    yield '<sheetFormatPr defaultRowHeight="15"/>'
    if sheet.widths:
        widths = sorted(sheet.widths.items())
        columns = (f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>' for at, width in widths)
        yield f"<cols>{''.join(columns)}</cols>"
    yield "<sheetData>"
    before = sorted(row for row in sheet.rows if row < sheet.poured_from)
    after = sorted(row for row in sheet.rows if row >= sheet.poured_from)
    for row in before:
        yield _row(sheet, row, sorted(sheet.rows[row].items()), looks, strings)
    for row, cells in enumerate(sheet.poured, sheet.poured_from):
        yield _row(sheet, row, enumerate(cells, 1), looks, strings)
    for row in after:
        yield _row(sheet, row, sorted(sheet.rows[row].items()), looks, strings)
    yield "</sheetData>"
    if sheet.locked:
        # What is counted is locked, without a password; rows and columns may be resized, hidden, sorted and added.
        yield (
            '<sheetProtection sheet="1" formatColumns="0" formatRows="0" insertRows="0" deleteRows="0" sort="0" '
            'autoFilter="0"/>'
        )
    if sheet.merged:
        areas = "".join(f'<mergeCell ref="{area}"/>' for area in sheet.merged)
        yield f'<mergeCells count="{len(sheet.merged)}">{areas}</mergeCells>'
    priority = 0
    for place, texts in sheet.colours:
        yield f'<conditionalFormatting sqref="{place}">'
        for text, fill in texts.items():
            priority += 1
            shown = escape(text.replace('"', '""'))
            yield (
                f'<cfRule type="cellIs" dxfId="{looks.fills_of_rules[fill]}" priority="{priority}" '
                f'operator="equal"><formula>"{shown}"</formula></cfRule>'
            )
        yield "</conditionalFormatting>"
    if sheet.checks:
        yield f'<dataValidations count="{len(sheet.checks)}">{"".join(sheet.checks)}</dataValidations>'
    yield '<pageMargins left="0.5" right="0.5" top="1" bottom="1" header="0.5" footer="0.5"/>'
    yield (
        f'<pageSetup paperSize="9" fitToWidth="1" fitToHeight="{int(sheet.one_page)}" orientation="landscape"/>'
        f"<headerFooter><oddFooter>{_footer(sheet.footer)}</oddFooter></headerFooter></worksheet>"
    )


def _frozen(rows: int, columns: int) -> str:
    """Return what keeps the first rows and columns in sight."""
    if not rows and not columns:
        return ""
    pane = "bottomRight" if rows and columns else "bottomLeft" if rows else "topRight"
    splits = "".join(f' {side}="{at}"' for side, at in (("xSplit", columns), ("ySplit", rows)) if at)
    place = f"{letter(columns + 1)}{rows + 1}"
    return (
        f'<pane{splits} topLeftCell="{place}" activePane="{pane}" state="frozen"/><selection pane="{pane}"/>'
    )


def _footer(text: str) -> str:
    """Return what is at the foot of a printed page: a text, and the page's number."""
    font = '&"Arial,Regular"&9 '
    text = text if len(text) <= _LONGEST_FOOTER else f"{text[:_LONGEST_FOOTER]}…"
    left = f"&L{font}{text.replace('&', '&&')}" if text else ""
    return escape(f"{left}&R{font}&P (&N)")


def _row(
    sheet: Sheet,
    row: int,
    cells: Iterable[tuple[int, tuple[Value, Look]]],
    looks: "_Looks",
    strings: _Numbered[str],
) -> str:
    """Return a row: as high as the most lines that a text in it takes in its column, unless it has a height."""
    lines, written = 1, []
    for column, (value, look) in cells:
        place = f'<c r="{letter(column)}{row}" s="{looks.numbers[look]}"'
        if value is None:
            written.append(f"{place}/>")
        elif isinstance(value, str):
            written.append(f'{place} t="s"><v>{strings[value]}</v></c>')
            width = sheet.widths.get(column, _USUAL_WIDTH)
            if look.wrapped and (len(value) > width or "\n" in value):
                # As many digits wide as the column is; most letters are narrower.
                texts = value.splitlines()
                lines = max(lines, sum(len(textwrap.wrap(text, width)) or 1 for text in texts))
        elif isinstance(value, Formula):
            formula, result = escape(value.text), value.result
            if isinstance(result, str):
                written.append(f'{place} t="str"><f>{formula}</f><v>{escape(result)}</v></c>')
            else:
                written.append(f"{place}><f>{formula}</f><v>{result:f}</v></c>")
        else:
            written.append(
                f"{place}><v>{value:f}</v></c>"
                if isinstance(value, Decimal)
                else f"{place}><v>{value}</v></c>"
            )
    height = sheet.heights.get(row) or (min(_LINE_HEIGHT * lines + 2, _HIGHEST) if lines > 1 else 0)
    high = f' ht="{height}" customHeight="1"' if height else ""
    high += ' hidden="1"' if row in sheet.hidden_rows else ""
    return f'<row r="{row}"{high}>{"".join(written)}</row>'


def _strings(strings: Mapping[str, int]) -> Iterator[str]:
    yield f'{DECLARATION}<sst xmlns="{_MAIN}">'
    for text in strings:
        keeps = "" if text == " ".join(text.split()) else ' xml:space="preserve"'
        yield f"<si><t{keeps}>{escape(_ESCAPED.sub('_x005F_', text))}</t></si>"
    yield "</sst>"


def _encoded(pieces: Iterable[str]) -> Iterator[bytes]:
    """Yield pieces of a text as bytes, many together: compressing few letters at a time takes longer."""
    waiting, size = [], 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size > _PIECE:
            yield "".join(waiting).encode()
            waiting, size = [], 0
    yield "".join(waiting).encode()


def _attribute(text: str) -> str:
    return escape(text, {'"': "&quot;", "\n": "&#10;"})


# The looks of a workbook, each with a number, and the lists of its parts.


class _Looks:
    """The looks in a workbook: a number for each, in the order in which they come."""

    def __init__(self) -> None:
        self.numbers = _Numbered[Look | None]({None: 0})  # a cell without a look
        self.fills_of_rules = _Numbered[str]()

    def parts(self) -> Iterator[str]:
        """Yield the XML of all looks, the parts of each in the order of the schema, which Office's own checker asks."""
        fonts = _Numbered({'<sz val="11"/><name val="Calibri"/><family val="2"/>': 0})
        fills = _Numbered({_NO_FILL: 0, '<patternFill patternType="gray125"/>': 1})
        borders, forms = _Numbered({_NO_BORDER: 0}), _Numbered[str]()
        formats = [_format(look, fonts, fills, borders, forms) for look in self.numbers if look is not None]
        yield f'{DECLARATION}<styleSheet xmlns="{_MAIN}">'
        if forms:
            own = (
                f'<numFmt numFmtId="{_FORMS + at}" formatCode="{_attribute(form)}"/>'
                for form, at in forms.items()
            )
            yield f'<numFmts count="{len(forms)}">{"".join(own)}</numFmts>'
        for kind, things in (("font", fonts), ("fill", fills), ("border", borders)):
            each = "".join(f"<{kind}>{thing}</{kind}>" for thing in things)
            yield f'<{kind}s count="{len(things)}">{each}</{kind}s>'
        plain = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"'
        yield f'<cellStyleXfs count="1">{plain}/></cellStyleXfs>'
        yield f'<cellXfs count="{len(formats) + 1}">{plain} xfId="0"/>{"".join(formats)}</cellXfs>'
        yield '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
        rules = "".join(
            f'<dxf><fill><patternFill patternType="solid"><bgColor rgb="FF{fill}"/></patternFill></fill></dxf>'
            for fill in self.fills_of_rules
        )
        yield f'<dxfs count="{len(self.fills_of_rules)}">{rules}</dxfs></styleSheet>'


def _format(
    look: Look, fonts: _Numbered[str], fills: _Numbered[str], borders: _Numbered[str], forms: _Numbered[str]
) -> str:
    strokes = f"{'<b/>' * look.bold}{'<i/>' * look.italic}"
    colour = f'<color rgb="FF{look.colour}"/>' if look.colour else ""
    font = fonts[f'{strokes}<sz val="{look.size}"/>{colour}<name val="Arial"/><family val="2"/>']
    solid = f'<patternFill patternType="solid"><fgColor rgb="FF{look.fill}"/></patternFill>'
    fill = fills[solid if look.fill else _NO_FILL]
    sides = ("left", "right", "top", "bottom")
    line = "".join(f'<{side} style="thin"><color rgb="FF{_LINE}"/></{side}>' for side in sides)
    border = borders[f"{line}<diagonal/>" if look.boxed else _NO_BORDER]
    form = _BUILT_IN[look.form] if look.form in _BUILT_IN else _FORMS + forms[look.form]
    across = f' horizontal="{look.horizontal}"' if look.horizontal else ""
    wrap, indent = ' wrapText="1"' * look.wrapped, f' indent="{look.indent}"' if look.indent else ""
    free = "" if look.locked else '<protection locked="0"/>'
    return (
        f'<xf numFmtId="{form}" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0" applyNumberFormat="1" '
        'applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1" applyProtection="1">'
        f'<alignment{across} vertical="{look.vertical}"{wrap}{indent}/>{free}</xf>'
    )


_LINE = "A6A6A6"
_NO_FILL = '<patternFill patternType="none"/>'
_NO_BORDER = "<left/><right/><top/><bottom/><diagonal/>"
_BUILT_IN = {"General": 0, "0": 1}
_FORMS = 164
"""The number of the first form of numbers that is not built in."""

_USUAL_WIDTH = 13
_OFFICE = NAMESPACES["r"]
_KINDS = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def _lists(sheets: int) -> dict[str, list[str]]:
    """Return the lists of a workbook's parts: of what type they are, and which one leads to which."""
    numbers = range(1, sheets + 1)
    types = {
        "xl/workbook.xml": f"{_KINDS}.sheet.main+xml",
        **{f"xl/worksheets/sheet{number}.xml": f"{_KINDS}.worksheet+xml" for number in numbers},
        "xl/sharedStrings.xml": f"{_KINDS}.sharedStrings+xml",
        "xl/styles.xml": f"{_KINDS}.styles+xml",
        "xl/theme/theme1.xml": THEME,
        "docProps/core.xml": CORE,
        "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    }
    of_package = {
        "xl/workbook.xml": f"{_OFFICE}/officeDocument",
        "docProps/core.xml": CORE_RELATION,
        "docProps/app.xml": f"{_OFFICE}/extended-properties",
    }
    of_book = {
        **{f"worksheets/sheet{number}.xml": f"{_OFFICE}/worksheet" for number in numbers},
        "styles.xml": f"{_OFFICE}/styles",
        "theme/theme1.xml": f"{_OFFICE}/theme",
        "sharedStrings.xml": f"{_OFFICE}/sharedStrings",
    }
    lists = {TYPES_PART: [DECLARATION, types_xml(types)]}
    for part, kinds in (("_rels/.rels", of_package), ("xl/_rels/workbook.xml.rels", of_book)):
        numbered = enumerate(kinds.items(), 1)
        related = {f"rId{number}": (kind, target) for number, (target, kind) in numbered}
        lists[part] = [DECLARATION, relations_xml(related)]
    return lists


# The theme that a workbook must have, though no look here is taken from it: Office's plain colours, and Arial.

_COLOURS = {
    "dk1": "000000",
    "lt1": "FFFFFF",
    "dk2": "44546A",
    "lt2": "E7E6E6",
    "accent1": "4472C4",
    "accent2": "ED7D31",
    "accent3": "A5A5A5",
    "accent4": "FFC000",
    "accent5": "5B9BD5",
    "accent6": "70AD47",
    "hlink": "0563C1",
    "folHlink": "954F72",
}
