"""The form on which a member of the board assesses applications before the meeting: a place for each answer."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from hakemus.model import Member
from hakemus.papers.board_paper import BoardDocument, as_text, measure_words, named_group
from hakemus.papers.layout import Column, Field, Page
from hakemus.papers.money import sought
from hakemus.papers.paper import Content
from hakemus.rules.board import Assessed, Session
from hakemus.texts import LANGUAGE_TAGS, Wording
from hakemus.word import Control, FormField, Prose

if TYPE_CHECKING:
    from hakemus.group import Criterion

PATTERNS = ("applications[].criteria[].answer", "applications[].criteria[].reason")
"""The fields that are filled in."""


class AssessmentFormSubject(NamedTuple):
    """What a form is about: a meeting, the member who fills it, and the applications that the member assesses."""

    session: Session
    member: Member
    words: Wording
    draft: bool = False

    @property
    def applications(self) -> tuple[tuple[str, Assessed], ...]:
        """Return the applications that the member is asked to assess, each by its folder."""
        session = self.session
        return tuple(each for each in session.applications if session.is_asked(self.member, *each))


def _subjects(
    session: Session,
    words: Wording,
    draft: bool,
) -> Iterator[tuple[str, str, AssessmentFormSubject]]:
    for member in session.meeting.members:
        form = AssessmentFormSubject(session, member, words, draft)
        if form.applications:
            yield member.name, member.name, form


def answers_of(criterion: "Criterion", words: Wording) -> tuple[str, ...]:
    """Return what a criterion may be answered with: yes or no, or its points, each with its words.

    >>> from hakemus.group import Criterion
    >>> from hakemus.texts import wording
    >>> levels = [{"points": 0, "label": {"en": "none"}}, {"points": 2, "label": {"en": "two or more"}}]
    >>> answers_of(Criterion(key="a", kind="score", label={"en": "A"}, levels=levels), wording("en"))
    ('0 – none', '2 – two or more')
    """
    if criterion.kind == "gate":
        return words.yes_no(True), words.yes_no(False)  # noqa: FBT003 - its only argument
    named = ((words.number(points), criterion.words(points, words.language)) for points in criterion.points)
    return tuple(" – ".join(filter(None, each)) for each in named)


def _shown(form: AssessmentFormSubject) -> Content:
    meeting, words = form.session.meeting, form.words
    return {
        **named_group(form.session.group, words),
        "meeting": {
            "name": meeting.name or words.message("board.meeting"),
            "date": "" if meeting.date is None else words.day(meeting.date),
            "place": meeting.place or "",
        },
        "member": {"name": form.member.name},
        "applications": [
            _application(number, name, assessed, words)
            for number, (name, assessed) in enumerate(form.applications)
        ],
    }


def _application(number: int, name: str, assessed: Assessed, words: Wording) -> Content:
    application = assessed.case.application
    return {
        "folder": name,
        "applicant": application.applicant.name or name,
        "project": application.project.name or name,
        "measure": measure_words(assessed.case, words),
        "sought": sought(assessed.case.costing, words),
        "description": as_text(Prose(application.project.public_description or "")),
        "criteria": [
            _criterion(f"applications[{number}].criteria[{place}]", criterion, words)
            for place, criterion in enumerate(assessed.asked)
        ],
    }


def _criterion(place: str, criterion: "Criterion", words: Wording) -> Content:
    label, language = criterion.label.text(words.language), LANGUAGE_TAGS[words.language]
    choices = answers_of(criterion, words)
    prompts = [words.message(f"board.form-{name}") for name in ("answer", "reason")]
    answer = Control(label, "choice", choices, language, prompts[0], kept=True)
    reason = Control(label, "text", (), language, prompts[1], kept=True)
    return {
        "label": label,
        "allowed": Prose("\n\n".join(choices) if criterion.levels else " / ".join(choices)),
        "answer": FormField("", f"{place}.answer", answer),
        "reason": FormField("", f"{place}.reason", reason),
    }


def _lay_out(page: Page) -> None:
    page.title("{{ meeting.name }}")
    page.subtitle("{{ member.name }}")
    page.intro("table.assessment-form")
    with page.each("application in applications"):
        page.heading(1, "{{ application.applicant }}: {{ application.project }}")
        page.fields(
            Field("application.folder", "table.application-folder"),
            Field("application.measure", "classification.measure"),
            Field("application.sought", "table.support-sought"),
            Field(
                "application.description",
                "table.public-description",
                prose=True,
                when="application.description",
            ),
            description="describe.assessed-application",
        )
        page.rows(
            "criterion in application.criteria",
            Column("criterion.label", 48, title="assessment.criteria.criterion"),
            Column("criterion.allowed", 44, title="table.points-allowed", prose=True),
            Column("criterion.answer", 34, title="table.answer"),
            Column("criterion.reason", title="assessment.criteria.reason"),
            caption="assessment.criteria",
            description="describe.criteria-to-assess",
        )


ASSESSMENT_FORM: BoardDocument[AssessmentFormSubject] = BoardDocument(
    "assessment-form", 165, "meeting", _subjects, _shown, _lay_out
)
