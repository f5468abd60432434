"""Jinja as a strict template may use it: it prints, repeats and chooses, and every value goes through the gate."""

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import StrictUndefined, Undefined, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from hakemus.errors import TemplateError, TemplateProblem
from hakemus.word.charts import Setting
from hakemus.word.markup import Limits
from hakemus.word.messages import message, word
from hakemus.word.printing import (
    ANCHORS,
    BUDGET,
    KINDS,
    PARAGRAPHS,
    PLAIN_PARAGRAPHS,
    PRINT,
    REPEAT,
    RUN,
    Gate,
)


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
