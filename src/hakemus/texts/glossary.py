"""The official term of every field in Finnish and Swedish, and what it is called in English."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from hakemus.errors import DataError, Fault
from hakemus.reading import read_toml
from hakemus.texts.languages import LANGUAGES, Language

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
    return {key: _term(key, entry) for key, entry in read_toml(_FILE).items()}


def _term(key: str, entry: Mapping[str, Any]) -> Term:
    unknown = sorted(set(entry) - _ALLOWED)
    missing = sorted((_ALLOWED - {"ours"}) - set(entry))
    if unknown or missing:
        faults = [Fault(f"{key}.{name}", "unknown-key") for name in unknown]
        faults += [Fault(f"{key}.{name}", "missing") for name in missing]
        raise DataError(f"{_FILE.name}: an entry is not whole", faults)
    return Term(**{**entry, "ours": tuple(entry.get("ours", ()))})
