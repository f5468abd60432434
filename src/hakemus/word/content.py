"""The values that a mapping may hold beside text: what is more than one line of one paragraph."""

import re
from dataclasses import dataclass

from hakemus.values.text import Block, blocks
from hakemus.word.controls import Control

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
