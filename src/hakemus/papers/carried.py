"""The data that a paper carries: the fields it shows, exactly, so that they can be read back from the paper."""

import hashlib
import json
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Any

from hakemus.model.schema import field_at
from hakemus.packaged import library_version
from hakemus.papers.paper import Document, Subject
from hakemus.papers.presentation import group_texts
from hakemus.values import typed
from hakemus.values.paths import value_at
from hakemus.word import data_item
from hakemus.word.data_part import Marks, Printed, read_marks
from hakemus.word.printing import bookmark_name

CARRIED_VERSION = 2
"""The version of the form in which a paper carries its data; in version 1, what else it held is not known."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What a paper says of itself: which document it is, made when and by which version, with which fields.

    `whole` is false when somebody has changed the data themselves: their digest is another. `printed` is what was in
    it next to the fields, `template` the digest of the template, `group` the name of the Leader group whose data it was
    made with: a paper of an older version may lack them. `everything` is true of a form that asks every question.
    """

    document: str
    language: str
    on: date | None
    draft: bool
    version: int
    library: str
    values: Mapping[str, Any]
    whole: bool = True
    form: bool = False
    printed: Printed | None = None
    template: str = ""
    group: str = ""
    everything: bool = False


def carried_data(
    paper: Document,
    subject: Subject,
    template: str,
    *,
    form: bool = False,
    day: date | None = None,
    everything: bool = False,
) -> Callable[[Marks], str] | None:
    """Return what makes the data part of a paper of what was printed; `template` is the digest of its template.

    None for a paper that is made to be published: it holds nothing unseen. A `form` is a paper that is there to be
    filled, by the law of a `day` or of none, with `everything` or what its measure asks.
    """
    if paper.published:
        return None
    wanted = {*paper.carries, "classification", "language", "schema_version"} if paper.carries else None
    values = subject.application.model_dump(mode="json", exclude_none=True, include=wanted)
    attributes = {
        "version": str(CARRIED_VERSION),
        "library": library_version(),
        "document": paper.key,
        "language": subject.words.language,
        "day": "" if form and day is None else subject.on.isoformat(),
        "draft": "true" if subject.draft else "false",
        "digest": "",
        **({"form": "true", "everything": "true" if everything else "false"} if form else {}),
        "template": template,
        "group": subject.group.name.text(subject.words.language) if subject.group is not None else "",
    }
    fields = group_texts(subject.presented(("leader_group", "group_answers"))) if subject.group else {}

    def data(shown: Marks) -> str:
        marks = shown.attributes(fields)
        held = Printed(frozenset(marks["texts"].split()), {})
        seen = values if form else _seen(values, _is_seen(shown.shown, held, paper, subject)) or {}
        text = json.dumps(seen, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        attributes["digest"] = hashlib.sha256(text.encode()).hexdigest()
        return data_item({**attributes, **marks}, text)

    return data


_TO_READ = ("language", "schema_version", "classification.programme", "classification.measure")
"""What every paper carries, since without it nobody knows how the others are to be read."""

_IN_WORDS = ("line", "choice", "day")


def _is_seen(
    fields: AbstractSet[str], held: Printed, paper: Document, subject: Subject
) -> Callable[[str], bool]:
    """Return what says whether a paper shows a field, by the tags and bookmarks of its `fields` and the texts it held.

    It does under the field's own mark, or where a line is the field's text and nothing more (the category over a row,
    the sender at the top). An amount, a number or a yes that is a line too is not taken for the field's.
    """
    rows = {field[: field.rindex("]") + 1] for field in fields if "]" in field}
    presented = subject.presented(paper.carries)

    def is_seen(path: str) -> bool:
        if path in _TO_READ or path in fields or bookmark_name(path) in fields:
            return True
        if "]" in path and path[: path.rindex("]") + 1] not in rows:
            return False
        text, field = str(value_at(presented, path) or ""), field_at(path)
        return text != "" and field is not None and field.kind in _IN_WORDS and held.holds(text)

    return is_seen


def _seen(value: Any, is_seen: Callable[[str], bool], path: str = "") -> Any:  # noqa: ANN401 - plain values of any shape
    """Return values without the fields that are not seen, items of lists in their places; None for what holds none."""
    if isinstance(value, dict):
        start = f"{path}." if path else ""
        kept = {name: _seen(inner, is_seen, f"{start}{name}") for name, inner in value.items()}
        return {name: inner for name, inner in kept.items() if inner is not None} or None
    if isinstance(value, list):
        items = [_seen(inner, is_seen, f"{path}[{at}]") for at, inner in enumerate(value)]
        while items and items[-1] is None:
            items.pop()
        return [item or {} for item in items] or None
    return value if is_seen(path) else None


def read_carried(attributes: Mapping[str, str], text: str) -> Carried:
    """Return what a data part says; raise `ValueError` when it isn't one of ours."""
    try:
        values = {**json.loads(text, parse_float=str)}
        return Carried(
            attributes["document"],
            attributes["language"],
            typed.day(attributes["day"]) if attributes["day"] else None,
            attributes["draft"] == "true",
            typed.whole(attributes["version"]),
            attributes["library"],
            values,
            whole=hashlib.sha256(text.encode()).hexdigest() == attributes["digest"],
            form=attributes.get("form") == "true",
            printed=read_marks(attributes),
            template=attributes.get("template", ""),
            group=attributes.get("group", ""),
            everything=attributes.get("everything", "true")
            == "true",  # an earlier version asked everybody everything
        )
    except Exception as error:  # a door: a foreign part can be wrong in every way
        raise ValueError(f"the data that the paper carries cannot be read: {error}") from error
