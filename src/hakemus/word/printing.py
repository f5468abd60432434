"""The gate: what may be printed, and how it becomes XML. Nothing reaches a document except through here.

A value that remembers its field is put between a bookmark and a content control, to be read back later.
"""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from html import escape, unescape
from typing import Any, Literal, Self

from hakemus.errors import ValueRefusedError
from hakemus.values.paths import pattern_of, positions
from hakemus.values.text import Block, blocks, first_unprintable, unix_lines
from hakemus.word.charts import Chart, Setting, chart_paragraph
from hakemus.word.markup import Limits
from hakemus.word.messages import message, word
from hakemus.word.schedules import Schedule, schedule_table

_KEEP = "<w:keepNext/>"
_LONGEST_NAME = 40
_LONGEST_TITLE = 64
PREFIX = "h_"
"""How the names of the bookmarks of fields begin."""
_FIRST_ID = 100_000_000
_STEPS = str.maketrans({".": "_", "[": "_", "]": None})

# How a field is written, and known again in what was printed (`data_part`).

CONTROL_OPENS, CONTROL_CLOSES = "<w:sdt>", "</w:sdt>"
CONTENT_OPENS, _CONTENT_CLOSES = "<w:sdtContent>", f"</w:sdtContent>{CONTROL_CLOSES}"
TAG_OPENS = '<w:tag w:val="'
PROMPT_SHOWN = "<w:showingPlcHdr/>"
LOCK_OF_CONTENT = 'ontentLocked"/>'
BOOKMARK_START = r'<w:bookmarkStart w:id="(?P<start>\d+)" w:name="h_\w+"/>'
BOOKMARK_END = r'<w:bookmarkEnd w:id="(?P<end>\d+)"/>'

_LOCKED = f'"/><w:lock w:val="sdtC{LOCK_OF_CONTENT}<w:text/></w:sdtPr>{CONTENT_OPENS}'


def _in_bookmark(tag: str, number: int, content: str) -> str:
    """Return content between the two ends of a field's bookmark."""
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="{bookmark_name(tag)}"/>'
        f'{content}<w:bookmarkEnd w:id="{number}"/>'
    )


ControlKind = Literal["text", "date", "choice", "open-choice", "long", "boxes", "fixed"]


@dataclass(frozen=True, slots=True)
class Control:
    """What a field's content control says of it: its title in the paper's language, and how it is filled.

    A `date` is typed or picked, a `choice` is one of the labels, an `open-choice` one of them or another text, `long`
    text has paragraphs and lists, `boxes` are ticked (one for each label), a `fixed` text is only read; all hold text
    as any other field. The `prompt` says what to write where a form has nothing yet; a `kept` control cannot be
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
            self, "head", f'<w:alias w:val="{escape(self.title[:_LONGEST_TITLE])}"/>{TAG_OPENS}'
        )
        object.__setattr__(self, "tail", f'"/>{_filling(self)}</w:sdtPr>{CONTENT_OPENS}')


_DAY = re.compile(r"\s*(\d{1,2})\.(\d{1,2})\.(\d{4})\s*")
_RUN_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)")


def _with_day(filling: str, text: str) -> str:
    """Return what a control for a day says of itself, with the day that it shows, for programs that show it anew."""
    day = _DAY.fullmatch(text)
    if day is None:
        return filling
    full = f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}T00:00:00Z"
    return filling.replace("<w:date>", f'<w:date w:fullDate="{full}">', 1)


def _filling(control: Control) -> str:
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
        made = str.__new__(cls, text)
        made.tag, made.control = tag, control
        return made


PIECE, LINE, PROSE, INSIDE, MARKUP, TABLE = range(6)

Held = str | tuple[Any, ...] | None
"""What a printed piece holds, for the data part: text of a run, or what it is with more; None where nobody knows it.

With more: a `PIECE` of the template, a field of one `LINE` (tag, its bookmark, its text), paragraphs of `PROSE` (their
bookmark, the text of each), text that is `INSIDE` other text, `MARKUP` of which nothing more is known, the rows of a
`TABLE` of texts.
"""


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

    def number_of(self, tag: str) -> tuple[int, bool]:
        """Return a number for a control, and whether it is the place to edit its field, not a copy of it."""
        self._next += 1
        is_first = self.in_body and tag not in self._taken
        if is_first:
            self._taken.add(tag)
        return self._next, is_first

    def take(self, tag: str) -> int:
        """Return a number for the place to edit a field; 0 when it has one already, or is outside the body."""
        if not self.in_body or tag in self._taken:
            return 0
        self._taken.add(tag)
        self._next += 1
        return self._next

    def another(self) -> int:
        """Return a number for one more control."""
        self._next += 1
        return self._next


@lru_cache(maxsize=65_536)
def bookmark_name(tag: str) -> str:
    """Return the name of a field's bookmark: its path, or a digest of it where that is too long for Word.

    >>> bookmark_name("budget.items[2].amount"), len(bookmark_name("budget.financing.other_public[2].amount"))
    ('h_budget_items_2_amount', 40)
    """
    name = PREFIX + tag.translate(_STEPS)
    if len(name) <= _LONGEST_NAME:
        return name
    numbers = "".join(f"_{number}" for number in positions(tag))
    return f"{PREFIX}x{_digest(pattern_of(tag))}{numbers}"


_LONG = re.compile(r"h_x(?P<digest>[0-9a-f]{10})(?P<positions>(?:_[0-9]{1,5})*)")


def _digest(pattern: str) -> str:
    return hashlib.sha256(pattern.encode()).hexdigest()[:10]


class Names:
    """The way back from a bookmark's name to its field, for fields of known patterns (`budget.items[].amount`)."""

    def __init__(self, patterns: tuple[str, ...]) -> None:
        self._plain = {
            PREFIX + pattern.replace("[]", "_0").replace(".", "_"): pattern for pattern in patterns
        }
        self._long = {_digest(pattern): pattern for pattern in patterns}
        self._patterns = frozenset(patterns)
        self._known = lru_cache(maxsize=4_096)(self._field_of)

    def knows(self, tag: str) -> bool:
        """Return whether a tag is the place of a field."""
        return pattern_of(tag) in self._patterns

    def tag(self, name: str) -> str | None:
        """Return the field of a bookmark, or None when it is not one of ours.

        >>> Names(("budget.items[].amount",)).tag("h_budget_items_12_amount")
        'budget.items[12].amount'
        """
        return self._known(name)

    def _field_of(self, name: str) -> str | None:
        long = _LONG.fullmatch(name)
        if long:
            pattern = self._long.get(long["digest"])
            positions = long["positions"].split("_")[1:]
        else:
            pattern = self._plain.get(re.sub(r"_[0-9]{1,5}(?=_|$)", "_0", name))
            positions = re.findall(r"_([0-9]{1,5})(?=_|$)", name)
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
"""By whether a text is fixed and its control kept: what is in a row must let the row be deleted."""

_GREY = '<w:color w:val="595959"/>'
_PROPERTIES = re.compile(r"<w:rPr>.*?</w:rPr>", re.DOTALL)
_SYMBOLS = "Segoe UI Symbol"
_BOX_FONT = f'<w:rFonts w:ascii="{_SYMBOLS}" w:hAnsi="{_SYMBOLS}" w:eastAsia="{_SYMBOLS}" w:cs="{_SYMBOLS}"/>'


class FormField(str):
    """A field of a form, as text that is never empty, so that a template which leaves out what is empty shows it.

    `typed` is its text, `copy` what is printed where it is shown again and has none.

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
    """Return whether a text is one prompt, as far as its form knows.

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
    if not number and not field.typed:
        return f"{opening}{escape(field.copy)}{closing}" if field.copy else ""
    if not number:
        copy = Control(field.control.title, "fixed", kept=True)
        return control_of(copy, field.tag, anchors.another(), f"{opening}{text}{closing}", empty=False)
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
    return _in_bookmark(field.tag, number, inside)


def control_of(control: Control, tag: str, number: int, content: str, *, look: str = "", empty: bool) -> str:
    """Return a content control around its content; `look` are the properties of what is typed into it."""
    lock = _LOCKS[control.kind == "fixed", control.kept]
    locked = f'<w:lock w:val="{lock}"/>' if lock else ""
    shows_prompt = PROMPT_SHOWN if empty else ""
    filling = control.tail[len('"/>') :]
    if control.kind == "date" and not empty:
        filling = _with_day(filling, "".join(_RUN_TEXT.findall(content)))
    return (
        f'{CONTROL_OPENS}<w:sdtPr>{look}{control.head}{tag}"/><w:id w:val="{number}"/>{locked}{shows_prompt}'
        f"{filling}{content}{_CONTENT_CLOSES}"
    )


def prompt_run(prompt: str, *, styled: bool) -> str:
    """Return the run of a prompt."""
    look = f'<w:rStyle w:val="{PLACEHOLDER}"/>{_GREY}' if styled else _GREY
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(prompt, quote=False)}</w:t></w:r>'


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
            f'{CONTROL_OPENS}<w:sdtPr>{title}{field.tag}"/><w:id w:val="{anchors.another()}"/>{state}</w:sdtPr>'
            f"{CONTENT_OPENS}<w:r><w:rPr>{_BOX_FONT}</w:rPr><w:t>{sign}</w:t></w:r>{_CONTENT_CLOSES}"
            f"{opening}\N{NO-BREAK SPACE}{escape(label)}{closing}"
        )
    return f"{opening}\N{EN SPACE}{closing}".join(boxes)


# The values that a mapping may hold in addition to text: what is more than one line of one paragraph.

_STYLE_ID = re.compile(r"[A-Za-z0-9_\-]{1,250}")
_OWN = frozenset({"BodyText", "ListBullet", "ListNumber"})


@dataclass(frozen=True, slots=True)
class Prose:
    r"""Long text that becomes paragraphs and lists, used in a paragraph that holds only `{{p plan.need }}`.

    How text is read as paragraphs and lists is described at `hakemus.values.text.blocks`. The three others are the
    ids of paragraph styles; a bullet is the style's own, a number is printed as it was typed. Prose without
    a visible character prints nothing, and is false in `{% if %}`. With `lists=False` it is one paragraph, whatever
    its lines begin with. `tag` is the place of the field it is the text of, where it can be read back; with a
    `control` it is a field of a form, which is there, and true, before it is filled. What is `kept` is not separated
    from what follows it by the end of a page; of a text that may be long, only its `end` is kept.

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
    kept: bool | Literal["end"] = False

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


_SPECIAL = re.compile('[\x00-\x1f&<>"\ud800-\udfff\ufffe\uffff]').search
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_TAB = '</w:t><w:tab/><w:t xml:space="preserve">'

_TYPE_NAMES = {
    "NoneType": "nothing",
    "bool": "yes-no",
    "int": "number",
    "float": "number",
    "dict": "dict",
    "list": "list",
}

_PARAGRAPH_END = "</w:p>"
_PLAIN_RUN = ('<w:r><w:t xml:space="preserve">', "</w:t></w:r>")
_AS_USUAL = Setting()

Printer = Callable[[Any, str], str]
"""Returns a value as XML; the text is the path of its placeholder, for the error that refuses it."""


class Gate:
    """The printers of a strict template, one for each kind of place that a tag can be in.

    `styles` are the ids of the template's styles, each with whether it numbers its paragraphs by itself.
    """

    def __init__(self, limits: Limits, styles: Mapping[str, bool], setting: Setting = _AS_USUAL) -> None:
        self._longest = limits.text_characters
        self._styles = styles
        self._setting = setting

    def text(self, value: object, field: str) -> str:
        """Return text as the content of `w:t`: escaped, line breaks and tabs as Word's own."""
        if type(value) is str and len(value) <= self._longest and not _SPECIAL(value):
            return value
        return lines(self.plain(value, field))

    def raw(self, value: object, field: str) -> str:
        """Return text for an attribute, or for an element other than `w:t`: escaped, line breaks kept as they are."""
        return self.plain(value, field).replace("\n", "&#10;").replace("\t", "&#9;")

    def plain(self, value: object, field: str) -> str:
        """Return text escaped; raise `ValueRefusedError` for all else and for what XML cannot hold."""
        if type(value) is FormField:
            value = value.typed
        if type(value) is not str and type(value) is not Shown:
            from jinja2 import Undefined  # noqa: PLC0415 - only what is refused comes here

            if isinstance(value, Undefined):
                str(value)  # raises: the name is not known
            is_prose = isinstance(value, Prose)
            raise ValueRefusedError(
                field, message("prose") if is_prose else message("not-text", kind=kind_of(value))
            )
        return escaped(value, field, self._longest)

    def field_run(
        self, value: object, field: str, opening: str, closing: str, anchors: Anchors
    ) -> tuple[str, Held]:
        """Return text in its run, with what it holds; that of a field, one line long, between the field's anchors."""
        if type(value) is not Shown:
            text = self.text(value, field)
            if type(value) is FormField:
                styled = PLACEHOLDER in self._styles
                return form_field(value, text, opening, closing, anchors, styled=styled), None
            return f"{opening}{text}{closing}", str(value)
        is_plain = not _SPECIAL(value) and len(value) <= self._longest
        # A text of a class of its own is slow in an f-string.
        bare = shown = str(value)
        if not is_plain:
            shown = self.text(value, field)
            bare = unescape("".join(_RUN_TEXT.findall(f"<w:t>{shown}")))
            if "\n" in value:  # a line break inside a control gets lost in some programs
                return f"{opening}{shown}{closing}", bare
        control, tag = value.control, value.tag
        taken, is_first = anchors.number_of(tag)
        number = str(taken)
        if not is_first:
            return (
                f'{CONTROL_OPENS}<w:sdtPr>{control.head}{tag}"/><w:id w:val="{number}{_LOCKED}{opening}{shown}{closing}'
                f"{_CONTENT_CLOSES}"
            ), (LINE, tag, "", bare)
        tail = _with_day(control.tail, value) if control.kind == "date" else control.tail
        name = bookmark_name(tag)
        return (
            f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{CONTROL_OPENS}<w:sdtPr>{control.head}{tag}"/>'
            f'<w:id w:val="{number}{tail}{opening}{shown}{closing}{_CONTENT_CLOSES}<w:bookmarkEnd w:id="{number}"/>'
        ), (LINE, tag, name, bare)

    def paragraphs(self, value: object, field: str, anchors: Anchors | None = None) -> str:
        """Return prose as paragraphs in their styles, those of a field between the ends of its bookmark.

        A chart or a schedule is there too.
        """
        return self.held_paragraphs(value, field, anchors)[0]

    def held_paragraphs(self, value: object, field: str, anchors: Anchors | None = None) -> tuple[str, Held]:
        """Return prose, a chart or a schedule as paragraphs, with what they hold where that is known."""
        if type(value) is not Prose:
            if isinstance(value, Chart | Schedule):
                drawn = self._drawn(value, field, anchors)
                return drawn, (TABLE, value.cells) if isinstance(value, Schedule) and drawn else (
                    MARKUP,
                    drawn,
                )
            raise ValueRefusedError(field, message("not-prose"))
        if not value.text and value.control is None:
            return "", None
        if value.control is not None and value.paragraph not in self._styles:
            value = replace(value, paragraph=Prose("").paragraph)  # a template from before there were forms
        styles = {"paragraph": value.paragraph, "bullet": value.bullet, "number": value.number}
        escaped(value.text, field, self._longest)
        found = value.blocks
        for style in {styles[block.kind] for block in found}.difference(self._styles):
            raise ValueRefusedError(field, message("no-style", style=style))
        kept = _kept_with_next(found) | {len(found) - 1} if value.kept == "end" else range(len(found))
        if not value.kept:
            kept = _kept_with_next(found)
        printed = [
            _paragraph(block, style, numbers=self._styles[style], keep=at in kept)
            for at, block in enumerate(found)
            for style in (styles[block.kind],)
        ]
        if value.control is not None and anchors is not None:
            return self._in_control(value, value.control, printed, anchors), None
        number = anchors.take(value.tag) if printed and value.tag and anchors is not None else 0
        _put_bookmark(printed, value.tag, number)
        texts = [block.marker + block.text if block.kind == "number" else block.text for block in found]
        return "".join(printed), (PROSE, bookmark_name(value.tag) if number else "", texts)

    def _in_control(self, value: Prose, control: Control, printed: list[str], anchors: Anchors) -> str:
        """Return prose of a form in its control; where there is none yet, the prompt in a paragraph."""
        styled = PLACEHOLDER in self._styles
        start = f'<w:p><w:pPr><w:pStyle w:val="{value.paragraph}"/>{_KEEP if value.kept else ""}</w:pPr>'
        if control.kind != "long":
            field = FormField(value.text.strip(), value.tag, control)
            text = self.text(field, value.tag) if field.typed else ""
            line = form_field(field, text, *_PLAIN_RUN, anchors, styled=styled)
            return f"{start}{line}{_PARAGRAPH_END}"
        number = anchors.take(value.tag)
        if not number:
            return "".join(printed)
        empty = not printed
        if empty:
            prompt = prompt_run(control.prompt, styled=styled)
            printed = [f"{start}{prompt}{_PARAGRAPH_END}"]
        _put_bookmark(printed, value.tag, number)
        return control_of(control, value.tag, number, "".join(printed), empty=empty)

    def _drawn(self, value: Chart | Schedule, field: str, anchors: Anchors | None) -> str:
        """Return a chart's paragraph, or a schedule's table; nothing for one that is empty."""
        if not value:
            return ""
        for text in value.texts:
            escaped(text, field, self._longest)
        for style in set(value.styles).difference(self._styles):
            raise ValueRefusedError(field, message("no-style", style=style))
        if isinstance(value, Schedule):
            return schedule_table(value, self._setting)
        if anchors is None or not anchors.in_body:
            raise ValueRefusedError(field, message("chart-place"))
        number, drawing = anchors.draw(value)
        return chart_paragraph(value, self._setting.charts + number, drawing, self._setting)

    def runs(self, value: object, field: str) -> str:
        """Refuse: no value of a strict template is made of runs."""
        raise ValueRefusedError(field, message("not-runs", kind=kind_of(value)))

    def number(self, value: object, field: str) -> str:
        """Return how many columns a cell takes: the one place where a number is a number."""
        if type(value) is int and value > 0:
            return str(value)
        raise ValueRefusedError(field, message("not-columns", kind=kind_of(value)))

    def nowhere(self, value: object, field: str) -> str:
        """Refuse: between rows or cells nothing can be printed."""
        raise ValueRefusedError(field, message("nowhere", kind=kind_of(value)))


def _kept_with_next(found: Sequence[Block]) -> set[int]:
    """Return the list items that no page separates from the next: the first and the last but one, so none is alone."""
    if len(found) < 2:  # noqa: PLR2004 - there is no next
        return set()
    items = [False, *(block.kind != "paragraph" for block in found), False]
    pairs = {at for at in range(len(found)) if items[at + 1] and items[at + 2]}
    return {at for at in pairs if not items[at] or not items[at + 3]}


def _put_bookmark(paragraphs: list[str], tag: str, number: int) -> None:
    """Put the two ends of a field's bookmark into its first and last paragraph, unless its number is 0."""
    if number:
        start = f'</w:pPr><w:bookmarkStart w:id="{number}" w:name="{bookmark_name(tag)}"/>'
        paragraphs[0] = paragraphs[0].replace("</w:pPr>", start, 1)
        end = f'<w:bookmarkEnd w:id="{number}"/>{_PARAGRAPH_END}'
        paragraphs[-1] = paragraphs[-1].removesuffix(_PARAGRAPH_END) + end


def escaped(value: str, field: str, longest: int) -> str:
    r"""Return text escaped for XML, every line break as `\n`.

    Raises `ValueRefusedError`, naming the field, for a text that is too long or holds a character XML cannot hold.

    >>> escaped("a<b\r\n&", "note", 100)
    'a&lt;b\n&amp;'
    """
    if len(value) > longest:
        raise ValueRefusedError(field, message("value-too-long", found=len(value), most=longest))
    if not _SPECIAL(value):  # as nearly every text
        return str(value)
    bad = first_unprintable(value)
    if bad is not None:
        where = message("place.after", text=bad.before) if bad.before else message("place.beginning")
        raise ValueRefusedError(field, message("unprintable", code=bad.code_point, where=where))
    text = unix_lines(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;")


def lines(text: str) -> str:
    """Return escaped text as the content of `w:t`, with Word's line breaks and tabs."""
    return text.replace("\n", _BREAK).replace("\t", _TAB)


def _paragraph(block: Block, style: str, *, numbers: bool, keep: bool) -> str:
    marker, numbering = "", ""
    if block.kind == "number":
        # The number is the one that was typed; where the style would count as well, that is switched off.
        numbering = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>' if numbers else ""
        marker = f"<w:t>{block.marker}</w:t><w:tab/>"
    text = lines(escaped(block.text, "", len(block.text)))
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{_KEEP if keep else ""}{numbering}</w:pPr>'
        f'<w:r>{marker}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def kind_of(value: object) -> str:
    """Return what a value is, in plain words."""
    kind = type(value).__name__
    return word(_TYPE_NAMES[kind]) if kind in _TYPE_NAMES else message("word.type", type=kind)


LONGEST_NODE = 2_500_000
"""The longest text that every program opens, in characters."""
_TOO_LONG = re.compile(f">[^<]{{{LONGEST_NODE},}}").search


def is_too_long(text: str) -> bool:
    """Return whether a printed part holds a text that some programs would not open."""
    return len(text) > LONGEST_NODE and _TOO_LONG(text) is not None


# The names by which compiled code reaches the gate and the budget.

KINDS = ("text", "raw", "paragraphs", "runs", "number", "nowhere")
"""The kinds of place that a tag can be in; each has its printer."""

RUN, PARAGRAPHS = "run", "paragraphs"
"""The places whose printers know the anchors of the rendering: a run that holds nothing else, and paragraphs."""

PLAIN_PARAGRAPHS = "plain_paragraphs"
"""Paragraphs in a note, which have no anchors."""

PRINT, REPEAT, BOUND = "print_", "repeat_", "bound_"
BUDGET = "the budget of this rendering"
"""The key under which the budget travels with the values; no template can name it."""

ANCHORS = "the anchors of this rendering"
"""The key under which the anchors travel with the values."""
