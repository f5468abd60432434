"""What people made of a document: the text of every field, the rows of its tables, and what is outside of both.

What programs do to a paper, and how each of it is answered here, is shown in `docs/reading-word-files.md`.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter

from lxml import etree

from hakemus.values.paths import pattern_of
from hakemus.word.field_text import (
    UNSEEN,
    KnownPrompts,
    ParagraphKinds,
    Piece,
    Prompts,
    Walker,
    said_by,
    texts_in,
    visible,
)
from hakemus.word.foreign import accept_changes, is_tracked, set_apart_unread
from hakemus.word.markup import (
    DEFAULT_LIMITS,
    found,
    local,
    local_name,
    name,
    parse,
    value_of,
)
from hakemus.word.package import STORIES, Package
from hakemus.word.printing import Names

_OF_LINES = frozenset({"p", "bookmarkStart", "bookmarkEnd", "tcPr"})
"""The elements in a cell whose text is that of its paragraphs."""
_NO_PROSE = ("caption", "other")
"""The kinds of paragraphs that are no part of a long text unless they are marked as such."""


# What was found in a document that people filled in or edited: fields, rows, and what is outside both.


@dataclass(slots=True)
class Paragraph:
    """A paragraph of a field's long text: its kind, as blocks of prose are, its marker and its text."""

    kind: str
    text: str
    marker: str = ""


@dataclass(slots=True)
class Row:
    """A row of a table: the item of a list that it shows, its fields, and each cell with its fields and its text.

    `heading` is the one it is under, `caption` the paragraph before its table; `parts` are the paragraphs of each cell.
    """

    table: int
    item: str
    fields: dict[str, str] = field(default_factory=dict)
    prose: dict[str, list[Paragraph]] = field(default_factory=dict)
    cells: list[tuple[tuple[str, ...], str]] = field(default_factory=list)
    parts: list[list[Paragraph]] = field(default_factory=list)
    header: bool = False
    heading: str = ""
    caption: str = ""

    def holds(self, tag: str) -> bool:
        """Return whether a field is one of the row's item."""
        return bool(self.item) and tag.startswith(f"{self.item}.")


@dataclass(slots=True)
class Extract:
    """What was found: texts by field, long texts by field, rows in order, copies, and what is outside.

    `plain` are the paragraphs outside of tables without any field, with the heading they are under; `headings` tell
    under which one each field is.
    A field that shows its prompt is empty; `prompts` are those of each pattern; `unsure` are the texts in brackets, by
    field, of which nothing says whether they are a prompt, so that the field is read as empty. `beside` are the fields
    of headers and footers, which repeat the body's; `pictures` the fields in or behind which something is
    that is no text; `titles` are those that tables have for who does not see them, which some programs print;
    `in_line` are long texts whose control is in the midst of other text; `unread` the texts that are struck out or
    hidden, each with its field; `days` those that controls keep for themselves: field, text, day;
    `deleted` are the fields of rows that were deleted with tracked changes.
    """

    lines: dict[str, list[str]] = field(default_factory=dict)
    prose: dict[str, list[Paragraph]] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    copies: dict[str, list[str]] = field(default_factory=dict)
    outside: list[tuple[str, str]] = field(default_factory=list)
    plain: list[tuple[str, Paragraph]] = field(default_factory=list)
    headings: dict[str, str] = field(default_factory=dict)
    beside: list[str] = field(default_factory=list)
    anchors: dict[str, str] = field(default_factory=dict)
    prompts: dict[str, set[str]] = field(default_factory=dict)
    unsure: dict[str, list[str]] = field(default_factory=dict)
    pictures: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    in_line: list[str] = field(default_factory=list)
    unread: list[tuple[str, str]] = field(default_factory=list)
    days: list[tuple[str, str, str]] = field(default_factory=list)
    deleted: set[str] = field(default_factory=set)
    tracked: bool = False


@dataclass(slots=True)
class _Here:
    """Where in a document one is: under which heading, after which paragraph, and behind which long text.

    `beginning` are unmarked paragraphs, with what `outside` holds of each: those that the document did not have when it
    was made may begin the long text which follows. `lines` are those of the cell; None where it holds more than
    paragraphs and their texts.
    """

    outside: list[tuple[str, str]]
    heading: str = ""
    caption: str = ""
    last_long: str = ""
    beginning: list[tuple[str, Paragraph]] = field(default_factory=list)
    in_table: bool = False
    in_box: bool = False
    in_cell: list[Paragraph] = field(default_factory=list)
    lines: list[str] | None = None

    def after_long(self, tag: str = "") -> None:
        """Be behind a long text, or, without one, behind anything else."""
        self.last_long, self.beginning = tag, []


class Extractor:
    """Reads a document once: its body, and what is in its headers, footers and notes in addition to the fields.

    `names` leads from bookmarks to fields; `is_long` says which fields are long texts; `is_fixed` whether a paragraph
    was there when the document was made, so that what is written after a long text is known from what followed it;
    `prompts` those that it had, since some programs forget that a text is only a prompt.
    """

    def __init__(
        self,
        package: Package,
        names: Names,
        is_long: Callable[[str], bool],
        is_fixed: Callable[[str], bool] | None = None,
        prompts: KnownPrompts | None = None,
    ) -> None:
        self._package = package
        self._is_long = is_long
        self._is_fixed = is_fixed or (lambda _text: False)
        self._knows_fixed = is_fixed is not None
        self._prompts = Prompts(prompts)
        self._kinds = ParagraphKinds(package, DEFAULT_LIMITS)
        self._tables = self._pictures = 0
        self._tracked = False
        self._ends = frozenset[str]()
        self._in_boxes: list[tuple[str, str]] = []
        self.extract = Extract()
        self._walker = Walker(names, is_long, self._prompts, self.extract.anchors)
        self._here = _Here(self.extract.outside)
        self._emptied: set[str] = set()

    def read(self) -> Extract:
        """Return what the document holds."""
        extract, main = self.extract, self._package.main
        root = self._root(main)
        for body in root.iter(name("w:body")):
            self._blocks(body)
        self._forget_lost()
        self._take_pasted()
        # Headers, footers and notes: their fields are copies of those in the body; what is no field's is outside.
        for part in self._package.of_type(*STORIES):
            if part != main:
                self.extract = Extract()
                self._walker = self._walker.afresh(self.extract.anchors)
                self._here = _Here(extract.outside)
                self._blocks(self._root(part))
                shown = (*self.extract.lines.values(), *self.extract.copies.values())
                extract.beside += [text for texts in shown for text in texts if text.strip()]
        self.extract, extract.tracked = extract, self._tracked
        extract.outside += self._in_boxes
        extract.prompts, extract.unsure = self._prompts.seen, self._prompts.unsure
        return extract

    def _drop_empty_marks(self, tags: Iterable[str]) -> None:
        """Drop the texts of marks around nothing, of fields of one line: their control was deleted, or moved away."""
        lines = self.extract.lines
        for tag in tags:
            if tag not in self._walker.controlled and not lines[tag][-1].strip():
                self._emptied.add(tag)
                del lines[tag][-1]
                if not lines[tag]:
                    del lines[tag]

    def _forget_lost(self) -> None:
        """Forget the fields of which nothing but a mark around nothing is in the whole document, or a copy."""
        unread = {tag for tag, _ in self.extract.unread}
        for tag in self._emptied - self.extract.lines.keys() - unread:
            self.extract.anchors.pop(tag, None)

    def _take_pasted(self) -> None:
        """Give a field of one row that was pasted into another one to that row's item, if it lacks the like."""
        extract = self.extract
        own = {tag for row in extract.rows for tag in row.fields if row.holds(tag)}
        for row in (row for row in extract.rows if row.item):
            for tag in [tag for tag in row.fields if tag in own and not row.holds(tag)]:
                item, _, name = tag.rpartition(".")
                taken = f"{row.item}.{name}"
                if pattern_of(item) != pattern_of(row.item) or taken in row.fields:
                    continue
                row.fields[taken] = text = row.fields.pop(tag)
                row.cells = [
                    (tuple(taken if one == tag else one for one in tags), shown) for tags, shown in row.cells
                ]
                extract.lines[tag].remove(text)
                extract.lines.setdefault(taken, []).append(text)
                extract.anchors.setdefault(taken, extract.anchors[tag])

    def _root(self, part: str) -> etree._Element:
        """Return a part as its reader sees it: changes accepted, what is struck out or hidden set apart."""
        root = parse(self._package.parts[part], part, DEFAULT_LIMITS)
        if is_tracked(root):
            tags = found(root, "//w:tr[w:trPr/w:del]//w:sdt/w:sdtPr/w:tag")
            self.extract.deleted |= {value_of(tag) for tag in tags}
            accept_changes(root)
            self._tracked = self._tracked or part == self._package.main
        set_apart_unread(root, self._kinds.unread_styles)
        self._ends = frozenset(value_of(end, "w:id") for end in root.iter(name("w:bookmarkEnd")))
        return root

    def _blocks(self, holder: etree._Element, tag: str = "") -> None:
        for child in holder:
            kind = local_name(child.tag)
            if kind not in _OF_LINES:
                self._here.lines = None
            if kind == "p":
                self._paragraph(child, tag)
            elif kind == "tbl":
                if not self._here.in_table:
                    self._walker.close_short()
                around, self._here.in_table = self._here.in_table, True
                self._table(child)
                self._here.in_table, self._here.lines = around, None
                self._here.after_long()
            elif kind == "bookmarkStart":
                self._walker.start(child)
            elif kind == "bookmarkEnd":
                self._walker.end(child)
            elif kind == "sdt":
                said = said_by(child)
                own = self._walker.tag_of(said) or tag
                if self._prompts.shown_by(child, said, own) and self._is_long(own):
                    self.extract.anchors[own] = "tag"
                    for box in child.iter(name("w:txbxContent")):
                        self._box(box)
                    self._add_prose(own, "paragraph", "", "")
                    self._here.last_long = own
                else:
                    self._blocks(child, own)
                    if own:  # filled, and its mark is lost
                        self.extract.anchors.setdefault(own, "tag")
            elif kind not in UNSEEN:
                self._blocks(child, tag)

    def _box(self, box: etree._Element) -> None:
        """Read what is typed in a text box, where no field of ours is."""
        if not any(local(parent) == "Fallback" for parent in box.iterancestors()):
            walker, here = self._walker, self._here
            self._walker = walker.afresh()
            self._here = _Here(
                self._in_boxes, here.heading, here.caption, in_table=here.in_table, in_box=True
            )
            self._blocks(box)
            self._walker, self._here = walker, here

    def _paragraph(self, paragraph: etree._Element, tag: str) -> None:
        here, walker = self._here, self._walker
        if walker.short_open and self._is_fixed("".join(texts_in(paragraph))):
            walker.close_short()
        before, pictures = walker.long_open, self._pictures
        content = [*paragraph]
        read = walker.pieces(content, tag)
        if here.lines is not None:
            here.lines.append("".join([piece.text for piece in read.texts]))
            here.lines = here.lines if read.is_whole and paragraph.tag == _PARAGRAPH else None
        self._pictures += read.pictures
        for box in read.boxes:
            self._box(box)
        pieces = read.texts
        if walker.short_open:  # nothing says where it ends
            pieces = self._without_ours(walker.short_open, pieces)
        text = "".join([piece.text for piece in pieces])
        kind, marker = self._kinds.of(content)
        if read.unread:
            self._keep_unread(read.unread)
        self.extract.days += read.days
        long = before
        for piece in pieces:
            if piece.tag and not piece.copy and self._is_long(piece.tag):
                long = piece.tag
                break
        if long and _begins_in_line(pieces, long):
            self.extract.in_line.append(long)
        if self._pictures > pictures:
            shown_in = (long, *(piece.tag for piece in pieces), here.last_long)
            self.extract.pictures.append(next(filter(None, shown_in), ""))
        # A heading that the document was made with ends a long text, whatever mark goes on over it. So does any text of
        # the document's own where the mark has lost its end: the heading may have lost its style.
        is_heading = kind == "heading" and not (
            long and (long == tag or (self._knows_fixed and not self._is_fixed(text)))
        )
        is_behind = long == before != "" and not tag and walker.goes_on_without_end(self._ends)
        if is_heading or (is_behind and self._is_fixed(text)):
            here.heading, long = text.strip(), ""
            walker.close_long()
            pieces = [Piece(one.text) if self._is_long(one.tag) else one for one in pieces]
        # An unmarked paragraph that was not there before goes on with the long text before it.
        elif not long and here.last_long and kind not in _NO_PROSE and not any(one.tag for one in pieces):
            long = "" if self._is_ours(pieces) else here.last_long
        if long:
            # The control of another field, which somebody moved into the text, is that field's.
            moved, rest = _split(
                pieces, lambda one: one.tag not in ("", long) and not (one.copy or one.loose)
            )
            self._lines(moved)
            own = self._without_label(long, rest)
            typed = "".join(map(attrgetter("text"), own))
            if typed.strip() or not moved:
                self._long_paragraph(long, kind, marker, typed)
        else:
            self._other_paragraph(kind, marker, text, pieces)

    def _is_ours(self, pieces: list[Piece]) -> bool:
        """Return whether a paragraph was there when the document was made, or is made of two that were."""
        texts = [piece.text for piece in pieces if piece.text]
        cuts = [("".join(texts[:at]), "".join(texts[at:])) for at in range(1, len(texts))]
        return bool(texts) and (
            self._is_fixed("".join(texts)) or any(all(map(self._is_fixed, pair)) for pair in cuts)
        )

    def _without_ours(self, tag: str, pieces: list[Piece]) -> list[Piece]:
        """Return the pieces of a paragraph, those without a field that are ours and were joined to a field."""
        shown = next(
            (at for at, one in enumerate(pieces) if one.tag == tag and one.text.strip()), len(pieces)
        )
        loose = (at for at in range(shown + 1, len(pieces)) if all(one.loose for one in pieces[at:]))
        ends = (at for at in loose if self._is_ours(pieces[at:]))
        end = next(ends, len(pieces))
        return [*pieces[:end], *(Piece(one.text) for one in pieces[end:])]

    def _without_label(self, long: str, pieces: list[Piece]) -> list[Piece]:
        """Return the pieces of a long text without the label or heading whose paragraph was joined to its own."""
        marked = [at for at, piece in enumerate(pieces) if piece.tag == long]
        first, last = (marked[0], marked[-1] + 1) if marked else (0, len(pieces))
        if not marked:  # typed behind a sentence of ours
            text = "".join(map(attrgetter("text"), pieces))
            ends = [end.end() for end in re.finditer(r"\.\s+", text) if self._is_fixed(text[: end.end()])]
            return [Piece(text[max(ends, default=0) :])]
        begins = [at for at in range(1, first + 1) if self._is_ours(pieces[:at])]
        ends = [at for at in range(last, len(pieces)) if self._is_ours(pieces[at:])]
        return pieces[max(begins, default=0) : min(ends, default=len(pieces))]

    def _keep_unread(self, pieces: list[Piece]) -> None:
        """Keep what is struck out or hidden at its field, and, of no field, outside."""
        for tag, texts in groupby(pieces, key=attrgetter("tag")):
            text = "".join(map(attrgetter("text"), texts)).strip()
            if text and tag:
                self.extract.unread.append((tag, text))
            elif text:
                self._here.outside.append((self._here.heading, text))

    def _long_paragraph(self, tag: str, kind: str, marker: str, text: str) -> None:
        """Add a paragraph to a long text; unmarked ones right before its first are its own: a mark may have moved."""
        here = self._here
        if tag not in self.extract.prose and self._knows_fixed:
            ours = (at for at, (_, part) in enumerate(reversed(here.beginning)) if self._is_fixed(part.text))
            typed = here.beginning[len(here.beginning) - next(ours, len(here.beginning)) :]
            for stray, part in typed:
                if part.text.strip():
                    here.outside.remove((here.heading, stray))
                    self._add_prose(tag, part.kind, part.marker, part.text)
        self._add_prose(tag, kind, marker, text)
        here.after_long(tag)

    def _other_paragraph(self, kind: str, marker: str, text: str, pieces: list[Piece]) -> None:
        """Give every piece of text to its field, and keep what belongs to none, which may begin a long text."""
        here = self._here
        here.last_long = ""
        holds_fields = any(piece.tag for piece in pieces)
        own = self._lines(pieces) if holds_fields else set()
        if not here.in_table:
            self._drop_empty_marks(own)
            self._walker.controlled.clear()
        rest = text
        if holds_fields:
            rest = "".join(piece.text if not piece.tag else " " for piece in pieces)
        if rest := rest.strip():
            here.outside.append((here.heading, rest))
        if here.in_table and text.strip():
            here.in_cell.append(_in_prose(kind, text, marker))
        if not here.in_table and text.strip() and not holds_fields:
            here.caption = "" if kind == "heading" else text.strip()
            if kind not in ("heading", "caption"):
                self.extract.plain.append((here.heading, _in_prose(kind, text, marker)))
        if kind in ("heading", *_NO_PROSE) or holds_fields:
            here.beginning = []
        elif self._knows_fixed:
            here.beginning.append((rest, Paragraph(kind, text, marker)))

    def _add_prose(self, tag: str, kind: str, marker: str, text: str) -> None:
        self.extract.headings.setdefault(tag, self._here.heading)
        typed = _in_prose(kind, self._prompts.without(tag, text), marker)
        self.extract.prose.setdefault(tag, []).append(typed)

    def _lines(self, pieces: list[Piece]) -> set[str]:
        """Give the pieces of a paragraph to their fields, and return those of which it has a text of their own.

        Each control of a field begins another text of it.
        """
        own: set[str] = set()
        texts: dict[tuple[str, bool, int], str] = {}
        begun: dict[str, int] = {}
        for piece in pieces:
            if piece.tag:
                begun[piece.tag] = begun.get(piece.tag, 0) + piece.begins
                key = (piece.tag, piece.copy, max(begun[piece.tag], 1))
                texts[key] = texts.get(key, "") + piece.text
        for (tag, copy, _), typed in texts.items():
            text = self._prompts.without(tag, typed)
            if typed.strip() and not copy:  # a prompt that its control was taken from
                self._walker.controlled.add(tag)
            if not copy:
                self.extract.headings.setdefault(tag, self._here.heading)
            known = (self.extract.copies if copy else self.extract.lines).setdefault(tag, [])
            if known and not copy and not begun[tag]:  # a mark may go on over another paragraph of its cell
                known[-1] = f"{known[-1]}\n{text}".strip("\n")
            else:
                known.append(text)
                own |= {tag} if not copy else set()
        return own

    def _table(self, table: etree._Element) -> None:
        self._tables += 1
        number = self._tables
        titles = found(table, "w:tblPr/w:tblCaption | w:tblPr/w:tblDescription")
        self.extract.titles += [value_of(title) for title in titles]
        for row in _within(table, _ROW, 2):
            self._row(row, number)

    def _row(self, row: etree._Element, number: int) -> None:
        header = any(one.tag == _HEADER for said in row if said.tag == _ROW_SAYS for one in said)
        made = Row(number, "", header=header, heading=self._here.heading, caption=self._here.caption)
        mark = len(self.extract.rows)
        self.extract.rows.append(made)
        for cell in _within(row, _CELL, 1):
            self._cell(cell, made)
        tags = [tag for tags, _ in made.cells for tag in tags]
        if tags and not any(inner.fields or inner.prose for inner in self.extract.rows[mark + 1 :]):
            # Rows of a table of fields inside a cell are read for themselves.
            # The outer list's item, and the one that most is of: a cell may have been moved here from another row.
            items = Counter(tag[: tag.rindex("]") + 1] for tag in tags if "]" in tag)
            item = min(items, key=lambda item: (item.count("["), -items[item]), default="")
            # A field of an item may have been moved to others.
            made.item = item if items[item] >= len(tags) - items.total() else ""

    def _cell(self, cell: etree._Element, row: Row) -> None:
        """Read a cell for itself, then give what it holds to its row and to the whole."""
        here, extract, walker = self._here, self.extract, self._walker
        lines, copies, prose = extract.lines, extract.copies, extract.prose
        extract.lines, extract.copies, extract.prose = {}, {}, {}
        around, here.outside = here.outside, []
        outer, here.in_cell = here.in_cell, []
        here.lines = None if here.in_box else []
        here.after_long()
        marks, controlled = walker.marks(), walker.controlled
        walker.controlled = set()
        self._blocks(cell)
        walker.close_but(marks)
        outside, here.outside = here.outside, around
        fields, long_texts = [*extract.lines], [*extract.prose]
        shown = (
            visible(cell, self._prompts.hidden) if here.lines is None else "\n".join(here.lines).strip("\n")
        )
        # Typed next to the control, in its cell: it is the cell's value; a comma or a label of ours is not.
        typed = (text for _, text in outside if any(map(str.isalnum, text)) and not self._is_fixed(text))
        if len(fields) == 1 and not long_texts and any(typed):
            outside.clear()
            own = "\n".join(line for line in shown.split("\n") if not self._is_fixed(line))
            extract.lines[fields[0]][-1] = self._prompts.without(fields[0], own)
        self._drop_empty_marks(fields)
        walker.controlled = controlled
        fields = [*extract.lines]
        for tag, texts in extract.lines.items():
            row.fields[tag], *others = texts
            if others and "[" in tag:  # its control was pasted once more into its cell
                del texts[1:]
                extract.copies.setdefault(tag, []).extend(others)
            lines.setdefault(tag, []).extend(texts)
        for tag, texts in extract.copies.items():
            copies.setdefault(tag, []).extend(texts)
        for tag, paragraphs in extract.prose.items():
            row.prose[tag] = paragraphs
            if tag not in prose:
                prose[tag] = [*paragraphs]
            elif "[" not in tag:  # a copied row of no list: its text is not more of the first one's
                outside += [(here.heading, part.text) for part in paragraphs]
        extract.lines, extract.copies, extract.prose = lines, copies, prose
        row.cells.append(((*fields, *long_texts), shown))
        row.parts.append(here.in_cell)
        here.in_cell, here.lines = outer, None
        around += outside


_ROW_SAYS, _HEADER = name("w:trPr"), name("w:tblHeader")
_PARAGRAPH, _ROW, _CELL, _CONTROL, _CONTENT = map(name, ("w:p", "w:tr", "w:tc", "w:sdt", "w:sdtContent"))


def _within(holder: etree._Element, wanted: str, depth: int) -> Iterator[etree._Element]:
    """Yield the children of a name, also those in controls, of which so many may be around one another."""
    for child in holder:
        if child.tag == wanted:
            yield child
        elif depth and child.tag == _CONTROL:
            for content in child:
                if content.tag == _CONTENT:
                    yield from _within(content, wanted, depth - 1)


def _split(pieces: list[Piece], is_first: Callable[[Piece], bool]) -> tuple[list[Piece], list[Piece]]:
    """Return the pieces of which something is true, and the others."""
    return [one for one in pieces if is_first(one)], [one for one in pieces if not is_first(one)]


def _begins_in_line(pieces: list[Piece], long: str) -> bool:
    """Return whether the control of a long text begins in the midst of other text."""
    begins = any(piece.begins and piece.tag == long and not piece.copy for piece in pieces)
    return begins and any(not piece.tag and any(map(str.isalnum, piece.text)) for piece in pieces)


def _in_prose(kind: str, text: str, marker: str) -> Paragraph:
    """Return a paragraph of a long text, its number apart from its text."""
    if kind == "number" and not marker and "\t" in text:
        marker, _, text = text.partition("\t")
        marker = marker.strip()
    return Paragraph("paragraph" if kind in ("heading", *_NO_PROSE) else kind, text, marker)
