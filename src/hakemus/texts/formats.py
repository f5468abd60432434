"""Numbers and dates as Finnish papers print them; the only module that knows Babel.

Babel's own defaults are wrong for official Finnish papers (42,5 % becomes 42 %, a Swedish short date becomes
ISO), so numbers are written here and every locale is given. All three languages print alike: `5 000,00 €`,
`30.7.2024`. The spaces inside an amount are non-breaking, so that no amount is split at the end of a line.
"""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from hakemus.texts.catalogue import Language
from hakemus.values.money import to_cents

# ruff: noqa: PLC0415 - Babel is imported with the first list: few commands print one

_LOCALES: dict[Language, str] = {"fi": "fi_FI", "sv": "sv_FI", "en": "en_FI"}
_NO_BREAK = "\N{NO-BREAK SPACE}"
_SIGNS = str.maketrans({",": _NO_BREAK, ".": ","})
"""The signs of the CLDR, held to Babel by a test: reading its data would take a check a tenth of its time."""


def money(amount: Decimal) -> str:
    """Return euros as `5 000,00 €`, rounded half up to the cent.

    >>> money(Decimal("5000")).replace("\N{NO-BREAK SPACE}", " ")
    '5 000,00 €'
    """
    return f"{_number(to_cents(amount), 2)}{_NO_BREAK}€"


def percent(value: Decimal) -> str:
    """Return per cent as `42,5 %`, with at most two decimals and none that is not needed.

    >>> percent(Decimal("42.50")).replace("\N{NO-BREAK SPACE}", " ")
    '42,5 %'
    """
    rounded = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{_shortest(rounded, 2)}{_NO_BREAK}%"


def share(value: Decimal) -> str:
    """Return a share of a whole as `33,3 %`, always with one decimal.

    >>> share(Decimal("100")).replace("\N{NO-BREAK SPACE}", " ")
    '100,0 %'
    """
    return f"{_number(value.quantize(Decimal('0.1'), ROUND_HALF_UP), 1)}{_NO_BREAK}%"


def number(value: Decimal | int) -> str:
    """Return a number with a decimal comma and only the decimals it has (at most three).

    >>> number(Decimal("7.50"))
    '7,5'
    """
    rounded = Decimal(value).quantize(Decimal("0.001"), ROUND_HALF_UP)
    return _shortest(rounded, 3)


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
    if len(items) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(items)
    from babel.lists import format_list

    return format_list(items, locale=_LOCALES[language])


def _number(rounded: Decimal, decimals: int) -> str:
    return f"{rounded:,.{decimals}f}".translate(_SIGNS)


def _shortest(rounded: Decimal, decimals: int) -> str:
    """Return a number without the decimals that are zero at its end."""
    return _number(rounded, decimals).rstrip("0").rstrip(",")
