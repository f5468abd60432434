"""One language: its messages with their values put in, its terms, and numbers and dates as Finland writes them.

Babel's own defaults are wrong for official Finnish papers (42,5 % becomes 42 %, a Swedish short date becomes ISO), so
numbers are written here and every locale is given; this is the only module that knows Babel. All three languages print
alike: `5 000,00 €`, `30.7.2024`. The spaces inside an amount are non-breaking, so that no amount is split at the end of
a line.
"""

import json
import re
import string
from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib.machinery import PathFinder
from pathlib import Path
from typing import Any, Literal, NamedTuple, cast, get_args

from hakemus.errors import DataError, Fault, LoadError, Message, UnknownNameError, count_faults, first_faults
from hakemus.packaged import built, keep_built
from hakemus.reading import keep_own, read_own
from hakemus.values.money import exact, to_cents
from hakemus.values.paths import plain_path, positions

Language = Literal["fi", "sv", "en"]
"""Finnish, Swedish or English. An application may be filed in Finnish or Swedish; English papers are for reading."""

LANGUAGES: tuple[Language, ...] = get_args(Language)

LANGUAGE_TAGS: Mapping[Language, str] = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}
"""What each is called in a Word file, where spelling and a screen reader look for it."""


def known_language(name: object) -> Language:
    """Return the language of that name; raise `UnknownNameError` when there is none.

    >>> known_language("sv")
    'sv'
    """
    for language in LANGUAGES:
        if name == language:
            return language
    raise UnknownNameError("language", name, LANGUAGES)


# The official term of every field in Finnish and Swedish, and what it is called in English.

_FILE = Path(__file__).with_name("glossary.toml")
_ALLOWED = {*LANGUAGES, "source", "certainty", "ours"}


class Term(NamedTuple):
    """What a field is called: the words, where they come from, and in which languages they are only ours."""

    fi: str
    sv: str
    en: str
    source: str
    certainty: Literal["A", "B", "C"]
    ours: tuple[Language, ...] = ()

    def in_language(self, language: Language) -> str:
        """Return the term in a language."""
        return {"fi": self.fi, "sv": self.sv, "en": self.en}[language]


@cache
def open_glossary() -> Mapping[str, Term]:
    """Return the library's glossary: a term for every field's path, list positions left out."""
    return {key: _term(key, entry) for key, entry in read_own(_FILE).items()}


def _term(key: str, entry: Mapping[str, Any]) -> Term:
    unknown = sorted(set(entry) - _ALLOWED)
    missing = sorted((_ALLOWED - {"ours"}) - set(entry))
    if unknown or missing:
        faults = [Fault(f"{key}.{name}", "unknown-key") for name in unknown]
        faults += [Fault(f"{key}.{name}", "missing") for name in missing]
        raise DataError(f"{_FILE.name}: an entry is not whole", faults, source=_FILE)
    return Term(**{**entry, "ours": tuple(entry.get("ours", ()))})


_WRITTEN_WITH_FINDINGS = ("rules", "values")
"""Subjects whose messages are tables in the file of the findings, so that a new rule is one place in each language."""

_LOCALE_FOLDER = Path(__file__).parent / "locale"
_ENGINE_IN_ENGLISH = _LOCALE_FOLDER.parents[1] / "word" / "messages.toml"
"""The English of the Word engine, which is its own; the other languages have it as `engine.toml`."""


@dataclass(frozen=True)
class Catalogue:
    """All messages of a language: `subject.key`, where the subject is the name of the file it is in."""

    language: Language
    messages: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        """Return the message as it is in the file; raise `DataError` when there is none."""
        try:
            return self.messages[key]
        except KeyError:
            raise DataError(
                f"the catalogue of {self.language!r} lacks a message; add it to texts/locale/{self.language}",
                [Fault(key, "missing-message")],
            ) from None

    def __contains__(self, key: object) -> bool:
        return key in self.messages


class _Messages(Mapping[str, str]):
    """The messages of files by their subjects; a file is read when one of its messages is first used."""

    def __init__(self, files: Mapping[str, Path]) -> None:
        self._files = files
        self._read: dict[str, Mapping[str, str]] = {}

    def __getitem__(self, key: str) -> str:
        subject = key.partition(".")[0]
        if subject not in self._files:
            raise KeyError(key)
        return self._of(subject)[key]

    def __iter__(self) -> Iterator[str]:
        for subject in self._files:
            yield from self._of(subject)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _of(self, subject: str) -> Mapping[str, str]:
        if subject not in self._read:
            table = read_own(self._files[subject])
            if subject in _WRITTEN_WITH_FINDINGS:
                table = table[subject]
            elif subject == "findings":
                table = {key: inner for key, inner in table.items() if key not in _WRITTEN_WITH_FINDINGS}
            self._read[subject] = flatten(table, subject)
        return self._read[subject]


@cache
def open_catalogue(language: Language) -> Catalogue:
    """Return the library's own catalogue of a language."""
    files = {file.stem: file for file in sorted((_LOCALE_FOLDER / language).glob("*.toml"))}
    files |= dict.fromkeys(_WRITTEN_WITH_FINDINGS, files["findings"])
    if language == "en":
        files["engine"] = _ENGINE_IN_ENGLISH
    return Catalogue(language, _Messages(files))


def flatten(table: Mapping[str, Any], prefix: str) -> dict[str, str]:
    """Return the texts of nested tables under dotted keys; raise `DataError` for what is no text.

    >>> flatten({"plan": {"missing": "Puuttuu."}}, "findings")
    {'findings.plan.missing': 'Puuttuu.'}
    """
    flat: dict[str, str] = {}
    for key, value in table.items():
        path = f"{prefix}.{key}"
        if isinstance(value, Mapping):
            flat |= flatten(value, path)
        elif isinstance(value, str):
            flat[path] = value
        else:
            raise DataError("a message must be text", [Fault(path, "not-text", repr(value))])
    return flat


ListStyle = Literal["standard", "or"]
_LOCALES: dict[Language, str] = {"fi": "fi_FI", "sv": "sv_FI", "en": "en_FI"}
_NO_BREAK = "\N{NO-BREAK SPACE}"


@cache
def _separators() -> Mapping[Language, Mapping[ListStyle, Sequence[str]]]:
    """Return by language what is between the items of a list, and what is before its last one, as Babel has it."""
    kept = built(_LISTS, _babel())
    return _separators_of_babel() if kept is None else json.loads(kept)


def keep_texts() -> None:
    """Keep all texts as they were read, and what Babel's data say of lists; only a build does."""
    for path in sorted(_FILE.parent.rglob("*.toml")):
        keep_own(path)
    keep_built(_LISTS, _babel(), json.dumps(_separators_of_babel()).encode())


def _separators_of_babel() -> Mapping[Language, Mapping[ListStyle, Sequence[str]]]:
    from babel.lists import format_list  # noqa: PLC0415 - a command takes what the build has kept

    styles: tuple[ListStyle, ...] = get_args(ListStyle)
    return {
        language: {style: format_list(["", "\n", "\n"], style, locale).split("\n")[:2] for style in styles}
        for language, locale in _LOCALES.items()
    }


def _babel() -> list[Path]:
    """Return the file of Babel that names its version."""
    found = PathFinder.find_spec("babel")
    return [Path(found.origin)] if found is not None and found.origin else []


_LISTS = "lists.json"


@dataclass(frozen=True)
class Wording:
    """A language: its catalogue, and its way to write terms, numbers and dates."""

    language: Language
    catalogue: Catalogue

    def message(self, key: str, values: Mapping[str, Any] | None = None) -> str:
        """Return the message of that key with its values put in, each as its place says (`{sum:money}`).

        A place may be `money`, `percent`, `share`, `number`, `day`, `list`, `either`, `term` (a field's path) or plain.
        Raises `DataError` when the message or a value for it is missing.
        """
        try:
            return _Filler(self).vformat(self.catalogue[key], (), values or {})
        except Exception as error:  # a door: what is no amount has no cents, what is no day no month
            raise DataError(
                f"the message {key!r} of {self.language!r} cannot be filled",
                [Fault(key, "bad-message", str(error))],
            ) from error

    def changed(self, messages: Mapping[str, str]) -> "Wording":
        """Return the same language with some messages in other words.

        >>> wording("fi").changed({"words.yes": "joo"}).message("words.yes")
        'joo'
        """
        own = cast("dict[str, str]", self.catalogue.messages)
        return replace(self, catalogue=Catalogue(self.language, ChainMap(dict(messages), own)))

    @property
    def glossary(self) -> Mapping[str, Term]:
        """Return the terms of all fields, by path."""
        return open_glossary()

    def term(self, path: str) -> str:
        """Return the official term of a field, positions in lists counted from one: `Kustannukset 3: Summa`.

        >>> wording("fi").term("applicant.business_id")
        'Y-tunnus'
        """
        numbers, plain = positions(path), plain_path(path)
        own = self._own_term(plain)
        if not numbers:
            return own
        owner = plain if path.endswith("]") else plain_path(path[: path.rindex("[")])
        numbered = f"{self._own_term(owner)} {numbers[-1] + 1}"
        return numbered if path.endswith("]") else f"{numbered}: {own}"

    @exact
    def money(self, amount: Decimal) -> str:
        """Return euros as `5 000,00 €`, rounded half up to the cent."""
        return f"{_in_signs(format(to_cents(amount), ',.2f'))}{_NO_BREAK}€"

    @exact
    def percent(self, value: Decimal) -> str:
        """Return per cent as `42,5 %`, with at most two decimals and none that is not needed."""
        return f"{_shortest(value.quantize(Decimal('0.01'), ROUND_HALF_UP), 2)}{_NO_BREAK}%"

    @exact
    def share(self, value: Decimal) -> str:
        """Return a share of a whole as `33,3 %`, always with one decimal."""
        return f"{_in_signs(format(value.quantize(Decimal('0.1'), ROUND_HALF_UP), ',.1f'))}{_NO_BREAK}%"

    @exact
    def number(self, value: Decimal | int) -> str:
        """Return a number as `7,5`, with only the decimals it has, at most three.

        >>> wording("fi").number(Decimal("7.50"))
        '7,5'
        """
        return _shortest(Decimal(value).quantize(Decimal("0.001"), ROUND_HALF_UP), 3)

    def day(self, value: date) -> str:
        """Return a date as `30.7.2024`."""
        return day(value)

    def list(self, items: Sequence[str]) -> str:
        """Return `a, b ja c`; where one of them has a comma of its own, `a, b; c`.

        >>> wording("fi").list(["a", "b", "c"])
        'a, b ja c'
        """
        return self._joined(items, "standard")

    def either(self, items: Sequence[str]) -> str:
        """Return `a, b tai c`; where one of them has a comma of its own, `a, b; c`.

        >>> wording("sv").either(["fi", "sv", "en"])
        'fi, sv eller en'
        """
        return self._joined(items, "or")

    def sums(self, amounts: Sequence[Decimal]) -> str:
        """Return amounts of which one is chosen.

        >>> print(wording("en").sums([Decimal(2500), Decimal(5000)]).replace(_NO_BREAK, " "))
        2 500,00 € or 5 000,00 €
        """
        between, last = _separators()[self.language]["or"]
        *others, final = map(self.money, amounts)
        return f"{between.join(others)}{last}{final}" if others else final

    def points(self, items: Sequence[str]) -> str:
        """Return `A; B`, for items that are sentences of their own.

        >>> wording("fi").points(["Hakija on yhdistys", "Hanke on uusi"])
        'Hakija on yhdistys; Hanke on uusi'
        """
        return "; ".join(items)

    def _joined(self, items: Sequence[str], style: ListStyle) -> str:
        if any("," in item for item in items):
            return self.points(items)
        if len(items) < 2:  # noqa: PLR2004 - nothing to join
            return "".join(items)
        between, last = _separators()[self.language][style]
        return f"{between.join(items[:-1])}{last}{items[-1]}"

    def yes_no(self, value: bool) -> str:
        """Return `kyllä` or `ei` in the language."""
        return self.message("words.yes" if value else "words.no")

    def _own_term(self, plain: str) -> str:
        try:
            return self.glossary[plain].in_language(self.language)
        except KeyError:
            raise DataError("the glossary lacks a term; add it", [Fault(plain, "missing-term")]) from None


class _Filler(string.Formatter):
    """Fills the places of a message; a place names a value and a way to write it, and can reach nothing else."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording

    def get_field(self, field_name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:  # noqa: ANN401, ARG002
        if not field_name.isidentifier():
            raise ValueError(f"{{{field_name}}} is not a plain name")
        return kwargs[field_name], field_name

    def format_field(self, value: Any, format_spec: str) -> str:  # noqa: ANN401
        if format_spec in ("money", "percent", "share", "number", "day", "list", "either", "points", "term"):
            return str(getattr(self._wording, format_spec)(value))
        if format_spec:
            raise ValueError(f"no way to write {format_spec!r}")
        if not isinstance(value, str | int) or isinstance(value, bool):
            raise TypeError(f"{value!r} needs a way to write it")
        return str(value)


@cache
def wording(language: str) -> Wording:
    """Return the library's own wording of a language; raise `UnknownNameError` when there is none.

    >>> wording("fi").message("words.yes")
    'kyllä'
    """
    known = known_language(language)
    return Wording(known, open_catalogue(known))


def day(value: date) -> str:
    """Return a date as `30.7.2024`, in every language.

    >>> day(date(2024, 7, 30))
    '30.7.2024'
    """
    return f"{value.day}.{value.month}.{value.year}"


def register_day(value: date) -> str:
    """Return a date as the public register prints it.

    >>> register_day(date(2024, 7, 30))
    '30.07.2024'
    """
    return f"{value.day:02}.{value.month:02}.{value.year}"


def _shortest(rounded: Decimal, decimals: int) -> str:
    """Return a number without the decimals that are zero at its end."""
    return _in_signs(f"{rounded:,.{decimals}f}".rstrip("0").rstrip("."))


def _in_signs(number: str) -> str:
    """Return a number as Python writes it with the signs of the CLDR.

    They are held to Babel by a test: reading its data would take a check a tenth of its time.
    """
    return number.replace(",", _NO_BREAK).replace(".", ",")  # in a fifth of the time that `translate` takes


# Faults in a person's own language: what is where, what may be there, and how to correct it.

_LINE_AND_COLUMN = re.compile(r"(.*: )?([0-9]+):([0-9]+)")


def describe_fault(
    fault: Fault, language: Language, fields: str | None = None, *, in_python: bool = False
) -> str:
    """Return one fault as a line: its place, and what to do.

    Args:
        fault: What is wrong, and where.
        language: The language of the line.
        fields: What the glossary has before the path, as `LoadError.fields`; the line then begins with the term.
        in_python: Whether the value was given in Python, and not in a file.

    >>> describe_fault(Fault("applicant.business_id", "missing", allowed="1234567-1"), "en", "")
    'Business ID (applicant.business_id): is missing. Add it; allowed: 1234567-1.'
    """
    words = wording(language)
    place = place_of_fault(fault.path, language) or words.message("faults.whole-file")
    if fields is not None and plain_path(path := f"{fields}{fault.path}") in words.glossary:
        place = f"{words.term(path)} ({place})"
    message = fault_message(fault, language, in_python=in_python)
    return words.message("faults.line", {"path": place, "message": message})


def fault_message(fault: Fault, language: Language, *, in_python: bool = False) -> str:
    """Return what to do about a fault, without its place."""
    words = wording(language)
    kinds = {"likely": fault.suggestion, "python": in_python, "bare": not fault.allowed}
    keys = (
        *(f"faults.{fault.code}-{kind}" for kind, holds in kinds.items() if holds),
        f"faults.{fault.code}",
    )
    key = next((one for one in keys if one in words.catalogue), "faults.other")
    values = {
        "found": in_language(fault.found, language) or "–",
        "allowed": _allowed(fault, words) or "–",
        "suggestion": fault.suggestion,
        "code": fault.code,
    }
    return words.message(key, values)


def _allowed(fault: Fault, words: Wording) -> str:
    """Return what may be there; of several names, each could be."""
    names = fault.allowed.split(", ")
    return words.either(names) if fault.code in {"not-allowed", "unknown-key"} else fault.allowed


def in_language(text: str, language: Language) -> str:
    """Return what the Word engine says (a `Message`) in a language; any other text as it is.

    >>> in_language(Message("unclosed", "this {kind} is never closed", {"kind": "if"}), "sv")
    'Detta if avslutas aldrig: endif saknas.'
    """
    if language == "en" or not isinstance(text, Message):
        return text
    values = {
        key: in_language(one, language) if isinstance(one, str) else one for key, one in text.values.items()
    }
    pattern = open_catalogue(language)[f"engine.{text.code}"] if text.code else text.pattern
    return pattern.format(**values)


def place_of_fault(path: str, language: Language) -> str:
    """Return where a fault is: its path, or the line and column of a file in words.

    >>> place_of_fault("group.toml: 116:6", "sv")
    'group.toml: rad 116, tecken 6'
    """
    if (match := _LINE_AND_COLUMN.fullmatch(path)) is None:
        return in_language(path, language)
    file, line, column = match.groups(default="")
    return file + wording(language).message("faults.place", {"line": line, "column": column})


def describe_faults(
    faults: Sequence[Fault],
    language: Language,
    source: str,
    fields: str | None = None,
    *,
    in_python: bool = False,
) -> str:
    """Return all faults of a source as text: a heading, and a line for each as `describe_fault` has it."""
    heading = wording(language).message("faults.heading", {"source": source, "count": count_faults(faults)})
    listed = (
        f"  - {describe_fault(fault, language, fields, in_python=in_python)}"
        for fault in first_faults(faults)
    )
    return "\n".join([heading, *listed])


def load_error(
    faults: Sequence[Fault], source: str, fields: str | None = None, *, in_python: bool = False
) -> LoadError:
    """Return the error of a source that cannot be understood, in English as every error of the library is.

    >>> str(load_error([Fault("amount", "missing")], "CostItem")).splitlines()[0]
    'CostItem cannot be understood. Faults: 1'
    """
    said = describe_faults(faults, "en", source, fields, in_python=in_python)
    return LoadError(said, faults, source, fields, in_python=in_python)
