"""How a list of rows becomes another: the steps, last rows first, so that no step moves what the next one names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from hakemus.model import Part


@dataclass(frozen=True, slots=True)
class RowStep:
    """One step: the row `at` a place is changed to, or a row is put in there from, the new list's row `of`."""

    what: Literal["change", "remove", "insert"]
    at: int
    of: int = 0


def row_steps(before: Sequence[Part], after: Sequence[Part]) -> Iterator[RowStep]:
    """Yield the steps from one list to the other; rows that are alike stay."""
    old, new = ([part.model_dump_json() for part in parts] for parts in (before, after))
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for what, low, high, first, last in reversed(blocks):
        if what == "equal":
            continue
        shared = min(high - low, last - first)
        yield from (RowStep("change", low + at, first + at) for at in range(shared))
        yield from (RowStep("remove", at) for at in reversed(range(low + shared, high)))
        yield from (RowStep("insert", low + at - first, at) for at in range(first + shared, last))
