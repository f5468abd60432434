"""How a Leader group shows itself: contacts, meetings of its board, logo, colours and font."""

import re
from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BeforeValidator, model_validator

from hakemus.group.refusal import refusal
from hakemus.group.settings import Names
from hakemus.model import Part
from hakemus.model.fields import Day, Line, OptionalLine

_COLOUR = re.compile(r"#?([0-9A-Fa-f]{6})")
_FONT = re.compile(r"[A-Za-z0-9][A-Za-z0-9 \-]{0,30}")
_LEAST_CONTRAST = Decimal("4.5")
"""Between text and its ground: WCAG 2.2, success criterion 1.4.3, level AA."""

_WHITE, _BLACK = "FFFFFF", "000000"
_LINEAR_BELOW = Decimal("0.04045")


def _colour(value: Any) -> str:  # noqa: ANN401
    match = _COLOUR.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise refusal("not-a-colour", value, "#1B4332")
    return match.group(1).upper()


def _font(name: str) -> str:
    if not _FONT.fullmatch(name):
        raise refusal("not-a-font", name, "Arial, Calibri, Verdana")
    return name


Colour = Annotated[str, BeforeValidator(_colour)]
"""A colour, written `#1B4332` or without the sign; kept as six digits of hexadecimal."""

Font = Annotated[Line, AfterValidator(_font)]
"""The name of a font, as Word lists it."""


def contrast(one: str, other: str) -> Decimal:
    """Return the contrast of two colours by WCAG, from 1 to 21, with two decimals.

    >>> contrast("FFFFFF", "000000")
    Decimal('21.00')
    """
    dark, light = sorted((_luminance(one), _luminance(other)))
    offset = Decimal("0.05")
    return ((light + offset) / (dark + offset)).quantize(Decimal("0.01"))


def _luminance(colour: str) -> Decimal:
    red, green, blue = map(_linear, bytes.fromhex(colour))
    return Decimal("0.2126") * red + Decimal("0.7152") * green + Decimal("0.0722") * blue


def _linear(level: int) -> Decimal:
    share = Decimal(level) / 255
    if share <= _LINEAR_BELOW:
        return share / Decimal("12.92")
    return ((share + Decimal("0.055")) / Decimal("1.055")) ** Decimal("2.4")


def _readable(text: str, ground: str, found: str) -> None:
    ratio = contrast(text, ground)
    if ratio < _LEAST_CONTRAST:
        raise refusal("low-contrast", f"{found} ({_written(ratio)})", f"≥ {_written(_LEAST_CONTRAST)}")


def _written(ratio: Decimal) -> str:
    return f"{str(ratio).replace('.', ',')} : 1"


def _heading(colour: str) -> str:
    _readable(colour, _WHITE, colour)
    return colour


def _shade(colour: str) -> str:
    _readable(_BLACK, colour, colour)
    return colour


class Colours(Part):
    """The group's two colours, each dark or light enough to be read."""

    heading: Annotated[Colour, AfterValidator(_heading)] | None = None
    """Of titles and headings, on white."""
    shade: Annotated[Colour, AfterValidator(_shade)] | None = None
    """Behind the labels of tables, which are black."""


class LogoFile(Part):
    """The group's logo: a PNG or JPEG in its folder."""

    file: Line
    """Path of the picture, seen from the folder."""
    description: Names
    """What it shows, for one who does not see it."""


class Contact(Part):
    """A person or an office of the group."""

    name: Line
    """Name."""
    position: Names | None = None
    """Position."""
    email: OptionalLine = None
    """E-mail address."""
    phone: OptionalLine = None
    """Telephone number."""
    address: OptionalLine = None
    """Postal address, on one line."""


class Deadline(Part):
    """A round of applications: until when they are taken, and when the board deals with them."""

    applications_by: Day
    """Last day on which an application is taken into the round."""
    meeting: Day | None = None
    """Day on which the board meets."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.meeting is not None and self.meeting < self.applications_by:
            raise refusal(
                "too-small", f"meeting = {self.meeting}", f"≥ applications_by = {self.applications_by}"
            )
        return self
