"""Jinja as a template may use it: strictly (prints, repeats, chooses), or as docxtpl does, in a sandbox with bounds."""

import re
from collections.abc import Callable, Collection, Mapping
from functools import wraps
from itertools import islice
from typing import Any

from jinja2 import StrictUndefined, Undefined, pass_context
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment, SandboxedEnvironment
from markupsafe import Markup

from hakemus.errors import TemplateError, TemplateProblem
from hakemus.word.limits import Limits
from hakemus.word.printing import Gate, LenientGate, Printer

KINDS = ("text", "raw", "paragraphs", "runs", "number", "nowhere")
"""The kinds of place that a tag can stand in; each has its printer."""

PRINT, REPEAT, BOUND = "print_", "repeat_", "bound_"
BUDGET = "the budget of this rendering"
"""The key under which the budget travels with the values; no template can name it."""

_LARGEST_ARGUMENT = 100_000
_LONGEST_NUMBER = 10_000
_WIDE = re.compile(r"%[-+ #0]*\d{6,}|\{[^{}]*:[^{}]*\d{6,}")
_GROWING_FILTERS = ("center", "indent", "format", "replace", "batch", "slice", "wordwrap", "join")


class StrictEnvironment(ImmutableSandboxedEnvironment):
    """Jinja for a strict template: keys before attributes, and every value through the gate.

    Jinja's own escaping is off because nothing is printed but by the gate, which escapes all.
    """

    def __init__(self, limits: Limits, styles: Collection[str]) -> None:
        super().__init__(autoescape=False, undefined=StrictUndefined)
        gate = Gate(limits, styles)
        self.filters.update({PRINT + kind: getattr(gate, kind) for kind in KINDS})
        self.filters[REPEAT] = _repeated_list

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401
        """Return a mapping's key, or else an object's attribute: `budget.items` is the key, never the method."""
        if type(obj) is dict or isinstance(obj, Mapping):
            try:
                return obj[attribute]
            except KeyError:
                return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)


@pass_context
def _repeated_list(context: Context, items: Any, field: str) -> Any:  # noqa: ANN401
    if isinstance(items, Undefined):
        len(items)
    if not isinstance(items, list | tuple):
        kind = type(items).__name__
        raise TemplateError([TemplateProblem(f"“{field}” cannot be repeated: it is no list ({kind})")])
    context.parent[BUDGET].repeat(len(items))
    return items


class LenientEnvironment(SandboxedEnvironment):
    """Jinja for a template made for docxtpl: its expressions and defaults, in a sandbox, with bounds on what grows."""

    intercepted_binops = frozenset({"*", "**", "+", "%"})

    def __init__(self, limits: Limits, styles: Collection[str], document: object = None) -> None:
        super().__init__(autoescape=True)
        gate = LenientGate(limits, styles, document)
        self._longest = limits.text_characters
        self.filters.update({name: self._bounded(self.filters[name]) for name in _GROWING_FILTERS})
        self.filters.update({PRINT + kind: _as_markup(getattr(gate, kind)) for kind in KINDS})
        self.filters[REPEAT] = _repeated_anything
        self.filters[BOUND] = self._bound

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401
        """Return what an operator gives, unless it would grow beyond bounds."""
        numbers = isinstance(left, int) and isinstance(right, int)
        if operator == "**" and not (numbers and left.bit_length() * abs(right) <= _LONGEST_NUMBER):
            raise SecurityError("the number grows beyond bounds")
        if operator == "*" and not numbers:
            times, repeated = (left, right) if isinstance(left, int) else (right, left)
            if (
                isinstance(times, int)
                and hasattr(repeated, "__len__")
                and times * len(repeated) > self._longest
            ):
                raise SecurityError("the text or list grows beyond bounds (limit: text_characters)")
        if operator == "%" and isinstance(left, str):
            self._check([left, *(right if isinstance(right, tuple) else [right])])
        return self._bound(super().call_binop(context, operator, left, right))

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        """Return what a call gives, unless its arguments would let it grow beyond bounds."""
        owner = getattr(obj, "__self__", None)
        self._check([*([owner] if isinstance(owner, str) else []), *args, *kwargs.values()])
        return self._bound(super().call(context, obj, *args, **kwargs))

    def _bounded(self, filter_: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(filter_)
        def bounded(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
            self._check([*args, *kwargs.values()])
            return self._bound(filter_(*args, **kwargs))

        return bounded

    def _check(self, arguments: list[Any]) -> None:
        """Refuse arguments that could make one call fill the memory: large numbers, wide formats, long by long."""
        if any(isinstance(value, int) and abs(value) > _LARGEST_ARGUMENT for value in arguments):
            raise SecurityError(f"a number over {_LARGEST_ARGUMENT} in a call")
        texts = [value for value in arguments if isinstance(value, str)]
        if any(_WIDE.search(text) for text in texts):
            raise SecurityError("a format wider than any page")
        lengths = sorted(
            (len(value) for value in arguments if isinstance(value, str | list | tuple)), reverse=True
        )
        if len(lengths) > 1 and lengths[0] * lengths[1] > self._longest * 100:
            raise SecurityError("the text grows beyond bounds (limit: text_characters)")

    def _bound(self, value: Any) -> Any:  # noqa: ANN401
        if isinstance(value, str | list | tuple) and len(value) > self._longest:
            raise SecurityError("the text or list grows beyond bounds (limit: text_characters)")
        return value


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
