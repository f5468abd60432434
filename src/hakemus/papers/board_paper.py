"""What the papers of a board have in common: what each is about, its frame, and the words of proposals."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Generic, Literal, Protocol, TypeVar

from hakemus import group as groups
from hakemus.model import Meeting, Proposal
from hakemus.papers.layout import OF_BOARD, Frame, Page
from hakemus.papers.paper import Content
from hakemus.papers.presentation import present
from hakemus.rules import Case
from hakemus.rules.board import Session
from hakemus.texts import LANGUAGE_TAGS, Wording
from hakemus.word import Properties, Prose

if TYPE_CHECKING:
    from hakemus.group import LeaderGroup

NAMED = "{{ application.applicant }}: {{ application.project }}"
"""How a template names an application of a meeting."""

About = Literal["application", "assessment", "meeting"]
"""What a paper is made of: an application alone, one with its assessment, or a whole meeting."""


class BoardSubject(Protocol):
    """What every paper of a board needs: the words of a language, and whether it is a draft."""

    @property
    def words(self) -> Wording:
        """Return the words of the paper's language."""

    @property
    def draft(self) -> bool:
        """Return whether every page says that it is a draft."""


SubjectT = TypeVar("SubjectT", bound=BoardSubject)


@dataclass(frozen=True, slots=True)
class BoardDocument(Generic[SubjectT]):
    """A kind of paper: what it is about, what it shows, and how it is laid out; see `Document`.

    `subjects` yields what its papers of a meeting are about: the name of each, empty where there is only one, what its
    title names, and the subject itself.
    """

    key: str
    place: int
    about: About
    subjects: Callable[[Session, Wording, bool], Iterator[tuple[str, str, SubjectT]]]
    show: Callable[[SubjectT], Content]
    lay_out: Callable[[Page], None]
    frame: Frame = OF_BOARD

    def title(self, words: Wording) -> str:
        """Return what it is called in a language."""
        return words.message(f"documents.{self.key}.kind")

    def content(self, subject: SubjectT) -> Content:
        """Return everything that the document's template may show."""
        words = subject.words
        frame = {
            "draft": subject.draft,
            "draft_mark": words.message("documents.draft-mark"),
            "kind": self.title(words),
        }
        return {**frame, **self.show(subject)}

    def properties(
        self, group: "LeaderGroup", words: Wording, about: str, created: date | None
    ) -> Properties:
        """Return what the paper says of itself: its title with what it is about, whose it is, its language and day."""
        kind = self.title(words)
        return Properties(
            title=f"{kind}: {about}" if about else kind,
            author=group.name.text(words.language),
            language=LANGUAGE_TAGS[words.language],
            created=created,
        )


def as_text(shown: Any) -> Any:  # noqa: ANN401 - what a paper shows is of many kinds
    """Return what an application shows as plain text without fields to fill: a board's paper isn't a form."""
    if isinstance(shown, dict):
        return {name: as_text(inner) for name, inner in shown.items()}
    if isinstance(shown, list):
        return [as_text(inner) for inner in shown]
    return replace(shown, tag="") if isinstance(shown, Prose) else str(shown)


def named_group(group: "LeaderGroup", words: Wording) -> Content:
    """Return what a paper says of the Leader group."""
    name = group.name.text(words.language)
    shown = {"name": name, "business_id": group.business_id or "", "website": group.website or ""}
    return {"leader_group": name, "group": shown}


def shown_meeting(meeting: Meeting, words: Wording) -> Content:
    """Return what a paper says of the meeting."""
    left = meeting.frame_left
    return {
        "name": meeting.name or words.message("board.meeting"),
        "date": "" if meeting.date is None else words.day(meeting.date),
        "time": meeting.time or "",
        "place": meeting.place or "",
        "chair": meeting.chair or "",
        "secretary": meeting.secretary or "",
        "has_frame": left is not None,
        "frame_left": "" if left is None else words.money(left),
    }


def places_of_officers(meeting: Meeting, words: Wording) -> list[Content]:
    """Return where the chair and the secretary sign."""
    return [
        {"name": meeting.chair or "", "position": words.term("meeting.chair")},
        {"name": meeting.secretary or "", "position": words.term("meeting.secretary")},
    ]


def measure_words(case: Case, words: Wording) -> str:
    """Return the name of the measure that an application is for."""
    shown = present(case.application, words, case.programme, ("classification",))
    return str(shown["classification"]["measure"])


def proposal_words(proposal: Proposal | None, words: Wording) -> str:
    """Return what is proposed, in words; without a proposal an empty text."""
    return "" if proposal is None else words.message(f"board.proposal-{proposal}")


def printed_points(points: Decimal | Fraction | None, words: Wording) -> str:
    """Return points as they are printed, or a dash where there are none."""
    return words.message("words.missing") if points is None else words.number(groups.to_points(points))
