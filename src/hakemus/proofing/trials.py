"""What templates are tried with: the content that each document makes of the examples that come with the library."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from hakemus.assembly import load, properties_of, subject_of
from hakemus.documents import Document
from hakemus.files import read_record
from hakemus.group import LeaderGroup
from hakemus.model import Application
from hakemus.packaged import packaged_folder
from hakemus.programme import open_programme
from hakemus.texts import Language, wording
from hakemus.word import Properties

_EMPTY = "–"


@dataclass(frozen=True, slots=True)
class Trial:
    """The content of a document for one example, and what the paper says of itself."""

    name: str
    content: dict[str, Any]
    properties: Properties


def trials(paper: Document, language: Language, group: LeaderGroup | None = None) -> Iterator[Trial]:
    """Yield a document's content for every example, and for a draft without any data, as a Leader group's paper."""
    words = wording(language) if group is None else group.wording(language)
    for name, application in (*examples(), (_EMPTY, Application())):
        day = application.date or application.project.start_date or open_programme().first_day
        subject = subject_of(application, words, day, group, draft=name == _EMPTY)
        yield Trial(name, paper.content(subject), properties_of(paper, subject))


@cache
def examples() -> tuple[tuple[str, Application], ...]:
    """Return the examples that come with the library, by name."""
    folder = packaged_folder("examples")
    files = [(path.parent.name, load(path)) for path in sorted(folder.glob("*/application.toml"))]
    records = [
        (path.parent.name, read_record(path.read_text(encoding="utf-8")).to_application())
        for path in sorted(folder.glob("*/record.txt"))
    ]
    return (*files, *records)
