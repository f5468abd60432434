"""What an application file remembers of the form that it was read from, so that a corrected form updates it."""

import base64
import json
import re
import textwrap
import zlib

from hakemus.files.application_file import application_from
from hakemus.model import Application
from hakemus.texts import Language, wording

_MARK = "#= "
_WIDTH = 100
_LINES = re.compile(rb"^#= ([A-Za-z0-9+/=]+)\r?$", re.MULTILINE)
_MOST_BYTES = 4 * 1024 * 1024
"""The most that a memory may unpack to (a limit of the library)."""


def with_memory(text: str, read: Application, language: Language) -> str:
    """Return an application file (TOML) with what was `read` as comments at its end, in place of an earlier memory.

    >>> remembered(with_memory("schema_version = 1", Application(), "en").encode()) == Application()
    True
    """
    kept = json.dumps(read.model_dump(mode="json", exclude_none=True), ensure_ascii=False, sort_keys=True)
    packed = base64.b64encode(zlib.compress(kept.encode(), 9)).decode()
    lines = [line for line in text.splitlines() if not line.startswith(_MARK)]
    said = f"## {wording(language).message('application-file.memory')}"
    if said in lines:
        lines.remove(said)
    return "\n".join([*lines, said, *(_MARK + line for line in textwrap.wrap(packed, _WIDTH))]) + "\n"


def remembered(content: bytes) -> Application | None:
    """Return what an application file was last read from a form as; None without a memory, or with a damaged one."""
    lines = _LINES.findall(content)
    if not lines:
        return None
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(base64.b64decode(b"".join(lines), validate=True), _MOST_BYTES)
        return application_from(json.loads(text))
    except Exception:  # noqa: BLE001 - a door: whatever is wrong with it, it is no memory
        return None
