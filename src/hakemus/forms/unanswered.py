"""The questions of a Leader group that an application does not answer yet, and whose answers a paper may hold."""

from typing import Any

from hakemus.files.application_file import addressed_to
from hakemus.forms.changes import Change
from hakemus.forms.merging import Merging
from hakemus.group import LeaderGroup
from hakemus.model import Application
from hakemus.texts import Language

LIST = "group_answers"


def with_unanswered(
    values: dict[str, Any], base: Application, group: LeaderGroup | None, language: Language
) -> dict[str, Any]:
    """Return the values of an application in which each question that is asked has a place for its answer."""
    if group is None:
        return values
    new = addressed_to(base, group, language).group_answers[len(base.group_answers) :]
    asked = [answer.model_dump(mode="json", exclude_none=True) for answer in new]
    return {**values, LIST: [*values.get(LIST, []), *asked]} if asked else values


def keep_answered(merging: Merging, known: int) -> None:
    """Take away again the places that hold no answer, behind the `known` ones; an answer is an item that is new."""
    items = merging.values.get(LIST, [])
    if len(items) <= known:
        return
    answered = [item for item in items[known:] if item.get("answer")]
    merging.values[LIST] = [*items[:known], *answered]
    if not merging.values[LIST]:
        del merging.values[LIST]
    new = [f"{LIST}[{place}].answer" for place in range(known, len(items))]
    merging.changes[:] = [
        *(change for change in merging.changes if change.path not in new),
        *(Change(f"{LIST}[{known + at}]", None, item) for at, item in enumerate(answered)),
    ]
    merging.origins[LIST] = (*range(known), *(None for _ in answered))
