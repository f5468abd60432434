"""A spreadsheet opened with care: what it is, how large it is, and then its cells, as written and as last counted."""

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree
from openpyxl import load_workbook

from hakemus.errors import Fault, FileError
from hakemus.reading import read_bytes

if TYPE_CHECKING:
    from openpyxl import Workbook

LARGEST_PARTS = 128 * 1024 * 1024
"""The most bytes that the parts of a spreadsheet may unpack to (a limit of the library)."""

LARGEST_LIST = 8 * 1024 * 1024
"""The most bytes of a part that is no sheet: styles, names, texts of cells (a limit of the library)."""

MOST_CELLS = 500_000
"""The most cells of a sheet that are read, empty ones with a format included (a limit of the library)."""

_OLD_OR_ENCRYPTED = b"\xd0\xcf\x11\xe0"
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ROW, _MERGED = f"{_MAIN}row", f"{_MAIN}mergeCell"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_DOCTYPE = b"<!DOCTYPE"
_ENCRYPTED = 0x1


@dataclass(frozen=True)
class Opened:
    """A workbook as it is written (formulas as formulas), and as it was last counted."""

    written: "Workbook"
    counted: "Workbook"


class TooManyError(Exception):
    """A sheet holds more rows or cells than are read; `fault` tells where, and the limit."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


def open_workbook(path: Path, most_rows: int) -> Opened:
    """Return a workbook (XLSX).

    Raises `FileError` when the file cannot be read, is protected with a password or is no XLSX, and `TooManyError`
    when a sheet holds more rows than are read.
    """
    content = read_bytes(path)
    if content.startswith(_OLD_OR_ENCRYPTED):
        raise FileError(
            path,
            "protected-workbook",
            f"{path} has a password or is in the old .xls format; save it as .xlsx without",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_parts(archive, path)
            titles = _titles(archive)
            for name in sorted(filter(_SHEET.fullmatch, archive.namelist())):
                _check_rows(archive, name, titles.get(name, name), most_rows)
        written, counted = (
            load_workbook(io.BytesIO(content), data_only=counted) for counted in (False, True)
        )
    except (TooManyError, FileError):
        raise
    except Exception as error:  # the parts of a foreign file can be wrong in every way
        raise _no_workbook(path) from error
    return Opened(written, counted)


def _no_workbook(path: Path) -> FileError:
    return FileError(path, "no-workbook", f"{path} is no sound spreadsheet (.xlsx); save it as .xlsx")


def _check_parts(archive: zipfile.ZipFile, path: Path) -> None:
    entries = archive.infolist()
    lists = (entry for entry in entries if not _SHEET.fullmatch(entry.filename))
    for limit, size in (
        (LARGEST_PARTS, sum(entry.file_size for entry in entries)),
        (LARGEST_LIST, max((one.file_size for one in lists if one.filename.endswith(".xml")), default=0)),
    ):
        if size > limit:
            raise FileError(path, "too-large", f"{path} unpacks to more than {limit} bytes")
    if any(entry.flag_bits & _ENCRYPTED for entry in entries) or "xl/workbook.xml" not in archive.namelist():
        raise _no_workbook(path)
    for entry in entries:
        # Wherever it stands, and in whatever encoding: of letters of two bytes, one is nothing.
        if _DOCTYPE in archive.read(entry).replace(b"\0", b""):
            raise _no_workbook(path)


def _titles(archive: zipfile.ZipFile) -> Mapping[str, str]:
    """Return the name of each sheet by its part."""
    relations = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    sheets = etree.fromstring(archive.read("xl/workbook.xml")).iter(f"{_MAIN}sheet")
    return {
        posixpath.join("/xl", targets[sheet.get(_RELATION)])[1:]: sheet.get("name", "") for sheet in sheets
    }


def _check_rows(archive: zipfile.ZipFile, name: str, title: str, most_rows: int) -> None:
    """Refuse a sheet with too many cells, or with one that is filled too far down."""
    at = cells = 0
    with archive.open(name) as part:
        for _, element in etree.iterparse(part, tag=(_ROW, _MERGED), resolve_entities=False, no_network=True):
            cells += len(element) or 1
            if element.tag == _ROW:
                at = int(element.get("r", at + 1))
                filled = next((cell for cell in element if len(cell)), None)
                if filled is not None and at > most_rows:
                    place = f"{title}!{filled.get('r', at)}"
                    raise TooManyError(Fault(place, "too-many-rows", allowed=f"≤ {most_rows}"))
            if cells > MOST_CELLS:
                raise TooManyError(Fault(title, "too-many-rows", allowed=f"≤ {MOST_CELLS}"))
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
