"""An application file that says something else now: only what differs is written, and it is proved to say just that."""

import codecs
import re
from pathlib import Path

import tomlkit
from tomlkit.exceptions import TOMLKitError

from hakemus.errors import DataError, HakemusError, LoadError
from hakemus.files.application_file import application_from
from hakemus.files.json_text import with_application_in_json
from hakemus.files.toml_tables import update_table
from hakemus.model import Application
from hakemus.reading.strict import parse_json, parse_toml

_LINE_END = re.compile(r"\r?\n")


def rewritten(path: Path, content: bytes, old: Application, new: Application) -> bytes:
    """Return the content of an application file that says `old`, brought to say `new`.

    Comments, order, and how everything else is written stay (TOML); in JSON the order and the numbers. The result is
    read once more: it says exactly `new`. Raises `HakemusError` when it cannot be written so.
    """
    if old == new:
        return content
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    text = content.removeprefix(mark).decode()
    is_json = path.suffix.lower() == ".json"
    for careful in (True, False):
        try:
            written = (
                with_application_in_json(text, old, new) if is_json else _in_toml(text, old, new, careful)
            )
            values = parse_json(written, str(path)) if is_json else parse_toml(written, str(path))
            if application_from(values, str(path)) == new:
                return mark + _as_before(written, text).encode()
        except (TOMLKitError, DataError, LoadError, ValueError, TypeError, KeyError, IndexError):
            continue
    raise HakemusError(
        f"{path} cannot be brought to say this; change it by hand, and report this with the file"
    )


def _in_toml(text: str, old: Application, new: Application, careful: bool) -> str:
    document = tomlkit.parse(text)
    if not careful:  # an arrangement that cannot be changed in place: its sections are written anew
        for name in type(new).model_fields:
            if getattr(old, name) != getattr(new, name):
                document.pop(name, None)
                old = old.model_copy(update={name: type(new).model_fields[name].default})
    update_table(document, old, new)
    return tomlkit.dumps(document)


def _as_before(written: str, text: str) -> str:
    return _LINE_END.sub("\r\n", written) if "\r\n" in text else written
