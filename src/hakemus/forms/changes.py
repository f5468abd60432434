"""What a reading tells of one field: that it changed, or that what was typed is no value of it."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Change:
    """A field, or an item of a list, that is not what it was: its path, and its plain value before and after.

    An item that was added has no value before, one that was taken away none after; `path` of a list tells its order.
    """

    path: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Something typed that is no value of its field: where, what, why (`code`), and what is `allowed` there."""

    path: str
    code: str
    typed: str
    allowed: str = ""
