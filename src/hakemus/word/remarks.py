"""What a template holds that is for nobody who gets a paper: remarks of its makers, tags where nothing is filled in."""

from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from hakemus.errors import TemplateProblem
from hakemus.word.foreign import accept_changes, is_tracked
from hakemus.word.inspection import near
from hakemus.word.markup import Limits, found, name, parse, remove, serialised, value_of
from hakemus.word.messages import message
from hakemus.word.package import STORIES, Package

_REMARKS = ("comments", "commentsExtended", "commentsIds", "commentsExtensible", "people")
"""The parts in which Word keeps comments and who wrote them."""
_MARKS = ("w:commentRangeStart", "w:commentRangeEnd", "w:commentReference")
_TAG = ("{{", "{%")
_ELSEWHERE = (
    "chart+xml",
    "diagramData+xml",
    "diagramDrawing+xml",
    "custom-properties+xml",
    "extended-properties+xml",
    "chartshapes+xml",
)
"""The ends of the content types of parts that are printed as they are: charts, SmartArt, own properties."""


def remarks_of(package: Package, limits: Limits) -> Iterator[TemplateProblem]:
    """Yield each comment and tracked change of a template, which no paper gets, and each binding around a tag."""
    for part in package.of_type(*STORIES):
        root = parse(package.parts[part], part, limits)
        for mark in found(root, "//w:commentReference"):
            yield TemplateProblem(message("comment"), part, near(_paragraph_of(mark)))
        for change in found(root, "//w:ins | //w:del | //w:moveFrom | //w:moveTo"):
            yield TemplateProblem(message("tracked"), part, near(_paragraph_of(change)))
        for control in _bound(root):
            yield TemplateProblem(message("bound"), part, near(control))


def without_remarks(package: Package, limits: Limits) -> Package:
    """Return a template without comments and bindings around tags, its tracked changes accepted."""
    kinds = {part: kind.rpartition(".")[2].removesuffix("+xml") for part, kind in package.types.items()}
    gone = {part for part, kind in kinds.items() if kind in _REMARKS}
    clean = package.remove(gone, limits) if gone else package
    parts = dict(clean.parts)
    for part in clean.of_type(*STORIES):
        root = parse(parts[part], part, limits)
        marks, bound, tracked = [*root.iter(*map(name, _MARKS))], _bound(root), is_tracked(root)
        for mark in marks:
            remove(mark)
        for control in bound:
            for binding in found(control, "w:sdtPr/w:dataBinding | w:sdtPr/*[local-name()='dataBinding']"):
                remove(binding)
        if tracked:
            accept_changes(root)
        if marks or bound or tracked:
            parts[part] = serialised(root)
    return Package(parts, clean.types)


def unfilled_tags(package: Package, limits: Limits) -> Iterator[TemplateProblem]:
    """Yield what no paper can be printed with, each with its place.

    Tags that would be printed raw: in charts, SmartArt, own properties and addresses, and whole files that were pasted;
    fields that show the day on which a paper is opened; what is left of a mail merge.
    """
    for part in package.of_type(*STORIES):
        for element, code in _fields(parse(package.parts[part], part, limits)):
            keyword = "".join(code.split()[:1]).upper()
            problem = "changing-day" if keyword in _OF_TODAY else "mail-merge"
            if keyword in _OF_TODAY or keyword in _OF_A_MERGE:
                yield TemplateProblem(message(problem), part, near(_paragraph_of(element)), keyword)
            elif any(tag in unquote(code) and tag not in code for tag in _TAG):
                where = near(_paragraph_of(element))
                yield TemplateProblem(message("tag-elsewhere"), part, where, unquote(code).strip()[:_SHOWN])
    for part, kind in sorted(package.types.items()):
        if kind.endswith(".settings+xml") and found(
            parse(package.parts[part], part, limits), "//w:mailMerge"
        ):
            yield TemplateProblem(message("mail-merge"), part)
        if kind.endswith(_ELSEWHERE):
            text = "".join(map(str, parse(package.parts[part], part, limits).itertext()))
            if any(tag in text for tag in _TAG):
                at = min(text.find(tag) for tag in _TAG if tag in text)
                yield TemplateProblem(message("tag-elsewhere"), part, "", text[at : at + _SHOWN])
        elif part.endswith(".rels"):
            for relation in parse(package.parts[part], part, limits):
                target = unquote(str(relation.get("Target", "")))
                if any(tag in target for tag in _TAG):
                    yield TemplateProblem(message("tag-elsewhere"), part, "", target[:_SHOWN])
                elif str(relation.get("Type", "")).endswith("/aFChunk"):
                    yield TemplateProblem(message("pasted-file"), part, "", target[:_SHOWN])


def _fields(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Yield each field of Word's with its code, such as `REF liite`, which may be in pieces."""
    for simple in root.iter(name("w:fldSimple")):
        yield simple, value_of(simple, "w:instr")
    open_: list[list[etree._Element]] = []
    for element in root.iter(name("w:fldChar"), name("w:instrText")):
        kind = value_of(element, "w:fldCharType")
        if kind == "begin":
            open_.append([])
        elif kind and open_:
            pieces = open_[-1] if kind == "separate" else open_.pop()
            if pieces:
                yield pieces[0], "".join(one.text or "" for one in pieces)
            pieces.clear()
        elif open_:
            open_[-1].append(element)


_OF_TODAY = ("DATE", "TIME", "PRINTDATE", "SAVEDATE")
_OF_A_MERGE = (
    "MERGEFIELD",
    "MERGEREC",
    "MERGESEQ",
    "NEXT",
    "NEXTIF",
    "SKIPIF",
    "ADDRESSBLOCK",
    "GREETINGLINE",
    "DATABASE",
    "ASK",
    "FILLIN",
)

_SHOWN = 48
"""So many letters of a tag are shown."""


def _bound(root: etree._Element) -> list[etree._Element]:
    """Return the controls with a tag whose text Word takes from a property or another part."""
    controls = found(root, "//w:sdt[w:sdtPr/*[local-name()='dataBinding']]")
    return [one for one in controls if any(tag in "".join(map(str, one.itertext())) for tag in _TAG)]


def _paragraph_of(element: etree._Element) -> etree._Element:
    return next(element.iterancestors(name("w:p"), name("w:tr")), element)
