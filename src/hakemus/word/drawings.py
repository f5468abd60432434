"""The parts that charts bring into a document: each chart, its workbook, its drawing, and what leads to them."""

import posixpath
from collections.abc import Mapping, Sequence
from functools import lru_cache

from lxml import etree

from hakemus.word.chart_pictures import chart_picture
from hakemus.word.charts import Chart, chart_id, chart_part, chart_relations, chart_workbook, picture_id
from hakemus.word.limits import DEFAULT_LIMITS
from hakemus.word.markup import CONTENT_TYPES, DECLARATION, NAMESPACES, RELATIONSHIPS, parse, serialised
from hakemus.word.package import TYPES_PART, Entry, pack
from hakemus.word.setting import Setting

_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DRAWING_TYPE = "image/svg+xml"
_FOLDER, _FAST = "charts", 1
_NO_RELATIONS = f'{DECLARATION}<Relationships xmlns="{RELATIONSHIPS}"/>'.encode()


def chart_entries(
    parts: Mapping[str, bytes], main: str, charts: Sequence[Chart], setting: Setting
) -> dict[str, Entry]:
    """Return the parts that a document has besides, or otherwise, with charts drawn in its body `main`, packed."""
    base = posixpath.dirname(main)
    relations = posixpath.join(base, "_rels", f"{posixpath.basename(main)}.rels")
    folder = posixpath.join(base, _FOLDER)
    first = setting.charts + 1
    types, related = _lists(
        parts[TYPES_PART], parts.get(relations, _NO_RELATIONS), folder, first, len(charts)
    )
    entries = {TYPES_PART: pack(TYPES_PART, types, _FAST), relations: pack(relations, related, _FAST)}
    for number, chart in enumerate(charts, start=first):
        name = chart_id(number)
        added = {
            f"{folder}/{name}.xml": chart_part(chart, setting).encode(),
            f"{folder}/_rels/{name}.xml.rels": chart_relations(f"{name}.xlsx").encode(),
            f"{folder}/{name}.xlsx": chart_workbook(chart),
            f"{folder}/{picture_id(number)}.svg": chart_picture(chart, setting),
        }
        entries |= {part: pack(part, content, _FAST) for part, content in added.items()}
    return entries


@lru_cache(maxsize=256)
def _lists(types: bytes, relations: bytes, folder: str, first: int, count: int) -> tuple[bytes, bytes]:
    """Return the lists of types and of relations with so many charts in them: the same for each paper of a template."""
    listed = parse(types, TYPES_PART, DEFAULT_LIMITS)
    related = parse(relations, "relationships", DEFAULT_LIMITS)
    for number in range(first, first + count):
        name, drawing = chart_id(number), picture_id(number)
        _list(listed, f"/{folder}/{name}.xml", _CHART_TYPE)
        _list(listed, f"/{folder}/{name}.xlsx", _WORKBOOK_TYPE)
        _list(listed, f"/{folder}/{drawing}.svg", _DRAWING_TYPE)
        _relate(related, name, "chart", f"{_FOLDER}/{name}.xml")
        _relate(related, drawing, "image", f"{_FOLDER}/{drawing}.svg")
    return serialised(listed), serialised(related)


def _list(types: etree._Element, part: str, kind: str) -> None:
    etree.SubElement(types, f"{{{CONTENT_TYPES}}}Override", PartName=part, ContentType=kind)


def _relate(relations: etree._Element, label: str, kind: str, target: str) -> None:
    attributes = {"Id": label, "Type": f"{NAMESPACES['r']}/{kind}", "Target": target}
    etree.SubElement(relations, f"{{{RELATIONSHIPS}}}Relationship", attributes)
