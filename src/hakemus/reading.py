"""Strict TOML and JSON into plain values, and every fault at once: file, key, what was found, what is allowed."""

import difflib
import json
import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from hakemus.errors import DataError, Fault, FileError
from hakemus.values.paths import path_of

LARGEST_FILE = 8 * 1024 * 1024
"""The largest file that is read, in bytes (a limit of the library)."""

_LONGEST_SHOWN = 60
_PLACE = re.compile(r"\(at line (?P<line>[0-9]+), column (?P<column>[0-9]+)\)")
_TWICE = re.compile("overwrite|declare|mutate", re.IGNORECASE)
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
    "dataclass_type": "not-a-table",
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
    """Return one thing that pydantic found wrong: the path as it is in the file, what was found, what is allowed."""
    kind, path, value = details["type"], path_of(details["loc"]), details["input"]
    if kind in {"extra_forbidden", "unexpected_keyword_argument"}:
        known = _keys_at(model, details["loc"][:-1])
        likely = difflib.get_close_matches(str(details["loc"][-1]), known, n=1)
        return Fault(path, "unknown-key", str(details["loc"][-1]), ", ".join(known), "".join(likely))

    found = type(value).__name__ if isinstance(value, Mapping | list | tuple) else repr(value)
    if not found.isprintable():
        found = found.encode("ascii", "backslashreplace").decode("ascii")
    if len(found) > _LONGEST_SHOWN:
        found = f"{found[: _LONGEST_SHOWN - 1]}…"
    if kind == "missing":
        found = ""

    # What may be chosen, without the English and the quotes that pydantic writes between; or the limit.
    context = details.get("ctx", {})
    expected = str(context.get("expected") or "")
    signs = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<"}
    limits = (f"{sign} {context[key]}" for key, sign in signs.items() if key in context)
    allowed = context.get("allowed") or ", ".join(_QUOTED.findall(expected)) or expected or next(limits, "")
    code = context.get("code") or _CODES.get(kind, kind)
    return Fault(path, str(code), str(context.get("found") or found), str(allowed))


def _keys_at(model: type[BaseModel], location: tuple[int | str, ...]) -> list[str]:
    """Return the keys that a table at a location in a file may have; none when no model says."""
    here: type[BaseModel] | None = model
    for step in location:
        if isinstance(step, str):
            field = here.model_fields.get(step) if here is not None else None
            here = _model_in(field.annotation) if field else None
    return [field.alias or name for name, field in here.model_fields.items()] if here is not None else []


def _model_in(annotation: object) -> type[BaseModel] | None:
    """Return the first model in a type, such as that of a list's entries."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = map(_model_in, getattr(annotation, "__args__", ()))
    return next((found for found in inner if found is not None), None)


class _DuplicateKeyError(ValueError):
    """A key occurs twice in a table."""


def read_bytes(path: Path, largest: int = LARGEST_FILE) -> bytes:
    """Return a file's bytes; raise `FileError` when it is missing, a folder, unreadable, empty or too large."""
    try:
        if path.is_dir():
            raise FileError(path, "is-folder", f"{path} is a folder; name the file in it")
        size = path.stat().st_size
        if size > largest:
            raise FileError(path, "too-large", f"{path} is {size} bytes; at most {largest} are read")
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise FileError(path, "missing", f"{path} does not exist; check the name and the folder") from error
    except (OSError, ValueError) as error:
        raise FileError(path, "unreadable", f"{path} cannot be read: {error}") from error
    if not content.strip():
        raise FileError(path, "empty", f"{path} is empty; was it saved?")
    return content


def read_text(path: Path, largest: int = LARGEST_FILE) -> str:
    """Return a file's text (UTF-8, a byte order mark is passed over); raise `FileError` when it is no UTF-8."""
    try:
        return read_bytes(path, largest).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        message = f"{path} is not UTF-8 text (line {line}); save it as UTF-8"
        raise FileError(path, "not-utf-8", message) from error


def read_mapping(path: Path) -> dict[str, Any]:
    """Return the values of a TOML or JSON file, numbers exact; raise `DataError` with the place of a mistake.

    Which of the two it is, the name says: `.json` is JSON, all else TOML. Duplicate keys are refused.
    """
    text = read_text(path)
    return parse_json(text, str(path)) if path.suffix.lower() == ".json" else parse_toml(text, str(path))


def read_toml(path: Path) -> dict[str, Any]:
    """Return the values of a TOML file, numbers exact."""
    return parse_toml(read_text(path), str(path))


def read_own(path: Path) -> dict[str, Any]:
    """Return the values of a TOML file of the library's own, numbers exact: law and words are most of what is read.

    The standard library's parser is used where its compiled twin, which `hakemus[cli]` brings, isn't installed.
    People's files are never read by the twin: it takes a newer TOML than what writes them.
    """
    try:
        from tomli import loads  # noqa: PLC0415 - it may not be installed
    except ImportError:
        return read_toml(path)
    text = read_text(path)
    try:
        return dict(loads(text, parse_float=_exact))
    except ValueError:
        return parse_toml(text, str(path))  # which says what is wrong, and where


def parse_toml(text: str, source: str) -> dict[str, Any]:
    """Return the values of TOML text; `source` names it in errors."""
    try:
        return tomllib.loads(text, parse_float=_exact)
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{source} is not valid TOML", [_toml_fault(str(error), text)]) from error
    except RecursionError as error:
        raise DataError(f"{source} is nested too deeply", [Fault("", "too-deep")]) from error
    except ValueError as error:
        raise DataError(f"{source} is not valid TOML", [Fault("", "syntax", str(error))]) from error


def parse_json(text: str, source: str) -> dict[str, Any]:
    """Return the values of JSON text; `source` names it in errors."""
    try:
        values = json.loads(
            text, parse_float=_exact, parse_constant=_exact, object_pairs_hook=_without_duplicates
        )
    except json.JSONDecodeError as error:
        fault = _fault_at(text, error.lineno, error.colno, "syntax")
        raise DataError(f"{source} is not valid JSON", [fault]) from error
    except _DuplicateKeyError as error:
        raise DataError(f"{source} is not valid JSON", [Fault("", "duplicate-key", str(error))]) from error
    except RecursionError as error:
        raise DataError(f"{source} is nested too deeply", [Fault("", "too-deep")]) from error
    except ValueError as error:
        raise DataError(f"{source} is not valid JSON", [Fault("", "syntax", str(error))]) from error
    if not isinstance(values, dict):
        raise DataError(f"{source} holds no table of keys", [Fault("", "not-a-table", type(values).__name__)])
    return values


def _toml_fault(message: str, text: str) -> Fault:
    """Return where tomllib stopped; what it says of it is English, so the line itself is shown instead."""
    code = "duplicate-key" if _TWICE.search(message) else "syntax"
    if place := _PLACE.search(message):
        return _fault_at(text, int(place["line"]), int(place["column"]), code)
    lines = text.rstrip().splitlines() or [""]
    return _fault_at(text, len(lines), len(lines[-1]) + 1, code)


def _fault_at(text: str, line: int, column: int, code: str) -> Fault:
    lines = text.split("\n")
    shown = lines[line - 1].strip() if line <= len(lines) else ""
    return Fault(f"{line}:{column}", code, shown[:_LONGEST_SHOWN])


def _exact(number: str) -> Decimal:
    """Return a number exactly; NaN and the infinities are refused."""
    value = Decimal(number.replace("_", ""))
    if not value.is_finite():
        raise ValueError(f"{number} is no number")
    return value


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, value in pairs:
        if key in values:
            raise _DuplicateKeyError(key)
        values[key] = value
    return values
