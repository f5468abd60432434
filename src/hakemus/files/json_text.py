"""An application file in JSON that says something else now: order, indent and numbers stay as they were written."""

import json
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from hakemus.files.part_fields import fields_of
from hakemus.files.row_steps import row_steps
from hakemus.model import Application, Part

_NUMBER = re.compile('"\ue000([^"]*)"')
_INDENT = re.compile(r"\n([ \t]+)\"")


def with_application_in_json(text: str, old: Application, new: Application) -> str:
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
            table[name] = _updated_rows(table.get(name), before, after)
        elif after is None:
            table.pop(name, None)
        else:
            table[name] = _plain(after)


def _updated_rows(rows: Any, before: Sequence[Part], after: Sequence[Part]) -> list[Any]:  # noqa: ANN401
    updated = list(rows or [])
    for step in row_steps(before, after):
        if step.what == "change":
            _update(updated[step.at], before[step.at], after[step.of])
        elif step.what == "remove":
            del updated[step.at]
        else:
            updated.insert(step.at, _row(after[step.of]))
    return updated


def _row(part: Part) -> dict[str, Any]:
    return {field.name: _plain(field.value) for field in fields_of(part) if field.value != field.default}


def _plain(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, Part):
        return _row(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Decimal):
        return f"\ue000{value:f}"
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
