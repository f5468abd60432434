"""Values as TOML text that reads back exactly as it was."""

from datetime import date
from decimal import Decimal

import tomlkit

Scalar = str | bool | int | Decimal | date


def toml_value(value: Scalar) -> str:
    r"""Return a value as it stands behind `key = `; text of several lines between three quotes.

    >>> toml_value("Sanottiin: \"C:\\kylä\"")
    '"Sanottiin: \\"C:\\\\kylä\\""'
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    return _text(str(value))


def toml_comment(text: str) -> str:
    r"""Return text as a comment can hold it: on one line, and what no comment may hold spelt out.

    >>> toml_comment("yksi\x07 kaksi")
    'yksi\\x07 kaksi'
    """
    line = " ".join(text.splitlines())
    shown = (
        character if character.isprintable() or character == "\t" else _spelt(character) for character in line
    )
    return "".join(shown)


def _text(text: str) -> str:
    if "\n" not in text:
        return tomlkit.string(text).as_string()
    # A line break right behind the opening quotes is no part of the text: it makes long text easier to read, and keeps
    # one that the text begins with. The letter before the text is there so that tomlkit sees no such one.
    written = tomlkit.string(f"x{text}", multiline=True).as_string()
    return '"""\n' + written.removeprefix('"""x')


def _spelt(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
