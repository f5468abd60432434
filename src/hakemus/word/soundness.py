"""Proves, when a template is compiled, that its XML is sound whatever the data; marks what only the data decides.

Every branch must leave the same elements open as it found: then any choice and any number of turns is well-formed.
Three things only the data decides: whether a cell ends in a paragraph, whether a table or a row holds anything, and how
many columns a row has. They are marked with control characters, which no text of a document can hold, and corrected in
the rendered text (`ready.repair`); a template without such places has no marks, and costs nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import reduce

from jinja2 import nodes

from hakemus.errors import Message
from hakemus.word.messages import message, word
from hakemus.word.ready import CELL, CELL_END, GRID, GRID_END, HOLLOW, HOLLOW_END

_ELEMENT = re.compile(r"<(/?)([\w:.-]+)([^<>]*?)(/?)>")
_MUST_END_IN_PARAGRAPH = ("w:tc", "w:hdr", "w:ftr", "w:footnote", "w:endnote", "w:comment", "w:txbxContent")
_MUST_HOLD = {"w:tbl": "w:tr", "w:tr": "w:tc"}
_SEE_THROUGH = (
    "w:sdt",
    "w:sdtContent",
    "w:ins",
    "w:smartTag",
    "w:customXml",
    "mc:AlternateContent",
    "mc:Choice",
    "mc:Fallback",
)
_NO_BLOCKS = ("w:bookmarkStart", "w:bookmarkEnd", "w:proofErr", "w:tcPr", "w:sdtPr", "w:sdtEndPr")
_IDS = re.compile(r"<wp:docPr |<w:bookmarkStart |<w:sdtPr>")
_KINDS = {
    "w:t": "text",
    **dict.fromkeys(("w:body", *_MUST_END_IN_PARAGRAPH), "paragraphs"),
    **dict.fromkeys(("w:p", "w:hyperlink", "w:fldSimple"), "runs"),
    **dict.fromkeys(("w:tbl", "w:tr", "w:r"), "nowhere"),
    "w:instrText": "code",
    "w:delText": "deleted",
}


@dataclass(frozen=True, slots=True)
class _Open:
    """An open element: where it began, and what is certain about what it holds."""

    name: str
    data: nodes.TemplateData
    offset: int
    turns: int
    ends_in_paragraph: bool = False
    holds: frozenset[str] = frozenset()
    varies: bool = False


@dataclass(slots=True)
class Findings:
    """What was found: the place of each printed expression, which are in notes, the faults, and whether ids repeat."""

    kinds: dict[nodes.Node, str] = field(default_factory=dict)
    in_notes: set[nodes.Node] = field(default_factory=set)
    faults: list[tuple[int, Message]] = field(default_factory=list)
    repeats_ids: bool = False


def examine(tree: nodes.Template) -> Findings:
    """Return what is certain about a template's tree, and put the marks into it."""
    walker = _Walker()
    walker.body(tree.body)
    walker.insert_marks()
    return walker.findings


class _Walker:
    """Goes through a template in the order it is written, with the stack of open elements at hand."""

    def __init__(self) -> None:
        self.findings = Findings()
        self._stack: list[_Open] = []
        self._tag = ""
        self._turns = 0
        self._repeated = 0
        self._broken = False
        self._marks: list[tuple[nodes.TemplateData, int, int, str]] = []

    def body(self, body: Sequence[nodes.Node]) -> None:
        for node in body:
            self._node(node)

    def insert_marks(self) -> None:
        # From the last to the first, so that the places of the earlier ones stay true.
        for data, offset, _, text in sorted(self._marks, key=lambda mark: mark[1:3], reverse=True):
            data.data = data.data[:offset] + text + data.data[offset:]

    def _node(self, node: nodes.Node) -> None:
        if isinstance(node, nodes.Output):
            for child in node.nodes:
                if isinstance(child, nodes.TemplateData):
                    self._data(child)
                else:
                    self.findings.kinds[child] = self._kind()
                    if any(one.name in ("w:footnote", "w:endnote") for one in self._stack):
                        self.findings.in_notes.add(child)
        elif isinstance(node, nodes.If):
            self._choice(node, [node.body, *(branch.body for branch in node.elif_), node.else_])
        elif isinstance(node, nodes.For):
            self._repeated += 1
            self._choice(node, [node.body, []])
            self._repeated -= 1
            self._choice(node, [node.else_, []])
        else:
            inner = [child for child in node.iter_child_nodes() if isinstance(child, nodes.Stmt)]
            self._repeated += isinstance(node, nodes.Macro)
            self._choice(node, [inner, []])
            self._repeated -= isinstance(node, nodes.Macro)

    def _choice(self, node: nodes.Node, branches: Sequence[Sequence[nodes.Node]]) -> None:
        """Go through branches of which one is taken; they must all leave the same elements open."""
        before, tag = list(self._stack), self._tag
        ends: list[list[_Open]] = []
        self._turns += 1
        for branch in branches:
            self._stack, self._tag = list(before), tag
            self.body(branch)
            ends.append(self._stack)
            if bool(self._tag) != bool(tag):
                self.findings.faults.append((node.lineno, message("inside-tag")))
        self._turns -= 1
        names = {tuple(one.name for one in end) for end in ends}
        if len(names) > 1:
            places = reduce(
                lambda one, other: message("word.both", one=one, other=other),
                sorted({_open_place(end) for end in names}),
            )
            self.findings.faults.append((node.lineno, message("places-differ", places=places)))
            self._broken = True  # what follows would only be the echo of this
            ends = [before]
        self._tag = tag
        self._stack = [_certain([end[depth] for end in ends]) for depth in range(len(ends[0]))]

    def _data(self, data: nodes.TemplateData) -> None:
        text = self._tag + data.data
        shift = len(self._tag)
        if self._repeated and _IDS.search(data.data):
            self.findings.repeats_ids = True
        for match in _ELEMENT.finditer(text):
            closing, element, _, empty = match.groups()
            start, end = match.start() - shift, match.end() - shift
            if closing:
                self._close(element, data, start, end)
            else:
                self._stack.append(_Open(element, data, max(start, 0), self._turns))
                if empty:
                    self._close(element, data, start, end)
        rest = text[text.rfind("<") :] if text.rfind("<") > text.rfind(">") else ""
        self._tag = rest

    def _close(self, element: str, data: nodes.TemplateData, start: int, end: int) -> None:
        if not self._stack or self._stack[-1].name != element:
            if not self._broken:  # one such fault brings many more with it
                inside = self._stack[-1].name if self._stack else ""
                fault = message("closed-inside", element=element, inside=inside)
                self.findings.faults.append((data.lineno, fault))
            self._broken = True
            return
        closed = self._stack.pop()
        if element in _MUST_END_IN_PARAGRAPH and not closed.ends_in_paragraph:
            self._mark(data, start, CELL + _first_paragraph(closed, data, start) + CELL_END)
        if element in _MUST_HOLD and _MUST_HOLD[element] not in closed.holds:
            self._mark(closed.data, closed.offset, HOLLOW)
            self._mark(data, end, HOLLOW_END, closes=True)
        if element == "w:tbl" and closed.varies:
            self._mark(closed.data, closed.offset, GRID)
            self._mark(data, end, GRID_END, closes=True)
        if self._stack:
            self._stack[-1] = self._with_child(self._stack[-1], closed)

    def _with_child(self, parent: _Open, child: _Open) -> _Open:
        if child.name in _NO_BLOCKS:
            return parent
        through = child.name in _SEE_THROUGH
        ends = child.name == "w:p" or (through and child.ends_in_paragraph)
        certain = child.name != "w:tr" or "w:tc" in child.holds  # a row without cells will be left out
        holds = parent.holds
        if certain and child.name not in holds:
            holds |= {child.name}
        if through:
            holds |= child.holds
        varies = parent.varies or child.varies
        if child.name == "w:tc":
            varies = varies or self._turns > parent.turns
        elif child.name == "w:tbl":
            varies = parent.varies
        if (ends, holds, varies) == (parent.ends_in_paragraph, parent.holds, parent.varies):
            return parent
        return _Open(parent.name, parent.data, parent.offset, parent.turns, ends, holds, varies)

    def _mark(self, data: nodes.TemplateData, offset: int, text: str, *, closes: bool = False) -> None:
        # Of marks at one place, those that close come first, the inner before the outer.
        order = len(self._marks) + 1
        self._marks.append((data, offset, -order if closes else order, text))

    def _kind(self) -> str:
        """Return the kind of this place; see `environments.KINDS`, and the code of a field or deleted text."""
        if self._tag.startswith("<w:gridSpan"):
            self._stack = [replace(one, varies=one.varies or one.name == "w:tr") for one in self._stack]
            return "number"
        if self._tag:
            return "raw"
        names = [one.name for one in self._stack if one.name not in _SEE_THROUGH]
        parent = names[-1] if names else ""
        return _KINDS.get(parent, "raw")


def _certain(same: list[_Open]) -> _Open:
    """Return what is certain about an element after a choice: only what every branch makes certain."""
    return replace(
        same[0],
        ends_in_paragraph=all(one.ends_in_paragraph for one in same),
        holds=frozenset.intersection(*(one.holds for one in same)),
        varies=any(one.varies for one in same),
    )


def _open_place(open_: Sequence[str]) -> str:
    """Return the place that the open elements make: `a paragraph in a table cell`."""
    words = {"w:p": "a-paragraph", "w:tc": "a-table-cell", "w:tbl": "a-table", "w:txbxContent": "a-text-box"}
    inner, *outer = [word(words[one]) for one in reversed(open_) if one in words] or [word("body")]
    return message("word.inside", inner=inner, outer=outer[0]) if outer else inner


def _first_paragraph(cell: _Open, data: nodes.TemplateData, end: int) -> str:
    """Return an empty paragraph as the cell's own are, where that can be recognised, else a plain one."""
    written = data.data[cell.offset : end] if cell.data is data else cell.data.data[cell.offset :]
    match = re.search(r"<w:p(?: [^>]*)?>(<w:pPr>.*?</w:pPr>)", written, re.DOTALL)
    return f"<w:p>{match.group(1)}</w:p>" if match and "<w:sectPr" not in match.group(1) else "<w:p/>"
