"""Every fault of a template's tags at once, each at its tag: syntax, unclosed blocks, forbidden code."""

import re
from collections.abc import Iterator, Sequence

from jinja2 import Environment, TemplateSyntaxError, nodes

from hakemus.errors import TemplateProblem
from hakemus.word.places import Tag

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
    return [tag.problem(message) for source, tag in _read(tags) for message in _alone(environment, source)]


def unbalanced(tags: Sequence[Tag]) -> list[TemplateProblem]:
    """Return every opening without its end (at the opening) and every end without its opening."""
    return [*_unbalanced(_read(tags))]


def _read(tags: Sequence[Tag]) -> list[tuple[str, Tag]]:
    """Return the tags as Jinja reads them, each with the tag as its author wrote it."""
    return [(_as_jinja_reads_it(tag.text), tag) for tag in tags if not _OF_DOCXTPL.fullmatch(tag.text)]


def _as_jinja_reads_it(tag: str) -> str:
    return _KIND.sub(r"\1 ", tag).translate(_STRAIGHT)


def _alone(environment: Environment, source: str) -> Iterator[str]:
    """Yield what is wrong with one tag by itself."""
    word = _word(source)
    if source.startswith("{%") and word.startswith("end"):
        return
    inner = source[2:-2].strip("-+ \n")
    if source.startswith("{%") and word == "raw":
        return
    whole = source
    if word in ("elif", "else"):
        whole = "{% if 1 %}" + source + "{% endif %}"
    elif word in _BLOCKS or (word == "set" and "=" not in inner):
        whole = f"{source}{{% end{word} %}}"
    try:
        environment.parse(whole)
    except TemplateSyntaxError as error:
        yield str(error.message)


def _unbalanced(tags: Sequence[tuple[str, Tag]]) -> Iterator[TemplateProblem]:
    open_: list[tuple[str, Tag]] = []
    for source, tag in tags:
        word = _word(source) if source.startswith("{%") else ""
        if word in _BLOCKS or (word == "set" and "=" not in source):
            open_.append((word, tag))
        elif word in ("else", "elif"):
            if not open_ or open_[-1][0] not in ("if", "for"):
                yield tag.problem(f"{word} stands outside an if")
        elif word.startswith("end"):
            opening = word.removeprefix("end")
            if opening not in [kind for kind, _ in open_]:
                yield tag.problem(f"{word} closes no {opening}")
                continue
            while open_ and open_[-1][0] != opening:
                kind, unclosed = open_.pop()
                yield unclosed.problem(
                    f"this {kind} is never closed: end{kind} is missing before “{tag.text}”"
                )
            open_.pop()
    for kind, unclosed in open_:
        yield unclosed.problem(f"this {kind} is never closed: end{kind} is missing")


def forbidden(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    """Yield what a strict template must not do, with its line: it prints, repeats and chooses, no more."""
    for node in tree.find_all(nodes.Node):
        if isinstance(node, nodes.Filter) and node.name not in FILTERS:
            yield node.lineno, f"the filter “{node.name}” is not for templates; offer the value ready-made"
        elif isinstance(node, nodes.Test) and node.name not in TESTS:
            yield node.lineno, f"the test “{node.name}” is not for templates; offer the value ready-made"
        elif isinstance(node, nodes.Name | nodes.Getattr) and _name(node).startswith("_"):
            yield node.lineno, f"“{_name(node)}” is a private name"
        elif isinstance(node, nodes.For) and (node.recursive or not isinstance(node.target, nodes.Name)):
            yield node.lineno, "a for names one thing and the list it is in, no more"
        elif not isinstance(node, _ALLOWED):
            what = type(node).__name__.lower()
            yield (
                node.lineno,
                f"a template prints, repeats and chooses, no more ({what}); offer the value ready-made",
            )


def _name(node: nodes.Name | nodes.Getattr) -> str:
    return node.name if isinstance(node, nodes.Name) else node.attr


def _word(source: str) -> str:
    words = source[2:-2].strip("-+ \n\t").split(maxsplit=1)
    return words[0].partition("(")[0] if words else ""
