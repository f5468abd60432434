"""A workbook as bytes that tell no clock: its entries and properties have the day that it is about."""

import re
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_CORE = "docProps/core.xml"
_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")


def bytes_of(workbook: Workbook, title: str, author: str, on: date | None) -> bytes:
    """Return a workbook as a file (XLSX) of the same bytes each time; without a day it says the first of 1980."""
    properties = workbook.properties
    properties.title, properties.creator, properties.lastModifiedBy = title, author, author
    written = BytesIO()
    workbook.save(written)
    day = on or date(*_ZIP_TIME[:3])
    stamp = f"{day.isoformat()}T00:00:00Z".encode()
    packed = BytesIO()
    with ZipFile(written) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == _CORE:
                content = _STAMP.sub(rb"\g<1>" + stamp + rb"\g<3>", content)
            info = ZipInfo(entry.filename, _ZIP_TIME)
            info.compress_type = ZIP_DEFLATED
            target.writestr(info, content)
    return packed.getvalue()
