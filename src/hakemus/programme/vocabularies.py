"""A list of keys with their names in three languages: what a field may hold, and how it is printed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hakemus.errors import UnknownNameError
from hakemus.programme.terms import Certainty, Label, Reference
from hakemus.texts.catalogue import LANGUAGES

Column = str | Decimal | bool | date | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One word of a vocabulary: its key, its labels, its source and what else the list tells of it."""

    key: str
    label: Label
    certainty: Certainty
    reference: Reference
    columns: Mapping[str, Column]

    def flag(self, column: str) -> bool:
        """Return whether a yes-no column says yes; of a column that the entry lacks, False."""
        return self.columns.get(column) is True

    def text(self, column: str) -> str:
        """Return a column as text; of a column that the entry lacks, an empty text."""
        return str(self.columns.get(column, ""))

    def keys(self, column: str) -> tuple[str, ...]:
        """Return the keys or texts in a column of several; of a column that the entry lacks, none."""
        value = self.columns.get(column, ())
        return value if isinstance(value, tuple) else ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words a field may hold, in the order of the list.

    `title` names the list itself. `complete` is False when nobody knows the full list (the register's own
    words): then another text is no fault.
    """

    name: str
    title: Label
    complete: bool
    entries: tuple[Entry, ...]
    index: Mapping[str, Entry]

    @property
    def keys(self) -> tuple[str, ...]:
        """Return all keys, in order."""
        return tuple(entry.key for entry in self.entries)

    def find(self, text: str) -> Entry | None:
        """Return the entry whose key, or label in any language, the text is, whatever its case and blanks.

        >>> from hakemus.programme import open_programme
        >>> open_programme().vocabulary("rural_type").find("maaseudun  paikalliskeskukset").key
        'M4'
        """
        return self.index.get(normal_form(text))

    def entry(self, key: str) -> Entry:
        """Return the entry of a key; raise `UnknownNameError` for a key that is not in the list."""
        found = self.index.get(normal_form(key))
        if found is None or found.key != key:
            raise UnknownNameError(self.name, key, self.keys)
        return found

    def label(self, key: str, language: str) -> str:
        """Return the label of a key in a language; raise `UnknownNameError` for an unknown key or language.

        >>> from hakemus.programme import open_programme
        >>> open_programme().vocabulary("cost_model").label("actual", "sv")
        'Faktiska kostnader'
        """
        return self.entry(key).label.text(language)


def normal_form(text: str) -> str:
    r"""Return a text for comparing: case folded, blanks of any kind as one.

    >>> normal_form(" SO8\u00a0 ")
    'so8'
    """
    return " ".join(text.casefold().split())


def names_of(key: str, label: Label) -> frozenset[str]:
    """Return the names, in normal form, by which an entry can be found."""
    return frozenset(normal_form(name) for name in (key, *(label.text(language) for language in LANGUAGES)))
