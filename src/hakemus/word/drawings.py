"""The parts that charts bring into a document: each chart, its workbook, its drawing, and what leads to them."""

import posixpath
from collections.abc import Mapping, Sequence

from lxml import etree

from hakemus.word.chart_pictures import chart_picture
from hakemus.word.charts import Chart, chart_id, chart_part, chart_relations, chart_workbook, picture_id
from hakemus.word.limits import DEFAULT_LIMITS
from hakemus.word.markup import CONTENT_TYPES, DECLARATION, NAMESPACES, RELATIONSHIPS, parse, serialised
from hakemus.word.package import TYPES_PART
from hakemus.word.setting import Setting

_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DRAWING_TYPE = "image/svg+xml"
_FOLDER = "charts"


def with_charts(
    parts: Mapping[str, bytes], main: str, charts: Sequence[Chart], setting: Setting
) -> dict[str, bytes]:
    """Return the parts that a document has besides, or otherwise, with charts drawn in its body `main`."""
    base = posixpath.dirname(main)
    relations_part = posixpath.join(base, "_rels", f"{posixpath.basename(main)}.rels")
    types = parse(parts[TYPES_PART], TYPES_PART, DEFAULT_LIMITS)
    empty = f'{DECLARATION}<Relationships xmlns="{RELATIONSHIPS}"/>'.encode()
    relations = parse(parts.get(relations_part, empty), relations_part, DEFAULT_LIMITS)
    added: dict[str, bytes] = {}
    for number, chart in enumerate(charts, start=setting.charts + 1):
        name, book = f"{chart_id(number)}.xml", f"{chart_id(number)}.xlsx"
        drawing = f"{picture_id(number)}.svg"
        folder = posixpath.join(base, _FOLDER)
        added |= {
            f"{folder}/{name}": chart_part(chart, setting).encode(),
            f"{folder}/_rels/{name}.rels": chart_relations(book).encode(),
            f"{folder}/{book}": chart_workbook(chart),
            f"{folder}/{drawing}": chart_picture(chart, setting),
        }
        _list(types, f"/{folder}/{name}", _CHART_TYPE)
        _list(types, f"/{folder}/{book}", _WORKBOOK_TYPE)
        _list(types, f"/{folder}/{drawing}", _DRAWING_TYPE)
        _relate(relations, chart_id(number), "chart", f"{_FOLDER}/{name}")
        _relate(relations, picture_id(number), "image", f"{_FOLDER}/{drawing}")
    return {**added, TYPES_PART: serialised(types), relations_part: serialised(relations)}


def _list(types: etree._Element, part: str, kind: str) -> None:
    etree.SubElement(types, f"{{{CONTENT_TYPES}}}Override", PartName=part, ContentType=kind)


def _relate(relations: etree._Element, label: str, kind: str, target: str) -> None:
    attributes = {"Id": label, "Type": f"{NAMESPACES['r']}/{kind}", "Target": target}
    etree.SubElement(relations, f"{{{RELATIONSHIPS}}}Relationship", attributes)
