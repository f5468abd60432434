"""Numbers and dates as Finnish papers print them; the only module that knows Babel.

Babel's own defaults are wrong for official Finnish papers (42,5 % becomes 42 %, a Swedish short date becomes
ISO), so every pattern is explicit and the locale always given. All three languages print alike: `5 000,00 €`,
`30.7.2024`. The spaces inside an amount are non-breaking, so that no amount is parted at the end of a line.
"""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from hakemus.texts.catalogue import Language
from hakemus.values.money import to_cents

if TYPE_CHECKING:
    from babel import Locale
    from babel.numbers import NumberPattern

# ruff: noqa: PLC0415 - Babel is imported with the first number or list: help and complaints have none

_LOCALES: dict[Language, str] = {"fi": "fi_FI", "sv": "sv_FI", "en": "en_FI"}
_NO_BREAK = "\N{NO-BREAK SPACE}"


def money(amount: Decimal, language: Language) -> str:
    """Return euros as `5 000,00 €`, rounded half up to the cent.

    >>> money(Decimal("5000"), "fi").replace("\N{NO-BREAK SPACE}", " ")
    '5 000,00 €'
    """
    return f"{_number(to_cents(amount), '#,##0.00', language)}{_NO_BREAK}€"


def percent(value: Decimal, language: Language) -> str:
    """Return per cent as `42,5 %`, with at most two decimals and none that is not needed.

    >>> percent(Decimal("42.50"), "fi").replace("\N{NO-BREAK SPACE}", " ")
    '42,5 %'
    """
    rounded = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{_number(rounded, '#,##0.##', language)}{_NO_BREAK}%"


def share(value: Decimal, language: Language) -> str:
    """Return a share of a whole as `33,3 %`, always with one decimal.

    >>> share(Decimal("100"), "fi").replace("\N{NO-BREAK SPACE}", " ")
    '100,0 %'
    """
    return f"{_number(value.quantize(Decimal('0.1'), ROUND_HALF_UP), '#,##0.0', language)}{_NO_BREAK}%"


def number(value: Decimal | int, language: Language) -> str:
    """Return a number with a decimal comma and only the decimals it has (at most three).

    >>> number(Decimal("7.50"), "sv")
    '7,5'
    """
    rounded = Decimal(value).quantize(Decimal("0.001"), ROUND_HALF_UP)
    return _number(rounded, "#,##0.###", language)


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


def enumeration(items: Sequence[str], language: Language) -> str:
    """Return `a, b ja c` in the language.

    >>> enumeration(["a", "b", "c"], "fi")
    'a, b ja c'
    """
    from babel.lists import format_list

    return format_list(items, locale=_LOCALES[language])


@lru_cache(maxsize=4096)
def _number(value: Decimal, pattern: str, language: Language) -> str:
    return str(_pattern(pattern).apply(value, _locale(language)))


@lru_cache
def _pattern(pattern: str) -> "NumberPattern":
    from babel.numbers import parse_pattern

    return parse_pattern(pattern)


@lru_cache
def _locale(language: Language) -> "Locale":
    from babel import Locale

    return Locale.parse(_LOCALES[language])
