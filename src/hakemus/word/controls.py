"""Values that remember their field: how each is put between a bookmark and a content control, to be read back later."""

import hashlib
import re
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from typing import Literal, Self

from hakemus.values.field_paths import pattern_of
from hakemus.word.charts import Chart

_LONGEST_NAME = 40
_LONGEST_TITLE = 64
_PREFIX = "h_"
_FIRST_ID = 100_000_000
_POSITION = re.compile(r"\[(\d+)\]")
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
    positions = "".join(f"_{number}" for number in _POSITION.findall(tag))
    return f"{_PREFIX}x{_digest(pattern_of(tag))}{positions}"


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
