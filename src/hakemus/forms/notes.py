"""What a reader should know of a form before its values: who made it when, and whether it is the one that was meant."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from hakemus.documents.carried import CARRIED_VERSION, Carried
from hakemus.group import LeaderGroup
from hakemus.model import Application
from hakemus.packaged import library_version
from hakemus.programme import open_programme

NoteCode = Literal[
    "no-data", "outside-unknown", "older", "other-library", "other-template", "other-group", "other-measure"
]


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know of a form; `code` names it, `values` are what its message tells.

    `no-data`: it carries none, so nobody knows what was changed. `outside-unknown`: nor what was written beside the
    fields, which is not told then. `older`: its data were of an older version, and are
    read as those of today. `other-library`, `other-template`: it was made by another version of this library, or with a
    template that has changed since. `other-group`, `other-measure`: it is of another Leader group, or another form of
    support, than was asked for.
    """

    code: NoteCode
    values: dict[str, str] = field(default_factory=dict)


def notes_on(
    carried: Carried | None, template: str, group: LeaderGroup | None, *, is_known: bool
) -> Iterator[Note]:
    """Yield what the data of a form say of it.

    `template` is the digest of today's template; without data, `is_known` tells whether today's print is known all the
    same, as that of a form is.
    """
    if carried is None:
        yield Note("no-data")
        if not is_known:
            yield Note("outside-unknown")
        return
    if carried.version < CARRIED_VERSION:
        yield Note("older", {"version": str(carried.version), "known": str(CARRIED_VERSION)})
    if carried.library != library_version():
        yield Note("other-library", {"made": carried.library, "here": library_version()})
    if group is not None and carried.group and not group.is_called(carried.group):
        yield Note("other-group", {"made": carried.group, "asked": group.name.text("fi")})
    elif carried.template and carried.template != template:
        yield Note("other-template", {"document": carried.document})


def note_on_measure(application: Application, measure: str | None) -> Iterator[Note]:
    """Yield a note when an application is for another measure than was asked for; `measure` is a key or a name."""
    if measure is None:
        return
    programme = open_programme()
    found, asked = (programme.measure(text) for text in (application.classification.measure or "", measure))
    if asked is not None and found is not None and asked.key != found.key:
        yield Note("other-measure", {"made": found.key, "asked": asked.key})
