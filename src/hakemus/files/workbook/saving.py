"""A workbook as bytes that tell no clock: it is dated to the day that it is about."""

import io
import re
import zipfile
from datetime import date

from openpyxl import Workbook

from hakemus.word.package import in_order, pack, write

_MADE = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_CORE = "docProps/core.xml"
_LEVEL = 6
_ENTRIES = date(*zipfile.ZipInfo().date_time[:3])


def bytes_of(book: Workbook, day: date | None) -> bytes:
    """Return a workbook as a file (XLSX) of the same bytes each time, dated to a day, or without one as its entries."""
    stream = io.BytesIO()
    book.save(stream)
    with zipfile.ZipFile(stream) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[_CORE] = _MADE.sub(rb"\g<1>" + f"{(day or _ENTRIES).isoformat()}T00:00:00Z".encode(), parts[_CORE])
    return write(pack(part, parts[part], _LEVEL) for part in in_order(parts))
