"""An application file with another budget in it: comments, order and everything else stay as they are."""

from collections.abc import Iterable, MutableMapping, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

import tomlkit
from tomlkit.items import AoT, Item, Table

from hakemus.files.part_fields import fields_of
from hakemus.files.toml_text import toml_value
from hakemus.model import Budget, Part

_EDITED = ("cost_model", "items", "in_kind_work", "income", "financing")


def with_budget(text: str, old: Budget, new: Budget) -> str:
    r"""Return the text of an application file (TOML) whose budget is `old`, with the budget `new`.

    Only what differs is written; rows that stay keep their place and their comments.

    >>> with_budget("[budget]\ncost_model = 'actual' # valittu\n", Budget(cost_model="actual"), Budget())
    '[budget]\n'
    """
    document = tomlkit.parse(text)
    if old == new:
        return text
    if "budget" not in document:
        document["budget"] = tomlkit.table()
    _update(document["budget"], old, new, _EDITED)
    return tomlkit.dumps(document)


def _update(table: MutableMapping[str, Any], old: Part, new: Part, names: Iterable[str]) -> None:
    for name in names:
        before, after = getattr(old, name), getattr(new, name)
        if before == after:
            continue
        if isinstance(after, Part):
            if name not in table:
                table[name] = tomlkit.table()
            _update(table[name], before, after, type(after).model_fields)
        elif isinstance(after, tuple):
            _update_list(table, name, before, after)
        elif after is None:
            table.pop(name, None)
        else:
            _put(table, name, after)


def _put(table: MutableMapping[str, Any], name: str, value: Any) -> None:  # noqa: ANN401
    """Write a value where it stands, with the comment behind it; a new one before the tables that follow."""
    item = _item(value)
    standing = table.get(name)
    if isinstance(standing, Item):
        item.trivia.comment_ws, item.trivia.comment = standing.trivia.comment_ws, standing.trivia.comment
        item.trivia.trail = standing.trivia.trail
    table[name] = item


def _item(value: Any) -> Item:  # noqa: ANN401
    plain = value.value if isinstance(value, StrEnum) else value
    item = tomlkit.parse(f"value = {toml_value(plain)}\n")["value"]
    assert isinstance(item, Item)  # noqa: S101
    return item


def _update_list(
    table: MutableMapping[str, Any], name: str, before: Sequence[Part], after: Sequence[Part]
) -> None:
    """Bring a list of tables up to date: rows that are alike stay, the others are changed, put in or taken out."""
    rows = table.get(name)
    if not isinstance(rows, AoT):
        table.pop(name, None)
        if after:
            table[name] = _rows(after)
        return
    if not after:
        table.pop(name)
        return
    steps = SequenceMatcher(None, [*map(_key, before)], [*map(_key, after)], autojunk=False).get_opcodes()
    for what, low, high, first, last in reversed(steps):
        if what == "equal":
            continue
        shared = min(high - low, last - first)
        for at in range(shared):
            _update(rows[low + at], before[low + at], after[first + at], type(after[first]).model_fields)
        for at in reversed(range(low + shared, high)):
            del rows[at]
        for at in range(first + shared, last):
            rows.insert(low + at - first, _row(after[at]))


def _key(part: Part) -> str:
    return part.model_dump_json()


def _rows(parts: Sequence[Part]) -> AoT:
    rows = tomlkit.aot()
    for part in parts:
        rows.append(_row(part))
    return rows


def _row(part: Part) -> Table:
    row = tomlkit.table()
    for field in fields_of(part):
        if field.value != field.default:
            row[field.name] = _item(field.value)
    row.add(tomlkit.nl())
    return row
