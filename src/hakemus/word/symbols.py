"""Signs of Word's symbol fonts as letters of Unicode: Word writes an arrow or a smile by its place in a font."""

_FONTS = {
    "wingdings": {
        0x4A: "\N{WHITE SMILING FACE}",
        0x4C: "\N{WHITE FROWNING FACE}",
        0x6C: "\N{BLACK CIRCLE}",
        0x6E: "\N{BLACK SQUARE}",
        0x6F: "\N{WHITE SQUARE}",
        0x76: "\N{BLACK DIAMOND MINUS WHITE X}",
        0xA7: "\N{BLACK SMALL SQUARE}",
        0xA8: "\N{WHITE MEDIUM SQUARE}",
        0xD8: "\N{THREE-D TOP-LIGHTED RIGHTWARDS ARROWHEAD}",
        0xDF: "\N{LEFTWARDS ARROW}",
        0xE0: "\N{RIGHTWARDS ARROW}",
        0xE7: "\N{LEFTWARDS DOUBLE ARROW}",
        0xE8: "\N{RIGHTWARDS DOUBLE ARROW}",
        0xF3: "\N{LEFT RIGHT DOUBLE ARROW}",
        0xFC: "\N{CHECK MARK}",
        0xFD: "\N{BALLOT BOX WITH X}",
        0xFE: "\N{BALLOT BOX WITH CHECK}",
    },
    "symbol": {
        0x2D: "\N{MINUS SIGN}",
        0xA3: "\N{LESS-THAN OR EQUAL TO}",
        0xAB: "\N{LEFT RIGHT ARROW}",
        0xAC: "\N{LEFTWARDS ARROW}",
        0xAE: "\N{RIGHTWARDS ARROW}",
        0xB0: "\N{DEGREE SIGN}",
        0xB1: "\N{PLUS-MINUS SIGN}",
        0xB3: "\N{GREATER-THAN OR EQUAL TO}",
        0xB4: "\N{MULTIPLICATION SIGN}",
        0xB7: "\N{BULLET}",
        0xB9: "\N{NOT EQUAL TO}",
        0xBB: "\N{ALMOST EQUAL TO}",
    },
}
_PRIVATE = range(0xF000, 0xF100)
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
"""What stands for a sign of which only its font knows what it is: seen, so that somebody can mend it."""


def symbol(font: str, place: str) -> str:
    """Return the letter of a sign at a place of a font, told in hexadecimal digits.

    >>> symbol("Wingdings", "F0E0"), symbol("Segoe UI Symbol", "2713"), symbol("Webdings", "F021")
    ('→', '✓', '�')
    """
    try:
        number = int(place, 16)
        letter = chr(number)
    except (ValueError, OverflowError):
        return UNKNOWN
    signs = _FONTS.get(font.lower())
    if signs is not None:
        return signs.get(number & 0xFF, UNKNOWN)
    return UNKNOWN if number in _PRIVATE or not letter.isprintable() else letter
