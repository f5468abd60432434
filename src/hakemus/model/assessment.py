"""What a Leader group's board works with: an assessment of an application, and a meeting with its agenda."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from hakemus.model.fields import (
    Day,
    Euros,
    FileLanguage,
    Line,
    OptionalLine,
    OptionalProse,
    Quantity,
    SchemaVersion,
    Vocabulary,
    YesNo,
    refusal,
)
from hakemus.model.part import Part

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
    agenda: tuple[AgendaItem, ...] = Field(default=(), max_length=100)
    """Items of the agenda; the usual ones when there are none."""

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
    """Reasons of the proposal."""
