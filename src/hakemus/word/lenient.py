"""Templates made for docxtpl: their expressions and values as there, in a sandbox with bounds, and nothing lost."""

import re
import sys
from collections.abc import Callable, Mapping
from functools import wraps
from itertools import islice
from typing import Any

from jinja2 import Environment, pass_context
from jinja2.compiler import CodeGenerator
from jinja2.defaults import DEFAULT_NAMESPACE
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.nodes import Concat
from jinja2.runtime import Context, markup_join, str_join
from jinja2.sandbox import SandboxedEnvironment
from jinja2.tests import TESTS
from markupsafe import Markup

from hakemus.errors import ValueRefusedError
from hakemus.values.text import unix_lines
from hakemus.word.markup import Limits
from hakemus.word.messages import message, word
from hakemus.word.printing import (
    BOUND,
    BUDGET,
    KINDS,
    PRINT,
    REPEAT,
    Anchors,
    Gate,
    Printer,
    Prose,
    escaped,
    kind_of,
    lines,
)

_STANDS_IN = {
    "RichText": "runs",
    "RichTextParagraph": "paragraphs",
    "Listing": "text",
    "Subdoc": "paragraphs",
}
_BELONGING = ("InlineImage", "Subdoc")
_BREAKS_OF_DOCXTPL = str.maketrans("\a\f", "\n\n")

_LARGEST_ARGUMENT = 100_000
_LONGEST_NUMBER = 10_000
_WIDTH = re.compile(r"[-+ #0]*\d*\.?\d{6}")
_WIDE_OR_NESTED = re.compile(r"\{[^{}:]*:(?:[^{}]*?\d{6}|[^{}]*\{)")
"""A format in a format takes its width from a value, which may be a text of digits."""

_BRACKET = re.compile(r"[()]")
_OFTENER = 10
_BY_LENGTH = ("indent", "expandtabs")
"""What makes something of a length at each line or tab."""
_GROWING_FILTERS = ("center", "indent", "format", "replace", "batch", "slice", "wordwrap", "join")
_WORDS_OF_NOTHING = "lipsum"


def _is_wide(text: str) -> bool:
    """Return whether a text, as a format of `%`, is wider than any page; it is read as Python reads it.

    >>> _is_wide("%(a(b))9999999d"), _is_wide("100 %% of 9999999, %s")
    (True, False)
    """
    at = text.find("%") + 1
    while at:
        if text.startswith("(", at):
            depth = 0
            for bracket in _BRACKET.finditer(text, at):
                depth += 1 if bracket.group() == "(" else -1
                if not depth:
                    at = bracket.end()
                    break
            else:
                return False  # a name that doesn't end: Python goes no further either
        if _WIDTH.match(text, at):
            return True
        at = text.find("%", at + text.startswith("%", at)) + 1
    return False


class LenientEnvironment(SandboxedEnvironment):
    """Jinja for a template made for docxtpl: its expressions and defaults, in a sandbox, with bounds on what grows."""

    intercepted_binops = frozenset({"*", "**", "+", "%"})

    def __init__(
        self,
        limits: Limits,
        styles: Mapping[str, bool],
        document: object = None,
        given: Environment | None = None,
    ) -> None:
        super().__init__(autoescape=True)
        if given is not None:
            self._take_over(given)
        gate = LenientGate(limits, styles, document)
        self._longest = limits.text_characters
        for name, made in self.filters.items():
            self.filters[name] = self._bounded(made, grows=name in _GROWING_FILTERS)
        self.globals.pop(_WORDS_OF_NOTHING)  # so many of them as its numbers say, one by one
        self.filters.update({PRINT + kind: _as_markup(getattr(gate, kind)) for kind in KINDS})
        self.filters[REPEAT] = _repeated_anything
        self.filters[BOUND] = self._bound

    def _take_over(self, given: Environment) -> None:
        """Take the filters, tests and globals that an environment has in addition to Jinja's own, and its undefined."""
        self.filters.update(
            {name: one for name, one in given.filters.items() if FILTERS.get(name) is not one}
        )
        self.tests.update({name: one for name, one in given.tests.items() if TESTS.get(name) is not one})
        usual = DEFAULT_NAMESPACE
        self.globals.update({name: one for name, one in given.globals.items() if usual.get(name) is not one})
        self.undefined = given.undefined

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401
        """Return what an operator gives, unless it would grow beyond bounds."""
        numbers = isinstance(left, int) and isinstance(right, int)
        if numbers and operator in {"*", "**"} and _bits(left, operator, right) > _LONGEST_NUMBER:
            raise SecurityError(message("grows-number"))
        if operator == "*" and not numbers:
            times, repeated = (left, right) if isinstance(left, int) else (right, left)
            if (
                isinstance(times, int)
                and hasattr(repeated, "__len__")
                and times * len(repeated) > self._longest
            ):
                raise SecurityError(message("grows"))
        if operator == "%" and isinstance(left, str):
            self._check([left, *(right if isinstance(right, tuple) else [right])])
        return self._bound(super().call_binop(context, operator, left, right))

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        """Return what a call gives, unless its arguments would let it grow beyond bounds."""
        owner = getattr(getattr(obj, "__wrapped__", obj), "__self__", None)
        given = [*([owner] if isinstance(owner, str) else []), *args, *kwargs.values()]
        self._check(given, getattr(obj, "__name__", ""))
        return self._bound(super().call(context, obj, *args, **kwargs))

    def _bounded(self, filter_: Callable[..., Any], *, grows: bool) -> Callable[..., Any]:
        @wraps(filter_)
        def bounded(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
            given = [*args, *kwargs.values()]
            if grows:
                self._check(given, filter_.__name__.removeprefix("do_"))
            elif sum(map(_printed_size, given)) > self._longest * _OFTENER:
                raise SecurityError(message("grows"))
            return self._bound(filter_(*args, **kwargs))

        return bounded

    def _check(self, arguments: list[Any], name: str = "") -> None:
        """Refuse arguments that could make one call fill the memory: large numbers, wide formats, long by long."""
        if any(isinstance(value, int) and abs(value) > _LARGEST_ARGUMENT for value in arguments):
            raise SecurityError(message("large-argument", most=_LARGEST_ARGUMENT))
        texts = [value for value in arguments if isinstance(value, str)]
        if any(_WIDE_OR_NESTED.search(text) or _is_wide(text) for text in texts):
            raise SecurityError(message("wide-format"))
        width = max((value for value in arguments if isinstance(value, int)), default=0)
        if name in _BY_LENGTH and width * max(map(len, texts), default=0) > self._longest * 100:
            raise SecurityError(message("grows"))
        sizes = sorted((_printed_size(value) for value in arguments), reverse=True)
        if sum(sizes) > self._longest * _OFTENER or (
            len(sizes) > 1 and sizes[0] * sizes[1] > self._longest * 100
        ):
            raise SecurityError(message("grows"))

    def _bound(self, value: Any) -> Any:  # noqa: ANN401
        if _printed_size(value) > self._longest:
            raise SecurityError(message("grows"))
        return value

    def joined(self, context: Context, parts: tuple[Any, ...]) -> str:
        """Return what `~` makes of values, unless it would grow beyond bounds."""
        if sum(map(_printed_size, parts)) > self._longest:
            raise SecurityError(message("grows"))
        return markup_join(parts) if context.eval_ctx.autoescape else str_join(parts)


class _Code(CodeGenerator):
    """What Jinja makes of a template, with a bound on `~` too."""

    def visit_Concat(self, node: Concat, frame: Any) -> None:  # noqa: ANN401, N802 - as Jinja calls it
        self.write("environment.joined(context, (")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")


def _printed_size(value: Any) -> int:  # noqa: ANN401
    """Return how long a value is as text, about; a list that is in another many times counts as often.

    >>> row = ["Kylä"] * 1000
    >>> _printed_size([row] * 1000) > 4_000_000
    True
    """
    if isinstance(value, str):  # nearly every value
        return len(value)
    known: dict[int, int] = {}

    def size(one: Any) -> int:  # noqa: ANN401
        if isinstance(one, str):
            return len(one)
        if isinstance(one, int):
            return one.bit_length() // 3 + 1
        if not isinstance(one, list | tuple | set | frozenset | dict):
            return 1
        if id(one) not in known:
            known[id(one)] = 1  # it may hold itself
            inner = (*one, *one.values()) if isinstance(one, dict) else one
            known[id(one)] = len(one) + sum(map(size, inner))
        return known[id(one)]

    try:
        return size(value)
    except RecursionError:
        return sys.maxsize


LenientEnvironment.code_generator_class = _Code


def copied(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values with lists, tables and sets of their own, which a template may change; all else is as it is.

    >>> given = {"names": ["Kylä"]}
    >>> copied(given)["names"].append("Saha"), given
    (None, {'names': ['Kylä']})
    """
    known: dict[int, Any] = {}

    def copy(value: Any) -> Any:  # noqa: ANN401
        if id(value) in known:
            return known[id(value)]
        if type(value) is dict:
            table: dict[Any, Any] = {}
            known[id(value)] = table
            table.update((key, copy(one)) for key, one in value.items())
            return table
        if type(value) is list:
            row: list[Any] = []
            known[id(value)] = row
            row.extend(map(copy, value))
            return row
        return type(value)(map(copy, value)) if type(value) in (set, tuple) else value

    return {key: copy(value) for key, value in values.items()}


def _bits(left: int, operator: str, right: int) -> int:
    """Return how many bits a product or a power takes, about."""
    return left.bit_length() * abs(right) if operator == "**" else left.bit_length() + right.bit_length()


def _as_markup(print_: Printer) -> Callable[[Any, str], Markup]:
    def printed(value: Any, field: str) -> Markup:  # noqa: ANN401
        return Markup(print_(value, field))  # noqa: S704 - the gate has escaped it

    return printed


@pass_context
def _repeated_anything(context: Context, items: Any, field: str) -> Any:  # noqa: ANN401, ARG001
    budget = context.parent[BUDGET]
    if not hasattr(items, "__len__"):
        items = list(islice(items, budget.turns_left + 1))
    budget.repeat(len(items))
    return items


class LenientGate(Gate):
    """The printers of a template made for docxtpl: any value prints as there; no character is lost here either.

    `document` is the DocxTemplate that pictures and sub-documents of this rendering belong to.
    """

    def __init__(self, limits: Limits, styles: Mapping[str, bool], document: object = None) -> None:
        super().__init__(limits, styles)
        self._document = document

    def text(self, value: object, field: str) -> str:
        """Return a value as the content of `w:t`."""
        if hasattr(value, "__html__"):
            return self._markup(value, field, "text")
        return lines(self.plain(value, field))

    def raw(self, value: object, field: str) -> str:
        """Return a value for an attribute, or for an element other than `w:t`."""
        if hasattr(value, "__html__"):
            return self._markup(value, field, "text")
        return super().raw(value, field)

    def plain(self, value: object, field: str) -> str:
        """Return any value as text, escaped; prose is no text."""
        return (
            super().plain(value, field)
            if isinstance(value, Prose)
            else escaped(self._as_text(value, field), field, self._longest)
        )

    def _as_text(self, value: object, field: str) -> str:
        if (size := _printed_size(value)) > self._longest:
            raise ValueRefusedError(field, message("value-too-long", found=size, most=self._longest))
        return str(value)

    def paragraphs(self, value: object, field: str, anchors: Anchors | None = None) -> str:
        """Return prose, or what docxtpl makes of paragraphs."""
        if isinstance(value, Prose):
            return super().paragraphs(value, field, anchors)
        return self._between(value, field, "paragraphs")

    def runs(self, value: object, field: str) -> str:
        """Return what docxtpl makes of runs."""
        return self._between(value, field, "runs")

    def number(self, value: object, field: str) -> str:
        """Return how many columns a cell takes."""
        return self.raw(value, field)

    def nowhere(self, value: object, field: str) -> str:
        """Return markup that the template or its caller made."""
        return self._between(value, field, "nowhere")

    def _between(self, value: object, field: str, kind: str) -> str:
        if hasattr(value, "__html__"):
            return self._markup(value, field, kind)
        if self._as_text(value, field).strip():
            raise ValueRefusedError(field, message("between", kind=kind_of(value), places=word(kind)))
        return ""

    def _markup(self, value: object, field: str, kind: str) -> str:
        name = type(value).__name__ if type(value).__module__.startswith("docxtpl") else ""
        if _STANDS_IN.get(name, kind) != kind:
            tag = {"runs": "{{r … }}", "paragraphs": "{{p … }}"}.get(_STANDS_IN[name], "{{ … }}")
            raise ValueRefusedError(field, message("other-tag", kind=name, tag=tag))
        if name in _BELONGING and (
            self._document is None or getattr(value, "tpl", None) is not self._document
        ):
            raise ValueRefusedError(field, message("other-document", kind=name))
        markup = str(value.__html__())  # type: ignore[attr-defined]
        if 'r:id="' in markup and self._document is None:
            raise ValueRefusedError(field, message("other-relations"))
        escaped(markup.translate(_BREAKS_OF_DOCXTPL), field, len(markup))
        return unix_lines(markup)
