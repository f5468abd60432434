"""A paper that somebody makes a template of: the data that it carries and the marks of its fields are left out."""

from lxml import etree

from hakemus.word.data_part import without_data
from hakemus.word.limits import Limits
from hakemus.word.markup import found, name, parse, serialised, value_of
from hakemus.word.package import STORIES, Package

_MARK = b'w:name="h_'


def as_template(package: Package, limits: Limits) -> Package:
    """Return a package as a template: the same one, unless it is a paper that fields were printed into."""
    bare = without_data(package, limits)
    if bare is package and _MARK not in package.parts[package.main]:
        return package
    parts = dict(bare.parts)
    for part in bare.of_type(*STORIES):
        parts[part] = _unmarked(parts[part], part, limits)
    return Package(parts, bare.types)


def _unmarked(content: bytes, part: str, limits: Limits) -> bytes:
    """Return a part without the bookmarks and controls of fields; what stood in the controls stays."""
    root = parse(content, part, limits)
    starts = [
        mark for mark in root.iter(name("w:bookmarkStart")) if value_of(mark, "w:name").startswith("h_")
    ]
    ids = {value_of(mark, "w:id") for mark in starts}
    ends = [mark for mark in root.iter(name("w:bookmarkEnd")) if value_of(mark, "w:id") in ids]
    for mark in (*starts, *ends):
        _replace(mark, [])
    for control in [*root.iter(name("w:sdt"))]:
        if found(control, "w:sdtPr/w:tag"):
            _replace(control, [inner for holder in found(control, "w:sdtContent") for inner in holder])
    return serialised(root)


def _replace(element: etree._Element, others: list[etree._Element]) -> None:
    parent = element.getparent()
    assert parent is not None  # noqa: S101 - the root is none of these
    at = parent.index(element)
    parent[at : at + 1] = others
