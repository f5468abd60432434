"""Jinja as a strict template may use it, and the names by which compiled code reaches the gate and the budget."""

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import StrictUndefined, Undefined, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from hakemus.errors import TemplateError, TemplateProblem
from hakemus.word.limits import Limits
from hakemus.word.printing import Gate
from hakemus.word.setting import Setting

KINDS = ("text", "raw", "paragraphs", "runs", "number", "nowhere")
"""The kinds of place that a tag can stand in; each has its printer."""

RUN, PARAGRAPHS = "run", "paragraphs"
"""The places whose printers know the anchors of the rendering: a run that holds nothing else, and paragraphs."""

PRINT, REPEAT, BOUND = "print_", "repeat_", "bound_"
BUDGET = "the budget of this rendering"
"""The key under which the budget travels with the values; no template can name it."""

ANCHORS = "the anchors of this rendering"
"""The key under which the anchors travel with the values."""


class StrictEnvironment(ImmutableSandboxedEnvironment):
    """Jinja for a strict template: keys before attributes, and every value through the gate.

    Jinja's own escaping is off because nothing is printed but by the gate, which escapes all.
    """

    def __init__(self, limits: Limits, styles: Mapping[str, bool], setting: Setting) -> None:
        super().__init__(autoescape=False, undefined=StrictUndefined)
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
        kind = type(items).__name__
        raise TemplateError([TemplateProblem(f"“{field}” cannot be repeated: it is no list ({kind})")])
    context.parent[BUDGET].repeat(len(items))
    return items
