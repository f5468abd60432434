"""The text of a document as its reader sees it, piece by piece, each with the field that it belongs to.

What Word, LibreOffice and other programs do to a paper, and how it is answered here, is shown with specimens in
`docs/reading-word-files.md`.
"""

import re
import tomllib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from lxml import etree

from hakemus.values.paths import pattern_of
from hakemus.values.text import composed
from hakemus.word.foreign import UNREAD, is_unread
from hakemus.word.markup import USUAL, Limits, found, local_name, name, parse, value_of, whole
from hakemus.word.package import STYLES, Package, headings_in, inherited
from hakemus.word.printing import Names, is_bracketed

# Signs of Word's symbol fonts as letters of Unicode: Word writes an arrow or a smile by its place in a font.

_PRIVATE = range(0xF000, 0xF100)
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
"""What is read for a sign of which only its font knows what it is: it is seen, so that somebody can correct it."""


def symbol(font: str, place: str) -> str:
    """Return the letter of a sign at a place of a font, given in hexadecimal digits.

    >>> symbol("Wingdings", "F0E0"), symbol("Segoe UI Symbol", "2713"), symbol("Webdings", "F021")
    ('→', '✓', '�')
    """
    try:
        number = int(place, 16)
        letter = chr(number)
    except (ValueError, OverflowError):
        return UNKNOWN
    signs = _fonts().get(font.lower())
    if signs is not None:
        return signs.get(f"{number & 0xFF:02X}", UNKNOWN)
    return UNKNOWN if number in _PRIVATE or not letter.isprintable() else letter


@cache
def _fonts() -> Mapping[str, Mapping[str, str]]:
    """Return the letters of each symbol font."""
    return tomllib.loads(Path(__file__).with_name("symbols.toml").read_text(encoding="utf-8"))


# The text of an element as a reader sees it: tracked changes accepted, properties and field codes left out.

UNSEEN = frozenset(
    {"del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "tcPr", "trPr", "Fallback", "instrText", UNREAD}
)
"""Elements whose text is not the document's."""

_HOLDERS = frozenset({"drawing", "pict", "object"})
"""Elements that may hold text boxes, which are read for themselves."""

_PARAGRAPH, _BOX = name("w:p"), name("w:txbxContent")

_SIGNS = {
    "tab": "\t",
    "noBreakHyphen": "\N{NON-BREAKING HYPHEN}",
    "softHyphen": "\N{SOFT HYPHEN}",
    **dict.fromkeys(_HOLDERS, ""),
}


def visible(element: etree._Element, hidden: Collection[etree._Element] = ()) -> str:
    """Return the text of an element as if all tracked changes were accepted; paragraphs are lines.

    What is in a `hidden` control, or in a text box, is left out.
    """
    unseen = {up for up in element.iterancestors() if up in hidden} if hidden else set()
    unseen |= {*element.iter(_BOX)}
    paragraphs = [*element.iter(_PARAGRAPH)]
    if unseen or any(paragraph.getparent() is not element for paragraph in paragraphs):
        paragraphs = [
            paragraph
            for paragraph in paragraphs
            if not any(up in unseen or up in hidden for up in paragraph.iterancestors())
        ]
    return "\n".join("".join(texts_in(paragraph, hidden)) for paragraph in paragraphs).strip("\n")


def normal(text: str) -> str:
    r"""Return a text for comparing: blanks of every kind as one.

    >>> normal(" a\u00a0 b\n")
    'a b'
    """
    return composed(" ".join(text.split()))


def texts_in(element: etree._Element, hidden: Collection[etree._Element] = ()) -> list[str]:
    """Return the pieces of text inside an element, leaving out what is not seen and controls that are `hidden`."""
    texts: list[str] = []
    for child in element:
        kind = local_name(child.tag)
        if kind == "t":
            texts.append(composed(child.text or ""))
        elif kind not in UNSEEN and child not in hidden:
            text = text_of(child, kind)
            texts += texts_in(child, hidden) if text is None else (text,)
    return texts


def text_of(element: etree._Element, kind: str) -> str | None:
    """Return the text that an element is, or None where it may hold some."""
    if kind == "t":
        return composed(element.text or "")
    if kind in ("br", "cr"):
        return "\n" if value_of(element, "w:type") in ("", "textWrapping") else ""
    if kind == "sym":
        return symbol(value_of(element, "w:font"), value_of(element, "w:char"))
    return _SIGNS.get(kind)


# What a control says of itself.

_CONTROL_SAYS, _TAG, _LOCK, _CHECKBOX, _DAY, _PROMPT_SHOWN = map(
    name, ("w:sdtPr", "w:tag", "w:lock", "w14:checkbox", "w:date", "w:showingPlcHdr")
)


def said_by(control: etree._Element) -> dict[str, etree._Element]:
    """Return the properties of a control by their names, of several of a name the first."""
    said: dict[str, etree._Element] = {}
    for holder in control:
        if holder.tag == _CONTROL_SAYS:
            for one in holder:
                said.setdefault(one.tag, one)
    return said


# Whether a control or a text shows only its prompt, by what programs say of it and by what the form was made with.

_IN_BRACKETS = re.compile(r"\[[^\[\]]*\]")
_OF_WORD = re.compile(
    r"(?:kirjoita|anna|syötä|lisää) \w+ (?:napsauttamalla|napauttamalla)(?: tai napauttamalla)? tätä"
    r"|valitse (?:kohde|vaihtoehto|päivämäärä|rakenneosa)"
    r"|klicka(?: eller tryck)?(?: här)? för att ange (?:text|datum|ett datum)"
    r"|(?:klicka(?: eller tryck)? här för att |)(?:välj|ange) (?:ett objekt|ett alternativ|ett byggblock|ett datum)"
    r"|click(?: or tap)?(?: here)? to enter (?:text|a date)"
    r"|choose (?:an item|a building block)"
    r"|enter any content that you want to repeat, .*"
    r"|klicken(?: oder tippen)? sie(?: hier)?, um .* einzugeben|wählen sie ein element aus"
    r"|teksti sisestamiseks klõpsake .*|valige üksus"
    r"|klikk(?: eller trykk)? her for å skrive inn .*|velg et element"
    r"|klik(?: eller tryk)?(?: her)? for at angive .*|vælg et element",
    re.IGNORECASE,
)
"""What Word itself shows in an empty control: of text, of a choice and of a day, in the languages of the North."""


@dataclass(frozen=True, slots=True)
class KnownPrompts:
    """The prompts that a document was made with: `by_pattern` those of each field, `holds` those of others.

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

    def around(self, tag: str, text: str) -> str | None:
        """Return what was typed in the middle of a field's prompt; None of a text that doesn't begin and end as one."""
        for prompt in sorted(self.by_pattern.get(pattern_of(tag), ()), key=len, reverse=True):
            begun, ended = _same_letters(prompt, text), _same_letters(prompt[::-1], text[::-1])
            if begun and ended and begun + ended >= len(prompt) < len(text):
                return text[begun : len(text) - min(ended, len(prompt) - begun)].strip() or None
        return None

    def without(self, text: str) -> str:
        """Return a text that is no field's yet without the prompts of any; of prompts alone, nothing."""
        if "[" not in text or not self.by_pattern:
            return text
        every = frozenset[str]().union(*self.by_pattern.values())
        left = _IN_BRACKETS.sub(
            lambda piece: "" if normal(piece[0]) in every or self.holds(normal(piece[0])) else piece[0], text
        )
        return left if left == text or any(map(str.isalnum, left)) else ""


def _same_letters(one: str, other: str) -> int:
    """Return with how many letters two texts begin alike.

    >>> _same_letters("[Lyhyt nimi.]", "[Lyhyt Kylätalo nimi.]")
    7
    """
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (first, second) in pairs if first != second), min(len(one), len(other)))


@dataclass(slots=True)
class Prompts:
    """Separates prompts from what was typed, in one document; without `known` prompts, only by what its controls say.

    `hidden` are the controls that show one, `seen` the prompts of each pattern, `unsure` the texts in brackets, by
    field, of which nothing says whether they are a prompt or an answer.
    """

    known: KnownPrompts | None
    hidden: set[etree._Element] = field(default_factory=set)
    seen: dict[str, set[str]] = field(default_factory=dict)
    unsure: dict[str, list[str]] = field(default_factory=dict)

    def shown_by(self, control: etree._Element, said: Mapping[str, etree._Element], tag: str) -> bool:
        """Return whether a control is empty: it says so, or it holds the text of its prompt and no other."""
        if not tag:  # which field it is may be known inside
            return False
        text = normal("".join(texts_in(control)))
        says_so = _says_prompt(control, said, text)
        if says_so:
            self.seen.setdefault(pattern_of(tag), set()).add(text)
        is_prompt = self._is_prompt(tag, text, says_so=says_so)
        if is_prompt:
            self.hidden.add(control)
        return is_prompt

    def without(self, tag: str, text: str) -> str:
        """Return what was typed, also where the prompt was left next to it."""
        if self._is_prompt(tag, normal(text), says_so=False):
            return ""
        known = self.known
        if known is None or "[" not in text:
            return text
        left = _IN_BRACKETS.sub(lambda piece: "" if known.has(tag, normal(piece[0])) else piece[0], text)
        if left != text:
            return left.strip()
        return known.around(tag, normal(text)) or text

    def _is_prompt(self, tag: str, text: str, *, says_so: bool) -> bool:
        known = self.known
        if known is None:
            return says_so
        if known.has(tag, text) or _OF_WORD.fullmatch(text.rstrip(".")):
            return True
        if not known.by_pattern or not is_bracketed(text):
            # The flag alone decides nothing: SuperDoc and Spire.Doc leave it, and the style, on what was typed.
            return says_so and (not text or is_bracketed(text))
        if known.around(tag, text) is not None:
            return False
        if says_so is known.are_all:  # it says so of what is no prompt of its form, or a mark was lost
            self.unsure.setdefault(tag, []).append(text)
        return says_so or not known.are_all


def _says_prompt(control: etree._Element, said: Mapping[str, etree._Element], text: str) -> bool:
    """Return whether a control says that its text is a prompt; LibreOffice says so of a filled day or choice too."""
    if _PROMPT_SHOWN not in said:
        return False
    if not text or is_bracketed(text):
        return True
    is_day = _DAY in said and any(map(str.isdigit, text))
    items = found(control, "w:sdtPr/w:dropDownList/w:listItem | w:sdtPr/w:comboBox/w:listItem")
    return not is_day and text not in {normal(value_of(item, "w:displayText")) for item in items}


# The pieces of a paragraph: its text, each with the field whose bookmark is open or whose control it is in.

_LOCKED = frozenset({"sdtContentLocked", "contentLocked"})
_COUNTED = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|SECTION)\b")
"""Fields that Word counts for itself, such as page numbers: what they show is nobody's text."""


@dataclass(slots=True)
class Piece:
    """A text with its field (`tag`): in a locked `copy` of the field, or where a control of it `begins`.

    It may be `loose`: in no control, so that only an open mark says whose it is.
    """

    text: str
    tag: str = ""
    copy: bool = False
    begins: bool = False
    loose: bool = False


@dataclass(slots=True)
class Pieces:
    """What a paragraph holds: its texts, those that are `unread`, the text boxes in it, and how many pictures.

    `days` are those that controls for a day keep for themselves: field, text, day. It `is_whole` if its texts are all
    that is seen of it.
    """

    texts: list[Piece] = field(default_factory=list)
    unread: list[Piece] = field(default_factory=list)
    days: list[tuple[str, str, str]] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    pictures: int = 0
    is_whole: bool = True


class Walker:
    """Goes through one story of a document in its order, with the bookmarks of fields that are open.

    `names` leads from bookmarks to fields; `is_long` says which fields are long texts; `anchors` collects by what each
    field was found: its control (`tag`), or only its `bookmark`; `controlled` are those that have a control, though
    some programs forget whose it is, or that show something; `short_open` or `long_open` is the field of one line, or
    the long text, whose mark is open.
    """

    def __init__(
        self, names: Names, is_long: Callable[[str], bool], prompts: Prompts, anchors: dict[str, str]
    ) -> None:
        self._names, self._is_long, self._prompts, self._anchors = names, is_long, prompts, anchors
        self.controlled: set[str] = set()
        self.short_open = self.long_open = ""
        self._open = frozenset[str]()  # the ids of its marks: it may have been begun again in each paragraph
        self._instructions: list[str] = []
        self._found = Pieces()

    def afresh(self, anchors: dict[str, str] | None = None) -> "Walker":
        """Return a walker for a text box or another story, in which no mark of the text so far is open."""
        return Walker(
            self._names, self._is_long, self._prompts, self._anchors if anchors is None else anchors
        )

    def pieces(self, elements: Iterable[etree._Element], tag: str = "") -> Pieces:
        """Return the pieces of elements, such as those of a paragraph that is in a control of `tag`."""
        self._found = Pieces()
        self._walk(elements, tag, copy=False)
        return self._found

    def goes_on_without_end(self, ends: AbstractSet[str]) -> bool:
        """Return whether the mark of a long text is open that is not among those with an end."""
        return self.long_open != "" and not self._open <= ends

    def close_long(self) -> None:
        """End the mark of a long text: none goes on over a heading of the document's own."""
        if self.long_open:
            self._keep_open(frozenset())

    def close_short(self) -> None:
        """End the mark of a field of one line: none goes on over a table, nor over the document's own paragraphs."""
        if self.short_open:
            self._keep_open(frozenset())

    def marks(self) -> frozenset[str]:
        """Return the ids of the marks that are open."""
        return self._open

    def close_but(self, marks: frozenset[str]) -> None:
        """End every mark but these: a program may have left one without its end in a cell."""
        self._keep_open(self._open & marks)

    def _keep_open(self, marks: frozenset[str]) -> None:
        self._open = marks
        if not marks:
            self.short_open = self.long_open = ""

    def start(self, bookmark: etree._Element) -> str:
        """Return the field whose mark begins here, or nothing; marks of other fields end."""
        tag = self._names.tag(value_of(bookmark, "w:name"))
        if tag is None:
            return ""
        if tag not in (self.short_open, self.long_open):
            self._open = frozenset()
            self.short_open, self.long_open = ("", tag) if self._is_long(tag) else (tag, "")
        self._open |= {value_of(bookmark, "w:id")}
        self._anchors.setdefault(tag, "bookmark")
        return tag

    def end(self, bookmark: etree._Element) -> None:
        """End a mark; one that was begun again in each paragraph ends as a whole."""
        if value_of(bookmark, "w:id") in self._open:
            self._keep_open(frozenset())

    def tag_of(self, said: Mapping[str, etree._Element]) -> str:
        """Return the field of a control, or nothing."""
        tag = value_of(said.get(_TAG))
        return tag if self._names.knows(tag) else ""

    def _walk(self, elements: Iterable[etree._Element], tag: str, *, copy: bool) -> None:
        for child in elements:
            kind = local_name(child.tag)
            if kind == "t":
                if not self._instructions or not any(map(_COUNTED.match, self._instructions)):
                    self._take(composed(child.text or ""), tag, copy)
            elif kind == "bookmarkStart":
                if opened := self.start(child):
                    self._found.texts.append(Piece("", opened))
            elif kind == "bookmarkEnd":
                self.end(child)
            elif kind == "sdt":
                self._control(child, tag)
            elif kind in _HOLDERS:
                boxes = [*child.iter(_BOX)]
                self._found.boxes += boxes
                self._found.pictures += not boxes
                self._found.is_whole = False
            elif kind == "r":
                self._walk(child, tag, copy=copy)
            elif kind == UNREAD:
                own = tag or self.short_open or self.long_open
                self._found.unread += [Piece(text, own, copy) for text in texts_in(child)]
            elif self._is_counted(child, kind):
                self._found.is_whole = False
            elif kind not in UNSEEN:
                text = text_of(child, kind)
                self._found.is_whole &= kind != "p"
                if text is None:
                    self._walk(child, tag, copy=copy)
                else:
                    self._take(text, tag, copy)

    def _take(self, text: str, tag: str, copy: bool) -> None:
        if text:
            own = tag or self.short_open or self.long_open
            self._found.texts.append(Piece(text, own, copy, loose=not tag))

    def _control(self, control: etree._Element, outer: str) -> None:
        said = said_by(control)
        tag = self.tag_of(said)
        # LibreOffice moves a mark into its control, and forgets the tag.
        marked = (self._names.tag(value_of(mark, "w:name")) for mark in control.iter(_BOOKMARK))
        # A field in its own place may be locked too.
        copy = value_of(said.get(_LOCK)) in _LOCKED and self.short_open != tag
        if not (tag and copy):
            self.controlled.update((tag or self.short_open, *filter(None, marked)))
        if tag:
            self._anchors[tag] = "tag"
            self._found.texts.append(Piece("", tag, copy, begins=_CHECKBOX not in said))
        if self._prompts.shown_by(control, said, tag or outer or self.short_open or self.long_open):
            marks = control.iter(*_MARKS_AND_HOLDERS)
            self._walk(marks, "", copy=False)  # LibreOffice moves a mark into its control
            return
        day = value_of(said.get(_DAY), "w:fullDate")
        if day and tag and not copy:
            self._found.days.append((tag, "".join(texts_in(control)), day[: len("2026-01-01")]))
        for content in control:
            if content.tag == _CONTENT:
                self._walk(content, tag or outer, copy=bool(tag) and copy)

    def _is_counted(self, element: etree._Element, kind: str) -> bool:
        """Return whether an element belongs to a field that Word counts, such as a page number."""
        if kind == "fldSimple":
            return _COUNTED.match(value_of(element, "w:instr")) is not None
        if kind == "fldChar":
            edge = value_of(element, "w:fldCharType")
            if edge == "begin":
                self._instructions.append("")
            elif edge == "end" and self._instructions:
                self._instructions.pop()
            return True
        if kind == "instrText" and self._instructions:
            self._instructions[-1] += element.text or ""
        return False


_BOOKMARK, _CONTENT = name("w:bookmarkStart"), name("w:sdtContent")
_MARKS_AND_HOLDERS = (_BOOKMARK, name("w:bookmarkEnd"), *(name(f"w:{holder}") for holder in sorted(_HOLDERS)))


# What a paragraph is to its reader: plain, an item of a list with its marker, a heading, or something else.

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

_PROPERTIES, _STYLE, _NUMBER = name("w:pPr"), name("w:pStyle"), name("w:numPr")


@dataclass(frozen=True, slots=True)
class _Style:
    """What a style says of its paragraphs: its name, and the list and the level that it gives, if any."""

    name: str
    number: str
    level: str


@dataclass(frozen=True, slots=True)
class _Styles:
    """The styles of a document by their ids: all, those of headings, and those of what is struck out or hidden."""

    all: Mapping[str, _Style]
    headings: AbstractSet[str]
    unread: AbstractSet[str]


def _styles_of(package: Package, limits: Limits) -> _Styles:
    """Return the styles of a document, which it shares with the other papers of its template."""
    parts = tuple((part, package.parts[part]) for part in package.of_type(STYLES))
    is_usual = sum(len(content) for _, content in parts) <= USUAL
    return (_styles_in if is_usual else _styles_in.__wrapped__)(parts, limits)


@lru_cache(maxsize=64)
def _styles_in(parts: tuple[tuple[str, bytes], ...], limits: Limits) -> _Styles:
    roots = [parse(content, part, limits) for part, content in parts]
    styles = {value_of(style, "w:styleId"): style for root in roots for style in root.iter(name("w:style"))}
    numbers = {label: _own_number(found(style, "w:pPr/w:numPr")) for label, style in styles.items()}
    given = [
        inherited(styles, {label: own[at] for label, own in numbers.items() if own[at]}, otherwise="")
        for at in (0, 1)
    ]
    looks = {label: is_unread(style.find(name("w:rPr"))) for label, style in styles.items()}
    looks = inherited(
        styles, {label: own for label, own in looks.items() if own is not None}, otherwise=False
    )
    known = {
        label: _Style(value_of(style.find(name("w:name"))).lower(), given[0][label], given[1][label])
        for label, style in styles.items()
    }
    unread = frozenset(label for label, look in looks.items() if look)
    return _Styles(known, headings_in(parts, limits).keys(), unread)


def _own_number(numbers: Sequence[etree._Element]) -> tuple[str, str]:
    """Return the list and the level of the first of these, if any."""
    if not numbers:
        return "", ""
    return value_of(numbers[0].find(name("w:numId"))), value_of(numbers[0].find(name("w:ilvl")))


class ParagraphKinds:
    """The styles and lists of a document, as far as they tell what a paragraph is."""

    def __init__(self, package: Package, limits: Limits) -> None:
        self._styles = _styles_of(package, limits)
        self.unread_styles = self._styles.unread
        self._lists: dict[str, _NumberedList] = {}
        for part in package.of_type(_NUMBERING):
            self._lists |= _lists_of(parse(package.parts[part], part, limits))
        self._counts: dict[str, list[int]] = {}
        self._begun: set[str] = set()
        self._known: dict[str, tuple[str, str]] = {}

    def of(self, paragraph: Iterable[etree._Element]) -> tuple[str, str]:
        """Return `paragraph`, `bullet`, `number`, `heading`, `caption` or `other`, and the marker of an item.

        The marker is what Word shows: its number, the blanks of its level before it.
        """
        said = [one for child in paragraph if child.tag == _PROPERTIES for one in child]
        style = value_of(next((one for one in said if one.tag == _STYLE), None))
        numbers = [one for one in said if one.tag == _NUMBER]
        if not numbers and style in self._known:
            return self._known[style]
        known = self._styles.all.get(style)
        label = known.name if known is not None else style.lower()
        kind = "heading" if style in self._styles.headings else ""
        number, level = _own_number(numbers)
        if known is not None:
            number, level = number or known.number, level or known.level
        marker, depth = "", min(whole(level), _DEEPEST) if level.isdecimal() else 0
        if not kind and "list bullet" in label:
            kind, marker = "bullet", f"{_LEVEL * (depth or max(whole(label[-1:]) - 1, 0))}-"
        elif not kind and number not in ("", "0"):
            return self._item(number, depth)
        elif not kind and "list number" in label:
            kind = "number"
        elif not kind:
            kind = "caption" if label == "caption" else "paragraph" if label in _PLAIN else "other"
        if not numbers:
            self._known[style] = kind, marker
        return kind, marker

    def _item(self, number: str, level: int) -> tuple[str, str]:
        """Return the kind and the marker of the next item of a list, on a level from 0."""
        listed = self._lists.get(number, _NumberedList(number))
        blanks = _LEVEL * level
        shape = listed.levels.get(level, _BULLET if not listed.levels else _DECIMAL)
        counts = self._counts.setdefault(listed.counted_as, [])
        if number not in self._begun:
            self._begun.add(number)
            counts[:] = counts if level not in listed.begins else counts[:level]
        while len(counts) < level:  # a level that has no item of its own yet
            counts.append(listed.first(len(counts)))
        if len(counts) == level:
            counts.append(listed.first(level))
        else:
            counts[level] += 1
        del counts[level + 1 :]
        if shape.format == "bullet":
            return "bullet", f"{blanks}-"
        if shape.format == "none":
            return "paragraph", ""
        if level == 0 and shape.format in ("decimal", "decimalZero", "ordinal"):
            return "number", f"{counts[0]}."
        shown = [listed.levels.get(at, _DECIMAL).written(count) for at, count in enumerate(counts)]
        marker = re.sub(
            "%([1-9])",
            lambda place: shown[int(place[1]) - 1] if int(place[1]) <= len(shown) else "",
            shape.text,
        )
        return "number", f"{blanks}{marker.strip() or f'{shown[-1]}.'}"


_LEVEL = "  "
"""What a level is shown by in a long text, whose own lists have one."""
_DEEPEST = 8
_MOST_LETTERS = 4


@dataclass(frozen=True, slots=True)
class _Level:
    """A level of a list: how its numbers are written (`%1.`), and the first one."""

    format: str = "decimal"
    text: str = ""
    first: int = 1

    def written(self, number: int) -> str:
        """Return a number in the format of the level."""
        if self.format in ("lowerLetter", "upperLetter"):
            letters = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, _MOST_LETTERS)
            return letters if self.format == "lowerLetter" else letters.upper()
        if self.format in ("lowerRoman", "upperRoman"):
            return _roman(number).lower() if self.format == "lowerRoman" else _roman(number)
        return str(number)


_BULLET, _DECIMAL = _Level("bullet"), _Level()


def _roman(number: int) -> str:
    signs = ("M", 1000), ("CM", 900), ("D", 500), ("CD", 400), ("C", 100), ("XC", 90), ("L", 50)
    written = ""
    for sign, worth in (*signs, ("XL", 40), ("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1)):
        times, number = divmod(number, worth) if worth else (0, number)
        written += sign * min(times, _DEEPEST)
    return written


@dataclass(frozen=True, slots=True)
class _NumberedList:
    """A list of a document: the one that it is counted with, its levels, and those that it begins anew."""

    counted_as: str
    levels: dict[int, _Level] = field(default_factory=dict)
    begins: dict[int, int] = field(default_factory=dict)

    def first(self, level: int) -> int:
        """Return the first number of a level."""
        return self.begins.get(level, self.levels.get(level, _DECIMAL).first)


def _lists_of(root: etree._Element) -> dict[str, _NumberedList]:
    """Return the lists of a document by their ids."""
    shapes = {value_of(one, "w:abstractNumId"): _levels_of(one) for one in root.iter(name("w:abstractNum"))}
    lists = {}
    for listed in root.iter(name("w:num")):
        shape = value_of(listed.find(name("w:abstractNumId")))
        own = {whole(value_of(one, "w:ilvl") or "0"): one for one in found(listed, "w:lvlOverride")}
        starts = {
            level: value_of(one.find(name("w:startOverride")))
            for level, one in own.items()
            if one.find(name("w:startOverride")) is not None
        }
        levels = {
            **shapes.get(shape, {}),
            **{key: one for at in own.values() for key, one in _levels_of(at).items()},
        }
        begins = {level: whole(start) for level, start in starts.items() if start.isdecimal()}
        lists[value_of(listed, "w:numId")] = _NumberedList(shape, levels, begins)
    return lists


def _levels_of(holder: etree._Element) -> dict[int, _Level]:
    levels = {}
    for one in found(holder, "w:lvl"):
        first = value_of(one.find(name("w:start")))
        format_ = value_of(one.find(name("w:numFmt"))) or "decimal"
        levels[whole(value_of(one, "w:ilvl") or "0")] = _Level(
            format_, value_of(one.find(name("w:lvlText"))), whole(first) if first.isdecimal() else 1
        )
    return levels
