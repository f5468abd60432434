"""What rows and texts of a form say, taken apart and compared."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from hakemus.forms.field_places import field_places
from hakemus.values.field_paths import pattern_of
from hakemus.word.extraction import Paragraph, Row, normal

ITEM = re.compile(r"(.*)\[(\d+)\]")
_IN_BRACKETS = re.compile(r"(.*?)\s*\(([^()]*)\)\s*")
_AND_DAY = re.compile(r"(.*?)\s*(\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|)\s*", re.DOTALL)
_AMOUNT_AND_UNIT = re.compile(r"([\d\s.,]+)(.*)", re.DOTALL)

Told = TypeVar("Told")
Columns = Sequence[tuple[str, ...]]
"""The fields of each column of a table: without the item."""


def columns_of(path: str, rows: Iterable[Row]) -> Columns:
    """Return the fields of each column of a list's table, as most of its rows show."""
    listed = [row for row in rows if item_number(row, path) is not None]
    widest = max((len(row.cells) for row in listed), default=0)
    columns: list[tuple[str, ...]] = [()] * widest
    for row in (row for row in listed if len(row.cells) == widest):
        for at, (tags, _) in enumerate(row.cells):
            names = tuple(tag[len(row.item) + 1 :] for tag in tags)
            if len(names) > len(columns[at]):
                columns[at] = names
    return columns


def new_fields(row: Row, columns: Columns) -> Iterator[tuple[str, str]]:
    """Yield the fields of a row that is new, with what was typed."""
    if row.item:
        yield from own_of(row, row.fields)
    for names, (tags, text) in zip(columns, row.cells, strict=False):
        if names and not tags:
            yield from parted(names, text)


def own_of(row: Row, fields: Mapping[str, Told]) -> Iterator[tuple[str, Told]]:
    """Yield those of a row's fields that are of its item, named without it: others may have been pasted there."""
    start = f"{row.item}."
    yield from ((tag.removeprefix(start), told) for tag, told in fields.items() if tag.startswith(start))


def plain_texts(row: Row, columns: Columns) -> Iterator[str]:
    """Yield the paragraphs of a row's cells that are read by their columns, having no anchors."""
    for names, (tags, text) in zip(columns, row.cells, strict=False):
        if names and not tags:
            yield from filter(None, text.split("\n"))


def parted(names: Sequence[str], text: str) -> Iterator[tuple[str, str]]:
    """Yield the text of each field of a cell that shows several: what is in brackets, a unit, an address, a day."""
    first, *others = names
    if not others:
        yield first, text
    elif first == "quantity" and (found := _AMOUNT_AND_UNIT.fullmatch(text.strip())):
        yield from zip(names, found.groups(), strict=False)
    elif others == ["email"] and "@" in text:
        before, _, after = text.rpartition(",")
        yield from ((first, before.strip()), ("email", after.strip()))
    elif others == ["due_date"] and (found := _AND_DAY.fullmatch(text)):
        yield from zip(names, found.groups(), strict=True)
    elif others[0] in ("company", "single_undertaking") and (found := _IN_BRACKETS.fullmatch(text)):
        yield from zip(names, found.groups(), strict=False)
    else:
        yield first, text


def item_number(row: Row, path: str) -> int | None:
    """Return the place of the item of a list that a row shows, or None."""
    item = ITEM.fullmatch(row.item)
    return int(item[2]) if item is not None and item[1] == path else None


def cells_of(row: Row) -> Iterator[str]:
    """Return the texts of a row's cells."""
    return (text for _, text in row.cells)


def row_text(row: Row) -> str:
    """Return the text of a row, for comparing."""
    return normal(" | ".join(text for _, text in row.cells))


def lines_of(text: str) -> Iterator[str]:
    """Return the lines of a text that hold something, for comparing."""
    return (line for line in map(normal, text.splitlines()) if line)


def is_same_prose(one: Sequence[Paragraph], other: Sequence[Paragraph]) -> bool:
    """Return whether two long texts are the same, paragraph by paragraph."""

    def told(paragraphs: Sequence[Paragraph]) -> list[tuple[str, str, str]]:
        return [(part.kind, part.marker, part.text) for part in paragraphs if part.text.strip()]

    return told(one) == told(other)


def is_equal(tag: str, old: str, new: str) -> bool:
    """Return whether two texts are one value: the same amount, written with other zeros, or the same number."""
    place = field_places()[pattern_of(tag)]
    if place.kind in ("money", "percent", "quantity"):
        return Decimal(old) == Decimal(new)
    return place.kind == "identifier" and old.replace(" ", "") == new.replace(" ", "")
