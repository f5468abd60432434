"""An application file that says something else now: only what differs is written, proved to say just that."""

import base64
import codecs
import json
import re
import textwrap
import zlib
from collections.abc import Callable, MutableMapping, MutableSequence, Sequence
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from enum import StrEnum
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import AbstractTable, AoT, Array, InlineTable, Item

from hakemus.errors import HakemusError
from hakemus.files.application_file import PartT, application_from, part_from
from hakemus.model import Application, Part
from hakemus.model.fields import filled
from hakemus.reading import parse_json, parse_toml
from hakemus.texts import Language, wording

# What an application file remembers of the form that it was read from, so that a corrected form updates it.

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


# How a list of rows becomes another, whatever its rows are written as.


def _update_rows(
    rows: MutableSequence[Any],
    before: Sequence[Part],
    after: Sequence[Part],
    update: Callable[[Any, Part, Part], None],
    new_row: Callable[[Part], Any],
) -> None:
    """Bring rows up to date: those that are alike stay, the others are changed, put in or taken out."""
    old, new = ([part.model_dump_json() for part in parts] for parts in (before, after))
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for what, low, high, first, last in reversed(blocks):  # so that no step moves what the next one names
        if what == "equal":
            continue
        shared = min(high - low, last - first)
        for at in range(shared):
            update(rows[low + at], before[low + at], after[first + at])
        for at in reversed(range(low + shared, high)):
            del rows[at]
        for at in range(first + shared, last):
            rows.insert(low + at - first, new_row(after[at]))


# Values as TOML text that reads back exactly as it was.

Scalar = str | bool | int | Decimal | date


def toml_value(value: Scalar) -> str:
    r"""Return a value as it is written after `key = `; text of several lines between three quotes.

    >>> toml_value("Sanottiin: \"C:\\kylä\"")
    '"Sanottiin: \\"C:\\\\kylä\\""'
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    if "\n" not in value:
        return tomlkit.string(str(value)).as_string()
    # A line break right behind the opening quotes is no part of the text: it makes long text easier to read, and keeps
    # one that the text begins with. The letter before the text is there so that tomlkit sees no such one.
    written = tomlkit.string(f"x{value}", multiline=True).as_string()
    return '"""\n' + written.removeprefix('"""x')


def toml_comment(text: str) -> str:
    r"""Return text as a comment can hold it: on one line, and what no comment may hold spelt out.

    >>> toml_comment("yksi\x07 kaksi"), toml_comment("5\u00a0000,00") == "5\u00a0000,00"
    ('yksi\\x07 kaksi', True)
    """
    return "".join(
        character
        if character.isprintable() or character == "\t" or (character.isspace() and character > " ")
        else character.encode("unicode_escape").decode("ascii")
        for character in " ".join(text.splitlines())
    )


# Parts of an application in a TOML document: what differs is written, comments, order and all else stay.

_Table = MutableMapping[str, Any]


def _update_table(table: _Table, old: Part, new: Part) -> None:
    """Bring a table that says `old` to say `new`; rows of lists that stay keep their place and their comments."""
    inline = isinstance(table, InlineTable)
    for name in type(new).model_fields:
        before, after = getattr(old, name), getattr(new, name)
        if before == after:
            continue
        if isinstance(after, Part):
            if name not in table:
                table[name] = _new_table(inline=inline)
            _update_table(table[name], before, after)
        elif isinstance(after, tuple):
            _update_list(table, name, before, after)
        elif after is None:
            table.pop(name, None)
        else:  # where the old value is, with the comment behind it
            item, before = _item(after, inline=inline), table.get(name)
            if isinstance(before, Item) and not inline:
                item.trivia.comment_ws, item.trivia.comment = before.trivia.comment_ws, before.trivia.comment
                item.trivia.trail = before.trivia.trail
            table[name] = item


def _item(value: Any, *, inline: bool = False) -> Item:  # noqa: ANN401
    plain = value.value if isinstance(value, StrEnum) else value
    if isinstance(plain, bool):
        return tomlkit.item(plain)
    if inline and isinstance(plain, str):  # an inline table is on one line
        return tomlkit.string(plain)
    item = tomlkit.parse(f"value = {toml_value(plain)}\n")["value"]
    assert isinstance(item, Item)  # noqa: S101
    return item


def _update_list(table: _Table, name: str, before: Sequence[Part], after: Sequence[Part]) -> None:
    rows = table.get(name)
    if not after:
        table.pop(name, None)
        return
    if not isinstance(rows, AoT | Array) or len(rows) != len(before):
        table.pop(name, None)
        table[name] = _new_rows(after, inline=isinstance(table, InlineTable))
        return
    inline = isinstance(rows, Array)
    _update_rows(rows, before, after, _update_table, lambda part: _new_row(part, inline=inline))


def _new_rows(parts: Sequence[Part], *, inline: bool) -> AoT | Array:
    rows = tomlkit.array() if inline else tomlkit.aot()
    for part in parts:
        rows.append(_new_row(part, inline=inline))
    return rows


def _new_row(part: Part, *, inline: bool) -> AbstractTable:
    row = _new_table(inline=inline)
    held = dict(filled(part))
    for name, value in held.items():
        if not isinstance(value, Part | tuple):
            row[name] = _item(value, inline=inline)
    if not inline:
        row.add(tomlkit.nl())
    for name, value in held.items():
        if isinstance(value, Part):
            row[name] = _new_row(value, inline=inline)
        elif isinstance(value, tuple):
            row[name] = _new_rows(value, inline=inline)
    return row


def _new_table(*, inline: bool) -> AbstractTable:
    return tomlkit.inline_table() if inline else tomlkit.table()


# An application file in JSON that says something else now: order, indent and numbers stay as they were written.

_NUMBER = re.compile('"\ue000([^"]*)"')
_INDENT = re.compile(r"\n([ \t]+)\"")


def with_application_in_json(text: str, old: Part, new: Part) -> str:
    r"""Return the text of an application file whose application is `old`, with the application `new`.

    >>> with_application_in_json('{"schema_version": 1}', Application(), Application(leader_group="Malli"))
    '{"schema_version": 1, "leader_group": "Malli"}'
    """
    # A number is carried through as it was written, behind a character that no field takes.
    values = json.loads(text, parse_float=lambda written: f"\ue000{written}")
    _update(values, old, new)
    indent = _INDENT.search(text)
    written = json.dumps(values, ensure_ascii=False, indent=indent[1] if indent else None)
    return _NUMBER.sub(r"\1", written) + ("\n" if text.endswith("\n") else "")


def _update(table: dict[str, Any], old: Part, new: Part) -> None:
    for name in type(new).model_fields:
        before, after = getattr(old, name), getattr(new, name)
        if before == after:
            continue
        if isinstance(after, Part):
            _update(table.setdefault(name, {}), before, after)
        elif isinstance(after, tuple):
            table[name] = [*(table.get(name) or ())]
            _update_rows(table[name], before, after, _update, _plain)
        elif after is None:
            table.pop(name, None)
        else:
            table[name] = _plain(after)


def _plain(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, Part):
        return {name: _plain(one) for name, one in filled(value)}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Decimal):
        return f"\ue000{value:f}"
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


_LINE_END = re.compile(r"\r?\n")


def rewritten(path: Path, content: bytes, old: PartT, new: PartT) -> bytes:
    """Return the content of a file that says `old`, such as an application, brought to say `new`.

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
            if part_from(values, type(new), str(path)) == new:
                ended = _LINE_END.sub("\r\n", written) if "\r\n" in text else written
                return mark + ended.encode()
        except Exception:  # noqa: BLE001, S112 - a door: how tomlkit fails at an arrangement is in no list
            continue
    raise HakemusError(
        f"{path} cannot be brought to say this; change it by hand, and report this with the file"
    )


def _in_toml(text: str, old: PartT, new: PartT, careful: bool) -> str:
    document = tomlkit.parse(text)
    if not careful:  # an arrangement that cannot be changed in place: its sections are written again
        for name in type(new).model_fields:
            if getattr(old, name) != getattr(new, name):
                document.pop(name, None)
                old = old.model_copy(update={name: type(new).model_fields[name].default})
    _update_table(document, old, new)
    return tomlkit.dumps(document)
