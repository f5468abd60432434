"""What stands in a cell, as the model takes it: numbers exact, also those typed as text, and what is wrong with it."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hakemus.errors import Fault
from hakemus.files.workbook.layout import CellKind

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell

_DIGITS = 15
"""The significant digits that a spreadsheet keeps: what comes after them is noise of binary fractions."""

_BLANKS = re.compile(r"[\s'’\u00a0\u2009\u202f]+")
_UNITS = re.compile(r"(?:€|eur(?:oa|o|os)?\.?)", re.IGNORECASE)
_PLAIN = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_ONE_SIGN = re.compile(r"[+-]?[0-9]{1,3}[.,][0-9]{3}")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:(?P<sign>[.,])[0-9]{3})(?:(?P=sign)[0-9]{3})*(?P<rest>[.,][0-9]+)?")
_QUOTED = re.compile(r'"[^"]*"|\\.')
_SUM = re.compile(r"\b(SUM|SUMIF|SUMIFS|SUBTOTAL|SUMPRODUCT)\(", re.IGNORECASE)
_NUMBERS = ("year", "quantity", "money", "percent", "whole")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Read:
    """A cell's value as the model takes it (None when blank), or the fault that stands in its way."""

    value: Any = None
    fault: Fault | None = None


def read_cell(cell: "Cell", counted: object, kind: CellKind, place: str) -> Read:
    """Return what stands in a cell; `counted` is what its formula last gave, `place` its address."""
    value: object = cell.value
    if cell.data_type == "f":
        formula = str(getattr(value, "text", value))
        if counted is None:
            return Read(fault=Fault(place, "formula-not-counted", _shown(formula)))
        if kind in ("money", "quantity") and _SUM.search(formula):
            return Read(fault=Fault(place, "sum-in-row", _shown(formula)))
        value = counted
    if isinstance(value, str) and value.startswith("#") and cell.data_type in ("e", "f"):
        return Read(fault=Fault(place, "formula-error", value))
    if value is None or (isinstance(value, str) and not value.strip()):
        return Read()
    return _number(cell, value, kind, place) if kind in _NUMBERS else Read(_text(value))


def _number(cell: "Cell", value: object, kind: CellKind, place: str) -> Read:
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = Decimal(f"{value:.{_DIGITS}g}")
        is_fraction = kind == "percent" and "%" in _QUOTED.sub("", cell.number_format)
        return Read(_whole(number * 100 if is_fraction else number, kind))
    if not isinstance(value, str):
        return Read(_text(value))
    if is_ambiguous(value):
        return Read(fault=Fault(place, "ambiguous-number", _shown(value)))
    parsed = parse_number(value)
    return Read(value if parsed is None else _whole(parsed, kind))


def _whole(number: Decimal, kind: CellKind) -> Decimal | int:
    """Return a year or an age as a whole number, where it is one."""
    if kind in ("year", "whole") and number == number.to_integral_value():
        return int(number)
    return number


def is_ambiguous(text: str) -> bool:
    """Return whether a text can be read as two numbers: a single sign with three digits after it.

    >>> is_ambiguous("5.000"), is_ambiguous("5 000,00 €")
    (True, False)
    """
    return _ONE_SIGN.fullmatch(_bare(text)) is not None


def parse_number(text: str) -> Decimal | None:
    """Return the number of a text as people write it, or None when it is none.

    >>> [parse_number(text) for text in ("5 000,00 €", "1.234.567,89", "12.5 %", "viisi")]
    [Decimal('5000.00'), Decimal('1234567.89'), Decimal('12.5'), None]
    """
    bare = _bare(text)
    grouped = _GROUPED.fullmatch(bare)
    if grouped is not None and not (grouped["rest"] or "").startswith(grouped["sign"]):
        bare = bare.replace(grouped["sign"], "").replace(",", ".")
    else:
        bare = bare.replace(",", ".")
    return Decimal(bare) if _PLAIN.fullmatch(bare) else None


def _bare(text: str) -> str:
    return _BLANKS.sub("", _UNITS.sub("", text)).removesuffix("%").replace("−", "-")


def _text(value: object) -> object:
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return format(Decimal(f"{value:.{_DIGITS}g}").normalize(), "f")
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
