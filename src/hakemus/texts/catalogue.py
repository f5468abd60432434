"""The messages of one language, by key; a message that is missing is an error, never an empty text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from hakemus.errors import DataError, Fault, UnknownNameError
from hakemus.reading import read_own

# The three languages of the papers.

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


@dataclass(frozen=True, slots=True)
class Term:
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
        raise DataError(f"{_FILE.name}: an entry is not whole", faults)
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
