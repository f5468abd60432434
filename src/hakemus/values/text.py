"""Text as people type it: what a paper can hold, and the paragraphs and lists that long text is made of."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

LONGEST_LINE = 1_000
"""The longest one-line text, in characters (a limit of the library, not of the law)."""

LONGEST_PROSE = 100_000
"""The longest text of paragraphs, in characters (a limit of the library, not of the law)."""

LONGEST_STEM = 60
"""The longest part of a file's name that is made of a text, in characters."""

_WITHOUT_ACCENTS = str.maketrans(
    {"ø": "o", "Ø": "o", "æ": "ae", "Æ": "ae", "ß": "ss", "ð": "d", "đ": "d", "ł": "l", "Ł": "l"}
)
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BULLET = re.compile(r"- (?=\S)")
_NUMBER = re.compile(r"([0-9]{1,3}\.) (?=\S)")
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")


LONGEST_SHOWN = 60
"""How much of a value that is refused is shown, in characters."""

_MOST_BITS = 400


def shown(value: object) -> str:
    r"""Return what was found, short and printable, whatever it is: as people write it in a file, else its kind.

    >>> shown("a\tb"), shown(10**5000), shown(True), shown([1, 2]), shown({}), shown(None)
    ('a\\x09b', '≈10^5000', 'true', '[…]', '{…}', 'None')
    """
    if isinstance(value, str) and len(value) <= LONGEST_SHOWN and value.isprintable():
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return "[…]"
    if isinstance(value, Mapping):
        return "{…}"
    if isinstance(value, int) and value.bit_length() > _MOST_BITS:
        return f"≈10^{round(value.bit_length() * _DIGITS_IN_A_BIT)}"
    if isinstance(value, str):
        text = value[: LONGEST_SHOWN + 1].encode("utf-8", "backslashreplace").decode("utf-8")
    elif isinstance(value, int | float | Decimal | date | None):
        text = str(value)
    else:
        text = type(value).__name__
    text = "".join(one if one.isprintable() else f"\\x{ord(one):02x}" for one in text)
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"


_DIGITS_IN_A_BIT = 0.30103


class Unprintable(NamedTuple):
    """A character that no XML document, so no Word file, can hold: which one, and after what."""

    character: str
    position: int
    before: str

    @property
    def code_point(self) -> str:
        """Return its name in the form `U+000B`."""
        return f"U+{ord(self.character):04X}"


def composed(text: str) -> str:
    """Return a text whose letters are one sign each: macOS writes `ä` as `a` and two dots.

    >>> len(composed("a\u0308"))
    1
    """
    if text.isascii():
        return text
    # Marks in a row are put in order with the square of their number: no letter of a language has so many.
    is_plain = len(text) < _MANY or _MANY_MARKS.search(text) is None
    pieces = [text] if is_plain else _PIECE.findall(text)
    return "".join(unicodedata.normalize("NFC", piece) for piece in pieces)


_MANY = 100
_MANY_MARKS = re.compile(rf"[^\x00-\x7f]{{{_MANY}}}")
_PIECE = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]{0,100}[\u0300-\u036f]{0,2}", re.DOTALL)


def unix_lines(text: str) -> str:
    r"""Return the text with every line break as `\n`: how lines are ended is no part of what was typed.

    >>> unix_lines("yksi\r\nkaksi")
    'yksi\nkaksi'
    """
    return text.replace("\r\n", "\n").replace("\r", "\n")


def first_unprintable(text: str) -> Unprintable | None:
    r"""Return the first character that a Word file cannot hold, or None.

    >>> first_unprintable("tavu\x0bmerkki").code_point
    'U+000B'
    """
    match = _UNPRINTABLE.search(text)
    if match is None:
        return None
    start = match.start()
    return Unprintable(match.group(), start, text[max(0, start - 20) : start])


def file_stem(text: str) -> str:
    """Return a text as part of a file's name: small letters without accents, numbers and hyphens, or nothing.

    A longer one ends with its last whole word.

    >>> file_stem("Yhdistyksen säännöt (2024)"), file_stem("…")
    ('yhdistyksen-saannot-2024', '')
    """
    plain = (
        unicodedata.normalize("NFKD", text.translate(_WITHOUT_ACCENTS))
        .encode("ascii", "ignore")
        .decode()
        .lower()
    )
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(stem) <= LONGEST_STEM:
        return stem
    return stem[: LONGEST_STEM + 1].rpartition("-")[0] or stem[:LONGEST_STEM]


class Block(NamedTuple):
    r"""A paragraph or a list item of long text; `text` may hold line breaks (`\n`), `marker` is the item's own."""

    kind: Literal["paragraph", "bullet", "number"]
    text: str
    marker: str = ""


def blocks(text: str) -> tuple[Block, ...]:
    r"""Return the paragraphs and list items of a text, in order.

    A blank line separates paragraphs. A line that begins with `- ` is an item of a bulleted list, one that begins
    with `1. ` an item of a numbered list, which keeps the number that was typed. Other line breaks stay.

    >>> [block.kind for block in blocks("Aluksi:\n\n- yksi\n- kaksi\n\nLopuksi.")]
    ['paragraph', 'bullet', 'bullet', 'paragraph']
    """
    found: list[Block] = []
    for paragraph in _BLANK_LINES.split(unix_lines(text).strip("\n")):
        first = len(found)
        for line in paragraph.split("\n"):
            if match := _BULLET.match(line):
                found.append(Block("bullet", line[match.end() :], "-"))
            elif match := _NUMBER.match(line):
                found.append(Block("number", line[match.end() :], match.group(1)))
            elif len(found) > first:
                last = found.pop()
                found.append(Block(last.kind, f"{last.text}\n{line}", last.marker))
            elif line.strip():
                found.append(Block("paragraph", line))
    return tuple(found)
