"""The properties of a document (docProps/core.xml): the template's own, or what a rendering says instead."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lxml import etree

from hakemus.word.markup import DECLARATION, DEFAULT_LIMITS, NAMESPACES, Limits, found, name, parse, value_of
from hakemus.word.package import STYLES, read_package
from hakemus.word.printing import escaped

# The language that a document's text is in, which a screen reader speaks it in.


def language_of(docx: bytes | str | Path, limits: Limits = DEFAULT_LIMITS) -> str:
    """Return the code of the language that a document's styles set for its text, such as `sv-FI`; empty without one."""
    package = read_package(docx, limits)
    codes = (
        value_of(language)
        for part in package.of_type(STYLES)
        for language in found(parse(package.parts[part], part, limits), "w:docDefaults//w:lang")
    )
    return next(filter(None, codes), "")


_ELEMENTS = {
    "title": "dc:title",
    "subject": "dc:subject",
    "author": "dc:creator",
    "language": "dc:language",
    "keywords": "cp:keywords",
    "description": "dc:description",
    "identifier": "dc:identifier",
    "category": "cp:category",
    "status": "cp:contentStatus",
    "modified_by": "cp:lastModifiedBy",
    "revision": "cp:revision",
    "version": "cp:version",
    "created": "dcterms:created",
    "modified": "dcterms:modified",
}
_ROOT = " ".join(f'xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in ("cp", "dc", "dcterms", "xsi"))
_LONGEST = 100_000


@dataclass(frozen=True, slots=True)
class Properties:
    """What a rendered document says about itself; what is None stays as the template has it.

    `language` is a code such as `fi-FI`; `created` becomes the day of making and of the last change.

    >>> Properties(title="Hankesuunnitelma").title
    'Hankesuunnitelma'
    """

    title: str | None = None
    subject: str | None = None
    author: str | None = None
    language: str | None = None
    created: date | None = None


AS_IN_TEMPLATE = Properties()
"""What a document says that is given nothing else to say."""


def read_properties(root: etree._Element | None) -> dict[str, str]:
    """Return the properties that a core part holds, by our names."""
    if root is None:
        return {}
    texts = {label: root.findtext(name(element)) for label, element in _ELEMENTS.items()}
    return {label: text for label, text in texts.items() if text}


def with_properties(values: Mapping[str, str], given: Properties) -> dict[str, str]:
    """Return the template's properties with those that were given instead."""
    said = {
        "title": given.title,
        "subject": given.subject,
        "author": given.author,
        "language": given.language,
    }
    if given.author is not None:
        said["modified_by"] = given.author
    if given.created is not None:
        said["created"] = said["modified"] = f"{given.created.isoformat()[:10]}T00:00:00Z"
    return {**values, **{label: text for label, text in said.items() if text is not None}}


def write_properties(values: Mapping[str, str]) -> str:
    """Return a core part; raise `ValueRefusedError`, naming the property, for what XML cannot hold."""
    lines = []
    for label, element in _ELEMENTS.items():
        if values.get(label):
            kind = ' xsi:type="dcterms:W3CDTF"' if element.startswith("dcterms:") else ""
            text = escaped(values[label], f"properties.{label}", _LONGEST)
            lines.append(f"<{element}{kind}>{text}</{element}>")
    return f"{DECLARATION}<cp:coreProperties {_ROOT}>{''.join(lines)}</cp:coreProperties>"
