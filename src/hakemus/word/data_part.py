"""The data that a document carries beside its text: one custom XML part, which Word and LibreOffice keep."""

import posixpath
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from hakemus.word import markup
from hakemus.word.limits import DEFAULT_LIMITS, Limits
from hakemus.word.package import TYPES_PART, Package

NAMESPACE = "urn:hakemus:form"
"""What marks the part as ours."""

_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_ID = "{6A3C1A51-5B0E-4E2B-9C58-1F3C6B1D2A07}"


def with_data(package: Package) -> tuple[str, dict[str, bytes]]:
    """Return the name of a custom XML part that a package does not have, and the parts that it has besides with it."""
    number = next(number for number in range(1, 10_000) if f"customXml/item{number}.xml" not in package.parts)
    item, own = f"customXml/item{number}.xml", f"customXml/itemProps{number}.xml"
    folder, _, main = package.main.rpartition("/")
    relations = f"{folder}/_rels/{main}.rels" if folder else f"_rels/{main}.rels"
    target = f"{'../' * len(folder.split('/')) if folder else ''}{item}"
    properties = (
        f'{markup.DECLARATION}<ds:datastoreItem ds:itemID="{_ID}" xmlns:ds="{_CUSTOM}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    return item, {
        TYPES_PART: _with_type(package.parts[TYPES_PART], own),
        relations: _related(package.parts.get(relations), target, "customXml"),
        own: properties.encode(),
        f"customXml/_rels/item{number}.xml.rels": _related(None, own.rpartition("/")[2], "customXmlProps"),
    }


def data_item(attributes: Mapping[str, str], text: str) -> str:
    """Return the custom XML part: one element with attributes and a text.

    >>> data_item({"version": "1"}, "a < b").partition("?>")[2].strip()
    '<form xmlns="urn:hakemus:form" version="1">a &lt; b</form>'
    """
    pairs = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
    return f'{markup.DECLARATION}<form xmlns="{NAMESPACE}"{pairs}>{escape(text)}</form>'


def find_data(package: Package, limits: Limits = DEFAULT_LIMITS) -> list[tuple[dict[str, str], str]]:
    """Return the attributes and the text of each different custom XML part of ours.

    A program may have written the part twice: the same data is told once.
    """
    found: list[tuple[dict[str, str], str]] = []
    for name in sorted(package.parts):
        ours = name.startswith("customXml/") and NAMESPACE.encode() in package.parts[name]
        if not ours or not name.endswith(".xml"):
            continue
        root = markup.parse(package.parts[name], name, limits)
        if root.tag == f"{{{NAMESPACE}}}form":
            one = ({str(key): str(value) for key, value in root.attrib.items()}, root.text or "")
            if one not in found:
                found.append(one)
    return found


def without_data(package: Package, limits: Limits = DEFAULT_LIMITS) -> Package:
    """Return a package without the data of ours that it carries: a template may be made of a paper."""
    ours = {part for part in package.parts if _is_ours(package, part, limits)}
    if not ours:
        return package
    related = {f"customXml/_rels/{part.rpartition('/')[2]}.rels" for part in ours}
    properties = {part.replace("customXml/item", "customXml/itemProps") for part in ours}
    gone = ours | (related & package.parts.keys()) | (properties & package.parts.keys())
    parts = {part: content for part, content in package.parts.items() if part not in gone}
    for part in [part for part in parts if part.endswith(".rels")]:
        parts[part] = _unrelated(parts[part], part, gone, limits)
    types = markup.parse(parts[TYPES_PART], TYPES_PART, limits)
    for item in [item for item in types if str(item.get("PartName", "")).lstrip("/") in gone]:
        types.remove(item)
    parts[TYPES_PART] = markup.serialised(types)
    return Package(parts, {part: kind for part, kind in package.types.items() if part not in gone})


def _is_ours(package: Package, part: str, limits: Limits) -> bool:
    if not part.startswith("customXml/") or not part.endswith(".xml"):
        return False
    content = package.parts[part]
    return NAMESPACE.encode() in content and markup.parse(content, part, limits).tag == f"{{{NAMESPACE}}}form"


def _unrelated(content: bytes, part: str, gone: set[str], limits: Limits) -> bytes:
    root = markup.parse(content, part, limits)
    owner = posixpath.dirname(posixpath.dirname(part))
    lost = [
        relation
        for relation in root
        if posixpath.normpath(posixpath.join(owner, str(relation.get("Target", "")))).lstrip("/") in gone
    ]
    for relation in lost:
        root.remove(relation)
    return markup.serialised(root) if lost else content


def _with_type(types: bytes, properties: str) -> bytes:
    root = markup.parse(types, TYPES_PART, DEFAULT_LIMITS)
    if not any(item.get("Extension", "").lower() == "xml" for item in root):
        etree.SubElement(
            root, f"{{{markup.CONTENT_TYPES}}}Default", Extension="xml", ContentType="application/xml"
        )
    etree.SubElement(
        root, f"{{{markup.CONTENT_TYPES}}}Override", PartName=f"/{properties}", ContentType=_PROPERTIES_TYPE
    )
    return markup.serialised(root)


def _related(relations: bytes | None, target: str, kind: str) -> bytes:
    root = (
        etree.Element(f"{{{markup.RELATIONSHIPS}}}Relationships", nsmap={None: markup.RELATIONSHIPS})  # type: ignore[dict-item]
        if relations is None
        else markup.parse(relations, "relationships", DEFAULT_LIMITS)
    )
    taken = {relation.get("Id") for relation in root}
    free = next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
    attributes = {"Id": free, "Type": f"{_OFFICE}{kind}", "Target": target}
    etree.SubElement(root, f"{{{markup.RELATIONSHIPS}}}Relationship", attributes)
    return markup.serialised(root)
