"""The tags of a template as their author sees them: their places, all that is wrong at once, and their fields."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from jinja2 import Environment, TemplateSyntaxError, nodes
from lxml import etree

from hakemus.errors import Message, PackageError, TemplateProblem
from hakemus.word.markup import found, local, name, remove, value_of
from hakemus.word.messages import message, word

# Every tag of a part, numbered and placed, before docxtpl rearranges the XML around it.

DIGITS = "".join(chr(0x2000 + digit) for digit in range(10))
_OPENING = re.compile(r"\{[{%#]")
_CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}
_TO_DIGITS = str.maketrans("0123456789", DIGITS)
_FROM_DIGITS = str.maketrans(DIGITS, "0123456789")
_DIGITS_TO_SPACE = str.maketrans(dict.fromkeys(DIGITS, " "))
_NUMBER = re.compile(f"[{DIGITS}]+")
_BRACE_LOST = re.compile(r"\{\{[^{}]+\}(?!\})|(?<!\{)\{[^{}%#]+\}\}")
"""A placeholder that has lost one of its four braces."""

_TAKES_ALL = re.compile(r"\{[{%#](tr|tc|p)\s")
_TAKES_ALL_OR_RUN = re.compile(r"\{[{%](tr|tc|p|r)\s(.*)[%}]\}", re.DOTALL)
_COMMENTED = re.compile(r"\{#(tr|tc|p)\s[^}#]*#\}")
_BY_PROGRAMS = re.compile(r"_GoBack|(?:__DdeLink__|_Hlk|_Toc|_Ref)\w*")
"""The names of bookmarks that programs make for themselves: they are no content."""

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
    """Return the text around the tags."""
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
    root: etree._Element, part: str, headings: Mapping[str, str], *, strict: bool, most: int
) -> tuple[list[Tag], list[TemplateProblem]]:
    """Number every tag under `root`, in place; return the tags and what the author must correct around them.

    `headings` are the ids of the heading styles; a strict template has no lone `}}` in its text. Raises `PackageError`
    for `most` tags and one more, before any is compiled.
    """
    _leave_out_commented(root)
    marker = _Marker(root, part, headings, strict=strict, most=most)
    for paragraph in root.iter(name("w:p")):
        marker.paragraph(paragraph)
    marker.elsewhere(root)
    return marker.tags, marker.problems


def _leave_out_commented(root: etree._Element) -> None:
    """Remove what a comment such as `{#tr … #}` is for: its row, cell or paragraph, whatever that holds."""
    for paragraph in [*root.iter(name("w:p"))]:
        text = "".join(piece.text or "" for piece in _texts(paragraph))
        for commented in _COMMENTED.findall(text) if "{#" in text else ():
            element_name, _ = _WHOLE[commented]
            around = paragraph.iterancestors(name(element_name))
            whole = paragraph if element_name == "w:p" else next(around, None)
            if whole is not None and whole.getparent() is not None:
                for marks in _bookmarks_of(root):
                    if any(whole is up for mark in marks for up in mark.iterancestors()):
                        _remove_all(marks)
                remove(whole)


def _bookmarks_of(root: etree._Element, named: re.Pattern[str] | None = None) -> list[list[etree._Element]]:
    """Return both ends of each bookmark, or of those whose names fit."""
    ends: dict[str, list[etree._Element]] = {}
    for end in root.iter(name("w:bookmarkEnd")):
        ends.setdefault(value_of(end, "w:id"), []).append(end)
    return [
        [start, *ends.get(value_of(start, "w:id"), ())]
        for start in root.iter(name("w:bookmarkStart"))
        if named is None or named.fullmatch(value_of(start, "w:name"))
    ]


def _remove_all(elements: Iterable[etree._Element]) -> None:
    for element in elements:
        if element.getparent() is not None:
            remove(element)


class _Marker:
    def __init__(
        self, root: etree._Element, part: str, headings: Mapping[str, str], *, strict: bool, most: int
    ) -> None:
        self.part = part
        self._strict = strict
        self._most = most
        self.tags: list[Tag] = []
        self.problems: list[TemplateProblem] = []
        self._headings = headings
        self._heading = ""
        self._before = ""
        self._count = 0
        self._raw = False
        self._tables: dict[etree._Element, int] = {}
        self._positions: dict[etree._Element, int] = {}
        self._of_programs = _bookmarks_of(root, _BY_PROGRAMS)
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
                self._report_lost(tag, paragraph, place)
            if len(self.tags) >= self._most:
                raise PackageError(message("tags", most=self._most), "too-large")
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
        if (lost := _BRACE_LOST.search(rest)) is not None:
            whole = f"{{{{ {lost[0].strip('{ }')} }}}}"
            self._report(lost[0], place, message("brace-lost", tag=whole))
            return
        for opening in ("{{", "{%", "{#"):
            if opening in rest:
                near = rest[rest.index(opening) :][:_NEARBY]
                self._report(near, place, message("opened", sign=opening))
        for closing in ("}}", "%}"):
            if self._strict and closing in rest:
                self._report("", place, message("closed", sign=closing))

    def _report_lost(self, tag: str, paragraph: etree._Element, place: str) -> None:
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
        rest = text.replace(tag, "", 1).strip() if tag in text else without_tags(text).strip()
        if rest:
            self._report(tag, place, message("takes-text", word=whole_name, beside=rest[:_NEARBY]))
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
        # One that a program made for itself may begin here and end elsewhere: it goes as a whole.
        for marks in self._of_programs:
            if any(whole is up for mark in marks for up in mark.iterancestors()):
                _remove_all(marks)
        for start in found(whole, ".//w:bookmarkStart"):
            label = value_of(start, "w:name")
            self._report(tag, place, message("takes-bookmark", word=whole_name, label=label))

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

    def _cell(self, cell: etree._Element) -> Iterator[str]:
        """Yield where a cell is, as far as it is in a row and that in a table."""
        row = next(cell.iterancestors(name("w:tr")), None)
        table = next(row.iterancestors(name("w:tbl")), None) if row is not None else None
        if not self._tables:
            every = cell.getroottree().getroot().iter(name("w:tbl"))
            self._tables.update({one: position for position, one in enumerate(every, 1)})
        if table is not None:
            yield message("place.table", number=self._tables[table])
        if row is not None:
            yield message("place.row", number=self._position(row))
        yield message("place.cell", number=self._position(cell))

    def _position(self, element: etree._Element) -> int:
        """Return the place of an element among those of its kind that are next to it, counted once for all of them."""
        if element not in self._positions:
            parent = element.getparent()
            siblings = [element] if parent is None else parent.iterchildren(element.tag)
            self._positions |= {one: position for position, one in enumerate(siblings, 1)}
        return self._positions[element]


def _words(text: str) -> str:
    return " ".join(without_tags(text, " ").translate(_DIGITS_TO_SPACE).split())


def _texts(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Yield the `w:t` of a paragraph, without those of paragraphs inside it (text boxes)."""
    for text in paragraph.iter(name("w:t")):
        if next(text.iterancestors(name("w:p")), None) is paragraph:
            yield text


def _other_texts(root: etree._Element) -> dict[etree._Element | None, list[etree._Element]]:
    """Return the elements other than `w:t` whose text holds a tag, by the paragraph they are in."""
    others: dict[etree._Element | None, list[etree._Element]] = {}
    for element in found(root, "//*[not(self::w:t)][text()[contains(., '{{') or contains(., '{%')]]"):
        others.setdefault(next(element.iterancestors(name("w:p")), None), []).append(element)
    return others


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


def unbalanced(tags: Sequence[Tag]) -> Iterator[TemplateProblem]:
    """Yield every opening without its end (at the opening) and every end without its opening."""
    open_: list[tuple[str, Tag]] = []
    for source, tag in _read(tags):
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


def _read(tags: Sequence[Tag]) -> list[tuple[str, Tag]]:
    """Return the tags as Jinja reads them, each with the tag as its author wrote it."""
    own = (tag for tag in tags if not _OF_DOCXTPL.fullmatch(tag.text))
    return [(_KIND.sub(r"\1 ", tag.text).translate(_STRAIGHT), tag) for tag in own]


_OF_JINJA = {
    "expected-token": re.compile(r"expected token '(?P<one>.+?)', got '(?P<other>.+?)'", re.DOTALL),
    "expected-expression": re.compile(r"Expected an expression, got '(?P<other>.+?)'", re.DOTALL),
    "unexpected": re.compile(r"unexpected '(?P<sign>.+?)'", re.DOTALL),
    "unexpected-at": re.compile(r"unexpected char '(?P<sign>.+?)' at (?P<place>\d+)", re.DOTALL),
    "unknown-filter": re.compile(r"No filter named '(?P<name>.+?)'\.?(?: found\.)?", re.DOTALL),
    "unknown-test": re.compile(r"No test named '(?P<name>.+?)'\.?(?: found\.)?", re.DOTALL),
    "unknown-tag": re.compile(r"Encountered unknown tag '(?P<name>.+?)'\.", re.DOTALL),
}
_TOKENS_OF_JINJA = {"end of print statement": "end-of-print", "end of statement block": "end-of-block"}


def jinja_message(error: TemplateSyntaxError) -> str:
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
        parse_tags(environment, whole)
    except TemplateSyntaxError as error:
        yield jinja_message(error)


def parse_tags(environment: Environment, source: str, part: str | None = None) -> nodes.Template:
    """Return Jinja's tree of a text; whatever its parser raises of a tag that it cannot read is a syntax error."""
    try:
        return environment.parse(source, name=part)
    except (TemplateSyntaxError, RecursionError, MemoryError):
        raise
    except Exception as error:  # such as a number longer than Python reads
        raise TemplateSyntaxError(message("unread-tag"), lineno=0) from error


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


def unknown(tree: nodes.Template, environment: Environment) -> Iterator[tuple[int, Message]]:
    """Yield each filter and test that there is none of, with its line, unless the template asks for itself."""
    asks = any(node.name in ("filter", "test") for node in tree.find_all(nodes.Test))
    for node in () if asks else tree.find_all((nodes.Filter, nodes.Test)):
        is_filter = isinstance(node, nodes.Filter)
        if node.name not in (environment.filters if is_filter else environment.tests):
            yield node.lineno, message("unknown-filter" if is_filter else "unknown-test", name=node.name)


def _name(node: nodes.Name | nodes.Getattr) -> str:
    return node.name if isinstance(node, nodes.Name) else node.attr


def _keyword(source: str) -> str:
    words = source[2:-2].strip("-+ \n\t").split(maxsplit=1)
    return words[0].partition("(")[0] if words else ""


# The placeholders of a template: each with its full path, loop variables led back to their list.

LOOP = "loop"
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
    inner = {**scope, LOOP: "", **{target.name: item if target is node.target else "" for target in targets}}
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
