"""Strict TOML and JSON into plain values, and every fault at once: file, key, what was found, what is allowed."""

import json
import os
import re
import stat
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from annotated_types import MaxLen
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from hakemus.errors import MORE, MOST_SHOWN, UNSEEN, DataError, Fault, FileError
from hakemus.packaged import built, keep_built
from hakemus.values.paths import path_of
from hakemus.values.text import LONGEST_PROSE, LONGEST_SHOWN, composed, shown

if TYPE_CHECKING:
    from hakemus.slips import Kinds

LARGEST_FILE = 8 * 1024 * 1024
"""The largest file that is read, in bytes (a limit of the library)."""

_MOST_KEYS = 2_048
"""So many keys a table may have, known or not: a part of an application has dozens (a limit of the library)."""

_MOST_SIGNS = 400_000
"""So many of the signs that go with a value a file may have: the longest budget has half of them."""

_MOST_TABLES = 30_000
"""So many rows and tables a file may have together: an application with as many of each as it may have has 27 000."""

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
_ROWS = 1_024


def validated(
    model: type[ModelT], values: Mapping[str, Any], context: Mapping[str, Any] | None = None
) -> ModelT | tuple[Fault, ...]:
    """Return what plain values are, or every fault in them.

    Pydantic makes a kilobyte of every fault, so a list that is longer than its limit is refused before it is looked
    into, and once a thousand faults are found in the rows of a list, those further down are not looked at.
    """
    if (large := next(_too_large(model, values, ""), None)) is not None:
        return large
    found = None if _is_wrong_here_and_there(model, values, context) else _read_whole(model, values, context)
    if found is None or isinstance(found, int):
        if (wrong := _many_wrong(model, values, context)) is not None:
            return wrong
        found = found or _read_whole(model, values, context)
    if not isinstance(found, int):
        return found
    try:
        model.model_validate(rows_of(values), context=context)
    except ValidationError as error:
        first = faults_of(error, model)[:MOST_SHOWN]
        return (*first, Fault("", MORE, str(found - len(first))))
    return (Fault("", MORE, str(found)),)


def _read_whole(
    model: type[ModelT], values: Mapping[str, Any], context: Mapping[str, Any] | None
) -> ModelT | tuple[Fault, ...] | int:
    """Return what plain values are, or every fault in them; of thousands of faults, how many there are."""
    try:
        return model.model_validate(dict(values), context=context)
    except ValidationError as error:
        count = error.error_count()
        return faults_of(error, model) if count <= _MANY_FAULTS else count


def _is_wrong_here_and_there(
    model: type[BaseModel], values: Mapping[str, Any], context: Mapping[str, Any] | None
) -> bool:
    """Return whether a list of more than a thousand rows has a fault in one of every sixteen of them."""
    if _longest(values) <= _ROWS:
        return False
    try:
        model.model_validate(_thinned(values), context=context)
    except ValidationError:
        return True
    return False


def _thinned(value: Any) -> Any:  # noqa: ANN401
    """Return plain values with a sixteenth of the rows of each list of more than a thousand."""
    if isinstance(value, Mapping):
        return {key: _thinned(inner) for key, inner in value.items()}
    return value[:: _ROWS // 64] if isinstance(value, list | tuple) and len(value) > _ROWS else value


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
    for name, inner, most in _holding(model):
        value = values.get(name)
        rows = value if isinstance(value, list | tuple) else None
        if rows is not None and most is not None and len(rows) > most:
            yield (Fault(f"{prefix}{name}", "too-many", f"{len(rows)}", f"≤ {most}"),)
        elif inner is not None:
            for at, row in enumerate([value] if rows is None else rows):
                if isinstance(row, Mapping):
                    yield from _too_large(inner, row, f"{prefix}{name}{'' if rows is None else f'[{at}]'}.")


@cache
def _holding(model: type[BaseModel]) -> tuple[tuple[str, type[BaseModel] | None, int | None], ...]:
    """Return the fields of a model that hold others or have a longest length, each with these."""
    found = []
    for name, field in model.model_fields.items():
        longest = next((one.max_length for one in field.metadata if isinstance(one, MaxLen)), None)
        found.append((name, _model_in(field.annotation), longest))
    return tuple(one for one in found if one[1:] != (None, None))


def _many_wrong(
    model: type[BaseModel], values: Mapping[str, Any], context: Mapping[str, Any] | None
) -> tuple[Fault, ...] | None:
    """Return the first faults where there are more than a thousand, and how many rows were not looked at then.

    Lists are looked at a thousand rows at a time. Where there are fewer faults, or no list is so long, None.
    """
    longest, count, first = _longest(values), 0, list[Fault]()
    for start in range(0, longest if longest > _ROWS else 0, _ROWS):
        try:
            model.model_validate(rows_of(values, start), context=context)
        except ValidationError as error:
            found = error.errors(include_url=False)
            if start:  # nothing but rows was there to be looked at
                found = [one for one in map(partial(_further_down, start), found) if one is not None]
            count += len(found)
            first += [_fault(one, model) for one in found[: MOST_SHOWN - len(first)]]
            if count > _ROWS:
                more, below = str(count - len(first)), max(longest - start - _ROWS, 0)
                return (*first, Fault("", UNSEEN, more, str(below)) if below else Fault("", MORE, more))
    return None


def _further_down(start: int, details: ErrorDetails) -> ErrorDetails | None:
    """Return what pydantic found in a list that began at a row, with the number that the row has in the file."""
    place = details["loc"]
    at = next((at for at, step in enumerate(place) if isinstance(step, int)), None)
    if at is None:
        return None
    return {**details, "loc": (*place[:at], int(place[at]) + start, *place[at + 1 :])}


def _longest(value: Any) -> int:  # noqa: ANN401 - plain values of any shape
    inner = value.values() if isinstance(value, Mapping) else ()
    return len(value) if isinstance(value, list | tuple) else max(map(_longest, inner), default=0)


def rows_of(value: Any, start: int = 0) -> Any:  # noqa: ANN401
    """Return plain values with a thousand rows of each list, those from a number; if not from the first, only rows."""
    if isinstance(value, Mapping):
        held = (pair for pair in value.items() if not start or isinstance(pair[1], Mapping | list | tuple))
        return {key: rows_of(inner, start) for key, inner in held}
    return [*map(rows_of, value[start : start + _ROWS])] if isinstance(value, list | tuple) else value


def faults_of(
    error: ValidationError, model: type[BaseModel], values: Mapping[str, Any] | None = None
) -> tuple[Fault, ...]:
    """Return every fault that pydantic found, each with its path and, for an unknown key, the likely one.

    Of the `values` that it was found in, where there are thousands, the first ones, as `validated`.
    """
    if values is not None and error.error_count() > _MANY_FAULTS:
        wrong = _many_wrong(model, values, None)
        return wrong if wrong is not None else (Fault("", MORE, str(error.error_count())),)
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
        from difflib import get_close_matches  # noqa: PLC0415 - with the first unknown key: most files have none

        likely = get_close_matches(key, known, n=1)
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


def entries_of(folder: Path) -> list[Path]:
    """Return what is in a folder, by its names; raise `FileError` for one that cannot be looked into."""
    try:
        return sorted(folder.iterdir(), key=lambda each: each.name)
    except OSError as error:
        raise FileError(folder, "unreadable", f"{folder} cannot be read: {error}") from error


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


def read_text(path: Path) -> str:
    """Return a file's text (UTF-8, a byte order mark is passed over), its letters composed.

    Raises `FileError` when it is no UTF-8.
    """
    try:
        return composed(read_bytes(path).decode("utf-8-sig"))
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

    What the build has kept of it is taken, which is read in a tenth of the time.
    The standard library's parser is used where its compiled twin, which `hakemus[cli]` brings, isn't installed.
    People's files are never read by the twin: it takes a newer TOML than what writes them.
    """
    if (kept := built(_kept_as(path), [path])) is not None:
        return dict(json.loads(kept))
    try:
        from tomli import loads  # noqa: PLC0415 - it may not be installed
    except ImportError:
        return read_toml(path)
    text = read_text(path)
    try:
        return dict(loads(text, parse_float=_exact))
    except ValueError:
        return parse_toml(text, str(path))  # which says what is wrong, and where


def keep_own(path: Path) -> None:
    """Keep what `read_own` reads in a file that holds texts and whole numbers; only a build does."""
    keep_built(_kept_as(path), [path], json.dumps(read_own(path)).encode())


def _kept_as(path: Path) -> str:
    return f"{path.parent.name}-{path.stem}.json"


def _refusal(source: str, what: str, *faults: Fault) -> DataError:
    return DataError(f"{source} {what}", faults, source=source)


def parse_toml(text: str, source: str) -> dict[str, Any]:
    """Return the values of TOML text; `source` names it in errors."""
    _refuse_too_many(text, source)
    if (fault := _too_long(text)) is not None:
        raise _refusal(source, "cannot be read", fault)
    try:
        return _bounded(tomllib.loads(text, parse_float=_exact), source)
    except tomllib.TOMLDecodeError as error:
        found, _ = toml_slips(text)
        raise _refusal(source, "is not valid TOML", *(found or [_toml_fault(str(error), text)])) from error
    except RecursionError as error:
        raise _refusal(source, "is nested too deeply", Fault("", "too-deep")) from error
    except _NumberError as error:
        raise _refusal(source, "is not valid TOML", _number_fault(str(error), text)) from error
    except ValueError as error:
        long = _LONG_NUMBER.search(text)
        fault = Fault("", "syntax", str(error)) if long is None else _number_fault(long.group(), text)
        raise _refusal(source, "is not valid TOML", fault) from error


def toml_slips(text: str, kinds: "Kinds | None" = None) -> tuple[tuple[Fault, ...], dict[str, Any] | None]:
    """Return every slip in TOML text, and its values without them; None where it has other faults too, or no slip.

    >>> (fault,), values = toml_slips('end_date = 1.5.2026')
    >>> fault.path, fault.suggestion, values
    ('1:12', 'end_date = 2026-05-01', {'end_date': datetime.date(2026, 5, 1)})
    """
    from hakemus.slips import without_slips  # noqa: PLC0415 - most files have none

    faults, corrected = without_slips(text, kinds)
    if not faults:
        return (), None  # it need not be parsed again to know what it is
    if (more := len(faults) - MOST_SHOWN) > 0:
        faults[MOST_SHOWN:] = [Fault("", MORE, str(more))]
    try:
        return tuple(faults), _bounded(tomllib.loads(corrected, parse_float=_exact), "")
    except tomllib.TOMLDecodeError as error:
        rest = _toml_fault(str(error), corrected)
        is_new = rest.path.partition(":")[0] not in {fault.path.partition(":")[0] for fault in faults}
        return (*faults, *([rest] if is_new else [])), None
    except (ValueError, RecursionError, DataError):
        return tuple(faults), None


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
        raise _refusal(source, "is not valid JSON", fault) from error
    except _DuplicateKeyError as error:
        raise _refusal(source, "is not valid JSON", Fault("", "duplicate-key", str(error))) from error
    except RecursionError as error:
        raise _refusal(source, "is nested too deeply", Fault("", "too-deep")) from error
    except _NumberError as error:
        raise _refusal(source, "is not valid JSON", _number_fault(str(error), text)) from error
    except ValueError as error:
        raise _refusal(source, "is not valid JSON", Fault("", "syntax", str(error))) from error
    if not isinstance(values, dict):
        raise _refusal(source, "holds no table of keys", Fault("", "not-a-table", type(values).__name__))
    return values


def _refuse_too_many(text: str, source: str) -> None:
    """Raise `DataError` for a text of more values, keys or tables than any of ours, before a parser makes them."""
    if text.count("\n") > _MOST_SIGNS or sum(map(text.count, "=,[:\\")) > _MOST_SIGNS:
        raise _refusal(source, "holds too many values", _too_many(_MOST_SIGNS))
    every = text.count("{")
    if every > _MOST_TABLES:
        raise _refusal(source, "holds too many tables", _too_many(_MOST_TABLES))
    if text.count("\n") <= _MOST_IN_A_ROW:
        return
    keys = tables = 0
    for found in _KEY_OR_HEADING.finditer(text):
        is_heading = found["heading"] is not None
        every += is_heading
        tables += found["table"] is not None
        keys = 0 if is_heading else keys + 1
        if every > _MOST_TABLES:
            raise _refusal(source, "holds too many tables", _too_many(_MOST_TABLES))
        if max(keys, tables) > _MOST_IN_A_ROW:
            raise _refusal(source, "holds too many keys", _too_many(_MOST_IN_A_ROW))


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
            raise _refusal(source, "is not valid TOML", fault)
    return values


_MOST_BITS = 400


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, value in pairs:
        if key in values:
            raise _DuplicateKeyError(key)
        values[key] = value
    return values
