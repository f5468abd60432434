"""Tables of a form that grow: the rows of a list become a repeating section, to which Word itself adds rows.

This is done when all is printed: a section around rows in the template would cost docxtpl a column of the grid.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import groupby

from lxml import etree

from hakemus.values.field_paths import pattern_of
from hakemus.word.limits import Limits
from hakemus.word.markup import NAMESPACES, found, name, parse, serialised, value_of

_FIRST_ID = 900_000_000
_LONGEST_TITLE = 64
_ITEM = re.compile(r"(?P<list>.*)\[\d+\]")
_NEWER = ("w14", "w15")
_TAGS = ".//w:sdt[not(contains(w:sdtPr/w:lock/@w:val, 'ontentLocked'))]/w:sdtPr/w:tag"


def with_growing_tables(content: bytes, part: str, titles: Mapping[str, str], limits: Limits) -> bytes:
    """Return a printed part in which the rows of lists repeat: those of `titles`, by pattern (`budget.items[]`).

    Only tables with a header row grow. The part says that it uses what came to Word in 2010 and 2013.
    """
    root = parse(_with_newer_names(content), part, limits)
    ignorable = str(root.get(name("mc:Ignorable"), "")).split()
    root.set(name("mc:Ignorable"), " ".join(dict.fromkeys((*ignorable, *_NEWER))))
    numbers = iter(range(_FIRST_ID, _FIRST_ID + 100_000_000))
    for table in found(root, "//w:tbl[w:tr[1]/w:trPr/w:tblHeader]"):
        for listed, rows in _runs_of_items(table):
            title = titles.get(pattern_of(listed) + "[]")
            if title is not None:
                _repeat(table, rows, title, numbers)
    return serialised(root)


def _runs_of_items(table: etree._Element) -> Iterator[tuple[str, list[tuple[str, list[etree._Element]]]]]:
    """Yield each list with its items, which are rows that stand one after another."""
    told = [(_item_of(row), row) for row in table.iterchildren(name("w:tr"))]
    items = [(item, [row for _, row in rows]) for item, rows in groupby(told, key=lambda one: one[0])]
    for listed, group in groupby(items, key=lambda one: _list_of(one[0])):
        if listed:
            yield listed, [*group]


def _item_of(row: etree._Element) -> str:
    """Return the item whose fields are edited in a row, or nothing."""
    places = (value_of(tag) for tag in found(row, _TAGS))
    return min((place[: place.rindex("]") + 1] for place in places if "]" in place), key=len, default="")


def _list_of(item: str) -> str:
    match = _ITEM.fullmatch(item)
    return match["list"] if match else ""


def _repeat(
    table: etree._Element,
    items: list[tuple[str, list[etree._Element]]],
    title: str,
    numbers: Iterator[int],
) -> None:
    section = _control(numbers, "repeatingSection", title)
    table.insert(table.index(items[0][1][0]), section)
    for _, rows in items:
        item = _control(numbers, "repeatingSectionItem")
        section[-1].append(item)
        item[-1].extend(rows)


def _control(numbers: Iterator[int], kind: str, title: str = "") -> etree._Element:
    control = etree.Element(name("w:sdt"))
    properties = etree.SubElement(control, name("w:sdtPr"))
    if title:
        etree.SubElement(properties, name("w:alias"), {name("w:val"): title[:_LONGEST_TITLE]})
    etree.SubElement(properties, name("w:id"), {name("w:val"): str(next(numbers))})
    etree.SubElement(properties, name(f"w15:{kind}"))
    etree.SubElement(control, name("w:sdtContent"))
    return control


def _with_newer_names(content: bytes) -> bytes:
    """Return a part whose root has the prefixes of newer Word."""
    start = content.index(b"<w:")
    end = content.index(b">", start)
    root = content[start:end]
    missing = [prefix for prefix in ("mc", *_NEWER) if f"xmlns:{prefix}=".encode() not in root]
    spaces = "".join(f' xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in missing)
    return content[:end] + spaces.encode() + content[end:]
