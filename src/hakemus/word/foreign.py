"""What other programs make of a file, brought to the one form that everything here reads.

Namespaces of Strict Open XML, ids of styles in the language of a program, changes that are tracked, and text that is
struck out or hidden. What each looks like in a file is shown in `docs/reading-word-files.md`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from lxml import etree

from hakemus.word.markup import (
    Limits,
    found,
    local,
    name,
    once_for_each,
    parse,
    remove,
    serialised,
    unwrap,
    value_of,
)

# Strict Open XML: the same elements, in other namespaces.

_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAME = re.compile(rb"""(?<=["'])http://purl\.oclc\.org/ooxml/(\w+)/(\w+)(/\w+)?""")
_CONFORMANCE = re.compile(rb"""\s[\w.-]+:conformance=(?:"strict"|'strict')""")
_OF_PROPERTIES = re.compile(rb"\b(extended|custom)Properties$")


def transitional(content: bytes) -> bytes:
    """Return a part with the namespaces that Word has written since 2006; one that has them already, as it is.

    >>> transitional(b'<w:p xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>')
    b'<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
    """
    return _CONFORMANCE.sub(b"", _STRICT_NAME.sub(_usual_name, content)) if _STRICT in content else content


def _usual_name(strict: re.Match[bytes]) -> bytes:
    family, kind, relation = strict.groups(b"")
    usual = b"http://schemas.openxmlformats.org/" + family + b"/2006/" + kind + relation
    return _OF_PROPERTIES.sub(rb"\1-properties", usual)


# Styles: a program writes their ids in the language of its windows, and leaves their names in English.

_ID_OF_NAME = {"normal table": "TableNormal", "annotation text": "CommentText"}
"""Built-in styles whose English id is not made of their name."""
_REFERENCES = ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "styleLink", "numStyleLink")


def with_known_styles(
    parts: Mapping[str, bytes], styles: Iterable[str], stories: Iterable[str], limits: Limits
) -> dict[str, bytes]:
    """Return the parts that change when styles whose ids are not made of their English names get ids that are.

    `styles` are the parts that define them, `stories` all that may use them. A Finnish Word calls the style named
    `heading 1` by the id `Otsikko1`; here it is `Heading1` in every file. Names that are not English, and ids that
    differ in blanks or capital letters only, are left.
    """
    changed: dict[str, str] = {}
    for part in styles:
        changed |= _renamed_in(parts[part], part, limits)
    made = {}
    for part in stories if changed else ():
        root = parse(parts[part], part, limits)
        for style in root.iter(name("w:style")):
            _rename(style, name("w:styleId"), changed)
        for reference in root.iter(*(name(f"w:{kind}") for kind in _REFERENCES)):
            _rename(reference, name("w:val"), changed)
        made[part] = serialised(root)
    return made


@once_for_each
def _renamed_in(content: bytes, part: str, limits: Limits) -> Mapping[str, str]:
    """Return the new ids of the styles that a part defines, by their own."""
    defined = parse(content, part, limits).iter(name("w:style"))
    return _renamed([(value_of(one, "w:styleId"), value_of(one.find(name("w:name")))) for one in defined])


def _renamed(styles: list[tuple[str, str]]) -> dict[str, str]:
    """Return the new ids of those styles whose id is not that of their name; an id that is in the way goes too."""
    changed: dict[str, str] = {}
    taken: set[str] = set()
    for label, called in styles:
        wanted = _ID_OF_NAME.get(called.lower()) or "".join(
            f"{one[:1].upper()}{one[1:]}" for one in called.split()
        )
        if label.lower() == wanted.lower():
            taken.add(label)
        elif wanted.isascii() and wanted.isalnum() and wanted not in taken and label:
            changed[label] = wanted
            taken.add(wanted)
    labels = {label for label, _ in styles}
    for label in [label for label in labels & {*changed.values()} if label not in changed]:
        changed[label] = next(
            f"{label}{at}" for at in range(1, len(labels) + 2) if f"{label}{at}" not in labels
        )
    return changed


def _rename(element: etree._Element, attribute: str, changed: Mapping[str, str]) -> None:
    label = str(element.get(attribute, ""))
    if label in changed:
        element.set(attribute, changed[label])


# Tracked changes, as if they were accepted.

_MARKS = frozenset({"rPr", "trPr", "tcPr", "numPr", "sectPr", "pPr", "tblPr"})
"""What holds a mark that itself was inserted or deleted, such as the end of a paragraph."""


_CHANGES = tuple(
    name(f"w:{change}") for change in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge")
)


def is_tracked(root: etree._Element) -> bool:
    """Return whether changes are tracked in a part."""
    return next(root.iter(*_CHANGES), None) is not None


def accept_changes(root: etree._Element) -> None:
    """Make a part what it is once all of its tracked changes are accepted: texts, controls, marks, rows and cells."""
    for control in _deleted_controls(root):
        unwrap(control)
    for gone in found(root, "//w:tr[w:trPr/w:del] | //w:tc[w:tcPr/w:cellDel]"):
        _take_out(gone)
    for kind in ("del", "moveFrom"):
        for change in [*root.iter(name(f"w:{kind}"))]:
            if not _is_mark(change):
                _take_out(change)
    for kind in ("ins", "moveTo"):
        for change in [*root.iter(name(f"w:{kind}"))]:
            if not _is_mark(change):
                unwrap(change)
    for paragraph in reversed(found(root, "//w:p[w:pPr/w:rPr[w:del or w:moveFrom]]")):
        _join_to_next(paragraph)


def _is_mark(change: etree._Element) -> bool:
    parent = change.getparent()
    return parent is None or local(parent) in _MARKS


def _deleted_controls(root: etree._Element) -> list[etree._Element]:
    """Return the controls whose beginning is in a range that was deleted: what is in them stays, or is deleted too."""
    open_: set[str] = set()
    deleted = []
    for element in root.iter():
        kind = local(element)
        if kind in ("customXmlDelRangeStart", "customXmlMoveFromRangeStart"):
            open_.add(value_of(element, "w:id"))
        elif kind in ("customXmlDelRangeEnd", "customXmlMoveFromRangeEnd"):
            open_.discard(value_of(element, "w:id"))
        elif kind == "sdt" and open_:
            deleted.append(element)
    return deleted


def _take_out(element: etree._Element) -> None:
    """Remove an element, and with it a table or a control of rows that holds nothing more."""
    holder, is_of_table = element.getparent(), local(element) in ("tr", "tc")
    remove(element)
    while is_of_table and holder is not None and local(holder) in ("tbl", "sdtContent", "sdt", "tr"):
        if found(holder, ".//w:tc | .//w:p | .//w:r"):
            return
        emptied, holder = holder, holder.getparent()
        remove(emptied)


def _join_to_next(paragraph: etree._Element) -> None:
    """Give what a paragraph holds, whose end was deleted, to the one behind it, which keeps its own look."""
    content = [child for child in paragraph if local(child) != "pPr"]
    follower = paragraph.getnext()
    while follower is not None and local(follower) in ("bookmarkStart", "bookmarkEnd", "proofErr"):
        follower = follower.getnext()
    if follower is not None and local(follower) == "p":
        at = 1 if len(follower) and local(follower[0]) == "pPr" else 0
        follower[at:at] = content
        remove(paragraph)
    elif not content and any(local(one) == "p" for one in _siblings(paragraph)):
        remove(paragraph)


def _siblings(element: etree._Element) -> Iterator[etree._Element]:
    yield from element.itersiblings(preceding=True)
    yield from element.itersiblings()


# Text that a reader does not take for text: struck out, or hidden.

UNREAD = "unread"
"""The name that a run gets whose text is struck out or hidden."""
_UNREAD_LOOKS = tuple(name(f"w:{look}") for look in ("strike", "dstrike", "vanish"))
_OFF = frozenset({"0", "false", "off"})


def set_apart_unread(root: etree._Element, unread_styles: AbstractSet[str]) -> None:
    """Name every run whose text is struck out or hidden, by its own look or by a style, so that it isn't read."""
    if not unread_styles and next(root.iter(*_UNREAD_LOOKS), None) is None:
        return
    for run in [*root.iter(name("w:r"))]:
        look = run.find(name("w:rPr"))
        own = is_unread(look)
        if own is None and look is not None:
            own = value_of(look.find(name("w:rStyle"))) in unread_styles or None
        if own is None:
            paragraph = next(run.iterancestors(name("w:p")), None)
            style = next(iter(found(paragraph, "w:pPr/w:pStyle")), None) if paragraph is not None else None
            own = value_of(style) in unread_styles
        if own:
            run.tag = name(f"w:{UNREAD}")


def is_unread(look: etree._Element | None) -> bool | None:
    """Return whether a look strikes out or hides; None where it says nothing of either."""
    said = (
        [value_of(one) not in _OFF for one in look.iterchildren(*_UNREAD_LOOKS)] if look is not None else []
    )
    return any(said) if said else None
