"""What a Leader group's board works with: an assessment of an application, and a meeting with its agenda."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from hakemus.model.fields import (
    Count,
    Day,
    Euros,
    FileLanguage,
    Line,
    OptionalLine,
    OptionalProse,
    Part,
    Quantity,
    SchemaVersion,
    Vocabulary,
    YesNo,
    refusal,
)

# A meeting of a Leader group's board: when and where, who presides, the money left, and what is on the agenda.

TieRule = Literal["shared", "earlier-application", "smaller-support"]
"""How applications of equal points are ranked: they share the rank, or a day or a sum orders them."""


class AgendaItem(Part):
    """One item of the agenda."""

    title: Line
    """What it is called."""
    text: OptionalProse = None
    """What is said of it."""
    shows_applications: YesNo = False
    """True for the item under which the applications are listed."""
    decision: OptionalProse = None
    """What was decided, once the meeting has been held."""


class Member(Part):
    """A member of the board, or who comes to the meeting instead of one."""

    name: Line
    """Name."""
    position: OptionalLine = None
    """Position, such as deputy chair."""
    replaces: OptionalLine = None
    """The member whose substitute it is."""
    language: FileLanguage | None = None
    """Language of the form on which the member assesses; the meeting's when not given."""
    assesses: YesNo = True
    """False for a member who assesses no application."""
    applications: OptionalLine = None
    """The applications that the member assesses, by their folders, with commas between; every one when not given."""
    present: YesNo | None = None
    """Whether the member was at the meeting, once it has been held."""
    checks_minutes: YesNo = False
    """True for who was chosen to check the minutes."""

    def is_to_assess(self, application: str) -> bool:
        """Return whether an application, by its folder, is among those that the member assesses.

        >>> Member(name="Maija Malli", applications="a, b").is_to_assess("b")
        True
        """
        return self.assesses and (self.applications is None or application in self.named_applications)

    @property
    def named_applications(self) -> tuple[str, ...]:
        """Return the folders of the applications that are named."""
        return tuple(filter(None, (one.strip() for one in (self.applications or "").split(","))))


class Disqualification(Part):
    """A member who takes no part in an item: who, in what, and why."""

    member: Line
    """Name of the member."""
    application: OptionalLine = None
    """The application, by its folder."""
    section: Count | None = Field(default=None, ge=1)
    """The number of another item of the agenda."""
    reason: OptionalLine = None
    """Why."""


DecisionKind = Literal["support", "do-not-support", "return", "postpone"]
"""What the board decides: support, no support, back to the applicant, or to a later meeting."""


class Decision(Part):
    """What the board decided on an application."""

    application: Line
    """The application, by its folder."""
    decision: Annotated[DecisionKind, Vocabulary(messages="board.decision")]
    """What was decided."""
    amount: Euros | None = None
    """Leader support that is favoured; what was proposed, when it is not given."""
    reasons: OptionalProse = None
    """Reasons for the decision; without any, those of the proposal, where it is as proposed."""
    votes_for: Count | None = Field(default=None, ge=0)
    """Votes for it, if there was a vote."""
    votes_against: Count | None = Field(default=None, ge=0)
    """Votes against it."""
    dissent: OptionalProse = None
    """A dissenting opinion that is entered in the minutes."""


class Meeting(Part):
    """A meeting of the board.

    >>> Meeting(place="Kylätalo").tie_rule
    'shared'
    """

    schema_version: SchemaVersion = 1
    """Version of this form of the data."""
    language: FileLanguage = "fi"
    """Language of the agenda when no other is asked for."""
    group: OptionalLine = None
    """Path of the Leader group's folder or file, seen from this file."""
    name: OptionalLine = None
    """Name of the meeting."""
    date: Day | None = None
    """Day of the meeting."""
    time: OptionalLine = None
    """When it begins."""
    place: OptionalLine = None
    """Where it is held."""
    chair: OptionalLine = None
    """Who presides."""
    secretary: OptionalLine = None
    """Who keeps the minutes."""
    frame_left: Euros | None = None
    """Money left of the group's frame before the meeting."""
    tie_rule: Annotated[TieRule, Vocabulary(messages="board.tie")] = "shared"
    """How applications of equal points are ranked."""
    first_section: Count = Field(default=1, ge=1)
    """Number (§) of the first item of the agenda; each application has a number of its own."""
    authority_language: FileLanguage | None = None
    """Language of the letter to the authority; the meeting's when not given."""
    ended: OptionalLine = None
    """When it ended."""
    also_present: OptionalLine = None
    """Who else was there."""
    members: tuple[Member, ...] = Field(default=(), max_length=100)
    """Members of the board."""
    agenda: tuple[AgendaItem, ...] = Field(default=(), max_length=100)
    """Items of the agenda; the usual ones when there are none."""
    disqualifications: tuple[Disqualification, ...] = Field(default=(), max_length=2000)
    """Who is disqualified, and in which item."""
    decisions: tuple[Decision, ...] = Field(default=(), max_length=2000)
    """What was decided on each application, once the meeting has been held."""

    @property
    def is_held(self) -> bool:
        """Return whether it has been held: something was decided, or somebody was there."""
        return bool(self.decisions) or any(member.present for member in self.members)

    def is_disqualified(self, member: str, application: str) -> bool:
        """Return whether a member is disqualified in an application, by its folder."""
        return any(
            one.member.strip() == member.strip() and (one.application or "").strip() == application
            for one in self.disqualifications
        )

    @model_validator(mode="after")
    def _applications_are_listed_once(self) -> Self:
        shown = [item.title for item in self.agenda if item.shows_applications]
        if len(shown) > 1:
            raise refusal("repeated", ", ".join(shown), "shows_applications = true")
        return self


Proposal = Literal["support", "do-not-support", "return"]
"""What is proposed to the board: support, no support, or that the application goes back to be completed."""


class CriterionAssessment(Part):
    """What is said of one criterion: whether a gate is met, or how many points a score gets."""

    criterion: Line
    """Key of the criterion in the group's data."""
    met: YesNo | None = None
    """Whether a gate is met."""
    points: Quantity | None = None
    """Points given."""
    reason: OptionalProse = None
    """Why."""


class Assessment(Part):
    """The assessment of one application, whole or with holes.

    >>> Assessment(criteria=[{"criterion": "youth", "points": 2}]).criteria[0].points
    Decimal('2')
    """

    schema_version: SchemaVersion = 1
    """Version of this form of the data."""
    application: Line = "application.toml"
    """Path of the application's file, seen from this one."""
    date: Day | None = None
    """Day of the assessment."""
    assessed_by: OptionalLine = None
    """Who assessed."""
    criteria: tuple[CriterionAssessment, ...] = Field(default=(), max_length=200)
    """What is said of each criterion."""
    proposal: Annotated[Proposal | None, Vocabulary(messages="board.proposal")] = None
    """What is proposed to the board."""
    proposed_amount: Euros | None = None
    """Leader support that is proposed."""
    reasons: OptionalProse = None
    """Reasons for the proposal."""
