"""Identifiers with check digits: the Finnish business id and the IBAN."""

import re

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
    if (
        _FINNISH_ACCOUNT.fullmatch(finnish) and int(f"{finnish[4:]}1518{finnish[2:4]}") % 97 == 1
    ):  # F is 15, I 18
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
