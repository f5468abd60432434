"""What people made of a document: the text of every field, the rows of its tables, and what stands outside of both."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from hakemus.word.controls import Names
from hakemus.word.counted_fields import CountedFields
from hakemus.word.extract import Extract, Paragraph, Row
from hakemus.word.limits import DEFAULT_LIMITS, Limits
from hakemus.word.markup import found, local, name, parse, value_of
from hakemus.word.package import STORIES, Package
from hakemus.word.paragraph_kinds import ParagraphKinds
from hakemus.word.prompt_controls import KnownPrompts, PromptControls
from hakemus.word.visible_text import HOLDERS, UNSEEN, text_of, visible

_HOLDERS = tuple(name(f"w:{holder}") for holder in sorted(HOLDERS))
_LOCKED = frozenset({"sdtContentLocked", "contentLocked"})


@dataclass(slots=True)
class _Chunk:
    text: str
    tag: str = ""
    copy: bool = False
    begins: bool = False


class Extractor:
    """Reads a document once: its body, and what stands in its headers, footers and notes beside the fields.

    `names` leads from bookmarks to fields; `is_long` tells which fields are long texts; `is_fixed` whether a paragraph
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
        self._names = names
        self._is_long = is_long
        self._is_fixed = is_fixed or (lambda _text: False)
        self._knows_fixed = is_fixed is not None
        self._prompts = PromptControls(prompts)
        self._limits: Limits = DEFAULT_LIMITS
        self._kinds = ParagraphKinds(package, self._limits)
        self._root = parse(package.parts[package.main], package.main, self._limits)
        self._others = [part for part in package.of_type(*STORIES) if part != package.main]
        self._package = package
        self._counted = CountedFields()
        self._open: dict[str, str] = {}
        self._tables = 0
        self._heading = self._caption = ""
        self._in_table = 0
        self._last_long = ""
        self._beginning: list[tuple[str, Paragraph]] = []
        self._pictures = 0
        self._in_boxes: list[tuple[str, str]] = []
        self._in_cell: set[str] = set()
        self.extract = Extract()

    def read(self) -> Extract:
        """Return what the document holds."""
        self.extract.tracked = bool(found(self._root, "//w:ins | //w:del | //w:moveFrom | //w:moveTo"))
        for body in self._root.iter(name("w:body")):
            self._blocks(body)
        for part in self._others:
            self._beside(parse(self._package.parts[part], part, self._limits))
        self.extract.outside += self._in_boxes
        self.extract.prompts, self.extract.unsure = self._prompts.seen, self._prompts.unsure
        return self.extract

    def _beside(self, story: etree._Element) -> None:
        """Tell the text of a header, footer or note that is no field's; its fields are copies of those in the body."""
        kept = self.extract
        self.extract, self._heading = Extract(), ""
        self._blocks(story)
        kept.outside += self.extract.outside
        shown = (*self.extract.lines.values(), *self.extract.copies.values())
        kept.beside += [text for texts in shown for text in texts if text.strip()]
        self.extract = kept

    def _blocks(self, holder: etree._Element, tag: str = "") -> None:
        for child in holder:
            kind = local(child)
            if kind == "p":
                self._paragraph(child, tag)
            elif kind == "tbl":
                self._in_table += 1
                self._table(child)
                self._in_table -= 1
                self._last_long, self._beginning = "", []
            elif kind == "bookmarkStart":
                self._start(child)
            elif kind == "bookmarkEnd":
                self._end(child)
            elif kind == "sdt":
                self._block_control(child, self._tag_of(child) or tag)
            elif kind not in UNSEEN:
                self._blocks(child, tag)

    def _block_control(self, control: etree._Element, tag: str) -> None:
        if not self._prompts.shows_prompt(control, tag) or not self._is_long(tag):
            self._blocks(control, tag)
            return
        self.extract.anchors[tag] = "tag"
        for holder in control.iter(*_HOLDERS):
            self._boxes(holder)
        self._add_prose(tag, "paragraph", "", "")
        self._last_long = tag

    def _paragraph(self, paragraph: etree._Element, tag: str = "") -> None:
        before, pictures = self._long_open(), self._pictures
        chunks = [*self._chunks(paragraph, tag)]
        kind, marker = self._kinds.of(paragraph)
        long = next(
            (chunk.tag for chunk in chunks if chunk.tag and not chunk.copy and self._is_long(chunk.tag)),
            before,
        )
        text = "".join(chunk.text for chunk in chunks)
        if any(chunk.begins and chunk.tag == long and not chunk.copy for chunk in chunks) and any(
            not chunk.tag and any(map(str.isalnum, chunk.text)) for chunk in chunks
        ):
            self.extract.in_line.append(long)
        if self._pictures > pictures:
            shown_in = (long, *(chunk.tag for chunk in chunks), self._last_long)
            self.extract.pictures.append(next(filter(None, shown_in), ""))
        if kind == "heading" and not (long and (long == tag or self._is_new(text))):
            self._heading, long = text.strip(), ""
            self._close(self._is_long)
            chunks = [_Chunk(chunk.text) if self._is_long(chunk.tag) else chunk for chunk in chunks]
        elif not long and self._goes_on(kind, text, chunks):
            long = self._last_long
        if long:
            self._take_beginning(long)
            self._add_prose(long, kind, marker, text)
            self._last_long = long
            return
        self._last_long = ""
        self._sort(chunks)
        if not self._in_table and text.strip() and not any(chunk.tag for chunk in chunks):
            self._caption = "" if kind == "heading" else text.strip()
            if kind != "heading":
                self.extract.plain.append((self._heading, _told_as(kind, marker, text)))
        if kind in ("heading", "other") or self._is_fixed(text) or any(chunk.tag for chunk in chunks):
            self._beginning = []
        elif text.strip():
            self._beginning.append((self.extract.outside[-1][1], Paragraph(kind, text, marker)))

    def _is_new(self, text: str) -> bool:
        """Return whether a paragraph was not there when the document was made, as far as that is known."""
        return self._knows_fixed and not self._is_fixed(text)

    def _take_beginning(self, tag: str) -> None:
        """Take unmarked paragraphs right before a long text as its own: some programs let its mark begin later."""
        if tag not in self.extract.prose and self._knows_fixed:
            for stray, part in self._beginning:
                self.extract.outside.remove((self._heading, stray))
                self._add_prose(tag, part.kind, part.marker, part.text)
        self._beginning = []

    def _goes_on(self, kind: str, text: str, chunks: list[_Chunk]) -> bool:
        """Return whether an unmarked paragraph belongs to the long text before it: one that was not there before."""
        ours = any(chunk.tag for chunk in chunks)
        return bool(self._last_long) and not ours and kind != "other" and not self._is_fixed(text)

    def _add_prose(self, tag: str, kind: str, marker: str, text: str) -> None:
        self.extract.headings.setdefault(tag, self._heading)
        told = _told_as(kind, marker, self._prompts.without_prompt(tag, text))
        self.extract.prose.setdefault(tag, []).append(told)

    def _sort(self, chunks: list[_Chunk]) -> None:
        """Give every piece of text to its field, and tell what belongs to none."""
        texts: dict[tuple[str, bool, int], str] = {}
        begun: Counter[str] = Counter()
        for chunk in (chunk for chunk in chunks if chunk.tag):
            begun[chunk.tag] += chunk.begins
            key = (chunk.tag, chunk.copy, max(begun[chunk.tag], 1))
            texts[key] = texts.get(key, "") + chunk.text
        for (tag, copy, _), typed in texts.items():
            text = self._prompts.without_prompt(tag, typed)
            known = (self.extract.copies if copy else self.extract.lines).setdefault(tag, [])
            # A mark may go on over another paragraph of its cell.
            if tag in self._in_cell and not copy and not begun[tag]:
                known[-1] = f"{known[-1]}\n{text}".strip("\n")
            else:
                known.append(text)
            if not copy:
                self._in_cell.add(tag)
        rest = "".join(chunk.text if not chunk.tag else " " for chunk in chunks).strip()
        if rest:
            self.extract.outside.append((self._heading, rest))

    def _chunks(self, element: Iterable[etree._Element], tag: str, *, copy: bool = False) -> Iterator[_Chunk]:
        for child in element:
            kind = local(child)
            if kind == "bookmarkStart":
                if opened := self._start(child):
                    yield _Chunk("", opened)
            elif kind == "bookmarkEnd":
                self._end(child)
            elif kind == "sdt":
                yield from self._control(child, tag)
            elif kind == "p":
                yield from self._chunks(child, tag, copy=copy)
            elif kind in HOLDERS:
                self._boxes(child)
            elif not self._counted.skips(child, kind) and kind not in UNSEEN:
                yield from self._texts(child, kind, tag, copy=copy)

    def _texts(self, element: etree._Element, kind: str, tag: str, *, copy: bool) -> Iterator[_Chunk]:
        text = text_of(element, kind)
        if text is None:
            yield from self._chunks(element, tag, copy=copy)
        elif text:
            yield _Chunk(text, tag or self._short_open() or self._long_open(), copy)

    def _boxes(self, holder: etree._Element) -> None:
        """Read what is typed in text boxes, where no field of ours stands; what holds no text is a picture."""
        boxes = [*holder.iter(name("w:txbxContent"))]
        self._pictures += not boxes
        around = self._open, self._last_long, self._beginning, self._heading, self._caption
        outside = self.extract.outside
        self._open, self._last_long, self._beginning, self.extract.outside = {}, "", [], self._in_boxes
        for box in boxes:
            if not any(local(parent) == "Fallback" for parent in box.iterancestors()):
                self._blocks(box)
        self._open, self._last_long, self._beginning, self._heading, self._caption = around
        self.extract.outside = outside

    def _control(self, control: etree._Element, outer: str) -> Iterator[_Chunk]:
        tag = self._tag_of(control)
        lock = value_of(next(iter(found(control, "w:sdtPr/w:lock")), None))
        copy = lock in _LOCKED and self._short_open() != tag  # a field in its own place may be locked too
        if tag:
            self.extract.anchors[tag] = "tag"
            yield _Chunk("", tag, copy, begins=not found(control, "w:sdtPr/w14:checkbox"))
        if self._prompts.shows_prompt(control, tag or outer or self._short_open() or self._long_open()):
            marks = control.iter(name("w:bookmarkStart"), name("w:bookmarkEnd"), *_HOLDERS)
            yield from self._chunks(marks, "")  # LibreOffice moves a mark into its control
            return
        for content in control.iterchildren(name("w:sdtContent")):
            yield from self._chunks(content, tag or outer, copy=bool(tag) and copy)

    def _tag_of(self, control: etree._Element) -> str:
        tag = value_of(next(iter(found(control, "w:sdtPr/w:tag")), None))
        return tag if self._names.knows(tag) else ""

    def _table(self, table: etree._Element) -> None:
        self._tables += 1
        number = self._tables
        titles = found(table, "w:tblPr/w:tblCaption | w:tblPr/w:tblDescription")
        self.extract.titles += [value_of(title) for title in titles]
        for row in found(
            table, "w:tr | w:sdt/w:sdtContent/w:tr | w:sdt/w:sdtContent/w:sdt/w:sdtContent/w:tr"
        ):
            if found(row, "w:trPr/w:del"):
                continue
            self._row(row, number)

    def _row(self, row: etree._Element, number: int) -> None:
        header = bool(found(row, "w:trPr/w:tblHeader"))
        made = Row(number, "", header=header, heading=self._heading, caption=self._caption)
        mark = len(self.extract.rows)
        self.extract.rows.append(made)
        for cell in found(row, "w:tc | w:sdt/w:sdtContent/w:tc"):
            self._cell(cell, made)
        made.item = _common_item([tag for tags, _ in made.cells for tag in tags])
        if any(row.fields or row.prose for row in self.extract.rows[mark + 1 :]):
            made.item = ""  # a table of fields inside a cell: its rows are told for themselves

    def _cell(self, cell: etree._Element, row: Row) -> None:
        long_before = {tag: len(paragraphs) for tag, paragraphs in self.extract.prose.items()}
        lines_before = {tag: len(texts) for tag, texts in self.extract.lines.items()}
        outside_before = len(self.extract.outside)
        self._last_long, self._beginning = "", []
        around, self._in_cell, marks = self._in_cell, set(), frozenset(self._open)
        self._blocks(cell)
        self._in_cell = around
        self._open = {number: tag for number, tag in self._open.items() if number in marks}
        own = [tag for tag, texts in self.extract.lines.items() if len(texts) > lines_before.get(tag, 0)]
        long = [tag for tag, texts in self.extract.prose.items() if len(texts) > long_before.get(tag, 0)]
        stray = "".join(text for _, text in self.extract.outside[outside_before:])
        # Typed beside the control, in its cell: it is the cell's value; a comma of ours between two is not.
        if len(own) == 1 and not long and any(map(str.isalnum, stray)):
            del self.extract.outside[outside_before:]
            whole = visible(cell, self._prompts.hidden)
            self.extract.lines[own[0]][-1] = self._prompts.without_prompt(own[0], whole)
        for tag in own:
            row.fields[tag], *others = self.extract.lines[tag][lines_before.get(tag, 0) :]
            if others and "[" in tag:  # its control was pasted once more into its cell
                del self.extract.lines[tag][-len(others) :]
                self.extract.copies.setdefault(tag, []).extend(others)
        for tag in long:
            first = long_before.get(tag, 0)
            row.prose[tag] = self.extract.prose[tag][first:]
            if first:  # a copied row: its text is not more of the first one's
                del self.extract.prose[tag][first:]
                if "[" not in tag:  # a row of no list: nothing else would tell it
                    self.extract.outside += [(self._heading, part.text) for part in row.prose[tag]]
        row.cells.append(((*own, *long), visible(cell, self._prompts.hidden)))

    def _start(self, bookmark: etree._Element) -> str:
        tag = self._names.tag(value_of(bookmark, "w:name"))
        if tag is None:
            return ""
        self._close(lambda other: other != tag)
        self._open[value_of(bookmark, "w:id")] = tag
        if self.extract.anchors.get(tag) != "tag":
            self.extract.anchors[tag] = "bookmark"
        return tag

    def _end(self, bookmark: etree._Element) -> None:
        tag = self._open.get(value_of(bookmark, "w:id"))
        if tag is not None:  # one that was begun again in each paragraph ends as a whole
            self._open = {number: other for number, other in self._open.items() if other != tag}

    def _close(self, ended: Callable[[str], bool]) -> None:
        """End marks that a program left without an end: none goes over what is another's, nor out of its cell."""
        self._open = {number: tag for number, tag in self._open.items() if not ended(tag)}

    def _short_open(self) -> str:
        return next((tag for tag in self._open.values() if not self._is_long(tag)), "")

    def _long_open(self) -> str:
        return next((tag for tag in self._open.values() if self._is_long(tag)), "")


def _told_as(kind: str, marker: str, text: str) -> Paragraph:
    """Return a paragraph of a long text, its number apart from its text."""
    if kind == "number" and "\t" in text:
        marker, _, text = text.partition("\t")
    return Paragraph("paragraph" if kind in ("heading", "other") else kind, text, marker.strip())


def _common_item(tags: list[str]) -> str:
    """Return the item of a list that fields belong to: `budget.items[2]`; of fields of no list, nothing."""
    items = [tag[: tag.rindex("]") + 1] for tag in tags if "]" in tag]
    return min(items, key=len) if items else ""
