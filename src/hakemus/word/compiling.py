"""From the XML of one part to code that prints it: docxtpl's patch (known only here), Jinja's tree, our gate."""

import io
import marshal
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import CodeType
from typing import Any

from docx.opc.part import Part, XmlPart
from docx.oxml.parser import parse_xml
from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined, TemplateSyntaxError, Undefined, nodes, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from jinja2.visitor import NodeTransformer
from lxml import etree

from hakemus.errors import Message, TemplateError, TemplateProblem
from hakemus.word.charts import Setting
from hakemus.word.markup import DECLARATION, Limits, found, local, name, value_of
from hakemus.word.messages import message, word
from hakemus.word.printing import Gate
from hakemus.word.soundness import Findings, examine

# Every tag of a part, numbered and placed, before docxtpl rearranges the XML around it.

DIGITS = "".join(chr(0x2000 + digit) for digit in range(10))
_OPENING = re.compile(r"\{[{%#]")
_CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}
_TO_DIGITS = str.maketrans("0123456789", DIGITS)
_FROM_DIGITS = str.maketrans(DIGITS, "0123456789")
_DIGITS_TO_SPACE = str.maketrans(dict.fromkeys(DIGITS, " "))
_NUMBER = re.compile(f"[{DIGITS}]+")
_TAKES_ALL = re.compile(r"\{[{%#](tr|tc|p)\s")
_TAKES_ALL_OR_RUN = re.compile(r"\{[{%](tr|tc|p|r)\s(.*)[%}]\}", re.DOTALL)
_WHOLE = {"p": ("w:p", "paragraph"), "tr": ("w:tr", "table-row"), "tc": ("w:tc", "table-cell")}
_UNTOLD = "w:drawing or w:pict or w:object or w:fldChar or w:footnoteReference or w:endnoteReference"
_STYLE = f"{name('w:pPr')}/{name('w:pStyle')}"
_NEARBY = 30


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as its author sees it: its text, the part of the file, and the place in that part."""

    text: str
    part: str
    place: str

    def problem(self, text: str) -> TemplateProblem:
        """Return a fault of the template at this tag."""
        return TemplateProblem(text, self.part, self.place, self.text)


def spans(text: str) -> list[tuple[int, int]]:
    """Return where the tags of a text begin and end; linear, however many are opened and never closed."""
    found_: list[tuple[int, int]] = []
    closed_no_more: set[str] = set()
    at = 0
    while match := _OPENING.search(text, at):
        closing = _CLOSING[match.group()]
        end = -1 if closing in closed_no_more else text.find(closing, match.end())
        at = match.end() if end < 0 else end + 2
        if end < 0:
            closed_no_more.add(closing)
        else:
            found_.append((match.start(), at))
    return found_


def without_tags(text: str, instead: str = "") -> str:
    """Return the text beside the tags."""
    pieces, at = [], 0
    for start, end in spans(text):
        pieces.append(text[at:start])
        at = end
    return instead.join((*pieces, text[at:]))


def number_in(tag: str) -> int | None:
    """Return the number that a tag carries, or None for one that docxtpl added."""
    match = _NUMBER.search(tag)
    return int(match.group().translate(_FROM_DIGITS)) if match else None


def without_number(tag: str) -> str:
    """Return the tag as Jinja shall read it."""
    return _NUMBER.sub("", tag)


def mark(
    root: etree._Element, part: str, headings: Mapping[str, str], *, strict: bool
) -> tuple[list[Tag], list[TemplateProblem]]:
    """Number every tag under `root`, in place; return the tags and what the author must mend around them.

    `headings` are the ids of the heading styles; a strict template has no lone `}}` in its text.
    """
    marker = _Marker(root, part, headings, strict=strict)
    for paragraph in root.iter(name("w:p")):
        marker.paragraph(paragraph)
    marker.elsewhere(root)
    return marker.tags, marker.problems


class _Marker:
    def __init__(self, root: etree._Element, part: str, headings: Mapping[str, str], *, strict: bool) -> None:
        self.part = part
        self._strict = strict
        self.tags: list[Tag] = []
        self.problems: list[TemplateProblem] = []
        self._headings = headings
        self._heading = ""
        self._before = ""
        self._count = 0
        self._raw = False
        self._tables: dict[etree._Element, int] = {}
        self._others = _other_texts(root)

    def paragraph(self, paragraph: etree._Element) -> None:
        self._count += 1
        pieces = [*_texts(paragraph)]
        text = "".join(piece.text or "" for piece in pieces)
        if value_of(paragraph.find(_STYLE)) in self._headings and text.strip():
            self._heading = " ".join(without_tags(text, "…").split())
        if "{" in text or "}" in text:
            self._tags_of(paragraph, pieces, text)
        for element in self._others.pop(paragraph, ()):
            self._lone_text(element, paragraph)
        self._before = _words(text) or self._before

    def elsewhere(self, root: etree._Element) -> None:
        """Number the tags outside of paragraphs (the document's properties), and in attributes."""
        for element in self._others.pop(None, ()):
            self._lone_text(element, element)
        path = "//*[@*[contains(., '{{') or contains(., '{%')]]"
        for element in found(root, path):
            for key, value in element.attrib.items():
                owner = next((up for up in element.iterancestors(name("w:p"))), element)
                place = self._place(owner, message("place.attribute", name=etree.QName(str(key)).localname))
                element.set(key, "".join(self._numbered(str(value), place)))

    def _tags_of(self, paragraph: etree._Element, pieces: list[etree._Element], text: str) -> None:
        for piece in pieces:
            piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        place = self._place(paragraph, text)
        self._unclosed(without_tags(text), place)
        characters = self._numbered(text, place, paragraph)
        start = 0
        for piece in pieces:
            end = start + len(piece.text or "")
            piece.text = "".join(characters[start:end])
            start = end

    def _lone_text(self, element: etree._Element, paragraph: etree._Element) -> None:
        text = element.text or ""
        place = self._place(paragraph, text)
        element.text = "".join(self._numbered(text, place))
        self._unclosed(without_tags(text), place)

    def _numbered(self, text: str, place: str, paragraph: etree._Element | None = None) -> list[str]:
        """Return the characters of a text, the number of each tag before the characters that close it."""
        characters = [*text]
        for start, end in spans(text):
            tag = text[start:end].translate(_DIGITS_TO_SPACE)
            if not self._is_read(tag):
                continue
            if paragraph is not None:
                self._beside(tag, paragraph, place)
            self.tags.append(Tag(tag, self.part, place))
            characters[start:end] = tag
            at = end - (3 if tag[-3] in "-+" else 2)
            characters[at] = str(len(self.tags) - 1).translate(_TO_DIGITS) + characters[at]
        return characters

    def _is_read(self, tag: str) -> bool:
        """Return whether Jinja reads this as a tag: between `{% raw %}` and `{% endraw %}` it is text."""
        word = tag[2:-2].strip("-+ ") if tag.startswith("{%") else ""
        self._raw = self._raw and word != "endraw"
        is_read = not self._raw
        self._raw = self._raw or word == "raw"
        return is_read

    def _unclosed(self, rest: str, place: str) -> None:
        for opening in ("{{", "{%", "{#"):
            if opening in rest:
                near = rest[rest.index(opening) :][:_NEARBY]
                self._report(near, place, message("opened", sign=opening))
        for closing in ("}}", "%}"):
            if self._strict and closing in rest:
                self._report("", place, message("closed", sign=closing))

    def _beside(self, tag: str, paragraph: etree._Element, place: str) -> None:
        """Tell what docxtpl would drop: it replaces the whole paragraph, row or cell by the tag."""
        self._signs_inside(tag, place)
        match = _TAKES_ALL.match(tag)
        if match is None:
            return
        element_name, kind = _WHOLE[match.group(1)]
        whole_name = word(kind)
        whole = (
            paragraph if element_name == "w:p" else next(paragraph.iterancestors(name(element_name)), None)
        )
        if whole is None:
            shape = f"{{%{match.group(1)} %}}"
            self._report(tag, place, message("not-inside", tag=shape, word=whole_name))
            return
        text = "".join(piece.text or "" for piece in whole.iter(name("w:t"))).translate(_DIGITS_TO_SPACE)
        beside = text.replace(tag, "", 1).strip() if tag in text else without_tags(text).strip()
        if beside:
            self._report(tag, place, message("takes-text", word=whole_name, beside=beside[:_NEARBY]))
        for lost in found(
            whole, ".//*[self::" + _UNTOLD.replace(" or ", " or self::") + " or self::w:sectPr]"
        ):
            self._report(tag, place, message("takes-element", word=whole_name, lost=local(lost)))
        self._bookmarks(whole, tag, place, whole_name)

    def _signs_inside(self, tag: str, place: str) -> None:
        match = _TAKES_ALL_OR_RUN.fullmatch(tag)
        if match and re.search("[}%]", match.group(2).removesuffix("-")):
            self._report(tag, place, message("signs", tag=f"{tag[:2]}{match.group(1)}"))

    def _bookmarks(self, whole: etree._Element, tag: str, place: str, whole_name: str) -> None:
        for start in found(whole, ".//w:bookmarkStart"):
            if value_of(start, "w:name") != "_GoBack":
                label = value_of(start, "w:name")
                self._report(tag, place, message("takes-bookmark", word=whole_name, label=label))
        # Word's own mark of the last edit may begin here and end elsewhere: it goes as a whole.
        for start in found(whole.getroottree().getroot(), ".//w:bookmarkStart[@w:name='_GoBack']"):
            for mark_ in found(
                whole.getroottree().getroot(), f".//w:bookmarkEnd[@w:id='{value_of(start, 'w:id')}']"
            ):
                _remove(mark_)
            _remove(start)

    def _report(self, tag: str, place: str, text: str) -> None:
        self.problems.append(TemplateProblem(text, self.part, place, tag))

    def _place(self, element: etree._Element, near: str) -> str:
        cells = [step for cell in element.iterancestors(name("w:tc")) for step in self._cell(cell)]
        inside = local(element) != "p" and not cells
        steps = [local(element) if inside else message("place.paragraph", number=self._count), *cells]
        if self._heading:
            steps.append(message("place.under", text=self._heading[:_NEARBY]))
        words = _words(near)
        if words:
            steps.append(message("place.near", text=words[: 2 * _NEARBY]))
        elif self._before:
            steps.append(message("place.after", text=self._before[-_NEARBY:]))
        return Message.joined(", ", *steps)

    def _cell(self, cell: etree._Element) -> tuple[str, str, str]:
        row = next(cell.iterancestors(name("w:tr")))
        table = next(row.iterancestors(name("w:tbl")))
        if not self._tables:
            every = table.getroottree().getroot().iter(name("w:tbl"))
            self._tables.update({one: position for position, one in enumerate(every, 1)})
        return (
            message("place.table", number=self._tables[table]),
            message("place.row", number=_position(row)),
            message("place.cell", number=_position(cell)),
        )


def _words(text: str) -> str:
    """Return the words beside the tags."""
    return " ".join(without_tags(text, " ").translate(_DIGITS_TO_SPACE).split())


def _position(element: etree._Element) -> int:
    return 1 + sum(1 for _ in element.itersiblings(element.tag, preceding=True))


def _texts(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Yield the `w:t` of a paragraph, without those of paragraphs inside it (text boxes)."""
    for text in paragraph.iter(name("w:t")):
        if next(text.iterancestors(name("w:p"))) is paragraph:
            yield text


def _other_texts(root: etree._Element) -> dict[etree._Element | None, list[etree._Element]]:
    """Return the elements other than `w:t` whose text holds a tag, by the paragraph they stand in."""
    others: dict[etree._Element | None, list[etree._Element]] = {}
    for element in found(root, "//*[not(self::w:t)][text()[contains(., '{{') or contains(., '{%')]]"):
        others.setdefault(next(element.iterancestors(name("w:p")), None), []).append(element)
    return others


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


# Every fault of a template's tags at once, each at its tag: syntax, unclosed blocks, forbidden code.

_KIND = re.compile(r"^(\{[{%])(?:tr|tc|p|r)\s")
_OF_DOCXTPL = re.compile(r"\{%\s*(?:vm|hm|colspan\s.*|cellbg\s.*)\s*%\}|\{#.*#\}", re.DOTALL)
_STRAIGHT = str.maketrans("“”‘’", "\"\"''")
_BLOCKS = ("for", "if", "macro", "call", "filter", "with", "autoescape", "block", "raw")
_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.For,
    nodes.If,
    nodes.Name,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Const,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.CondExpr,
    nodes.Test,
    nodes.Filter,
    nodes.Tuple,
    nodes.List,
)
FILTERS = frozenset(
    {"first", "last", "length", "default", "select", "reject", "selectattr", "rejectattr", "list"}
)
TESTS = frozenset(
    {"defined", "undefined", "none", "true", "false", "odd", "even", "eq", "ne", "in", "sequence", "string"}
)


def misread(environment: Environment, tags: Sequence[Tag]) -> list[TemplateProblem]:
    """Return the syntax errors of tags, each tag read by itself: Jinja would stop at the first."""
    return [tag.problem(text) for source, tag in _read(tags) for text in _alone(environment, source)]


def unbalanced(tags: Sequence[Tag]) -> list[TemplateProblem]:
    """Return every opening without its end (at the opening) and every end without its opening."""
    return [*_unbalanced(_read(tags))]


def _read(tags: Sequence[Tag]) -> list[tuple[str, Tag]]:
    """Return the tags as Jinja reads them, each with the tag as its author wrote it."""
    return [(_as_jinja_reads_it(tag.text), tag) for tag in tags if not _OF_DOCXTPL.fullmatch(tag.text)]


def _as_jinja_reads_it(tag: str) -> str:
    return _KIND.sub(r"\1 ", tag).translate(_STRAIGHT)


_OF_JINJA = {
    "expected-token": re.compile(r"expected token '(?P<one>.+?)', got '(?P<other>.+?)'", re.DOTALL),
    "expected-expression": re.compile(r"Expected an expression, got '(?P<other>.+?)'", re.DOTALL),
    "unexpected": re.compile(r"unexpected '(?P<sign>.+?)'", re.DOTALL),
    "unexpected-at": re.compile(r"unexpected char '(?P<sign>.+?)' at (?P<place>\d+)", re.DOTALL),
    "unknown-tag": re.compile(r"Encountered unknown tag '(?P<name>.+?)'\.", re.DOTALL),
}
_TOKENS_OF_JINJA = {"end of print statement": "end-of-print", "end of statement block": "end-of-block"}


def _jinja_message(error: TemplateSyntaxError) -> str:
    """Return what Jinja found, as a message of ours: its errors carry a sentence and no code."""
    text = str(error.message)
    for code, pattern in _OF_JINJA.items():
        if match := pattern.fullmatch(text):
            values = {key: word(_TOKENS_OF_JINJA.get(one, ""), one) for key, one in match.groupdict().items()}
            return message(code, **values)
    return text


def _alone(environment: Environment, source: str) -> Iterator[str]:
    """Yield what is wrong with one tag by itself."""
    keyword = _keyword(source)
    if source.startswith("{%") and keyword.startswith("end"):
        return
    inner = source[2:-2].strip("-+ \n")
    if source.startswith("{%") and keyword == "raw":
        return
    whole = source
    if keyword in ("elif", "else"):
        whole = "{% if 1 %}" + source + "{% endif %}"
    elif keyword in _BLOCKS or (keyword == "set" and "=" not in inner):
        whole = f"{source}{{% end{keyword} %}}"
    try:
        environment.parse(whole)
    except TemplateSyntaxError as error:
        yield _jinja_message(error)


def _unbalanced(tags: Sequence[tuple[str, Tag]]) -> Iterator[TemplateProblem]:
    open_: list[tuple[str, Tag]] = []
    for source, tag in tags:
        keyword = _keyword(source) if source.startswith("{%") else ""
        if keyword in _BLOCKS or (keyword == "set" and "=" not in source):
            open_.append((keyword, tag))
        elif keyword in ("else", "elif"):
            if not open_ or open_[-1][0] not in ("if", "for"):
                yield tag.problem(message("outside-if", word=keyword))
        elif keyword.startswith("end"):
            opening = keyword.removeprefix("end")
            if opening not in [kind for kind, _ in open_]:
                yield tag.problem(message("closes-nothing", word=keyword, opening=opening))
                continue
            while open_ and open_[-1][0] != opening:
                kind, unclosed = open_.pop()
                yield unclosed.problem(message("unclosed-before", kind=kind, tag=tag.text))
            open_.pop()
    for kind, unclosed in open_:
        yield unclosed.problem(message("unclosed", kind=kind))


def forbidden(tree: nodes.Template) -> Iterator[tuple[int, Message]]:
    """Yield what a strict template must not do, with its line: it prints, repeats and chooses, no more."""
    for node in tree.find_all(nodes.Node):
        if isinstance(node, nodes.Filter) and node.name not in FILTERS:
            yield node.lineno, message("filter", name=node.name)
        elif isinstance(node, nodes.Test) and node.name not in TESTS:
            yield node.lineno, message("test", name=node.name)
        elif isinstance(node, nodes.Name | nodes.Getattr) and _name(node).startswith("_"):
            yield node.lineno, message("private", name=_name(node))
        elif isinstance(node, nodes.For) and (node.recursive or not isinstance(node.target, nodes.Name)):
            yield node.lineno, message("for-shape")
        elif not isinstance(node, _ALLOWED):
            yield node.lineno, message("statement", what=type(node).__name__.lower())


def _name(node: nodes.Name | nodes.Getattr) -> str:
    return node.name if isinstance(node, nodes.Name) else node.attr


def _keyword(source: str) -> str:
    words = source[2:-2].strip("-+ \n\t").split(maxsplit=1)
    return words[0].partition("(")[0] if words else ""


# The placeholders of a template: each with its full path, loop variables led back to their list.

_LOOP = "loop"
_Scope = Mapping[str, str]


@dataclass(slots=True)
class Fields:
    """The paths in the order a template first names them, and the path of each expression printed or repeated."""

    paths: dict[str, None] = field(default_factory=dict)
    printed: dict[nodes.Node, str] = field(default_factory=dict)


def fields_of(tree: nodes.Template) -> Fields:
    """Return the placeholders of a template's tree, such as `budget.items[].amount`."""
    fields = Fields()
    _visit(tree, {}, fields)
    return fields


def _visit(node: nodes.Node, scope: _Scope, fields: Fields) -> None:
    if isinstance(node, nodes.Output):
        for printed in node.nodes:
            if not isinstance(printed, nodes.TemplateData):
                fields.printed[printed] = _label(printed, scope)
            _visit(printed, scope, fields)
    elif isinstance(node, nodes.For):
        _visit_for(node, scope, fields)
    elif isinstance(node, nodes.Macro):
        inner = {**scope, **{argument.name: "" for argument in node.args}}
        for child in node.body:
            _visit(child, inner, fields)
    elif isinstance(node, nodes.Assign | nodes.With):
        _visit_names(node, scope, fields)
    else:
        path = _path(node, scope)
        if path is not None:
            if path:
                fields.paths.setdefault(path)
            return
        _visit_all(node, scope, fields)


def _visit_all(node: nodes.Node, scope: _Scope, fields: Fields) -> None:
    """Visit what is inside a node; a name that is set is known to what comes after it."""
    known = dict(scope)
    for child in node.iter_child_nodes():
        _visit(child, known, fields)
        if isinstance(child, nodes.Assign) and isinstance(child.target, nodes.Name):
            known[child.target.name] = _path(child.node, known) or ""
        elif isinstance(child, nodes.AssignBlock | nodes.Macro):
            target = child.target if isinstance(child, nodes.AssignBlock) else child
            known[getattr(target, "name", "")] = ""


def _visit_for(node: nodes.For, scope: _Scope, fields: Fields) -> None:
    listed = _path(_unfiltered(node.iter), scope)
    _visit(node.iter, scope, fields)
    fields.printed[node.iter] = listed or "the list of the loop"
    if listed:
        fields.paths.pop(listed, None)
        fields.paths.setdefault(f"{listed}[]")
    item = f"{listed}[]" if listed else ""
    targets = [node.target] if isinstance(node.target, nodes.Name) else [*node.target.find_all(nodes.Name)]
    inner = {**scope, _LOOP: "", **{target.name: item if target is node.target else "" for target in targets}}
    for child in (*([node.test] if node.test else []), *node.body):
        _visit(child, inner, fields)
    for child in node.else_:
        _visit(child, scope, fields)


def _visit_names(node: nodes.Assign | nodes.With, scope: _Scope, fields: Fields) -> None:
    if isinstance(node, nodes.Assign):
        _visit(node.node, scope, fields)
        return
    for value in node.values:
        _visit(value, scope, fields)
    pairs = zip(node.targets, node.values, strict=True)
    inner = {**scope, **{getattr(target, "name", ""): _path(value, scope) or "" for target, value in pairs}}
    for child in node.body:
        _visit(child, inner, fields)


def _unfiltered(node: nodes.Node) -> nodes.Node:
    """Return what a chain of filters works on: `items|selectattr("paid")` runs over `items`."""
    inner = node
    while isinstance(inner, nodes.Filter) and inner.node is not None:
        inner = inner.node
    return inner


def _path(node: nodes.Node, scope: _Scope) -> str | None:
    """Return the path that an expression is, "" for what is no field (`loop.index`), None for what is no path."""
    if isinstance(node, nodes.Name):
        return scope.get(node.name, node.name)
    if isinstance(node, nodes.Getattr):
        return _step(_path(node.node, scope), f".{node.attr}")
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        step = f".{node.arg.value}" if isinstance(node.arg.value, str) else "[]"
        return _step(_path(node.node, scope), step)
    return None


def _step(path: str | None, step: str) -> str | None:
    return path + step if path else path


def _label(node: nodes.Node, scope: _Scope) -> str:
    """Return the path to name in an error: the expression's own, or the first that it reads."""
    path = _path(_unfiltered(node), scope)
    if path:
        return path
    for child in node.find_all((nodes.Getattr, nodes.Name)):
        if inner := _path(child, scope):
            return inner
    return "the value of the tag"


# Jinja as a strict template may use it, and the names by which compiled code reaches the gate and the budget.

KINDS = ("text", "raw", "paragraphs", "runs", "number", "nowhere")
"""The kinds of place that a tag can stand in; each has its printer."""

RUN, PARAGRAPHS = "run", "paragraphs"
"""The places whose printers know the anchors of the rendering: a run that holds nothing else, and paragraphs."""

PRINT, REPEAT, BOUND = "print_", "repeat_", "bound_"
BUDGET = "the budget of this rendering"
"""The key under which the budget travels with the values; no template can name it."""

ANCHORS = "the anchors of this rendering"
"""The key under which the anchors travel with the values."""


class _UnknownName(StrictUndefined):
    """A name that the values do not have: an error of Jinja's, but with a message of ours."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        label = self._undefined_name
        if self._undefined_hint:
            return self._undefined_hint
        if self._undefined_obj is missing:
            return message("undefined", name=label)
        code = "no-attribute" if isinstance(label, str) else "no-element"
        return message(code, kind=_type_word(self._undefined_obj), name=label)


def _type_word(value: object) -> str:
    """Return what a type is called where a template's author reads it."""
    kind = type(value).__name__
    return word(f"{kind.lower()}-kind", kind)


class StrictEnvironment(ImmutableSandboxedEnvironment):
    """Jinja for a strict template: keys before attributes, and every value through the gate.

    Jinja's own escaping is off because nothing is printed but by the gate, which escapes all.
    """

    def __init__(self, limits: Limits, styles: Mapping[str, bool], setting: Setting) -> None:
        super().__init__(autoescape=False, undefined=_UnknownName)
        gate = Gate(limits, styles, setting)
        self.filters.update({PRINT + kind: getattr(gate, kind) for kind in KINDS})
        self.filters.update({PRINT + kind: _with_anchors(getattr(gate, kind)) for kind in (RUN, PARAGRAPHS)})
        self.filters[REPEAT] = _repeated_list

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401
        """Return a mapping's key, or else an object's attribute: `budget.items` is the key, never the method."""
        if type(obj) is dict or isinstance(obj, Mapping):
            try:
                return obj[attribute]
            except KeyError:
                return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)


def _with_anchors(printer: Callable[..., str]) -> Callable[..., str]:
    @pass_context
    def printed(context: Context, value: Any, *rest: str) -> str:  # noqa: ANN401
        return printer(value, *rest, context.parent[ANCHORS])

    return printed


@pass_context
def _repeated_list(context: Context, items: Any, field: str) -> Any:  # noqa: ANN401
    if isinstance(items, Undefined):
        len(items)
    if not isinstance(items, list | tuple):
        text = message("not-a-list", field=field, kind=_type_word(items))
        raise TemplateError([TemplateProblem(text)])
    context.parent[BUDGET].repeat(len(items))
    return items


_RUN = re.compile(r"<w:r(?: [^<>]*)?>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t(?: [^<>]*)?>\Z", re.DOTALL)
_RUN_END = "</w:t></w:r>"
_DOCXTPL = DocxTemplate("")
_ESCAPES = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))


@dataclass(frozen=True, slots=True)
class CompiledPart:
    """A part ready to be printed: its code, its tags by line of the code's source, and what it needs."""

    name: str
    code: CodeType
    tags: tuple[Tag, ...]
    lines: tuple[int, ...]
    fields: tuple[str, ...]
    repeats_ids: bool

    def tag_at(self, line: int) -> Tag | None:
        """Return the tag that a line of the template's source belongs to."""
        return _tag_at(line, self.tags, self.lines)

    def __reduce__(self) -> tuple[Any, ...]:
        rest = (self.tags, self.lines, self.fields, self.repeats_ids)
        return _restored, (self.name, marshal.dumps(self.code), *rest)


def _restored(name: str, code: bytes, *rest: Any) -> CompiledPart:  # noqa: ANN401
    return CompiledPart(name, marshal.loads(code), *rest)  # noqa: S302 - our own bytes, from `__reduce__`


def compile_part(
    root: etree._Element, part: str, headings: Mapping[str, str], environment: Environment
) -> tuple[CompiledPart | None, list[TemplateProblem]]:
    """Return the code that prints a part, or None and everything that is wrong with its tags.

    `root` is changed on the way. `headings` are the ids of the heading styles.
    """
    tags, problems = mark(root, part, headings, strict=isinstance(environment, StrictEnvironment))
    if problems := problems + unbalanced(
        tags
    ):  # before the patch, whose patterns need long for what is not closed
        return None, _in_order([*problems, *misread(environment, tags)], tags)
    source, lines = _source(str(_DOCXTPL.patch_xml(etree.tostring(root, encoding="unicode"))))
    if problems := _dropped(tags, lines):
        return None, _in_order(problems, tags)
    try:
        tree = environment.parse(source, name=part)
    except TemplateSyntaxError as error:
        first = _at(error.lineno, _jinja_message(error), part, tags, lines)
        return None, _in_order(misread(environment, tags) or [first], tags)
    fields, examined = fields_of(tree), examine(tree)
    faults = [*(_strict_faults(tree, examined) if isinstance(environment, StrictEnvironment) else ())]
    if faults := faults + examined.faults:
        return None, _in_order([_at(line, text, part, tags, lines) for line, text in faults], tags)
    _guard(tree, examined.kinds, fields.printed, anchored=isinstance(environment, StrictEnvironment))
    code = environment.compile(tree, name=part, filename=f"<{part}>")
    return CompiledPart(part, code, tuple(tags), tuple(lines), tuple(fields.paths), examined.repeats_ids), []


def _source(patched: str) -> tuple[str, list[int]]:
    """Return the source with a line of its own for every tag, and the number of the tag of each line.

    The line begins inside the tag, where it prints nothing; so Jinja's line numbers tell the tag.
    """
    pieces = [DECLARATION]
    lines = [-1, -1]
    end = 0
    for start, after in spans(patched):
        between, tag = patched[end:start], patched[start:after]
        bare, number = without_number(tag), number_in(tag)
        lines += [lines[-1]] * between.count("\n")
        if number is not None:
            opening = 3 if bare[2] in "-+" else 2
            lines += [number] * (1 + bare.count("\n"))
            bare = f"{bare[:opening]}\n{bare[opening:]}"
        else:  # one that docxtpl added belongs to the tag before it
            lines += [lines[-1]] * bare.count("\n")
        pieces += (between, bare)
        end = after
    return "".join((*pieces, patched[end:])), lines


def _dropped(tags: Sequence[Tag], lines: Sequence[int]) -> list[TemplateProblem]:
    """Return a fault for every tag that did not survive docxtpl's rearranging (its own vm and hm go on purpose)."""
    kept = {*lines}
    return [
        tag.problem(message("lost"))
        for number, tag in enumerate(tags)
        if number not in kept
        and not tag.text.startswith("{#")
        and tag.text[2:-2].strip("-+ \n") not in {"vm", "hm"}
    ]


def _in_order(problems: Sequence[TemplateProblem], tags: Sequence[Tag]) -> list[TemplateProblem]:
    """Return each problem once, in the order of the tags."""
    order = {(tag.text, tag.place): number for number, tag in enumerate(tags)}
    return sorted(dict.fromkeys(problems), key=lambda problem: order.get((problem.tag, problem.place), -1))


def _strict_faults(tree: nodes.Template, examined: Findings) -> list[tuple[int, Message]]:
    messages = {"code": message("code-of-field"), "deleted": message("deleted")}
    misplaced = [(node.lineno, messages[kind]) for node, kind in examined.kinds.items() if kind in messages]
    return [*forbidden(tree), *misplaced]


def _at(line: int, text: str, part: str, tags: Sequence[Tag], lines: Sequence[int]) -> TemplateProblem:
    tag = _tag_at(line, tags, lines)
    return tag.problem(text) if tag else TemplateProblem(text, part)


def _tag_at(line: int, tags: Sequence[Tag], lines: Sequence[int]) -> Tag | None:
    number = lines[min(line, len(lines)) - 1] if line > 0 else -1
    return tags[number] if number >= 0 else None


def _guard(
    tree: nodes.Template,
    kinds: Mapping[nodes.Node, str],
    paths: Mapping[nodes.Node, str],
    *,
    anchored: bool,
) -> None:
    """Send every printed expression through the gate, and every loop through the budget."""
    printers = {"code": "raw", "deleted": "raw"}
    for output in [*tree.find_all(nodes.Output)]:
        runs = _runs_of_their_own(output, kinds) if anchored else {}
        output.nodes = [
            child
            if isinstance(child, nodes.TemplateData)
            else _filter(child, PRINT + RUN, paths[child], *runs[child])
            if child in runs
            else _filter(child, PRINT + printers.get(kinds[child], kinds[child]), paths[child])
            for child in output.nodes
        ]
    for loop in [*tree.find_all(nodes.For)]:
        loop.iter = _filter(loop.iter, REPEAT, paths[loop.iter])
    for data in tree.find_all(nodes.TemplateData):
        for written, meant in _ESCAPES:
            data.data = data.data.replace(written, meant)
    _Bounds().visit(tree)


class _Bounds(NodeTransformer):
    """Sends what is joined with `~` through the bounds of text (a strict template has none)."""

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802 - Jinja's name
        return nodes.Filter(self.generic_visit(node), BOUND, [], [], None, None, lineno=node.lineno)


def _runs_of_their_own(
    output: nodes.Output, kinds: Mapping[nodes.Node, str]
) -> dict[nodes.Node, tuple[str, str]]:
    """Return what opens and closes the run of each expression that is alone in one, taken out of the data around it."""
    runs: dict[nodes.Node, tuple[str, str]] = {}
    for before, child, after in zip(output.nodes, output.nodes[1:], output.nodes[2:], strict=False):
        if not isinstance(before, nodes.TemplateData) or not isinstance(after, nodes.TemplateData):
            continue
        opening = _RUN.search(before.data, max(before.data.rfind("<w:r>"), before.data.rfind("<w:r "), 0))
        if opening and after.data.startswith(_RUN_END) and kinds.get(child) == "text":
            before.data = before.data[: opening.start()]
            after.data = after.data[len(_RUN_END) :]
            runs[child] = (opening.group(), _RUN_END)
    return runs


def _filter(node: nodes.Node, name: str, *fixed: str) -> nodes.Filter:
    return nodes.Filter(node, name, [nodes.Const(text) for text in fixed], [], None, None, lineno=node.lineno)


def resolve_breaks(text: str) -> str:
    r"""Return printed XML with docxtpl's own breaks (`\a`, `\f`, `\n`, `\t` in its rich texts) as Word's."""
    return str(_DOCXTPL.resolve_listing(text)) if any(sign in text for sign in "\a\f\n\t") else text


class OpenDocument:
    """A template opened in docxtpl, for one rendering: its pictures, sub-documents and links belong to a document.

    `document` is docxtpl's own object, which those values are made with.
    """

    def __init__(self, content: bytes) -> None:
        self.document = DocxTemplate(io.BytesIO(content))
        self.document.render_init()
        self._parts: dict[str, Part] = {
            str(part.partname).lstrip("/"): part for part in self.document.docx.part.package.iter_parts()
        }

    def begin(self, part: str) -> None:
        """Let the pictures that are printed now belong to this part."""
        self.document.current_rendering_part = self._parts[part]

    def replace(self, part: str, content: bytes) -> None:
        """Put the printed content of a part in its place."""
        replaced = self._parts[part]
        if isinstance(replaced, XmlPart):
            replaced._element = parse_xml(content)  # noqa: SLF001 - as docxtpl does
        else:
            replaced._blob = content  # noqa: SLF001

    def saved(self) -> bytes:
        """Return the document with the parts that its values brought."""
        stream = io.BytesIO()
        self.document.docx.save(stream)
        return stream.getvalue()
