"""Archives with an entry that unpacks to far more than it says, and how much memory reading one takes."""

import io
import struct
import tracemalloc
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress

from hakemus.errors import HakemusError

SAID, HELD = 10, 20_000_000
"""How many bytes the entry says that it unpacks to, and how many it does."""


def lying(parts: Mapping[str, bytes], name: str, method: int) -> bytes:
    """Return parts as an archive whose entry of this name, packed by a method of `zipfile`, says too little."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            if part != name:
                archive.writestr(part, content)
        archive.writestr(name, bytes(HELD), method)
    lie = bytearray(stream.getvalue())
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = -1
        while (at := lie.find(signature, at + 1)) >= 0:
            if struct.unpack_from("<I", lie, at + offset)[0] == HELD:
                struct.pack_into("<I", lie, at + offset, SAID)
    return bytes(lie)


def peak_of_refusing(read: Callable[[], object]) -> int | None:
    """Return the most bytes that were held while something was read and refused; None where it was not refused."""
    tracemalloc.start()
    try:
        with suppress(HakemusError):
            read()
            return None
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
