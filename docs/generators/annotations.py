"""The signature of a function or class as a reader would write it: types by their own names, one argument a line."""

import inspect
from collections.abc import Callable, Iterator
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

_LONGEST_LINE = 70


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
