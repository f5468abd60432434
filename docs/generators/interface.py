"""The front door: every public name of `hakemus` with its signature and its docstring."""

import inspect
import re
from collections.abc import Iterator
from dataclasses import is_dataclass

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
        *(_entry(name, value) for name, value in public if inspect.isfunction(value)),
        "## Types",
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


def _is_error(value: object) -> bool:
    return inspect.isclass(value) and issubclass(value, Exception)


def _entry(name: str, value: object, prefix: str = "") -> str:
    parts = [
        f"### `{prefix}{name}`",
        _signature(name, value),
        _prose(inspect.getdoc(value) or ""),
        *_members(value),
    ]
    return "\n\n".join(part for part in parts if part)


def _signature(name: str, value: object) -> str:
    if _is_error(value) or (inspect.isclass(value) and not _is_made_by_callers(value)):
        return ""
    signature = inspect.signature(value)  # type: ignore[arg-type]
    return f"```text\n{name}{_wrapped(str(signature))}\n```"


def _is_made_by_callers(value: type) -> bool:
    return value.__module__.startswith("hakemus.word")


def _wrapped(signature: str) -> str:
    plain = re.sub(
        r"\b(?:hakemus|pathlib|datetime|collections|typing)(?:\.[a-z_]+)*\.(?=[A-Za-z])", "", signature
    )
    if len(plain) <= _LONGEST_LINE:
        return plain
    arguments, result = plain[1:].rsplit(") -> ", 1)
    return "(\n" + "".join(f"    {argument},\n" for argument in _split(arguments)) + f") -> {result}"


def _split(arguments: str) -> list[str]:
    """Return the arguments one by one; a comma within brackets parts none.

    >>> _split("a: dict[str, int], b: int")
    ['a: dict[str, int]', 'b: int']
    """
    return re.split(r", (?![^\[]*\])", arguments)


def _members(value: object) -> Iterator[str]:
    if not inspect.isclass(value) or not is_dataclass(value):
        return
    lines = []
    for name, member in vars(value).items():
        if name.startswith("_") or not (isinstance(member, property) or inspect.isfunction(member)):
            continue
        call = "" if isinstance(member, property) else "()"
        lines.append(f"- `.{name}{call}`: {_first_sentence(inspect.getdoc(member) or '')}")
    if lines:
        yield "\n".join(lines)


def _first_sentence(text: str) -> str:
    return " ".join(text.split("\n\n", maxsplit=1)[0].split())


def _prose(docstring: str) -> str:
    """Return a docstring as Markdown: examples in fences of their own (they run where they stand, in the source)."""
    return "\n\n".join(
        f"```pycon\n{block}\n```" if block.lstrip().startswith(">>>") else block
        for block in docstring.split("\n\n")
    )


def _tree() -> str:
    lines = (errors.__doc__ or "").split("\n\n")[1]
    return lines.strip("\n")
