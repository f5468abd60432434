"""Identifiers with check digits: the Finnish business id and the IBAN, both proved by python-stdnum."""

import re

# ruff: noqa: PLC0415 - python-stdnum is imported when there is an identifier to check

_BUSINESS_ID = re.compile(r"[0-9]{7}-[0-9]")
_ACCOUNT_NUMBER = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]+")
_NEVER_ISSUED = 1
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2)


class IdentifierError(ValueError):
    """An identifier is wrong; `code` is `format` or `check-digit`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def business_id(text: str) -> str:
    """Return a Finnish business id (Y-tunnus) as `1572860-0`; raise `IdentifierError` when it isn't one.

    Seven digits, a hyphen and a check digit. A number whose weighted sum leaves 1 when divided by 11 is never
    issued, so it has no right check digit.

    >>> business_id("1572860-0")
    '1572860-0'
    """
    if not _BUSINESS_ID.fullmatch(text):
        raise IdentifierError("format")
    from stdnum.fi import ytunnus

    weighted = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, text[:7], strict=True))
    if weighted % 11 == _NEVER_ISSUED or not ytunnus.is_valid(text):
        raise IdentifierError("check-digit")
    return text


def account_number(text: str) -> str:
    """Return an IBAN without spaces; raise `IdentifierError` when it isn't one.

    >>> account_number("FI21 1234 5600 0007 85")
    'FI2112345600000785'
    """
    from stdnum import iban
    from stdnum.exceptions import InvalidChecksum, InvalidComponent, InvalidFormat, InvalidLength

    if not text.isascii() or not _ACCOUNT_NUMBER.fullmatch(iban.compact(text)):
        raise IdentifierError("format")
    try:
        return str(iban.validate(text))
    except InvalidChecksum as error:
        raise IdentifierError("check-digit") from error
    except (InvalidFormat, InvalidLength, InvalidComponent) as error:
        raise IdentifierError("format") from error


def print_account_number(iban: str) -> str:
    """Return an IBAN in groups of four, as it is on paper.

    >>> print_account_number("FI2112345600000785")
    'FI21 1234 5600 0007 85'
    """
    return " ".join(iban[start : start + 4] for start in range(0, len(iban), 4))
