"""Paths of fields, such as `budget.items[2].amount`, and their patterns, which hold for every item of a list."""

import re

_POSITION = re.compile(r"\[\d+\]")


def pattern_of(path: str) -> str:
    """Return a path without positions.

    >>> pattern_of("budget.items[2].amount")
    'budget.items[].amount'
    """
    return _POSITION.sub("[]", path)
