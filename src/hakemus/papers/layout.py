"""What a paper's layout is written in: the frame of its pages, and the fields, columns and totals of its tables.

The kit that makes Word's markup of them is loaded only when templates are built.

A *name* means words in the language of the template: a message below `documents` (`heading.plan`), a text that the
programme sets (`application.declaration`), or the official term of a field (`applicant.name`). Text in which a tag
occurs (`{{ project.name }}`) is used as it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from hakemus.papers.kit.page import Page
else:
    Page = Any  # what a layout writes on; a paper that is printed needs none

__all__ = ["FORM", "OF_BOARD", "Band", "Column", "Field", "Frame", "Kept", "Page", "Total"]

Kept = Literal["", "whole", "with-next", "end", "end-with-next"]
"""Whether no page divides a table of few rows, or its end, and whether none separates that from what follows it."""


class Frame(NamedTuple):
    """What is around the text: who sends the paper and its day in the header, and whether it is `prose`.

    Prose is text to be read, moved in from the margin; everything else is a form of ruled tables. `poster` holds the
    sizes of type, in points, that the titles and the lines of a poster may have; no other paper has them.
    """

    prose: bool = False
    sender: str = "{{ applicant.name }}"
    day: str = "{{ date }}"
    poster: tuple[tuple[float, ...], tuple[float, ...]] | None = None


FORM = Frame()
"""The frame of an application's paper of ruled tables."""

OF_BOARD = Frame(sender="{{ leader_group }}", day="{{ meeting.date }}")
"""The frame of a board's paper."""


@dataclass(frozen=True, slots=True)
class Field:
    """A value and the label next to it: a path, or a text with tags.

    Without a `label` it is the official term of the field. `prose` is for a long text of paragraphs and lists; `when`
    is the condition on which the row is there.
    """

    value: str
    label: str = ""
    prose: bool = False
    when: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of values; without `width_mm` it takes what the others leave.

    `align="right"` is for amounts and other numbers: they are never broken into lines. Without a `title` it is the
    official term of the field.
    """

    value: str
    width_mm: float = 0
    align: str = "left"
    title: str = ""
    prose: bool = False


@dataclass(frozen=True, slots=True)
class Total:
    """A closing row: a label, and values under as many of the last columns; `when` is its condition."""

    label: str
    values: Sequence[str]
    when: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """An outer loop of a table: a row with its title, then the repeating rows, then totals of its own.

    `when_empty` is what a row says instead of the repeating ones.
    """

    loop: str
    title: str
    totals: Sequence[Total] = ()
    when_empty: str = ""
