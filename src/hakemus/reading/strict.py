"""One file into plain values, or a clear word why not: size, encoding, syntax, duplicate keys, exact numbers."""

import json
import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

from hakemus.errors import DataError, Fault, FileError

LARGEST_FILE = 8 * 1024 * 1024
"""The largest file that is read, in bytes (a limit of the library)."""


_PLACE = re.compile(r"\(at line (?P<line>[0-9]+), column (?P<column>[0-9]+)\)")
_TWICE = re.compile("overwrite|declare|mutate", re.IGNORECASE)
_LONGEST_SHOWN = 60


class _DuplicateKeyError(ValueError):
    """A key stands twice in a table."""


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
            text, parse_float=_exact, parse_constant=_refuse_constant, object_pairs_hook=_without_duplicates
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
    value = Decimal(number.replace("_", ""))
    if not value.is_finite():
        raise ValueError(f"{number} is no number")
    return value


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, value in pairs:
        if key in values:
            raise _DuplicateKeyError(key)
        values[key] = value
    return values
