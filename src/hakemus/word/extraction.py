"""What people made of a document: the text of every field, the rows of its tables, and what stands outside of both."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from lxml import etree

from hakemus.word.controls import Names, pattern_of
from hakemus.word.counted_fields import CountedFields
from hakemus.word.extract import Extract, Paragraph, Row
from hakemus.word.form_fields import is_bracketed
from hakemus.word.limits import DEFAULT_LIMITS, Limits
from hakemus.word.markup import found, local, name, parse, value_of
from hakemus.word.package import STORIES, Package
from hakemus.word.paragraph_kinds import ParagraphKinds
from hakemus.word.prompt_controls import says_prompt

__all__ = ["Extract", "Extractor", "Paragraph", "Row", "normal", "visible"]

_DROPPED = frozenset(
    {"del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "tcPr", "trPr", "Fallback", "instrText"}
)
_HOLDERS = frozenset({"drawing", "pict", "object"})
_LOCKED = frozenset({"sdtContentLocked", "contentLocked"})


def _nothing_is(_text: str) -> bool:
    return False


@dataclass(slots=True)
class _Chunk:
    text: str
    tag: str = ""
    copy: bool = False


class Extractor:
    """Reads a document once: its body, and what stands in its headers, footers and notes beside the fields.

    `names` leads from bookmarks to fields; `is_long` tells which fields are long texts; `is_fixed` whether a paragraph
    was there when the document was made, so that what is written after a long text is known from what followed it;
    `prompts` those that it had, since some programs forget that a text is only a prompt; `are_all_known` that it had no
    others, so that another text in brackets was typed.
    """

    def __init__(
        self,
        package: Package,
        names: Names,
        is_long: Callable[[str], bool],
        is_fixed: Callable[[str], bool] = _nothing_is,
        prompts: Mapping[str, AbstractSet[str]] | None = None,
        *,
        are_all_known: bool = False,
    ) -> None:
        self._names = names
        self._is_long = is_long
        self._is_fixed = is_fixed
        self._prompts = prompts
        self._are_all_known = are_all_known
        self._hidden: set[etree._Element] = set()
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
        self.extract = Extract()

    def read(self) -> Extract:
        """Return what the document holds."""
        self.extract.tracked = bool(found(self._root, "//w:ins | //w:del | //w:moveFrom | //w:moveTo"))
        for body in self._root.iter(name("w:body")):
            self._blocks(body)
        for part in self._others:
            self._beside(parse(self._package.parts[part], part, self._limits))
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
            elif kind not in _DROPPED:
                self._blocks(child, tag)

    def _block_control(self, control: etree._Element, tag: str) -> None:
        if not self._shows_prompt(control, tag) or not self._is_long(tag):
            self._blocks(control, tag)
            return
        self.extract.anchors[tag] = "tag"
        self._add_prose(tag, "paragraph", "", "")
        self._last_long = tag

    def _paragraph(self, paragraph: etree._Element, tag: str = "") -> None:
        before = self._long_open()
        chunks = [*self._chunks(paragraph, tag)]
        kind, marker = self._kinds.of(paragraph)
        long = next((chunk.tag for chunk in chunks if chunk.tag and self._is_long(chunk.tag)), before)
        text = "".join(chunk.text for chunk in chunks)
        if kind == "heading":
            self._heading, long = text.strip(), long if long and long == tag else ""
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

    def _take_beginning(self, tag: str) -> None:
        """Take unmarked paragraphs right before a long text as its own: some programs let its mark begin later."""
        if tag not in self.extract.prose and self._is_fixed is not _nothing_is:
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
        told = _told_as(kind, marker, self._without_prompt(tag, text))
        self.extract.prose.setdefault(tag, []).append(told)

    def _sort(self, chunks: list[_Chunk]) -> None:
        """Give every piece of text to its field, and tell what belongs to none."""
        texts: dict[tuple[str, bool], str] = {}
        for chunk in (chunk for chunk in chunks if chunk.tag):
            key = (chunk.tag, chunk.copy)
            texts[key] = texts.get(key, "") + chunk.text
        for (tag, copy), typed in texts.items():
            text = self._without_prompt(tag, typed)
            (self.extract.copies if copy else self.extract.lines).setdefault(tag, []).append(text)
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
            elif kind in _HOLDERS:
                self._boxes(child)
            elif not self._counted.skips(child, kind) and kind not in _DROPPED:
                yield from self._texts(child, kind, tag, copy=copy)

    def _texts(self, element: etree._Element, kind: str, tag: str, *, copy: bool) -> Iterator[_Chunk]:
        text = _text(element, kind)
        if text is None:
            yield from self._chunks(element, tag, copy=copy)
        elif text:
            yield _Chunk(text, tag or self._short_open() or self._long_open(), copy)

    def _boxes(self, holder: etree._Element) -> None:
        """Read what is typed in text boxes: no field of ours stands in one."""
        for box in holder.iter(name("w:txbxContent")):
            if not any(local(parent) == "Fallback" for parent in box.iterancestors()):
                self._blocks(box)

    def _control(self, control: etree._Element, outer: str) -> Iterator[_Chunk]:
        tag = self._tag_of(control)
        lock = value_of(next(iter(found(control, "w:sdtPr/w:lock")), None))
        copy = lock in _LOCKED and self._short_open() != tag  # a field in its own place may be locked too
        if tag:
            self.extract.anchors[tag] = "tag"
            yield _Chunk("", tag, copy)
        if self._shows_prompt(control, tag or outer or self._short_open() or self._long_open()):
            marks = control.iter(name("w:bookmarkStart"), name("w:bookmarkEnd"))
            yield from self._chunks(marks, "")  # LibreOffice moves a mark into its control
            return
        for content in control.iterchildren(name("w:sdtContent")):
            yield from self._chunks(content, tag or outer, copy=bool(tag) and copy)

    def _tag_of(self, control: etree._Element) -> str:
        tag = value_of(next(iter(found(control, "w:sdtPr/w:tag")), None))
        return tag if self._names.knows(tag) else ""

    def _shows_prompt(self, control: etree._Element, tag: str) -> bool:
        """Return whether a control is empty: it says so, or it holds the text of its prompt and no other."""
        if not tag:  # which field it is may stand inside
            return False
        text, pattern = normal("".join(_texts(control))), pattern_of(tag)
        is_prompt = self._is_prompt(tag, text)
        if says_prompt(control, text, by_look=self._prompts is not None):
            self.extract.prompts.setdefault(pattern, set()).add(text)
            is_prompt = True
        if is_prompt:
            self._hidden.add(control)
        return is_prompt

    def _is_prompt(self, tag: str, text: str) -> bool:
        """Return whether a text is the prompt of its field; in a form, also one of another version, in its brackets."""
        if not self._prompts:
            return False
        bare = normal(text)
        is_known = bare in self._prompts.get(pattern_of(tag), ())
        return is_known or (is_bracketed(bare) and not self._are_all_known)

    def _without_prompt(self, tag: str, text: str) -> str:
        """Return what was typed, also where the prompt was left standing before or after it."""
        if self._is_prompt(tag, text):
            return ""
        for prompt in self._prompts.get(pattern_of(tag), ()) if self._prompts is not None else ():
            if (bare := text.strip()) and (bare.startswith(prompt) or bare.endswith(prompt)):
                return bare.removeprefix(prompt).removesuffix(prompt).strip()
        return text

    def _table(self, table: etree._Element) -> None:
        self._tables += 1
        number = self._tables
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
        if len(self.extract.rows) - 1 != mark:  # a table inside a cell: its rows are told for themselves
            made.item = ""

    def _cell(self, cell: etree._Element, row: Row) -> None:
        long_before = {tag: len(paragraphs) for tag, paragraphs in self.extract.prose.items()}
        lines_before = {tag: len(texts) for tag, texts in self.extract.lines.items()}
        outside_before = len(self.extract.outside)
        self._last_long, self._beginning = "", []
        self._blocks(cell)
        own = [tag for tag, texts in self.extract.lines.items() if len(texts) > lines_before.get(tag, 0)]
        long = [tag for tag, texts in self.extract.prose.items() if len(texts) > long_before.get(tag, 0)]
        stray = "".join(text for _, text in self.extract.outside[outside_before:])
        # Typed beside the control, in its cell: it is the cell's value; a comma of ours between two is not.
        if len(own) == 1 and not long and any(map(str.isalnum, stray)):
            del self.extract.outside[outside_before:]
            self.extract.lines[own[0]][-1] = visible(cell, self._hidden)
        for tag in own:
            row.fields[tag] = "".join(self.extract.lines[tag][lines_before.get(tag, 0) :])
        for tag in long:
            first = long_before.get(tag, 0)
            row.prose[tag] = self.extract.prose[tag][first:]
            if first:  # a copied row: its text is not more of the first one's
                del self.extract.prose[tag][first:]
                if "[" not in tag:  # a row of no list: nothing else would tell it
                    self.extract.outside += [(self._heading, part.text) for part in row.prose[tag]]
        row.cells.append(((*own, *long), visible(cell, self._hidden)))

    def _start(self, bookmark: etree._Element) -> str:
        tag = self._names.tag(value_of(bookmark, "w:name"))
        if tag is None:
            return ""
        self._open[value_of(bookmark, "w:id")] = tag
        if self.extract.anchors.get(tag) != "tag":
            self.extract.anchors[tag] = "bookmark"
        return tag

    def _end(self, bookmark: etree._Element) -> None:
        tag = self._open.get(value_of(bookmark, "w:id"))
        if tag is not None:  # one that was begun again in each paragraph ends as a whole
            self._open = {number: other for number, other in self._open.items() if other != tag}

    def _short_open(self) -> str:
        return next((tag for tag in self._open.values() if not self._is_long(tag)), "")

    def _long_open(self) -> str:
        return next((tag for tag in self._open.values() if self._is_long(tag)), "")


def _told_as(kind: str, marker: str, text: str) -> Paragraph:
    """Return a paragraph of a long text, its number apart from its text."""
    if kind == "number" and "\t" in text:
        marker, _, text = text.partition("\t")
    return Paragraph("paragraph" if kind in ("heading", "other") else kind, text, marker.strip())


def visible(element: etree._Element, hidden: Collection[etree._Element] = ()) -> str:
    """Return the text of an element as if all tracked changes were accepted; paragraphs are lines.

    What stands in a `hidden` element is left out.
    """
    shown = (
        paragraph
        for paragraph in element.iter(name("w:p"))
        if not hidden or not any(up in hidden for up in paragraph.iterancestors(name("w:sdt")))
    )
    lines = ["".join(_texts(paragraph, hidden)) for paragraph in shown]
    return "\n".join(lines).strip("\n")


def normal(text: str) -> str:
    r"""Return a text for comparing: blanks of every kind as one.

    >>> normal(" a\u00a0 b\n")
    'a b'
    """
    return " ".join(text.split())


def _texts(element: etree._Element, hidden: Collection[etree._Element] = ()) -> Iterator[str]:
    for child in element:
        kind = local(child)
        if kind in _DROPPED or child in hidden:
            continue
        text = _text(child, kind)
        if text is None:
            yield from _texts(child, hidden)
        else:
            yield text


def _text(element: etree._Element, kind: str) -> str | None:
    """Return the text that an element is, or None where it may hold some."""
    if kind == "t":
        return element.text or ""
    if kind in ("br", "cr"):
        return "\n" if value_of(element, "w:type") in ("", "textWrapping") else ""
    if kind == "tab":
        return "\t"
    if kind == "noBreakHyphen":
        return "\u2011"
    if kind in _HOLDERS:
        return ""
    return None


def _common_item(tags: list[str]) -> str:
    """Return the item of a list that fields belong to: `budget.items[2]`; of fields of no list, nothing."""
    items = [tag[: tag.rindex("]") + 1] for tag in tags if "]" in tag]
    return min(items, key=len) if items else ""
