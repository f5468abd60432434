"""The data that a paper carries: the fields it shows, exactly, so that they can be read back from the paper."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from hakemus.packaged import library_version
from hakemus.papers.paper import Document, Subject
from hakemus.papers.presentation import group_texts
from hakemus.values import typed
from hakemus.word import data_item
from hakemus.word.data_part import Printed, printed_marks, read_marks

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
) -> Callable[[str], str] | None:
    """Return what makes the data part of a paper of what was printed; `template` is the digest of its template.

    None for a paper that is made to be published: it holds nothing unseen. A `form` is a paper that is there to be
    filled, by the law of a `day` or of none, with `everything` or what its measure asks.
    """
    if paper.published:
        return None
    wanted = set(paper.carries) | {"language", "schema_version"} if paper.carries else None
    values = subject.application.model_dump(mode="json", exclude_none=True, include=wanted)
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    attributes = {
        "version": str(CARRIED_VERSION),
        "library": library_version(),
        "document": paper.key,
        "language": subject.words.language,
        "day": "" if form and day is None else subject.on.isoformat(),
        "draft": "true" if subject.draft else "false",
        "digest": hashlib.sha256(text.encode()).hexdigest(),
        **({"form": "true", "everything": "true" if everything else "false"} if form else {}),
        "template": template,
        "group": subject.group.name.text(subject.words.language) if subject.group is not None else "",
    }
    fields = group_texts(subject.presented(("leader_group", "group_answers"))) if subject.group else {}
    return lambda printed: data_item({**attributes, **printed_marks(printed, fields)}, text)


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
    except (KeyError, TypeError, RecursionError, ValueError) as error:
        raise ValueError(f"the data that the paper carries cannot be read: {error}") from error
