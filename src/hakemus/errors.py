"""Everything the library raises, and what each asks of the one who reads it.

HakemusError
├── LoadError             an application that cannot be understood: all its faults at once
├── FileError             a file that cannot be read, is too large, or cannot be written
├── DayMissingError       a check asked for without the day whose law is to be read
├── UnknownNameError      a document, language, measure or example that does not exist
├── ArgumentError         a verb was called with a value of another type, such as a path for an application
├── ExtraMissingError     a package that only an extra of this one brings is not installed
├── NotReadyError         papers asked for while there are errors, and not as a draft
├── DataError             the library's own or a group's data file is wrong
│   └── ParameterError    a value of the law that is malformed, not yet in force, or repealed
├── PdfError              LibreOffice is missing, hangs, crashes or refuses a paper: which papers, and what to do
├── FormError             a Word file that is no paper of ours, or cannot be read back
└── WordError             the Word side
    ├── PackageError      a file that is no sound DOCX, or goes beyond the limits
    ├── TemplateError     a template that cannot be compiled or rendered: where, and which tag
    └── ValueRefusedError a value that cannot be printed without loss: which field, and why

What an *applicant* can correct is not here: that is a `Finding` (see `hakemus.findings`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, partial, wraps
from importlib import import_module
from inspect import signature, unwrap
from itertools import islice
from types import NoneType, SimpleNamespace, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    Never,
    Self,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)


class Message(str):
    """A sentence in English that keeps its code and its values, so that it can be said in another language.

    A value may be a message itself. One without a code only puts others together, the same way in every language.

    >>> said = Message("no-rows", "table {number} has no rows", {"number": 3})
    >>> said, said.code, said.values
    ('table 3 has no rows', 'no-rows', {'number': 3})
    """

    __slots__ = ("code", "pattern", "values")

    code: str
    pattern: str
    values: Mapping[str, object]

    def __new__(cls, code: str, pattern: str, values: Mapping[str, object]) -> Self:
        """Return the sentence: the pattern with the values in their places."""
        made = super().__new__(cls, pattern.format(**values))
        made.code, made.pattern, made.values = code, pattern, values
        return made

    @classmethod
    def joined(cls, sign: str, *parts: str) -> Self:
        """Return texts with a sign between them, as one message; those that are empty are left out."""
        values = {f"part{number}": part for number, part in enumerate(filter(None, parts))}
        return cls("", sign.join(f"{{{key}}}" for key in values), values)

    def __getnewargs__(self) -> tuple[str, str, Mapping[str, object]]:  # type: ignore[override]
        return self.code, self.pattern, self.values


class HakemusError(Exception):
    """The base of every error that this library raises on purpose.

    `str(error)` is in English, whatever the language of the application is; `message` says it in any language.
    """

    def message(self, language: str) -> str:
        """Return what is wrong, where, and how to correct it, in a language: `fi`, `sv` or `en`.

        >>> print(UnknownNameError("document", "plan", ("poster",)).message("sv").partition(".")[0])
        Handlingen plan är okänd
        """
        # The words are above this module, as everything is that raises errors: they are loaded when somebody reads one.
        from hakemus.desk.in_words import error_text  # noqa: PLC0415

        return error_text(self, language)

    def __reduce__(self) -> tuple[Any, ...]:
        # An error may come from another process; what it is made from isn't what it holds.
        return _error_again, (type(self), self.args, self.__dict__)


def _error_again(kind: type[HakemusError], args: tuple[Any, ...], values: Mapping[str, Any]) -> HakemusError:
    made = kind.__new__(kind, *args)
    made.args = args
    made.__dict__.update(values)
    return made


def message_of(error: Exception) -> str:
    """Return what is wrong in English; what the Word engine found is a `Message`, which knows other languages."""
    return next((one for one in error.args if isinstance(one, str)), str(error))


MOST_SHOWN = 100
"""How many faults of one file an error lists; the last entry of a longer list says how many more there are."""

MORE = "more-faults"
"""The code of that entry."""

UNSEEN = "more-faults-unseen"
"""Its code where most rows are wrong, so that those further down were not looked at: `allowed` is their number."""

_LONGEST = 500


def _cut(text: str) -> str:
    """Return a text of bounded length: an error is read by a person, whatever the file holds."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing in a file or an object that cannot be understood.

    `path` is the place (`budget.items[2].amount`), `code` names the kind of fault and its message in the
    catalogue, `found` is what was there, `allowed` what may be there, `suggestion` the likely meaning.
    """

    path: str
    code: str
    found: str = ""
    allowed: str = ""
    suggestion: str = ""

    def __post_init__(self) -> None:
        for name in ("path", "found", "suggestion"):
            object.__setattr__(self, name, _cut(getattr(self, name)))

    def __str__(self) -> str:
        """Return the fault in plain English, for a programmer who sees no catalogue."""
        parts = [f"{self.path or 'file'}: {self.code}"]
        if self.found:
            parts.append(f"found {self.found}")
        if self.allowed:
            parts.append(f"allowed: {self.allowed}")
        if self.suggestion:
            parts.append(f"did you mean {self.suggestion}?")
        return "; ".join(parts)


def count_faults(faults: Sequence[Fault]) -> int:
    """Return how many faults there are, with those that were not listed.

    >>> count_faults([Fault("a", "missing"), Fault("", MORE, "899")])
    900
    """
    return sum(int(fault.found) if fault.code in {MORE, UNSEEN} else 1 for fault in faults)


def first_faults(faults: Sequence[Fault]) -> tuple[Fault, ...]:
    """Return faults as an error lists them: the first ones, and how many more there are.

    >>> listed = first_faults([Fault(f"a[{index}]", "missing") for index in range(900)])
    >>> len(listed), listed[-1].code, listed[-1].found, first_faults(listed) == listed
    (101, 'more-faults', '800', True)
    """
    own = [fault for fault in faults if fault.code not in {MORE, UNSEEN}]
    more = count_faults(faults) - min(len(own), MOST_SHOWN)
    unseen = next((fault.allowed for fault in faults if fault.code == UNSEEN), "")
    last = Fault("", UNSEEN, str(more), unseen) if unseen else Fault("", MORE, str(more))
    return (*own[:MOST_SHOWN], *([last] if more or unseen else ()))


class LoadError(HakemusError):
    """An application cannot be understood; `faults` lists everything that is wrong with it.

    `source` names the file, or what was made in Python (`in_python`). `fields` is what the glossary has before the
    paths of the faults, such as `meeting.`; None where they are no fields.
    """

    def __init__(
        self,
        message: str,
        faults: Sequence[Fault],
        source: str = "",
        fields: str | None = None,
        *,
        in_python: bool = False,
    ) -> None:
        super().__init__(message)
        self.in_python = in_python
        self.faults = first_faults(faults)
        self.source = source
        self.fields = fields


class FileError(HakemusError):
    """A file cannot be read or written; `path` is the file and `code` the kind of trouble."""

    def __init__(self, path: object, code: str, message: str) -> None:
        super().__init__(message)
        self.path = str(path)
        self.code = code


class DayMissingError(HakemusError):
    """No day was given: neither `on=` nor the application's own `date`."""

    def __init__(
        self, message: str = "no day: set the application's `date`, or give the day as `on`"
    ) -> None:
        super().__init__(message)


class UnknownNameError(HakemusError):
    """A name is not known; `allowed` lists those that are.

    >>> UnknownNameError("item", "3434343-1", ())
    UnknownNameError("unknown item '3434343-1'; there is none")
    """

    def __init__(self, kind: str, name: object, allowed: Iterable[str]) -> None:
        self.kind, self.name, self.allowed = kind, name, tuple(allowed)
        choice = f"choose one of: {', '.join(self.allowed)}" if self.allowed else "there is none"
        super().__init__(f"unknown {kind} {name!r}; {choice}")


class ArgumentError(HakemusError, TypeError):
    """A verb was called with a value of another type: `verb`, `argument`, `given` (a type), and `allowed` (types)."""

    def __init__(self, verb: str, argument: str, given: str, allowed: Sequence[str]) -> None:
        self.verb, self.argument, self.given, self.allowed = verb, argument, given, tuple(allowed)
        message = f"{verb}: {argument} is of the type {given}; it must be {' or '.join(self.allowed)}"
        of_file = given in {"str", "PosixPath", "WindowsPath"} and "Application" in self.allowed
        super().__init__(f"{message}. Read a file with hakemus.load(path)" if of_file else message)
        self.is_path_for_application = of_file


_FunctionT = TypeVar("_FunctionT", bound=Callable[..., Any])


def verb(function: _FunctionT) -> _FunctionT:
    """Return a verb of the front door: a function that answers an argument of a wrong type by an `ArgumentError`.

    >>> @verb
    ... def double(number: int) -> int:
    ...     return 2 * number
    >>> double("2")
    Traceback (most recent call last):
    hakemus.errors.ArgumentError: double: number is of the type str; it must be int
    """
    parameters = signature(function).parameters
    names, hint_of = tuple(parameters), cache(partial(_hint_of, function))

    def fitting(name: str, value: Any) -> Any:  # noqa: ANN401
        if name not in parameters or value is parameters[name].default:
            return value  # what isn't given is not looked at, nor is the class imported that it might be of
        hint = hint_of(name)
        if get_origin(hint) is Iterable and isinstance(value, Iterator):
            value = tuple(value)  # what is in it can be looked at only once
        if not _fits(value, hint):
            raise ArgumentError(function.__name__, name, _type_of(value, hint), _names_of(hint))
        return value

    @wraps(function)
    def called(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        given = [fitting(name, value) for name, value in zip(names, args, strict=False)]
        named = {name: fitting(name, value) for name, value in kwargs.items()}
        return function(*given, *args[len(given) :], **named)

    return cast("_FunctionT", called)


def _hint_of(function: Callable[..., Any], name: str) -> Any:  # noqa: ANN401
    """Return the type that an argument must have, which may be imported for type checkers only."""
    annotation = SimpleNamespace(__annotations__={name: function.__annotations__[name]})
    known = dict(unwrap(function).__globals__)
    while True:
        try:
            return get_type_hints(annotation, known)[name]
        except NameError as missing:
            kind = str(missing.name)
            known[kind] = getattr(import_module(__package__), kind)  # the front door has what verbs name


def _fits(value: object, hint: Any) -> bool:  # noqa: ANN401
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return any(_fits(value, one) for one in parts)
    if origin is Annotated:
        return _fits(value, parts[0])
    if origin is Literal:
        return type(value) in {type(one) for one in parts}  # another text is an unknown name
    kind = NoneType if hint is None else origin or hint
    if kind is Never:
        return False
    if kind is Any or not isinstance(kind, type) or getattr(kind, "_is_protocol", False):
        return True
    if kind is date and isinstance(value, datetime):
        return False  # a point in time is a date to Python, but cannot be compared with one
    if isinstance(value, str | bytes) and issubclass(kind, Iterable) and kind not in (str, bytes):
        return False  # their letters are not what is meant
    return isinstance(value, (int, float) if kind is float else kind) and all(
        _fits(one, inner) for one, inner in _inside(value, kind, parts)
    )


def _inside(value: object, kind: type, parts: tuple[Any, ...]) -> Iterator[tuple[object, Any]]:
    """Yield what is in a container, each with the type that it must have."""
    if isinstance(value, Mapping) and len(parts) == len(("key", "value")):
        yield from ((one, inner) for pair in value.items() for one, inner in zip(pair, parts, strict=True))
    elif isinstance(value, Mapping | list | tuple | set | frozenset) and parts:
        if kind is tuple and parts[-1] is not Ellipsis:
            yield from zip(value, parts, strict=False)
            yield from ((one, Never) for one in [*parts[len(value) :], *[*value][len(parts) :]])
        else:
            yield from ((one, parts[0]) for one in value)


def _type_of(value: object, hint: Any) -> str:  # noqa: ANN401
    """Return the type of a value, and of what is in it where that is what is wrong."""
    name = type(value).__name__
    for one in get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,):
        kind = get_origin(one)
        if isinstance(kind, type) and isinstance(value, kind) and not isinstance(value, str | bytes):
            wrong = (inner for inner, of in _inside(value, kind, get_args(one)) if not _fits(inner, of))
            return f"{name}[{', '.join(type(inner).__name__ for inner in islice(wrong, 1))}]"
    return name


def _names_of(hint: Any) -> list[str]:  # noqa: ANN401
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return list(dict.fromkeys(name for one in parts for name in _names_of(one)))
    if origin is Literal:
        return list(dict.fromkeys(type(one).__name__ for one in parts))
    if origin is Annotated:
        return _names_of(parts[0])
    name = "None" if hint in (None, NoneType) else getattr(origin or hint, "__name__", str(hint))
    if isinstance(origin, type) and issubclass(origin, Iterable) and Any not in parts:
        inner = ("…" if one is Ellipsis else " | ".join(_names_of(one)) for one in parts)
        return [f"{name}[{', '.join(inner)}]"]
    return [name]


class ExtraMissingError(HakemusError, ImportError):
    """What an extra of `hakemus` brings is not installed: `extra` is its name, and the error's `name` the module.

    >>> str(ExtraMissingError("calendar", "icalendar"))
    'icalendar is not installed; install it: pip install "hakemus[calendar]"'
    """

    def __init__(self, extra: str, module: str) -> None:
        super().__init__(f'{module} is not installed; install it: pip install "hakemus[{extra}]"')
        self.extra, self.name = extra, module


class NotReadyError(HakemusError):
    """Papers were requested while there are errors; `report` holds them. Correct them, or ask for a draft."""

    def __init__(self, message: str, report: object) -> None:
        super().__init__(message)
        self.report = report


class DataError(HakemusError):
    """A data file of the library or of a Leader group is wrong; `faults` lists everything found, `source` names it."""

    def __init__(self, message: str, faults: Sequence[Fault] = (), source: object = "") -> None:
        self.source = str(source)
        self.faults = first_faults(faults)
        lines = [message, *(f"  {fault}" for fault in self.faults)]
        super().__init__("\n".join(lines))


class ParameterError(DataError):
    """A value of the law is malformed, was asked for before its first day, or after its repeal."""


class PdfError(HakemusError):
    """Papers could not be made into PDF; `code` names the kind of trouble and `papers` those that were not made.

    `missing`: there is no LibreOffice; `no-writer`: it has no Writer; `sandboxed`: one of snap or flatpak sees no file.
    For these `detail` is the line that installs it. `hung`: it was ended after `detail` seconds without a
    paper. `crashed`: it ended half-way. `refused`: it could not open a paper. For these `detail` is what LibreOffice
    said. `changes`: tracked changes could not be accepted, for the reason in `detail`.
    """

    def __init__(self, code: str, message: str, papers: Sequence[str] = (), detail: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.papers = tuple(papers)
        self.detail = detail


class FormError(HakemusError):
    """A Word file cannot be read back; `code` says why, and `values` are what the message of that code states.

    `no-form`: no paper of ours. `is-template`: a template. `newer`: of a newer version of the library. `other-library`:
    with data that this version does not know. `damaged`: data that were changed by hand. `two-forms`: two in one.
    """

    def __init__(self, code: str, message: str, values: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.values = dict(values or {})


class WordError(HakemusError):
    """The base of what can go wrong with a Word file, a template or a value to be printed."""


class PackageError(WordError):
    """A file is not a sound DOCX package, or goes beyond the limits set for opening one; `code` names the trouble.

    `no-paper`: another kind of file. `damaged`: a DOCX that is broken. `protected`: with a password, or in the old .doc
    format. `macros`. `reaches-out`: a part is fetched from elsewhere. `too-large`: beyond a limit.
    """

    def __init__(self, message: str, code: str = "damaged") -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class TemplateProblem:
    """One fault of a template: the part of the file, the place in it, the tag, and what is wrong."""

    message: str
    part: str = ""
    place: str = ""
    tag: str = ""

    def __post_init__(self) -> None:
        for name in ("message", "place", "tag"):
            object.__setattr__(self, name, _cut(getattr(self, name)))

    def __str__(self) -> str:
        where = ", ".join(piece for piece in (self.part, self.place) if piece)
        tag = f" [{self.tag}]" if self.tag else ""
        return f"{where}: {self.message}{tag}" if where else f"{self.message}{tag}"


class TemplateError(WordError):
    """A template cannot be compiled or rendered; `problems` lists every fault found, each with its place."""

    def __init__(self, problems: Sequence[TemplateProblem], source: str = "") -> None:
        self.problems = tuple(problems)
        self.source = source
        head = f"{source}: " if source else ""
        super().__init__(head + "\n".join(str(problem) for problem in self.problems))


class ValueRefusedError(WordError):
    """A value cannot be printed without loss; `field` is its placeholder and the message says why.

    `source` is the template into which it was to be printed, where that is known.
    """

    def __init__(self, field: str, reason: str, source: str = "") -> None:
        super().__init__(Message("", "{field}: {reason}", {"field": field, "reason": reason}))
        self.field = field
        self.reason = reason
        self.source = source
