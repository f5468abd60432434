"""Parts of an application in a TOML document: what differs is written, comments, order and all else stay."""

from collections.abc import Iterable, MutableMapping, Sequence
from enum import StrEnum
from typing import Any

import tomlkit
from tomlkit.items import AbstractTable, AoT, Array, InlineTable, Item

from hakemus.files.part_fields import fields_of
from hakemus.files.row_steps import row_steps
from hakemus.files.toml_text import toml_value
from hakemus.model import Part

_Table = MutableMapping[str, Any]


def update_table(table: _Table, old: Part, new: Part, names: Iterable[str] = ()) -> None:
    """Bring a table that says `old` to say `new`; `names` are the fields to look at, without them all.

    Rows of lists that stay keep their place and their comments.
    """
    for name in names or type(new).model_fields:
        before, after = getattr(old, name), getattr(new, name)
        if before == after:
            continue
        if isinstance(after, Part):
            if name not in table:
                table[name] = _new_table(inline=isinstance(table, InlineTable))
            update_table(table[name], before, after)
        elif isinstance(after, tuple):
            _update_list(table, name, before, after)
        elif after is None:
            table.pop(name, None)
        else:
            _put(table, name, after)


def _put(table: _Table, name: str, value: Any) -> None:  # noqa: ANN401
    """Write a value where it stands, with the comment behind it; a new one before the tables that follow."""
    inline = isinstance(table, InlineTable)
    item = _item(value, inline=inline)
    standing = table.get(name)
    if isinstance(standing, Item) and not inline:
        item.trivia.comment_ws, item.trivia.comment = standing.trivia.comment_ws, standing.trivia.comment
        item.trivia.trail = standing.trivia.trail
    table[name] = item


def _item(value: Any, *, inline: bool = False) -> Item:  # noqa: ANN401
    plain = value.value if isinstance(value, StrEnum) else value
    if isinstance(plain, bool):
        return tomlkit.item(plain)
    if inline and isinstance(plain, str):  # an inline table stands on one line
        return tomlkit.string(plain)
    item = tomlkit.parse(f"value = {toml_value(plain)}\n")["value"]
    assert isinstance(item, Item)  # noqa: S101
    return item


def _update_list(table: _Table, name: str, before: Sequence[Part], after: Sequence[Part]) -> None:
    """Bring a list of tables up to date: rows that are alike stay, the others are changed, put in or taken out."""
    rows = table.get(name)
    if not after:
        table.pop(name, None)
        return
    if not isinstance(rows, AoT | Array) or len(rows) != len(before):
        table.pop(name, None)
        table[name] = _rows(after, inline=isinstance(table, InlineTable))
        return
    inline = isinstance(rows, Array)
    for step in row_steps(before, after):
        if step.what == "change":
            update_table(rows[step.at], before[step.at], after[step.of])
        elif step.what == "remove":
            del rows[step.at]
        else:
            rows.insert(step.at, _row(after[step.of], inline=inline))


def _rows(parts: Sequence[Part], *, inline: bool) -> AoT | Array:
    rows = tomlkit.array() if inline else tomlkit.aot()
    for part in parts:
        rows.append(_row(part, inline=inline))
    return rows


def _row(part: Part, *, inline: bool) -> AbstractTable:
    row = _new_table(inline=inline)
    fields = [field for field in fields_of(part) if field.value != field.default]
    for field in fields:
        if not isinstance(field.value, Part | tuple):
            row[field.name] = _item(field.value, inline=inline)
    if not inline:
        row.add(tomlkit.nl())
    for field in fields:
        if isinstance(field.value, Part):
            row[field.name] = _row(field.value, inline=inline)
        elif isinstance(field.value, tuple):
            row[field.name] = _rows(field.value, inline=inline)
    return row


def _new_table(*, inline: bool) -> AbstractTable:
    return tomlkit.inline_table() if inline else tomlkit.table()
