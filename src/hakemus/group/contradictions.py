"""Where two settings of one day say different things of the same case."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TypeVar

from hakemus.errors import Fault
from hakemus.group.settings import Amount, LongestText, Office, Rate, Setting, Stepped

SteppedT = TypeVar("SteppedT", bound=Stepped)


def contradictions(
    rates: Sequence[Rate],
    amounts: Sequence[Amount],
    longest_texts: Sequence[LongestText],
    offices: Sequence[Office],
) -> Iterator[Fault]:
    """Return where two settings of one day say different things of the same case."""
    yield from _overlaps("rates", [(rate, "percent") for rate in rates])
    yield from _overlaps("amounts", [(amount, amount.kind) for amount in amounts])
    texts = enumerate(longest_texts)
    for (_, first), (index, second) in combinations(texts, 2):
        if first.field == second.field and _same_case(first, second):
            path = f"longest_texts[{index}].field"
            yield Fault(path, "repeated", second.field, "one limit for a field and day")
    for (_, early), (index, late) in combinations(enumerate(offices), 2):
        if early.start == late.start:
            yield Fault(f"offices[{index}].from", "repeated", late.start.isoformat(), "one office for a day")


def repeated_keys(name: str, keys: Sequence[str]) -> Iterator[Fault]:
    """Return where a key of a list stands a second time."""
    for index, key in enumerate(keys):
        if key in keys[:index]:
            yield Fault(f"{name}[{index}].key", "repeated", key, "each key once")


def _overlaps(name: str, settings: Sequence[tuple[SteppedT, str]]) -> Iterator[Fault]:
    for (_, (first, kind)), (index, (second, other)) in combinations(enumerate(settings), 2):
        same = kind == other and first.condition == second.condition
        if same and _same_case(first, second) and first.meets(second):
            allowed = "steps that do not overlap, for the same measure, day and condition"
            found = f"costs_above = {second.costs_above}, costs_up_to = {second.costs_up_to}"
            yield Fault(f"{name}[{index}]", "overlap", found, allowed)


def _same_case(one: Setting, other: Setting) -> bool:
    """Return whether two settings begin on one day and name a measure in common, or neither names any."""
    shared = set(one.measures) & set(other.measures)
    return one.start == other.start and (bool(shared) or one.measures == other.measures == ())
