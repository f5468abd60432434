"""From the XML of one part to code that prints it: docxtpl's patch (known only here), Jinja's tree, our gate."""

import io
import marshal
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import CodeType
from typing import Any, NamedTuple

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
from hakemus.word.data_part import piece_held
from hakemus.word.markup import DECLARATION, Limits
from hakemus.word.messages import message, word
from hakemus.word.notes import TURN, TURN_END
from hakemus.word.printing import (
    ANCHORS,
    BOUND,
    BUDGET,
    KINDS,
    PARAGRAPHS,
    PLAIN_PARAGRAPHS,
    PRINT,
    REPEAT,
    RUN,
    Gate,
)
from hakemus.word.ready import AND, CHOICE, COMPARISONS, COUNT, EACH, IN_TEXT, NOT, OR, TEXT, VALUE, Step
from hakemus.word.ready import PARAGRAPHS as PRINT_PARAGRAPHS
from hakemus.word.ready import RUN as PRINT_RUN
from hakemus.word.soundness import Findings, examine
from hakemus.word.tags import (
    LOOP,
    Tag,
    fields_of,
    forbidden,
    jinja_message,
    mark,
    misread,
    number_in,
    parse_tags,
    spans,
    unbalanced,
    unknown,
    without_number,
)

_RUN = re.compile(r"<w:r(?: [^<>]*)?>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t(?: [^<>]*)?>\Z", re.DOTALL)
_RUN_END = "</w:t></w:r>"


def refuse_namesake(opened: object) -> None:
    """Raise `ImportError` when what was imported as docxtpl is another distribution, which installs under its name."""
    if not hasattr(opened, "patch_xml"):
        raise ImportError(
            "what is imported as docxtpl is another library, such as docxtpl-ng, which installs under the same name;"
            " uninstall it, then install docxtpl again: pip install --force-reinstall docxtpl",
            name="docxtpl",
        )


_DOCXTPL = DocxTemplate("")
refuse_namesake(_DOCXTPL)
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
    steps: Sequence[Step] | None = None

    def tag_at(self, line: int) -> Tag | None:
        """Return the tag that a line of the template's source belongs to."""
        return _tag_at(line, self.tags, self.lines)

    def __reduce__(self) -> tuple[Any, ...]:
        rest = (self.tags, self.lines, self.fields, self.repeats_ids, self.steps)
        return _restored, (self.name, marshal.dumps(self.code), *rest)


def _restored(name: str, code: bytes, *rest: Any) -> CompiledPart:  # noqa: ANN401
    return CompiledPart(name, marshal.loads(code), *rest)  # noqa: S302 - our own bytes, from `__reduce__`


def compile_part(
    root: etree._Element,
    part: str,
    headings: Mapping[str, str],
    environment: Environment,
    named: frozenset[str],
    *,
    most: int,
) -> tuple[CompiledPart | None, list[TemplateProblem]]:
    """Return the code that prints a part, or None and everything that is wrong with its tags.

    `root` is changed on the way. `headings` are the ids of the heading styles, `named` the bookmarks that fields and
    links name. Raises `PackageError` for a part of more than `most` tags.
    """
    tags, problems = mark(root, part, headings, strict=isinstance(environment, StrictEnvironment), most=most)
    # Before the patch, whose patterns need long for what is not closed.
    if problems := [*problems, *unbalanced(tags)]:
        return None, _in_order([*problems, *misread(environment, tags)], tags)
    xml = etree.tostring(root, encoding="unicode")
    if isinstance(environment, StrictEnvironment):
        alike = _compiled_alike(xml, part, environment.limits, named)
        if alike is not None and not _dropped(tags, alike.lines):
            return CompiledPart(part, alike.code, tuple(tags), *alike[1:]), []
    source, lines = _patched(xml)
    if problems := _dropped(tags, lines):
        return None, _in_order(problems, tags)
    try:
        tree = parse_tags(environment, source, part)
    except TemplateSyntaxError as error:
        first = _at(error.lineno or 0, jinja_message(error), part, tags, lines)
        return None, _in_order(misread(environment, tags) or [first], tags)
    made, faults = _made_of(tree, lines, part, environment, named)
    if made is None:
        return None, _in_order([_at(line, text, part, tags, lines) for line, text in faults], tags)
    return CompiledPart(part, made.code, tuple(tags), *made[1:]), []


class _Made(NamedTuple):
    """What a tree is compiled to: all of a part but its name and its tags, which have places in words."""

    code: CodeType
    lines: tuple[int, ...]
    fields: tuple[str, ...]
    repeats_ids: bool
    steps: Sequence[Step] | None


def _made_of(
    tree: nodes.Template, lines: Sequence[int], part: str, environment: Environment, named: frozenset[str]
) -> tuple[_Made | None, list[tuple[int, Message]]]:
    """Return what a template's tree is compiled to, or None and its faults by line."""
    strict = isinstance(environment, StrictEnvironment)
    fields, examined = fields_of(tree), examine(tree)
    if faults := [
        *(_strict_faults(tree, examined) if strict else unknown(tree, environment)),
        *examined.faults,
    ]:
        return None, faults
    _guard(tree, examined, fields.printed, anchored=strict)
    _mark_turns(tree, named)
    steps = steps_of(tree) if strict else None
    code = environment.compile(tree, name=part, filename=f"<{part}>")
    return _Made(code, tuple(lines), tuple(fields.paths), examined.repeats_ids, steps), []


# The same paper in another language differs in its words only: its code is that of the first, with other words in it.

_WORDS = re.compile(
    r"(?<=[>}])(?P<before>\s*)(?P<text>[^<>{}\s](?:[^<>{}\n]*[^<>{}\s])?)(?=\s*[<{])"
    r'|(?P<attribute><w:(?:alias|lang|tblDescription|tblCaption) w:val="| descr="| title=")(?P<value>[^"{}<>\n]+)(?=")'
)
_PLACE_OF_WORDS = re.compile("\ue000([0-9]+)\ue001")


def _compiled_alike(xml: str, part: str, limits: Limits, named: frozenset[str]) -> _Made | None:
    """Return what a strict template's part is compiled to; None where something in it is wrong.

    What is compiled is the part without its words, once for all parts that differ in them only.
    """
    if "\ue000" in xml:
        return None
    words: list[str] = []

    def taken(found: re.Match[str]) -> str:
        words.append(found["text"] or found["value"])
        return f"{found['before'] or found['attribute'] or ''}\ue000{len(words) - 1}\ue001"

    made = _compiled_without_words(_WORDS.sub(taken, xml), part, limits, named)
    return None if made is None else _with_words(made, words)


@lru_cache(maxsize=64)
def _compiled_without_words(xml: str, part: str, limits: Limits, named: frozenset[str]) -> _Made | None:
    environment = StrictEnvironment(limits, {}, Setting())  # the code only names what it prints with
    source, lines = _patched(xml)
    try:
        tree = parse_tags(environment, source, part)
    except TemplateSyntaxError:
        return None
    return _made_of(tree, lines, part, environment, named)[0]


def _with_words(made: _Made, words: Sequence[str]) -> _Made:
    """Return what was compiled with words in the places that were kept for them."""

    def word_at(found: re.Match[str]) -> str:
        return words[int(found[1])]

    def filled(value: Any) -> Any:  # noqa: ANN401 - a constant of code
        if isinstance(value, str):
            return _PLACE_OF_WORDS.sub(word_at, value) if "\ue000" in value else value
        if isinstance(value, CodeType):
            return value.replace(co_consts=tuple(map(filled, value.co_consts)))
        return tuple(map(filled, value)) if isinstance(value, tuple) else value

    def filled_steps(steps: Sequence[Step]) -> list[Step]:
        return [*map(filled_step, steps)]

    def filled_step(step: Step) -> Step:
        match step:
            case [kind, text, _] if kind == TEXT:
                own = filled(text)
                return step if own == text else [TEXT, own, piece_held(own)]
            case [kind, branches, otherwise] if kind == CHOICE:
                chosen = [[condition, filled_steps(inner)] for condition, inner in branches]
                return [CHOICE, chosen, filled_steps(otherwise)]
            case [kind, slot, path, test, inner, otherwise] if kind == EACH:
                return [EACH, slot, path, test, filled_steps(inner), filled_steps(otherwise)]
            case [kind, path, *fixed]:
                return [kind, path, *map(filled, fixed)]
        return step

    steps = None if made.steps is None else filled_steps(made.steps)
    return made._replace(code=filled(made.code), steps=steps)


def _patched(xml: str) -> tuple[str, list[int]]:
    """Return a part as docxtpl rearranges it for Jinja, as `_source` gives it."""
    return _source(str(_DOCXTPL.patch_xml(xml)))


class _OtherwiseError(Exception):
    """A template does what no step does."""


def steps_of(tree: nodes.Template) -> Sequence[Step] | None:
    """Return a guarded tree as steps; None where it does more."""
    try:
        return _steps(tree.body, {})
    except _OtherwiseError:
        return None


def _steps(body: Sequence[nodes.Node], loops: Mapping[str, int]) -> list[Step]:
    """Return the steps of a body; `loops` are the numbers of the loops around it, by the names of their items."""
    steps: list[Step] = []
    text = ""

    def end_text() -> None:
        nonlocal text
        if text:
            steps.append([TEXT, text, piece_held(text)])
        text = ""

    for node in body:
        if isinstance(node, nodes.Output):
            for child in node.nodes:
                if isinstance(child, nodes.TemplateData):
                    text += child.data
                else:
                    end_text()
                    steps.append(_printing_step(child, loops))
            continue
        end_text()
        if isinstance(node, nodes.If):
            branches = [(node.test, node.body), *((one.test, one.body) for one in node.elif_)]
            choices = [[_condition(test, loops), _steps(inner, loops)] for test, inner in branches]
            steps.append([CHOICE, choices, _steps(node.else_, loops)])
        elif isinstance(node, nodes.For):
            steps.append(_repeating_step(node, loops))
        else:
            raise _OtherwiseError
    end_text()
    return steps


def _repeating_step(node: nodes.For, loops: Mapping[str, int]) -> Step:
    iter_, target = node.iter, node.target
    if not isinstance(iter_, nodes.Filter) or iter_.name != REPEAT or iter_.node is None:
        raise _OtherwiseError
    if not isinstance(target, nodes.Name) or target.name in loops:  # a name that an outer loop has is seldom
        raise _OtherwiseError
    inner = {**loops, target.name: len(loops)}
    if node.test is not None and any(one.name == LOOP for one in node.find_all(nodes.Name)):
        raise _OtherwiseError  # it counts those that pass the test
    test = None if node.test is None else _condition(node.test, inner)
    items = _path_of_value(iter_.node, loops)
    return [EACH, len(loops), items, test, _steps(node.body, inner), _steps(node.else_, loops)]


def _printing_step(node: nodes.Node, loops: Mapping[str, int]) -> Step:
    if not isinstance(node, nodes.Filter) or node.node is None:
        raise _OtherwiseError
    fixed = [one.value for one in node.args if isinstance(one, nodes.Const)]
    kinds = {PRINT + RUN: PRINT_RUN, PRINT + PARAGRAPHS: PRINT_PARAGRAPHS, PRINT + "text": IN_TEXT}
    if node.name not in kinds:
        raise _OtherwiseError
    return [kinds[node.name], _path_of_value(node.node, loops), *fixed]


def _path_of_value(node: nodes.Node, loops: Mapping[str, int]) -> list[str | int]:
    if isinstance(node, nodes.Name) and node.name != LOOP:
        return [loops.get(node.name, node.name)]
    if isinstance(node, nodes.Getattr):
        return [*_path_of_value(node.node, loops), node.attr]
    raise _OtherwiseError


def _condition(node: nodes.Node, loops: Mapping[str, int]) -> Step:
    if isinstance(node, nodes.Not):
        return [NOT, _condition(node.node, loops)]
    if isinstance(node, nodes.And | nodes.Or):
        sign = AND if isinstance(node, nodes.And) else OR
        return [sign, _condition(node.left, loops), _condition(node.right, loops)]
    match node:  # `loop.revindex <= 4`: the last rows of a table
        case nodes.Compare(
            expr=nodes.Getattr(node=nodes.Name(name="loop"), attr=("length" | "revindex" | "index") as count),
            ops=[nodes.Operand(op=sign, expr=nodes.Const(value=int(number)))],
        ) if loops and sign in COMPARISONS:
            return [COUNT, len(loops) - 1, count, sign, number]
        case nodes.Getattr(node=nodes.Name(name="loop"), attr=("first" | "last") as which) if loops:
            return [COUNT, len(loops) - 1, "index" if which == "first" else "revindex", "eq", 1]
    return [VALUE, _path_of_value(node, loops)]


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
    examined: Findings,
    paths: Mapping[nodes.Node, str],
    *,
    anchored: bool,
) -> None:
    """Send every printed expression through the gate, and every loop through the budget."""
    kinds = examined.kinds
    printers = {"code": "raw", "deleted": "raw"}
    # What a note shows has its place to be edited in the text.
    plain = {"paragraphs": PLAIN_PARAGRAPHS} if anchored else {}
    for output in [*tree.find_all(nodes.Output)]:
        runs = _runs_of_their_own(output, kinds) if anchored else {}
        output.nodes = [
            child
            if isinstance(child, nodes.TemplateData)
            else _filter(child, PRINT + RUN, paths[child], *runs[child])
            if child in runs and child not in examined.in_notes
            else _filter(child, PRINT + plain[kinds[child]], paths[child])
            if child in examined.in_notes and kinds[child] in plain
            else _filter(child, PRINT + printers.get(kinds[child], kinds[child]), paths[child])
            for child in output.nodes
        ]
    for loop in [*tree.find_all(nodes.For)]:
        loop.iter = _filter(loop.iter, REPEAT, paths[loop.iter])
    for data in tree.find_all(nodes.TemplateData):
        for written, meant in _ESCAPES:
            data.data = data.data.replace(written, meant)
    _Bounds().visit(tree)


def _mark_turns(tree: nodes.Template, named: frozenset[str]) -> None:
    """Mark each turn of the loops in which bookmarks are that something names."""
    for loop in [*tree.find_all(nodes.For)] if named else ():
        data = "".join(one.data for one in loop.find_all(nodes.TemplateData))
        if any(f'w:name="{label}"' in data for label in named):
            begin, end = (
                nodes.Output([nodes.TemplateData(mark)], lineno=loop.lineno) for mark in (TURN, TURN_END)
            )
            loop.body = [begin, *loop.body, end]


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
        self.document.pre_processing()  # pictures that the caller replaced, by their names
        self.document.docx.save(stream)
        self.document.post_processing(stream)  # media, embedded files and parts, by their content or name
        return stream.getvalue()


# Jinja as a strict template may use it: it prints, repeats and chooses, and every value goes through the gate.


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
        self.limits = limits
        gate = Gate(limits, styles, setting)
        self.filters.update({PRINT + kind: getattr(gate, kind) for kind in KINDS})
        self.filters.update({PRINT + RUN: _run_of(gate), PRINT + PARAGRAPHS: _paragraphs_of(gate)})
        self.filters[PRINT + PLAIN_PARAGRAPHS] = gate.paragraphs
        self.filters[REPEAT] = _repeated_list

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401
        """Return a mapping's key, or else an object's attribute: `budget.items` is the key, never the method."""
        if type(obj) is dict or isinstance(obj, Mapping):
            try:
                return obj[attribute]
            except KeyError:
                return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)


def _run_of(gate: Gate) -> Callable[..., str]:
    @pass_context
    def run(context: Context, value: object, field: str, opening: str, closing: str) -> str:
        return gate.field_run(value, field, opening, closing, context.parent[ANCHORS])[0]

    return run


def _paragraphs_of(gate: Gate) -> Callable[..., str]:
    @pass_context
    def paragraphs(context: Context, value: object, field: str) -> str:
        return gate.paragraphs(value, field, context.parent[ANCHORS])

    return paragraphs


@pass_context
def _repeated_list(context: Context, items: Any, field: str) -> Any:  # noqa: ANN401
    if isinstance(items, Undefined):
        len(items)
    if not isinstance(items, list | tuple):
        text = message("not-a-list", field=field, kind=_type_word(items))
        raise TemplateError([TemplateProblem(text)])
    context.parent[BUDGET].repeat(len(items))
    return items
