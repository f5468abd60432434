"""Strict TOML and JSON into plain values, and every fault at once: file, key, what was found, what is allowed."""

import difflib
import json
import os
import re
import stat
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar

from annotated_types import MaxLen
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from hakemus.errors import MORE, MOST_SHOWN, DataError, Fault, FileError
from hakemus.values import typed
from hakemus.values.paths import path_of
from hakemus.values.text import LONGEST_PROSE, LONGEST_SHOWN, composed, shown

LARGEST_FILE = 8 * 1024 * 1024
"""The largest file that is read, in bytes (a limit of the library)."""

_MOST_KEYS = 2_048
"""So many keys a table may have, known or not: a part of an application has dozens (a limit of the library)."""

_MOST_SIGNS = 400_000
"""So many of the signs that go with a value a file may have: the longest budget has half of them."""

_MOST_IN_A_ROW = 4_096
_KEY_OR_HEADING = re.compile(
    r"""^[ \t]*+(?:(?P<heading>\[\[|(?P<table>\[))|[\w.'"-]++[ \t]*+=)""", re.MULTILINE
)
"""The lines of TOML by which keys and tables begin; a text that is prose has few that look so."""

_LONGEST_LINE = 4 * LONGEST_PROSE
_LONGEST_NUMBER = 100
_LARGEST_EXPONENT = 100
_DEEPEST_KEY = 16
_LONG_NUMBER = re.compile(r"(?<![\w.])[0-9][\w.]{4000,}+")
_NAMES_AND_POINTS = re.compile(r"(?<![\w.-])(?:[\w-]++[ \t]*+\.[ \t]*+){16}")
_TEXT_OR_COMMENT = re.compile(
    r'''"""(?:[^\\]|\\.)*?(?:"""|\\?\Z)|\'\'\'.*?(?:\'\'\'|\Z)|"(?:[^"\\\n]|\\[^\n])*+"?|'[^'\n]*+'?|#[^\n]*''',
    re.DOTALL,
)
"""A text that is never closed goes on to the end of its line, or of the file: it is looked at once."""

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


ModelT = TypeVar("ModelT", bound=BaseModel)
_MANY_FAULTS = 4_096
_FIRST_ROWS = 1_024


def validated(
    model: type[ModelT], values: Mapping[str, Any], context: Mapping[str, Any] | None = None
) -> ModelT | tuple[Fault, ...]:
    """Return what plain values are, or every fault in them.

    Pydantic makes a kilobyte of every fault, so a list that is longer than its limit is refused before it is looked
    into, and where thousands of rows are wrong, the first ones are enough to know it.
    """
    if (large := next(_too_large(model, values, ""), None)) is not None:
        return large
    try:
        return model.model_validate(dict(values), context=context)
    except ValidationError as error:
        count = error.error_count()
        if count <= _MANY_FAULTS:
            return faults_of(error, model)
    try:
        model.model_validate(_first_rows(values), context=context)
    except ValidationError as error:
        first = faults_of(error, model)[:MOST_SHOWN]
        return (*first, Fault("", MORE, str(count - len(first))))
    return (Fault("", MORE, str(count)),)


def _too_large(model: type[BaseModel], values: Mapping[str, Any], prefix: str) -> Iterator[tuple[Fault, ...]]:
    """Yield the fault of each list that is longer than its field allows, the first ones of a table of many keys."""
    if len(values) > _MOST_KEYS:
        known = _keys_at(model, ())
        unknown = [key for key in values if key not in known]
        faults = [
            Fault(f"{prefix}{shown(key)}", "unknown-key", shown(key), ", ".join(known))
            for key in unknown[:MOST_SHOWN]
        ]
        yield (*faults, Fault("", MORE, str(len(unknown) - MOST_SHOWN)))
    for name, field in model.model_fields.items():
        value, inner = values.get(name), _model_in(field.annotation)
        rows = value if isinstance(value, list | tuple) else None
        most = next((one.max_length for one in field.metadata if isinstance(one, MaxLen)), None)
        if rows is not None and most is not None and len(rows) > most:
            yield (Fault(f"{prefix}{name}", "too-many", f"{len(rows)}", f"≤ {most}"),)
        elif inner is not None:
            for at, row in enumerate([value] if rows is None else rows):
                if isinstance(row, Mapping):
                    yield from _too_large(inner, row, f"{prefix}{name}{'' if rows is None else f'[{at}]'}.")


def _first_rows(value: Any) -> Any:  # noqa: ANN401 - plain values of any shape
    if isinstance(value, Mapping):
        return {key: _first_rows(inner) for key, inner in value.items()}
    return [*map(_first_rows, value[:_FIRST_ROWS])] if isinstance(value, list | tuple) else value


def faults_of(error: ValidationError, model: type[BaseModel]) -> tuple[Fault, ...]:
    """Return every fault that pydantic found, each with its path and, for an unknown key, the likely one."""
    every = error.errors(include_url=False)
    own = tuple(_fault(details, model) for details in every[:MOST_SHOWN])
    return (*own, *([Fault("", MORE, str(len(every) - MOST_SHOWN))] if len(every) > MOST_SHOWN else ()))


def _fault(details: ErrorDetails, model: type[BaseModel]) -> Fault:
    """Return one thing that pydantic found wrong: the path as it is in the file, what was found, what is allowed."""
    kind, value = details["type"], details["input"]
    path = path_of(shown(step) if isinstance(step, str) else step for step in details["loc"])
    if kind in {"extra_forbidden", "unexpected_keyword_argument"}:
        known = _keys_at(model, details["loc"][:-1])
        key = shown(str(details["loc"][-1]))
        likely = difflib.get_close_matches(key, known, n=1)
        return Fault(path, "unknown-key", key, ", ".join(known), "".join(likely))

    found = "" if kind == "missing" else f"'{shown(value)}'" if isinstance(value, str) else shown(value)

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


@cache
def _model_in(annotation: object) -> type[BaseModel] | None:
    """Return the first model in a type, such as that of a list's entries."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = map(_model_in, getattr(annotation, "__args__", ()))
    return next((found for found in inner if found is not None), None)


class _DuplicateKeyError(ValueError):
    """A key occurs twice in a table."""


class _NumberError(ValueError):
    """A number that is longer, or larger, than any that a file needs."""


Place = Literal["file", "folder", "other", ""]


def kind_of(path: Path) -> Place:
    """Return what is at a path: a file, a folder, something else (a pipe, a device), or nothing.

    Raises `FileError` where nobody may look: that it cannot be seen doesn't mean that nothing is there.
    """
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except (OSError, ValueError) as error:
        raise FileError(path, "unreadable", f"{path} cannot be read: {error}") from error
    return "file" if stat.S_ISREG(mode) else "folder" if stat.S_ISDIR(mode) else "other"


def files_below(folder: Path) -> tuple[list[Path], list[Path]]:
    """Return what is in a folder and below it but folders, and the folders that nobody may look into, each sorted."""
    files, closed = list[Path](), list[Path]()
    for here, _, names in os.walk(
        folder, onerror=lambda error: closed.append(Path(error.filename or folder))
    ):
        files += (Path(here, name) for name in names)
    return sorted(files), sorted(closed)


def as_named(path: Path) -> Path:
    """Return a path as the disk has it: macOS names files with letters of two signs, which a text rarely has."""
    try:
        if str(path).isascii() or path.exists():
            return path
        folder = as_named(path.parent)
        return next((one for one in folder.iterdir() if composed(one.name) == composed(path.name)), path)
    except (OSError, ValueError):
        return path


def read_bytes(path: Path, largest: int = LARGEST_FILE) -> bytes:
    """Return a file's bytes; raise `FileError` when it is missing, no file, unreadable, empty or too large."""
    path = as_named(path)
    match kind_of(path):
        case "":
            raise FileError(path, "missing", f"{path} does not exist; check the name and the folder")
        case "folder":
            raise FileError(path, "is-folder", f"{path} is a folder; name the file in it")
        case "other":  # it might never end
            raise FileError(path, "no-file", f"{path} is a pipe or a device; name a file")
    try:
        size = path.stat().st_size
        if size > largest:
            raise FileError(path, "too-large", f"{path} is {size} bytes; at most {largest} are read")
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        raise FileError(path, "unreadable", f"{path} cannot be read: {error}") from error
    if not content.strip():
        raise FileError(path, "empty", f"{path} is empty; was it saved?")
    return content


_PACKAGE = b"PK\x03\x04"
"""How every DOCX and XLSX file begins, whatever it is called."""


def read_text(path: Path, largest: int = LARGEST_FILE) -> str:
    """Return a file's text (UTF-8, a byte order mark is passed over), its letters composed.

    Raises `FileError` when it is no UTF-8.
    """
    try:
        return composed(read_bytes(path, largest).decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        if error.object.startswith(_PACKAGE):
            message = f"{path} is a Word file or a workbook, and no text file"
            raise FileError(path, "is-office-file", message) from error
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
    _refuse_too_many(text, source)
    if (fault := _too_long(text)) is not None:
        raise DataError(f"{source} cannot be read", [fault])
    try:
        return _bounded(tomllib.loads(text, parse_float=_exact), source)
    except tomllib.TOMLDecodeError as error:
        found, _ = toml_slips(text)
        raise DataError(f"{source} is not valid TOML", found or [_toml_fault(str(error), text)]) from error
    except RecursionError as error:
        raise DataError(f"{source} is nested too deeply", [Fault("", "too-deep")]) from error
    except _NumberError as error:
        raise DataError(f"{source} is not valid TOML", [_number_fault(str(error), text)]) from error
    except ValueError as error:
        long = _LONG_NUMBER.search(text)
        fault = Fault("", "syntax", str(error)) if long is None else _number_fault(long.group(), text)
        raise DataError(f"{source} is not valid TOML", [fault]) from error


def parse_json(text: str, source: str) -> dict[str, Any]:
    """Return the values of JSON text; `source` names it in errors."""
    _refuse_too_many(text, source)
    try:
        values = json.loads(
            text,
            parse_float=_exact,
            parse_int=_whole,
            parse_constant=_exact,
            object_pairs_hook=_without_duplicates,
        )
    except json.JSONDecodeError as error:
        fault = _fault_at(text, error.lineno, error.colno, "syntax")
        raise DataError(f"{source} is not valid JSON", [fault]) from error
    except _DuplicateKeyError as error:
        raise DataError(f"{source} is not valid JSON", [Fault("", "duplicate-key", str(error))]) from error
    except RecursionError as error:
        raise DataError(f"{source} is nested too deeply", [Fault("", "too-deep")]) from error
    except _NumberError as error:
        raise DataError(f"{source} is not valid JSON", [_number_fault(str(error), text)]) from error
    except ValueError as error:
        raise DataError(f"{source} is not valid JSON", [Fault("", "syntax", str(error))]) from error
    if not isinstance(values, dict):
        raise DataError(f"{source} holds no table of keys", [Fault("", "not-a-table", type(values).__name__)])
    return values


def _refuse_too_many(text: str, source: str) -> None:
    """Raise `DataError` for a text of more values, keys or tables than any of ours, before a parser makes them."""
    if text.count("\n") > _MOST_SIGNS or sum(map(text.count, "=,[:\\")) > _MOST_SIGNS:
        raise DataError(f"{source} holds too many values", [_too_many(_MOST_SIGNS)])
    if text.count("\n") <= _MOST_IN_A_ROW:
        return
    keys = tables = 0
    for found in _KEY_OR_HEADING.finditer(text):
        tables += found["table"] is not None
        keys = 0 if found["heading"] is not None else keys + 1
        if max(keys, tables) > _MOST_IN_A_ROW:
            raise DataError(f"{source} holds too many keys", [_too_many(_MOST_IN_A_ROW)])


def _too_many(most: int) -> Fault:
    return Fault("", "too-many-values", "", f"≤ {most}")


def _toml_fault(message: str, text: str) -> Fault:
    """Return where tomllib stopped; what it says of it is English, so the line itself is shown instead."""
    code = "duplicate-key" if _TWICE.search(message) else "syntax"
    if place := _PLACE.search(message):
        return _fault_at(text, int(place["line"]), int(place["column"]), code)
    lines = text.rstrip().splitlines() or [""]
    return _fault_at(text, len(lines), len(lines[-1]) + 1, code)


def _fault_at(text: str, line: int, column: int, code: str) -> Fault:
    lines = text.split("\n")
    there = lines[line - 1].strip() if line <= len(lines) else ""
    return Fault(f"{line}:{column}", code, there[:LONGEST_SHOWN])


def _number_fault(number: str, text: str) -> Fault:
    """Return where a number is that was refused."""
    at = max(text.find(number), 0)
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    return Fault(f"{line}:{column}", "number-too-long", shown(number), str(_LONGEST_NUMBER))


def _too_long(text: str) -> Fault | None:
    """Return where a line, a number or a dotted key of TOML is longer than any of ours, which costs the parser time."""
    lines = text.split("\n")
    if long := next((number for number, line in enumerate(lines, 1) if len(line) > _LONGEST_LINE), 0):
        return Fault(f"{long}:1", "too-long", str(len(lines[long - 1])), f"≤ {_LONGEST_LINE}")
    if not _LONG_NUMBER.search(text) and not any(line.count(".") >= _DEEPEST_KEY for line in lines):
        return None
    # Texts and comments may have as many as they like; they keep their places, and their line breaks.
    rest = _TEXT_OR_COMMENT.sub(_crossed_out, text)
    if number := _LONG_NUMBER.search(rest):
        return _number_fault(number.group(), rest)
    if (found := _NAMES_AND_POINTS.search(rest)) is None:
        return None
    at = found.start()
    return _fault_at(text, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at), "too-deep")


def _crossed_out(found: re.Match[str]) -> str:
    text = found.group()
    return "\n".join("x" * len(line) for line in text.split("\n")) if "\n" in text else "x" * len(text)


def _exact(number: str) -> Decimal:
    """Return a number exactly; NaN, the infinities, and what is longer or larger than any file needs are refused."""
    mantissa, _, exponent = number.replace("_", "").lower().partition("e")
    if len(mantissa) > _LONGEST_NUMBER or len(exponent.lstrip("+-0")) > len(str(_LARGEST_EXPONENT)):
        raise _NumberError(number)
    if exponent and abs(int(exponent)) > _LARGEST_EXPONENT:
        raise _NumberError(number)
    value = Decimal(number.replace("_", ""))
    if not value.is_finite():
        raise ValueError(f"{number} is no number")
    return value


def _whole(number: str) -> int:
    """Return a whole number of JSON; one that is longer than any file needs is refused."""
    if len(number) > _LONGEST_NUMBER:
        raise _NumberError(number)
    return int(number)


def _bounded(values: dict[str, Any], source: str) -> dict[str, Any]:
    """Return the values of TOML as they are; raise `DataError` for a whole number longer than any file needs.

    TOML's parser gives no chance to look at its digits: those of base 16, 8 and 2 have no limit of Python's own.
    """
    waiting: list[tuple[str, Any]] = [("", values)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, dict):
            waiting += ((f"{path}.{key}" if path else key, inner) for key, inner in value.items())
        elif isinstance(value, list):
            waiting += ((f"{path}[{index}]", inner) for index, inner in enumerate(value))
        elif isinstance(value, int) and value.bit_length() > _MOST_BITS:
            fault = Fault(path, "number-too-long", shown(value), str(_LONGEST_NUMBER))
            raise DataError(f"{source} is not valid TOML", [fault])
    return values


_MOST_BITS = 400


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, value in pairs:
        if key in values:
            raise _DuplicateKeyError(key)
        values[key] = value
    return values


# Slips of the pen in TOML: each on its line, with the line as it should be, and what the file says without them.

Kinds = Mapping[str, str]
"""By the path of each field of a file, such as `budget.items.amount`, how it is written (`hakemus.model.fields`)."""

_ODD_QUOTES = "\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb\u2033"
_ANY_QUOTE = f"\"'{_ODD_QUOTES}"
_BLANK = re.compile("[\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]")
_QUOTED_OR_BLANK = re.compile(rf""""(?:[^"\\]|\\.)*+"?|'[^']*+'?|{_BLANK.pattern}""")
_KEY_LINE = re.compile(r"(?P<key>\s*[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)\s*(?P<sign>[=:])\s*(?P<value>.*)")
_HEADING = re.compile(r"\s*(?P<open>\[{1,2})\s*(?P<name>[A-Za-z0-9_.-]+)\s*(?P<close>\]{0,2})\s*(?:#.*)?")
_IN_COMMENT = re.compile(r"\s*#\s*(\[{1,2}[A-Za-z0-9_.-]+\]{1,2})\s*")
_OPENS_TEXT = re.compile(rf'\s*[A-Za-z0-9_-]+\s*=\s*(?:"""|[{_ODD_QUOTES}]{{3}})')
_LONG_QUOTES = re.compile(rf"[{_ODD_QUOTES}]{{3}}")
_BAD_ESCAPE = re.compile(r'\\\\|\\(?![btnfr"\\uU\s]|$)')
_SHAPE_OF_DAY = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")
_YES_NO = {"kyllä": "true", "ja": "true", "yes": "true", "ei": "false", "nej": "false", "no": "false"}
_OF_TEXT = ("line", "prose", "choice", "language", "identifier")
_LONGEST_SUGGESTION = 300
_MOST_LINES = 20_000
_MOST_AHEAD = 300
_MOST_IN_LISTS = 1_000_000


def toml_slips(text: str, kinds: Kinds | None = None) -> tuple[tuple[Fault, ...], dict[str, Any] | None]:
    r"""Return every slip in TOML text, and the values of the text without them; None where it has other faults too.

    Numbers, days, and yes or no as people write them, quotes that are missing, curly or inside others, blanks that only
    look like one, long text without its `\"\"\"` and headings in a comment are understood.

    >>> (fault,), values = toml_slips('end_date = 1.5.2026')
    >>> fault.path, fault.suggestion, values
    ('1:12', 'end_date = 2026-05-01', {'end_date': datetime.date(2026, 5, 1)})
    """
    lines = text.replace("\r\n", "\n").split("\n")
    if len(lines) > _MOST_LINES:
        return (), None
    reader = _Slips(lines, kinds or {})
    reader.read()
    faults = sorted(reader.faults, key=lambda fault: int(fault.path.partition(":")[0]))
    if more := len(faults) - MOST_SHOWN:
        faults[MOST_SHOWN:] = [Fault("", MORE, str(more))] if more > 0 else []
    corrected = "\n".join(reader.lines)
    try:
        return tuple(faults), _bounded(tomllib.loads(corrected, parse_float=_exact), "")
    except tomllib.TOMLDecodeError as error:
        rest = _toml_fault(str(error), corrected)
        is_new = rest.path.partition(":")[0] not in {fault.path.partition(":")[0] for fault in faults}
        return (*faults, *([rest] if faults and is_new else [])), None
    except (ValueError, RecursionError, DataError):
        return tuple(faults), None


class _Slips:
    """Goes through the lines of a TOML text, corrects each that has a slip, and keeps what it was."""

    def __init__(self, lines: list[str], kinds: Kinds) -> None:
        self.lines, self.faults = lines, list[Fault]()
        self._kinds = kinds
        self._tables = {path.rpartition(".")[0] for path in kinds}
        self._table = ""
        self._commented = 0
        self._seen: set[str] = set()
        self._left = _MOST_IN_LISTS

    def read(self) -> None:
        at = 0
        while at < len(self.lines):
            at = self._line(at)

    def _line(self, at: int) -> int:
        """Read the line, and return which one is next."""
        line = self.lines[at].rstrip()
        if not line or line.lstrip().startswith("#"):
            self._commented = at + 1 if _IN_COMMENT.fullmatch(line) else self._commented
        elif len(line) <= LONGEST_PROSE:
            plain = _QUOTED_OR_BLANK.sub(lambda one: " " if _BLANK.match(one[0]) else one[0], line)
            if heading := _HEADING.fullmatch(plain):
                name, opened = heading["name"], heading["open"]
                if len(heading["close"]) != len(opened) or plain != line:
                    self._correct(at, len(line), f"{opened}{name}{']' * len(opened)}")
                self._begin(name)
            elif (found := _KEY_LINE.fullmatch(plain)) and (found["sign"] == "=" or self._kind(found["key"])):
                return self._field(at, found)
        return at + 1

    def _field(self, at: int, found: re.Match[str]) -> int:
        """Read the line of a field, and those that its value goes on in."""
        self._follow_comment(found["key"].strip())
        head, value, column = f"{found['key']} = ", found["value"], found.start("value")
        odd = _LONG_QUOTES.match(value)
        if odd or value.startswith(('"""', "'''")):
            sign, rest = ('"""' if odd else value[:3]), value[3:]
            if odd:
                self._correct(at, column, f"{head}{sign}{rest}")
            return at + 1 if sign in rest else self._long_text(at, at + 1, sign)
        if value[:1] in ("[", "{"):
            return self._list(at, head, value)
        if _is_toml(found[0]):
            if found[0] != self.lines[at].rstrip():
                self._correct(at, column, found[0])
        elif not value and self._is_bare_text(at + 1):
            self._correct(at, column, f'{head}"""')
            return self._long_text(at, at + 1, '"""')
        else:
            self._short_value(at, head, value, column)
        return at + 1

    def _short_value(self, at: int, head: str, value: str, column: int) -> None:
        """Correct a value of one line; where nobody knows what was meant, leave it out of the corrected text."""
        kind = self._kind(head.rpartition("=")[0]) or ""
        if not value and kind and kind not in _OF_TEXT:
            self._correct(at, column, f"# {head}".rstrip())
            return
        value, comment = _without_comment(value)
        fixed = _fixed(value, kind)
        if isinstance(fixed, str) and _is_toml(made := f"{head}{fixed}{comment}"):
            self._correct(at, column, made)
            return
        if isinstance(fixed, typed.TypedError):
            place = f"{at + 1}:{column + 1}"
            self.faults.append(Fault(place, "ambiguous-number", shown(value), fixed.allowed))
        else:
            self._fault(at, column)
        self.lines[at] = f"# {self.lines[at]}"

    def _kind(self, key: str) -> str | None:
        return self._kinds.get(f"{self._table}.{key.strip()}".lstrip("."))

    def _begin(self, table: str) -> None:
        self._table, self._commented, self._seen = table, 0, set()

    def _follow_comment(self, key: str) -> None:
        """Take a heading out of its comment where the key below it is of that part, and not of the one above."""
        if self._commented:
            heading = _IN_COMMENT.fullmatch(self.lines[self._commented - 1])
            name = heading[1].strip("[]") if heading else ""
            is_own = self._kind(key) is None or key in self._seen
            if heading and is_own and f"{name}.{key}" in self._kinds:
                self._correct(self._commented - 1, 0, heading[1], "heading-in-comment")
                self._begin(name)
            self._commented = 0
        self._seen.add(key)

    def _long_text(self, opened: int, at: int, sign: str) -> int:
        """Read to the end of a long text that a line opened; one that is never closed ends before the next key."""
        last = opened
        for number in range(at, len(self.lines)):
            line = self.lines[number]
            if sign in line and not _OPENS_TEXT.match(line):
                self._escapes(number, sign)
                return number + 1
            if odd := _LONG_QUOTES.fullmatch(line.strip()):
                self._correct(number, line.index(odd[0]), sign)
                return number + 1
            if (self._begins_anew(line) and self._is_open(number, sign)) or _OPENS_TEXT.match(line):
                return self._close_text(opened, last, number, sign)
            self._escapes(number, sign)
            last = number if line.strip() and not line.lstrip().startswith("#") else last
        return self._close_text(opened, last, len(self.lines), sign)

    def _is_open(self, at: int, sign: str) -> bool:
        """Return whether the next quotes below a line open another text, so that none close this one."""
        below = next(
            (line for line in self.lines[at : at + _MOST_AHEAD] if sign in line or _LONG_QUOTES.search(line)),
            None,
        )
        return below is None or _OPENS_TEXT.match(below) is not None

    def _close_text(self, opened: int, last: int, following: int, sign: str) -> int:
        line = self.lines[opened].strip()
        self.faults.append(
            Fault(f"{opened + 1}:1", "text-not-closed", line[:LONGEST_SHOWN], str(last + 2), sign)
        )
        self.lines[last] += sign
        return max(following, last + 1)

    def _escapes(self, at: int, sign: str) -> None:
        """Double the backslashes in a line of long text that stand for no other character."""
        line = self.lines[at]
        if sign == '"""' and "\\" in line:
            made = _BAD_ESCAPE.sub(r"\\\\", line)
            if made != line:
                self._correct(at, line.index("\\"), made)

    def _begins_anew(self, line: str) -> bool:
        """Return whether a line in a text looks like one of the file's own: a heading, or a field with its value."""
        heading, key = _HEADING.fullmatch(line), _KEY_LINE.fullmatch(line)
        if heading is not None:
            return heading["name"] in self._tables if self._kinds else bool(heading["close"])
        if key is None or key["sign"] != "=":
            return False
        return _is_toml(line) and (not self._kinds or self._kind(key["key"].strip()) is not None)

    def _is_bare_text(self, at: int) -> bool:
        """Return whether a text begins on a line whose last quotes are there, and the first ones not."""
        for number in range(at, min(at + _MOST_AHEAD, len(self.lines))):
            line = self.lines[number]
            if line.strip().endswith('"""') and not _OPENS_TEXT.match(line):
                return number > at or line.strip() != '"""'
            if self._begins_anew(line) or _OPENS_TEXT.match(line):
                return False
        return False

    def _list(self, at: int, head: str, value: str) -> int:
        """Read a list or a table in braces, on one line or several."""
        written = value
        for number in range(at, min(at + _MOST_AHEAD, len(self.lines))):
            if number > at:
                if _KEY_LINE.match(self.lines[number]) or self._left < 0:
                    break
                written += f"\n{self.lines[number]}"
            self._left -= len(written)
            for made in (written, re.sub(f"[{_ODD_QUOTES}]", '"', written)):
                if _is_toml(f"x = {made}"):
                    for line, old in enumerate(self.lines[at : number + 1], at):
                        fixed = re.sub(f"[{_ODD_QUOTES}]", '"', old) if made != written else old
                        if fixed != old:
                            self._correct(line, 0, fixed)
                    return number + 1
        self._fault(at, len(head))
        return at + 1

    def _correct(self, at: int, column: int, made: str, code: str = "syntax") -> None:
        self._fault(at, column, code, made.strip())
        self.lines[at] = made

    def _fault(self, at: int, column: int, code: str = "syntax", made: str = "") -> None:
        there = _BLANK.sub("\N{OPEN BOX}", self.lines[at]).strip()[:LONGEST_SHOWN]
        made = made if len(made) <= _LONGEST_SUGGESTION else ""
        self.faults.append(Fault(f"{at + 1}:{column + 1}", code, there, "", made))


def _is_toml(line: str) -> bool:
    try:
        tomllib.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _without_comment(value: str) -> tuple[str, str]:
    """Return a value that may be faulty, and the comment behind it with the blanks before."""
    for found in re.finditer(r"(?<!\s)\s++#", value):
        before = value[: found.start()]
        if before.count('"') % 2 == 0 or before.endswith('"'):
            return before, value[found.start() :]
    return value, ""


def _fixed(value: str, kind: str) -> str | typed.TypedError | None:
    """Return a value as TOML writes it; the error where it could be two, and None where nobody knows."""
    if not value:
        return '""' if kind in _OF_TEXT else None
    opened, closed = value[0] in _ANY_QUOTE, len(value) > 1 and value[-1] in _ANY_QUOTE
    if opened or closed:
        is_odd = sum(value.count(sign) for sign in _ANY_QUOTE if sign != "'" or value[0] == "'") % 2 == 1
        start = 1 if opened and (closed or is_odd) else 0
        end = len(value) - 1 if closed and (opened or is_odd) else len(value)
        return _in_quotes(value[start:end])
    if kind in _OF_TEXT:
        return _in_quotes(value)
    word = _YES_NO.get(value.casefold(), value.lower())
    if kind in ("", "yes-no") and word in ("true", "false"):
        return word
    with suppress(typed.TypedError):
        if kind in ("", "day"):
            return typed.day(value).isoformat()
    is_name = kind == "" and value[0] == "0" and value[1:2].isdigit()
    if kind in ("", "money", "percent", "quantity") and not is_name:
        known = {"money": "money", "percent": "percent", "quantity": "quantity"}
        try:
            return f"{typed.number(value, known.get(kind, 'percent' if '%' in value else 'money')):f}"  # type: ignore[arg-type]
        except typed.TypedError as error:
            if error.code == "two-ways":
                return error
    with suppress(typed.TypedError):
        if kind in ("year", "whole"):
            return str(typed.whole(value))
    return None if kind or _SHAPE_OF_DAY.fullmatch(value) else _in_quotes(value)


def _in_quotes(text: str) -> str:
    if "'" not in text and any(sign in text for sign in '"\\'):
        return f"'{text}'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
