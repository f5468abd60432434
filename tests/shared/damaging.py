"""Damage to a Word file: what people, programs and mishaps do to a paper, each at a place that chance picks.

Nothing here knows how papers are read. The words that a damage types are found nowhere else.
"""

import io
import random
import re
import zipfile
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from saved_by import decomposed, localised, strict

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{WORD}}}"
MAIN = "word/document.xml"
Element = Any  # lxml's own types make each step an assertion


@dataclass(slots=True)
class Damaged:
    """A file on its way to the worst: its parts, its text, and what chance decides.

    `typed` are the words that were typed, `done` what was done, `later` what happens to the file as a whole.
    """

    parts: dict[str, bytes]
    root: Element
    chance: random.Random
    typed: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    later: list[Callable[[bytes], bytes]] = field(default_factory=list)

    @property
    def body(self) -> Element:
        """Return the element that holds the text."""
        return self.root[0]

    def any(self, path: str) -> Element | None:
        """Return one of the elements that an XPath finds, or None."""
        some = all_of(self.root, path)
        return self.chance.choice(some) if some else None

    def word(self) -> str:
        """Return a word that is nowhere else."""
        self.typed.append(f"qxj{self.chance.randrange(10**6):06d}z")
        return self.typed[-1]

    def saved(self) -> bytes:
        """Return the file, without what only tests know of it."""
        for control in self.root.iter(f"{W}sdt"):
            control.attrib.pop("place", "")
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            for name, content in self.parts.items():
                package.writestr(name, etree.tostring(self.root) if name == MAIN else content)
        file = out.getvalue()
        for change in self.later:
            file = change(file)
        return file


def opened(file: bytes, chance: random.Random) -> Damaged:
    """Return a file that nothing has happened to yet."""
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    return Damaged(parts, etree.fromstring(parts[MAIN]), chance)


def all_of(element: Element, path: str) -> list[Element]:
    """Return the elements that an XPath finds."""
    spaces = {
        "w": WORD,
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    }
    return list(element.xpath(path, namespaces=spaces))


def kind(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def made(text: str) -> Element:
    """Return an element of Word's from its markup."""
    return etree.fromstring(re.sub(r"(/?>)", rf' xmlns:w="{WORD}"\1', text, count=1))


def drop(element: Element) -> None:
    """Take an element out."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def unwrap(element: Element, inner: list[Element]) -> None:
    """Put what is inside of an element in its place."""
    parent = element.getparent()
    if parent is not None:
        at = parent.index(element)
        parent[at : at + 1] = inner


def wrap(element: Element, around: Element) -> None:
    """Put an element into another one, at its place."""
    element.addprevious(around)
    around.append(element)


def fill_cells(root: Element) -> None:
    """Give every cell the paragraph that Word demands, and take out rows and tables that hold nothing."""
    for cell in all_of(root, "//w:tc[not(w:p) and not(w:sdt)]"):
        cell.append(made("<w:p/>"))
    for row in all_of(root, "//w:tr[not(.//w:tc)]"):
        drop(row)
    for table in all_of(root, "//w:tbl[not(.//w:tr)]"):
        drop(table)


PARAGRAPH = "//w:body//w:p[not(ancestor::w:txbxContent)]"
TOP = "/w:document/w:body/w:p"
ROW = "//w:tr[not(.//w:tbl)]"
FIELD_ROW = "//w:tr[not(.//w:tbl) and .//w:bookmarkStart[starts-with(@w:name, 'h_')]]"
TABLE = "/w:document/w:body/w:tbl | /w:document/w:body/w:sdt//w:tbl"
CONTROL = "//w:sdt[w:sdtPr/w:tag]"
RUN = "//w:body//w:r[w:t[normalize-space()]]"
OWN_RUN = "//w:sdt[w:sdtPr/w:tag]//w:r[w:t[normalize-space()]]"
MARK = "//w:bookmarkStart[starts-with(@w:name, 'h_')]"
HEADINGS = ("Title", "Heading1", "Heading2", "Heading3")


def chapter(paper: Damaged) -> list[Element]:
    """Return a heading of the text with all that follows it up to the next heading of the same level or a higher."""
    blocks = [block for block in paper.body if kind(block) != "sectPr"]
    levels = [_level(block) for block in blocks]
    heads = [at for at, level in enumerate(levels) if level is not None and at]
    if not heads:
        return []
    first = paper.chance.choice(heads)
    level = levels[first] or 0
    ends = (
        at for at in range(first + 1, len(blocks)) if (found := levels[at]) is not None and found <= level
    )
    return blocks[first : next(ends, len(blocks))]


def _level(block: Element) -> int | None:
    styles = all_of(block, "self::w:p/w:pPr/w:pStyle/@w:val")
    return HEADINGS.index(styles[0]) if styles and styles[0] in HEADINGS else None


# Remove, and cut at any paragraph.


def remove(path: str) -> Callable[[Damaged], None]:
    """Return what removes one of some elements."""

    def damage(paper: Damaged) -> None:
        if (one := paper.any(path)) is not None:
            drop(one)

    return damage


def remove_chapter(paper: Damaged) -> None:
    """Remove a heading and what is under it."""
    for block in chapter(paper):
        drop(block)


def remove_column(paper: Damaged) -> None:
    """Remove a column of a table."""
    table = paper.any(TABLE)
    if table is None:
        return
    rows = all_of(table, "w:tr | w:sdt//w:tr")
    at = paper.chance.randrange(max(len(all_of(row, "w:tc")) for row in rows))
    for row in rows:
        cells = all_of(row, "w:tc")
        if len(cells) > at and len(cells) > 1:
            drop(cells[at])


def remove_mark_end(paper: Damaged) -> None:
    """Forget where the mark of a field ends."""
    if (mark := paper.any(MARK)) is not None:
        for end in all_of(paper.root, f"//w:bookmarkEnd[@w:id='{mark.get(f'{W}id')}']"):
            drop(end)


def cut(paper: Damaged, *, before: bool) -> None:
    """Cut the text at a paragraph, and drop what is behind it, or before."""
    at = paper.any(PARAGRAPH)
    if at is None:
        return
    ancestors = [at, *at.iterancestors()]
    for one in ancestors[: ancestors.index(paper.body)]:
        for other in [*one.itersiblings(preceding=before)]:
            if kind(other) not in ("sectPr", "tcPr", "trPr", "tblPr", "tblGrid", "sdtPr", "pPr"):
                drop(other)
    drop(at)


# Repeat and move.


def repeat(path: str) -> Callable[[Damaged], None]:
    """Return what copies one of some elements to behind itself, with the marks or, as Word does, without."""

    def damage(paper: Damaged) -> None:
        if (one := paper.any(path)) is None:
            return
        twin = deepcopy(one)
        if paper.chance.random() < 0.7:
            for mark in all_of(twin, ".//w:bookmarkStart | .//w:bookmarkEnd"):
                drop(mark)
        if paper.chance.random() < 0.5:
            for text in all_of(twin, ".//w:t")[:1]:
                text.text = paper.word()
        one.addnext(twin)

    return damage


def repeat_chapter(paper: Damaged) -> None:
    """Paste a chapter once more, at the end of the text."""
    for block in chapter(paper):
        paper.body.insert(len(paper.body) - 1, deepcopy(block))


def move(path: str) -> Callable[[Damaged], None]:
    """Return what moves one of some elements to behind another one."""

    def damage(paper: Damaged) -> None:
        one, other = paper.any(path), paper.any(path)
        if one is None or other is None or one is other or one in {*other.iterancestors()}:
            return
        other.addnext(one)

    return damage


def move_chapter(paper: Damaged) -> None:
    """Move a chapter to the end of the text."""
    for block in chapter(paper):
        paper.body.insert(len(paper.body) - 1, block)


def swap_columns(paper: Damaged) -> None:
    """Move the first column of a table to its end."""
    if (table := paper.any(TABLE)) is not None:
        for row in all_of(table, "w:tr | w:sdt//w:tr"):
            cells = all_of(row, "w:tc")
            if len(cells) > 1:
                cells[-1].addnext(cells[0])


# Merge.


def merge_paragraphs(paper: Damaged) -> None:
    """Delete the end of a paragraph: the next one goes on in it."""
    one = paper.any("//w:body//w:p[following-sibling::*[1][self::w:p]]")
    if one is not None:
        other = one.getnext()
        one.extend([child for child in other if kind(child) != "pPr"])
        drop(other)


def merge_cells(paper: Damaged) -> None:
    """Merge a cell with the next one, as Word does: the paragraphs of both are in the first."""
    cell = paper.any("//w:tc[following-sibling::*[1][self::w:tc]]")
    if cell is not None:
        other = cell.getnext()
        cell.extend([child for child in other if kind(child) != "tcPr"])
        drop(other)


def merge_tables(paper: Damaged) -> None:
    """Delete what is between two tables, so that they are one."""
    tables = all_of(paper.root, TABLE)
    if len(tables) > 1:
        at = paper.chance.randrange(len(tables) - 1)
        one, other = tables[at : at + 2]
        one.extend(all_of(other, "w:tr | w:sdt"))
        drop(other)


# Restyle and re-namespace.


def restyle(style: str, path: str = TOP) -> Callable[[Damaged], None]:
    """Return what gives a paragraph another style."""

    def damage(paper: Damaged) -> None:
        one = paper.any(path)
        if one is None:
            return
        look = one.find(f"{W}pPr")
        if look is None:
            look = made("<w:pPr/>")
            one.insert(0, look)
        for old in all_of(look, "w:pStyle"):
            drop(old)
        look.insert(0, made(f'<w:pStyle w:val="{style}"/>'))

    return damage


def as_file(*changes: Callable[[bytes], bytes]) -> Callable[[Damaged], None]:
    """Return what changes the file as a whole once its text is done, in one of several ways."""
    return lambda paper: paper.later.append(paper.chance.choice(changes))


def other_prefix(file: bytes) -> bytes:
    """Return a file whose text has another prefix for Word's namespace."""
    paper = opened(file, random.Random(0))  # noqa: S311
    text = etree.tostring(paper.root, encoding="unicode").replace("xmlns:w=", "xmlns:ns0=")
    text = re.sub(r"(</?|\s)w:(?=[\w]+(?:[\s/>]|=\"))", r"\1ns0:", text)
    paper.root = etree.fromstring(text)
    return paper.saved()


# Track and strike.

_BY = 'w:author="A" w:date="2026-01-01T00:00:00Z"'


def _as_deleted(element: Element) -> None:
    for text in all_of(element, ".//w:t"):
        text.tag = f"{W}delText"


def track_run(path: str) -> Callable[[Damaged], None]:
    """Return what deletes a text with tracked changes, and mostly writes another one."""

    def damage(paper: Damaged) -> None:
        run = paper.any(path)
        if run is None or all_of(run, "ancestor::w:del | ancestor::w:ins"):
            return
        if paper.chance.random() < 0.7:
            run.addnext(made(f'<w:ins w:id="9001" {_BY}><w:r><w:t>{paper.word()}</w:t></w:r></w:ins>'))
        wrap(run, made(f'<w:del w:id="9002" {_BY}/>'))
        _as_deleted(run)

    return damage


def track_row(paper: Damaged) -> None:
    """Delete a row with tracked changes."""
    row = paper.any(FIELD_ROW)
    if row is None:
        return
    look = row.find(f"{W}trPr")
    if look is None:
        look = made("<w:trPr/>")
        row.insert(0, look)
    if not all_of(look, "w:del"):
        look.append(made(f'<w:del w:id="9003" {_BY}/>'))
        for run in all_of(row, ".//w:r[w:t][not(ancestor::w:del)]"):
            wrap(run, made(f'<w:del w:id="9004" {_BY}/>'))
            _as_deleted(run)


def track_join(paper: Damaged) -> None:
    """Delete the end of a paragraph with tracked changes."""
    one = paper.any("//w:body//w:p[following-sibling::*[1][self::w:p]]")
    if one is not None:
        look = one.find(f"{W}pPr")
        if look is None:
            look = made("<w:pPr/>")
            one.insert(0, look)
        if look.find(f"{W}rPr") is None:
            look.append(made("<w:rPr/>"))
        look.find(f"{W}rPr").append(made(f'<w:del w:id="9005" {_BY}/>'))


def track_control(paper: Damaged) -> None:
    """Delete a control with tracked changes and insert another behind it, as programs that compare do."""
    control = paper.any(CONTROL + "[parent::w:p]")
    if control is None or all_of(control, "ancestor-or-self::*//w:del"):
        return
    twin = deepcopy(control)
    control.addprevious(made(f'<w:customXmlDelRangeStart w:id="9006" {_BY}/>'))
    control.find(f"{W}sdtContent").insert(0, made('<w:customXmlDelRangeEnd w:id="9006"/>'))
    for run in all_of(control, "w:sdtContent/w:r"):
        wrap(run, made(f'<w:del w:id="9007" {_BY}/>'))
        _as_deleted(run)
    for run in all_of(twin, "w:sdtContent/w:r"):
        wrap(run, made(f'<w:ins w:id="9008" {_BY}/>'))
    for text in all_of(twin, ".//w:t")[:1]:
        text.text = paper.word()
    control.addnext(twin)


def track_move(paper: Damaged) -> None:
    """Move a text with tracked changes to another paragraph."""
    run, other = paper.any(RUN), paper.any(TOP)
    if (
        run is None
        or other is None
        or all_of(run, "ancestor::w:del | ancestor::w:ins | ancestor::w:moveFrom")
    ):
        return
    twin = deepcopy(run)
    other.append(twin)
    wrap(twin, made(f'<w:moveTo w:id="9009" {_BY}/>'))
    wrap(run, made(f'<w:moveFrom w:id="9010" {_BY}/>'))
    paper.typed.append("")


def strike(look: str, path: str) -> Callable[[Damaged], None]:
    """Return what strikes out or hides a text, and mostly writes a word behind it."""

    def damage(paper: Damaged) -> None:
        run = paper.any(path)
        if run is None:
            return
        own = run.find(f"{W}rPr")
        if own is None:
            own = made("<w:rPr/>")
            run.insert(0, own)
        own.append(made(f"<w:{look}/>"))
        if paper.chance.random() < 0.5:
            run.addnext(made(f"<w:r><w:t>{paper.word()}</w:t></w:r>"))

    return damage


# Lose formats and anchors.


def lose(path: str) -> Callable[[Damaged], None]:
    """Return what drops every element that an XPath finds."""

    def damage(paper: Damaged) -> None:
        for one in all_of(paper.root, path):
            drop(one)

    return damage


def lose_controls(paper: Damaged) -> None:
    """Leave of each control only what is in it."""
    for control in reversed(all_of(paper.root, "//w:sdt")):
        unwrap(control, all_of(control, "w:sdtContent/*"))


def lose_control(paper: Damaged) -> None:
    """Leave of one control only what is in it."""
    if (control := paper.any(CONTROL)) is not None:
        unwrap(control, all_of(control, "w:sdtContent/*"))


def lose_data(paper: Damaged) -> None:
    """Drop the custom XML parts, with the relations to them."""
    gone = [name for name in paper.parts if name.startswith("customXml/")]
    for name in gone:
        del paper.parts[name]
    for name in ("word/_rels/document.xml.rels", "[Content_Types].xml"):
        text = re.sub(r"<(?:Relationship|Override) [^>]*customXml[^>]*/>", "", paper.parts[name].decode())
        paper.parts[name] = text.encode()


def unmark(paper: Damaged) -> None:
    """Leave no anchor and no data: only what is seen."""
    lose_data(paper)
    lose_controls(paper)
    lose("//w:bookmarkStart | //w:bookmarkEnd")(paper)


# Type, and put together with another paper.


def type_over(path: str) -> Callable[[Damaged], None]:
    """Return what types a word over a text, or behind it."""

    def damage(paper: Damaged) -> None:
        text = paper.any(path)
        if text is None:
            return
        was = "" if paper.chance.random() < 0.6 else f"{text.text} "
        text.text = was + paper.word()
        for flag in all_of(text, "ancestor::w:sdt[1]/w:sdtPr/w:showingPlcHdr"):
            if paper.chance.random() < 0.8:
                drop(flag)

    return damage


def type_beside(paper: Damaged) -> None:
    """Type a word next to a control."""
    if (control := paper.any(CONTROL + "[parent::w:p]")) is not None:
        control.addnext(made(f"<w:r><w:t>{paper.word()}</w:t></w:r>"))


def type_paragraph(paper: Damaged) -> None:
    """Type a paragraph behind another one."""
    if (one := paper.any(PARAGRAPH)) is not None:
        one.addnext(made(f"<w:p><w:r><w:t>{paper.word()}</w:t></w:r></w:p>"))


DAMAGES: Mapping[str, Callable[[Damaged], None]] = {
    "remove paragraph": remove(PARAGRAPH),
    "remove row": remove(ROW),
    "remove row of a field": remove(FIELD_ROW),
    "remove column": remove_column,
    "remove table": remove(TABLE),
    "remove control": remove(CONTROL),
    "remove chapter": remove_chapter,
    "remove mark": remove(MARK),
    "remove end of a mark": remove_mark_end,
    "remove run": remove(RUN),
    "cut behind": lambda paper: cut(paper, before=False),
    "cut before": lambda paper: cut(paper, before=True),
    "repeat paragraph": repeat(PARAGRAPH),
    "repeat row": repeat(ROW),
    "repeat control": repeat(CONTROL + "[parent::w:p]"),
    "repeat table": repeat(TABLE),
    "repeat chapter": repeat_chapter,
    "move paragraph": move(PARAGRAPH),
    "move row": move(ROW),
    "move cell": move("//w:tc"),
    "move control": move(CONTROL + "[parent::w:p]"),
    "move table": move(TABLE),
    "move chapter": move_chapter,
    "move column": swap_columns,
    "merge paragraphs": merge_paragraphs,
    "merge cells": merge_cells,
    "merge tables": merge_tables,
    "restyle as heading": restyle("Heading2"),
    "restyle as body": restyle("BodyText"),
    "restyle heading": restyle("BodyText", "//w:p[w:pPr/w:pStyle[starts-with(@w:val, 'Heading')]]"),
    "restyle as item": restyle("ListBullet", PARAGRAPH),
    "styles in other languages": as_file(
        lambda file: localised(file, "fi"), lambda file: localised(file, "sv")
    ),
    "strict": as_file(strict),
    "decomposed": as_file(decomposed),
    "other prefix": as_file(other_prefix),
    "track run": track_run(RUN),
    "track run of a field": track_run(OWN_RUN),
    "track row": track_row,
    "track join": track_join,
    "track control": track_control,
    "track move": track_move,
    "strike": strike("strike", RUN),
    "strike field": strike("strike", OWN_RUN),
    "strike twice": strike("dstrike", OWN_RUN),
    "hide": strike("vanish", OWN_RUN),
    "lose styles": lose("//w:pStyle | //w:rStyle | //w:tblStyle"),
    "lose looks": lose("//w:rPr | //w:tcPr | //w:tblPr"),
    "lose heading rows": lose("//w:tblHeader"),
    "lose flags": lose("//w:showingPlcHdr"),
    "lose locks": lose("//w:sdtPr/w:lock"),
    "lose kinds": lose("//w:sdtPr/*[not(self::w:tag)]"),
    "lose sections": lose("//w15:repeatingSection | //w15:repeatingSectionItem"),
    "lose tags": lose("//w:sdtPr/w:tag"),
    "lose marks": lose("//w:bookmarkStart | //w:bookmarkEnd"),
    "lose controls": lose_controls,
    "lose control": lose_control,
    "lose data": lose_data,
    "type": type_over("//w:body//w:t[normalize-space()]"),
    "type into field": type_over("//w:sdt[w:sdtPr/w:tag]//w:t[normalize-space()]"),
    "type beside": type_beside,
    "type paragraph": type_paragraph,
}


def damaged(file: bytes, chance: random.Random) -> Damaged:
    """Return a file with one to three damages."""
    paper = opened(file, chance)
    for name in chance.choices([*DAMAGES], k=chance.choice((1, 1, 2, 3))):
        DAMAGES[name](paper)
        paper.done.append(name)
    fill_cells(paper.root)
    return paper
