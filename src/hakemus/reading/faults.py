"""What pydantic found wrong, told as faults: the path as it stands in the file, what was found, what is allowed."""

import difflib
import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from hakemus.errors import Fault

_LONGEST_FOUND = 60
_QUOTED = re.compile(r"'([^']*)'")
_CODES = {
    "extra_forbidden": "unknown-key",
    "missing": "missing",
    "enum": "not-allowed",
    "literal_error": "not-allowed",
    "bool_type": "not-yes-no",
    "bool_parsing": "not-yes-no",
    "date_type": "not-a-date",
    "date_parsing": "not-a-date",
    "date_from_datetime_parsing": "not-a-date",
    "date_from_datetime_inexact": "not-a-date",
    "int_type": "not-a-whole-number",
    "int_parsing": "not-a-whole-number",
    "int_from_float": "not-a-whole-number",
    "string_type": "not-text",
    "tuple_type": "not-a-list",
    "list_type": "not-a-list",
    "model_type": "not-a-table",
    "model_attributes_type": "not-a-table",
    "dict_type": "not-a-table",
    "greater_than_equal": "too-small",
    "greater_than": "too-small",
    "less_than_equal": "too-large",
    "less_than": "too-large",
    "too_long": "too-many",
    "too_short": "missing",
}


def faults_of(error: ValidationError, model: type[BaseModel]) -> tuple[Fault, ...]:
    """Return every fault that pydantic found, each with its path and, for an unknown key, the likely one."""
    return tuple(_fault(details, model) for details in error.errors(include_url=False))


def _fault(details: ErrorDetails, model: type[BaseModel]) -> Fault:
    kind, context = details["type"], details.get("ctx", {})
    path = path_of(details["loc"])
    if kind == "extra_forbidden":
        known = _keys_at(model, details["loc"][:-1])
        likely = difflib.get_close_matches(str(details["loc"][-1]), known, n=1)
        return Fault(path, "unknown-key", str(details["loc"][-1]), ", ".join(known), "".join(likely))
    allowed = str(context.get("allowed") or _choices(context) or _limit(context))
    found = "" if kind == "missing" else _found(details["input"])
    return Fault(
        path, str(context.get("code") or _CODES.get(kind, kind)), str(context.get("found") or found), allowed
    )


def path_of(location: tuple[int | str, ...]) -> str:
    """Return a place as it would be written: `budget.items[2].amount`.

    >>> path_of(("budget", "items", 2, "amount"))
    'budget.items[2].amount'
    """
    path = ""
    for step in location:
        path += f"[{step}]" if isinstance(step, int) else f".{step}" if path else str(step)
    return path


def _found(value: object) -> str:
    text = repr(value) if not isinstance(value, Mapping | list | tuple) else type(value).__name__
    text = text.encode("ascii", "backslashreplace").decode("ascii") if not text.isprintable() else text
    return text if len(text) <= _LONGEST_FOUND else f"{text[: _LONGEST_FOUND - 1]}…"


def _choices(context: Mapping[str, Any]) -> str:
    """Return what may be chosen, without the English and the quotes that pydantic writes between."""
    expected = str(context.get("expected") or "")
    return ", ".join(_QUOTED.findall(expected)) or expected


def _limit(context: Mapping[str, Any]) -> str:
    for key, sign in (("ge", "≥"), ("gt", ">"), ("le", "≤"), ("lt", "<")):
        if key in context:
            return f"{sign} {context[key]}"
    return ""


def _keys_at(model: type[BaseModel], location: tuple[int | str, ...]) -> list[str]:
    here: type[BaseModel] = model
    for step in location:
        if isinstance(step, int):
            continue
        field = here.model_fields.get(step)
        inner = _model_in(field.annotation) if field else None
        if inner is None:
            return []
        here = inner
    return [field.alias or name for name, field in here.model_fields.items()]


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        if found := _model_in(argument):
            return found
    return None
