"""What a document offers to its template: every path, from the model and from what the document adds to it."""

from collections.abc import Collection

from hakemus.documents import Document, Paper
from hakemus.documents.offer import board_placeholders, placeholders_of
from hakemus.group import LeaderGroup
from hakemus.group.folder import QUESTION


def offered_by(paper: Paper, group: LeaderGroup | None = None) -> frozenset[str]:
    """Return the paths of everything that a document offers, such as `budget.items[].amount`, and those on the way.

    To a Leader group's own template, the answers to the group's questions are offered besides; a paper
    of its board shows none of them.
    """
    if not isinstance(paper, Document):
        return frozenset(board_placeholders()[paper.key])
    questions = group.questions if group is not None else ()
    return frozenset((*placeholders_of(paper), *(f"{QUESTION}.{question.key}" for question in questions)))


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
