"""Workbooks as programs and people leave them: cells as a program writes them, Strict, .ods, formats lost."""

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from html import escape
from pathlib import Path
from typing import Any

import openpyxl

from hakemus.files.workbook import read_workbook
from hakemus.model import Budget
from hakemus.texts import load_error

STRICT = (
    (
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
    ),
    (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
)


def read_budget(path: str | Path, **options: Any) -> Budget:
    """Return the budget of a workbook that has lost no sheet, column or cell; raise `LoadError` for one that has."""
    reading = read_workbook(path, **options)
    if reading.lost:
        raise load_error([lost.fault for lost in reading.lost], str(path))
    return reading.budget


def parts_of(content: bytes) -> dict[str, bytes]:
    """Return the parts of an archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes], path: Path) -> Path:
    """Write parts as an archive, and return its path."""
    path.write_bytes(packed_bytes(parts))
    return path


def with_cells(content: bytes, cells: Mapping[str, str], sheet: int = 1) -> bytes:
    """Return a workbook of ours with the XML inside of cells replaced, by their places; each keeps its look."""
    parts = parts_of(content)
    name = f"xl/worksheets/sheet{sheet}.xml"
    text = parts[name].decode()
    for place, inside in cells.items():
        kind = ' t="str"' if "<t" in inside else ""
        text, count = re.subn(
            rf'<c r="{place}" (s="\d+")[^>]*?(?:/>|>.*?</c>)',
            lambda found: f'<c r="{place}" {found[1]}{kind}>{inside.replace("t>", "v>")}</c>',  # noqa: B023
            text,
        )
        assert count == 1, place
    return packed_bytes({**parts, name: text.encode()})


def formula(text: str, result: object = "") -> str:
    """Return the XML inside a cell with a formula and what it gave; without that it was never counted."""
    value = "" if result is None else f"<v>{result}</v>"
    return f"<f>{escape(text, quote=False)}</f>{value}"


def strict(content: bytes) -> bytes:
    """Return a workbook as Excel saves it as "Strict Open XML": the same marks of other namespaces."""
    parts = parts_of(content)
    for name, part in parts.items():
        for was, now in STRICT:
            part = part.replace(was.encode(), now.encode())  # noqa: PLW2901
        parts[name] = part
    return packed_bytes(parts)


def without_formats(content: bytes) -> bytes:
    """Return a workbook in which no cell has a look any more."""
    parts = parts_of(content)
    sheets = {name: re.sub(rb' s="\d+"', b"", part) for name, part in parts.items() if "worksheets/" in name}
    return packed_bytes(parts | sheets)


def packed_bytes(parts: Mapping[str, bytes]) -> bytes:
    """Return parts as an archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, part, kind)
    return stream.getvalue()


# OpenDocument.

_HEAD = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
    "<office:body><office:spreadsheet>"
)
_TAIL = "</office:spreadsheet></office:body></office:document-content>"


def as_ods(content: bytes) -> bytes:
    """Return a workbook as a program saves it as .ods: equal cells written once, formulas with what they gave."""
    written, counted = (openpyxl.load_workbook(io.BytesIO(content), data_only=only) for only in (False, True))
    tables = []
    for sheet in written.worksheets:
        rows = []
        for row in sheet.iter_rows():
            cells = [_ods_cell(cell, counted[sheet.title][cell.coordinate].value) for cell in row]
            rows.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
        tables.append(f'<table:table table:name="{escape(sheet.title)}">{"".join(rows)}</table:table>')
    return ods("".join(tables))


def ods(body: str, head: str = "") -> bytes:
    """Return an .ods with this XML in its body."""
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return packed_bytes({"mimetype": kind, "content.xml": f"{head}{_HEAD}{body}{_TAIL}".encode()})


def _ods_cell(cell: object, value: object) -> str:
    formula, number_format = getattr(cell, "value", None), str(getattr(cell, "number_format", ""))
    own = ""
    if isinstance(formula, str) and formula.startswith("="):
        places = re.sub(r"\b([A-Z]{1,2}[0-9]+)\b", r"[.\1]", formula)
        own = f' table:formula="of:{escape(places)}"'
    if value is None:
        return f"<table:table-cell{own}/>"
    if isinstance(value, int | float):
        kind = "percentage" if "%" in number_format else "float"
        return f'<table:table-cell{own} office:value-type="{kind}" office:value="{value}"/>'
    if isinstance(value, date | datetime):
        return f'<table:table-cell{own} office:value-type="date" office:date-value="{value.isoformat()}"/>'
    paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
    return f'<table:table-cell{own} office:value-type="string">{paragraphs}</table:table-cell>'
