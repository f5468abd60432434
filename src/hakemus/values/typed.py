"""What people type, as values: the one reader of numbers, days, yes or no, and identifiers with check digits.

The application file, the Word form, the workbook, a group's own questions, the command line and the register's page
all read with it, so the same text means the same everywhere. What could mean two things is an error, never a guess.
"""

import re
from datetime import date
from decimal import Decimal
from typing import Literal

from hakemus.values.text import composed

# Days: a date without a time of day, which is what the law counts by.


def plain_day(day: object) -> date:
    """Return a day as it is; raise `TypeError` for what is not one, such as a text or a point in time.

    >>> plain_day(date(2024, 3, 1))
    datetime.date(2024, 3, 1)
    >>> plain_day("2024-03-01")
    Traceback (most recent call last):
    ...
    TypeError: a day is a datetime.date, such as date(2024, 3, 1), not '2024-03-01'
    """
    if type(day) is not date:  # a datetime is a date to Python, but cannot be compared with one
        raise TypeError(f"a day is a datetime.date, such as date(2024, 3, 1), not {day!r}")
    return day


LIKELY_YEARS = "1990–2100"
"""The years in which a day of an application, of a meeting or of a payment may be."""


def is_likely(day: date) -> bool:
    """Return whether a day is in a year that may be meant.

    >>> is_likely(date(2026, 3, 1)), is_likely(date(9999, 12, 31))
    (True, False)
    """
    first, _, last = LIKELY_YEARS.partition("–")
    return int(first) <= day.year <= int(last)


def months_after(day: date, months: int) -> date:
    """Return the day of the same number so many months later, or the last one of a shorter month.

    >>> months_after(date(2026, 10, 31), 4)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    from calendar import monthrange  # noqa: PLC0415 - it loads the locale of the machine

    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


# Identifiers with check digits: the Finnish business id and the IBAN.

_BUSINESS_ID = re.compile(r"[0-9]{7}-[0-9]")
_ACCOUNT_NUMBER = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]+")
_FINNISH_ACCOUNT = re.compile(r"FI[0-9]{16}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1)


class IdentifierError(ValueError):
    """An identifier is wrong; `code` is `format` or `check-digit`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def business_id(text: str) -> str:
    """Return a Finnish business id (Y-tunnus) as `1572860-0`; raise `IdentifierError` when it isn't one.

    Seven digits, a hyphen and a check digit: the weighted sum of all eight is divisible by 11. A number whose other
    digits sum to one more than that is never issued, so it has no right check digit.

    >>> business_id("1572860-0")
    '1572860-0'
    """
    if not _BUSINESS_ID.fullmatch(text):
        raise IdentifierError("format")
    digits = map(int, text.replace("-", ""))
    if sum(weight * digit for weight, digit in zip(_WEIGHTS, digits, strict=True)) % 11:
        raise IdentifierError("check-digit")
    return text


def account_number(text: str) -> str:
    """Return an IBAN without spaces; raise `IdentifierError` when it isn't one.

    >>> account_number("FI21 1234 5600 0007 85")
    'FI2112345600000785'
    """
    finnish = text.replace(" ", "")
    # F is 15, I 18.
    if _FINNISH_ACCOUNT.fullmatch(finnish) and int(f"{finnish[4:]}1518{finnish[2:4]}") % 97 == 1:
        return finnish
    from stdnum import exceptions, iban  # noqa: PLC0415 - slow to import, and it only knows more of others and of what is wrong

    if not text.isascii() or not _ACCOUNT_NUMBER.fullmatch(iban.compact(text)):
        raise IdentifierError("format")
    try:
        return str(iban.validate(text))
    except exceptions.InvalidChecksum as error:
        raise IdentifierError("check-digit") from error
    except exceptions.ValidationError as error:
        raise IdentifierError("format") from error


def print_account_number(iban: str) -> str:
    """Return an IBAN in groups of four, as it is on paper.

    >>> print_account_number("FI2112345600000785")
    'FI21 1234 5600 0007 85'
    """
    return " ".join(iban[start : start + 4] for start in range(0, len(iban), 4))


NumberKind = Literal["money", "percent", "quantity"]
"""What a number counts: euros and per cent have at most two decimals, a quantity up to three."""

TypedErrorCode = Literal[
    "not-a-number", "two-ways", "too-many-digits", "not-a-day", "not-yes-no", "not-a-choice"
]

MOST_DIGITS = 15
"""The most digits of a number that is typed (a limit of the library)."""

_LONGEST = 100
_UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_QUOTES = "\"'\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb "
_EUROS = r"(?:€|eur(?:oa|o|os)?\.?)"
_PER_CENT = r"(?:%|prosenttia|procent|per ?cent)"
_UNIT = {
    "money": re.compile(rf"^{_EUROS} ?|(?<![a-z]) ?{_EUROS}$", re.IGNORECASE),
    "percent": re.compile(rf"^% ?|(?<![a-z]) ?{_PER_CENT}$", re.IGNORECASE),
}
_NO_CENTS = re.compile(r" ?[,:] ?-+$")
_PLAIN = re.compile(r"(?P<whole>[0-9]{1,3}(?:[ '’][0-9]{3})+|[0-9]+)(?: ?(?P<mark>[.,]) ?(?P<part>[0-9]*))?")
_GROUPED = re.compile(
    r"(?P<whole>[1-9][0-9]{0,2}(?P<sign>[.,])[0-9]{3}(?:(?P=sign)[0-9]{3})*)(?:(?!(?P=sign))[.,](?P<part>[0-9]+))?"
)
_ONE_MARK = re.compile(r"[1-9][0-9]{0,2} ?[.,] ?[0-9]{3}")
_FINNISH_DAY = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_YES = frozenset({"kyllä", "ja", "yes", "true", "x", "☒", "☑", "✓", "✔"})
_NO = frozenset({"ei", "nej", "no", "false", "☐"})


class TypedError(ValueError):
    """A text that isn't a value of its kind, or could be two.

    Attributes:
        code: Why it wasn't understood.
        allowed: The two readings of a text that could be two numbers, as they would be written; else empty.
    """

    def __init__(self, code: TypedErrorCode, allowed: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.allowed = allowed


def number(text: str, kind: NumberKind = "money") -> Decimal:
    """Return a number as people write it.

    Thousands may be separated by blanks, points, commas or apostrophes, and the decimals follow a comma or a point.
    A single mark with three digits after it could be either, so it is an error. Only in a quantity is the comma surely
    the decimal one, since papers print three decimals there.

    Args:
        text: What was typed; the unit of its kind may be there too (`€`, `euroa`, `%`).
        kind: What the number counts.

    Raises:
        TypedError: `not-a-number`, `two-ways` or `too-many-digits`.

    >>> [str(number(text)) for text in ("5 000,00 €", "5.000,00", "5000 eur", "5 000,-")]
    ['5000.00', '5000.00', '5000', '5000']
    >>> number("5.000")
    Traceback (most recent call last):
    ...
    hakemus.values.typed.TypedError: two-ways
    """
    bare = _bare(text)
    if kind in _UNIT:
        bare = _UNIT[kind].sub("", bare, count=1)
    bare, cents_left_out = _NO_CENTS.subn("", bare)
    sign = "-" if bare.startswith("-") else ""
    bare = bare.lstrip("+-").lstrip() if bare[:1] in ("+", "-") and bare[1:2] not in ("+", "-") else bare
    grouped, plain = _GROUPED.fullmatch(bare), _PLAIN.fullmatch(bare)
    if _ONE_MARK.fullmatch(bare) and not cents_left_out and not (kind == "quantity" and "," in bare):
        digits = re.sub("[ .,]", "", bare)
        raise TypedError("two-ways", f"{sign}{digits} / {sign}{digits[:-3]},{digits[-3:]}")
    found = grouped if grouped is not None and not (plain and kind == "quantity" and "," in bare) else plain
    if found is None or (cents_left_out and found["part"]):
        raise TypedError("not-a-number")
    digits, part = re.sub(r"[^0-9]", "", found["whole"]), found["part"] or ""
    if len(digits) + len(part) > MOST_DIGITS:
        raise TypedError("too-many-digits", f"≤ {MOST_DIGITS}")
    return Decimal(f"{sign}{digits}.{part}" if part else f"{sign}{digits}")


def whole(text: str) -> int:
    """Return a whole number, thousands separated by blanks or not at all.

    Raises:
        TypedError: `not-a-number` or `too-many-digits`.

    >>> whole("290 170")
    290170
    """
    bare = _bare(text)
    if not re.fullmatch(r"-?(?:[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)", bare):
        raise TypedError("not-a-number")
    digits = bare.replace(" ", "")
    if len(digits) > MOST_DIGITS:
        raise TypedError("too-many-digits", f"≤ {MOST_DIGITS}")
    return int(digits)


def day(text: str) -> date:
    """Return a day written `30.7.2024`, `30.07.2024`, `30. 7. 2024` or `2024-07-30`.

    Raises:
        TypedError: `not-a-day`.

    >>> day("30. 7. 2024") == day("2024-07-30")
    True
    """
    bare = _bare(text).replace(" ", "")
    if found := _FINNISH_DAY.fullmatch(bare):
        year, month, day_ = found[3], found[2], found[1]
    elif found := _ISO_DAY.fullmatch(bare):
        year, month, day_ = found.groups()
    else:
        raise TypedError("not-a-day")
    try:
        return date(int(year), int(month), int(day_))
    except ValueError:
        raise TypedError("not-a-day") from None


def yes_no(text: str) -> bool:
    """Return whether a word is yes (`kyllä`, `ja`, `yes`, `true`, `x`, `☒`) or no (`ei`, `nej`, `no`, `false`, `☐`).

    Raises:
        TypedError: `not-yes-no`.

    >>> yes_no("Kyllä"), yes_no("☐")
    (True, False)
    """
    word = _bare(text).casefold()
    if word not in _YES and word not in _NO:
        raise TypedError("not-yes-no")
    return word in _YES


def bare_line(text: str) -> str:
    """Return a text without letters that aren't seen, with plain hyphens and single blanks.

    >>> bare_line("1572860–0 ")
    '1572860-0'
    """
    return " ".join(composed(_UNSEEN.sub("", text)).translate(_DASHES).split())


def _bare(text: str) -> str:
    """Return a short text as `bare_line`, without quotes around it; a long one isn't a number, a day or a word."""
    return bare_line(text).strip(_QUOTES) if len(text) <= _LONGEST else ""
