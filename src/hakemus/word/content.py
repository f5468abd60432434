"""The values that a mapping may hold beside text: what is more than one line of one paragraph."""

import re
from dataclasses import dataclass

_STYLE_ID = re.compile(r"[A-Za-z0-9_\-]{1,250}")


@dataclass(frozen=True, slots=True)
class Prose:
    r"""Long text that becomes paragraphs and lists, used in a paragraph that holds only `{{p plan.need }}`.

    How text is read as paragraphs and lists is told at `hakemus.values.text.blocks`. The three others are the
    ids of paragraph styles; a bullet is the style's own, a number is printed as it was typed. Prose without
    a visible character prints nothing, and is false in `{% if %}`.

    >>> bool(Prose("\n \n"))
    False
    """

    text: str
    paragraph: str = "BodyText"
    bullet: str = "ListBullet"
    number: str = "ListNumber"

    def __post_init__(self) -> None:
        for style in (self.paragraph, self.bullet, self.number):
            if not _STYLE_ID.fullmatch(style):
                raise ValueError(f"{style!r} is no id of a style: letters, digits and hyphens")

    def __bool__(self) -> bool:
        return bool(self.text.strip())
