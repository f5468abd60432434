"""Filling a form as a person does in Word: typing into controls, ticking boxes, adding rows with the plus sign."""

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from typing import Any

from lxml import etree

from hakemus.model import Application
from hakemus.papers.presentation import present
from hakemus.programme import open_programme
from hakemus.texts import Language, wording
from hakemus.values.paths import pattern_of, without_empty
from hakemus.values.text import blocks
from hakemus.word import Prose, Shown

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{_WORD}}}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_PREFIXES = {
    "w": _WORD,
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
}
_STYLES = {"paragraph": "BodyText", "bullet": "ListBullet", "number": "ListNumber"}


def edited(form: bytes, change: Callable[[etree._Element], None]) -> bytes:
    """Return a form whose body was changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(form)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                root = etree.fromstring(content)
                change(root)
                content = etree.tostring(root)
            new.writestr(name, content)
    return out.getvalue()


def found(element: etree._Element, path: str) -> list[etree._Element]:
    """Return the elements that an XPath finds."""
    result: Any = element.xpath(path, namespaces=_PREFIXES)
    return list(result)


def tag_of(control: etree._Element) -> str:
    """Return the place of the field that a control is of."""
    tags = found(control, "w:sdtPr/w:tag/@w:val")
    return str(tags[0]) if tags else ""


def controls(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the controls that can be filled."""
    for control in found(element, ".//w:sdt[w:sdtPr/w:tag]"):
        if not found(control, "w:sdtPr/w:lock[contains(@w:val, 'ontentLocked')]"):
            yield control


def patterns_of(form: bytes) -> frozenset[str]:
    """Return the patterns of the fields that a form lets one fill."""
    told: list[str] = []
    edited(form, lambda root: told.extend(pattern_of(tag_of(control)) for control in controls(root)))
    return frozenset(told)


def filled(
    form: bytes, texts: Mapping[str, str | Prose], *, emptied: bool = True, placed: bool = False
) -> bytes:
    """Return a form into which texts are typed, by the places of their fields; rows are added as they are needed.

    What is in such a row already, and is not typed over, is `emptied`. `placed`, the controls of rows that were added
    have an attribute that says what they were filled with, which no program writes.
    """

    def fill(root: etree._Element) -> None:
        grow(root, texts)
        boxes: dict[str, list[etree._Element]] = {}
        begun = {tag.rpartition(".")[0] for tag in texts if "[" in tag}
        for control in controls(root):
            tag = control.get("place") or tag_of(control)
            if found(control, "w:sdtPr/w14:checkbox"):
                boxes.setdefault(tag, []).append(control)
            elif tag in texts:
                type_into(control, texts[tag])
            elif emptied and tag.rpartition(".")[0] in begun:
                empty(control)
        for tag, pair in boxes.items():
            if tag in texts:
                tick(pair, str(texts[tag]))
        for control in () if placed else root.iter(f"{W}sdt"):
            control.attrib.pop("place", "")

    return edited(form, fill)


def grow(root: etree._Element, texts: Mapping[str, str | Prose]) -> None:
    """Add the rows that the texts need; each control of a new row remembers what it is to be filled with."""
    for section in [
        control for control in root.iter(f"{W}sdt") if found(control, "w:sdtPr/w15:repeatingSection")
    ]:
        content = section[-1]
        items = [*content]
        place = next(tag_of(control) for control in controls(items[-1]))
        listed = place[: place.rindex("[")]
        wanted = [
            int(tag[len(listed) + 1 :].partition("]")[0]) for tag in texts if tag.startswith(f"{listed}[")
        ]
        for number in range(len(items), max(wanted, default=-1) + 1):
            content.append(added_row(items[-1], listed, number))


def added_row(last: etree._Element, listed: str, number: int) -> etree._Element:
    """Return a new row as Word makes it: the controls of the last one, without its bookmarks, with ids of their own."""
    row = deepcopy(last)
    for mark in found(row, ".//w:bookmarkStart | .//w:bookmarkEnd"):
        parent = mark.getparent()
        assert parent is not None
        parent.remove(mark)
    for position, told in enumerate(found(row, "descendant-or-self::w:sdt/w:sdtPr/w:id")):
        told.set(f"{W}val", str(1_500_000_000 + 1000 * number + position + hash(listed) % 10**6 * 100))
    for control in controls(row):
        name = tag_of(control).rpartition(".")[2]
        control.set("place", f"{listed}[{number}].{name}")
    return row


def type_into(control: etree._Element, text: str | Prose) -> None:
    """Type a text in place of what a control holds; long text as paragraphs and lists."""
    for told in found(control, "w:sdtPr/w:showingPlcHdr"):
        control[0].remove(told)
    content = next(control.iterchildren(f"{W}sdtContent"))
    paragraphs = [*content.iterchildren(f"{W}p")]
    if not paragraphs:
        _set_run(content, str(text.text if isinstance(text, Prose) else text))
        return
    first = paragraphs[0]
    assert isinstance(text, Prose)
    for block in blocks(text.text):
        made = etree.SubElement(content, f"{W}p")
        style = etree.SubElement(etree.SubElement(made, f"{W}pPr"), f"{W}pStyle")
        style.set(f"{W}val", _STYLES[block.kind])
        run = etree.SubElement(made, f"{W}r")
        if block.kind == "number":
            etree.SubElement(run, f"{W}t").text = block.marker
            etree.SubElement(run, f"{W}tab")
        _write(run, block.text)
    made_now = [*content.iterchildren(f"{W}p")][len(paragraphs) :]
    if made_now:  # the bookmark goes on around what is typed in its midst
        for mark in found(first, "w:bookmarkStart"):
            made_now[0].insert(1, mark)
        for mark in found(first, "w:bookmarkEnd"):
            made_now[-1].append(mark)
        for old in paragraphs:
            content.remove(old)


def empty(control: etree._Element) -> None:
    """Delete what a control holds: Word shows a prompt of its own."""
    if found(control, "w:sdtPr/w:showingPlcHdr"):
        return
    kind = found(control, "w:sdtPr/*[last()]")
    kind[0].addprevious(etree.Element(f"{W}showingPlcHdr"))
    content = next(control.iterchildren(f"{W}sdtContent"))
    _set_run(content, "Click or tap here to enter text.")
    style = etree.Element(f"{W}rPr")
    etree.SubElement(style, f"{W}rStyle").set(f"{W}val", "PlaceholderText")
    content[0].insert(0, style)


def tick(boxes: list[etree._Element], label: str) -> None:
    """Tick the box with a label, and no other."""
    for box in boxes:
        after: Any = box.getnext()
        is_it = str(after.xpath("string(.)")).strip() == label
        for shown in box.iter(f"{W}t"):
            shown.text = "☒" if is_it else "☐"


def _set_run(content: etree._Element, text: str) -> None:
    for old in [*content]:
        content.remove(old)
    _write(etree.SubElement(content, f"{W}r"), text)


def _write(run: etree._Element, text: str) -> None:
    for number, line in enumerate(text.split("\n")):
        if number:
            etree.SubElement(run, f"{W}br")
        for at, piece in enumerate(line.split("\t")):
            if at:
                etree.SubElement(run, f"{W}tab")
            written = etree.SubElement(run, f"{W}t")
            written.text = piece
            written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


# A form filled like an application, as far as it asks.

MOST = {"budget.price_evidence[]": 2}
"""What no row can be added of."""


def askable(value: Any, patterns: frozenset[str], rows: Mapping[str, int], path: str = "") -> Any:
    """Return the values of an application that a form lets one fill, as many items as it can take."""
    if isinstance(value, dict):
        return {
            key: askable(inner, patterns, rows, f"{path}.{key}" if path else key)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        most = rows.get(f"{path}[]", len(value))
        return [askable(inner, patterns, rows, f"{path}[{at}]") for at, inner in enumerate(value[:most])]
    asked = pattern_of(path) in patterns and str(value).strip()
    return value if asked else None


def cleaned(values: Any) -> Any:
    """Return values without what is missing, and annexes without those that only name their kind."""
    if isinstance(values, dict):
        values = {key: cleaned(inner) for key, inner in values.items() if inner is not None}
        if "annexes" in values:
            values["annexes"] = [one for one in values["annexes"] if set(one) - {"kind"}]
    elif isinstance(values, list):
        values = [cleaned(inner) for inner in values]
    return without_empty(values)


def typed(content: Any) -> dict[str, str | Prose]:
    """Return what is typed, by the places of the fields."""
    found: dict[str, str | Prose] = {}
    for inner in (
        content.values() if isinstance(content, dict) else content if isinstance(content, list) else ()
    ):
        if isinstance(inner, Shown | Prose):
            text = inner.text if isinstance(inner, Prose) else str(inner)
            if text.strip():
                found[inner.tag] = inner
        else:
            found |= typed(inner)
    return found


def filled_like(
    form: bytes, application: Application, language: Language, *, placed: bool = False
) -> tuple[bytes, Application]:
    """Return a form filled like an application, and what of that it can take; `placed` as in `filled`."""
    patterns = patterns_of(form)
    values = askable(application.model_dump(mode="json"), patterns - {"classification.measure"}, MOST)
    fewest = 3
    for company in (values.get("companies") or [])[fewest:]:
        company["earlier_aid"] = []  # a new company's earlier aid is reported in the file
    wanted = Application.model_validate(cleaned(values))
    texts = typed(present(wanted, wording(language), open_programme()))
    asked = {tag: text for tag, text in texts.items() if pattern_of(tag) in patterns}
    return filled(form, asked, placed=placed), wanted
