"""What every document has in common: its name, the fields it carries, and how its content is made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from hakemus.costing import Costing
from hakemus.documents.enclosures import Enclosed
from hakemus.documents.item import Items, whole
from hakemus.documents.own_questions import answers_by_key, shown_answers, shown_group
from hakemus.documents.presentation import present
from hakemus.findings import Report
from hakemus.group import LeaderGroup
from hakemus.model import Application
from hakemus.programme import Measure, Programme
from hakemus.rules import Case, check_rules
from hakemus.texts import Wording
from hakemus.word import Shown

Content = dict[str, Any]


def always(_case: Case) -> bool:
    """Return that a document is asked for whatever the application holds."""
    return True


def never(_case: Case) -> bool:
    """Return that no application asks for a document: it is made when somebody asks for it by name."""
    return False


@dataclass(frozen=True, slots=True)
class Subject:
    """What a document tells of: an application, the law of a day, the money, and the words of a language.

    `group` is the Leader group whose data are given, if they are. `item` names what the paper is made for, where its
    document is made once for each of several things; the application then holds that one alone. `enclosed` is all
    that is handed in with it, once it was put together, and `papers` are the documents that it asks to be handed in.
    """

    application: Application
    programme: Programme
    costing: Costing
    words: Wording
    on: date
    draft: bool
    group: LeaderGroup | None = None
    item: str = ""
    enclosed: Enclosed | None = None
    papers: tuple[str, ...] = ()

    @property
    def day_of_law(self) -> date:
        """Return the day whose law the paper tells; see `Programme.day_of_law`."""
        return self.programme.day_of_law(self.on)

    @property
    def measure(self) -> Measure | None:
        """Return the measure that the application names; None without one, or for one that is not known."""
        return self.programme.measure(self.application.classification.measure)

    @property
    def report(self) -> Report:
        """Return what the law of the day finds in the application."""
        return check_rules(self.application, self.programme, self.on, self.group)

    def presented(self, carries: tuple[str, ...]) -> Content:
        """Return those fields of the application that a document carries, as text."""
        content = present(self.application, self.words, self.programme, carries)
        if "leader_group" in content:
            name = self.of_group["name"]
            if name != content["leader_group"]:  # the group's own spelling; the field is not filled from it
                field = content["leader_group"]
                content["leader_group"] = Shown(name, field.tag, field.control)
        if "group_answers" in content and self.group is not None and self.group.questions:
            content["group_answers"] = shown_answers(
                self.group, self.application, self.words, content["group_answers"], draft=self.draft
            )
        return content

    @property
    def of_group(self) -> Content:
        """Return what a paper says of the Leader group."""
        return shown_group(self.group, self.application, self.words)


@dataclass(frozen=True, slots=True)
class Document:
    """A kind of paper: its key is its name everywhere, its template's too.

    `carries` names the parts of the application it shows (none: all of them); `add` makes what it shows besides.
    `asked_for` tells whether an application asks for it, of a measure that has it among its papers, and `items` what
    it is made once for each of. A paper that is `published` carries no data beside what is seen; one that is
    `for_own_use` helps the applicant and is not handed in.
    """

    key: str
    carries: tuple[str, ...]
    add: Callable[[Subject, Content], Mapping[str, Any]]
    published: bool = False
    asked_for: Callable[[Case], bool] = always
    items: Items = whole
    for_own_use: bool = False

    def content(self, subject: Subject) -> Content:
        """Return everything that the document's template may show."""
        words = subject.words
        content = subject.presented(self.carries)
        kind = words.message(f"documents.{self.key}.kind")
        frame = {
            "draft": subject.draft,
            "draft_mark": words.message("documents.draft-mark"),
            "kind": kind,
            "group": subject.of_group,
            "group_question": answers_by_key(
                subject.group,
                subject.application,
                words,
                read_back=not self.carries or "group_answers" in self.carries,
            ),
        }
        return {**content, **frame, **self.add(subject, content)}
