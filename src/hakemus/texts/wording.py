"""One language as the rest of the library uses it: messages with their values put in, terms, numbers and dates."""

import string
from collections import ChainMap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, cast

from hakemus.errors import DataError, Fault
from hakemus.texts import formats
from hakemus.texts.catalogue import Catalogue, Language, Term, known_language, open_catalogue, open_glossary
from hakemus.values.paths import plain_path, positions


@dataclass(frozen=True)
class Wording:
    """A language: its catalogue, and its way to write terms, numbers and dates."""

    language: Language
    catalogue: Catalogue

    def message(self, key: str, values: Mapping[str, Any] | None = None) -> str:
        """Return the message of that key with its values put in, each as its place says (`{sum:money}`).

        A place may be `money`, `percent`, `share`, `number`, `day`, `list`, `term` (a field's path) or plain text.
        Raises `DataError` when the message or a value for it is missing.
        """
        try:
            return _Filler(self).vformat(self.catalogue[key], (), values or {})
        except (KeyError, ValueError, TypeError, IndexError) as error:
            raise DataError(
                f"the message {key!r} of {self.language!r} cannot be filled",
                [Fault(key, "bad-message", str(error))],
            ) from error

    def changed(self, messages: Mapping[str, str]) -> "Wording":
        """Return the same language with some messages in other words.

        >>> wording("fi").changed({"words.yes": "joo"}).message("words.yes")
        'joo'
        """
        return replace(
            self,
            catalogue=Catalogue(
                self.language, ChainMap(dict(messages), cast("dict[str, str]", self.catalogue.messages))
            ),
        )

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

    def money(self, amount: Decimal) -> str:
        """Return euros as `5 000,00 €`."""
        return formats.money(amount)

    def percent(self, value: Decimal) -> str:
        """Return per cent as `42,5 %`."""
        return formats.percent(value)

    def share(self, value: Decimal) -> str:
        """Return a share as `33,3 %`."""
        return formats.share(value)

    def number(self, value: Decimal | int) -> str:
        """Return a number as `7,5`."""
        return formats.number(value)

    def day(self, value: date) -> str:
        """Return a date as `30.7.2024`."""
        return formats.day(value)

    def list(self, items: Sequence[str]) -> str:
        """Return `a, b ja c`."""
        return formats.enumeration(items, self.language)

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
        if format_spec in ("money", "percent", "share", "number", "day", "list", "term"):
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
