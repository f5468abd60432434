"""What the engine says: each sentence by its code, written once in English (`messages.toml`), with its values.

The engine knows no other language. Who does, finds the code and the values on each `Message`.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from hakemus.errors import Message

MESSAGES_FILE = Path(__file__).with_name("messages.toml")
"""The sentences by code; a translation has the same codes and values."""


def message(code: str, /, **values: object) -> Message:
    """Return the message of a code with its values, which may be messages themselves.

    >>> message("unclosed", kind="if")
    'this if is never closed: endif is missing'
    """
    return Message(code, _sentences()[code], values)


def word(kind: str, otherwise: str = "") -> str:
    """Return a word that messages name things by (`table-cell`); where there is no such word, the other one."""
    return message(f"word.{kind}") if f"word.{kind}" in _sentences() else otherwise or kind


@cache
def _sentences() -> Mapping[str, str]:
    """Return all sentences by their codes: `unclosed`, `place.row`, `word.table-cell`."""
    content = tomllib.loads(MESSAGES_FILE.read_text(encoding="utf-8"))
    flat = {key: text for key, text in content.items() if isinstance(text, str)}
    for group in ("place", "word"):
        flat |= {f"{group}.{key}": text for key, text in content[group].items()}
    return flat
