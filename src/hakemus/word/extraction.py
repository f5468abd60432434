"""What people made of a document: the text of every field, the rows of its tables, and what stands outside of both."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from lxml import etree

from hakemus.values.field_paths import pattern_of
from hakemus.word.markup import DEFAULT_LIMITS, Limits, found, local, name, parse, value_of
from hakemus.word.package import STORIES, Package, headings_of, styles_of
from hakemus.word.printing import PLACEHOLDER, Names, is_bracketed

# What a paragraph is in long text: plain, an item of a list, a heading, or something else.

_NUMBERING = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
_PLAIN = (
    "normal",
    "body text",
    "form text",
    "text body",
    "list paragraph",
    "table text",
    "default paragraph style",
    "",
)


class ParagraphKinds:
    """The styles and lists of a document, as far as they tell what a paragraph is."""

    def __init__(self, package: Package, limits: Limits) -> None:
        self._headings = headings_of(package, limits)
        self._names = {
            value_of(style, "w:styleId"): value_of(style.find(name("w:name"))).lower()
            for style in styles_of(package, limits)
        }
        self._bullets: dict[str, bool] = {}
        for part in package.of_type(_NUMBERING):
            self._read_lists(parse(package.parts[part], part, limits))
        self._counts: dict[str, int] = {}

    def of(self, paragraph: etree._Element) -> tuple[str, str]:
        """Return `paragraph`, `bullet`, `number`, `heading` or `other`, and the marker of an item."""
        style = value_of(next(iter(found(paragraph, "w:pPr/w:pStyle")), None))
        label = self._names.get(style, style).lower()
        if style in self._headings:
            return "heading", ""
        if "list bullet" in label:
            return "bullet", "-"
        number = value_of(next(iter(found(paragraph, "w:pPr/w:numPr/w:numId")), None))
        if "list number" in label:
            return "number", ""
        if number not in ("", "0"):
            if self._bullets.get(number, True):
                return "bullet", "-"
            self._counts[number] = self._counts.get(number, 0) + 1
            return "number", f"{self._counts[number]}."
        return ("paragraph" if label in _PLAIN else "other"), ""

    def _read_lists(self, root: etree._Element) -> None:
        formats = {
            value_of(listed, "w:abstractNumId"): value_of(next(iter(found(listed, "w:lvl/w:numFmt")), None))
            for listed in root.iter(name("w:abstractNum"))
        }
        for listed in root.iter(name("w:num")):
            format_ = formats.get(value_of(listed.find(name("w:abstractNumId"))), "")
            self._bullets[value_of(listed, "w:numId")] = format_ in ("bullet", "")


# Fields that Word counts for itself, such as page numbers: what they show is nobody's text.

_COUNTED = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|SECTION)\b")


class CountedFields:
    """Tells, element by element in the order of the document, whether one stands in such a field."""

    def __init__(self) -> None:
        self._instructions: list[str] = []

    def skips(self, element: etree._Element, kind: str) -> bool:
        """Return whether an element is to be passed over."""
        if kind == "fldSimple":
            return _COUNTED.match(value_of(element, "w:instr")) is not None
        if kind == "fldChar":
            self._step(value_of(element, "w:fldCharType"))
            return True
        if kind == "instrText" and self._instructions:
            self._instructions[-1] += element.text or ""
        return kind == "t" and any(_COUNTED.match(one) for one in self._instructions)

    def _step(self, edge: str) -> None:
        if edge == "begin":
            self._instructions.append("")
        elif edge == "end" and self._instructions:
            self._instructions.pop()


# Signs of Word's symbol fonts as letters of Unicode: Word writes an arrow or a smile by its place in a font.

_FONTS = {
    "wingdings": {
        0x4A: "\N{WHITE SMILING FACE}",
        0x4C: "\N{WHITE FROWNING FACE}",
        0x6C: "\N{BLACK CIRCLE}",
        0x6E: "\N{BLACK SQUARE}",
        0x6F: "\N{WHITE SQUARE}",
        0x76: "\N{BLACK DIAMOND MINUS WHITE X}",
        0xA7: "\N{BLACK SMALL SQUARE}",
        0xA8: "\N{WHITE MEDIUM SQUARE}",
        0xD8: "\N{THREE-D TOP-LIGHTED RIGHTWARDS ARROWHEAD}",
        0xDF: "\N{LEFTWARDS ARROW}",
        0xE0: "\N{RIGHTWARDS ARROW}",
        0xE7: "\N{LEFTWARDS DOUBLE ARROW}",
        0xE8: "\N{RIGHTWARDS DOUBLE ARROW}",
        0xF3: "\N{LEFT RIGHT DOUBLE ARROW}",
        0xFC: "\N{CHECK MARK}",
        0xFD: "\N{BALLOT BOX WITH X}",
        0xFE: "\N{BALLOT BOX WITH CHECK}",
    },
    "symbol": {
        0x2D: "\N{MINUS SIGN}",
        0xA3: "\N{LESS-THAN OR EQUAL TO}",
        0xAB: "\N{LEFT RIGHT ARROW}",
        0xAC: "\N{LEFTWARDS ARROW}",
        0xAE: "\N{RIGHTWARDS ARROW}",
        0xB0: "\N{DEGREE SIGN}",
        0xB1: "\N{PLUS-MINUS SIGN}",
        0xB3: "\N{GREATER-THAN OR EQUAL TO}",
        0xB4: "\N{MULTIPLICATION SIGN}",
        0xB7: "\N{BULLET}",
        0xB9: "\N{NOT EQUAL TO}",
        0xBB: "\N{ALMOST EQUAL TO}",
    },
}
_PRIVATE = range(0xF000, 0xF100)
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
"""What stands for a sign of which only its font knows what it is: seen, so that somebody can mend it."""


def symbol(font: str, place: str) -> str:
    """Return the letter of a sign at a place of a font, told in hexadecimal digits.

    >>> symbol("Wingdings", "F0E0"), symbol("Segoe UI Symbol", "2713"), symbol("Webdings", "F021")
    ('→', '✓', '�')
    """
    try:
        number = int(place, 16)
        letter = chr(number)
    except (ValueError, OverflowError):
        return UNKNOWN
    signs = _FONTS.get(font.lower())
    if signs is not None:
        return signs.get(number & 0xFF, UNKNOWN)
    return UNKNOWN if number in _PRIVATE or not letter.isprintable() else letter


# The text of an element as a reader sees it: tracked changes accepted, properties and field codes left out.

UNSEEN = frozenset(
    {"del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "tcPr", "trPr", "Fallback", "instrText"}
)
"""Elements whose text is none of the document's."""

HOLDERS = frozenset({"drawing", "pict", "object"})
"""Elements that may hold text boxes, which are read for themselves."""

_SIGNS = {
    "tab": "\t",
    "noBreakHyphen": "\N{NON-BREAKING HYPHEN}",
    "softHyphen": "\N{SOFT HYPHEN}",
    **dict.fromkeys(HOLDERS, ""),
}


def visible(element: etree._Element, hidden: Collection[etree._Element] = ()) -> str:
    """Return the text of an element as if all tracked changes were accepted; paragraphs are lines.

    What stands in a `hidden` element, or in a text box, is left out.
    """
    unseen = {*hidden, *element.iter(name("w:txbxContent"))}
    shown = (
        paragraph
        for paragraph in element.iter(name("w:p"))
        if not unseen or not any(up in unseen for up in paragraph.iterancestors())
    )
    lines = ["".join(texts_in(paragraph, hidden)) for paragraph in shown]
    return "\n".join(lines).strip("\n")


def normal(text: str) -> str:
    r"""Return a text for comparing: blanks of every kind as one.

    >>> normal(" a\u00a0 b\n")
    'a b'
    """
    return " ".join(text.split())


def texts_in(element: etree._Element, hidden: Collection[etree._Element] = ()) -> Iterator[str]:
    """Yield the pieces of text inside an element, leaving out what is not seen and what is `hidden`."""
    for child in element:
        kind = local(child)
        if kind in UNSEEN or child in hidden:
            continue
        text = text_of(child, kind)
        if text is None:
            yield from texts_in(child, hidden)
        else:
            yield text


def text_of(element: etree._Element, kind: str) -> str | None:
    """Return the text that an element is, or None where it may hold some."""
    if kind == "t":
        return element.text or ""
    if kind in ("br", "cr"):
        return "\n" if value_of(element, "w:type") in ("", "textWrapping") else ""
    if kind == "sym":
        return symbol(value_of(element, "w:font"), value_of(element, "w:char"))
    return _SIGNS.get(kind)


# What was found in a document that people filled or edited: fields, rows, and what stands outside of both.


@dataclass(slots=True)
class Paragraph:
    """A paragraph of a field's long text: its kind, as blocks of prose are, its marker and its text."""

    kind: str
    text: str
    marker: str = ""


@dataclass(slots=True)
class Row:
    """A row of a table: the item of a list that it shows, its fields, and each cell with its fields and its text.

    `heading` is the one it stands under, `caption` the paragraph before its table.
    """

    table: int
    item: str
    fields: dict[str, str] = field(default_factory=dict)
    prose: dict[str, list[Paragraph]] = field(default_factory=dict)
    cells: list[tuple[tuple[str, ...], str]] = field(default_factory=list)
    header: bool = False
    heading: str = ""
    caption: str = ""


@dataclass(slots=True)
class Extract:
    """What was found: texts by field, long texts by field, rows in order, copies, and what stands outside.

    `plain` are the paragraphs outside of tables without any field, with the heading they stand under; `headings` tell
    under which one each long text stands.
    A field that shows its prompt is empty; `prompts` are those of each pattern; `unsure` are the texts in brackets, by
    field, of which nothing tells whether they are a prompt, so that the field is read as empty. `beside` are the fields
    of headers and footers, which repeat the body's; `pictures` the fields in or behind which something stands
    that is no text; `titles` are those that tables have for who does not see them, which some programs print;
    `in_line` are long texts whose control stands in the midst of other text.
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
    tracked: bool = False


# Whether a control or a text shows only its prompt, by what programs say of it and by what the form was made with.

_IN_BRACKETS = re.compile(r"\[[^\[\]]*\]")


@dataclass(frozen=True, slots=True)
class KnownPrompts:
    """The prompts that a document was made with: `by_pattern` those of each field, `holds` what it tells of others.

    `are_all` is true when it had no others, so that another text in brackets was typed. A paper that is no form has
    none.
    """

    by_pattern: Mapping[str, AbstractSet[str]]
    holds: Callable[[str], bool] = lambda _text: False
    are_all: bool = False

    def has(self, tag: str, text: str) -> bool:
        """Return whether a text is the prompt of a field."""
        return bool(self.by_pattern) and (
            text in self.by_pattern.get(pattern_of(tag), ()) or self.holds(text)
        )

    def without(self, text: str) -> str:
        """Return a text that is no field's yet without the prompts of any; of prompts alone, nothing."""
        if "[" not in text or not self.by_pattern:
            return text
        every = frozenset[str]().union(*self.by_pattern.values())
        left = _IN_BRACKETS.sub(
            lambda piece: "" if normal(piece[0]) in every or self.holds(normal(piece[0])) else piece[0], text
        )
        return left if left == text or any(map(str.isalnum, left)) else ""


@dataclass(slots=True)
class PromptControls:
    """Tells prompts from what was typed, in one document; without `known` prompts, only by what its controls say.

    `hidden` are the controls that show one, `seen` the prompts of each pattern, `unsure` the texts in brackets, by
    field, of which nothing tells whether they are a prompt or an answer.
    """

    known: KnownPrompts | None
    hidden: set[etree._Element] = field(default_factory=set)
    seen: dict[str, set[str]] = field(default_factory=dict)
    unsure: dict[str, list[str]] = field(default_factory=dict)

    def shows_prompt(self, control: etree._Element, tag: str) -> bool:
        """Return whether a control is empty: it says so, or it holds the text of its prompt and no other."""
        if not tag:  # which field it is may stand inside
            return False
        text = normal("".join(texts_in(control)))
        says_so = _says_prompt(control, text, by_look=self.known is not None)
        if says_so:
            self.seen.setdefault(pattern_of(tag), set()).add(text)
        is_prompt = self._is_prompt(tag, text, says_so=says_so)
        if is_prompt:
            self.hidden.add(control)
        return is_prompt

    def without_prompt(self, tag: str, text: str) -> str:
        """Return what was typed, also where the prompt was left standing beside it."""
        if self._is_prompt(tag, normal(text), says_so=False):
            return ""
        known = self.known
        if known is None or "[" not in text:
            return text
        left = _IN_BRACKETS.sub(lambda piece: "" if known.has(tag, normal(piece[0])) else piece[0], text)
        return left.strip() if left != text else text

    def _is_prompt(self, tag: str, text: str, *, says_so: bool) -> bool:
        known = self.known
        if known is None:
            return says_so
        if known.has(tag, text):
            return True
        if not known.by_pattern or not is_bracketed(text):
            return says_so
        if says_so is known.are_all:  # it says so of what is no prompt of its form, or a mark was lost
            self.unsure.setdefault(tag, []).append(text)
        return says_so or not known.are_all


def _says_prompt(control: etree._Element, text: str, *, by_look: bool) -> bool:
    """Return whether a control says that its text is a prompt, and is to be believed.

    Word says so of its own prompts too, in the style of prompts (`by_look`). LibreOffice goes on saying so of a day
    or a choice that somebody has filled.
    """
    if not found(control, "w:sdtPr/w:showingPlcHdr"):
        return False
    if not text or is_bracketed(text):
        return True
    return not _is_picked(control, text) and (not by_look or _is_in_style(control, PLACEHOLDER))


def _is_picked(control: etree._Element, text: str) -> bool:
    items = found(control, "w:sdtPr/w:dropDownList/w:listItem | w:sdtPr/w:comboBox/w:listItem")
    is_day = bool(found(control, "w:sdtPr/w:date")) and any(map(str.isdigit, text))
    return is_day or text in {" ".join(value_of(item, "w:displayText").split()) for item in items}


def _is_in_style(control: etree._Element, style: str) -> bool:
    runs = found(control, ".//w:sdtContent//w:r")
    return bool(runs) and all(found(run, f"w:rPr/w:rStyle[@w:val='{style}']") for run in runs)


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
        if kind in ("heading", "other") or any(chunk.tag for chunk in chunks) or self._is_fixed(text):
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
