"""From the XML of one part to code that prints it: docxtpl's patch (known only here), Jinja's tree, our gate."""

import marshal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import CodeType
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateSyntaxError, Undefined, nodes, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from hakemus.errors import TemplateError, TemplateProblem
from hakemus.word.fields import fields_of
from hakemus.word.limits import Limits
from hakemus.word.markup import DECLARATION
from hakemus.word.places import TAG, Tag, mark, number_in, without_number
from hakemus.word.printing import Gate, Printer
from hakemus.word.soundness import examine
from hakemus.word.syntax import forbidden, tag_problems

_ESCAPES = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))
_PATCH = DocxTemplate("").patch_xml
_PRINT = "print_"
_REPEAT = "repeat_"
BUDGET = "the budget of this rendering"
"""The key under which the budget travels with the values; no template can name it."""


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
        number = self.lines[min(line, len(self.lines)) - 1] if line > 0 and self.lines else -1
        return self.tags[number] if number >= 0 else None

    def __reduce__(self) -> tuple[Any, ...]:
        rest = (self.tags, self.lines, self.fields, self.repeats_ids)
        return _restored, (self.name, marshal.dumps(self.code), *rest)


def _restored(name: str, code: bytes, *rest: Any) -> CompiledPart:  # noqa: ANN401
    return CompiledPart(name, marshal.loads(code), *rest)  # noqa: S302 - our own bytes, from `__reduce__`


class StrictEnvironment(ImmutableSandboxedEnvironment):
    """Jinja as a strict template may use it: keys before attributes, and every value through the gate.

    Jinja's own escaping is off because nothing is printed but by the gate, which escapes all.
    """

    def __init__(self, limits: Limits) -> None:
        super().__init__(autoescape=False, undefined=StrictUndefined)
        gate = Gate(limits)
        for kind in ("text", "raw", "paragraphs", "runs", "number", "nowhere"):
            self.filters[_PRINT + kind] = _printer(getattr(gate, kind))
        self.filters[_REPEAT] = _repeated

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401
        """Return a mapping's key, or else an object's attribute: `budget.items` is the key, never the method."""
        if isinstance(obj, Mapping):
            try:
                return obj[attribute]
            except KeyError:
                return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)


def _printer(print_: Printer) -> Any:  # noqa: ANN401
    @pass_context
    def printed(context: Context, value: object, field: str) -> str:  # noqa: ARG001 - keeps Jinja from folding constants
        return print_(value, field)

    return printed


@pass_context
def _repeated(context: Context, items: Any, field: str) -> Any:  # noqa: ANN401
    if isinstance(items, Undefined):
        len(items)
    if not isinstance(items, list | tuple):
        kind = type(items).__name__
        raise TemplateError([TemplateProblem(f"“{field}” cannot be repeated: it is no list ({kind})")])
    context.parent[BUDGET].repeat(len(items))
    return items


def compile_part(
    root: etree._Element, part: str, headings: Mapping[str, str], environment: StrictEnvironment
) -> tuple[CompiledPart | None, list[TemplateProblem]]:
    """Return the code that prints a part, or None and everything that is wrong with its tags.

    `root` is changed on the way. `headings` are the ids of the heading styles.
    """
    tags, problems = mark(root, part, headings)
    source, lines, found = _source(_patched(root), tags)
    problems += _dropped(tags, found)
    problems += tag_problems(environment, found)
    if problems:
        return None, problems
    compiled, faults = _compiled(source, part, environment, tags, lines)
    return compiled, faults


def _patched(root: etree._Element) -> str:
    return str(_PATCH(etree.tostring(root, encoding="unicode")))


def _source(patched: str, tags: Sequence[Tag]) -> tuple[str, list[int], list[tuple[str, Tag]]]:
    """Return the source with every tag beginning a line of its own, the tag of each line, and the tags in order.

    The line begins inside the tag, where it prints nothing; so Jinja's line numbers tell the tag.
    """
    pieces = [DECLARATION]
    lines = [-1, -1]
    found: list[tuple[str, Tag]] = []
    end = 0
    for match in TAG.finditer(patched):
        between, tag = patched[end : match.start()], match.group()
        lines += [lines[-1]] * between.count("\n")
        number = number_in(tag)
        bare = without_number(tag)
        opening = 3 if bare[2] in "-+" else 2
        if number is not None:
            lines.append(number)
            bare = f"{bare[:opening]}\n{bare[opening:]}"
        lines += [lines[-1]] * (bare.count("\n") - (number is not None))
        pieces += (between, bare)
        found.append((bare, tags[number if number is not None else max(lines[-1], 0)]))
        end = match.end()
    return "".join((*pieces, patched[end:])), lines, found


def _dropped(tags: Sequence[Tag], found: Sequence[tuple[str, Tag]]) -> list[TemplateProblem]:
    """Return a fault for every tag that did not survive docxtpl's rearranging (its own vm and hm go on purpose)."""
    kept = {id(tag) for _, tag in found}
    gone = [tag for tag in tags if id(tag) not in kept and not tag.text.startswith("{#")]
    return [
        tag.problem("the tag gets lost: another tag takes the place it stands in")
        for tag in gone
        if tag.text[2:-2].strip("-+ \n") not in ("vm", "hm")
    ]


def _compiled(
    source: str, part: str, environment: StrictEnvironment, tags: Sequence[Tag], lines: Sequence[int]
) -> tuple[CompiledPart | None, list[TemplateProblem]]:
    try:
        tree = environment.parse(source, name=part)
    except TemplateSyntaxError as error:
        return None, [_at(error.lineno, str(error.message), part, tags, lines)]
    faults = [*forbidden(tree)]
    fields = fields_of(tree)
    examined = examine(tree)
    faults += examined.faults
    if faults:
        return None, [_at(line, message, part, tags, lines) for line, message in faults]
    _guard(tree, examined.kinds, fields.printed)
    code = environment.compile(tree, name=part, filename=f"<{part}>")
    ready = CompiledPart(part, code, tuple(tags), tuple(lines), tuple(fields.paths), examined.repeats_ids)
    return ready, []


def _at(line: int, message: str, part: str, tags: Sequence[Tag], lines: Sequence[int]) -> TemplateProblem:
    number = lines[min(line, len(lines)) - 1] if line > 0 and lines else -1
    return tags[number].problem(message) if number >= 0 else TemplateProblem(message, part)


def _guard(tree: nodes.Template, kinds: Mapping[nodes.Node, str], paths: Mapping[nodes.Node, str]) -> None:
    """Send every printed expression through the gate, and every loop through the budget."""
    for output in [*tree.find_all(nodes.Output)]:
        output.nodes = [
            child
            if isinstance(child, nodes.TemplateData)
            else _filter(child, _PRINT + kinds[child], paths[child])
            for child in output.nodes
        ]
    for loop in [*tree.find_all(nodes.For)]:
        loop.iter = _filter(loop.iter, _REPEAT, paths[loop.iter])
    for data in tree.find_all(nodes.TemplateData):
        for written, meant in _ESCAPES:
            data.data = data.data.replace(written, meant)


def _filter(node: nodes.Node, name: str, field: str) -> nodes.Filter:
    return nodes.Filter(node, name, [nodes.Const(field)], [], None, None, lineno=node.lineno)
