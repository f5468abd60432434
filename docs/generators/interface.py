"""The front door: every public name of `hakemus` with its signature and its docstring."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from inspect import getattr_static
from types import FunctionType, NoneType, UnionType
from typing import Any, Literal, TypeGuard, Union, get_args, get_origin

import hakemus
from generators.markdown import page
from hakemus import errors, word

_LONGEST_LINE = 70


def interface_page() -> str:
    """Return the page of the front door."""
    public = [(name, getattr(hakemus, name)) for name in hakemus.__all__]
    return page(
        "The front door",
        "Everything here is imported from `hakemus` itself.\n"
        "What begins with an underscore, or is not here, may change.",
        "## Verbs",
        *(_entry(name, value) for name, value in public if _is_verb(value)),
        "## Types",
        "Below each name is what the type holds or, if callers create it, what it takes. The fields of an\n"
        "`Application` have [a page of their own](fields.md).",
        *(_entry(name, value) for name, value in public if inspect.isclass(value) and not _is_error(value)),
        "## Errors",
        *(_entry(name, value) for name, value in public if _is_error(value)),
        "### The tree of errors",
        f"```text\n{_tree()}\n```",
        "## The bare engine",
        "`hakemus.word` turns any Word template into documents and knows nothing of Leader:\n"
        "see [the engine](../engine.md).",
        *(_entry(name, getattr(word, name), "word.") for name in word.__all__),
    )


def _is_verb(value: object) -> TypeGuard[Callable[..., object]]:
    return not get_args(value) and not inspect.isclass(value) and callable(value)


def _is_error(value: object) -> bool:
    return inspect.isclass(value) and issubclass(value, Exception)


def _entry(name: str, value: object, prefix: str = "") -> str:
    parts = [
        f"### `{prefix}{name}`",
        _form(name, value),
        _prose(inspect.getdoc(value) or "") if callable(value) and not get_args(value) else "",
        *_members(value),
    ]
    return "\n\n".join(part for part in parts if part)


def _form(name: str, value: object) -> str:
    """Return how a name is called, what it holds, or which type it is an alias of."""
    if get_args(value):
        return _fenced(f"{name} = {written_type(value)}")
    if _is_verb(value) or _is_made_by_callers(value):
        return _fenced(written_signature(name, value))
    if is_dataclass(value):
        shown = [field for field in fields(value) if not field.name.startswith("_")]
        return _fenced("\n".join(f"{field.name}: {written_type(field.type)}" for field in shown))
    return ""


def _fenced(text: str) -> str:
    return f"```text\n{text}\n```"


def _is_made_by_callers(value: object) -> TypeGuard[type]:
    return inspect.isclass(value) and (value is hakemus.Job or value.__module__.startswith("hakemus.word"))


def _members(value: object) -> Iterator[str]:
    if not inspect.isclass(value) or _is_error(value):
        return
    lines = [
        f"- `.{called}`: {_first_sentence(inspect.getdoc(member) or '')}"
        for name, member in _own_and_inherited(value).items()
        if not name.startswith(("_", "model_")) and (called := _called(name, member))
    ]
    if lines:
        yield "\n".join(lines)


def _own_and_inherited(value: type) -> dict[str, object]:
    """Return the members of a class and of its bases in this library, its own first."""
    ours = [one for one in value.__mro__ if one.__module__.startswith("hakemus")]
    return {name: getattr_static(value, name) for one in ours for name in vars(one)}


def _called(name: str, member: object) -> str:
    """Return a member as it is used: a property by its name, a method with what it takes; of others, nothing."""
    if isinstance(member, property):
        return name
    function = member.__func__ if isinstance(member, classmethod) else member
    if not isinstance(function, FunctionType):
        return ""
    taken = [*inspect.signature(function).parameters][1:]
    return f"{name}({', '.join(taken)})"


def _first_sentence(text: str) -> str:
    return " ".join(text.split("\n\n", maxsplit=1)[0].split())


def _prose(docstring: str) -> str:
    """Return a docstring as Markdown: examples in fences of their own (the tests run them in the source)."""
    return "\n\n".join(
        f"```pycon\n{block}\n```" if block.lstrip().startswith(">>>") else block
        for block in docstring.split("\n\n")
    )


def _tree() -> str:
    lines = (errors.__doc__ or "").split("\n\n")[1]
    return lines.strip("\n")


def written_signature(name: str, value: Callable[..., object]) -> str:
    """Return a signature, on one line where it fits."""
    signature = inspect.signature(value)
    arguments = [*_arguments(signature.parameters.values())]
    result = "" if inspect.isclass(value) else f" -> {written_type(signature.return_annotation)}"
    line = f"{name}({', '.join(arguments)}){result}"
    if len(line) <= _LONGEST_LINE:
        return line
    return f"{name}(\n" + "".join(f"    {argument},\n" for argument in arguments) + f"){result}"


def _arguments(parameters: Any) -> Iterator[str]:  # noqa: ANN401 - a view that `typing` has no name for
    marked = False
    for parameter in parameters:
        if parameter.kind is parameter.KEYWORD_ONLY and not marked:
            marked = True
            yield "*"
        default = "" if parameter.default is parameter.empty else f" = {_default(parameter.default)}"
        yield f"{parameter.name}: {written_type(parameter.annotation)}{default}"


def _default(value: object) -> str:
    """Return a default as its source has it: what holds only defaults itself is called without arguments."""
    kind = type(value)
    if kind.__module__.startswith("hakemus") and value == kind():
        return f"{kind.__name__}()"
    return repr(value)


def written_type(annotation: Any) -> str:  # noqa: ANN401 - a type, in any of the ways to write one
    """Return a type by its own name, and what it is made of.

    >>> written_type(dict[str, int | None]), written_type(Callable[[int], Literal["a"]])
    ('dict[str, int | None]', "Callable[[int], Literal['a']]")
    """
    origin, parts = get_origin(annotation), get_args(annotation)
    if annotation is NoneType or annotation is None:
        return "None"
    if isinstance(annotation, list):
        return f"[{', '.join(map(written_type, annotation))}]"
    if origin in (Union, UnionType):
        return " | ".join(map(written_type, parts))
    if origin is Literal:
        return f"Literal[{', '.join(map(repr, parts))}]"
    if parts:
        return f"{origin.__name__}[{', '.join(map(written_type, parts))}]"
    return "..." if annotation is ... else str(getattr(annotation, "__name__", annotation))
