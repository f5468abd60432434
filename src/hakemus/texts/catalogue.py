"""The messages of one language, by key; a message that is missing is an error, never an empty text."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from hakemus.errors import DataError, Fault
from hakemus.reading import read_toml
from hakemus.texts.languages import Language

_LOCALE_FOLDER = Path(__file__).parent / "locale"


@dataclass(frozen=True)
class Catalogue:
    """All messages of a language: `subject.key`, where the subject is the name of the file it stands in."""

    language: Language
    messages: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        """Return the message as it stands in the file; raise `DataError` when there is none."""
        try:
            return self.messages[key]
        except KeyError:
            raise DataError(
                f"the catalogue of {self.language!r} lacks a message; add it to texts/locale/{self.language}",
                [Fault(key, "missing-message")],
            ) from None

    def __contains__(self, key: object) -> bool:
        return key in self.messages


@cache
def open_catalogue(language: Language) -> Catalogue:
    """Return the library's own catalogue of a language."""
    messages: dict[str, str] = {}
    for file in sorted((_LOCALE_FOLDER / language).glob("*.toml")):
        messages |= flatten(read_toml(file), file.stem)
    return Catalogue(language, messages)


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
