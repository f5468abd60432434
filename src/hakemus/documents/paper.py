"""What every document has in common: its name, the fields it carries, and how its content is made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from hakemus.costing import Costing
from hakemus.documents.presentation import present
from hakemus.model import Application
from hakemus.programme import Programme
from hakemus.texts import Wording

Content = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a document tells of: an application, the law of a day, the money, and the words of a language."""

    application: Application
    programme: Programme
    costing: Costing
    words: Wording
    on: date
    draft: bool

    def presented(self, carries: tuple[str, ...]) -> Content:
        """Return those fields of the application that a document carries, as text."""
        return present(self.application, self.words, self.programme, carries)


@dataclass(frozen=True, slots=True)
class Document:
    """A kind of paper: its key is its name everywhere, its template's too.

    `carries` names the parts of the application it shows (none: all of them); `add` makes what it shows besides.
    """

    key: str
    carries: tuple[str, ...]
    add: Callable[[Subject, Content], Mapping[str, Any]]

    def content(self, subject: Subject) -> Content:
        """Return everything that the document's template may show."""
        words = subject.words
        content = subject.presented(self.carries)
        kind = words.message(f"documents.{self.key}.kind")
        frame = {"draft": subject.draft, "draft_mark": words.message("documents.draft-mark"), "kind": kind}
        return {**content, **frame, **self.add(subject, content)}
