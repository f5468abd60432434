"""Fields that Word counts for itself, such as page numbers: what they show is nobody's text."""

import re

from lxml import etree

from hakemus.word.markup import value_of

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
