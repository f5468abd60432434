"""A list of keys with their names in three languages: what a field may hold, and how it is printed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict
from pydantic_core import PydanticCustomError

from hakemus.errors import UnknownNameError
from hakemus.texts.wording import LANGUAGES, Language, known_language
from hakemus.values.text import composed

# The small words of the law as data: a label in three languages, a reference, and how certain a fact is.

Certainty = Literal["A", "B", "C"]
"""A: the law or the authority. B: a Leader group, a regional authority, press. C: older, or inferred."""


def _plain_text(text: str) -> str:
    if not text or text != " ".join(text.split()):
        context = {"allowed": "one line of text, without blanks at the ends or two in a row"}
        raise PydanticCustomError("blank", "blank", context)
    return text


PlainText = Annotated[str, AfterValidator(_plain_text)]
"""One line of text that is not empty: pydantic checks it where a Leader group's data refer to a decision."""


@dataclass(frozen=True, slots=True)
class Words:
    """A short text in Finnish, Swedish and English.

    >>> Words(fi="tuen määrä", sv="stödets belopp", en="amount of the support").text("sv")
    'stödets belopp'
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    fi: PlainText
    sv: PlainText
    en: PlainText

    def text(self, language: str) -> str:
        """Return the text in a language; raise `UnknownNameError` for another than fi, sv or en."""
        return str(getattr(self, known_language(language)))


@dataclass(frozen=True, slots=True)
class Label(Words):
    """A name or a short text in three languages, each marked official or ours.

    `ours` lists the languages whose wording is the library's own, since no official term is known.

    >>> label = Label(fi="Valmisteluraha", sv="Förberedelsepengar", en="Preparatory funding", ours=())
    >>> label.text("sv"), label.is_ours("sv")
    ('Förberedelsepengar', False)
    """

    ours: tuple[Language, ...]

    def is_ours(self, language: str) -> bool:
        """Return whether the wording in a language is the library's own; raises as `text` does."""
        return known_language(language) in self.ours


_BESIDE_SIGN = re.compile(r"(?<=[\da-z]) (?=§)|(?<=§) (?=\d)")


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a fact is stated: the title of the act or page, the section of it, and its address.

    The section is the act's own where one is known. Of a page it is the subject in plain words, in lower
    case: it quotes no heading.

    >>> section = Words(fi="pienhankkeet", sv="små projekt", en="small projects")
    >>> title = Label(fi="Ruokavirasto", sv="Livsmedelsverket", en="Finnish Food Authority", ours=())
    >>> Reference(title, section, "https://ruokavirasto.fi/").text("sv")
    'Livsmedelsverket, små projekt'
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    title: Label
    section: Words
    address: PlainText

    def text(self, language: str) -> str:
        """Return title and section in a language; raise `UnknownNameError` for another than fi, sv or en.

        No line ends between a section's sign and its number.
        """
        return _BESIDE_SIGN.sub("\u00a0", f"{self.title.text(language)}, {self.section.text(language)}")

    def short_title(self, language: str) -> str:
        """Return the title in as few letters as it is known by: of a statute, its number."""
        return self.title.text(language)


def weaker(one: Certainty, other: Certainty) -> Certainty:
    """Return the less certain of two.

    >>> weaker("A", "B")
    'B'
    """
    return max(one, other)


Column = str | Decimal | bool | date | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One word of a vocabulary: its key, its labels, its source and what else the list says about it."""

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

    def find(self, text: str | None) -> Entry | None:
        """Return the entry whose key, label in any language or other name the text is, whatever its case and blanks.

        >>> from hakemus.programme import open_programme
        >>> open_programme().vocabulary("rural_type").find("maaseudun  paikalliskeskukset").key
        'M4'
        """
        # A key nearly always is its normal form; what a field lacks is no name.
        return (self.index.get(text) or self.index.get(normal_form(text))) if text else None

    def begun(self, text: str) -> Entry | None:
        """Return the entry that people call so: by how a name of it begins, or however its words are joined.

        Only where no other one has the text anywhere in its names: *tuki* begins one, and is in many.

        >>> from hakemus.programme import open_programme
        >>> measures = open_programme().vocabulary("measure")
        >>> measures.begun("pienhanke").key, measures.begun("småprojekt").key, measures.begun("tuki")
        ('small-project', 'small-project', None)
        """
        given = normal_form(text).replace(" ", "")
        joined = [(name.replace(" ", ""), key) for name, key in self.spoken_names()]
        names = [*joined, *((name.replace("-", ""), key) for name, key in joined)]
        same = {key for name, key in names if name == given}
        holding = {key for name, key in names if given in name}
        is_begun = len(given) >= _SHORTEST and any(name.startswith(given) for name, _ in names)
        found = same if len(same) == 1 else holding if is_begun else set()
        return self.entry(found.pop()) if len(found) == 1 else None

    def spoken_names(self) -> list[tuple[str, str]]:
        """Return every name that a key goes by in any language, also in everyday speech, each with the key."""
        also = [(normal_form(name), entry.key) for entry in self.entries for name in entry.keys("also")]
        return [*((name, entry.key) for name, entry in self.index.items()), *also]

    def entry(self, key: str) -> Entry:
        """Return the entry of a key; raise `UnknownNameError` for a key that is not in the list."""
        found = self.index.get(key) or self.index.get(normal_form(key))
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


_SHORTEST = 4
"""So many letters the beginning of a name has at least."""


def normal_form(text: str) -> str:
    r"""Return a text for comparing: case folded, its letters composed, blanks of any kind as one.

    >>> normal_form(" SO8\u00a0 ")
    'so8'
    """
    return " ".join(composed(text).casefold().split())


def names_of(key: str, label: Label) -> frozenset[str]:
    """Return the names, in normal form, by which an entry can be found."""
    return frozenset(normal_form(name) for name in (key, *(label.text(language) for language in LANGUAGES)))
