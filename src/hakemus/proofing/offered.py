"""What a document offers to its template: every path, from the model and from what the document adds to it."""

from collections.abc import Collection, Iterator, Mapping
from types import UnionType
from typing import Any, Union, get_args, get_origin

from hakemus.documents import Document
from hakemus.model import Application, Part
from hakemus.proofing.trials import trials


def offered_by(paper: Document) -> frozenset[str]:
    """Return the paths of everything that a document offers, such as `budget.items[].amount`, and those on the way.

    What an application may hold is read from the model, whether or not an example holds it; what the document counts
    and adds, from its content for the examples.
    """
    carried = (
        path for path in _of_model(Application) if not paper.carries or path.split(".")[0] in paper.carries
    )
    found = {*carried, *(path for trial in trials(paper, "fi") for path in _of_content(trial.content))}
    return frozenset(found.union(*map(ways_to, found)))


def unused(offered: Collection[str], used: Collection[str]) -> tuple[str, ...]:
    """Return what a template shows nothing of: values, or a whole part or list where it shows none of its values.

    >>> unused(["plan", "plan.need", "plan.area", "annexes", "annexes[]", "annexes[].kind"], ["plan.need"])
    ('annexes', 'plan.area')
    """
    reached = {way for path in used for way in (path, *ways_to(path))}
    only_ways = {way for path in offered for way in ways_to(path)}
    left = {
        next(way for way in (*ways_to(path), path) if way not in reached)
        for path in offered
        if path not in reached and path not in only_ways
    }
    return tuple(sorted(left))


def ways_to(path: str) -> tuple[str, ...]:
    """Return the paths that lead to one, the shortest first.

    >>> ways_to("budget.items[].amount")
    ('budget', 'budget.items', 'budget.items[]')
    """
    steps = path.replace("[]", ".[]").split(".")
    return tuple(".".join(steps[:count]).replace(".[]", "[]") for count in range(1, len(steps)))


def _of_model(part: type[Part], prefix: str = "") -> Iterator[str]:
    for name, info in part.model_fields.items():
        owner = _owner(info.annotation)
        if owner is None:
            yield f"{prefix}{name}"
        else:
            several = "[]" if get_origin(info.annotation) is tuple else ""
            yield from _of_model(owner, f"{prefix}{name}{several}.")


def _owner(annotation: Any) -> type[Part] | None:  # noqa: ANN401
    """Return the part that a field holds, alone, perhaps or several times, or None for a plain value."""
    if get_origin(annotation) in (tuple, Union, UnionType):
        return next(filter(None, map(_owner, get_args(annotation))), None)
    return annotation if isinstance(annotation, type) and issubclass(annotation, Part) else None


def _of_content(value: Any, path: str = "") -> Iterator[str]:  # noqa: ANN401
    if isinstance(value, Mapping):
        for name, item in value.items():
            yield from _of_content(item, f"{path}.{name}" if path else name)
    elif isinstance(value, list | tuple):
        yield path
        for item in value:
            yield from _of_content(item, f"{path}[]")
    else:
        yield path
