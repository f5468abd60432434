"""Values that remember their field: how each is put between a bookmark and a content control, to be read back later."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from itertools import groupby
from typing import Literal, Self

from lxml import etree

from hakemus.values.paths import item_of, pattern_of, positions
from hakemus.values.text import Block, blocks
from hakemus.word.charts import Chart
from hakemus.word.markup import NAMESPACES, Limits, found, name, parse, serialised, value_of

_LONGEST_NAME = 40
_LONGEST_TITLE = 64
_PREFIX = "h_"
_FIRST_ID = 100_000_000
_STEPS = re.compile(r"\.|\[(\d+)\]")
_LOCKED = '"/><w:lock w:val="sdtContentLocked"/><w:text/></w:sdtPr><w:sdtContent>'


ControlKind = Literal["text", "date", "choice", "open-choice", "long", "boxes", "fixed"]


@dataclass(frozen=True, slots=True)
class Control:
    """What a field's content control says of it: its title in the paper's language, and how it is filled.

    A `date` is typed or picked, a `choice` is one of the labels, an `open-choice` one of them or another text, `long`
    text has paragraphs and lists, `boxes` are ticked (one for each label), a `fixed` text is only read; all hold text
    as any other field. The `prompt` tells what to write where a form has nothing yet; a `kept` control cannot be
    deleted.
    """

    title: str
    kind: ControlKind = "text"
    choices: tuple[str, ...] = ()
    language: str = "fi-FI"
    prompt: str = ""
    kept: bool = False
    head: str = field(init=False, repr=False, compare=False, default="")
    tail: str = field(init=False, repr=False, compare=False, default="")

    def __post_init__(self) -> None:
        # Written once: a paper has hundreds of fields, of few kinds.
        object.__setattr__(
            self, "head", f'<w:alias w:val="{escape(self.title[:_LONGEST_TITLE])}"/><w:tag w:val="'
        )
        object.__setattr__(self, "tail", f'"/>{_filling(self)}</w:sdtPr><w:sdtContent>')


def _filling(control: Control) -> str:
    """Return the element that says how a control is filled."""
    if control.kind == "date":
        return (
            f'<w:date><w:dateFormat w:val="d.M.yyyy"/><w:lid w:val="{control.language}"/>'
            '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
        )
    if control.kind in ("choice", "open-choice"):
        labels = map(escape, control.choices)
        items = "".join(f'<w:listItem w:displayText="{label}" w:value="{label}"/>' for label in labels)
        element = "dropDownList" if control.kind == "choice" else "comboBox"
        return f"<w:{element}>{items}</w:{element}>"
    return "" if control.kind == "long" else "<w:text/>"


class Shown(str):
    """Text of a field that is known by its place (`tag`, such as `budget.items[2].amount`) and by its control.

    >>> Shown("Katto", "project.name", Control("Hankkeen nimi")).tag
    'project.name'
    """

    __slots__ = ("control", "tag")

    control: Control
    tag: str

    def __new__(cls, text: str, tag: str, control: Control) -> Self:
        """Return the text with its place and control."""
        made = super().__new__(cls, text)
        made.tag, made.control = tag, control
        return made


class Anchors:
    """The anchors of one rendering: every field has one place to edit, which is its first in the body.

    `charts` are those that were drawn, in their order: each is a part of its own, to which the body refers.
    """

    __slots__ = ("_next", "_taken", "charts", "in_body")

    def __init__(self) -> None:
        self._next = _FIRST_ID
        self._taken: set[str] = set()
        self.charts: list[Chart] = []
        self.in_body = False

    def draw(self, chart: Chart) -> tuple[int, int]:
        """Return which of this rendering's charts a chart is, from one, and the first of its two drawings' ids."""
        self.charts.append(chart)
        self._next += 2
        return len(self.charts), self._next - 1

    def around_run(self, value: Shown, run: str) -> str:
        """Return a run between the anchors of its field; of a field that stands elsewhere already, a locked copy."""
        number = self._next = self._next + 1
        control, tag = value.control, value.tag
        if not self.in_body or tag in self._taken:
            return f'<w:sdt><w:sdtPr>{control.head}{tag}"/><w:id w:val="{number}{_LOCKED}{run}</w:sdtContent></w:sdt>'
        self._taken.add(tag)
        return (
            f'<w:bookmarkStart w:id="{number}" w:name="{bookmark_name(tag)}"/><w:sdt><w:sdtPr>{control.head}{tag}"/>'
            f'<w:id w:val="{number}{control.tail}{run}</w:sdtContent></w:sdt><w:bookmarkEnd w:id="{number}"/>'
        )

    def take(self, tag: str) -> int:
        """Return a number for the place to edit a field; 0 when it has one already, or stands outside the body."""
        if not self.in_body or tag in self._taken:
            return 0
        self._taken.add(tag)
        self._next += 1
        return self._next

    def another(self) -> int:
        """Return a number for one more control."""
        self._next += 1
        return self._next

    def around_prose(self, tag: str) -> tuple[str, str]:
        """Return the two ends of a bookmark over the paragraphs of a field; of a copy, nothing."""
        if tag in self._taken or not self.in_body:
            return "", ""
        self._taken.add(tag)
        number = self._next = self._next + 1
        start = f'<w:bookmarkStart w:id="{number}" w:name="{bookmark_name(tag)}"/>'
        return start, f'<w:bookmarkEnd w:id="{number}"/>'


@lru_cache(maxsize=65_536)
def bookmark_name(tag: str) -> str:
    """Return the name of a field's bookmark: its path, or a digest of it where that is too long for Word.

    >>> bookmark_name("budget.items[2].amount"), len(bookmark_name("budget.financing.other_public[2].amount"))
    ('h_budget_items_2_amount', 40)
    """
    name = _PREFIX + _STEPS.sub(_step, tag)
    if len(name) <= _LONGEST_NAME:
        return name
    numbers = "".join(f"_{number}" for number in positions(tag))
    return f"{_PREFIX}x{_digest(pattern_of(tag))}{numbers}"


_LONG = re.compile(r"h_x(?P<digest>[0-9a-f]{10})(?P<positions>(?:_\d+)*)")


def _step(match: re.Match[str]) -> str:
    return "_" if match[1] is None else f"_{match[1]}"


def _digest(pattern: str) -> str:
    return hashlib.sha256(pattern.encode()).hexdigest()[:10]


class Names:
    """The way back from a bookmark's name to its field, for fields of known patterns (`budget.items[].amount`)."""

    def __init__(self, patterns: tuple[str, ...]) -> None:
        self._plain = {
            _PREFIX + pattern.replace("[]", "_0").replace(".", "_"): pattern for pattern in patterns
        }
        self._long = {_digest(pattern): pattern for pattern in patterns}
        self._patterns = frozenset(patterns)

    def knows(self, tag: str) -> bool:
        """Return whether a tag is the place of a field."""
        return pattern_of(tag) in self._patterns

    def tag(self, name: str) -> str | None:
        """Return the field of a bookmark, or None when it is none of ours.

        >>> Names(("budget.items[].amount",)).tag("h_budget_items_12_amount")
        'budget.items[12].amount'
        """
        long = _LONG.fullmatch(name)
        if long:
            pattern = self._long.get(long["digest"])
            positions = long["positions"].split("_")[1:]
        else:
            pattern = self._plain.get(re.sub(r"_\d+(?=_|$)", "_0", name))
            positions = re.findall(r"_(\d+)(?=_|$)", name)
        if pattern is None or pattern.count("[]") != len(positions):
            return None
        for position in positions:
            pattern = pattern.replace("[]", f"[{int(position)}]", 1)
        return pattern


# The fields of a form to be filled: each in its control, with a prompt while it is empty, and boxes to tick.

PLACEHOLDER = "PlaceholderText"
"""The id of the style of prompts, which Word knows by this name."""

TICKED, UNTICKED = "\N{BALLOT BOX WITH X}", "\N{BALLOT BOX}"

_LOCKS = {
    (True, True): "sdtContentLocked",
    (True, False): "contentLocked",
    (False, True): "sdtLocked",
    (False, False): "",
}
"""By whether a text is fixed and its control kept: what stands in a row must let the row be deleted."""

_GREY = '<w:color w:val="595959"/>'
_PROPERTIES = re.compile(r"<w:rPr>.*?</w:rPr>", re.DOTALL)
_SYMBOLS = "Segoe UI Symbol"
_BOX_FONT = f'<w:rFonts w:ascii="{_SYMBOLS}" w:hAnsi="{_SYMBOLS}" w:eastAsia="{_SYMBOLS}" w:cs="{_SYMBOLS}"/>'


class FormField(str):
    """A field of a form, as text that is never empty, so that a template which leaves out what is empty shows it.

    `typed` is its text, `copy` what stands where it is shown again and has none.

    >>> field = FormField("", "project.name", Control("Hankkeen nimi", prompt="Lyhyt nimi."))
    >>> bool(field), field.typed
    (True, '')
    """

    __slots__ = ("control", "copy", "tag", "typed")

    control: Control
    copy: str
    tag: str
    typed: str

    def __new__(cls, text: str, tag: str, control: Control, copy: str = "") -> Self:
        """Return the field with its text, its place and its control."""
        made = super().__new__(cls, text or control.prompt or "\N{NO-BREAK SPACE}")
        made.typed, made.tag, made.control, made.copy = text, tag, control, copy
        return made


def bracketed(prompt: str) -> str:
    """Return a prompt in brackets: where a program shows no grey, it is still no answer.

    >>> bracketed("Kirjoita tähän.")
    '[Kirjoita tähän.]'
    """
    return f"[{prompt}]"


def is_bracketed(text: str) -> bool:
    """Return whether a text is one prompt, as far as its form tells.

    >>> is_bracketed("[nimi]"), is_bracketed("[nimi], [sähköposti]")
    (True, False)
    """
    return text.startswith("[") and text.find("]") == len(text) - 1 and "[" not in text[1:]


def form_field(
    field: FormField, text: str, opening: str, closing: str, anchors: Anchors, *, styled: bool
) -> str:
    """Return a field in its control; `text` is what it holds, as XML, between `opening` and `closing` of its run.

    Where the field has its place already, what was typed is a locked copy; `styled` says whether the template has the
    style of prompts.
    """
    number = anchors.take(field.tag)
    if not number:
        return _copy(field, text, opening, closing, anchors)
    control = field.control
    inside = (
        _boxes(field, opening, closing, anchors)
        if control.kind == "boxes"
        else control_of(
            control,
            field.tag,
            number,
            f"{opening}{text}{closing}" if field.typed else prompt_run(control.prompt, styled=styled),
            look="".join(_PROPERTIES.findall(opening)[:1]),
            empty=not field.typed,
        )
    )
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="{bookmark_name(field.tag)}"/>'
        f'{inside}<w:bookmarkEnd w:id="{number}"/>'
    )


def control_of(control: Control, tag: str, number: int, content: str, *, look: str = "", empty: bool) -> str:
    """Return a content control around its content; `look` are the properties of what is typed into it."""
    lock = _LOCKS[control.kind == "fixed", control.kept]
    locked = f'<w:lock w:val="{lock}"/>' if lock else ""
    shows_prompt = "<w:showingPlcHdr/>" if empty else ""
    filling = control.tail[len('"/>') :]
    return (
        f'<w:sdt><w:sdtPr>{look}{control.head}{tag}"/><w:id w:val="{number}"/>{locked}{shows_prompt}'
        f"{filling}{content}</w:sdtContent></w:sdt>"
    )


def prompt_run(prompt: str, *, styled: bool) -> str:
    """Return the run of a prompt."""
    look = f'<w:rStyle w:val="{PLACEHOLDER}"/>{_GREY}' if styled else _GREY
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(prompt, quote=False)}</w:t></w:r>'


def _copy(field: FormField, text: str, opening: str, closing: str, anchors: Anchors) -> str:
    if field.typed:
        run = f"{opening}{text}{closing}"
        return control_of(
            Control(field.control.title, "fixed", kept=True), field.tag, anchors.another(), run, empty=False
        )
    return f"{opening}{escape(field.copy)}{closing}" if field.copy else ""


def _boxes(field: FormField, opening: str, closing: str, anchors: Anchors) -> str:
    """Return a box to tick for each choice, with its label behind it."""
    boxes = []
    for label in field.control.choices:
        sign = TICKED if label == field.typed else UNTICKED
        title = Control(f"{field.control.title}: {label}").head
        state = (
            f'<w14:checkbox><w14:checked w14:val="{int(label == field.typed)}"/>'
            f'<w14:checkedState w14:val="{ord(TICKED):04X}" w14:font="{_SYMBOLS}"/>'
            f'<w14:uncheckedState w14:val="{ord(UNTICKED):04X}" w14:font="{_SYMBOLS}"/></w14:checkbox>'
        )
        boxes.append(
            f'<w:sdt><w:sdtPr>{title}{field.tag}"/><w:id w:val="{anchors.another()}"/>{state}</w:sdtPr>'
            f"<w:sdtContent><w:r><w:rPr>{_BOX_FONT}</w:rPr><w:t>{sign}</w:t></w:r></w:sdtContent></w:sdt>"
            f"{opening}\N{NO-BREAK SPACE}{escape(label)}{closing}"
        )
    return f"{opening}\N{EN SPACE}{closing}".join(boxes)


# Tables of a form that grow: the rows of a list become a repeating section, to which Word itself adds rows.

_FIRST_ID_GROWING = 900_000_000
_LONGEST_TITLE_GROWING = 64
_NEWER = ("w14", "w15")
_TAGS = ".//w:sdt[not(contains(w:sdtPr/w:lock/@w:val, 'ontentLocked'))]/w:sdtPr/w:tag"


def with_growing_tables(content: bytes, part: str, titles: Mapping[str, str], limits: Limits) -> bytes:
    """Return a printed part in which the rows of lists repeat: those of `titles`, by pattern (`budget.items[]`).

    Only tables with a header row grow. The part says that it uses what came to Word in 2010 and 2013.
    """
    root = parse(_with_newer_names(content), part, limits)
    ignorable = str(root.get(name("mc:Ignorable"), "")).split()
    root.set(name("mc:Ignorable"), " ".join(dict.fromkeys((*ignorable, *_NEWER))))
    numbers = iter(range(_FIRST_ID_GROWING, _FIRST_ID_GROWING + 100_000_000))
    for table in found(root, "//w:tbl[w:tr[1]/w:trPr/w:tblHeader]"):
        for listed, rows in _runs_of_items(table):
            title = titles.get(pattern_of(listed) + "[]")
            if title is not None:
                _repeat(table, rows, title, numbers)
    return serialised(root)


def _runs_of_items(table: etree._Element) -> Iterator[tuple[str, list[tuple[str, list[etree._Element]]]]]:
    """Yield each list with its items, which are rows that stand one after another."""
    told = [(_item_of(row), row) for row in table.iterchildren(name("w:tr"))]
    items = [(item, [row for _, row in rows]) for item, rows in groupby(told, key=lambda one: one[0])]
    for listed, group in groupby(items, key=lambda one: _list_of(one[0])):
        if listed:
            yield listed, [*group]


def _item_of(row: etree._Element) -> str:
    """Return the item whose fields are edited in a row, or nothing."""
    places = (value_of(tag) for tag in found(row, _TAGS))
    return min((place[: place.rindex("]") + 1] for place in places if "]" in place), key=len, default="")


def _list_of(item: str) -> str:
    found = item_of(item)
    return found[0] if found else ""


def _repeat(
    table: etree._Element,
    items: list[tuple[str, list[etree._Element]]],
    title: str,
    numbers: Iterator[int],
) -> None:
    section = _control(numbers, "repeatingSection", title)
    table.insert(table.index(items[0][1][0]), section)
    for _, rows in items:
        item = _control(numbers, "repeatingSectionItem")
        section[-1].append(item)
        item[-1].extend(rows)


def _control(numbers: Iterator[int], kind: str, title: str = "") -> etree._Element:
    control = etree.Element(name("w:sdt"))
    properties = etree.SubElement(control, name("w:sdtPr"))
    if title:
        etree.SubElement(properties, name("w:alias"), {name("w:val"): title[:_LONGEST_TITLE_GROWING]})
    etree.SubElement(properties, name("w:id"), {name("w:val"): str(next(numbers))})
    etree.SubElement(properties, name(f"w15:{kind}"))
    etree.SubElement(control, name("w:sdtContent"))
    return control


def _with_newer_names(content: bytes) -> bytes:
    """Return a part whose root has the prefixes of newer Word."""
    start = content.index(b"<w:")
    end = content.index(b">", start)
    root = content[start:end]
    missing = [prefix for prefix in ("mc", *_NEWER) if f"xmlns:{prefix}=".encode() not in root]
    spaces = "".join(f' xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in missing)
    return content[:end] + spaces.encode() + content[end:]


# The values that a mapping may hold beside text: what is more than one line of one paragraph.

_STYLE_ID = re.compile(r"[A-Za-z0-9_\-]{1,250}")
_OWN = frozenset({"BodyText", "ListBullet", "ListNumber"})


@dataclass(frozen=True, slots=True)
class Prose:
    r"""Long text that becomes paragraphs and lists, used in a paragraph that holds only `{{p plan.need }}`.

    How text is read as paragraphs and lists is told at `hakemus.values.text.blocks`. The three others are the
    ids of paragraph styles; a bullet is the style's own, a number is printed as it was typed. Prose without
    a visible character prints nothing, and is false in `{% if %}`. With `lists=False` it is one paragraph, whatever
    its lines begin with. `tag` is the place of the field it is the text of, where it can be read back; with a
    `control` it is a field of a form, which is there, and true, before it is filled.

    >>> bool(Prose("\n \n"))
    False
    """

    text: str
    paragraph: str = "BodyText"
    bullet: str = "ListBullet"
    number: str = "ListNumber"
    lists: bool = True
    tag: str = ""
    control: Control | None = None

    def __post_init__(self) -> None:
        for style in (self.paragraph, self.bullet, self.number):
            if style not in _OWN and not _STYLE_ID.fullmatch(style):
                raise ValueError(f"{style!r} is no id of a style: letters, digits and hyphens")

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Return the paragraphs and list items that are printed."""
        if self.lists:
            return blocks(self.text)
        return (Block("paragraph", self.text),) if self else ()

    def __bool__(self) -> bool:
        return self.control is not None or bool(self.text.strip())
