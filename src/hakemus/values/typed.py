"""What people type, as values: the one reader of numbers, days, and yes or no.

The application file, the Word form, the workbook, a group's own questions, the command line and the register's page
all read with it, so the same text means the same everywhere. What could mean two things is an error, never a guess.
"""

import re
from datetime import date
from decimal import Decimal
from typing import Literal

from hakemus.values.text import composed

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
