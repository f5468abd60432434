"""The names of WordprocessingML, how much may be asked for, and a strict parser: it recovers and fetches nothing."""

import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TypeVar

from lxml import etree

from hakemus.errors import PackageError, TemplateError, TemplateProblem
from hakemus.word.messages import message

# How much a file, a template or a value may ask for: every limit has a name, which its error states.

_MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What is opened and rendered at most. The defaults fit any paper of an application many times over.

    >>> Limits(entries=50).entries
    50
    """

    file_bytes: int = 64 * _MEBIBYTE
    """The size of the DOCX itself."""
    entries: int = 2_000
    """Files inside the DOCX."""
    name_length: int = 255
    """Characters in the name of one of them."""
    part_bytes: int = 64 * _MEBIBYTE
    """The unpacked size of one of them."""
    unpacked_bytes: int = 256 * _MEBIBYTE
    """The unpacked size of all of them together."""
    ratio: int = 250
    """Unpacked to packed size of one of them, where it is larger than a mebibyte."""
    elements: int = 2_000_000
    """XML elements in one part."""
    paragraphs: int = 75_000
    """Paragraphs in one part: some 2 000 pages, or a cost estimate of 10 000 rows."""
    depth: int = 150
    """XML elements inside one another."""
    tags: int = 4_000
    """Tags of a template: its longest paper has 700 of them."""
    text_characters: int = 1_000_000
    """Characters of one printed value."""
    repetitions: int = 1_000_000
    """Turns that all loops of one rendering may take together."""
    output_characters: int = 512 * _MEBIBYTE
    """Characters of all parts that one rendering may write."""
    seconds: int = 120
    """Seconds that one rendering may take."""


DEFAULT_LIMITS = Limits()
"""The limits where none are given."""

_AT_A_TIME = 4_096


class Budget:
    """Counts what one rendering uses; raises `TemplateError`, naming the limit, when it asks for more."""

    __slots__ = ("_characters", "_ends", "_limits", "_repetitions")

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._repetitions = 0
        self._characters = 0
        self._ends = time.monotonic() + limits.seconds

    @property
    def turns_left(self) -> int:
        """Return how many turns loops may still take."""
        return self._limits.repetitions - self._repetitions

    def repeat(self, turns: int) -> None:
        """Allow a loop so many turns."""
        self._repetitions += turns
        if self._repetitions > self._limits.repetitions:
            raise _limit_exceeded("repetitions", self._limits.repetitions)
        self._in_time()

    def written(self, pieces: Iterable[str]) -> str:
        """Return the pieces joined, as far as characters and time allow."""
        stream = iter(pieces)
        chunks: list[str] = []
        while batch := list(islice(stream, _AT_A_TIME)):
            chunk = "".join(batch)
            self.wrote(len(chunk))
            chunks.append(chunk)
        return "".join(chunks)

    def wrote(self, characters: int) -> None:
        """Count so many characters that were written."""
        self._characters += characters
        if self._characters > self._limits.output_characters:
            raise _limit_exceeded("output", self._limits.output_characters)
        self._in_time()

    def _in_time(self) -> None:
        if time.monotonic() > self._ends:
            raise _limit_exceeded("seconds", self._limits.seconds)


def _limit_exceeded(limit: str, most: int) -> TemplateError:
    return TemplateError([TemplateProblem(message(f"limit-{limit}", most=most))])


# The names, and the parser.

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"

NAMESPACES = {
    "w": WORD,
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@lru_cache(maxsize=4_096)
def name(prefixed: str) -> str:
    """Return a name as the parser writes it.

    >>> name("w:p")
    '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p'
    """
    prefix, _, local = prefixed.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def local(element: etree._Element) -> str:
    """Return an element's name without its namespace."""
    return local_name(element.tag)


@lru_cache(maxsize=4_096)
def local_name(tag: str) -> str:
    """Return a name without its namespace."""
    return etree.QName(tag).localname


def parse(content: bytes, part: str, limits: Limits) -> etree._Element:
    """Return the root of a part; raise `PackageError` when it is not well-formed or goes beyond the limits.

    Document types (and with them all entities) are refused; comments and processing instructions are left out.
    """
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise PackageError(message("doctype", part=part))
    elements = content.count(b"<") - content.count(b"</")
    if elements > limits.elements:
        raise PackageError(message("elements", part=part, most=limits.elements), "too-large")
    if elements > limits.paragraphs and has_over(limits.paragraphs, content):
        raise PackageError(message("paragraphs", part=part, most=limits.paragraphs), "too-large")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise PackageError(message("malformed", part=part, error=error)) from error
    encoding = str(root.getroottree().docinfo.encoding or "UTF-8").upper()
    if encoding not in {"UTF-8", "ASCII", "US-ASCII"}:  # in another one a document type could hide
        raise PackageError(message("encoding", part=part, found=encoding))
    if found(root, "/*" * (limits.depth + 1)):
        raise PackageError(message("depth", part=part, most=limits.depth), "too-large")
    return root


LEAST_PARAGRAPH = len("<p/>")
"""The bytes of the shortest paragraph."""


USUAL = 200_000
"""As many bytes are kept of a part, such as the styles of papers, which those of one template share."""
_T = TypeVar("_T")


def once_for_each(read: Callable[[bytes, str, Limits], _T]) -> Callable[[bytes, str, Limits], _T]:
    """Return a way to read parts that reads each content once; long ones are not kept."""
    kept = lru_cache(maxsize=64)(read)

    def read_once(content: bytes, part: str, limits: Limits) -> _T:
        return (kept if len(content) <= USUAL else read)(content, part, limits)

    return read_once


def has_over(most: int, content: bytes) -> bool:
    """Return whether a part has more paragraphs than that, whatever prefix they have: each costs a reader time."""
    long = len(content) > most * LEAST_PARAGRAPH
    return long and next(islice(_PARAGRAPH.finditer(content), most, None), None) is not None


def serialised(root: etree._Element) -> bytes:
    """Return the content of a part."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def found(element: etree._Element, path: str) -> list[etree._Element]:
    """Return the elements that an XPath finds, in the order of the document."""
    search = _search(path)
    if isinstance(search, etree.XPath):
        result: object = search(element)
        return result if isinstance(result, list) else []
    at = element.findall(search[0])
    for step in search[1:]:
        at = [child for holder in at for child in holder.findall(step)] if at else at
    return at


_PARAGRAPH = re.compile(rb"<(?:[\w.-]+:)?p[\s/>]")
_CHILDREN_ONLY = re.compile(r"\w+:\w+(?:/\w+:\w+)*")


@lru_cache(maxsize=256)
def _search(path: str) -> etree.XPath | tuple[str, ...]:
    """Return the names of the steps of a path that goes from child to child, which needs no XPath; or the XPath."""
    if _CHILDREN_ONLY.fullmatch(path):
        return tuple(map(name, path.split("/")))
    return etree.XPath(path, namespaces=NAMESPACES)


def value_of(element: etree._Element | None, attribute: str = "w:val") -> str:
    """Return an attribute's value, or an empty text when the element or the attribute is missing."""
    return "" if element is None else str(element.get(name(attribute), ""))


def whole(text: object) -> int:
    """Return a whole number of an attribute: of a length with decimals its whole part, of what is no number 0.

    >>> whole("1440"), whole("1440.5"), whole("-3"), whole("²"), whole("9" * 5000)
    (1440, 1440, -3, 0, 0)
    """
    match = _WHOLE.fullmatch(str(text))
    return int(match[1]) if match is not None else 0


_WHOLE = re.compile(r"(-?[0-9]{1,12})(?:\.[0-9]*)?")


def remove(element: etree._Element) -> None:
    """Take an element out of the one that holds it."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def unwrap(element: etree._Element) -> None:
    """Put what an element holds in its place: of a control, what is in it."""
    parent = element.getparent()
    if parent is not None:
        at = parent.index(element)
        holders = found(element, "w:sdtContent") if element.tag == name("w:sdt") else [element]
        parent[at : at + 1] = [inner for holder in holders for inner in holder]
