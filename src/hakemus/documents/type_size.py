"""How large a text may be set, so that it fits a place on a page whatever its length.

Faces differ, and the one that is asked for may be missing, so widths are estimated on the wide side: a text may come
out smaller than it could be, but is never cut off.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

_LINE_HEIGHT = 1.16
_MILLIMETRES_IN_A_POINT = 25.4 / 72
_NARROW, _WIDE = frozenset("iljtfrI.,:;'’|!()[]- /"), frozenset("mwMWÆŒ@%—…")
_NARROW_EM, _USUAL_EM, _CAPITAL_EM, _WIDE_EM, _UNKNOWN_EM = 0.36, 0.61, 0.78, 1.0, 1.3
_LAST_OF_LATIN = "\u024f"
"""Letters beyond this one (other scripts, emoji) are taken to be as wide as any face draws them."""


@dataclass(frozen=True, slots=True)
class Place:
    """The room that a text has, in millimetres."""

    width: float
    height: float


def largest_size(text: str, place: Place, sizes: Sequence[float]) -> int:
    """Return the position of the first of the sizes (points, the largest first) in which a text fits a place.

    No word is parted, unless the last size needs it; what fits in none gets the last.

    >>> largest_size("Kylätalo", Place(225, 150), (130, 60, 20))
    0
    >>> largest_size("Kylätalon ja sen pihapiirin kunnostus ja varustaminen", Place(225, 150), (130, 60, 20))
    1
    """
    fitting = (index for index, points in enumerate(sizes) if _fits(text, place, points))
    return next(fitting, len(sizes) - 1)


def _fits(text: str, place: Place, points: float) -> bool:
    em = points * _MILLIMETRES_IN_A_POINT
    across, down = place.width / em, place.height / (em * _LINE_HEIGHT)
    words = [_width(word) for word in text.split()]
    return max(words, default=0) <= across and _lines(words, across) <= down


def _lines(words: Sequence[float], across: float) -> int:
    lines, used = 0, across
    for word in words:
        if used + _NARROW_EM + word > across:
            lines, used = lines + ceil(word / across), word % across if word > across else word
        else:
            used += _NARROW_EM + word
    return lines


def _width(word: str) -> float:
    """Return how wide a word is, in ems."""
    return sum(map(_em, word))


def _em(character: str) -> float:
    if character in _NARROW:
        return _NARROW_EM
    if character in _WIDE:
        return _WIDE_EM
    if character > _LAST_OF_LATIN:
        return _UNKNOWN_EM if character not in "–’”€" else _USUAL_EM
    return _CAPITAL_EM if character.isupper() else _USUAL_EM
